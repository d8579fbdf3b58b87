"""The journal of a world, for its tests: what was asked and answered."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NotRequired, TypedDict, Unpack

import msgspec

from ringback.testing.control import Control, refused

__tracebackhide__ = refused

MOST = 10_000


class Filter(TypedDict):
    """Which entries are meant; ids may be cut to their last parts, and a status of 0 means that no reply was sent."""

    app: NotRequired[str]
    endpoint: NotRequired[str]
    reply: NotRequired[str]
    status: NotRequired[int]
    contains: NotRequired[str]
    since: NotRequired[str | int | datetime]
    limit: NotRequired[int]


class Entry(msgspec.Struct, frozen=True):
    """One request and its reply in short; `source` is the reply's place in the vendor's document, and its grade."""

    id: str
    at: datetime
    world: str
    app: str
    endpoint: str
    method: str
    path: str
    status: int
    reply: str
    also: list[str]
    source: str
    grade: str
    fault: str | None
    duration_us: int


class Message(msgspec.Struct, frozen=True):
    """Headers and body as the journal shows them: secrets are masked."""

    headers: dict[str, str]
    body: str


class FullEntry(Entry, frozen=True):
    """One request and its reply with all that is known: what was checked, in order, and which rows changed."""

    request: Message
    response: Message
    decision: list[dict[str, Any]]
    changes: list[dict[str, Any]]
    more_changes: int


class _Listed(msgspec.Struct):
    requests: list[Entry]


class Requests:
    """The requests that were made of a world, the oldest first."""

    def __init__(self, control: Control, path: str) -> None:
        """Use the journal at a path of the control plane."""
        self._control = control
        self._path = f"{path}/requests"

    def find(self, **wanted: Unpack[Filter]) -> list[Entry]:
        """Those that match, 10,000 at most unless `limit` says otherwise."""
        found: _Listed = self._control.get(self._path, _Listed, **_plain({"limit": MOST, **wanted}))
        return found.requests

    def __iter__(self) -> Iterator[Entry]:
        """All of them."""
        return iter(self.find())

    def __len__(self) -> int:
        """How many there are."""
        return len(self.find())

    def __getitem__(self, request: str | int) -> FullEntry:
        """One of them in full, by its id: that is the header `Ringback-Request` of its reply."""
        entry: FullEntry = self._control.get(f"{self._path}/{request}", FullEntry)
        return entry

    def last(self, **wanted: Unpack[Filter]) -> FullEntry:
        """The last of those that match, in full; LookupError when there is none."""
        said = ", ".join(f"{name}={value!r}" for name, value in wanted.items())
        wanted["limit"] = 1
        found = self.find(**wanted)
        if not found:
            raise LookupError(f"no request was made{f' with {said}' if said else ''}")
        return self[found[-1].id]

    def wait(self, count: int = 1, timeout_s: float = 10, **wanted: Unpack[Filter]) -> list[Entry]:
        """Those that match, once there are `count` of them; ControlError (`timeout`) when there are not in time."""
        body = {"count": count, "timeout_s": timeout_s, **_plain({**wanted})}
        found: _Listed = self._control.ask("POST", f"{self._path}/wait", body, kind=_Listed)
        return found.requests

    def clear(self) -> None:
        """Forget them all; ids go on."""
        self._control.ask("DELETE", self._path)


def _plain(wanted: dict[str, Any]) -> dict[str, Any]:
    since = wanted.get("since")
    return {**wanted, "since": since.isoformat()} if isinstance(since, datetime) else wanted
