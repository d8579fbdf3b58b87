"""Scheduled callbacks: when the time of one has come, an agent who is ready opens it and calls; else it waits for one.

A callback is READY until it is opened, then OPENED while its call lasts, whatever that comes to, then CLOSED. One whose
time ends before anybody was free, or whose agent is no longer there, is CANCELED. The call is one that an agent dials,
so it is of the manual kind, but of no group.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from ringback.telephony.network import Outcome, Result
from ringback.vendors.tcn.dialer import calls, floor, talking
from ringback.vendors.tcn.dialer.scrubs import DO_NOT_CALL
from ringback.vendors.tcn.records import Agent, Call, Callback
from ringback.vendors.tcn.world import TcnWorld

READY, OPENED, CLOSED, CANCELED = "READY", "OPENED", "CLOSED", "CANCELED"


def look(world: TcnWorld, callback_sid: int) -> None:
    """The time of a callback has come, unless somebody has changed it: have it called, or let it wait."""
    callback = world.callbacks.get(callback_sid)
    if callback is None or callback.status != READY:
        return
    account = world.accounts.get(callback.client_sid)
    if account is None or account.callbacks_service_id is None:
        return
    if world.now < callback.start_time:
        world.wake_callback(callback)
    elif _hopeless(world, callback):
        world.callbacks.change(callback_sid, status=CANCELED, waiting=False)
    elif world.must_not_call(callback.client_sid, account.country, callback.phone_number):
        _refuse(world, callback)
    else:
        agent = _someone(world, callback)
        if agent is not None:
            _dial(world, callback, agent)
        else:
            _wait(world, callback)


def _hopeless(world: TcnWorld, callback: Callback) -> bool:
    """Whether nobody can call any more: its time is over, or the agent it is for has been deleted."""
    if callback.end_time is not None and callback.end_time <= world.now:
        return True
    return bool(callback.agent_sid) and callback.agent_sid not in world.agents


def _someone(world: TcnWorld, callback: Callback) -> Agent | None:
    """The agent it is for, or the one with its skills who has been ready longest; None when they are not ready."""
    for agent in world.agents.where("state", callback.client_sid, floor.READY):
        if callback.agent_sid in (0, agent.agent_sid) and _able(agent, callback.skills):
            return agent
    return None


def _able(agent: Agent, skills: tuple[str, ...]) -> bool:
    return frozenset(skills).issubset(agent.skills)


def _wait(world: TcnWorld, callback: Callback) -> None:
    world.callbacks.change(callback.callback_sid, waiting=True)
    if callback.end_time is not None:
        world.set_timer("callback", callback.callback_sid, callback.end_time)


def offer(world: TcnWorld, client_sid: int) -> None:
    """Agents of an account are free: each gets the callback that is meant for him and has waited longest."""
    for agent in list(world.agents.where("state", client_sid, floor.READY)):
        while world.agents[agent.agent_sid].state == floor.READY:
            first = _first_for(world, agent)
            if first is None:
                break
            look(world, first.callback_sid)
            if world.callbacks[first.callback_sid] == first:
                break


def _first_for(world: TcnWorld, agent: Agent) -> Callback | None:
    client_sid = agent.client_sid
    found = [world.callbacks.first("waiting", client_sid, agent.agent_sid)]
    for skills in world.callbacks.distinct("waiting", client_sid, 0):
        if _able(agent, skills):
            found.append(world.callbacks.first("waiting", client_sid, 0, skills))
    return min(filter(None, found), key=lambda callback: callback.start_time, default=None)


def _new_call(world: TcnWorld, callback: Callback, **more: Any) -> Call:
    return calls.add(
        world,
        Call(
            client_sid=callback.client_sid,
            kind="manual",
            number=callback.phone_number,
            caller_id=callback.caller_id,
            attempt=world.calls.count("number", callback.client_sid, callback.phone_number) + 1,
            schedule_time=callback.start_time,
            start_time=world.now,
            **more,
        ),
    )


def _refuse(world: TcnWorld, callback: Callback) -> None:
    """Whoever is on the do-not-call list is not called back either."""
    call = _new_call(world, callback, status=calls.DONE, result_code=DO_NOT_CALL, ended=world.now)
    world.callbacks.change(callback.callback_sid, status=CLOSED, waiting=False, call_id=call.call_id)


def _dial(world: TcnWorld, callback: Callback, agent: Agent) -> None:
    call = _new_call(world, callback, status=calls.UNDER_WAY, agent_sid=agent.agent_sid)
    world.agents.change(
        agent.agent_sid, state=floor.ON_CALL, since=world.now, call_id=call.call_id, recording_paused=False
    )
    world.callbacks.change(callback.callback_sid, status=OPENED, waiting=False, call_id=call.call_id)
    world.cancel_timer("callback", callback.callback_sid)
    outcome = calls.outcome_of(world, call.number, call.attempt)
    seconds = max(1, outcome.ring_seconds + outcome.talk_seconds)
    world.set_timer("callback call", call.call_id, world.now + timedelta(seconds=seconds))


def hang_up(world: TcnWorld, call_id: int) -> None:
    """The call of a callback is over; the agent wraps up."""
    call = talking.under_way(world, call_id)
    if call is None:
        return
    outcome = calls.outcome_of(world, call.number, call.attempt)
    result, talked = _came_to(outcome)
    wrong_person = outcome.result is Result.WRONG_PERSON
    talking.hang_up(world, call, call.number, result, talked, wrong_person=wrong_person)
    callback = world.callbacks.first("call", call_id)
    if callback is not None:
        world.callbacks.change(callback.callback_sid, status=CLOSED)


def _came_to(outcome: Outcome) -> tuple[int, int]:
    """The result of an agent's call, and the seconds that the agent had somebody on the line."""
    if outcome.result in calls.UNANSWERED:
        return calls.UNANSWERED[outcome.result], 0
    if outcome.result is Result.MACHINE:
        return calls.MACHINE, 0
    return (calls.HANGUP if outcome.result is Result.HUNG_UP else calls.AGENT_TALK), outcome.talk_seconds


TIMERS: dict[str, Callable[[Any, Any], None]] = {
    "callback": look,
    "callback agent": offer,
    "callback call": hang_up,
}
