"""Agents at work: what a change of state writes into the agent log, and who takes the next call."""

from collections.abc import Iterator
from typing import Any

from ringback.vendors.dialer360.activity import AgentLog, LiveAgent
from ringback.vendors.dialer360.world import Dialer360World

# The states in which an agent waits for a call.
WAITING = ("READY", "CLOSER")


def log_in(world: Dialer360World, agent: LiveAgent) -> LiveAgent:
    """Seat an agent who has just been put on the floor: a session, the in-groups of the campaign, a LOGIN round."""
    server_ip, conf_exten = _session(world, agent)
    campaign = world.campaigns.get(agent.campaign_id)
    in_groups = agent.closer_campaigns or (campaign.closer_campaigns if campaign is not None else ())
    world.live_agents.put(agent)
    _open_round(world, agent.user, "LOGIN")
    return world.live_agents.change(
        agent.user, server_ip=server_ip, conf_exten=conf_exten, closer_campaigns=in_groups, since=world.now
    )


def log_out(world: Dialer360World, agent: LiveAgent) -> None:
    """Close the round of an agent who is leaving the floor."""
    _spend(world, agent)


def turn(world: Dialer360World, agent: LiveAgent, status: str, **changes: Any) -> LiveAgent:
    """Bring an agent into a state; the time spent in the one before goes into the log. A pause begins a new round."""
    _spend(world, agent)
    if status == "PAUSED" and agent.status in WAITING:
        _open_round(world, agent.user, str(changes.get("pause_code", agent.pause_code)))
    return world.live_agents.change(agent.user, status=status, since=world.now, **changes)


def wait_again(world: Dialer360World, agent: LiveAgent) -> LiveAgent:
    """Let an agent wait for the next call, in a new round unless the present one has no call yet."""
    _spend(world, agent)
    row = world.agent_log.get(agent.agent_log_id)
    if row is None or row.lead_id or row.status:
        _open_round(world, agent.user)
    status = "CLOSER" if agent.closer_campaigns else "READY"
    return world.live_agents.change(
        agent.user, status=status, since=world.now, lead_id=0, callerid="", pause_code="", preview_lead_id=0
    )


def note_round(world: Dialer360World, agent: LiveAgent, **changes: Any) -> None:
    """Write fields of the round an agent is in."""
    if agent.agent_log_id in world.agent_log:
        world.agent_log.change(agent.agent_log_id, **changes)


def waiting_outbound(world: Dialer360World, campaign_id: str) -> list[LiveAgent]:
    """The agents of a campaign who wait for its calls, the longest waiting first."""
    found = [agent for status in WAITING for agent in world.live_agents.where("waiting", campaign_id, status)]
    return sorted((agent for agent in found if agent.outbound_autodial == "Y"), key=_longest)


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


def _open_round(world: Dialer360World, name: str, sub_status: str = "") -> None:
    agent, user = world.live_agents[name], world.users.get(name)
    row = world.agent_log.add(
        AgentLog(
            user=name,
            user_group=user.user_group if user is not None else "",
            campaign_id=agent.campaign_id,
            event_time=world.now,
            sub_status=sub_status,
        )
    )
    world.live_agents.change(name, agent_log_id=row.agent_log_id)


def _spend(world: Dialer360World, agent: LiveAgent) -> None:
    """Add the seconds spent in the agent's state to the round."""
    row = world.agent_log.get(agent.agent_log_id)
    if row is None:
        return
    spent = int((world.now - agent.since).total_seconds())
    part = "wait_sec" if agent.status in WAITING else "talk_sec"
    if agent.status == "PAUSED":
        part = "dispo_sec" if agent.lead_id else "pause_sec"
    world.agent_log.change(row.agent_log_id, **{part: getattr(row, part) + spent})
