"""Query strings, URL-encoded bodies and multipart bodies as pairs of name and value, in the order sent."""

import re
from binascii import unhexlify
from collections.abc import Iterator
from typing import NamedTuple

# More fields than any documented request has; what lies beyond is ignored, as form parsers of the period do.
MOST_FIELDS = 1000
# As much of a URL-encoded text is read; files, which can be longer, come in multipart bodies.
MOST_ENCODED = 8 * 1024 * 1024
# The headers of a part are read by a parser that takes time with the square of their length.
MOST_HEADER = 1024

_ESCAPES = re.compile(rb"(?:%[0-9A-Fa-f]{2}){1,1000}")
# Escapes are read slice by slice: of a text that is nothing else, a list would take a hundred times its length.
_SLICE = 64 * 1024


class Upload(NamedTuple):
    """A file sent in a multipart body: its name as sent, and its bytes."""

    filename: str
    content: bytes


def urlencoded(raw: bytes) -> dict[str, str]:
    """Parse `a=1&b=2` into a mapping; the last of a repeated name wins."""
    raw = _bounded(raw)
    if b"%" in raw or b"+" in raw:
        return dict(_escaped(raw))
    # Most requests escape nothing: they are decoded at once.
    found = {}
    for pair in raw.decode("utf-8", "replace").split("&"):
        if pair:
            name, _, value = pair.partition("=")
            found[name] = value
    return found


def pairs(raw: bytes) -> list[tuple[str, str]]:
    """Parse `a=1&b=2`; blanks are kept, bytes that are not UTF-8 become U+FFFD, never an error."""
    return _escaped(_bounded(raw))


def _bounded(raw: bytes) -> bytes:
    """As much of the text as is read."""
    if len(raw) > MOST_ENCODED:
        raw = raw[:MOST_ENCODED]
    return raw if raw.count(b"&") < MOST_FIELDS else b"&".join(raw.split(b"&", MOST_FIELDS)[:MOST_FIELDS])


def _escaped(raw: bytes) -> list[tuple[str, str]]:
    split = [pair.partition(b"=") for pair in raw.split(b"&") if pair]
    return [(_unescaped(name), _unescaped(value)) for name, _, value in split]


def _unescaped(raw: bytes) -> str:
    raw = raw.replace(b"+", b" ")
    if b"%" in raw:
        raw = b"".join([_ESCAPES.sub(_meant, part) for part in _slices(raw)])
    return raw.decode("utf-8", "replace")


def _meant(escapes: re.Match[bytes]) -> bytes:
    return unhexlify(escapes[0].replace(b"%", b""))


def _slices(raw: bytes) -> Iterator[bytes]:
    """The text in pieces, none of which ends within an escape."""
    start = 0
    while start < len(raw):
        end = start + _SLICE
        within = raw.rfind(b"%", end - 2, end)
        end = end if within < 0 else within
        yield raw[start:end]
        start = end


class _Enough(Exception):
    """As many fields have been read as are taken."""


def parts(raw: bytes, content_type: str) -> list[tuple[str, str | Upload]]:
    """Parse a `multipart/form-data` body; a damaged one gives what came before the damage."""
    # Imported here: most servers never see a multipart body, and start-up is a budget.
    from python_multipart.exceptions import FormParserError
    from python_multipart.multipart import FormParser, parse_options_header

    found: list[tuple[str, str | Upload]] = []
    kind, options = parse_options_header(content_type)

    def take(name: bytes | None, value: str | Upload) -> None:
        found.append(((name or b"").decode("utf-8", "replace"), value))
        if len(found) == MOST_FIELDS:
            raise _Enough

    def on_field(field: object) -> None:
        value = getattr(field, "value", None)
        take(getattr(field, "field_name", None), (value or b"").decode("utf-8", "replace"))

    def on_file(file: object) -> None:
        filename = getattr(file, "file_name", None)
        stream = file.file_object  # type: ignore[attr-defined]
        stream.seek(0)
        take(getattr(file, "field_name", None), Upload((filename or b"").decode("utf-8", "replace"), stream.read()))

    try:
        parser = FormParser(
            kind.decode("latin-1"),
            on_field,
            on_file,
            boundary=options.get(b"boundary"),
            config={"MAX_MEMORY_FILE_SIZE": len(raw) + 1, "MAX_HEADER_SIZE": MOST_HEADER},
        )
        parser.write(raw)
        parser.finalize()
    except (FormParserError, _Enough):
        pass
    return found
