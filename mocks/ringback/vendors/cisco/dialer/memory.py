"""The dialler's memory: contacts are fetched into it, and returned untried when the campaign may not dial them."""

from datetime import datetime

from msgspec.structs import replace

from ringback.state.record import EPOCH
from ringback.vendors.cisco.activity import CACHED, DialerCall
from ringback.vendors.cisco.dialer import ending, hours, results
from ringback.vendors.cisco.records import Campaign, Contact
from ringback.vendors.cisco.world import CiscoWorld

ACTIVE = "A"


def take(world: CiscoWorld, campaign: Campaign) -> DialerCall | None:
    """The next record to be dialled, out of the memory, which is filled first when it is empty."""
    while (call := world.dialer_calls.first("line", campaign.campaign_id, CACHED)) is not None:
        contact = world.contacts.get((call.campaign_id, call.contact_id))
        if contact is not None and _may_be_called(world, campaign, contact, call.phone):
            return call
        give_back(world, call)
    fetched = _fetch(world, campaign)
    if fetched is not None:
        most = sum(info.records_to_cache for info in campaign.skill_group_infos)
        for _ in range(most - 1):
            if (further := _fetch(world, campaign)) is None:
                break
            world.dialer_calls.add(further)
    return fetched


def give_back(world: CiscoWorld, call: DialerCall) -> None:
    """Return a record untried."""
    ending.record(world, call, results.RETURNED)
    world.dialer_calls.remove(call.call_id)


def empty(world: CiscoWorld, campaign_id: int) -> None:
    """Return all records that have not been dialled yet."""
    for call in list(world.dialer_calls.where("line", campaign_id, CACHED)):
        give_back(world, call)


def has_work(world: CiscoWorld, campaign: Campaign) -> bool:
    """Whether there is a record that may be dialled now."""
    in_memory = world.dialer_calls.first("line", campaign.campaign_id, CACHED) is not None
    return in_memory or _next(world, campaign) is not None


def _fetch(world: CiscoWorld, campaign: Campaign) -> DialerCall | None:
    """Fetch the contact that is next; a number on the Do Not Call list is marked, and another one looked for."""
    while (contact := _next(world, campaign)) is not None:
        number = contact.number(contact.next_phone)
        if number is None:
            _mend(world, contact)
            continue
        if number in world.do_not_call:
            ending.come_back(world, contact, contact.next_phone, results.DO_NOT_CALL)
            continue
        world.contacts.change((contact.campaign_id, contact.contact_id), call_status=ACTIVE, due=None)
        return DialerCall(
            call_id=0,
            campaign_id=campaign.campaign_id,
            contact_id=contact.contact_id,
            phone=contact.next_phone,
            since=world.now,
        )
    return None


def _mend(world: CiscoWorld, contact: Contact) -> None:
    """Turn to a phone that a contact has: a row made by hand may name one that it has not."""
    phones = ending.phones_of(contact)
    changes = {"next_phone": phones[0]} if phones else {"call_status": ending.CLOSED, "due": None}
    world.contacts.put(replace(contact, **changes))


def _next(world: CiscoWorld, campaign: Campaign) -> Contact | None:
    """The contact that has waited longest where it is calling hours; those who are promised a call come first."""
    contacts, number, now = world.contacts, campaign.campaign_id, world.now
    found: Contact | None = None
    for (pending, gmt_offset, dst_observed), first in contacts.firsts("waiting", number):
        if pending and found is not None and found.call_status == "B":
            break
        if (first.due or EPOCH) > now or not hours.is_open(campaign, gmt_offset, dst_observed, now):
            continue
        if found is None or _order(first) < _order(found):
            found = first
    return found


def _order(contact: Contact) -> tuple[object, int]:
    return (contact.due or EPOCH, contact.contact_id)


def next_moment(world: CiscoWorld, campaign: Campaign) -> datetime | None:
    """When the next contact comes up, or its calling hours begin; None when nobody waits."""
    found: datetime | None = None
    for (_, gmt_offset, dst_observed), first in world.contacts.firsts("waiting", campaign.campaign_id):
        due = first.due if first.due is not None else world.now
        if not hours.is_open(campaign, gmt_offset, dst_observed, world.now):
            due = max(due, hours.opens(campaign, gmt_offset, dst_observed, world.now))
        found = due if found is None else min(found, due)
    return found


def _may_be_called(world: CiscoWorld, campaign: Campaign, contact: Contact, place: int) -> bool:
    phone = contact.phone(place)
    return phone is not None and hours.is_open(campaign, phone.gmt_offset, phone.dst_observed, world.now)
