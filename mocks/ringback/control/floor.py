"""The floor of a world: every vendor's campaigns, agents and calls at a glance, in the same few nouns."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Annotated, Any

from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from ringback.contract.app import App
from ringback.control.body import Body, query
from ringback.control.keys import written
from ringback.control.plane import Control, Paths, answer
from ringback.state.floor import ENDINGS, Agent, Call, Campaign, Ending
from ringback.state.transaction import Transaction
from ringback.state.world import World

# Into how many parts of equal length the hours are divided in which calls have ended.
PARTS = 48
MOST_HOURS = 24 * 31


class Window(Body, frozen=True):
    """How many hours of calls that have ended are counted."""

    hours: Annotated[float, Meta(gt=0, le=MOST_HOURS)] = 24


async def shown(control: Control, request: Request) -> Response:
    """The floor of every room of the world; apps that share a room stand together."""
    wanted = query(request, Window)
    cell, now = await control.enter(request)
    rooms: dict[str, list[App]] = {}
    for app in control.apps.values():
        rooms.setdefault(app.room, []).append(app)
    part = timedelta(hours=wanted.hours) / PARTS
    since = now - part * PARTS
    floors = [_room(apps, cell.world, since, part, now) for apps in rooms.values()]
    return answer({"now": now, "since": since, "part_seconds": part.total_seconds(), "rooms": floors})


def _room(apps: list[App], world: World, since: datetime, part: timedelta, now: datetime) -> dict[str, Any]:
    app = apps[0]
    floor = app.view(Transaction(world, now)).floor(since)
    return {
        "apps": [one.name for one in apps],
        "campaigns": [_placed(app, one) for one in floor.campaigns],
        "agents": [_placed(app, one) for one in floor.agents],
        "calls": [_placed(app, one) for one in floor.calls],
        "endings": _counted(floor.endings, since, part),
    }


def _placed(app: App, one: Campaign | Agent | Call) -> dict[str, Any]:
    table = app.view.tables[one.row.table]
    return {**one._asdict(), "row": {"table": table.name, "key": written(table, one.row.key)}}


def _counted(endings: Iterable[tuple[datetime, Ending]], since: datetime, part: timedelta) -> dict[str, list[int]]:
    """How many calls ended in which way in each part of the window, for ways that occur."""
    counts: Counter[tuple[Ending, int]] = Counter()
    for at, ending in endings:
        counts[ending, min((at - since) // part, PARTS - 1)] += 1
    occurring = {ending for ending, _ in counts}
    return {ending: [counts[ending, at] for at in range(PARTS)] for ending in ENDINGS if ending in occurring}


PATHS: Paths = {"/worlds/{world}/floor": {"GET": shown}}
