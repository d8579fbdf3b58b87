"""The agents: who is free, who is reserved for which campaign, and what they go on to do."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from ringback.vendors.cisco.activity import IVR, DialerCall
from ringback.vendors.cisco.activity import TALKING as ON_LINE
from ringback.vendors.cisco.dialer import counters
from ringback.vendors.cisco.records import Agent, Campaign
from ringback.vendors.cisco.world import CiscoWorld

READY, NOT_READY, RESERVED, TALKING, WRAP_UP = "ready", "notReady", "reserved", "talking", "wrapUp"


def groups_of(campaign: Campaign) -> frozenset[int]:
    """The skill groups of a campaign."""
    return frozenset([info.skill_group for info in campaign.skill_group_infos])


def present(world: CiscoWorld, groups: Collection[int]) -> int:
    """How many agents of these skill groups are logged in; each counts once."""
    agents, wanted = world.agents, frozenset(groups)
    return sum(agents.count("present", of) for of in agents.distinct("present") if not wanted.isdisjoint(of))


def free(world: CiscoWorld, groups: Collection[int]) -> Agent | None:
    """The agent of these skill groups who has been ready longest."""
    wanted = frozenset(groups)
    found: Agent | None = None
    for of, first in world.agents.firsts("free"):
        if not wanted.isdisjoint(of) and (found is None or _longest(first) < _longest(found)):
            found = first
    return found


def _longest(agent: Agent) -> Any:
    return (agent.since, agent.agent_skill_target_id)


def free_count(world: CiscoWorld, group: int) -> int:
    """How many agents of a skill group are ready."""
    return sum(world.agents.count("free", of) for of in world.agents.distinct("free") if group in of)


def room(world: CiscoWorld, campaign: Campaign, here: int) -> int:
    """How many more agents a campaign may take: its share of those who are logged in, but one at least."""
    most = max(here * campaign.reservation_percentage // 100, 1)
    return most - world.agents.count("engaged", campaign.campaign_id)


def reserved(world: CiscoWorld, campaign_id: int, *group: int) -> int:
    """How many agents are reserved for a campaign's next calls, through any of its skill groups."""
    groups = group or world.agents.distinct("engaged", campaign_id)
    return sum(world.agents.count("engaged", campaign_id, one, RESERVED, False) for one in groups)


def next_reserved(world: CiscoWorld, campaign_id: int) -> Agent | None:
    """The agent who has been reserved for a campaign longest and has no call yet."""
    found: Agent | None = None
    for group in world.agents.distinct("engaged", campaign_id):
        first = world.agents.first("engaged", campaign_id, group, RESERVED, False)
        if first is not None and (found is None or _longest(first) < _longest(found)):
            found = first
    return found


def reserve(world: CiscoWorld, agent: Agent, campaign_id: int, group: int = 0, call: int = 0) -> Agent:
    """Keep an agent for a campaign's next call, or for a call of its own."""
    return turn(world, agent, RESERVED, campaign=campaign_id, skill_group=group, call=call)


def turn(world: CiscoWorld, agent: Agent, state: str, **changes: Any) -> Agent:
    """Bring an agent into a state."""
    return world.agents.change(agent.agent_skill_target_id, state=state, since=world.now, **changes)


def put_through(world: CiscoWorld, call: DialerCall, agent: Agent | None) -> None:
    """Let an agent have a call, or without one the IVR."""
    number = agent.agent_skill_target_id if agent is not None else 0
    phase = IVR if agent is None else ON_LINE
    world.dialer_calls.change(call.call_id, phase=phase, agent=number, since=world.now)
    if agent is not None:
        turn(world, agent, TALKING, call=call.call_id)
    world.set_timer("talk", call.call_id, world.now + timedelta(seconds=max(1, call.talk_seconds)))


def wrap_up(world: CiscoWorld, agent: Agent) -> None:
    """Let an agent who has talked finish the work on the call."""
    seconds = world.deployment.wrapup_seconds
    if seconds <= 0 or agent.deleted:
        release(world, agent)
        return
    agent = turn(world, agent, WRAP_UP, call=0)
    world.set_timer("wrapup", agent.agent_skill_target_id, world.now + timedelta(seconds=seconds))


def wrapup(world: CiscoWorld, number: int) -> None:
    """The work after the call is done."""
    agent = world.agents.get(number)
    if agent is not None and agent.state == WRAP_UP:
        finish_work(world, agent)
        release(world, agent)


def finish_work(world: CiscoWorld, agent: Agent) -> None:
    """Count the time an agent has worked on the last call."""
    world.cancel_timer("wrapup", agent.agent_skill_target_id)
    counters.count(world, agent.campaign, wrapup_time_count=int((world.now - agent.since).total_seconds()))


def release(world: CiscoWorld, agent: Agent) -> None:
    """Let an agent wait again, who is then looked at for the next call."""
    state = READY if agent.logged_in else NOT_READY
    serve(world, turn(world, agent, state, campaign=0, skill_group=0, call=0))


def serve(world: CiscoWorld, agent: Agent) -> None:
    """Look for a call for an agent who has become ready: a callback of their own comes before campaigns."""
    number = agent.agent_skill_target_id
    since = world.now - timedelta(minutes=world.deployment.callback_time_limit)
    due = next(world.personal_callbacks.between("promised", (number, since), (number, world.now)), None)
    if due is not None and not due.tried and world.timer_due("callback", due.personal_callback_id) is not None:
        world.set_timer("callback", due.personal_callback_id, world.now)
    for campaign_id in world.dialing(agent.skill_groups):
        world.set_timer("dial", campaign_id, world.now)


def available(agent: Agent) -> bool:
    """Whether an agent can take a callback: ready, or reserved without a call yet."""
    here = agent.logged_in and agent.login_enabled and not agent.deleted
    return here and (agent.state == READY or (agent.state == RESERVED and not agent.call))
