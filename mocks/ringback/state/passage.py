"""The passage of time: due timers fire in order."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from heapq import heappop, heappush
from typing import Any, NamedTuple, TypeAlias

from msgspec.structs import replace

from ringback.state.timers import RunningTimers, Timer
from ringback.state.transaction import Transaction
from ringback.state.view import View
from ringback.state.world import World

Handler: TypeAlias = Callable[[Any, Any], Iterator[None] | None]
"""What a kind of timer does to a row. One that takes long returns an iterator, each step of which does some of it."""


class Room(NamedTuple):
    """One vendor's part of every world: its view, what each kind of timer does to a row, and how to invent rows.

    `generate` fills a view with as much as its options say: a scenario's way to be rich without being long.
    """

    view: type[View]
    timers: Mapping[str, Handler]
    generate: Callable[[Any, Mapping[str, int]], None] | None = None


Rooms = Mapping[str, Room]

# Of what fires, this much is remembered one by one; a simulated year would not fit into memory.
MOST_REMEMBERED = 10_000


class Passage:
    """Time passing in a world up to a moment, in slices, so that other worlds need not wait for a long one."""

    def __init__(self, world: World, until: datetime, rooms: Rooms, among: Iterable[str] | None = None) -> None:
        """Begin at a world; `count` timers have fired, and `fired` are the first of them.

        With `among`, it passes only in those rooms.
        """
        self.until = until
        self.count = 0
        self.fired: list[Timer] = []
        self._rooms = rooms
        self._tx = Transaction(world, until, noting=False)
        self._tx.timers = self._timers = RunningTimers(world.timers)
        self._views: dict[str, View] = {}
        # The rooms in which something is due, with when that is, and what.
        self._turns: list[tuple[datetime, str, Timer]] = []
        for name in rooms if among is None else among:
            self._line_up(name)
        # What one that takes long has still to do, and its room.
        self._work: Iterator[None] | None = None
        self._room = ""

    def run(self, most: int = 300) -> bool:
        """Fire up to `most` due timers in order, or do a step of what one takes long for; True when none is left."""
        for _ in range(most):
            if self._work is not None:
                if next(self._work, self) is not self:
                    return False
                self._work = None
                self._line_up(self._room)
            if not self._turns:
                return True
            _, self._room, timer = heappop(self._turns)
            self._work = self._fire(timer)
            if self._work is None:
                self._line_up(self._room)
        return False

    def _line_up(self, room: str) -> None:
        """Give a room its next turn, if anything is due there."""
        timer = self._timers.of(room).first()
        if timer is not None and timer.due <= self.until:
            heappush(self._turns, (timer.due, room, timer))

    def _fire(self, timer: Timer) -> Iterator[None] | None:
        """Fire the next timer of a room."""
        room = timer.room
        self._timers.cancel(room, timer.kind, timer.key)
        self._tx.now = timer.due
        self.count += 1
        if self.count <= MOST_REMEMBERED:
            self.fired.append(timer)
        view = self._views.get(room)
        if view is None:
            view = self._views[room] = self._rooms[room].view(self._tx)
        return self._rooms[room].timers[timer.kind](view, timer.key)

    def world(self) -> World:
        """The world after what has fired."""
        return self._tx.commit()


def pass_time(world: World, until: datetime, rooms: Rooms) -> World:
    """The world at a later moment, all at once."""
    passage = Passage(world, until, rooms)
    while not passage.run():
        pass
    return passage.world()


def move_clock(world: World, now: datetime, real: datetime) -> World:
    """The same world with its clock set to a moment; timers are not looked at."""
    return replace(world, clock=world.clock.at(now, real))
