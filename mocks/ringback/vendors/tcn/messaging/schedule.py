"""What the scheduling of SMS (52) and that of e-mails (59) to a list that is there share."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Self

from ringback.contract import Answer, Slices, check, inferred
from ringback.vendors.tcn.call import SmallLogin
from ringback.vendors.tcn.fields import Param
from ringback.vendors.tcn.messaging.control import pace_of
from ringback.vendors.tcn.messaging.medium import Medium
from ringback.vendors.tcn.messaging.messages import scheduling
from ringback.vendors.tcn.messaging.parts import MINUTE, moment, part, parts
from ringback.vendors.tcn.records import ContactGroup, MessageGroup
from ringback.vendors.tcn.replies import Json, Plain
from ringback.vendors.tcn.world import TcnWorld, is_number

LIKE_CONTROL = inferred("only the login is printed here; the texts of the group control are the pattern")
LIKE_UPLOAD = inferred("only the login is printed here; the upload of a file prints this for the same")


class MessageSchedule(SmallLogin):
    """Schedule messages to the contacts of a list."""

    medium: ClassVar[Medium]
    sender_called: ClassVar[str]

    absent = Plain(
        400, "Bad request: param '{param}' not present !!", ground=LIKE_CONTROL, examples={"param": "templateSid"}
    )
    bad_value = Plain(
        400,
        "Bad request: param '{param}'=[{value}] does not have a valid value !!",
        ground=LIKE_CONTROL,
        examples={"param": "pace", "value": "0"},
    )
    unknown = Plain(
        400,
        "Bad request: the {what} you provided [{value}] was not found!!",
        ground=LIKE_CONTROL,
        examples={"what": "contact group sid", "value": "999"},
    )
    messages_missing = Plain(
        400, "One or more messages or message files are missing!", ground=LIKE_UPLOAD, reach="state"
    )
    bad_start_time = Plain(400, "The given start time is invalid or is already passed!", ground=LIKE_UPLOAD)
    bad_end_time = Plain(400, "The given end time is invalid or is not after the start time", ground=LIKE_UPLOAD)
    scheduled: Json

    pace = Param(also=("Pace",), required=True, example="1", note="messages a minute")
    template_sid = Param(wire_name="templateSid", required=True, note="the template to be used")
    sender: Param
    column: Param
    contact_group_sid = Param(wire_name="contactGroupSid", required=True, example="802", note="the list")
    start_year = part("startYear", "2026", note="when to begin, Pacific time; at once without the five parts of it")
    start_month = part("startMonth", "1")
    start_day = part("startDay", "5")
    start_hour = part("startHour", "10")
    start_minute = part("startMinute", "0")
    stop_year = part(
        "stopYear", "2026", note="when to end, Pacific time; without the five parts of it, when all is sent"
    )
    stop_month = part("stopMonth", "1")
    stop_day = part("stopDay", "5")
    stop_hour = part("stopHour", "20")
    stop_minute = part("stopMinute", "0")

    template: Any
    contact_group: ContactGroup
    from_whom: str
    begin: datetime
    end: datetime | None = None

    @check
    def complete(self, world: TcnWorld) -> Answer[Self] | None:
        """What is sent and to whom must be said, and moments be whole."""
        needed = {type(self).fields[name].wire_name: getattr(self, name) for name in self.needed()}
        for prefix in ("start", "stop"):
            sent = parts(self, prefix, MINUTE)
            needed |= sent if any(sent.values()) else {}
        missing = next((name for name, value in needed.items() if not value), None)
        return self.absent(param=missing) if missing is not None else None

    @check
    def pace_fits(self, world: TcnWorld) -> Answer[Self] | None:
        """The pace must be a number that anything can be sent at."""
        return None if pace_of(self.pace) is not None else self.bad_value(param="pace", value=self.pace)

    @check
    def everything_known(self, world: TcnWorld) -> Answer[Self] | None:
        """Template, list, its column and the sender must be the account's."""
        account = self.account
        self.template = self.medium.template(world, account, _sid(self.template_sid))
        if self.template is None:
            return self.unknown(what=f"{self.medium.ladder.kind} template sid", value=self.template_sid)
        found = world.owned(world.contact_groups, [_sid(self.contact_group_sid) or 0], account)
        if not found:
            return self.unknown(what="contact group sid", value=self.contact_group_sid)
        self.contact_group = found[0]
        if self.column not in self.contact_group.fields:
            return self.unknown(what="column name", value=self.column)
        known = self.known_sender(world)
        if known is None:
            return self.unknown(what=self.sender_called, value=self.sender)
        self.from_whom = known
        return self.messages_missing() if self.template.message_missing else None

    @check
    def times_fit(self, world: TcnWorld) -> Answer[Self] | None:
        """The start must not have passed, and the end lie behind it."""
        start, stop = parts(self, "start", MINUTE), parts(self, "stop", MINUTE)
        begin = moment(start, "start") if any(start.values()) else world.now
        # The parts have no seconds: the minute that runs has not passed.
        if begin is None or begin < world.now.replace(second=0, microsecond=0):
            return self.bad_start_time()
        self.begin = begin
        if any(stop.values()):
            self.end = moment(stop, "stop")
            return None if self.end is not None and self.end > begin else self.bad_end_time()
        return None

    def needed(self) -> Sequence[str]:
        """The parameters that must be sent, in the guide's order."""
        return ("pace", "template_sid", "sender", "column", "contact_group_sid")

    def known_sender(self, world: TcnWorld) -> str | None:
        """The sender as the account has it, or None when it has none such."""
        raise NotImplementedError

    def duplicates_too(self) -> bool:
        """Whether contacts with the same address get a message each."""
        raise NotImplementedError

    def slices(self, world: TcnWorld) -> Slices[Self]:
        """Schedule the messages; the sid of their group is the answer."""
        listed = self.contact_group
        planned = MessageGroup(
            group_sid=0,
            client_sid=self.account.client_sid,
            description=listed.description,
            template_sid=int(self.template_sid),
            contact_group_sid=listed.contact_group_sid,
            column=self.column,
            sender=self.from_whom,
            pace=int(self.pace),
            schedule_duplicates=self.duplicates_too(),
            start_time=self.begin,
            end_time=self.end,
            timezone=self.account.timezone,
        )
        contacts = world.contacts.where("group", listed.contact_group_sid)
        count = world.contacts.count("group", listed.contact_group_sid)
        group = yield from scheduling(world, self.medium, planned, contacts, count)
        return self.scheduled(group_sid={f"{self.medium.ladder.kind}GroupSid": group.group_sid})


def _sid(text: str) -> int | None:
    return int(text) if is_number(text) else None
