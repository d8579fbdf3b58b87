"""The bar above every page: the worlds, the clock of this one, and what can be done with it."""

from starlette.responses import HTMLResponse, Response

from ringback.console.visit import Pages, Visit


async def shown(visit: Visit) -> Response:
    """The bar alone, for a page that is open while the world moves."""
    return HTMLResponse(visit.site.render("bar.html", **await visit.bar(visit.query("tab") or "floor")))


PAGES: Pages = {"/bar": {"GET": shown}}
