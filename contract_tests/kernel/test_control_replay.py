"""A request made again in a fork of the world as it was before it."""

from typing import Any

import httpx
import pytest

from contract_tests.conftest import Running
from contract_tests.kernel.conftest import World, refusal, running

LOAN = {"member": "ann", "pin": "4711"}


def replay(world: World, request: object, into: World) -> Any:
    """Replay a request, which must succeed."""
    answer = world.ask("POST", f"requests/{request}/replay", json={"into": into.name})
    assert answer.status_code == 201, answer.text
    return answer.json()


@pytest.fixture
def lent(library: World) -> World:
    """A world in which a book was lent, and given back three weeks later."""
    library.site.advance(60)
    library.call("POST", "/library/books/1/loan", data=LOAN)
    library.site.advance(21 * 86_400)
    library.site.patch("books", 1, "library", lent_to="", due=None, overdue=False)
    return library


def test_the_same_request_gets_the_same_reply_in_the_same_world(lent: World) -> None:
    """Byte for byte, at the moment at which it was made; the clock of the fork stands still there."""
    before, again = lent.export(), lent.another("again")
    said = replay(lent, 1, again)
    assert (said["world"], said["same"]) == (again.name, True)
    assert said["request"] == again.said("requests")["requests"][0]
    assert again.said("clock") == {
        "now": "2026-01-05T17:01:00Z",
        "mode": "frozen",
        "rate": 0.0,
        "next_timer": "2026-01-19T17:01:00Z",
    }
    assert again.site.row("books", 1, "library")["lent_to"] == "ann"
    assert again.said("requests/1")["response"] == lent.said("requests/1")["response"]
    assert lent.export() == before
    again.ask("DELETE")


def test_a_replay_takes_the_place_of_the_one_before(lent: World) -> None:
    """It begins anew each time; whoever listens there is told."""
    again = lent.another("again")
    replay(lent, 1, again)
    again.call("POST", "/library/books", data={"title": "Villette"})
    replay(lent, 1, again)
    assert [one["id"] for one in again.said("requests")["requests"]] == ["1"]
    assert len(again.site.rows("books", "library")) == 2
    [moment] = again.said("moments")["moments"]
    assert moment["path"] == f"/_ringback/worlds/{lent.name}/requests/1/replay"
    again.ask("DELETE")


def test_a_fault_strikes_the_replay_as_it_struck_the_request(library: World) -> None:
    """The world before it had the fault."""
    library.ask("POST", "faults", json={"app": "library", "reply": "library.AddBook.full", "times": 1})
    library.call("POST", "/library/books", data={"title": "Emma"})
    again = library.another("again")
    said = replay(library, 1, again)
    assert (said["same"], said["request"]["status"]) == (True, 507)
    again.ask("DELETE")


def test_a_request_that_got_no_answer_is_replayed_too(library: World) -> None:
    """Its connection was cut; so is the one nobody holds."""
    library.ask("POST", "faults", json={"app": "library", "transport": "reset", "when": "after"})
    with pytest.raises(httpx.TransportError):
        library.call("POST", "/library/books", data={"title": "Emma"})
    again = library.another("again")
    assert replay(library, 1, again)["request"]["status"] == 0
    again.ask("DELETE")


@pytest.mark.parametrize(
    ("request_id", "body", "status", "code"),
    [
        ("1", {}, 400, "bad_value"),
        ("1", {"into": "a b"}, 400, "bad_world_name"),
        ("1", {"into": ""}, 400, "bad_world_name"),
        ("1", {"into": 7}, 400, "bad_value"),
        ("1", {"to": "x"}, 400, "unknown_field"),
        ("9", {"into": "x"}, 404, "unknown_request"),
        ("x", {"into": "x"}, 404, "unknown_request"),
    ],
)
def test_what_cannot_be_replayed_is_refused(
    lent: World, request_id: str, body: dict[str, object], status: int, code: str
) -> None:
    """And no world is made."""
    before = len(lent.site.control.get("worlds").json()["worlds"])
    refusal(lent.ask("POST", f"requests/{request_id}/replay", json=body), status, code)
    assert len(lent.site.control.get("worlds").json()["worlds"]) == before


def test_a_request_is_not_replayed_into_its_own_world(lent: World) -> None:
    """That would be to rewind it, as the hint says."""
    before = lent.export()
    answer = lent.ask("POST", "requests/1/replay", json={"into": lent.name})
    assert "rewind" in refusal(answer, 400, "bad_value")
    assert lent.export() == before


def test_a_request_of_a_cleared_journal_cannot_be_replayed(lent: World) -> None:
    """It is forgotten."""
    lent.ask("DELETE", "requests")
    assert "cleared" in refusal(lent.ask("POST", "requests/1/replay", json={"into": "x"}), 404, "unknown_request")


def test_a_full_server_has_no_room_for_a_replay(tmp_path_factory: pytest.TempPathFactory) -> None:
    """507; one in the place of another needs none."""
    server: Running = running(tmp_path_factory, max_worlds=2)
    try:
        world, again = World(server.site("default")), World(server.site("again"))
        world.call("GET", "/library/books/1")
        replay(world, 1, again)
        refusal(world.ask("POST", "requests/1/replay", json={"into": "third"}), 507, "too_many_worlds")
        assert replay(world, 1, again)["same"] is True
    finally:
        server.stop()
