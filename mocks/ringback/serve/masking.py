"""Hiding secrets in what people see of requests and replies."""

import re
from collections.abc import Collection, Iterable
from functools import cache, partial
from typing import Any
from urllib.parse import unquote_plus

from ringback.contract.reply import MASK

# A parameter whose name is escaped, at least in part.
_ESCAPED = re.compile(r"((?:^|[?&])(?=[^=&?%+\s]*+[%+])(?P<name>[^=&?\s]++)=)[^&\s]+", re.MULTILINE)

SECRET_HEADERS = frozenset({b"authorization", b"cookie", b"set-cookie", b"proxy-authorization"})


def masked_headers(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers as a mapping; credentials are hidden."""
    return {
        name.decode("latin-1"): MASK if name.lower() in SECRET_HEADERS else value.decode("latin-1")
        for name, value in headers
    }


def masked_text(text: str, secrets: frozenset[str], patterns: Iterable[re.Pattern[str]] = ()) -> str:
    """A query or a body with the values of secret parameters hidden, in form, multipart, JSON or XML notation.

    Of what matches one of the `patterns`, only their first group is left.
    """
    for pattern in patterns:
        text = pattern.sub(_hide_rest, text)
    if not secrets:
        return text
    return _pattern(secrets).sub(_hide, _ESCAPED.sub(partial(_hide_escaped, secrets), text))


def masked_record(row: Any, secrets: Collection[str]) -> Any:
    """A row as plain data with its secret fields hidden."""
    if not isinstance(row, dict):
        return row
    return {name: MASK if name.rstrip("_") in secrets and value else value for name, value in row.items()}


def shown(body: bytes, most: int = 100_000) -> str:
    """A body as text; what is no text is named by its size, what is long is cut."""
    text = body[:most].decode("utf-8", "replace")
    if "\x00" in text:
        return f"({len(body)} bytes)"
    return text + (f"... ({len(body)} bytes)" if len(body) > most else "")


@cache
def _pattern(secrets: frozenset[str]) -> re.Pattern[str]:
    """Secret values in every notation. Names count in any case, since some vendors compare them so."""
    names = "|".join(sorted(map(re.escape, secrets), key=len, reverse=True))
    return re.compile(
        rf"(?P<form>(?:^|[?&])(?:{names})=)[^&\s]+"
        rf'|(?P<json>"(?:{names})"\s*:\s*")(?:[^"\\]|\\.)*'
        rf'|(?P<inside>"(?:{names})"\s*:\s*)(?:\[[^\]]*\]?|\{{[^}}]*\}}?)'
        rf"|(?P<xml><(?:[\w.-]+:)?(?:{names})(?:\s[^<>]*)?>)(?s:.*?)(?=</|\Z)"
        # A part has eight headers at most. Nothing here is tried a second time: a body may be made to be slow.
        rf'|(?P<part>^Content-Disposition:(?>[^\r\n]*?\bname=(?:"(?:{names})"|(?:{names})(?![^;\s])))'
        rf"[^\r\n]*+\r?\n(?>(?:[^\r\n]++\r?\n){{0,7}})\r?\n)(?s:.*?)(?=\r?\n--|\Z)",
        re.MULTILINE | re.IGNORECASE,
    )


def _hide_rest(found: re.Match[str]) -> str:
    return f"{found[1]}{MASK}"


def _hide_escaped(secrets: frozenset[str], found: re.Match[str]) -> str:
    name = unquote_plus(found["name"]).lower()
    return _hide_rest(found) if any(name == secret.lower() for secret in secrets) else found[0]


def _hide(found: re.Match[str]) -> str:
    if found["inside"] is not None:
        return f'{found["inside"]}"{MASK}"'
    return f"{found['form'] or found['json'] or found['xml'] or found['part']}{MASK}"
