"""From the rows of a file to the contacts of a contact group, with duplicate and absent numbers handled."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ringback.vendors.tcn import numbers
from ringback.vendors.tcn.records import Contact, ContactGroup, ImportTemplate
from ringback.vendors.tcn.slicing import Slow, at_once, portions
from ringback.vendors.tcn.world import TcnWorld

DUPLICATE_LIST = "Duplicate List"


class Rules(NamedTuple):
    """What an upload says of numbers: the country, the area code of short ones, duplicates, and records without any."""

    country: str
    area_code: str = ""
    duplicate_handle: str = "Keep and Discard"
    absent_number_handle: str = "Keep"


class Line(NamedTuple):
    """A record of a file: its values, and its numbers by number column."""

    values: tuple[str, ...]
    numbers: tuple[str, ...]


class Imported(NamedTuple):
    """The records of a file, and those that have been set aside for a list of duplicates."""

    kept: list[Line]
    duplicates: list[Line]


def importing(rows: Iterable[Sequence[str]], template: ImportTemplate, rules: Rules) -> Slow[Imported]:
    """Read every row that fits the template, in slices; blank rows and those with too many columns are left out."""
    reader = _Reader(template, rules)
    for portion in portions(rows):
        reader.take(portion)
        yield
    return reader.found


class _Reader:
    """What has been read of a file so far."""

    def __init__(self, template: ImportTemplate, rules: Rules) -> None:
        self.found = Imported([], [])
        self._rules = rules
        self._width = len(template.fields)
        self._columns = tuple(place for place, field in enumerate(template.fields) if field.kind == "phone")
        self._seen: set[str] = set()

    def take(self, rows: Iterable[Sequence[str]]) -> None:
        """Read some more rows."""
        rules, columns, seen = self._rules, self._columns, self._seen
        discards_absent = bool(columns) and rules.absent_number_handle == "Discard"
        for row in rows:
            values = _values(row, self._width)
            if values is None:
                continue
            found = tuple([numbers.uploaded(values[place], rules.country, rules.area_code) for place in columns])
            if discards_absent and not any(found):
                continue
            if rules.duplicate_handle != "Allow" and not _all_new(found, seen):
                if rules.duplicate_handle == DUPLICATE_LIST:
                    self.found.duplicates.append(Line(values, found))
                    continue
                if rules.duplicate_handle == "Discard":
                    continue
                found = _without_known(found, seen)
            seen.update(found)
            self.found.kept.append(Line(values, found))


def _values(row: Sequence[str], width: int) -> tuple[str, ...] | None:
    if len(row) != width:
        if len(row) > width and any(row[width:]):
            return None
        row = [*row[:width], *[""] * (width - len(row))]
    return tuple(row) if any(row) else None


def _all_new(found: tuple[str, ...], seen: set[str]) -> bool:
    if len(found) == 1:
        return not found[0] or found[0] not in seen
    there = [number for number in found if number]
    return len(set(there)) == len(there) and seen.isdisjoint(there)


def _without_known(found: tuple[str, ...], seen: set[str]) -> tuple[str, ...]:
    """The numbers with those blank that came before, in the list or in the same record."""
    left: list[str] = []
    for number in found:
        left.append("" if number in seen or number in left else number)
    return tuple(left)


def store(world: TcnWorld, group: ContactGroup, lines: Sequence[Line]) -> tuple[ContactGroup, list[Contact]]:
    """Keep a list: its contact group, and a contact for each line."""
    return at_once(storing(world, group, lines))


def storing(world: TcnWorld, group: ContactGroup, lines: Sequence[Line]) -> Slow[tuple[ContactGroup, list[Contact]]]:
    """The same as `store`, in slices."""
    group = world.contact_groups.add(group)
    contacts = yield from adding_contacts(world, group.contact_group_sid, lines)
    return group, contacts


def adding_contacts(world: TcnWorld, contact_group_sid: int, lines: Sequence[Line]) -> Slow[list[Contact]]:
    """Add contacts to a group that is there, in slices."""
    ids = iter(world.reserve(world.contacts, len(lines)))
    contacts: list[Contact] = []
    for portion in portions(lines):
        added = [
            Contact(contact_id=next(ids), contact_group_sid=contact_group_sid, values=line.values, numbers=line.numbers)
            for line in portion
        ]
        world.contacts.extend(added)
        contacts += added
        yield
    return contacts
