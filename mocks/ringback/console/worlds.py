"""All worlds of the server: the way to those that the picker in the bar has no room for."""

from typing import Any

from starlette.responses import Response

from ringback.console.visit import Pages, Visit

# So many are listed; a search finds the others.
MOST = 200


async def shown(visit: Visit) -> Response:
    """The worlds whose name or scenario holds a text, the last made first."""
    search = visit.query("q")
    every: list[dict[str, Any]] = (await visit.ask.get("worlds"))["worlds"]
    found = [one for one in reversed(every) if search.lower() in f"{one['name']} {one['scenario']}".lower()]
    return await visit.page(
        "worlds.html", tab="worlds", search=search, found=found[:MOST], matching=len(found), every=len(every)
    )


PAGES: Pages = {"/worlds": {"GET": shown}}
