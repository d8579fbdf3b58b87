"""What the uploads of files for SMS (53) and for e-mails (60) share."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Self

from ringback.contract import Answer, check
from ringback.vendors.tcn.messaging.control import pace_of
from ringback.vendors.tcn.messaging.medium import Medium
from ringback.vendors.tcn.messaging.messages import scheduling
from ringback.vendors.tcn.records import Contact, ContactGroup, MessageGroup
from ringback.vendors.tcn.replies import Plain
from ringback.vendors.tcn.slicing import Slow
from ringback.vendors.tcn.uploads.call import HeaderParam
from ringback.vendors.tcn.uploads.listed import ListUpload, number_of
from ringback.vendors.tcn.world import TcnWorld

DEFAULT_PACE = "60"


class MessageUpload(ListUpload):
    """Import a list, and schedule messages to it where a template is named."""

    medium: ClassVar[Medium]

    bad_template_number = Plain(400, "The given Template Number is not valid!")
    # Printed here, but about a parameter of other sections (12).
    bad_start_id = Plain(400, "The given start ID is not valid!", reach="fault")

    schedule_template_number: HeaderParam
    messages_per_minute = HeaderParam("file.1.messages_per_minute", example="1", note="60 unless given")

    @check
    def template_number_read(self, world: TcnWorld) -> Answer[Self] | None:
        """If a template is named, it is by its number."""
        text = self.schedule_template_number
        return self.bad_template_number() if text and number_of(text) is None else None

    def template(self, world: TcnWorld) -> Any:
        """The template of that number."""
        return self.medium.template(world, self.account, number_of(self.schedule_template_number))

    def starting(
        self,
        world: TcnWorld,
        template: Any,
        group: ContactGroup,
        contacts: Sequence[Contact],
        begin: datetime,
        end: datetime | None,
    ) -> Slow[int | None]:
        """Schedule the messages, unless sender, column or pace cannot be had."""
        sender, column = self.sender(world), self.column(world)
        pace = pace_of(self.messages_per_minute or DEFAULT_PACE)
        if sender is None or column is None or pace is None:
            return None
        planned = MessageGroup(
            group_sid=0,
            client_sid=self.account.client_sid,
            description=group.description,
            template_sid=int(self.schedule_template_number),
            contact_group_sid=group.contact_group_sid,
            column=column,
            sender=sender,
            pace=pace,
            schedule_duplicates=self.duplicates_too(),
            start_time=begin,
            end_time=end,
            timezone=self.zone,
            timezone_override=self.timezone_override,
        )
        scheduled = yield from scheduling(world, self.medium, planned, contacts, len(contacts))
        return scheduled.group_sid

    def sender(self, world: TcnWorld) -> str | None:
        """Whom the messages come from, as the account has it; None when it has none such."""
        raise NotImplementedError

    def column(self, world: TcnWorld) -> str | None:
        """The column of the addresses: the named one, else the first of its kind; None when there is none such."""
        raise NotImplementedError

    def duplicates_too(self) -> bool:
        """Whether contacts with the same address get a message each."""
        raise NotImplementedError

    def column_of(self, world: TcnWorld, name: str, kind: str) -> str | None:
        """The column of that name, or the first of that kind where none is named; None when there is none such."""
        template = self.import_template(world)
        fields = template.fields if template is not None else ()
        return next((field.name for field in fields if (field.name == name if name else field.kind == kind)), None)
