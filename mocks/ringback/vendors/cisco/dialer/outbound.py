"""Campaigns at work: when they dial, how many lines, and for whom."""

from datetime import datetime, timedelta

from ringback.vendors.cisco.activity import PREVIEW, RINGING, DialerCall
from ringback.vendors.cisco.dialer import calling, ending, floor, hours, memory, pacing
from ringback.vendors.cisco.records import Agent, Campaign
from ringback.vendors.cisco.world import CiscoWorld

PREVIEW_SECONDS = (5, 20)


def dial(world: CiscoWorld, campaign_id: int) -> None:
    """Let a campaign dial as much as it may now, and look again when there will be something to do."""
    campaign = world.campaign(campaign_id)
    if campaign is None or not campaign.enabled or campaign.dialing_mode == "INBOUND":
        _rest(world, campaign_id)
    elif not hours.has_day(campaign, world):
        _rest(world, campaign_id, hours.begins(campaign, world))
    elif campaign.campaign_purpose_type == ending.IVR_CAMPAIGN:
        _for_ports(world, campaign)
    elif campaign.dialing_mode in pacing.PREVIEWS:
        _for_previews(world, campaign)
    else:
        _for_agents(world, campaign)


def _rest(world: CiscoWorld, campaign_id: int, until: datetime | None = None) -> None:
    """Dial nothing, for ever or until a moment; what has been fetched goes back."""
    memory.empty(world, campaign_id)
    _thin_out(world, campaign_id)
    if until is not None:
        world.set_timer("dial", campaign_id, until)


def send_away(world: CiscoWorld, campaign_id: int, but: int = 0) -> None:
    """Let go of the agents who are reserved and have no call, but for so many."""
    while floor.reserved(world, campaign_id) > but and (agent := floor.next_reserved(world, campaign_id)) is not None:
        floor.release(world, agent)


def _thin_out(world: CiscoWorld, campaign_id: int) -> None:
    """Let go of the reserved agents whom none of the customers will want whose phones ring already."""
    if floor.reserved(world, campaign_id):
        ringing = world.dialer_calls.where("line", campaign_id, RINGING)
        send_away(world, campaign_id, but=sum(not call.agent for call in ringing))


def _look_again(world: CiscoWorld, campaign: Campaign) -> None:
    """Nothing can be dialled now: come back when that will be otherwise."""
    moment = memory.next_moment(world, campaign)
    if moment is not None:
        world.set_timer("dial", campaign.campaign_id, max(moment, world.now + timedelta(seconds=1)))


def _for_ports(world: CiscoWorld, campaign: Campaign) -> None:
    """Dial a line for each free port of the IVR; a preview needs agents, which this campaign has not."""
    send_away(world, campaign.campaign_id)
    if campaign.dialing_mode in pacing.PREVIEWS:
        memory.empty(world, campaign.campaign_id)
        return
    for _ in range(pacing.free_ports(world, campaign)):
        call = memory.take(world, campaign)
        if call is None:
            _look_again(world, campaign)
            return
        calling.place(world, campaign, call)


def _for_previews(world: CiscoWorld, campaign: Campaign) -> None:
    """Show a contact to every agent who is free."""
    groups = floor.groups_of(campaign)
    _thin_out(world, campaign.campaign_id)
    here = _present(world, campaign, groups)
    if not here:
        return
    for _ in range(floor.room(world, campaign, here)):
        agent = floor.free(world, groups)
        if agent is None:
            return
        call = memory.take(world, campaign)
        if call is None:
            _look_again(world, campaign)
            return
        _show(world, campaign, call, agent)


def _show(world: CiscoWorld, campaign: Campaign, call: DialerCall, agent: Agent) -> None:
    """Let an agent look at a contact before it is called."""
    call = calling.keep(world, call, phase=PREVIEW, agent=agent.agent_skill_target_id, since=world.now)
    groups = floor.groups_of(campaign)
    group = next(group for group in agent.skill_groups if group in groups)
    floor.reserve(world, agent, campaign.campaign_id, group, call.call_id)
    draw = world.draw("preview", call.campaign_id, call.contact_id, int(world.now.timestamp()))
    world.set_timer("preview", call.call_id, world.now + timedelta(seconds=draw.between(*PREVIEW_SECONDS)))


def _present(world: CiscoWorld, campaign: Campaign, groups: frozenset[int]) -> int:
    """How many agents there are for a campaign; when there are none, what has been fetched goes back."""
    here = floor.present(world, groups) if campaign.reservation_percentage else 0
    if not here:
        memory.empty(world, campaign.campaign_id)
    return here


def _for_agents(world: CiscoWorld, campaign: Campaign) -> None:
    """Reserve agents, and dial so many lines for each of them."""
    campaign_id, groups = campaign.campaign_id, floor.groups_of(campaign)
    here = _present(world, campaign, groups)
    if not here:
        _thin_out(world, campaign_id)
        return
    waits = floor.free(world, groups) is not None and _reserve(world, campaign, floor.room(world, campaign, here))
    for _ in range(pacing.wanted(world, campaign)):
        call = memory.take(world, campaign)
        if call is None:
            waits = True
            break
        calling.place(world, campaign, call)
    if world.dialer_calls.first("line", campaign_id, RINGING) is None:
        send_away(world, campaign_id)
    if waits and floor.free(world, groups) is not None:
        _look_again(world, campaign)


def _reserve(world: CiscoWorld, campaign: Campaign, room: int) -> bool:
    """Reserve so many free agents for a campaign, if there is somebody to call; whether that has to be waited for."""
    if room <= 0:
        return False
    if not memory.has_work(world, campaign):
        return True
    for info in campaign.skill_group_infos:
        group = info.skill_group
        missing = pacing.agents_needed(campaign, info) - floor.reserved(world, campaign.campaign_id, group)
        if missing > 1 and min(room, floor.free_count(world, group)) < missing:
            continue
        while room > 0 and (agent := floor.free(world, (group,))) is not None:
            floor.reserve(world, agent, campaign.campaign_id, group)
            room -= 1
    return False
