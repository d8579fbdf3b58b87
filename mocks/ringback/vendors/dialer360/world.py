"""The tables of a Dialer360 system and what holds among them; no HTTP."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from ringback.state.floor import Floor
from ringback.state.record import utc
from ringback.state.table import Table, reading
from ringback.state.view import View
from ringback.vendors.dialer360 import activity, records

ALL_CAMPAIGNS = "-ALL-CAMPAIGNS-"
# The states in which an agent waits for a call.
WAITING = ("READY", "CLOSER")
AUTO_DIAL_METHODS = ("RATIO", "ADAPT_AVERAGE", "ADAPT_HARD_LIMIT", "ADAPT_TAPERED")


@reading("user")
def _folded(user: records.User) -> tuple[str]:
    return (user.user.lower(),)


@reading("list_id", "status", "gmt_offset_now", "called_since_last_reset")
def _dialable(lead: records.Lead) -> tuple[int, str, float] | None:
    """Leads the hopper may take, by list, status and UTC offset: those not called since the last reset."""
    return (lead.list_id, lead.status, lead.gmt_offset_now or 0.0) if lead.called_since_last_reset == "N" else None


def _expected(lead: records.Lead) -> tuple[int] | None:
    """Leads that the hopper may not take although they never were called: something else brings them up."""
    never = not lead.called_count and lead.status == "NEW"
    return (lead.list_id,) if never and lead.called_since_last_reset != "N" else None


@reading("vendor_lead_code", "entry_date")
def _by_vendor_code(lead: records.Lead) -> tuple[str, datetime] | None:
    return (lead.vendor_lead_code.lower(), lead.entry_date) if lead.vendor_lead_code else None


@reading("title", "alt_phone")
def _by_title(lead: records.Lead) -> tuple[str, str] | None:
    """Title and second number; most leads have neither, and are alike in that without an index."""
    return (lead.title, lead.alt_phone) if lead.title or lead.alt_phone else None


@reading("campaign_id", "status", "outbound_autodial", "since")
def _waiting(agent: activity.LiveAgent) -> tuple[str, datetime] | None:
    """Agents who wait for the calls that their campaign places, the longest waiting first."""
    waits = agent.status in WAITING and agent.outbound_autodial == "Y"
    return (agent.campaign_id, agent.since) if waits else None


@reading("lead_id", "status")
def _talking_to(agent: activity.LiveAgent) -> tuple[int] | None:
    return (agent.lead_id,) if agent.lead_id and agent.status == "INCALL" else None


class Dialer360World(View):
    """A Dialer360 system at one moment."""

    room = "dialer360"

    settings = Table[str, records.Settings](records.Settings, key="name")
    users = Table[str, records.User](records.User, key="user", indexes={"folded": _folded})
    user_groups = Table[str, records.UserGroup](records.UserGroup, key="user_group")
    ip_lists = Table[str, records.IpList](records.IpList, key="ip_list_id")
    campaigns = Table[str, records.Campaign](records.Campaign, key="campaign_id")
    campaign_agents = Table[tuple[str, str], records.CampaignAgent](records.CampaignAgent, key=("user", "campaign_id"))
    shifts = Table[str, records.Shift](records.Shift, key="user")
    lists = Table[int, records.LeadList](records.LeadList, key="list_id", indexes={"campaign": "campaign_id"})
    leads = Table[int, records.Lead](
        records.Lead,
        key="lead_id",
        first=1,
        indexes={
            "list": "list_id",
            "phone": ("phone_number", "entry_date"),
            "vendor_code": _by_vendor_code,
            "title_alt": _by_title,
            "dialable": _dialable,
            "expected": _expected,
        },
    )
    custom_fields = Table[tuple[int, str], records.CustomField](records.CustomField, key=("list_id", "field_label"))
    custom_values = Table[tuple[int, int], records.CustomValues](records.CustomValues, key=("list_id", "lead_id"))
    alt_phones = Table[int, records.AltPhone](records.AltPhone, key="id", first=1, indexes={"lead": "lead_id"})
    dnc = Table[str, records.DncNumber](records.DncNumber, key="phone_number")
    campaign_dnc = Table[tuple[str, str], records.CampaignDncNumber](
        records.CampaignDncNumber, key=("campaign_id", "phone_number")
    )
    servers = Table[str, records.Server](records.Server, key="server_ip")
    conferences = Table[tuple[str, str], records.Conference](records.Conference, key=("server_ip", "conf_exten"))
    phones = Table[tuple[str, str], records.Phone](
        records.Phone, key=("extension", "server_ip"), indexes={"login": "phone_login"}
    )
    phone_aliases = Table[str, records.PhoneAlias](records.PhoneAlias, key="alias_id")
    group_aliases = Table[str, records.GroupAlias](records.GroupAlias, key="group_alias_id")
    in_groups = Table[str, records.InGroup](records.InGroup, key="group_id")
    scripts = Table[str, records.Script](records.Script, key="script_id")
    call_times = Table[str, records.CallTime](records.CallTime, key="call_time_id")
    dids = Table[str, records.Did](records.Did, key="did_pattern")
    sounds = Table[str, records.Sound](records.Sound, key="audio_filename")
    moh_classes = Table[str, records.MohClass](records.MohClass, key="moh_id")
    voicemail_boxes = Table[str, records.VoicemailBox](records.VoicemailBox, key="voicemail_id")

    hopper = Table[int, activity.HopperRow](
        activity.HopperRow,
        key="hopper_id",
        first=1,
        indexes={"lead": "lead_id", "queue": lambda row: (row.campaign_id, -row.priority)},
    )
    callbacks = Table[int, activity.Callback](
        activity.Callback, key="callback_id", first=1, indexes={"lead": "lead_id"}
    )
    callbacks_archive = Table[int, activity.Callback](activity.Callback, key="callback_id")
    live_agents = Table[str, activity.LiveAgent](
        activity.LiveAgent,
        key="user",
        indexes={"waiting": _waiting, "talking_to": _talking_to},
    )
    live_calls = Table[str, activity.LiveCall](
        activity.LiveCall, key="callerid", indexes={"queue": ("campaign_id", "status", "call_time")}
    )
    call_log = Table[str, activity.CallLog](
        activity.CallLog,
        key="uniqueid",
        indexes={
            "phone": ("phone_number", "call_date"),
            "lead": ("lead_id", "campaign_id", "call_date"),
            "date": ("campaign_id", "call_date"),
        },
    )
    closer_log = Table[int, activity.CloserLog](
        activity.CloserLog,
        key="closecallid",
        first=1,
        indexes={
            "phone": ("phone_number", "call_date"),
            "lead": ("lead_id", "campaign_id", "call_date"),
            "date": ("campaign_id", "call_date"),
            "uniqueid": "uniqueid",
        },
    )
    call_ids = Table[str, activity.CallId](activity.CallId, key="caller_code")
    agent_log = Table[int, activity.AgentLog](
        activity.AgentLog,
        key="agent_log_id",
        first=1,
        indexes={"user": ("user", "event_time"), "time": "event_time", "uniqueid": "uniqueid"},
    )
    recordings = Table[int, activity.Recording](
        activity.Recording,
        key="recording_id",
        first=1,
        indexes={"user": ("user", "start_time"), "lead": ("lead_id", "start_time"), "uniqueid": "uniqueid"},
    )
    did_log = Table[str, activity.DidCall](
        activity.DidCall, key="uniqueid", indexes={"did": ("did_pattern", "call_date")}
    )
    manager = Table[int, activity.ManagerAction](activity.ManagerAction, key="man_id", first=1)

    @property
    def system(self) -> records.Settings:
        """The system settings."""
        return self.settings.get("system") or records.Settings()

    def local(self, moment: datetime) -> datetime:
        """A moment on the server's wall clock."""
        return moment.astimezone(ZoneInfo(self.system.timezone))

    def stamp(self, moment: datetime) -> str:
        """A moment as the system prints it: `YYYY-MM-DD HH:MM:SS`, server time."""
        return f"{self.local(moment):%Y-%m-%d %H:%M:%S}"

    def moment(self, text: str) -> datetime | None:
        """The moment that `YYYY-MM-DD HH:MM:SS` (or only the date) names on the server's clock, or None."""
        try:
            naive = datetime.fromisoformat(text.replace("+", " ").strip())
            return naive.replace(tzinfo=ZoneInfo(self.system.timezone)).astimezone(self.now.tzinfo)
        except (ValueError, OverflowError):
            return None

    def day(self, date: str) -> tuple[datetime, datetime] | None:
        """The first moment of a date `YYYY-MM-DD` on the server's clock and that of the next day, or None."""
        start = self.moment(f"{date} 00:00:00")
        if start is None:
            return None
        try:
            return start, utc(self.local(start) + timedelta(days=1))
        except OverflowError:
            return None

    def floor(self, since: datetime) -> Floor:
        """The system at a glance."""
        from ringback.vendors.dialer360.floor import floor

        return floor(self, since)

    def user(self, name: str) -> records.User | None:
        """The user of that name, in any case, as the system's collation compares."""
        return self.users.get(name) or self.users.first("folded", name.lower())

    def allowed_campaigns(self, user: records.User) -> frozenset[str] | None:
        """The campaigns that a user's group may touch; None for all."""
        group = self.user_groups.get(user.user_group)
        names = group.allowed_campaigns if group is not None else ()
        return None if ALL_CAMPAIGNS in names else frozenset(names)

    def wake(self, campaign_id: str) -> None:
        """Let the dialler look at a campaign now: an agent is ready, a lead waits, or a setting changed."""
        campaign = self.campaigns.get(campaign_id)
        if campaign is not None and campaign.active == "Y" and campaign.dial_method in AUTO_DIAL_METHODS:
            self.set_timer("dial", campaign_id, self.now)

    def reset_leads(self, list_id: int) -> int:
        """Let the leads of a list count as not called since the last reset; how many had been."""
        called = [lead for lead in self.leads.where("list", list_id) if lead.called_since_last_reset != "N"]
        for lead in called:
            self.leads.change(lead.lead_id, called_since_last_reset="N")
        return len(called)

    def plan_resets(self, lead_list: records.LeadList) -> None:
        """Set the timer for the next of the list's reset times, or none when it has none."""
        today = self.local(self.now)
        times = [time for time in lead_list.reset_time.split("-") if len(time) == 4 and time.isdecimal()]
        planned = []
        for time in times:
            hour, minute = int(time[:2]), int(time[2:])
            if hour < 24 and minute < 60:
                at = today.replace(hour=hour, minute=minute, second=0, microsecond=0)
                planned.append(at if at > today else at + timedelta(days=1))
        if planned and lead_list.active == "Y":
            self.set_timer("reset", lead_list.list_id, utc(min(planned)))
        else:
            self.cancel_timer("reset", lead_list.list_id)
