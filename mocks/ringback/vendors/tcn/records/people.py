"""Agents with their skills and hunt groups, scheduled callbacks, and messages from integration partners."""

from typing import Literal

from ringback.state.record import EPOCH, Instant, Record

AgentState = Literal["logged out", "ready", "on call", "wrap-up", "paused", "other"]
CallbackStatus = Literal["READY", "OPENED", "CLOSED", "CANCELED"]


class HuntGroup(Record, frozen=True, kw_only=True):
    """A group of agents that calls hunt through."""

    hunt_group_sid: int
    client_sid: int
    name: str = ""


class AgentSkill(Record, frozen=True, kw_only=True):
    """A skill that agents of an account may have."""

    client_sid: int
    name: str


class Agent(Record, frozen=True, kw_only=True):
    """An agent; `call_id` is the call at hand, whose recording may be paused.

    With a shift of some hours the agent logs in and out daily, beginning at that hour on the account's clocks.
    """

    agent_sid: int = 0
    client_sid: int
    first_name: str = ""
    last_name: str = ""
    web_login: str = ""
    web_password: str = ""
    callback_number: str = ""
    callback_extension: str = ""
    hunt_group_sid: int = 0
    partner_agent_id: str = ""
    skills: tuple[str, ...] = ()
    state: AgentState = "logged out"
    since: Instant = EPOCH
    call_id: int = 0
    recording_paused: bool = False
    shift_start: int = 0
    shift_hours: int = 0


class Callback(Record, frozen=True, kw_only=True):
    """A scheduled callback, for one agent or for those with all of its skills; `details` is the client info.

    One that is `waiting` wants nothing but an agent who is free.
    """

    callback_sid: int = 0
    client_sid: int
    service_id: int = 0
    name: str = ""
    phone_number: str = ""
    caller_id: str = ""
    start_time: Instant = EPOCH
    end_time: Instant | None = None
    agent_sid: int = 0
    skills: tuple[str, ...] = ()
    notes: str = ""
    details: dict[str, str] = {}
    status: CallbackStatus = "READY"
    created: Instant = EPOCH
    call_id: int = 0
    waiting: bool = False


class IntegrationMessage(Record, frozen=True, kw_only=True):
    """A message that a partner has posted to an account."""

    message_id: int = 0
    client_sid: int
    partner: str = ""
    message: str = ""
    event: str = ""
    event_code: str = ""
    posted: Instant = EPOCH
