"""Looking over agents' shoulders: `blind_monitor` and `agent_ingroup_info`."""

from typing import Self

from ringback.contract import OBSERVED, Answer, check
from ringback.vendors.dialer360.activity import LiveAgent, ManagerAction
from ringback.vendors.dialer360.call import Function, Line
from ringback.vendors.dialer360.fields import Digits, Letters, Name, Raw
from ringback.vendors.dialer360.pages import INGROUPS, INGROUPS_FORM, Page
from ringback.vendors.dialer360.records import Campaign, User
from ringback.vendors.dialer360.world import AUTO_DIAL_METHODS, Dialer360World

# What a call begins with that whispers to the agent only.
WHISPER = "47378218"
LISTEN = "0"
# A source that the software lets past the permission and the phone.
TRUSTED_SOURCE = "queuemetrics"

_EXAMPLE_AGENT = {
    "user": "1000",
    "full_name": "Test Agent",
    "campaign_id": "TESTCAMP",
    "selected": " SALESLINE -",
    "autodial": "Y",
    "may_autodial": True,
    "override": "N",
    "manager": "",
}
_EXAMPLE_GROUPS = [{"id": "SALESLINE", "name": "Sales", "selected": True}]


class BlindMonitor(Function, function="blind_monitor", section="blind_monitor"):
    """Call a phone and connect it to an agent's session."""

    not_permitted = Line(
        "ERROR: blind_monitor USER DOES NOT HAVE PERMISSION TO BLIND MONITOR - {user}|0",
        observed="ERROR: blind_monitor USER DOES NOT HAVE PERMISSION TO BLIND MONITOR: |{user}|0|",
    )
    no_session = Line(
        "ERROR: blind_monitor INVALID SESSION ID - {session_id}",
        observed="ERROR: blind_monitor INVALID SESSION ID - {session_id}|{server_ip}|{user}",
    )
    no_phone = Line(
        "ERROR: blind_monitor INVALID PHONE LOGIN - {phone_login}",
        observed="ERROR: blind_monitor INVALID PHONE LOGIN - {phone_login}|{user}",
    )
    launched = Line(
        "SUCCESS: blind_monitor HAS BEEN LAUNCHED - {phone_login}|{dialled_server}*{dialplan_number}|{session_id}",
        observed="SUCCESS: blind_monitor HAS BEEN LAUNCHED - "
        "{phone_login}|{dialled_server}*{stage_code}{session_id}|{dialplan_number}|{session_id}|{man_id}|{user}",
        examples={"dialled_server": "010*010*010*016", "dialplan_number": "350", "stage_code": "0", "man_id": "1"},
    )

    phone_login = Name(required=True, example="350a", note="the phone that is called")
    session_id = Digits(required=True, example="8600051", note="the agent's session")
    server_ip = Digits(also=".", required=True, example="10.10.10.16", note="the server of the session")
    stage = Letters(note="MONITOR (the default), BARGE, HIJACK or WHISPER")

    @check
    def permitted(self, world: Dialer360World) -> Answer[Self] | None:
        """The trusted source needs no permission."""
        return None if self.source == TRUSTED_SOURCE else super().permitted(world)

    @check
    def session_exists(self, world: Dialer360World) -> Answer[Self] | None:
        """The session must be a conference of the server; whether an agent is in it does not matter."""
        return None if (self.server_ip, self.session_id) in world.conferences else self.no_session()

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Order the call from the phone's server."""
        phone = world.phones.first("login", self.phone_login)
        if phone is None and self.source != TRUSTED_SOURCE:
            return self.no_phone()
        number = phone.dialplan_number if phone is not None else self.phone_login
        code = self._code(whisper=world.system.whisper_enabled)
        action = world.manager.add(
            ManagerAction(
                entry_date=world.now,
                server_ip=phone.server_ip if phone is not None else self.server_ip,
                channel=f"Local/{number}@{phone.phone_context if phone is not None else 'default'}",
                exten=f"{self.dialled_server}*{code}{self.session_id}",
                callerid=f"BM{world.local(world.now):%m%d%H%M%S}{self.session_id}",
            )
        )
        return self.launched(dialplan_number=number, stage_code=code, man_id=action.man_id)

    @property
    def dialled_server(self) -> str:
        """The server's address as it is dialled: three digits a part, stars between."""
        return "*".join(part.zfill(3) for part in self.server_ip.split("."))

    @property
    def stage_code(self) -> str:
        """What is dialled before the session where whispering is allowed."""
        return self._code(whisper=True)

    def _code(self, *, whisper: bool) -> str:
        stage = self.stage
        if not stage or "MONITOR" in stage:
            return LISTEN
        if "BARGE" in stage or "HIJACK" in stage:
            return ""
        if "WHISPER" in stage:
            return WHISPER if whisper else LISTEN
        return stage


class AgentIngroupInfo(Function, function="agent_ingroup_info", section="agent_ingroup_info"):
    """Show the in-groups of an agent who is logged in, and whether outbound calls come too."""

    not_permitted = Line(
        "ERROR: agent_ingroup_info USER DOES NOT HAVE PERMISSION TO GET AGENT INFO - {user}|0",
        observed="ERROR: agent_ingroup_info USER DOES NOT HAVE PERMISSION TO GET AGENT INFO: |{user}|0|",
    )
    invalid = Line("ERROR: agent_ingroup_info INVALID USER ID - {agent_user}|{user}")
    told = Line(
        "SUCCESS:  - {agent_user}|text\n"
        "SELECTED INGROUPS: {selected}\n"
        "OUTBOUND AUTODIAL: {autodial}\n"
        "MANAGER OVERRIDE: {override}\n"
        "MANAGER: {manager}\n",
        ground=OBSERVED,
        examples={"selected": " SALESLINE -", "autodial": "Y", "override": "N", "manager": ""},
    )
    page = Page(
        "The agent, the in-groups the campaign allows with those selected starred, and what text shows",
        INGROUPS,
        "agent",
        "groups",
        ground=OBSERVED,
        examples={"agent": _EXAMPLE_AGENT, "groups": _EXAMPLE_GROUPS},
    )
    form = Page(
        "The agent, and a form with ingroup_new_selections, ingroup_add_remove_change, blended, set_as_default",
        INGROUPS_FORM,
        "agent",
        "groups",
        "may_set_default",
        ground=OBSERVED,
        examples={"agent": _EXAMPLE_AGENT, "groups": _EXAMPLE_GROUPS, "may_set_default": "1"},
    )

    agent_user = Raw(required=True, note="an agent who is logged in")
    stage = Letters(note="info (the default), change or text")

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Show them as text, as a page, or as a form to those who may change them."""
        user = world.user(self.agent_user)
        agent = world.live_agents.get(user.user) if user is not None else None
        if user is None or agent is None:
            return self.invalid()
        campaign = world.campaigns.get(agent.campaign_id)
        shown = _described(user, agent, campaign)
        if self.stage == "text":
            return self.told(**{name: shown[name] for name in ("selected", "autodial", "override", "manager")})
        groups = _groups(world, agent, campaign)
        if self.stage == "change" and self.me.change_agent_campaign:
            return self.form(agent=shown, groups=groups, may_set_default=self.me.modify_users)
        return self.page(agent=shown, groups=groups)


def _described(user: User, agent: LiveAgent, campaign: Campaign | None) -> dict[str, object]:
    return {
        "user": user.user,
        "full_name": user.full_name,
        "campaign_id": agent.campaign_id,
        "selected": "".join(f" {group}" for group in agent.closer_campaigns) + " -",
        "autodial": agent.outbound_autodial,
        "may_autodial": campaign is not None and campaign.dial_method in AUTO_DIAL_METHODS,
        "override": agent.manager_override,
        "manager": agent.manager_user,
    }


def _groups(world: Dialer360World, agent: LiveAgent, campaign: Campaign | None) -> list[dict[str, object]]:
    """The in-groups that the agent's campaign allows."""
    return [
        {
            "id": group_id,
            "name": group.group_name if (group := world.in_groups.get(group_id)) is not None else "",
            "selected": group_id in agent.closer_campaigns,
        }
        for group_id in (campaign.closer_campaigns if campaign is not None else ())
    ]
