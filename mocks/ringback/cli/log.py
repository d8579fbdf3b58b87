"""The request log: one line for each vendor request, as text or as JSON."""

import sys
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

Listener = Callable[[str, dict[str, Any]], None]


def text_line(entry: Mapping[str, Any]) -> str:
    """World time, world, request, status and reply."""
    path = entry["path"]
    if not path.isprintable():
        path = path.encode("unicode_escape").decode("ascii")
    replies = "+".join([entry["reply"], *entry["also"]])
    fault = f" ({entry['fault']})" if entry["fault"] else ""
    at = f"{entry['at']:%Y-%m-%dT%H:%M:%SZ}"
    return f"{at} {entry['world']} {entry['method']} {path} {entry['status']} {replies}{fault}\n"


def json_line(entry: Mapping[str, Any]) -> str:
    """The entry as the journal lists it."""
    return msgspec.json.encode(entry).decode() + "\n"


def listener(form: str) -> Listener:
    """A listener of the journal that writes requests to standard output; the server goes on when nobody reads it."""
    line = json_line if form == "json" else text_line
    out = sys.stdout

    def listen(kind: str, data: dict[str, Any]) -> None:
        if kind == "request":
            try:
                out.write(line(data))
                out.flush()
            except (OSError, ValueError):
                return

    return listen
