"""Dates as the API writes them, in Pacific time or in a zone by name."""

from datetime import datetime, tzinfo
from functools import lru_cache

from ringback.state.clock import LATEST
from ringback.state.record import utc

PACIFIC = "America/Los_Angeles"

# A zone of Appendix B that has since been dropped from the zone database: it kept Regina's time.
_RENAMED = {"Canada/East-Saskatchewan": "America/Regina"}

_QUERY = "%Y/%m/%d %H:%M"
_FILE = "%m/%d/%Y %H:%M"


@lru_cache(maxsize=256)
def zone(name: str) -> tzinfo | None:
    """The time zone of that name, of Appendix B or any other that is known; None for another."""
    # Imported here: the import is slow, and a server starts without any zone.
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(_RENAMED.get(name, name)) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


# The lines of a file tend to have the same few dates.
@lru_cache(maxsize=1024)
def _read(text: str, form: str, place: str) -> datetime | None:
    there = zone(place)
    try:
        local = datetime.strptime(text.strip(), form).replace(tzinfo=there)
        moment = utc(local) if there is not None else None
    except (ValueError, OverflowError):
        return None
    return moment if moment is not None and moment < LATEST else None


def query_date(text: str) -> datetime | None:
    """The moment that `yyyy/MM/dd HH:mm` names in Pacific time, or None."""
    return _read(text, _QUERY, PACIFIC)


def zone_date(text: str, place: str) -> datetime | None:
    """The moment that `yyyy/MM/dd HH:mm` names in a time zone, or None; also for an unknown zone."""
    return _read(text, _QUERY, place)


def file_date(text: str, place: str) -> datetime | None:
    """The moment that `MM/dd/yyyy HH:mm` names in a time zone, or None; also for an unknown zone."""
    return _read(text, _FILE, place)


def local(moment: datetime, place: str = PACIFIC) -> datetime:
    """A moment on the clock of a zone, Pacific unless another is named; an unknown one counts as Pacific."""
    return moment.astimezone(zone(place) or zone(PACIFIC))


def query_text(moment: datetime | None) -> str:
    """A moment as `yyyy/MM/dd HH:mm`, Pacific time; blank for none."""
    return "" if moment is None else f"{local(moment):%Y/%m/%d %H:%M}"


def stamp(moment: datetime | None) -> str:
    """A moment as reports and lists show it: `yyyy-MM-dd HH:mm:ss`, Pacific time; blank for none."""
    return "" if moment is None else f"{local(moment):%Y-%m-%d %H:%M:%S}"
