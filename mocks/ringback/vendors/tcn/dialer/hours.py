"""Calling hours: when a number may be called where it is, and when a schedule rule lets a broadcast run."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from ringback.vendors.tcn import dates
from ringback.vendors.tcn.broadcasts import zone_of
from ringback.vendors.tcn.records import Account, TaskGroup, Window
from ringback.vendors.tcn.world import TcnWorld

# Without other rules calls go out from 8 AM to 9 PM where they arrive.
DAYTIME = (Window(),)
DAY_MINUTES = 24 * 60
_MINUTE = 60


class Span(NamedTuple):
    """A stretch of time from a moment up to, but without, another."""

    opens: datetime
    closes: datetime


def call_windows(group: TaskGroup, account: Account | None) -> tuple[Window, ...]:
    """The hours of a broadcast's calls: the account's own rules, else the daytime; none when any hour will do."""
    if group.custom_calling_rules and account is not None and account.calling_rules:
        return account.calling_rules
    return () if group.timezone_override else DAYTIME


def call_opening(windows: tuple[Window, ...], group: TaskGroup, number: str, now: datetime) -> datetime | None:
    """When a number may be called, from now on; None for never.

    Where the place of a number is not known, the broadcast's own zone counts.
    """
    if not windows:
        return now
    found = span(windows, zone_of(number, group.country) or group.timezone, now)
    return max(found.opens, now) if found is not None else None


def watch_rule(world: TcnWorld, group: TaskGroup) -> bool:
    """Whether the schedule rule of a broadcast lets it run now; a timer is set for when that changes.

    A rule that is no longer there forbids nothing.
    """
    rule = world.schedule_rule(group.client_sid, group.schedule_rule)
    if rule is None:
        return True
    found = span(rule.windows, rule.time_zone, world.now)
    if found is None:
        return False
    runs = found.opens <= world.now
    turns = found.closes if runs else found.opens
    if world.timer_due("broadcast rule", group.task_sid) != turns:
        world.set_timer("broadcast rule", group.task_sid, turns)
    return runs


def span(windows: tuple[Window, ...], place: str, now: datetime) -> Span | None:
    """The stretch within the windows that holds now, or else the next to come; None when there is none."""
    # Windows begin and end on whole minutes: within one nothing changes.
    return _span(windows, place, int(now.timestamp() // _MINUTE))


@lru_cache(maxsize=4096)
def _span(windows: tuple[Window, ...], place: str, minute: int) -> Span | None:
    now = datetime.fromtimestamp(minute * _MINUTE, UTC)
    ahead = [found for found in _spans(windows, place, now) if found.closes > now]
    if not ahead:
        return None
    first = min(ahead)
    if first.opens > now:
        return first
    return Span(first.opens, max(found.closes for found in ahead if found.opens <= now))


def _spans(windows: tuple[Window, ...], place: str, now: datetime) -> Iterator[Span]:
    """The stretches from yesterday to a week ahead, in no order."""
    today = datetime.combine(dates.local(now, place).date(), datetime.min.time())
    for ahead in range(-1, 8):
        day = today + timedelta(days=ahead)
        for window in windows:
            if day.weekday() in window.days and window.start < window.end:
                yield Span(_moment(day, window.start, place), _moment(day, window.end, place))


def _moment(day: datetime, minutes: int, place: str) -> datetime:
    """When the clocks of a place show so many minutes after midnight: the first time, if they show it twice."""
    shown = day + timedelta(minutes=min(max(minutes, 0), 2 * DAY_MINUTES))
    return shown.replace(tzinfo=dates.zone(place) or dates.zone(dates.PACIFIC)).astimezone(UTC)
