"""Keeping worlds in a file: they are read when the server begins, and saved now and then and when it ends.

Kept are each world's value and snapshots and what it was made from; its journal is not.
"""

import asyncio
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import msgspec

from ringback.serve.problem import Problem
from ringback.serve.state_file import Draft, Head, StateFileError, read
from ringback.serve.worlds import Recipe, Snapshot, Worlds
from ringback.state.archive import Part, Reader, Value, Writer
from ringback.state.clock import wall
from ringback.state.record import Instant
from ringback.state.world import World

EVERY = 30.0  # seconds between two looks at whether something has changed
# How long saving may go on, in seconds, before requests have their turn; and how many bytes are written at once.
SLICE = 0.001
CHUNK = 512 * 1024

_log = logging.getLogger("ringback")


class KeptSnapshot(msgspec.Struct):
    """A snapshot, as a line has it."""

    name: str
    at: Instant
    value: Value


class KeptWorld(msgspec.Struct, tag="world", tag_field="line"):
    """A world, as a line has it."""

    name: str
    recipe: Recipe
    value: Value
    snapshots: list[KeptSnapshot]


class Present(NamedTuple):
    """What is there of one world to be kept. `asked` counts the requests that a scaled clock has answered."""

    name: str
    recipe: Recipe
    world: World
    at: datetime
    snapshots: tuple[tuple[str, Snapshot], ...]
    asked: int

    def is_as(self, other: "Present") -> bool:
        """Whether nothing has changed between the two; what a clock shows by itself is no change."""
        ours, theirs = self.snapshots, other.snapshots
        return (
            self.world is other.world
            and (self.name, self.recipe, self.asked) == (other.name, other.recipe, other.asked)
            and len(ours) == len(theirs)
            and all(one[0] == two[0] and one[1] is two[1] for one, two in zip(ours, theirs, strict=True))
        )


class Keeper:
    """Keeps the worlds of a server in a file."""

    def __init__(self, path: Path) -> None:
        """Keep worlds there; nothing is done yet."""
        self.path = path
        self.found: Head | None = None
        self._saved: list[Present] = []
        self._saving = asyncio.Lock()

    def load(self, worlds: Worlds) -> None:
        """Make the worlds that the file holds; StateFileError, before anything is written, when it cannot be used."""
        self._worlds = worlds
        content = read(self.path)
        if content is None:
            return
        reader, real = Reader(worlds.library.rooms), wall()
        decoder = msgspec.json.Decoder(Part | KeptWorld)
        for number, line in enumerate(content.lines, 2):
            try:
                said = decoder.decode(line)
                if isinstance(said, Part):
                    reader.take(said)
                else:
                    self._open(said, reader, real - content.head.saved, real)
            except ValueError as error:
                raise StateFileError(f"line {number}, written by Ringback {content.head.version}: {error}") from None
            except Problem as problem:
                raise StateFileError(f"line {number}: {problem.message}", problem.hint) from None
        self.found = content.head
        self._saved = self._present(real)

    def _open(self, kept: KeptWorld, reader: Reader, away: timedelta, real: datetime) -> None:
        world = reader.world(kept.value, real)
        if world.clock.mode == "real" and away > timedelta(0):
            # It follows real time, which has gone on. The others stood still, as nobody could look at them.
            world = msgspec.structs.replace(world, clock=world.clock.at(world.clock.world + away, real))
        cell = self._worlds.create(kept.name, kept.recipe, world)
        for one in kept.snapshots:
            cell.snapshots[one.name] = Snapshot(reader.world(one.value, real), one.at)

    def begin(self) -> None:
        """Save what has changed, now and every while, until the end."""
        self._task = asyncio.get_running_loop().create_task(self._keep())

    async def end(self) -> None:
        """Save what has changed for the last time; OSError when that fails."""
        try:
            await self.save(at_once=True)
        finally:
            self._task.cancel()

    async def _keep(self) -> None:
        while True:
            try:
                await self.save()
            except OSError as error:
                why = error.strerror or error
                _log.error("%s could not be saved: %s. It is tried again in %g s", self.path, why, EVERY)
            except Exception:
                _log.exception("%s could not be saved, by a defect of Ringback's own", self.path)
            await asyncio.sleep(EVERY)

    async def save(self, *, at_once: bool = False) -> bool:
        """Save if something has changed; requests have their turn meanwhile, unless `at_once`. OSError if it fails."""
        async with self._saving:
            real = wall()
            present = self._present(real)
            same = len(present) == len(self._saved) and all(map(Present.is_as, present, self._saved))
            # At the end a scaled clock is kept as it stands, or it would go on from where it was once.
            if same and not (at_once and any(one.world.clock.mode == "scaled" for one in present)):
                return False
            draft = await asyncio.to_thread(Draft, self.path, real)
            try:
                await self._fill(draft, present, float("inf") if at_once else SLICE)
                await asyncio.to_thread(draft.finish)
            except BaseException:
                draft.drop()
                raise
            self._saved = present
            return True

    def _present(self, real: datetime) -> list[Present]:
        """Everything that is to be kept: values that will not change, so that all are of one moment."""
        return [
            Present(
                cell.name,
                cell.recipe,
                cell.world,
                cell.world.clock.now(real),
                tuple(cell.snapshots.items()),
                cell.log.next_id if cell.world.clock.mode == "scaled" else 0,
            )
            for cell in self._worlds.cells.values()
        ]

    async def _fill(self, draft: Draft, present: list[Present], most: float) -> None:
        encode, until = msgspec.json.Encoder().encode, perf_counter() + most
        for line in self._lines(present):
            # Writing may have to wait for the disk; all the rest is done here, as a thread would not keep to its time.
            if draft.take(encode(line)) >= CHUNK:
                await asyncio.to_thread(draft.write)
            if perf_counter() >= until:
                await asyncio.sleep(0)
                until = perf_counter() + most

    def _lines(self, present: list[Present]) -> Iterator[Part | KeptWorld]:
        writer = Writer(self._worlds.library.rooms)
        for one in present:
            value = yield from writer.write(one.world, one.at)
            snapshots = []
            for name, snapshot in one.snapshots:
                kept = yield from writer.write(snapshot.world, snapshot.at)
                snapshots.append(KeptSnapshot(name, snapshot.at, kept))
            yield KeptWorld(one.name, one.recipe, value, snapshots)
