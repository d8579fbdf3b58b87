"""Work that takes long, in slices: a generator yields when others may have their turn, and returns what came of it."""

import heapq
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeAlias, TypeVar

T = TypeVar("T")

Slow: TypeAlias = Generator[None, None, T]
"""Work in slices that comes to a T."""

# So many rows are written, read or kept in a few milliseconds.
AT_A_TIME = 500
# Short runs are sorted at once, and then merged.
RUN = 2_000


def at_once(work: Slow[T]) -> T:
    """Do it all without a pause; what came of it."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: T = end.value
            return result


def portions(items: Iterable[T], size: int = AT_A_TIME) -> Iterator[list[T]]:
    """The items in lists of that size, the last of which may be shorter."""
    left = iter(items)
    while portion := list(islice(left, size)):
        yield portion


def in_order(items: Sequence[T], key: Callable[[T], Any]) -> Slow[list[T]]:
    """The items sorted by a key; those of the same key stay as they are."""
    runs = []
    start = 0
    for run in portions(items, RUN):
        runs.append(sorted((key(item), place, item) for place, item in enumerate(run, start)))
        start += len(run)
        yield
    merged: list[T] = []
    for part in portions(heapq.merge(*runs), RUN):
        merged += [item for _, _, item in part]
        yield
    return merged
