"""Agents at work: what a change of state writes into the agent log, and who takes the next call."""

from collections.abc import Iterator
from typing import Any

from ringback.vendors.dialer360.activity import AgentLog, LiveAgent, LiveCall
from ringback.vendors.dialer360.world import WAITING, Dialer360World


def log_in(world: Dialer360World, agent: LiveAgent) -> LiveAgent:
    """Seat an agent who has just been put on the floor: a session, the in-groups of the campaign, a LOGIN round."""
    server_ip, conf_exten = _session(world, agent)
    campaign = world.campaigns.get(agent.campaign_id)
    in_groups = agent.closer_campaigns or (campaign.closer_campaigns if campaign is not None else ())
    world.live_agents.put(agent)
    return world.live_agents.change(
        agent.user,
        server_ip=server_ip,
        conf_exten=conf_exten,
        closer_campaigns=in_groups,
        since=world.now,
        agent_log_id=_open_round(world, agent, "LOGIN"),
    )


def log_out(world: Dialer360World, agent: LiveAgent) -> None:
    """Close the round of an agent who is leaving the floor."""
    _spend(world, agent)


def turn(world: Dialer360World, agent: LiveAgent, status: str, **changes: Any) -> LiveAgent:
    """Bring an agent into a state; the time spent in the one before goes into the log. A pause begins a new round."""
    _spend(world, agent)
    if status == "PAUSED" and agent.status in WAITING:
        changes["agent_log_id"] = _open_round(world, agent, str(changes.get("pause_code", agent.pause_code)))
    return world.live_agents.change(agent.user, status=status, since=world.now, **changes)


def engage(world: Dialer360World, agent: LiveAgent, call: LiveCall) -> LiveAgent:
    """Let an agent who waits have a call: it belongs to the round that the waiting has begun."""
    _spend(world, agent, lead_id=call.lead_id, uniqueid=call.uniqueid)
    return world.live_agents.change(
        agent.user,
        status="INCALL",
        since=world.now,
        lead_id=call.lead_id,
        callerid=call.callerid,
        calls_today=agent.calls_today + 1,
    )


def wait_again(world: Dialer360World, agent: LiveAgent) -> LiveAgent:
    """Let an agent wait for the next call, in a new round unless the present one has no call yet."""
    _spend(world, agent)
    row = world.agent_log.get(agent.agent_log_id)
    round_is_over = row is None or row.lead_id or row.status
    return world.live_agents.change(
        agent.user,
        status="CLOSER" if agent.closer_campaigns else "READY",
        since=world.now,
        lead_id=0,
        callerid="",
        pause_code="",
        preview_lead_id=0,
        agent_log_id=_open_round(world, agent) if round_is_over else agent.agent_log_id,
    )


def note_round(world: Dialer360World, agent: LiveAgent, **changes: Any) -> None:
    """Write fields of the round an agent is in."""
    if agent.agent_log_id in world.agent_log:
        world.agent_log.change(agent.agent_log_id, **changes)


def waiting_inbound(world: Dialer360World, group_id: str) -> Iterator[LiveAgent]:
    """The agents who wait for calls of an in-group, the longest waiting first."""
    found = [row for row in world.live_agents if row.status in WAITING and group_id in row.closer_campaigns]
    return iter(sorted(found, key=_longest))


def _longest(agent: LiveAgent) -> Any:
    return (agent.since, agent.user)


def _session(world: Dialer360World, agent: LiveAgent) -> tuple[str, str]:
    """The conference the agent was given, else the first free one."""
    if agent.conf_exten:
        return agent.server_ip, agent.conf_exten
    taken = {(other.server_ip, other.conf_exten) for other in world.live_agents if other.user != agent.user}
    for room in world.conferences:
        if (room.server_ip, room.conf_exten) not in taken:
            return room.server_ip, room.conf_exten
    highest = max((int(exten) for _, exten in taken if exten.isdigit()), default=8600050)
    return next((server for server, _ in sorted(taken) if server), ""), str(highest + 1)


def _open_round(world: Dialer360World, agent: LiveAgent, sub_status: str = "") -> int:
    """Begin a row of the log; its id is for the agent to keep."""
    user = world.users.get(agent.user)
    row = world.agent_log.add(
        AgentLog(
            user=agent.user,
            user_group=user.user_group if user is not None else "",
            campaign_id=agent.campaign_id,
            event_time=world.now,
            sub_status=sub_status,
        )
    )
    return row.agent_log_id


def _spend(world: Dialer360World, agent: LiveAgent, **noted: Any) -> None:
    """Add the seconds spent in the agent's state to the round, and write what else there is to note of it."""
    row = world.agent_log.get(agent.agent_log_id)
    if row is None:
        return
    spent = int((world.now - agent.since).total_seconds())
    part = "wait_sec" if agent.status in WAITING else "talk_sec"
    if agent.status == "PAUSED":
        part = "dispo_sec" if agent.lead_id else "pause_sec"
    world.agent_log.change(row.agent_log_id, **{part: getattr(row, part) + spent}, **noted)
