"""Moments in texts: how they are written, and whether two of them are as near to each other as they should be."""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

_DAY = r"\d{4}([-/])\d{2}\1\d{2}|\d{2}/\d{2}/\d{4}"
_TIME = r"\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: ?[AaPp][Mm])?"
_ZONE = r"Z|[+-]\d{2}:?\d{2}"
_MAIL = r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT"
_UNIX = r"1[6-9]\d{8}(?:\d{3})?"

MOMENT: Final = re.compile(
    rf"(?<![\w/-])(?:(?:{_DAY})(?:[T ]{_TIME}(?:{_ZONE})?)?|{_MAIL}|20\d{{6}}-?[0-2]\d[0-5]\d[0-5]\d|{_UNIX})(?![\w/])"
)
"""A moment as systems write it; years are of four digits."""

_FORMS = (
    "%Y-%m-%d", "%Y/%m/%d", "%m/%d/%Y", "%Y%m%d-%H%M%S", "%Y%m%d%H%M%S", "%a, %d %b %Y %H:%M:%S %Z",
    *(
        f"{day}{between}{time}{zone}"
        for day in ("%Y-%m-%d", "%Y/%m/%d", "%m/%d/%Y")
        for between in "T "
        for time in ("%H:%M:%S.%f", "%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p", "%I:%M:%S%p", "%I:%M%p")
        for zone in ("", "%z")
    ),
)  # fmt: skip
# Calendars differ by zone: a moment without one may be from before the beginning though it is later.
_WIDEST = timedelta(hours=14)
_FRACTION = re.compile(r"\.(\d{6})\d+")


class Span(NamedTuple):
    """When a recording began, how much later its moments are in the mock's world, and how exact that has to be."""

    begin: datetime
    shift: timedelta
    tolerance: timedelta


def same(then: str, now: str, span: Span) -> bool:
    """Whether two moments are written in one way, and are as far apart as they should be.

    From before the beginning, a moment is part of what an account holds: there, the way of writing is enough.
    """
    form, moment = _read(then)
    other, again = _read(now)
    if moment is None or again is None or form != other:
        return then == now
    if moment < span.begin - (_WIDEST if "%z" not in form and "%Z" not in form else span.tolerance):
        return True
    allowed = span.tolerance if "%M" in form else span.tolerance + timedelta(days=1)
    return abs(again - moment - span.shift) <= allowed


@lru_cache(4096)
def _read(text: str) -> tuple[str, datetime | None]:
    """How a moment is written, and which it is, taken for UTC where it has no zone."""
    if text.isdecimal() and len(text) in (10, 13) and text < "2":
        seconds = int(text) / (1 if len(text) == 10 else 1000)
        return f"%M of {len(text)} digits, %z", datetime.fromtimestamp(seconds, UTC)
    plain = _FRACTION.sub(r".\1", text)
    for form in _FORMS:
        try:
            moment = datetime.strptime(plain, form)  # noqa: DTZ007 - some have no zone
        except ValueError:
            continue
        return form, moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return "", None
