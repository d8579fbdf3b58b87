"""Where values stand in a text, in each notation, so that they can be rewritten without touching what is around them.

Texts are looked through, not parsed: a body that is damaged keeps its damage.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import quote_plus, unquote_plus
from xml.sax.saxutils import escape, unescape

Text = Callable[[str], str]


class Code(NamedTuple):
    """How a value is written in a notation."""

    read: Text
    write: Text


def _same(text: str) -> str:
    return text


def _json_read(text: str) -> str:
    try:
        read = json.loads(f'"{text}"', strict=False)
    except ValueError:
        return text
    return str(read)


QUOTES = {'"': "&quot;", "'": "&apos;"}
PLAIN = Code(_same, _same)
FORM = Code(unquote_plus, lambda text: quote_plus(text, safe="@:/,*{}"))
JSON = Code(_json_read, lambda text: json.dumps(text, ensure_ascii=False)[1:-1])
XML = Code(
    lambda text: unescape(text, {code: sign for sign, code in QUOTES.items()}),
    lambda text: escape(text, {'"': "&quot;"}),
)
CELL = Code(lambda text: text.replace('""', '"'), lambda text: text.replace('"', '""'))


class Place(NamedTuple):
    """One value: from where to where it stands, and its name, blank for none."""

    start: int
    end: int
    name: str = ""
    code: Code = PLAIN


Change = Callable[[str, str], str]
"""From a value's name and a value to what stands in its place."""


def rewritten(text: str, places: Sequence[Place], change: Change, *, between: bool) -> str:
    """A text with the values at these places changed; `between` says that what stands between them is text too."""
    done, parts = 0, []
    for place in places:
        if place.start < done:
            continue
        gap = text[done : place.start]
        parts.append(change("", gap) if between and gap else gap)
        raw = text[place.start : place.end]
        value = place.code.read(raw)
        new = change(place.name, value)
        # What is not changed is left as it was written, which no code promises.
        parts.append(raw if new == value else place.code.write(new))
        done = place.end
    rest = text[done:]
    return "".join([*parts, change("", rest) if between and rest else rest])


_PAIR = re.compile(r"(?:^|(?<=&))([^=&]+)=([^&]+)")


def in_form(text: str) -> list[Place]:
    """The values of a query or a URL-encoded body."""
    return [Place(*found.span(2), unquote_plus(found[1]), FORM) for found in _PAIR.finditer(text)]


def in_path(path: str, template: str) -> list[Place]:
    """The parts of a path that its template writes in braces; other parts are places without a name."""
    names = template.split("/")
    places, at = [], 0
    for number, part in enumerate(path.split("/")):
        pattern = names[number] if number < len(names) else ""
        if part and (pattern.startswith("{") or not pattern):
            name = pattern[1:-1]
            # What is only an id is one of what is named before it.
            places.append(Place(at, at + len(part), f"{names[number - 1]}_id" if name == "id" else name))
        at += len(part) + 1
    return places


_COOKIE = re.compile(r"(?:^|;\s*)([^=;\s]+)=([^;]+)")


def in_cookies(text: str) -> list[Place]:
    """The values of a Cookie header."""
    return [Place(*found.span(2), found[1]) for found in _COOKIE.finditer(text)]


_PART = re.compile(
    r'name="(?P<name>[^"]*)"(?P<head>[^\r\n]*\r?\n(?:[^\r\n]+\r?\n)*)\r?\n(?P<value>(?s:.*?))(?=\r?\n--|\Z)'
)


def in_multipart(text: str) -> Iterator[Place]:
    """The values of a multipart body; in a file, those of its content."""
    for found in _PART.finditer(text):
        if "filename=" in found["head"]:
            start = found.start("value")
            for place in in_body(found["value"], ""):
                yield place._replace(start=place.start + start, end=place.end + start)
        elif found["value"]:
            yield Place(*found.span("value"), found["name"])


_LEAF = re.compile(r"<([A-Za-z_][\w:.-]*)(\s[^<>]*)?>([^<>]+)</\1\s*>")
_ATTRIBUTE = re.compile(r"\s([A-Za-z_][\w:.-]*)=(?:\"([^\"<>]+)\"|'([^'<>]+)')")


def in_xml(text: str) -> list[Place]:
    """The texts of elements and the values of attributes, but for declarations of namespaces."""
    places = [Place(*found.span(3), found[1].rpartition(":")[2], XML) for found in _LEAF.finditer(text)]
    for found in _ATTRIBUTE.finditer(text):
        if not found[1].startswith("xml") and text[max(0, found.start() - 5) : found.start()] != "<?xml":
            places.append(Place(*found.span(2 if found[2] else 3), found[1].rpartition(":")[2], XML))
    return sorted(places, key=lambda place: place.start)


_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"(\s*:)?|-?\d[\d.eE+-]*')


def in_json(text: str) -> Iterator[Place]:
    """The strings and numbers, each with the name it stands under; items of a list have the list's."""
    name = ""
    for found in _TOKEN.finditer(text):
        if found[2]:
            name = _json_read(found[1])
        elif found[1] is not None:
            yield Place(*found.span(1), name, JSON)
        else:
            yield Place(*found.span(), name)


_CELL = {
    sign: re.compile(rf'(?:^|(?<={re.escape(sign)}))(?:"((?:[^"]|"")*)"|([^{re.escape(sign)}"][^{re.escape(sign)}]*))')
    for sign in ",|\t;"
}
_HEADING = re.compile(r"[A-Za-z][\w #./()-]*")


def separator_of(text: str) -> str:
    """What separates the cells of a table with a row of headings, or nothing when it is none."""
    first, _, rest = text.partition("\n")
    first = first.strip("\r\ufeff")
    for sign in ",|\t;":
        cells = first.split(sign)
        if len(cells) > 1 and rest.strip() and all(_HEADING.fullmatch(cell.strip('" ')) for cell in cells):
            return sign
    return ""


def in_table(text: str, sign: str) -> Iterator[Place]:
    """The cells below a row of headings, each with its column's."""
    at = 0
    names: list[str] = []
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        if not names:
            names = [cell.strip('"\ufeff ') for cell in bare.split(sign)]
        else:
            yield from _cells(bare, at, sign, names)
        at += len(line)


def _cells(line: str, at: int, sign: str, names: list[str]) -> Iterator[Place]:
    for found in _CELL[sign].finditer(line):
        column = _outside(line[: found.start()]).count(sign)
        quoted = found[1] is not None
        start, end = found.span(1 if quoted else 2)
        if start < end:
            name = names[column] if column < len(names) else ""
            yield Place(at + start, at + end, name, CELL if quoted else PLAIN)


def _outside(text: str) -> str:
    """What of a line stands outside quotation marks."""
    return re.sub(r'"(?:[^"]|"")*"', "", text)


def in_body(text: str, content_type: str) -> list[Place]:
    """The values in a body, by its notation."""
    find = {
        "form": in_form,
        "multipart": in_multipart,
        "xml": in_xml,
        "json": in_json,
    }.get(notation(text, content_type))
    if find is not None:
        return [*find(text)]
    sign = separator_of(text)
    return [*in_table(text, sign)] if sign else []


def notation(text: str, content_type: str) -> str:
    """`form`, `multipart`, `xml`, `json`, `html` or `text`: what a body says it is, else what it looks like."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        return "form"
    if kind.startswith("multipart/"):
        return "multipart"
    begin = text.lstrip("\ufeff \t\r\n")[:200].lower()
    if begin.startswith(("<!doctype html", "<html")):
        return "html"
    if begin.startswith("<") and (kind.endswith("xml") or begin.startswith("<?xml") or not kind.startswith("text/")):
        return "xml"
    return "json" if begin.startswith(("{", "[")) else "text"
