"""A declared reply as it is said: rendered with examples, in each notation that it has."""

import json
from base64 import b64encode
from dataclasses import dataclass
from typing import Any

from ringback.contract.reply import Answer, Part, Rendered, Reply
from ringback.contract.request import Request
from ringback.publish.openapi.doors import Door, Kind

BASE = "http://127.0.0.1:8080"


@dataclass(frozen=True)
class Said:
    """A reply as it is said in one notation."""

    endpoint: Kind
    reply: Reply
    rendered: Rendered
    variants: tuple[Rendered, ...] = ()

    @property
    def media(self) -> str:
        """Its media type, as it is sent; blank for one that has no body, and so no type either."""
        kind = next((held.decode() for name, held in self.rendered.headers if name == b"content-type"), "")
        return kind or ("text/plain" if self.rendered.body else "")

    @property
    def value(self) -> Any:
        """Its body as an example: JSON as it is, text as text, and any other as Base64."""
        return self._read(self.rendered.body)

    @property
    def values(self) -> list[Any]:
        """The bodies that show the shapes it can have, the example first."""
        return [self._read(one.body) for one in (self.rendered, *self.variants)]

    def _read(self, body: bytes) -> Any:
        if is_json(self.media):
            return json.loads(body)
        return body.decode("utf-8", "replace") if is_text(self.media) else b64encode(body).decode()


def is_json(media: str) -> bool:
    """Whether a media type is JSON."""
    return media.partition(";")[0] == "application/json"


def is_text(media: str) -> bool:
    """Whether bodies of a media type are texts."""
    kind = media.partition(";")[0]
    return kind.startswith("text/") or kind in ("application/xml", "application/json")


def said(door: Door, endpoint: Kind, reply: Reply) -> list[Said]:
    """The reply in each notation that it has."""
    found: dict[str, Said] = {}
    for notation in door.app.interface.notations or ("",):
        rendered, *variants = _rendered(endpoint, reply, notation)
        one = Said(endpoint, reply, rendered, tuple(variants))
        found.setdefault(one.media, one)
    return list(found.values())


def _rendered(endpoint: Kind, reply: Reply, accept: str = "") -> list[Rendered]:
    """What is said to a request that says only what it accepts: the reply filled with examples, then its variants."""
    address = endpoint.door.describe(endpoint)
    headers = [(b"accept", accept.encode())] if accept else []
    call = endpoint(Request(address["method"], address["path"], headers=headers, base=BASE), {})
    (said,) = call.forced(reply.name).parts
    variants = [Part(endpoint, reply, {**said.values, **values}) for values in reply.variants]
    return [call.render(Answer(part)) for part in (said, *variants)]
