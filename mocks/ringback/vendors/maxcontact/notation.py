"""XML and JSON, in and out: which one a client wants, how an answer looks in it, what a body says."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import msgspec

from ringback.contract import Request
from ringback.vendors.maxcontact.records import Settings
from ringback.wire.tree import Malformed, Tree, from_json
from ringback.wire.xml import from_xml, to_xml

XML = "application/xml; charset=utf-8"
JSON = "application/json; charset=utf-8"

_NIL = {"@{http://www.w3.org/2001/XMLSchema-instance}nil": "true"}
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_KINDS = {
    "application/json": JSON,
    "text/json": JSON,
    "application/xml": XML,
    "text/xml": XML,
}


class Many(NamedTuple):
    """An array: what each of its elements is called in XML, and the elements."""

    of: str
    items: Sequence[object]


def wanted(request: Request) -> str:
    """The notation of the answer: by Accept, else by the request's own Content-Type, else XML."""
    for kind in _accepted(request.header(b"accept")):
        if kind in _KINDS:
            return _KINDS[kind]
    return _KINDS.get(_plain(request.header(b"content-type")), XML)


def _accepted(header: str) -> Iterator[str]:
    """The media types that a client takes, the best first."""
    weighed = [(_weight(part), _plain(part)) for part in header.split(",")]
    return (kind for weight, kind in sorted(weighed, key=lambda pair: -pair[0]) if weight > 0)


def _plain(header: str) -> str:
    return header.partition(";")[0].strip().lower()


def _weight(part: str) -> float:
    for parameter in part.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


def written(root: str, value: Mapping[str, object], notation: str, settings: Settings) -> bytes:
    """The body of an answer; `value` is in the order of the documents, which JSON keeps."""
    if notation == JSON:
        return msgspec.json.encode(_in_json(value, settings))
    namespaces: dict[str | None, str] = {"i": _INSTANCE}
    if settings.xml_namespace:
        namespaces[None] = settings.xml_namespace
    document = to_xml(root, _in_xml(value), namespaces)
    # The vendor's framework writes no declaration.
    return document[document.index(b"?>") + 2 :].lstrip()


def _in_json(value: object, settings: Settings) -> object:
    if isinstance(value, Mapping):
        return {name: _in_json(held, settings) for name, held in value.items()}
    if isinstance(value, Many):
        return [_in_json(item, settings) for item in value.items]
    if isinstance(value, datetime):
        milliseconds = round(value.timestamp() * 1000)
        return f"/Date({milliseconds}+0000)/" if settings.json_dates == "wcf" else iso(value)
    return value


def _in_xml(value: object) -> Any:
    """The value with members in ordinal order, as the vendor's serialiser has them."""
    if isinstance(value, Mapping):
        return {name: _in_xml(value[name]) for name in sorted(value)}
    if isinstance(value, Many):
        return {value.of: [_in_xml(item) for item in value.items]}
    if value is None:
        return _NIL
    return iso(value) if isinstance(value, datetime) else value


def iso(moment: datetime) -> str:
    """A moment in ISO 8601, UTC, to the second."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def parsed(request: Request) -> Mapping[str, Sequence[Tree]]:
    """The members of a request's body; an empty one has none. Malformed when it cannot be read."""
    if request.too_large:
        raise Malformed("it is too large")
    body = request.body.strip().removeprefix(b"\xef\xbb\xbf")
    if not body:
        return {}
    kind = _KINDS.get(_plain(request.header(b"content-type")))
    tree = from_json(body) if kind == JSON or (kind is None and body[:1] in b"{[") else from_xml(body)[1]
    if isinstance(tree, Mapping) and "" not in tree:
        return tree
    if isinstance(tree, str) and not tree.strip() and body[:1] == b"<":
        return {}
    raise Malformed("it is no object")


def member(tree: Mapping[str, Sequence[Tree]], name: str) -> Sequence[Tree] | None:
    """What a body has under a name, written so or in another case; None when it has none of it."""
    if name in tree:
        return tree[name]
    folded = name.lower()
    return next((held for other, held in tree.items() if other.lower() == folded), None)
