"""Contacts as a file has them: its columns, the rules for a row, and the records that rows become."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ringback.vendors.cisco.elements import Element, Flag, Whole, Words
from ringback.vendors.cisco.errors import Refused
from ringback.vendors.cisco.file_content import FileContent
from ringback.vendors.cisco.records import NO_PHONE, Campaign, Contact, PhoneZone
from ringback.vendors.cisco.world import CiscoWorld

PHONES = tuple(f"Phone{place:02}" for place in range(1, 11))
BIAS, DST = "TimeZoneBias", "DstObserved"

MINUTES_A_DAY = 1440


class AnyText(Words):
    """A text in which every character may be."""

    def parse(self, raw: str) -> str:
        """Take the text without blanks around it."""
        text = raw.strip()
        if (len(text.encode("utf-8", "replace")) if self.in_bytes else len(text)) > self.most:
            raise Refused("too_long", maximum=self.most)
        return text


class Blankable(Element[Any]):
    """A value that a row may leave blank, which is None then; `of` reads the others."""

    def __init__(self, of: Element[Any], **rest: Any) -> None:
        """Declare the column by what is in it."""
        super().__init__(default=None, **rest)
        self.inner = of
        self.kind = of.kind

    def parse(self, raw: str) -> Any:
        """Read a value that is there."""
        return self.inner.parse(raw)

    def limits(self) -> str:
        """Those of the value."""
        return self.note


COLUMNS = FileContent(
    {
        "AccountNumber": AnyText(30, in_bytes=True, column="account_number"),
        "FirstName": AnyText(50, column="first_name"),
        "LastName": AnyText(50, column="last_name"),
        **{name: Words(20, pattern="[0-9#*]*", in_bytes=True, note="digits, # and *", column=name) for name in PHONES},
        BIAS: Blankable(Whole(-780, 720, default=0), column=BIAS, note="minutes to add to local time, -780 to 720"),
        DST: Blankable(Flag(default=False), column=DST, note="not without TimeZoneBias; default false"),
    }
)


def misfit(row: Mapping[str, Any]) -> Iterator[Refused]:
    """What is wrong with a row whose values are right one by one; it names a column."""
    phones = [name for name in PHONES if name in row]
    if not any(row[name] for name in phones):
        yield Refused("required", phones[0])
    if row.get(DST) is not None and row[BIAS] is None:
        yield Refused("required", BIAS)


def gmt_offset(bias: int) -> int:
    """The minutes from GMT, counted eastwards around the day from 0 to 1439, for minutes to add to local time."""
    return -bias % MINUTES_A_DAY


class Zones:
    """Where phones are: by the longest region prefix that a number begins with, else in the campaign's time zone."""

    def __init__(self, world: CiscoWorld, campaign: Campaign) -> None:
        """Take up the prefixes and the zone as they are now."""
        own = world.zone(campaign.time_zone)
        self.default = PhoneZone(gmt_offset(own.bias), own.dst_observed) if own is not None else PhoneZone()
        self.regions = {
            region.prefix: PhoneZone(region.gmt_offset % MINUTES_A_DAY, region.dst_observed) for region in world.regions
        }
        self.lengths = sorted({len(prefix) for prefix in self.regions}, reverse=True)
        # Most contacts are in one of few zones: they share what says so.
        self.shared: dict[tuple[PhoneZone, ...], tuple[PhoneZone, ...]] = {}

    def of(self, row: Mapping[str, Any], numbers: Sequence[str]) -> tuple[PhoneZone, ...]:
        """The zones of a row's phones; a single one holds for them all."""
        bias = row.get(BIAS)
        if bias is not None:
            zones: tuple[PhoneZone, ...] = (PhoneZone(gmt_offset(bias), bool(row.get(DST))),)
        else:
            zones = tuple([self.at(number) for number in numbers])
            found = {zone for zone, number in zip(zones, numbers, strict=True) if number != NO_PHONE}
            zones = tuple(found) if len(found) == 1 else zones
        return self.shared.setdefault(zones, zones)

    def at(self, number: str) -> PhoneZone:
        """The zone of one number."""
        for length in self.lengths:
            if (zone := self.regions.get(number[:length])) is not None:
                return zone
        return self.default


def contacts(rows: Sequence[Mapping[str, Any]], campaign: Campaign, world: CiscoWorld, first: int) -> Iterator[Contact]:
    """The records of rows, with ids from `first` on: all are pending, and may be dialled at once."""
    zones = Zones(world, campaign)
    names: dict[str, str] = {}
    for number, row in enumerate(rows, first):
        numbers = [row.get(name) or NO_PHONE for name in PHONES]
        while numbers[-1] == NO_PHONE:
            numbers.pop()
        first_name, last_name = row.get("first_name", ""), row.get("last_name", "")
        yield Contact(
            campaign_id=campaign.campaign_id,
            contact_id=number,
            account_number=row.get("account_number", ""),
            first_name=names.setdefault(first_name, first_name),
            last_name=names.setdefault(last_name, last_name),
            numbers=" ".join(numbers),
            zones=zones.of(row, numbers),
            import_date=world.now,
            due=world.now,
            next_phone=next(place for place, phone in enumerate(numbers) if phone != NO_PHONE),
        )
