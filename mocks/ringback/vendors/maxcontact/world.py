"""The tables of a MaxContact centre and what holds among them; no HTTP."""

from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from ringback.state.floor import Floor
from ringback.state.record import EPOCH
from ringback.state.table import Table
from ringback.state.view import View
from ringback.telephony.outcomes import line_of
from ringback.vendors.maxcontact import activity, records

NOT_RUNNING, RUNNING, PAUSED, FLUSHED = range(4)
PREDICTIVE, PROGRESSIVE, PREVIEW, IVR, BRIDGE = range(5)
# An IVR or a bridge takes the calls of these, without agents.
LINE_TYPES = (IVR, BRIDGE)
DIALLING_TYPES = (PREDICTIVE, PROGRESSIVE, PREVIEW, *LINE_TYPES)
AT_REST = ("Not Ready", "Ready")
FARTHEST = 1_000_000_000
USUAL = records.Settings()


def _dialable(lead: activity.Lead) -> tuple[int, datetime] | None:
    """Leads that may be called, by list and when they are due."""
    return (lead.list_id, lead.due) if lead.due is not None else None


def _undated(lead: activity.Lead) -> tuple[()] | None:
    return () if lead.created == EPOCH else None


def _by_campaign(call: activity.Call) -> tuple[int, int, bool] | None:
    """Calls of campaigns: those that no agent has come first, and of those the ones that wait for one last."""
    waits = call.call_state == activity.CONNECTED and not call.in_session
    return (call.campaign_id, call.user_id, waits) if call.campaign_id else None


def _by_queue(call: activity.Call) -> tuple[int, int] | None:
    return (call.queue_id, call.user_id) if call.queue_id else None


class MaxContactWorld(View):
    """A MaxContact centre at one moment."""

    room = "maxcontact"

    settings = Table[str, records.Settings](records.Settings, key="name")
    users = Table[int, records.User](
        records.User, key="user_id", first=1, indexes={"login": lambda row: (row.login.lower(),), "team": "team_id"}
    )
    teams = Table[int, records.Team](records.Team, key="team_id", first=1)
    campaigns = Table[int, records.Campaign](records.Campaign, key="campaign_id", first=1)
    lists = Table[int, records.LeadList](records.LeadList, key="list_id", first=1)
    campaign_lists = Table[tuple[int, int], records.CampaignList](
        records.CampaignList, key=("campaign_id", "list_id"), indexes={"campaign": "campaign_id", "list": "list_id"}
    )
    campaign_teams = Table[tuple[int, int], records.CampaignTeam](
        records.CampaignTeam, key=("campaign_id", "team_id"), indexes={"team": "team_id"}
    )
    plans = Table[tuple[str, int], records.Plan](records.Plan, key=("kind", "plan_id"))
    do_not_call = Table[tuple[int, str], records.DoNotCall](records.DoNotCall, key=("plan_id", "phone_number"))
    skills = Table[int, records.Skill](records.Skill, key="skill_id", first=1)
    user_skills = Table[tuple[int, int], records.UserSkill](records.UserSkill, key=("user_id", "skill_id"))
    acd_queues = Table[int, records.AcdQueue](records.AcdQueue, key="queue_id", first=1)
    inbound_numbers = Table[str, records.InboundNumber](records.InboundNumber, key="phone_number")
    result_codes = Table[int, records.ResultCode](
        records.ResultCode, key="result_code_id", first=1, indexes={"code": lambda row: (row.code.upper(),)}
    )
    phone_types = Table[int, records.PhoneType](records.PhoneType, key="phone_type_id", first=1)

    tokens = Table[int, activity.Token](
        activity.Token, key="token_id", first=1, indexes={"key": "token_key", "expiry": "expires"}
    )
    leads = Table[int, activity.Lead](
        activity.Lead, key="lead_id", first=1, indexes={"list": "list_id", "dialable": _dialable, "undated": _undated}
    )
    lead_phones = Table[int, activity.LeadPhone](
        activity.LeadPhone,
        key="lead_phone_id",
        first=1,
        indexes={"lead": "lead_id", "number": lambda row: (line_of(row.phone_number),)},
    )
    agents = Table[int, activity.Agent](
        activity.Agent, key="user_id", indexes={"at": ("campaign_id", "state", "since"), "state": ("state", "since")}
    )
    calls = Table[int, activity.Call](
        activity.Call,
        key="call_id",
        first=1000,
        indexes={"user": "user_id", "campaign": _by_campaign, "queue": _by_queue, "lead": "lead_id"},
    )
    past_calls = Table[int, activity.PastCall](
        activity.PastCall,
        key="call_id",
        indexes={
            "user": ("user_id", "started"),
            "lead": ("lead_id", "started"),
            "campaign": ("campaign_id", "started"),
            "queue": ("queue_id", "started"),
        },
    )
    campaign_stats = Table[int, activity.CampaignStats](activity.CampaignStats, key="campaign_id")
    queue_stats = Table[int, activity.QueueStats](activity.QueueStats, key="queue_id")

    @property
    def system(self) -> records.Settings:
        """The system settings."""
        return self.settings.get("system") or USUAL

    def floor(self, since: datetime) -> Floor:
        """The centre at a glance."""
        from ringback.vendors.maxcontact.floor import floor

        return floor(self, since)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone of the centre's clock."""
        return ZoneInfo(self.system.timezone)

    def plan(self, kind: records.PlanKind, plan_id: int) -> records.Plan:
        """The plan of that kind and number; one that is not there has the usual values."""
        return self.plans.get((kind, plan_id)) or records.Plan(kind=kind, plan_id=plan_id)

    def user_of(self, login: str) -> records.User | None:
        """The user of that login, in any case."""
        return self.users.first("login", login.lower()) if login else None

    def result_code(self, code: str) -> records.ResultCode | None:
        """The result code of that text, in any case."""
        return self.result_codes.first("code", code.upper()) if code else None

    def token_user(self, token_key: str) -> records.User | None:
        """The user of a token that has not expired."""
        token = self.tokens.first("key", token_key) if token_key else None
        return self.users.get(token.user_id) if token is not None and self.now < token.expires else None

    def stats(self, campaign_id: int) -> activity.CampaignStats:
        """The counts of a campaign's session."""
        return self.campaign_stats.get(campaign_id) or activity.CampaignStats(campaign_id=campaign_id, since=self.now)

    def note_stats(self, campaign_id: int, **changes: Any) -> None:
        """Write counts of a campaign's session."""
        self.campaign_stats.put(replace(self.stats(campaign_id), **changes))

    def queue_counts(self, queue_id: int) -> activity.QueueStats:
        """The counts of a queue."""
        return self.queue_stats.get(queue_id) or activity.QueueStats(queue_id=queue_id)

    def note_queue(self, queue_id: int, **changes: int) -> None:
        """Write counts of a queue."""
        self.queue_stats.put(replace(self.queue_counts(queue_id), **changes))

    def has_all_skills(self, user_id: int, queue: records.AcdQueue) -> bool:
        """Whether a user has every skill that a queue asks for."""
        return all((user_id, skill_id) in self.user_skills for skill_id in queue.skill_ids)

    def dials(self, campaign: records.Campaign | None) -> bool:
        """Whether the dialler feeds a campaign now."""
        return (
            campaign is not None
            and campaign.active
            and campaign.status == RUNNING
            and campaign.type in DIALLING_TYPES
            and not self.system.global_emergency
        )

    def wake(self, campaign_id: int) -> None:
        """Let the dialler look at a campaign now: an agent is ready, a lead waits, or a setting changed."""
        if self.dials(self.campaigns.get(campaign_id)):
            self.set_timer("dial", campaign_id, self.now)

    def wake_list(self, list_id: int) -> None:
        """Let the dialler look at every campaign that dials a list."""
        for row in list(self.campaign_lists.where("list", list_id)):
            self.wake(row.campaign_id)

    def after(self, seconds: float) -> datetime:
        """The moment that many seconds from now, within some thirty years."""
        return self.now + timedelta(seconds=max(0, min(seconds, FARTHEST)))
