"""A bundle: what a world was asked and answered, and the world it began with, as versioned JSON.

Nothing in it is masked: whoever replays it must sign in again.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from ringback.contract.request import Request
from ringback.serve.difference import Difference, difference
from ringback.serve.entry import Entry
from ringback.state.clock import Clock
from ringback.state.export import export
from ringback.state.passage import Rooms, pass_time
from ringback.state.record import Instant
from ringback.state.world import World

FORMAT = 1


class BundleError(ValueError):
    """A bundle that cannot be used; the text says why."""


class Content(msgspec.Struct, frozen=True, omit_defaults=True):
    """The bytes of a body: as text where they are UTF-8, for people to read, else in base 64."""

    text: str = ""
    base64: bytes = b""

    @classmethod
    def of(cls, body: bytes) -> "Content":
        """Write bytes down."""
        try:
            return cls(text=body.decode())
        except UnicodeDecodeError:
            return cls(base64=body)

    @property
    def body(self) -> bytes:
        """The bytes."""
        return self.base64 or self.text.encode()


class Asked(msgspec.Struct, frozen=True):
    """A request, as the contract sees it."""

    method: str
    path: str
    query: str
    headers: list[tuple[str, str]]
    content: Content
    client: str
    base: str
    too_large: bool

    @classmethod
    def of(cls, request: Request) -> "Asked":
        """Write a request down."""
        return cls(
            request.method,
            request.path,
            request.raw_query.decode("latin-1"),
            _texts(request.headers),
            Content.of(request.body),
            request.client,
            request.base,
            request.too_large,
        )

    def request(self) -> Request:
        """The request."""
        return Request(
            self.method,
            self.path,
            self.query.encode("latin-1"),
            [(name.encode("latin-1"), value.encode("latin-1")) for name, value in self.headers],
            self.content.body,
            client=self.client,
            base=self.base,
            too_large=self.too_large,
        )


class Answered(msgspec.Struct, frozen=True):
    """A reply; a status of 0 says that a fault let none be sent. `fault` names the one that struck."""

    replies: list[str]
    status: int
    headers: list[tuple[str, str]]
    content: Content
    fault: str | None

    @classmethod
    def of(cls, entry: Entry) -> "Answered":
        """Write the reply of an entry down."""
        fault = entry.fault.id if entry.fault is not None else None
        return cls(entry.reply_ids(), entry.status, _texts(entry.headers), Content.of(entry.body), fault)


def _texts(headers: Sequence[tuple[bytes, bytes]]) -> list[tuple[str, str]]:
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, value in headers]


class Step(msgspec.Struct, frozen=True):
    """One request and its reply; `changed` is what had been done to the world by other means than requests and time."""

    id: int
    at: Instant
    changed: Difference | None
    request: Asked
    reply: Answered


class End(msgspec.Struct, frozen=True):
    """What the world's clock showed when the bundle was made, and what had been done since the last request."""

    clock: Clock
    changed: Difference | None


class Recording(msgspec.Struct, frozen=True):
    """The world from before the first request, as an export; the requests; the end.

    `apps` are those that were served; `truncated` says that the oldest requests are missing.
    """

    name: str
    apps: list[str]
    versions: dict[str, str]
    world: msgspec.Raw
    steps: list[Step]
    end: End
    truncated: bool


class Bundle(msgspec.Struct, kw_only=True):
    """The file: its format, a digest by which damage is noticed, and what its maker says of it, such as the test."""

    bundle: int
    digest: str
    about: dict[str, str] = {}
    content: msgspec.Raw

    @classmethod
    def of(cls, content: bytes, about: dict[str, str] | None = None) -> "Bundle":
        """The file of a recording that has been written as JSON."""
        return cls(bundle=FORMAT, digest=_digest(content), about=about or {}, content=msgspec.Raw(content))


@dataclass(frozen=True)
class Moment:
    """A world's present, with what its journal holds of how it came about, and the apps that were served."""

    name: str
    apps: list[str]
    world: World
    now: datetime
    entries: Sequence[Entry]
    truncated: bool


def write(moment: Moment, rooms: Rooms, versions: dict[str, str]) -> bytes:
    """The bundle of a world up to a moment."""
    entries = moment.entries
    first, began = (entries[0].before, entries[0].at) if entries else (moment.world, moment.now)
    world, steps = first, []
    for entry in entries:
        changed = _meddled(world, entry.before, entry.at, rooms)
        steps.append(Step(entry.id, entry.at, changed, Asked.of(entry.request), Answered.of(entry)))
        world = entry.after
    clock = moment.world.clock.at(moment.now, moment.now)
    end = End(clock, _meddled(world, moment.world, moment.now, rooms))
    start = msgspec.json.encode(export(first, moment.name, began, rooms))
    recording = Recording(moment.name, moment.apps, versions, msgspec.Raw(start), steps, end, moment.truncated)
    return msgspec.json.encode(Bundle.of(msgspec.json.encode(recording)))


def _meddled(left: World, met: World, at: datetime, rooms: Rooms) -> Difference | None:
    """What has been done to a world that requests had left, besides time's passing up to a moment."""
    due = left.timers.next_due()
    return difference(pass_time(left, at, rooms) if due is not None and due <= at else left, met, at, rooms)


def _digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


class _Head(msgspec.Struct):
    bundle: int


def read(raw: bytes) -> tuple[Bundle, Recording]:
    """A bundle and what it holds; BundleError when it is none, of a newer format, or damaged."""
    try:
        number = _decoded(raw, _Head).bundle
    except msgspec.ValidationError:
        raise BundleError("it is JSON, but no bundle") from None
    except ValueError as error:
        raise BundleError(f"it is damaged, or no bundle: {error}") from None
    if number > FORMAT:
        raise BundleError(f"it is of format {number}, and this Ringback reads up to {FORMAT}: a newer one is needed")
    try:
        bundle = _decoded(raw, Bundle)
        if _digest(bytes(bundle.content)) != bundle.digest:
            raise BundleError("it is damaged: its content is not what was saved")
        return bundle, _decoded(bytes(bundle.content), Recording)
    except msgspec.ValidationError as error:
        raise BundleError(f"it is damaged: {error}") from None


def _decoded(raw: bytes, kind: Any) -> Any:
    return msgspec.json.decode(raw, type=kind)
