"""The difference between two worlds: the tables that are not the same, whole, and what else is not."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec

from ringback.state.export import ExportedTable, ExportedTimer, export, restore
from ringback.state.faults import Fault
from ringback.state.passage import Rooms
from ringback.state.table import Table, TableState
from ringback.state.timers import Timer
from ringback.state.world import World

# What else a world is, besides its tables, its timers and its clock.
_REST = ("faults", "next_fault", "files", "scenario", "seed", "profile")


class Difference(msgspec.Struct, omit_defaults=True):
    """What one world has otherwise than another, as exports write it; clocks are not looked at."""

    tables: dict[str, dict[str, ExportedTable]] = {}
    timers: list[ExportedTimer] | None = None
    faults: list[Fault] | None = None
    next_fault: int | None = None
    files: dict[str, str] | None = None
    scenario: str | None = None
    seed: int | None = None
    profile: str | None = None


def difference(before: World, after: World, now: datetime, rooms: Rooms) -> Difference | None:
    """What `after` has otherwise than `before`; None when they are the same."""
    tables = [*_tables(before, after, rooms)]
    timers = before.timers is not after.timers and _pending(before) != _pending(after)
    rest = [name for name in _REST if getattr(before, name) != getattr(after, name)]
    if not (tables or timers or rest):
        return None
    whole = export(after, "", now, rooms)
    found = Difference(timers=whole.timers if timers else None)
    for table in tables:
        rows = whole.tables.get(table.room, {}).get(table.name, ExportedTable(table.empty.next_id, []))
        found.tables.setdefault(table.room, {})[table.name] = rows
    for name in rest:
        setattr(found, name, getattr(whole, name))
    return found


def changed(world: World, what: Difference, now: datetime, rooms: Rooms) -> World:
    """The world with a difference made to it; ExportError when it does not fit."""
    whole = export(world, "", now, rooms)
    for room, tables in what.tables.items():
        whole.tables.setdefault(room, {}).update(tables)
    for name in ("timers", *_REST):
        value = getattr(what, name)
        if value is not None:
            setattr(whole, name, value)
    return restore(msgspec.json.encode(whole), rooms, now)


def _tables(before: World, after: World, rooms: Rooms) -> Iterator[Table[Any, Any]]:
    """The tables that are not the same."""
    if before.tables is after.tables:
        return
    for room, part in rooms.items():
        for name, table in part.view.tables.items():
            old, new = before.tables.get((room, name)), after.tables.get((room, name))
            if not _same(old or table.empty, new or table.empty):
                yield table


def _same(old: TableState, new: TableState) -> bool:
    return old is new or (old.next_id == new.next_id and old.rows == new.rows)


def _pending(world: World) -> list[Timer]:
    """The timers in their order; how often they were set does not matter."""
    return [timer._replace(sequence=0) for timer in world.timers.queue]
