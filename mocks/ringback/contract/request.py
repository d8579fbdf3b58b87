"""A request as the contract sees it: no web framework, parsed only where it is looked at."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from ringback.wire.forms import Upload, pairs, parts, urlencoded

FORM = "application/x-www-form-urlencoded"


class Request(Struct, eq=False):
    """One request: the vendor's path (without the world's prefix), the raw query, headers and body.

    `base` is the URL of the world's root as the client wrote it.
    """

    method: str
    path: str
    raw_query: bytes = b""
    headers: Sequence[tuple[bytes, bytes]] = ()
    body: bytes = b""
    client: str = ""
    base: str = ""
    too_large: bool = False
    _query: Mapping[str, str] | None = None
    _form: Mapping[str, str | Upload] | None = None

    def header(self, name: bytes) -> str:
        """The last header of that lower-case name, or an empty text."""
        for key, value in reversed(self.headers):
            if key == name:
                return value.decode("latin-1")
        return ""

    @property
    def query(self) -> Mapping[str, str]:
        """The parameters of the query string."""
        if self._query is None:
            self._query = urlencoded(self.raw_query) if self.raw_query else {}
        return self._query

    @property
    def form(self) -> Mapping[str, str | Upload]:
        """The parameters of a form body; a body of another type has none."""
        if self._form is None:
            self._form = self._read_form() if self.body else {}
        return self._form

    @property
    def pairs(self) -> list[tuple[str, str | Upload]]:
        """Every parameter in the order sent, repeated ones too: those of the query, then those of the form."""
        found: list[tuple[str, str | Upload]] = [*pairs(self.raw_query)] if self.raw_query else []
        if not self.body:
            return found
        kind, content_type = self._kind()
        return found + ([*pairs(self.body)] if kind == FORM else _multipart(self.body, kind, content_type))

    def forget(self) -> None:
        """Let go of what has been parsed: it can be parsed again from what was sent."""
        self._query = self._form = None

    def _read_form(self) -> Mapping[str, str | Upload]:
        kind, content_type = self._kind()
        if kind == FORM:
            return urlencoded(self.body)
        return dict(_multipart(self.body, kind, content_type))

    def _kind(self) -> tuple[str, str]:
        """The kind of body by its header, in small letters, and the header."""
        content_type = self.header(b"content-type")
        if content_type == FORM:
            return FORM, FORM
        return content_type.partition(";")[0].strip().lower(), content_type


def _multipart(body: bytes, kind: str, content_type: str) -> list[tuple[str, str | Upload]]:
    return parts(body, content_type) if kind == "multipart/form-data" else []
