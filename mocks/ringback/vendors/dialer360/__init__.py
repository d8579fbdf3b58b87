"""Dialer360: one door, `function=…`, replies in lines of pipe-separated text."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ringback.contract import App, Parts

if TYPE_CHECKING:
    from ringback.vendors.dialer360.world import Dialer360World

# The chapters in the document's order, those it only lists last; an endpoint is found by its chapter's being imported.
CHAPTERS = (
    "version",
    "choosers",
    "monitoring",
    "logs",
    "statistics",
    "status",
    "calls",
    "leads.info",
    "leads.add",
    "leads.update",
    "users",
    "user_changes",
    "group_aliases",
    "phones",
    "phone_changes",
    "phone_aliases",
    "lists",
    "list_changes",
    "servers",
    "leads.phone_check",
    "logged_in",
    "campaigns",
)


def _generate(world: "Dialer360World", options: Mapping[str, int]) -> None:
    # Imported here: names come from a large library, and most worlds are never generated.
    from ringback.vendors.dialer360.dialer.demo import generate

    generate(world, options)


def _parts() -> Parts:
    from ringback.vendors.dialer360.call import Call
    from ringback.vendors.dialer360.dialer.hands import TIMERS, AttendedWorld
    from ringback.vendors.dialer360.interface import INTERFACE

    return Parts(Call, AttendedWorld, TIMERS, _generate, INTERFACE)


APP = App(
    name="dialer360",
    title="Dialer360 API 2017-06-01",
    room="dialer360",
    prefixes=("/adminpanel/", "/vicidial/"),
    hello="/adminpanel/api.php?source=test&user=6666&pass=1234&function=agent_status&agent_user=1234&header=YES",
    credentials=("user 6666, pass 1234 (every permission)",),
    demo={
        "user": "6666",
        "password": "1234",
        "source": "test",
        "limited_user": "7000",
        "barred_user": "noapi",
    },
    chapters=tuple(f"{__name__}.{chapter}" for chapter in CHAPTERS),
    made=_parts,
)
