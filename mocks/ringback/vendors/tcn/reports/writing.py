"""How a report is written: delimited and quoted or of fixed width, with the line ends its template asks for."""

import csv
from collections.abc import Callable, Iterable, Sequence
from io import StringIO

from ringback.vendors.tcn.records import ReportTemplate
from ringback.vendors.tcn.slicing import Slow, portions

_ESCAPES = {"\\r": "\r", "\\n": "\n", "\\t": "\t", "\\\\": "\\"}
_TAB = ("\\t", "tab", "TAB")

Line = Sequence[object]
Write = Callable[[Iterable[Line]], str]


def written(template: ReportTemplate, rows: Iterable[Line]) -> Slow[bytes]:
    """The rows as the template has them, in slices; its titles come first if it has a header."""
    write = _writer(template)
    parts = [write([[column.title for column in template.columns]])] if template.header else []
    encoded = [part.encode("utf-8", "replace") for part in parts]
    for portion in portions(rows):
        encoded.append(write(portion).encode("utf-8", "replace"))
        yield
    return b"".join(encoded)


def line_end(text: str) -> str:
    """The end of a line that is written as escapes, such as `\\r\\n`; what is no escape stays as it is."""
    found, place = "", 0
    while place < len(text):
        pair = text[place : place + 2]
        found += _ESCAPES.get(pair, text[place])
        place += 2 if pair in _ESCAPES else 1
    return found


def _writer(template: ReportTemplate) -> Write:
    end = line_end(template.end_of_line)
    if template.fixed_width:
        return _fixed([column.width for column in template.columns], end)
    delimiter = "\t" if template.delimiter in _TAB else template.delimiter
    quote = template.quote[:1]
    if not _is_plain(quote):
        return _bare(delimiter, end)
    if not _is_plain(delimiter) or delimiter == quote:
        return _quoted(delimiter, quote, end)
    return _delimited(delimiter, quote, end)


def _is_plain(char: str) -> bool:
    """Whether the csv module takes this as a delimiter or a quote."""
    return len(char) == 1 and (char.isprintable() or char == "\t")


def _delimited(delimiter: str, quote: str, end: str) -> Write:
    """As CSV: a value is quoted where it must be."""

    def write(rows: Iterable[Line]) -> str:
        text = StringIO(newline="")
        csv.writer(text, delimiter=delimiter, quotechar=quote, lineterminator=end).writerows(rows)
        return text.getvalue()

    return write


def _quoted(delimiter: str, quote: str, end: str) -> Write:
    """With nothing between the values, or more than one character, every value is quoted."""

    def value(content: object) -> str:
        return quote + str(content).replace(quote, quote * 2) + quote

    return lambda rows: "".join([delimiter.join([value(content) for content in row]) + end for row in rows])


def _bare(delimiter: str, end: str) -> Write:
    """Without quotes: values stand as they are, but each row on one line."""
    return lambda rows: "".join([delimiter.join([_on_one_line(value) for value in row]) + end for row in rows])


def _fixed(widths: Sequence[int], end: str) -> Write:
    """Every value is cut or filled up to the width of its column; one of width 0 is as long as it is."""

    def cell(value: object, width: int) -> str:
        text = _on_one_line(value)
        return text[:width].ljust(width) if width > 0 else text

    return lambda rows: "".join(["".join(map(cell, row, widths)) + end for row in rows])


def _on_one_line(value: object) -> str:
    return " ".join(str(value).splitlines())
