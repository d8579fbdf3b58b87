"""What a request says: its body and its query, as typed values, bounded and checked."""

import re
from datetime import datetime
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

import msgspec
from starlette.requests import Request

from ringback.control.errors import bad, did_you_mean
from ringback.serve.asgi import read_body
from ringback.serve.problem import Problem
from ringback.state.clock import EARLIEST, LATEST
from ringback.state.record import utc
from ringback.wire.forms import urlencoded

S = TypeVar("S", bound=msgspec.Struct)

_PLACE = re.compile(r" - at `\$\.?(.*)`$")
_UNKNOWN = re.compile("Object contains unknown field `(.*)`")
_MISSING = re.compile("Object missing required field `(.*)`")
# A plus that a form's reader has made a space.
_ZONE = re.compile(r" (\d\d:?\d\d)$")


class Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The base of what requests say: named values, none of them unknown."""


async def content(request: Request, most: int) -> bytes:
    """The bytes of the body; a Problem when there are more than allowed."""
    read = await read_body(request.receive, most)
    if read is None:
        raise Problem(413, "too_large", f"The body is larger than {most} bytes", "Send it in parts")
    return read


async def body(request: Request, most: int, kind: type[S]) -> S:
    """The body as a value of that kind, whatever its content type; an empty one is `{}`."""
    said: S = decoded(await content(request, most), kind)
    return said


def decoded(raw: bytes, kind: Any) -> Any:
    """JSON as a value of that kind."""
    try:
        return msgspec.json.decode(raw.strip() or b"{}", type=kind)
    except msgspec.ValidationError as error:
        raise refusal(error, kind) from None
    except (ValueError, RecursionError) as error:
        raise Problem(400, "bad_json", f"The body is not JSON: {error}", 'Send an object such as {"name": 1}') from None


def query(request: Request, kind: type[S]) -> S:
    """The query as a value of that kind; names without a value count as left out."""
    said: S = converted(query_of(request), kind)
    return said


def query_of(request: Request) -> dict[str, str]:
    """The query's names and values; names without a value are left out."""
    return {name: value for name, value in urlencoded(request.scope["query_string"]).items() if value}


def converted(plain: object, kind: Any, name: str = "") -> Any:
    """Plain data as a value of that kind; texts become numbers and moments where those are expected."""
    try:
        return msgspec.convert(plain, kind, strict=False)
    except msgspec.ValidationError as error:
        raise refusal(error, kind, name) from None


def refusal(error: msgspec.ValidationError, kind: Any, name: str = "") -> Problem:
    """What a failed check says, with the field (else `name`) first: `seconds: expected float, got str`."""
    said = str(error)
    place = _PLACE.search(said)
    where = place[1] if place else name
    said = said[: place.start()] if place else said
    known = {field.encode_name: field.type for field in _fields(kind)}
    if (found := _UNKNOWN.search(said)) is not None:
        name = f"{where}.{found[1]}".lstrip(".")
        return Problem(400, "unknown_field", f"{name}: no such field", _known(found[1], list(known), where))
    if (found := _MISSING.search(said)) is not None:
        return bad(f"{where}.{found[1]}".lstrip("."), "is required")
    choices = _choices(known.get(where))
    if said.startswith("Invalid enum value") and choices:
        given = said.removeprefix("Invalid enum value ")
        return bad(where, f"expected one of {', '.join(map(str, choices))}, got {given}")
    if "datetime" in said:
        return bad(where, _plain(said), "Write a moment with its zone, such as 2026-01-05T17:00:00Z")
    return bad(where or "body", _plain(said))


def _fields(kind: Any) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(kind) if isinstance(kind, type) and issubclass(kind, msgspec.Struct) else ()


def _known(name: str, known: list[str], where: str) -> str:
    if where or not known:
        return ""
    near = did_you_mean(name, known)
    return near if near.startswith("Known") else f"{near} Known are {', '.join(known)}."


def _plain(said: str) -> str:
    said = said.replace("`", "").replace(" | null", "")
    return said[:1].lower() + said[1:]


def _choices(kind: Any) -> tuple[Any, ...]:
    if get_origin(kind) is Literal:
        return get_args(kind)
    if get_origin(kind) is Annotated:
        return _choices(get_args(kind)[0])
    return tuple(choice for part in get_args(kind) for choice in _choices(part))


def moment(field: str, text: str) -> datetime:
    """A moment written in ISO 8601 with its zone, in UTC."""
    hint = "Write a moment with its zone, such as 2026-01-05T17:00:00Z"
    try:
        read = datetime.fromisoformat(_ZONE.sub(r"+\1", text))
        if read.tzinfo is None:
            raise bad(field, f"expected a zone, got {text[:80]!r}", hint)
        return in_world(field, read)
    except ValueError:
        raise bad(field, f"expected a moment, got {text[:80]!r}", hint) from None


def in_world(field: str, at: datetime) -> datetime:
    """A moment in UTC, when a world's clock can show it."""
    try:
        return within(field, utc(at))
    except OverflowError:
        raise bad(field, f"{at.isoformat()} is too early or too late") from None


def within(field: str, at: datetime) -> datetime:
    """The moment itself, when a world's clock can show it."""
    if not EARLIEST <= at < LATEST:
        raise bad(field, f"{at.isoformat()} is no time for a world", f"Stay from {EARLIEST:%Y} up to {LATEST:%Y}")
    return at
