"""A plain model of the worlds of the tower of bells, and of what their clocks show; moments are whole microseconds."""

from copy import deepcopy
from dataclasses import dataclass, field, replace
from fractions import Fraction
from operator import itemgetter

MS = 1_000


@dataclass(frozen=True)
class Pace:
    """How a clock runs: at the real moment `real` it shows `world`, and goes on so many times as fast."""

    mode: str
    rate: Fraction
    world: int
    real: int

    def now(self, wall: int) -> int:
        """What it shows."""
        shown = self.world + self.rate * (wall - self.real)
        assert shown.denominator == 1
        return int(shown)

    def at(self, world: int, wall: int) -> "Pace":
        """The same, from a moment on."""
        return replace(self, world=world, real=wall)


def pace(clock: str, world: int, wall: int) -> Pace:
    """A clock as it is named: `real`, `frozen` or `<n>x`."""
    rate = {"real": Fraction(1), "frozen": Fraction(0)}.get(clock)
    return Pace("scaled", Fraction(clock[:-1]), world, wall) if rate is None else Pace(clock, rate, world, wall)


@dataclass
class Ringing:
    """A world: its clock, when which bell rings next and the order in which that was set, and what has rung."""

    clock: Pace
    pending: dict[str, tuple[int, int]] = field(default_factory=dict)
    bells: dict[str, tuple[int, int]] = field(default_factory=dict)
    rings: list[tuple[str, int]] = field(default_factory=list)
    order: int = 0

    def copy(self) -> "Ringing":
        """Another like it."""
        return deepcopy(self)

    def resumed(self, now: int, wall: int) -> "Ringing":
        """Another like it, whose clock goes on from a moment."""
        again = self.copy()
        again.clock = self.clock.at(now, wall)
        return again

    def hang(self, name: str, due: int, every: int, left: int) -> None:
        """A bell will ring."""
        self.bells[name] = (every, left)
        self._set(name, due)

    def _set(self, name: str, due: int) -> None:
        self.pending[name] = (due, self.order)
        self.order += 1

    def settle(self, wall: int) -> int:
        """Let ring what is due at that real moment; what the clock then shows."""
        now = self.clock.now(wall)
        self.ring(now)
        return now

    def ring(self, until: int) -> list[tuple[str, int]]:
        """Let ring what is due, the first first; what rang."""
        before = len(self.rings)
        while due := [(when, name) for name, when in self.pending.items() if when[0] <= until]:
            (at, _), name = min(due, key=itemgetter(0))
            del self.pending[name]
            self.rings.append((name, at))
            every, left = self.bells[name]
            if left:
                self.bells[name] = (every, left - 1)
                self._set(name, at + every)
        return self.rings[before:]

    def next_due(self) -> int | None:
        """When the next bell rings."""
        return min(self.pending.values())[0] if self.pending else None
