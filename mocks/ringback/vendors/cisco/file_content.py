"""Rows in a body: the fileContent of an import, its header, its columns, and what can be wrong with them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple, Self

from ringback.contract import Answer, check, inferred
from ringback.vendors.cisco.call import CiscoCall
from ringback.vendors.cisco.elements import Choice, Element, Flag
from ringback.vendors.cisco.errors import Error, Refused
from ringback.vendors.cisco.faults import (
    INVALID_CHARACTER,
    INVALID_VALUE,
    OUT_OF_RANGE,
    REQUIRED,
    TOO_LONG,
    UNKNOWN_REFERENCE,
)
from ringback.vendors.cisco.world import CiscoWorld
from ringback.vendors.cisco.write import Write

MOST_ROWS = 10_000
# Of the errors of one file, so many are told.
MOST_TOLD = 25

# No header has so many; what follows is not looked at one by one.
MOST_COLUMNS = 100

_LINE_END = re.compile(r"\r\n|\r|\n")
# What may stand before the header: editors write a mark of the encoding there, and bodies are indented.
_BEFORE = "\ufeff \t\r\n"
_FILE = "fileContent"

ROW_LENGTH = Error(
    400,
    "invalidInput.rowLength",
    "Row {row} has {found} values, the header has {expected} columns",
    ground=inferred("a row that does not fit the header cannot be read; its refusal is not on record"),
    examples={"error_data": _FILE, "row": "1", "found": "3", "expected": "4"},
)
BAD_ROW = Error(
    400,
    "invalidInput.invalidRow",
    "Row {row}, column {column}: {problem}",
    ground=inferred("clients read an error's own message out of the detail; that it names row and column is not"),
    examples={"error_data": "Phone", "row": "1", "column": "Phone", "problem": "Invalid characters."},
)


class Sheet(NamedTuple):
    """The names of a header, and the rows below it, not yet split into their values."""

    header: tuple[str, ...]
    rows: Sequence[str]


def sheet(content: str, delimiter: str) -> Sheet:
    """Read lines: blanks around lines and values do not count, nor do empty lines; nothing is quoted.

    A header that ends with the delimiter goes on in the next line.
    """
    lines = [line for line in map(str.strip, _LINE_END.split(content.lstrip(_BEFORE))) if line]
    first = 0
    while first + 1 < len(lines) and lines[first].endswith(delimiter):
        first += 1
    header = "".join(lines[: first + 1]).split(delimiter, MOST_COLUMNS)
    return Sheet(tuple(name.strip() for name in header), lines[first + 1 :])


class FileContent(Element[str]):
    """The rows that are sent, as text; `columns` are the elements of a row by their names in the header.

    A column's element says with `column` which of the record's fields it is. One that is required must be in the
    header, and no row may leave it blank.
    """

    kind = "delimited text"
    refuses = ("invalid_value",)

    def __init__(self, columns: Mapping[str, Element[Any]]) -> None:
        """Declare the columns, in the order of the template."""
        super().__init__(default="", required=True)
        self.columns = columns
        for name, element in columns.items():
            element.__set_name__(type(self), name)

    def parse(self, raw: str) -> str:
        """Take the text as it is."""
        return raw

    def limits(self) -> str:
        """The columns."""
        said = []
        for name, element in self.columns.items():
            text = "; ".join(part for part in ("required" * element.required, element.limits()) if part)
            said.append(f"{name} ({text})" if text else name)
        return f"a header and rows; columns: {', '.join(said)}"

    @property
    def template(self) -> str:
        """The header that has every column."""
        return ",".join(self.columns)


class FileWrite(Write):
    """A write whose body carries rows: all of them are right, or none is taken.

    The subclass declares `file_content` besides; its rows are then in `rows`, each by the record's fields. `problems`
    are the errors of single values by the names that elements refuse them with.
    """

    unknown_column = Error(
        400,
        "invalidInput.unknownColumn",
        "The column {column} of the header is not known",
        ground=inferred("the columns that are allowed are documented, the refusal of others is not on record"),
        examples={"error_data": _FILE, "column": "Phone11"},
    )
    repeated_column = Error(
        400,
        "invalidInput.repeatedColumn",
        "The column {column} is in the header more than once",
        ground=inferred("a value could not be told from the other; the refusal is not on record"),
        examples={"error_data": _FILE, "column": "LastName"},
    )
    missing_column = Error(
        400,
        "invalidInput.missingColumn",
        "The column {column} is not in the header, and is required",
        ground=inferred("the requirement is documented, its refusal is not on record"),
        examples={"error_data": _FILE, "column": "Phone"},
    )
    row_length = ROW_LENGTH
    bad_row = BAD_ROW
    too_many_rows = Error(
        400,
        "limitExceeded.records",
        "The number of records provided ({found}) exceeds the maximum number allowed ({most}).",
        ground=inferred("the limit is documented for contacts, the message for bulk deletion"),
        examples={"error_data": _FILE, "found": "10001", "most": str(MOST_ROWS)},
    )

    delimiter = Choice(",", "|", default=",")
    overwrite_data = Flag(default=False, note="true: the rows replace all that there were")

    file_content: FileContent

    problems: ClassVar[Mapping[str, Error]] = {
        "required": REQUIRED,
        "out_of_range": OUT_OF_RANGE,
        "too_long": TOO_LONG,
        "invalid_character": INVALID_CHARACTER,
        "invalid_value": INVALID_VALUE,
        "unknown_reference": UNKNOWN_REFERENCE,
    }

    sheet: Sheet
    rows: list[dict[str, Any]]

    @classmethod
    def columns(cls) -> Mapping[str, Element[Any]]:
        """The elements of a row by their names in the header."""
        return cls.file_content.columns

    @check
    def valid(self, world: CiscoWorld) -> Answer[Self] | None:
        """The elements must be right, then the header, then every row; what is wrong is told at once."""
        refusal = super().valid(world)
        if refusal is not None:
            return refusal
        self.sheet = sheet(self.file_content, self.delimiter)
        return _told(self.wrong_header(world)) or _told(self.wrong_rows(world))

    def say(self, reply: str, **values: object) -> Answer[Self]:
        """What is wrong with the file as a whole is told in the detail too, where some clients look for it."""
        declared = self.replies[reply]
        if values.get("error_data") == _FILE and "error_detail" not in values and isinstance(declared, Error):
            values["error_detail"] = {"error": {"errorMessage": declared.message.fill(values.__getitem__)}}
        return super().say(reply, **values)

    def wrong_header(self, world: CiscoWorld) -> Iterator[Answer[Self]]:
        """What is wrong with the header, and with how many rows there are."""
        header, columns = self.sheet.header, self.columns()
        for name in dict.fromkeys(header):
            if name not in columns:
                yield self.say("unknown_column", error_data=_FILE, column=name[:50])
            elif header.count(name) > 1:
                yield self.say("repeated_column", error_data=_FILE, column=name)
        for name in self.lacking(header):
            yield self.say("missing_column", error_data=_FILE, column=name)
        if len(self.sheet.rows) > MOST_ROWS:
            yield self.say("too_many_rows", error_data=_FILE, found=len(self.sheet.rows), most=MOST_ROWS)

    def lacking(self, header: Sequence[str]) -> list[str]:
        """The columns that the header must have and has not."""
        return [name for name, element in self.columns().items() if element.required and name not in header]

    def wrong_rows(self, world: CiscoWorld) -> Iterator[Answer[Self]]:
        """What is wrong with the rows, which are numbered from 1; those that are right are kept."""
        self.rows = []
        elements = [self.columns()[name] for name in self.sheet.header]
        for number, line in enumerate(self.sheet.rows, 1):
            found = line.count(self.delimiter) + 1
            if found != len(elements):
                said = {"row": number, "found": found, "expected": len(elements)}
                yield self.say("row_length", error_data=_FILE, **said)
                continue
            row: dict[str, Any] = {}
            for refused in self.read_row(world, elements, line.split(self.delimiter), row):
                yield self.refused_row(number, refused)
            self.rows.append(row)

    def read_row(
        self, world: CiscoWorld, elements: Sequence[Element[Any]], values: Sequence[str], row: dict[str, Any]
    ) -> Iterator[Refused]:
        """Read the values of a row into `row`; what is wrong names its column."""
        for element, raw in zip(elements, values, strict=True):
            try:
                value = row[element.column] = element.value(raw)
                if element.required and value == element.default:
                    raise Refused("required")
                element.check(value, world)
            except Refused as refused:
                yield Refused(refused.reply, element.name, **refused.values)

    def refused_row(self, number: int, refused: Refused) -> Answer[Self]:
        """The error for one value: the row's own message, and in the detail what would be said of the value alone."""
        error = self.problems[refused.reply]
        problem = error.message.fill(refused.values.__getitem__)
        said = {"row": number, "column": refused.name, "problem": problem}
        detail = {
            "errorData": refused.name,
            "errorDetail": refused.detail(),
            "errorMessage": BAD_ROW.message.fill(said.__getitem__),
            "errorType": error.error_type,
        }
        return self.say("bad_row", error_data=refused.name, error_detail={"error": detail}, **said)


class GetTemplate(CiscoCall):
    """Get a template: a file that has the header only."""

    @check
    def readable(self, world: CiscoWorld) -> Answer[Self] | None:
        """A client may also say that it takes such a file."""
        takes = self.accept.lower()
        return None if "text/csv" in takes or "text/*" in takes else super().readable(world)


def _told(errors: Iterator[Answer[Any]]) -> Answer[Any] | None:
    """The first errors as one answer, None when there are none."""
    parts = [part for _, answer in zip(range(MOST_TOLD), errors, strict=False) for part in answer.parts]
    return Answer(*parts) if parts else None
