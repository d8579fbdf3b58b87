"""Number plan facts, offline: area codes, calling codes, states, postal codes and time zones.

The tables lie beside this module as TSV files, each read once when first asked for.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

TZ_CODES: Final[Mapping[str, str]] = {
    "HST": "Pacific/Honolulu",
    "AKST": "America/Anchorage",
    "AKDT": "America/Anchorage",
    "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles",
    "MST": "America/Denver",
    "MDT": "America/Denver",
    "CST": "America/Chicago",
    "CDT": "America/Chicago",
    "EST": "America/New_York",
    "EDT": "America/New_York",
    "AST": "America/Halifax",
    "ADT": "America/Halifax",
    "NST": "America/St_Johns",
    "NDT": "America/St_Johns",
    "SST": "Pacific/Pago_Pago",
    "CHST": "Pacific/Guam",
    "GMT": "Etc/UTC",
    "UTC": "Etc/UTC",
    "BST": "Europe/London",
    "WET": "Europe/Lisbon",
    "WEST": "Europe/Lisbon",
    "CET": "Europe/Paris",
    "CEST": "Europe/Paris",
    "EET": "Europe/Athens",
    "EEST": "Europe/Athens",
    "MSK": "Europe/Moscow",
    "SAST": "Africa/Johannesburg",
    "IST": "Asia/Kolkata",
    "SGT": "Asia/Singapore",
    "HKT": "Asia/Hong_Kong",
    "JST": "Asia/Tokyo",
    "KST": "Asia/Seoul",
    "AWST": "Australia/Perth",
    "ACST": "Australia/Adelaide",
    "ACDT": "Australia/Adelaide",
    "AEST": "Australia/Sydney",
    "AEDT": "Australia/Sydney",
    "NZST": "Pacific/Auckland",
    "NZDT": "Pacific/Auckland",
}
"""Usual abbreviations of zones, upper case, with the IANA zone meant; a zone stands for its summer time too."""

# No zone has changed its offset but on a quarter of an hour since long before any of these systems.
_QUARTER: Final = 900
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Area(NamedTuple):
    """A North American area code: the code, state or province ("" outside the US and Canada), zone and country.

    The zone is the IANA name of the one most of its people live in, the country its ISO 3166 alpha-2 code.
    """

    code: str
    state: str
    zone: str
    country: str


class Country(NamedTuple):
    """A calling code: the code, the largest country under it (ISO 3166 alpha-2), and its predominant IANA zone."""

    code: str
    country: str
    zone: str


def area(code: str) -> Area | None:
    """Return the North American area code (three digits), or None if no such code is in service."""
    return _areas().get(code)


def areas() -> tuple[Area, ...]:
    """Return every North American area code in service, in order."""
    return tuple(_areas().values())


def country(calling_code: str) -> Country | None:
    """Return the country of a calling code (digits alone, such as "44"), or None if it has none."""
    return _countries().get(calling_code)


def state_zone(state: str, calling_code: str = "1") -> str | None:
    """Return the predominant IANA zone of a US state, Canadian province or, under 61, Australian state, or None."""
    return _states().get((calling_code, state.upper()))


def postal_zone(code: str) -> str | None:
    """Return the predominant IANA zone about a US postal code of five digits or more, or None if there is none."""
    return _zips().get(code[:3]) if code[:5].isdigit() and len(code) >= 5 else None


def offset_hours(zone: str, at: datetime) -> float:
    """Return the UTC offset of an IANA zone at that moment, in hours, daylight saving included.

    ValueError if the zone is unknown or the moment has no zone of its own.
    """
    if at.tzinfo is None:
        raise ValueError("the moment must say its zone")
    return _offset(zone, int(at.timestamp() // _QUARTER))


@lru_cache(maxsize=4096)
def _offset(zone: str, quarter: int) -> float:
    # Loaded here because the import is slow and many programs never ask for a zone.
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        place = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"unknown time zone {zone!r}") from error
    offset = (_EPOCH + timedelta(seconds=quarter * _QUARTER)).astimezone(place).utcoffset() or timedelta()
    return offset / timedelta(hours=1)


def _rows(name: str) -> Iterator[list[str]]:
    """Yield the rows of a table, comments left out."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines() if not line.startswith("#"))


@cache
def _areas() -> dict[str, Area]:
    return {row[0]: Area(*row) for row in _rows("nanp.tsv")}


@cache
def _countries() -> dict[str, Country]:
    return {row[0]: Country(*row) for row in _rows("countries.tsv")}


@cache
def _states() -> dict[tuple[str, str], str]:
    return {(calling_code, state): zone for calling_code, state, zone in _rows("states.tsv")}


@cache
def _zips() -> dict[str, str]:
    """Spread the ranges out: postal prefix to zone."""
    zones: dict[str, str] = {}
    for first, last, state, *zone in _rows("zips.tsv"):
        for prefix in range(int(first), int(last) + 1):
            zones[f"{prefix:03}"] = zone[0] if zone else _states()["1", state]
    return zones
