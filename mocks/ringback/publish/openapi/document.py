"""The document: an app's doors as operations, and what they share as components."""

from typing import Any

from ringback import __version__
from ringback.contract.app import App
from ringback.publish.openapi.doors import Door, Schema, doors
from ringback.publish.openapi.links import links
from ringback.publish.openapi.replies import responses
from ringback.publish.openapi.requests import body, parameters
from ringback.publish.openapi.security import requirement, schemes

_SERVERS = [
    {"url": "/", "description": "the default world"},
    {"url": "/w/{world}", "description": "a world by name", "variables": {"world": {"default": "default"}}},
]


def openapi(app: App, version: str = __version__) -> dict[str, Any]:
    """The app's description; `version` is that of the software which serves it."""
    known = doors(app)
    schemas: dict[str, Schema] = {}
    paths: dict[str, dict[str, Any]] = {}
    for door in known:
        paths.setdefault(door.path, {})[door.method] = _operation(door, known, schemas)
    components = {"schemas": schemas, "securitySchemes": schemes(app)}
    held = {name: content for name, content in components.items() if content}
    return {
        "openapi": "3.1.0",
        "info": {"title": app.title, "version": version, "description": _about(app)},
        "servers": _SERVERS,
        "paths": paths,
        **({"components": held} if held else {}),
    }


def _about(app: App) -> str:
    signing = f" Who may sign in, in the scenarios handbook and demo: {'; '.join(app.credentials)}."
    return f"As Ringback mocks it (app {app.name}).{signing if app.credentials else ''}"


def _operation(door: Door, known: list[Door], schemas: dict[str, Schema]) -> dict[str, Any]:
    first = door.endpoints[0]
    if door.shared:
        alone = len(door.endpoints) == len(door.app.endpoints)
        summary = f"The one door of {door.app.title}" if alone else f"{len(door.endpoints)} endpoints at one path"
        said = {"operationId": door.id, "summary": summary, "description": _listed(door)}
    else:
        said = {"operationId": door.id, "summary": first.summary(), "description": f"§{first.section}"}
    needs, taken, sent = requirement(door), parameters(door, schemas), body(door, schemas)
    return {
        **said,
        **({"security": needs} if needs else {}),
        **({"parameters": taken} if taken else {}),
        **({"requestBody": sent} if sent else {}),
        "responses": responses(door, links(door, known)),
    }


def _listed(door: Door) -> str:
    """The endpoints behind a door, for readers."""
    lines = [f"- `{' '.join(door.names(one).values())}`: {one.summary()} §{one.section}" for one in door.named()]
    return "\n".join([f"Told apart by {' and '.join(f'`{name}`' for name in door.naming)}:", "", *lines])
