"""Time Zone API: the time zones of Windows, to be read only."""

from collections.abc import Iterable
from typing import Any, Self

from ringback.contract import Answer
from ringback.vendors.cisco.call import BASE, Shown
from ringback.vendors.cisco.elements import ReadOnly
from ringback.vendors.cisco.kinds import Kind, entity
from ringback.vendors.cisco.lists import List
from ringback.vendors.cisco.paging import Page
from ringback.vendors.cisco.shapes import Shape, ref_url
from ringback.vendors.cisco.verbs import Elements, Get
from ringback.vendors.cisco.world import CiscoWorld
from ringback.vendors.cisco.zones import Zone, zones

SECTION = "Time Zone API"
PATH = f"{BASE}/timezone"

# Not rows of a table: the registry of Windows has them. The list has one order, which nothing can change.
ZONES = Kind[Any](
    "timezone",
    "timeZones",
    record=Zone,
    table="",
    key="name",
    sorts={},
    texts={"name": lambda zone: zone.name, "displayName": lambda zone: zone.display_name},
    searched=("name", "displayName"),
    verbs=(),
    element="timeZone",
)


class ZoneUrl(ReadOnly):
    """The zone's own reference."""

    def __init__(self) -> None:
        """Declare it."""
        super().__init__("refURL")

    def shown(self, record: Any, world: CiscoWorld) -> object:
        """The reference, with the name encoded in it."""
        return record.reference

    def appears(self, record: type[Any]) -> Shape:
        """The reference, always."""
        return Shape(ref_url(f"{PATH}/UTC"))


class ZoneElements(Elements[Any]):
    """What is known of a time zone; the bias is the minutes to add to local time to get UTC."""

    kind = ZONES

    ref_url = ZoneUrl()
    name = ReadOnly()
    display_name = ReadOnly()
    std_name = ReadOnly()
    dst_name = ReadOnly()
    dst_observed = ReadOnly()
    bias = ReadOnly()


class ListTimeZones(List, method="GET", path=PATH, section=SECTION):
    """List the time zones from the date line on, west to east."""

    shape = ZoneElements

    def count(self, world: CiscoWorld) -> int:
        """How many there are."""
        return len(zones())

    def rows(self, world: CiscoWorld, page: Page) -> Iterable[Any]:
        """Those of a page."""
        return page.cut(zones().values())

    def all(self, world: CiscoWorld) -> Iterable[Any]:
        """All of them."""
        return zones().values()


class GetTimeZone(Get, method="GET", path=f"{PATH}/{{id}}", section=SECTION):
    """Get one time zone, by its name."""

    shape = ZoneElements
    shown = Shown("timeZone")

    def run(self, world: CiscoWorld) -> Answer[Self]:
        """Show it."""
        zone = world.zone(self.number)
        if zone is None:
            return self.say("unknown_id")
        return self.say("shown", entity=entity(self.shape.elements(), zone, world))
