"""What is left of a broadcast that has ended before its records: they are cancelled, some at a time."""

from itertools import islice

from ringback.vendors.tcn.dialer import hours, ladder
from ringback.vendors.tcn.dialer.progress import SCHEDULED, WAITING, Progress
from ringback.vendors.tcn.records import TaskRecord
from ringback.vendors.tcn.world import TcnWorld

CANCELLED, TIME_ZONE, TIMEOUT = 9000, 9100, 9200
CANCELLED_BY = {10: (TIMEOUT, 2310), 20: (CANCELLED, 2320), 30: (CANCELLED, 2330)}
# Few, so that others' requests are answered while a long list is cancelled.
AT_A_TIME = 10


def cancel(world: TcnWorld, task_sid: int, after: int = 0) -> None:
    """Cancel the records behind `after` that have not been called to the end; calls under way go on."""
    progress = Progress(world, task_sid)
    rows = world.task_records.between("group", (task_sid, after + 1), (task_sid + 1,))
    records = list(islice(rows, AT_A_TIME))
    # How it ended is in the tens of its state: 1320, 1420 and 1520 are all cancelled by the user.
    result, status = CANCELLED_BY.get(ladder.OUTBOUND.state(progress.group) % 100, (CANCELLED, 2320))
    for record in records:
        if record.status in (SCHEDULED, WAITING):
            world.cancel_timer("outbound retry", record.record_id)
            why = TIME_ZONE if result == TIMEOUT and _asleep(progress, record) else result
            progress.end(record, why, status=status)
    progress.close()
    if len(records) == AT_A_TIME:
        world.set_timer("broadcast leftovers", records[-1].record_id, world.now)


def _asleep(progress: Progress, record: TaskRecord) -> bool:
    """Whether the record could not be called for the hour it is there."""
    numbers = progress.numbers(record)
    if not progress.windows or not numbers:
        return False
    number = progress.next_number(record, numbers)
    now = progress.world.now
    return hours.call_opening(progress.windows, progress.group, number, now) != now


def go_on(world: TcnWorld, record_id: int) -> None:
    """Go on behind a record."""
    record = world.task_records.get(record_id)
    if record is not None and record.task_sid in world.task_groups:
        cancel(world, record.task_sid, record_id)
