"""An entry of the journal: one request, what was answered and why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from ringback.contract.app import App
from ringback.contract.catalogue import source
from ringback.contract.endpoint import Endpoint
from ringback.contract.ground import Grade
from ringback.contract.reply import MASK, Answer, Header, Part
from ringback.contract.request import Request
from ringback.serve.masking import masked_headers, masked_record, masked_text, shown
from ringback.state.faults import Fault
from ringback.state.transaction import Change
from ringback.state.world import World
from ringback.wire.forms import Upload

MOST_CHANGES = 1_000
# Of a field's value in the decision path, as many bytes; the request shows the rest.
MOST_SHOWN = 1_000


@dataclass(slots=True)
class Entry:
    """One request and its reply. `before` is the world the request met; `answer` is None when none was sent."""

    id: int
    at: datetime
    world: str
    app: App
    request: Request
    call: Endpoint[Any]
    answer: Answer[Any]
    status: int
    headers: tuple[Header, ...]
    body: bytes
    duration_us: int
    before: World
    changes: list[Change]
    fault: Fault | None = None

    @property
    def main(self) -> Part:
        """The reply that stands for the whole answer: its first."""
        return self.answer.parts[0]

    def reply_ids(self) -> list[str]:
        """The ids of all replies that were given together."""
        return [part.id for part in self.answer.parts]

    def summary(self) -> dict[str, Any]:
        """The entry as it stands in a list."""
        part = self.main
        return {
            "id": str(self.id),
            "at": self.at,
            "world": self.world,
            "app": self.app.name,
            "endpoint": type(self.call).id,
            "method": self.request.method,
            "path": self._path(),
            "status": self.status,
            "reply": part.id,
            "also": self.reply_ids()[1:],
            "source": source(part.endpoint, part.reply, grade_said(part, self.call.profile)),
            "grade": grade_said(part, self.call.profile),
            "fault": self.fault.id if self.fault else None,
            "duration_us": self.duration_us,
        }

    def full(self) -> dict[str, Any]:
        """The entry with request, response, decision path and state changes; secrets are masked."""
        secrets = self.app.secrets
        return {
            **self.summary(),
            "request": {
                "headers": masked_headers(self.request.headers),
                "body": masked_text(shown(self.request.body), secrets),
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
                for change in self.changes[:MOST_CHANGES]
            ],
            "more_changes": max(0, len(self.changes) - MOST_CHANGES),
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
        return text in masked_text(shown(self.request.body), self.app.secrets) or text in self._response_body()

    def _path(self) -> str:
        query = self.request.raw_query.decode("latin-1")
        return self.request.path + (masked_text(f"?{query}", self.app.secrets) if query else "")

    def _response_body(self) -> str:
        if self.status == 0 or not self.body:
            return ""
        secrets = self.app.secrets
        masked: Answer[Any] = Answer(*(part.masked(secrets) for part in self.answer.parts))
        return shown(self.call.render(masked).body)

    def _decision(self) -> list[dict[str, Any]]:
        """What was checked, in order, and what decided."""
        path: list[dict[str, Any]] = []
        if self.fault is not None:
            path.append({"check": f"fault {self.fault.id}", "outcome": _struck(self.fault)})
        decided = self.call.decided
        if not decided:
            return path
        secrets = self.app.secrets
        for name, field in type(self.call).steps:
            step: dict[str, Any] = {"check": name, "outcome": "answered" if name == decided else "passed"}
            if field is not None:
                value = getattr(self.call, name)
                step["value"] = MASK if value and name in secrets else _brief(value)
            path.append(step)
            if name == decided:
                return path
        path.append({"check": "run", "outcome": "answered"})
        return path


def grade_said(part: Part, profile: str) -> Grade:
    """The grade of what was really said: the observed form of a documented reply is an observed one."""
    reply = part.reply
    return "observed" if profile == "observed" and reply.observed is not None else reply.ground.grade


def _brief(value: object) -> object:
    if isinstance(value, Upload):
        return f"{value.filename} ({len(value.content)} bytes)"
    return shown(value.encode("utf-8", "replace"), MOST_SHOWN) if isinstance(value, str) else value


def _struck(fault: Fault) -> str:
    did = [f"forced {fault.reply}" if fault.reply else "", f"{fault.latency_ms} ms late" if fault.latency_ms else ""]
    did.append(f"transport {fault.transport}" if fault.transport else "")
    return ", ".join(text for text in did if text) + f" ({fault.when} the effect)"


Matcher = Callable[[Entry], bool]
