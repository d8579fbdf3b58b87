"""Members of entities: declared once for what a body says and for what an answer shows, in both notations."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, TypeVar

from ringback.contract import Answer, Endpoint, Field, inferred
from ringback.state.record import EPOCH
from ringback.vendors.maxcontact.fields import refuse, whole
from ringback.vendors.maxcontact.management.appendix import Appendix
from ringback.vendors.maxcontact.notation import member
from ringback.vendors.maxcontact.replies import INVALID, Refusal
from ringback.wire.tree import Tree

T = TypeVar("T")

BODY = "json"

WRONG_VALUE = Refusal(
    "{parameter} must be {kind}",
    code=INVALID,
    section="Responses",
    ground=inferred("the types are documented, and this is the nearest documented code"),
    examples={"kind": "an integer"},
)
MISSING = Refusal(
    "{parameter} is required",
    code=INVALID,
    section="Responses",
    ground=inferred("the method can do nothing without it, and this is the nearest documented code"),
)

_DECIMAL = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{0,15})?")
_WCF = re.compile(r"/Date\((-?[0-9]{1,15})([+-][0-9]{4})?\)/")
_YEARS = (1970, 9000)


class Member(Field[T]):
    """A member of a body. `column` is the record's field where that has another name; `hidden` is never shown."""

    kinds: ClassVar[str] = "a text"
    # Whether an empty value stands for itself; it is as good as none otherwise.
    clearable: ClassVar[bool] = False

    def __init__(
        self,
        wire_name: str,
        *,
        default: Any,
        column: str = "",
        hidden: bool = False,
        in_query: bool = False,
        **rest: Any,
    ) -> None:
        """Declare the member; one that is `in_query` is looked for there too, for bodies get lost on the way."""
        super().__init__(wire_name=wire_name, place=BODY, default=default, **{"invalid": WRONG_VALUE, **rest})
        self.column = column
        self.hidden = hidden
        self.in_query = in_query

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the name it has in the class body."""
        super().__set_name__(owner, name)
        self.column = self.column or name

    def sent(self, call: Endpoint[Any]) -> Tree | None:
        """What the body has, the last of it where it is repeated."""
        held = member(getattr(call, "body", {}), self.wire_name)
        if held:
            return held[-1]
        in_query = call.inputs.get(self.wire_name.lower()) if self.in_query else None
        return str(in_query) if in_query is not None else None

    def given(self, call: Endpoint[Any]) -> bool:
        """Whether the body says anything of it."""
        sent = self.sent(call)
        return sent is not None and (self.clearable or sent != "")

    def value(self, raw: object) -> T:
        """Turn what was sent into the value; the default when it is none."""
        try:
            return self.read(raw)
        except ValueError:
            return self.default

    def read(self, raw: object) -> T:
        """Turn what was sent into the value; ValueError when it is none."""
        if raw is None or (raw == "" and not self.clearable):
            return self.default
        if not isinstance(raw, str):
            raise ValueError(self.wire_name)
        return self.parse(raw)

    def refusal(self, call: Endpoint[Any]) -> Answer[Any] | None:
        """Refuse a required member that is missing, one of another type, and one out of range."""
        try:
            value = self.read(self.sent(call))
        except ValueError:
            return refuse(call, "wrong_value", parameter=self.wire_name, kind=self.kinds)
        if self.required and (not self.given(call) or value in ("", ())):
            return refuse(call, "missing", parameter=self.wire_name)
        if self.invalid is not None and self.given(call) and not self.fits(value):
            return refuse(call, self.invalid.name)
        return None


class Words(Member[str]):
    """A text."""

    clearable = True

    def __init__(self, wire_name: str, *, most: int = 0, **rest: Any) -> None:
        """Declare the text; `most` bounds its characters."""
        super().__init__(wire_name, default="", **rest)
        self.most = most

    def parse(self, raw: str) -> str:
        """Take it as it is."""
        return raw

    def fits(self, value: str) -> bool:
        """Whether it is short enough."""
        return not self.most or len(value) <= self.most


class Integer(Member[int]):
    """A whole number of 32 bits, within bounds where it has any."""

    kind = "integer"
    kinds = "an integer"

    def __init__(self, wire_name: str, *, between: tuple[int, int] | None = None, **rest: Any) -> None:
        """Declare the number."""
        super().__init__(wire_name, default=0, **rest)
        self.between = between

    def parse(self, raw: str) -> int:
        """Read it."""
        return whole(raw)

    def fits(self, value: int) -> bool:
        """Whether it is within bounds."""
        return self.between is None or self.between[0] <= value <= self.between[1]


class Decimal(Member[float]):
    """A number that need not be whole, within bounds where it has any."""

    kind = "number"
    kinds = "a decimal"

    def __init__(self, wire_name: str, *, between: tuple[float, float] | None = None, **rest: Any) -> None:
        """Declare the number."""
        super().__init__(wire_name, default=0.0, **rest)
        self.between = between

    def parse(self, raw: str) -> float:
        """Read it."""
        if _DECIMAL.fullmatch(raw.strip()) is None:
            raise ValueError(raw)
        return float(raw)

    def fits(self, value: float) -> bool:
        """Whether it is within bounds."""
        return self.between is None or self.between[0] <= value <= self.between[1]


class Flag(Member[bool]):
    """True or false."""

    kind = "boolean"
    kinds = "true or false"

    def __init__(self, wire_name: str, **rest: Any) -> None:
        """Declare the flag."""
        super().__init__(wire_name, default=None if rest.get("required") else False, **rest)

    def parse(self, raw: str) -> bool:
        """Read the word; 1 and 0 stand for them in XML."""
        word = raw.strip().lower()
        if word not in ("true", "false", "1", "0"):
            raise ValueError(raw)
        return word in ("true", "1")


class Choice(Member[int]):
    """A value of an appendix, by number or name; -1 for one that is none."""

    kind = "integer"
    kinds = "one of the appendix"

    def __init__(self, wire_name: str, appendix: Appendix, *, by_name: bool = False, **rest: Any) -> None:
        """Declare the choice; one that is `by_name` is documented as a text."""
        super().__init__(wire_name, default=None if rest.get("required") else 0, **rest)
        self.appendix = appendix
        self.kind = "text" if by_name else "integer"

    def parse(self, raw: str) -> int:
        """Look it up."""
        number = self.appendix.number(raw)
        return -1 if number is None else number

    def fits(self, value: int) -> bool:
        """Whether the appendix has it."""
        return value >= 0

    def limits(self) -> str:
        """The values."""
        return ", ".join(f"{number} {name}" for number, name in enumerate(self.appendix.names))


class Moment(Member[datetime | None]):
    """A date and time: ISO 8601, UTC unless it has a zone, or as the vendor's framework writes it in JSON."""

    kind = "datetime"
    kinds = "a date and time"
    clearable = True

    def __init__(self, wire_name: str, **rest: Any) -> None:
        """Declare the moment."""
        super().__init__(wire_name, default=None, **rest)

    def parse(self, raw: str) -> datetime | None:
        """Read it; an empty one is none."""
        text = raw.strip()
        if not text:
            return None
        framework = _WCF.fullmatch(text)
        try:
            if framework is not None:
                read = EPOCH + timedelta(milliseconds=int(framework[1]))
            else:
                read = datetime.fromisoformat(text)
                read = (read if read.tzinfo is not None else read.replace(tzinfo=UTC)).astimezone(UTC)
        except OverflowError as error:
            raise ValueError(raw) from error
        if not _YEARS[0] <= read.year < _YEARS[1]:
            raise ValueError(raw)
        return read


class Integers(Member[tuple[int, ...]]):
    """An array of integers: one element each in XML, below the member or beside each other."""

    kind = "list"
    kinds = "an array of integers"

    def __init__(self, wire_name: str, **rest: Any) -> None:
        """Declare the array."""
        super().__init__(wire_name, default=(), **rest)

    def sent(self, call: Endpoint[Any]) -> Any:
        """Every element."""
        return member(getattr(call, "body", {}), self.wire_name)

    def read(self, raw: object) -> tuple[int, ...]:
        """Read them, each once."""
        numbers: list[int] = []
        for part in raw if isinstance(raw, list | tuple) else ():
            texts = _texts(part)
            numbers += [whole(text) for text in texts if text != ""]
        return tuple(dict.fromkeys(numbers))


def _texts(part: Tree) -> Sequence[str]:
    """The texts of one element: its own, or those of its children."""
    if isinstance(part, str):
        return [part]
    held = [item for items in part.values() for item in items]
    if not all(isinstance(item, str) for item in held):
        raise ValueError("nested")
    return [item for item in held if isinstance(item, str)]
