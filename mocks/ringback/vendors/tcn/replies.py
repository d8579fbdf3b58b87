"""The kinds of replies: plain text, CSV, JSON, pages and files, each with its content type."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import Any

import msgspec

from ringback.contract import Reply
from ringback.contract.reply import Header
from ringback.vendors.tcn.records import Settings
from ringback.wire.html import page

ZIP = "application/zip"
WAV = "audio/x-wav"


class Body(Reply):
    """A reply as bytes: its media type, and the file name it is sent under where it is a download."""

    media = "text/plain;charset=UTF-8"

    def __init__(self, status: int, text: str, *, media: str = "", filename: str = "", **rest: Any) -> None:
        """Declare the reply."""
        super().__init__(status, text, **rest)
        self.media = media or self.media
        self.filename = filename

    def content(self, values: Mapping[str, Any], system: Settings, profile: str) -> bytes:
        """The reply's bytes."""
        return self.render(values, profile).encode("utf-8", "replace")

    def headers(self, values: Mapping[str, Any]) -> tuple[Header, ...]:
        """Content type, and disposition of a download."""
        kind = (b"content-type", self.media.encode())
        if not self.filename:
            return (kind,)
        return (kind, (b"content-disposition", f'attachment; filename="{self.filename}"'.encode()))


class Plain(Body):
    """A text, as the guide prints it."""


class NoBody(Body):
    """The guide's `N/A`: nothing is said, unless the system is switched to say so literally."""

    def __init__(self, **rest: Any) -> None:
        """Declare the reply."""
        super().__init__(200, "", **rest)

    def content(self, values: Mapping[str, Any], system: Settings, profile: str) -> bytes:
        """Nothing, or the literal text."""
        return b"N/A" if system.literal_na else b""


class Filled(Body):
    """A reply that is one value, given under the name `what`; the catalogue shows it as a placeholder."""

    def __init__(self, what: str, *, example: object, **rest: Any) -> None:
        """Declare the reply; `example` is what a forced one holds."""
        super().__init__(200, f"{{{what}}}", examples={what: example}, **rest)
        self.what = what


class Csv(Filled):
    """Rows of values given as `what`, quoted where needed; with `columns` a header row comes first.

    Columns in `extra` come behind them when `extended` is passed as true.
    """

    media = "text/csv;charset=UTF-8"

    def __init__(
        self, what: str, *, columns: Sequence[str] = (), extra: Sequence[str] = (), example: object = (), **rest: Any
    ) -> None:
        """Declare the reply."""
        super().__init__(what, example=[example] if example else [], **rest)
        self.columns = tuple(columns)
        self.extra = tuple(extra)

    def content(self, values: Mapping[str, Any], system: Settings, profile: str) -> bytes:
        """Write the rows."""
        header = (*self.columns, *(self.extra if values.get("extended") is True else ()))
        return written([header] if header and system.csv_header else [], values[self.what])


def written(*parts: Iterable[Sequence[object]]) -> bytes:
    """Rows as CSV: commas, quotes where needed, a line feed after each row."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for rows in parts:
        writer.writerows(rows)
    return text.getvalue().encode("utf-8", "replace")


class Json(Filled):
    """A value as JSON, under the member `key` of an object; `other` is an example of another shape, if it has one."""

    media = "application/json"

    def __init__(
        self, what: str, *, key: str = "resultDetail", example: object, other: object = None, **rest: Any
    ) -> None:
        """Declare the reply."""
        super().__init__(what, example=example, **rest)
        self.key = key
        self.variants = [{what: other}] if other is not None else ()

    def content(self, values: Mapping[str, Any], system: Settings, profile: str) -> bytes:
        """Encode the value."""
        return msgspec.json.encode({self.key: values[self.what]})


class Download(Filled):
    """A file's bytes, given as `what`."""

    def content(self, values: Mapping[str, Any], system: Settings, profile: str) -> bytes:
        """The bytes as they are."""
        content = values[self.what]
        return content if isinstance(content, bytes) else str(content).encode("utf-8", "replace")


class Page(Body):
    """A page from a template; its values are escaped. With `cookie`, the value `session` is set under that name."""

    media = "text/html;charset=UTF-8"

    def __init__(self, status: int, text: str, *, source: str, cookie: str = "", **rest: Any) -> None:
        """Declare the page: `text` tells in a catalogue what `source` renders."""
        super().__init__(status, text, **rest)
        self.source = source
        self.cookie = cookie

    def names(self, profile: str) -> tuple[str, ...]:
        """What the page shows, and the session where one is opened."""
        return (*super().names(profile), *(("session",) if self.cookie else ()))

    def content(self, values: Mapping[str, Any], system: Settings, profile: str) -> bytes:
        """Render the page."""
        return page(self.source, values).encode("utf-8", "replace")

    def headers(self, values: Mapping[str, Any]) -> tuple[Header, ...]:
        """The type, and the cookie of a session that is opened."""
        if not self.cookie:
            return super().headers(values)
        cookie = f"{self.cookie}={values['session']}; Path=/; HttpOnly"
        return (*super().headers(values), (b"set-cookie", cookie.encode()))
