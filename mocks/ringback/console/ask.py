"""Asking the control plane, in the same process and in the same words as any client: method, path, JSON."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote, urlencode, urlsplit

import msgspec
from starlette.types import Message

from ringback.control.plane import Plane
from ringback.control.routes import CONTROL, PATHS, Control, Problem


class Told(NamedTuple):
    """What the control plane answered: the status and the JSON, None where there was no body."""

    status: int
    data: Any


class Ask:
    """A client of the control plane that needs no network."""

    def __init__(self, control: Control) -> None:
        """Ask this control plane."""
        self._plane = Plane(control, PATHS)
        token = control.settings.control_token
        self._headers = [(b"host", b"localhost")]
        if token:
            self._headers.append((b"authorization", f"Bearer {token}".encode()))

    async def get(self, path: str, **query: object) -> Any:
        """What stands at a path below `/_ringback/`; the Problem that the control plane answers instead."""
        wanted = urlencode({name: value for name, value in query.items() if value not in (None, "")})
        return (await self.send("GET", f"{path}?{wanted}" if wanted else path)).data

    async def send(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Told:
        """Do something; the Problem that the control plane answers instead. `path` is percent-encoded."""
        parts = urlsplit(f"{CONTROL}/{path}")
        content = b"" if body is None else msgspec.json.encode(body)
        scope = {
            "type": "http",
            "method": method,
            "scheme": "http",
            "path": unquote(parts.path),
            "raw_path": parts.path.encode(),
            "query_string": parts.query.encode(),
            "headers": self._headers,
            "root_path": "",
            "http_version": "1.1",
            "server": ("localhost", 80),
            "client": ("localhost", 0),
            # Without one, Starlette answers in its own words where nothing is.
            "app": self._plane,
        }
        status, said = 0, bytearray()

        async def receive() -> Message:
            return {"type": "http.request", "body": content, "more_body": False}

        async def send(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                said.extend(message.get("body", b""))

        await self._plane(scope, receive, send)
        data: Any = msgspec.json.decode(said) if said else None
        if status >= 400:
            error = data["error"]
            raise Problem(status, error["code"], error["message"], error["hint"])
        return Told(status, data)
