"""A wall whose clock is moved by hand: what running clocks follow, in tests that are exact and wait for nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo

import pytest

from contract_tests.conftest import Running


class Wall:
    """The real time, as far as worlds can tell."""

    def __init__(self, at: datetime) -> None:
        """Show a moment."""
        self.at = at
        self._tick = timedelta(0)

    def now(self, zone: tzinfo) -> datetime:
        """What whoever asks the machine for the time is told."""
        self.at += self._tick
        return self.at.astimezone(zone)

    @contextmanager
    def ticking(self, tick: timedelta) -> Iterator[None]:
        """Meanwhile each look at it takes so long."""
        self._tick = tick
        try:
            yield
        finally:
            self._tick = timedelta(0)

    def go(self, seconds: float) -> None:
        """Real time passes."""
        self.at += timedelta(seconds=seconds)


@contextmanager
def hung(at: datetime) -> Iterator[Wall]:
    """Such a wall, in the place of the machine's clock: in this process, and in that one place that looks at it."""
    wall = Wall(at)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ringback.state.clock.datetime", wall)
        yield wall


@contextmanager
def ended(running: Running) -> Iterator[Running]:
    """A server that is stopped at the end."""
    try:
        yield running
    finally:
        running.stop()
