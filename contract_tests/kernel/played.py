"""Worlds in which stories are played, and compared to the byte."""

import itertools
import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from select import select
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from contract_tests.conftest import Running
from contract_tests.kernel.asked import LOGIN, Ask, Edit, Step, headers

_numbers = itertools.count(1)

# What is not the world's: its name, and the number of the journal's entry.
NAME_IN_HEADER = re.compile(r"laws\d+-\d{6}")
NAME = re.compile(NAME_IN_HEADER.pattern.encode())
OWN = {"ringback-world", "ringback-request", "content-length"}


class Said(NamedTuple):
    """What came back: nothing but what depends on the world's value."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Server:
    """A server's address, and a connection to it; each thread needs its own."""

    def __init__(self, root: str) -> None:
        """Nothing is sent yet."""
        place = urlsplit(root)
        self.root = root
        self._connection = HTTPConnection(place.hostname or "", place.port, timeout=60)

    def send(self, method: str, path: str, body: bytes = b"", sent: dict[str, str] | None = None) -> Said:
        """Send a request."""
        sock = self._connection.sock
        if sock is not None and select([sock], [], [], 0)[0]:
            self._connection.close()  # the server has hung up, as it does after a while
        # A name without a port, so that what has a URL in it is the same from any server.
        self._connection.request(method, path, body or None, {"host": "localhost", **(sent or {})})
        answer = self._connection.getresponse()
        content = answer.read()
        return Said(answer.status, tuple((name.lower(), value) for name, value in answer.getheaders()), content)

    def close(self) -> None:
        """Hang up."""
        self._connection.close()


class World:
    """One world, and the token with which MaxContact's requests are signed."""

    def __init__(self, server: Server, name: str) -> None:
        """Take a world by its name, which may not be there yet."""
        self.server = server
        self.name = name
        self.token = "none"
        self.last = 0

    def control(
        self, method: str, path: str = "", body: object = None, *, status: tuple[int, ...] = (200, 201, 204)
    ) -> Said:
        """Ask the control plane, with success."""
        raw = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        said = self.server.send(method, f"/_ringback/worlds/{self.name}/{path}".rstrip("/"), raw)
        assert said.status in status, said.body
        return said

    def made(self, **wanted: object) -> "World":
        """Make it anew."""
        self.control("PUT", "", wanted)
        return self

    def ask(self, ask: Ask) -> Said:
        """Send a vendor's request; a token that comes back is used from then on."""
        said = self.server.send(ask.method, f"/w/{self.name}{ask.path}", ask.body, headers(ask, self.token))
        # Whatever comes back has been declared: Ringback itself has nothing to say but that nothing answers there.
        assert "ringback-source" in dict(said.headers) or said.status == 404, said
        if ask == LOGIN:
            self.token = json.loads(said.body).get("TokenKey") or "none"
        self.last = int(dict(said.headers).get("ringback-request", self.last))
        return self._neutral(said)

    def do(self, step: Step) -> object:
        """One step of a story; what can be seen of it."""
        if isinstance(step, Ask):
            return self.ask(step)
        if isinstance(step, Edit):
            return self._neutral(self.control(step.method, step.path, step.body, status=(200, 201, 204, 400, 404, 409)))
        # A token lasts a day of the world.
        return self.wait(step.seconds), self.ask(LOGIN)

    def wait(self, seconds: float | None) -> Any:
        """Let time pass; what happened."""
        said = self.control("POST", "clock/advance", {"next": True} if seconds is None else {"seconds": seconds})
        return json.loads(said.body)

    def play(self, steps: Iterable[Step]) -> list[object]:
        """A story; it begins with signing in."""
        return [self.do(step) for step in [LOGIN, *steps]]

    def export(self) -> bytes:
        """All there is to the world, without its name."""
        return NAME.sub(b"WORLD", self.control("GET", "export").body)

    def next_timer(self) -> str | None:
        """When the next timer is due."""
        due: str | None = json.loads(self.control("GET", "clock").body)["next_timer"]
        return due

    def drop(self) -> None:
        """Forget it."""
        self.control("DELETE", status=(204, 404))

    @staticmethod
    def _neutral(said: Said) -> Said:
        kept = [(name, NAME_IN_HEADER.sub("WORLD", value)) for name, value in said.headers if name not in OWN]
        return Said(said.status, tuple(kept), NAME.sub(b"WORLD", said.body))


@contextmanager
def worlds(server: Server, count: int, **wanted: object) -> Iterator[list[World]]:
    """So many worlds, each made of the same; dropped at the end."""
    made = [World(server, f"laws{os.getpid()}-{next(_numbers):06}") for _ in range(count)]
    try:
        for world in made:
            world.made(**wanted)
        yield made
    finally:
        for world in made:
            world.drop()


def server_of(running: Running) -> Server:
    """A connection of one's own to a server."""
    return Server(running.root)
