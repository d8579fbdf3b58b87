"""The counters of campaigns, and the Logger's midnight: they start anew, and what is finished with is purged."""

from datetime import datetime, time, timedelta

from msgspec.structs import replace

from ringback.state.record import utc
from ringback.vendors.cisco.dialer.results import ATTEMPTS, COUNTERS, REACHED
from ringback.vendors.cisco.records import RuntimeStatus
from ringback.vendors.cisco.world import CiscoWorld

MIDNIGHT, LOGGER = "midnight", "logger"
SHORTEST_DAY = timedelta(hours=23)


def count(world: CiscoWorld, campaign_id: int, result: int = 0, **more: int) -> None:
    """Count a call's result, and add what else there is to a campaign's counters."""
    if not campaign_id:
        return
    counter = COUNTERS.get(result)
    if counter is not None:
        more[counter] = 1
    if result in ATTEMPTS:
        more["attempted_count"] = 1
    if result in REACHED:
        more["total_voice_count"] = 1
    if any(more.values()):
        row = _today(world, campaign_id)
        sums = {name: getattr(row, name) + number for name, number in more.items()}
        world.runtime.put(replace(row, date_time=world.now, **sums))


def _today(world: CiscoWorld, campaign_id: int) -> RuntimeStatus:
    """A campaign's counters; those of another day are set back."""
    row = world.runtime.get(campaign_id) or RuntimeStatus(campaign_id=campaign_id, date_time=world.now)
    midnight = plan(world)
    # Most have been counted today: that is clear without looking at a calendar.
    if row.date_time >= midnight - SHORTEST_DAY or row.date_time >= _midnight(world, world.now):
        return row
    return _anew(row, world.now)


def _anew(row: RuntimeStatus, now: datetime) -> RuntimeStatus:
    return RuntimeStatus(campaign_id=row.campaign_id, total_voice_count=row.total_voice_count, date_time=now)


def _midnight(world: CiscoWorld, moment: datetime) -> datetime:
    """The midnight before a moment, by the Logger's clock."""
    local = moment.astimezone(world.logger_zone)
    return utc(datetime.combine(local.date(), time(), local.tzinfo))


def plan(world: CiscoWorld) -> datetime:
    """The next midnight; a timer is set for it, unless it is set already."""
    due = world.timer_due(MIDNIGHT, LOGGER)
    if due is None:
        tomorrow = world.now.astimezone(world.logger_zone).date() + timedelta(days=1)
        due = utc(datetime.combine(tomorrow, time(), world.logger_zone))
        world.set_timer(MIDNIGHT, LOGGER, due)
    return due


def midnight(world: CiscoWorld, key: str) -> None:
    """Start the counters of the day anew, and remove what is finished and older than the limit.

    Counters that a scenario has of an older day are a picture of it; they stay until something is counted.
    """
    yesterday = _midnight(world, world.now - timedelta(seconds=1))
    for row in list(world.runtime):
        fresh = _anew(row, row.date_time)
        if row != fresh and row.date_time >= yesterday:
            world.runtime.put(replace(fresh, date_time=world.now))
    _purge(world, world.now - timedelta(days=world.deployment.days_to_purge))
    # Nothing ticks in a world in which nothing happens.
    if _keeps(world):
        plan(world)


def _purge(world: CiscoWorld, limit: datetime) -> None:
    for contact in list(world.contacts.between("finished", (), (limit,))):
        world.contacts.remove((contact.campaign_id, contact.contact_id))
    for callback in list(world.personal_callbacks.between("made", (), (limit,))):
        world.personal_callbacks.remove(callback.personal_callback_id)
    world.dialer_details.remove_all(
        [row.dialer_detail_id for row in world.dialer_details.between("ended", (), (limit,))]
    )


def _keeps(world: CiscoWorld) -> bool:
    """Whether there is something that will be purged some night."""
    kept = (
        world.contacts.first("finished"),
        world.personal_callbacks.first("made"),
        world.dialer_details.first("ended"),
    )
    return kept != (None, None, None)


def counts(world: CiscoWorld) -> bool:
    """Whether the next midnight has something to do."""
    today = _midnight(world, world.now)
    return any(row.date_time >= today for row in world.runtime) or _keeps(world)
