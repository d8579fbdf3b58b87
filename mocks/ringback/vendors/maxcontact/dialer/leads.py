"""Leads: found by number, made for a call, given to another call."""

from ringback.telephony.outcomes import line_of
from ringback.vendors.maxcontact.activity import Call, Lead, LeadPhone
from ringback.vendors.maxcontact.records import Campaign
from ringback.vendors.maxcontact.world import MaxContactWorld


def newest(world: MaxContactWorld, number: str) -> Lead | None:
    """The lead that came last of those with a number."""
    phones = world.lead_phones.where("number", line_of(number))
    found = {lead.lead_id: lead for phone in phones if (lead := world.leads.get(phone.lead_id)) is not None}
    return max(found.values(), key=lambda lead: (lead.created, lead.lead_id), default=None)


def create(world: MaxContactWorld, number: str, campaign: Campaign | None) -> Lead:
    """Make a lead with one phone in the list that a campaign's manual calls go to."""
    list_id = campaign.default_list_id if campaign is not None else 0
    if list_id not in world.lists:
        list_id = 0
    lead = world.leads.add(Lead(list_id=list_id, created=world.now, due=None))
    kind = campaign.default_phone_type if campaign is not None else 0
    world.lead_phones.add(LeadPhone(lead_id=lead.lead_id, phone_number=number, phone_type_id=kind or 1))
    return lead


def reassign(world: MaxContactWorld, call: Call, lead: Lead) -> None:
    """Give a call another lead: the one before waits for its turn again, the new one is in progress."""
    if lead.lead_id == call.lead_id:
        return
    before = world.leads.get(call.lead_id)
    # One that was made for the call, or is done with, has no turn to wait for.
    if before is not None and before.due is None and call.lead_due is not None:
        due = max(world.now, call.lead_due)
        world.leads.change(before.lead_id, due=due, attempts=max(0, before.attempts - 1))
        world.set_timer("due", before.lead_id, due)
    world.leads.change(lead.lead_id, due=None, attempts=lead.attempts + 1)
    world.calls.change(call.call_id, lead_id=lead.lead_id, list_id=lead.list_id, lead_due=lead.due)
    if before is not None:
        world.wake_list(before.list_id)


def phone_of(world: MaxContactWorld, lead: Lead, campaign: Campaign) -> LeadPhone | None:
    """The phone that the dialler calls: one of high priority, else one of the campaign's usual type, else the first."""
    phones = list(world.lead_phones.where("lead", lead.lead_id))
    preferred = campaign.default_phone_type
    return min(
        phones,
        key=lambda phone: (not phone.is_high_priority, phone.phone_type_id != preferred, phone.lead_phone_id),
        default=None,
    )


def phone_came(world: MaxContactWorld, phone: LeadPhone) -> None:
    """Let a lead that was passed over because it had no phone wait for its turn again."""
    lead = world.leads.get(phone.lead_id)
    if lead is None:
        return
    previewed = {agent.preview_lead_id for agent in world.agents.where("state", "Previewing")}
    untouched = not lead.attempts and not lead.result_code and lead.lead_id not in previewed
    if lead.due is None and untouched and not world.calls.count("lead", lead.lead_id):
        world.leads.change(lead.lead_id, due=world.now)
    world.wake_list(lead.list_id)


def date(world: MaxContactWorld) -> None:
    """Let leads that came without a date have come now."""
    for lead in list(world.leads.where("undated")):
        world.leads.change(lead.lead_id, created=world.now)
