"""Signing in: the app's security schemes, and which of them an operation takes."""

from collections.abc import Iterable

from ringback.contract.app import App
from ringback.contract.interface import Credential
from ringback.publish.openapi.doors import Door, Kind, Schema


def schemes(app: App) -> dict[str, Schema]:
    """The security schemes, each with an example that works."""
    return {name: _scheme(one) for way in app.interface.security for name, one in way.items()}


def _scheme(credential: Credential) -> Schema:
    example = f"{credential.example} works on the scenarios handbook and demo." if credential.example else ""
    said = {**credential.scheme, "description": " ".join(part for part in (credential.note, example) if part)}
    return {**said, **({"x-example": credential.example} if credential.example else {})}


def requirement(door: Door) -> list[dict[str, list[str]]]:
    """The ways to sign in, of which one will do; an empty one says that what is needed may stand in the body."""
    ways: list[dict[str, list[str]]] = []
    for way in door.app.interface.security:
        taking = [one for one in door.endpoints if _takes(one, way.values())]
        if taking:
            ways.append({name: [] for name in way})
            if len(taking) < len(door.named()) or any(_elsewhere(taking[0], one) for one in way.values()):
                ways.append({})
    return [way for place, way in enumerate(ways) if way not in ways[:place]]


def _takes(endpoint: Kind, credentials: Iterable[Credential]) -> bool:
    names = {field.wire_name for field in endpoint.fields.values()}
    return names.issuperset(one.field for one in credentials)


def _elsewhere(endpoint: Kind, credential: Credential) -> bool:
    """Whether the documented place of a credential is one in which no scheme can be, such as a form."""
    field = next(field for field in endpoint.fields.values() if field.wire_name == credential.field)
    return field.place not in ("header", credential.scheme.get("in", "header"))
