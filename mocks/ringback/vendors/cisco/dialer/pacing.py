"""How many lines a campaign dials: by its mode, its agents and ports; a predictive one learns from its calls."""

from msgspec.structs import replace

from ringback.vendors.cisco.activity import IVR, RINGING, Pacing
from ringback.vendors.cisco.dialer import floor, results
from ringback.vendors.cisco.records import Campaign, SkillGroupInfo
from ringback.vendors.cisco.world import CiscoWorld

PREDICTIVE, PROGRESSIVE = "PREDICTIVEONLY", "PROGRESSIVEONLY"
DIRECT = "PREVIEWDIRECTONLY"
PREVIEWS = ("PREVIEWONLY", DIRECT)

# A gain of 1 moves the lines per agent by a tenth.
STEP = 0.1


def ports(campaign: Campaign) -> int:
    """How many calls of an IVR campaign may be under way."""
    return sum(info.ivr_ports for info in campaign.skill_group_infos)


def free_ports(world: CiscoWorld, campaign: Campaign) -> int:
    """How many more calls of an IVR campaign may be placed: one for each port, ringing or in the IVR."""
    lines = world.dialer_calls
    return ports(campaign) - sum(lines.count("line", campaign.campaign_id, phase) for phase in (RINGING, IVR))


def agents_needed(campaign: Campaign, info: SkillGroupInfo) -> int:
    """How many agents of a skill group are to be reserved before it dials: in a progressive campaign more than one."""
    return 1 + (info.overflow_agents if campaign.dialing_mode == PROGRESSIVE else 0)


def lines_per_agent(world: CiscoWorld, campaign: Campaign) -> float:
    """The lines that are dialled for each reserved agent."""
    if campaign.dialing_mode != PREDICTIVE:
        return campaign.lines_per_agent
    return min(_pace(world, campaign).lines_per_agent, campaign.maximum_lines_per_agent)


def wanted(world: CiscoWorld, campaign: Campaign) -> int:
    """How many more lines should ring for the agents who are reserved: one for each at least."""
    agents = 0
    for info in campaign.skill_group_infos:
        reserved = floor.reserved(world, campaign.campaign_id, info.skill_group)
        if reserved >= agents_needed(campaign, info):
            agents += reserved
    ringing = world.dialer_calls.count("line", campaign.campaign_id, RINGING)
    return max(agents, int(agents * lines_per_agent(world, campaign))) - ringing


def _pace(world: CiscoWorld, campaign: Campaign) -> Pacing:
    """The campaign's present pace; it starts anew when its initial value is changed."""
    pace = world.pacing.get(campaign.campaign_id)
    if pace is not None and pace.started_at == campaign.lines_per_agent:
        return pace
    start = campaign.lines_per_agent
    return Pacing(campaign_id=campaign.campaign_id, started_at=start, lines_per_agent=start)


def note(world: CiscoWorld, campaign: Campaign, result: int) -> None:
    """Take up a live voice: after so many, a predictive campaign corrects its pace towards the share it may abandon."""
    if campaign.dialing_mode != PREDICTIVE or result not in results.LIVE:
        return
    pace = _pace(world, campaign)
    abandoned = result in (results.ABANDONED, results.ABANDONED_TO_IVR)
    pace = replace(pace, live_voices=pace.live_voices + 1, abandoned=pace.abandoned + abandoned)
    if pace.live_voices >= campaign.predictive_correction_pace:
        too_many = campaign.abandon_enabled and 100 * pace.abandoned > campaign.abandon_percent * pace.live_voices
        step = STEP * campaign.predictive_gain * (-1 if too_many else 1)
        lines = round(min(max(pace.lines_per_agent + step, 1.0), campaign.maximum_lines_per_agent), 3)
        pace = replace(pace, lines_per_agent=lines, live_voices=0, abandoned=0)
    world.pacing.put(pace)
