"""The broadcasts of the demo account: one that is over, one under way, and one into which leads are dropped."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from ringback.telephony.rhythm import first_call
from ringback.vendors.tcn import broadcasts
from ringback.vendors.tcn.dialer import leads
from ringback.vendors.tcn.records import (
    BroadcastTemplate,
    Contact,
    ContactGroup,
    ImportField,
    ImportTemplate,
    TaskGroup,
)
from ringback.vendors.tcn.uploads import importing
from ringback.vendors.tcn.uploads.importing import Line
from ringback.vendors.tcn.world import TcnWorld

CLIENT = 1001
# Numbers of templates beyond those of the handbook.
FIRST_TEMPLATE = 101
COLUMNS = (
    ImportField("First Name"),
    ImportField("Last Name"),
    ImportField("Phone", "phone"),
    ImportField("Email", "email"),
    ImportField("Zip", "zip"),
    ImportField("Account"),
    ImportField("Balance"),
)


class Plan(NamedTuple):
    """A broadcast: its name and template, on how many lines it dials, and when it starts.

    That is so long after the history begins, or so long before it ends. A drip campaign gets its leads one by one.
    """

    name: str
    template: dict[str, Any]
    lines: int
    start: timedelta
    drip: bool = False


AGENTS: dict[str, Any] = {"type": "LAYERED", "linkcall": True, "record_calls": True}
PLANS = (
    Plan("Year-end reminder", {"attempts": 4, "retry_minutes": 24 * 60}, 4, timedelta(hours=1)),
    Plan("Winter offer", {"attempts": 4, "retry_minutes": 60, **AGENTS}, 3, timedelta(minutes=-30)),
    Plan("New leads", {"attempts": 3, "retry_minutes": 240, **AGENTS}, 2, timedelta(0), drip=True),
)


def templates(world: TcnWorld) -> None:
    """The import template of the lists, and a broadcast template for each plan."""
    world.import_templates.put(ImportTemplate(CLIENT, FIRST_TEMPLATE, "Customers", "Demo lists", fields=COLUMNS))
    for number, plan in enumerate(PLANS, FIRST_TEMPLATE):
        world.broadcast_templates.put(
            BroadcastTemplate(
                client_sid=CLIENT,
                number=number,
                name=plan.name,
                modified=world.now,
                caller_id="4355550120",
                outbound_lines=plan.lines,
                **plan.template,
            )
        )


def launch(
    world: TcnWorld, place: int, lines: Sequence[Line], history: timedelta, ahead: timedelta
) -> Sequence[Contact]:
    """Upload a list and schedule its broadcast; the contacts of the list."""
    kind = place % len(PLANS)
    plan = PLANS[kind]
    name = plan.name + f" {place // len(PLANS) + 1}" * (place >= len(PLANS))
    began, ends = world.now, world.now + history
    listed = ContactGroup(
        client_sid=CLIENT,
        description=name,
        uploaded=began,
        import_template_number=FIRST_TEMPLATE,
        fields=tuple(column.name for column in COLUMNS),
    )
    group, contacts = importing.store(world, listed, lines)
    planned = TaskGroup(
        task_sid=0,
        client_sid=CLIENT,
        description=name,
        template_number=FIRST_TEMPLATE + kind,
        contact_group_sid=group.contact_group_sid,
        start_time=began + plan.start if plan.start >= timedelta(0) else max(began, ends + plan.start),
        outbound_lines=plan.lines,
        drip=plan.drip,
    )
    made = broadcasts.schedule(world, planned, () if plan.drip else contacts)
    if plan.drip:
        for contact in contacts:
            after = first_call(world.draw("lead", contact.contact_id).unit(), history, ahead)
            leads.expect(world, made.task_sid, contact, began + timedelta(seconds=int(after.total_seconds())))
    return contacts
