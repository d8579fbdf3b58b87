"""Post Integration Message (40)."""

from typing import Self

from ringback.contract import Answer, check
from ringback.vendors.tcn.call import ClientIdLogin
from ringback.vendors.tcn.fields import Param
from ringback.vendors.tcn.records import IntegrationMessage
from ringback.vendors.tcn.replies import Plain
from ringback.vendors.tcn.world import TcnWorld


class PostIntegrationMessage(ClientIdLogin, path="/backoffice/PostIntegrationMessage", section="40"):
    """Post a message of an integration partner to an account's message page."""

    invalid = Plain(400, "One or more given parameters are not valid!")
    not_saved = Plain(400, "An error occurred while trying to save the integration message!", reach="fault")
    saved = Plain(200, "Message Saved.")

    key = Param(required=True, secret=True, example="partner-key", note="the key of the integration partner")
    message = Param(required=True, example="Nightly file loaded", note="the message")
    event = Param(required=True, example="load", note="the event that it is about")
    event_code = Param(required=True, example="100", note="the code of the event")

    @check
    def key_known(self, world: TcnWorld) -> Answer[Self] | None:
        """The key must be that of a partner, however the account is named."""
        return None if self.key in world.partner_keys else self.bad_login()

    @check
    def all_given(self, world: TcnWorld) -> Answer[Self] | None:
        """Message, event and code must each say something."""
        given = (self.message, self.event, self.event_code)
        return None if all(text.strip() for text in given) else self.invalid()

    def run(self, world: TcnWorld) -> Answer[Self]:
        """Keep the message with the partner's name."""
        world.integration_messages.add(
            IntegrationMessage(
                client_sid=self.account.client_sid,
                partner=world.partner_keys[self.key].partner,
                message=self.message,
                event=self.event,
                event_code=self.event_code,
                posted=world.now,
            )
        )
        return self.saved()
