"""Real-time status: user groups, in-groups, one agent."""

from collections import Counter
from collections.abc import Iterable
from typing import Self

from ringback.contract import Answer
from ringback.vendors.dialer360.activity import LiveAgent
from ringback.vendors.dialer360.call import HEADER, STAGE, Export, Function, Line
from ringback.vendors.dialer360.fields import Letters, Name, Raw
from ringback.vendors.dialer360.records import User
from ringback.vendors.dialer360.world import Dialer360World

# What the group counters call each status; a READY or PAUSED agent who has a lead is dispositioning.
_DOING = {
    "INCALL": "calls",
    "QUEUE": "calls",
    "MQUEUE": "calls",
    "READY": "waiting",
    "CLOSER": "waiting",
    "PAUSED": "paused",
}


class UserGroupStatus(Function, function="user_group_status", section="user_group_status"):
    """Count what the agents of user groups are doing right now."""

    needs = ("view_reports",)

    not_permitted = Line(
        "ERROR: user_group_status USER DOES NOT HAVE PERMISSION TO GET USER GROUP INFO - {user}|0",
        observed="ERROR: user_group_status USER DOES NOT HAVE PERMISSION TO GET USER GROUP INFO: |{user}|0|",
    )
    invalid = Line(
        "ERROR: user_group_status INVALID SEARCH PARAMETERS - {user}|{user_groups}|",
        observed="ERROR: user_group_status INVALID SEARCH PARAMETERS: {user}|{user_groups}",
    )
    shown = Export(
        "usergroups",
        "calls_waiting",
        "agents_logged_in",
        "agents_in_calls",
        "agents_waiting",
        "agents_paused",
        "agents_in_dead_calls",
        "agents_in_dispo",
        sample=("ADMIN AGENTS", "0", "1", "0", "1", "0", "0", "0"),
    )

    user_groups = Name(also="-_|", missing=invalid, example="ADMIN|AGENTS", note="user groups with pipes between")
    stage = Letters(note=STAGE)
    header = Raw(note=HEADER)

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Show the one row; the calls that wait are those of the whole system."""
        groups = self.user_groups.lower().split("|")
        agents = [
            agent
            for agent in world.live_agents
            if (user := world.users.get(agent.user)) is not None and user.user_group.lower() in groups
        ]
        waiting = sum(1 for call in world.live_calls if call.status == "LIVE")
        doing = Counter("dead" if is_dead(world, agent) else _doing(agent) for agent in agents)
        counts = (doing[part] for part in ("calls", "waiting", "paused", "dead", "dispo"))
        return self.shown(rows=[(self.user_groups.replace("|", " "), waiting, len(agents), *counts)])


class InGroupStatus(Function, function="in_group_status", section="in_group_status"):
    """Count the calls of in-groups, and what the agents who have selected them are doing right now."""

    needs = ("view_reports",)

    not_permitted = Line(
        "ERROR: in_group_status USER DOES NOT HAVE PERMISSION TO GET IN-GROUP INFO - {user}|0",
        observed="ERROR: in_group_status USER DOES NOT HAVE PERMISSION TO GET IN-GROUP INFO: |{user}|0|",
    )
    invalid = Line(
        "ERROR: in_group_status INVALID SEARCH PARAMETERS - {user}|{in_groups}|",
        observed="ERROR: in_group_status INVALID SEARCH PARAMETERS: {user}|{in_groups}",
    )
    shown = Export(
        "ingroups",
        "total_calls",
        "calls_waiting",
        "agents_logged_in",
        "agents_in_calls",
        "agents_waiting",
        "agents_paused",
        "agents_in_dispo",
        sample=("SALESLINE SUPPORT", "31", "0", "75", "54", "0", "20", "1"),
    )

    in_groups = Name(also="-_|", missing=invalid, example="SALESLINE|SUPPORT", note="in-groups with pipes between")
    stage = Letters(note=STAGE)
    header = Raw(note=HEADER)

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Show the one row; an agent whose call is gone still counts as in a call."""
        groups = frozenset(self.in_groups.lower().split("|"))
        calls = [call for call in world.live_calls if call.campaign_id.lower() in groups]
        waiting = sum(1 for call in calls if call.status == "LIVE")
        agents = [agent for agent in world.live_agents if _any_in(groups, agent.closer_campaigns)]
        doing = Counter(_doing(agent) for agent in agents)
        counts = (doing[part] for part in ("calls", "waiting", "paused", "dispo"))
        return self.shown(rows=[(self.in_groups.replace("|", " "), len(calls), waiting, len(agents), *counts)])


class AgentStatus(Function, function="agent_status", section="agent_status"):
    """Tell what one agent is doing right now."""

    needs = ("view_reports",)

    not_permitted = Line(
        "ERROR: agent_status USER DOES NOT HAVE PERMISSION TO GET AGENT INFO - {user}|0",
        observed="ERROR: agent_status USER DOES NOT HAVE PERMISSION TO GET AGENT INFO: |{user}|0|",
    )
    invalid = Line(
        "ERROR: agent_status INVALID SEARCH PARAMETERS - {user}|{agent_user}|",
        observed="ERROR: agent_status INVALID SEARCH PARAMETERS: {user}|{agent_user}",
    )
    not_found = Line(
        "ERROR: agent_status AGENT NOT FOUND - {user}|{agent_user}|",
        observed="ERROR: agent_status AGENT NOT FOUND: {user}|{agent_user}",
    )
    not_logged_in = Line(
        "ERROR: agent_status AGENT NOT LOGGED IN - {user}|{agent_user}|",
        observed="ERROR: agent_status AGENT NOT LOGGED IN: {user}|{agent_user}",
    )
    shown = Export(
        "status",
        "call_id",
        "lead_id",
        "campaign_id",
        "calls_today",
        "full_name",
        "user_group",
        "user_level",
        "pause_code",
        "real_time_sub_status",
        "phone_number",
        "vendor_lead_code",
        "session_id",
        observed=(
            "status",
            "callerid",
            "lead_id",
            "campaign_id",
            "calls_today",
            "full_name",
            "user_group",
            "user_level",
        ),
        sample=(
            *("INCALL", "M4050908070000012345", "12345", "TESTCAMP", "1", "Test Agent", "AGENTS", "3"),
            *("LOGIN", "", "7275550101", "123456", "8600051"),
        ),
    )

    agent_user = Raw(invalid=invalid, missing=invalid, length=(2, 20), note="the agent, in any case")
    stage = Letters(note=STAGE)
    header = Raw(note=HEADER)

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Show the one row of an agent who exists and is logged in."""
        user = world.user(self.agent_user)
        if user is None:
            return self.not_found()
        agent = world.live_agents.get(user.user)
        if agent is None:
            return self.not_logged_in()
        return self.shown(rows=[_agent_row(world, user, agent)])


def _agent_row(world: Dialer360World, user: User, agent: LiveAgent) -> tuple[object, ...]:
    """One agent; the number is that of the call, else of the lead."""
    lead_id = lead_shown(agent)
    lead = world.leads.get(lead_id)
    call = world.live_calls.get(agent.callerid)
    number = call.phone_number if call is not None else ""
    return (
        agent.status,
        agent.callerid,
        lead_id,
        agent.campaign_id,
        agent.calls_today,
        user.full_name,
        user.user_group,
        user.user_level,
        agent.pause_code,
        sub_status(world, agent),
        number or (lead.phone_number if lead is not None else ""),
        lead.vendor_lead_code if lead is not None else "",
        agent.conf_exten,
    )


def sub_status(world: Dialer360World, agent: LiveAgent) -> str:
    """What is not said by the status alone: RING, DISPO, PREVIEW, 3-WAY, PARK or DEAD; the last that holds wins."""
    said = "RING" if agent.ringing else ""
    if agent.status == "PAUSED":
        said = "DISPO" if agent.lead_id else said
        return "PREVIEW" if agent.preview_lead_id else said
    if agent.status != "INCALL":
        return said
    call = world.live_calls.get(agent.callerid)
    if call is None:
        return "DEAD"
    if call.parked:
        return "PARK"
    return "3-WAY" if world.live_agents.count("talking_to", agent.lead_id) > 1 else said


def lead_shown(agent: LiveAgent) -> int:
    """The lead of an agent; for one who looks at a lead before the call, that one."""
    return agent.preview_lead_id if agent.status == "PAUSED" and agent.preview_lead_id else agent.lead_id


def is_dead(world: Dialer360World, agent: LiveAgent) -> bool:
    """Whether the call of an agent who is in one is gone."""
    return agent.status == "INCALL" and agent.callerid not in world.live_calls


def _doing(agent: LiveAgent) -> str:
    if agent.status in ("READY", "PAUSED") and agent.lead_id:
        return "dispo"
    return _DOING.get(agent.status, "")


def _any_in(groups: frozenset[str], selected: Iterable[str]) -> bool:
    return any(group.lower() in groups for group in selected)
