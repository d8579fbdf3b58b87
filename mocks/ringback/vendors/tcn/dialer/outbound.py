"""Broadcasts: the dialer keeps their lines busy, and takes the calls through the message to an agent or to the end.

A call under way is one timer: `outbound call` when it ends by itself or comes to the point where an agent is wanted,
then `outbound talk` when the agent's talk ends. A record that waits is one timer too, `outbound retry`.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from ringback.telephony.network import Outcome, Result
from ringback.vendors.tcn.dialer import calls, floor, hours, ladder, leftovers
from ringback.vendors.tcn.dialer.dialing import tries, work
from ringback.vendors.tcn.dialer.progress import MAX_RETRY, RUNNING, SCHEDULED, WAITING, Progress
from ringback.vendors.tcn.records import Call, TaskRecord
from ringback.vendors.tcn.world import QUEUE, TcnWorld

# Who waits for an agent hangs up after so many seconds.
PATIENCE = 30


def look(world: TcnWorld, task_sid: int) -> None:
    """Look at a broadcast: it goes on as far as its time has come."""
    group = world.task_groups.get(task_sid)
    if group is None:
        return
    if ladder.OUTBOUND.state(group) == ladder.WAITING and hours.watch_rule(world, group):
        world.task_groups.change(task_sid, status=ladder.OUTBOUND.base + ladder.RUNNING)
    if ladder.climb(world, ladder.OUTBOUND, task_sid):
        work(Progress(world, task_sid))
        return
    group = world.task_groups[task_sid]
    if ladder.OUTBOUND.state(group) >= ladder.ENDED and group.remaining:
        leftovers.cancel(world, task_sid)


def reach(world: TcnWorld, call_id: int) -> None:
    """A call has come to its end, or to the point where an agent is wanted."""
    call = world.calls.get(call_id)
    if call is None or call.status != calls.UNDER_WAY:
        return
    if call.group_sid not in world.task_groups:
        calls.finish(world, call, call.result_code)
        return
    progress = Progress(world, call.group_sid)
    outcome = calls.outcome_of(world, call.number, call.attempt)
    course = calls.course(world, progress.template, call, outcome)
    if course.link and floor.anyone(world, call.client_sid) and _inbound_line(progress):
        call = world.calls.change(call_id, delivery_seconds=course.delivery_seconds)
        if not _join(world, call, outcome):
            floor.wait(world, call, PATIENCE)
        return
    call = calls.finish(world, call, course.result, course.delivery_seconds, last_element=course.last_element)
    over(progress, call)


def _inbound_line(progress: Progress) -> bool:
    """Whether one of the lines that lead to the agents is free."""
    world, client_sid = progress.world, progress.group.client_sid
    lines, sid = progress.group.inbound_lines, progress.group.task_sid
    talking = world.agents.count("state", client_sid, floor.ON_CALL)
    if talking + world.calls.count("waiting", client_sid) < lines:
        return True
    found = [world.calls.get(agent.call_id) for agent in world.agents.where("state", client_sid, floor.ON_CALL)]
    found += world.calls.where("waiting", client_sid)
    return sum(call is not None and call.kind == "outbound" and call.group_sid == sid for call in found) < lines


def _join(world: TcnWorld, call: Call, outcome: Outcome) -> bool:
    """Join a call to an agent, if one is ready."""
    agent = floor.take(world, call.client_sid, call.call_id)
    if agent is None:
        return False
    world.calls.change(call.call_id, agent_sid=agent.agent_sid, last_element="Linkcall")
    world.set_timer("outbound talk", call.call_id, world.now + timedelta(seconds=max(1, outcome.talk_seconds)))
    return True


def try_agent(world: TcnWorld, call_id: int) -> None:
    """Somebody may be free for a call that waits."""
    call = _queued(world, call_id)
    if call is not None and _join(world, call, calls.outcome_of(world, call.number, call.attempt)):
        world.cancel_timer("outbound patience", call_id)


def give_up(world: TcnWorld, call_id: int) -> None:
    """Nobody came free in time."""
    call = _queued(world, call_id)
    if call is not None:
        _finish(world, call, calls.ABANDONED, call.delivery_seconds)


def _queued(world: TcnWorld, call_id: int) -> Call | None:
    call = world.calls.get(call_id)
    return call if call is not None and call.status == calls.UNDER_WAY and call.last_element == QUEUE else None


def talk_over(world: TcnWorld, call_id: int) -> None:
    """The talk with the agent is over; the agent wraps up."""
    call = world.calls.get(call_id)
    if call is None or call.status != calls.UNDER_WAY:
        return
    outcome = calls.outcome_of(world, call.number, call.attempt)
    agent = world.agents.get(call.agent_sid)
    there = agent is not None and agent.call_id == call_id
    began = agent.since if agent is not None and there else world.now - timedelta(seconds=outcome.talk_seconds)
    seconds = max(0, int((world.now - began).total_seconds()))
    talk = calls.talk(world, call, seconds, outcome.result is Result.WRONG_PERSON)
    if there:
        floor.release(world, call.agent_sid, talk.wrap_up_seconds)
    _finish(
        world,
        call,
        calls.AGENT_TALK,
        call.delivery_seconds,
        seconds,
        talk_seconds=seconds - talk.hold_seconds,
        hold_seconds=talk.hold_seconds,
        wrap_up_seconds=talk.wrap_up_seconds,
        disposition=talk.disposition,
    )


def _finish(world: TcnWorld, call: Call, result: int, delivery: int, linkback: int = 0, **more: Any) -> None:
    call = calls.finish(world, call, result, delivery, linkback, **more)
    if call.group_sid not in world.task_groups:
        return
    progress = Progress(world, call.group_sid)
    recorded = calls.recorded_seconds(world, call, linkback)
    if recorded and progress.template.record_calls:
        calls.record(world, call, world.now - timedelta(seconds=linkback), recorded)
    over(progress, call)


def over(progress: Progress, call: Call) -> None:
    """A call has ended: its line is free for the next."""
    progress.in_use -= 1
    progress.bill(call)
    record = record_of(progress.world, call)
    if record is not None:
        progress.attempted(record, call.result_code, call.call_id)
    work(progress)


def record_of(world: TcnWorld, call: Call) -> TaskRecord | None:
    """The record that a call is made for, unless it has been removed or changed by hand meanwhile."""
    record = world.task_records.get(call.record_id)
    if record is None or (record.status, record.call_id) != (RUNNING, call.call_id):
        return None
    return record


def retry(world: TcnWorld, record_id: int) -> None:
    """A record that waited may be dialled again, unless it has had all the attempts that there are by now."""
    record = world.task_records.get(record_id)
    if record is None or record.status != WAITING or record.task_sid not in world.task_groups:
        return
    progress = Progress(world, record.task_sid)
    if progress.over:
        return
    if record.attempts >= progress.template.attempts and _spent(progress, record):
        progress.end(record, MAX_RETRY)
    else:
        world.task_records.change(record_id, status=SCHEDULED)
    work(progress)


def _spent(progress: Progress, record: TaskRecord) -> bool:
    numbers = progress.numbers(record)
    if len(numbers) < 2:
        return True
    number = progress.next_number(record, numbers)
    return tries(progress.world, record, number) >= progress.template.attempts


TIMERS: dict[str, Callable[[Any, Any], None]] = {
    "broadcast": look,
    "broadcast end": look,
    "broadcast rule": look,
    "broadcast leftovers": leftovers.go_on,
    "outbound call": reach,
    "outbound agent": try_agent,
    "outbound patience": give_up,
    "outbound talk": talk_over,
    "outbound retry": retry,
    **floor.TIMERS,
}
