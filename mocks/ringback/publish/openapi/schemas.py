"""Schemas of what is sent: the fields of endpoints as properties."""

from collections.abc import Iterable, Mapping
from typing import Any

from ringback.contract.field import Field
from ringback.publish.openapi.doors import Door, Kind, Schema

REFERENCE = "#/components/schemas/"


def value(field: Field[Any]) -> Schema:
    """The schema of one field's values."""
    schema: Schema = field.schema()
    if field.secret:
        schema["format"] = "password"
    if field.example:
        schema["examples"] = [typed(field, field.example)]
    return schema


def described(field: Field[Any]) -> Schema:
    """What is said of a field in words."""
    return {"description": field.note} if field.note else {}


def typed(field: Field[Any], text: object) -> object:
    """An example as a value of the field's type."""
    kind = field.schema().get("type")
    if not isinstance(text, str):
        return text
    match kind:
        case "integer":
            return int(text)
        case "number":
            return float(text)
        case "boolean":
            return text == "true"
        case "array":
            return [int(one) if one.isdecimal() else one for one in text.split(",")]
    return text


def one_of(door: Door, places: Iterable[str], components: dict[str, Schema]) -> Schema:
    """The schema of what is sent in some places: of one endpoint, or of several by reference, told apart by name."""
    named = door.named()
    if not door.shared:
        return properties(named[0], places, {})
    naming = door.naming if door.place in places else ()
    references, enums = [], {name: {"type": "string", "enum": list[str]()} for name in naming}
    mapping: dict[str, str] = {}
    for endpoint in named:
        names = door.names(endpoint) if naming else {}
        components[endpoint.id] = properties(endpoint, places, names)
        references.append({"$ref": f"{REFERENCE}{endpoint.id}"})
        for name, said in names.items():
            enums[name]["enum"].append(said)  # type: ignore[attr-defined]
            mapping[said] = f"{REFERENCE}{endpoint.id}"
    schema: Schema = {"type": "object", "oneOf": references}
    if naming:
        schema |= {"required": list(naming), "properties": enums}
    if len(naming) == 1:
        schema["discriminator"] = {"propertyName": naming[0], "mapping": mapping}
    return schema


def properties(endpoint: Kind, places: Iterable[str], named: Mapping[str, str]) -> Schema:
    """An object of an endpoint's fields in some places, and of what names it."""
    schema: Schema = {"title": endpoint.id, "description": endpoint.summary(), "type": "object", "properties": {}}
    if endpoint.root:
        schema["xml"] = {"name": endpoint.root}
    for name, said in named.items():
        _put(schema, name, {"const": said}, required=True)
    for field in endpoint.fields.values():
        if field.place in places and field.wire_name not in named:
            _put(schema, field.wire_name, {**value(field), **described(field)}, required=field.required)
            if within := [one for one in endpoint.fields.values() if one.place == field.wire_name]:
                schema["properties"][field.wire_name]["description"] = _contents(field, within)
    return schema


def _put(schema: Schema, path: str, said: Schema, *, required: bool) -> None:
    """Put a property where its path leads: elements within elements are objects within objects."""
    *around, name = path.split("/")
    for outer in around:
        schema = schema["properties"].setdefault(outer, {"type": "object", "properties": {}})
    schema["properties"][name] = said
    if required:
        schema.setdefault("required", []).append(name)


def _contents(field: Field[Any], within: Iterable[Field[Any]]) -> str:
    """A field that holds others: what it is, then those."""
    lines = [
        f"- {one.wire_name}{' (required)' if one.required else ''}{f': {limits}' if (limits := one.limits()) else ''}"
        for one in within
    ]
    return "\n".join([f"{field.note}; it names:" if field.note else "It names:", "", *lines])
