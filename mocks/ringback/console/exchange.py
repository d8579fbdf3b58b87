"""The page of one request: what was asked and answered, and why."""

from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from ringback.console.copies import copies
from ringback.console.notation import fields, read
from ringback.console.visit import Pages, Visit

EMPTY: tuple[object, ...] = ("", None, [], {})


async def shown(visit: Visit) -> Response:
    """One request with its reply, the path of its decision and what it changed."""
    number = visit.param("request")
    entry = await visit.get(f"requests/{quote(number, safe='')}")
    path, _, query = entry["path"].partition("?")
    every = await _replies(visit, entry)
    return await visit.page(
        "exchange.html",
        tab="timeline",
        drawn="once",
        entry=entry,
        title=visit.control.app(entry["app"]).title,
        path=path,
        query=fields(query),
        asked=read(entry["request"]["body"], entry["request"]["headers"]),
        answered=read(entry["response"]["body"], entry["response"]["headers"]),
        changes=[_change(change) for change in entry["changes"]],
        copies=copies(entry, f"{visit.root}/w/{visit.world}"),
        given=next((reply for reply in every if reply["id"] == entry["reply"]), None),
        others=[reply for reply in every if reply["id"] != entry["reply"]],
    )


async def _replies(visit: Visit, entry: dict[str, Any]) -> list[dict[str, Any]]:
    every = (await visit.site.catalogue())["apps"][entry["app"]]
    return next((one["replies"] for one in every if one["id"] == entry["endpoint"]), [])


def _change(change: dict[str, Any]) -> dict[str, Any]:
    """A changed row as a diff: each field that became another; of a row that is new or gone, those with a value."""
    before, after = change["before"] or {}, change["after"] or {}
    what = "added" if not before else "removed" if not after else "changed"
    names = dict.fromkeys([*before, *after])
    rows = [
        (name, before.get(name), after.get(name))
        for name in names
        if (before.get(name) != after.get(name) if what == "changed" else {**before, **after}[name] not in EMPTY)
    ]
    key = change["key"]
    written = ",".join(quote(str(part), safe="") for part in key) if isinstance(key, list) else key
    blank = 0 if what == "changed" else len(names) - len(rows)
    return {"table": change["table"], "key": written, "what": what, "fields": rows, "blank": blank}


PAGES: Pages = {"/requests/{request}": {"GET": shown}}
