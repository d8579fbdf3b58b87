"""The hopper: which leads wait to be dialled, how they get there, and how they come back."""

from collections.abc import Iterator
from datetime import timedelta
from heapq import merge
from operator import attrgetter

from ringback.vendors.dialer360 import calling
from ringback.vendors.dialer360.activity import Callback
from ringback.vendors.dialer360.records import Campaign, Lead, LeadList
from ringback.vendors.dialer360.world import Dialer360World

CALLBACK_PRIORITY = 50


def take(world: Dialer360World, campaign: Campaign) -> Lead | None:
    """Take the lead that is next in line out of the hopper, filling it first when it is empty."""
    lead = _next(world, campaign.campaign_id)
    if lead is None and fill(world, campaign):
        lead = _next(world, campaign.campaign_id)
    return lead


def _next(world: Dialer360World, campaign_id: str) -> Lead | None:
    while (row := world.hopper.first("queue", campaign_id)) is not None:
        world.hopper.remove(row.hopper_id)
        lead = world.leads.get(row.lead_id)
        if lead is not None and lead.status not in ("QUEUE", "INCALL"):
            return lead
    return None


def fill(world: Dialer360World, campaign: Campaign) -> int:
    """Fill the hopper up to the campaign's level with leads that may be called now; how many came in."""
    room = campaign.hopper_level - world.hopper.count("queue", campaign.campaign_id)
    found: dict[int, Lead] = {}
    for lead in _candidates(world, campaign):
        if len(found) >= room:
            break
        if lead.lead_id in found or world.hopper.first("lead", lead.lead_id) is not None:
            continue
        forbidden = _forbidden(world, campaign, lead)
        if forbidden:
            world.leads.change(lead.lead_id, status=forbidden)
        else:
            found[lead.lead_id] = lead
    calling.all_to_hopper(world, campaign.campaign_id, found.values())
    return len(found)


def may_fill_later(world: Dialer360World, campaign: Campaign) -> bool:
    """Whether there are leads that only wait for their calling hours."""
    return any(world.leads.count("dialable", row.list_id, status) for row, status in _queues(world, campaign))


def _candidates(world: Dialer360World, campaign: Campaign) -> Iterator[Lead]:
    """The leads that may be called at this hour where they are; those of other time zones are not even looked at."""
    leads = world.leads
    for lead_list, status in _queues(world, campaign):
        call_time = calling.call_time_of(lead_list, campaign)
        zones = [
            leads.where("dialable", lead_list.list_id, status, offset)
            for offset in leads.distinct("dialable", lead_list.list_id, status)
            if calling.may_call_somewhere(world, call_time, offset, world.now)
        ]
        for lead in merge(*zones, key=attrgetter("lead_id")):
            if calling.may_call(world, call_time, lead.gmt_offset_now, lead.state, world.now):
                yield lead


def _queues(world: Dialer360World, campaign: Campaign) -> Iterator[tuple[LeadList, str]]:
    """The campaign's lists that are in use, each with each status that may be dialled."""
    today = f"{world.local(world.now):%Y-%m-%d}"
    for lead_list in list(world.lists.where("campaign", campaign.campaign_id)):
        if lead_list.active == "Y" and lead_list.expiration_date >= today:
            for status in campaign.dial_statuses:
                yield lead_list, status


def _forbidden(world: Dialer360World, campaign: Campaign, lead: Lead) -> str:
    """The status of a lead that must not be called, or nothing."""
    if campaign.use_internal_dnc == "Y" and calling.in_dnc(world, lead.phone_number, area_codes=True):
        return "DNCL"
    campaign_id, number = campaign.campaign_id, lead.phone_number
    if campaign.use_campaign_dnc == "Y" and calling.in_campaign_dnc(world, campaign_id, number, area_codes=True):
        return "DNCC"
    return ""


def called(world: Dialer360World, lead_id: int, campaign_id: str, status: str) -> None:
    """Take up that a lead has been called: its due callbacks are done, and its status may bring it back later."""
    for callback in list(world.callbacks.where("lead", lead_id)):
        if callback.status == "LIVE":
            world.callbacks_archive.put(callback)
            world.callbacks.remove(callback.callback_id)
    campaign, lead = world.campaigns.get(campaign_id), world.leads.get(lead_id)
    again = campaign.recycle.get(status) if campaign is not None else None
    if again is not None and lead is not None and lead.called_count <= again.attempt_maximum:
        world.set_timer("recycle", lead_id, world.now + timedelta(seconds=again.attempt_delay))


def recycle(world: Dialer360World, lead_id: int) -> None:
    """A lead comes up for a call, unless something else has happened to it: one called in vain, or a new one."""
    lead = world.leads.get(lead_id)
    campaign = world.campaigns.get(calling.campaign_of(world, lead.list_id)) if lead is not None else None
    if lead is None or campaign is None or world.hopper.count("lead", lead_id):
        return
    if lead.status == "NEW" or lead.status in campaign.recycle:
        calling.to_hopper(world, lead, source="S")


def call_back(world: Dialer360World, callback_id: int) -> None:
    """A callback is due: one for anyone goes to the hopper first in line, one for a user waits for that user."""
    callback = world.callbacks.get(callback_id)
    if callback is None or callback.status != "ACTIVE":
        return
    world.callbacks.change(callback_id, status="LIVE")
    lead = world.leads.get(callback.lead_id)
    if callback.recipient == "USERONLY" or lead is None:
        return
    lead = world.leads.change(lead.lead_id, status=callback.lead_status, called_since_last_reset="N")
    if not world.hopper.count("lead", lead.lead_id):
        calling.to_hopper(world, lead, priority=CALLBACK_PRIORITY, source="C")


def promise(world: Dialer360World, lead: Lead, campaign_id: str, after: timedelta) -> Callback:
    """Schedule a callback that an agent has promised, for anyone to make."""
    return calling.schedule_callback(
        world,
        Callback(
            lead_id=lead.lead_id,
            list_id=lead.list_id,
            campaign_id=campaign_id,
            entry_time=world.now,
            callback_time=world.now + after,
            recipient="ANYONE",
        ),
    )


def reset(world: Dialer360World, list_id: int) -> None:
    """One of a list's reset times has come: its leads count as not called."""
    lead_list = world.lists.get(list_id)
    if lead_list is None:
        return
    world.reset_leads(list_id)
    world.plan_resets(lead_list)
    world.wake(lead_list.campaign_id)
