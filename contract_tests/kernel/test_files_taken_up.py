"""DESIGN 6, files: every room of a world is told when a user stores or removes one, and may set timers for it."""

import itertools
import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from contract_tests.conftest import Running
from contract_tests.kernel.conftest import FROZEN, World
from ringback.contract import Answer, App, Endpoint, Parts, PathDoor, Rendered
from ringback.control.routes import Control, routes
from ringback.serve.asgi import DEFAULT_WORLD, Gateway
from ringback.serve.journal import Journal
from ringback.serve.pipeline import Pipeline
from ringback.serve.settings import Settings
from ringback.serve.worlds import Worlds
from ringback.state.passage import Room
from ringback.state.record import Record
from ringback.state.scenario import Library
from ringback.state.table import Table
from ringback.state.view import View

_numbers = itertools.count(1)

READING = timedelta(seconds=10)


class Note(Record, frozen=True):
    """What was seen of a file: its size, -1 when it had gone, and whether it has been read since."""

    name: str
    size: int = -1
    read: bool = False


class Office(View):
    """It notes every file."""

    room = "office"

    notes = Table[str, Note](Note, key="name")

    def filed(self, name: str) -> None:
        """Note it, and read it later if it is there."""
        self.notes.put(Note(name=name, size=len(self.tx.files.get(name, b"")) if name in self.tx.files else -1))
        if name in self.tx.files:
            self.set_timer("read", name, self.now + READING)
        else:
            self.cancel_timer("read", name)


class Archive(View):
    """Another room, which notes every file too."""

    room = "archive"

    notes = Table[str, Note](Note, key="name")

    def filed(self, name: str) -> None:
        """Note it."""
        self.notes.put(Note(name=name, size=len(self.tx.files.get(name, b""))))


class Cellar(View):
    """A room that does not care for files."""

    room = "cellar"


def read(world: Office, name: str) -> None:
    """The file has been read, and is taken away."""
    world.notes.change(name, read=True)
    world.tx.files = world.tx.files.delete(name)


class OfficeCall(Endpoint[Office]):
    """The office has no calls to speak of."""

    app = "office"
    document = "Office 1"
    door = PathDoor()

    def render(self, answer: Answer[Any]) -> Rendered:
        """Nothing is ever said."""
        return Rendered(200, (), b"")


class ArchiveCall(OfficeCall):
    """Nor has the archive."""

    app = "archive"


class CellarCall(OfficeCall):
    """Nor the cellar."""

    app = "cellar"


APPS = [
    App.of(Parts(OfficeCall, Office, {"read": read}), prefixes=("/office/",), hello="/", credentials=()),
    App.of(Parts(ArchiveCall, Archive), prefixes=("/archive/",), hello="/", credentials=()),
    App.of(Parts(CellarCall, Cellar), prefixes=("/cellar/",), hello="/", credentials=()),
]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server of all three rooms."""
    folder = tmp_path_factory.mktemp("scenarios")
    (folder / "plain.yaml").write_text("scenario: plain\n", encoding="utf-8")
    settings = Settings(scenario="plain", clock=FROZEN)
    library = Library(folder, {app.view.room: Room(app.view, app.parts.timers) for app in APPS})
    journal = Journal(settings.most_journal)
    worlds = Worlds(settings, library, journal, journal.publish)
    worlds.open(DEFAULT_WORLD)
    pipeline = Pipeline(APPS, worlds, journal)
    server = Running(settings, Gateway(pipeline, lambda: routes(Control(pipeline)), settings.most_body))
    yield server
    server.stop()


@pytest.fixture
def office(house: Running) -> Iterator[World]:
    """A fresh world with the three rooms."""
    world = World(house.site(f"t{os.getpid()}-{next(_numbers)}"))
    world.ask("PUT").raise_for_status()
    yield world
    world.ask("DELETE")


def test_every_room_is_told_of_a_file_that_comes(office: World) -> None:
    """Each sees it among the world's files; one that does not care is not disturbed."""
    office.ask("PUT", "files/list.txt", content=b"12345")
    noted = {"name": "list.txt", "size": 5, "read": False}
    assert office.site.rows("notes", "office") == office.site.rows("notes", "archive") == [noted]


def test_every_room_is_told_of_a_file_that_changes_or_goes(office: World) -> None:
    """The name is that of the path, slashes and all."""
    office.ask("PUT", "files/in/list.txt", content=b"12345")
    office.ask("PUT", "files/in/list.txt", content=b"")
    assert office.site.row("notes", "in/list.txt", "office")["size"] == 0
    office.ask("DELETE", "files/in/list.txt")
    assert office.site.row("notes", "in/list.txt", "office")["size"] == -1


def test_a_room_may_take_a_file_up_later(office: World) -> None:
    """By a timer, which may remove the file; that is no doing of a user's, and nobody is told."""
    office.ask("PUT", "files/list.txt", content=b"12345")
    events = office.site.advance(10)
    assert [(event["app"], event["kind"], event["key"]) for event in events] == [("office", "read", "list.txt")]
    assert office.said("files") == {"files": []}
    assert office.site.rows("notes", "office") == [{"name": "list.txt", "size": 5, "read": True}]


def test_a_file_that_goes_in_time_is_not_taken_up(office: World) -> None:
    """The room has cancelled its timer."""
    office.ask("PUT", "files/list.txt", content=b"12345")
    office.ask("DELETE", "files/list.txt")
    assert office.site.advance(60) == []


def test_a_file_that_is_not_there_is_no_news(office: World) -> None:
    """Its removal is refused, and no room hears of it."""
    assert office.ask("DELETE", "files/list.txt").status_code == 404
    assert office.site.rows("notes", "office") == []
