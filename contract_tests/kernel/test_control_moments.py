"""DESIGN 6, moments: snapshots are taken and restored, and a world is rewound to before a request."""

from typing import Any

import pytest

from contract_tests.kernel.conftest import World, refusal

LOAN = {"member": "ann", "pin": "4711"}


def live(world: World) -> dict[str, Any]:
    """Let a good deal happen, and return the world."""
    world.call("POST", "/library/books", data={"title": "Middlemarch"})
    world.call("POST", "/library/books/1/loan", data=LOAN)
    world.call("POST", "/library/books/2/loan", data={"member": "ann", "pin": "0"})
    world.ask("POST", "faults", json={"app": "library", "latency_ms": 1, "times": 1})
    world.ask("PUT", "files/list.txt", content=b"Emma")
    world.site.advance(15 * 86400)
    return world.export()


def test_a_snapshot_is_listed_with_its_moment(library: World) -> None:
    """PUT answers 201, and 200 in place of one of that name."""
    assert library.ask("PUT", "snapshots/noon").status_code == 201
    library.site.advance(60)
    again = library.ask("PUT", "snapshots/noon")
    assert (again.status_code, again.json()) == (200, {"name": "noon", "at": "2026-01-05T17:01:00Z"})
    assert library.said("snapshots") == {"snapshots": [{"name": "noon", "at": "2026-01-05T17:01:00Z"}]}


def test_restore_brings_everything_back(library: World) -> None:
    """Rows, ids, clock, timers, faults and files are those of the snapshot."""
    before = live(library)
    library.ask("PUT", "snapshots/then")
    live(library)
    library.ask("DELETE", "faults")
    library.ask("DELETE", "files/list.txt")
    answer = library.ask("POST", "snapshots/then/restore")
    assert (answer.status_code, answer.json()) == (200, {"world": library.name, "now": "2026-01-20T17:00:00Z"})
    assert library.export() == before


def test_a_snapshot_can_be_restored_again_and_again(library: World) -> None:
    """What happens after a restore does not reach the snapshot."""
    library.ask("PUT", "snapshots/start")
    before = library.export()
    for _ in range(2):
        live(library)
        library.ask("POST", "snapshots/start/restore")
        assert library.export() == before


def test_what_follows_a_restore_is_what_followed_the_snapshot(library: World) -> None:
    """The same requests after the same moment give the same world."""
    library.ask("PUT", "snapshots/start")
    first = live(library)
    library.ask("POST", "snapshots/start/restore")
    assert live(library) == first


def test_a_forgotten_snapshot_is_unknown(library: World) -> None:
    """DELETE answers 204, once."""
    library.ask("PUT", "snapshots/noon")
    assert library.ask("DELETE", "snapshots/noon").status_code == 204
    refusal(library.ask("DELETE", "snapshots/noon"), 404, "unknown_snapshot")
    refusal(library.ask("POST", "snapshots/noon/restore"), 404, "unknown_snapshot")


def test_an_unknown_snapshot_is_refused_with_the_near_ones(library: World) -> None:
    """404 and a hint."""
    library.ask("PUT", "snapshots/morning")
    said = refusal(library.ask("POST", "snapshots/mornin/restore"), 404, "unknown_snapshot")
    assert "Did you mean morning?" in said


def test_a_snapshot_needs_a_name_that_fits_into_a_path(library: World) -> None:
    """400 for any other."""
    refusal(library.ask("PUT", "snapshots/a b"), 400, "bad_snapshot_name")


def test_rewind_goes_back_to_before_a_request(library: World) -> None:
    """The world is what the request met: rows, ids, clock and timers."""
    library.site.advance(60)
    before = library.export()
    request = library.call("POST", "/library/books", data={"title": "Middlemarch"}).headers["ringback-request"]
    live(library)
    answer = library.ask("POST", "rewind", json={"before_request": request})
    assert (answer.status_code, answer.json()) == (200, {"world": library.name, "now": "2026-01-05T17:01:00Z"})
    assert library.export() == before


def test_rewind_takes_the_id_as_a_number_too(library: World) -> None:
    """The id in the header is a text, and people write numbers."""
    request = int(library.call("POST", "/library/books", data={"title": "Villette"}).headers["ringback-request"])
    assert library.ask("POST", "rewind", json={"before_request": request}).status_code == 200
    assert library.call("GET", "/library/books/3").status_code == 404


def test_a_rewound_world_meets_its_faults_again(library: World) -> None:
    """What struck the request strikes its repetition: a fault is not used up by what has not happened."""
    fault = {"app": "library", "reply": "library.AddBook.full", "times": 1}
    library.ask("POST", "faults", json=fault)
    first = library.call("POST", "/library/books", data={"title": "Emma"})
    library.ask("POST", "rewind", json={"before_request": first.headers["ringback-request"]})
    assert library.said("faults")["faults"][0]["struck"] == 0
    again = library.call("POST", "/library/books", data={"title": "Emma"})
    assert (first.status_code, again.status_code) == (507, 507)


def test_the_journal_stays_when_the_world_goes_back(library: World) -> None:
    """Neither rewind nor restore unwrites what was asked."""
    library.ask("PUT", "snapshots/start")
    first = library.call("GET", "/library/books/1").headers["ringback-request"]
    library.ask("POST", "rewind", json={"before_request": first})
    library.ask("POST", "snapshots/start/restore")
    assert [one["id"] for one in library.said("requests")["requests"]] == [first]


def test_rewind_to_a_request_that_the_journal_has_not_is_refused(library: World) -> None:
    """404 says what it holds, and what became of one that was there."""
    library.call("GET", "/library/books/1")
    said = refusal(library.ask("POST", "rewind", json={"before_request": 9}), 404, "unknown_request")
    assert "It holds 1 to 1" in said
    library.ask("DELETE", "requests")
    said = refusal(library.ask("POST", "rewind", json={"before_request": "1"}), 404, "unknown_request")
    assert "cleared, or dropped because the journal is bounded" in said


@pytest.mark.parametrize(
    ("body", "code", "says"),
    [
        ({}, "bad_value", "before_request: is required"),
        ({"before_request": [1]}, "bad_value", "before_request: expected int | str, got array"),
        ({"before": 1}, "unknown_field", "before: no such field"),
    ],
)
def test_rewind_says_what_it_needs(library: World, body: dict[str, object], code: str, says: str) -> None:
    """400 with the field first."""
    assert refusal(library.ask("POST", "rewind", json=body), 400, code).startswith(says)
