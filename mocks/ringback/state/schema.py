"""The JSON Schema of scenarios, from the records of the tables that they fill."""

from inspect import cleandoc
from typing import Any

import msgspec

from ringback.state.faults import FaultRule
from ringback.state.passage import Room, Rooms

_REFERENCE = "#/$defs/{name}"

# A scenario's scalars are read as texts and converted by the record, so each may be written as a text, and a text
# without quotes.
_WRITTEN: dict[str, dict[str, Any]] = {
    "text": {"type": ["string", "number", "boolean"]},
    "integer": {"type": ["integer", "string"], "pattern": r"^-?[0-9]+$"},
    "number": {"type": ["number", "string"], "pattern": r"^-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?$"},
    "boolean": {"enum": [True, False, 1, 0, "true", "false", "True", "False", "TRUE", "FALSE", "1", "0"]},
    "null": {"enum": [None, "null"]},
}
_NAMES = {"string": "text", "integer": "integer", "number": "number", "boolean": "boolean", "null": "null"}


def _scalar(name: str) -> dict[str, Any]:
    return {"$ref": _REFERENCE.format(name=name)}


def schema(rooms: Rooms) -> dict[str, Any]:
    """What a scenario may hold when it fills these rooms."""
    records = [table.record for room in rooms.values() for table in room.view.tables.values()]
    references, definitions = msgspec.json.schema_components([FaultRule, *records], ref_template=_REFERENCE)
    rows = dict(zip(records, references[1:], strict=True))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Ringback scenario",
        "description": "What a world begins with: a moment, files, faults, and the rows of each app's tables.",
        "type": "object",
        "properties": {
            "scenario": {"description": "The scenario's name; the file's unless given.", **_scalar("text")},
            "extends": {"description": "The scenario, by name or path, whose rows come first.", **_scalar("text")},
            "start": {
                "description": "When a frozen or scaled clock starts; a moment with its zone.",
                "type": "string",
                "format": "date-time",
            },
            "history_days": {"description": "How long before that its generated history begins.", **_scalar("integer")},
            "generate": {
                "description": "How much each app invents, from the seed.",
                "type": "object",
                "properties": {name: _amounts() for name, room in rooms.items() if room.generate is not None},
                "additionalProperties": False,
            },
            "files": {
                "description": "Files that the world can see: name to content.",
                "type": "object",
                "additionalProperties": _scalar("text"),
            },
            "faults": {"description": "Faults in force from the start.", "type": "array", "items": references[0]},
            **{name: _room(room, rows) for name, room in rooms.items()},
        },
        "additionalProperties": False,
        "$defs": {**_WRITTEN, **{name: _as_written(record) for name, record in sorted(definitions.items())}},
    }


def _amounts() -> dict[str, Any]:
    return {"type": "object", "additionalProperties": _scalar("integer")}


def _room(room: Room, rows: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    tables = room.view.tables
    properties = {name: {"type": "array", "items": rows[table.record]} for name, table in tables.items()}
    counted = {name: _scalar("integer") for name, table in tables.items() if table.first is not None}
    following = {
        "description": "The next id of a table.",
        "type": "object",
        "properties": counted,
        "additionalProperties": False,
    }
    return {"type": "object", "properties": {**properties, "next": following}, "additionalProperties": False}


def _as_written(node: Any) -> Any:
    """A schema with its scalars as a scenario may write them."""
    if not isinstance(node, dict):
        return node
    written = dict(node)
    if "description" in node:
        # Docstrings are indented in some versions of Python, and not in others.
        written["description"] = cleandoc(node["description"])
    if (kind := node.get("type")) in _NAMES and "format" not in node:
        del written["type"]
        written.update(_scalar(_NAMES[kind]))
    if "enum" in node:
        written["enum"] = list(dict.fromkeys([*node["enum"], *map(str, node["enum"])]))
    for inner in ("items", "additionalProperties"):
        if inner in node:
            written[inner] = _as_written(node[inner])
    for inner in ("anyOf", "prefixItems"):
        if inner in node:
            written[inner] = [_as_written(part) for part in node[inner]]
    if "properties" in node:
        written["properties"] = {name: _as_written(part) for name, part in node["properties"].items()}
    return written
