"""What moves a page while it is open: a tick whenever something happened, and the timeline's new lines."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from typing import Any

from starlette.responses import Response, StreamingResponse

from ringback.console.timeline import asked_of
from ringback.console.visit import Pages, Visit
from ringback.control.body import converted
from ringback.control.events import KEEP_ALIVE
from ringback.control.filters import Filter, matcher

# Ticks come no closer than this, and at least as often while the world's clock runs: its timers fire when it is asked.
PAUSE = 0.25
BEAT = 1.0
# Of more lines at once, the newest are sent.
MOST_LINES = 100


class Stream:
    """One open page's connection."""

    def __init__(self, visit: Visit) -> None:
        """Listen to the visit's world; `lines` in its query asks for those of the timeline, filtered as the page is."""
        self._visit = visit
        self._journal = visit.control.journal
        self._woken = asyncio.Event()
        self._lines: deque[dict[str, Any]] = deque(maxlen=MOST_LINES if visit.query("lines") else 0)
        asked = asked_of(visit)
        self._whole = not asked
        self._matches = matcher(visit.control, converted(asked, Filter))

    def hear(self, kind: str, data: dict[str, Any]) -> None:
        """Take up that something happened."""
        if kind != "closed" and data["world"] != self._visit.world:
            return
        if kind != "closed":
            self._lines.append({"kind": kind, "data": data})
        self._woken.set()

    async def run(self) -> AsyncIterator[bytes]:
        """Ticks and lines, until the browser leaves, the world goes or the server stops."""
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
                yield b"".join((*self._said(), _event("tick", "-")))
        finally:
            self._journal.listeners.discard(self.hear)

    def _beat(self) -> float:
        cell = self._visit.control.worlds.cells.get(self._visit.world)
        return BEAT if cell is not None and cell.world.clock.mode != "frozen" else KEEP_ALIVE

    def _said(self) -> Iterator[bytes]:
        """The lines that have come, the newest first, as the page shows them."""
        lines = [line for one in reversed(self._lines) if (line := self._line(**one)) is not None]
        self._lines.clear()
        if lines:
            context = {**self._visit.context(), "lines": lines}
            yield _event("lines", self._visit.site.render("timeline_lines.html", **context))

    def _line(self, kind: str, data: dict[str, Any]) -> dict[str, Any] | None:
        if kind != "request":
            named = {"app": self._visit.control.app_in(data["app"]), "name": data["kind"]} if kind == "timer" else {}
            return {**data, **named, "kind": kind} if self._whole else None
        cell = self._visit.control.worlds.cells.get(self._visit.world)
        entry = cell.log.entries.get(int(data["id"])) if cell is not None else None
        return {**data, "kind": kind} if entry is not None and self._matches(entry) else None


def _event(kind: str, text: str) -> bytes:
    data = "".join(f"data: {line}\n" for line in text.splitlines() if line)
    return f"event: {kind}\n{data}\n".encode()


async def opened(visit: Visit) -> Response:
    """The stream of a world."""
    visit.control.known(visit.world)
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(Stream(visit).run(), media_type="text/event-stream", headers=headers)


PAGES: Pages = {"/events": {"GET": opened}}
