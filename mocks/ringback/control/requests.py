"""The journal of a world: list it, look at one entry, wait for more, clear it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Annotated, Any

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from ringback.control.body import Body, body, content, converted, decoded, query, query_of
from ringback.control.errors import bad, unknown
from ringback.control.filters import ID, MOST_LISTED, Filter, Limit, lost, matcher, newest
from ringback.control.plane import NOTHING, Control, Paths, answer
from ringback.control.worlds import named
from ringback.serve.entry import Entry, Matcher
from ringback.serve.journal import Moment
from ringback.serve.problem import Problem
from ringback.serve.settings import ClockSetting
from ringback.serve.worlds import Cell
from ringback.state.clock import wall

LISTED = 100
TIMEOUT = 408

Patience = Annotated[float, Meta(ge=0, le=300)]


class Wait(Filter, frozen=True):
    """What is waited for, how many of it, and for how many seconds."""

    count: Limit = 1
    timeout_s: Patience = 10


def entry_of(cell: Cell, name: str) -> Entry:
    """The entry of that id; a Problem when the journal does not have it."""
    number = int(name) if ID.fullmatch(name) else 0
    entry = cell.log.entries.get(number)
    if entry is None:
        held = list(cell.log.entries)
        hint = f"It holds {held[0]} to {held[-1]}" if held else "It is empty"
        if 0 < number < cell.log.next_id:
            hint += "; this one was cleared, or dropped because the journal is bounded"
        raise unknown("request", name, (), hint)
    return entry


async def listed(control: Control, request: Request) -> Response:
    """The newest of the entries that match, oldest first."""
    wanted = query(request, Filter)
    matches = matcher(control, wanted)
    cell, _ = await control.enter(request)
    limit = wanted.limit or LISTED
    found = [*islice(newest(cell.log, matches, before=wanted.before), limit + 1)]
    cut = len(found) > limit or lost(cell.log, wanted.since)
    return answer(_said(found[:limit][::-1], cut))


def _said(entries: Sequence[Entry], truncated: bool) -> dict[str, Any]:
    return {"requests": [entry.summary() for entry in entries], "truncated": truncated}


async def shown(control: Control, request: Request) -> Response:
    """One entry in full."""
    cell = control.known(request.path_params["world"])
    return answer(entry_of(cell, request.path_params["request"]).full())


async def cleared(control: Control, request: Request) -> Response:
    """Forget all entries; ids go on."""
    control.journal.clear(control.known(request.path_params["world"]).log)
    return Response(status_code=NOTHING)


async def awaited(control: Control, request: Request) -> Response:
    """Answer as soon as enough matching requests have been made, those before this one included."""
    raw = await content(request, control.settings.most_body)
    wanted: Wait = converted({**query_of(request), **decoded(raw, dict[str, Any])}, Wait)
    matches = matcher(control, wanted)
    cell, _ = await control.enter(request)
    seen = await _gather(control, cell, matches, wanted)
    limit = wanted.limit or min(max(LISTED, wanted.count), MOST_LISTED)
    said = _said(seen[-limit:], len(seen) > limit or lost(cell.log, wanted.since))
    if len(seen) >= wanted.count:
        return answer(said)
    message = f"{len(seen)} of {wanted.count} matching requests were made within {wanted.timeout_s:g} s"
    late = Problem(TIMEOUT, "timeout", message, "Those seen so far stand in requests; GET requests lists all")
    return answer({**msgspec.json.decode(late.body()), **said}, TIMEOUT)


async def _gather(control: Control, cell: Cell, matches: Matcher, wanted: Wait) -> list[Entry]:
    """The entries that match, once there are enough of them or time is up."""
    loop = asyncio.get_running_loop()
    until = loop.time() + wanted.timeout_s
    seen, last = [*newest(cell.log, matches)][::-1], cell.log.next_id - 1
    while len(seen) < wanted.count and (left := until - loop.time()) > 0 and not control.journal.closed:
        await cell.log.arrival(left)
        if (present := control.known(cell.name)) is not cell:
            cell, seen, last = present, [], 0
        seen += [*newest(cell.log, matches, last)][::-1]
        last = cell.log.next_id - 1
    return seen


class Beside(Body, frozen=True):
    """How many of the moments are wanted: the newest."""

    limit: Limit = LISTED


async def moments(control: Control, request: Request) -> Response:
    """What happened beside requests, oldest first: clock moves, timers, changes by hand; each `after` some request."""
    wanted = query(request, Beside)
    cell, _ = await control.enter(request)
    newest = [*cell.log.moments][-wanted.limit :]
    return answer({"moments": [_moment(control, moment) for moment in newest]})


def _moment(control: Control, moment: Moment) -> dict[str, Any]:
    data = {**moment.data, "app": control.app_in(moment.data["app"])} if "app" in moment.data else moment.data
    # A timer's own kind, such as `dial`, is its name here.
    name = {"name": data["kind"]} if moment.kind == "timer" else {}
    return {"id": str(moment.id), "after": str(moment.after), **data, **name, "kind": moment.kind}


class Replay(Body, frozen=True):
    """The name of the world in which a request is made again; one of that name is replaced."""

    into: str


async def replayed(control: Control, request: Request) -> Response:
    """Make a request again in a fork of the world as it was before it, with its clock standing still at that moment."""
    wanted = await body(request, control.settings.most_body, Replay)
    cell, _ = await control.enter(request)
    entry = entry_of(cell, request.path_params["request"])
    into = named("world", wanted.into)
    if into == cell.name:
        raise bad("into", "a request cannot be replayed into its own world", "Rewind it with POST rewind instead")
    replaced = control.worlds.cells.get(into)
    if replaced is not None:
        control.worlds.drop(into)
    clock = ClockSetting("frozen", 0)
    world = msgspec.structs.replace(entry.before, clock=clock.start(entry.at, wall()))
    fork = control.worlds.create(into, replace(cell.recipe, clock=clock), world)
    response = await control.pipeline.handle(entry.request, into)
    if replaced is not None:
        control.changed(replaced, request)
    again = next(reversed(fork.log.entries.values()))
    same = (response.status, response.body) == (entry.status, entry.body)
    return answer({"world": into, "same": same, "request": again.summary()}, 201)


PATHS: Paths = {
    "/worlds/{world}/moments": {"GET": moments},
    "/worlds/{world}/requests/{request}/replay": {"POST": replayed},
    "/worlds/{world}/requests": {"GET": listed, "DELETE": cleared},
    "/worlds/{world}/requests/wait": {"POST": awaited},
    "/worlds/{world}/requests/{request}": {"GET": shown},
}
