"""Keys of rows as they are written in a URL: the parts of a compound one joined by commas."""

from typing import Any
from urllib.parse import quote, unquote

from msgspec import to_builtins
from msgspec.structs import FieldInfo, fields

from ringback.control.body import converted
from ringback.control.errors import bad
from ringback.state.table import Table


def key_fields(table: Table[Any, Any]) -> tuple[FieldInfo, ...]:
    """The fields of a table's key, in its order."""
    by_name = {field.name: field for field in fields(table.record)}
    return tuple(by_name[name] for name in table.key_fields)


def key_of(table: Table[Any, Any], text: str, *, quoted: bool = False) -> Any:
    """The key that a text means; a Problem when it does not fit the table. `quoted` texts come from a path.

    A comma that belongs to a part of a compound key is percent-encoded.
    """
    wanted = key_fields(table)
    if len(wanted) == 1:
        return converted(unquote(text) if quoted else text, wanted[0].type, wanted[0].encode_name)
    parts = [unquote(part) for part in text.split(",")]
    if len(parts) == 1:
        # Clients that encode every comma mean the ones between the parts.
        parts = parts[0].split(",")
    if len(parts) != len(wanted):
        names = ",".join(field.encode_name for field in wanted)
        raise bad(names, f"expected {len(wanted)} parts, got {text[:200]!r}", f"Write the key as {names}")
    return tuple(converted(part, field.type, field.encode_name) for part, field in zip(parts, wanted, strict=True))


def written(table: Table[Any, Any], key: Any) -> Any:
    """A key as an answer gives it and `after` takes it: itself, or for a compound one its parts joined by commas."""
    if len(table.key_fields) == 1:
        return key
    return ",".join(quote(str(to_builtins(part)), safe="") for part in key)
