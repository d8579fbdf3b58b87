"""OpenAPI 3.1 of an app: its fields become parameters, its replies named examples under their status."""

from collections.abc import Mapping
from typing import Any

from ringback import __version__
from ringback.contract.app import App
from ringback.contract.catalogue import source
from ringback.contract.endpoint import Endpoint
from ringback.contract.field import Field
from ringback.contract.reply import Rendered, Reply
from ringback.contract.request import Request

_PARAMETERS = ("path", "query", "header", "cookie")
_MEDIA = {
    "body": "application/x-www-form-urlencoded",
    "form": "application/x-www-form-urlencoded",
    "multipart": "multipart/form-data",
    "xml": "application/xml",
    "json": "application/json",
}
_SERVERS = [
    {"url": "/", "description": "the default world"},
    {"url": "/w/{world}", "description": "a world by name", "variables": {"world": {"default": "default"}}},
]

Schema = dict[str, Any]
Kind = type[Endpoint[Any]]


def openapi(app: App, version: str = __version__) -> dict[str, Any]:
    """The app's description; `version` is that of the software which serves it."""
    doors: dict[tuple[str, str], list[Kind]] = {}
    for endpoint in app.endpoints:
        address = endpoint.door.describe(endpoint)
        doors.setdefault((address["path"], address["method"].lower()), []).append(endpoint)
    paths: dict[str, dict[str, Any]] = {}
    for (path, method), endpoints in doors.items():
        paths.setdefault(path, {})[method] = _operation(app, path, endpoints)
    return {
        "openapi": "3.1.0",
        "info": {"title": app.title, "version": version, "description": f"As Ringback mocks it (app {app.name})."},
        "servers": _SERVERS,
        "paths": paths,
    }


def _operation(app: App, path: str, endpoints: list[Kind]) -> dict[str, Any]:
    """One operation: of an endpoint that has the door to itself, or of all that share it."""
    first = endpoints[0]
    naming = [name for name in first.door.describe(first) if name not in ("method", "path")]
    said = {"operationId": app.name, "summary": f"The one door of {app.title}"}
    if not naming:
        said = {"operationId": first.id, "summary": first.summary(), "description": f"§{first.section}"}
    parameters = _parameters(path, endpoints, alone=len(endpoints) == 1 and not naming)
    if naming or len(endpoints) > 1:
        parameters += _shared_query(endpoints, naming)
    body = _body(endpoints)
    return {
        **said,
        **({"parameters": parameters} if parameters else {}),
        **({"requestBody": body} if body else {}),
        "responses": _responses(endpoints),
    }


def _parameters(path: str, endpoints: list[Kind], *, alone: bool) -> list[Schema]:
    """What stands in path and headers, and the query of an endpoint that has the door to itself."""
    named = {part[1:-1]: _path_part(part[1:-1]) for part in path.split("/") if part.startswith("{")}
    for endpoint in endpoints:
        for field in endpoint.fields.values():
            if field.place in _PARAMETERS and (alone or field.place != "query"):
                required = field.place == "path" or (field.required and alone)
                parameter = {"name": field.wire_name, "in": field.place, "required": required, "schema": _value(field)}
                named[field.wire_name] = {**parameter, **_described(field)}
    return list(named.values())


def _path_part(name: str) -> Schema:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _shared_query(endpoints: list[Kind], naming: list[str]) -> list[Schema]:
    """The query where endpoints share a door: one parameter, sent as a pair for each of its properties."""
    schema = _one_of(endpoints, "query", naming)
    return [{"name": "query", "in": "query", "style": "form", "explode": True, "schema": schema}]


def _one_of(endpoints: list[Kind], place: str, naming: list[str]) -> Schema:
    """The schema of one endpoint, or of several with what names them."""
    schemas = []
    names: dict[str, list[str]] = {name: [] for name in naming}
    for endpoint in endpoints:
        named = {name: value for name in naming if (value := endpoint.door.describe(endpoint)[name])}
        if naming and not named:
            continue  # it answers whatever no other one does
        for name, value in named.items():
            names[name].append(value)
        schemas.append(_object(endpoint, place, named))
    if len(endpoints) == 1 and not naming:
        return schemas[0]
    enums = {name: {"type": "string", "enum": values} for name, values in names.items()}
    return {"type": "object", "required": naming, "properties": enums, "oneOf": schemas}


def _object(endpoint: Kind, place: str, named: Mapping[str, str]) -> Schema:
    schema: Schema = {"title": endpoint.id, "description": endpoint.summary(), "type": "object", "properties": {}}
    if endpoint.root and place == "xml":
        schema["xml"] = {"name": endpoint.root}
    for name, value in named.items():
        _put(schema, name, {"const": value}, required=True)
    for field in endpoint.fields.values():
        if field.place == place:
            _put(schema, field.wire_name, {**_value(field), **_described(field)}, required=field.required)
    return schema


def _put(schema: Schema, path: str, value: Schema, *, required: bool) -> None:
    """Put a property where its path leads: elements within elements are objects within objects."""
    *around, name = path.split("/")
    for outer in around:
        schema = schema["properties"].setdefault(outer, {"type": "object", "properties": {}})
    schema["properties"][name] = value
    if required:
        schema.setdefault("required", []).append(name)


def _body(endpoints: list[Kind]) -> Schema | None:
    """The body, in each notation that a field is sent in."""
    places = dict.fromkeys(field.place for endpoint in endpoints for field in endpoint.fields.values())
    media = {_MEDIA.get(place, place): place for place in places if place not in _PARAMETERS}
    if not media:
        return None
    return {"content": {kind: {"schema": _one_of(endpoints, place, [])} for kind, place in media.items()}}


def _value(field: Field[Any]) -> Schema:
    schema: Schema = field.schema()
    if field.secret:
        schema["format"] = "password"
    if field.example:
        schema["examples"] = [field.example]
    return schema


def _described(field: Field[Any]) -> Schema:
    return {"description": field.note} if field.note else {}


def _responses(endpoints: list[Kind]) -> dict[str, Any]:
    """By status and media type, an example of each reply under the reply's id."""
    responses: dict[str, Any] = {}
    for endpoint in endpoints:
        for reply in endpoint.replies.values():
            rendered = _rendered(endpoint, reply)
            example = {"summary": source(endpoint, reply), "value": rendered.body.decode("utf-8", "replace")}
            response = responses.setdefault(str(reply.status), {"description": "", "content": {}})
            kind = next((value.decode() for name, value in rendered.headers if name == b"content-type"), "text/plain")
            response["content"].setdefault(kind, {"examples": {}})["examples"][f"{endpoint.id}.{reply.name}"] = example
    for response in responses.values():
        count = sum(len(content["examples"]) for content in response["content"].values())
        response["description"] = f"{count} declared replies" if count > 1 else "One declared reply"
    return responses


def _rendered(endpoint: Kind, reply: Reply) -> Rendered:
    address = endpoint.door.describe(endpoint)
    call = endpoint(Request(address["method"], address["path"], base="http://127.0.0.1:8080"), {})
    return call.render(call.forced(reply.name))
