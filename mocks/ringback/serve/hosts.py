"""Hosts of single apps: `<room>.localhost` is for the apps of that room alone, whatever stands before it.

Which app answers is told by the path; such a host only refuses the paths of others, as the vendor's own would.
"""

from collections.abc import Container

from ringback.contract.app import App
from ringback.serve.problem import Problem

HOME = ".localhost"


def home(app: App) -> str:
    """The host of an app; apps that share a world share it."""
    return f"{app.room}{HOME}"


def refuse_strangers(app: App, path: str, base: str, rooms: Container[str]) -> None:
    """Let a request to an app pass, or raise the Problem that names its host; `base` has the host that it came to."""
    scheme, _, place = base.partition("://")
    host, colon, port = place.partition("/")[0].partition(":")
    name = host.lower().removesuffix(".")
    room = name.removesuffix(HOME).rpartition(".")[2]
    if not name.endswith(HOME) or room == app.room or room not in rooms:
        return
    message = f"{path[:200]} belongs to {app.name}, whose host is {home(app)}; {name} is for others"
    hint = f"Call {scheme}://{home(app)}{colon}{port}, or a host that is for all: localhost, 127.0.0.1"
    raise Problem(404, "other_app", message, hint)
