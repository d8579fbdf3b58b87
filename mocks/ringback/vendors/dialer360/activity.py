"""What happens: hopper, callbacks, agents at work, calls, logs and recordings, one row each."""

from ringback.state.record import EPOCH, Instant, Record
from ringback.vendors.dialer360.records import YesNo


class HopperRow(Record, frozen=True):
    """A lead that waits to be dialled. Source: S the dialler's own, C a callback, P the API."""

    hopper_id: int = 0
    lead_id: int = 0
    campaign_id: str = ""
    list_id: int = 0
    status: str = "READY"
    priority: int = 0
    source: str = "S"


class Callback(Record, frozen=True):
    """A scheduled callback: ACTIVE until it is due, LIVE until it has been called. `recipient` ANYONE or USERONLY."""

    callback_id: int = 0
    lead_id: int = 0
    list_id: int = 0
    campaign_id: str = ""
    status: str = "ACTIVE"
    entry_time: Instant = EPOCH
    callback_time: Instant | None = None
    user: str = ""
    recipient: str = ""
    comments: str = ""
    user_group: str = ""
    lead_status: str = "CALLBK"


class LiveAgent(Record, frozen=True):
    """An agent who is logged in.

    Status READY, CLOSER (ready, inbound allowed), QUEUE, INCALL, PAUSED or MQUEUE. A PAUSED agent with a lead is
    dispositioning. `agent_log_id` is the log row that is being written; times of its parts count from `since`.
    """

    user: str
    campaign_id: str = ""
    status: str = "READY"
    server_ip: str = ""
    conf_exten: str = ""
    lead_id: int = 0
    preview_lead_id: int = 0
    callerid: str = ""
    calls_today: int = 0
    pause_code: str = ""
    closer_campaigns: tuple[str, ...] = ()
    outbound_autodial: YesNo = "Y"
    manager_override: str = "N"
    manager_user: str = ""
    ringing: bool = False
    since: Instant = EPOCH
    agent_log_id: int = 0


class LiveCall(Record, frozen=True):
    """A call in progress: SENT while it rings, LIVE while it waits for an agent, XFER while an agent has it.

    `campaign_id` is an in-group for calls that came in. `talk_seconds` and `outcome` are what the network has decided.
    """

    callerid: str
    uniqueid: str = ""
    lead_id: int = 0
    list_id: int = 0
    campaign_id: str = ""
    call_type: str = "OUT"
    status: str = "SENT"
    phone_number: str = ""
    phone_code: str = "1"
    call_time: Instant = EPOCH
    answer_time: Instant | None = None
    user: str = ""
    outcome: str = ""
    talk_seconds: int = 0
    parked: bool = False


class CallLog(Record, frozen=True):
    """An outbound call. `end_time` is None while it lasts; `length_in_sec` counts from the answer."""

    uniqueid: str
    callerid: str = ""
    lead_id: int = 0
    list_id: int = 0
    campaign_id: str = ""
    call_date: Instant = EPOCH
    end_time: Instant | None = None
    length_in_sec: int = 0
    status: str = ""
    phone_code: str = "1"
    phone_number: str = ""
    user: str = ""
    user_group: str = ""
    term_reason: str = "NONE"


class CloserLog(Record, frozen=True):
    """An inbound call in the queue of an in-group; `length_in_sec` counts from its arrival there."""

    closecallid: int = 0
    uniqueid: str = ""
    callerid: str = ""
    lead_id: int = 0
    list_id: int = 0
    campaign_id: str = ""
    call_date: Instant = EPOCH
    end_time: Instant | None = None
    length_in_sec: int = 0
    queue_seconds: int = 0
    status: str = ""
    phone_number: str = ""
    user: str = ""
    user_group: str = ""
    term_reason: str = "NONE"


class CallId(Record, frozen=True):
    """What is known by a caller code, the 20-character id of a call."""

    caller_code: str
    uniqueid: str = ""
    lead_id: int = 0
    call_date: Instant = EPOCH


class AgentLog(Record, frozen=True):
    """One round of an agent's work, in seconds: pause, wait, talk (dead time within it), disposition."""

    agent_log_id: int = 0
    user: str = ""
    user_group: str = ""
    campaign_id: str = ""
    event_time: Instant = EPOCH
    lead_id: int = 0
    uniqueid: str = ""
    pause_sec: int = 0
    wait_sec: int = 0
    talk_sec: int = 0
    dispo_sec: int = 0
    dead_sec: int = 0
    status: str = ""
    sub_status: str = ""


class Recording(Record, frozen=True):
    """A recorded call; `location` is empty until it has been archived."""

    recording_id: int = 0
    start_time: Instant = EPOCH
    end_time: Instant | None = None
    length_in_sec: int = 0
    filename: str = ""
    location: str = ""
    lead_id: int = 0
    user: str = ""
    uniqueid: str = ""


class DidCall(Record, frozen=True):
    """A call that reached a DID."""

    uniqueid: str
    did_pattern: str = ""
    caller_id_number: str = ""
    call_date: Instant = EPOCH


class ManagerAction(Record, frozen=True):
    """An order to a telephony server: a monitoring call to be placed."""

    man_id: int = 0
    entry_date: Instant = EPOCH
    server_ip: str = ""
    action: str = "Originate"
    channel: str = ""
    exten: str = ""
    callerid: str = ""
