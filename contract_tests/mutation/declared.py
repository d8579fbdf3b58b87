"""How replies were declared, so that one can be declared again with a single argument changed.

A reply keeps what it was made of in several forms (a text, the compiled text, parts of it). To alter those
consistently, whatever a vendor's kinds of replies keep, the altered reply is made by the same calls of `__init__`.
"""

import functools
import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ringback.contract import Reply

# Arguments that are remarks about a reply, and names or examples of what fills it; none is part of what is said.
REMARKS = frozenset(
    {"self", "ground", "section", "reach", "kind", "keeps", "name"}
    | {"example", "examples", "sample", "shown", "shows", "other", "what", "uses"}
)

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Leaf:
    """One argument of a declaration: of which of the calls of `__init__`, the outermost being 0, where, and what."""

    level: int
    path: Path
    value: Any

    @property
    def name(self) -> str:
        """The argument's name."""
        return next(str(part) for part in reversed(self.path) if isinstance(part, str))


_made_of: dict[Reply, list[inspect.BoundArguments]] = {}
_altered: dict[Reply, Leaf] = {}


def watch() -> None:
    """Note from now on how each reply is declared; to be called before an app is imported."""
    assert not Reply.__subclasses__(), "an app has been imported already"
    _note_calls(Reply)
    setattr(Reply, "__init_subclass__", classmethod(lambda cls, **_: _note_calls(cls)))  # noqa: B010 - no new method


def _note_calls(cls: type[Reply]) -> None:
    made = vars(cls).get("__init__")
    if made is None:
        return
    signature = inspect.signature(made)

    @functools.wraps(made)
    def noted(self: Reply, *args: Any, **kwargs: Any) -> None:
        calls = _made_of.setdefault(self, [])
        bound = signature.bind(self, *args, **kwargs)
        leaf = _altered.get(self)
        if leaf is not None and leaf.level == len(calls):
            _put(bound.arguments, leaf.path, leaf.value)
        calls.append(bound)
        made(*bound.args, **bound.kwargs)

    setattr(cls, "__init__", noted)  # noqa: B010 - mypy forbids the assignment


def _put(arguments: dict[str, Any], path: Path, value: object) -> None:
    name, *rest = path
    if rest:
        inner = arguments[str(name)]
        value = {**inner, rest[0]: value} if isinstance(inner, Mapping) else _replaced(inner, int(rest[0]), value)
    arguments[str(name)] = value


def _replaced(values: tuple[object, ...], place: int, value: object) -> tuple[object, ...]:
    return (*values[:place], value, *values[place + 1 :])


def leaves(reply: Reply) -> Iterator[Leaf]:
    """The texts and numbers that a reply was declared with, the outermost call's first."""
    for level, bound in enumerate(_made_of[reply]):
        for name, value in bound.arguments.items():
            if isinstance(value, dict):
                inside: dict[Path, Any] = {(name, key): held for key, held in value.items()}
            elif isinstance(value, tuple | list):
                inside = {(name, place): held for place, held in enumerate(value)}
            else:
                inside = {(name,): value}
            for path, held in inside.items():
                leaf = Leaf(level, path, held)
                if isinstance(held, str | int) and not isinstance(held, bool) and not REMARKS & {name, leaf.name}:
                    yield leaf


def remade(reply: Reply, leaf: Leaf) -> Reply:
    """The reply as it would be had the argument been that of `leaf`."""
    altered = object.__new__(type(reply))
    altered.name = reply.name
    _altered[altered] = leaf
    outermost = _made_of[reply][0]
    type(reply).__init__(altered, *outermost.args[1:], **outermost.kwargs)
    del _altered[altered], _made_of[altered]
    return altered
