"""HTTP/1.1 for vendors' paths: a request that need not wait is answered in the call that read it, with one write.

It stands on uvicorn's protocol and knows its insides, which is why uvicorn is pinned. All that may have to wait, and
all that is unusual, goes uvicorn's own way, to ASGI.
"""

from http import HTTPStatus
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from ringback.serve.asgi import Asked, Gateway, refusal
from ringback.serve.pipeline import Response

# A larger body is read by uvicorn, which makes the client wait when it sends too fast.
MOST_BODY = 64 * 1024

_STATUS = {status.value: f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode() for status in HTTPStatus}
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


class DirectProtocol(HttpToolsProtocol):
    """uvicorn's protocol with a short cut for requests that can be answered at once."""

    _asgi = False
    _received = b""

    def on_message_begin(self) -> None:
        """Begin a request; what ASGI needs is made only when it is asked."""
        self.url = b""
        self.headers = []
        self.expect_100_continue = False
        self._received = b""
        self._asgi = False

    def on_headers_complete(self) -> None:
        """Send what is unusual, or has others before it, to ASGI."""
        busy = self.cycle is not None and not self.cycle.response_complete
        if (
            busy
            or self.expect_100_continue
            or self.flow.write_paused
            or self.parser.get_http_version() != "1.1"
            or self.parser.should_upgrade()
            or self.parser.get_method() == b"HEAD"
        ):
            self._by_asgi()

    def on_body(self, body: bytes) -> None:
        """Take in a part of the body."""
        if self._asgi:
            super().on_body(body)
            return
        self._received = self._received + body if self._received else body
        if len(self._received) > MOST_BODY:
            self._by_asgi()

    def on_message_complete(self) -> None:
        """Answer at once, if that can be done."""
        if not self._asgi:
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
            Asked(
                self.parser.get_method().decode("ascii"),
                path.decode("ascii", "replace"),
                query,
                self.headers,
                self._received,
                self.client[0] if self.client else "",
                self.scheme or "http",
            )
        )

    def _write(self, response: Response) -> None:
        head = b"".join([b"%b: %b\r\n" % header for header in response.headers])
        if head.count(b"\n") != len(response.headers) or head.count(b"\r") != len(response.headers):
            self._write(refusal(ValueError("a header's value holds a line end"), self.url.decode("latin-1")))
            return
        body = b"" if response.status in _WITHOUT_BODY else response.body
        if response.status not in _WITHOUT_BODY:
            head += b"content-length: %d\r\n" % len(body)
        goes_on = self.parser.should_keep_alive()
        if not goes_on:
            head += b"connection: close\r\n"
        self.transport.write(b"%b%b\r\n%b" % (_STATUS[response.status], head, body))
        if not goes_on:
            self.transport.close()
        self.on_response_complete()
