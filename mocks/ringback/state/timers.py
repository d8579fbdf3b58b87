"""Pending time as data: timers are rows of a persistent queue, one for each room, kind and key."""

from datetime import datetime
from typing import Any, NamedTuple

import immutables

from ringback.state.order import EMPTY, Order

Key = int | str


class Timer(NamedTuple):
    """What happens next: when, in which order among equals, in which room, what, and to which row."""

    due: datetime
    sequence: int
    room: str
    kind: str
    key: Key


class Timers(NamedTuple):
    """Every pending timer of a world."""

    queue: Order[Any] = EMPTY
    pending: "immutables.Map[tuple[str, str, Key], Timer]" = immutables.Map()
    sequence: int = 0

    def set(self, room: str, kind: str, key: Key, due: datetime) -> "Timers":
        """Set the timer of that room, kind and key; one that was pending is moved."""
        before = self.pending.get((room, kind, key))
        queue = self.queue if before is None else self.queue.discard(before)
        timer = Timer(due, self.sequence, room, kind, key)
        return Timers(queue.add(timer), self.pending.set((room, kind, key), timer), self.sequence + 1)

    def cancel(self, room: str, kind: str, key: Key) -> "Timers":
        """Remove the timer, if it is pending."""
        before = self.pending.get((room, kind, key))
        if before is None:
            return self
        return Timers(self.queue.discard(before), self.pending.delete((room, kind, key)), self.sequence)

    def due_by(self, now: datetime) -> bool:
        """Whether one is due by then."""
        first: Timer | None = self.queue.first()
        return first is not None and first.due <= now

    def next_due(self) -> datetime | None:
        """When the first timer is due."""
        first: Timer | None = self.queue.first()
        return first.due if first is not None else None
