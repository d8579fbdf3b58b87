"""Cisco UCCE Outbound API: XML resources under one path, with paging, search, sort and change stamps."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ringback.contract import App, Parts

if TYPE_CHECKING:
    from ringback.vendors.cisco.world import CiscoWorld

# The chapters in the document's order, then the neighbours that a client needs.
CHAPTERS = (
    "campaign",
    "campaign_status",
    "do_not_call",
    "contact_import",
    "personal_callback",
    "personal_callback_bulk",
    "time_zone",
    "skill_group",
    "agent",
    "deployment",
    "operation",
    "async_requests",
)


def _generate(world: "CiscoWorld", options: Mapping[str, int]) -> None:
    # Imported here: names come from a large library, and most worlds are never generated.
    from ringback.vendors.cisco.dialer.demo import generate

    generate(world, options)


def _parts() -> Parts:
    from ringback.vendors.cisco.call import CiscoCall
    from ringback.vendors.cisco.dialer.hands import TIMERS, AttendedWorld
    from ringback.vendors.cisco.interface import INTERFACE
    from ringback.vendors.cisco.queue import WORK, work

    return Parts(CiscoCall, AttendedWorld, {**TIMERS, WORK: work}, _generate, INTERFACE)


APP = App(
    name="cisco",
    title="Cisco UCCE Outbound API",
    room="cisco",
    prefixes=("/unifiedconfig/config/",),
    hello="/unifiedconfig/config/campaign",
    options="-u administrator@demo.local:demo",
    credentials=(
        "administrator@demo.local / demo",
        "supervisor@demo.local / demo (may update campaigns)",
        "agent@demo.local / demo (no access)",
    ),
    demo={
        "username": "administrator@demo.local",
        "password": "demo",
        "supervisor": "supervisor@demo.local",
        "agent": "agent@demo.local",
    },
    chapters=tuple(f"{__name__}.{chapter}" for chapter in CHAPTERS),
    made=_parts,
)
