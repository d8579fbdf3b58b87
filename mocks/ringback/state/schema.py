"""The JSON Schema of scenarios, from the records of the tables that they fill."""

from typing import Any

import msgspec

from ringback.state.faults import FaultRule
from ringback.state.passage import Rooms

_REFERENCE = "#/$defs/{name}"

# Every scalar of a scenario is read as text and then converted, so each may be written as text or as what it stands for.
_WRITTEN: dict[str, dict[str, Any]] = {
    "string": {"type": ["string", "number", "boolean"]},
    "integer": {"type": ["integer", "string"], "pattern": r"^-?[0-9]+$"},
    "number": {"type": ["number", "string"], "pattern": r"^-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?$"},
    "boolean": {"type": ["boolean", "string", "integer"], "pattern": "^([Tt]rue|[Ff]alse|[01])$", "enum": None},
    "null": {"enum": [None, "null"]},
}
_TEXT = _WRITTEN["string"]


def schema(rooms: Rooms) -> dict[str, Any]:
    """What a scenario may hold when it fills these rooms."""
    records = [table.record for room in rooms.values() for table in room.view.tables.values()]
    references, definitions = msgspec.json.schema_components([*records, FaultRule], ref_template=_REFERENCE)
    described = dict(zip(records, references, strict=False))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Ringback scenario",
        "description": "The rows that a world begins with, by app and table.",
        "type": "object",
        "properties": {
            "scenario": {"description": "its name; that of the file unless given", **_TEXT},
            "extends": {"description": "the scenario, by name or path, whose rows come before these", **_TEXT},
            "start": {"description": "when its worlds begin, with a zone", "type": "string", "format": "date-time"},
            "files": {
                "description": "files that its worlds can see: content by name",
                "type": "object",
                "additionalProperties": _TEXT,
            },
            "faults": {"description": "faults in force from the start", "type": "array", "items": references[-1]},
            **{name: _room(room, described) for name, room in rooms.items()},
        },
        "additionalProperties": False,
        "$defs": _written(definitions),
    }
