"""The site: templates, assets, and how a path finds the page that answers it."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Match, Route

from ringback.console import acts, bar, contract, entities, exchange, faults, floor, shown, stream, timeline, worlds
from ringback.console.address import HOME
from ringback.console.ask import Ask
from ringback.console.visit import Handler, Pages, Visit
from ringback.control.errors import Refusal
from ringback.control.routes import Control, Problem

HERE = Path(__file__).parent

PAGES: Pages = {
    **floor.PAGES,
    **timeline.PAGES,
    **exchange.PAGES,
    **entities.PAGES,
    **contract.PAGES,
    **faults.PAGES,
    **worlds.PAGES,
    **bar.PAGES,
    **stream.PAGES,
    **acts.PAGES,
}
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Site:
    """All pages of the console."""

    def __init__(self, control: Control) -> None:
        """Make the pages of a control plane."""
        self.control = control
        self.ask = Ask(control)
        self._catalogue: Any = None
        self._routes = [(Route(f"/w/{{world}}{path}", _unused), methods) for path, methods in PAGES.items()]
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters.update(shown.FILTERS)
        self._templates.globals.update(home=HOME, asset=_asset)

    def render(self, template: str, **context: Any) -> str:
        """A template, filled; everything put into it is escaped."""
        return self._templates.get_template(template).render(**context)

    async def catalogue(self) -> Any:
        """Everything that is declared; it stays the same as long as the server runs."""
        if self._catalogue is None:
            self._catalogue = await self.ask.get("catalogue")
        return self._catalogue

    async def answer(self, request: Request, path: str) -> Response:
        """The answer to one request; a Problem when nothing is there."""
        if path.startswith("/assets/"):
            return _asset_response(request, path.removeprefix("/assets/"))
        if path in ("", "/"):
            return RedirectResponse(f"{HOME}/w/{_first(self.control)}/floor", 303)
        for route, methods in self._routes:
            match, scope = route.matches({**request.scope, "type": "http", "path": path, "root_path": ""})
            if match is Match.NONE:
                continue
            handler: Handler | None = methods.get("GET" if request.method == "HEAD" else request.method)
            if handler is None:
                says = f"{request.method[:20]} is not for this page"
                takes = ", ".join(methods)
                raise Refusal(405, "bad_method", says, "Go back and use its buttons", Allow=takes)
            request.scope["path_params"] = scope["path_params"]
            return await handler(Visit(self, request, scope["path_params"]["world"]))
        hint = "The first page of the console leads to all others"
        raise Problem(404, "unknown_path", f"There is no page at {path[:200]}", hint)

    def refused(self, request: Request, problem: Problem) -> Response:
        """The page that says what was wrong; to a script, only the sentence."""
        template = "said.html" if request.headers.get("hx-request") else "refused.html"
        says = self.render(template, problem=problem, command="", done="")
        return HTMLResponse(says, problem.status, problem.headers if isinstance(problem, Refusal) else None)

    def sign_in(self, request: Request, then: str, *, wrong: bool = False) -> Response:
        """The page that asks for the control token, and goes on to another then; a script is told to show it."""
        again = {"hx-refresh": "true"} if request.headers.get("hx-request") else None
        return HTMLResponse(self.render("sign_in.html", wrong=wrong, then=then), 403 if wrong else 401, again)


async def _unused(request: Request) -> Response:
    raise NotImplementedError


def _first(control: Control) -> str:
    names = list(control.worlds.cells)
    return "default" if "default" in names or not names else names[0]


@cache
def _assets() -> dict[str, tuple[bytes, str]]:
    """Each asset's content, and what tells it from any other content of that name."""
    read = {path.name: path.read_bytes() for path in (HERE / "assets").iterdir() if path.suffix in KINDS}
    return {name: (content, sha256(content).hexdigest()[:16]) for name, content in read.items()}


def _asset(name: str) -> str:
    """The address of an asset, a new one whenever its content is another."""
    return f"{HOME}/assets/{name}?{_assets()[name][1]}"


def _asset_response(request: Request, name: str) -> Response:
    if name not in _assets():
        raise Problem(404, "unknown_asset", f"There is no asset called {name[:100]!r}")
    content, tag = _assets()[name]
    for_ever = request.scope["query_string"] == tag.encode()
    headers = {"etag": f'"{tag}"', "cache-control": "max-age=31536000, immutable" if for_ever else "no-cache"}
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type=KINDS[Path(name).suffix])
