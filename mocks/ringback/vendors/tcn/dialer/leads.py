"""Leads that come up one by one: contacts who are known beforehand, and are dropped into a drip campaign in time."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from ringback.vendors.tcn import broadcasts
from ringback.vendors.tcn.dialer import ladder
from ringback.vendors.tcn.records import Contact
from ringback.vendors.tcn.world import TcnWorld


def expect(world: TcnWorld, task_sid: int, contact: Contact, due: datetime) -> None:
    """Let a contact come up at a moment."""
    world.set_timer("lead", f"{task_sid}/{contact.contact_id}", due)


def drop(world: TcnWorld, key: str) -> None:
    """Add the contact to the campaign, unless that has ended."""
    task_sid, _, contact_id = key.partition("/")
    group, contact = world.task_groups.get(int(task_sid)), world.contacts.get(int(contact_id))
    if group is not None and contact is not None and ladder.OUTBOUND.state(group) < ladder.ENDED:
        broadcasts.inject(world, group, [contact])


TIMERS: dict[str, Callable[[Any, Any], None]] = {"lead": drop}
