"""Edits: which columns an update is asked to change, and to what."""

from collections.abc import Callable, Mapping
from typing import Any

from ringback.vendors.dialer360.call import Function
from ringback.vendors.dialer360.fields import BLANK, Param, number

Columns = Mapping[str, str]
"""The columns by the names of the fields that set them."""


def edits(
    call: Function, columns: Columns, *, observed: bool, convert: Mapping[str, Callable[[str], object]]
) -> dict[str, Any]:
    """The changes that the fields of a call ask for; `convert` makes values of columns that hold no text."""
    changes: dict[str, Any] = {}
    for name, column in columns.items():
        value, field = getattr(call, name), call.fields[name]
        if value == BLANK and isinstance(field, Param) and field.blank:
            # The software drops characters before it looks for the marker: of some markers little or nothing is left.
            left = field.filtered(BLANK) if observed else BLANK
            if left:
                changes[column] = "" if left == BLANK else left
        elif value:
            changes[column] = convert.get(column, str)(value)
    return changes


def whole(text: str) -> int:
    """The value of a column of whole numbers."""
    return int(number(text))
