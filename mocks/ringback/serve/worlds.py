"""The worlds of a server: made on first use, kept apart, each one value at a time."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from ringback.serve.journal import Journal, Log
from ringback.serve.problem import Problem
from ringback.serve.settings import ClockSetting, Settings
from ringback.state.clock import wall
from ringback.state.late import is_made, made
from ringback.state.passage import Passage, Rooms, move_clock
from ringback.state.premade import Premade
from ringback.state.scenario import Library, ScenarioError
from ringback.state.timers import Timers
from ringback.state.world import World

NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")
DEFAULT_WORLD = "default"

# A world on the real clock is made from a template no older than this, so that its history ends about now.
FRESH = timedelta(minutes=10)

# Worlds made with a seed or a start of their own, one after the other, must not add up.
MOST_TEMPLATES = 16

Publish = Callable[[str, dict[str, Any]], None]


@dataclass(frozen=True)
class Recipe:
    """What a world is made from, and what reset makes of it again."""

    scenario: str
    seed: int
    clock: ClockSetting
    start: datetime | None
    profile: str


@dataclass(frozen=True)
class Snapshot:
    """A named moment of a world."""

    world: World
    at: datetime


class Cell:
    """One named world: its present value, where it came from, its snapshots and its log."""

    def __init__(self, name: str, recipe: Recipe, world: World, log: Log, rooms: Rooms, publish: Publish) -> None:
        """Hold a world under a name."""
        self.name = name
        self.recipe = recipe
        self.world = world
        self.log = log
        self.snapshots: dict[str, Snapshot] = {}
        self.header = (b"ringback-world", name.encode())
        self._rooms = rooms
        self._publish = publish
        self._passing = asyncio.Lock()
        # When the first timer of these is due; the rooms that nobody has looked at are not among them.
        self._timers = Timers()
        self._due: datetime | None = None
        self._asleep = False

    def now(self) -> datetime:
        """What the world's clock shows."""
        return self.world.clock.now(wall())

    def settled(self, room: str = "") -> datetime | None:
        """The present moment, when nothing is due and nothing long is under way; else None.

        A room that nobody has ever looked at is as it was at the world's beginning; it counts when it is named here,
        and all do when none is named.
        """
        now = self.world.clock.now(wall())
        return None if self._passing.locked() or self._is_due(now, room) else now

    async def settle(self, room: str = "") -> datetime:
        """Let time pass up to now and return that moment; wait for what is under way."""
        now = self.settled(room)
        if now is not None:
            return now
        async with self.alone(room) as now:
            return now

    @asynccontextmanager
    async def alone(self, room: str = "") -> AsyncIterator[datetime]:
        """Let time pass up to now, and let nobody else change the world until the end: for what is done in slices."""
        async with self._passing:
            now = self.now()
            if self._is_due(now, room):
                await self._pass(now)
            yield now

    async def advance(self, target: Callable[[World, datetime], datetime]) -> Passage:
        """Move the clock to a later moment, found from the world and its present, and return what passed.

        What was due already fires too. Advances of one world wait for each other, so that two of them add up.
        """
        async with self._passing:
            real = wall()
            until = target(self.world, self.world.clock.now(real))
            self._look("")
            passage = await self._pass(until)
            self.world = move_clock(self.world, until, real)
        self._publish("clock", {"world": self.name, "now": until, "mode": self.world.clock.mode})
        return passage

    def _is_due(self, now: datetime, room: str) -> bool:
        if self._asleep or self._timers is not self.world.timers:
            self._look(room)
        return self._due is not None and self._due <= now

    def _look(self, room: str) -> None:
        """Look at what is pending in a room, or in all, and find out what is due first."""
        self._timers = timers = self.world.timers
        for name, agenda in timers.rooms.items():
            if room in ("", name):
                made(agenda)
        self._asleep = not all(map(is_made, timers.rooms.values()))
        self._due = timers.next_due(made=True)

    async def _pass(self, until: datetime) -> Passage:
        awake = [name for name, agenda in self.world.timers.rooms.items() if is_made(agenda)]
        passage = Passage(self.world, until, self._rooms, awake)
        while not passage.run():
            await asyncio.sleep(0)
        self.world = passage.world()
        for timer in passage.fired:
            at = {"world": self.name, "at": timer.due, "app": timer.room}
            self._publish("timer", {**at, "kind": timer.kind, "key": timer.key})
        return passage

    def snapshot(self, name: str) -> Snapshot:
        """Remember this moment under a name."""
        self.snapshots[name] = Snapshot(self.world, self.now())
        return self.snapshots[name]

    def resume(self, world: World, at: datetime) -> None:
        """Go on from a remembered moment: its clock goes on from there too."""
        self.world = move_clock(world, at, wall())


class Worlds:
    """All the worlds of a server, by name."""

    def __init__(self, settings: Settings, library: Library, journal: Journal, publish: Publish) -> None:
        """Begin with none."""
        self.settings = settings
        self.library = library
        self.journal = journal
        self.cells: dict[str, Cell] = {}
        self._publish = publish
        self._premade = Premade(library)
        self._templates: dict[tuple[object, ...], tuple[datetime, World]] = {}

    def recipe(
        self,
        scenario: str | None = None,
        seed: int | None = None,
        clock: ClockSetting | None = None,
        start: datetime | None = None,
        profile: str | None = None,
    ) -> Recipe:
        """The server's own settings with what is given in their place."""
        own = self.settings
        return Recipe(
            scenario=scenario or own.scenario,
            seed=own.seed if seed is None else seed,
            clock=clock or own.clock,
            start=start or own.start,
            profile=profile or own.profile,
        )

    def recipe_of(self, world: World) -> Recipe:
        """What reset makes of a world that came from elsewhere: its scenario where that is here, else the server's."""
        scenario = world.scenario if world.scenario in self.library.names() else None
        clock = ClockSetting(world.clock.mode, world.clock.rate)
        return self.recipe(scenario, world.seed, clock, profile=world.profile)

    @property
    def scenario(self) -> str:
        """The name of the scenario that worlds are made from unless they ask for another."""
        return self._premade.name(self.settings.scenario, self.settings.seed)

    def open(self, name: str) -> Cell:
        """The world of that name, made now if it is not there yet."""
        return self.cells.get(name) or self.create(name, self.recipe())

    def known(self, name: str) -> Cell:
        """The world of that name; a Problem when there is none."""
        cell = self.cells.get(name)
        if cell is None:
            hint = "A world is made by the first vendor request that names it, or by PUT /_ringback/worlds/{name}"
            raise Problem(404, "unknown_world", f"There is no world called {name!r}", hint)
        return cell

    def create(self, name: str, recipe: Recipe, world: World | None = None) -> Cell:
        """Make a world (from its recipe unless a value is given), replacing one of that name."""
        if NAME.fullmatch(name) is None:
            hint = "Use 1 to 64 of A-Z a-z 0-9 . _ -"
            raise Problem(400, "bad_world_name", f"{name[:80]!r} cannot be the name of a world", hint)
        if name not in self.cells and len(self.cells) >= self.settings.max_worlds:
            hint = "Drop worlds with DELETE /_ringback/worlds/{name}, or start with a larger --max-worlds"
            raise Problem(507, "too_many_worlds", f"There are {len(self.cells)} worlds, as many as allowed", hint)
        made = world if world is not None else self.make(recipe)
        cell = Cell(name, recipe, made, self.journal.log(name), self.library.rooms, self._publish)
        self.cells[name] = cell
        return cell

    def drop(self, name: str) -> None:
        """Forget a world with its snapshots and its log."""
        self.known(name)
        del self.cells[name]
        self.journal.forget(name)

    def make(self, recipe: Recipe) -> World:
        """The world that a recipe describes; one pointer when it has been made before."""
        real = wall()
        lives = recipe.clock.mode == "real" and recipe.start is None
        try:
            start = real if lives else recipe.start or self._premade.start(recipe.scenario, recipe.seed, real)
            key = (recipe.scenario, recipe.seed, recipe.profile, None if lives else start)
            born, template = self._templates.get(key, (start, None))
            if template is None or (lives and real - born > FRESH):
                clock = recipe.clock.start(start, real)
                template = self._premade.world(recipe.scenario, recipe.seed, clock, recipe.profile)
                while len(self._templates) >= MOST_TEMPLATES:
                    del self._templates[next(iter(self._templates))]
                self._templates[key] = (start, template)
        except ScenarioError as error:
            raise Problem(404 if error.missing else 400, "bad_scenario", str(error)) from None
        return replace(template, clock=recipe.clock.start(start, real))
