"""Duplicates: whether a lead like a new one is in its list, in the lists of its campaign, or anywhere."""

from collections.abc import Callable, Iterable
from datetime import datetime
from heapq import merge
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from ringback.vendors.dialer360.calling import campaign_of
from ringback.vendors.dialer360.records import Lead
from ringback.vendors.dialer360.world import Dialer360World

LIST, CAMPAIGN, SYSTEM = "LIST", "CAMP", "SYS"


class Duplicate(NamedTuple):
    """One check: the word that asks for it, where it looks, what makes two leads alike, and the reply it ends in."""

    word: str
    where: str
    alike: Callable[[Lead, Lead], bool]
    reply: str


def _same_phone(one: Lead, other: Lead) -> bool:
    return one.phone_number == other.phone_number


def _same_title(one: Lead, other: Lead) -> bool:
    return one.title == other.title and one.alt_phone == other.alt_phone


def _same_name(one: Lead, other: Lead) -> bool:
    return (
        one.phone_number == other.phone_number
        and one.first_name.lower() == other.first_name.lower()
        and one.last_name.lower() == other.last_name.lower()
    )


# In the order in which they are made, whichever the order they are asked for in.
CHECKS = (
    Duplicate("DUPLIST", LIST, _same_phone, "phone_in_list"),
    Duplicate("DUPCAMP", CAMPAIGN, _same_phone, "phone_in_campaign"),
    Duplicate("DUPSYS", SYSTEM, _same_phone, "phone_in_system"),
    Duplicate("DUPTITLEALTPHONELIST", LIST, _same_title, "title_in_list"),
    Duplicate("DUPTITLEALTPHONECAMP", CAMPAIGN, _same_title, "title_in_campaign"),
    Duplicate("DUPTITLEALTPHONESYS", SYSTEM, _same_title, "title_in_system"),
    Duplicate("DUPNAMEPHONELIST", LIST, _same_name, "name_in_list"),
    Duplicate("DUPNAMEPHONECAMP", CAMPAIGN, _same_name, "name_in_campaign"),
    Duplicate("DUPNAMEPHONESYS", SYSTEM, _same_name, "name_in_system"),
)


def find(world: Dialer360World, check: Duplicate, lead: Lead, since: datetime) -> Lead | None:
    """The lead of the lowest id that a check finds to be like `lead`, among those that came since a moment."""
    lists = _lists(world, check, lead)
    among = _candidates(world, check, lead, lists)
    return next(
        (
            other
            for other in among
            if other.entry_date >= since and (lists is None or other.list_id in lists) and check.alike(lead, other)
        ),
        None,
    )


def _candidates(world: Dialer360World, check: Duplicate, lead: Lead, lists: list[int] | None) -> Iterable[Lead]:
    if check.alike is not _same_title:
        return sorted(world.leads.where("phone", lead.phone_number), key=attrgetter("lead_id"))
    if lead.title or lead.alt_phone:
        found = world.leads.where("title_alt", lead.title, lead.alt_phone)
        return sorted(found, key=attrgetter("list_id", "lead_id")) if lists and world.observed else found
    if lists is None:
        return world.leads
    # Most leads have neither title nor second number, so that a list has its first such lead near its beginning.
    each = [world.leads.where("list", list_id) for list_id in lists]
    # The software goes through the lists one after the other.
    return chain.from_iterable(each) if world.observed else merge(*each, key=attrgetter("lead_id"))


def _lists(world: Dialer360World, check: Duplicate, lead: Lead) -> list[int] | None:
    """The lists that a check looks in, in order; None for all there are."""
    if check.where == SYSTEM:
        return None
    if check.where == LIST:
        return [lead.list_id]
    campaign_id = campaign_of(world, lead.list_id)
    return [row.list_id for row in world.lists.where("campaign", campaign_id)] if campaign_id else []
