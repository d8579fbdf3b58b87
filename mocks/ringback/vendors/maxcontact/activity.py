"""What happens: tokens, leads, agents at work, calls, their history and the counts of them, one row each."""

from typing import Annotated, Literal

import msgspec

from ringback.state.record import EPOCH, Instant, Record

AgentState = Literal["Logged Out", "Not Ready", "Ready", "Previewing", "Calling", "Talking", "Wrapping", "On Break"]

# What a call comes to, in the phone network's words; nothing before it is placed.
Outcome = Literal[
    "",
    "answered",
    "busy",
    "no_answer",
    "machine",
    "fax",
    "invalid",
    "no_circuit",
    "hung_up",
    "wrong_person",
]

# The keys of the numbers that a Call carries; no public document prints them.
IDLE, DIALLING, RINGING, CONNECTED, ON_HOLD, ENDED = range(6)
MANUAL, SYSTEM, INBOUND, TRANSFER = range(4)
NOT_RECORDING, RECORDING, STOPPED = range(3)


class Token(Record, frozen=True):
    """A token that was given out."""

    token_id: int = 0
    token_key: str = ""
    user_id: int = 0
    created: Instant = EPOCH
    expires: Instant = EPOCH


class Lead(Record, frozen=True):
    """A person to call: `due` is when, None while a call is under way and after the last one.

    Names are those of the vendor's lead services.
    """

    lead_id: int = 0
    list_id: int = 0
    name: str = ""
    name2: str = ""
    other_info: str = ""
    ref: str = ""
    reference_id: str = ""
    supplier: str = ""
    cost: float = 0.0
    created: Instant = EPOCH
    due: Instant | None = EPOCH
    attempts: int = 0
    result_code: str = ""


class LeadPhone(Record, frozen=True):
    """A phone number of a lead."""

    lead_phone_id: int = 0
    lead_id: int = 0
    phone_number: str = ""
    phone_type_id: int = 1
    is_high_priority: bool = False


class Agent(Record, frozen=True):
    """A user at work, or not: the state since `since`, the campaign, and the lead that is previewed.

    `was_ready` says what the agent was before the present call. An agent with `automatic` wraps up by itself; one with
    `shift_hours` comes and goes too, on the clock of the centre. `wrap_seconds` is how long that takes.
    """

    user_id: int
    state: AgentState = "Logged Out"
    campaign_id: int = 0
    since: Instant = EPOCH
    was_ready: bool = False
    break_requested: bool = False
    preview_lead_id: int = 0
    automatic: bool = False
    wrap_seconds: int = 15
    shift_start: int = 9
    shift_hours: Annotated[int, msgspec.Meta(ge=0, le=24)] = 0


class Call(Record, frozen=True):
    """A call that is under way, or waits to be disposed; without a user it rings or waits for one.

    `call_state`, `call_status` and `recording_state` are the numbers above; `outcome` and `talk_seconds` are what the
    phone network has decided. One that is `in_session` has been answered by an IVR or a bridge and needs no agent.
    `lead_due` is when the lead would have been called, had it not been for this call.
    """

    call_id: int = 0
    user_id: int = 0
    campaign_id: int = 0
    queue_id: int = 0
    list_id: int = 0
    lead_id: int = 0
    phone_number: str = ""
    call_state: Annotated[int, msgspec.Meta(ge=IDLE, le=ENDED)] = DIALLING
    call_status: int = MANUAL
    recording_state: int = NOT_RECORDING
    started: Instant = EPOCH
    answered: Instant | None = None
    ended: Instant | None = None
    outcome: Outcome = ""
    talk_seconds: int = 0
    in_session: bool = False
    lead_due: Instant | None = None


class PastCall(Record, frozen=True):
    """A call that is over and has its result."""

    call_id: int
    user_id: int = 0
    campaign_id: int = 0
    queue_id: int = 0
    list_id: int = 0
    lead_id: int = 0
    phone_number: str = ""
    call_status: int = MANUAL
    started: Instant = EPOCH
    answered: Instant | None = None
    ended: Instant = EPOCH
    talk_seconds: int = 0
    recorded: bool = False
    result_code: str = ""
    notes: str = ""
    sales: int = 0


class CampaignStats(Record, frozen=True):
    """What a campaign has done in its session, which begins when it starts to run."""

    campaign_id: int
    session_id: int = 0
    since: Instant = EPOCH
    placed: int = 0
    answered: int = 0
    connected: int = 0
    dropped: int = 0
    machines: int = 0
    no_answers: int = 0
    busy: int = 0
    failed: int = 0
    successes: int = 0
    sales: int = 0
    talk_seconds: int = 0
    fetched: int = 0
    last_fetch: Instant = EPOCH
    last_pacing_adjust: Instant = EPOCH
    pacing: int = 0
    results: dict[str, int] = {}


class QueueStats(Record, frozen=True):
    """What has come in to a queue."""

    queue_id: int
    offered: int = 0
    answered: int = 0
    answered_in_time: int = 0
    abandoned: int = 0
    wait_seconds: int = 0
    talk_seconds: int = 0
