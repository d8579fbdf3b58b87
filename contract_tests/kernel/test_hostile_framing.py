"""Hostile HTTP: requests that two readers could read in two ways, odd methods, targets and versions."""

import pytest

from contract_tests.conftest import Running, Site
from contract_tests.kernel.hostile import (
    CLOSE,
    FORM,
    LOGIN,
    PATH,
    VERSION,
    alive,
    code,
    connected,
    entries,
    request,
    said,
    statuses,
    untouched,
)

BODY = f"{LOGIN}&function=version".encode()
LENGTH = f"Content-Length: {len(BODY)}"
CHUNKED = "Transfer-Encoding: chunked"
SMUGGLED = b"0\r\n\r\n" + request("/_ringback/worlds")


def _chunk(size: bytes) -> bytes:
    return b"%b\r\n%b\r\n0\r\n\r\n" % (size, BODY)


@pytest.mark.parametrize(
    "headers",
    [
        (LENGTH, CHUNKED),
        (CHUNKED, LENGTH),
        (LENGTH, "Content-Length: 3"),
        (LENGTH, LENGTH),
        (f"Content-Length: +{len(BODY)}",),
        ("Content-Length: -1",),
        (f"Content-Length: {len(BODY)}, {len(BODY)}",),
        ("Content-Length: 0x10",),
        ("Content-Length:",),
        ("Content-Length: 18446744073709551616",),
        (f"Content-Length: {'9' * 5000}",),
        (f"Content-Length : {len(BODY)}",),
        ("Transfer-Encoding: identity",),
        ("Transfer-Encoding: xchunked",),
        ("Transfer-Encoding: chunked, gzip",),
        (CHUNKED, CHUNKED),
        ("Transfer-Encoding : chunked",),
        ("Transfer-Encoding:\r\n chunked",),
    ],
    ids=lambda headers: "+".join(headers)[:40],
)
def test_a_length_that_can_be_read_in_two_ways_is_refused(
    handbook_server: Running, dialer360: Site, headers: tuple[str, ...]
) -> None:
    """400 and the connection's end: what stands behind is never taken for a request."""
    target = f"/w/{dialer360.world}{PATH}"
    with untouched(dialer360):
        answer = said(handbook_server, request(target, FORM, *headers, method="POST", body=SMUGGLED))
        assert statuses(answer) == [400]


@pytest.mark.parametrize(
    "body",
    [
        _chunk(b"-5"),
        _chunk(b"zz"),
        _chunk(b"3"),
        _chunk(b"1" + b"0" * 16),
        _chunk(b"%x" % len(BODY)).replace(b"\r", b""),
    ],
    ids=["negative", "no number", "too short", "beyond 64 bits", "bare line feeds"],
)
def test_a_chunk_of_a_wrong_size_is_refused(handbook_server: Running, dialer360: Site, body: bytes) -> None:
    """400, and nothing is done."""
    with untouched(dialer360):
        sent = request(f"/w/{dialer360.world}{PATH}", FORM, CHUNKED, method="POST", body=body)
        assert statuses(said(handbook_server, sent)) == [400]


@pytest.mark.parametrize("path", [PATH, PATH.replace("api", "%61pi")], ids=["at once", "by ASGI"])
def test_headers_behind_a_body_are_none(handbook_server: Running, dialer360: Site, path: str) -> None:
    """A trailer names no world, whichever way the request takes."""
    body = b"%x\r\n%b\r\n0\r\nRingback-World: stolen\r\nX: y\r\n\r\n" % (len(BODY), BODY)
    sent = request(path, FORM, CHUNKED, CLOSE, f"Ringback-World: {dialer360.world}", method="POST", body=body)
    answer = said(handbook_server, sent)
    assert statuses(answer) == [200]
    assert f"ringback-world: {dialer360.world}\r\n".encode() in answer
    assert dialer360.control.get("worlds/stolen").status_code == 404


def test_a_body_that_is_announced_and_never_comes_leaves_no_trace(handbook_server: Running, dialer360: Site) -> None:
    """The largest length that can be written takes no memory before it comes."""
    target = f"/w/{dialer360.world}{PATH}"
    with untouched(dialer360):
        for length in ("9223372036854775807", "100000"):
            with connected(handbook_server) as connection:
                connection.sendall(request(target, FORM, f"Content-Length: {length}", method="POST", body=BODY))
                assert alive(handbook_server)


@pytest.mark.parametrize("method", ["get", "Get", "FROB", "", "PRI", "G\x00T", "\u00e4"])
def test_a_method_that_is_none_is_refused(handbook_server: Running, dialer360: Site, method: str) -> None:
    """Lower case is no method either."""
    with untouched(dialer360):
        answer = said(handbook_server, request(f"/w/{dialer360.world}{VERSION}", CLOSE, method=method))
        assert statuses(answer) == [400]


@pytest.mark.parametrize("method", ["CONNECT", "OPTIONS", "TRACE", "PROPFIND", "PUT", "DELETE"])
def test_an_odd_method_gets_what_the_vendor_gives_any_method(
    handbook_server: Running, dialer360: Site, method: str
) -> None:
    """A door that asks for no method takes all: no tunnel is opened, no request is echoed."""
    sent = request(f"/w/{dialer360.world}{VERSION}", "X-Secret: s3cret", CLOSE, method=method)
    answer = said(handbook_server, sent)
    assert statuses(answer) == [200]
    assert b"ringback-reply: dialer360.version." in answer
    assert b"s3cret" not in answer


def test_connect_opens_no_tunnel(handbook_server: Running) -> None:
    """An authority is no path; what follows a CONNECT with a path is the next request."""
    assert statuses(said(handbook_server, request("evil.example:443", CLOSE, method="CONNECT"))) == [400]
    assert statuses(said(handbook_server, request(VERSION, method="CONNECT"), request(VERSION, CLOSE))) == [200, 200]


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("http://evil.example{path}", 200),
        ("ftp://evil.example{path}", 200),
        ("http://[::1{path}", 400),
        ("http://", 400),
        ("*", 404),
        ("//evil.example{path}", 404),
        ("/\u00e4{path}", 400),
        ("/a\x00{path}", 400),
        ("/a\tb{path}", 400),
        ("/%00{path}", 404),
        ("/%ff{path}", 404),
        ("/%zz{path}", 404),
        ("/%0d%0aSet-Cookie:%20a=b{path}", 404),
        ("", 400),
    ],
)
def test_an_odd_target_is_understood_or_refused(handbook_server: Running, target: str, status: int) -> None:
    """Never taken for a path of the control plane, and never echoed into a header."""
    answer = said(handbook_server, request(target.format(path=VERSION), CLOSE))
    assert statuses(answer) == [status]
    assert b"set-cookie" not in answer.partition(b"\r\n\r\n")[0].lower()


@pytest.mark.parametrize("version", ["0.8", "1.2", "9.9", "x", "1", "\u00b2.1"])
def test_a_version_that_is_none_is_refused(handbook_server: Running, version: str) -> None:
    """400."""
    assert statuses(said(handbook_server, request(VERSION, CLOSE, version=version))) == [400]


@pytest.mark.parametrize(
    "header",
    ["X: a\r\n b", "X: a\x00b", "X: a\rb", "X: a\x01b", "X : a", ": a", "X\x00: a", "X a", "Host: a\r\n b"],
)
def test_a_header_that_is_none_is_refused(handbook_server: Running, header: str) -> None:
    """400: folded lines, control characters, blanks before the colon."""
    assert statuses(said(handbook_server, request(VERSION, header, CLOSE))) == [400]


def test_lines_that_end_in_a_bare_line_feed_are_refused(handbook_server: Running) -> None:
    """400."""
    assert statuses(said(handbook_server, request(VERSION, CLOSE).replace(b"\r\n", b"\n"))) == [400]


@pytest.mark.parametrize(
    "rubbish",
    [
        b"\x16\x03\x01\x00\xc8\x01\x00\x00\xc4\x03\x03" + b"\x00" * 100,
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x00" * 50,
    ],
    ids=["TLS", "HTTP/2", "zeros"],
)
def test_another_protocol_is_refused(handbook_server: Running, rubbish: bytes) -> None:
    """400 and the connection's end."""
    assert statuses(said(handbook_server, rubbish)) == [400]


UPGRADES = {
    "HTTP/2": ("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABk"),
    "WebSocket": (
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ),
}


@pytest.mark.parametrize("offer", UPGRADES.values(), ids=UPGRADES)
def test_who_offers_another_protocol_is_answered_in_this_one(
    handbook_server: Running, dialer360: Site, offer: tuple[str, ...]
) -> None:
    """As Java's client does with every first request; bodies and what is sent behind are read."""
    target = f"/w/{dialer360.world}{PATH}"
    post = request(target, *offer, FORM, LENGTH, method="POST", body=BODY)
    answer = said(handbook_server, post * 2 + request(f"/w/{dialer360.world}{VERSION}", CLOSE))
    assert statuses(answer) == [200, 200, 200]
    assert answer.count(b"VERSION: ") == 3


def test_what_is_sent_behind_the_last_request_is_not_done(handbook_server: Running, dialer360: Site) -> None:
    """Connection: close, and HTTP/1.0, end what is read."""
    target = f"/w/{dialer360.world}{VERSION}"
    for one in (request(target, CLOSE), request(target, version="1.0")):
        count = entries(dialer360)
        assert statuses(said(handbook_server, one * 3)) == [200]
        assert entries(dialer360) == count + 1


def test_requests_without_a_host_and_of_old_versions_are_answered(handbook_server: Running) -> None:
    """HTTP/1.0 has no Host; 1.1 without one is taken too."""
    old = f"GET {VERSION} HTTP/1.0\r\n\r\n".encode()
    new = f"GET {VERSION} HTTP/1.1\r\nConnection: close\r\n\r\n".encode()
    assert [statuses(said(handbook_server, one)) for one in (old, new)] == [[200], [200]]


@pytest.mark.parametrize("name", ["a%0d%0aSet-Cookie:a=b", "a%0a", "%00", "%ff", "%e2%80%ae"])
def test_a_control_path_with_odd_characters_is_answered_in_the_planes_own_form(
    handbook_server: Running, name: str
) -> None:
    """404 as JSON, behind the guard; the name stands in the body alone."""
    answer = said(handbook_server, request(f"/_ringback/worlds/{name}", CLOSE))
    assert (statuses(answer), code(answer)) == ([404], "unknown_world")
    assert b"set-cookie" not in answer.partition(b"\r\n\r\n")[0].lower()
    guarded = said(handbook_server, request(f"/_ringback/worlds/{name}", CLOSE, "Host: evil.example"))
    assert code(guarded) == "foreign_host"
