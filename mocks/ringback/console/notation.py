"""Bodies as people read them: JSON and XML indented, forms as fields, all else as it came."""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl

import msgspec
from lxml import etree

# A body longer than this is shown as it came.
MOST = 200_000
MOST_FIELDS = 500


class Body(NamedTuple):
    """A body's notation, its text indented where that helps, and its fields where it is a form."""

    notation: str
    text: str
    fields: tuple[tuple[str, str], ...] = ()


def read(text: str, headers: Mapping[str, str]) -> Body:
    """The body of a message with these headers."""
    kind = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    kind = kind.partition(";")[0].strip().lower()
    start = text.lstrip()[:1]
    if not text or len(text) > MOST:
        return Body(kind, text)
    if kind.endswith("json") or (start in ("{", "[") and not kind.startswith("text/html")):
        return _json(kind, text)
    if kind.endswith("xml") or (start == "<" and "html" not in kind):
        return _xml(kind, text)
    if kind == "application/x-www-form-urlencoded":
        return Body(kind, text, fields(text))
    return Body(kind, text)


def fields(text: str) -> tuple[tuple[str, str], ...]:
    """The fields of a form or a query, in their order."""
    try:
        return tuple(parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        return ()


def _json(kind: str, text: str) -> Body:
    try:
        return Body(kind or "JSON", msgspec.json.format(text, indent=2))
    except (msgspec.MsgspecError, RecursionError):
        return Body(kind, text)


def _xml(kind: str, text: str) -> Body:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_blank_text=True
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return Body(kind, text)
    return Body(kind or "XML", etree.tostring(root, pretty_print=True, encoding="unicode"))
