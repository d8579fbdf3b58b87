"""A world as versioned JSON, and back; on the way back it can be moved in time."""

import base64
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

import immutables
import msgspec
from msgspec.structs import replace

from ringback.state.clock import Clock
from ringback.state.faults import Fault
from ringback.state.order import EMPTY
from ringback.state.passage import Rooms
from ringback.state.record import Instant, Record, rows_of
from ringback.state.table import Table, TableState
from ringback.state.timers import RunningTimers, Timers
from ringback.state.world import World

FORMAT = 1

# Moments that lie further back than this stay where they are when a world is moved in time: they are history.
RECENT = timedelta(days=20)
STILL = timedelta(0)
# Columns of nothing else can be looked through at once.
PLAIN = {str, type(None)}
NO_NAMES: Mapping[str, str] = {}

Place = tuple[str, str]


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


def export(world: World, name: str, now: datetime, rooms: Rooms, *, brief: bool = False) -> Exported:
    """Write a world down; its clock shows `now`. A brief export leaves out what has its default value."""
    tables: dict[str, dict[str, ExportedTable]] = {}
    for room, part in rooms.items():
        for table in part.view.tables.values():
            state = world.tables.get((room, table.name))
            if state is not None:
                rows = [state.rows[key] for key in state.keys]
                exported = ExportedTable(state.next_id, [brief_row(row) for row in rows] if brief else rows)
                tables.setdefault(room, {})[table.name] = exported
    return Exported(
        format=FORMAT,
        world=name,
        scenario=world.scenario,
        seed=world.seed,
        profile=world.profile,
        clock=replace(world.clock, world=now, real=now),
        tables=tables,
        timers=[ExportedTimer(timer.due, timer.room, timer.kind, timer.key) for timer in world.timers.queue],
        faults=list(world.faults),
        next_fault=world.next_fault,
        files={file: base64.b64encode(content).decode() for file, content in sorted(world.files.items())},
    )


def brief_row(row: Record) -> dict[str, Any]:
    """A row as plain data, without what has its default value."""
    plain: dict[str, Any] = msgspec.to_builtins(row)
    defaults = {field.encode_name: field.default for field in msgspec.structs.fields(row)}
    names = dict(zip(row.__struct_encode_fields__, row.__struct_fields__, strict=True))
    return {name: value for name, value in plain.items() if getattr(row, names[name]) != defaults[name]}


def restore(content: bytes, rooms: Rooms, real: datetime, span: timedelta = STILL) -> World:
    """Take an exported world in, moved by `span`; ExportError says what does not fit."""
    try:
        exported = msgspec.json.decode(content, type=Exported)
        if exported.format != FORMAT:
            raise ExportError(f"format: expected {FORMAT}, got {exported.format}")
        tables = {
            (room, name): _records(declared(rooms, room, name), table, f"tables.{room}.{name}")
            for room, part in exported.tables.items()
            for name, table in part.items()
        }
        files = {file: base64.b64decode(text, validate=True) for file, text in exported.files.items()}
    except ValueError as error:
        raise ExportError(str(error)) from None
    since = exported.clock.world - RECENT
    names = _renamed(tables, rooms, span)
    states = {}
    for (room, name), records in tables.items():
        rows = moved(records, span, since, names)
        states[room, name] = table_state(declared(rooms, room, name), rows, exported.tables[room][name].next_id)
    return World(
        clock=replace(exported.clock, world=exported.clock.world + span, real=real),
        seed=exported.seed,
        profile=exported.profile,
        scenario=exported.scenario,
        tables=immutables.Map(states),
        timers=timers_of(exported.timers, rooms, span, names),
        faults=tuple(exported.faults),
        next_fault=exported.next_fault,
        files=immutables.Map(files),
    )


def declared(rooms: Rooms, room: str, name: str) -> Table[Any, Any]:
    """The table of that room and name; ExportError when there is none."""
    if room not in rooms or name not in rooms[room].view.tables:
        raise ExportError(f"tables.{room}.{name}: no such table")
    return rooms[room].view.tables[name]


def _records(table: Table[Any, Any], exported: ExportedTable, place: str) -> list[Record]:
    try:
        records: list[Record] = msgspec.convert(exported.rows, rows_of(table.record))
    except msgspec.ValidationError as error:
        raise ExportError(f"{place}: {error}") from None
    return records


def table_state(table: Table[Any, Any], records: Sequence[Record], next_id: int) -> TableState:
    """A table of these rows, with its indexes."""
    rows = {table.key_of(record): record for record in records}
    indexes = tuple(
        EMPTY.update((*parts, key) for key, row in rows.items() if (parts := index_key(row)) is not None)
        for index_key in table.index_keys
    )
    return TableState(immutables.Map(rows), EMPTY.update(rows), indexes, next_id)


def _renamed(tables: Mapping[Place, list[Record]], rooms: Rooms, span: timedelta) -> dict[str, str]:
    """The names that carry a moment in them, with what they are called when that moment moves."""
    names: dict[str, str] = {}
    if span:
        for room, part in rooms.items():
            own = {name: records for (owner, name), records in tables.items() if owner == room}
            names.update(part.view.dated_names(own, span))
    return names


def moved(records: list[Record], span: timedelta, since: datetime, names: Mapping[str, str]) -> list[Record]:
    """The rows of a table when everything moves by a span: moments from `since` on, and names that carry one."""
    if not span or not records:
        return records
    changes: dict[int, dict[str, Any]] = {}
    for field in records[0].__struct_fields__:
        # Column by column, most of which hold nothing that moves: that is told without looking at each value here.
        column = list(map(attrgetter(field), records))
        kinds = set(map(type, column))
        if datetime in kinds:
            for place, value in enumerate(column):
                if value.__class__ is datetime and value >= since:
                    changes.setdefault(place, {})[field] = value + span
        if names and str in kinds and not (kinds <= PLAIN and names.keys().isdisjoint(column)):
            for place, value in enumerate(column):
                if value.__class__ is str and value in names:
                    changes.setdefault(place, {})[field] = names[value]
    return [replace(row, **changes[place]) if place in changes else row for place, row in enumerate(records)]


def timers_of(
    exported: Iterable[ExportedTimer], rooms: Rooms, span: timedelta = STILL, names: Mapping[str, str] = NO_NAMES
) -> Timers:
    """The pending timers, moved by `span`; ExportError when nothing handles one."""
    timers = RunningTimers(Timers())
    for timer in exported:
        if timer.room not in rooms or timer.kind not in rooms[timer.room].timers:
            raise ExportError(f"timers: no timer {timer.kind} in {timer.room}")
        key = names.get(timer.key, timer.key) if isinstance(timer.key, str) else timer.key
        timers.set(timer.room, timer.kind, key, timer.due + span)
    return timers.settled()
