"""Hostile clients: slow ones, half-open ones, those that never read, very many of them, heads without an end."""

import socket
import struct
from collections.abc import Iterator

import pytest

from contract_tests.conftest import Running, Site
from contract_tests.kernel.hostile import (
    CLOSE,
    FORM,
    PATH,
    VERSION,
    alive,
    code,
    connected,
    defects,
    entries,
    quickly,
    request,
    rest,
    said,
    statuses,
    untouched,
)
from ringback.serve.protocol import DirectProtocol
from ringback.serve.settings import ClockSetting, Settings

BEYOND = 600_000
MANY = 2_200


@pytest.fixture
def closed_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's patience with silence is a moment, in place of a minute."""
    monkeypatch.setattr(DirectProtocol, "patience", 0.2)


HALVES = {
    "nothing": b"",
    "half a line": b"GET /adminp",
    "half a head": b"GET / HTTP/1.1\r\nHost: loc",
    "half a body": request(PATH, FORM, "Content-Length: 100", method="POST", body=b"source=te"),
    "half a long body": request(PATH, FORM, "Content-Length: 900000", method="POST", body=b"a" * 100_000),
    "half a chunk": request(PATH, FORM, "Transfer-Encoding: chunked", method="POST", body=b"64\r\nsource=te"),
    "half a control request": request("/_ringback/worlds/x", "Content-Length: 9", method="PUT", body=b"{"),
}


@pytest.mark.usefixtures("closed_soon")
@pytest.mark.parametrize("half", HALVES.values(), ids=HALVES)
def test_a_client_that_falls_silent_is_told_and_left(handbook_server: Running, dialer360: Site, half: bytes) -> None:
    """408 and the connection's end, wherever it stopped; nothing has been done."""
    with untouched(dialer360), connected(handbook_server) as connection:
        connection.sendall(half)
        answer = rest(connection)
        assert (statuses(answer), code(answer)) == ([408], "too_slow")
    assert handbook_server.control.get("worlds/x").status_code == 404


@pytest.mark.usefixtures("closed_soon")
def test_a_client_that_waits_for_a_slow_answer_is_not_left(handbook_server: Running, dialer360: Site) -> None:
    """Neither with a whole request, nor with half of the next one sent behind it."""
    fault = {"app": "dialer360", "latency_ms": 600, "times": 1}
    dialer360.control.post(f"worlds/{dialer360.world}/faults", json=fault).raise_for_status()
    with connected(handbook_server) as connection:
        connection.sendall(request(f"/w/{dialer360.world}{VERSION}") + b"GET /adminp")
        assert statuses(rest(connection)) == [200, 408]


@pytest.mark.parametrize("half", HALVES.values(), ids=HALVES)
def test_a_client_that_stays_in_the_middle_holds_nobody(handbook_server: Running, dialer360: Site, half: bytes) -> None:
    """While twenty wait, others are answered, in the same world too."""
    waiting = [connected(handbook_server) for _ in range(20)]
    try:
        for connection in waiting:
            connection.sendall(half)
        count = entries(dialer360)
        answer = said(handbook_server, request(f"/w/{dialer360.world}{VERSION}", CLOSE))
        assert statuses(answer) == [200]
        assert entries(dialer360) == count + 1
    finally:
        for connection in waiting:
            connection.close()


def test_a_request_that_comes_byte_by_byte_is_one_request(handbook_server: Running, dialer360: Site) -> None:
    """Each byte in a packet of its own."""
    sent = request(f"/w/{dialer360.world}{VERSION}", CLOSE)
    with connected(handbook_server) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in sent:
            connection.sendall(bytes([byte]))
        assert statuses(rest(connection)) == [200]


def _long(what: str) -> bytes:
    target = f"{VERSION}&x={'a' * BEYOND}" if what == "target" else VERSION
    headers = {
        "header": (f"X: {'a' * BEYOND}",),
        "name": (f"{'X' * BEYOND}: a",),
        "cookie": (f"Cookie: {'a=b; ' * (BEYOND // 6)}",),
        "headers": ("X: a",) * (BEYOND // 6),
    }
    return request(target, *headers.get(what, ()), CLOSE)


@pytest.mark.parametrize("what", ["header", "name", "cookie", "headers"])
def test_a_head_that_is_too_long_is_refused(handbook_server: Running, dialer360: Site, what: str) -> None:
    """431, before it is complete: half a megabyte is more than any client sends."""
    with untouched(dialer360), connected(handbook_server) as connection:
        connection.sendall(_long(what)[: BEYOND - 10])
        connection.settimeout(10)
        assert connection.recv(4096).startswith(b"HTTP/1.1 431 ")
    assert alive(handbook_server)


@pytest.mark.parametrize("path", [VERSION, VERSION.replace("api", "%61pi")], ids=["at once", "by ASGI"])
def test_a_target_that_is_too_long_is_refused(handbook_server: Running, path: str) -> None:
    """414 beyond 65,535 bytes, whichever way the request would take; up to there it is read."""
    fitting = f"{path}&x=".ljust(65_535, "a")
    assert statuses(said(handbook_server, request(fitting, CLOSE))) == [200]
    answer = said(handbook_server, request(f"{fitting}a", CLOSE))
    assert (statuses(answer), code(answer)) == ([414], "url_too_long")


def poured(connection: socket.socket, piece: bytes, times: int) -> None:
    """Send a piece again and again."""
    for _ in range(times):
        connection.sendall(piece)


@pytest.mark.parametrize(
    "beginning", ["GET / HTTP/1.1\r\nX: ", "POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: "]
)
def test_a_head_or_trailer_without_an_end_is_refused(handbook_server: Running, beginning: str) -> None:
    """It is not read on for ever: the connection is closed under the sender."""
    with connected(handbook_server) as connection:
        connection.sendall(beginning.encode())
        with pytest.raises((ConnectionResetError, BrokenPipeError)):
            poured(connection, b"a" * 65536, 1000)


def test_line_ends_without_a_request_are_not_read_for_ever(handbook_server: Running) -> None:
    """Nor is a chunk's extension."""
    for beginning in (b"", request("/x", "Transfer-Encoding: chunked", method="POST", body=b"1;a=")):
        with connected(handbook_server) as connection:
            connection.sendall(beginning)
            with pytest.raises((ConnectionResetError, BrokenPipeError)):
                poured(connection, (b"a" if beginning else b"\r\n") * 65536, 1000)


@pytest.mark.parametrize("path", [VERSION, VERSION.replace("api", "%61pi")], ids=["at once", "by ASGI"])
def test_a_thousand_requests_sent_together_are_answered_in_order(
    handbook_server: Running, dialer360: Site, path: str
) -> None:
    """None is lost, none is answered twice."""
    target = f"/w/{dialer360.world}{path}"
    answer = said(handbook_server, request(target) * 1000 + request(target, CLOSE))
    numbers = [int(part.partition(b"\r\n")[0]) for part in answer.split(b"ringback-request: ")[1:]]
    assert numbers == [*range(1, 1002)]


@pytest.mark.parametrize("path", [VERSION, VERSION.replace("api", "%61pi")], ids=["at once", "by ASGI"])
def test_a_client_that_never_reads_stops_being_read(
    handbook_server: Running, dialer360: Site, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Its requests are left to wait, others are answered, and its end is no defect."""
    with connected(handbook_server, 0.3) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        with pytest.raises(TimeoutError):
            poured(connection, request(f"/w/{dialer360.world}{path}") * 1000, 1000)
        assert alive(handbook_server)
    assert alive(handbook_server)
    assert entries(dialer360) < 1_000_000
    assert defects(caplog.records) == []


def test_clients_that_reset_in_the_middle_are_no_defect(
    handbook_server: Running, dialer360: Site, caplog: pytest.LogCaptureFixture
) -> None:
    """Fifty, each with requests under way that nobody will read."""
    for path in (VERSION, VERSION.replace("api", "%61pi")):
        for _ in range(50):
            with connected(handbook_server) as connection:
                connection.sendall(request(f"/w/{dialer360.world}{path}") * 20)
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    assert alive(handbook_server)
    assert defects(caplog.records) == []


def test_a_listener_that_leaves_with_a_request_behind_is_forgotten(handbook_server: Running, dialer360: Site) -> None:
    """Its stream of events ends, though it was not the last thing that it asked for."""
    listeners = handbook_server.gateway.pipeline.journal.listeners
    before = len(listeners)
    with connected(handbook_server) as connection:
        connection.sendall(request(f"/_ringback/events?world={dialer360.world}") + request(VERSION))
        heard = b""
        while b": listening" not in heard:
            heard += connection.recv(4096)
        assert len(listeners) == before + 1
    for _ in range(100):
        assert alive(handbook_server)
        if len(listeners) == before:
            break
    assert len(listeners) == before


def test_a_half_closed_connection_is_answered(handbook_server: Running) -> None:
    """Who says no more may still listen."""
    for path in (VERSION, VERSION.replace("api", "%61pi")):
        with connected(handbook_server) as connection:
            connection.sendall(request(path))
            connection.shutdown(socket.SHUT_WR)
            assert connection.recv(4096).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("length", [1, 7])
def test_a_body_in_tiny_chunks_is_read(handbook_server: Running, dialer360: Site, length: int) -> None:
    """Thirty thousand of them, in moderate time."""
    target = f"/w/{dialer360.world}{PATH}"
    chunks = (b"%x\r\n%b\r\n" % (length, b"a" * length)) * 30_000 + b"0\r\n\r\n"
    sent = request(target, FORM, "Transfer-Encoding: chunked", CLOSE, method="POST", body=chunks)
    with quickly():
        assert statuses(said(handbook_server, sent)) == [200]


@pytest.fixture
def files() -> Iterator[None]:
    """As many open files as both ends of many connections take; skips where the system has them not."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * MANY + 500
    if hard != resource.RLIM_INFINITY and hard < wanted:
        pytest.skip(f"the system allows {hard} open files, and {wanted} are needed")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.usefixtures("files")
def test_thousands_of_connections_are_held_and_answered(handbook_server: Running, dialer360: Site) -> None:
    """All have sent half a request; then all send the other half."""
    sent = request(f"/w/{dialer360.world}{VERSION}")
    connections = [connected(handbook_server) for _ in range(MANY)]
    try:
        for connection in connections:
            connection.sendall(sent[:-10])
        assert alive(handbook_server)
        for connection in connections:
            connection.sendall(sent[-10:])
        assert {connection.recv(4096)[:13] for connection in connections} == {b"HTTP/1.1 200 "}
    finally:
        for connection in connections:
            connection.close()
    assert entries(dialer360) == MANY


@pytest.fixture
def narrow() -> Iterator[Running]:
    """A server that takes nine connections."""
    running = Running(Settings(scenario="handbook", clock=ClockSetting.of("frozen")))
    running._server.config.limit_concurrency = 10
    yield running
    running.stop()


def test_a_connection_too_many_is_told_so_and_the_others_stay(narrow: Running) -> None:
    """503 at once, with a hint; as soon as one has gone there is room again."""
    held = [connected(narrow) for _ in range(9)]
    for connection in held:
        connection.sendall(request(VERSION))
        assert connection.recv(4096).startswith(b"HTTP/1.1 200 ")
    with connected(narrow) as more:
        answer = rest(more)
        assert (statuses(answer), code(answer)) == ([503], "too_many_connections")
    held[0].sendall(request(VERSION, CLOSE))
    assert statuses(rest(held[0])) == [200]
    held[0].close()
    held[0] = connected(narrow)
    for connection in held:
        connection.sendall(request(VERSION, CLOSE))
        assert statuses(rest(connection)) == [200]
        connection.close()


def test_the_server_leaves_files_free_for_itself() -> None:
    """It takes fewer connections than the system lets it open files."""
    resource = pytest.importorskip("resource")
    from ringback.cli.listening import most_connections

    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        most = most_connections()
        soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
    assert most is None or 0 < most < soft
