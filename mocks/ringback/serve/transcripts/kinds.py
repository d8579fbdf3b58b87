"""What a named value is: a secret, somebody's telephone number, name or address, an id, or nothing private.

It is told by the name, and for numbers and e-mail addresses by the value too. It knows no vendor.
"""

import re
from collections.abc import Collection
from functools import cache
from typing import Final, Literal

Kind = Literal["secret", "user", "phone", "email", "name", "id", "text", "postal", "birth"]

EMAIL: Final = re.compile(r"[\w.+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
# Ten digits as North America dials them, however they are grouped; a moment in Unix seconds begins otherwise.
PHONE: Final = re.compile(
    r"(?<![\w.+-])(?:\+?1[-. ]?)?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-. ]?)[2-9]\d{2}[-. ]?\d{4}(?![\w]|[.-]\d)"
)
_DIALLED = re.compile(r"\+?[\d\s().-]{7,24}")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_AN_ID = re.compile(r"\{?[\w.:@-]{1,64}\}?")

_USERS = frozenset({"user", "username", "login", "loginname", "agentuser", "agentusername"})
_PHONES = frozenset(
    {
        "phone",
        "phones",
        "ani",
        "callerid",
        "cid",
        "mobile",
        "cell",
        "tel",
        "telephone",
        "fax",
        "dnis",
        "callback",
        "dialed",
        "dialled",
    }
)
_IDS = frozenset({"id", "ids", "sid", "sids", "guid", "uuid"})
_NUMBERS = frozenset({"code", "number", "no", "reference"})
_NUMBERED = frozenset({"account", "client", "customer", "lead", "member", "order", "invoice"})
_NAMES = frozenset({"name", "names", "firstname", "lastname", "fullname", "surname", "forename"})
_OF_NO_ONE = frozenset({"file", "host", "field", "column", "domain", "type", "class"})
_TEXTS = frozenset({"address", "street", "comment", "comments", "note", "notes", "remark", "remarks", "email"})
_POSTAL = frozenset({"postal", "postcode"})
_BIRTH = frozenset({"birth", "birthday", "dob"})


def squeezed(name: str) -> str:
    """A name without case and separators, so that `api_key` and `ApiKey` are the same."""
    return re.sub(r"[^a-z0-9]", "", name.rpartition(":")[2].lower())


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of a name in small letters, whether they are divided by case, `_` or `-`."""
    return tuple(word.lower() for word in _WORD.findall(name.rpartition(":")[2]))


def noun(name: str) -> str:
    """What an id is of, such as `lead` of `lead_id`; blank for a mere `id`."""
    return "".join(word for word in words(name) if word not in _IDS)


def is_id(name: str) -> bool:
    """Whether a name is that of an id."""
    said = words(name)
    return bool(said) and said[-1] in _IDS


def kind_of(name: str, value: str, secrets: Collection[str]) -> Kind | None:
    """The kind of a value under a name, or None; `secrets` are names as `squeezed` makes them."""
    if not value.strip():
        return None
    plain = squeezed(name)
    if plain in secrets:
        return "secret"
    if plain in _USERS:
        return "user"
    said = ("callerid", *words(name)) if plain.endswith("callerid") else words(name)
    return _by_value(said, value) or _by_name(said, value)


def _by_value(said: tuple[str, ...], value: str) -> Kind | None:
    if EMAIL.fullmatch(value):
        return "email"
    digits = sum(character.isdigit() for character in value)
    if not _PHONES.isdisjoint(said) and 7 <= digits <= 15 and _DIALLED.fullmatch(value):
        return "phone"
    return None


def _by_name(said: tuple[str, ...], value: str) -> Kind | None:
    if not said:
        return None
    if said[-1] in _IDS or (said[-1] in _NUMBERS and not _NUMBERED.isdisjoint(said)):
        # Small numbers identify nobody, and stand for too many things to be told apart.
        return "id" if _AN_ID.fullmatch(value) and not (value.isdecimal() and len(value) < 3) else None
    if said[-1] in _NAMES and _OF_NO_ONE.isdisjoint(said):
        return "name" if len(value) > 1 and any(character.isalpha() for character in value) else None
    if not _BIRTH.isdisjoint(said):
        return "birth"
    if not _POSTAL.isdisjoint(said) or said[-1] == "zip" or {"zip", "code"} <= set(said):
        return "postal"
    return "text" if not _TEXTS.isdisjoint(said) and any(character.isalpha() for character in value) else None
