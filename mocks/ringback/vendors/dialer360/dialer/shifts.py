"""Agents come to work and go home."""

from datetime import datetime, timedelta

from ringback.state.record import utc
from ringback.vendors.dialer360.activity import LiveAgent
from ringback.vendors.dialer360.dialer import floor, wrapup
from ringback.vendors.dialer360.records import Shift
from ringback.vendors.dialer360.world import Dialer360World

# An agent who is in a call when the shift ends stays for it.
STAY = timedelta(minutes=1)


def plan(world: Dialer360World, shift: Shift) -> None:
    """Set the timer for the next time the user comes or goes; one who should be at work by now comes at once."""
    at_work = _began(world, shift) <= world.now < _began(world, shift) + timedelta(hours=shift.hours)
    logged_in = shift.user in world.live_agents
    world.set_timer("shift", shift.user, world.now if at_work != logged_in else _next_edge(world, shift, at_work))


def turn(world: Dialer360World, name: str) -> None:
    """The user comes to work, or goes home when no call is in the way."""
    shift = world.shifts.get(name)
    if shift is None:
        return
    agent = world.live_agents.get(name)
    at_work = _began(world, shift) <= world.now < _began(world, shift) + timedelta(hours=shift.hours)
    if agent is not None and not at_work:
        if agent.status in ("INCALL", "QUEUE"):
            world.set_timer("shift", name, world.now + STAY)
            return
        wrapup.leave(world, agent)
    elif agent is None and at_work:
        seated = floor.log_in(world, LiveAgent(user=name, campaign_id=shift.campaign_id))
        status = "CLOSER" if seated.closer_campaigns else "READY"
        wrapup.take_next(world, world.live_agents.change(name, status=status))
    world.set_timer("shift", name, _next_edge(world, shift, at_work))


def _began(world: Dialer360World, shift: Shift) -> datetime:
    """When the shift began last."""
    local = world.local(world.now)
    began = local.replace(hour=shift.start_hour % 24, minute=0, second=0, microsecond=0)
    return utc(began if began <= local else began - timedelta(days=1))


def _next_edge(world: Dialer360World, shift: Shift, at_work: bool) -> datetime:
    began = _began(world, shift)
    return began + (timedelta(hours=shift.hours) if at_work else timedelta(days=1))
