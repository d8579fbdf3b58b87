"""Pending time as data: timers are rows of persistent queues, one for each room, kind and key."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from heapq import heappop, heappush, merge
from operator import attrgetter
from typing import Any, NamedTuple

import immutables

from ringback.state.late import Late, is_made
from ringback.state.order import EMPTY, Order, put_off, settled

Key = int | str


class Timer(NamedTuple):
    """What happens next: when, in which order among the room's equals, in which room, what, and to which row."""

    due: datetime
    sequence: int
    room: str
    kind: str
    key: Key


class Agenda:
    """The pending timers of one room: in the order in which they fire, and by kind and key."""

    __slots__ = ("pending", "queue", "sequence")

    def __init__(
        self,
        queue: Order[Any] = EMPTY,
        pending: "immutables.Map[tuple[str, Key], Timer]" = immutables.Map(),  # noqa: B008 - it cannot change
        sequence: int = 0,
    ) -> None:
        """Hold these; the next timer gets the number `sequence`."""
        self.queue = queue
        self.pending = pending
        self.sequence = sequence

    def set(self, room: str, kind: str, key: Key, due: datetime) -> "Agenda":
        """The agenda with that timer set; one that was pending is moved."""
        before = self.pending.get((kind, key))
        queue = self.queue if before is None else self.queue.discard(before)
        timer = Timer(due, self.sequence, room, kind, key)
        return Agenda(queue.add(timer), self.pending.set((kind, key), timer), self.sequence + 1)

    def cancel(self, kind: str, key: Key) -> "Agenda":
        """The agenda without that timer: this very one when it is not pending."""
        before = self.pending.get((kind, key))
        if before is None:
            return self
        return Agenda(self.queue.discard(before), self.pending.delete((kind, key)), self.sequence)


class LateAgenda(Late, Agenda):
    """An agenda that is made when it is first looked at."""

    __slots__ = ("_make",)


NOTHING = Agenda()
_in_turn = attrgetter("due", "room")


class Timers:
    """Every pending timer of a world. Of those due at the same moment, the rooms take turns by their names."""

    __slots__ = ("rooms",)

    def __init__(self, rooms: "immutables.Map[str, Agenda]" = immutables.Map()) -> None:  # noqa: B008 - it cannot change
        """Hold these agendas, by room."""
        self.rooms = rooms

    def of(self, room: str) -> Agenda:
        """The agenda of a room."""
        return self.rooms.get(room, NOTHING)

    def find(self, room: str, kind: str, key: Key) -> Timer | None:
        """The timer of that room, kind and key, if it is pending."""
        return self.of(room).pending.get((kind, key))

    def set(self, room: str, kind: str, key: Key, due: datetime) -> "Timers":
        """Set the timer of that room, kind and key; one that was pending is moved."""
        return Timers(self.rooms.set(room, self.of(room).set(room, kind, key, due)))

    def cancel(self, room: str, kind: str, key: Key) -> "Timers":
        """Remove the timer, if it is pending."""
        agenda = self.of(room)
        less = agenda.cancel(kind, key)
        return self if less is agenda else Timers(self.rooms.set(room, less))

    @property
    def queue(self) -> Iterator[Timer]:
        """All timers in the order in which they fire."""
        return merge(*(self.rooms[room].queue for room in sorted(self.rooms)), key=_in_turn)

    @property
    def pending(self) -> Mapping[tuple[str, str, Key], Timer]:
        """All timers by room, kind and key."""
        return {(timer.room, timer.kind, timer.key): timer for timer in self.queue}

    def next_due(self, *, made: bool = False) -> datetime | None:
        """When the first timer is due; with `made`, agendas that nobody has looked at yet do not count."""
        firsts = [agenda.queue.first() for agenda in self.rooms.values() if not made or is_made(agenda)]
        return min([first.due for first in firsts if first is not None], default=None)

    def settled(self) -> "Timers":
        """These timers: they are as a world holds them."""
        return self


class Running:
    """The timers of one room while time passes: changed in place, and made an agenda again at the end.

    They are those of the agenda that have not been touched, and those set since, which lie in a heap.
    """

    def __init__(self, room: str, agenda: Agenda) -> None:
        """Begin with an agenda."""
        self.room = room
        self._agenda = agenda
        self._sequence = agenda.sequence
        self._untouched = iter(agenda.queue)
        self._next: Timer | None = next(self._untouched, None)
        self._heap: list[Timer] = []
        self._touched: dict[tuple[str, Key], Timer | None] = {}

    def first(self) -> Timer | None:
        """The timer that fires next."""
        touched, heap, ahead = self._touched, self._heap, self._next
        while ahead is not None and ahead[3:] in touched:
            ahead = self._next = next(self._untouched, None)
        while heap and touched[heap[0][3:]] is not heap[0]:
            heappop(heap)
        return heap[0] if heap and (ahead is None or heap[0] < ahead) else ahead

    def find(self, kind: str, key: Key) -> Timer | None:
        """The timer of that kind and key, if it is pending."""
        place = (kind, key)
        return self._touched[place] if place in self._touched else self._agenda.pending.get(place)

    def set(self, kind: str, key: Key, due: datetime) -> None:
        """Set a timer; one that was pending is moved."""
        timer = Timer(due, self._sequence, self.room, kind, key)
        self._sequence += 1
        self._touched[kind, key] = timer
        heappush(self._heap, timer)

    def cancel(self, kind: str, key: Key) -> None:
        """Remove the timer, if it is pending."""
        if (kind, key) in self._touched or (kind, key) in self._agenda.pending:
            self._touched[kind, key] = None

    @property
    def is_touched(self) -> bool:
        """Whether any timer has been set or has gone."""
        return bool(self._touched)

    def agenda(self) -> Agenda:
        """What is pending now."""
        pending = self._agenda.pending.mutate()
        later: dict[Any, bool] = {}
        for place, timer in self._touched.items():
            before = pending.pop(place, None)
            if before is not None:
                put_off(later, before, False)
            if timer is not None:
                put_off(later, timer, True)
                pending[place] = timer
        return Agenda(settled(self._agenda.queue, later), pending.finish(), self._sequence)


class RunningTimers:
    """The timers of a world while time passes in it, in the place of `Timers`: changed in place."""

    def __init__(self, timers: Timers) -> None:
        """Begin with these timers."""
        self._timers = timers
        self._rooms: dict[str, Running] = {}

    def of(self, room: str) -> Running:
        """Those of a room."""
        running = self._rooms.get(room)
        if running is None:
            running = self._rooms[room] = Running(room, self._timers.of(room))
        return running

    def find(self, room: str, kind: str, key: Key) -> Timer | None:
        """The timer of that room, kind and key, if it is pending."""
        return self.of(room).find(kind, key)

    def set(self, room: str, kind: str, key: Key, due: datetime) -> "RunningTimers":
        """Set the timer of that room, kind and key; one that was pending is moved."""
        self.of(room).set(kind, key, due)
        return self

    def cancel(self, room: str, kind: str, key: Key) -> "RunningTimers":
        """Remove the timer, if it is pending."""
        self.of(room).cancel(kind, key)
        return self

    def settled(self) -> Timers:
        """What is pending now, as a world holds it."""
        changed = {name: room.agenda() for name, room in self._rooms.items() if room.is_touched}
        return Timers(self._timers.rooms.update(changed)) if changed else self._timers
