"""The parameters of the API: each kind keeps certain characters and silently drops the rest."""

import re
from collections.abc import Callable
from typing import Any

from ringback.contract import Text

BLANK = "--BLANK--"
"""What empties a column: in updates a blank value is as good as none."""

# A number at the beginning of a text; the rest of the text counts for nothing.
_NUMBER = re.compile(r"-?[0-9]*\.?[0-9]*")
_MOST = 2.0**31 - 1


def number(text: str) -> float:
    """The number that a text begins with, 0 when it begins with none; kept within 31 bits."""
    found = _NUMBER.match(text)
    try:
        return max(-_MOST, min(_MOST, float(found[0] if found else "")))
    except ValueError:
        return 0.0


class Param(Text):
    """A parameter. `drop` matches the characters that are removed; with `plus`, a plus becomes a space first.

    `test` names a quick test of an ASCII text that no character need be removed from; most of what is sent passes it.
    """

    drop: re.Pattern[str] | None = None
    test = "isalnum"

    def __init__(self, *, plus: bool = False, cut: int | None = None, blank: bool = False, **rest: Any) -> None:
        """Declare the parameter; `cut` is the width of the column that longer values are cut to.

        With `blank`, the marker `--BLANK--` passes: it empties the column.
        """
        super().__init__(**rest)
        self.plus = plus
        self.cut = cut
        self.blank = blank
        self.plain: Callable[[str], bool] = getattr(str, self.test) if cut is None else frozenset().__contains__

    def value(self, raw: object) -> str:
        """Read what was sent; a file is no parameter."""
        if not isinstance(raw, str):
            return self.default
        if self.plain(raw) and raw.isascii():
            return raw
        return self.parse(raw) if raw else self.default

    def parse(self, raw: str) -> str:
        """Filter what was sent."""
        return BLANK if self.blank and raw == BLANK else self.filtered(raw)

    def filtered(self, raw: str) -> str:
        """What is left of a text when the characters that are not allowed are dropped."""
        if self.plus and "+" in raw:
            raw = raw.replace("+", " ")
        if self.drop is not None:
            raw = self.drop.sub("", raw)
        return raw if self.cut is None else raw[: self.cut]


class Raw(Param):
    """A parameter that is taken as it is."""


class Digits(Param):
    """Digits, and what `also` allows besides."""

    kind = "digits"
    test = "isdigit"

    def __init__(self, *, also: str = "", **rest: Any) -> None:
        """Declare the parameter."""
        super().__init__(**rest)
        self.drop = re.compile(f"[^0-9{re.escape(also)}]")


class Number(Digits):
    """Digits that are compared as a number: `between` bounds it."""

    def __init__(self, *, between: tuple[int, int], **rest: Any) -> None:
        """Declare the parameter."""
        super().__init__(**rest)
        self.between = between

    def fits(self, value: str) -> bool:
        """Whether the number is within bounds."""
        return self.between[0] <= number(value) <= self.between[1]

    def limits(self) -> str:
        """The note, then the bounds."""
        bounds = f"{self.between[0]} to {self.between[1]}"
        return f"{self.note}; {bounds}" if self.note else bounds


class Switch(Param):
    """Capital letters only, so that a small `y` is as good as nothing: Y, N and other words in capitals."""

    kind = "switch"

    def __init__(self, *, only: str = "A-Z", **rest: Any) -> None:
        """Declare the parameter; `only` are the letters that are kept."""
        super().__init__(**rest)
        self.drop = re.compile(f"[^{only}]")
        self.plain = frozenset("NY").__contains__


class Letters(Param):
    """Letters."""

    test = "isalpha"
    drop = re.compile("[^a-zA-Z]")


class Alphanumeric(Param):
    """Letters and digits."""

    drop = re.compile("[^a-zA-Z0-9]")


class Name(Param):
    """Letters, digits, dash and underscore, and what `also` allows besides: ids, logins, codes."""

    def __init__(self, *, also: str = "-_", **rest: Any) -> None:
        """Declare the parameter."""
        super().__init__(**rest)
        self.drop = re.compile(f"[^a-zA-Z0-9{re.escape(also)}]")


class Words(Param):
    """Text of letters, digits and the punctuation in `also`; other characters, accented letters too, are dropped."""

    def __init__(self, *, also: str = " -'_.", plus: bool = True, **rest: Any) -> None:
        """Declare the parameter."""
        super().__init__(plus=plus, **rest)
        self.drop = re.compile(f"[^a-zA-Z0-9{re.escape(also)}]")


class Loose(Param):
    """Text without semicolon and hash."""

    drop = re.compile("[;#]")

    def __init__(self, *, plus: bool = True, **rest: Any) -> None:
        """Declare the parameter."""
        super().__init__(plus=plus, **rest)
