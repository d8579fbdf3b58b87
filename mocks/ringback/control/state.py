"""The tables of an app's world: list them, page through their rows."""

from functools import cache
from itertools import islice
from typing import Annotated, Any

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from ringback.contract.app import App
from ringback.control.body import Body, query
from ringback.control.errors import unknown
from ringback.control.keys import key_fields, key_of, written
from ringback.control.plane import Control, Paths, answer
from ringback.state.record import Record
from ringback.state.table import Rows, Table
from ringback.state.transaction import Transaction
from ringback.state.world import World

MOST_ROWS = 10_000
# A search does not hold the others up for longer than this many rows take.
MOST_SEARCHED = 10_000


class Page(Body, frozen=True):
    """Which rows of a table: so many, those after a key, those in which a text stands (in any case)."""

    limit: Annotated[int, Meta(ge=1, le=MOST_ROWS)] = 100
    after: str | None = None
    contains: str | None = None


def table_of(control: Control, request: Request) -> tuple[App, Table[Any, Any]]:
    """The app and the table that the path names."""
    app = control.app(request.path_params["app"])
    name = request.path_params["table"]
    if name not in app.view.tables:
        raise unknown("table", name, app.view.tables)
    return app, app.view.tables[name]


async def tables(control: Control, request: Request) -> Response:
    """The tables of an app's world with their fields; apps that share a world show the same ones."""
    app = control.app(request.path_params["app"])
    cell, _ = await control.enter(request)
    return answer({"tables": [_described(table, cell.world) for table in app.view.tables.values()]})


def _described(table: Table[Any, Any], world: World) -> dict[str, Any]:
    record: type[Record] = table.record
    return {
        "name": table.name,
        "rows": len(world.tables.get((table.room, table.name), table.empty).rows),
        "key": [field.encode_name for field in key_fields(table)],
        "fields": _fields(record),
    }


@cache
def _fields(record: type[Record]) -> list[dict[str, Any]]:
    said = []
    schema, parts = msgspec.json.schema_components([record], ref_template="{name}")
    properties = parts[schema[0]["$ref"]]["properties"]
    for field in msgspec.structs.fields(record):
        one = {"name": field.encode_name, "type": _type(properties[field.encode_name]), "required": field.required}
        if field.default is not msgspec.NODEFAULT:
            one["default"] = field.default
        said.append(one)
    return said


def _type(schema: dict[str, Any]) -> str:
    """What a field takes, in a few words: `integer`, `Y | N`, `array of string`."""
    if "$ref" in schema:
        return str(schema["$ref"])
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if "anyOf" in schema:
        return " | ".join(map(_type, schema["anyOf"]))
    kind = str(schema.get("format") or schema.get("type", "any"))
    inner = schema.get("items") or schema.get("additionalProperties")
    return f"{kind} of {_type(inner)}" if isinstance(inner, dict) and inner else kind


async def page(control: Control, request: Request) -> Response:
    """Rows in the order of their keys, and the key after which the next page begins.

    A search looks at so many rows and no more: `next` then says where it goes on, however few have been found.
    """
    _, table = table_of(control, request)
    wanted = query(request, Page)
    after = None if wanted.after is None else key_of(table, wanted.after)
    cell, now = await control.enter(request)
    rows: Rows[Any, Any] = Transaction(cell.world, now).rows(table)
    if wanted.contains is not None:
        return answer(_searched(rows, after, wanted.contains.lower(), wanted.limit))
    found = [*islice(rows.after(after), wanted.limit + 1)]
    more = len(found) > wanted.limit
    del found[wanted.limit :]
    return answer({"rows": found, "next": written(table, table.key_of(found[-1])) if more else None})


def _searched(rows: Rows[Any, Any], after: Any, text: str, limit: int) -> dict[str, Any]:
    found: list[Record] = []
    last, looked_at = None, 0
    for row in rows.after(after):
        if looked_at == MOST_SEARCHED or len(found) == limit:
            return {"rows": found, "next": written(rows.table, rows.table.key_of(last)), "searched": looked_at}
        last, looked_at = row, looked_at + 1
        if text in msgspec.json.encode(row).decode().lower():
            found.append(row)
    return {"rows": found, "next": None, "searched": looked_at}


PATHS: Paths = {
    "/worlds/{world}/state/{app}": {"GET": tables},
    "/worlds/{world}/state/{app}/{table}": {"GET": page},
}
