"""The mutants of replies: each text with one character changed, missing or in the other case, each other status."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from zlib import crc32

from contract_tests.mutation.declared import Leaf, leaves, remade
from contract_tests.mutation.mutant import Group, Mutant
from ringback.contract import Answer, Endpoint, Part, Reply

# What is no letter of the text: placeholders; and of a page the tags and what the template engine reads.
PLACEHOLDER = re.compile(r"\{[a-z][a-z0-9_]*\}")
MARKUP = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{[a-z][a-z0-9_]*\}|<[^<>]*>", re.DOTALL)
PROFILES = ("documented", "observed")
# Of statuses that mean the same to a client, the neighbour; so only a test that knows the very number notices.
STATUSES = {200: 201, 201: 200, 202: 200, 400: 404}
OTHER_STATUS = {2: 200, 4: 400, 5: 501}

Change = Callable[[str, int], str]


def of_reply(endpoint: type[Endpoint[Any]], reply: Reply) -> Iterator[Mutant]:
    """Every mutant of a reply as one endpoint says it."""
    found = list(leaves(reply))
    texts = [leaf for leaf in found if isinstance(leaf.value, str) and _is_text(reply, leaf)]
    outermost = min((leaf.level for leaf in texts), default=0)
    for leaf in texts:
        if leaf.level == outermost:
            for what, altered in _texts(endpoint, reply, leaf):
                yield _mutant(endpoint, reply, altered, "text", what)
    status = next(leaf for leaf in found if leaf.name == "status")
    other = STATUSES.get(status.value) or OTHER_STATUS[status.value // 100]
    yield _mutant(endpoint, reply, remade(reply, _with(status, other)), "status", f"{status.value} → {other}")
    for leaf in found:
        if leaf.level == 0 and isinstance(leaf.value, str) and leaf not in texts:
            yield from _further(endpoint, reply, leaf)


def _with(leaf: Leaf, value: object) -> Leaf:
    return Leaf(leaf.level, leaf.path, value)


def _mutant(endpoint: type[Endpoint[Any]], reply: Reply, altered: Reply, group: Group, what: str) -> Mutant:
    shows: tuple[str, ...] = PROFILES
    if group == "text":
        shows = tuple(profile for profile in PROFILES if altered.form(profile).text != reply.form(profile).text)
    return Mutant(f"{endpoint.id}.{reply.name}", group, what, shows, partial(_applied, endpoint, reply, altered))


def _is_text(reply: Reply, leaf: Leaf) -> bool:
    """Whether an argument is part of the reply's text in the catalogue."""
    return any(_alters_text(reply, remade(reply, _with(leaf, leaf.value + mark))) for mark in ("x", " x"))


def _alters_text(reply: Reply, altered: Reply) -> bool:
    """Whether the text is another one, with the same gaps."""
    same_gaps = all(altered.form(profile).names == reply.form(profile).names for profile in PROFILES)
    return same_gaps and any(altered.form(profile).text != reply.form(profile).text for profile in PROFILES)


def _texts(endpoint: type[Endpoint[Any]], reply: Reply, leaf: Leaf) -> Iterator[tuple[str, Reply]]:
    """The reply with one character of a text changed, with its last one dropped, and with a letter's case swapped."""
    fixed = _fixed(leaf.value)
    letters = [place for place in fixed if leaf.value[place].isalpha()]
    plain = [place for place in fixed if leaf.value[place].isalnum()] or fixed
    salt = f"{endpoint.id}.{reply.name}.{leaf.path}"
    tries: tuple[tuple[str, Change, list[int]], ...] = (
        ("character", _changed, _turned(plain, f"{salt}.character")),
        ("last", _dropped, fixed[-1:]),
        ("case", _swapped, _turned(letters, f"{salt}.case")),
    )
    for kind, change, places in tries:
        made = [(place, remade(reply, _with(leaf, change(leaf.value, place)))) for place in places]
        fit = [(place, altered) for place, altered in made if _alters_text(reply, altered)]
        # A first word may say of what kind a reply is; to alter the text alone is the harder question.
        fit.sort(key=lambda pair: pair[1].kind != reply.kind)
        for place, altered in fit[:1]:
            around = f"{leaf.value[max(0, place - 12) : place + 6]!r}"
            yield f"{leaf.name} {kind} at {place} ({around})", altered


def _fixed(text: str) -> list[int]:
    """The places of the characters that are no part of a gap; of markup, only where there is nothing else."""
    for gaps in (MARKUP, PLACEHOLDER):
        gone = {place for gap in gaps.finditer(text) for place in range(*gap.span())}
        fixed = [place for place in range(len(text)) if place not in gone and not text[place].isspace()]
        if fixed:
            return fixed
    return []


def _turned(places: list[int], salt: str) -> list[int]:
    """The places, beginning anywhere, but in each run with the same."""
    begin = crc32(salt.encode()) % len(places) if places else 0
    return places[begin:] + places[:begin]


def _changed(text: str, place: int) -> str:
    old = text[place]
    first, other = ("3", "8") if old.isdigit() else ("Q", "Z") if old.isupper() else ("q", "z")
    return text[:place] + (other if old == first else first) + text[place + 1 :]


def _dropped(text: str, place: int) -> str:
    return text[:place] + text[place + 1 :]


def _swapped(text: str, place: int) -> str:
    return text[:place] + text[place].swapcase() + text[place + 1 :]


def _further(endpoint: type[Endpoint[Any]], reply: Reply, leaf: Leaf) -> Iterator[Mutant]:
    """What else the declaration says, with one character changed."""
    for place in _turned(_fixed(leaf.value), f"{endpoint.id}.{reply.name}.{leaf.path}")[:1]:
        altered = remade(reply, _with(leaf, _changed(leaf.value, place)))
        if _plain(altered) != _plain(reply):
            around = leaf.value[max(0, place - 12) : place + 6]
            yield _mutant(endpoint, reply, altered, "further", f"{leaf.name} at {place} ({around!r})")


def _plain(reply: Reply) -> dict[str, object]:
    return {name: getattr(value, "text", value) for name, value in vars(reply).items()}


@contextmanager
def _applied(endpoint: type[Endpoint[Any]], reply: Reply, altered: Reply) -> Iterator[None]:
    """Let the one endpoint say the altered reply, and the catalogue tell of it."""
    target = f"{endpoint.id}.{reply.name}"
    declared, made = endpoint.replies, Answer.__init__

    def answer(self: Answer[Any], *parts: Part) -> None:
        made(self, *(Part(endpoint, altered, part.values) if part.id == target else part for part in parts))

    endpoint.replies = {**declared, reply.name: altered}
    setattr(Answer, "__init__", answer)  # noqa: B010 - mypy forbids the assignment
    try:
        yield
    finally:
        endpoint.replies = declared
        setattr(Answer, "__init__", made)  # noqa: B010
