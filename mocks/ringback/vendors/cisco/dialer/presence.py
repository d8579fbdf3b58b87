"""Agents who come and go, by hand or by the API: what they were doing ends, and what waited begins."""

from msgspec.structs import replace

from ringback.vendors.cisco.activity import PREVIEW, RINGING, TALKING
from ringback.vendors.cisco.dialer import calling, ending, floor, results, talking
from ringback.vendors.cisco.records import Agent
from ringback.vendors.cisco.world import CiscoWorld


def changed(world: CiscoWorld, before: Agent | None, after: Agent | None) -> None:
    """Take up that an agent's row has been changed, made or removed."""
    moved = before is None or after is None or _is_moved(before, after)
    if before is not None and moved:
        _detach(world, before)
    if after is None:
        return
    if moved:
        after = world.agents.put(replace(after, since=world.now, campaign=0, skill_group=0, call=0))
    if after.state == floor.READY and after.logged_in:
        floor.serve(world, after)


def reconsidered(world: CiscoWorld, before: Agent) -> None:
    """Take up that the API has changed an agent: one who waits for a call may no longer be the right one for it.

    What has been put through goes on; the agent is free when it is over.
    """
    after = world.agents.get(before.agent_skill_target_id)
    if after is None or after.state != floor.RESERVED or _is_still_meant(after):
        return
    _detach(world, after)
    now = world.agents.get(before.agent_skill_target_id)
    if now is not None and now.state == floor.RESERVED:
        floor.release(world, now)


def _is_still_meant(agent: Agent) -> bool:
    """Whether an agent may have the call they are reserved for; a callback of their own needs no skill group."""
    here = agent.logged_in and agent.login_enabled and not agent.deleted
    return here and (not agent.skill_group or agent.skill_group in agent.skill_groups)


def _is_moved(before: Agent, after: Agent) -> bool:
    """Whether a change takes an agent out of what they were doing."""
    names = ("state", "logged_in", "login_enabled", "deleted", "skill_groups")
    return any(getattr(before, name) != getattr(after, name) for name in names)


def _detach(world: CiscoWorld, agent: Agent) -> None:
    """End what an agent was doing: a call that was put through is over, one that was not goes back."""
    if agent.state == floor.WRAP_UP:
        floor.finish_work(world, agent)
    call = world.dialer_calls.get(agent.call)
    if call is not None and call.agent == agent.agent_skill_target_id:
        if call.phase == TALKING:
            talking.finish(world, call)
        elif call.phase == PREVIEW or call.personal_callback_id:
            calling.give_back(world, call)
        else:
            calling.end(world, call, results.STOPPED)
    if agent.campaign:
        _hang_up(world, agent.campaign)


def _hang_up(world: CiscoWorld, campaign_id: int) -> None:
    """Hang up on the customers whose phones ring for nobody, if the last agent has gone."""
    campaign = world.campaigns.get(campaign_id)
    if campaign is None or campaign.campaign_purpose_type == ending.IVR_CAMPAIGN:
        return
    if not floor.present(world, floor.groups_of(campaign)):
        for call in list(world.dialer_calls.where("line", campaign_id, RINGING)):
            calling.end(world, call, results.STOPPED)
    world.wake(campaign_id)
