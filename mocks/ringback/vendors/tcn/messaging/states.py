"""The states of SMS and e-mail groups: their codes and what they are called."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from ringback.vendors.tcn.dialer.ladder import (
    ADMIN_CANCELED,
    BILLED_STEP,
    COMPLETED,
    PAUSED,
    PREPARING,
    RUNNING,
    SCHEDULED,
    TIMEOUT,
    USER_CANCELED,
)


class State(NamedTuple):
    """A state: its code and what it is called."""

    code: int
    label: str


BASE = 5000
BILLED, EXPORTED = BILLED_STEP, 2 * BILLED_STEP

# As printed in section 51, dashes and spellings included; section 58 prints none.
LABELS: Final[Mapping[int, str]] = {
    PREPARING: "Preparing",
    SCHEDULED: "Scheduled",
    RUNNING: "Running",
    PAUSED: "Paused",
    COMPLETED: "Completed",
    TIMEOUT: "Cancelled - Timeout",
    USER_CANCELED: "User Canceled",
    ADMIN_CANCELED: "Admin Canceled",
    COMPLETED + BILLED: "Completed / Billing Complete",
    TIMEOUT + BILLED: "Cancelled – Timeout Billing Complete",
    USER_CANCELED + BILLED: "User Canceled Billing Complete",
    ADMIN_CANCELED + BILLED: "Admin Canceled Billing Complete",
    COMPLETED + EXPORTED: "Completed / Billing Complete (plus admin use)",
    TIMEOUT + EXPORTED: "Cancelled – Timeout Billing Complete (plus admin use)",
    USER_CANCELED + EXPORTED: "User Canceled Billing Complete (plus admin use)",
    ADMIN_CANCELED + EXPORTED: "Admin Canceled Billing Complete (plus admin use)",
}

# The states below are those of the system itself, which has a thousand for each kind of message, knows one cancellation
# less, and does not tell exported groups from billed ones.
_REAL: Final[Mapping[int, State]] = {
    PAUSED: State(500, "Paused"),
    TIMEOUT: State(310, "Canceled"),
    USER_CANCELED: State(310, "Canceled"),
    ADMIN_CANCELED: State(320, "Admin Canceled"),
}


def printed(state: int) -> State:
    """A state, without its thousand, as the guide numbers and names it."""
    return State(BASE + state, LABELS.get(state, ""))


def real(state: int, base: int) -> State:
    """The same as the system itself numbers it, within the thousand `base`."""
    rest = max(0, state - COMPLETED) // BILLED_STEP
    ending = state - rest * BILLED_STEP
    code, label = _REAL.get(ending, State(ending, LABELS.get(ending, "")))
    return State(base + code + BILLED_STEP, f"{label} Summed") if rest else State(base + code, label)
