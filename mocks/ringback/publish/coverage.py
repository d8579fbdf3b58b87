"""Coverage: which of the declared replies have been seen, and how they came about."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from ringback.contract.app import App
from ringback.contract.ground import Grade
from ringback.contract.reply import Reach

GRADES: tuple[Grade, ...] = ("documented", "observed", "inferred")
REACHES: tuple[Reach, ...] = ("input", "state", "fault")

# How often each reply was given, by its id: without a fault, and by one.
Seen = Mapping[str, Sequence[int]]


class _Met(NamedTuple):
    """A declared reply and how it was met, if it was."""

    id: str
    grade: Grade
    by: Reach | None


def coverage(apps: Iterable[App], seen: Seen) -> dict[str, Any]:
    """What has been seen of each app, in all and by grade; `seen` itself is repeated, so that answers can be merged."""
    reports = {}
    for app in apps:
        met = list(_met(app, seen))
        by_grade: dict[str, Any] = {grade: _count([reply for reply in met if reply.grade == grade]) for grade in GRADES}
        reports[app.name] = {"endpoints": len(app.endpoints), **_count(met), **by_grade}
    return {"apps": reports, "seen": {reply: list(times) for reply, times in sorted(seen.items())}}


def merge(*seen: Seen) -> dict[str, list[int]]:
    """What several servers or test runs have seen together."""
    merged: dict[str, list[int]] = {}
    for one in seen:
        for reply, times in one.items():
            before = merged.get(reply, [0, 0])
            merged[reply] = [before[0] + times[0], before[1] + times[1]]
    return merged


def _met(app: App, seen: Seen) -> Iterable[_Met]:
    for endpoint in app.endpoints:
        for reply in endpoint.replies.values():
            reply_id = f"{endpoint.id}.{reply.name}"
            plain, forced = seen.get(reply_id, (0, 0))
            yield _Met(reply_id, reply.ground.grade, reply.reach if plain else "fault" if forced else None)


def _count(met: Sequence[_Met]) -> dict[str, Any]:
    return {
        "replies": len(met),
        "seen": sum(reply.by is not None for reply in met),
        "by": {reach: sum(reply.by == reach for reply in met) for reach in REACHES},
        "unseen": [reply.id for reply in met if reply.by is None],
    }
