"""Structured bodies, XML or JSON, as one kind of value: a text, or children by name, each name with all that it has."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import TypeAlias

import msgspec

Tree: TypeAlias = str | Mapping[str, Sequence["Tree"]]

# Deeper than any documented body goes; a reader of trees may recurse.
DEEPEST = 100

# More elements, members and items than any documented body has.
MOST_NODES = 500_000
TOO_MANY = f"it has more than {MOST_NODES} elements"


class Malformed(ValueError):
    """A body that is not well-formed in its notation; the text says where and why."""


def from_json(body: bytes) -> Tree:
    """Read a JSON value: null is as good as nothing, other scalars are texts as XML would write them.

    A list is the same as its items one by one under their name. Malformed when it is no JSON, too deep or too much.
    """
    if body.count(b"[") + body.count(b"{") > MOST_NODES:
        raise Malformed(TOO_MANY)
    try:
        return _tree(msgspec.json.decode(body), DEEPEST, count(1, 1))
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        raise Malformed(str(error)) from None


def _tree(value: object, deepest: int, nodes: "count[int]") -> Tree:
    if deepest == 0:
        raise Malformed("it is nested too deeply")
    if next(nodes) > MOST_NODES:
        raise Malformed(TOO_MANY)
    if isinstance(value, dict):
        return {name: [_tree(item, deepest - 1, nodes) for item in _items(held)] for name, held in value.items()}
    if isinstance(value, list):
        return {"": [_tree(item, deepest - 1, nodes) for item in value]}
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _items(held: object) -> list[object]:
    return held if isinstance(held, list) else [held]
