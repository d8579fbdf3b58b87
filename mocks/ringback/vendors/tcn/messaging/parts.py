"""Moments that are sent in parts, a parameter for the year, the month, the day and so on; Pacific time."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ringback.vendors.tcn import dates
from ringback.vendors.tcn.call import TcnCall
from ringback.vendors.tcn.fields import Param
from ringback.vendors.tcn.world import is_number

DAY = ("Day", "Month", "Year")
MINUTE = ("Year", "Month", "Day", "Hour", "Minute")
# No part has more digits than a year.
MOST_DIGITS = 4


def part(wire_name: str, example: str, **rest: Any) -> Param:
    """The parameter of one part; months count from 1."""
    return Param(wire_name=wire_name, example=example, **rest)


def parts(call: TcnCall, prefix: str, units: tuple[str, ...]) -> dict[str, str]:
    """The parts of one moment as they were sent, by their names; the fields of a call are named `start_year`."""
    return {f"{prefix}{unit}": getattr(call, f"{prefix}_{unit.lower()}").strip() for unit in units}


def moment(sent: Mapping[str, str], prefix: str) -> datetime | None:
    """The moment that the parts name, or None; without hour and minute, the beginning of the day."""
    if not all(is_number(value) and len(value) <= MOST_DIGITS for value in sent.values()):
        return None
    day = "/".join(sent[f"{prefix}{unit}"] for unit in ("Month", "Day", "Year"))
    time = f"{sent.get(f'{prefix}Hour', '0')}:{sent.get(f'{prefix}Minute', '0')}"
    return dates.file_date(f"{day} {time}", dates.PACIFIC)
