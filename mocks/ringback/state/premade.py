"""Worlds made beforehand: a scenario that takes long to generate is read from a file, and moved to its day."""

from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from msgspec.structs import replace

from ringback.state.clock import Clock, frozen, wall
from ringback.state.export import export, restore
from ringback.state.passage import pass_time
from ringback.state.record import EPOCH
from ringback.state.scenario import Library, build, start_of
from ringback.state.world import World

DAY = timedelta(days=1)


def premade_file(library: Library, scenario: str, seed: int) -> Path:
    """Where the world of a scenario and a seed lies, if it has been made beforehand."""
    return library.folder / f"{scenario}.{seed}.json"


def bake(library: Library, scenario: str, seed: int) -> Path:
    """Make the world of a scenario at its own start, and write it where `ready` finds it."""
    chain = library.chain(scenario)
    start = start_of(chain, EPOCH)
    world = build(chain, library.rooms, frozen(start), seed, "documented")
    path = premade_file(library, scenario, seed)
    content = msgspec.json.encode(export(world, scenario, start, library.rooms, brief=True))
    path.write_bytes(msgspec.json.format(content, indent=0) + b"\n")
    return path


class _Head(msgspec.Struct):
    clock: Clock


class Premade:
    """The worlds of a library, those made beforehand and the others."""

    def __init__(self, library: Library) -> None:
        """Look for files beside the library's scenarios."""
        self.library = library

    def start(self, scenario: str, seed: int, otherwise: datetime) -> datetime:
        """When a scenario starts."""
        path = premade_file(self.library, scenario, seed)
        if path.is_file():
            return msgspec.json.decode(path.read_bytes(), type=_Head).clock.world
        return start_of(self.library.chain(scenario), otherwise)

    def world(self, scenario: str, seed: int, clock: Clock, profile: str) -> World:
        """The world that a scenario describes, at the moment its clock shows.

        One made beforehand is moved by whole days to the last of its starts, and what has happened since is played.
        """
        rooms = self.library.rooms
        path = premade_file(self.library, scenario, seed)
        if not path.is_file():
            return build(self.library.chain(scenario), rooms, clock, seed, profile)
        content = path.read_bytes()
        start = msgspec.json.decode(content, type=_Head).clock.world
        world = restore(content, rooms, wall(), (clock.world - start) // DAY * DAY)
        return pass_time(replace(world, clock=clock, profile=profile), clock.world, rooms)
