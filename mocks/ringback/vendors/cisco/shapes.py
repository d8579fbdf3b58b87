"""Shapes: what JSON Schema can say of the elements that are shown, by the types of the records they are shown from."""

from collections.abc import Mapping
from functools import cache
from types import UnionType
from typing import Any, NamedTuple, TypeAlias, Union, get_args, get_origin, get_type_hints

import msgspec

Schema: TypeAlias = dict[str, Any]

# A moment by the Logger's clock.
STAMP: Schema = {
    "type": "string",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}$",
    "examples": ["2026-01-06T17:00:00"],
}


class Shape(NamedTuple):
    """What is shown of one element, and whether it always is."""

    schema: Schema
    always: bool = True

    def sometimes(self) -> "Shape":
        """The same, now and then."""
        return Shape(self.schema, always=False)


@cache
def _types(of: type) -> Mapping[str, Any]:
    return get_type_hints(of, include_extras=True)


def _schema(hint: Any) -> Shape:
    """A type's schema; of what may be None, that of the rest, which is then not always there."""
    parts = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    (kind,) = [part for part in parts if part is not type(None)]
    return Shape(msgspec.json.schema(kind), len(parts) == 1)


def column(record: type, name: str) -> Shape:
    """A record's field as an element, which a blank text has none of."""
    schema, always = _schema(_types(record)[name])
    if schema["type"] == "string" and "format" not in schema:
        always = always and schema.get("minLength", 0) > 0
        schema["minLength"] = 1
    known = _default(record, name)
    if known != "" and isinstance(known, str | int | float):
        schema["examples"] = [known]
    return Shape(schema, always)


def _default(record: type, name: str) -> object:
    if not issubclass(record, msgspec.Struct):
        return ""
    return next(one.default for one in msgspec.structs.fields(record) if one.name == name)


def structure(of: type) -> Schema:
    """An element whose children are the members of a typed dictionary; those that may be None are then left out."""
    return composed({name: _schema(hint) for name, hint in _types(of).items()})


def composed(children: Mapping[str, Shape]) -> Schema:
    """An element by its children, of which it has no others; a `/` leads into the elements around one.

    What begins with `@` is the name of an attribute.
    """
    held: dict[str, Shape] = {}
    within: dict[str, dict[str, Shape]] = {}
    for path, shape in children.items():
        around, _, rest = path.partition("/")
        if rest and not path.startswith("@"):
            within.setdefault(around, {})[rest] = shape
            held[around] = Shape({})
        else:
            held[path] = shape
    for around, inner in within.items():
        held[around] = Shape(composed(inner), any(shape.always for shape in inner.values()))
    always = [name for name, shape in held.items() if shape.always]
    return {
        "type": "object",
        "properties": {name: shape.schema for name, shape in held.items()},
        **({"required": always} if always else {}),
        "additionalProperties": False,
    }


def several(schema: Schema, least: int = 0) -> Shape:
    """An element that is repeated; where there are none of it, the collection that it is in is there all the same."""
    return Shape({"type": "array", "items": schema, **({"minItems": least} if least else {})})


def ref_url(shown: str) -> Schema:
    """A refURL by an example: its last part is an item's, and other numbers in it are those of items around that."""
    *parts, _ = shown.split("/")
    before = "/".join("[^/]+" if part.isdigit() else part for part in parts)
    return {"type": "string", "pattern": f"^{before}/[^/]+$", "examples": [shown]}


def example(schema: Schema, name: str = "") -> Any:
    """A value that a schema describes, with all that can be there; of a text of which nothing is known, the name."""
    for known in ("examples", "enum"):
        if known in schema:
            return schema[known][0]
    match schema:
        case {"const": value}:
            return value
        case {"properties": properties}:
            return {member: example(inner, member) for member, inner in properties.items()}
        case {"type": "object"}:
            return {}
        case {"items": items}:
            return [example(items, name)]
        case {"format": "date"}:
            return "2026-01-06"
        case {"type": "integer"}:
            return max(0, schema.get("minimum", 0))
    return {"boolean": False, "number": 1.0}.get(schema["type"], name)
