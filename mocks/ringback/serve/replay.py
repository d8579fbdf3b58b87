"""Replaying a bundle: the same requests again, in a world that begins as the recorded one did."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from ringback.serve.bundle import Answered, BundleError, Recording, Step
from ringback.serve.difference import Difference, changed
from ringback.serve.masking import shown
from ringback.serve.pipeline import Pipeline
from ringback.state.clock import frozen, wall
from ringback.state.export import ExportError, restore
from ringback.state.faults import Fault
from ringback.state.passage import pass_time
from ringback.state.world import World

# Of bytes that differ, as many are shown, some of them from before the difference.
_SHOWN = 60
_BEFORE = 20

BEGIN = "begin"
"""The snapshot that holds the world as it was before the first request."""


@dataclass(frozen=True)
class Again:
    """One request made again, and what it got now; without a reply, `problem` says why there was none."""

    step: Step
    path: str
    now: Answered | None
    problem: str = ""

    def differences(self) -> list[str]:
        """In what the reply of now is not that of then; empty when it is the same to the byte."""
        then, now = self.step.reply, self.now
        if now is None:
            return [f"no reply: {self.problem}"]
        said = [
            f"{name} {_brief(getattr(now, name))}, was {_brief(getattr(then, name))}"
            for name in ("status", "replies", "fault")
            if getattr(now, name) != getattr(then, name)
        ]
        for name, value in then.headers:
            if (name, value) not in now.headers:
                said.append(f"header {name}: {dict(now.headers).get(name, 'missing')}, was {value}")
        said += [
            f"header {name}: {value}, was missing" for name, value in now.headers if name not in dict(then.headers)
        ]
        if now.content.body != then.content.body:
            said.append(_apart(now.content.body, then.content.body))
        return said or (["the order of headers"] if now.headers != then.headers else [])


def _brief(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _apart(now: bytes, then: bytes) -> str:
    """Where two bodies part, and what each says there."""
    pairs = enumerate(zip(now, then, strict=False))
    place = next((at for at, (one, other) in pairs if one != other), min(len(now), len(then)))
    begin = max(0, place - _BEFORE)
    one, other = (shown(body[begin : begin + _SHOWN]) for body in (now, then))
    return f"body from byte {place}: {one!r}, was {other!r}"


class Replay:
    """A bundle's world, in which its requests are made again."""

    def __init__(self, pipeline: Pipeline, recording: Recording) -> None:
        """Begin with the recorded world, under its own name; BundleError when it does not fit this Ringback."""
        worlds = pipeline.worlds
        self._pipeline = pipeline
        self._recording = recording
        self._rooms = worlds.library.rooms
        try:
            world = restore(bytes(recording.world), self._rooms, wall())
        except ExportError as error:
            raise _unfit(error) from None
        self._latencies = _latencies(world.faults)
        self.cell = worlds.create(recording.name, worlds.recipe_of(world), world)
        self.cell.snapshot(BEGIN)

    async def run(self) -> AsyncIterator[Again]:
        """Make the requests, one after the other, then bring the world to where it was at the end."""
        for step in self._recording.steps:
            yield await self._again(step)
        end = self._recording.end
        world = self._at(end.clock.world, end.changed)
        faults = [replace(fault, latency_ms=self._latencies.get(fault.id, 0)) for fault in world.faults]
        self.cell.world = replace(world, faults=tuple(faults), clock=end.clock.at(end.clock.world, wall()))

    async def _again(self, step: Step) -> Again:
        cell, log = self.cell, self.cell.log
        world = self._at(step.at, step.changed)
        # Nobody is there to wait for a late reply.
        faults = tuple(replace(fault, latency_ms=0) for fault in world.faults)
        cell.world = replace(world, faults=faults, clock=frozen(step.at))
        log.next_id = step.id
        request = step.request.request()
        try:
            await self._pipeline.handle(request, cell.name)
        except Exception as error:
            return Again(step, request.path, None, str(error) or type(error).__name__)
        entry = log.entries[step.id]
        return Again(step, entry.summary()["path"], Answered.of(entry))

    def _at(self, moment: datetime, difference: Difference | None) -> World:
        """The world at a later moment, with what had been done to it until then."""
        world = pass_time(self.cell.world, moment, self._rooms)
        if difference is None:
            return world
        if difference.faults is not None:
            self._latencies = _latencies(difference.faults)
        try:
            return changed(world, difference, moment, self._rooms)
        except ExportError as error:
            raise _unfit(error) from None


def _latencies(faults: Iterable[Fault]) -> dict[str, int]:
    return {fault.id: fault.latency_ms for fault in faults}


def _unfit(error: ExportError) -> BundleError:
    return BundleError(f"its world does not fit this Ringback: {error}")
