"""ASGI: requests in, responses out. Vendor paths go straight to the pipeline, all others through Starlette."""

import logging
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from ringback.contract.request import Request
from ringback.serve.delivery import deliver
from ringback.serve.pipeline import Pipeline, Response
from ringback.serve.problem import JSON_TYPE, Problem
from ringback.serve.worlds import DEFAULT_WORLD as DEFAULT_WORLD
from ringback.serve.worlds import NAME

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.routing import BaseRoute
    from starlette.types import Receive, Scope, Send

CONTROL = "/_ringback"

_log = logging.getLogger("ringback")
_DEFECT = Problem(500, "defect", "This is a defect of Ringback's own", "Please report it with the log")
# What is read of a body that is too large, before the answer is given anyway.
_DRAIN = 4


class Gateway:
    """The application: a pipeline for vendors' paths, routes for Ringback's own."""

    def __init__(
        self, pipeline: Pipeline, routes: "Callable[[], Sequence[BaseRoute]]", most_body: int, front: str = ""
    ) -> None:
        """Answer with the pipeline; `most_body` bounds a body in bytes, `front` is where browsers are sent."""
        self.front = front
        self.pipeline = pipeline
        self.most_body = most_body
        self._routes = routes

    @cached_property
    def own(self) -> "Starlette":
        """What answers on Ringback's own paths."""
        # Imported here: to answer on vendors' paths takes nothing of it, and start-up is a budget.
        from starlette.applications import Starlette

        return Starlette(routes=self._routes())

    async def warm(self) -> None:
        """Have everything at hand that anybody's first request would wait for."""
        await self.pipeline.warm()
        _ = self.own

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer one request."""
        if scope["type"] != "http" or _own(path := scope["path"]):
            await self.own(scope, receive, send)
            return
        if path == "/" and self.front and _browses(scope):
            from starlette.responses import RedirectResponse

            await RedirectResponse(f"{self.front}/", 303)(scope, receive, send)
            return
        try:
            world, request = await self._read(scope, receive)
            response = await self.pipeline.handle(request, world)
        except Gone:
            return
        except Exception as error:
            response = refusal(error, path)
        await deliver(response, receive, send)

    def at_once(
        self,
        method: str,
        path: str,
        query: bytes,
        headers: Sequence[tuple[bytes, bytes]],
        body: bytes,
        client: str,
        scheme: str,
    ) -> Response | None:
        """Answer a vendor request that need not wait for anything; None for all others, with nothing done yet."""
        if path == "/" or _own(path) or len(body) > self.most_body:
            return None
        try:
            world, rest, base = addressed(path, headers, scheme)
            return self.pipeline.at_once(Request(method, rest, query, headers, body, client=client, base=base), world)
        except Exception as error:
            return refusal(error, path)

    async def _read(self, scope: "Scope", receive: "Receive") -> tuple[str, Request]:
        headers = scope["headers"]
        world, path, base = addressed(scope["path"], headers, scope["scheme"])
        body: bytes | None = b""
        if any(name in (b"content-length", b"transfer-encoding") for name, _ in headers):
            body = await read_body(receive, self.most_body)
        client = scope.get("client") or ("",)
        return world, Request(
            scope["method"],
            path,
            scope["query_string"],
            headers,
            body or b"",
            client=client[0],
            base=base,
            too_large=body is None,
        )


def addressed(path: str, headers: Sequence[tuple[bytes, bytes]], scheme: str) -> tuple[str, str, str]:
    """The world a request is for, the vendor's own path, and the URL of the world's root."""
    host, named = b"", b""
    for name, value in headers:
        if name == b"host":
            host = value
        elif name == b"ringback-world":
            named = value
    base = f"{scheme}://{host.decode('latin-1')}"
    world = named.decode("latin-1") or DEFAULT_WORLD
    if path.startswith("/w/"):
        world, _, rest = path[3:].partition("/")
        path = f"/{rest}"
        base = f"{base}/w/{world}"
    if world != DEFAULT_WORLD and NAME.fullmatch(world) is None:
        hint = "A world's name is 1 to 64 of A-Z a-z 0-9 . _ -"
        raise Problem(400, "bad_world_name", f"{world[:80]!r} cannot be the name of a world", hint)
    return world, path, base


def refusal(error: Exception, path: str) -> Response:
    """The answer to a request that Ringback itself refuses, or that met a defect of its own."""
    if not isinstance(error, Problem):
        _log.error("A request to %s met a defect of Ringback's own", path, exc_info=error)
        error = _DEFECT
    return Response(error.status, [JSON_TYPE], error.body())


def _own(path: str) -> bool:
    return path.startswith(CONTROL) and (len(path) == len(CONTROL) or path[len(CONTROL)] == "/")


def _browses(scope: "Scope") -> bool:
    """Whether a person looks: only browsers ask for HTML by name."""
    accepted = b",".join(value for name, value in scope["headers"] if name == b"accept")
    return scope["method"] in ("GET", "HEAD") and b"text/html" in accepted


class Gone(Exception):
    """The client went away before its request was complete."""


async def read_body(receive: "Receive", most: int) -> bytes | None:
    """The body, or None when it is larger than allowed: the rest is read, within reason, and thrown away."""
    message = await receive()
    if message["type"] == "http.disconnect":
        raise Gone
    body: bytes = message.get("body", b"")
    if not message.get("more_body", False):
        return body if len(body) <= most else None
    chunks, size = [body], len(body)
    while message.get("more_body", False) and size <= most * _DRAIN:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        chunk = message.get("body", b"")
        size += len(chunk)
        if size <= most:
            chunks.append(chunk)
        else:
            chunks.clear()
    return b"".join(chunks) if size <= most else None
