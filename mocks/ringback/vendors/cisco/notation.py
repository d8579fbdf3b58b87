"""XML and JSON, in and out: which one a client wants, and how an answer looks in it."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from ringback.contract import Request
from ringback.vendors.cisco.shapes import Schema
from ringback.wire.tree import Malformed, Tree, from_json
from ringback.wire.xml import from_xml, to_xml

XML = "application/xml"
JSON = "application/json"
BOM = b"\xef\xbb\xbf"

# The attribute that says which of several forms an element has.
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XSI_TYPE = f"@{{{XSI}}}type"
TYPE_MEMBER = "xsi:type"
SPACE_MEMBER = "xmlns:xsi"

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


def described(root: str, schema: Schema, notation: str) -> Schema:
    """The schema of an element as the body of an answer."""
    if notation == JSON:
        return _in_json(schema)
    return {**_in_xml(schema), "xml": {"name": root}}


def _in_xml(schema: Schema) -> Schema:
    """An element that holds a collection is an array with an element around it."""
    members = {name: _in_xml(held) for name, held in schema.get("properties", {}).items()}
    for name, held in members.items():
        if (inner := _collected(held)) is not None:
            (item,) = held["properties"]
            members[name] = {**inner, "items": {**inner["items"], "xml": {"name": item}}, "xml": {"wrapped": True}}
    form = {"name": "type", "namespace": XSI, "prefix": "xsi", "attribute": True}
    typed = {TYPE_MEMBER: {**members.pop(XSI_TYPE), "xml": form}} if XSI_TYPE in members else {}
    return _with(schema, {**typed, **members}, _in_xml)


def _in_json(schema: Schema) -> Schema:
    """An element that holds a collection is a list of one object; an attribute and its namespace are members."""
    members = {name: _in_json(held) for name, held in schema.get("properties", {}).items()}
    for name, held in members.items():
        if _collected(held) is not None:
            members[name] = {"type": "array", "items": held, "minItems": 1, "maxItems": 1}
    space = {"type": "string", "const": XSI}
    typed = {TYPE_MEMBER: members.pop(XSI_TYPE), SPACE_MEMBER: space} if XSI_TYPE in members else {}
    return _with(schema, {**typed, **members}, _in_json)


def _with(schema: Schema, members: Mapping[str, Schema], told: Callable[[Schema], Schema]) -> Schema:
    """The schema with members as a notation has them; those that it does not know by name are always there."""
    if "items" in schema:
        return {**schema, "items": told(schema["items"])}
    if not members:
        return schema
    optional = schema["properties"].keys() - schema.get("required", ())
    always = [name for name in members if name not in optional]
    return {**schema, "properties": members, **({"required": always} if always else {})}


def _collected(schema: Schema) -> Schema | None:
    """What is repeated in an element that holds nothing else."""
    if len(held := schema.get("properties", {})) != 1:
        return None
    (only,) = held.values()
    found: Schema | None = only if only.get("type") == "array" else None
    return found


def _object(entity: Mapping[str, Any]) -> dict[str, Any]:
    held: dict[str, Any] = {}
    for name, value in entity.items():
        if name == XSI_TYPE:
            held |= {TYPE_MEMBER: value, SPACE_MEMBER: XSI}
        elif value is not None:
            held[name.removeprefix("@")] = _wrapped(value)
    return held


def _wrapped(value: Any) -> Any:
    """The value for JSON: an element that holds a collection becomes a list of one object."""
    if not isinstance(value, Mapping):
        return [_wrapped(item) for item in value] if isinstance(value, list | tuple) else value
    held = _object(value)
    return [held] if len(held) == 1 and isinstance(next(iter(held.values())), list) else held
