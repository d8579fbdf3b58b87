"""Worlds made beforehand: a scenario that takes long to generate is read from a file, and moved to its day."""

import base64
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import immutables
import msgspec
from msgspec.structs import replace

from ringback.state.clock import Clock, frozen
from ringback.state.export import (
    RECENT,
    Exported,
    ExportedTimer,
    brief_row,
    export,
    moved,
    table_state,
    timers_of,
)
from ringback.state.faults import Fault
from ringback.state.passage import Rooms, pass_time
from ringback.state.record import EPOCH, Instant, Record, rows_of
from ringback.state.scenario import Library, build, start_of
from ringback.state.table import LateTable, Table, TableState
from ringback.state.timers import Agenda, Key, LateAgenda, Timers
from ringback.state.world import World

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def premade_file(library: Library, scenario: str, seed: int) -> Path:
    """Where the world of a scenario and a seed lies, if it has been made beforehand."""
    return library.folder / f"{scenario}.{seed}.json"


class Change(msgspec.Struct):
    """What an hour makes of a table: rows that are new or other than before, the keys of those that have gone."""

    next_id: int
    rows: Any
    gone: list[Any]


class Hour(msgspec.Struct):
    """What an hour makes of a world: its tables, and the timers set and gone."""

    at: Instant
    tables: dict[str, dict[str, Change]]
    timers: list[ExportedTimer]
    fired: list[tuple[str, str, Key]]


class Baked(Exported):
    """A world at its start, and what each hour of the day after that makes of it."""

    hours: list[Hour]


def bake(library: Library, scenario: str, seed: int) -> Path:
    """Make the world of a scenario at its own start, and of the day after; write them where `Premade` finds them."""
    rooms, chain = library.rooms, library.chain(scenario)
    start = start_of(chain, EPOCH)
    world = build(chain, rooms, frozen(start), seed, "documented")
    empty = {table.place: table.empty for room in rooms.values() for table in room.view.tables.values()}
    world = replace(world, tables=immutables.Map({**empty, **world.tables}))
    written = export(world, scenario, start, rooms, brief=True)
    hours = [*_hours(world, start, rooms)]
    baked = Baked(**{name: getattr(written, name) for name in written.__struct_fields__}, hours=hours)
    path = premade_file(library, scenario, seed)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(baked), indent=0) + b"\n")
    return path


def _hours(world: World, start: datetime, rooms: Rooms) -> Iterator[Hour]:
    for at in [start + HOUR * count for count in range(1, DAY // HOUR)]:
        before, world = world, pass_time(world, at, rooms)
        tables: dict[str, dict[str, Change]] = {}
        for (room, name), state in sorted(world.tables.items(), key=lambda item: item[0]):
            old = before.tables.get((room, name), TableState())
            rows = [row for key in state.keys if (row := state.rows[key]) != old.rows.get(key)]
            gone = [key for key in old.keys if key not in state.rows]
            if rows or gone or state.next_id != old.next_id:
                tables.setdefault(room, {})[name] = Change(state.next_id, [*map(brief_row, rows)], gone)
        was, now = set(before.timers.queue), set(world.timers.queue)
        yield Hour(
            at,
            tables,
            [ExportedTimer(one.due, one.room, one.kind, one.key) for one in world.timers.queue if one not in was],
            [(one.room, one.kind, one.key) for one in before.timers.queue if one not in now],
        )


class _Rows(msgspec.Struct):
    next_id: int
    rows: msgspec.Raw
    gone: msgspec.Raw = msgspec.Raw(b"[]")


class _Hour(msgspec.Struct):
    at: Instant
    tables: dict[str, dict[str, _Rows]]
    timers: list[ExportedTimer]
    fired: list[tuple[str, str, Key]]


class _File(msgspec.Struct):
    """A baked world whose rows have not been read yet."""

    scenario: str
    seed: int
    clock: Clock
    tables: dict[str, dict[str, _Rows]]
    timers: list[ExportedTimer]
    faults: list[Fault]
    next_fault: int
    files: dict[str, str]
    hours: list[_Hour]


class _Head(msgspec.Struct):
    clock: Clock


class _RoomInFile:
    """One room of a world made beforehand: read, moved and played when somebody looks at it."""

    def __init__(self, name: str, file: _File, rooms: Rooms, beginning: World) -> None:
        """Take the room of that name; `beginning` is the world without any room."""
        self._name = name
        self._file = file
        self._rooms = rooms
        self._beginning = beginning

    def table(self, name: str) -> TableState:
        """A table at the world's beginning."""
        return self._world.tables[self._name, name]

    def agenda(self) -> Agenda:
        """What is pending at the world's beginning."""
        return self._world.timers.of(self._name)

    @cached_property
    def _world(self) -> World:
        """A world of this room alone: what has happened in it since the last of the file's hours is played."""
        file, view, now = self._file, self._rooms[self._name].view, self._beginning.clock.world
        span = (now - file.clock.world) // DAY * DAY
        hours = [hour for hour in file.hours if hour.at + span <= now]
        found = {name: self._read(table, hours) for name, table in view.tables.items()}
        names = view.dated_names({name: rows for name, (rows, _) in found.items()}, span) if span else {}
        since = file.clock.world - RECENT
        tables = {
            (self._name, name): table_state(view.tables[name], moved(rows, span, since, names), next_id)
            for name, (rows, next_id) in found.items()
        }
        timers = timers_of(self._pending(hours), self._rooms, span, names)
        world = replace(self._beginning, tables=immutables.Map(tables), timers=timers)
        return pass_time(world, now, {self._name: self._rooms[self._name]})

    def _read(self, table: Table[Any, Any], hours: list[_Hour]) -> tuple[list[Record], int]:
        """The rows of a table after some hours, and its next id."""
        written = self._file.tables[self._name][table.name]
        kind = rows_of(table.record)
        rows: list[Record] = msgspec.json.decode(written.rows, type=kind)
        changes = [found for hour in hours if (found := hour.tables.get(self._name, {}).get(table.name)) is not None]
        if not changes:
            return rows, written.next_id
        by_key = {table.key_of(row): row for row in rows}
        for change in changes:
            for key in msgspec.json.decode(change.gone):
                del by_key[tuple(key) if isinstance(key, list) else key]
            by_key.update({table.key_of(row): row for row in msgspec.json.decode(change.rows, type=kind)})
        return [*by_key.values()], changes[-1].next_id

    def _pending(self, hours: list[_Hour]) -> list[ExportedTimer]:
        """The timers after some hours, in their order."""
        pending = {(one.kind, one.key): one for one in self._file.timers if one.room == self._name}
        for hour in hours:
            for room, kind, key in hour.fired:
                if room == self._name:
                    del pending[kind, key]
            pending.update({(one.kind, one.key): one for one in hour.timers if one.room == self._name})
        return [*pending.values()]


class Premade:
    """The worlds of a library, those made beforehand and the others."""

    def __init__(self, library: Library) -> None:
        """Look for files beside the library's scenarios."""
        self.library = library

    def name(self, scenario: str, seed: int) -> str:
        """What a scenario that was asked for by name or path calls itself."""
        if premade_file(self.library, scenario, seed).is_file():
            return scenario
        return self.library.chain(scenario)[-1].name

    def start(self, scenario: str, seed: int, otherwise: datetime) -> datetime:
        """When a scenario starts."""
        path = premade_file(self.library, scenario, seed)
        if path.is_file():
            return msgspec.json.decode(path.read_bytes(), type=_Head).clock.world
        return start_of(self.library.chain(scenario), otherwise)

    def world(self, scenario: str, seed: int, clock: Clock, profile: str) -> World:
        """The world that a scenario describes, at the moment its clock shows.

        One made beforehand is moved by whole days to the last of its starts, and what has happened since is played,
        both room by room: when somebody looks at a room for the first time.
        """
        rooms, path = self.library.rooms, premade_file(self.library, scenario, seed)
        if not path.is_file():
            return build(self.library.chain(scenario), rooms, clock, seed, profile)
        file = msgspec.json.decode(path.read_bytes(), type=_File)
        beginning = World(
            clock=clock,
            seed=file.seed,
            profile=profile,
            scenario=file.scenario,
            faults=tuple(file.faults),
            next_fault=file.next_fault,
            files=immutables.Map({name: base64.b64decode(text) for name, text in file.files.items()}),
        )
        tables: dict[tuple[str, str], TableState] = {}
        agendas: dict[str, Agenda] = {}
        for name in rooms:
            room = _RoomInFile(name, file, rooms, beginning)
            agendas[name] = LateAgenda(room.agenda)
            tables.update({(name, table): LateTable(partial(room.table, table)) for table in file.tables[name]})
        return replace(beginning, tables=immutables.Map(tables), timers=Timers(immutables.Map(agendas)))
