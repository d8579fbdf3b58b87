"""The proxy: requests go on to a real account, replies come back, and both are remembered."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from itertools import count
from typing import NamedTuple

from starlette.types import Receive, Scope, Send

from ringback.contract.app import App
from ringback.serve.asgi import Gone, read_body
from ringback.serve.delivery import deliver
from ringback.serve.pipeline import Response
from ringback.serve.problem import JSON_TYPE, Problem
from ringback.serve.transcripts.declared import headers_of
from ringback.serve.transcripts.sanitise import GOT, SENT, Raw, body_of
from ringback.serve.transcripts.transcript import Body, Got, Sent
from ringback.state.clock import wall
from ringback.state.record import utc

Headers = list[tuple[bytes, bytes]]

# They speak of one connection, or of how a body crosses it, not of what is asked and answered.
_OF_THE_CONNECTION = frozenset(
    b"connection content-encoding content-length host keep-alive proxy-authenticate proxy-connection te trailer "
    b"transfer-encoding upgrade accept-encoding expect ringback-world".split()
)
_log = logging.getLogger("ringback")


class Onward(NamedTuple):
    """A request to the account: its path and query as they were written, behind the account's base URL."""

    method: str
    target: bytes
    headers: Headers
    body: bytes


class Back(NamedTuple):
    """The account's reply, its body as it is after decompression."""

    status: int
    headers: Headers
    body: bytes


class UpstreamError(Exception):
    """The account could not be asked; the text says why."""


Forward = Callable[[Onward], Awaitable[Back]]


class Recorder:
    """An application that asks an account and remembers; `raw` is what there is so far, in the order of arrival."""

    def __init__(self, app: App, upstream: str, forward: Forward, most_body: int) -> None:
        """Ask by `forward`; `upstream` is the account's base URL, `most_body` bounds a request's body in bytes."""
        self.app = app
        self.upstream = upstream
        self.others = 0
        self.failed = 0
        self.changed = asyncio.Event()
        self._forward = forward
        self._most_body = most_body
        self._numbers = count(1)
        self._raw: dict[int, Raw] = {}
        self._sent = SENT | headers_of(app)

    @property
    def raw(self) -> list[Raw]:
        """What was recorded."""
        return [self._raw[number] for number in sorted(self._raw)]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on."""
        if scope["type"] != "http":
            return
        try:
            body = await read_body(receive, self._most_body)
            if body is None:
                raise Problem(413, "too_large", "The body is larger than this proxy takes")
            response = await self._passed_on(scope, body)
        except Gone:
            return
        except Problem as problem:
            response = Response(problem.status, [JSON_TYPE], problem.body())
        await deliver(response, receive, send)

    async def _passed_on(self, scope: Scope, body: bytes) -> Response:
        number, at = next(self._numbers), wall()
        query: bytes = scope["query_string"]
        target = scope["raw_path"].partition(b"?")[0] + (b"?" + query if query else b"")
        headers = [(name, value) for name, value in scope["headers"] if name not in _OF_THE_CONNECTION]
        own = _own_base(scope)
        body = _moved(body, scope["headers"], own, self.upstream.encode())
        try:
            back = await self._forward(Onward(scope["method"], target, headers, body))
        except UpstreamError as error:
            self.failed += 1
            _log.warning("%s does not answer: %s", self.upstream, error)
            message = f"The account does not answer: {error}"
            raise Problem(502, "upstream", message, "Check --upstream; nothing was recorded") from None
        if scope["path"].lower().startswith(self.app.prefixes):
            self._raw[number] = self._kept(number, at, scope, body, back)
            self.changed.set()
        else:
            self.others += 1
        near = [(name, self._near(name, value, own)) for name, value in back.headers if name not in _OF_THE_CONNECTION]
        # Whoever follows a link stays with the proxy.
        return Response(back.status, near, _moved(back.body, back.headers, self.upstream.encode(), own))

    def _near(self, name: bytes, value: bytes, own: bytes) -> bytes:
        """A header such that its reader stays with the proxy."""
        if name == b"set-cookie":
            parts = value.split(b";")
            # Those are for the account's host, and for https.
            attributes = [part for part in parts[1:] if part.strip().lower().partition(b"=")[0] not in _FOR_HOST]
            return b";".join([parts[0], *attributes])
        return value.replace(self.upstream.encode(), own) if name == b"location" else value

    def _kept(self, number: int, at: datetime, scope: Scope, body: bytes, back: Back) -> Raw:
        sent, got = _texts(scope["headers"], self._sent), _texts(back.headers, GOT)
        query = scope["query_string"].decode("latin-1")
        request = Sent(scope["method"], scope["path"], query, sent, _body(body, sent))
        reply = Got(back.status, got, _body(back.body, got))
        return Raw(number, _told(reply) or at, request, reply)


_FOR_HOST = frozenset({b"domain", b"secure", b"samesite"})


def _own_base(scope: Scope) -> bytes:
    host = next((value for name, value in scope["headers"] if name == b"host"), b"")
    return b"%b://%b" % (scope["scheme"].encode(), host)


def _moved(body: bytes, headers: Headers, old: bytes, new: bytes) -> bytes:
    """A body, if it is text, with another base URL."""
    kind = dict(headers).get(b"content-type", b"").lower()
    return body.replace(old, new) if any(word in kind for word in (b"xml", b"json", b"text")) else body


def _body(content: bytes, headers: list[tuple[str, str]]) -> Body:
    return body_of(content, dict(headers).get("content-type", "")) if content else Body()


def _texts(headers: Headers, wanted: frozenset[str]) -> list[tuple[str, str]]:
    texts = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in headers]
    return [(name, value) for name, value in texts if name in wanted]


def _told(reply: Got) -> datetime | None:
    """The account's own time, as a reply tells it."""
    try:
        return utc(parsedate_to_datetime(reply.header("date")))
    except (TypeError, ValueError):
        return None
