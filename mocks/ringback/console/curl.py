"""Commands: what a button does, as a line for a shell."""

import shlex
from collections.abc import Mapping
from typing import Any

import msgspec

from ringback.control.routes import CONTROL


def curl(root: str, method: str, path: str, body: Mapping[str, Any] | None, *, token: bool) -> str:
    """The line that asks the control plane for the same; `path` stands below `/_ringback/`."""
    words = ["curl"]
    if method != "GET":
        words += ["-X", method]
    if token:
        words += ["-H", "Authorization: Bearer $RINGBACK_CONTROL_TOKEN"]
    words.append(f"{root}{CONTROL}/{path}")
    if body:
        words += ["-d", msgspec.json.encode(body).decode()]
    return " ".join(f'"{word}"' if "$RINGBACK" in word else shlex.quote(word) for word in words)
