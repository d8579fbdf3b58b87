"""What stands around a row: what became of it, and the rows that it belongs with."""

from collections.abc import Iterator
from typing import Any, Self

import pytest

from contract_tests.conftest import Running
from contract_tests.kernel import toy
from contract_tests.kernel.conftest import FROZEN, World, refusal
from ringback.contract import Answer, App, Endpoint, Parts, PathDoor, Reply
from ringback.serve.settings import Settings
from ringback.state.record import Record
from ringback.state.table import Table
from ringback.state.view import View

BOOK = "history/library/books"
LOAN = {"member": "ann", "pin": "4711"}
DAY = 86_400


def steps(world: World, place: str) -> list[tuple[str, Any, Any]]:
    """A row's history in short: by what, and one field before and after."""
    field = {"books": "title", "members": "failures", "places": "holds"}[place.split("/")[1]]
    said = world.said(f"history/{place}")
    return [
        (
            one["request"]["id"] if one["request"] else one["by"],
            *(side and side[field] for side in (one["before"], one["after"])),
        )
        for one in said["history"]
    ]


def test_a_change_by_a_request_names_the_request(library: World) -> None:
    """With its summary, and the row before and after."""
    library.call("POST", "/library/books/1/loan", data=LOAN)
    [change] = library.said(f"{BOOK}/1")["history"]
    assert (change["at"], change["by"]) == ("2026-01-05T17:00:00Z", "request")
    assert change["request"] == library.said("requests")["requests"][0]
    assert (change["before"]["lent_to"], change["after"]["lent_to"]) == ("", "ann")


def test_a_change_between_requests_is_told_apart(library: World) -> None:
    """What time did, and what was done by hand, has no request; the newest comes first."""
    library.call("POST", "/library/books/1/loan", data=LOAN)
    library.site.advance(15 * DAY)
    library.call("GET", "/library/books/1")
    library.site.patch("books", 1, "library", title="Persuasion")
    said = library.said(f"{BOOK}/1")
    assert [(one["by"], one["request"] and one["request"]["id"]) for one in said["history"]] == [
        ("between", None),
        ("between", None),
        ("request", "1"),
    ]
    by_hand, by_time, _ = said["history"]
    assert (by_hand["before"]["title"], by_hand["after"]["title"]) == ("Emma", "Persuasion")
    assert (by_time["before"]["overdue"], by_time["after"]["overdue"]) == (False, True)
    # By the time of the request that came next.
    assert by_time["at"] == "2026-01-20T17:00:00Z"
    assert said["truncated"] is False


def test_what_was_made_and_removed_has_nothing_before_or_after(library: World) -> None:
    """The row need not be there any more."""
    library.call("POST", "/library/books", data={"title": "Villette"})
    library.ask("DELETE", "state/library/books/3")
    assert steps(library, "library/books/3") == [("between", "Villette", None), ("1", None, "Villette")]


def test_a_row_that_never_was_has_no_history(library: World) -> None:
    """Nor has one that nothing has changed since the journal began."""
    library.call("POST", "/library/books", data={"title": "Villette"})
    nothing = {"history": [], "truncated": False}
    assert library.said(f"{BOOK}/99") == nothing
    assert library.said(f"{BOOK}/1") == nothing


@pytest.mark.parametrize("hall", ["East", "North, upper", "50%", "a/b?c#d", "two\nlines", "münchen"])
def test_compound_keys_are_written_as_those_of_rows(library: World, hall: str) -> None:
    """A comma of a part's own is percent-encoded; whatever else stands in a key may stand there."""
    key = "".join(f"%{byte:02X}" for byte in hall.encode()) + ",1"
    library.call("GET", "/library/hush")
    assert library.ask("PUT", f"state/library/places/{key}", json={"holds": "maps"}).status_code == 201
    assert library.said(f"state/library/places/{key}")["hall"] == hall
    assert steps(library, f"library/places/{key}") == [("between", None, "maps")]


@pytest.mark.parametrize("back", ["rewind", "restore", "reset", "import"])
def test_a_world_that_went_back_tells_so(library: World, back: str) -> None:
    """The journal stays; what the world is now differs from what its last request left."""
    library.ask("PUT", "snapshots/start")
    exported = library.said("export")
    library.call("POST", "/library/books/1/loan", data={"member": "ann", "pin": "0"})
    if back == "rewind":
        library.ask("POST", "rewind", json={"before_request": 1})
    elif back == "restore":
        library.ask("POST", "snapshots/start/restore")
    elif back == "import":
        library.ask("PUT", "import", json=exported)
    else:
        library.ask("POST", "reset")
    assert steps(library, "library/members/ann") == [("between", 1, 0), ("1", 0, 1)]


def test_a_fork_begins_without_a_past(library: World) -> None:
    """Its journal is its own."""
    library.call("POST", "/library/books/1/loan", data=LOAN)
    fork = library.another("fork")
    fork.ask("PUT", json={"from": library.name})
    assert fork.said(f"{BOOK}/1")["history"] == []
    fork.ask("DELETE")


def test_a_long_history_is_cut_and_says_so(library: World) -> None:
    """The newest fifty."""
    wrong = {"member": "ann", "pin": "0"}
    for _ in range(50):
        library.call("POST", "/library/books/1/loan", data=wrong)
    said = library.said("history/library/members/ann")
    assert (len(said["history"]), said["truncated"]) == (50, False)
    library.call("POST", "/library/books/1/loan", data=wrong)
    said = library.said("history/library/members/ann")
    assert (len(said["history"]), said["truncated"]) == (50, True)
    assert said["history"][0]["request"]["id"] == "51"


@pytest.mark.parametrize("kind", ["history", "related"])
@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("libary/books/1", 404, "unknown_app"),
        ("library/boks/1", 404, "unknown_table"),
        ("library/books/x", 400, "bad_value"),
        ("library/places/East", 400, "bad_value"),
    ],
)
def test_what_is_not_there_is_refused(library: World, kind: str, path: str, status: int, code: str) -> None:
    """As it is for the row itself."""
    refusal(library.ask("GET", f"{kind}/{path}"), status, code)
    refusal(library.another("stranger").ask("GET", f"{kind}/library/books/1"), 404, "unknown_world")


class Author(Record, frozen=True):
    """Someone who writes."""

    author: str


class Work(Record, frozen=True):
    """What somebody wrote."""

    work_id: int
    author: str = ""


class Copy(Record, frozen=True):
    """One copy of a work."""

    work_id: int
    number: int


class Remark(Record, frozen=True):
    """What is said of an author; nothing finds it by the author."""

    remark_id: int
    author: str = ""


class ArchiveWorld(View):
    """Rows that belong together by what their fields are called."""

    room = "archive"

    authors = Table[str, Author](Author, key="author")
    works = Table[int, Work](Work, key="work_id", first=1, indexes={"author": "author"})
    copies = Table[tuple[int, int], Copy](Copy, key=("work_id", "number"), indexes={"work": "work_id"})
    remarks = Table[int, Remark](Remark, key="remark_id", first=1)


class ArchiveCall(Endpoint[ArchiveWorld]):
    """A call of the archive's API."""

    app = "archive"
    document = "Archive 1.0"
    door = PathDoor()


class Knock(ArchiveCall, path="/archive/door", method="GET", section="1"):
    """Knock at the door."""

    heard = Reply(200, "Come in")

    def run(self, world: ArchiveWorld) -> Answer[Self]:
        """Somebody is there."""
        return self.heard()


ARCHIVE = App.of(Parts(ArchiveCall, ArchiveWorld), prefixes=("/archive/",), hello="/archive/door", credentials=())


@pytest.fixture(scope="module")
def archive_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server of the archive."""
    settings = Settings(scenario="stocked", clock=FROZEN)
    server = Running(settings, toy.serve(tmp_path_factory.mktemp("archive"), settings, ARCHIVE))
    yield server
    server.stop()


@pytest.fixture
def archive(archive_server: Running) -> World:
    """Two authors, three works, two copies, a remark."""
    world = World(archive_server.site("default"))
    world.ask("POST", "reset")
    fragment = {
        "authors": [{"author": "Eliot"}, {"author": "Austen, Jane"}],
        "works": [{"work_id": 0, "author": "Eliot"}, {"work_id": 0, "author": "Eliot"}, {"work_id": 0}],
        "copies": [{"work_id": 1, "number": 1}, {"work_id": 1, "number": 2}],
        "remarks": [{"remark_id": 0, "author": "Eliot"}],
    }
    answer = world.ask("POST", "load", json={"scenario": "rows", "archive": fragment})
    assert answer.status_code == 200, answer.text
    return world


def test_a_row_names_those_whose_key_it_holds(archive: World) -> None:
    """By fields of the same name; a key that nothing has is no name."""
    assert archive.said("related/archive/works/1")["names"] == [
        {"table": "authors", "key": "Eliot", "fields": ["author"]}
    ]
    assert archive.said("related/archive/works/3")["names"] == []
    assert archive.said("related/archive/copies/1,2")["names"] == [{"table": "works", "key": 1, "fields": ["work_id"]}]


def test_a_row_is_named_by_those_that_hold_its_key(archive: World) -> None:
    """How many of which table, and the first keys, as paths take them: by an index, or by a look at the rows."""
    assert archive.said("related/archive/authors/Eliot")["named_by"] == [
        {"table": "works", "field": "author", "rows": 2, "keys": [1, 2], "whole": True},
        {"table": "remarks", "field": "author", "rows": 1, "keys": [1], "whole": True},
    ]
    assert archive.said("related/archive/works/1")["named_by"] == [
        {"table": "copies", "field": "work_id", "rows": 2, "keys": ["1,1", "1,2"], "whole": True}
    ]
    assert archive.said("related/archive/authors/Austen, Jane") == {"names": [], "named_by": []}


def test_of_many_rows_that_name_one_the_first_keys_are_given(archive: World) -> None:
    """An index counts the others."""
    for number in range(3, 40):
        archive.ask("PUT", f"state/archive/copies/1,{number}", json={})
    [copies] = archive.said("related/archive/works/1")["named_by"]
    assert (copies["rows"], copies["keys"], copies["whole"]) == (39, [f"1,{number}" for number in range(1, 9)], True)


def test_where_no_index_helps_few_rows_are_looked_at(archive: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """`whole` says that there may be more."""
    for _ in range(4):
        archive.ask("PUT", "state/archive/remarks/0", json={"author": "Eliot"})
    monkeypatch.setattr("ringback.control.around.MOST_LOOKED_AT", 3)
    named_by = archive.said("related/archive/authors/Eliot")["named_by"]
    assert named_by[1] == {"table": "remarks", "field": "author", "rows": 3, "keys": [1, 2, 3], "whole": False}


def test_a_row_that_is_not_there_belongs_with_none(archive: World) -> None:
    """No refusal: it may have been there a moment ago."""
    assert archive.said("related/archive/works/99") == {"names": [], "named_by": []}


def test_to_look_around_changes_nothing(archive: World) -> None:
    """Neither rows nor the journal."""
    before = archive.export()
    archive.said("related/archive/works/1")
    archive.said("history/archive/works/1")
    assert archive.export() == before
    assert archive.said("requests")["requests"] == []
