"""DESIGN 6, the journal: what was asked is listed, filtered, shown in full, waited for and forgotten."""

import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from contract_tests.conftest import Running, Site
from contract_tests.kernel import toy
from contract_tests.kernel.conftest import FROZEN, World, refusal, running
from ringback.serve.settings import Settings

LOAN = {"member": "ann", "pin": "4711"}
SUMMARY = [
    "id",
    "at",
    "world",
    "app",
    "endpoint",
    "method",
    "path",
    "status",
    "reply",
    "source",
    "grade",
    "duration_us",
]


@pytest.fixture
def busy(library: World) -> World:
    """A world that has been asked five times: two books added, one refused, one lent, one shown."""
    library.call("POST", "/library/books", data={"title": "Middlemarch"})
    library.call("POST", "/library/books", data={"title": "Villette"})
    library.call("POST", "/library/books", data={})
    library.site.advance(60)
    library.call("POST", "/library/books/1/loan", data=LOAN)
    library.call("GET", "/library/books/3?lang=en")
    return library


def ids(world: World, **filters: object) -> list[int]:
    """The ids that a listing gives."""
    return [int(one["id"]) for one in world.said("requests", params=filters)["requests"]]


def test_requests_are_listed_oldest_first(busy: World) -> None:
    """Each with where it went, what it got and how well that is known."""
    said = busy.said("requests")
    assert [one["id"] for one in said["requests"]] == ["1", "2", "3", "4", "5"]
    assert said["truncated"] is False
    last = said["requests"][-1]
    assert [name for name in SUMMARY if name not in last] == []
    assert {name: last[name] for name in SUMMARY if name != "duration_us"} == {
        "id": "5",
        "at": "2026-01-05T17:01:00Z",
        "world": busy.name,
        "app": "library",
        "endpoint": "library.ShowBook",
        "method": "GET",
        "path": "/library/books/3?lang=en",
        "status": 200,
        "reply": "library.ShowBook.shown",
        "source": "Lending Library 1.0 §2; documented",
        "grade": "documented",
    }
    assert isinstance(last["duration_us"], int)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"app": "library"}, [1, 2, 3, 4, 5]),
        ({"endpoint": "library.AddBook"}, [1, 2, 3]),
        ({"endpoint": "AddBook"}, [1, 2, 3]),
        ({"reply": "library.AddBook.added"}, [1, 2]),
        ({"reply": "AddBook.added"}, [1, 2]),
        ({"reply": "untitled"}, [3]),
        ({"status": "201"}, [1, 2]),
        ({"status": "404"}, []),
        ({"contains": "Villette"}, [2]),
        ({"contains": "/books/3"}, [5]),
        ({"contains": "Due 2026"}, [4]),
        ({"since": "3"}, [4, 5]),
        ({"since": "2026-01-05T17:01:00Z"}, [4, 5]),
        ({"since": "2026-01-05T18:01:00+01:00"}, [4, 5]),
        ({"since": "2026-01-05T17:01:01Z"}, []),
        ({"endpoint": "AddBook", "status": "201", "since": "1"}, [2]),
        (
            {"app": "", "endpoint": "", "reply": "", "status": "", "contains": "", "since": "", "limit": ""},
            [1, 2, 3, 4, 5],
        ),
    ],
)
def test_filters_choose_among_the_requests(busy: World, filters: dict[str, str], expected: list[int]) -> None:
    """All that are given must fit; one without a value counts as left out."""
    assert ids(busy, **filters) == expected


def test_a_plus_in_a_moment_survives_a_query_that_does_not_quote_it(busy: World) -> None:
    """`+01:00` reaches a server as ` 01:00` when it is not encoded."""
    answer = busy.ask("GET", "requests?since=2026-01-05T18:01:00+01:00")
    assert [one["id"] for one in answer.json()["requests"]] == ["4", "5"]


def test_a_limit_keeps_the_newest_and_says_that_it_cut(busy: World) -> None:
    """The newest of those that match, still oldest first."""
    assert busy.said("requests?limit=2")["truncated"] is True
    assert ids(busy, limit=2) == [4, 5]
    assert ids(busy, limit=1, reply="added") == [2]
    assert busy.said("requests?limit=5")["truncated"] is False


@pytest.mark.parametrize(
    ("query", "status", "code", "says"),
    [
        ("status=ok", 400, "bad_value", "status: expected int, got str"),
        ("status=600", 400, "bad_value", "status: expected int <= 599"),
        ("limit=0", 400, "bad_value", "limit: expected int >= 1"),
        ("limit=10001", 400, "bad_value", "limit: expected int <= 10000"),
        ("since=yesterday", 400, "bad_value", "since: expected a request's id or a moment, got 'yesterday'"),
        ("since=2026-01-05", 400, "bad_value", "since: expected a zone"),
        ("endpont=AddBook", 400, "unknown_field", "endpont: no such field | Did you mean endpoint?"),
        ("app=libary", 404, "unknown_app", "There is no app called 'libary' | Did you mean library?"),
        ("endpoint=AddBok", 404, "unknown_endpoint", "There is no endpoint called 'AddBok' | Did you mean AddBook?"),
        ("reply=aded", 404, "unknown_reply", "There is no reply called 'aded' | Did you mean added?"),
    ],
)
def test_filters_that_no_request_could_fit_are_refused(
    busy: World, query: str, status: int, code: str, says: str
) -> None:
    """A slip in a filter is said, not answered with an empty list."""
    assert refusal(busy.ask("GET", f"requests?{query}"), status, code).startswith(says)


def test_an_entry_in_full_tells_what_was_sent_checked_answered_and_changed(busy: World) -> None:
    """Request, response, decision path and state changes."""
    entry = busy.said("requests/4")
    assert entry["request"]["body"] == "member=ann&pin=***"
    assert entry["request"]["headers"]["content-type"] == "application/x-www-form-urlencoded"
    assert entry["response"]["body"] == "Due 2026-01-19"
    assert entry["decision"] == [{"check": "signed", "outcome": "passed"}, {"check": "run", "outcome": "answered"}]
    [change] = entry["changes"]
    assert (change["table"], change["key"]) == ("books", 1)
    assert (change["before"]["lent_to"], change["after"]["lent_to"]) == ("", "ann")


def test_the_decision_path_ends_with_what_decided(busy: World) -> None:
    """A field that refused the call is the last step, with its value."""
    assert busy.said("requests/3")["decision"] == [{"check": "title", "outcome": "answered", "value": ""}]


def test_a_long_value_is_cut_in_the_decision_path(library: World) -> None:
    """The request shows it whole; the path shows what it was."""
    library.call("POST", "/library/books", data={"title": "x" * 5_000})
    entry = library.said("requests/1")
    assert entry["decision"][0]["value"] == "x" * 1_000 + "... (5000 bytes)"
    assert entry["request"]["body"] == "title=" + "x" * 5_000


def test_secrets_are_masked_wherever_the_journal_shows_them(library: World) -> None:
    """In paths, bodies, headers, state changes and what `contains` finds."""
    library.call("POST", "/library/books/1/loan?pin=s3cr3t", data=LOAN, headers={"authorization": "Basic s3cr3t"})
    library.call("POST", "/library/books/1/loan", data={"member": "ann", "pin": "s3cr3t"})
    shown = library.ask("GET", "requests").text + "".join(library.ask("GET", f"requests/{n}").text for n in (1, 2))
    assert "s3cr3t" not in shown
    assert "4711" not in shown
    assert "pin=***" in shown
    assert ids(library, contains="s3cr3t") == []


def test_the_journal_can_be_cleared_and_ids_go_on(busy: World) -> None:
    """DELETE answers 204; the next request has the next id."""
    assert busy.ask("DELETE", "requests").status_code == 204
    assert busy.said("requests") == {"requests": [], "truncated": False}
    busy.call("GET", "/library/books/1")
    assert ids(busy) == [6]


@pytest.mark.parametrize("name", ["6", "0", "x", "-1", "9" * 5000])
def test_an_entry_that_is_not_there_is_refused(busy: World, name: str) -> None:
    """404 says what there is."""
    assert "It holds 1 to 5" in refusal(busy.ask("GET", f"requests/{name}"), 404, "unknown_request")


def test_waiting_for_what_has_been_seen_already_does_not_wait(busy: World) -> None:
    """Filters stand in the body, in the query, or in both."""
    said = busy.ask("POST", "requests/wait?reply=added", json={"count": 2, "timeout_s": 0})
    assert said.status_code == 200
    assert [one["id"] for one in said.json()["requests"]] == ["1", "2"]
    assert busy.ask("POST", "requests/wait?count=5&timeout_s=0").status_code == 200


def test_waiting_ends_when_enough_has_been_seen(library: World) -> None:
    """A long poll is answered by the request that completes it."""
    answers: list[httpx.Response] = []
    body = {"endpoint": "AddBook", "count": 2, "timeout_s": 30}
    waiting = threading.Thread(target=lambda: answers.append(library.ask("POST", "requests/wait", json=body)))
    waiting.start()
    for title in ("Emma", "Villette"):
        library.call("GET", "/library/books/1")
        library.call("POST", "/library/books", data={"title": title})
    waiting.join(30)
    assert answers[0].status_code == 200
    assert [one["reply"] for one in answers[0].json()["requests"]] == ["library.AddBook.added"] * 2


def test_waiting_in_vain_is_answered_with_what_was_seen(busy: World) -> None:
    """408 says how many came, and which."""
    answer = busy.ask("POST", "requests/wait", json={"reply": "added", "count": 3, "timeout_s": 0.05})
    assert "2 of 3 matching requests were made within 0.05 s" in refusal(answer, 408, "timeout")
    assert [one["id"] for one in answer.json()["requests"]] == ["1", "2"]


def test_waiting_in_a_world_that_is_dropped_ends(library: World) -> None:
    """Nothing can come any more, and the wait says so."""
    answers: list[httpx.Response] = []
    other = library.another("gone")
    other.ask("PUT", json={})
    waiting = threading.Thread(
        target=lambda: answers.append(other.ask("POST", "requests/wait", json={"timeout_s": 30}))
    )
    waiting.start()
    while waiting.is_alive():
        other.ask("PUT", json={})
        other.ask("DELETE")
        waiting.join(0.01)
    refusal(answers[0], 404, "unknown_world")


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"timeout_s": 301}, "timeout_s: expected float <= 300"),
        ({"timeout_s": -1}, "timeout_s: expected float >= 0"),
        ({"timeout_s": "nan"}, "timeout_s: "),
        ({"count": 0}, "count: expected int >= 1"),
        ({"count": "many"}, "count: expected int, got str"),
        ([], "body: expected object, got array"),
    ],
)
def test_waiting_needs_a_count_and_a_time_within_bounds(library: World, body: object, says: str) -> None:
    """400 with the field first."""
    assert refusal(library.ask("POST", "requests/wait", json=body), 400, "bad_value").startswith(says)


@pytest.fixture(scope="module")
def forgetful(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server whose journal holds some ten entries."""
    server = running(tmp_path_factory, most_journal=25_000)
    yield server
    server.stop()


def ask_often(site: Site, times: int) -> None:
    """Make so many requests."""
    for _ in range(times):
        site.client.get(f"{site.url}/library/books/1").raise_for_status()


def test_a_journal_that_is_too_heavy_drops_the_oldest_and_says_so(forgetful: Running) -> None:
    """`truncated` is true where entries that could have been meant are gone, and only there."""
    world = World(forgetful.site("heavy"))
    ask_often(world.site, 20)
    said = world.said("requests")
    first, last = int(said["requests"][0]["id"]), int(said["requests"][-1]["id"])
    assert (first > 1, last, said["truncated"]) == (True, 20, True)
    assert world.said(f"requests?since={first - 1}")["truncated"] is False
    assert world.said(f"requests?since={first - 2}")["truncated"] is True
    hint = refusal(world.ask("GET", "requests/1"), 404, "unknown_request")
    assert "dropped because the journal is bounded" in hint


def test_entries_that_were_cleared_weigh_nothing(forgetful: Running) -> None:
    """To clear or drop one world's journal leaves room for another's."""
    one, two = World(forgetful.site("one")), World(forgetful.site("two"))
    forgetful.control.delete("worlds/heavy")
    ask_often(one.site, 4)
    for _ in range(5):
        ask_often(two.site, 6)
        two.ask("DELETE", "requests")
    ask_often(two.site, 6)
    two.ask("DELETE")
    ask_often(two.site, 3)
    assert [len(ids(world)) for world in (one, two)] == [4, 3]


def test_no_more_is_remembered_of_what_was_cleared(tmp_path: Path) -> None:
    """A server that is used by short-lived worlds for days does not grow."""
    gateway = toy.serve(tmp_path, Settings(scenario="stocked", clock=FROZEN, most_journal=20_000))
    server = Running(Settings(), gateway)
    keeper, passing = World(server.site("keeper")), World(server.site("passing"))
    ask_often(keeper.site, 1)
    for _ in range(30):
        ask_often(passing.site, 2)
        passing.ask("DELETE")
    assert len(ids(keeper)) == 1
    assert len(gateway.pipeline.journal._oldest) < 25
    server.stop()


def test_older_requests_are_a_page_away(busy: World) -> None:
    """`before` an id, the newest of those that match, still oldest first; `truncated` says that there are more."""
    page = busy.said("requests?limit=2&before=4")
    assert ([one["id"] for one in page["requests"]], page["truncated"]) == (["2", "3"], True)
    page = busy.said("requests?limit=2&before=2")
    assert ([one["id"] for one in page["requests"]], page["truncated"]) == (["1"], False)
    assert ids(busy, before=3, reply="added", limit=1) == [2]
    assert ids(busy, before=5, since=2) == [3, 4]
    assert ids(busy, before=1) == []
    assert ids(busy, before=99) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("before", ["0", "-1", "x", "2026-01-05T17:00:00Z"])
def test_before_takes_an_id(busy: World, before: str) -> None:
    """400 for all else."""
    assert "before" in refusal(busy.ask("GET", f"requests?before={before}"), 400, "bad_value")


def test_a_summary_tells_how_many_rows_were_changed(busy: World) -> None:
    """Those of the request itself; time that passed meanwhile is no part of it."""
    busy.call("POST", "/library/books/1/loan", data={"member": "ann", "pin": "0"})
    busy.call("POST", "/library/clock")
    busy.site.advance(15 * 86_400)
    busy.call("GET", "/library/books/1")
    assert [one["changed"] for one in busy.said("requests")["requests"]] == [1, 1, 0, 1, 0, 1, 0, 0]
