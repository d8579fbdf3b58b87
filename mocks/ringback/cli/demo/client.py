"""A client of vendors' paths: one connection to the server, kept open."""

import json
import ssl
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlencode, urlsplit
from xml.etree.ElementTree import Element, fromstring

from ringback.testing import ControlError

TIMEOUT = 60.0  # seconds
BOUNDARY = "ringback-demo-boundary"


@dataclass(frozen=True)
class Call:
    """A request as a scene writes it; what is `hidden` of the query is sent and not shown."""

    method: str
    path: str
    query: Mapping[str, object] = field(default_factory=dict)
    hidden: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, object] | None = None
    files: Mapping[str, str] | None = None
    xml: str | None = None
    data: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def shown(self) -> str:
        """The path with the part of the query that is worth a look."""
        query = urlencode(self.query)
        return f"{self.path}?{query}" if query else self.path

    def target(self) -> str:
        """The path with all of the query."""
        query = urlencode({**self.hidden, **self.query})
        return f"{self.path}?{query}" if query else self.path

    def body(self) -> tuple[bytes | None, dict[str, str]]:
        """The body, and its type."""
        if self.files is not None:
            return _multipart(self.form or {}, self.files), _typed(f"multipart/form-data; boundary={BOUNDARY}")
        if self.form is not None:
            return urlencode(self.form).encode(), _typed("application/x-www-form-urlencoded")
        if self.xml is not None:
            return self.xml.encode(), _typed("application/xml")
        if self.data is not None:
            return json.dumps(self.data).encode(), _typed("application/json")
        return None, {}


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    @property
    def data(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def xml(self) -> Element:
        """The body as XML."""
        return fromstring(self.body)


class Client:
    """Requests to the world at a base URL."""

    def __init__(self, url: str) -> None:
        """Ask the server there."""
        self.url = url
        parts = urlsplit(url)
        self._base = parts.path
        host, port = parts.hostname or "", parts.port
        if parts.scheme == "https":
            context = ssl.create_default_context()
            self._connection: HTTPConnection = HTTPSConnection(host, port, timeout=TIMEOUT, context=context)
        else:
            self._connection = HTTPConnection(host, port, timeout=TIMEOUT)

    def ask(self, call: Call) -> Answer:
        """What the server answers; ControlError when it does not."""
        body, typed = call.body()
        try:
            self._connection.request(call.method, f"{self._base}{call.target()}", body, {**typed, **call.headers})
            answer = self._connection.getresponse()
            headers = {name.lower(): _decoded(value) for name, value in answer.getheaders()}
            return Answer(answer.status, headers, answer.read())
        except (OSError, HTTPException) as error:
            self._connection.close()
            raise ControlError(0, "no_answer", f"{self.url} does not answer: {error}") from None

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def _decoded(value: str) -> str:
    """A header's value: what the library takes for Latin-1 is UTF-8."""
    return value.encode("latin-1").decode("utf-8", "replace")


def _typed(kind: str) -> dict[str, str]:
    return {"Content-Type": kind}


def _multipart(form: Mapping[str, object], files: Mapping[str, str]) -> bytes:
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}' for name, value in form.items()]
    parts += [
        f'Content-Disposition: form-data; name="{name}"; filename="{name}.txt"\r\n'
        f"Content-Type: text/plain\r\n\r\n{text}"
        for name, text in files.items()
    ]
    lines = [f"--{BOUNDARY}\r\n{part}\r\n" for part in parts]
    return "".join([*lines, f"--{BOUNDARY}--\r\n"]).encode()


def basic(user: str, password: str) -> dict[str, str]:
    """The header of HTTP's basic authentication."""
    return {"Authorization": f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"}
