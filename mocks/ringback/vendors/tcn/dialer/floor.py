"""The floor: which agent takes a call, and how agents come free: ready, on call, wrap-up, ready.

A call that finds nobody may wait in the queue of its account. Two timers of its kind are then set on its id, which the
module of that kind handles: `<kind> agent` when somebody may be free for it, and `<kind> patience` when it has waited
long enough. Whoever handles the first calls `take` again.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from ringback.vendors.tcn.records import Agent, Call
from ringback.vendors.tcn.world import QUEUE, TcnWorld

READY, ON_CALL, WRAP_UP, LOGGED_OUT = "ready", "on call", "wrap-up", "logged out"


def take(world: TcnWorld, client_sid: int, call_id: int, skills: Iterable[str] = ()) -> Agent | None:
    """Give a call to the agent of the account who has been ready longest and has all the skills; None if nobody."""
    wanted = frozenset(skills)
    for agent in world.agents.where("state", client_sid, READY):
        if wanted.issubset(agent.skills):
            return world.agents.change(
                agent.agent_sid, state=ON_CALL, since=world.now, call_id=call_id, recording_paused=False
            )
    return None


def release(world: TcnWorld, agent_sid: int, wrap_up_seconds: int) -> None:
    """The agent's call is over: wrap up for so many seconds, then be ready; one who has left in between stays away."""
    agent = world.agents.get(agent_sid)
    if agent is None:
        return
    if agent.state != ON_CALL:
        world.agents.change(agent_sid, call_id=0, recording_paused=False)
        return
    world.agents.change(agent_sid, state=WRAP_UP, since=world.now, call_id=0, recording_paused=False)
    world.set_timer("agent ready", agent_sid, world.now + timedelta(seconds=wrap_up_seconds))


def wrapped_up(world: TcnWorld, agent_sid: int) -> None:
    """The wrap-up is over; the agent may have done something else by hand meanwhile."""
    agent = world.agents.get(agent_sid)
    if agent is None or agent.state != WRAP_UP:
        return
    world.agents.change(agent_sid, state=READY, since=world.now)
    offer(world, agent.client_sid)


def anyone(world: TcnWorld, client_sid: int) -> bool:
    """Whether an agent of the account is logged in at all, whatever he does."""
    agents = world.agents
    return agents.count("account", client_sid) > agents.count("state", client_sid, LOGGED_OUT)


def wait(world: TcnWorld, call: Call, patience: int) -> Call:
    """Put a call into the queue of its account; it waits for at most so many seconds."""
    world.set_timer(f"{call.kind} patience", call.call_id, world.now + timedelta(seconds=patience))
    return world.calls.change(call.call_id, status=3200, last_element=QUEUE)


def offer(world: TcnWorld, client_sid: int) -> None:
    """Somebody is free: let the call that has waited longest try again, at this very moment, or else callbacks."""
    call = world.calls.first("waiting", client_sid)
    if call is not None:
        world.set_timer(f"{call.kind} agent", call.call_id, world.now)
    elif world.callbacks.first("waiting", client_sid) is not None:
        world.set_timer("callback agent", client_sid, world.now)


TIMERS: dict[str, Callable[[Any, Any], None]] = {"agent ready": wrapped_up}
