"""Names that tell when something was made: codes of calls, unique ids, files of recordings."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo


def call_code(local: datetime, letter: str, lead_id: int) -> str:
    """The 20-character id of a call: a letter, month to second cut to nine digits, the lead in ten."""
    return f"{letter}{_digits(local)[5:]}{lead_id:010}"


def unique_id(moment: datetime, what: object) -> str:
    """The unique id of a call: its second since the epoch, and what tells it from others of that second."""
    return f"{int(moment.timestamp())}.{what}"


def recording_file(local: datetime, phone_number: str, user: str) -> str:
    """The name of a recording's file, without its ending."""
    return f"{_stamp(local)}_{phone_number}_{user}-all"


def _digits(local: datetime) -> str:
    """Year to second; a tenth of the work of `strftime`, which also looks at the machine's time zone."""
    day = f"{local.year:04}{local.month:02}{local.day:02}"
    return f"{day}{local.hour:02}{local.minute:02}{local.second:02}"


def _stamp(local: datetime) -> str:
    digits = _digits(local)
    return f"{digits[:8]}_{digits[8:]}"


def moved(tables: Mapping[str, Sequence[Any]], span: timedelta) -> dict[str, str]:
    """What such names become when the moments in them move by `span`; names made otherwise stay."""
    zone = ZoneInfo(next((row.timezone for row in tables.get("settings", ())), "UTC"))
    names: dict[str, str] = {}
    for call in tables.get("call_ids", ()):
        before, after = call.call_date.astimezone(zone), (call.call_date + span).astimezone(zone)
        letter = call.caller_code[:1]
        if call.caller_code == call_code(before, letter, call.lead_id):
            names[call.caller_code] = call_code(after, letter, call.lead_id)
        second, _, what = call.uniqueid.partition(".")
        if second == str(int(call.call_date.timestamp())):
            names[call.uniqueid] = unique_id(call.call_date + span, what)
    for recording in tables.get("recordings", ()):
        start = recording.start_time
        before, after = _stamp(start.astimezone(zone)), _stamp((start + span).astimezone(zone))
        if recording.filename.startswith(before):
            for name in (recording.filename, recording.location):
                names[name] = name.replace(before, after)
    names.pop("", None)
    return names
