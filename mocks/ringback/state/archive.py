"""Several worlds as lines of JSON, and back: what they share, such as the rows of a table, is written only once."""

from collections.abc import Generator, Iterable, Iterator
from itertools import islice
from typing import Any, Literal

import immutables
import msgspec
from msgspec.structs import replace

from ringback.state.export import ExportedTimer, ExportError, declared, export, restore, table_state, timers_of
from ringback.state.passage import Rooms
from ringback.state.record import Instant, rows_of
from ringback.state.table import TableState
from ringback.state.timers import Timers
from ringback.state.world import NO_FILES, NO_TABLES, World

# Of rows and timers as many, and of a file as many bytes, make a line: to write one takes well under a millisecond.
ITEMS = 200
PIECE = 192 * 1024

NOTHING = msgspec.Raw()


class Part(msgspec.Struct, tag="part", tag_field="line", omit_defaults=True):
    """Items of one part of a world: rows of a table, timers, or pieces of files. A part may take several lines."""

    part: int
    kind: Literal["table", "timers", "files"]
    items: msgspec.Raw
    room: str = ""
    table: str = ""
    next_id: int = 1


class Piece(msgspec.Struct):
    """A file that worlds can see, or a piece of it that continues the one before."""

    name: str
    content: bytes


class Value(msgspec.Struct):
    """A world: an export without tables, timers and files, and the numbers of the parts that hold those."""

    frame: msgspec.Raw
    tables: list[int]
    timers: int
    files: int


Lines = Generator[Part, None, Value]


class Writer:
    """Writes worlds down. They must all stay as they are, and alive, until the last is written."""

    def __init__(self, rooms: Rooms) -> None:
        """Begin with no part written."""
        self._rooms = rooms
        self._numbers: dict[tuple[int, str, str, str], int] = {}

    def write(self, world: World, now: Instant) -> Lines:
        """The lines of those parts that no world before had, one at a time; returns what refers to them."""
        tables = []
        for (room, table), state in sorted(world.tables.items(), key=lambda item: item[0]):
            head = Part(0, "table", NOTHING, room, table, state.next_id)
            tables.append((yield from self._part(state, head, map(state.rows.__getitem__, state.keys))))
        timers = (ExportedTimer(timer.due, timer.room, timer.kind, timer.key) for timer in world.timers.queue)
        bare = replace(world, tables=NO_TABLES, timers=Timers(), files=NO_FILES)
        return Value(
            frame=msgspec.Raw(msgspec.json.encode(export(bare, "", now, self._rooms))),
            tables=tables,
            timers=(yield from self._part(world.timers, Part(0, "timers", NOTHING), timers)),
            files=(yield from self._part(world.files, Part(0, "files", NOTHING), _pieces(world), most=1)),
        )

    def _part(self, owner: object, head: Part, items: Iterator[Any], most: int = ITEMS) -> Generator[Part, None, int]:
        """Write what belongs to an object, unless that has been done; returns its number."""
        known = (id(owner), head.kind, head.room, head.table)
        number = self._numbers.get(known)
        if number is None:
            number = self._numbers[known] = len(self._numbers)
            while (batch := list(islice(items, most))) or head.items is NOTHING:
                head = replace(head, part=number, items=msgspec.Raw(msgspec.json.encode(batch)))
                yield head
        return number


def _pieces(world: World) -> Iterator[Piece]:
    for name, content in sorted(world.files.items()):
        for start in range(0, max(len(content), 1), PIECE):
            yield Piece(name, content[start : start + PIECE])


class Reader:
    """Reads worlds: `take` each part, then make the `world` of a value. ExportError says what does not fit."""

    def __init__(self, rooms: Rooms) -> None:
        """Begin with no part read."""
        self._rooms = rooms
        self._heads: dict[int, Part] = {}
        self._items: dict[int, list[Any]] = {}
        self._made: dict[int, Any] = {}

    def take(self, part: Part) -> None:
        """Take a part, or more of one."""
        head = self._heads.setdefault(part.part, part)
        items = self._items.setdefault(part.part, [])
        place = f"{head.room}.{head.table}" if head.kind == "table" else head.kind
        try:
            items += msgspec.json.decode(part.items, type=self._kind(head))
        except msgspec.ValidationError as error:
            raise ExportError(f"{place}: {error}") from None

    def world(self, value: Value, real: Instant) -> World:
        """The world of a value, as at the real moment `real`; of parts that worlds share there is one in memory too."""
        tables: dict[tuple[str, str], TableState] = {}
        for number in value.tables:
            state = self._made_of(number, "table")
            tables[self._heads[number].room, self._heads[number].table] = state
        return replace(
            restore(value.frame, self._rooms, real),
            tables=immutables.Map(tables),
            timers=self._made_of(value.timers, "timers"),
            files=self._made_of(value.files, "files"),
        )

    def _kind(self, head: Part) -> Any:
        if head.kind == "table":
            return rows_of(declared(self._rooms, head.room, head.table).record)
        return list[ExportedTimer] if head.kind == "timers" else list[Piece]

    def _made_of(self, number: int, kind: str) -> Any:
        head = self._heads.get(number)
        if head is None or head.kind != kind:
            raise ExportError(f"part {number}: there is no such part with {kind} in it")
        if number not in self._made:
            self._made[number] = self._make(head, self._items.pop(number))
        return self._made[number]

    def _make(self, head: Part, items: list[Any]) -> Any:
        if head.kind == "table":
            return table_state(declared(self._rooms, head.room, head.table), items, head.next_id)
        return timers_of(items, self._rooms) if head.kind == "timers" else _files(items)


def _files(pieces: Iterable[Piece]) -> "immutables.Map[str, bytes]":
    files: dict[str, list[bytes]] = {}
    for piece in pieces:
        files.setdefault(piece.name, []).append(piece.content)
    return immutables.Map({name: b"".join(parts) for name, parts in files.items()})
