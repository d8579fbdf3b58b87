"""Broadcasts: how a task group comes to be, and in which order its records will be dialled."""

from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from ringback.telephony.numbers import area, offset_hours
from ringback.vendors.tcn import numbers
from ringback.vendors.tcn.records import Contact, TaskGroup, TaskRecord
from ringback.vendors.tcn.slicing import Slow, at_once, in_order, portions
from ringback.vendors.tcn.world import TcnWorld


def schedule(world: TcnWorld, group: TaskGroup, contacts: Sequence[Contact]) -> TaskGroup:
    """Make a broadcast of a contact group's contacts; its sid is given now, and the dialer looks at it at once."""
    return at_once(scheduling(world, group, contacts))


def scheduling(world: TcnWorld, group: TaskGroup, contacts: Sequence[Contact]) -> Slow[TaskGroup]:
    """The same as `schedule`, in slices."""
    sid = world.reserve(world.task_groups, 1)[0]
    group = world.task_groups.put(replace(group, task_sid=sid, created=world.now))
    group = yield from injecting(world, group, contacts)
    return group


def inject(world: TcnWorld, group: TaskGroup, contacts: Sequence[Contact]) -> TaskGroup:
    """Add records to a broadcast, behind those it has."""
    return at_once(injecting(world, group, contacts))


def injecting(world: TcnWorld, group: TaskGroup, contacts: Sequence[Contact]) -> Slow[TaskGroup]:
    """The same as `inject`, in slices."""
    # A place is the id that the record would have in that place, so that what comes later lies behind.
    ids = world.reserve(world.task_records, len(contacts))
    places = yield from _places(world, group, contacts)
    sid = group.task_sid
    for portion in portions(zip(ids, contacts, places, strict=True)):
        world.task_records.extend(
            [
                TaskRecord(record_id=record_id, task_sid=sid, contact_id=contact.contact_id, place=ids[place])
                for record_id, contact, place in portion
            ]
        )
        yield
    count = len(contacts)
    group = world.task_groups.change(sid, records=group.records + count, remaining=group.remaining + count)
    world.wake(sid)
    return group


def _places(world: TcnWorld, group: TaskGroup, contacts: Sequence[Contact]) -> Slow[Sequence[int]]:
    """The place of each contact: as they come, in random order, or from east to west."""
    order: Sequence[int] = range(len(contacts))
    if group.randomize_contacts:
        sid, first = group.task_sid, group.records
        order = yield from in_order(order, key=lambda index: world.draw("order", sid, first + index).word())
    if group.follow_the_sun:
        second = int(world.now.timestamp())
        order = yield from in_order(
            order, key=lambda index: -_offset(_first_number(contacts[index]), group.country, second)
        )
    if isinstance(order, range):
        return order
    places = [0] * len(contacts)
    for place, index in enumerate(order):
        places[index] = place
    return places


def _first_number(contact: Contact) -> str:
    return next((number for number in contact.numbers if number), "")


def zone_of(number: str, country: str) -> str:
    """The time zone that a number is taken to be in: its area code's in North America, blank elsewhere."""
    found = area(number[:3]) if country == numbers.HOME else None
    return found.zone if found is not None else ""


def _offset(number: str, country: str, second: int) -> float:
    zone = zone_of(number, country)
    return _zone_offset(zone, second) if zone else 0.0


@lru_cache(maxsize=512)
def _zone_offset(zone: str, second: int) -> float:
    from datetime import UTC, datetime

    return offset_hours(zone, datetime.fromtimestamp(second, UTC))
