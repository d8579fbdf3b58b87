"""An app: one vendor API, as the rest of Ringback sees it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from typing import Any, NamedTuple

from ringback.contract.door import Finder
from ringback.contract.endpoint import Endpoint
from ringback.contract.interface import Interface
from ringback.state.passage import Handler
from ringback.state.view import View


def concrete(base: type[Endpoint[Any]]) -> Iterator[type[Endpoint[Any]]]:
    """The endpoints below a base class."""
    for child in base.__subclasses__():
        if child.address is not None:
            yield child
        yield from concrete(child)


class Parts(NamedTuple):
    """What an app is made of: its endpoints' base, its view of a world, and what both need.

    `timers` maps each kind of timer to what it does, `generate` invents rows for a scenario. `interface` is what the
    app's description says besides its endpoints.
    """

    base: type[Endpoint[Any]]
    view: type[View]
    timers: Mapping[str, Handler] = {}
    generate: Callable[[Any, Mapping[str, int]], None] | None = None
    interface: Interface = Interface()


@dataclass(frozen=True)
class App:
    """One vendor API: what a newcomer needs to call it, and what it is made of.

    `name` is the app's in ids and commands, `title` that of the document it follows, and `room` that of its part of a
    world. `prefixes`, in small letters, begin the paths that belong to the app, however those are capitalised. `hello`
    is the path and query of a first request that works on the handbook and demo scenarios, and `options` what curl
    needs besides them; `credentials` say who may sign in, and `demo` gives programs the parts of that by name. `made`
    imports the app's parts, and `chapters` are the modules that hold its endpoints; both wait until they are wanted,
    so that a server need not read all apps before it answers for one.
    """

    name: str
    title: str
    room: str
    prefixes: tuple[str, ...]
    hello: str
    credentials: tuple[str, ...]
    made: Callable[[], Parts]
    options: str = ""
    chapters: tuple[str, ...] = ()
    demo: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, parts: Parts, *, prefixes: tuple[str, ...], hello: str, credentials: tuple[str, ...]) -> "App":
        """An app whose parts are at hand."""
        base, room = parts.base, parts.view.room
        return cls(base.app, base.document, room, prefixes, hello, credentials, lambda: parts)

    @cached_property
    def parts(self) -> Parts:
        """What the app is made of."""
        return self.made()

    @cached_property
    def base(self) -> type[Endpoint[Any]]:
        """The base of its endpoints."""
        return self.parts.base

    @cached_property
    def view(self) -> type[View]:
        """Its view of a world."""
        return self.parts.view

    @property
    def interface(self) -> Interface:
        """What its description says besides its endpoints."""
        return self.parts.interface

    @cached_property
    def endpoints(self) -> tuple[type[Endpoint[Any]], ...]:
        """Every endpoint of the app, in the document's order."""
        for chapter in self.chapters:
            import_module(chapter)
        return tuple(sorted(set(concrete(self.base)), key=lambda endpoint: endpoint.place))

    @cached_property
    def by_id(self) -> Mapping[str, type[Endpoint[Any]]]:
        """The endpoints by their id in the catalogue."""
        return {endpoint.id: endpoint for endpoint in self.endpoints}

    @cached_property
    def find(self) -> Finder:
        """The app's door, ready to find the endpoint of a request."""
        return self.base.door.finder(self.endpoints)

    def warm(self) -> None:
        """Have everything imported and built that the app's first request would wait for."""
        _ = self.find, self.by_id, self.secrets

    @cached_property
    def secrets(self) -> frozenset[str]:
        """Every name under which this app carries a secret."""
        return frozenset().union(*(endpoint.secret_names for endpoint in self.endpoints))
