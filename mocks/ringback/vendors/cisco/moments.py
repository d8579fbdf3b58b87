"""Elements that are dates and times."""

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ringback.vendors.cisco.elements import Element
from ringback.vendors.cisco.errors import Refused
from ringback.vendors.cisco.shapes import STAMP, Shape

if TYPE_CHECKING:
    from ringback.vendors.cisco.world import CiscoWorld

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:Z|[+-][0-9]{2}:[0-9]{2})?")
_DATE_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})?"
)
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::[0-9]{2}(?:\.[0-9]{1,9})?)?")


class Day(Element[date | None]):
    """A date, `YYYY-MM-DD`; of a moment the date counts."""

    kind = "date"
    refuses = ("invalid_value",)

    def __init__(self, path: str = "", **rest: Any) -> None:
        """Declare the date."""
        super().__init__(path, default=None, **rest)

    def parse(self, raw: str) -> date:
        """Read it."""
        text = raw.strip()
        try:
            return date.fromisoformat(text[:10]) if _DATE.fullmatch(text) is not None else _moment(text).date()
        except ValueError:
            raise Refused("invalid_value", value=raw) from None


class TimeOfDay(Element[str]):
    """A time, `HH:MM`, from 00:00 to 23:59."""

    kind = "time"
    refuses = ("out_of_range", "invalid_value")

    def parse(self, raw: str) -> str:
        """Read it; seconds do not count."""
        found = _TIME.fullmatch(raw.strip())
        if found is None:
            raise Refused("invalid_value", value=raw)
        hour, minute = int(found[1]), int(found[2])
        if hour > 23 or minute > 59:
            raise Refused("out_of_range", minimum="00:00", maximum="23:59")
        return f"{hour:02}:{minute:02}"


class Moment(Element[datetime | None]):
    """A date and time, `yyyy-MM-ddTHH:mm:ss`, by the Logger's clock unless it names a zone."""

    kind = "datetime"
    refuses = ("invalid_value",)

    def __init__(self, path: str = "", **rest: Any) -> None:
        """Declare the moment."""
        super().__init__(path, default=None, **rest)

    def parse(self, raw: str) -> datetime:
        """Read it, without a zone where none is named."""
        try:
            return _moment(raw.strip())
        except ValueError:
            raise Refused("invalid_value", value=raw) from None

    def shown(self, record: Any, world: "CiscoWorld") -> object:
        """The moment by the Logger's clock."""
        return world.stamp(getattr(record, self.column))

    def appears(self, record: type[Any]) -> Shape:
        """The moment, always."""
        return Shape(STAMP)


def _moment(text: str) -> datetime:
    # Python reads more forms than XML has.
    if _DATE_TIME.fullmatch(text) is None:
        raise ValueError(text)
    return datetime.fromisoformat(text)
