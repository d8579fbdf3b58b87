"""A client of the control plane: JSON over connections that are kept, safe to use from any thread."""

import ssl
from collections import deque
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from time import monotonic
from typing import Any
from urllib.parse import urlencode, urlsplit

import msgspec

# A connection that has not been used for so long, in seconds, may be about to be closed by the server.
STALE = 2.0
CONNECT = 10.0
# An hour of a busy world takes a while to pass.
ANSWER = 600.0


class ControlError(Exception):
    """What the control plane refused: `code` for programs, `message` and `hint` for people.

    `status` is that of HTTP; 0 says that no server answered.
    """

    def __init__(self, status: int, code: str, message: str, hint: str = "") -> None:
        """Say what was refused."""
        super().__init__(f"{message}. {hint}" if hint else message)
        self.status = status
        self.code = code
        self.message = message
        self.hint = hint


def refused(failure: Any) -> bool:
    """Whether what a test failed with was said to the test itself, so that pytest shows its line and none of ours.

    pytest asks `__tracebackhide__` of the modules that an error has come through; `--full-trace` shows all.
    """
    return type(failure.value) in (ControlError, LookupError)


__tracebackhide__ = refused


class _Refused(msgspec.Struct):
    code: str = "unknown"
    message: str = ""
    hint: str = ""


class _Refusal(msgspec.Struct):
    error: _Refused


class Control:
    """The control plane of one server."""

    def __init__(self, url: str, token: str = "") -> None:
        """Ask the server at a base URL, with its control token where it wants one."""
        self.url = url.rstrip("/")
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ControlError(0, "bad_url", f"{url!r} is no base URL", "Write it as http://127.0.0.1:8080")
        self._host, self._port, self._secure = parts.hostname, parts.port, parts.scheme == "https"
        self._base = f"{parts.path}/_ringback/"
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._idle: deque[tuple[HTTPConnection, float]] = deque()

    def get(self, path: str, kind: Any = Any, **query: object) -> Any:
        """What GET answers, as a value of that kind; values of None are left out of the query."""
        given = {name: value for name, value in query.items() if value is not None}
        return self.ask("GET", f"{path}?{urlencode(given)}" if given else path, kind=kind)

    def ask(self, method: str, path: str, body: object = None, *, kind: Any = Any) -> Any:
        """What a request to a path below `/_ringback/` answers; ControlError when it is refused.

        Bytes are sent as they are, any other body as JSON.
        """
        said = self.content(method, path, body)
        return msgspec.json.decode(said, type=kind) if said else None

    def content(self, method: str, path: str, body: object = None) -> bytes:
        """The bytes that a request answers."""
        sent = body if isinstance(body, bytes) or body is None else msgspec.json.encode(body)
        status, said = self._exchange(method, path, sent)
        if status >= 300:
            raise _error(status, said)
        return said

    def _exchange(self, method: str, path: str, body: bytes | None) -> tuple[int, bytes]:
        connection = self._connection()
        try:
            connection.request(method, f"{self._base}{path}", body, self._headers)
            answer = connection.getresponse()
            status, said = answer.status, answer.read()
        except (OSError, HTTPException) as error:
            connection.close()
            why = getattr(error, "strerror", None) or str(error) or type(error).__name__
            raise ControlError(0, "no_answer", f"{self.url} does not answer: {why}") from None
        if connection.sock is not None:
            self._idle.append((connection, monotonic()))
        return status, said

    def _connection(self) -> HTTPConnection:
        try:
            while True:
                connection, used = self._idle.pop()
                if monotonic() - used < STALE:
                    return connection
                connection.close()
        except IndexError:
            pass
        if self._secure:
            context = ssl.create_default_context()
            connection = HTTPSConnection(self._host, self._port, timeout=CONNECT, context=context)
        else:
            connection = HTTPConnection(self._host, self._port, timeout=CONNECT)
        try:
            connection.connect()
        except OSError as error:
            connection.close()
            raise ControlError(0, "no_answer", f"{self.url} does not answer: {error.strerror or error}") from None
        connection.sock.settimeout(ANSWER)
        return connection

    def close(self) -> None:
        """Close the connections; the next request opens one again."""
        while self._idle:
            self._idle.pop()[0].close()


def _error(status: int, said: bytes) -> ControlError:
    try:
        error = msgspec.json.decode(said, type=_Refusal).error
    except msgspec.MsgspecError:
        hint = "Is there a server of Ringback's at that URL?"
        return ControlError(status, "stranger", f"The answer is {status}, and not the control plane's", hint)
    return ControlError(status, error.code, error.message, error.hint)
