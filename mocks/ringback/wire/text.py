"""Text with placeholders written `{like_this}`."""

import re
from collections.abc import Callable

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class Template:
    """A text with named gaps, compiled once so that filling it is one `%` operation."""

    __slots__ = ("_percent", "names", "text")

    def __init__(self, text: str) -> None:
        """Compile `text`; `names` are its placeholders in order, repeated when they repeat."""
        self.text = text
        self.names: tuple[str, ...] = tuple(_PLACEHOLDER.findall(text))
        self._percent = _PLACEHOLDER.sub("%s", text.replace("%", "%%"))

    def fill(self, value_of: Callable[[str], object]) -> str:
        """Return the text with each placeholder replaced by `value_of(name)`."""
        if not self.names:
            return self.text
        return self._percent % tuple([value_of(name) for name in self.names])
