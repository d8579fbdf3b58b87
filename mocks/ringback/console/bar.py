"""The bar above every page: the worlds, the clock of this one, and what can be done with it."""

from starlette.responses import HTMLResponse, Response

from ringback.console.visit import Pages, Visit

TABS = ("floor", "timeline", "state", "contract", "faults", "worlds")


async def shown(visit: Visit) -> Response:
    """The bar alone, for a page that is open while the world moves."""
    tab = visit.query("tab")
    return HTMLResponse(visit.site.render("bar.html", **await visit.bar(tab if tab in TABS else TABS[0])))


PAGES: Pages = {"/bar": {"GET": shown}}
