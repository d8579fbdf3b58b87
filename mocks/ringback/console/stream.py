"""What moves a page while it is open: a tick whenever something happened, and the timeline's new lines."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

from starlette.responses import Response, StreamingResponse

from ringback.console.visit import Pages, Visit

# Ticks come no closer than this, and at least as often while the world's clock runs: its timers fire when it is asked.
PAUSE = 0.25
BEAT = 1.0
KEEP_ALIVE = 15.0
MOST_WAITING = 200


class Stream:
    """One open page's connection."""

    def __init__(self, visit: Visit) -> None:
        """Listen to the visit's world."""
        self._visit = visit
        self._journal = visit.control.journal
        self._woken = asyncio.Event()
        self._lines: deque[tuple[str, dict[str, Any]]] = deque(maxlen=MOST_WAITING)

    def hear(self, kind: str, data: dict[str, Any]) -> None:
        """Take up that something happened."""
        if kind == "closed":
            self._woken.set()
        elif data["world"] == self._visit.world:
            self._lines.append((kind, data))
            self._woken.set()

    async def run(self) -> AsyncIterator[bytes]:
        """Ticks, until the browser leaves, the world goes or the server stops."""
        self._journal.listeners.add(self.hear)
        try:
            yield b"retry: 1000\n\n"
            while not self._journal.closed:
                beat = self._beat()
                with suppress(TimeoutError):
                    async with asyncio.timeout(beat):
                        await self._woken.wait()
                if self._woken.is_set():
                    await asyncio.sleep(PAUSE)
                elif beat == KEEP_ALIVE:
                    yield b": still here\n\n"
                    continue
                self._woken.clear()
                self._lines.clear()
                yield b"event: tick\ndata: -\n\n"
        finally:
            self._journal.listeners.discard(self.hear)

    def _beat(self) -> float:
        cell = self._visit.control.worlds.cells.get(self._visit.world)
        return BEAT if cell is not None and cell.world.clock.mode != "frozen" else KEEP_ALIVE


async def opened(visit: Visit) -> Response:
    """The stream of a world."""
    visit.control.known(visit.world)
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(Stream(visit).run(), media_type="text/event-stream", headers=headers)


PAGES: Pages = {"/events": {"GET": opened}}
