"""Who may be called, when, and what waits to be: the rules that the API and the dialler share."""

from collections.abc import Collection
from datetime import MAXYEAR, datetime, timedelta

from ringback.telephony import numbers
from ringback.vendors.dialer360.activity import Callback, HopperRow
from ringback.vendors.dialer360.records import CallTime, Campaign, Lead, LeadList
from ringback.vendors.dialer360.world import Dialer360World

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MINUTE = timedelta(minutes=1)

# Where North America's unknown area codes are taken to lie.
_OTHERWISE = "America/New_York"


def gmt_offset(
    at: datetime,
    phone_code: str,
    phone_number: str,
    *,
    method: str = "",
    postal_code: str = "",
    state: str = "",
    owner: str = "",
) -> float | None:
    """The UTC offset in hours, daylight saving included, of where a number is called; None for an unknown country.

    `method` names what is asked before the number itself: POSTAL the postal code, TZCODE the time zone code in `owner`.
    """
    zone = zone_of_postal_code(phone_code, postal_code) if "POSTAL" in method else None
    if zone is None and "TZCODE" in method:
        zone = zone_of_code(owner)
    zone = zone or zone_of_number(phone_code, phone_number, state)
    return None if zone is None else numbers.offset_hours(zone, at)


def zone_of_postal_code(phone_code: str, postal_code: str) -> str | None:
    """The zone about a postal code of the United States, the only country whose codes are known."""
    return numbers.postal_zone(postal_code) if phone_code == "1" else None


def zone_of_code(code: str) -> str | None:
    """The zone that a time zone code such as MST stands for."""
    return numbers.TZ_CODES.get(code.upper())


def zone_of_number(phone_code: str, phone_number: str, state: str) -> str | None:
    """The zone of an area code in North America, of a state in Australia, else of the whole country."""
    if phone_code == "1":
        area = numbers.area(phone_number[:3])
        return area.zone if area is not None else _OTHERWISE
    if phone_code == "61" and (zone := numbers.state_zone(state, phone_code)) is not None:
        return zone
    country = numbers.country(phone_code)
    return country.zone if country is not None else None


def gmt_text(offset: float | None) -> str:
    """An offset as replies print it: `-5`, `-3.5`, `10`, nothing for None."""
    return "" if offset is None else f"{offset:g}"


def may_call(world: Dialer360World, call_time_id: str, gmt: float | None, state: str, at: datetime) -> bool:
    """Whether a call time lets a lead with that UTC offset and state be called at a moment.

    The window of the lead's state goes before that of the weekday, and this before the default; one of 0 to 0 does not
    count. An unknown offset counts as 0, and a call time that nobody has set up as 9am to 9pm.
    """
    call_time = world.call_times.get(call_time_id) or CallTime(call_time_id=call_time_id)
    local = at + timedelta(hours=gmt or 0)
    none = (0, 0)
    window = call_time.states.get(state.upper(), none)
    if window == none:
        window = call_time.weekdays.get(WEEKDAYS[local.weekday()], none)
    if window == none:
        window = (call_time.ct_default_start, call_time.ct_default_stop)
    start, stop = window
    return start <= local.hour * 100 + local.minute < stop


def call_time_of(lead_list: LeadList | None, campaign: Campaign | None) -> str:
    """The call time that holds for a list: its own, or else that of its campaign."""
    own = lead_list.local_call_time if lead_list is not None else ""
    if own not in ("", "campaign"):
        return own
    return campaign.local_call_time if campaign is not None else ""


def may_call_somewhere(world: Dialer360World, call_time_id: str, gmt: float, at: datetime) -> bool:
    """Whether a call time lets some lead with that UTC offset be called at a moment: one of whatever state."""
    call_time = world.call_times.get(call_time_id)
    states = call_time.states if call_time is not None else {}
    return any(may_call(world, call_time_id, gmt, state, at) for state in ("", *states))


def in_dnc(world: Dialer360World, phone_number: str, *, area_codes: bool = False) -> bool:
    """Whether the system's list forbids a number, or, with `area_codes`, its whole area code."""
    return phone_number in world.dnc or (area_codes and _area_block(phone_number) in world.dnc)


def in_campaign_dnc(world: Dialer360World, campaign_id: str, phone_number: str, *, area_codes: bool = False) -> bool:
    """Whether a campaign's list forbids a number; a campaign may use the list of another one."""
    campaign = world.campaigns.get(campaign_id)
    owner = (campaign.campaign_dnc_from if campaign is not None else "") or campaign_id
    listed = world.campaign_dnc
    return (owner, phone_number) in listed or (area_codes and (owner, _area_block(phone_number)) in listed)


def _area_block(phone_number: str) -> str:
    return f"{phone_number[:3]}XXXXXXX"


def to_hopper(world: Dialer360World, lead: Lead, *, priority: int = 0, source: str = "P") -> HopperRow:
    """Let a lead wait to be dialled by the campaign of its list; without one it waits for nobody."""
    campaign_id = campaign_of(world, lead.list_id)
    row = world.hopper.add(
        HopperRow(
            lead_id=lead.lead_id,
            campaign_id=campaign_id,
            list_id=lead.list_id,
            priority=priority,
            source=source,
        )
    )
    world.wake(campaign_id)
    return row


def all_to_hopper(world: Dialer360World, campaign_id: str, leads: Collection[Lead]) -> None:
    """Let leads that a campaign's dialler has chosen wait for it."""
    if not leads:
        return
    world.hopper.extend(
        HopperRow(
            hopper_id=world.hopper.take_id(),
            lead_id=lead.lead_id,
            campaign_id=campaign_id,
            list_id=lead.list_id,
        )
        for lead in leads
    )
    world.wake(campaign_id)


def campaign_of(world: Dialer360World, list_id: int) -> str:
    """The campaign of a list; empty for a list that does not exist or has none."""
    found = world.lists.get(list_id)
    return found.campaign_id if found is not None else ""


def schedule_callback(world: Dialer360World, callback: Callback) -> Callback:
    """Store a callback, a new one when its id is 0, and let it become due at its time, if it has one.

    Callbacks are looked at each full minute, so that one whose time is now or has passed is due at the next.
    """
    callback = world.callbacks.put(callback) if callback.callback_id else world.callbacks.add(callback)
    if callback.callback_time is None:
        world.cancel_timer("callback", callback.callback_id)
    else:
        world.set_timer("callback", callback.callback_id, _minute_of(callback.callback_time, world.now))
    return callback


def _minute_of(due: datetime, now: datetime) -> datetime:
    after = max(due, now.replace(second=0, microsecond=0) + MINUTE)
    started = after.replace(second=0, microsecond=0)
    return after if started == after or started.year == MAXYEAR else started + MINUTE


def drop_callbacks(world: Dialer360World, lead_id: int) -> tuple[int, int]:
    """Move a lead's callbacks to the archive; how many were deleted and how many archived."""
    callbacks = list(world.callbacks.where("lead", lead_id))
    for callback in callbacks:
        world.callbacks_archive.put(callback)
        world.callbacks.remove(callback.callback_id)
        world.cancel_timer("callback", callback.callback_id)
    return len(callbacks), len(callbacks)
