"""The timeline: requests, state changes, timers and clock moves, as they happen."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from starlette.responses import Response

from ringback.console.visit import Pages, Visit
from ringback.control.routes import Problem

LINES = 100
NAMES = ("app", "endpoint", "reply", "status", "since")
"""The journal's filters as a search writes them, `name:value`; all else is looked for in the texts, as it stands."""

_NAMED = re.compile(rf"(?<!\S)({'|'.join(NAMES)}):(?:\"([^\"]+)\"|(\S+))(?!\S)")


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
    narrow = bool(asked) or bool(visit.query("before")) or only_requests(visit)
    moments = [] if narrow else (await visit.get("moments", limit=LINES))["moments"]
    return await visit.page(
        "timeline.html",
        tab="timeline",
        lines=[*_merged(requests, moments)][:LINES],
        older=requests[0]["id"] if len(requests) == LINES else "",
        newest=not visit.query("before"),
        search=written(asked),
        problem=problem,
        only=only_requests(visit),
        stream={} if problem else _followed(visit, asked),
        apps=visit.control.apps,
    )


def only_requests(visit: Visit) -> bool:
    """Whether what happened beside the requests is left out."""
    return visit.query("only") == "requests"


def _followed(visit: Visit, asked: Mapping[str, str]) -> dict[str, str]:
    """What the stream is asked for: the lines that this page shows, as they come."""
    return {"lines": "yes", **({"only": "requests"} if only_requests(visit) else {}), **asked}


def asked_of(visit: Visit) -> dict[str, str]:
    """The journal's filters that a visit names, in its search or as parts of its query."""
    asked = {name: value for name in (*NAMES, "contains") if (value := visit.query(name))}
    search = visit.query("q")
    asked |= {found[1]: found[2] or found[3] for found in _NAMED.finditer(search)}
    rest = _NAMED.sub("", search).strip()
    return {**asked, **({"contains": rest} if rest else {})}


def written(asked: Mapping[str, str]) -> str:
    """Filters as a search."""
    named = [f"{name}:{_quoted(value)}" for name, value in asked.items() if name != "contains"]
    return " ".join([*named, *([asked["contains"]] if "contains" in asked else [])])


def _quoted(value: str) -> str:
    return f'"{value}"' if re.search(r"\s", value) else value


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
