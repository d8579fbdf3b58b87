"""Query strings, URL-encoded bodies and multipart bodies as pairs of name and value, in the order sent."""

from typing import NamedTuple
from urllib.parse import parse_qsl

# More fields than any documented request has; what lies beyond is ignored, as form parsers of the period do.
MOST_FIELDS = 1000


class Upload(NamedTuple):
    """A file sent in a multipart body: its name as sent, and its bytes."""

    filename: str
    content: bytes


def urlencoded(raw: bytes) -> dict[str, str]:
    """Parse `a=1&b=2` into a mapping; the last of a repeated name wins."""
    return dict(pairs(raw))


def pairs(raw: bytes) -> list[tuple[str, str]]:
    """Parse `a=1&b=2`; blanks are kept, bytes that are not UTF-8 become U+FFFD, never an error."""
    text = raw.decode("utf-8", "replace")
    if text.count("&") >= MOST_FIELDS:
        text = "&".join(text.split("&", MOST_FIELDS)[:MOST_FIELDS])
    if "%" in text or "+" in text:
        return parse_qsl(text, keep_blank_values=True, errors="replace")
    # Most requests escape nothing; to split is then a third of the work of the full parser.
    return [(name, value) for name, _, value in [pair.partition("=") for pair in text.split("&") if pair]]


def parts(raw: bytes, content_type: str) -> list[tuple[str, str | Upload]]:
    """Parse a `multipart/form-data` body; a damaged one gives what came before the damage."""
    # Imported here: most servers never see a multipart body, and start-up is a budget.
    from python_multipart.exceptions import FormParserError
    from python_multipart.multipart import FormParser, parse_options_header

    found: list[tuple[str, str | Upload]] = []
    kind, options = parse_options_header(content_type)

    def on_field(field: object) -> None:
        name, value = getattr(field, "field_name", None), getattr(field, "value", None)
        if len(found) < MOST_FIELDS:
            found.append(((name or b"").decode("utf-8", "replace"), (value or b"").decode("utf-8", "replace")))

    def on_file(file: object) -> None:
        name, filename = getattr(file, "field_name", None), getattr(file, "file_name", None)
        stream = file.file_object  # type: ignore[attr-defined]
        stream.seek(0)
        if len(found) < MOST_FIELDS:
            upload = Upload((filename or b"").decode("utf-8", "replace"), stream.read())
            found.append(((name or b"").decode("utf-8", "replace"), upload))

    try:
        parser = FormParser(
            kind.decode("latin-1"),
            on_field,
            on_file,
            boundary=options.get(b"boundary"),
            config={"MAX_MEMORY_FILE_SIZE": len(raw) + 1},
        )
        parser.write(raw)
        parser.finalize()
    except FormParserError:
        pass
    return found
