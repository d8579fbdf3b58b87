"""The vendors' apps and the gateway that serves them together: `uvicorn ringback.apps:gateway`, or one app by name."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ringback.console.address import HOME
from ringback.contract.app import App
from ringback.serve.asgi import DEFAULT_WORLD, Gateway
from ringback.serve.journal import Journal
from ringback.serve.pipeline import Pipeline
from ringback.serve.settings import Settings
from ringback.serve.worlds import Worlds
from ringback.state.passage import Room
from ringback.state.scenario import Library

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from ringback.serve.application import Application

# Every app with the module that declares it, in the order they are shown.
MODULES = {
    "tcn": "ringback.vendors.tcn",
    "maxcontact-agent": "ringback.vendors.maxcontact.agent",
    "maxcontact-management": "ringback.vendors.maxcontact.management",
    "cisco": "ringback.vendors.cisco",
    "dialer360": "ringback.vendors.dialer360",
}


@cache
def app(name: str) -> App:
    """The app of that name; its module is imported now."""
    declared: App = import_module(MODULES[name]).APP
    return declared


def fixtures() -> Path:
    """The folder of scenarios and samples: in the wheel beside this file, in a checkout at its top."""
    here = Path(__file__).parent / "fixtures"
    return here if here.is_dir() else Path(__file__).parents[2] / "fixtures"


class RoomsOf(Mapping[str, Room]):
    """The rooms that apps keep in every world, made when first asked for; apps that share a world share a room."""

    def __init__(self, apps: Iterable[App]) -> None:
        """Take the apps as they are; none of their parts is imported yet."""
        self._apps = {app.room: app for app in apps}
        self._rooms: dict[str, Room] = {}

    def __getitem__(self, name: str) -> Room:
        """The room of that name."""
        if name not in self._rooms:
            parts = self._apps[name].parts
            self._rooms[name] = Room(parts.view, parts.timers, parts.generate)
        return self._rooms[name]

    def __contains__(self, name: object) -> bool:
        """Whether any app keeps that room."""
        return name in self._apps

    def __iter__(self) -> Iterator[str]:
        """Their names."""
        return iter(self._apps)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._apps)


def library() -> Library:
    """The scenarios at hand. A scenario may fill any app's tables, whichever of them are served."""
    return Library(fixtures() / "scenarios", RoomsOf(map(app, MODULES)))


def build(settings: Settings, names: Iterable[str] = (), fill: Callable[[Worlds], None] | None = None) -> Gateway:
    """The application that serves the named apps, or all.

    The default world is made before it answers, unless `fill`, which is given the worlds first, has made one.
    """
    apps = [app(name) for name in names or MODULES]
    journal = Journal(settings.most_journal)
    worlds = Worlds(settings, library(), journal, journal.publish)
    pipeline = Pipeline(apps, worlds, journal, headers=settings.headers)
    if fill is not None:
        fill(worlds)
    worlds.open(DEFAULT_WORLD)

    def routes() -> list["BaseRoute"]:
        # Imported here: a server answers for vendors before anybody asks for these, and start-up is a budget.
        from ringback.console import door as console
        from ringback.control.routes import Control
        from ringback.control.routes import routes as plane

        control = Control(pipeline)
        return [*(console.routes(control) if settings.console else []), *plane(control)]

    return Gateway(pipeline, routes, settings.most_body, HOME if settings.console else "")


def __getattr__(name: str) -> "Application":
    """The ASGI applications by name, made with default settings when first asked for."""
    if name != "gateway" and name not in MODULES:
        raise AttributeError(name)
    from ringback.serve.application import Application

    return Application(build(Settings(), [name] if name in MODULES else []))
