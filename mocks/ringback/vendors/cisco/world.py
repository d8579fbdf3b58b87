"""The state of a Cisco deployment: its tables, and the rules that hold whatever asks."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from ringback.state.floor import Floor
from ringback.state.order import Order
from ringback.state.record import EPOCH
from ringback.state.table import Table, reading
from ringback.state.view import View
from ringback.vendors.cisco.activity import DialerCall, DialerDetail, Pacing
from ringback.vendors.cisco.records import (
    Agent,
    Campaign,
    Contact,
    DialingList,
    Dnc,
    DoNotCall,
    Job,
    PersonalCallback,
    PhoneZone,
    RegionPrefix,
    RuntimeStatus,
    Settings,
    SkillGroup,
    User,
)
from ringback.vendors.cisco.zones import Zone, zones

CONFIG = "/unifiedconfig/config"

# The resources whose items are shown with their names where they are referred to.
NAMED = frozenset({"skillgroup"})

# Contacts and callbacks of these statuses wait to be dialled; of those, they are finished with.
WAITING = frozenset("PRB")
FINISHED = frozenset("CMD")
NOWHERE = PhoneZone()


def folded(text: str) -> str:
    """A text for comparison without regard to case; itself where that is the same, to save memory."""
    small = text.casefold()
    return text if small == text else small


@lru_cache(8192)
def _name(text: str) -> bytes:
    """A folded name in an index: names come again and again and are shared, and bytes are smaller than texts."""
    return text.casefold().encode("utf-8", "surrogatepass")


def _sorted(row: Dnc) -> tuple[str]:
    return (folded(row.name),)


def _live(row: Campaign | SkillGroup) -> tuple[str] | None:
    """What the API lists, by name: neither what is deleted nor what the tool has made."""
    hidden = row.deleted or (isinstance(row, Campaign) and row.made_by_tool)
    return None if hidden else (folded(row.name),)


def _described(row: Campaign | SkillGroup) -> tuple[str] | None:
    return None if _live(row) is None else (folded(row.description),)


def _of_agent(column: str) -> Callable[[Agent], tuple[str] | None]:
    """What the API lists, by a text of the agents."""
    return reading(column, "deleted")(lambda row: None if row.deleted else (folded(getattr(row, column)),))


def _by_name(column: str) -> Callable[[Contact], tuple[int, bytes]]:
    """Contacts by their campaign and a name."""
    return reading("campaign_id", column)(lambda row: (row.campaign_id, _name(getattr(row, column))))


@reading("campaign_id", "account_number")
def _by_account(row: Contact) -> tuple[int, str]:
    return (row.campaign_id, folded(row.account_number))


@lru_cache(4096)
def _queue(pending: bool, zone: PhoneZone) -> tuple[bool, int, bool]:
    """Where contacts wait: those that are promised a callback before the others, and each where its phone is."""
    return (pending, zone.gmt_offset, zone.dst_observed)


@reading("campaign_id", "call_status", "numbers", "zones", "next_phone", "due")
def _waiting(row: Contact) -> tuple[int, tuple[bool, int, bool], datetime] | None:
    """Contacts that wait to be dialled, by their queue and when; one without a moment waits no longer."""
    if row.call_status not in WAITING or not row.numbers:
        return None
    zone = row.zones[min(row.next_phone, len(row.zones) - 1)] if row.zones else NOWHERE
    return (row.campaign_id, _queue(row.call_status != "B", zone), row.due or EPOCH)


@reading("call_status", "import_date")
def _finished(row: Contact) -> tuple[datetime] | None:
    """Contacts that the nightly purge will remove, by when they were imported, if that is known."""
    return (row.import_date,) if row.call_status in FINISHED and row.import_date > EPOCH else None


def _promised(row: PersonalCallback) -> tuple[int, datetime] | None:
    """Callbacks that an agent has yet to make."""
    return (row.agent, row.callback_date_time) if row.call_status in WAITING and row.max_attempts > 0 else None


def _made(row: PersonalCallback) -> tuple[datetime] | None:
    """Callbacks that the nightly purge will remove, by their time."""
    return (row.callback_date_time,) if row.call_status in FINISHED else None


@reading("logged_in", "login_enabled", "deleted", "skill_groups")
def _present(row: Agent) -> tuple[tuple[int, ...]] | None:
    """Agents who are logged in, by their skill groups."""
    here = row.logged_in and row.login_enabled and not row.deleted
    return (row.skill_groups,) if here and row.skill_groups else None


@reading("logged_in", "login_enabled", "deleted", "skill_groups", "state", "since")
def _free(row: Agent) -> tuple[tuple[int, ...], datetime] | None:
    """Agents who wait for a call, by their skill groups and since when."""
    return (row.skill_groups, row.since) if row.state == "ready" and _present(row) is not None else None


@reading("campaign", "logged_in", "deleted", "skill_group", "state", "call", "since")
def _engaged(row: Agent) -> tuple[int, int, str, bool, datetime] | None:
    """Agents who are reserved for a campaign, or busy in it; those without a call of their own first."""
    here = row.campaign and row.logged_in and not row.deleted
    return (row.campaign, row.skill_group, row.state, row.call > 0, row.since) if here else None


def _dialing(row: Campaign) -> tuple[tuple[int, ...]] | None:
    """Campaigns that dial, by their skill groups."""
    if not row.enabled or row.deleted or row.made_by_tool or row.dialing_mode == "INBOUND":
        return None
    return (tuple([info.skill_group for info in row.skill_group_infos]),)


@reading("campaign_id", "phase", "contact_id")
def _line(row: DialerCall) -> tuple[int, str] | None:
    """A campaign's records in the dialler's memory, without callbacks."""
    return (row.campaign_id, row.phase) if row.contact_id else None


@reading("campaign_id", "personal_callback_id")
def _called_back(row: DialerCall) -> tuple[int] | None:
    return (row.campaign_id,) if row.personal_callback_id else None


class CiscoWorld(View):
    """A Cisco deployment at one moment."""

    room = "cisco"

    settings = Table[str, Settings](Settings, key="settings")
    users = Table[str, User](User, key="user_name")
    skill_groups = Table[int, SkillGroup](
        SkillGroup, key="skill_group_id", first=5000, indexes={"name": "name", "live": _live, "description": _described}
    )
    agents = Table[int, Agent](
        Agent,
        key="agent_skill_target_id",
        first=5000,
        indexes={
            "agent_id": "agent_id",
            "user_name": "user_name",
            "live": _of_agent("agent_id"),
            "description": _of_agent("description"),
            "person.firstName": _of_agent("first_name"),
            "person.lastName": _of_agent("last_name"),
            "person.userName": _of_agent("user_name"),
            "present": _present,
            "free": _free,
            "engaged": _engaged,
        },
    )
    campaigns = Table[int, Campaign](
        Campaign,
        key="campaign_id",
        first=5000,
        indexes={"name": "name", "live": _live, "description": _described, "dialing": _dialing},
    )
    dialing_lists = Table[int, DialingList](DialingList, key="campaign_id")
    contacts = Table[tuple[int, int], Contact](
        Contact,
        key=("campaign_id", "contact_id"),
        indexes={
            "account_number": _by_account,
            "first_name": _by_name("first_name"),
            "last_name": _by_name("last_name"),
            "waiting": _waiting,
            "finished": _finished,
        },
    )
    dialer_calls = Table[int, DialerCall](
        DialerCall, key="call_id", first=1, indexes={"line": _line, "called_back": _called_back}
    )
    dialer_details = Table[int, DialerDetail](
        DialerDetail, key="dialer_detail_id", first=1, indexes={"ended": "date_time"}
    )
    pacing = Table[int, Pacing](Pacing, key="campaign_id")
    runtime = Table[int, RuntimeStatus](RuntimeStatus, key="campaign_id")
    dncs = Table[int, Dnc](Dnc, key="dnc_id", first=5000, indexes={"name": "name", "sorted": _sorted})
    do_not_call = Table[str, DoNotCall](DoNotCall, key="number", indexes={"dnc": "dnc_id"})
    personal_callbacks = Table[int, PersonalCallback](
        PersonalCallback,
        key="personal_callback_id",
        first=1,
        indexes={
            "account_number": lambda row: (folded(row.account_number),),
            "first_name": lambda row: (folded(row.first_name),),
            "last_name": lambda row: (folded(row.last_name),),
            "agent_id": lambda row: (folded(row.agent_id),),
            "agent": "agent",
            "campaign": "campaign_id",
            "promised": _promised,
            "made": _made,
        },
    )
    regions = Table[str, RegionPrefix](RegionPrefix, key="prefix")
    jobs = Table[int, Job](Job, key="job_id", first=1, indexes={"progress": "progress"})

    _members: tuple[object, Mapping[int, list[Agent]]] = (object(), {})

    @cached_property
    def deployment(self) -> Settings:
        """What the deployment sets."""
        return self.settings.get("deployment") or Settings()

    def floor(self, since: datetime) -> Floor:
        """The deployment at a glance."""
        from ringback.vendors.cisco.floor import floor

        return floor(self, since)

    @cached_property
    def logger_zone(self) -> ZoneInfo:
        """The zone of the Logger's clock."""
        zone = self.zone(self.deployment.logger_time_zone)
        return zone.info if zone is not None else ZoneInfo("UTC")

    def stamp(self, moment: datetime) -> str:
        """A moment as the Logger's clock shows it."""
        return moment.astimezone(self.logger_zone).replace(tzinfo=None).isoformat(timespec="seconds")

    def moment(self, read: datetime) -> datetime:
        """The moment, in UTC, that a date and time means: by the Logger's clock unless it has a zone of its own."""
        zoned = read if read.tzinfo is not None else read.replace(tzinfo=self.logger_zone)
        return zoned.astimezone(UTC)

    @staticmethod
    def zone(name: str) -> Zone | None:
        """The Windows time zone of that name."""
        return zones().get(name)

    def campaign(self, number: int) -> Campaign | None:
        """A campaign that the API finds: made by the API, and not deleted."""
        campaign = self.campaigns.get(number)
        return None if campaign is None or campaign.deleted or campaign.made_by_tool else campaign

    def today(self, zone: str) -> date:
        """The date in a time zone."""
        found = self.zone(zone)
        return self.now.astimezone(found.info if found is not None else UTC).date()

    def group_taken(self, number: int, own: int) -> bool:
        """Whether a campaign other than `own` has the skill group."""
        return any(campaign.campaign_id != own for campaign in self.campaigns_with((number,)))

    def campaigns_with(self, groups: Iterable[int]) -> list[Campaign]:
        """The campaigns, the tool's too, that have any of these skill groups."""
        wanted = frozenset(groups)
        return [
            campaign
            for campaign in self.campaigns
            if not campaign.deleted and any(info.skill_group in wanted for info in campaign.skill_group_infos)
        ]

    @property
    def members(self) -> Mapping[int, list[Agent]]:
        """The agents of every skill group; gathered once for as long as no agent changes."""
        state = self.agents.state
        if self._members[0] is not state:
            found: dict[int, list[Agent]] = {}
            for agent in self.agents.where("live"):
                for group in agent.skill_groups:
                    found.setdefault(group, []).append(agent)
            self._members = state, found
        return self._members[1]

    def wake(self, campaign: int) -> None:
        """Let the dialler look at a campaign: something about it or its contacts has changed."""
        found = self.campaigns.get(campaign)
        if found is not None and found.enabled:
            self.set_timer("dial", campaign, self.now)

    def wake_callback(self, number: int) -> None:
        """Let the dialler look at a personal callback when its time has come, unless that is over."""
        callback = self.personal_callbacks.get(number)
        if callback is None or _promised(callback) is None or self.callback_ends(callback) < self.now:
            self.cancel_timer("callback", number)
        else:
            self.set_timer("callback", number, max(self.now, callback.callback_date_time))

    def callback_ends(self, callback: PersonalCallback) -> datetime:
        """Until when a personal callback is tried once its time has come."""
        return callback.callback_date_time + timedelta(minutes=self.deployment.callback_time_limit)

    def forget_callback(self, number: int) -> None:
        """Let the dialler forget a personal callback."""
        self.cancel_timer("callback", number)

    def next_contact(self, campaign: int) -> int:
        """The id of a campaign's next contact: none is given twice, and rows made by hand keep theirs."""
        known = self.dialing_lists.get(campaign)
        last = next(self.contacts.before((campaign + 1, 0)), None)
        taken = last.contact_id if last is not None and last.campaign_id == campaign else 0
        return max(known.next_contact if known is not None else 1, taken + 1)

    def forget_contacts(self, campaign: int) -> None:
        """Remove all contacts of a campaign, with what is counted and held alike since their first import."""
        contacts = self.contacts.where("account_number", campaign)
        self.contacts.remove_all([(campaign, contact.contact_id) for contact in contacts])
        if campaign in self.dialing_lists:
            self.dialing_lists.change(campaign, columns=())
        if campaign in self.runtime:
            self.runtime.change(campaign, total_voice_count=0)

    def wake_rule(self, number: int) -> None:
        """Let the file of a Do Not Call rule be looked for."""

    def agent_changed(self, before: Agent) -> None:
        """Let the dialler take up what the API has changed about an agent."""

    def halt(self, campaign: int) -> None:
        """Let the dialler let go of a campaign."""
        self.cancel_timer("dial", campaign)

    def dialing(self, groups: Iterable[int]) -> list[int]:
        """The campaigns that dial for any of these skill groups."""
        order = self.campaigns.state.indexes[self.campaigns.table.index_names.index("dialing")]
        if self._dialing is None or self._dialing[0] is not order:
            self._dialing = (order, {group: key for of_groups, key in order for group in of_groups})
        by_group = self._dialing[1]
        return list(dict.fromkeys([by_group[group] for group in groups if group in by_group]))

    # Which campaign dials for a skill group, as long as no campaign changes in that.
    _dialing: tuple[Order[Any], Mapping[int, int]] | None = None

    def skill_group(self, number: int) -> SkillGroup | None:
        """A skill group that has not been deleted."""
        group = self.skill_groups.get(number)
        return None if group is None or group.deleted else group

    def agent(self, number: int) -> Agent | None:
        """An agent who has not been deleted."""
        agent = self.agents.get(number)
        return None if agent is None or agent.deleted else agent

    def has(self, resource: str, number: int) -> bool:
        """Whether a reference leads somewhere."""
        found: object = {"campaign": self.campaign, "skillgroup": self.skill_group, "agent": self.agent}[resource](
            number
        )
        return found is not None

    def reference(self, resource: str, number: int) -> Mapping[str, object]:
        """A reference as it is shown: the refURL, and what else identifies the item."""
        shown: dict[str, object] = {"refURL": f"{CONFIG}/{resource}/{number}"}
        if resource in NAMED and (group := self.skill_groups.get(number)) is not None:
            shown["name"] = group.name
        return shown
