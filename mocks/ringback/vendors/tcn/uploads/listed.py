"""What uploads have in common that keep their list whether or not it can be scheduled: calls, SMS and e-mail."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol, Self, get_args

from ringback.contract import Answer, check
from ringback.contract.endpoint import Slices
from ringback.vendors.tcn import numbers
from ringback.vendors.tcn.records import Contact, ContactGroup
from ringback.vendors.tcn.records.accounts import AbsentHandle, DuplicateHandle
from ringback.vendors.tcn.replies import Plain
from ringback.vendors.tcn.slicing import Slow
from ringback.vendors.tcn.uploads.call import HeaderFlag, HeaderParam, Timed
from ringback.vendors.tcn.uploads.importing import Rules, storing
from ringback.vendors.tcn.uploads.options import one_of
from ringback.vendors.tcn.world import TcnWorld, is_number

DUPLICATES: Sequence[str] = get_args(DuplicateHandle)
ABSENT: Sequence[str] = get_args(AbsentHandle)

NOT_SCHEDULED = "Contact Group Saved. Broadcast not scheduled! "


class Template(Protocol):
    """What is asked of any template that is scheduled."""

    @property
    def message_missing(self) -> bool:
        """Whether a message or its file is not there."""


class ListUpload(Timed):
    """An upload that becomes a contact group, and then a broadcast of it."""

    bad_contact_group = Plain(400, "Specified Contact Group invalid!")
    saved = Plain(200, "Contact Group saved.", kind="partial")
    scheduled = Plain(200, "{task_group_sid}", examples={"task_group_sid": "998547"})
    uploaded_already = Plain(400, "The uploaded Contact Group has already been uploaded within the last 24 hours!")
    unverified = Plain(
        400, "An error occurred while attempting to verify the uniqueness of the new Contact Group!", reach="fault"
    )
    messages_missing = Plain(
        400, NOT_SCHEDULED + "One or more messages or message files are missing!", keeps=True, reach="state"
    )
    bad_start_time = Plain(200, NOT_SCHEDULED + "The given start time is invalid or is already passed!", kind="partial")
    bad_end_time = Plain(
        200, NOT_SCHEDULED + "The given end time is invalid or is not after the start time", kind="partial"
    )
    not_added = Plain(
        200,
        NOT_SCHEDULED + "An error occurred while attempting to add the Contact Group to the broadcast!",
        kind="partial",
    )

    description = HeaderParam("file.1.description", example="Testing 123", note="what the list is called")
    schedule_template_number = HeaderParam("file.1.schedule_template_number", example="1", note="what is sent")
    sha_digest_override = HeaderFlag("file.1.sha_digest_override", note="take the same data twice within 24 hours")
    duplicate_handle = HeaderParam(
        "file.1.duplicate_handle",
        example="Keep and Discard",
        note="Keep and Discard (the number), Allow, Discard (the record) or Duplicate List",
    )
    absent_number_handle = HeaderParam(
        "file.1.absent_number_handle", example="Keep", note="Keep or Discard records without a number"
    )

    @check
    def unique(self, world: TcnWorld) -> Answer[Self] | None:
        """The same data may come once in 24 hours."""
        if self.sha_digest_override or self.upload is None:
            return None
        return self.uploaded_already() if world.uploaded_lately(self.account, self.upload.digest()) else None

    def rules(self) -> Rules:
        """What is done with the numbers, as the header says or the account prefers."""
        return Rules(
            self.country,
            numbers.digits(self.default_area_code),
            one_of(DUPLICATES, self.duplicate_handle, self.account.duplicate_handle),
            one_of(ABSENT, self.absent_number_handle, self.account.absent_number_handle),
        )

    def slices(self, world: TcnWorld) -> Slices[Self]:
        """Keep the list, then schedule it as far as that is possible."""
        found = yield from self.reading(world)
        if not found.kept:
            return self.bad_contact_group()
        group, contacts = yield from storing(world, self.contact_group(world), found.kept)
        if found.duplicates:
            yield from storing(world, self.contact_group(world, " (duplicates)", digest=""), found.duplicates)
        template = self.template(world)
        if template is None:
            return self.no_template()
        answer = yield from self.scheduled_or_not(world, template, group, contacts)
        return answer

    def scheduled_or_not(
        self, world: TcnWorld, template: Any, group: ContactGroup, contacts: Sequence[Contact]
    ) -> Slices[Self]:
        """Schedule a list that is kept, unless something is wrong with when or what."""
        if template.message_missing:
            return self.messages_missing()
        begin = self.begin(world)
        if begin is None:
            return self.bad_start_time()
        fits, end = self.end(begin)
        if not fits:
            return self.bad_end_time()
        sid = yield from self.starting(world, template, group, contacts, begin, end)
        return self.not_added() if sid is None else self.scheduled(task_group_sid=sid)

    def contact_group(self, world: TcnWorld, suffix: str = "", digest: str | None = None) -> ContactGroup:
        """The contact group of the file, not kept yet."""
        template = self.import_template(world)
        return ContactGroup(
            client_sid=self.account.client_sid,
            description=(self.description or "Contact Group") + suffix,
            country=self.country,
            uploaded=world.now,
            import_template_number=template.number if template is not None else 0,
            fields=tuple([field.name for field in template.fields]) if template is not None else (),
            sha_digest=(self.upload.digest() if self.upload is not None else "") if digest is None else digest,
        )

    def template(self, world: TcnWorld) -> Template | None:
        """The template that is to be scheduled, if there is such a one."""
        raise NotImplementedError

    def no_template(self) -> Answer[Self]:
        """What is said of a list that is kept: the same whether no template is named, or one that is not there."""
        return self.saved()

    def starting(
        self,
        world: TcnWorld,
        template: Any,
        group: ContactGroup,
        contacts: Sequence[Contact],
        begin: datetime,
        end: datetime | None,
    ) -> Slow[int | None]:
        """Schedule in slices; the sid of what has been scheduled, or None when an option cannot be met.

        Unless it is overridden, `start` does it in one.
        """
        yield
        return self.start(world, template, group, contacts, begin, end)

    def start(
        self,
        world: TcnWorld,
        template: Any,
        group: ContactGroup,
        contacts: Sequence[Contact],
        begin: datetime,
        end: datetime | None,
    ) -> int | None:
        """Schedule; what `starting` returns."""
        raise NotImplementedError


def number_of(text: str) -> int | None:
    """The number of a template, or None when it is none."""
    return int(text) if is_number(text) else None
