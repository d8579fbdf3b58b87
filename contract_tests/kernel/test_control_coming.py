"""What comes next in a world, and what happened beside its requests: timers and moments."""

import pytest

from contract_tests.kernel.conftest import World, refusal

LOAN = {"member": "ann", "pin": "4711"}


def test_pending_timers_come_in_the_order_in_which_they_are_due(library: World) -> None:
    """With moment, app, kind and key; `pending` counts them all."""
    library.call("POST", "/library/books/2/loan", data=LOAN)
    library.call("POST", "/library/clock")
    library.call("POST", "/library/books/1/loan", data=LOAN)
    strike = {"at": "2026-01-05T17:00:01Z", "app": "library", "kind": "strike", "key": "hall"}
    overdue = {"at": "2026-01-19T17:00:00Z", "app": "library", "kind": "overdue"}
    assert library.said("timers") == {
        "now": "2026-01-05T17:00:00Z",
        "timers": [strike, {**overdue, "key": 2}, {**overdue, "key": 1}],
        "pending": 3,
    }


def test_as_many_timers_are_told_as_are_asked_for(library: World) -> None:
    """The first of them; the others are counted."""
    for _ in range(25):
        book = library.call("POST", "/library/books", data={"title": "Emma"}).text.split()[1]
        library.call("POST", f"/library/books/{book}/loan", data=LOAN)
    assert (len(library.said("timers")["timers"]), library.said("timers")["pending"]) == (20, 25)
    few = library.said("timers?limit=2")
    assert ([timer["key"] for timer in few["timers"]], few["pending"]) == ([3, 4], 25)


@pytest.mark.parametrize("limit", ["0", "-1", "1001", "many"])
@pytest.mark.parametrize("path", ["timers", "moments"])
def test_a_limit_that_is_none_is_refused(library: World, path: str, limit: str) -> None:
    """Text, nothing, too many."""
    if (path, limit) == ("moments", "1001"):
        limit = "10001"
    assert "limit" in refusal(library.ask("GET", f"{path}?limit={limit}"), 400, "bad_value")


@pytest.mark.parametrize("path", ["timers", "moments"])
def test_a_world_that_is_not_there_tells_nothing(library: World, path: str) -> None:
    """404, and an unknown parameter is 400."""
    refusal(library.another("stranger").ask("GET", path), 404, "unknown_world")
    refusal(library.ask("GET", f"{path}?most=1"), 400, "unknown_field")


def test_no_timers_are_told_of_where_nothing_is_pending(library: World) -> None:
    """Nor any that have fired, were cancelled, or belong to a time that was left."""
    assert library.said("timers")["timers"] == []
    library.ask("PUT", "snapshots/start")
    library.call("POST", "/library/books/1/loan", data=LOAN)
    library.site.patch("books", 1, "library", lent_to="")
    assert library.said("timers")["pending"] == 0
    library.call("POST", "/library/clock")
    library.ask("POST", "snapshots/start/restore")
    assert library.said("timers") == {"now": "2026-01-05T17:00:00Z", "timers": [], "pending": 0}


def test_moments_tell_what_happened_between_which_requests(library: World) -> None:
    """Oldest first: clock moves, timers, changes by hand, each with the request after which it came."""
    library.site.patch("books", 1, "library", title="Persuasion")
    library.call("POST", "/library/clock")
    library.site.advance(1)
    library.call("GET", "/library/books/1")
    library.ask("PATCH", "clock", json={"mode": "frozen"})
    at = "2026-01-05T17:00:01Z"
    assert library.said("moments") == {
        "moments": [
            {
                "id": "1",
                "after": "0",
                "world": library.name,
                "at": "2026-01-05T17:00:00Z",
                "method": "PATCH",
                "path": f"/_ringback/worlds/{library.name}/state/library/books/1",
                "kind": "control",
            },
            {
                "id": "2",
                "after": "1",
                "world": library.name,
                "at": at,
                "app": "library",
                "kind": "timer",
                "key": "hall",
                "name": "strike",
            },
            {"id": "3", "after": "1", "world": library.name, "now": at, "mode": "frozen", "kind": "clock"},
            {"id": "4", "after": "2", "world": library.name, "now": at, "mode": "frozen", "kind": "clock"},
        ]
    }


def test_the_newest_moments_are_told_and_the_oldest_forgotten(library: World) -> None:
    """A hundred unless told otherwise; five hundred are remembered of a world, and their numbers go on."""
    library.call("POST", "/library/clock")
    library.site.advance(600)
    assert [one["id"] for one in library.said("moments?limit=2")["moments"]] == ["600", "601"]
    assert len(library.said("moments")["moments"]) == 100
    every = library.said("moments?limit=10000")["moments"]
    assert (len(every), every[0]["id"], every[-1]["kind"]) == (500, "102", "clock")


def test_moments_are_forgotten_with_the_journal(library: World) -> None:
    """All but the one at which it was cleared."""
    library.site.advance(60)
    library.ask("DELETE", "requests")
    [only] = library.said("moments")["moments"]
    assert (only["id"], only["method"]) == ("2", "DELETE")


def test_to_look_leaves_no_moment(library: World) -> None:
    """Nor does what was refused."""
    for path in ("clock", "timers", "moments", "state/library", "floor", "export", "faults"):
        library.said(path)
    library.ask("PUT", "state/library/books/1", json={"titel": "Emma"})
    library.ask("POST", "requests/wait", json={"timeout_s": 0})
    assert library.said("moments")["moments"] == []
