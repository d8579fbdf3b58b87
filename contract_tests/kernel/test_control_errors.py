"""DESIGN 6, errors: whatever is asked of the control plane, it answers in one form, and says what to do."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from contract_tests.conftest import Running
from contract_tests.kernel.conftest import World, refusal, running
from ringback.contract.app import App


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("", "/_ringback/worlds"),
        ("/", "/_ringback/worlds"),
        ("/wolrds", "/_ringback/worlds"),
        ("/worlds/", "/_ringback/worlds"),
        ("/worlds/default/snapshot", "/_ringback/worlds/default/snapshots"),
        ("/worlds/default/clock/advanc", "/_ringback/worlds/default/clock/advance"),
        ("/catalog", "/_ringback/catalogue"),
        ("/openapi/library", "/_ringback/openapi/library"),
    ],
)
def test_an_unknown_path_is_answered_with_the_near_ones(library_server: Running, path: str, near: str) -> None:
    """404 for every path under /_ringback, with its own parts in the hint; no redirect."""
    said = refusal(library_server.client.get(f"{library_server.root}/_ringback{path}"), 404, "unknown_path")
    assert near in said


def test_a_path_that_only_begins_alike_is_the_vendors_affair(library_server: Running) -> None:
    """`/_ringbackup` is not under `/_ringback`."""
    answer = library_server.client.get(f"{library_server.root}/_ringbackup")
    assert "Nothing answers GET /_ringbackup" in refusal(answer, 404, "unknown_path")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "health", "GET, HEAD"),
        ("DELETE", "worlds", "GET, HEAD"),
        ("POST", "worlds/default", "DELETE, GET, HEAD, PUT"),
        ("GET", "worlds/default/reset", "POST"),
        ("PUT", "worlds/default/clock", "GET, HEAD, PATCH"),
        ("PUT", "worlds/default/faults", "DELETE, GET, HEAD, POST"),
        ("GET", "worlds/default/load", "POST"),
        ("POST", "worlds/default/import", "PUT"),
        ("PUT", "worlds/default/state/library/books", "GET, HEAD"),
        ("POST", "worlds/default/state/library/books/1", "DELETE, GET, HEAD, PATCH, PUT"),
        ("PATCH", "worlds/default/files/x", "DELETE, GET, HEAD, PUT"),
        ("TRACE", "catalogue", "GET, HEAD"),
    ],
)
def test_a_wrong_method_is_answered_with_the_right_ones(
    library_server: Running, method: str, path: str, allowed: str
) -> None:
    """405 with Allow."""
    answer = library_server.control.request(method, path)
    assert allowed in refusal(answer, 405, "bad_method")
    assert answer.headers["allow"] == allowed


def test_head_is_get_without_a_body(library: World) -> None:
    """Wherever there is GET."""
    for path in ("", "clock", "requests", "faults", "export", "state/library/books/1"):
        answer = library.ask("HEAD", path)
        assert (answer.status_code, answer.content) == (200, b"")
        assert int(answer.headers["content-length"]) > 0


@pytest.mark.parametrize(
    "body", [b"{", b"nothing", b'{"seconds": 1} {}', b"\xff", b'{"seconds": "\xff"}', b"[" * 100_000]
)
def test_a_body_that_is_no_json_is_refused(library: World, body: bytes) -> None:
    """400, however it is broken."""
    answer = library.ask("POST", "clock/advance", content=body)
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] in {"bad_json", "bad_value"}


def test_a_body_is_taken_whatever_its_content_type(library: World) -> None:
    """`curl -d` calls it a form."""
    answer = library.ask(
        "POST",
        "clock/advance",
        content=b' {"seconds": 1}\n',
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert answer.json()["now"] == "2026-01-05T17:00:01Z"


@pytest.fixture(scope="module")
def narrow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server that takes bodies of a thousand bytes."""
    server = running(tmp_path_factory, most_body=1_000)
    yield server
    server.stop()


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "worlds/default"),
        ("POST", "worlds/default/load"),
        ("PUT", "worlds/default/import"),
        ("PUT", "worlds/default/files/x"),
        ("POST", "worlds/default/requests/wait"),
        ("PATCH", "worlds/default/state/library/books/1"),
    ],
)
def test_a_body_that_is_too_large_is_refused(narrow: Running, method: str, path: str) -> None:
    """413, whether its length is announced or not; and the connection can be used again."""
    for content in (b"x" * 1_001, iter([b"x" * 600, b"x" * 600])):
        assert "1000 bytes" in refusal(narrow.control.request(method, path, content=content), 413, "too_large")
    assert narrow.control.get("worlds/default/files").json() == {"files": []}


def test_a_body_of_just_the_size_is_taken(narrow: Running) -> None:
    """The bound is the largest that fits."""
    assert narrow.control.put("worlds/default/files/x", content=b"x" * 1_000).status_code == 201
    narrow.control.delete("worlds/default/files/x")


def test_a_defect_is_answered_in_the_same_form_and_logged(
    library: World, library_server: Running, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """500 without a traceback for the client; the traceback is in the log."""

    def broken(apps: tuple[App, ...]) -> dict[str, Any]:
        raise ZeroDivisionError(apps)

    caplog.set_level(logging.ERROR)
    monkeypatch.setattr("ringback.control.catalogue.catalogue", broken)
    said = refusal(library_server.control.get("catalogue"), 500, "defect")
    assert "ZeroDivisionError" not in said
    assert [record.exc_info is not None for record in caplog.records] == [True]
