"""Inbound groups: what happens when one is looked at."""

from collections.abc import Callable
from typing import Any

from ringback.vendors.tcn.dialer import ladder
from ringback.vendors.tcn.world import TcnWorld


def look(world: TcnWorld, group_sid: int) -> None:
    """Look at an inbound group: it goes on as far as its time has come."""
    ladder.climb(world, ladder.INBOUND, group_sid)


def time_out(world: TcnWorld, group_sid: int) -> None:
    """The group's end has come."""
    if ladder.over(world, ladder.INBOUND, group_sid):
        ladder.end(world, ladder.INBOUND, group_sid, ladder.TIMEOUT)


TIMERS: dict[str, Callable[[Any, Any], None]] = {"inbound": look, "inbound end": time_out}
