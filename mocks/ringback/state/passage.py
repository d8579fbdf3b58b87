"""The passage of time: due timers fire in order."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias

from msgspec.structs import replace

from ringback.state.timers import Timer
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

    def __init__(self, world: World, until: datetime, rooms: Rooms) -> None:
        """Begin at a world; `count` timers have fired, and `fired` are the first of them."""
        self.until = until
        self.count = 0
        self.fired: list[Timer] = []
        self._rooms = rooms
        self._tx = Transaction(world, until, noting=False)
        self._views = {name: room.view(self._tx) for name, room in rooms.items()}
        self._work: Iterator[None] | None = None

    def run(self, most: int = 300) -> bool:
        """Fire up to `most` due timers in order, or do a step of what one takes long for; True when none is left."""
        tx = self._tx
        for _ in range(most):
            if self._work is not None:
                if next(self._work, self) is not self:
                    return False
                self._work = None
            timer: Timer | None = tx.timers.queue.first()
            if timer is None or timer.due > self.until:
                return True
            tx.timers = tx.timers.cancel(timer.room, timer.kind, timer.key)
            tx.now = timer.due
            self.count += 1
            if self.count <= MOST_REMEMBERED:
                self.fired.append(timer)
            self._work = self._rooms[timer.room].timers[timer.kind](self._views[timer.room], timer.key)
        return False

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
