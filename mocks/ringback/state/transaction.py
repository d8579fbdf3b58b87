"""A transaction: one value of a world being turned into the next."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from msgspec.structs import replace

from ringback.state.record import Record
from ringback.state.table import Rows, Table
from ringback.state.timers import RunningTimers, Timers
from ringback.state.world import World


class Change(NamedTuple):
    """What a transaction did to one row."""

    room: str
    table: str
    key: Any
    before: Record | None
    after: Record | None


class Changes(NamedTuple):
    """What a transaction did: the first of its changes, and how many more there were."""

    first: Sequence[Change]
    more: int


NO_CHANGES = Changes((), 0)


class Transaction:
    """Reads and writes on top of a world; the world itself stays as it is.

    `now` is the moment at which everything in it happens. Discarding the transaction undoes it; `commit` gives the next
    world. Changes of rows are noted unless `noting` is off, as it is while time passes.
    """

    __slots__ = ("_before", "_opened", "_touched", "base", "files", "kept", "noting", "now", "timers")

    def __init__(self, base: World, now: datetime, *, noting: bool = True) -> None:
        """Open a transaction on a world at a moment."""
        self.base = base
        self.kept = base
        self.now = now
        self.noting = noting
        self.timers: Timers | RunningTimers = base.timers
        self.files = base.files
        self._opened: dict[Table[Any, Any], Rows[Any, Any]] = {}
        self._touched: dict[tuple[str, str], Rows[Any, Any]] = {}
        self._before: dict[tuple[str, str, Any], Record | None] = {}

    def rows(self, table: Table[Any, Any]) -> Rows[Any, Any]:
        """The rows of a table, the same object however often they are asked for."""
        rows = self._opened.get(table)
        if rows is None:
            rows = self._opened[table] = Rows(table, self.base.tables.get(table.place, table.empty), self)
        return rows

    def touch(self, rows: Rows[Any, Any]) -> None:
        """Take up that a table's state is about to change."""
        self._touched[rows.table.place] = rows

    def note(self, rows: Rows[Any, Any], key: object, before: Record | None) -> None:
        """Take up that a row is about to change."""
        table = rows.table
        self._touched[table.place] = rows
        if self.noting:
            self._before.setdefault((table.room, table.name, key), before)

    def commit(self) -> World:
        """The next world: the same object when nothing changed."""
        base = self.base
        timers = self.timers.settled()
        if not self._touched and timers is base.timers and self.files is base.files:
            return base
        tables = base.tables
        if self._touched:
            tables = tables.update({place: rows.state for place, rows in self._touched.items()})
        return replace(base, tables=tables, timers=timers, files=self.files)

    def close(self) -> None:
        """Let go of the tables: they point back here, and what points in circles waits for the garbage collector."""
        self._opened.clear()
        self._touched.clear()

    def keep(self) -> None:
        """Let what has been done so far stay, even if the rest is discarded: `kept` is the world it makes."""
        self.kept = self.commit()

    def changes(self, result: World, most: int) -> Changes:
        """What became of the rows that were written, in the world that was kept, in the order of the first touch."""
        done: list[Change] = []
        more = 0
        for (room, table, key), before in self._before.items():
            state = result.tables.get((room, table))
            after = state.rows.get(key) if state is not None else None
            if after == before:
                continue
            if len(done) < most:
                done.append(Change(room, table, key, before, after))
            else:
                more += 1
        return Changes(done, more)
