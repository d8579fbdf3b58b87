"""Where a reply of the mock's is not that of the account: structured bodies by their structure, tables by cell."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import msgspec

from ringback.serve.transcripts.declared import Found, in_lines
from ringback.serve.transcripts.leaves import Leaves
from ringback.serve.transcripts.places import in_table, notation, separator_of
from ringback.wire.tree import DEEPEST

if TYPE_CHECKING:
    from lxml.etree import _Element


class Difference(msgspec.Struct, frozen=True):
    """One place in a reply, and what each says there; blank is nothing."""

    at: str
    upstream: str
    mock: str


NOTHING = "(nothing)"
_SHOWN = 120


def brief(value: object) -> str:
    """A value in one line."""
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    text = text if text.isprintable() else text.encode("unicode_escape").decode("ascii")
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def differences(then: str, now: str, kind: str, endpoint: Found, leaves: Leaves) -> Iterator[Difference]:
    """In what two bodies differ; `kind` is the media type of the account's."""
    form, other = notation(then, kind), notation(now, kind)
    if form != other and then.strip() and now.strip():
        yield Difference("body", f"{form}: {brief(then)}", f"{other}: {brief(now)}")
        return
    found = _structured(form, then, now, leaves) if form in ("xml", "json") else None
    if found is not None:
        yield from found
        return
    sign = separator_of(then)
    if sign == "," and form == "text":
        yield from _tables(then, now, sign, leaves)
    else:
        yield from _lines(then, now, sign, endpoint, leaves)


def _structured(form: str, then: str, now: str, leaves: Leaves) -> Iterator[Difference] | None:
    """None when either is not what it looks like."""
    if form == "json":
        try:
            before, after = msgspec.json.decode(then), msgspec.json.decode(now)
        except (ValueError, RecursionError):
            return None
        return _values("", "", before, after, leaves)
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        one, other = (etree.fromstring(text.encode(), parser) for text in (_bare(then), _bare(now)))
    except (etree.XMLSyntaxError, ValueError):
        return None
    return _elements(_tag(one), "", one, other, leaves)


def _bare(text: str) -> str:
    """A document without its declaration, which may name a charset that the text is no longer in."""
    text = text.lstrip("\ufeff \t\r\n")
    return text.partition("?>")[2] if text.startswith("<?xml") else text


def _values(at: str, name: str, then: Any, now: Any, leaves: Leaves, deep: int = 0) -> Iterator[Difference]:
    where = f"body {at}".rstrip()
    if deep > DEEPEST:
        return
    if isinstance(then, dict) and isinstance(now, dict):
        for key in [*then, *(key for key in now if key not in then)]:
            inner = f"{at}.{key}".lstrip(".")
            if key not in now or key not in then:
                one, other = (brief(held[key]) if key in held else NOTHING for held in (then, now))
                yield Difference(f"body {inner}", one, other)
            else:
                yield from _values(inner, _named(key, name), then[key], now[key], leaves, deep + 1)
    elif isinstance(then, list) and isinstance(now, list):
        if len(then) != len(now):
            yield Difference(where, _counted(len(then), "item"), _counted(len(now), "item"))
        for number, (one, other) in enumerate(zip(then, now, strict=False)):
            yield from _values(f"{at}[{number}]", name, one, other, leaves, deep + 1)
    elif type(then) is not type(now) or not _same_scalar(name, then, now, leaves):
        yield Difference(where, brief(then), brief(now))


def _same_scalar(name: str, then: Any, now: Any, leaves: Leaves) -> bool:
    if isinstance(then, bool) or then is None or not isinstance(then, str | int):
        return bool(then == now)
    return leaves.same(name, str(then), str(now))


def _named(key: str, parent: str) -> str:
    """The name of a value; what is only an id or a name says by its parent of what."""
    return f"{parent}_{key}" if parent and key.lower() in ("id", "name") else key


def _elements(at: str, parent: str, one: "_Element", other: "_Element", leaves: Leaves) -> Iterator[Difference]:
    if _tag(one) != _tag(other):
        yield Difference(f"body {at}", f"<{_tag(one)}>", f"<{_tag(other)}>")
        return
    for name in sorted({*map(str, one.attrib), *map(str, other.attrib)}):
        then, now = one.get(name), other.get(name)
        if then is None or now is None or not leaves.same(name, then, now):
            yield Difference(f"body {at}/@{name}", then or NOTHING, now or NOTHING)
    if not len(one) and not len(other):
        then, now = one.text or "", other.text or ""
        if not leaves.same(_named(_tag(one), parent), then, now):
            yield Difference(f"body {at}", brief(then) or NOTHING, brief(now) or NOTHING)
        return
    yield from _children(at, one, other, leaves)


def _children(at: str, one: "_Element", other: "_Element", leaves: Leaves) -> Iterator[Difference]:
    then, now = list(one), list(other)
    tags = [_tag(child) for child in then], [_tag(child) for child in now]
    numbers: Counter[str] = Counter()
    for kind, low, high, begin, end in SequenceMatcher(None, *tags, autojunk=False).get_opcodes():
        if kind == "equal":
            for left, right in zip(then[low:high], now[begin:end], strict=True):
                tag = _tag(left)
                numbers[tag] += 1
                place = f"[{numbers[tag]}]" if tags[0].count(tag) > 1 else ""
                yield from _elements(f"{at}/{tag}{place}", _tag(one), left, right, leaves)
        else:
            left_out, added = tags[0][low:high], tags[1][begin:end]
            yield Difference(f"body {at}", _told(left_out), _told(added))


def _told(tags: Sequence[str]) -> str:
    return (
        ", ".join(f"<{tag}>" if times == 1 else f"{times} <{tag}>" for tag, times in Counter(tags).items()) or NOTHING
    )


def _tag(element: "_Element") -> str:
    return str(element.tag).rpartition("}")[2]


def _tables(then: str, now: str, sign: str, leaves: Leaves) -> Iterator[Difference]:
    before, after = ([*csv.reader(io.StringIO(text, newline=""), delimiter=sign)] for text in (then, now))
    names = before[0]
    if len(before) != len(after):
        yield Difference("body", _counted(len(before), "row"), _counted(len(after), "row"))
    for number, (row, other) in enumerate(zip(before, after, strict=False), 1):
        for column, (cell, found) in enumerate(zip_longest(row, other)):
            name = names[column] if column < len(names) else str(column + 1)
            if cell is None or found is None or not leaves.same(name if number > 1 else "", cell, found):
                where = f"body row {number}, {name}"
                yield Difference(where, NOTHING if cell is None else cell, NOTHING if found is None else found)


def _lines(then: str, now: str, sign: str, endpoint: Found, leaves: Leaves) -> Iterator[Difference]:
    before, after = then.splitlines(), now.splitlines()
    heading = before[0] if before and sign else ""
    for number, (line, other) in enumerate(zip_longest(before, after), 1):
        if line is None or other is None:
            yield Difference(f"body line {number}", *(NOTHING if one is None else brief(one) for one in (line, other)))
            continue
        places = [*_placed(line, heading, sign)] if heading and number > 1 else [*in_lines(line, endpoint)]
        if not leaves.same("", line, other, places):
            yield Difference(f"body line {number}", brief(line), brief(other))
    if len(before) == len(after) and _ends(then) != _ends(now):
        yield Difference("body line ends", _ends(then), _ends(now))


def _ends(text: str) -> str:
    """How the lines of a text end."""
    end = "\\r\\n" if "\r\n" in text else "\\n"
    return f"{end}, the last too" if text.endswith("\n") else f"{end}, but not the last"


def _placed(line: str, heading: str, sign: str) -> Iterator[Any]:
    for place in in_table(f"{heading}\n{line}", sign):
        yield place._replace(start=place.start - len(heading) - 1, end=place.end - len(heading) - 1)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
