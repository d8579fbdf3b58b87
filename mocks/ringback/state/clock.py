"""The clock of a world, and the only place that looks at the real one."""

from datetime import UTC, datetime
from typing import Literal

import msgspec

from ringback.state.record import Instant

Mode = Literal["real", "frozen", "scaled"]

# What a world's clock may show: calendars end at the year 9999, and zones and timers need room before that.
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(9000, 1, 1, tzinfo=UTC)


def wall() -> datetime:
    """The real time, in UTC."""
    return datetime.now(UTC)


class Clock(msgspec.Struct, frozen=True):
    """How world time follows real time: at the real moment `real` it was `world`, and it goes on at `rate`."""

    mode: Mode
    rate: float
    world: Instant
    real: Instant

    def now(self, real: datetime) -> datetime:
        """World time at a moment of real time; it goes back only where that does."""
        if self.mode == "frozen":
            return self.world
        passed = real - self.real
        return self.world + (passed if self.rate == 1 else min(passed * self.rate, LATEST - self.world))

    def at(self, world: datetime, real: datetime) -> "Clock":
        """The same clock set to a moment."""
        return msgspec.structs.replace(self, world=world, real=real)


def frozen(world: datetime) -> Clock:
    """A clock that stands still."""
    return Clock(mode="frozen", rate=0.0, world=world, real=world)


def running(world: datetime, real: datetime, rate: float = 1) -> Clock:
    """A clock that goes on from `world`; any rate but 1 makes it a scaled one."""
    return Clock(mode="real" if rate == 1 else "scaled", rate=float(rate), world=world, real=real)
