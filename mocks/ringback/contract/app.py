"""An app: one vendor API, as the rest of Ringback sees it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from typing import Any

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


@dataclass(frozen=True)
class App:
    """One vendor API: its endpoints, its view of a world, and what a newcomer needs to call it.

    `prefixes`, in small letters, begin the paths that belong to the app, however those are capitalised. `hello` is the
    path and query of a first request that works on the handbook and demo scenarios, and `options` what curl needs
    besides them; `credentials` say who may sign in, and `demo` gives programs the parts of that by name. `timers` maps
    each kind of timer to what it does, `generate` invents rows for a scenario. `chapters` are the modules that hold the
    endpoints; they are imported when the first of those is wanted. `interface` is what its
    description says besides them.
    """

    base: type[Endpoint[Any]]
    view: type[View]
    prefixes: tuple[str, ...]
    hello: str
    credentials: tuple[str, ...]
    timers: Mapping[str, Handler] = field(default_factory=dict)
    generate: Callable[[Any, Mapping[str, int]], None] | None = None
    options: str = ""
    chapters: tuple[str, ...] = ()
    demo: Mapping[str, str] = field(default_factory=dict)
    interface: Interface = field(default_factory=Interface)

    @property
    def name(self) -> str:
        """The app's name in ids and commands."""
        return self.base.app

    @property
    def title(self) -> str:
        """The title of the document it follows."""
        return self.base.document

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
