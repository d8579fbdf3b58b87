"""What the reports on SMS (49) and those on e-mails (56) share."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import ClassVar, Self

from ringback.contract import Answer, Slices, check, inferred
from ringback.vendors.tcn.call import SmallLogin
from ringback.vendors.tcn.dates import stamp
from ringback.vendors.tcn.fields import Ids, Param
from ringback.vendors.tcn.messaging.medium import Medium
from ringback.vendors.tcn.messaging.messages import STATUSES, senders
from ringback.vendors.tcn.messaging.parts import DAY, moment, part, parts
from ringback.vendors.tcn.records import Message, MessageGroup
from ringback.vendors.tcn.replies import Json, Plain
from ringback.vendors.tcn.slicing import portions
from ringback.vendors.tcn.world import TcnWorld

STANDARD, DETAIL = "standard", "detail"
MOST_DAYS = 31

LIKE_OTHERS = inferred("nothing is printed for it; the texts for what is missing, unknown or wrong are the pattern")

Line = dict[str, object]


class MessageReport(SmallLogin):
    """Report the groups that start within some days, or every message of some groups."""

    medium: ClassVar[Medium]

    bad_type = Plain(
        400,
        "Bad request: param 'reportType'=[{report_type}] does not have a valid value [standard,detail] !!",
        ground=LIKE_OTHERS,
    )
    too_long = Plain(400, "Bad request: max date range is a month (31 days)!!")
    sid_missing = Plain(400, "Bad request: param 'groupSid' not present !!")
    not_found: Plain
    report: Json

    report_type = Param(wire_name="reportType", required=True, example=STANDARD, note=f"{STANDARD} or {DETAIL}")
    sids: Ids
    from_day = part("fromDay", "1", note="the first day of a standard report, Pacific time")
    from_month = part("fromMonth", "1")
    from_year = part("fromYear", "2026")
    to_day = part("toDay", "31", note="its last day, 31 days later at most")
    to_month = part("toMonth", "1")
    to_year = part("toYear", "2026")

    groups: list[MessageGroup]

    @check
    def type_known(self, world: TcnWorld) -> Answer[Self] | None:
        """One of the two."""
        return None if self.report_type in (STANDARD, DETAIL) else self.bad_type()

    @check
    def groups_known(self, world: TcnWorld) -> Answer[Self] | None:
        """There must be a range that can be read, or groups of the account."""
        rows = self.medium.ladder.rows(world)
        if self.report_type == STANDARD:
            span = self.span()
            if span is None:
                return self.too_long()
            self.groups = list(world.started_between(rows, self.account, *span))
            return None
        if self.sids == ():
            return self.sid_missing()
        unknown = self.unknown(world)
        if unknown:
            return self.not_found(sid=unknown)
        self.groups = list(world.owned(rows, self.sids or (), self.account) or ())
        return None

    def unknown(self, world: TcnWorld) -> str:
        """The first of the sids that the account has no group of, or all that was sent if that is not sids."""
        if self.sids is None:
            return str(self.inputs["groupSid"])
        rows = self.medium.ladder.rows(world)
        return next((str(sid) for sid in self.sids if world.owned(rows, (sid,), self.account) is None), "")

    def span(self) -> tuple[datetime, datetime] | None:
        """The first and the last minute of the days asked about, or None when they are too many or cannot be read."""
        first, last = (moment(parts(self, prefix, DAY), prefix) for prefix in ("from", "to"))
        if first is None or last is None:
            return None
        # Between midnights on both sides of a change of daylight saving time lie 23 or 25 hours more than whole days.
        if not timedelta(0) <= last - first <= timedelta(days=MOST_DAYS, hours=1):
            return None
        following = moment(parts(self, "to", DAY) | {"toHour": "23", "toMinute": "59"}, "to")
        return first, following or last

    def slices(self, world: TcnWorld) -> Slices[Self]:
        """One line a group, or one a message."""
        if self.report_type == STANDARD:
            return self.report(report=[self.told(world, group) for group in self.groups])
        lines: list[Line] = []
        for group in self.groups:
            uploaded = world.contact_groups.get(group.contact_group_sid)
            columns = uploaded.fields if uploaded is not None else ()
            for portion in portions(self.medium.messages(world).where("group", group.group_sid)):
                lines += [self.line(world, group, columns, message) for message in portion]
                yield
        return self.report(report=lines)

    def told(self, world: TcnWorld, group: MessageGroup) -> Line:
        """A group, and how many of its messages are how far."""
        messages = self.medium.messages(world)
        code, label = self.medium.state(world, group)
        counts = {status.lower(): messages.count("status", group.group_sid, status) for status in STATUSES}
        return {
            "groupSid": group.group_sid,
            "groupName": group.description,
            "statusCode": code,
            "status": label,
            "templateSid": group.template_sid,
            "contactGroupSid": group.contact_group_sid,
            self.medium.sender_name: group.sender,
            "pace": group.pace,
            "startTime": stamp(group.start_time),
            "endTime": stamp(group.ended),
            "messages": messages.count("group", group.group_sid),
            **counts,
            "cost": group.cost,
        }

    def line(self, world: TcnWorld, group: MessageGroup, columns: tuple[str, ...], message: Message) -> Line:
        """A message with what the list says of its contact."""
        from_whom = senders(group)
        return {
            "groupSid": group.group_sid,
            "messageSid": message.message_id,
            self.medium.address_name: message.address,
            self.medium.sender_name: from_whom[message.message_id % len(from_whom)] if message.sent else "",
            "status": message.status,
            "sentTime": stamp(message.sent),
            "contact": self.contact(world, columns, message),
        }

    def contact(self, world: TcnWorld, columns: tuple[str, ...], message: Message) -> Mapping[str, str]:
        """The values of a message's contact by their columns."""
        contact = world.contacts.get(message.contact_id)
        return dict(zip(columns, contact.values, strict=False)) if contact is not None else {}
