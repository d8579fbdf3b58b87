"""Calls of every kind, and the recordings of them."""

from typing import Literal

from ringback.state.record import EPOCH, Instant, Record

CallKind = Literal["outbound", "inbound", "manual"]
RecordingType = Literal["voiceMail", "linkback"]


class Call(Record, frozen=True, kw_only=True):
    """One attempt. `status` is 3100 before, 3200 during and 3300 after it; the result is one of Appendix A.

    `delivery_seconds` are those of the message, `linkback_seconds` those with an agent, who talked, held the line and
    wrapped up for the given seconds. While `recording_paused` says since when, nothing is recorded; what the recording
    lacks of earlier pauses is `unrecorded_seconds`.
    """

    call_id: int = 0
    call_log_sid: int = 0
    client_sid: int
    kind: CallKind = "outbound"
    group_sid: int = 0
    record_id: int = 0
    contact_id: int = 0
    attempt: int = 1
    number: str = ""
    caller_id: str = ""
    status: int = 3300
    result_code: int = 1000
    schedule_time: Instant = EPOCH
    start_time: Instant = EPOCH
    ended: Instant | None = None
    delivery_seconds: int = 0
    linkback_seconds: int = 0
    delivery_cost: float = 0.0
    linkback_cost: float = 0.0
    last_element: str = ""
    agent_sid: int = 0
    talk_seconds: int = 0
    hold_seconds: int = 0
    wrap_up_seconds: int = 0
    disposition: str = ""
    recording_paused: Instant | None = None
    unrecorded_seconds: int = 0


class Recording(Record, frozen=True, kw_only=True):
    """The recording of a call, found by its hash with the ids of the call; a purged one is known but gone."""

    recording_id: int = 0
    client_sid: int
    hash: str
    call_id: int
    call_log_sid: int
    kind: CallKind = "outbound"
    group_sid: int = 0
    recording_type: RecordingType = "linkback"
    start_time: Instant = EPOCH
    seconds: int = 0
    purged: bool = False
