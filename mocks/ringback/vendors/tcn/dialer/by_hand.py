"""Calls and records that a user changes by hand: what they held is given back, and what is counted is put right."""

from msgspec.structs import replace

from ringback.vendors.tcn.dialer import callbacks, calls, floor, inbound, leftovers, outbound, talking
from ringback.vendors.tcn.dialer.progress import DONE, SCHEDULED, WAITING, Progress
from ringback.vendors.tcn.records import Call, TaskRecord
from ringback.vendors.tcn.world import TcnWorld

PENDING = 1000


def call_changed(world: TcnWorld, before: Call, after: Call | None) -> None:
    """A call that was under way is over, or is gone: removed, or made into one of another group or record."""
    if before.status != calls.UNDER_WAY:
        return
    if after is None or _whose(before) != _whose(after):
        _release(world, before, 0)
        _undo(world, before)
    elif after.status != calls.UNDER_WAY:
        result = after.result_code if after.result_code != PENDING else leftovers.CANCELLED
        over = world.calls.put(replace(after, ended=after.ended or world.now, result_code=result))
        _release(world, before, min(max(0, over.wrap_up_seconds), calls.LONGEST))
        _close(world, over)


def _whose(call: Call) -> tuple[str, int, int]:
    return call.kind, call.group_sid, call.record_id


def _release(world: TcnWorld, call: Call, wrap_up_seconds: int) -> None:
    """The agent of the call wraps up, unless that one has another by now."""
    agent = world.agents.get(call.agent_sid)
    if agent is not None and agent.call_id == call.call_id:
        floor.release(world, agent.agent_sid, wrap_up_seconds)


def _undo(world: TcnWorld, call: Call) -> None:
    """It is as if the call had never been made: the line is free, and whoever was called is called anew."""
    line = world.inbound_groups.get(call.group_sid) if call.kind == "inbound" else None
    if line is not None:
        world.inbound_groups.change(line.group_sid, in_use=max(0, line.in_use - 1))
    elif call.kind == "outbound" and call.group_sid in world.task_groups:
        progress = Progress(world, call.group_sid)
        progress.in_use -= 1
        record = outbound.record_of(world, call)
        if record is not None:
            last = max((made.call_id for made in world.calls.where("record", record.record_id)), default=0)
            attempts = max(0, record.attempts - 1)
            world.task_records.change(record.record_id, status=SCHEDULED, attempts=attempts, call_id=last)
        progress.close()
        world.wake(call.group_sid)
    callback = world.callbacks.first("call", call.call_id)
    if callback is not None and callback.status == callbacks.OPENED:
        world.wake_callback(world.callbacks.change(callback.callback_sid, status=callbacks.READY, call_id=0))


def _close(world: TcnWorld, call: Call) -> None:
    """The line is free for the next call; what the row says of costs and of the result counts."""
    if call.kind == "inbound":
        inbound.over(world, call)
    elif call.kind == "manual":
        talking.bill(world.manual_groups, call.group_sid, call)
    elif call.group_sid in world.task_groups:
        outbound.over(Progress(world, call.group_sid), call)
    callback = world.callbacks.first("call", call.call_id)
    if callback is not None and callback.status == callbacks.OPENED:
        world.callbacks.change(callback.callback_sid, status=callbacks.CLOSED)


def record_changed(world: TcnWorld, before: TaskRecord | None, after: TaskRecord | None) -> None:
    """The broadcast has a record more or less, or one more or less to be called to the end."""
    for record, sign in ((before, -1), (after, 1)):
        group = world.task_groups.get(record.task_sid) if record is not None else None
        if record is not None and group is not None:
            remaining = group.remaining + sign * (record.status < DONE)
            world.task_groups.change(group.task_sid, records=max(0, group.records + sign), remaining=max(0, remaining))
            world.wake(group.task_sid)
    if after is not None and after.status == WAITING and world.timer_due("outbound retry", after.record_id) is None:
        world.set_timer("outbound retry", after.record_id, world.now)
