"""Agents who come and go by themselves: they log in when their shift begins and out when it ends."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from ringback.state.record import utc
from ringback.vendors.tcn import dates
from ringback.vendors.tcn.dialer import floor
from ringback.vendors.tcn.records import Agent
from ringback.vendors.tcn.world import TcnWorld

# Who has a call when the shift ends stays for it.
STAY = timedelta(minutes=1)
BUSY = (floor.ON_CALL, floor.WRAP_UP)


def plan(world: TcnWorld, agent: Agent) -> None:
    """Set the timer for when an agent comes or goes next; until then the agent does as a user says."""
    if agent.shift_hours <= 0:
        world.cancel_timer("agent shift", agent.agent_sid)
        return
    began, ends = _last(world, agent)
    # On the clock on the wall: the night on which it is put forward is shorter.
    due = ends if world.now < ends else began + timedelta(days=1)
    world.set_timer("agent shift", agent.agent_sid, utc(due))


def turn(world: TcnWorld, agent_sid: int) -> None:
    """The agent comes to work, or goes home unless there is a call."""
    agent = world.agents.get(agent_sid)
    if agent is None or agent.shift_hours <= 0:
        return
    if at_work(world, agent):
        if agent.state == floor.LOGGED_OUT:
            world.agents.change(agent_sid, state=floor.READY, since=world.now)
            floor.offer(world, agent.client_sid)
    elif agent.state in BUSY:
        world.set_timer("agent shift", agent_sid, world.now + STAY)
        return
    elif agent.state != floor.LOGGED_OUT:
        world.agents.change(agent_sid, state=floor.LOGGED_OUT, since=world.now)
    plan(world, agent)


def at_work(world: TcnWorld, agent: Agent) -> bool:
    """Whether an agent's shift lasts now."""
    return world.now < _last(world, agent)[1]


def _last(world: TcnWorld, agent: Agent) -> tuple[datetime, datetime]:
    """When the shift began last, and when it ends or has ended, on the clocks of the account."""
    account = world.accounts.get(agent.client_sid)
    now = dates.local(world.now, account.timezone if account is not None else dates.PACIFIC)
    began = now.replace(hour=agent.shift_start % 24, minute=0, second=0, microsecond=0)
    if began > now:
        began -= timedelta(days=1)
    return began, began + timedelta(hours=min(agent.shift_hours, 24))


TIMERS: dict[str, Callable[[Any, Any], None]] = {"agent shift": turn}
