"""DESIGN 6, what is declared and what has been seen: health, catalogue, OpenAPI, coverage."""

from contract_tests.conftest import Running
from contract_tests.kernel.conftest import World, refusal
from ringback import __version__


def test_health_tells_what_is_served(library_server: Running) -> None:
    """Status, version, apps, scenario."""
    assert library_server.control.get("health").json() == {
        "status": "ok",
        "version": __version__,
        "apps": ["library"],
        "scenario": "stocked",
    }


def test_the_catalogue_gives_every_reply_with_its_ground_and_reach(library_server: Running) -> None:
    """As DESIGN 6 has it, name by name."""
    first = library_server.control.get("catalogue").json()["apps"]["library"][0]
    assert {name: first[name] for name in ("id", "method", "path", "section", "summary")} == {
        "id": "library.AddBook",
        "method": "POST",
        "path": "/library/books",
        "section": "1",
        "summary": "Add a book.",
    }
    [field] = first["fields"]
    assert {name: field[name] for name in ("name", "type", "required", "in")} == {
        "name": "title",
        "type": "text",
        "required": True,
        "in": "body",
    }
    assert first["replies"][-1] == {
        "id": "library.AddBook.full",
        "status": 507,
        "kind": "failure",
        "text": "The library is full",
        "source": "Lending Library 1.0 §1",
        "grade": "documented",
        "reach": "fault",
    }


def test_an_app_is_described_as_openapi(library_server: Running) -> None:
    """Paths of the app, with their replies by status."""
    document = library_server.control.get("openapi/library.json").json()
    assert document["openapi"].startswith("3.")
    assert set(document["paths"]["/library/books"]["post"]["responses"]) >= {"201", "400"}


def test_an_app_that_is_not_served_has_no_openapi(library_server: Running) -> None:
    """404 with the near ones."""
    said = refusal(library_server.control.get("openapi/libary.json"), 404, "unknown_app")
    assert "Did you mean library?" in said


def test_coverage_counts_what_one_world_has_seen(library: World) -> None:
    """A forced reply is seen by a fault, the others by themselves."""
    library.call("POST", "/library/books", data={"title": "Emma"})
    library.ask("POST", "faults", json={"app": "library", "reply": "library.AddBook.full", "times": 1})
    library.call("POST", "/library/books", data={"title": "Emma"})
    said = library.site.control.get("coverage", params={"world": library.name}).json()
    assert said["seen"] == {"library.AddBook.added": [1, 0], "library.AddBook.full": [0, 1]}
    assert said["apps"]["library"]["seen"] == 2


def test_coverage_of_all_worlds_outlives_them(library: World) -> None:
    """Without a world, all is counted since the server started, dropped worlds too."""
    other = library.another("gone")
    other.call("GET", "/library/books/99")
    other.ask("DELETE")
    said = library.site.control.get("coverage").json()
    assert said["seen"]["library.ShowBook.no_book"][0] >= 1


def test_coverage_of_an_unknown_world_is_refused(library: World) -> None:
    """404 with the near ones; an unknown parameter is 400."""
    refusal(library.site.control.get(f"coverage?world={library.name}x"), 404, "unknown_world")
    refusal(library.site.control.get("coverage?word=x"), 400, "unknown_field")
