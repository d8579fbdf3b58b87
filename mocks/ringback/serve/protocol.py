"""HTTP/1.1 for vendors' paths: a request that need not wait is answered in the call that read it, with one write.

It stands on uvicorn's protocol and knows its insides, which is why uvicorn is pinned. All that may have to wait, and
all that is unusual, goes uvicorn's own way, to ASGI.
"""

from asyncio import TimerHandle
from http import HTTPStatus
from typing import Any

from uvicorn.config import Config

from ringback.serve.asgi import Gateway, refusal
from ringback.serve.connection import BoundedProtocol
from ringback.serve.pipeline import Response

# A larger body is read by uvicorn, which makes the client wait when it sends too fast.
MOST_BODY = 64 * 1024

_STATUS = {status.value: f"HTTP/1.1 {status.value} {status.phrase}".encode() for status in HTTPStatus}
_colon = b": ".join
_WITHOUT_BODY = frozenset({204, 304})


def config(gateway: Gateway, **more: Any) -> Config:
    """How uvicorn serves the application: by this protocol, with nothing added to replies and nothing logged."""
    return Config(
        gateway,
        http=DirectProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        **more,
    )


class DirectProtocol(BoundedProtocol):
    """uvicorn's protocol with a short cut for requests that can be answered at once.

    A connection that stays idle is closed, as by uvicorn, but by one timer, which looks at the time when it fires: one
    for each request, set only to be cancelled, would be a tenth of what a request costs.
    """

    _method = b""
    _received = b""
    _idle_since: float | None = None
    _watch: TimerHandle | None = None

    def on_message_begin(self) -> None:
        """Begin a request; what ASGI needs is made only when it is asked."""
        self.url = b""
        self.headers = []
        self.expect_100_continue = False
        self._received = b""
        self._asgi = self._headed = False
        self._open = True
        self._unread = 0

    def on_headers_complete(self) -> None:
        """Send what is unusual, or has others before it, to ASGI."""
        parser = self.parser
        self._method = parser.get_method()
        self._headed = True
        upgrades = parser.should_upgrade()
        if upgrades and self.offers_another():
            return
        busy = self.cycle is not None and not self.cycle.response_complete
        if (
            busy
            or self.expect_100_continue
            or self.flow.write_paused
            or self._method == b"HEAD"
            or upgrades
            or parser.get_http_version() != "1.1"
        ):
            self._by_asgi()

    def on_body(self, body: bytes) -> None:
        """Take in a part of the body."""
        if self._asgi:
            super().on_body(body)
            return
        self._unread = 0
        self._received = self._received + body if self._received else body
        if len(self._received) > MOST_BODY:
            self._by_asgi()

    def on_message_complete(self) -> None:
        """Answer at once, if that can be done."""
        if self._again:
            return
        if not self._asgi:
            self._open = False
            self._unread = 0
            response = self._answer()
            if response is not None:
                self._write(response)
                return
            self._by_asgi()
        super().on_message_complete()

    def _by_asgi(self) -> None:
        """Tell uvicorn what has been read so far; it goes on from there."""
        self._asgi = True
        url, headers, expects = self.url, self.headers, self.expect_100_continue
        super().on_message_begin()
        self._headed = True
        self.url, self.expect_100_continue = url, expects
        self.headers.extend(headers)
        super().on_headers_complete()
        if self._received:
            super().on_body(self._received)

    def _answer(self) -> Response | None:
        path, _, query = self.url.partition(b"?")
        gateway = self.config.app
        if not isinstance(gateway, Gateway) or not path.startswith(b"/") or b"%" in path or b"#" in self.url:
            return None
        return gateway.at_once(
            self._method.decode("ascii"),
            path.decode("ascii", "replace"),
            query,
            self.headers,
            self._received,
            self.client[0] if self.client else "",
            self.scheme or "http",
        )

    def _write(self, response: Response) -> None:
        status, headers, body = response.status, response.headers, response.body
        lines = [*map(_colon, headers)]
        plain = b"".join(lines)
        if b"\n" in plain or b"\r" in plain:
            self._write(refusal(ValueError("a header's value holds a line end"), self.url.decode("latin-1")))
            return
        head = b"\r\n".join([_STATUS[status], *lines])
        if status in _WITHOUT_BODY:
            body = b""
        else:
            head += b"\r\ncontent-length: %d" % len(body)
        if self.parser.should_keep_alive():
            self.transport.write(b"%b\r\n\r\n%b" % (head, body))
        else:
            self.transport.write(b"%b\r\nconnection: close\r\n\r\n%b" % (head, body))
            self.transport.close()
        self.server_state.total_requests += 1
        self._rest()

    def on_response_complete(self) -> None:
        """Go on to what else was asked meanwhile, if anything was."""
        super().on_response_complete()
        if self.timeout_keep_alive_task is not None:
            self.timeout_keep_alive_task.cancel()
            self.timeout_keep_alive_task = None
            self._rest()

    def _rest(self) -> None:
        """Nothing is asked now: begin to wait for the next request."""
        self._idle_since = self.loop.time()
        if self._watch is None:
            self._watch = self.loop.call_later(self.timeout_keep_alive, self._look)

    def _unset_keepalive_if_required(self) -> None:
        self._idle_since = None

    def _look(self) -> None:
        """Close the connection if it has been idle for too long, else look again when it may have been."""
        self._watch = None
        if self._idle_since is not None:
            left = self._idle_since + self.timeout_keep_alive - self.loop.time()
            if left > 0:
                self._watch = self.loop.call_later(left, self._look)
            else:
                self.timeout_keep_alive_handler()

    def connection_lost(self, exc: Exception | None) -> None:
        """Watch no longer."""
        super().connection_lost(exc)
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None
