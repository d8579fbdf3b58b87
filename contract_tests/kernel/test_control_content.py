"""DESIGN 6, content: files, scenario fragments and whole worlds go in and come out."""

import json
from typing import Any

import pytest

from contract_tests.kernel.conftest import World, refusal

FRAGMENT = """
library:
  books:
    - {book_id: 7, title: Villette}
    - {book_id: 0, title: Shirley}
  members: [{name: bob, pin: 0815}]
  next: {books: 50}
files: {list.txt: "Emma\\n"}
faults: [{app: library, reply: library.AddBook.full, times: 1}]
"""


def test_a_file_is_stored_listed_shown_and_removed(library: World) -> None:
    """The body is the content, whatever its bytes; the name may have slashes."""
    assert library.ask("PUT", "files/in/dnc list.csv", content=b"a,b\r\n\x00\xff").status_code == 201
    again = library.ask("PUT", "files/in/dnc list.csv", content=b"\x00\xff")
    assert (again.status_code, again.json()) == (200, {"name": "in/dnc list.csv", "size": 2})
    assert library.said("files") == {"files": [{"name": "in/dnc list.csv", "size": 2}]}
    shown = library.ask("GET", "files/in/dnc list.csv")
    assert (shown.content, shown.headers["content-type"]) == (b"\x00\xff", "application/octet-stream")
    assert library.ask("DELETE", "files/in/dnc list.csv").status_code == 204
    assert library.said("files") == {"files": []}


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_a_file_that_is_not_there_is_refused_with_the_near_ones(library: World, method: str) -> None:
    """404 and a hint."""
    library.ask("PUT", "files/list.txt", content=b"")
    assert "Did you mean list.txt?" in refusal(library.ask(method, "files/lst.txt"), 404, "unknown_file")


def test_a_file_of_the_servers_disk_is_never_read(library: World) -> None:
    """A path is a name like any other, and there is no such file in the world."""
    url = f"{library.site.root}/_ringback/worlds/{library.name}/files/%2Fetc%2Fpasswd"
    refusal(library.site.client.get(url), 404, "unknown_file")


def test_a_fragment_is_added_whole(library: World) -> None:
    """YAML: rows, the next id, files and faults; rows of the same key are replaced."""
    answer = library.ask("POST", "load", content=FRAGMENT)
    assert answer.status_code == 200
    assert answer.json() == {
        "loaded": {"library": {"books": 2, "members": 1}},
        "files": ["list.txt"],
        "faults": ["f1"],
    }
    assert [row["title"] for row in library.site.rows("books", "library")] == ["Emma", "Ulysses", "Shirley", "Villette"]
    assert library.said("state/library/members/bob")["pin"] == "0815"
    assert library.ask("GET", "files/list.txt").content == b"Emma\n"
    assert library.call("POST", "/library/books", data={"title": "x"}).status_code == 507
    assert library.call("POST", "/library/books", data={"title": "x"}).text == "Book 50 added"


def test_a_fragment_may_be_json_as_programs_write_it(library: World) -> None:
    """Indented by tabs, with escapes, numbers and words of JSON's own."""
    rows = [{"book_id": 7, "title": "Ω 🎉 \u0007", "due": None, "overdue": True}]
    assert library.ask("POST", "load", content=json.dumps({"library": {"books": rows}}, indent="\t")).status_code == 200
    row = library.said("state/library/books/7")
    assert (row["title"], row["due"], row["overdue"]) == ("Ω 🎉 \u0007", None, True)


def test_an_empty_fragment_adds_nothing(library: World) -> None:
    """It is answered like any other."""
    before = library.export()
    assert library.ask("POST", "load").json() == {"loaded": {}, "files": [], "faults": []}
    assert library.export() == before


@pytest.mark.parametrize(
    ("fragment", "status", "code", "says"),
    [
        ("library: {boks: []}", 400, "bad_scenario", "library.boks: no such table | Did you mean books?"),
        ("libary: {}", 400, "bad_scenario", "libary: no such section | Did you mean library?"),
        ("library: {books: [{book_id: x}]}", 400, "bad_scenario", "library.books[0].book_id: "),
        ("library: {books: [{book_id: 5}, {titel: x}]}", 400, "bad_scenario", "library.books[1]"),
        ("library:\n  books: [\n", 400, "bad_scenario", "line 3, column 1: this is not YAML"),
        ("- 1", 400, "bad_scenario", "expected a mapping at the top"),
        (b"\xff\xfe\xff", 400, "bad_scenario", ""),
        ("extends: stocked", 400, "bad_scenario", "extends: is not for a fragment"),
        ("start: 2026-01-05T17:00:00Z", 400, "bad_scenario", "start: is not for a fragment"),
        ("[" * 100_000, 400, "bad_scenario", "it is nested too deeply"),
        ("- " * 50_000, 400, "bad_scenario", "it is nested too deeply"),
        ('{"a":' * 100_000, 400, "bad_scenario", "it is nested too deeply"),
        ("faults: [{app: library}]", 400, "bad_value", "a fault does something"),
        ("faults: [{app: library, reply: library.AddBook.ful}]", 404, "unknown_reply", "There is no reply called"),
    ],
)
def test_a_fragment_that_does_not_fit_changes_nothing(
    library: World, fragment: str | bytes, status: int, code: str, says: str
) -> None:
    """Place and hint, and not even its good part is loaded."""
    before = library.export()
    assert refusal(library.ask("POST", "load", content=fragment), status, code).startswith(says)
    assert library.export() == before


def busy(world: World) -> World:
    """A world with some of everything."""
    world.ask("POST", "load", content=FRAGMENT)
    world.call("POST", "/library/books/1/loan", data={"member": "ann", "pin": "4711"})
    world.site.advance(60)
    return world


def test_an_export_names_its_format_and_its_world(library: World) -> None:
    """Versioned JSON."""
    exported = busy(library).said("export")
    assert (exported["format"], exported["world"], exported["scenario"]) == (1, library.name, "stocked")
    assert exported["clock"] == {
        "mode": "frozen",
        "rate": 0,
        "world": "2026-01-05T17:01:00Z",
        "real": "2026-01-05T17:01:00Z",
    }


def test_an_import_makes_a_world_equal_to_the_exported_one(library: World) -> None:
    """The name in the path wins; rows, ids, timers, faults and files are the same, and so is what follows."""
    other, exported = library.another("copy"), busy(library).ask("GET", "export").content
    answer = other.ask("PUT", "import", content=exported)
    assert (answer.status_code, answer.json()) == (201, {"world": other.name, "now": "2026-01-05T17:01:00Z"})
    assert other.export() == library.export()
    assert other.site.advance(15 * 86400) == library.site.advance(15 * 86400)
    assert other.export() == library.export()


def test_an_import_into_a_world_that_is_there_keeps_its_journal(library: World) -> None:
    """200; snapshots and requests stay."""
    before = library.ask("GET", "export").content
    busy(library).ask("PUT", "snapshots/kept")
    assert library.ask("PUT", "import", content=before).status_code == 200
    assert library.ask("GET", "export").content == before
    assert (library.said("")["requests"], library.said("")["snapshots"]) == (1, 1)


def test_an_imported_world_is_reset_to_its_scenario(library: World) -> None:
    """Its scenario and seed are those of the export."""
    other = library.another("copy")
    busy(library)
    other.ask("PUT", "import", json=library.said("export"))
    other.ask("POST", "reset")
    assert [row["title"] for row in other.site.rows("books", "library")] == ["Emma", "Ulysses"]


@pytest.mark.parametrize(
    ("change", "code", "says"),
    [
        ({"format": 2}, "bad_export", "format: expected 1, got 2"),
        ({"extra": 1}, "bad_export", "Object contains unknown field `extra`"),
        (
            {"tables": {"library": {"boks": {"next_id": 1, "rows": []}}}},
            "bad_export",
            "tables.library.boks: no such table",
        ),
        (
            {"tables": {"library": {"books": {"next_id": 1, "rows": [{"book_id": "x"}]}}}},
            "bad_export",
            "tables.library.books: Expected `int`, got `str` - at `$[0].book_id`",
        ),
        (
            {"timers": [{"due": "2026-01-05T17:00:00Z", "room": "library", "kind": "x", "key": 1}]},
            "bad_export",
            "timers: no timer x in library",
        ),
        ({"files": {"a": "%"}}, "bad_export", ""),
        ({"profile": "guessed"}, "bad_value", "profile: expected one of documented, observed, got 'guessed'"),
        ({"clock.rate": -1, "clock.mode": "scaled"}, "bad_value", "clock.rate: -1 is no rate of a scaled clock"),
        ({"clock.world": "0001-01-01T00:00:00Z"}, "bad_export", "date value out of range"),
        ({"clock.world": "9999-12-31T23:00:00-14:00"}, "bad_export", "date value out of range"),
        ({"clock.world": "9999-12-31T00:00:00Z"}, "bad_value", "clock.world: 9999-12-31T00:00:00+00:00 is no time"),
    ],
)
def test_an_export_that_does_not_fit_changes_nothing(
    library: World, change: dict[str, Any], code: str, says: str
) -> None:
    """400 says where; the world stays as it is."""
    exported = library.said("export")
    for name, value in change.items():
        part, _, field = name.rpartition(".")
        (exported[part] if part else exported)[field] = value
    before = library.export()
    assert refusal(library.ask("PUT", "import", json=exported), 400, code).startswith(says)
    assert library.export() == before


def test_a_fault_of_an_imported_world_must_be_able_to_strike(library: World) -> None:
    """An export is checked like what is said by hand."""
    exported = library.said("export")
    exported["faults"] = [{"id": "f1", "app": "library", "reply": "library.AddBook.ful"}]
    refusal(library.ask("PUT", "import", json=exported), 404, "unknown_reply")
