"""XML and JSON, in and out: which one a client wants, and how an answer looks in it."""

from collections.abc import Mapping
from typing import Any

import msgspec

from ringback.contract import Request
from ringback.wire.tree import Malformed, Tree, from_json
from ringback.wire.xml import from_xml, to_xml

XML = "application/xml"
JSON = "application/json"
BOM = b"\xef\xbb\xbf"

# The attribute that says which of several forms an element has.
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XSI_TYPE = f"@{{{XSI}}}type"

_KINDS = {XML: XML, "text/xml": XML, "application/*": XML, "text/*": XML, "*/*": XML, JSON: JSON}


def wanted(accept: str) -> str:
    """The notation that an Accept header asks for: JSON only where it is named; empty where neither is taken.

    Of equal weight, the first named wins.
    """
    if not accept.strip():
        return XML
    best, found = 0.0, ""
    for part in accept.split(","):
        kind, *parameters = [piece.strip().lower() for piece in part.split(";")]
        weight = _weight(parameters)
        if kind in _KINDS and weight > best:
            best, found = weight, _KINDS[kind]
    return found


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return float(parameter[2:])
            except ValueError:
                return 0.0
    return 1.0


def sent_as(content_type: str) -> str:
    """The notation of a body by its Content-Type; XML where none is given, empty for one that is not taken."""
    kind = content_type.partition(";")[0].strip().lower()
    return {"": XML, XML: XML, "text/xml": XML, JSON: JSON}.get(kind, "")


def parsed(request: Request, root: str) -> Tree:
    """The content of a request's body; Malformed when it is not well-formed or its root is another one."""
    body = request.body.removeprefix(BOM)
    if sent_as(request.header(b"content-type")) == JSON:
        return _unwrapped(from_json(body), root)
    name, tree = from_xml(body)
    if name != root:
        raise Malformed(f"the root element is {name}, not {root}")
    return tree


def _unwrapped(tree: Tree, root: str) -> Tree:
    """A JSON body is the object itself; one under the root's name is taken too."""
    if isinstance(tree, str) or "" in tree:
        raise Malformed(f"the body is no object, as a {root} is")
    return tree[root][-1] if list(tree) == [root] and tree[root] else tree


def written(root: str, entity: Any, notation: str) -> bytes:
    """The body of an answer; JSON has no root."""
    if notation == JSON:
        return msgspec.json.encode(_object(entity))
    return to_xml(root, entity)


def _object(entity: Mapping[str, Any]) -> dict[str, Any]:
    held: dict[str, Any] = {}
    for name, value in entity.items():
        if name == XSI_TYPE:
            held |= {"xsi:type": value, "xmlns:xsi": XSI}
        elif value is not None:
            held[name.removeprefix("@")] = _wrapped(value)
    return held


def _wrapped(value: Any) -> Any:
    """The value for JSON: an element that holds a collection becomes a list of one object."""
    if not isinstance(value, Mapping):
        return [_wrapped(item) for item in value] if isinstance(value, list | tuple) else value
    held = _object(value)
    return [held] if len(held) == 1 and isinstance(next(iter(held.values())), list) else held
