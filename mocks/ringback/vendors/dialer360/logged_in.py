"""Everyone who is logged in: `logged_in_agents`."""

from typing import Self

from ringback.contract import OBSERVED, Answer
from ringback.vendors.dialer360.activity import LiveAgent
from ringback.vendors.dialer360.call import HEADER, STAGE, Export, Function, Line
from ringback.vendors.dialer360.fields import Letters, Name, Raw, Switch
from ringback.vendors.dialer360.logs import ECHOED
from ringback.vendors.dialer360.status import lead_shown, sub_status
from ringback.vendors.dialer360.world import Dialer360World

COLUMNS = (
    "user",
    "campaign_id",
    "session_id",
    "status",
    "lead_id",
    "callerid",
    "calls_today",
    "full_name",
    "user_group",
    "user_level",
)
SAMPLE = ("6666", "TESTCAMP", "8600051", "PAUSED", "1079409", "", "1", "Admin", "ADMIN", "9")


class LoggedInAgents(Function, function="logged_in_agents", section="logged_in_agents"):
    """List the agents who are logged in, all or those of campaigns and user groups."""

    needs = ("view_reports",)

    not_permitted = Line(
        "ERROR: logged_in_agents USER DOES NOT HAVE PERMISSION TO GET AGENT INFO: |{user}|0|", ground=OBSERVED
    )
    none = Line("ERROR: logged_in_agents NO LOGGED IN AGENTS: {user}|{agent_user}", ground=OBSERVED)
    shown = Export(*COLUMNS, ground=OBSERVED, sample=SAMPLE)
    with_sub_status = Export(*COLUMNS, "pause_code", "sub_status", ground=OBSERVED, sample=(*SAMPLE, "LOGIN", "DISPO"))

    campaigns = Name(also="-_|", note="campaigns with pipes between")
    user_groups = Name(also="-_|", note="user groups with pipes between")
    show_sub_status = Switch(note="YES adds pause code and sub-status")
    stage = Letters(note=STAGE)
    header = Raw(note=HEADER)
    agent_user = Raw(note=ECHOED)

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Show one row for each agent."""
        detailed = self.show_sub_status == "YES"
        rows = [_row(world, agent, detailed=detailed) for agent in world.live_agents if self._wanted(world, agent)]
        if not rows:
            return self.none()
        return self.with_sub_status(rows=rows) if detailed else self.shown(rows=rows)

    def _wanted(self, world: Dialer360World, agent: LiveAgent) -> bool:
        user = world.users.get(agent.user)
        group = user.user_group if user is not None else ""
        return _listed(agent.campaign_id, self.campaigns) and _listed(group, self.user_groups)


def _listed(name: str, names: str) -> bool:
    return not names or name.lower() in names.lower().split("|")


def _row(world: Dialer360World, agent: LiveAgent, *, detailed: bool) -> tuple[object, ...]:
    user = world.users.get(agent.user)
    row = (
        agent.user,
        agent.campaign_id,
        agent.conf_exten,
        agent.status,
        lead_shown(agent) if detailed else agent.lead_id,
        agent.callerid,
        agent.calls_today,
        user.full_name if user is not None else "",
        user.user_group if user is not None else "",
        user.user_level if user is not None else "",
    )
    return (*row, agent.pause_code, sub_status(world, agent)) if detailed else row
