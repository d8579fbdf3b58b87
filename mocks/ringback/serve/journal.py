"""The journal: what was asked and answered in each world, bounded by bytes."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

from ringback.serve.entry import Entry

# What an entry weighs beyond its bodies and headers: itself, its call, its answer, and its share of old worlds.
WEIGHT = 2_000
# What a changed row keeps alive of the world before it: the row, and its paths in the table and its indexes.
CHANGE = 8_000

# How often each reply was given, by its id: without a fault, and by one.
Seen = dict[str, list[int]]


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
        self._arrived: asyncio.Event | None = None

    def find(self, matches: Callable[[Entry], bool]) -> Iterator[Entry]:
        """The entries that match, oldest first."""
        return (entry for entry in list(self.entries.values()) if matches(entry))

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
        log.dropped = 0
        self.weight -= log.weight
        log.weight = 0
        if not self.weight:
            self._oldest.clear()

    def add(self, log: Log, entry: Entry) -> None:
        """Take an entry in, and let the oldest go while there are too many bytes."""
        request = entry.request
        weight = WEIGHT + len(request.body) + len(request.raw_query) + len(entry.body)
        weight += sum([len(value) for _, value in request.headers]) + CHANGE * len(entry.changes.first)
        log.entries[entry.id] = entry
        for said in entry.said:
            _count(self.seen, said.id, entry.fault is not None)
            _count(log.seen, said.id, entry.fault is not None)
        self._oldest.append((log, entry.id, weight))
        self._weigh(log, weight)
        # A place in the queue outlives an entry that was cleared; such places go when there are too many of them.
        if len(self._oldest) * WEIGHT > self.weight + self.most_bytes:
            self._oldest = deque(place for place in self._oldest if place[1] in place[0].entries)
        while self.weight > self.most_bytes:
            old, entry_id, freed = self._oldest.popleft()
            if old.entries.pop(entry_id, None) is not None:
                old.dropped += 1
                self._weigh(old, -freed)
        log.announce()
        if self.listeners:
            self.publish("request", entry.summary())

    def _weigh(self, log: Log, weight: int) -> None:
        log.weight += weight
        self.weight += weight

    def publish(self, kind: str, data: dict[str, Any]) -> None:
        """Tell those who listen."""
        for listener in list(self.listeners):
            listener(kind, data)

    def close(self) -> None:
        """The server stops: whoever waits or listens is told, so that their requests can end."""
        self.closed = True
        for log in self._logs.values():
            log.announce()
        self.publish("closed", {})


def _count(seen: Seen, reply: str, forced: bool) -> None:
    times = seen.get(reply)
    if times is None:
        times = seen[reply] = [0, 0]
    times[forced] += 1
