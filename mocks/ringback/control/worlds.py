"""Worlds: list, make, fork, drop, reset."""

from dataclasses import replace
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from ringback.control.body import Body, body, moment
from ringback.control.errors import bad, unknown
from ringback.control.plane import NOTHING, Control, Paths, answer
from ringback.serve.problem import Problem
from ringback.serve.settings import ClockSetting
from ringback.serve.worlds import NAME, Cell, Recipe
from ringback.state.clock import wall
from ringback.state.world import World

Seed = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
Profile = Literal["documented", "observed"]


class Wanted(Body, frozen=True, rename={"origin": "from"}):
    """What a new world is to be; what is left out is the server's own setting."""

    scenario: str | None = None
    seed: Seed | None = None
    clock: str | None = None
    start: str | None = None
    profile: Profile | None = None
    origin: str | None = None


def described(cell: Cell) -> dict[str, Any]:
    """A world as it stands in a list."""
    clock = cell.world.clock
    return {
        "name": cell.name,
        "scenario": cell.world.scenario,
        "seed": cell.world.seed,
        "clock": str(ClockSetting(clock.mode, clock.rate)),
        "now": cell.now(),
        "requests": len(cell.log.entries),
        "snapshots": len(cell.snapshots),
    }


def moved(cell: Cell, status: int = 200) -> Response:
    """The answer to whatever gave a world another value."""
    return answer({"world": cell.name, "now": cell.now()}, status)


async def listed(control: Control, request: Request) -> Response:
    """All worlds, in the order they were made."""
    return answer({"worlds": [described(cell) for cell in control.worlds.cells.values()]})


async def shown(control: Control, request: Request) -> Response:
    """One world."""
    cell, _ = await control.enter(request)
    return answer(described(cell))


async def made(control: Control, request: Request) -> Response:
    """Make a world; one of that name is dropped first, with its snapshots and its journal."""
    wanted = await body(request, control.settings.most_body, Wanted)
    name: str = request.path_params["world"]
    recipe, world = await _forked(control, name, wanted) if wanted.origin is not None else _fresh(control, wanted)
    anew = name in control.worlds.cells
    if anew:
        control.worlds.drop(name)
    cell = control.worlds.create(name, recipe, world)
    return answer(described(cell), 200 if anew else 201)


def _fresh(control: Control, wanted: Wanted) -> tuple[Recipe, World]:
    scenario = None if wanted.scenario is None else built_in(control, wanted.scenario)
    clock = None if wanted.clock is None else _clock(wanted.clock)
    start = None if wanted.start is None else moment("start", wanted.start)
    recipe = control.worlds.recipe(scenario, wanted.seed, clock, start, wanted.profile)
    return recipe, control.worlds.make(recipe)


async def _forked(control: Control, name: str, wanted: Wanted) -> tuple[Recipe, World]:
    origin = wanted.origin or ""
    given = [field for field in ("scenario", "seed", "start", "profile") if getattr(wanted, field) is not None]
    if given:
        hint = "Leave it out, or leave out from; only clock goes with from"
        raise bad(given[0], "a fork takes it from the other world", hint)
    if origin == name:
        raise bad("from", "a world cannot be forked from itself", "Keep the moment with PUT snapshots/{name}")
    setting = None if wanted.clock is None else _clock(wanted.clock)
    cell = control.known(origin)
    now = await cell.settle()
    if setting is None:
        return cell.recipe, cell.world
    world = msgspec.structs.replace(cell.world, clock=setting.start(now, wall()))
    return replace(cell.recipe, clock=setting), world


def built_in(control: Control, scenario: str) -> str:
    """The name of a scenario that comes with Ringback; a file on the server's disk is never read for a client."""
    names = control.worlds.library.names()
    if scenario in names:
        return scenario
    if any(mark in scenario for mark in "/\\") or scenario.endswith((".yaml", ".yml", ".json")):
        hint = "Send the scenario's content to POST /_ringback/worlds/{name}/load, or start the server with --scenario"
        raise bad("scenario", "expected the name of a scenario, got a path", hint)
    raise unknown("scenario", scenario, names)


def _clock(text: str) -> ClockSetting:
    try:
        return ClockSetting.of(text)
    except ValueError as error:
        raise bad("clock", str(error)) from None


async def dropped(control: Control, request: Request) -> Response:
    """Forget a world with its snapshots and its journal."""
    cell = control.known(request.path_params["world"])
    control.worlds.drop(cell.name)
    return Response(status_code=NOTHING)


async def reset(control: Control, request: Request) -> Response:
    """Back to the scenario, seed and clock that the world was made from; its journal and snapshots stay."""
    cell, _ = await control.enter(request)
    cell.world = control.worlds.make(cell.recipe)
    return moved(cell)


def named(kind: str, name: str) -> str:
    """The name itself, when a world or a snapshot may have it."""
    if NAME.fullmatch(name) is None:
        message = f"{name[:80]!r} cannot be the name of a {kind}"
        raise Problem(400, f"bad_{kind}_name", message, "Use 1 to 64 of A-Z a-z 0-9 . _ -")
    return name


PATHS: Paths = {
    "/worlds": {"GET": listed},
    "/worlds/{world}": {"GET": shown, "PUT": made, "DELETE": dropped},
    "/worlds/{world}/reset": {"POST": reset},
}
