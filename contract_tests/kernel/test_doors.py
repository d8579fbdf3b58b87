"""How a door by paths finds endpoints: what it does not know, other methods, capitals, headers."""

from collections.abc import Iterator
from typing import Any, Self

import pytest

from contract_tests.conftest import Running
from contract_tests.kernel import toy
from contract_tests.kernel.conftest import FROZEN
from ringback.contract import Answer, App, Endpoint, Header, Parts, PathDoor, Rendered, Reply, Text
from ringback.serve.settings import Settings
from ringback.state.view import View


class Desk(Endpoint[View]):
    """A vendor whose paths may be written in capitals, and who answers for what it does not know."""

    app = "desk"
    document = "Desk 1"
    door = PathDoor(clean=lambda path: path.lower().removesuffix("/"))

    def render(self, answer: Answer[Any]) -> Rendered:
        """Say the text."""
        part = answer.parts[0]
        return Rendered(part.reply.status, (), part.text(self.profile).encode())


class DeskWorld(View):
    """It remembers nothing."""

    room = "desk"


class Note(Desk, path="/desk/notes/{name}", method="GET", section="1"):
    """Read a note."""

    read = Reply(200, "{name} for {reader}")

    name = Text(place="path")
    reader = Header("X-Reader", default="anyone")

    def run(self, world: View) -> Answer[Self]:
        """Read it out."""
        return self.read()


class Clear(Desk, path="/desk/notes/{name}", method="DELETE", section="1"):
    """Throw a note away."""

    cleared = Reply(200, "{name} is gone")

    name = Text(place="path")

    def run(self, world: View) -> Answer[Self]:
        """Do so."""
        return self.cleared()


class First(Desk, path="/desk/notes/first", method="PUT", section="1"):
    """Replace the first note: a path of its own, though it has the shape of the others."""

    replaced = Reply(200, "replaced")

    def run(self, world: View) -> Answer[Self]:
        """Do so."""
        return self.replaced()


class Unlock(Desk, path="/desk/locks/{key}/open", method="GET", section="2"):
    """Open a lock with a key that stands in the path."""

    opened = Reply(200, "open")

    key = Text(place="path", secret=True)

    def run(self, world: View) -> Answer[Self]:
        """Open it."""
        return self.opened()


class Nowhere(Desk, otherwise="path", method="GET", path="/desk/{unknown}", section="0"):
    """Answer an unknown path."""

    lost = Reply(404, "You are lost")

    def run(self, world: View) -> Answer[Self]:
        """Say so."""
        return self.lost()


class NotSo(Desk, otherwise="method", method="PATCH", path="/desk/notes/1", section="0"):
    """Answer another method of a known path."""

    try_other = Reply(405, "Try {allow}", examples={"allow": "GET"})

    allow = Text()

    def run(self, world: View) -> Answer[Self]:
        """Name those there are."""
        return self.try_other()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server of the desk."""
    app = App.of(Parts(Desk, DeskWorld), prefixes=("/desk/",), hello="/desk/notes/1", credentials=())
    settings = Settings(scenario="stocked", clock=FROZEN)
    server = Running(settings, toy.serve(tmp_path_factory.mktemp("scenarios"), settings, app))
    yield server
    server.stop()


def ask(desk: Running, method: str, path: str, **headers: str) -> tuple[int, str]:
    """Status and text of an answer."""
    answer = desk.client.request(method, f"{desk.root}{path}", headers=headers)
    return answer.status_code, answer.text


def test_capitals_make_no_difference_where_the_door_says_so(desk: Running) -> None:
    """The fixed parts are compared without them; what a part in braces holds stays as it was sent."""
    assert ask(desk, "GET", "/DESK/Notes/Milk") == (200, "Milk for anyone")


def test_a_slash_at_the_end_can_be_cleaned_away(desk: Running) -> None:
    """The path is found as if it were not there."""
    assert ask(desk, "GET", "/desk/notes/Milk/") == (200, "Milk for anyone")


def test_a_header_is_a_field_like_any_other(desk: Running) -> None:
    """It is read by its name, whatever its capitals."""
    assert ask(desk, "GET", "/desk/notes/Milk", **{"x-READER": "ann"}) == (200, "Milk for ann")


def test_a_fixed_path_comes_before_one_with_parts(desk: Running) -> None:
    """Its own methods are its own; those it lacks are looked for where its shape fits."""
    assert ask(desk, "PUT", "/desk/notes/first") == (200, "replaced")
    assert ask(desk, "GET", "/desk/notes/first") == (200, "first for anyone")


def test_an_unknown_path_is_answered_by_the_vendor(desk: Running) -> None:
    """By the endpoint that says so."""
    assert ask(desk, "GET", "/desk/drawers/1") == (404, "You are lost")
    assert ask(desk, "POST", "/desk/notes") == (404, "You are lost")


def test_another_method_is_answered_with_those_there_are(desk: Running) -> None:
    """All that any endpoint has at the path, each once."""
    assert ask(desk, "POST", "/desk/notes/Milk") == (405, "Try GET, DELETE")
    assert ask(desk, "POST", "/desk/notes/first") == (405, "Try PUT, GET, DELETE")


def test_the_catalogue_says_where_such_endpoints_can_be_met(desk: Running) -> None:
    """Their method and path are an example."""
    declared = {one["id"]: one for one in desk.control.get("catalogue").json()["apps"]["desk"]}
    assert (declared["desk.NotSo"]["method"], declared["desk.NotSo"]["path"]) == ("PATCH", "/desk/notes/1")
    assert ask(desk, "PATCH", "/desk/notes/1")[0] == 405


def test_a_secret_in_a_path_is_not_in_the_journal(desk: Running) -> None:
    """Neither where requests are listed, nor in one, nor by search."""
    assert ask(desk, "GET", "/desk/locks/0815/open") == (200, "open")
    entries = desk.control.get("worlds/default/requests?endpoint=desk.Unlock").json()["requests"]
    assert [entry["path"] for entry in entries] == ["/desk/locks/***/open"]
    assert "0815" not in desk.control.get(f"worlds/default/requests/{entries[0]['id']}").text
    assert desk.control.get("worlds/default/requests?contains=0815").json()["requests"] == []
