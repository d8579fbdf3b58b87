"""A load client: connections with one outstanding request each, for a number of seconds.

`python -m benchmarks.load URL` drives any server; the benchmarks call `drive`.
"""

import argparse
import asyncio
import gc
import json
import re
import time
from array import array
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from typing import cast
from urllib.parse import urlsplit

_END_OF_HEAD = b"\r\n\r\n"
_LENGTH = b"\r\ncontent-length: "
_ANY_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]+)[ \t]*\r\n", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)


class LoadError(Exception):
    """The server did not answer as it should have: what came instead."""


@dataclass(frozen=True)
class Plan:
    """What to send, where, how often, and how every reply must begin."""

    port: int
    request: bytes
    begins: bytes = b""
    status: int = 200
    connections: int = 32
    warm_up: float = 0.5
    seconds: float = 2.0
    host: str = "127.0.0.1"
    closes: bool = False  # the server ends a connection after each reply


@dataclass(frozen=True)
class Measured:
    """What came back: responses a second, latencies in µs, and the share of its core that the client needed.

    `answered` counts the warm-up too, `server_us` is what the server's processor spent on each of those (0: not known).
    """

    seconds: float
    responses: int
    rate: float
    p50_us: float
    p99_us: float
    client_busy: float
    answered: int = 0
    server_us: float = 0.0


class Tally:
    """What has been counted: nothing before `begin`, nothing after `end`."""

    def __init__(self) -> None:
        """Count nothing yet."""
        self.waits = array("q")
        self.answered = 0
        self.counting = False
        self.over = False
        self.failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._began = 0
        self._cpu = 0

    def begin(self) -> None:
        """The warm-up is over."""
        self._began, self._cpu = time.perf_counter_ns(), time.process_time_ns()
        self.counting = True

    def end(self) -> Measured:
        """Stop, and say what was counted."""
        spent, cpu = time.perf_counter_ns() - self._began, time.process_time_ns() - self._cpu
        self.counting, self.over = False, True
        waits = sorted(self.waits)
        if not waits:
            raise LoadError("no reply at all within the time")
        return Measured(
            seconds=spent / 1e9,
            responses=len(waits),
            rate=len(waits) / spent * 1e9,
            p50_us=waits[len(waits) // 2] / 1e3,
            p99_us=waits[len(waits) * 99 // 100] / 1e3,
            client_busy=cpu / spent,
            answered=self.answered,
        )

    def fail(self, why: str) -> None:
        """Give the run up."""
        self.over = True
        if not self.failed.done():
            self.failed.set_exception(LoadError(why))


class Connection(asyncio.Protocol):
    """One connection: sends the request, reads the whole reply, checks it, sends again."""

    def __init__(self, plan: Plan, tally: Tally) -> None:
        """Work for a tally."""
        self._request = plan.request
        self._first = b"HTTP/1.1 %d " % plan.status
        self._begins = plan.begins
        self._tally = tally
        self._data = b""
        self._whole = 0
        self._body = 0
        self._sent = 0
        self._write: Callable[[bytes], object] = bytes

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the first request."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is no subclass of asyncio's
        self._write = self._transport.write
        self._sent = time.perf_counter_ns()
        self._write(self._request)

    def data_received(self, data: bytes) -> None:
        """Take in a part of a reply; when it is whole, check and count it, and send the next request."""
        if self._data:
            data = self._data + data
        if not self._whole and not self._measure(data):
            self._data = data
            return
        if len(data) < self._whole:
            self._data = data
            return
        tally = self._tally
        if (
            len(data) != self._whole
            or not data.startswith(self._first)
            or not data.startswith(self._begins, self._body)
        ):
            tally.fail(f"unexpected reply: {data[:600]!r}")
        self._data = b""
        self._whole = 0
        if tally.over:
            self._transport.close()
            return
        now = time.perf_counter_ns()
        tally.answered += 1
        if tally.counting:
            tally.waits.append(now - self._sent)
        self._sent = now
        self._write(self._request)

    def connection_lost(self, exc: Exception | None) -> None:
        """The server must keep the connection until the end."""
        if not self._tally.over:
            self._tally.fail(f"the connection was lost: {exc or 'the server closed it'}")

    def _measure(self, data: bytes) -> bool:
        """Find where the reply ends; False while its head is not complete."""
        head = data.find(_END_OF_HEAD)
        if head < 0:
            return False
        place = data.find(_LENGTH, 0, head)
        if place >= 0:
            length = int(data[place + len(_LENGTH) : data.index(b"\r\n", place + 2)])
        else:
            found = _ANY_LENGTH.search(data, 0, head + 2)
            length = int(found[1]) if found else 0
            if found is None and (_CHUNKED.search(data, 0, head + 2) or not data.startswith(b"HTTP/1.1 204")):
                self._tally.fail(f"a reply without content-length: {data[:600]!r}")
        self._body = head + 4
        self._whole = self._body + length
        return True


class Reconnecting(Connection):
    """For a server that ends connections: where the next request would be sent, leaves, and has another one opened."""

    def __init__(self, plan: Plan, tally: Tally, opened: Callable[[], object]) -> None:
        """Work for a tally; `opened` opens another connection."""
        super().__init__(plan, tally)
        self._opened = opened
        self._left = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the one request."""
        super().connection_made(transport)
        self._write = self._leave

    def connection_lost(self, exc: Exception | None) -> None:
        """Go on with another connection, unless the reply was still to come."""
        if not self._left:
            super().connection_lost(exc)
        elif not self._tally.over:
            self._opened()

    def _leave(self, request: bytes) -> None:
        self._left = True
        self._transport.close()


async def _connect(plan: Plan, tally: Tally) -> None:
    """Open a connection; each that replaces it is a task of its own."""
    loop, tasks = asyncio.get_running_loop(), set[asyncio.Task[None]]()

    def again() -> None:
        task = loop.create_task(_connect(plan, tally))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    kept = partial(Reconnecting, opened=again) if plan.closes else Connection
    try:
        await loop.create_connection(lambda: kept(plan, tally), plan.host, plan.port)
    except OSError as error:
        tally.fail(f"no connection: {error}")


async def _run(plan: Plan) -> Measured:
    tally = Tally()
    for _ in range(plan.connections):
        await _connect(plan, tally)
    for wait, then in ((plan.warm_up, tally.begin), (plan.seconds, None)):
        await asyncio.wait([tally.failed], timeout=wait)
        if tally.failed.done():
            tally.failed.result()
        if then is not None:
            then()
    return tally.end()


def drive(plan: Plan) -> Measured:
    """Carry a plan out on this thread; LoadError when any reply is not as expected."""
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        with asyncio.Runner(loop_factory=loop_factory()) as runner:
            return runner.run(_run(plan))
    finally:
        gc.enable()


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop]:
    """The fastest event loop at hand."""
    try:
        import uvloop
    except ImportError:
        return asyncio.new_event_loop
    return uvloop.new_event_loop


def request(method: str, path: str, body: bytes = b"", content_type: str = "", host: str = "127.0.0.1") -> bytes:
    """An HTTP/1.1 request as bytes."""
    head = [f"{method} {path} HTTP/1.1", f"Host: {host}", "Accept: */*"]
    if body or method in ("POST", "PUT"):
        head.append(f"Content-Type: {content_type or 'application/x-www-form-urlencoded'}")
        head.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*head, "", ""]).encode() + body


def main() -> None:
    """Drive the server at a URL and print what was measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=main.__doc__)
    parser.add_argument("url")
    parser.add_argument("--body", default="", help="a form body; the request is then a POST")
    parser.add_argument("--begins", default="", help="how every reply's body must begin")
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=5.0)
    options = parser.parse_args()
    parts = urlsplit(options.url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    plan = Plan(
        port=parts.port or 80,
        request=request("POST" if options.body else "GET", path, options.body.encode(), host=parts.netloc),
        begins=options.begins.encode(),
        connections=options.connections,
        seconds=options.seconds,
        host=parts.hostname or "127.0.0.1",
    )
    print(json.dumps(asdict(drive(plan)), indent=1))


if __name__ == "__main__":
    main()
