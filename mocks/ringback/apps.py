"""The vendors' apps and the gateway that serves them together: `uvicorn ringback.apps:gateway`, or one app by name."""

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from pathlib import Path

from starlette.applications import Starlette

from ringback.console import door as console
from ringback.contract.app import App
from ringback.control.routes import Control, routes
from ringback.serve.asgi import DEFAULT_WORLD, Gateway
from ringback.serve.journal import Journal
from ringback.serve.pipeline import Pipeline
from ringback.serve.settings import Settings
from ringback.serve.worlds import Worlds
from ringback.state.passage import Room, Rooms
from ringback.state.scenario import Library

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


def rooms_of(apps: Iterable[App]) -> Rooms:
    """The rooms that these apps keep in every world; apps that share a world share a room."""
    return {app.view.room: Room(app.view, app.timers, app.generate) for app in apps}


def library() -> Library:
    """The scenarios at hand. A scenario may fill any app's tables, whichever of them are served."""
    return Library(fixtures() / "scenarios", rooms_of(map(app, MODULES)))


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
    control = Control(pipeline)
    pages = console.routes(control) if settings.console else []
    return Gateway(pipeline, [*pages, *routes(control)], settings.most_body, console.HOME if pages else "")


def __getattr__(name: str) -> Starlette:
    """The ASGI applications by name, made with default settings when first asked for."""
    if name == "gateway":
        return build(Settings())
    if name in MODULES:
        return build(Settings(), [name])
    raise AttributeError(name)
