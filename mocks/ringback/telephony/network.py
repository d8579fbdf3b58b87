"""The simulated phone network: what a dialled number does, fixed by seed, number and attempt.

Reserved numbers force their outcome (see `outcomes`); all others follow the network's mix of results.
"""

from bisect import bisect
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from ringback.state.chance import Draw, draw, total
from ringback.telephony.outcomes import MAGIC, Magic, Outcome, Result, line_of, magic_of

__all__ = ["DEFAULT_MIX", "MAGIC", "Magic", "Network", "Outcome", "Result"]

Seconds = tuple[int, int]
"""A range of seconds, both ends included."""

DEFAULT_MIX: Final[Mapping[Result, float]] = {
    Result.ANSWERED: 0.30,
    Result.NO_ANSWER: 0.25,
    Result.MACHINE: 0.20,
    Result.BUSY: 0.10,
    Result.INVALID: 0.05,
    Result.HUNG_UP: 0.03,
    Result.WRONG_PERSON: 0.03,
    Result.FAX: 0.02,
    Result.NO_CIRCUIT: 0.02,
}

# A line that is disconnected or has a fax on it stays so: these hold for every attempt at a number.
_LASTING: Final = (Result.INVALID, Result.FAX)

# Where a person picks up, the network's own `ring` and `talk` say how long.
_RING: Final[Mapping[Result, Seconds]] = {
    Result.NO_ANSWER: (25, 40),
    Result.MACHINE: (15, 28),
    Result.BUSY: (1, 3),
    Result.FAX: (4, 10),
    Result.INVALID: (1, 3),
    Result.NO_CIRCUIT: (1, 2),
}
_STAY: Final[Mapping[Result, Seconds]] = {
    Result.WRONG_PERSON: (8, 40),
    Result.MACHINE: (8, 30),
    Result.FAX: (5, 15),
    Result.HUNG_UP: (1, 3),
}


@dataclass(frozen=True, slots=True)
class Network:
    """A phone network: the weights of its results, and how long a person lets it ring and then talks, in seconds.

    Most talks are short and a few long: in the default range half end within 100 s and the mean is 150 s.
    ValueError for weights that are negative or all zero, and for a range that is negative or falls.
    """

    mix: tuple[tuple[Result, float], ...] = tuple(DEFAULT_MIX.items())
    ring: Seconds = (4, 24)
    talk: Seconds = (15, 600)
    _results: tuple[Result, ...] = field(init=False, repr=False, compare=False)
    _limits: tuple[float, ...] = field(init=False, repr=False, compare=False)
    _lasting: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Check the settings, and lay the results end to end from 0 to 1, the lasting ones first."""
        for name, (low, high) in (("ring", self.ring), ("talk", self.talk)):
            if not 0 <= low <= high:
                raise ValueError(f"{name} seconds go from {low} to {high}: they must not be negative nor fall")
        whole = total(self.mix)
        shares = [(result, weight / whole) for result, weight in self.mix if weight]
        shares.sort(key=lambda share: share[0] not in _LASTING)
        limits = tuple(accumulate(share for _, share in shares))[:-1]
        lasting = sum(result in _LASTING for result, _ in shares)
        object.__setattr__(self, "_results", tuple(result for result, _ in shares))
        object.__setattr__(self, "_limits", limits)
        object.__setattr__(self, "_lasting", (0.0, *limits, 1.0)[lasting])

    @classmethod
    def of(cls, mix: Mapping[str, float]) -> "Network":
        """Return the network with these weights by name of result; a result left out never happens.

        ValueError for an unknown name, a weight that is no number from 0 to a million, or no weight above zero.
        """
        known = {result.value: result for result in Result}
        for name, weight in mix.items():
            if name not in known:
                raise ValueError(f"unknown result {name!r}: the results are {', '.join(known)}")
            if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 <= weight <= 1_000_000:
                raise ValueError(f"the weight of {name} is {weight!r}: it must be a number from 0 to 1000000")
        return cls(tuple((known[name], float(weight)) for name, weight in mix.items()))

    def place(self, seed: int, number: str, attempt: int) -> Outcome:
        """Return what this attempt (from 1) at a number comes to. Of the number only its digits count (`line_of`)."""
        line = line_of(number)
        magic = magic_of(line)
        if magic is not None:
            return magic.at(attempt)
        call = draw(seed, "call", line, attempt)
        point = draw(seed, "line", line).unit()
        if point >= self._lasting:
            point = self._lasting + call.unit() * (1.0 - self._lasting)
        result = self._results[bisect(self._limits, point)]
        return Outcome(result, call.between(*_RING.get(result, self.ring)), self._stay(result, call))

    def _stay(self, result: Result, call: Draw) -> int:
        """Return the seconds that the far end stays."""
        if result is Result.ANSWERED:
            # u / (u + 6 (1 - u)) runs from 0 to 1 with mean 0.23 and median 0.14: skewed as talk times are, and exact
            # on every platform, which a logarithm is not.
            u = call.unit()
            low, high = self.talk
            return low + int((high - low + 1) * u / (u + 6.0 * (1.0 - u)))
        return call.between(*_STAY.get(result, (0, 0)))
