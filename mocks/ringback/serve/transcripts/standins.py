"""Stand-ins: one made-up value for each private one, of the same kind and shape, the same wherever that is met."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime, timedelta

import msgspec

from ringback.serve.transcripts.kinds import EMAIL, PHONE, Kind, kind_of
from ringback.serve.transcripts.words import ALNUM, Known

# Values that are shorter, in characters, are replaced where their name stands only, not in texts.
SHORTEST = {"secret": 3, "user": 3, "name": 4, "id": 4, "phone": 7, "email": 3, "text": 6}

_FICTIONAL = re.compile(r"55501\d\d")
_RESERVED = re.compile(r"(?:.*\.)?(?:example\.(?:com|org|net)|test|invalid|localhost|local)", re.IGNORECASE)
_GUID = re.compile(r"\{?[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\}?")
_DATES = ("%Y-%m-%d", "%Y/%m/%d", "%m/%d/%Y", "%Y%m%d")
_NINETY = 90


class StandIn(msgspec.Struct, frozen=True):
    """A made-up value: its kind, the name under which the real one was first met, and how often it was sent.

    `accepted` counts the requests with it whose reply had a status below 400; `told` says that a reply had it first.
    """

    value: str
    kind: Kind
    name: str
    sent: int = 0
    accepted: int = 0
    told: bool = False


class StandIns:
    """The stand-ins of one recording. `kept` are kinds that are left as they are, `public` values that are."""

    def __init__(self, secrets: Collection[str], public: Collection[str], kept: Collection[str]) -> None:
        """Begin with none."""
        self._secrets = secrets
        self._public = public
        self._kept = kept
        self._met: set[str] = set()
        self._made: dict[tuple[Kind, str], StandIn] = {}
        self._surfaces: dict[str, tuple[Kind, str]] = {}
        self._numbers: Counter[str] = Counter()
        self._known: Known | None = None
        self._telling = False
        self.left: set[str] = set()
        self.short: set[str] = set()

    def __iter__(self) -> Iterator[StandIn]:
        """All of them, in the order in which they were made."""
        return iter(self._made.values())

    def look_at(self, text: str) -> None:
        """Take up what was recorded, before anything is collected: no stand-in will be a word of it."""
        self._met.update(ALNUM.findall(text))

    def collect(self, name: str, value: str) -> str:
        """Take up what is private in a named value, or in a text for a blank name; the value itself."""
        kind = self._kind(name, value)
        if kind is not None:
            self._take(kind, name, value)
        else:
            for found in (*PHONE.finditer(value), *EMAIL.finditer(value)):
                kind = self._kind("phone" if "@" not in found[0] else "", found[0])
                if kind is not None:
                    self._take(kind, name, found[0])
        return value

    def told(self, name: str, value: str) -> str:
        """Take up what is private in a value of a reply; the value itself."""
        self._telling = True
        try:
            return self.collect(name, value)
        finally:
            self._telling = False

    def hide(self, name: str, value: str) -> str:
        """The value with stand-ins for what is private in it."""
        kind = self._kind(name, value)
        if kind is not None:
            return self._in_place_of(kind, value)
        if kind_of(name, value, self._secrets) is not None:
            return value
        hidden = self._hidden(value)
        if name and hidden == value and any(character.isalnum() for character in value):
            self.left.add(name)
        return hidden

    def used(self, name: str, value: str, *, accepted: bool) -> None:
        """Count a value that a request sent."""
        kind = self._kind(name, value)
        made = self._made.get((kind, _key(kind, value))) if kind is not None else None
        if kind is not None and made is not None:
            self._made[kind, _key(kind, value)] = msgspec.structs.replace(
                made, sent=made.sent + 1, accepted=made.accepted + accepted
            )

    def _kind(self, name: str, value: str) -> Kind | None:
        kind = kind_of(name, value, self._secrets)
        if kind is None or kind in self._kept or (kind != "secret" and value in self._public):
            return None
        if kind == "phone" and _FICTIONAL.fullmatch(_digits(value)[-7:]):
            return None
        if kind == "email" and _RESERVED.fullmatch(value.rpartition("@")[2]):
            return None
        return kind

    def _take(self, kind: Kind, name: str, value: str) -> None:
        key = kind, _key(kind, value)
        if key not in self._made:
            self._made[key] = StandIn(self._unused(kind, value), kind, name, told=self._telling)
        if len(value) >= SHORTEST.get(kind, 1000):
            # What is several things at once is hidden as the most private of them.
            self._surfaces[value] = min(self._surfaces.get(value, key), key, key=lambda one: _ORDER.index(one[0]))
        elif kind == "secret":
            self.short.add(name)
        self._known = None

    def _in_place_of(self, kind: Kind, value: str) -> str:
        made = self._made.get((kind, _key(kind, value)))
        if made is None:
            self._take(kind, "", value)
            made = self._made[kind, _key(kind, value)]
        return _laid_over(value, made.value) if kind == "phone" else made.value

    def _hidden(self, text: str) -> str:
        """A text with stand-ins for what is known, and for what looks like a number or an address."""
        if self._known is None:
            self._known = Known(self._surfaces)
        marks = [(start, end, self._surfaces[text[start:end]][0]) for start, end in self._known.find(text)]
        for found in (*EMAIL.finditer(text), *PHONE.finditer(text)):
            kind = self._kind("phone" if "@" not in found[0] else "", found[0])
            if kind is not None:
                marks.append((*found.span(), kind))
        done, parts = 0, []
        for start, end, kind in sorted(marks, key=lambda mark: (mark[0], -mark[1])):
            if start >= done:
                parts += [text[done:start], self._in_place_of(kind, text[start:end])]
                done = end
        return "".join([*parts, text[done:]])

    def _unused(self, kind: Kind, value: str) -> str:
        """A stand-in that is nothing else."""
        group, make = _maker(kind, value)
        while True:
            made = make(self._numbers[group])
            self._numbers[group] += 1
            if kind == "birth" or self._met.isdisjoint(ALNUM.findall(made)[:1]):
                return made


_ORDER: list[Kind] = ["secret", "phone", "email", "user", "name", "text", "birth", "postal", "id"]

Make = Callable[[int], str]


def _maker(kind: Kind, value: str) -> tuple[str, Make]:
    """Stand-ins for a value by their number, and what they share their numbers with."""
    if kind == "phone":
        digits = _digits(value)[-10:] if _north_american(value) else _digits(value)
        return f"phone {digits[:-7]}", lambda number: f"{digits[:-7]}555{_line(number):04}"
    if kind == "email":
        return "email", lambda number: f"person{number + 1}@example.com"
    if kind == "id":
        return _id_maker(value)
    if kind == "birth" and (form := _form(value)):
        return f"birth {form}", lambda number: f"{date(1970, 1, 2) + timedelta(days=number):{form}}"
    if kind == "postal" and value.isdecimal():
        return f"postal {len(value)}", lambda number: f"{number + 1:0{len(value)}}"
    if kind == "user" and "@" in value:
        return "user", lambda number: f"user{number + 1}@example.com"
    if kind == "secret":
        return kind, lambda number: f"secret{number + 1}"
    begin = kind if kind == "user" else kind.capitalize()
    return kind, lambda number: _shaped(value, f"{begin}{number + 1}")


def _id_maker(value: str) -> tuple[str, Make]:
    if value.isdecimal():
        most = 10 ** len(value) - 1
        # From the top down: systems number from below. What no longer fits is one digit longer.
        return f"id {len(value)}", lambda number: str(most - number if number * 2 < most else most + number)
    if _GUID.fullmatch(value):
        plain = "00000000-0000-4000-8000-{:012}"
        return "guid", lambda number: (f"{{{plain}}}" if value.startswith("{") else plain).replace(
            "{:012}", f"{number + 1:012}"
        )
    return "id", lambda number: _shaped(value, f"ID{number + 1}")


def _shaped(value: str, made: str) -> str:
    """A made-up word in the shape of a value: as long, where it can be, and with its blanks and signs in their places.

    What a vendor refuses for its length or its signs, it so refuses still.
    """
    begin = ALNUM.search(value)
    if begin is None:
        return made
    first = made + "x" * (len(begin[0]) - len(made))
    rest = ALNUM.sub(lambda found: "x" * len(found[0]), value[begin.end() :])
    return f"{value[: begin.start()]}{first}{rest}"


def _line(number: int) -> int:
    """A fictional line number, 0110 to 0199, beyond those with a meaning to the simulated network; then others."""
    return 110 + number if number < _NINETY else 110 + number + 10


def _form(value: str) -> str:
    for form in _DATES:
        try:
            datetime.strptime(value, form)  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        return form
    return ""


def _digits(value: str) -> str:
    return "".join(character for character in value if character.isdigit())


def _north_american(value: str) -> bool:
    digits = _digits(value)
    return len(digits) == 11 and digits[0] == "1"


def _key(kind: Kind, value: str) -> str:
    """What makes two values of a kind the same."""
    if kind == "phone":
        return _digits(value)[-10:] if _north_american(value) else _digits(value)
    return value.lower() if kind in ("email", "user") else value


def _laid_over(value: str, digits: str) -> str:
    """A number with other digits, grouped as it is; what it has more of them in front stays."""
    more = len(_digits(value)) - len(digits)
    left = iter(digits)
    done = []
    for character in value:
        if character.isdigit() and more > 0:
            more -= 1
            done.append(character)
        else:
            done.append(next(left) if character.isdigit() else character)
    return "".join(done)
