"""A visit: one request of a browser for one page, in one world."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ringback.console.address import HOME, asked
from ringback.console.ask import Ask
from ringback.control.routes import Control

if TYPE_CHECKING:
    from ringback.console.site import Site

# Of more worlds, the page of all worlds is the way to the others.
MOST_PICKED = 60

Drawn = Literal["once", "acted", "live"]
"""When a page that is open is drawn anew: never, when a person did something in it, or when anything happened."""


class Visit:
    """What a page needs: who asks for what, in which world, and a way to ask the control plane."""

    def __init__(self, site: "Site", request: Request, world: str) -> None:
        """Visit a page of a world."""
        self.site = site
        self.request = request
        self.world = world
        self.ask: Ask = site.ask
        self.control: Control = site.control
        self.seen = self._seen()

    def _seen(self) -> str:
        """How much the world's journal held when the visit began."""
        cell = self.control.worlds.cells.get(self.world)
        return f"{cell.log.next_id}.{cell.log.next_moment}" if cell is not None else ""

    @property
    def of_world(self) -> str:
        """The world's own path on the control plane."""
        return f"worlds/{quote(self.world, safe='')}"

    async def get(self, path: str, **query: object) -> Any:
        """What the control plane has at a path below this world."""
        return await self.ask.get(f"{self.of_world}/{path}", **query)

    def url(self, *parts: object) -> str:
        """The address of one of the console's pages in this world."""
        return "/".join([HOME, "w", *(quote(str(part), safe="") for part in (self.world, *parts))])

    def param(self, name: str) -> str:
        """A part of the path, as it was sent: decoded once."""
        return str(self.request.path_params[name])

    def query(self, name: str) -> str:
        """A value of the query; blank when there is none."""
        return self.request.query_params.get(name, "").strip()

    async def page(self, template: str, *, tab: str, drawn: Drawn = "acted", **context: Any) -> Response:
        """A page below the world's bar."""
        frame = {"drawn": drawn, "here": asked(self.request.scope)}
        stream = f"{self.url('events')}?{urlencode({**context.pop('stream', {}), 'seen': self.seen})}"
        return HTMLResponse(self.site.render(template, **await self.bar(tab), **frame, stream=stream, **context))

    async def bar(self, tab: str) -> dict[str, Any]:
        """What the bar above every page shows: worlds, clock, snapshots, faults; `tab` is the page it stands on."""
        names = [one["name"] for one in (await self.ask.get("worlds"))["worlds"]]
        snapshots = (await self.get("snapshots"))["snapshots"]
        return {
            **self.context(),
            "tab": tab,
            "picked": _picked(names, self.world),
            "world_count": len(names),
            "this": await self.ask.get(self.of_world),
            "clock": await self.get("clock"),
            "snapshots": snapshots,
            "free_snapshot": _free("moment", [one["name"] for one in snapshots]),
            "free_fork": _free(f"{self.world[:56]}-fork", names),
            "free_world": _free("mine", names),
            "scenarios": self.control.worlds.library.names(),
            "faults": len((await self.get("faults"))["faults"]),
        }

    def fragment(self, template: str, **context: Any) -> Response:
        """A part of a page."""
        return HTMLResponse(self.site.render(template, **self.context(), **context))

    def context(self) -> dict[str, Any]:
        """What every template knows."""
        return {
            "world": self.world,
            "url": self.url,
            "of_world": self.of_world,
            "root": self.root,
            "token": bool(self.control.settings.control_token),
        }

    @property
    def root(self) -> str:
        """The server as the browser calls it."""
        return f"{self.request.url.scheme}://{self.request.url.netloc}"


def _picked(names: list[str], world: str) -> list[str]:
    """The worlds to pick from: the default one, the one that is visited, and those made last."""
    first = ["default"] if "default" in names else []
    return [*dict.fromkeys((*first, *names[-MOST_PICKED:], world))]


def _free(wanted: str, taken: Collection[str]) -> str:
    """The name itself, or with the first number at its end that makes it one of its own."""
    names = (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


Handler = Callable[[Visit], Awaitable[Response]]
Pages = Mapping[str, Mapping[str, Handler]]
"""Paths below /_ringback/console/w/{world}, each with what its methods do."""
