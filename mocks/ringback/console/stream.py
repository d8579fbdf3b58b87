"""What moves a page while it is open: a tick whenever something happened, and the timeline's new lines."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from itertools import islice, takewhile
from typing import Any, NamedTuple

from starlette.responses import Response, StreamingResponse

from ringback.console.timeline import asked_of, only_requests
from ringback.console.visit import Pages, Visit
from ringback.control.body import converted
from ringback.control.events import KEEP_ALIVE
from ringback.control.filters import ID, Filter, matcher

# Ticks come no closer than this, and as seldom while the world's clock runs: its timers fire when it is asked.
PAUSE = 0.25
BEAT = 1.0
# Of more lines at once, the newest requests are sent, and the newest of all else.
MOST_LINES = 100


class Line(NamedTuple):
    """Something that happened: where it stands among requests and moments, its kind, and what is told of it."""

    place: tuple[int, int]
    kind: str
    data: dict[str, Any]


class Stream:
    """One open page's connection."""

    def __init__(self, visit: Visit) -> None:
        """Listen to the visit's world; `lines` in its query asks for those of the timeline, filtered as the page is.

        `seen` says what the page had when it was made: what has happened since is told first.
        """
        self._visit = visit
        self._journal = visit.control.journal
        cell = visit.control.known(visit.world)
        self._cell: object = cell
        self._woken = asyncio.Event()
        most = MOST_LINES if visit.query("lines") else 0
        # Of each kind by itself: the timers of a clock that runs fast do not push the requests out.
        self._requests: deque[Line] = deque(maxlen=most)
        self._beside: deque[Line] = deque(maxlen=most)
        asked = asked_of(visit)
        self._whole = not asked and not only_requests(visit)
        self._matches = matcher(visit.control, converted(asked, Filter))
        seen = visit.query("seen")
        if seen and seen != visit.seen:
            self._catch_up(*(int(part) if ID.fullmatch(part) else 0 for part in seen.partition(".")[::2]))

    def _catch_up(self, request: int, moment: int) -> None:
        log = self._present().log
        late = takewhile(lambda entry: entry.id >= request, reversed(log.entries.values()))
        lines = [Line((entry.id, 0), "request", entry.summary()) for entry in islice(late, self._requests.maxlen)]
        self._requests.extend(lines[::-1])
        self._beside.extend(Line((one.after, one.id), one.kind, one.data) for one in log.moments if one.id >= moment)
        self._woken.set()

    def hear(self, kind: str, data: dict[str, Any]) -> None:
        """Take up that something happened."""
        if kind == "closed":
            self._woken.set()
        elif data["world"] == self._visit.world:
            if kind == "request":
                self._requests.append(Line((int(data["id"]), 0), kind, data))
            elif (cell := self._present()) is not None and cell.log.moments:
                last = cell.log.moments[-1]
                self._beside.append(Line((last.after, last.id), kind, data))
            # Timers fire because somebody asked, mostly this page: to wake for them would be to chase oneself.
            if kind != "timer":
                self._woken.set()

    async def run(self) -> AsyncIterator[bytes]:
        """Ticks and lines, until the browser leaves or the server stops; a world that is dropped may come back."""
        self._journal.listeners.add(self.hear)
        try:
            yield b"retry: 1000\n\n"
            while not self._closed():
                beat = self._beat()
                with suppress(TimeoutError):
                    async with asyncio.timeout(beat):
                        await self._woken.wait()
                if self._closed():
                    return
                if not self._woken.is_set() and self._still(beat):
                    yield b": still here\n\n"
                    continue
                await asyncio.sleep(PAUSE)
                self._woken.clear()
                yield b"".join((*self._said(), self._sign()))
        finally:
            self._journal.listeners.discard(self.hear)

    def _closed(self) -> bool:
        return self._journal.closed

    def _present(self) -> Any:
        return self._visit.control.worlds.cells.get(self._visit.world)

    def _beat(self) -> float:
        cell = self._present()
        return KEEP_ALIVE if cell is not None and cell.world.clock.mode == "frozen" else BEAT - PAUSE

    def _still(self, beat: float) -> bool:
        """Whether nothing happened while nobody said anything: a clock stood, or a world that is gone stayed away."""
        if self._cell is None:
            return self._present() is None
        return beat == KEEP_ALIVE and not self._beside

    def _sign(self) -> bytes:
        """A tick; or that the world is gone, or that another has taken its place."""
        before, self._cell = self._cell, self._present()
        if self._cell is None:
            return _event("gone", "-")
        return _event("tick" if self._cell is before else "anew", "-")

    def _said(self) -> Iterator[bytes]:
        """The lines that have come, the newest first, as the page shows them."""
        heard = sorted([*self._requests, *self._beside], key=lambda line: line.place, reverse=True)
        lines = [line for one in heard if (line := self._line(one)) is not None]
        self._requests.clear()
        self._beside.clear()
        if lines:
            context = {**self._visit.context(), "lines": lines}
            yield _event("lines", self._visit.site.render("timeline_lines.html", **context))

    def _line(self, line: Line) -> dict[str, Any] | None:
        data = line.data
        if line.kind != "request":
            named = {"app": self._visit.control.app_in(data["app"]), "name": data["kind"]} if "app" in data else {}
            return {**data, **named, "kind": line.kind, "id": line.place[1]} if self._whole else None
        cell = self._present()
        entry = cell.log.entries.get(int(data["id"])) if cell is not None else None
        return {**data, "kind": line.kind} if entry is not None and self._matches(entry) else None


def _event(kind: str, text: str) -> bytes:
    """An event; whatever ends a line in its text, there each line has its own field."""
    data = "".join(f"data: {line}\n" for line in text.splitlines() if line)
    return f"event: {kind}\n{data}\n".encode()


async def opened(visit: Visit) -> Response:
    """The stream of a world."""
    stream = Stream(visit)
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    if visit.request.method == "HEAD":
        return Response(media_type="text/event-stream", headers=headers)
    return StreamingResponse(stream.run(), media_type="text/event-stream", headers=headers)


PAGES: Pages = {"/events": {"GET": opened}}
