"""Custom fields: which a list has, and the values of a lead."""

from collections.abc import Mapping
from itertools import takewhile

from ringback.vendors.dialer360.fields import BLANK
from ringback.vendors.dialer360.records import CustomField, CustomValues, Lead
from ringback.vendors.dialer360.world import Dialer360World

LEAST_LIST = 99
# Kinds of fields that show something and hold nothing.
SHOWN_ONLY = ("DISPLAY", "SCRIPT")
STANDARD = frozenset(Lead.__struct_fields__)


def fields_of(world: Dialer360World, list_id: int) -> list[CustomField]:
    """The custom fields of a list; a list without any has no table for them."""
    rows = world.custom_fields.after((list_id, ""))
    return list(takewhile(lambda row: row.list_id == list_id, rows))


def labels_of(fields: list[CustomField]) -> list[str]:
    """The labels under which values are kept: not those of fields for show, nor those that a lead's columns have."""
    return [row.field_label for row in fields if row.field_type not in SHOWN_ONLY and row.field_label not in STANDARD]


def sent(inputs: Mapping[str, object], labels: list[str]) -> dict[str, str]:
    """The custom values that a request gives, as they are stored; `--BLANK--` gives an empty one."""
    given = {label: inputs.get(label) for label in labels}
    return {label: _cleaned(value) for label, value in given.items() if isinstance(value, str) and value}


def _cleaned(value: str) -> str:
    return "" if value == BLANK else value.replace("+", " ").replace(";", "").replace('"', "")


def write(world: Dialer360World, list_id: int, lead_id: int, given: Mapping[str, str], *, keep: bool = False) -> int:
    """Store custom values, others being kept or else blanked; how many rows changed."""
    row = world.custom_values.get((list_id, lead_id))
    values = {**row.values, **given} if keep and row is not None else given
    written = CustomValues(
        list_id=list_id, lead_id=lead_id, values={label: value for label, value in values.items() if value}
    )
    world.custom_values.put(written)
    return int(written != row)


def list_of(lead: Lead, forced: int = 0) -> int:
    """The list whose fields a lead has: the forced one, else the one it was entered in, else its own."""
    if forced > LEAST_LIST:
        return forced
    return lead.entry_list_id if lead.entry_list_id > LEAST_LIST else lead.list_id
