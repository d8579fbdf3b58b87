"""What a request holds: parameters and body, with an example for each endpoint."""

from typing import Any

from ringback.contract.field import Field
from ringback.publish.openapi.doors import FORM, PARAMETERS, Door, Kind, Schema
from ringback.publish.openapi.samples import in_xml, sample, tree
from ringback.publish.openapi.schemas import described, one_of, value

# OpenAPI describes these headers elsewhere, and ignores parameters of their names.
_ELSEWHERE = ("accept", "authorization", "content-type")


def parameters(door: Door, components: dict[str, Schema]) -> list[Schema]:
    """What stands in the path, the query and the headers."""
    parts = [part[1:-1] for part in door.path.split("/") if part.startswith("{")]
    found: dict[tuple[str, str], Schema] = {("path", name): _bare(name) for name in parts}
    for endpoint, field in door.fields():
        if _is_parameter(door, field):
            found[(field.place, field.wire_name)] = _parameter(door, endpoint, field)
    said = list(found.values())
    if door.shared and door.place == "query":
        said.append(_query(door, components))
    return said


def _bare(name: str) -> Schema:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _is_parameter(door: Door, field: Field[Any]) -> bool:
    if field.place == "header":
        carries = {one.field for way in door.app.interface.security for one in way.values()}
        return field.wire_name.lower() not in _ELSEWHERE and field.wire_name not in carries
    return field.place in PARAMETERS and not (door.shared and field.place == door.place)


def _parameter(door: Door, endpoint: Kind, field: Field[Any]) -> Schema:
    required = field.place == "path" or (field.required and not door.shared)
    said = {"name": field.wire_name, "in": field.place, "required": required, "schema": value(field)}
    given = sample(door.app, endpoint, field)
    return {**said, **({} if given is None else {"example": given}), **described(field)}


def _query(door: Door, components: dict[str, Schema]) -> Schema:
    """The query where endpoints share a door: one parameter, sent as a pair for each of its properties."""
    return {
        "name": "query",
        "in": "query",
        "required": bool(door.naming),
        "style": "form",
        "explode": True,
        "schema": one_of(door, ("query",), components),
        "examples": _examples(door, ("query",), FORM),
    }


def body(door: Door, components: dict[str, Schema]) -> Schema | None:
    """The body, in each media type that it is taken in."""
    media = door.media()
    if not media:
        return None
    content = {
        kind: {"schema": one_of(door, places, components), "examples": _examples(door, places, kind)}
        for kind, places in media.items()
    }
    needed = all(
        any(field.required and field.place in places for field in one.fields.values())
        for places in media.values()
        for one in door.endpoints
    )
    return {"required": needed, "content": content}


def _examples(door: Door, places: tuple[str, ...], kind: str) -> dict[str, Schema]:
    """For each endpoint, a request that the scenarios have rows for."""
    return {
        endpoint.id: {"summary": endpoint.summary(), "value": _example(door, endpoint, places, kind)}
        for endpoint in door.named()
    }


def _example(door: Door, endpoint: Kind, places: tuple[str, ...], kind: str) -> object:
    held = {**door.names(endpoint), **tree(door.app, endpoint, places)}
    return in_xml(endpoint.root or "request", held) if kind == "application/xml" else held
