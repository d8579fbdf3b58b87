"""The clock of a world, for its tests."""

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from ringback.testing.control import Control, refused

__tracebackhide__ = refused

Mode = Literal["real", "frozen", "scaled"]


class Event(msgspec.Struct, frozen=True):
    """Something that happened while time passed: when, in which app, what, and to which row."""

    at: datetime
    app: str
    kind: str
    key: int | str


class Reading(msgspec.Struct, frozen=True):
    """What a clock shows, how it runs, and when something is due next."""

    now: datetime
    mode: Mode
    rate: float
    next_timer: datetime | None


class _Passed(msgspec.Struct):
    events: list[Event]


class Clock:
    """A world's clock: read it, let time pass, set it."""

    def __init__(self, control: Control, path: str) -> None:
        """Use the clock at a path of the control plane."""
        self._control = control
        self._path = f"{path}/clock"

    def read(self) -> Reading:
        """All that the clock tells."""
        reading: Reading = self._control.get(self._path, Reading)
        return reading

    @property
    def now(self) -> datetime:
        """The world's time, in UTC."""
        return self.read().now

    def advance(
        self, seconds: float | timedelta | None = None, *, to: datetime | str | None = None, next: bool = False
    ) -> list[Event]:
        """Let time pass: so many seconds, to a moment, or to the next thing that is due; what happened meanwhile."""
        span = seconds.total_seconds() if isinstance(seconds, timedelta) else seconds
        wanted = {"seconds": span, "to": to, "next": next or None}
        body = {name: value for name, value in wanted.items() if value is not None}
        passed: _Passed = self._control.ask("POST", f"{self._path}/advance", body, kind=_Passed)
        return passed.events

    def set(self, now: datetime | str | None = None, *, mode: Mode | None = None, rate: float | None = None) -> Reading:
        """Set the clock, or how it runs; what is left out stays."""
        wanted = {"now": now, "mode": mode, "rate": rate}
        body = {name: value for name, value in wanted.items() if value is not None}
        reading: Reading = self._control.ask("PATCH", self._path, body, kind=Reading)
        return reading
