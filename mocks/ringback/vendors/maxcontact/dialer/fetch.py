"""Which lead is called next: by the weights of a campaign's lists, within their hours, as they are due."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from ringback.state.record import utc
from ringback.telephony.outcomes import line_of
from ringback.vendors.maxcontact.activity import Lead
from ringback.vendors.maxcontact.dialer import leads
from ringback.vendors.maxcontact.records import Campaign, LeadList
from ringback.vendors.maxcontact.world import LINE_TYPES, MaxContactWorld

FOLLOW_CAMPAIGN, PREVIEW_LIST, ACD_LIST = range(3)
_INSTANT = timedelta(microseconds=1)


class Fetched(NamedTuple):
    """A lead to call, the list it is of, and the number."""

    lead: Lead
    lead_list: LeadList
    number: str


def lists_of(world: MaxContactWorld, campaign: Campaign) -> list[LeadList]:
    """The lists that a campaign dials, whatever the hour: active ones with a weight, and none of an ACD.

    Nobody previews where an IVR or a bridge takes the calls.
    """
    passed_over = (ACD_LIST, PREVIEW_LIST) if campaign.type in LINE_TYPES else (ACD_LIST,)
    rows = world.campaign_lists.where("campaign", campaign.campaign_id)
    found = [lead_list for row in rows if (lead_list := world.lists.get(row.list_id)) is not None]
    return [row for row in found if row.active and row.fetch_weight > 0 and row.list_type not in passed_over]


def due(world: MaxContactWorld, list_id: int) -> Iterator[Lead]:
    """The leads of a list that may be called now, the longest due first."""
    return world.leads.between("dialable", (list_id,), (list_id, world.now + _INSTANT))


def take(world: MaxContactWorld, campaign: Campaign) -> Fetched | None:
    """The next lead of the campaign's lists, which is due until it is called; those that cannot be are passed over."""
    while True:
        ready = [
            row
            for row in lists_of(world, campaign)
            if is_open(world, campaign, row) and next(due(world, row.list_id), None)
        ]
        if not ready:
            return None
        stats = world.stats(campaign.campaign_id)
        draw = world.draw("fetch", campaign.campaign_id, stats.session_id, stats.fetched)
        chosen = draw.pick([(row, row.fetch_weight) for row in ready])
        lead = next(due(world, chosen.list_id))
        world.note_stats(campaign.campaign_id, fetched=stats.fetched + 1, last_fetch=world.now)
        phone = leads.phone_of(world, lead, campaign)
        if phone is None:
            world.leads.change(lead.lead_id, due=None)
        elif (chosen.do_not_call_plan_id, line_of(phone.phone_number)) in world.do_not_call:
            world.leads.change(lead.lead_id, due=None, result_code="BLACKLIST")
        else:
            return Fetched(lead, chosen, phone.phone_number)


def is_open(world: MaxContactWorld, campaign: Campaign, lead_list: LeadList, ahead: int = 0) -> bool:
    """Whether a list may be dialled at this hour of the centre's clock, or so many hours on.

    Calling time and schedule of the list and the schedule of the campaign all bound the hours.
    """
    hour = (_hour(world) + timedelta(hours=ahead)).astimezone(world.zone).hour
    plans = (
        world.plan("calling_time", lead_list.calling_time_plan_id),
        world.plan("schedule", lead_list.schedule_plan_id),
        world.plan("schedule", campaign.schedule_plan_id),
    )
    return all(plan.from_hour <= hour < plan.to_hour for plan in plans)


def next_time(world: MaxContactWorld, campaign: Campaign) -> datetime | None:
    """When there may be a lead to call, if there is none now."""
    moments = []
    for lead_list in lists_of(world, campaign):
        lead = world.leads.first("dialable", lead_list.list_id)
        if lead is None or lead.due is None:
            continue
        moment = _opens(world, campaign, lead_list) if lead.due <= world.now else lead.due
        if moment is not None:
            moments.append(moment)
    return min(moments, default=None)


def _hour(world: MaxContactWorld) -> datetime:
    """When the present hour of the centre's clock began."""
    return utc(world.now.astimezone(world.zone).replace(minute=0, second=0, microsecond=0))


def _opens(world: MaxContactWorld, campaign: Campaign, lead_list: LeadList) -> datetime | None:
    """When the hours of a list begin next; None when they never do."""
    ahead = next((hours for hours in range(1, 49) if is_open(world, campaign, lead_list, hours)), None)
    return _hour(world) + timedelta(hours=ahead) if ahead is not None else None
