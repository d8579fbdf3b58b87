"""The people whom the demo's campaigns call: reserved numbers, each of which does the same every time."""

from typing import NamedTuple


class Person(NamedTuple):
    """Someone to call."""

    first: str
    last: str
    number: str


_NAMES = (
    "Ann Answers",
    "Bob Busy",
    "Cat Away",
    "Dan Machine",
    "Eve Fax",
    "Fay Moved",
    "Gus Circuit",
    "Ivy Hangup",
    "Jim Elsewhere",
    "Kim Third",
)


def people(area: str) -> list[Person]:
    """Ten of them in an area code; the last two digits say what a call to them comes to."""
    found = []
    for ending, name in enumerate(_NAMES):
        first, _, last = name.partition(" ")
        found.append(Person(first, last, f"{area}55501{ending:02}"))
    return found
