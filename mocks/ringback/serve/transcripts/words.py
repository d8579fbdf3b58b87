"""Finding many known values in texts, where they stand as words."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

ALNUM: Final = re.compile(r"[A-Za-z0-9]+")


class Known:
    """Values to be found. It takes no longer to look for thousands of them than for one."""

    def __init__(self, values: Iterable[str]) -> None:
        """Look for these; a value without letters and digits is not found."""
        self._by_word: dict[str, list[tuple[int, str]]] = {}
        for value in sorted(values, key=len, reverse=True):
            first = ALNUM.search(value)
            if first is not None:
                self._by_word.setdefault(first[0], []).append((first.start(), value))

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """From where to where they stand; of those that begin together, the longest."""
        if not self._by_word:
            return
        done = 0
        for word in ALNUM.finditer(text):
            for before, value in self._by_word.get(word[0], ()):
                start = word.start() - before
                end = start + len(value)
                if start >= done and text.startswith(value, start) and not text[end : end + 1].isalnum():
                    yield start, end
                    done = end
                    break
