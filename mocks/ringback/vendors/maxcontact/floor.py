"""A MaxContact centre at a glance: campaigns by their leads, its users at work, the calls on its lines."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ringback.state.floor import Agent, Call, Campaign, Ending, Floor, Row, Tone
from ringback.state.order import TOP
from ringback.state.record import EPOCH
from ringback.telephony.network import Result
from ringback.vendors.maxcontact import activity, records
from ringback.vendors.maxcontact.dialer import figures, outbound
from ringback.vendors.maxcontact.dialer import floor as people
from ringback.vendors.maxcontact.world import RUNNING

if TYPE_CHECKING:
    from ringback.vendors.maxcontact.world import MaxContactWorld

# The history is sorted by when calls began; one that ended lately is looked for among those of so long before.
LONGEST = timedelta(hours=2)

LOGGED_OUT = "Logged Out"
TYPES = ("Predictive", "Progressive", "Preview", "IVR", "Bridge", "Ping", "Inbound", "Coach", "Interaction")
STATUSES = ("Not Running", "Running", "Paused", "Flushed")
CALL_STATES = ("Idle", "Dialling", "Ringing", "Connected", "On Hold", "Ended")

_AGENTS: dict[str, Tone] = {
    "Ready": "ready",
    "Previewing": "live",
    "Calling": "live",
    "Talking": "live",
    "Wrapping": "live",
    LOGGED_OUT: "over",
}
# What the system says of calls that no agent has talked in; all other results tell of a talk, or a session.
_ENDINGS: dict[str, Ending] = {
    "SYSNOANS": "no answer",
    "SYSBUSY": "busy",
    "SYSANSMACH": "machine",
    "SYSDROP": "abandoned",
    "ABANDON": "abandoned",
    "BAD": "failed",
    "SYSOI": "failed",
    "NOCARRIER": "failed",
}


def floor(world: "MaxContactWorld", since: datetime) -> Floor:
    """The whole floor; calls that wait for nothing but their result have ended too."""
    return Floor(
        _campaigns(world),
        list(_agents(world)),
        _calls(world),
        _endings(world, since),
    )


def _word(words: tuple[str, ...], number: int) -> str:
    """What a number of an appendix stands for; rows made by hand may have others."""
    return words[number] if 0 <= number < len(words) else str(number)


def _campaigns(world: "MaxContactWorld") -> list[Campaign]:
    """Campaigns that run, those with most leads first, then those that are held."""
    shown = [_campaign(world, campaign) for campaign in world.campaigns]
    return sorted(shown, key=lambda one: (one.tone == "held", -one.total))


def _tone(world: "MaxContactWorld", campaign: records.Campaign) -> Tone:
    number = campaign.campaign_id
    if world.calls.count("campaign", number) or world.agents.count("at", number, "Previewing"):
        return "live"
    stopped = campaign.status != RUNNING or world.system.global_emergency
    return "held" if stopped or not campaign.active else "ready"


def _campaign(world: "MaxContactWorld", campaign: records.Campaign) -> Campaign:
    number, leads = campaign.campaign_id, figures.of_leads(world, campaign)
    note = f"{_word(TYPES, campaign.type)}, agents logged in: {people.agents_of(world, number)}"
    if not campaign.active:
        note += ", not active"
    elif world.system.global_emergency:
        note += ", global emergency"
    return Campaign(
        Row("campaigns", number),
        campaign.campaign_name or str(number),
        _word(STATUSES, campaign.status),
        _tone(world, campaign),
        leads["Completed"],
        leads["Total"],
        note,
    )


def _campaign_name(world: "MaxContactWorld", number: int) -> str:
    campaign = world.campaigns.get(number)
    return campaign.campaign_name or str(number) if campaign is not None else ""


def _user_name(world: "MaxContactWorld", user_id: int) -> str:
    user = world.users.get(user_id)
    return user.full_name or user.login if user is not None else ""


def _agents(world: "MaxContactWorld") -> Iterator[Agent]:
    """Who is logged in, then the other users who may."""
    for agent in sorted(world.agents, key=lambda agent: agent.state == LOGGED_OUT):
        user = world.users.get(agent.user_id)
        away = agent.state == LOGGED_OUT
        if away and (user is None or not user.active):
            continue
        yield Agent(
            Row("agents", agent.user_id),
            _user_name(world, agent.user_id) or str(agent.user_id),
            agent.state,
            _AGENTS.get(agent.state, "held"),
            agent.since if agent.since > EPOCH else None,
            "" if away else _campaign_name(world, agent.campaign_id),
        )


def _calls(world: "MaxContactWorld") -> list[Call]:
    """What is in progress, the newest first."""
    calls = [_call(world, call) for call in world.calls if call.call_state != activity.ENDED]
    return sorted(calls, key=lambda call: call.since, reverse=True)


def _call(world: "MaxContactWorld", call: activity.Call) -> Call:
    queue = world.acd_queues.get(call.queue_id)
    return Call(
        Row("calls", call.call_id),
        call.phone_number,
        _word(CALL_STATES, call.call_state),
        _call_tone(call),
        call.answered or call.started,
        _user_name(world, call.user_id),
        _campaign_name(world, call.campaign_id) or (queue.acd_name if queue is not None else ""),
    )


def _call_tone(call: activity.Call) -> Tone:
    """One that somebody waits in, be it in a queue, on hold or for an agent, is held."""
    if call.call_state == activity.CONNECTED and (call.user_id or call.in_session):
        return "live"
    in_queue = call.call_status == activity.INBOUND and not call.user_id
    waits = in_queue or call.call_state in (activity.CONNECTED, activity.ON_HOLD)
    return "held" if waits else "ready"


def _endings(world: "MaxContactWorld", since: datetime) -> Iterator[tuple[datetime, Ending]]:
    for call in world.calls:
        if call.call_state == activity.ENDED and call.ended is not None and call.ended >= since:
            yield call.ended, _came_to(call)
    past = world.past_calls
    for campaign_id in past.distinct("campaign"):
        for row in past.between("campaign", (campaign_id, since - LONGEST), (campaign_id, TOP)):
            if row.ended >= since:
                yield row.ended, _ending(row)


def _came_to(call: activity.Call) -> Ending:
    """What an agent's call came to that has no result yet."""
    code = outbound.CODE_OF.get(Result(call.outcome)) if call.outcome else None
    return _ENDINGS[code[0]] if code is not None else "answered"


def _ending(call: activity.PastCall) -> Ending:
    known = _ENDINGS.get(call.result_code)
    if known is not None:
        return known
    cancelled = call.result_code == "CANCEL"
    if call.answered is None:
        return "failed" if cancelled else "no answer"
    return "abandoned" if cancelled and not call.user_id else "answered"
