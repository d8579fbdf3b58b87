"""Dialer360: one door, `function=…`, replies in lines of pipe-separated text."""

from collections.abc import Mapping

from ringback.contract import App
from ringback.vendors.dialer360 import (  # noqa: F401 - a chapter is found by being imported
    calls,
    campaigns,
    choosers,
    group_aliases,
    leads_add,
    leads_info,
    leads_update,
    list_changes,
    lists,
    logged_in,
    logs,
    monitoring,
    phone_aliases,
    phone_changes,
    phone_check,
    phones,
    servers,
    statistics,
    status,
    user_changes,
    users,
    version,
)
from ringback.vendors.dialer360.call import Call
from ringback.vendors.dialer360.hands import TIMERS, AttendedWorld
from ringback.vendors.dialer360.world import Dialer360World


def _generate(world: Dialer360World, options: Mapping[str, int]) -> None:
    # Imported here: names come from a large library, and most worlds are never generated.
    from ringback.vendors.dialer360.demo import generate

    generate(world, options)


APP = App(
    base=Call,
    view=AttendedWorld,
    prefixes=("/adminpanel/", "/vicidial/"),
    hello="/adminpanel/api.php?source=test&user=6666&pass=1234&function=agent_status&agent_user=1234&header=YES",
    credentials=("user 6666, pass 1234 (every permission)",),
    timers=TIMERS,
    generate=_generate,
)
