"""The two media, SMS and e-mail: what differs between them in state and in names."""

from collections.abc import Callable
from typing import Any, NamedTuple

from ringback.state.table import Rows
from ringback.vendors.tcn.dialer import ladder
from ringback.vendors.tcn.dialer.ladder import Ladder
from ringback.vendors.tcn.messaging import states
from ringback.vendors.tcn.messaging.states import State
from ringback.vendors.tcn.records import Account, Message, MessageGroup
from ringback.vendors.tcn.world import TcnWorld


class Medium(NamedTuple):
    """One kind of message: its groups, messages and templates, the names of its sids, and its own thousand."""

    ladder: Ladder
    messages: Callable[[TcnWorld], Rows[int, Message]]
    templates: Callable[[TcnWorld], Rows[int, Any]]
    real_base: int
    sender_name: str
    address_name: str

    def template(self, world: TcnWorld, account: Account, sid: int | None) -> Any:
        """The account's template of that sid, or None."""
        found = self.templates(world).get(sid) if sid is not None else None
        return found if found is not None and found.client_sid == account.client_sid else None

    def state(self, world: TcnWorld, group: MessageGroup) -> State:
        """The state of a group as it is told."""
        state = self.ladder.state(group)
        return states.real(state, self.real_base) if world.system.real_message_codes else states.printed(state)


SMS = Medium(
    ladder.SMS,
    lambda world: world.sms_messages,
    lambda world: world.sms_templates,
    7000,
    "srcNum",
    "phoneNumber",
)
EMAIL = Medium(
    ladder.EMAIL,
    lambda world: world.email_messages,
    lambda world: world.email_templates,
    8000,
    "fromAddress",
    "emailAddress",
)
