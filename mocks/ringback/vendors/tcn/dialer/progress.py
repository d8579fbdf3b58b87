"""How far a broadcast is: its rows at hand during one event, and what becomes of its records."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from ringback.vendors.tcn.dialer import calls, hours, ladder, linking, scrubs
from ringback.vendors.tcn.records import BroadcastTemplate, Call, Contact, TaskRecord
from ringback.vendors.tcn.world import TcnWorld

SCHEDULED, WAITING, RUNNING, DONE = 2100, 2110, 2200, 2300
MAX_RETRY = 9400
# No attempt is put off for longer than a month (in minutes), whatever the template says.
LONGEST_WAIT = 31 * 24 * 60
NOBODY = Contact(contact_group_sid=0)

# Whoever was reached is not called again, at any number; nor is a contact in the wrong zip code.
FINAL = frozenset(
    (
        calls.ANSWERED,
        calls.ANSWERED_LINKCALL,
        calls.ABANDONED,
        calls.AGENT_TALK,
        calls.HANGUP,
        calls.MACHINE_DELIVERED,
        scrubs.ZIP_CODE,
    )
)
# These are tried again, after a while.
AGAIN = frozenset((calls.BUSY, calls.NO_ANSWER, calls.BUSY_CIRCUITS))


class Progress:
    """A broadcast during one event: what is counted of it here is written into its row by `close`."""

    __slots__ = (
        "account",
        "cost",
        "ended",
        "group",
        "in_use",
        "minutes",
        "remaining",
        "template",
        "windows",
        "world",
    )

    def __init__(self, world: TcnWorld, task_sid: int) -> None:
        """Take up a broadcast; KeyError when there is none."""
        group = world.task_groups[task_sid]
        key = (group.client_sid, group.template_number)
        self.world = world
        self.group = group
        self.account = world.accounts.get(group.client_sid)
        # A template that has been removed by hand meanwhile: the broadcast goes on in the plainest way.
        self.template = world.broadcast_templates.get(key) or BroadcastTemplate(*key)
        self.windows = hours.call_windows(group, self.account)
        self.in_use = group.in_use
        self.remaining = group.remaining
        self.cost = 0.0
        self.minutes = 0.0
        self.ended: list[TaskRecord] = []

    @property
    def over(self) -> bool:
        """Whether the broadcast has ended, so that no new calls are made."""
        return ladder.OUTBOUND.state(self.group) >= ladder.ENDED

    def close(self) -> None:
        """Write down what has been counted; a broadcast with nothing left to do is completed."""
        world, group = self.world, self.group
        if self.in_use != group.in_use or self.ended or self.minutes:
            group = world.task_groups.change(
                group.task_sid,
                in_use=max(0, self.in_use),
                remaining=max(0, self.remaining),
                cost=round(group.cost + self.cost, 4),
                billed_minutes=round(group.billed_minutes + self.minutes, 1),
            )
        if group.link_id and self.ended:
            linking.follow(world, group, self.ended)
        state = ladder.OUTBOUND.state(group)
        if state in (ladder.RUNNING, ladder.WAITING) and not (group.remaining or group.in_use or group.drip):
            world.cancel_timer("broadcast rule", group.task_sid)
            ladder.end(world, ladder.OUTBOUND, group.task_sid, ladder.COMPLETED)

    def numbers(self, record: TaskRecord) -> Sequence[str]:
        """The numbers of a record in the order of dialling."""
        contact = self.world.contacts.get(record.contact_id) or NOBODY
        return scrubs.numbers_of(self.world, self.group, self.account, contact)

    def next_number(self, record: TaskRecord, numbers: Sequence[str]) -> str:
        """The one of its numbers that is a record's turn; the contact may have fewer by now than it had."""
        return numbers[min(record.number_index, len(numbers) - 1)]

    def bill(self, call: Call) -> None:
        """Add what a call has cost."""
        cost, minutes = calls.billed(call)
        self.cost += cost
        self.minutes += minutes

    def attempted(self, record: TaskRecord, result: int, call_id: int) -> None:
        """An attempt is over: the record has ended, or waits for the next, or goes on to its next number at once."""
        if result not in FINAL and not self.over:
            following = self._following(record, result)
            if following is not None:
                place, at_once = following
                self._put_back(record, result, place, call_id, at_once)
                return
        self.end(record, result, call_id)

    def end(self, record: TaskRecord, result: int, call_id: int = 0, status: int = DONE) -> None:
        """End a record with a result."""
        self.ended.append(
            self.world.task_records.change(
                record.record_id, status=status, result_code=result, call_id=call_id or record.call_id
            )
        )
        self.remaining -= 1

    def wait(self, record: TaskRecord, due: datetime) -> None:
        """Let a record wait for its time."""
        self.world.task_records.change(record.record_id, status=WAITING)
        self.world.set_timer("outbound retry", record.record_id, due)

    def _put_back(self, record: TaskRecord, result: int, place: int, call_id: int, at_once: bool) -> None:
        status = SCHEDULED if at_once else WAITING
        changes = {"status": status, "result_code": result, "number_index": place, "call_id": call_id}
        self.world.task_records.change(record.record_id, **changes)
        if not at_once:
            later = self.world.now + timedelta(minutes=min(max(self.template.retry_minutes, 0), LONGEST_WAIT))
            self.world.set_timer("outbound retry", record.record_id, later)

    def _following(self, record: TaskRecord, result: int) -> tuple[int, bool] | None:
        """The number to dial next, and whether at once; None when the record has no more attempts."""
        numbers = self.numbers(record)
        if len(numbers) < 2:
            return (0, False) if result in AGAIN and record.attempts < self.template.attempts else None
        tried: dict[str, list[int]] = {number: [] for number in numbers}
        for call in self.world.calls.where("record", record.record_id):
            tried.setdefault(call.number, []).append(call.result_code)
        # Every number gets its turn before the first gets its second; one that is out of order has had its last.
        rounds = len(tried[self.next_number(record, numbers)])
        may = [
            place
            for place, number in enumerate(numbers)
            if not tried[number] or (tried[number][-1] in AGAIN and len(tried[number]) < self.template.attempts)
        ]
        at_once = [place for place in may if len(tried[numbers[place]]) < rounds]
        if at_once:
            return at_once[0], True
        return (may[0], False) if may else None
