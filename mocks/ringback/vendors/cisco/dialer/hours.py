"""Calling hours: from a campaign's start time to its end time, by the clock where the phone is.

The document has the campaign's time zone used where the location of a number is not known, and imports give every phone
a zone of its own, which is the campaign's for want of a better one. So the hours are the customer's. The dates are the
campaign's.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from ringback.telephony.numbers import offset_hours
from ringback.vendors.cisco.records import Campaign
from ringback.vendors.cisco.world import CiscoWorld
from ringback.vendors.cisco.zones import zones

DAY = 24 * 60

# The last day whose beginning is a moment in every zone; no world gets that far.
LAST_DAY = date(9999, 12, 30)

# Of the zones that have an offset in common, the rules of these are taken for a phone that observes daylight saving.
USUAL = (
    "Pacific Standard Time",
    "Mountain Standard Time",
    "Central Standard Time",
    "Eastern Standard Time",
    "Atlantic Standard Time",
    "GMT Standard Time",
    "W. Europe Standard Time",
    "FLE Standard Time",
    "AUS Eastern Standard Time",
    "New Zealand Standard Time",
)


def is_open(campaign: Campaign, gmt_offset: int, dst_observed: bool, now: datetime) -> bool:
    """Whether a phone may be called now. Hours that end before they start go past midnight; equal ones never end."""
    start, end = _span(campaign.start_time, campaign.end_time)
    minute = _local(gmt_offset, dst_observed, campaign.time_zone, now)
    return start <= minute < end if start < end else not end <= minute < start


def opens(campaign: Campaign, gmt_offset: int, dst_observed: bool, now: datetime) -> datetime:
    """When a phone may next be called, if it may not now."""
    start, _ = _span(campaign.start_time, campaign.end_time)
    now = now.replace(second=0, microsecond=0)
    wait = (start - _local(gmt_offset, dst_observed, campaign.time_zone, now)) % DAY
    then = now + timedelta(minutes=wait or DAY)
    # Between now and then clocks may have been changed.
    late = _local(gmt_offset, dst_observed, campaign.time_zone, then) - start
    return then - timedelta(minutes=(late + DAY // 2) % DAY - DAY // 2)


def has_day(campaign: Campaign, world: CiscoWorld) -> bool:
    """Whether today is one of a campaign's days."""
    return campaign.start_date <= world.today(campaign.time_zone) <= campaign.end_date


def begins(campaign: Campaign, world: CiscoWorld) -> datetime | None:
    """When a campaign's first day begins, if that is still to come."""
    if campaign.start_date <= world.today(campaign.time_zone):
        return None
    zone = world.zone(campaign.time_zone)
    first = min(campaign.start_date, LAST_DAY)
    return datetime.combine(first, time(), zone.info if zone is not None else UTC).astimezone(UTC)


def is_over(campaign: Campaign, world: CiscoWorld) -> bool:
    """Whether a campaign's last day has passed."""
    return campaign.end_date < world.today(campaign.time_zone)


@lru_cache(1024)
def _span(start: str, end: str) -> tuple[int, int]:
    """The minutes of the day; what a row made by hand has wrong is no limit."""
    try:
        minutes = [60 * int(hour) + int(minute) for hour, _, minute in (text.partition(":") for text in (start, end))]
    except ValueError:
        return 0, 0
    return minutes[0] % DAY, minutes[1] % DAY


def _local(gmt_offset: int, dst_observed: bool, own: str, now: datetime) -> int:
    """The minute of the day where a phone is."""
    minute = now.hour * 60 + now.minute + gmt_offset
    if dst_observed and (rules := _rules(gmt_offset, own)) is not None:
        name, bias = rules
        minute += round(60 * offset_hours(name, now)) + bias
    return minute % DAY


@lru_cache(256)
def _rules(gmt_offset: int, own: str) -> tuple[str, int] | None:
    """The zone by whose rules summer comes to an offset: the campaign's own where it fits, else the most usual."""
    known = zones()
    for name in (own, *USUAL, *known):
        zone = known.get(name)
        if zone is not None and zone.dst_observed and zone.iana and -zone.bias % DAY == gmt_offset:
            return zone.iana, zone.bias
    return None
