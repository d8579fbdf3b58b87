"""ASGI: requests in, responses out. Vendor paths go straight to the pipeline, all others through Starlette."""

import logging
from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.routing import BaseRoute
from starlette.types import Receive, Scope, Send

from ringback.contract.request import Request
from ringback.serve.delivery import deliver
from ringback.serve.pipeline import Pipeline, Response
from ringback.serve.problem import JSON_TYPE, Problem
from ringback.serve.worlds import NAME

CONTROL = "/_ringback"
DEFAULT_WORLD = "default"

_log = logging.getLogger("ringback")
_DEFECT = Problem(500, "defect", "This is a defect of Ringback's own", "Please report it with the log")
# What is read of a body that is too large, before the answer is given anyway.
_DRAIN = 4


class Gateway(Starlette):
    """The application: a pipeline for vendors' paths, routes for Ringback's own."""

    def __init__(self, pipeline: Pipeline, routes: Sequence[BaseRoute], most_body: int) -> None:
        """Answer with the pipeline; `most_body` bounds a request's body in bytes."""
        super().__init__(routes=routes)
        self.pipeline = pipeline
        self.most_body = most_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or _own(path := scope["path"]):
            await super().__call__(scope, receive, send)
            return
        try:
            world, request = await self._read(scope, receive)
            response = await self.pipeline.handle(request, world)
        except Problem as problem:
            response = Response(problem.status, [JSON_TYPE], problem.body())
        except Gone:
            return
        except Exception:
            _log.exception("A request to %s met a defect of Ringback's own", path)
            response = Response(500, [JSON_TYPE], _DEFECT.body())
        await deliver(response, receive, send)

    async def _read(self, scope: Scope, receive: Receive) -> tuple[str, Request]:
        host, named, length = b"", b"", 0
        chunked = False
        for name, value in scope["headers"]:
            if name == b"host":
                host = value
            elif name == b"ringback-world":
                named = value
            elif name == b"content-length":
                length = int(value)
            elif name == b"transfer-encoding":
                chunked = True
        path: str = scope["path"]
        base = f"{scope['scheme']}://{host.decode('latin-1')}"
        world = named.decode("latin-1") or DEFAULT_WORLD
        if path.startswith("/w/"):
            world, _, rest = path[3:].partition("/")
            path = f"/{rest}"
            base = f"{base}/w/{world}"
        if NAME.fullmatch(world) is None:
            hint = "A world's name is 1 to 64 of A-Z a-z 0-9 . _ -"
            raise Problem(400, "bad_world_name", f"{world[:80]!r} cannot be the name of a world", hint)
        body: bytes | None = b""
        if length or chunked:
            body = await read_body(receive, self.most_body)
        client = scope.get("client") or ("",)
        return world, Request(
            scope["method"],
            path,
            scope["query_string"],
            scope["headers"],
            body or b"",
            client=client[0],
            base=base,
            too_large=body is None,
        )


def _own(path: str) -> bool:
    return path == CONTROL or path.startswith(f"{CONTROL}/")


class Gone(Exception):
    """The client went away before its request was complete."""


async def read_body(receive: Receive, most: int) -> bytes | None:
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
