"""What comes into a world whole, and leaves it whole: scenario fragments, exports."""

import asyncio
from dataclasses import replace
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from ringback.control.body import content, within
from ringback.control.clock import FASTEST
from ringback.control.errors import bad, did_you_mean
from ringback.control.faults import checked
from ringback.control.plane import Control, Paths, answer
from ringback.control.worlds import moved, named
from ringback.serve.problem import Problem
from ringback.state.clock import wall
from ringback.state.export import ExportError, export, restore
from ringback.state.record import utc
from ringback.state.scenario import Scenario, ScenarioError, load, parse
from ringback.state.world import World

ORIGIN = "body"
PROFILES = ("documented", "observed")


async def loaded(control: Control, request: Request) -> Response:
    """Add a fragment of a scenario: its rows replace those of the same key. All of it is added, or nothing."""
    raw = await content(request, control.settings.most_body)
    # Reading may take seconds, and concerns no world yet: the others go on meanwhile.
    fragment = await asyncio.to_thread(_fragment, control, raw)
    cell, now = await control.enter(request)
    before = cell.world
    cell.world = load(before, fragment, control.worlds.library.rooms, now)
    rows = {
        room: {table: len(records) for table, records in section.items() if table != "next"}
        for room, section in fragment.rooms.items()
    }
    faults = [fault.id for fault in cell.world.faults[len(before.faults) :]]
    return answer({"loaded": rows, "files": list(fragment.files), "faults": faults})


def _fragment(control: Control, raw: bytes) -> Scenario:
    try:
        fragment = parse(_plain(raw), ORIGIN, control.worlds.library.rooms)
    except ScenarioError as error:
        where = f"{error.place}: " if error.place else ""
        raise Problem(400, "bad_scenario", f"{where}{error.problem}", error.hint) from None
    for name in ("extends", "start", "history_days", "generate"):
        if getattr(fragment, name):
            hint = "Leave it out: the world is there already, and so is its time"
            raise Problem(400, "bad_scenario", f"{name}: is not for a fragment", hint)
    return replace(fragment, faults=tuple(checked(control, rule) for rule in fragment.faults))


def _plain(raw: bytes) -> bytes:
    """JSON without what YAML reads otherwise, such as tabs and paired surrogates; any other text as it is."""
    try:
        return msgspec.json.encode(msgspec.json.decode(raw))
    except (ValueError, RecursionError):
        return raw


async def exported(control: Control, request: Request) -> Response:
    """The whole world as JSON, to be kept, compared, or imported elsewhere."""
    cell, now = await control.enter(request)
    world, rooms = cell.world, control.worlds.library.rooms
    return await asyncio.to_thread(lambda: answer(export(world, cell.name, now, rooms)))


async def imported(control: Control, request: Request) -> Response:
    """Take an export in as this world, which is made if need be; its journal and snapshots stay."""
    name = named("world", request.path_params["world"])
    raw = await content(request, control.settings.most_body)
    world = await asyncio.to_thread(_restored, control, raw)
    recipe = control.worlds.recipe_of(world)
    if name in control.worlds.cells:
        cell, _ = await control.enter(request)
        cell.recipe, status = recipe, 200
    else:
        cell, status = control.worlds.create(name, recipe, world), 201
    # To read it has taken a while, in which no time passes for it.
    cell.resume(world, world.clock.world)
    return moved(cell, status)


def _restored(control: Control, raw: bytes) -> World:
    try:
        world = restore(raw, control.worlds.library.rooms, wall())
        at = utc(world.clock.world)
    except (ExportError, RecursionError, OverflowError) as error:
        raise Problem(400, "bad_export", str(error), "Send what GET export answered, unchanged") from None
    clock, profile = world.clock, world.profile
    if profile not in PROFILES:
        raise bad("profile", f"expected one of {', '.join(PROFILES)}, got {profile!r}", did_you_mean(profile, PROFILES))
    rates: dict[str, Any] = {"real": clock.rate == 1, "frozen": True, "scaled": 0 < clock.rate <= FASTEST}
    if not rates[clock.mode]:
        raise bad("clock.rate", f"{clock.rate:g} is no rate of a {clock.mode} clock")
    for fault in world.faults:
        checked(control, fault)
    at = within("clock.world", at)
    return msgspec.structs.replace(world, clock=msgspec.structs.replace(clock, world=at))


PATHS: Paths = {
    "/worlds/{world}/load": {"POST": loaded},
    "/worlds/{world}/export": {"GET": exported},
    "/worlds/{world}/import": {"PUT": imported},
}
