"""Options that the command line reads from text."""

from datetime import UTC, datetime

from ringback.cli.refusal import Refusal
from ringback.serve.settings import ClockSetting
from ringback.state.clock import EARLIEST, LATEST


def clock_of(text: str) -> ClockSetting:
    """The clock that was asked for; a Refusal when there is none such."""
    try:
        return ClockSetting.of(text)
    except ValueError as error:
        raise Refusal(f"--clock: {error}") from None


def start_of(text: str) -> datetime | None:
    """The moment that was asked for, in UTC unless it has a zone; a Refusal when it is none."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        start = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refusal(f"--start: {text!r} is not a moment", "Write it as 2026-01-05T17:00:00Z.") from None
    if not EARLIEST <= start < LATEST:
        raise Refusal(f"--start: {text!r} is out of range", f"Stay from {EARLIEST:%Y} up to {LATEST:%Y}.")
    return start
