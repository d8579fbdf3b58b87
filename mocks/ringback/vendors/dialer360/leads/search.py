"""How `update_lead` finds leads: by id, vendor code or phone number, in a list, a campaign's lists or everywhere."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from ringback.vendors.dialer360.calling import campaign_of
from ringback.vendors.dialer360.fields import Digits, Name, Switch
from ringback.vendors.dialer360.leads.fields import LeadFunction
from ringback.vendors.dialer360.leads.rules import list_number, whole
from ringback.vendors.dialer360.records import Lead
from ringback.vendors.dialer360.world import Dialer360World

MOST_RECORDS = 1_000_000
LEAST_LIST = 99
LONGEST_ID = 10


class LeadSearch(LeadFunction):
    """A function that looks leads up; the three methods may be joined, and are always tried in the same order."""

    lead_id = Digits(example="193715", note="1-9 digits")
    search_method = Name(note="LEAD_ID (unless given), VENDOR_LEAD_CODE, PHONE_NUMBER; several joined by an underscore")
    search_location = Switch(note="LIST, CAMPAIGN or SYSTEM; SYSTEM without list_id")
    records = Digits(note="how many leads at most, the newest first; 1 unless given")

    @property
    def method(self) -> str:
        """The search method in effect."""
        return self.search_method if len(self.search_method) > 5 else "LEAD_ID"

    @property
    def names_list(self) -> bool:
        """Whether the request names a list."""
        return len(self.list_id) > 2 and list_number(self.list_id) >= LEAST_LIST

    @property
    def location(self) -> str:
        """The search location in effect."""
        return self.search_location if len(self.search_location) > 3 and self.names_list else "SYSTEM"

    @property
    def by_id(self) -> bool:
        """Whether the id is looked for."""
        return "LEAD_ID" in self.method and self.lead_id != ""

    @property
    def by_vendor_code(self) -> bool:
        """Whether the vendor's code is looked for."""
        return "VENDOR_LEAD_CODE" in self.method and self.vendor_lead_code != ""

    @property
    def by_phone(self) -> bool:
        """Whether the phone number is looked for."""
        return "PHONE_NUMBER" in self.method and 6 <= len(self.phone_number) <= 18

    def phone_of(self, lead: Lead) -> str:
        """The number that replies show for a lead: its own, but for the software the one that was sent."""
        return self.phone_number if self.profile == "observed" else lead.phone_number

    def search(self, world: Dialer360World) -> list[Lead]:
        """The leads that are found, the newest first; a later method only where the ones before found nothing."""
        within = _within(world, self.location, list_number(self.list_id))
        most = whole(self.records, MOST_RECORDS) or 1
        for candidates in self._candidates(world):
            found = list(islice(filter(within, candidates), most))
            if found:
                return found
        return []

    def _candidates(self, world: Dialer360World) -> Iterator[Iterable[Lead]]:
        if self.by_id:
            lead = lead_of(world, self.lead_id)
            yield [lead] if lead is not None else []
        if self.by_vendor_code:
            yield world.leads.where("vendor_code", self.vendor_lead_code.lower(), reverse=True)
        if self.by_phone:
            yield world.leads.where("phone", self.phone_number, reverse=True)


def lead_of(world: Dialer360World, lead_id: str) -> Lead | None:
    """The lead whose id a text of digits gives."""
    return world.leads.get(int(lead_id)) if 0 < len(lead_id) <= LONGEST_ID else None


def _within(world: Dialer360World, location: str, list_id: int) -> Callable[[Lead], bool]:
    if location == "LIST":
        return lambda lead: lead.list_id == list_id
    if location == "CAMPAIGN":
        campaign_id = campaign_of(world, list_id)
        lists = {row.list_id for row in world.lists.where("campaign", campaign_id)} if campaign_id else set()
        return lambda lead: lead.list_id in lists
    return lambda lead: True
