"""A server for tests: one of this process, or one that runs elsewhere."""

import os
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Literal, NotRequired, TypedDict, Unpack

from ringback.testing.control import Control, ControlError, refused
from ringback.testing.world import World

__tracebackhide__ = refused

_NOT_A_NAME = re.compile(r"[^A-Za-z0-9._-]+")
LONGEST_LABEL = 40


class Options(TypedDict):
    """How worlds are made: from which scenario (a name, or a file's path), seed, clock (`real`, `frozen`, `60x`),
    start and profile.
    """

    scenario: NotRequired[str | Path]
    seed: NotRequired[int]
    clock: NotRequired[str]
    start: NotRequired[datetime | str | None]
    profile: NotRequired[Literal["documented", "observed"]]


DEFAULTS: Options = {
    "scenario": "handbook",
    "seed": 1,
    "clock": "frozen",
    "start": None,
    "profile": "documented",
}

Make = Callable[[str, Options], None]


class Server:
    """A server, and the worlds that tests have made of it: `url` is its base URL, `control` its control plane."""

    def __init__(self, control: Control, options: Options, token: str = "", make: Make | None = None) -> None:
        """Use the server behind a control plane; `make` makes worlds of scenarios that it cannot be asked for."""
        self.control = control
        self.url = control.url
        self._options = options
        self._token = f"{token}-" if token else ""
        self._make = make
        self._numbers = count(1)
        self._worlds: set[World] = set()

    @cached_property
    def apps(self) -> tuple[str, ...]:
        """The apps that it serves."""
        return tuple(self.control.get("health")["apps"])

    def unique(self, label: str = "world") -> str:
        """A name for a world that no other test uses, with a label in it for people."""
        readable = _NOT_A_NAME.sub("-", label)[:LONGEST_LABEL].strip("-")
        return f"{readable or 'world'}-{self._token}{next(self._numbers)}"

    def world(self, name: str = "", **options: Unpack[Options]) -> World:
        """A fresh world, in place of one of that name; what is left out is as the server was asked to make them."""
        name = name or self.unique()
        wanted: Options = {**self._options, **options}
        if is_file(wanted["scenario"]):
            if self._make is None:
                hint = "Start that server with --scenario FILE, or leave RINGBACK_URL unset"
                raise ControlError(0, "far_away", f"{self.url} cannot read {wanted['scenario']}", hint)
            self._make(name, wanted)
        else:
            body = {field: value for field, value in wanted.items() if value is not None}
            self.control.ask("PUT", f"worlds/{name}", body)
        world = World(self, name)
        self._worlds.add(world)
        return world

    def dropped(self, world: World) -> None:
        """Take up that a world is gone."""
        self._worlds.discard(world)

    def let_go(self, world: World) -> None:
        """Drop a world when nobody can be told any more that it does not work."""
        with suppress(ControlError):
            world.drop()
        self.dropped(world)

    def close(self) -> None:
        """Drop the worlds that are left, so that a shared server does not keep them, and close the connections."""
        for world in list(self._worlds):
            self.let_go(world)
        self.control.close()

    def __repr__(self) -> str:
        """Its base URL."""
        return f"<Server {self.url}>"


def is_file(scenario: str | Path) -> bool:
    """Whether a scenario is meant by its path."""
    return isinstance(scenario, Path) or bool(re.search(r"[/\\]|\.(ya?ml|json)$", scenario))


@contextmanager
def serve(*apps: str, host: str = "127.0.0.1", port: int = 0, **options: Unpack[Options]) -> Iterator[Server]:
    """A server in a thread of this process, with the named apps or all, on a free port unless one is given.

    Unless `options` say otherwise, its worlds hold the scenario `handbook`, and their clocks stand still.
    """
    # Imported here: who only asks a server that runs elsewhere needs none of it.
    from ringback.testing.own import Own

    own = Own(apps, host, port, {**DEFAULTS, **options})
    server = Server(Control(own.url), {**DEFAULTS, **options}, make=own.make)
    try:
        yield server
    finally:
        server.control.close()
        own.stop()


@contextmanager
def connect(url: str, control_token: str = "", **options: Unpack[Options]) -> Iterator[Server]:
    """A server that runs elsewhere and may be shared: its worlds have names of their own, and are dropped at the end.

    `control_token` is what it was started with, else that of the environment, RINGBACK_CONTROL_TOKEN.
    """
    token = control_token or os.environ.get("RINGBACK_CONTROL_TOKEN", "")
    server = Server(Control(url, token), {**DEFAULTS, **options}, secrets.token_hex(3))
    _ = server.apps
    try:
        yield server
    finally:
        server.close()
