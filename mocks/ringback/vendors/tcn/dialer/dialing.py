"""How the free lines of a broadcast are put to use: record by record, in the order of their places."""

from datetime import timedelta
from typing import Any

from ringback.vendors.tcn.dialer import calls, hours, ladder, leftovers, scrubs
from ringback.vendors.tcn.dialer.progress import NOBODY, RUNNING, Progress
from ringback.vendors.tcn.records import Call, Contact, TaskRecord
from ringback.vendors.tcn.world import TcnWorld

# So many records are taken up in one go; then others have their turn, as long as lines are free.
AT_A_TIME = 10


def work(progress: Progress) -> None:
    """Start calls on the free lines of a broadcast if it runs, and write down how far it is."""
    world, group = progress.world, progress.group
    if ladder.OUTBOUND.state(group) == ladder.RUNNING:
        if group.schedule_rule and not hours.watch_rule(world, group):
            status = ladder.OUTBOUND.base + ladder.WAITING
            progress.group = world.task_groups.change(group.task_sid, status=status)
        else:
            _use_lines(progress)
    progress.close()


def _use_lines(progress: Progress) -> None:
    world, task_sid, lines = progress.world, progress.group.task_sid, progress.group.outbound_lines
    for _ in range(AT_A_TIME):
        if progress.in_use >= lines:
            return
        record = world.task_records.first("scheduled", task_sid)
        if record is None:
            return
        _take_up(progress, record)
    world.wake(task_sid)


def _take_up(progress: Progress, record: TaskRecord) -> None:
    """Dial a record's number, unless it must not be dialled, or not now."""
    world, group = progress.world, progress.group
    contact = world.contacts.get(record.contact_id) or NOBODY
    numbers = scrubs.numbers_of(world, group, progress.account, contact)
    if not numbers:
        _scrubbed(progress, record, "", scrubs.INCOMPLETE)
        return
    number = progress.next_number(record, numbers)
    refused = scrubs.wrong(number, group.country) or scrubs.forbidden(world, group, progress.account, contact, number)
    if refused:
        _scrubbed(progress, record, number, refused)
        return
    opening = hours.call_opening(progress.windows, group, number, world.now)
    if opening is None:
        progress.end(record, leftovers.TIME_ZONE)
    elif opening > world.now:
        progress.wait(record, opening)
    else:
        attempt = record.attempts + 1 if len(numbers) == 1 else tries(world, record, number) + 1
        _dial(progress, record, contact, number, attempt)


def tries(world: TcnWorld, record: TaskRecord, number: str) -> int:
    """How often a record's number has been taken up."""
    if not record.attempts:
        return 0
    return sum(call.number == number for call in world.calls.where("record", record.record_id))


def _new_call(progress: Progress, record: TaskRecord, number: str, **more: Any) -> Call:
    world, group = progress.world, progress.group
    call_id = world.calls.take_id()
    return Call(
        call_id=call_id,
        call_log_sid=calls.log_sid(call_id),
        client_sid=group.client_sid,
        group_sid=group.task_sid,
        record_id=record.record_id,
        contact_id=record.contact_id,
        number=number,
        schedule_time=world.now if record.attempts else group.start_time,
        start_time=world.now,
        **more,
    )


def _scrubbed(progress: Progress, record: TaskRecord, number: str, result: int) -> None:
    """Note an attempt that is not made: the number is not dialled, and it costs nothing."""
    world = progress.world
    call = _new_call(progress, record, number, status=calls.DONE, result_code=result, ended=world.now)
    world.calls.put(call)
    progress.attempted(record, result, call.call_id)


def _dial(progress: Progress, record: TaskRecord, contact: Contact, number: str, attempt: int) -> None:
    world = progress.world
    caller_id = _caller_id(progress, contact)
    call = _new_call(progress, record, number, attempt=attempt, caller_id=caller_id, status=calls.UNDER_WAY)
    world.calls.put(call)
    world.task_records.change(record.record_id, status=RUNNING, attempts=record.attempts + 1, call_id=call.call_id)
    progress.in_use += 1
    outcome = calls.outcome_of(world, number, attempt)
    seconds = calls.course(world, progress.template, call, outcome).seconds
    world.set_timer("outbound call", call.call_id, world.now + timedelta(seconds=seconds))


def _caller_id(progress: Progress, contact: Contact) -> str:
    """The contact's own, else those of the upload in turn, else the template's."""
    world, group = progress.world, progress.group
    if group.caller_id_field:
        own = "".join(char for char in world.column(contact, group.caller_id_field) if char in "0123456789")
        if own:
            return own
    if group.caller_ids:
        made = world.calls.count("group", "outbound", group.task_sid)
        return group.caller_ids[made % len(group.caller_ids)]
    return progress.template.caller_id
