"""A Cisco deployment at a glance: campaigns by their contacts, the agents, what the dialler has on its lines."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from ringback.state.floor import Agent, Call, Campaign, Ending, Floor, Row, Tone
from ringback.state.order import TOP
from ringback.state.record import EPOCH
from ringback.vendors.cisco import activity, records
from ringback.vendors.cisco.dialer import floor as people
from ringback.vendors.cisco.dialer import hours, results

if TYPE_CHECKING:
    from ringback.vendors.cisco.world import CiscoWorld

MOST_OVER = 12
LOGGED_OUT = "logged out"

_AGENTS: dict[str, Tone] = {
    people.TALKING: "live",
    people.WRAP_UP: "live",
    people.RESERVED: "ready",
    people.READY: "ready",
}
_CALLS: dict[str, Tone] = {activity.PREVIEW: "held", activity.TALKING: "live", activity.IVR: "live"}
# A result that is not listed tells that nobody was reached.
_ENDINGS: dict[int, Ending] = {
    results.VOICE: "answered",
    results.CALLBACK: "answered",
    results.WRONG_NUMBER: "answered",
    results.NOT_HOME: "answered",
    results.NO_ANSWER: "no answer",
    results.BUSY: "busy",
    results.MACHINE: "machine",
    results.NETWORK_MACHINE: "machine",
    results.MACHINE_CALLBACK: "machine",
    results.ABANDONED: "abandoned",
    results.ABANDONED_TO_IVR: "abandoned",
    results.CUSTOMER_ABANDONED: "abandoned",
}


def floor(world: "CiscoWorld", since: datetime) -> Floor:
    """The whole floor; what has been called since a moment is told by the history of calls."""
    in_memory = sorted(world.dialer_calls, key=lambda call: call.since, reverse=True)
    return Floor(
        list(_campaigns(world, in_memory)),
        [_agent(world, agent) for agent in sorted(world.agents.where("live"), key=_is_away)],
        [_call(world, call) for call in in_memory if call.phase != activity.CACHED],
        _endings(world, since),
    )


def _campaigns(world: "CiscoWorld", in_memory: list[activity.DialerCall]) -> Iterator[Campaign]:
    """Campaigns that may dial, those with most contacts first, then others, and some that are past their last day."""
    fetched = Counter(call.campaign_id for call in in_memory if call.contact_id and not call.recorded)
    busy = {call.campaign_id for call in in_memory if call.phase != activity.CACHED}
    shown, over = [], []
    for campaign in world.campaigns.where("live"):
        number = campaign.campaign_id
        tone = _tone(world, campaign, number in busy)
        if tone == "over":
            over.append(campaign)
        else:
            shown.append(_campaign(world, campaign, tone, fetched[number]))
    yield from sorted(shown, key=lambda one: (one.tone == "held", -one.total))
    over.sort(key=lambda campaign: campaign.end_date, reverse=True)
    yield from (_campaign(world, campaign, "over", 0) for campaign in over[:MOST_OVER])


def _campaign(world: "CiscoWorld", campaign: records.Campaign, tone: Tone, fetched: int) -> Campaign:
    number = campaign.campaign_id
    total = world.contacts.count("account_number", number)
    left = world.contacts.count("waiting", number) + fetched
    return Campaign(
        Row("campaigns", number),
        campaign.name,
        "enabled" if campaign.enabled else "disabled",
        tone,
        max(0, total - left),
        total,
        f"{campaign.dialing_mode}, {campaign.start_time} to {campaign.end_time}, {fetched} in the dialler's memory",
    )


def _tone(world: "CiscoWorld", campaign: records.Campaign, busy: bool) -> Tone:
    if busy:
        return "live"
    if not campaign.enabled:
        return "held"
    return "over" if hours.is_over(campaign, world) else "ready"


def _is_away(agent: records.Agent) -> bool:
    return not (agent.logged_in and agent.login_enabled)


def _name(agent: records.Agent) -> str:
    return f"{agent.first_name} {agent.last_name}".strip() or agent.user_name or agent.agent_id


def _agent(world: "CiscoWorld", agent: records.Agent) -> Agent:
    away = _is_away(agent)
    campaign = world.campaigns.get(agent.campaign)
    return Agent(
        Row("agents", agent.agent_skill_target_id),
        _name(agent),
        LOGGED_OUT if away else agent.state,
        "over" if away else _AGENTS.get(agent.state, "held"),
        agent.since if agent.since > EPOCH else None,
        campaign.name if campaign is not None else "",
    )


def _call(world: "CiscoWorld", call: activity.DialerCall) -> Call:
    agent, campaign = world.agents.get(call.agent), world.campaigns.get(call.campaign_id)
    return Call(
        Row("dialer_calls", call.call_id),
        call.dialed or _to_be_dialed(world, call),
        call.phase,
        _CALLS.get(call.phase, "ready"),
        call.since,
        _name(agent) if agent is not None else "",
        campaign.name if campaign is not None else "",
    )


def _to_be_dialed(world: "CiscoWorld", call: activity.DialerCall) -> str:
    contact = world.contacts.get((call.campaign_id, call.contact_id))
    phone = contact.phone(call.phone) if contact is not None else None
    return phone.number if phone is not None else ""


def _endings(world: "CiscoWorld", since: datetime) -> Iterator[tuple[datetime, Ending]]:
    ended = world.dialer_details.between("ended", (since,), (TOP,))
    return ((row.date_time, _ENDINGS.get(row.call_result, "failed")) for row in ended)
