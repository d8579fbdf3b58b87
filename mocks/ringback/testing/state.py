"""The rows and the files of a world, for its tests."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import msgspec

from ringback.testing.control import Control, ControlError, refused

__tracebackhide__ = refused

Row = dict[str, Any]
Key = int | str | tuple[int | str, ...]

PAGE = 1_000


class _Page(msgspec.Struct):
    rows: list[Row]
    next: int | str | None


class State:
    """The rows of an app's tables; a compound key is a tuple of its parts."""

    def __init__(self, control: Control, path: str) -> None:
        """Use the rows at a path of the control plane."""
        self._control = control
        self._path = f"{path}/state"

    def tables(self, app: str) -> list[Row]:
        """An app's tables: their names, how many rows they have, their keys and fields."""
        tables: list[Row] = self._control.get(f"{self._path}/{app}")["tables"]
        return tables

    def rows(self, app: str, table: str) -> Iterator[Row]:
        """The rows of a table in the order of their keys, fetched as they are looked at."""
        after: int | str | None = None
        while True:
            page: _Page = self._control.get(f"{self._path}/{app}/{table}", _Page, limit=PAGE, after=after)
            yield from page.rows
            if page.next is None:
                return
            after = page.next

    def get(self, app: str, table: str, key: Key) -> Row | None:
        """The row of that key, or None."""
        try:
            row: Row = self._control.get(self._row(app, table, key))
        except ControlError as error:
            if error.code == "unknown_row":
                return None
            raise
        return row

    def put(self, app: str, table: str, key: Key, /, **fields: object) -> Row:
        """Make or replace a row; what is left out has its default. In a table that counts ids, key 0 is the next."""
        row: Row = self._control.ask("PUT", self._row(app, table, key), fields)
        return row

    def patch(self, app: str, table: str, key: Key, /, **fields: object) -> Row:
        """Change some fields of a row."""
        row: Row = self._control.ask("PATCH", self._row(app, table, key), fields)
        return row

    def delete(self, app: str, table: str, key: Key) -> None:
        """Remove a row."""
        self._control.ask("DELETE", self._row(app, table, key))

    def _row(self, app: str, table: str, key: Key) -> str:
        parts = key if isinstance(key, tuple) else (key,)
        return f"{self._path}/{app}/{table}/{','.join(quote(str(part), safe='') for part in parts)}"


class Files:
    """The files that a world can see."""

    def __init__(self, control: Control, path: str) -> None:
        """Use the files at a path of the control plane."""
        self._control = control
        self._path = f"{path}/files"

    def __iter__(self) -> Iterator[str]:
        """Their names."""
        return iter([file["name"] for file in self._control.get(self._path)["files"]])

    def get(self, name: str) -> bytes:
        """The content of one."""
        return self._control.content("GET", f"{self._path}/{quote(name)}")

    def put(self, name: str, content: bytes | str) -> None:
        """Store one, in place of one of that name."""
        self._control.ask(
            "PUT", f"{self._path}/{quote(name)}", content if isinstance(content, bytes) else content.encode()
        )

    def delete(self, name: str) -> None:
        """Remove one."""
        self._control.ask("DELETE", f"{self._path}/{quote(name)}")
