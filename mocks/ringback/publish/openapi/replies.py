"""What is answered: by status and media type, an example of each declared reply under the reply's id.

Replies that have no body have no media type to stand under: they are listed beside, under `x-without-body`.
"""

from typing import Any

from ringback.contract.catalogue import source
from ringback.publish.openapi.doors import Door, Schema
from ringback.publish.openapi.said import Said, is_text, said
from ringback.publish.openapi.shapes import shape


def responses(door: Door, links: dict[int, dict[str, Schema]]) -> dict[str, Any]:
    """The responses of an operation."""
    by_status: dict[int, list[Said]] = {}
    for endpoint in door.endpoints:
        for speaker in (endpoint, *endpoint.hands_on()):
            for reply in speaker.replies.values():
                by_status.setdefault(reply.status, []).extend(said(door, speaker, reply))
    return {str(status): _response(replies, links.get(status, {})) for status, replies in by_status.items()}


def _response(replies: list[Said], links: dict[str, Schema]) -> Schema:
    content: dict[str, Any] = {}
    bare: dict[str, Any] = {}
    for one in replies:
        if not one.media:
            bare[f"{one.endpoint.id}.{one.reply.name}"] = _source(one)
            continue
        held = content.setdefault(one.media, {"schema": {}, "examples": {}})
        held["examples"][f"{one.endpoint.id}.{one.reply.name}"] = _example(one)
    for media, held in content.items():
        held["schema"] = shape(media, replies)
    count = len({(one.endpoint, one.reply.name) for one in replies})
    headers = _headers(replies)
    return {
        "description": f"{count} declared replies" if count > 1 else "One declared reply",
        **({"headers": headers} if headers else {}),
        **({"content": content} if content else {}),
        **({"x-without-body": bare} if bare else {}),
        **({"links": links} if links else {}),
    }


def _example(one: Said) -> Schema:
    example = _source(one)
    if not is_text(one.media):
        example["description"] = "The value is the body in Base64."
    return {**example, "value": one.value}


def _source(one: Said) -> Schema:
    """Where a reply comes from, and why where it is not documented."""
    why = one.reply.ground.why
    return {"summary": source(one.endpoint, one.reply), **({"description": why} if why else {})}


def _headers(replies: list[Said]) -> dict[str, Schema]:
    """The headers of the replies besides the type of the content, with the first example of each."""
    found: dict[str, Schema] = {}
    for one in replies:
        for name, held in one.rendered.headers:
            if name != b"content-type":
                title = "-".join(part.capitalize() for part in name.decode().split("-"))
                found.setdefault(title, {"schema": {"type": "string"}, "example": held.decode("latin-1")})
    return found
