"""A world as versioned JSON, and back."""

import base64
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import immutables
import msgspec

from ringback.state.clock import Clock
from ringback.state.faults import Fault
from ringback.state.order import EMPTY
from ringback.state.passage import Rooms
from ringback.state.record import Instant, rows_of
from ringback.state.table import Table, TableState
from ringback.state.timers import Timers
from ringback.state.world import World

FORMAT = 1


class ExportError(ValueError):
    """An export that cannot be taken in; the text says what is wrong and where."""


class ExportedTable(msgspec.Struct, forbid_unknown_fields=True):
    """The rows of a table, in the order of their keys, and its next id."""

    next_id: int
    rows: list[Any]


class ExportedTimer(msgspec.Struct, forbid_unknown_fields=True):
    """A pending timer."""

    due: Instant
    room: str
    kind: str
    key: int | str


class Exported(msgspec.Struct, forbid_unknown_fields=True):
    """A whole world, as `GET export` answers it."""

    format: int
    world: str
    scenario: str
    seed: int
    profile: str
    clock: Clock
    tables: dict[str, dict[str, ExportedTable]]
    timers: list[ExportedTimer]
    faults: list[Fault]
    next_fault: int
    files: dict[str, str]


def export(world: World, name: str, now: datetime, rooms: Rooms) -> Exported:
    """Write a world down; its clock shows `now`."""
    tables: dict[str, dict[str, ExportedTable]] = {}
    for room, part in rooms.items():
        for table in part.view.tables.values():
            state = world.tables.get((room, table.name))
            if state is not None:
                exported = ExportedTable(state.next_id, [state.rows[key] for key in state.keys])
                tables.setdefault(room, {})[table.name] = exported
    return Exported(
        format=FORMAT,
        world=name,
        scenario=world.scenario,
        seed=world.seed,
        profile=world.profile,
        clock=msgspec.structs.replace(world.clock, world=now),
        tables=tables,
        timers=[ExportedTimer(timer.due, timer.room, timer.kind, timer.key) for timer in world.timers.queue],
        faults=list(world.faults),
        next_fault=world.next_fault,
        files={file: base64.b64encode(content).decode() for file, content in sorted(world.files.items())},
    )


def restore(content: bytes, rooms: Rooms, real: datetime) -> World:
    """Take an exported world in; ExportError says what does not fit."""
    try:
        exported = msgspec.json.decode(content, type=Exported)
        if exported.format != FORMAT:
            raise ExportError(f"format: expected {FORMAT}, got {exported.format}")
        tables = {
            (room, name): _table(_declared(rooms, room, name), table, f"tables.{room}.{name}")
            for room, part in exported.tables.items()
            for name, table in part.items()
        }
        files = {file: base64.b64decode(text, validate=True) for file, text in exported.files.items()}
    except msgspec.DecodeError as error:
        raise ExportError(str(error)) from None
    except ValueError as error:
        raise ExportError(str(error)) from None
    return World(
        clock=msgspec.structs.replace(exported.clock, real=real),
        seed=exported.seed,
        profile=exported.profile,
        scenario=exported.scenario,
        tables=immutables.Map(tables),
        timers=_timers(exported.timers, rooms),
        faults=tuple(exported.faults),
        next_fault=exported.next_fault,
        files=immutables.Map(files),
    )


def _declared(rooms: Rooms, room: str, name: str) -> Table[Any, Any]:
    if room not in rooms or name not in rooms[room].view.tables:
        raise ExportError(f"tables.{room}.{name}: no such table")
    return rooms[room].view.tables[name]


def _table(table: Table[Any, Any], exported: ExportedTable, place: str) -> TableState:
    try:
        records = msgspec.convert(exported.rows, rows_of(table.record))
    except msgspec.ValidationError as error:
        raise ExportError(f"{place}: {error}") from None
    rows = {table.key_of(record): record for record in records}
    indexes = tuple(
        EMPTY.update((*parts, key) for key, row in rows.items() if (parts := index_key(row)) is not None)
        for index_key in table.index_keys
    )
    return TableState(immutables.Map(rows), EMPTY.update(rows), indexes, exported.next_id)


def _timers(exported: list[ExportedTimer], rooms: Mapping[str, Any]) -> Timers:
    timers = Timers()
    for timer in exported:
        if timer.room not in rooms or timer.kind not in rooms[timer.room].timers:
            raise ExportError(f"timers: no timer {timer.kind} in {timer.room}")
        timers = timers.set(timer.room, timer.kind, timer.key, timer.due)
    return timers
