"""HTTP as it comes off the wire: what is answered at once, what takes the long way, and that both say the same."""

import socket
from collections.abc import Iterator

import pytest

from contract_tests.conftest import Running, Site

PATH = "/adminpanel/api.php"
QUERY = "source=test&user=6666&pass=1234&function=agent_status&agent_user=1234"
ROW = b"INCALL|M4050908070000012345|12345|TESTCAMP|1|Test Agent|AGENTS|3|LOGIN||7275551212|123456|8600051\n"


@pytest.fixture
def wire(handbook_server: Running) -> Iterator[socket.socket]:
    """A connection to the server."""
    host, port = handbook_server.root.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        yield connection


def _get(site: Site, target: str = "", version: str = "1.1", *headers: str) -> bytes:
    target = target or f"/w/{site.world}{PATH}?{QUERY}"
    lines = [f"GET {target} HTTP/{version}", "Host: localhost", *headers, "", ""]
    return "\r\n".join(lines).encode()


def _post(site: Site, body: bytes, *headers: str) -> bytes:
    lines = [f"POST /w/{site.world}{PATH} HTTP/1.1", "Host: localhost", *headers]
    lines += ["Content-Type: application/x-www-form-urlencoded", "", ""]
    return "\r\n".join(lines).encode() + body


def _answers(connection: socket.socket, count: int = 1) -> list[tuple[bytes, bytes]]:
    """The heads and bodies of so many responses, framed by their content-length."""
    data = b""
    answers: list[tuple[bytes, bytes]] = []
    while len(answers) < count:
        head, end, rest = data.partition(b"\r\n\r\n")
        if end:
            length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
            if len(rest) >= length:
                answers.append((head, rest[:length]))
                data = rest[length:]
                continue
        piece = connection.recv(65536)
        assert piece, f"the connection was closed after {data!r}"
        data += piece
    assert not data
    return answers


def test_requests_sent_together_are_answered_in_order(dialer360: Site, wire: socket.socket) -> None:
    """Five pipelined requests in one packet, each with a reply of its own."""
    wire.sendall(b"".join(_get(dialer360) for _ in range(5)))
    answers = _answers(wire, 5)
    assert {body for _, body in answers} == {ROW}
    assert [head.partition(b"ringback-request: ")[2].split(b"\r\n")[0] for head, _ in answers] == [
        b"1",
        b"2",
        b"3",
        b"4",
        b"5",
    ]


def test_a_slow_request_holds_back_those_sent_behind_it(dialer360: Site, wire: socket.socket) -> None:
    """A delayed reply comes first; the next on the same connection waits its turn."""
    fault = {"app": "dialer360", "latency_ms": 60, "times": 1}
    dialer360.control.post(f"worlds/{dialer360.world}/faults", json=fault).raise_for_status()
    version = f"/w/{dialer360.world}{PATH}?function=version"
    wire.sendall(_get(dialer360) + _get(dialer360, version) + _get(dialer360))
    first, second, third = _answers(wire, 3)
    assert first[1] == third[1] == ROW
    assert second[1].startswith(b"VERSION: ")


@pytest.mark.parametrize("piece", [1, 7, 64])
def test_a_request_may_come_in_pieces(dialer360: Site, wire: socket.socket, piece: int) -> None:
    """However a request is cut, it is one request."""
    body = QUERY.encode()
    request = _post(dialer360, body, f"Content-Length: {len(body)}")
    wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for place in range(0, len(request), piece):
        wire.sendall(request[place : place + piece])
    assert _answers(wire)[0][1] == ROW


def test_a_chunked_body_is_read_whole(dialer360: Site, wire: socket.socket) -> None:
    """Transfer-Encoding: chunked."""
    half = len(QUERY) // 2
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(part), part.encode()) for part in (QUERY[:half], QUERY[half:]))
    wire.sendall(_post(dialer360, chunks + b"0\r\n\r\n", "Transfer-Encoding: chunked"))
    assert _answers(wire)[0][1] == ROW


def test_a_body_beyond_what_is_answered_at_once_takes_the_long_way(dialer360: Site, wire: socket.socket) -> None:
    """A form of 300 kB, most of it in parameters that nobody asked for."""
    body = f"{QUERY}&comments={'x' * 300_000}".encode()
    wire.sendall(_post(dialer360, body, f"Content-Length: {len(body)}"))
    assert _answers(wire)[0][1] == ROW


OFFERS = [
    ("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABk"),
    ("Connection: keep-alive, Upgrade", "upgrade: websocket", "Sec-WebSocket-Version: 13"),
]


@pytest.mark.parametrize("offer", OFFERS)
@pytest.mark.parametrize("piece", [1, 7, 5000])
def test_a_client_that_offers_another_protocol_is_answered_in_this_one(
    dialer360: Site, wire: socket.socket, offer: tuple[str, ...], piece: int
) -> None:
    """Java's own client offers HTTP/2 with its first request; the body is read, and the connection goes on."""
    body = QUERY.encode()
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    sent = _post(dialer360, body, f"Content-Length: {len(body)}", *offer)
    sent += _post(dialer360, chunked, "Transfer-Encoding: chunked", *offer)
    sent += _get(dialer360, "", "1.1", *offer) + _post(dialer360, body, f"Content-Length: {len(body)}")
    for start in range(0, len(sent), piece):
        wire.sendall(sent[start : start + piece])
    answers = _answers(wire, 4)
    assert [(head.split(b"\r\n")[0], body) for head, body in answers] == [(b"HTTP/1.1 200 OK", ROW)] * 4


def test_a_client_that_asks_to_go_on_is_told_to(dialer360: Site, wire: socket.socket) -> None:
    """Expect: 100-continue is answered before the body is sent."""
    body = QUERY.encode()
    wire.sendall(_post(dialer360, b"", f"Content-Length: {len(body)}", "Expect: 100-continue"))
    assert wire.recv(1024).startswith(b"HTTP/1.1 100 ")
    wire.sendall(body)
    assert _answers(wire)[0][1] == ROW


@pytest.mark.parametrize(("version", "header"), [("1.0", "Accept: */*"), ("1.1", "Connection: close")])
def test_a_connection_that_is_not_kept_is_closed_after_the_reply(
    dialer360: Site, wire: socket.socket, version: str, header: str
) -> None:
    """HTTP/1.0, or a client that says so."""
    wire.sendall(_get(dialer360, "", version, header))
    assert _answers(wire)[0][1] == ROW
    assert wire.recv(1) == b""


def test_head_gives_the_head_alone(dialer360: Site, wire: socket.socket) -> None:
    """HEAD announces the length of a body that does not come."""
    wire.sendall(_get(dialer360).replace(b"GET", b"HEAD", 1) + _get(dialer360))
    data = b""
    while not data.endswith(ROW):
        data += wire.recv(65536)
    head, _, rest = data.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 OK")
    assert rest.startswith(b"HTTP/1.1 200 OK")


@pytest.mark.parametrize("target", ["http://localhost{path}?{query}", "{path}?{query}#part", "{escaped}?{query}"])
def test_unusual_targets_are_understood(dialer360: Site, wire: socket.socket, target: str) -> None:
    """A whole URL, a fragment, an escaped path: all name the same door."""
    path = f"/w/{dialer360.world}{PATH}"
    escaped = path.replace("api", "%61pi")
    wire.sendall(_get(dialer360, target.format(path=path, query=QUERY, escaped=escaped)))
    assert _answers(wire)[0][1] == ROW


def test_the_two_ways_answer_alike(dialer360: Site, wire: socket.socket) -> None:
    """A plain request and one that takes the long way differ in nothing but the number of the request."""
    wire.sendall(_get(dialer360))
    at_once = _answers(wire)[0]
    escaped = f"/w/{dialer360.world}{PATH.replace('api', '%61pi')}?{QUERY}"
    wire.sendall(_get(dialer360, escaped))
    by_asgi = _answers(wire)[0]
    assert at_once[1] == by_asgi[1]
    heads = [
        sorted(head.replace(b"ringback-request: 2", b"ringback-request: 1").split(b"\r\n"))
        for head, _ in (at_once, by_asgi)
    ]
    assert heads[0] == heads[1]


@pytest.mark.parametrize(
    "rubbish", [b"\x00\x01\x02\r\n\r\n", b"GET\r\n\r\n", b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n"]
)
def test_what_is_not_http_is_refused_and_the_connection_closed(wire: socket.socket, rubbish: bytes) -> None:
    """400, and no more."""
    wire.sendall(rubbish)
    data = b""
    while piece := wire.recv(65536):
        data += piece
    assert data.startswith(b"HTTP/1.1 400 ")


def test_a_client_that_goes_away_in_the_middle_leaves_no_entry(dialer360: Site, handbook_server: Running) -> None:
    """Half a body, then nothing: nobody asked anything."""
    host, port = handbook_server.root.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(_post(dialer360, b"source=te", "Content-Length: 4000"))
    assert dialer360.get(QUERY).content == ROW
    assert len(dialer360.control.get(f"worlds/{dialer360.world}/requests").json()["requests"]) == 1
