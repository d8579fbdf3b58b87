"""An entry of the journal: one request, what was answered and why."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from ringback.contract.app import App
from ringback.contract.catalogue import source
from ringback.contract.endpoint import Endpoint
from ringback.contract.ground import Grade
from ringback.contract.reply import MASK, Header, Reply
from ringback.contract.request import Request
from ringback.serve.masking import masked_headers, masked_record, masked_text, shown
from ringback.state.faults import Fault
from ringback.state.transaction import Changes
from ringback.state.world import World
from ringback.wire.forms import Upload

MOST_CHANGES = 1_000
# Of a field's value in the decision path, as many bytes; the request shows the rest.
MOST_SHOWN = 1_000


class Said(NamedTuple):
    """One reply as it was given: its id, where it comes from, how well it is known, and the headers that say so."""

    id: str
    source: str
    grade: Grade
    headers: tuple[Header, Header]


def said(endpoint: type[Endpoint[Any]], reply: Reply, profile: str) -> Said:
    """What is told of a reply that was given under a profile: the observed form of any reply is an observed one."""
    grade: Grade = "observed" if profile == "observed" and reply.observed is not None else reply.ground.grade
    name, where = f"{endpoint.id}.{reply.name}", source(endpoint, reply, grade)
    headers = ((b"ringback-reply", name.encode()), (b"ringback-source", where.encode("utf-8")))
    return Said(name, where, grade, headers)


class Entry(msgspec.Struct):
    """One request and its reply. `before` is the world the request met, `after` the one it left.

    A status of 0 says that no reply was sent.

    It keeps little, since there are many: what can be found out again from the request is found out when it is shown.
    `masked` is the reply's body with its secrets hidden, where it has any.
    """

    id: int
    at: datetime
    world: str
    app: App
    request: Request
    endpoint: type[Endpoint[Any]]
    decided: str
    said: tuple[Said, ...]
    status: int
    headers: tuple[Header, ...]
    body: bytes
    masked: bytes | None
    duration_us: int
    before: World
    after: World
    changes: Changes
    fault: Fault | None

    def reply_ids(self) -> list[str]:
        """The ids of all replies that were given together."""
        return [part.id for part in self.said]

    def summary(self) -> dict[str, Any]:
        """The entry as it stands in a list."""
        main = self.said[0]
        return {
            "id": str(self.id),
            "at": self.at,
            "world": self.world,
            "app": self.app.name,
            "endpoint": self.endpoint.id,
            "method": self.request.method,
            "path": self._path(),
            "status": self.status,
            "reply": main.id,
            "also": self.reply_ids()[1:],
            "source": main.source,
            "grade": main.grade,
            "fault": self.fault.id if self.fault else None,
            "changed": len(self.changes.first) + self.changes.more,
            "duration_us": self.duration_us,
        }

    def full(self) -> dict[str, Any]:
        """The entry with request, response, decision path and state changes; secrets are masked."""
        secrets = self.app.secrets
        return {
            **self.summary(),
            "request": {
                "headers": masked_headers(self.request.headers),
                "body": self._masked(shown(self.request.body)),
            },
            "response": {"headers": masked_headers(self.headers), "body": self._response_body()},
            "decision": self._decision(),
            "changes": [
                {
                    "table": change.table,
                    "key": change.key,
                    "before": masked_record(msgspec.to_builtins(change.before), secrets),
                    "after": masked_record(msgspec.to_builtins(change.after), secrets),
                }
                for change in self.changes.first
            ],
            "more_changes": self.changes.more,
        }

    def contains(self, text: str) -> bool:
        """Whether the path, the request's body or the reply's body, as shown, contains a text."""
        request, sought = self.request, text.encode("utf-8", "replace")
        said = (request.path.encode(), request.raw_query, request.body, self.body)
        # What the bytes do not hold is not shown either; to look there first is much cheaper than to show.
        if text.isascii() and MASK[0] not in text and not any(sought in part for part in said):
            return False
        if text in self._path():
            return True
        return text in self._masked(shown(request.body)) or text in self._response_body()

    def _masked(self, text: str) -> str:
        return masked_text(text, self.app.secrets, self.endpoint.secret_patterns)

    def _path(self) -> str:
        path, query = self.request.path, self.request.raw_query.decode("latin-1")
        if self.endpoint.secret_parts:
            parts = path.split("/")
            path = "/".join(MASK if place in self.endpoint.secret_parts else part for place, part in enumerate(parts))
        return path + (self._masked(f"?{query}") if query else "")

    def _response_body(self) -> str:
        if self.status == 0:
            return ""
        return shown(self.body if self.masked is None else self.masked)

    def _decision(self) -> list[dict[str, Any]]:
        """What was checked, in order, and what decided."""
        path: list[dict[str, Any]] = []
        if self.fault is not None:
            path.append({"check": f"fault {self.fault.id}", "outcome": _struck(self.fault)})
        if not self.decided:
            return path
        found = self.app.find(self.request)
        call = self.endpoint(self.request, found.inputs if found is not None else {}, self.before.profile)
        for name, field in self.endpoint.steps:
            step: dict[str, Any] = {"check": name, "outcome": "answered" if name == self.decided else "passed"}
            if field is not None:
                value = getattr(call, name)
                step["value"] = MASK if value and name in self.app.secrets else _brief(value)
            path.append(step)
            if name == self.decided:
                return path
        path.append({"check": "run", "outcome": "answered"})
        return path


def _brief(value: object) -> object:
    if isinstance(value, Upload):
        return f"{value.filename} ({len(value.content)} bytes)"
    return shown(value.encode("utf-8", "replace"), MOST_SHOWN) if isinstance(value, str) else value


def _struck(fault: Fault) -> str:
    did = [f"forced {fault.reply}" if fault.reply else "", f"{fault.latency_ms} ms late" if fault.latency_ms else ""]
    did.append(f"transport {fault.transport}" if fault.transport else "")
    return ", ".join(text for text in did if text) + f" ({fault.when} the effect)"


Matcher = Callable[[Entry], bool]
