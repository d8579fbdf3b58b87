"""The catalogue: everything that is declared, as plain data."""

from collections.abc import Iterable
from typing import Any

from ringback.contract.app import App
from ringback.contract.endpoint import Endpoint
from ringback.contract.ground import Grade
from ringback.contract.reply import Reply


def source(endpoint: type[Endpoint[Any]], reply: Reply, grade: Grade | None = None) -> str:
    """Where a reply comes from and how well it is known, as the `Ringback-Source` header says it."""
    return f"{endpoint.document} §{reply.section or endpoint.section}; {grade or reply.ground.grade}"


def catalogue(apps: Iterable[App]) -> dict[str, Any]:
    """The answer of `GET catalogue`: each app's endpoints with their fields and replies."""
    return {"apps": {app.name: [describe(endpoint) for endpoint in app.endpoints] for app in apps}}


def describe(endpoint: type[Endpoint[Any]]) -> dict[str, Any]:
    """One endpoint as plain data."""
    return {
        "id": endpoint.id,
        **endpoint.door.describe(endpoint),
        "section": endpoint.section,
        "summary": endpoint.summary(),
        "fields": [
            {
                "name": field.wire_name,
                "type": field.kind,
                "required": field.required,
                "in": field.place,
                "limits": field.limits(),
            }
            for field in endpoint.fields.values()
        ],
        "replies": [_reply(endpoint, reply) for reply in endpoint.replies.values()],
    }


def _reply(endpoint: type[Endpoint[Any]], reply: Reply) -> dict[str, Any]:
    said: dict[str, Any] = {
        "id": f"{endpoint.id}.{reply.name}",
        "status": reply.status,
        "kind": reply.kind,
        "text": reply.template.text,
    }
    if reply.observed is not None:
        said["observed"] = reply.observed.text
    said["source"] = f"{endpoint.document} §{reply.section or endpoint.section}"
    said["grade"] = reply.ground.grade
    if reply.ground.why:
        said["why"] = reply.ground.why
    said["reach"] = reply.reach
    return said
