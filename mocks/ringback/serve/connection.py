"""A connection within bounds: how many there are, how much of a request that is no body, how long a client is silent.

It stands on uvicorn's protocol, which bounds none of these, and mends what that does with requests sent together.
"""

import asyncio
from typing import Any

import httptools
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from ringback.serve.problem import Problem

# Bytes of a request's head, or between two parts of its body, beyond the packet that they begin in.
MOST_HEAD = 256 * 1024

# The longest target that uvicorn's reader of targets takes.
MOST_URL = 65_535

# How long a client may be silent before its request is complete, in seconds.
PATIENCE = 60.0

_TOO_FAR = Problem(414, "url_too_long", f"The URL is longer than {MOST_URL} bytes", "Use a form body")
_TOO_LONG = Problem(431, "head_too_large", f"The request's head is longer than {MOST_HEAD} bytes", "Use a form body")
_SILENT = Problem(408, "too_slow", "The request was not complete in time", "Send it without a pause")
_TOO_MANY = Problem(503, "too_many_connections", "There are as many connections as allowed", "Close those not in use")


class BoundedProtocol(HttpToolsProtocol):
    """uvicorn's protocol, bounded."""

    patience = PATIENCE

    _silence: asyncio.TimerHandle | None = None
    _running: RequestResponseCycle | None = None
    # Bytes received since a request began or a part of its body came.
    _unread = 0
    # Whether a request has begun that is not complete, whether all of its headers are there, whether ASGI answers it.
    _open = False
    _headed = False
    _asgi = False
    _refusal: Problem | None = None
    # The head of a request that is to be read again.
    _again = b""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin; with too many connections, end at once."""
        super().connection_made(transport)
        if self.limit_concurrency is not None and len(self.connections) >= self.limit_concurrency:
            self.connections.discard(self)
            self.turn_away(_TOO_MANY)
        else:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell the request that is being answered; uvicorn tells only the last one that has come."""
        self._stop_waiting()
        if self._running is not None and not self._running.response_complete:
            self._running.disconnected = True
            self._running.message_event.set()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take in what has come. A client that offers another protocol is answered in this one."""
        self._unset_keepalive_if_required()
        if self._silence is not None:
            self._stop_waiting()
        self._unread += len(data)
        while True:
            try:
                self.parser.feed_data(data)
                break
            except httptools.HttpParserUpgrade as offer:
                data, self._again = self._again + data[offer.args[0] :], b""
            except httptools.HttpParserError:
                self._refuse()
                return
        if self._unread > MOST_HEAD:
            self._too_long()
        elif self._open:
            self._wait()

    def on_message_begin(self) -> None:
        """Begin a request."""
        self._open, self._headed, self._unread = True, False, 0
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """Take in the target, or a part of it."""
        self.url += url
        if len(self.url) > MOST_URL:
            self._refusal = _TOO_FAR
            raise ValueError(_TOO_FAR.code)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header; what comes after a body in chunks is none."""
        if self._headed:
            return
        name = name.lower()
        if name == b"expect" and value.lower() == b"100-continue":
            self.expect_100_continue = True
        self.headers.append((name, value))

    def on_body(self, body: bytes) -> None:
        """Take in a part of the body."""
        self._unread = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """End a request."""
        self._open, self._unread = False, 0
        super().on_message_complete()

    def busy(self) -> bool:
        """Whether an earlier request is still being answered."""
        return self._running is not None and not self._running.response_complete

    def offers_another(self) -> bool:
        """Whether a request offers another protocol, as all do of Java's client; it is read again without the offer.

        As it stands its body would not be looked for: the parser expects the offer to be taken up.
        """
        kept = [header for header in self.headers if header[0] != b"upgrade"]
        if len(kept) == len(self.headers):
            return False
        line = b"%b %b HTTP/%b\r\n" % (self.parser.get_method(), self.url, self.parser.get_http_version().encode())
        self._again = b"".join([line, *(b"%b: %b\r\n" % header for header in kept), b"\r\n"])
        return True

    def turn_away(self, problem: Problem) -> None:
        """Say why, and close the connection."""
        body = problem.body()
        head = b"%bcontent-type: application/json\r\ncontent-length: %d\r\nconnection: close\r\n\r\n%b"
        self.transport.write(head % (STATUS_LINE[problem.status], len(body), body))
        self.transport.close()

    def _refuse(self) -> None:
        if self._refusal is not None:
            self.turn_away(self._refusal)
        else:
            message = "Invalid HTTP request received."
            self.logger.warning(message)
            self.send_400_response(message)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._running = cycle
        super()._start_asgi_task(cycle, app)

    def _too_long(self) -> None:
        if self._own() or not self.busy():
            self._unread = 0
            self._give_up(_TOO_LONG)
        else:
            # Reading goes on when the answer under way has been given.
            self.flow.pause_reading()

    def _own(self) -> bool:
        """Whether the request that is not complete is the one that ASGI answers."""
        return self._asgi and self.cycle is self._running

    def _wait(self) -> None:
        self._stop_waiting()
        self._silence = self.loop.call_later(self.patience, self._silent)

    def _stop_waiting(self) -> None:
        if self._silence is not None:
            self._silence.cancel()
            self._silence = None

    def _silent(self) -> None:
        self._silence = None
        if self.transport.is_closing():
            return
        if self.busy() and not self._own():
            self._wait()
        else:
            self._give_up(_SILENT)

    def _give_up(self, problem: Problem) -> None:
        if self.busy() and self._running is not None and self._running.response_started:
            self.transport.close()
        else:
            self.turn_away(problem)
