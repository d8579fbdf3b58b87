"""Rows of values joined by one separator, unquoted, a line end after each."""

from collections.abc import Iterable, Sequence

SEPARATORS = {"pipe": "|", "csv": ",", "tab": "\t"}


def rows(lines: Iterable[Sequence[object]], separator: str) -> str:
    """Return the lines as text; values are written as they are, as the vendors that use this form do."""
    return "".join([separator.join([f"{value}" for value in line]) + "\n" for line in lines])
