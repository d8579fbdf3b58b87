"""The state: tables in the vendor's own words, their rows, and each row's history."""

from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import quote

import msgspec
from starlette.responses import RedirectResponse, Response

from ringback.console.visit import Pages, Visit
from ringback.control.routes import Problem

ROWS = 50
# A table of many fields shows its key and the first of them; a row's own page shows all.
COLUMNS = 9
MASK = "•••"


async def overview(visit: Visit) -> Response:
    """Every table of every app; apps that share a world share their tables."""
    rooms: dict[str, list[str]] = {}
    for name, app in visit.control.apps.items():
        rooms.setdefault(app.room, []).append(name)
    found = [
        {
            "app": names[0],
            "title": " · ".join(visit.control.apps[name].title for name in names),
            "tables": (await visit.get(f"state/{names[0]}"))["tables"],
        }
        for names in rooms.values()
    ]
    return await visit.page("entities.html", tab="state", drawn="live", rooms=found)


async def of_app(visit: Visit) -> Response:
    """The tables of one app stand on the page of all."""
    return RedirectResponse(f"{visit.url('state')}#{quote(visit.param('app'))}", 303)


async def table(visit: Visit) -> Response:
    """One table: search it, page through it."""
    app, name = visit.param("app"), visit.param("table")
    described = await _table(visit, app, name)
    search, after = visit.query("q"), visit.query("after")
    path = f"state/{_part(app)}/{_part(name)}"
    found = await visit.get(path, limit=ROWS, after=after, contains=search)
    return await visit.page(
        "entities_table.html",
        tab="state",
        drawn="live" if not search and not after else "acted",
        app=app,
        title=visit.control.app(app).title,
        table=described,
        columns=_columns(described, found["rows"]),
        rows=[(key_of(described, row), row) for row in found["rows"]],
        more=found["next"],
        searched=found.get("searched", 0),
        search=search,
        after=after,
        blank=_blank(described),
        hidden={one["name"] for one in described["fields"] if _secret(one["name"], visit.control.app(app).secrets)},
        mask=MASK,
    )


async def row(visit: Visit) -> Response:
    """One row: its fields to be changed in place, the rows it belongs with, what became of it."""
    app, name, key = visit.param("app"), visit.param("table"), visit.param("key")
    described = await _table(visit, app, name)
    # The key stands in the path as `key_of` writes it: the parts of a compound one are quoted by themselves.
    place = f"{_part(app)}/{_part(name)}/{_part(key) if len(described['key']) == 1 else quote(key, safe=',%')}"
    values = await visit.get(f"state/{place}")
    related = await visit.get(f"related/{place}")
    past = await visit.get(f"history/{place}")
    secrets = visit.control.app(app).secrets
    hidden = {one["name"] for one in await _tables(visit, app) if any(_secret(part, secrets) for part in one["key"])}
    return await visit.page(
        "entities_row.html",
        tab="state",
        drawn="live",
        app=app,
        title=visit.control.app(app).title,
        table=described,
        key=MASK if name in hidden else key,
        search="" if name in hidden else key,
        place=place,
        hidden=hidden,
        mask=MASK,
        fields=[_field(field, values, secrets, described["key"]) for field in described["fields"]],
        related=_once(related),
        history=[_change(change, secrets) for change in past["history"]],
        truncated=past["truncated"],
    )


async def _tables(visit: Visit, app: str) -> list[dict[str, Any]]:
    tables: list[dict[str, Any]] = (await visit.get(f"state/{_part(app)}"))["tables"]
    return tables


async def _table(visit: Visit, app: str, name: str) -> dict[str, Any]:
    found = next((one for one in await _tables(visit, app) if one["name"] == name), None)
    if found is None:
        raise Problem(
            404, "unknown_table", f"There is no table called {name[:100]!r}", "The page of the state lists all"
        )
    return found


def _part(text: str) -> str:
    return quote(text, safe="")


def _secret(name: str, secrets: Collection[str]) -> bool:
    return name.rstrip("_") in secrets


def _once(related: dict[str, Any]) -> dict[str, Any]:
    """The rows around a row: one that is named, and names it back, stands among the named alone."""
    named = {(one["table"], one["key"]) for one in related["names"]}
    by = [one for one in related["named_by"] if one["rows"] > 1 or (one["table"], one["keys"][0]) not in named]
    return {"names": related["names"], "named_by": by}


def key_of(table: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    """A row's key as the control plane writes it in paths."""
    names = table["key"]
    if len(names) == 1:
        return str(row[names[0]])
    return ",".join(quote(str(row[name]), safe="") for name in names)


def _columns(table: Mapping[str, Any], rows: Collection[Mapping[str, Any]]) -> list[str]:
    """The fields that a list has room for: the key, then the first that are no lists and not blank in every row."""
    key = table["key"]
    plain = [one["name"] for one in table["fields"] if not one["type"].startswith(("array", "object"))]
    told = [name for name in plain if not rows or any(row.get(name) not in ("", None) for row in rows)]
    return [*key, *(name for name in told if name not in key)][:COLUMNS]


def _blank(table: Mapping[str, Any]) -> str:
    """A new row to be filled in: every field without a default beside its key, as JSON."""
    fields = [one for one in table["fields"] if one["required"] and one["name"] not in table["key"]]
    needed = {one["name"]: "" if "string" in one["type"] else 0 for one in fields}
    return msgspec.json.format(msgspec.json.encode(needed), indent=2).decode()


def _field(
    field: Mapping[str, Any], values: Mapping[str, Any], secrets: Collection[str], key: Collection[str]
) -> dict[str, Any]:
    """A field as it is shown and changed: its value, the kind of input, the choices where there are few."""
    name, kind = field["name"], field["type"]
    value = values.get(name)
    choices = [one for one in kind.split(" | ") if one != "null"] if " | " in kind else []
    texts = kind in ("string", "date-time") or (choices and all(one not in _JSON for one in choices))
    return {
        "name": name,
        "type": kind,
        "value": value,
        "secret": bool(value) and _secret(name, secrets),
        "fixed": name in key,
        "choices": choices if texts and len(choices) > 1 else [],
        "text": texts and not isinstance(value, list | dict) and value is not None,
        "json": "" if value and _secret(name, secrets) else msgspec.json.encode(value).decode(),
    }


_JSON = {"string", "integer", "number", "boolean", "array", "object", "date-time", "any"}


def _change(change: dict[str, Any], secrets: Collection[str]) -> dict[str, Any]:
    """One step of a row's history: which fields became what."""
    before, after = change["before"] or {}, change["after"] or {}
    what = "removed" if not after else "added" if not before else "changed"
    names = [name for name in dict.fromkeys([*before, *after]) if before.get(name) != after.get(name)]
    shown = [
        (name, *(MASK if _secret(name, secrets) else values.get(name) for values in (before, after)))
        for name in names
        if what == "changed"
    ]
    return {**change, "what": what, "fields": shown}


PAGES: Pages = {
    "/state": {"GET": overview},
    "/state/{app}": {"GET": of_app},
    "/state/{app}/{table}": {"GET": table},
    "/state/{app}/{table}/{key:rest}": {"GET": row},
}
