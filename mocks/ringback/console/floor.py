"""The floor: the contact centre live."""

from collections import Counter
from typing import Any

from starlette.responses import Response

from ringback.console.visit import Pages, Visit

WINDOWS = {"1": "1 hour", "24": "24 hours", "336": "14 days"}
TONES = {"live": "at work", "ready": "waiting", "held": "paused", "over": "off"}
# So many of each kind are shown; the rest is counted.
MOST = {"campaigns": 8, "agents": 14, "calls": 9}


async def shown(visit: Visit) -> Response:
    """Campaigns, agents, calls and how they end, of every vendor, and what comes next."""
    hours = visit.query("hours")
    hours = hours if hours in WINDOWS else "24"
    floor = await visit.get("floor", hours=hours)
    coming = await visit.get("timers", limit=11)
    rooms = [_room(visit, room) for room in floor["rooms"]]
    return await visit.page(
        "floor.html",
        tab="floor",
        drawn="live",
        floor=floor,
        rooms=rooms,
        totals=_totals(floor["rooms"]),
        coming=coming,
        hours=hours,
        windows=WINDOWS,
        tones=TONES,
    )


def _room(visit: Visit, room: dict[str, Any]) -> dict[str, Any]:
    """A room as its card shows it: those at work first, and of too many only the first."""
    apps = visit.control.apps
    order = list(TONES)
    said: dict[str, Any] = {"app": room["apps"][0], "titles": [apps[name].title for name in room["apps"]]}
    for kind, most in MOST.items():
        things = sorted(room[kind], key=lambda one: order.index(one["tone"]))
        said[kind] = things[:most]
        said[f"more_{kind}"] = len(things) - most if len(things) > most else 0
        said[f"all_{kind}"] = len(things)
    said["tones"] = Counter(agent["tone"] for agent in room["agents"])
    said["endings"] = [_ending(kind, counts) for kind, counts in room["endings"].items()]
    said["ended"] = sum(ending["total"] for ending in said["endings"])
    said["highest"] = max((max(counts) for counts in room["endings"].values()), default=0) or 1
    return said


def _ending(kind: str, counts: list[int]) -> dict[str, Any]:
    return {"kind": kind, "counts": counts, "total": sum(counts)}


def _totals(rooms: list[dict[str, Any]]) -> dict[str, int]:
    tones = Counter(agent["tone"] for room in rooms for agent in room["agents"])
    return {
        "calls": sum(len(room["calls"]) for room in rooms),
        "talking": tones["live"],
        "waiting": tones["ready"],
        "held": tones["held"],
        "campaigns": sum(one["tone"] == "live" for room in rooms for one in room["campaigns"]),
        "ended": sum(sum(counts) for room in rooms for counts in room["endings"].values()),
    }


PAGES: Pages = {"/floor": {"GET": shown}}
