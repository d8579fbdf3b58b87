"""Records: the rows of tables."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import msgspec

Instant = Annotated[datetime, msgspec.Meta(tz=True)]
"""A moment with its zone; kept and shown in UTC."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row: immutable, replaced as a whole, with typed fields and no unknown ones."""


def utc(moment: datetime) -> datetime:
    """The same moment, in UTC."""
    return moment.astimezone(UTC)


def seconds(count: float) -> timedelta:
    """A span of that many seconds."""
    return timedelta(seconds=count)


def rows_of(record: type[Record]) -> Any:
    """The type of a list of records, for conversion."""
    return list[record]  # type: ignore[valid-type]
