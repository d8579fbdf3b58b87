"""DESIGN 6, events: requests, clock moves and timers are told while they happen."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from contract_tests.conftest import Running
from contract_tests.kernel.conftest import World, refusal, running
from ringback.control.events import MOST_WAITING

Events = Iterator[tuple[str, dict[str, Any]]]


@contextmanager
def listening(server: httpx.Client, query: str = "") -> Iterator[Events]:
    """The events from now on."""
    with server.stream("GET", f"events{query}", timeout=30) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == "text/event-stream"
        lines = answer.iter_lines()
        assert next(lines).startswith(":")
        yield _read(lines)


def _read(lines: Iterator[str]) -> Events:
    kind = ""
    for line in lines:
        if line.startswith("event: "):
            kind = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield kind, json.loads(line.removeprefix("data: "))


def test_a_request_is_told_with_its_summary(library: World) -> None:
    """The event's data is what the journal lists."""
    with listening(library.site.control, f"?world={library.name}") as events:
        library.call("GET", "/library/books/1")
        assert next(events) == ("request", library.said("requests")["requests"][0])


def test_clock_moves_and_timers_are_told(library: World) -> None:
    """Each timer with moment, app, kind and key; then where the clock stands."""
    library.call("POST", "/library/clock")
    with listening(library.site.control, f"?world={library.name}") as events:
        library.site.advance(1)
        library.ask("PATCH", "clock", json={"now": "2026-01-05T17:00:01Z"})
        assert next(events) == (
            "timer",
            {
                "world": library.name,
                "at": "2026-01-05T17:00:01Z",
                "app": "library",
                "kind": "strike",
                "key": "hall",
            },
        )
        moved = ("clock", {"world": library.name, "now": "2026-01-05T17:00:01Z", "mode": "frozen"})
        assert [next(events), next(events)] == [moved, moved]


def test_a_listener_hears_of_its_world_only(library: World) -> None:
    """What happens elsewhere is not told; without a world, all is."""
    other = library.another("other")
    with listening(library.site.control, f"?world={library.name}") as own, listening(library.site.control) as all_:
        other.call("GET", "/library/books/1")
        library.call("GET", "/library/books/2")
        assert next(own)[1]["world"] == library.name
        assert [next(all_)[1]["world"], next(all_)[1]["world"]] == [other.name, library.name]


def test_a_listener_that_is_too_slow_is_told_what_it_missed(library: World) -> None:
    """The oldest goes, and the number of what went is said."""
    library.call("POST", "/library/clock")
    with listening(library.site.control, f"?world={library.name}") as events:
        library.site.advance(MOST_WAITING + 9)
        # The last event is the clock's; ten timers had to go for it and for those before it.
        assert next(events) == ("dropped", {"events": 10})
        assert next(events)[1]["at"] == "2026-01-05T17:00:11Z"


def test_a_comment_keeps_a_quiet_connection_open(library: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing happens, a line says that the server is there still."""
    monkeypatch.setattr("ringback.control.events.KEEP_ALIVE", 0.01)
    with library.site.control.stream("GET", f"events?world={library.name}") as answer:
        lines = (line for line in answer.iter_lines() if line)
        assert [next(lines), next(lines)] == [": listening", ": still here"]


def test_events_of_an_unknown_world_are_refused(library: World) -> None:
    """404 and a hint; an unknown parameter is 400."""
    said = refusal(library.site.control.get(f"events?world={library.name}x"), 404, "unknown_world")
    assert library.name in said
    refusal(library.site.control.get("events?word=x"), 400, "unknown_field")


def test_head_answers_and_ends(library: World) -> None:
    """A probe does not listen."""
    answer = library.site.control.head("events")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")


@pytest.fixture
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server of the test's own."""
    server = running(tmp_path_factory)
    yield server
    server.stop()


def test_a_listener_that_leaves_is_forgotten(own: Running) -> None:
    """Nothing is kept for a client that has gone."""
    journal = own.gateway.pipeline.journal
    with listening(own.control):
        assert len(journal.listeners) == 1
    own.control.get("health")
    for _ in range(1_000):
        if not journal.listeners:
            break
        own.control.get("health")
    assert journal.listeners == set()


def test_the_streams_end_when_the_server_stops(own: Running) -> None:
    """A listener and a waiter do not hold up a server that is told to close its journal."""
    with listening(own.control) as events:
        own.gateway.pipeline.journal.close()
        assert list(events) == []
    waited = own.control.post("worlds/default/requests/wait", json={"timeout_s": 30})
    assert waited.status_code == 408


Act = tuple[str, str, dict[str, Any]]
BY_HAND: list[Act] = [
    ("PUT", "state/library/books/7", {"json": {"title": "Villette"}}),
    ("PATCH", "state/library/books/7", {"json": {"title": "Shirley"}}),
    ("DELETE", "state/library/books/7", {}),
    ("PUT", "state/library/members/clock", {"json": {}}),
    ("PUT", "state/library/members/requests/wait", {"json": {}}),
    ("POST", "load", {"json": {"scenario": "more"}}),
    ("PUT", "files/list.txt", {"content": b"Emma"}),
    ("DELETE", "files/list.txt", {}),
    ("POST", "faults", {"json": {"app": "library", "latency_ms": 1}}),
    ("DELETE", "faults", {}),
    ("PUT", "snapshots/clock", {}),
    ("POST", "snapshots/clock/restore", {}),
    ("POST", "reset", {}),
    ("DELETE", "requests", {}),
    ("PUT", "", {"json": {}}),
    ("DELETE", "", {}),
]


def test_what_is_changed_by_hand_is_told(library: World) -> None:
    """World, moment, method and path: rows, files, faults, snapshots, and the world itself replaced and dropped."""
    other = library.another("by-hand")
    other.ask("PUT", json={})
    with listening(library.site.control, f"?world={other.name}") as events:
        for method, path, body in BY_HAND:
            answer = other.ask(method, path, **body)
            assert answer.status_code < 300, answer.text
            told = {
                "world": other.name,
                "at": "2026-01-05T17:00:00Z",
                "method": method,
                "path": f"/_ringback/worlds/{other.name}/{path}".rstrip("/"),
            }
            assert next(events) == ("control", told)


def test_what_changes_nothing_by_hand_is_not_told(library: World) -> None:
    """A look, a refusal, a wait, a world that is new; the clock tells of itself."""
    with listening(library.site.control) as events:
        fresh = library.another("fresh")
        fresh.ask("PUT", json={})
        for path in ("", "clock", "state/library", "requests", "export", "floor", "timers", "moments", "bundle"):
            library.ask("GET", path)
            library.ask("HEAD", path)
        library.ask("PUT", "state/library/books/1", json={"titel": "Emma"})
        library.ask("DELETE", "state/library/books/99")
        library.ask("POST", "state/library/books/1", json={})
        library.ask("POST", "requests/wait", json={"timeout_s": 0})
        library.ask("PATCH", "clock", json={"mode": "frozen"})
        library.site.advance(1)
        library.ask("DELETE", "faults")
        assert [next(events)[0] for _ in range(3)] == ["clock", "clock", "control"]
        fresh.ask("DELETE")
