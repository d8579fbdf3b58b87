"""One world of a server, as a test uses it."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote

import msgspec

from ringback.testing.clock import Clock
from ringback.testing.control import ControlError, refused
from ringback.testing.faults import Faults
from ringback.testing.journal import Requests
from ringback.testing.state import Files, State

if TYPE_CHECKING:
    from ringback.testing.server import Server

__tracebackhide__ = refused


class Snapshot(msgspec.Struct, frozen=True):
    """A named moment of a world."""

    name: str
    at: datetime


class World:
    """A contact centre of its own; as a context manager it is dropped at the end."""

    def __init__(self, server: "Server", name: str) -> None:
        """Use the world of that name, which is there already."""
        self.server = server
        self.name = name
        self._path = path = f"worlds/{name}"
        self._control = server.control
        self._snapshots = 0
        self.clock = Clock(self._control, path)
        self.faults = Faults(self._control, path)
        self.requests = Requests(self._control, path)
        self.state = State(self._control, path)
        self.files = Files(self._control, path)

    def url(self, app: str = "") -> str:
        """The base URL below which this world answers an app's paths; LookupError when the server has no such app."""
        if app and app not in self.server.apps:
            raise LookupError(f"this Ringback has no app {app!r}; it has {', '.join(self.server.apps)}")
        return f"{self.server.url}/w/{self.name}"

    def snapshot(self, name: str = "") -> Snapshot:
        """Keep this moment, under a name of your own or a new one."""
        if not name:
            self._snapshots += 1
            name = f"moment-{self._snapshots}"
        taken: Snapshot = self._control.ask("PUT", f"{self._path}/snapshots/{quote(name)}", kind=Snapshot)
        return taken

    def restore(self, snapshot: Snapshot | str) -> None:
        """Go on from a moment that was kept; it stays kept."""
        name = snapshot if isinstance(snapshot, str) else snapshot.name
        self._control.ask("POST", f"{self._path}/snapshots/{quote(name)}/restore")

    def rewind(self, before_request: str | int) -> None:
        """Go on from the moment before a request; the journal stays."""
        self._control.ask("POST", f"{self._path}/rewind", {"before_request": before_request})

    def reset(self) -> None:
        """Go back to where the world began."""
        self._control.ask("POST", f"{self._path}/reset")

    def load(self, fragment: Mapping[str, Any] | str | Path) -> None:
        """Add a fragment of a scenario: a mapping, a text in YAML or JSON, or a file with one."""
        content = fragment.read_bytes() if isinstance(fragment, Path) else fragment
        self._control.ask("POST", f"{self._path}/load", content.encode() if isinstance(content, str) else content)

    def export(self) -> dict[str, Any]:
        """All there is to the world, as JSON."""
        exported: dict[str, Any] = self._control.get(f"{self._path}/export")
        return exported

    def bundle(self) -> bytes:
        """What was asked and answered, for `ringback replay`; secrets are not masked."""
        return self._control.content("GET", f"{self._path}/bundle")

    def drop(self) -> None:
        """Forget the world; one that is gone already is no mistake."""
        try:
            self._control.ask("DELETE", self._path)
        except ControlError as error:
            if error.code != "unknown_world":
                raise
        self.server.dropped(self)

    def __enter__(self) -> Self:
        """The world itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Drop it."""
        self.drop()

    def __repr__(self) -> str:
        """Its base URL."""
        return f"<World {self.url()}>"
