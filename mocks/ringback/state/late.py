"""What is made only when somebody looks at it: it is always the same, so nobody can tell when that was."""

from collections.abc import Callable
from typing import Any


class Late:
    """The base, named first, of a late kind of value: its parts are the slots of the class that is named second.

    The class itself has the one slot `_make`, for what makes the value when the first of its parts is read.
    """

    __slots__ = ()

    _make: Callable[[], Any]

    def __init__(self, make: Callable[[], Any]) -> None:
        """Let `make` give the value whose parts these will be."""
        self._make = make

    def __getattr__(self, name: str) -> Any:
        """Called for a part that is not there: all of them are then made."""
        if name.startswith("_"):
            raise AttributeError(name)
        made(self)
        return getattr(self, name)


def made(value: object) -> None:
    """Have a value made, if it is late and has not been."""
    if isinstance(value, Late) and not is_made(value):
        whole = value._make()
        for part in type(whole).__slots__:
            setattr(value, part, getattr(whole, part))
        del value._make


def is_made(value: object) -> bool:
    """Whether a value is there already: one that is not late always is."""
    return not hasattr(value, "_make")
