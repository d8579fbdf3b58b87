"""DESIGN 6, faults of transport: over a real socket, answers are reset, left out or cut."""

import logging
import socket
from urllib.parse import urlsplit

import httpx
import pytest

from contract_tests.kernel.conftest import World


def lose(world: World, transport: str, **rule: object) -> None:
    """Lose the answers of the library."""
    rule = {"app": "library", "transport": transport, **rule}
    assert world.ask("POST", "faults", json=rule).status_code == 201


def received(world: World, path: str = "/library/books/1", method: str = "GET") -> bytes:
    """All bytes that come back before the connection ends; ConnectionResetError when it is reset."""
    place = urlsplit(world.site.url)
    head = f"{method} {place.path}{path} HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Length: 0\r\n\r\n"
    with socket.create_connection((place.hostname, place.port), timeout=10) as connection:
        connection.sendall(head.encode())
        said = b""
        while more := connection.recv(65536):
            said += more
        return said


def test_a_reset_answer_is_a_reset_connection(library: World) -> None:
    """The client sees RST, and no byte before it."""
    lose(library, "reset")
    with pytest.raises(ConnectionResetError):
        received(library)


def test_an_empty_answer_is_a_closed_connection(library: World) -> None:
    """The connection ends in order, without a byte."""
    lose(library, "empty")
    assert received(library) == b""


def test_a_truncated_answer_promises_more_than_comes(library: World) -> None:
    """Status and headers are whole; of the body, half arrives."""
    lose(library, "truncate")
    head, _, body = received(library).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 OK")
    assert b"content-length: 10" in head.lower()
    assert body == b"Emma:"


def test_an_answer_without_a_body_can_be_truncated_too(library: World) -> None:
    """There is nothing to cut, so a byte is promised that does not come."""
    lose(library, "truncate")
    head, _, body = received(library, "/library/hush").partition(b"\r\n\r\n")
    assert b"content-length: 1" in head.lower()
    assert body == b""


def test_an_answer_that_is_lost_before_the_effect_has_none(library: World) -> None:
    """`before` is the default."""
    lose(library, "reset")
    with pytest.raises(ConnectionResetError):
        received(library, "/library/books?title=Villette", "POST")
    library.ask("DELETE", "faults")
    assert library.call("GET", "/library/books/3").status_code == 404


def test_an_answer_that_is_lost_after_the_effect_leaves_it(library: World) -> None:
    """The book is there, though nobody was told."""
    lose(library, "empty", when="after")
    assert received(library, "/library/books?title=Villette", "POST") == b""
    library.ask("DELETE", "faults")
    assert library.call("GET", "/library/books/3").text == "Villette: here"


def test_a_client_library_sees_what_it_would_see_of_a_broken_server(library: World) -> None:
    """Each loss has its own error there."""
    lose(library, "reset", times=1)
    with pytest.raises(httpx.ReadError):
        library.call("GET", "/library/books/1")
    lose(library, "empty", times=1)
    with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
        library.call("GET", "/library/books/1")
    lose(library, "truncate", times=1)
    with pytest.raises(httpx.RemoteProtocolError, match="without sending complete message body"):
        library.call("GET", "/library/books/1")
    assert library.call("GET", "/library/books/1").text == "Emma: here"


@pytest.mark.parametrize("transport", ["reset", "empty", "truncate"])
def test_a_lost_answer_is_no_error_of_the_server(
    library: World, transport: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing is logged, and the server answers on."""
    caplog.set_level(logging.WARNING)
    lose(library, transport, times=3)
    for _ in range(3):
        try:
            received(library)
        except ConnectionResetError:
            assert transport == "reset"
    assert library.call("GET", "/library/books/1").status_code == 200
    assert caplog.records == []


def test_the_journal_says_that_no_answer_was_sent(library: World) -> None:
    """Status 0 and no body where nothing went out; the whole answer where it was cut."""
    lose(library, "empty", times=1)
    received(library)
    lose(library, "truncate", times=1)
    received(library)
    lost, cut = library.said("requests/1"), library.said("requests/2")
    assert (lost["status"], lost["response"]["body"]) == (0, "")
    assert lost["decision"][0] == {"check": "fault f1", "outcome": "transport empty (before the effect)"}
    assert (cut["status"], cut["response"]["body"]) == (200, "Emma: here")
    assert [one["id"] for one in library.said("requests?status=0")["requests"]] == ["1"]
