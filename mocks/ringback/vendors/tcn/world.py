"""The tables of a TCN system and what holds among them; no HTTP."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from ringback.state.floor import Floor
from ringback.state.record import Record
from ringback.state.table import IndexKey, Rows, Table
from ringback.state.view import View
from ringback.vendors.tcn import records

Row = TypeVar("Row", bound=Record)

Group = records.TaskGroup | records.InboundGroup | records.ManualGroup | records.MessageGroup

UNIQUE_FOR = timedelta(hours=24)

# The last element of a call that waits for an agent.
QUEUE = "Queue"

# Each kind of group has a thousand of states of its own; from 300 on a group has ended. A call of 3200 is under way.
THOUSAND, ENDED = 1000, 300
UNDER_WAY = 3200


def _scheduled(record: records.TaskRecord) -> tuple[int, int] | None:
    """Records that may be dialled, by broadcast and place."""
    return (record.task_sid, record.place) if record.status == 2100 else None


def _queued(call: records.Call) -> tuple[int] | None:
    """Calls that wait for an agent, by account; the one that came first is the first of them."""
    # Who dials by hand is an agent already.
    waits = call.status == UNDER_WAY and call.last_element == QUEUE and call.kind != "manual"
    return (call.client_sid,) if waits else None


def _due(callback: records.Callback) -> tuple[int, int, tuple[str, ...], datetime] | None:
    """Callbacks that wait for an agent, by whom they are for; the one that came first is the first of those."""
    whom = (callback.client_sid, callback.agent_sid, callback.skills)
    return (*whom, callback.start_time) if callback.waiting and callback.status == "READY" else None


def _digest(group: records.ContactGroup) -> tuple[int, str, datetime] | None:
    return (group.client_sid, group.sha_digest, group.uploaded) if group.sha_digest else None


def _expiring(entry: records.DnclEntry) -> tuple[int, datetime] | None:
    return None if entry.expiration is None else (entry.client_sid, entry.expiration)


def _api_key(account: records.Account) -> tuple[str] | None:
    return (account.api_key,) if account.api_key else None


def _token(login: records.Login) -> tuple[str] | None:
    return (login.access_token,) if login.access_token else None


def _course(call: records.Call) -> tuple[bool, datetime] | None:
    """Calls under way by when they began, and those that are over by when they ended."""
    if call.status == UNDER_WAY:
        return (False, call.start_time)
    return (True, call.ended) if call.ended is not None else None


def _stage(group: Group) -> tuple[bool, datetime]:
    """Groups that have not ended by when they start, then those that have by when they did."""
    over = group.status % THOUSAND >= ENDED
    return (over, group.ended or group.start_time if over else group.start_time)


def _started() -> dict[str, str | tuple[str, ...] | IndexKey]:
    """The indexes of every kind of group: those of an account by id, and by the moment they start; and how far."""
    return {"account": "client_sid", "started": ("client_sid", "start_time"), "stage": _stage}


def _messages() -> dict[str, str | tuple[str, ...]]:
    """The indexes of messages: those of a group by id, and by what is next to be done for which of them."""
    return {"group": "group_sid", "status": ("group_sid", "status", "due")}


def _dncl() -> Table[tuple[int, str, str], records.DnclEntry]:
    indexes: dict[str, str | tuple[str, ...] | Callable[[records.DnclEntry], tuple[int, datetime] | None]]
    indexes = {"account": ("client_sid", "country"), "expiring": _expiring}
    return Table(records.DnclEntry, key=("client_sid", "country", "number"), indexes=indexes)


class TcnWorld(View):
    """A TCN system at one moment. Rows belong to an account; what another account owns is as good as unknown."""

    room = "tcn"

    settings = Table[str, records.Settings](records.Settings, key="name")
    accounts = Table[int, records.Account](records.Account, key="client_sid", indexes={"api_key": _api_key})
    logins = Table[str, records.Login](
        records.Login, key="username", indexes={"account": "client_sid", "token": _token}
    )
    sessions = Table[str, records.Session](records.Session, key="session_id", indexes={"used": "last_used"})
    partner_keys = Table[str, records.PartnerKey](records.PartnerKey, key="key")
    campaign_links = Table[tuple[int, str], records.CampaignLink](
        records.CampaignLink, key=("client_sid", "link_id"), indexes={"account": "client_sid"}
    )

    import_templates = Table[tuple[int, int], records.ImportTemplate](
        records.ImportTemplate, key=("client_sid", "number"), indexes={"account": "client_sid"}
    )
    broadcast_templates = Table[tuple[int, int], records.BroadcastTemplate](
        records.BroadcastTemplate, key=("client_sid", "number"), indexes={"account": "client_sid"}
    )
    report_templates = Table[tuple[int, int], records.ReportTemplate](
        records.ReportTemplate, key=("client_sid", "number"), indexes={"account": "client_sid"}
    )
    sms_templates = Table[int, records.SmsTemplate](
        records.SmsTemplate, key="sms_template_sid", first=1, indexes={"account": "client_sid"}
    )
    email_templates = Table[int, records.EmailTemplate](
        records.EmailTemplate, key="email_template_sid", first=1, indexes={"account": "client_sid"}
    )
    schedule_rules = Table[int, records.ScheduleRule](
        records.ScheduleRule,
        key="schedule_rule_sid",
        first=1,
        indexes={"account": "client_sid", "name": ("client_sid", "name")},
    )

    contact_groups = Table[int, records.ContactGroup](
        records.ContactGroup, key="contact_group_sid", first=1, indexes={"account": "client_sid", "digest": _digest}
    )
    contacts = Table[int, records.Contact](
        records.Contact, key="contact_id", first=1, indexes={"group": "contact_group_sid"}
    )
    dncl = _dncl()
    inbound_dncl = _dncl()

    # The guide's own example names a broadcast 00000000, so 0 is an id like any other: `reserve` gives the next.
    task_groups = Table[int, records.TaskGroup](records.TaskGroup, key="task_sid", indexes=_started())
    task_records = Table[int, records.TaskRecord](
        records.TaskRecord, key="record_id", first=1, indexes={"group": "task_sid", "scheduled": _scheduled}
    )
    inbound_groups = Table[int, records.InboundGroup](
        records.InboundGroup, key="group_sid", first=1, indexes=_started()
    )
    manual_groups = Table[int, records.ManualGroup](records.ManualGroup, key="group_sid", first=1, indexes=_started())
    calls = Table[int, records.Call](
        records.Call,
        key="call_id",
        first=1,
        indexes={
            "group": ("kind", "group_sid"),
            "number": ("client_sid", "number", "start_time"),
            "record": lambda call: (call.record_id,) if call.record_id else None,
            "waiting": _queued,
            "course": _course,
        },
    )
    recordings = Table[int, records.Recording](
        records.Recording,
        key="recording_id",
        first=1,
        indexes={"group": ("kind", "group_sid", "recording_type"), "hash": "hash"},
    )

    sms_groups = Table[int, records.MessageGroup](records.MessageGroup, key="group_sid", first=1, indexes=_started())
    email_groups = Table[int, records.MessageGroup](records.MessageGroup, key="group_sid", first=1, indexes=_started())
    sms_messages = Table[int, records.Message](records.Message, key="message_id", first=1, indexes=_messages())
    email_messages = Table[int, records.Message](records.Message, key="message_id", first=1, indexes=_messages())
    source_numbers = Table[tuple[int, str], records.SourceNumber](
        records.SourceNumber, key=("client_sid", "number"), indexes={"account": "client_sid"}
    )
    from_addresses = Table[tuple[int, str], records.FromAddress](
        records.FromAddress, key=("client_sid", "address"), indexes={"account": "client_sid"}
    )

    hunt_groups = Table[int, records.HuntGroup](
        records.HuntGroup, key="hunt_group_sid", indexes={"account": "client_sid"}
    )
    agent_skills = Table[tuple[int, str], records.AgentSkill](
        records.AgentSkill, key=("client_sid", "name"), indexes={"account": "client_sid"}
    )
    agents = Table[int, records.Agent](
        records.Agent,
        key="agent_sid",
        first=1,
        indexes={"account": "client_sid", "web_login": "web_login", "state": ("client_sid", "state", "since")},
    )
    callbacks = Table[int, records.Callback](
        records.Callback,
        key="callback_sid",
        first=1,
        indexes={
            "account": ("client_sid", "start_time"),
            "status": ("client_sid", "status", "start_time"),
            "waiting": _due,
            "call": lambda callback: (callback.call_id,) if callback.call_id else None,
        },
    )
    integration_messages = Table[int, records.IntegrationMessage](
        records.IntegrationMessage, key="message_id", first=1, indexes={"account": "client_sid"}
    )

    @property
    def system(self) -> records.Settings:
        """The switches of the system."""
        return self.settings.get("system") or records.Settings()

    def floor(self, since: datetime) -> Floor:
        """The system at a glance."""
        from ringback.vendors.tcn.floor import floor

        return floor(self, since)

    def signed_in(self, username: str, password: str) -> records.Account | None:
        """The account of a user with that password, or None."""
        login = self.logins.get(username)
        if login is None or login.password != password:
            return None
        return self.accounts.get(login.client_sid)

    def by_token(self, token: str) -> records.Account | None:
        """The account that an access token belongs to, or None."""
        login = self.logins.first("token", token) if token else None
        return self.accounts.get(login.client_sid) if login is not None else None

    def keyed(self, api_key: str, client_sid: str) -> records.Account | None:
        """The account of that sid if the agent API key is its own, or None."""
        account = self.client(client_sid)
        return account if account is not None and api_key and account.api_key == api_key else None

    def client(self, client_sid: str) -> records.Account | None:
        """The account that a text names, or None."""
        return self.accounts.get(int(client_sid)) if is_number(client_sid) else None

    def reserve(self, rows: "Rows[int, Row]", count: int) -> range:
        """So many ids in a row, none of which is taken or will be given again."""
        last = rows.state.keys.last()
        first = max(rows.take_id(), last + 1 if last is not None else 0)
        rows.set_next_id(first + count)
        return range(first, first + count)

    def owned(self, rows: "Rows[int, Row]", sids: Sequence[int], account: records.Account) -> list[Row] | None:
        """The rows of those sids, each once, if the account owns every one of them; else None."""
        found: dict[int, Row] = {}
        for sid in sids:
            row = rows.get(sid)
            if row is None or getattr(row, "client_sid", None) != account.client_sid:
                return None
            found[sid] = row
        return list(found.values())

    def started_between(
        self, rows: "Rows[int, Row]", account: records.Account, start: datetime, end: datetime
    ) -> Iterator[Row]:
        """The groups of an account that start within a span, both ends included, in that order."""
        low, high = (account.client_sid, start), (account.client_sid, end + timedelta(minutes=1))
        return rows.between("started", low, high)

    def uploaded_lately(self, account: records.Account, digest: str) -> bool:
        """Whether the account has uploaded data of that digest within the last 24 hours."""
        last = self.contact_groups.last("digest", account.client_sid, digest)
        return last is not None and self.now - last.uploaded < UNIQUE_FOR

    def must_not_call(self, client_sid: int, country: str, number: str) -> bool:
        """Whether the outbound do-not-call list holds a number now; an expired entry no longer blocks."""
        return _blocks(self.dncl.get((client_sid, country, number)), self.now)

    def must_not_answer(self, client_sid: int, country: str, number: str) -> bool:
        """Whether the inbound do-not-call list holds a number now."""
        return _blocks(self.inbound_dncl.get((client_sid, country, number)), self.now)

    def schedule_rule(self, client_sid: int, name: str) -> records.ScheduleRule | None:
        """The schedule rule of that name, or None."""
        return self.schedule_rules.first("name", client_sid, name)

    def column(self, contact: records.Contact, name: str) -> str:
        """The value of a contact in the column of that name, blank when it has none."""
        group = self.contact_groups.get(contact.contact_group_sid)
        if group is None or name not in group.fields:
            return ""
        place = group.fields.index(name)
        return contact.values[place] if place < len(contact.values) else ""

    # The dialer's hooks: each asks for a look.

    def wake(self, task_sid: int) -> None:
        """Let the dialer look at a broadcast, at this very moment."""
        self.set_timer("broadcast", task_sid, self.now)

    def wake_callback(self, callback: records.Callback) -> None:
        """Let the dialer look at a callback when its time comes."""
        self.set_timer("callback", callback.callback_sid, max(self.now, callback.start_time))


def is_number(text: str) -> bool:
    """Whether a text is an id: some ASCII digits, not more than any id has."""
    return text.isascii() and text.isdigit() and len(text) <= 18


def _blocks(entry: records.DnclEntry | None, now: datetime) -> bool:
    return entry is not None and (entry.expiration is None or entry.expiration > now)
