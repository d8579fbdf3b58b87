"""Agents at work: the state that follows from their calls, and what they do when the last one is done."""

from typing import Any

from msgspec.structs import replace

from ringback.vendors.maxcontact.activity import CONNECTED, DIALLING, ON_HOLD, RINGING, Agent, AgentState
from ringback.vendors.maxcontact.records import User
from ringback.vendors.maxcontact.world import AT_REST, PREDICTIVE, PROGRESSIVE, RUNNING, MaxContactWorld

WAITING = ("Ready", "Previewing")


def turn(world: MaxContactWorld, agent: Agent, state: AgentState, **changes: Any) -> Agent:
    """Bring an agent into a state; one who is in it already keeps the time since when."""
    if agent.state != state:
        changes |= {"state": state, "since": world.now}
    return world.agents.put(replace(agent, **changes)) if changes else agent


def begin_call(world: MaxContactWorld, agent: Agent) -> None:
    """Remember what an agent was before a first call: that is where the agent returns to."""
    if agent.state in (*AT_REST, *WAITING):
        # An agent in the pause after a call would be ready again by itself.
        waits = agent.state in WAITING or world.timer_due("ready_again", agent.user_id) is not None
        world.cancel_timer("ready_again", agent.user_id)
        world.agents.change(agent.user_id, was_ready=waits, preview_lead_id=0)


def follow(world: MaxContactWorld, user_id: int) -> None:
    """Bring an agent into the state that the calls at hand ask for; without one, to rest."""
    agent = world.agents.get(user_id)
    if agent is None or agent.state == "Logged Out":
        return
    states = {call.call_state for call in world.calls.where("user", user_id)}
    if not states:
        rest(world, agent)
    elif CONNECTED in states:
        turn(world, agent, "Talking")
    elif states & {DIALLING, RINGING}:
        turn(world, agent, "Calling")
    elif ON_HOLD in states:
        turn(world, agent, "Talking")
    else:
        turn(world, agent, "Wrapping")
        if agent.automatic:
            world.set_timer("wrap_up", user_id, world.after(max(1, agent.wrap_seconds)))


def rest(world: MaxContactWorld, agent: Agent) -> None:
    """Let an agent whose last call is disposed take the break that was asked for, or be what was before the call."""
    if agent.state in (*AT_REST, "On Break", "Previewing"):
        return
    world.cancel_timer("wrap_up", agent.user_id)
    if agent.break_requested:
        turn(world, agent, "On Break", break_requested=False)
    elif not agent.was_ready:
        turn(world, agent, "Not Ready")
    elif (pause := _pause(world, agent)) > 0:
        turn(world, agent, "Not Ready")
        world.set_timer("ready_again", agent.user_id, world.after(pause))
    else:
        turn(world, agent, "Ready")
        world.set_timer("next_call", agent.user_id, world.now)


def _pause(world: MaxContactWorld, agent: Agent) -> int:
    """How long the campaign leaves its agents not ready after a call."""
    campaign = world.campaigns.get(agent.campaign_id)
    waits = campaign is not None and campaign.type in (PREDICTIVE, PROGRESSIVE)
    return campaign.not_ready_wait_time if campaign is not None and waits else 0


def go_ready(world: MaxContactWorld, agent: Agent) -> None:
    """Let an agent wait for calls; one who does already goes on."""
    if agent.state in WAITING:
        return
    world.cancel_timer("ready_again", agent.user_id)
    turn(world, agent, "Ready", break_requested=False)
    world.set_timer("next_call", agent.user_id, world.now)


def ready_again(world: MaxContactWorld, user_id: int) -> None:
    """The pause after a call is over."""
    agent = world.agents.get(user_id)
    if agent is not None and agent.state == "Not Ready":
        go_ready(world, agent)


def look(world: MaxContactWorld, user_id: int) -> None:
    """Let an agent who is ready look for a call again: what the agent may take has changed."""
    agent = world.agents.get(user_id)
    if agent is not None and agent.state == "Ready":
        world.set_timer("next_call", user_id, world.now)


def seat(world: MaxContactWorld, user: User) -> None:
    """Give a user a row among the agents, logged out."""
    if user.user_id not in world.agents:
        world.agents.put(Agent(user_id=user.user_id, since=world.now))


def campaign_for(world: MaxContactWorld, user: User | None) -> int:
    """The campaign that a user's team works for: one that runs if there is one; 0 for none."""
    team = world.teams.get(user.team_id) if user is not None else None
    if team is None or not team.active:
        return 0
    rows = world.campaign_teams.where("team", team.team_id)
    found = [campaign for row in rows if (campaign := world.campaigns.get(row.campaign_id)) and campaign.active]
    running = [campaign for campaign in found if campaign.status == RUNNING]
    return next((campaign.campaign_id for campaign in (*running, *found)), 0)


def agents_of(world: MaxContactWorld, campaign_id: int) -> int:
    """How many agents are logged in to a campaign."""
    return world.agents.count("at", campaign_id) - world.agents.count("at", campaign_id, "Logged Out")
