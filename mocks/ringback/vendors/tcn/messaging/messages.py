"""From the contacts of a list to the messages of a group."""

from collections.abc import Callable, Iterable
from typing import Final, TypeAlias

from msgspec.structs import replace

from ringback.vendors.tcn import numbers
from ringback.vendors.tcn.messaging.medium import SMS, Medium
from ringback.vendors.tcn.records import Contact, ContactGroup, Message, MessageGroup
from ringback.vendors.tcn.slicing import Slow, portions
from ringback.vendors.tcn.world import TcnWorld

WAITING, SENT, DELIVERED, FAILED = "Waiting", "Sent", "Delivered", "Failed"
INVALID, DUPLICATE, CANCELED, DNC = "Invalid", "Duplicate", "Canceled", "DNC"
STATUSES: Final = (WAITING, SENT, DELIVERED, FAILED, INVALID, DUPLICATE, CANCELED, DNC)

# As many messages a minute as the number type of the API's own language can hold.
MOST_PACE = 2**31 - 1

Addressed: TypeAlias = tuple[str, str]
"""The address of a contact, and the status that its message begins with."""


def scheduling(
    world: TcnWorld, medium: Medium, planned: MessageGroup, contacts: Iterable[Contact], count: int
) -> Slow[MessageGroup]:
    """Make a group of messages to so many contacts, in slices; its sid is given now, and it is looked at at once."""
    groups, messages = medium.ladder.rows(world), medium.messages(world)
    group = groups.add(replace(planned, created=world.now))
    ids = iter(world.reserve(messages, count))
    read = _reader(world, medium, group)
    seen: set[str] = set()
    waiting = 0
    for portion in portions(contacts):
        added = []
        for contact in portion:
            address, status = read(contact)
            if not group.schedule_duplicates and status == WAITING:
                status = DUPLICATE if address.casefold() in seen else WAITING
                seen.add(address.casefold())
            waiting += status == WAITING
            sid = contact.contact_id
            added.append(
                Message(message_id=next(ids), group_sid=group.group_sid, contact_id=sid, address=address, status=status)
            )
        messages.extend(added)
        yield
    world.set_timer(medium.ladder.kind, group.group_sid, world.now)
    done: MessageGroup = groups.change(group.group_sid, messages=count, remaining=waiting)
    return done


def senders(group: MessageGroup) -> list[str]:
    """Whom the messages of a group come from, in turn."""
    return group.sender.split(",")


def _reader(world: TcnWorld, medium: Medium, group: MessageGroup) -> Callable[[Contact], Addressed]:
    """What finds the address of a contact; every address is blank where there is no such column."""
    uploaded = world.contact_groups.get(group.contact_group_sid)
    if uploaded is None or group.column not in uploaded.fields:
        return lambda contact: ("", WAITING)
    place = uploaded.fields.index(group.column)
    if medium is not SMS:
        return lambda contact: (_value(contact, place), WAITING)
    return _number_reader(world, uploaded, place)


def _number_reader(world: TcnWorld, uploaded: ContactGroup, place: int) -> Callable[[Contact], Addressed]:
    template = world.import_templates.get((uploaded.client_sid, uploaded.import_template_number))
    phones = [field.name for field in template.fields if field.kind == "phone"] if template is not None else []
    column = uploaded.fields[place]
    which = phones.index(column) if column in phones else None

    def read(contact: Contact) -> Addressed:
        number = numbers.uploaded(_value(contact, place), uploaded.country, "")
        if which is None or which >= len(contact.numbers):
            return number, WAITING
        # A number that was discarded when the list came has been in the list before.
        kept = contact.numbers[which]
        return kept or number, WAITING if kept or not number else DUPLICATE

    return read


def _value(contact: Contact, place: int) -> str:
    return contact.values[place].strip() if place < len(contact.values) else ""
