"""A transcript: what a real account was asked and answered, without what is private in it, as versioned JSON.

People may read and edit it before they pass it on: it has no checksum.
"""

from collections.abc import Sequence

import msgspec

from ringback.serve.transcripts.standins import StandIn
from ringback.state.record import Instant

FORMAT = 1
BASE = "http://upstream.example"
"""What stands in a transcript for the account's base URL."""


class TranscriptError(ValueError):
    """A transcript that cannot be used; the text says why."""


class Body(msgspec.Struct, frozen=True, omit_defaults=True):
    """A body: its text, or of one that is no text, and so was left out, how many bytes it had."""

    text: str = ""
    omitted: int = 0


class Sent(msgspec.Struct, frozen=True):
    """A request: the vendor's own path, the query as it was written, the headers that matter."""

    method: str
    path: str
    query: str
    headers: list[tuple[str, str]]
    body: Body

    def header(self, name: str) -> str:
        """The last header of that name in small letters, or an empty text."""
        return _last(self.headers, name)


class Got(msgspec.Struct, frozen=True):
    """A reply: its status, the headers that matter, its body."""

    status: int
    headers: list[tuple[str, str]]
    body: Body

    def header(self, name: str) -> str:
        """The last header of that name in small letters, or an empty text."""
        return _last(self.headers, name)


def _last(headers: Sequence[tuple[str, str]], name: str) -> str:
    return next((value for key, value in reversed(headers) if key == name), "")


class Exchange(msgspec.Struct, frozen=True):
    """One request and its reply; `at` is the account's own time where its replies tell it, else this machine's."""

    id: int
    at: Instant
    request: Sent
    reply: Got


class Transcript(msgspec.Struct, kw_only=True):
    """The file. `left_as_is` names the values that were not replaced, `warnings` say what else was not."""

    transcript: int = FORMAT
    app: str
    ringback: str
    kept: list[str] = []
    warnings: list[str] = []
    left_as_is: list[str] = []
    stand_ins: list[StandIn] = []
    exchanges: list[Exchange] = []


class _Head(msgspec.Struct):
    transcript: int


def write(transcript: Transcript) -> bytes:
    """The file's content."""
    return msgspec.json.format(msgspec.json.encode(transcript), indent=1) + b"\n"


def read(raw: bytes) -> Transcript:
    """What a file holds; TranscriptError when it is none, of a newer format, or damaged."""
    try:
        number = msgspec.json.decode(raw, type=_Head).transcript
    except msgspec.ValidationError:
        raise TranscriptError("it is JSON, but no transcript") from None
    except ValueError as error:
        raise TranscriptError(f"it is damaged, or no transcript: {error}") from None
    if number > FORMAT:
        newer = f"it is of format {number}, and this Ringback reads up to {FORMAT}: a newer one is needed"
        raise TranscriptError(newer)
    try:
        return msgspec.json.decode(raw, type=Transcript)
    except msgspec.ValidationError as error:
        raise TranscriptError(f"it is damaged: {error}") from None
