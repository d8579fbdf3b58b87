"""For the tests of hostile input: raw bytes over a socket, and worlds that must come through it unchanged."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from contract_tests.conftest import Running, Site

PATH = "/adminpanel/api.php"
LOGIN = "source=test&user=6666&pass=1234"
VERSION = f"{PATH}?{LOGIN}&function=version"
FORM = "Content-Type: application/x-www-form-urlencoded"
CLOSE = "Connection: close"

# Seconds of processor time. What was slow here took more than all of this; the rest is for slow machines.
MOST_SECONDS = 4.0


def connected(server: Running, patience: float = 20) -> socket.socket:
    """A connection to the server; reading from it fails after some seconds without an answer."""
    host, port = server.root.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=patience)


def request(target: str, *headers: str, method: str = "GET", version: str = "1.1", body: bytes = b"") -> bytes:
    """A request as it goes over the wire, with a Host unless one is given."""
    own = () if any(header.lower().startswith("host:") for header in headers) else ("Host: localhost",)
    return "\r\n".join([f"{method} {target} HTTP/{version}", *own, *headers, "", ""]).encode("latin-1") + body


def said(server: Running, *sent: bytes) -> bytes:
    """All that the server says until it closes the connection."""
    with connected(server) as connection:
        for piece in sent:
            connection.sendall(piece)
        return rest(connection)


def rest(connection: socket.socket) -> bytes:
    """All that comes until the other side closes the connection."""
    pieces = []
    while True:
        try:
            piece = connection.recv(1 << 16)
        except ConnectionResetError:
            break
        if not piece:
            break
        pieces.append(piece)
    return b"".join(pieces)


def statuses(raw: bytes) -> list[int]:
    """The statuses of the responses in what a server said."""
    return [int(part[:3]) for part in raw.split(b"HTTP/1.1 ")[1:]]


def code(raw: bytes | httpx.Response) -> str:
    """The code of a refusal of Ringback's own."""
    body = raw.content if isinstance(raw, httpx.Response) else raw.partition(b"\r\n\r\n")[2]
    error: dict[str, str] = json.loads(body)["error"]
    assert set(error) == {"code", "message", "hint"}
    return error["code"]


def alive(server: Running) -> bool:
    """Whether a plain request is answered."""
    return statuses(said(server, request(VERSION, CLOSE))) == [200]


def value(site: Site) -> dict[str, Any]:
    """All there is to a world."""
    answer = site.control.get(f"worlds/{site.world}/export")
    assert answer.status_code == 200, answer.text
    exported: dict[str, Any] = answer.json()
    return exported


def entries(site: Site) -> int:
    """How many requests a world's journal has."""
    count: int = site.control.get(f"worlds/{site.world}").json()["requests"]
    return count


@contextmanager
def untouched(site: Site, *, more: int = 0) -> Iterator[None]:
    """What is done leaves the world as it was, and its journal with so many entries more."""
    before, count = value(site), entries(site)
    yield
    assert value(site) == before
    assert entries(site) == count + more


@contextmanager
def quickly() -> Iterator[None]:
    """What is done, here and in the server's thread, takes no more than moderate time, however it was made."""
    began = time.process_time()
    yield
    assert time.process_time() - began < MOST_SECONDS


def defects(records: list[Any]) -> list[str]:
    """What was logged that tells of a defect of the server."""
    return [record.getMessage() for record in records if record.exc_info or "defect" in record.getMessage()]


def post(site: Site, path: str, body: bytes, kind: str, **headers: str) -> httpx.Response:
    """Post a body of a content type to a vendor, who must answer it."""
    sent = [(name.encode(), text.encode()) for name, text in {"content-type": kind, **headers}.items()]
    answer = site.client.post(f"{site.url}{path}", content=body, headers=sent, timeout=60)
    assert answer.headers["ringback-reply"]
    return answer
