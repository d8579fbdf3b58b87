"""Real-time status: user groups, in-groups, one agent, one call, everyone who is logged in."""

from typing import Self

from ringback.contract import Answer, check
from ringback.vendors.dialer360.activity import LiveAgent
from ringback.vendors.dialer360.call import Export, Function, Line
from ringback.vendors.dialer360.fields import Letters, Raw
from ringback.vendors.dialer360.world import Dialer360World


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
        reach="state",
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
        reach="state",
    )

    agent_user = Raw(invalid=invalid, missing=invalid, length=(2, 20), note="the agent")
    stage = Letters(note="csv, tab or pipe (the default)")
    header = Raw(note="YES adds a header row")

    @check
    def logged_in(self, world: Dialer360World) -> Answer[Self] | None:
        """The agent must exist and be logged in."""
        if world.user(self.agent_user) is None:
            return self.not_found()
        return None if self.agent_user in world.live_agents else self.not_logged_in()

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Show the one row."""
        agent, user = world.live_agents[self.agent_user], world.users[self.agent_user]
        lead_id = _lead_shown(agent)
        lead = world.leads.get(lead_id)
        call = world.live_calls.get(agent.callerid)
        row = (
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
            call.phone_number if call else (lead.phone_number if lead else ""),
            lead.vendor_lead_code if lead else "",
            agent.conf_exten,
        )
        return self.shown(rows=[row])


def sub_status(world: Dialer360World, agent: LiveAgent) -> str:
    """What is not said by the status alone: RING, DISPO, PREVIEW, 3-WAY, PARK or DEAD; the last that holds wins."""
    said = "RING" if agent.ringing else ""
    if agent.status == "PAUSED" and agent.lead_id:
        said = "DISPO"
    if agent.status == "PAUSED" and agent.preview_lead_id:
        said = "PREVIEW"
    if agent.status == "INCALL":
        call = world.live_calls.get(agent.callerid)
        others = (other for other in world.live_agents if other.lead_id == agent.lead_id and other.status == "INCALL")
        if agent.lead_id and sum(1 for _ in others) > 1:
            said = "3-WAY"
        if call is not None and call.parked:
            said = "PARK"
        if call is None and agent.callerid:
            said = "DEAD"
    return said


def _lead_shown(agent: LiveAgent) -> int:
    return agent.preview_lead_id if agent.status == "PAUSED" and agent.preview_lead_id else agent.lead_id
