"""What `add_lead` and `update_lead` share: values cleaned for their columns, numbers checked, hours looked up."""

from datetime import date, datetime
from typing import Any

from ringback.vendors.dialer360.activity import Callback
from ringback.vendors.dialer360.calling import call_time_of, campaign_of, may_call
from ringback.vendors.dialer360.fields import number
from ringback.vendors.dialer360.leads.fields import TEXTS, LeadFunction
from ringback.vendors.dialer360.records import Lead, User
from ringback.vendors.dialer360.world import Dialer360World

MOST_RANK = 32_767
GENDERS = ("M", "F", "U")
NO_DATE = "0000-00-00"


def columns(call: LeadFunction, *, clears: bool = False) -> dict[str, Any]:
    """The columns of the lead that a call gives, as they are stored; with `clears`, `--BLANK--` empties one."""
    given: dict[str, Any] = {}
    for name in TEXTS:
        if clears and call.blanked(name):
            given[name] = ""
        elif value := getattr(call, name):
            given[name] = value
    if call.gender or (clears and call.blanked("gender")):
        given["gender"] = call.gender if call.gender in GENDERS else ""
    if call.date_of_birth or (clears and call.blanked("date_of_birth")):
        given["date_of_birth"] = date_column(call.date_of_birth)
    if call.rank or (clears and call.blanked("rank")):
        given["rank"] = whole(call.rank, MOST_RANK)
    return given


def whole(text: str, most: int) -> int:
    """The number of a text of digits, as a column that holds `most` at most keeps it."""
    return min(most, int(number(text)))


def date_column(text: str) -> str:
    """A date as its column keeps it: what is no date is the zero date."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return NO_DATE


def list_number(text: str) -> int:
    """The id of a list, 0 for none."""
    return int(text) if text else 0


def within_hours(world: Dialer360World, lead: Lead) -> bool:
    """Whether the call time of the lead's list, or else of its campaign, lets the lead be called now."""
    campaign = world.campaigns.get(campaign_of(world, lead.list_id))
    call_time = call_time_of(world.lists.get(lead.list_id), campaign)
    return may_call(world, call_time, lead.gmt_offset_now, lead.state, world.now)


def recipient(world: Dialer360World, call: LeadFunction) -> User | None:
    """The user whom a callback is for, if it is for one and the user exists."""
    return world.user(call.callback_user) if call.callback_type == "USERONLY" else None


def callback_type(world: Dialer360World, call: LeadFunction) -> str:
    """The type of the callback as it is stored: by the document it is for anyone unless it is for one user."""
    return call.callback_type if world.observed or call.callback_type == "USERONLY" else "ANYONE"


def callback_time(world: Dialer360World, call: LeadFunction) -> datetime | None:
    """When the callback is for, None when that cannot be understood."""
    return world.now if call.callback_datetime == "NOW" else world.moment(call.callback_datetime)


def callback_stamp(world: Dialer360World, call: LeadFunction) -> str:
    """When the callback is for, as the reply says it: by the software as it was sent, else as it was understood."""
    if world.observed and call.callback_datetime != "NOW":
        return call.callback_datetime
    moment = callback_time(world, call)
    return world.stamp(moment) if moment is not None else call.callback_datetime


def new_callback(world: Dialer360World, call: LeadFunction, lead: Lead) -> Callback:
    """The callback that a call asks for; it is never due when its time cannot be understood."""
    user = recipient(world, call)
    return Callback(
        lead_id=lead.lead_id,
        list_id=lead.list_id,
        campaign_id=call.campaign_id,
        entry_time=world.now,
        callback_time=callback_time(world, call),
        user=user.user if user is not None else "",
        recipient=callback_type(world, call),
        comments=call.callback_comments,
        user_group=user.user_group if user is not None else "",
        lead_status=call.callback_status or "CALLBK",
    )
