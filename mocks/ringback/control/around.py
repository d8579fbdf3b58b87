"""What stands around a row: what became of it since the journal begins, and the rows that it belongs with."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from msgspec import to_builtins
from msgspec.structs import fields
from starlette.requests import Request
from starlette.responses import Response

from ringback.contract.app import App
from ringback.control.keys import written
from ringback.control.plane import Control, Paths, answer
from ringback.control.rows import key_in
from ringback.control.state import table_of
from ringback.serve.journal import Log
from ringback.state.record import Record
from ringback.state.table import Rows, Table
from ringback.state.transaction import Transaction
from ringback.state.world import World

MOST_CHANGES = 50
# Of the rows that name a row, as many keys are given; where no index finds them, as many rows are looked at.
MOST_KEYS = 8
MOST_LOOKED_AT = 2_000

BETWEEN = "between"
"""What was changed between two requests: by the passage of time, or by hand."""


async def history(control: Control, request: Request) -> Response:
    """The changes of a row that the journal knows, newest first: by a request, or in between."""
    _, table = table_of(control, request)
    key = key_in(table, request)
    cell, now = await control.enter(request)
    changes = islice(_changes(cell.log, cell.world, table, key), MOST_CHANGES + 1)
    found = [{**change, "at": change["at"] or now} for change in changes]
    return answer({"history": found[:MOST_CHANGES], "truncated": len(found) > MOST_CHANGES})


def _changes(log: Log, present: World, table: Table[Any, Any], key: Any) -> Iterator[dict[str, Any]]:
    """From the present back to the oldest entry: a row is another value whenever it was changed."""
    later, at = _in(present, table, key), None
    for entry in reversed(log.entries.values()):
        left, met = _in(entry.after, table, key), _in(entry.before, table, key)
        if _another(left, later):
            yield {"at": at, "by": BETWEEN, "request": None, **_pair(left, later)}
        if _another(met, left):
            yield {"at": entry.at, "by": "request", "request": entry.summary(), **_pair(met, left)}
        later, at = met, entry.at


def _in(world: World, table: Table[Any, Any], key: Any) -> Record | None:
    row: Record | None = world.tables.get(table.place, table.empty).rows.get(key)
    return row


def _another(one: Record | None, other: Record | None) -> bool:
    return one is not other and one != other


def _pair(before: Record | None, after: Record | None) -> dict[str, Any]:
    return {"before": to_builtins(before), "after": to_builtins(after)}


async def related(control: Control, request: Request) -> Response:
    """The rows that a row names by their keys, and those that name it; a field is taken for what it is called."""
    app, table = table_of(control, request)
    key = key_in(table, request)
    cell, now = await control.enter(request)
    tx = Transaction(cell.world, now)
    row = tx.rows(table).get(key)
    if row is None:
        return answer({"names": [], "named_by": []})
    return answer({"names": [*_names(app, tx, table, row)], "named_by": [*_named_by(app, tx, table, key)]})


def _names(app: App, tx: Transaction, table: Table[Any, Any], row: Record) -> Iterator[dict[str, Any]]:
    """The rows whose key stands in fields of the same name."""
    own = {field.name for field in fields(type(row))}
    for other in app.view.tables.values():
        if other is table or not own.issuperset(other.key_fields):
            continue
        key = other.key_of(row)
        if key in tx.rows(other):
            yield {"table": other.name, "key": written(other, key), "fields": list(other.key_fields)}


def _named_by(app: App, tx: Transaction, table: Table[Any, Any], key: Any) -> Iterator[dict[str, Any]]:
    """The rows of other tables in which a field of the key's name has its value, by an index or a short look."""
    if len(table.key_fields) > 1:
        return
    (name,) = table.key_fields
    for other in app.view.tables.values():
        if other is table or other.key_fields == (name,) or name not in {one.name for one in fields(other.record)}:
            continue
        rows: Rows[Any, Any] = tx.rows(other)
        count, first, whole = _found(rows, name, key)
        if count or not whole:
            keys = [written(other, other.key_of(row)) for row in first]
            yield {"table": other.name, "field": name, "rows": count, "keys": keys, "whole": whole}


def _found(rows: Rows[Any, Any], name: str, key: Any) -> tuple[int, list[Record], bool]:
    """How many rows there are, the first of them, and whether all rows were looked at."""
    for index, head in zip(rows.table.index_names, rows.table.index_heads, strict=True):
        if head == name:
            return rows.count(index, key), rows.page(index, key, skip=0, most=MOST_KEYS), True
    found = [row for row in islice(rows, MOST_LOOKED_AT) if getattr(row, name) == key]
    return len(found), found[:MOST_KEYS], len(rows) <= MOST_LOOKED_AT


PATHS: Paths = {
    "/worlds/{world}/history/{app}/{table}/{key:rest}": {"GET": history},
    "/worlds/{world}/related/{app}/{table}/{key:rest}": {"GET": related},
}
