"""Add Outbound Do Not Call List (32), Add Inbound Do Not Call List (33)."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO, TextIOWrapper
from itertools import chain
from typing import NamedTuple, Self

from ringback.contract import Answer, Slices, check
from ringback.vendors.tcn import numbers
from ringback.vendors.tcn.dates import query_date
from ringback.vendors.tcn.dncl.call import Entries, InCountry
from ringback.vendors.tcn.fields import FilePart, Flag, Param
from ringback.vendors.tcn.multipart import damaged
from ringback.vendors.tcn.records import DnclEntry
from ringback.vendors.tcn.replies import Body, NoBody, Plain
from ringback.vendors.tcn.slicing import portions
from ringback.vendors.tcn.world import TcnWorld

MOST_NUMBERS = 5


class Given(NamedTuple):
    """A number to add, and when it expires; `number` is None for what is no number, or has a date that is none."""

    number: str | None
    expiration: datetime | None = None


class Add(InCountry):
    """Add numbers to a list, from a file and from the request itself."""

    no_file: Plain = Plain(400, "Required input file not found!")
    none_given: Plain
    unreadable: Plain
    added: Body
    too_many: Plain

    file = FilePart(note="a number a line, then perhaps a comma and when it expires (yyyy/MM/dd HH:mm, Pacific time)")
    exp_date = Param(example="2026/12/31 23:59", note="yyyy/MM/dd HH:mm, Pacific time: when they expire")
    replace = Flag(note="empty the list first")
    dncl = Param(example="8015550100,8015550101", note="up to 5 numbers, separated by commas")
    restrictive = Flag(note="where a number is on the list already, keep the expiration that blocks longer")

    @check
    def anything_given(self, world: TcnWorld) -> Answer[Self] | None:
        """There must be a file, or the parameter with numbers."""
        return self.no_file() if self.file is None and "dncl" not in self.inputs else None

    @check
    def received(self, world: TcnWorld) -> Answer[Self] | None:
        """A file must have come as a whole."""
        return self.unreadable() if damaged(self.request) else None

    def slices(self, world: TcnWorld) -> Slices[Self]:
        """Store every number; all of them and their dates must be readable, and of those in the request five count."""
        if self.replace:
            yield from self.purging(world)
        expires = query_date(self.exp_date) if self.exp_date else None
        known = not self.country or self.country in numbers.COUNTRIES
        readable = known and (expires is not None or not self.exp_date)
        entries, listed = self.entries(world), self.listed()
        in_request = (self.read(text, expires) for text in listed[:MOST_NUMBERS])
        any_given = False
        for portion in portions(chain(self.in_file(expires), in_request)):
            any_given = True
            if not readable or any(given.number is None for given in portion):
                return self.unreadable()
            for given in portion:
                self.store(entries, given)
            yield
        if not any_given:
            return self.none_given()
        return self.too_many() if len(listed) > MOST_NUMBERS else self.added()

    def listed(self) -> list[str]:
        """The numbers in the request."""
        return [item.strip() for item in self.dncl.split(",") if item.strip()]

    def in_file(self, expires: datetime | None) -> Iterator[Given]:
        """What the lines of the file say; a date of its own takes precedence."""
        if self.file is None:
            return
        for line in TextIOWrapper(BytesIO(self.file.content), encoding="utf-8-sig", errors="replace", newline=None):
            first, _, rest = line.partition(",")
            if not line.strip(" \t\n,"):
                continue
            date = rest.partition(",")[0].strip()
            own = query_date(date) if date else expires
            yield Given(None) if date and own is None else self.read(first, own)

    def read(self, text: str, expires: datetime | None) -> Given:
        """A number as it is kept."""
        return Given(numbers.phone_number(text, self.country or self.account.country), expires)

    def store(self, entries: Entries, given: Given) -> None:
        """Store a number, in the place of the entry that it has."""
        entry = DnclEntry(
            client_sid=self.account.client_sid,
            country=self.country or self.account.country,
            number=given.number or "",
            expiration=given.expiration,
        )
        known = entries.get((entry.client_sid, entry.country, entry.number))
        if known is None or not self.restrictive or _blocks_longer(entry, known):
            entries.put(entry)


def _blocks_longer(entry: DnclEntry, known: DnclEntry) -> bool:
    """Whether an entry is more restrictive than another: none that expires is as much so as one that never does."""
    if known.expiration is None:
        return False
    return entry.expiration is None or entry.expiration > known.expiration


class DNCLAdd(Add, path="/backoffice/RemoteDNCLAdd", section="32"):
    """Add numbers to the outbound do-not-call list."""

    not_purged = Plain(400, "An error occurred during the Do Not Call List purge!", reach="fault")
    added = Plain(200, "DNCL Upload Successful!")
    none_given = Plain(400, "One or more DNCL numbers are required for adding to the list!")
    unreadable = Plain(400, "An error occurred while attempting to read the given DNCL numbers!")
    too_many = Plain(
        200,
        "The amount of DNCL numbers given exceeds the allowed amount of 5. To add more than this, please feel free to "
        "use the file upload feature. The first 5 provided DNCL numbers were added to the list.",
        kind="partial",
    )


class InboundDNCLAdd(Add, path="/backoffice/RemoteInboundDNCLAdd", section="33"):
    """Add numbers to the inbound do-not-call list."""

    inbound = True

    not_purged = Plain(400, "An error occurred during the Do Not Call List purge!", reach="fault")
    added = NoBody()
    none_given = Plain(400, "One or more Inbound DNCL numbers are required for adding to the list!")
    unreadable = Plain(400, "An error occurred while attempting to read the given Inbound DNCL numbers!")
    too_many = Plain(
        200,
        "The amount of Inbound DNCL numbers given exceeds the allowed amount of 5. To add more than this, please feel "
        "free to use the file upload feature. The first 5 provided Inbound DNCL numbers were added to the list.",
        kind="partial",
    )
