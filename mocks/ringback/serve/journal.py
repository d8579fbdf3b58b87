"""The journal: what was asked and answered in each world, bounded by bytes."""

import asyncio
from collections import deque
from collections.abc import Callable
from itertools import chain
from typing import Any, NamedTuple

from ringback.serve.entry import Entry

# What an entry weighs beyond its bodies and headers: itself, its call, its answer, and its share of old worlds.
WEIGHT = 2_000
# What a changed row keeps alive of the world before it: the row, and its paths in the table and its indexes.
CHANGE = 8_000
# What a header takes beyond its name and value, and how many of them the weight of an entry has in it.
HEADER = 150
HEADERS = 12

# Of what happened beside requests, as much is remembered of each world: clock moves, timers, changes made by hand.
MOMENTS = 500
BESIDE = ("clock", "timer", "control")

# How often each reply was given, by its id: without a fault, and by one.
Seen = dict[str, list[int]]


class Moment(NamedTuple):
    """Something that happened beside requests: after which of them, what kind of thing, and what is told of it."""

    id: int
    after: int
    kind: str
    data: dict[str, Any]


class Log:
    """The entries of one world, oldest first."""

    def __init__(self, world: str) -> None:
        """Begin empty."""
        self.world = world
        self.entries: dict[int, Entry] = {}
        self.next_id = 1
        self.dropped = 0
        self.weight = 0
        self.seen: Seen = {}
        self.moments: deque[Moment] = deque(maxlen=MOMENTS)
        self.next_moment = 1
        self._arrived: asyncio.Event | None = None

    async def arrival(self, timeout: float) -> None:
        """Wait for the next entry, at most `timeout` seconds."""
        self._arrived = arrived = self._arrived or asyncio.Event()
        try:
            async with asyncio.timeout(timeout):
                await arrived.wait()
        except TimeoutError:
            return

    def announce(self) -> None:
        """Wake those who wait."""
        if self._arrived is not None:
            self._arrived.set()
            self._arrived = None


class Journal:
    """The logs of all worlds; when together they weigh too much, the oldest entries go."""

    def __init__(self, most_bytes: int) -> None:
        """Keep at most that many bytes of entries."""
        self.most_bytes = most_bytes
        self.weight = 0
        self.closed = False
        self.seen: Seen = {}
        self.listeners: set[Callable[[str, dict[str, Any]], None]] = set()
        self._logs: dict[str, Log] = {}
        self._oldest: deque[tuple[Log, int, int]] = deque()

    def log(self, world: str) -> Log:
        """The log of a world."""
        if world not in self._logs:
            self._logs[world] = Log(world)
        return self._logs[world]

    def forget(self, world: str) -> None:
        """Drop a world's log; whoever waits there is woken."""
        log = self._logs.pop(world, None)
        if log is not None:
            self.clear(log)
            log.announce()

    def clear(self, log: Log) -> None:
        """Drop the entries of a log; its ids go on."""
        log.entries.clear()
        log.moments.clear()
        log.dropped = 0
        self.weight -= log.weight
        log.weight = 0
        if not self.weight:
            self._oldest.clear()

    def add(self, log: Log, entry: Entry) -> None:
        """Take an entry in, and let the oldest go while there are too many bytes."""
        request, headers = entry.request, entry.request.headers
        weight = WEIGHT + len(request.body) + len(request.raw_query) + len(request.path) + len(entry.body)
        weight += CHANGE * len(entry.changes.first)
        weight += sum(map(len, chain.from_iterable(headers)))
        if len(headers) > HEADERS:
            weight += HEADER * (len(headers) - HEADERS)
        log.entries[entry.id] = entry
        forced = entry.fault is not None
        for said in entry.said:
            for seen in (self.seen, log.seen):
                counts = seen.get(said.id)
                if counts is None:
                    counts = seen[said.id] = [0, 0]
                counts[forced] += 1
        self._oldest.append((log, entry.id, weight))
        log.weight += weight
        self.weight += weight
        # A place in the queue outlives an entry that was cleared; such places go when there are too many of them.
        if len(self._oldest) * WEIGHT > self.weight + self.most_bytes:
            self._oldest = deque(place for place in self._oldest if place[1] in place[0].entries)
        while self.weight > self.most_bytes:
            old, entry_id, freed = self._oldest.popleft()
            if old.entries.pop(entry_id, None) is not None:
                old.dropped += 1
                old.weight -= freed
                self.weight -= freed
        log.announce()
        if self.listeners:
            self.publish("request", entry.summary())

    def publish(self, kind: str, data: dict[str, Any]) -> None:
        """Tell those who listen; what is no request is remembered here."""
        if kind in BESIDE and (log := self._logs.get(data["world"])) is not None:
            log.moments.append(Moment(log.next_moment, log.next_id - 1, kind, data))
            log.next_moment += 1
        for listener in list(self.listeners):
            listener(kind, data)

    def close(self) -> None:
        """The server stops: whoever waits or listens is told, so that their requests can end."""
        self.closed = True
        for log in self._logs.values():
            log.announce()
        self.publish("closed", {})
