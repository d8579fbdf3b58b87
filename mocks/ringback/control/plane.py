"""The control plane: what it steers, and how a request finds what answers it."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from starlette.convertors import PathConvertor, register_url_convertor
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import Message, Receive, Scope, Send

from ringback.contract.app import App
from ringback.control.errors import DEFECT, Refusal, did_you_mean, refused, unknown
from ringback.control.guard import guard
from ringback.serve.asgi import CONTROL, Gone
from ringback.serve.journal import Journal
from ringback.serve.pipeline import Pipeline
from ringback.serve.problem import Problem
from ringback.serve.settings import Settings
from ringback.serve.worlds import Cell, Worlds

_log = logging.getLogger("ringback")
_HEALTH = f"{CONTROL}/health"
_MADE = "A world is made by the first vendor request that names it, or by PUT /_ringback/worlds/{name}."


@dataclass(frozen=True)
class Control:
    """What the control plane steers."""

    pipeline: Pipeline

    @property
    def worlds(self) -> Worlds:
        """The worlds."""
        return self.pipeline.worlds

    @property
    def journal(self) -> Journal:
        """The journal of all worlds."""
        return self.pipeline.journal

    @property
    def settings(self) -> Settings:
        """What the server was asked to be."""
        return self.pipeline.worlds.settings

    @property
    def apps(self) -> Mapping[str, App]:
        """The apps that are served, by name."""
        return {app.name: app for app in self.pipeline.apps}

    def app(self, name: str) -> App:
        """The app of that name; a Problem when it is not served."""
        apps = self.apps
        if name not in apps:
            raise unknown("app", name, apps)
        return apps[name]

    def app_in(self, room: str) -> str:
        """The name of the app that keeps that room; of apps that share it, the first."""
        return next((app.name for app in self.pipeline.apps if app.room == room), room)

    def known(self, name: str) -> Cell:
        """The world of that name; a Problem when there is none."""
        cell = self.worlds.cells.get(name)
        if cell is None:
            raise unknown("world", name, self.worlds.cells, _MADE)
        return cell

    async def enter(self, request: Request) -> tuple[Cell, datetime]:
        """The world that the path names, with time passed up to now. What follows without a wait is done as one."""
        cell = self.known(request.path_params["world"])
        return cell, await cell.settle()

    def changed(self, cell: Cell, request: Request) -> None:
        """Let those who listen know that a world was changed by hand, or dropped; another may have taken its place."""
        at = self.worlds.cells.get(cell.name, cell).now()
        said = {"world": cell.name, "at": at, "method": request.method, "path": request.scope["path"][:MOST_TOLD]}
        self.journal.publish("control", said)


Handler = Callable[[Control, Request], Awaitable[Response]]
Paths = Mapping[str, Mapping[str, Handler]]
"""Paths below /_ringback, each with what its methods do."""


def answer(data: Any, status: int = 200) -> Response:
    """Plain data as JSON."""
    return Response(msgspec.json.encode(data), status, media_type="application/json")


NOTHING = 204

# Methods that change a world, and the paths that tell of themselves or change nothing.
_CHANGES = ("POST", "PUT", "PATCH", "DELETE")
_TOLD = ("/worlds/{world}/clock", "/worlds/{world}/clock/advance", "/worlds/{world}/requests/wait")
_REFUSED = 400
# Of a path, as much is told to those who listen.
MOST_TOLD = 1_000


class _Rest(PathConvertor):
    """The rest of a path, whatever it holds; Starlette's own `path` ends at a line end."""

    regex = r"(?s:.*)"


register_url_convertor("rest", _Rest())


class Resource:
    """One path, as an ASGI application: each method has its handler."""

    def __init__(self, control: Control, methods: Mapping[str, Handler], *, tells: bool = True) -> None:
        """Answer these methods, and HEAD where there is GET; unless told otherwise, tell of what changes a world."""
        self._control = control
        self._handlers = {**methods, **({"HEAD": methods["GET"]} if "GET" in methods else {})}
        self._tells = _CHANGES if tells else ()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        handler = self._handlers.get(scope["method"])
        if handler is None:
            methods = ", ".join(sorted(self._handlers))
            message = f"{scope['method']} is not for {scope['path'][:200]}"
            raise Refusal(405, "bad_method", message, f"It takes {methods}", Allow=methods)
        request = Request(scope, receive)
        cell = self._control.worlds.cells.get(request.path_params.get("world", ""))
        response = await handler(self._control, request)
        # A world that was made by this has nobody who would have listened.
        if scope["method"] in self._tells and response.status_code < _REFUSED and cell is not None:
            self._control.changed(cell, request)
        await response(scope, receive, send)


class Plane:
    """All control routes behind their guard; whatever goes wrong is answered as JSON."""

    def __init__(self, control: Control, paths: Paths) -> None:
        """Answer at these paths."""
        self._control = control
        self._paths = [f"{CONTROL}{path}" for path in paths]
        resources = [
            Route(f"{CONTROL}{path}", Resource(control, methods, tells=path not in _TOLD))
            for path, methods in paths.items()
        ]
        self._router = Router(resources, redirect_slashes=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        begun = False

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            guard(self._control.settings, Headers(scope=scope), asks_token=scope["path"] != _HEALTH)
            await self._router(scope, receive, noting)
            return
        except Gone:
            return
        except Problem as problem:
            response = refused(problem)
        except HTTPException:
            response = refused(self._nowhere(scope["path"]))
        except Exception:
            _log.exception("A control request to %s met a defect of Ringback's own", scope["path"])
            if begun:
                raise
            response = refused(DEFECT)
        await response(scope, receive, send)

    def _nowhere(self, path: str) -> Problem:
        hint = did_you_mean(path, [*map(_filled(path), self._paths)])
        return Problem(404, "unknown_path", f"Nothing answers at {path[:200]}", hint)


def _filled(path: str) -> Callable[[str], str]:
    """Fill a pattern's gaps with the parts that a path has in their places."""
    given = path.split("/")

    def fill(pattern: str) -> str:
        parts = enumerate(pattern.replace(":rest", "").split("/"))
        return "/".join(given[at] if part.startswith("{") and at < len(given) else part for at, part in parts)

    return fill
