"""Agents who work by themselves: they come and go, wrap up and say what came of a call."""

from datetime import datetime, timedelta

from ringback.state.record import utc
from ringback.telephony.network import Result
from ringback.vendors.maxcontact.activity import ENDED, Agent
from ringback.vendors.maxcontact.dialer import ending, floor, outbound
from ringback.vendors.maxcontact.world import MaxContactWorld

# An agent who is in a call when the shift ends stays for it.
STAY = timedelta(minutes=1)


def wrap_up(world: MaxContactWorld, user_id: int) -> None:
    """An agent who works by itself says what came of its calls."""
    agent = world.agents.get(user_id)
    if agent is None or agent.state != "Wrapping":
        return
    for call in list(world.calls.where("user", user_id)):
        if call.call_state == ENDED:
            draw = world.draw("disposition", call.call_id)
            # Of a machine that an agent has heard there is no more to say than of one that the dialler has found.
            vain = outbound.CODE_OF.get(Result(call.outcome)) if call.outcome else None
            code = vain[0] if vain is not None else draw.pick(world.system.dispositions)
            ending.dispose(world, call, ending.system_code(world, code))


def log_in(world: MaxContactWorld, agent: Agent) -> Agent:
    """Take up that an agent is at work: in the campaign that was named, else the one of the user's team."""
    campaign_id = agent.campaign_id or floor.campaign_for(world, world.users.get(agent.user_id))
    return world.agents.change(agent.user_id, campaign_id=campaign_id, since=world.now, was_ready=False)


def log_out(world: MaxContactWorld, agent: Agent) -> None:
    """Take an agent off the floor; calls at hand are given up."""
    if agent.preview_lead_id:
        outbound.withdraw(world, agent)
    for call in list(world.calls.where("user", agent.user_id)):
        ending.dispose(world, call, ending.system_code(world, "CANCEL"))
    for kind in ("ready_again", "next_call", "wrap_up"):
        world.cancel_timer(kind, agent.user_id)
    world.agents.change(
        agent.user_id, state="Logged Out", since=world.now, was_ready=False, break_requested=False, preview_lead_id=0
    )


def plan(world: MaxContactWorld, agent: Agent) -> None:
    """Set the timer for the next time an agent comes or goes; one who should be at work by now comes at once."""
    if agent.shift_hours <= 0:
        world.cancel_timer("shift", agent.user_id)
        return
    at_work = _at_work(world, agent)
    logged_in = agent.state != "Logged Out"
    due = world.now if at_work != logged_in else _next_edge(world, agent, at_work)
    world.set_timer("shift", agent.user_id, due)


def turn(world: MaxContactWorld, user_id: int) -> None:
    """The agent comes to work, or goes home when no call is in the way."""
    agent = world.agents.get(user_id)
    if agent is None or agent.shift_hours <= 0:
        return
    at_work = _at_work(world, agent)
    if at_work and agent.state == "Logged Out":
        agent = log_in(world, floor.turn(world, agent, "Not Ready"))
        floor.go_ready(world, agent)
    elif not at_work and agent.state != "Logged Out":
        if world.calls.count("user", user_id):
            world.set_timer("shift", user_id, world.now + STAY)
            return
        log_out(world, agent)
    world.set_timer("shift", user_id, _next_edge(world, agent, at_work))


def _began(world: MaxContactWorld, agent: Agent) -> datetime:
    """When the shift began last."""
    local = world.now.astimezone(world.zone)
    began = local.replace(hour=agent.shift_start % 24, minute=0, second=0, microsecond=0)
    return utc(began if began <= local else began - timedelta(days=1))


def _at_work(world: MaxContactWorld, agent: Agent) -> bool:
    return world.now < _began(world, agent) + timedelta(hours=agent.shift_hours)


def _next_edge(world: MaxContactWorld, agent: Agent, at_work: bool) -> datetime:
    began = _began(world, agent)
    return began + (timedelta(hours=agent.shift_hours) if at_work else timedelta(days=1))
