"""A world: everything that is remembered, as one immutable value."""

from datetime import datetime

import immutables
import msgspec

from ringback.state.clock import Clock
from ringback.state.faults import Fault
from ringback.state.table import TableState
from ringback.state.timers import Timers

NO_TABLES: "immutables.Map[tuple[str, str], TableState]" = immutables.Map()
NO_FILES: "immutables.Map[str, bytes]" = immutables.Map()


class World(msgspec.Struct, frozen=True, kw_only=True):
    """Tables by (room, name), timers, clock, faults, files, seed and profile: to keep a pointer is to keep a moment."""

    clock: Clock
    seed: int = 1
    profile: str = "documented"
    scenario: str = "empty"
    tables: "immutables.Map[tuple[str, str], TableState]" = NO_TABLES
    timers: Timers = Timers()
    faults: tuple[Fault, ...] = ()
    next_fault: int = 1
    files: "immutables.Map[str, bytes]" = NO_FILES

    def next_due(self) -> datetime | None:
        """When its first timer is due."""
        return self.timers.next_due()
