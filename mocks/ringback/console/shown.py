"""How values are written on pages: moments, spans, shares, numbers."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec


def moment(value: str | datetime) -> datetime:
    """A moment as the control plane writes it, as a value."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


def clock_time(value: str | datetime) -> str:
    """The time of day, in UTC as the world counts: `17:00:00`."""
    return f"{moment(value):%H:%M:%S}"


def day(value: str | datetime) -> str:
    """The day: `Mon 5 Jan 2026`."""
    at = moment(value)
    return f"{at:%a} {at.day} {at:%b %Y}"


def ago(value: str | datetime, now: str | datetime) -> str:
    """A span of time as a timer shows it: `4:05`, `1:02:03`, `3 d 4 h`."""
    return span((moment(now) - moment(value)).total_seconds())


def span(value: float) -> str:
    """Seconds as a timer shows them: `4:05`, `1:02:03`, `3 d 4 h`."""
    seconds = max(0, int(value))
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3600)
    if days:
        return f"{days} d {hours} h"
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def grouped(value: int) -> str:
    """A number with its thousands apart: `12 345`."""
    return f"{value:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def micro(value: int) -> str:
    """A duration in microseconds: `480 µs`, `1.3 ms`."""
    return f"{value} µs" if value < 1000 else f"{value / 1000:.1f} ms" if value < 1_000_000 else f"{value / 1e6:.1f} s"


def pretty(value: Any) -> str:
    """Plain data as JSON, indented."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()


FILTERS: dict[str, Callable[..., str]] = {
    "clock_time": clock_time,
    "day": day,
    "ago": ago,
    "span": span,
    "grouped": grouped,
    "micro": micro,
    "pretty": pretty,
}
