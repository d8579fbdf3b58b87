"""A Dialer360 system at a glance: campaigns by their leads, who is logged in, what is being dialled."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING

from ringback.state.floor import Agent, Call, Campaign, Ending, Floor, Row, Tone
from ringback.state.order import TOP
from ringback.vendors.dialer360 import activity, records

if TYPE_CHECKING:
    from ringback.vendors.dialer360.world import Dialer360World

_AGENTS: dict[str, Tone] = {"INCALL": "live", "QUEUE": "live", "MQUEUE": "live", "READY": "ready", "CLOSER": "ready"}
_CALLS: dict[str, Tone] = {"SENT": "ready", "LIVE": "held", "XFER": "live"}
# A status that is not listed was given by an agent: somebody talked.
_ENDINGS: dict[str, Ending] = {
    "NA": "no answer",
    "AA": "machine",
    "AM": "machine",
    "AB": "busy",
    "B": "busy",
    "DROP": "abandoned",
    "PDROP": "abandoned",
    "XDROP": "abandoned",
    "ADC": "failed",
    "ADCT": "failed",
    "AFAX": "failed",
    "DC": "failed",
}


def floor(world: "Dialer360World", since: datetime) -> Floor:
    """The whole floor; outbound calls and those of in-groups that have ended since a moment."""
    return Floor(
        [_campaign(world, campaign) for campaign in world.campaigns],
        [_agent(world, agent) for agent in world.live_agents],
        sorted((_call(world, call) for call in world.live_calls), key=lambda call: call.since, reverse=True),
        _endings(world, since),
    )


def _campaign(world: "Dialer360World", campaign: records.Campaign) -> Campaign:
    lists = list(world.lists.where("campaign", campaign.campaign_id))
    total = sum(world.leads.count("list", one.list_id) for one in lists)
    left = sum(world.leads.count(index, one.list_id) for one in lists for index in ("dialable", "expected"))
    active = campaign.active == "Y"
    return Campaign(
        Row("campaigns", campaign.campaign_id),
        campaign.campaign_name or campaign.campaign_id,
        "active" if active else "inactive",
        ("live" if world.live_calls.count("queue", campaign.campaign_id) else "ready") if active else "held",
        total - left,
        total,
        f"{campaign.dial_method}, {world.hopper.count('queue', campaign.campaign_id)} in the hopper",
    )


def _name(world: "Dialer360World", login: str) -> str:
    user = world.users.get(login)
    return user.full_name if user is not None and user.full_name else login


def _agent(world: "Dialer360World", agent: activity.LiveAgent) -> Agent:
    name, tone = _name(world, agent.user), _AGENTS.get(agent.status, "held")
    return Agent(Row("live_agents", agent.user), name, agent.status, tone, agent.since, agent.campaign_id)


def _call(world: "Dialer360World", call: activity.LiveCall) -> Call:
    return Call(
        Row("live_calls", call.callerid),
        call.phone_number,
        call.status,
        _CALLS.get(call.status, "ready"),
        call.answer_time or call.call_time,
        _name(world, call.user),
        call.campaign_id,
    )


def _endings(world: "Dialer360World", since: datetime) -> Iterator[tuple[datetime, Ending]]:
    calls, closer = world.call_log, world.closer_log
    logs: Iterator[activity.CallLog | activity.CloserLog] = chain(
        *(calls.between("date", (name, since), (name, TOP)) for name in calls.distinct("date")),
        *(closer.between("date", (name, since), (name, TOP)) for name in closer.distinct("date")),
    )
    return ((row.end_time, _ENDINGS.get(row.status, "answered")) for row in logs if row.end_time is not None)
