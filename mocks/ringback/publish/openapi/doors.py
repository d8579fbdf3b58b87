"""Doors as OpenAPI sees them: a path and a method, and the endpoints behind it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ringback.contract.app import App
from ringback.contract.endpoint import Endpoint
from ringback.contract.field import Field

Schema = dict[str, Any]
Kind = type[Endpoint[Any]]

PARAMETERS = ("path", "query", "header", "cookie")
# The places in a body that have one media type each; others are in the notations that a client may choose from.
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
FILES = "multipart"
FORMS = ("body", "form", FILES)
NOTATIONS = {"xml": "application/xml", "json": "application/json"}


class Door(NamedTuple):
    """One operation: of an endpoint that has it to itself, or of several, which `naming` parameters tell apart."""

    app: App
    path: str
    method: str
    endpoints: list[Kind]
    naming: tuple[str, ...]

    @property
    def id(self) -> str:
        """The operation's id: the endpoint's, or the app's where all its endpoints share the door."""
        if not self.shared:
            return self.endpoints[0].id
        whole = len(self.endpoints) == len(self.app.endpoints)
        return self.app.name if whole else f"{self.app.name}.{self.path.rpartition('/')[2]}"

    @property
    def shared(self) -> bool:
        """Whether the request must say which endpoint it means."""
        return bool(self.naming) or len(self.endpoints) > 1

    @property
    def place(self) -> str:
        """Where a request says which endpoint it means."""
        fields = (field for endpoint in self.endpoints for field in endpoint.fields.values())
        return next((field.place for field in fields if field.wire_name in self.naming), "query")

    def names(self, endpoint: Kind) -> dict[str, str]:
        """What names an endpoint behind the door; nothing for one that answers whatever no other one does."""
        said = endpoint.door.describe(endpoint)
        return {name: said[name] for name in self.naming if said.get(name)}

    def named(self) -> list[Kind]:
        """The endpoints that a request can mean."""
        return [endpoint for endpoint in self.endpoints if not self.naming or self.names(endpoint)]

    def fields(self) -> Iterator[tuple[Kind, Field[Any]]]:
        """Every field behind the door, with its endpoint."""
        return ((endpoint, field) for endpoint in self.endpoints for field in endpoint.fields.values())

    def media(self) -> dict[str, tuple[str, ...]]:
        """The media types that the body is taken in, each with the places of the fields that are in it."""
        places = tuple(dict.fromkeys(field.place for _, field in self.fields()))
        forms = tuple(place for place in places if place in FORMS)
        if forms:
            # With a file, all the rest is sent as parts beside it; without one, a plain form will do.
            plain = tuple(place for place in forms if place != FILES)
            needed = all(any(_is_file(field) for field in one.fields.values()) for one in self.endpoints)
            kinds = {} if needed else {FORM: plain}
            return {**kinds, MULTIPART: forms} if FILES in forms else kinds
        notated = tuple(place for place in places if place in NOTATIONS)
        chosen = self.app.interface.notations or tuple(NOTATIONS[place] for place in notated)
        return dict.fromkeys(chosen, notated) if notated else {}


def _is_file(field: Field[Any]) -> bool:
    return field.place == FILES and field.required


def doors(app: App) -> list[Door]:
    """The doors of an app, in the order of its endpoints."""
    found: dict[tuple[str, str], list[Kind]] = {}
    for endpoint in app.endpoints:
        address = endpoint.door.describe(endpoint)
        found.setdefault((address["path"], address["method"].lower()), []).append(endpoint)
    return [Door(app, path, method, behind, _naming(behind)) for (path, method), behind in found.items()]


def _naming(endpoints: list[Kind]) -> tuple[str, ...]:
    names = [name for endpoint in endpoints for name in endpoint.door.describe(endpoint)]
    return tuple(name for name in dict.fromkeys(names) if name not in ("method", "path"))


def short(endpoint: Kind) -> str:
    """An endpoint's name within its app."""
    return endpoint.id.partition(".")[2]
