"""The reference: what can be called and what can be answered, as data and as Markdown."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ringback.contract.app import App
from ringback.contract.catalogue import describe

GRADES = {
    "documented": "printed in the vendor's document",
    "observed": "seen from the vendor's software or its clients",
    "inferred": "neither; the reason is given",
}
REACHES = {
    "input": "a request alone gets it",
    "state": "the world must be set up first",
    "fault": "only a fault brings it about",
}

# What every endpoint is described with; what its door adds names the endpoint too.
_COMMON = frozenset({"id", "method", "path", "section", "summary", "fields", "replies"})
_MARKS = re.compile(r"([\\|<*])")


def reference(apps: Iterable[App], magic: Mapping[str, str]) -> dict[str, Any]:
    """Everything a user of these apps can look up; `magic` says what numbers of each ending do."""
    return {
        "apps": [
            {
                "name": app.name,
                "document": app.title,
                "credentials": list(app.credentials),
                "hello": app.hello,
                "options": app.options,
                "endpoints": [describe(endpoint) for endpoint in app.endpoints],
            }
            for app in apps
        ],
        "magic_numbers": dict(magic),
        "grades": GRADES,
        "reach": REACHES,
    }


def markdown(reference: Mapping[str, Any]) -> str:
    """The reference as a document for readers."""
    lines = ["# Ringback reference"]
    for app in reference["apps"]:
        lines += ["", f"## {app['name']}: {_plain(app['document'])}"]
        lines += ["", f"Credentials: {_plain('; '.join(app['credentials']))}."]
        for endpoint in app["endpoints"]:
            lines += ["", *_endpoint(endpoint)]
    lines += ["", "## Magic numbers", "", "What the fictional numbers 555-01xx do, in any area code.", ""]
    lines += _table(("ends in", "outcome"), reference["magic_numbers"].items())
    lines += ["", "## Grades", "", *_table(("grade", "ground"), reference["grades"].items())]
    lines += ["", "## Reach", "", *_table(("reach", "means"), reference["reach"].items())]
    return "\n".join(lines) + "\n"


def _endpoint(endpoint: Mapping[str, Any]) -> Iterator[str]:
    yield f"### {endpoint['id']}"
    yield ""
    yield f"{_plain(endpoint['summary'])} {_code(_call(endpoint))}, §{_plain(endpoint['section'])}."
    if endpoint["fields"]:
        yield ""
        yield from _table(("field", "required", "in", "type", "limits"), map(_field, endpoint["fields"]))
    yield ""
    yield from _table(("reply", "kind", "status", "text", "grade", "reach"), map(_reply, endpoint["replies"]))


def _call(endpoint: Mapping[str, Any]) -> str:
    named = [f"{name}={value}" for name, value in endpoint.items() if name not in _COMMON and value]
    return f"{endpoint['method']} {endpoint['path']}{'?' if named else ''}{'&'.join(named)}"


def _field(field: Mapping[str, Any]) -> tuple[str, ...]:
    required = "yes" if field["required"] else ""
    return (_code(field["name"]), required, field["in"], field["type"], _plain(field["limits"]))


def _reply(reply: Mapping[str, Any]) -> tuple[str, ...]:
    text = _code(reply["text"])
    if "observed" in reply:
        text += f"<br>observed: {_code(reply['observed'])}"
    grade = f"{reply['grade']}: {_plain(reply['why'])}" if "why" in reply else reply["grade"]
    return (_code(reply["id"]), reply["kind"], str(reply["status"]), text, grade, reply["reach"])


def _table(titles: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    head = list(titles)
    yield from (f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


def _plain(text: str) -> str:
    """Text of which nothing is taken for a mark of Markdown's."""
    return " ".join(_MARKS.sub(r"\\\1", text).split())


def _code(text: str) -> str:
    """Text as it stands, for a cell of a table: there a pipe is escaped even in code, and each line is its own."""
    return "<br>".join(_fenced(line.replace("|", "\\|")) for line in text.splitlines()) or "(empty)"


def _fenced(line: str) -> str:
    fence = "``" if "`" in line else "`"
    space = " " if line[:1] == "`" or line[-1:] == "`" else ""
    return f"{fence}{space}{line}{space}{fence}" if line else ""
