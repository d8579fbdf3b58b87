"""The parameters that all resources share: name and description."""

import re
from typing import Any

from ringback.vendors.cisco.elements import Words

_LINES = re.compile(r"[\t\n\r]")


class Name(Words):
    """A name: letters, digits, dot and underscore, the first a letter or digit; no two items of a kind share one."""

    clearable = False

    def __init__(self, **rest: Any) -> None:
        """Declare the name."""
        super().__init__(32, pattern=r"[A-Za-z0-9][A-Za-z0-9._]*", required=True, **rest)


class Description(Words):
    """A description."""

    def __init__(self, **rest: Any) -> None:
        """Declare the description."""
        super().__init__(255, **rest)

    def parse(self, raw: str) -> str:
        """Take the text; it may have several lines."""
        super().parse(_LINES.sub(" ", raw))
        return raw.strip()
