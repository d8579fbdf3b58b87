"""Which entries of a journal are meant: the filters that listing and waiting share."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Annotated

from msgspec import Meta

from ringback.contract.app import App
from ringback.control.body import Body, moment
from ringback.control.errors import bad, unknown
from ringback.control.plane import Control
from ringback.serve.entry import Entry, Matcher
from ringback.serve.journal import Log

MOST_LISTED = 10_000
ID = re.compile(r"[0-9]{1,18}")

Limit = Annotated[int, Meta(ge=1, le=MOST_LISTED)]
Status = Annotated[int, Meta(ge=0, le=599)]


class Filter(Body, frozen=True):
    """What an entry must be; 0 is the status of a request that got no answer, `before` an id that is too late."""

    app: str | None = None
    endpoint: str | None = None
    reply: str | None = None
    status: Status | None = None
    contains: str | None = None
    since: int | str | None = None
    before: Annotated[int, Meta(ge=1)] | None = None
    limit: Limit | None = None


def matcher(control: Control, wanted: Filter) -> Matcher:
    """Whether an entry is one of those meant; a Problem when no entry could be."""
    apps = [control.app(wanted.app)] if wanted.app is not None else [*control.apps.values()]
    tests: list[Matcher] = [_since(wanted.since)] if wanted.since is not None else []
    if wanted.app is not None:
        tests.append(lambda entry: entry.app in apps)
    if wanted.endpoint is not None:
        endpoints = _ids("endpoint", wanted.endpoint, _endpoints(apps))
        tests.append(lambda entry: entry.endpoint.id in endpoints)
    if wanted.reply is not None:
        replies = _ids("reply", wanted.reply, _replies(apps))
        tests.append(lambda entry: not replies.isdisjoint(entry.reply_ids()))
    if wanted.status is not None:
        tests.append(lambda entry: entry.status == wanted.status)
    if (text := wanted.contains) is not None:
        tests.append(lambda entry: entry.contains(text))
    return lambda entry: all(test(entry) for test in tests)


def _endpoints(apps: Iterable[App]) -> list[str]:
    return [endpoint for app in apps for endpoint in app.by_id]


def _replies(apps: Iterable[App]) -> list[str]:
    return [f"{endpoint.id}.{name}" for app in apps for endpoint in app.endpoints for name in endpoint.replies]


def _ids(kind: str, named: str, ids: list[str]) -> frozenset[str]:
    """The ids that are named, whole or by their last parts."""
    meant = frozenset(known for known in ids if known == named or known.endswith(f".{named}"))
    if not meant:
        parts = ids if "." in named else dict.fromkeys(known.rpartition(".")[2] for known in ids)
        raise unknown(kind, named, parts, "GET /_ringback/catalogue lists all ids.")
    return meant


def _since(since: int | str) -> Matcher:
    from_id, from_moment = start_of(since)
    if from_moment is not None:
        return lambda entry: entry.at >= from_moment
    return lambda entry: entry.id > from_id


def start_of(since: int | str) -> tuple[int, datetime | None]:
    """After which id, or from which moment on, entries are meant."""
    if isinstance(since, int):
        return since, None
    if ID.fullmatch(since):
        return int(since), None
    if not since[:4].isdecimal():
        hint = "Such as 17, or 2026-01-05T17:00:00Z"
        raise bad("since", f"expected a request's id or a moment, got {since[:80]!r}", hint)
    return 0, moment("since", since)


def newest(log: Log, matches: Callable[[Entry], bool], after: int = 0, before: int | None = None) -> Iterator[Entry]:
    """The entries that match, newest first, from the one before an id down to the one after another."""
    for entry in reversed(log.entries.values()):
        if entry.id <= after:
            return
        if (before is None or entry.id < before) and matches(entry):
            yield entry


def lost(log: Log, since: int | str | None) -> bool:
    """Whether entries that could have been meant have been dropped for their weight."""
    if not log.dropped:
        return False
    oldest = next(iter(log.entries.values()), None)
    if since is None or oldest is None:
        return True
    after, at = start_of(since)
    return oldest.at >= at if at is not None else after + 1 < oldest.id
