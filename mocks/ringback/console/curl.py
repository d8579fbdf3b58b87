"""Commands: what a button does, as a line for a shell."""

import shlex
from typing import Any

import msgspec

from ringback.control.routes import CONTROL

# The one word in which the shell itself fills something in.
_TOKEN = '"Authorization: Bearer $RINGBACK_CONTROL_TOKEN"'


def curl(root: str, method: str, path: str, body: Any, *, token: bool) -> str:
    """The line that asks the control plane for the same; `path` stands below `/_ringback/`, None is no body."""
    words = ["curl", *(() if method == "GET" else ("-X", method)), *(("-H", _TOKEN) if token else ())]
    words.append(shlex.quote(f"{root}{CONTROL}/{path}"))
    if body is not None:
        words += ["-d", shlex.quote(msgspec.json.encode(body).decode())]
    return " ".join(words)
