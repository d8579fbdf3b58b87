"""Server-sent events: what happens in the worlds, while it happens."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from ringback.control.body import query
from ringback.control.catalogue import Of
from ringback.control.plane import Control, Paths

# A listener that is slower than what happens misses the oldest of it.
MOST_WAITING = 1_000
KEEP_ALIVE = 15.0

_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}


class Listener:
    """One client's queue: what has happened and not been sent yet."""

    def __init__(self, control: Control, world: str | None) -> None:
        """Listen to one world, or to all."""
        self._control = control
        self._world = world
        self._waiting: deque[bytes] = deque()
        self._dropped = 0
        self._woken = asyncio.Event()

    def hear(self, kind: str, data: dict[str, Any]) -> None:
        """Take up something that happened; of too much, the oldest goes."""
        if kind != "closed":
            if self._world not in (None, data["world"]):
                return
            if kind == "timer":
                data = {**data, "app": self._control.app_in(data["app"])}
            if len(self._waiting) == MOST_WAITING:
                self._waiting.popleft()
                self._dropped += 1
            self._waiting.append(_event(kind, data))
        self._woken.set()

    async def stream(self) -> AsyncIterator[bytes]:
        """What happens, from now on until the client leaves or the server stops."""
        journal = self._control.journal
        journal.listeners.add(self.hear)
        try:
            yield b": listening\n\n"
            while not journal.closed:
                try:
                    async with asyncio.timeout(KEEP_ALIVE):
                        await self._woken.wait()
                except TimeoutError:
                    yield b": still here\n\n"
                    continue
                self._woken.clear()
                if self._dropped:
                    yield _event("dropped", {"events": self._dropped})
                    self._dropped = 0
                said = b"".join(self._waiting)
                self._waiting.clear()
                yield said
        finally:
            journal.listeners.discard(self.hear)


def _event(kind: str, data: dict[str, Any]) -> bytes:
    return b"event: %s\ndata: %s\n\n" % (kind.encode(), msgspec.json.encode(data))


async def events(control: Control, request: Request) -> Response:
    """Requests, clock moves, timers and what was changed by hand, as they happen.

    A comment line now and then keeps the connection open.
    """
    of = query(request, Of)
    if of.world is not None:
        control.known(of.world)
    if request.method == "HEAD":
        return Response(media_type="text/event-stream", headers=_HEADERS)
    listener = Listener(control, of.world)
    return StreamingResponse(listener.stream(), media_type="text/event-stream", headers=_HEADERS)


PATHS: Paths = {"/events": {"GET": events}}
