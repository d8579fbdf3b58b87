"""The upload file: a header of parameters, a marker, and the data; read line by line, never as a whole."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha1
from io import BytesIO, TextIOWrapper
from itertools import accumulate, pairwise
from typing import NamedTuple

from ringback.vendors.tcn.records import ImportTemplate

# Two underscores or more on both sides, and a blank where the guide's own page layout has put one.
_MARKER = re.compile(
    rb"(?:\A|(?<=[\r\n]))[ \t]*_{2,}[ \t]*DATA-[ \t]*START[ \t]*_{2,}[ \t]*(?:\r\n|\r|\n|\Z)", re.IGNORECASE
)
_LINE_END = re.compile(r"\r\n|\r|\n")
_KEY = re.compile(r"login\.\w+|file\.\d+\.\w+")

# A header of twenty parameters is two kilobytes; a file without the marker is not searched to its end.
MOST_HEADER = 200_000
_ESCAPES = {"\\t": "\t", "tab": "\t", "TAB": "\t"}


class UploadFile(NamedTuple):
    """A file as it was sent: the parameters of its header, and where its data begins."""

    parameters: dict[str, str]
    content: bytes
    start: int

    def digest(self) -> str:
        """The SHA digest of the data."""
        return sha1(memoryview(self.content)[self.start :], usedforsecurity=False).hexdigest()

    def lines(self) -> TextIOWrapper:
        """The data, line by line."""
        return TextIOWrapper(BytesIO(self.content[self.start :]), encoding="utf-8", errors="replace", newline=None)

    def rows(self, template: ImportTemplate) -> Iterator[Sequence[str]]:
        """The lines of the data, split as the import template says; what cannot be split is left out."""
        return _splitter(template)(self.lines())


def read(content: bytes) -> UploadFile | None:
    """Read the header; None when there is no marker, or a line of it is no parameter."""
    marker = _MARKER.search(content, 0, MOST_HEADER)
    if marker is None:
        return None
    header = content[: marker.start()].decode("utf-8-sig", "replace")
    parameters: dict[str, str] = {}
    for line in _LINE_END.split(header):
        key, equals, value = line.partition("=")
        # The guide prints its keys with blanks in them, where its columns were too narrow.
        key = "".join(key.split())
        if not key and not equals:
            continue
        if not equals or _KEY.fullmatch(key) is None:
            return None
        parameters.setdefault(key, value.strip())
    return UploadFile(parameters, content, marker.end())


Lines = Iterator[str]
Split = Callable[[Lines], Iterator[Sequence[str]]]


def _splitter(template: ImportTemplate) -> Split:
    delimiter = _ESCAPES.get(template.delimiter, template.delimiter)
    if template.fixed_width:
        ends = list(accumulate((field.width for field in template.fields), initial=0))
        spans = [slice(low, high) for low, high in pairwise(ends)]
        return lambda lines: _cut(lines, spans)
    if len(delimiter) != 1 or delimiter in "\r\n " or delimiter == template.quote:
        return lambda lines: (line.rstrip("\n").split(delimiter or None) for line in lines)
    return lambda lines: _delimited(lines, delimiter, template.quote[:1])


def _cut(lines: Lines, spans: Sequence[slice]) -> Iterator[Sequence[str]]:
    for line in lines:
        text = line.rstrip("\n")
        yield [text[span].strip() for span in spans]


def _delimited(lines: Lines, delimiter: str, quote: str) -> Iterator[Sequence[str]]:
    reader = (
        csv.reader(lines, delimiter=delimiter, quotechar=quote)
        if quote
        else csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    )
    while True:
        try:
            row = next(reader, None)
        except csv.Error:
            continue
        if row is None:
            return
        yield row
