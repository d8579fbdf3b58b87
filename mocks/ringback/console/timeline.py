"""The timeline: requests, state changes, timers and clock moves, as they happen."""

import shlex
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from ringback.console.visit import Pages, Visit
from ringback.control.routes import Problem

LINES = 100
NAMES = ("app", "endpoint", "reply", "status", "since")
"""The journal's filters as a search writes them, `name:value`; all other words are looked for in the texts."""


async def shown(visit: Visit) -> Response:
    """The newest lines that a search leaves, and more as they come."""
    asked = asked_of(visit)
    problem = None
    requests: list[dict[str, Any]] = []
    try:
        found = await visit.get("requests", **asked, before=visit.query("before"), limit=LINES)
        requests = found["requests"]
    except Problem as refused:
        problem = refused
    narrow = bool(asked) or bool(visit.query("before"))
    moments = [] if narrow else (await visit.get("moments", limit=LINES))["moments"]
    return await visit.page(
        "timeline.html",
        tab="timeline",
        lines=[*_merged(requests, moments)][:LINES],
        older=requests[0]["id"] if len(requests) == LINES else "",
        newest=not visit.query("before"),
        search=written(asked),
        problem=problem,
        stream=visit.url("events") + ("" if problem else f"?{urlencode({'lines': 'yes', **asked})}"),
        apps=visit.control.apps,
    )


def asked_of(visit: Visit) -> dict[str, str]:
    """The journal's filters that a visit names, in its search or as parts of its query."""
    asked = {name: value for name in (*NAMES, "contains") if (value := visit.query(name))}
    rest = []
    for word in _words(visit.query("q")):
        name, colon, value = word.partition(":")
        if colon and value and name in NAMES:
            asked[name] = value
        else:
            rest.append(word)
    return {**asked, **({"contains": " ".join(rest)} if rest else {})}


def _words(search: str) -> list[str]:
    try:
        return shlex.split(search)
    except ValueError:
        return search.split()


def written(asked: Mapping[str, str]) -> str:
    """Filters as a search."""
    named = [f"{name}:{_quoted(value)}" for name, value in asked.items() if name != "contains"]
    return " ".join([*named, *([asked["contains"]] if "contains" in asked else [])])


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


def _merged(requests: list[dict[str, Any]], moments: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Requests and what happened between them, the newest first."""
    first = int(requests[0]["id"]) if len(requests) == LINES else 0
    beside = [one for one in moments if int(one["after"]) >= first]
    for one in reversed(requests):
        while beside and int(beside[-1]["after"]) >= int(one["id"]):
            yield beside.pop()
        yield {"kind": "request", **one}
    yield from reversed(beside)


PAGES: Pages = {"/timeline": {"GET": shown}}
