"""How a record comes back from the dialler: what that makes of the contact, and what the campaign counts."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from msgspec.structs import replace

from ringback.vendors.cisco.activity import DialerCall
from ringback.vendors.cisco.dialer import counters, promises, results
from ringback.vendors.cisco.records import NO_PHONE, Campaign, Contact
from ringback.vendors.cisco.world import FINISHED, CiscoWorld

PENDING, RETRY, CALL_BACK, CLOSED, DIALED, REJECTED, MOST = "P", "R", "B", "C", "D", "J", "M"
MOVED = "S"

IVR_CAMPAIGN = "ivrCampaign"


class Fate(NamedTuple):
    """What becomes of a contact: its status, when it may be dialled again, and on which phone."""

    status: str
    due: datetime | None = None
    phone: int = 0


def record(world: CiscoWorld, call: DialerCall, result: int, seconds: int = 0) -> None:
    """Tell the campaign what came of a contact's call, and how long an agent talked; the contact may be gone."""
    contact = world.contacts.get((call.campaign_id, call.contact_id))
    if contact is not None:
        come_back(world, contact, call.phone, result, call.agent, seconds)
    elif seconds:
        counters.count(world, call.campaign_id, talk_time_count=seconds)


def come_back(world: CiscoWorld, contact: Contact, phone: int, result: int, agent: int = 0, seconds: int = 0) -> None:
    """Let a contact come back from the dialler with what came of dialling one of its phones."""
    campaign = world.campaigns.get(contact.campaign_id)
    overall: dict[str, Any] = {"call_result_overall": result}
    if result != results.RETURNED:
        overall["call_results"] = contact.results_with(phone, result)
    if result not in results.NOT_DIALED:
        made = (*contact.attempts, *(0,) * (phone + 1 - len(contact.attempts)))
        overall["calls_made"] = contact.calls_made + 1
        overall["attempts"] = (*made[:phone], made[phone] + 1, *made[phone + 1 :])
    noted = replace(contact, **overall)
    more = {"talk_time_count": seconds}
    if result in (results.CALLBACK, results.MACHINE_CALLBACK) and campaign is not None:
        fate = _promised(world, campaign, noted, phone, agent)
        more["personal_callback_count"] = int(fate.status == MOVED)
    else:
        fate = fate_of(world, campaign, noted, phone, result)
    more["closed_count"] = int(fate.status in (*FINISHED, REJECTED) and result not in results.REACHED)
    counters.count(world, contact.campaign_id, result, **more)
    key = (contact.campaign_id, contact.contact_id)
    world.contacts.change(key, **overall, call_status=fate.status, due=fate.due, next_phone=fate.phone)


def fate_of(world: CiscoWorld, campaign: Campaign | None, contact: Contact, phone: int, result: int) -> Fate:
    """What a result makes of a contact, in which it is noted already."""
    if campaign is None or result == results.RETURNED:
        return Fate(PENDING, world.now, phone)
    if result == results.VOICE:
        return Fate(DIALED if campaign.campaign_purpose_type == IVR_CAMPAIGN else CLOSED, phone=phone)
    if result == results.CLOSED_BY_AGENT:
        return Fate(REJECTED, phone=phone)
    if result in (results.REJECTED, results.TIMED_OUT):
        return Fate(RETRY, world.now + _delay(campaign, result), phone)
    phones = phones_of(contact)
    if result in results.UNANSWERED_HERE:
        fate = Fate(RETRY, world.now + _delay(campaign, result), phone)
    elif (following := next((other for other in phones if other > phone), None)) is not None:
        fate = Fate(PENDING, world.now, following)
    elif phones:
        last = contact.call_results[phones[0]]
        fate = Fate(RETRY, world.now + _delay(campaign, last), phones[0])
    else:
        return Fate(CLOSED, phone=phone)
    return fate if contact.calls_made < campaign.max_attempts else Fate(MOST, phone=phone)


def phones_of(contact: Contact) -> list[int]:
    """The places of the phones that may be dialled again."""
    known = contact.call_results
    return [
        place
        for place, number in enumerate(contact.numbers.split())
        if number != NO_PHONE and results.may_be_tried(known[place] if place < len(known) else results.UNTRIED)
    ]


def _delay(campaign: Campaign, result: int) -> timedelta:
    return timedelta(minutes=getattr(campaign, results.DELAYS.get(result, "no_answer_delay")))


def _promised(world: CiscoWorld, campaign: Campaign, contact: Contact, phone: int, agent: int) -> Fate:
    """What becomes of a contact who has asked for a callback: it is the agent's own, or anyone's."""
    then = promises.asked_for(world, contact)
    if not campaign.personalized_callback_enabled:
        return Fate(CALL_BACK, then, phone) if contact.calls_made < campaign.max_attempts else Fate(MOST, phone=phone)
    promises.schedule(world, campaign, contact, phone, agent, then)
    return Fate(MOVED, phone=phone)
