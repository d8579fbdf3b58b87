"""The Campaign of the telephony API: what is set up, what goes on, and what a centre has no use for."""

from collections.abc import Iterator
from itertools import islice

from ringback.state.record import EPOCH
from ringback.vendors.maxcontact.activity import CampaignStats
from ringback.vendors.maxcontact.agent.entities import Shown, call_shown
from ringback.vendors.maxcontact.dialer import fetch, figures
from ringback.vendors.maxcontact.notation import Many, iso
from ringback.vendors.maxcontact.records import Campaign
from ringback.vendors.maxcontact.world import MaxContactWorld

# Of leads that wait, as many are shown as the dialler looks ahead.
AHEAD = 20


def campaigns(world: MaxContactWorld) -> list[Shown]:
    """Every campaign with its statistics as they are now."""
    return [campaign_shown(world, campaign) for campaign in world.campaigns]


def campaign_shown(world: MaxContactWorld, campaign: Campaign) -> Shown:
    """A Campaign as the telephony API has it."""
    shown = {**_set_up(world, campaign), **_at_work(world, campaign), **_at_rest(campaign)}
    return {name: shown[name] for name in sorted(shown)}


def _set_up(world: MaxContactWorld, campaign: Campaign) -> dict[str, object]:
    """What an administrator has set up."""
    number = campaign.campaign_id
    lists = [row.list_id for row in world.campaign_lists.where("campaign", number)]
    weighed = [list_id for list_id in lists if (row := world.lists.get(list_id)) and row.active and row.fetch_weight]
    schedule = world.plans.get(("schedule", campaign.schedule_plan_id))
    return {
        "Active": campaign.active,
        "AlwaysRun": campaign.schedule_plan_id == 0,
        "AutoRecord": campaign.auto_record,
        "CallerID": campaign.caller_id,
        "CampaignID": number,
        "CampaignName": campaign.campaign_name,
        "DefaultListID": campaign.default_list_id,
        "DefaultPhoneType": campaign.default_phone_type,
        "Description": campaign.description,
        "EndLine": campaign.max_lines,
        "FirstCreated": iso(campaign.created),
        "LastModified": iso(campaign.modified),
        "Lists": Many("int", weighed),
        "ListsForStats": Many("int", lists),
        "MaxCallCap": campaign.max_lines,
        "Schedule": schedule.plan_name if schedule is not None else "",
        "SchedulePlanID": campaign.schedule_plan_id,
        "StartLine": 1 if campaign.max_lines else 0,
        "Status": campaign.status,
        "TargetDropPercent": int(campaign.target_drop_percent),
        "TeleParamPlanID": campaign.tele_param_plan_id,
        "TenantID": world.system.tenant_id,
        "Type": campaign.type,
        "UseAutoPacing": campaign.target_drop_percent > 0,
        "ZipTone": campaign.zip_tone,
        "ZipToneBeep": campaign.zip_tone_beep,
        "ZipToneWav": {"FileName": campaign.zip_tone_wav} if campaign.zip_tone_wav else None,
    }


def _at_work(world: MaxContactWorld, campaign: Campaign) -> dict[str, object]:
    """What goes on."""
    number, stats = campaign.campaign_id, world.stats(campaign.campaign_id)
    ready = [agent.user_id for agent in world.agents.where("at", number, "Ready")]
    waiting = list(world.calls.where("campaign", number, 0, True))
    previewed = [agent.preview_lead_id for agent in world.agents.where("at", number, "Previewing")]
    calls = list(world.calls.where("campaign", number))
    under_way = [call.lead_id for call in calls]
    sessions = [call_shown(call, world.leads.get(call.lead_id)) for call in calls if call.in_session]
    uncalled = list(islice(_uncalled(world, campaign), AHEAD))
    leads = figures.of_leads(world, campaign)
    live = figures.live(world, campaign)
    lines = figures.lines(world, campaign)
    placed = world.calls.count("campaign", number, 0)
    return {
        "CalculatedLines": lines,
        "CallsPlacedThisMinute": figures.placed_this_minute(world, number),
        "DropQueue": Many("Call", [call_shown(call, world.leads.get(call.lead_id)) for call in waiting]),
        "EstimatedRecordCount": leads["Uncalled"],
        "InitialPacing": world.system.pacing,
        "IvrSessions": Many("IvrSession", sessions),
        "LastFetch": _moment(stats, "last_fetch"),
        "LastPacingAdjust": _moment(stats, "last_pacing_adjust"),
        "Leads": leads,
        "LeadsInProgress": Many("long", under_way),
        "LinesToReturn": max(0, placed - lines),
        "LiveStats": live,
        "LiveStatsTemp": live,
        "NumToCall": max(0, lines - placed) if world.dials(campaign) else 0,
        "Pacing": figures.pacing(world, campaign),
        "PreviewQueue": Many("long", previewed),
        "ReadyUsers": Many("int", ready),
        "ResultSessions": Many("ResultSession", figures.results(stats)),
        "SessionID": stats.session_id,
        "SessionStats": figures.session(stats),
        "UncalledLeads": Many("long", uncalled),
    }


def _at_rest(campaign: Campaign) -> dict[str, object]:
    """What the centre has no use for, or no rows of."""
    empty = ("BlackoutDates", "CampaignIcon", "MOTD", "UserAddress", "UserName")
    arrays = ("BlackoutDateses", "Schedules", "SchedulesUI")
    return {
        **dict.fromkeys(empty, ""),
        **{name: Many(name.removesuffix("s"), []) for name in arrays},
        "Cps": 1,
        "PlacedPredictiveCallsLock": {},
        "PlacingInterval": 1,
        "SoftCap": campaign.max_lines,
        "UseGlobalBlackoutDates": False,
    }


def _moment(stats: CampaignStats, name: str) -> str:
    """A moment of the session, or nothing when it has not come."""
    moment = getattr(stats, name)
    return iso(moment) if moment != EPOCH else ""


def _uncalled(world: MaxContactWorld, campaign: Campaign) -> Iterator[int]:
    """The leads that may be called now, list by list."""
    for lead_list in fetch.lists_of(world, campaign):
        for lead in fetch.due(world, lead_list.list_id):
            yield lead.lead_id
