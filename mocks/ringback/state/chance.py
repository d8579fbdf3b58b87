"""Chance without luck: values fixed by a seed and a key, never by what was drawn before or elsewhere.

The same seed and key give the same values on every platform and Python version: the key is written out as ASCII,
hashed with BLAKE2b, and turned into numbers by integer arithmetic and exact division alone.
"""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from struct import Struct
from typing import Final, TypeVar

T = TypeVar("T")

_WORDS: Final = Struct("<8Q").unpack
_UNIT: Final = 2.0**-53


class Draw:
    """Successive independent values that belong to one seed and key. Make one with `draw`."""

    __slots__ = ("_blocks", "_source", "_words")

    def __init__(self, source: bytes) -> None:
        """Start the values of `source`, an encoded seed and key."""
        self._source = source
        self._blocks = 1
        self._words: list[int] = list(_WORDS(blake2b(source).digest()))

    def word(self) -> int:
        """Return the next value as an integer of 64 bits."""
        if not self._words:
            salt = self._blocks.to_bytes(8, "little")
            self._words = list(_WORDS(blake2b(self._source, salt=salt).digest()))
            self._blocks += 1
        return self._words.pop()

    def unit(self) -> float:
        """Return the next value as a float, 0 <= value < 1."""
        # A double holds 53 bits exactly; all 64 could round up to 1.0.
        return (self.word() >> 11) * _UNIT

    def between(self, low: int, high: int) -> int:
        """Return the next value as an integer from `low` to `high`, both included. ValueError if `low` is above."""
        if high < low:
            raise ValueError(f"no integer lies between {low} and {high}")
        return low + (self.word() * (high - low + 1) >> 64)

    def one_of(self, choices: Sequence[T]) -> T:
        """Return one of the choices, each as likely as the others. ValueError if there is none."""
        if not choices:
            raise ValueError("there is nothing to choose from")
        return choices[self.word() * len(choices) >> 64]

    def pick(self, weights: Mapping[T, float] | Sequence[tuple[T, float]]) -> T:
        """Return one of the keys, as likely as its weight says; the order of the weights counts.

        ValueError if a weight is negative or not finite, or if none is above zero.
        """
        pairs = list(weights.items()) if isinstance(weights, Mapping) else weights
        point = self.unit() * total(pairs)
        chosen = pairs[0][0]
        for item, weight in pairs:
            if weight > 0:
                chosen = item
                point -= weight
                if point < 0:
                    break
        return chosen


def draw(seed: int, *key: str | int) -> Draw:
    """Return the values that belong to this seed and key; keys that differ in any part give unrelated values."""
    # Of the ways to write a tuple, ascii() quotes its strings, so that no two keys read alike, and does not depend on
    # the Unicode tables of the running Python.
    return Draw(ascii((seed, key)).encode())


def total(weights: Sequence[tuple[object, float]]) -> float:
    """Return the sum of the weights. ValueError if one is negative or not finite, or if the sum is zero."""
    result = 0.0
    for item, weight in weights:
        if not 0 <= weight < float("inf"):
            raise ValueError(f"the weight of {item!s} is {weight}: it must be a number from zero up")
        result += weight
    if not 0 < result < float("inf"):
        raise ValueError("at least one weight must be above zero, and their sum finite")
    return result
