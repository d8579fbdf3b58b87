"""Call results: the numbers that tell what came of a call, what they count as, and when it is tried again."""

from collections.abc import Mapping
from typing import Final

UNTRIED: Final = 0
ERROR: Final = 2
NOT_IN_SERVICE: Final = 3
NO_RINGBACK: Final = 4
OPERATOR: Final = 5
NO_DIAL_TONE: Final = 6
INVALID: Final = 7
NO_ANSWER: Final = 8
BUSY: Final = 9
VOICE: Final = 10
FAX: Final = 11
MACHINE: Final = 12
STOPPED: Final = 13
CALLBACK: Final = 14
MACHINE_CALLBACK: Final = 15
ABANDONED: Final = 16
NO_AGENT: Final = 17
REJECTED: Final = 18
CLOSED_BY_AGENT: Final = 19
ABANDONED_TO_IVR: Final = 20
CUSTOMER_ABANDONED: Final = 21
NETWORK_MACHINE: Final = 22
WRONG_NUMBER: Final = 23
NOT_HOME: Final = 24
RETURNED: Final = 25
DO_NOT_CALL: Final = 26
DISCONNECTED: Final = 27
DEAD_AIR: Final = 28
INVALID_FOR_SIP: Final = 31
TIMED_OUT: Final = 33

COUNTERS: Final[Mapping[int, str]] = {
    NO_RINGBACK: "no_ring_back_detect_count",
    OPERATOR: "sit_tone_detect_count",
    NO_DIAL_TONE: "no_dial_tone_detect_count",
    INVALID: "sit_tone_detect_count",
    NO_ANSWER: "no_answer_detect_count",
    BUSY: "busy_count",
    VOICE: "voice_count",
    FAX: "fax_detect_count",
    MACHINE: "answering_machine_count",
    STOPPED: "cancelled_detect_count",
    CALLBACK: "call_back_count",
    MACHINE_CALLBACK: "call_back_count",
    ABANDONED: "abandon_detect_count",
    REJECTED: "agent_rejected_count",
    CLOSED_BY_AGENT: "agent_closed_count",
    ABANDONED_TO_IVR: "abandon_to_ivr_count",
    CUSTOMER_ABANDONED: "customer_abandon_detect_count",
    NETWORK_MACHINE: "network_ans_machine_count",
    WRONG_NUMBER: "wrong_number_count",
    NOT_HOME: "customer_not_home_count",
    DISCONNECTED: "no_ring_back_detect_count",
    DEAD_AIR: "no_ring_back_detect_count",
}
"""Which counter of a campaign each result feeds; the others feed none."""

ATTEMPTS: Final = frozenset({3, 5, 6, 7, *range(9, 17), *range(20, 25), 32})
"""The results that count as attempted calls; by the vendor's table a call that nobody answers does not."""

REACHED: Final = frozenset({VOICE, CALLBACK})
"""The results with which the customer has been reached."""

MACHINES: Final = (MACHINE, NETWORK_MACHINE)
"""The results for a machine that has answered."""

LIVE: Final = frozenset({VOICE, CALLBACK, ABANDONED, ABANDONED_TO_IVR, CUSTOMER_ABANDONED, WRONG_NUMBER, NOT_HOME})
"""The results for which the dialler has detected a live voice."""

UNANSWERED_HERE: Final = frozenset({STOPPED, ABANDONED, ABANDONED_TO_IVR, CUSTOMER_ABANDONED})
"""The results that say nothing against the number: it is the same that is tried again."""

NOT_DIALED: Final = frozenset({NO_AGENT, REJECTED, CLOSED_BY_AGENT, RETURNED, DO_NOT_CALL, TIMED_OUT})
"""The results of records that came back before a call was placed."""

DELAYS: Final[Mapping[int, str]] = {
    NO_DIAL_TONE: "no_answer_delay",
    NO_ANSWER: "no_answer_delay",
    BUSY: "busy_signal_delay",
    MACHINE: "answering_machine_delay",
    STOPPED: "dialer_abandoned_delay",
    ABANDONED: "dialer_abandoned_delay",
    REJECTED: "no_answer_delay",
    ABANDONED_TO_IVR: "dialer_abandoned_delay",
    CUSTOMER_ABANDONED: "customer_abandoned_delay",
    NETWORK_MACHINE: "answering_machine_delay",
    NOT_HOME: "customer_not_home_delay",
    DISCONNECTED: "no_answer_delay",
    DEAD_AIR: "no_answer_delay",
    TIMED_OUT: "no_answer_delay",
}
"""The campaign's delay after which each result is tried again; the others are not."""


def may_be_tried(result: int) -> bool:
    """Whether a number with this last result may be dialled again."""
    return result in (UNTRIED, RETURNED) or result in DELAYS
