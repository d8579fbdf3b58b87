"""The contract: every endpoint, every reply, where it comes from, and whether this world has seen it."""

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.responses import Response

from ringback.console.visit import Pages, Visit
from ringback.control.routes import Problem

GRADES = {
    "documented": "the vendor's document prints it",
    "observed": "the vendor's software was seen to answer so",
    "inferred": "neither says; this is what a user would expect",
}
REACHES = {
    "input": "met by what a request says",
    "state": "met by what is in the world",
    "fault": "met by a fault only",
}
SEEN = {"yes": "seen in this world", "no": "not seen yet"}


async def overview(visit: Visit) -> Response:
    """Every app: how much it promises, how well that is known, and how much of it this world has seen."""
    seen = (await visit.ask.get("coverage", world=visit.world))["apps"]
    titles = {name: app.title for name, app in visit.control.apps.items()}
    return await visit.page("contract.html", tab="contract", seen=seen, titles=titles, grades=GRADES)


async def app(visit: Visit) -> Response:
    """The endpoints of one app, in the document's order, those that a filter leaves."""
    name = visit.param("app")
    title = visit.control.app(name).title
    asked = {key: visit.query(key) for key in ("q", "grade", "reach", "seen")}
    counts = (await visit.ask.get("coverage", world=visit.world))["seen"]
    every = await _endpoints(visit, name)
    found = [left for endpoint in every if (left := _left(endpoint, asked, counts)) is not None]
    return await visit.page(
        "contract_app.html",
        tab="contract",
        app=name,
        title=title,
        asked=asked,
        endpoints=found,
        every=len(every),
        replies=sum(len(endpoint["left"]) for endpoint in found),
        choices={"grade": GRADES, "reach": REACHES, "seen": SEEN},
    )


async def endpoint(visit: Visit) -> Response:
    """One endpoint: what it takes, and everything it may say."""
    name, of = visit.param("endpoint"), visit.param("app")
    title = visit.control.app(of).title
    every = await _endpoints(visit, of)
    place = next((at for at, one in enumerate(every) if one["id"] == name), None)
    if place is None:
        hint = f"{title} has {len(every)} of them; the page of the app lists all"
        raise Problem(404, "unknown_endpoint", f"There is no endpoint called {name[:100]!r}", hint)
    counts = (await visit.ask.get("coverage", world=visit.world))["seen"]
    said = _left(every[place], {}, counts)
    return await visit.page(
        "contract_endpoint.html",
        tab="contract",
        app=of,
        title=title,
        endpoint=said,
        before=every[place - 1] if place else None,
        after=every[place + 1] if place + 1 < len(every) else None,
        grades=GRADES,
        reaches=REACHES,
    )


async def _endpoints(visit: Visit, app: str) -> list[dict[str, Any]]:
    endpoints: list[dict[str, Any]] = (await visit.site.catalogue())["apps"][app]
    return endpoints


def _left(
    endpoint: Mapping[str, Any], asked: Mapping[str, str], counts: Mapping[str, Sequence[int]]
) -> dict[str, Any] | None:
    """The endpoint with those of its replies that a filter leaves; None when it leaves none."""
    replies = [{**reply, "times": sum(counts.get(reply["id"], (0, 0)))} for reply in endpoint["replies"]]
    words = asked.get("q", "").lower().split()
    about = f"{endpoint['id']} {endpoint['path']} {endpoint.get('function', '')} {endpoint['summary']}".lower()
    left = [
        reply
        for reply in replies
        if all(word in about or word in f"{reply['id']} {reply['text']}".lower() for word in words)
        and asked.get("grade", "") in ("", reply["grade"])
        and asked.get("reach", "") in ("", reply["reach"])
        and asked.get("seen", "") in ("", "yes" if reply["times"] else "no")
    ]
    if not left:
        return None
    return {**endpoint, "all": replies, "left": left, "met": sum(reply["times"] > 0 for reply in replies)}


PAGES: Pages = {
    "/contract": {"GET": overview},
    "/contract/{app}": {"GET": app},
    "/contract/{app}/{endpoint}": {"GET": endpoint},
}
