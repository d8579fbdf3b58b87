"""One row of a table: look at it, and change it by hand."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from urllib.parse import quote

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from ringback.contract.app import App
from ringback.control.body import content, converted, decoded, in_world
from ringback.control.errors import bad, unknown
from ringback.control.keys import key_fields, key_of, written
from ringback.control.plane import NOTHING, Control, Paths, answer
from ringback.control.state import table_of
from ringback.serve.worlds import Cell
from ringback.state.record import Record
from ringback.state.table import Rows, Table
from ringback.state.transaction import Transaction
from ringback.state.view import View

# The parts of a raw path that come before the key: "", _ringback, worlds, name, state (or another), app and table.
_BEFORE_KEY = 7


def key_in(table: Table[Any, Any], request: Request) -> Any:
    """The key that the path names, with the commas that are no part of it told from those that are."""
    raw: bytes = request.scope.get("raw_path") or quote(request.scope["path"]).encode()
    return key_of(table, raw.decode("latin-1").split("/", _BEFORE_KEY)[_BEFORE_KEY], quoted=True)


def _row(rows: Rows[Any, Any], key: Any) -> Record:
    row: Record | None = rows.get(key)
    if row is None:
        name, first = str(written(rows.table, key)), next(iter(rows), None)
        near = [] if first is None else [str(written(rows.table, rows.table.key_of(first)))]
        hint = f"It has {len(rows)} rows" + (f", the first of key {near[0]}" if near else "")
        raise unknown("row", name, near, hint)
    return row


def _values(table: Table[Any, Any], key: Any, raw: bytes) -> dict[str, Any]:
    """What a body says of a row, with the key from the path; a Problem when it names another."""
    values: dict[str, Any] = decoded(raw, dict[str, Any])
    parts = key if len(table.key_fields) > 1 else (key,)
    for field, part in zip(key_fields(table), parts, strict=True):
        name = field.encode_name
        if name in values and converted(values[name], field.type, name) != part:
            raise bad(name, f"the path says {part!r}, the body {values[name]!r}", "Leave it out of the body")
        values[name] = part
    return values


def _record(table: Table[Any, Any], values: dict[str, Any], said: Collection[str]) -> Record:
    """The row of these values; of the moments among them, those that were said must be a world's, and are in UTC."""
    record: Record = converted(values, table.record)
    moments = {}
    for field in msgspec.structs.fields(record):
        value = getattr(record, field.name)
        if isinstance(value, datetime) and field.encode_name in said:
            moments[field.name] = in_world(field.encode_name, value)
    return msgspec.structs.replace(record, **moments)


class _Edit:
    """One row being changed, as one transaction."""

    def __init__(self, app: App, table: Table[Any, Any], cell: Cell, now: datetime) -> None:
        self._cell = cell
        self._tx = Transaction(cell.world, now)
        self._view: View = app.view(self._tx)
        self.rows: Rows[Any, Any] = getattr(self._view, table.name)

    def commit(self, before: Record | None, after: Record | None) -> Record | None:
        """Let the app take up the change, and keep it; the row as it is then."""
        self._view.edited(self.rows.table.name, before, after)
        self._cell.world = self._tx.commit()
        return self.rows.get(self.rows.table.key_of(after)) or after if after is not None else None


async def shown(control: Control, request: Request) -> Response:
    """One row."""
    _, table = table_of(control, request)
    key = key_in(table, request)
    cell, now = await control.enter(request)
    return answer(_row(Transaction(cell.world, now).rows(table), key))


async def put(control: Control, request: Request) -> Response:
    """Make or replace a row; what is left out has its default. In a table that counts ids, key 0 means the next one."""
    app, table = table_of(control, request)
    key = key_in(table, request)
    values = _values(table, key, await content(request, control.settings.most_body))
    record = _record(table, values, values)
    cell, now = await control.enter(request)
    edit = _Edit(app, table, cell, now)
    before = edit.rows.get(key)
    counted = table.first is not None and key == 0
    after = edit.rows.add(record) if counted else edit.rows.put(record)
    return answer(edit.commit(before, after), 201 if before is None else 200)


async def patched(control: Control, request: Request) -> Response:
    """Change some fields of a row."""
    app, table = table_of(control, request)
    key = key_in(table, request)
    values = _values(table, key, await content(request, control.settings.most_body))
    cell, now = await control.enter(request)
    edit = _Edit(app, table, cell, now)
    before = _row(edit.rows, key)
    after = edit.rows.put(_record(table, {**msgspec.to_builtins(before), **values}, values))
    return answer(edit.commit(before, after))


async def removed(control: Control, request: Request) -> Response:
    """Remove a row."""
    app, table = table_of(control, request)
    key = key_in(table, request)
    cell, now = await control.enter(request)
    edit = _Edit(app, table, cell, now)
    before = _row(edit.rows, key)
    edit.rows.remove(key)
    edit.commit(before, None)
    return Response(status_code=NOTHING)


PATHS: Paths = {
    "/worlds/{world}/state/{app}/{table}/{key:rest}": {
        "GET": shown,
        "PATCH": patched,
        "PUT": put,
        "DELETE": removed,
    },
}
