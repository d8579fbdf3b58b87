"""The parameters of the API: each kind keeps certain characters and silently drops the rest."""

import re
from typing import Any

from ringback.contract import Text


class Param(Text):
    """A parameter. `drop` matches the characters that are removed; with `plus`, a plus becomes a space first."""

    drop: re.Pattern[str] | None = None

    def __init__(self, *, plus: bool = False, cut: int | None = None, **rest: Any) -> None:
        """Declare the parameter; `cut` is the width of the column that longer values are cut to."""
        super().__init__(**rest)
        self.plus = plus
        self.cut = cut

    def parse(self, raw: str) -> str:
        """Filter what was sent."""
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

    def __init__(self, *, also: str = "", **rest: Any) -> None:
        """Declare the parameter."""
        super().__init__(**rest)
        self.drop = re.compile(f"[^0-9{re.escape(also)}]")


class Switch(Param):
    """Capital letters only, so that a small `y` is as good as nothing: Y, N and other words in capitals."""

    kind = "switch"
    drop = re.compile("[^A-Z]")


class Letters(Param):
    """Letters."""

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
