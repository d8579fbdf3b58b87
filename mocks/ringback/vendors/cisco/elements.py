"""Elements: the parameters of a resource, declared once for what is sent and what is shown."""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from ringback.contract import Endpoint, Field
from ringback.vendors.cisco.errors import Refused, RefusedAll
from ringback.vendors.cisco.shapes import Shape, column, composed
from ringback.wire.tree import Tree

if TYPE_CHECKING:
    from ringback.vendors.cisco.world import CiscoWorld

T = TypeVar("T")

VALUE_ERRORS = ("required", "out_of_range", "too_long", "invalid_character", "invalid_value", "unknown_reference")

_SEPARATOR = "/"
_INTEGER = re.compile(r"([+-]?)([0-9]+)", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,9})?")

# More digits than any bound has; what has more is out of bounds whatever they are.
_DIGITS = 18
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


def camel(name: str) -> str:
    """A name of Python's as the API writes it."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def whole(raw: str) -> int | None:
    """The whole number that a text is, or None; of one with more digits than bounds have, the first of them."""
    found = _INTEGER.fullmatch(raw.strip())
    return None if found is None else int(found[1] + (found[2].lstrip("0")[:_DIGITS] or "0"))


def last(tree: Tree | None, path: str) -> Tree | None:
    """What a tree has at a path of names, or None; of a repeated element the last counts."""
    for name in path.split(_SEPARATOR):
        held = tree.get(name) if isinstance(tree, Mapping) else None
        if not held:
            return None
        tree = held[-1]
    return tree


class Element(Field[T]):
    """A parameter in the body, by its path below the root (`retries/noAnswerDelay`).

    `column` is the record's field where that has another name. An element that is `read_only` is shown, and ignored
    where it is sent; one that is `sent_only` is never shown. A blank one is as good as none, but empties a `clearable`
    one in an update. `refuses` names the refusals that its values can meet, besides that of one that is required and
    missing.
    """

    read_only: ClassVar[bool] = False
    sent_only: ClassVar[bool] = False
    clearable: ClassVar[bool] = False
    refuses: ClassVar[tuple[str, ...]] = VALUE_ERRORS

    def __init__(self, path: str = "", *, column: str = "", **rest: Any) -> None:
        """Declare the element; the other keywords are those of every field."""
        super().__init__(wire_name=path, place="xml", **rest)
        self.column = column

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the name it has in the class body."""
        self.wire_name = self.wire_name or camel(name)
        self.column = self.column or name
        super().__set_name__(owner, name)

    def sent(self, call: Endpoint[Any]) -> Tree | None:
        """What the body has at the path."""
        return last(getattr(call, "body", None), self.wire_name)

    def given(self, tree: Tree | None) -> bool:
        """Whether an update changes it."""
        raw = last(tree, self.wire_name)
        return raw is not None and (self.clearable or bool(raw.strip() if isinstance(raw, str) else raw))

    def value(self, raw: object) -> T:
        """Turn what was sent into the value; Refused when it is none."""
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            return self.default
        if not isinstance(raw, str):
            raise Refused("invalid_value", value="")
        return self.parse(raw)

    def check(self, value: T, world: "CiscoWorld") -> None:
        """Compare a value with what the world has; Refused when it does not fit."""

    def shown(self, record: Any, world: "CiscoWorld") -> object:
        """The value of a record's element as it is written; None leaves it out."""
        value = getattr(record, self.column)
        return value if value != "" else None

    def appears(self, record: type[Any]) -> Shape:
        """What is shown of it in an item of that type of record."""
        return column(record, self.column)


def place(entity: dict[str, Any], path: str, value: object) -> None:
    """Put a value into an entity at a path, with the elements around it."""
    *around, name = path.split(_SEPARATOR)
    for outer in around:
        entity = entity.setdefault(outer, {})
    entity[name] = value


class Flag(Element[bool]):
    """True or false."""

    kind = "boolean"
    refuses = ("invalid_value",)

    def parse(self, raw: str) -> bool:
        """Read the word; 1 and 0 stand for them."""
        word = raw.strip().lower()
        if word not in ("true", "false", "1", "0"):
            raise Refused("invalid_value", value=raw)
        return word in ("true", "1")

    def limits(self) -> str:
        """What is taken when it is left out."""
        return _joined(self.note, f"default {str(self.default).lower()}")


class Bounded(Element[T]):
    """A number within bounds, both included; `most` None is the largest the database holds."""

    refuses: ClassVar[tuple[str, ...]] = ("out_of_range", "invalid_value")

    def __init__(self, least: float, most: float | None = None, path: str = "", **rest: Any) -> None:
        """Declare the number."""
        super().__init__(path, **rest)
        self.least = least
        self.most = most if most is not None else 2**31 - 1

    def bound(self, value: Any) -> None:
        """Refused when the number is out of bounds."""
        if not self.least <= value <= self.most:
            raise Refused("out_of_range", minimum=self.least, maximum=self.most)

    def limits(self) -> str:
        """The bounds, and what is taken when it is left out."""
        return _joined(self.note, f"{self.least} to {self.most}", f"default {self.default}" * (not self.required))

    def schema(self) -> dict[str, Any]:
        """The bounds."""
        return {**super().schema(), "minimum": self.least, "maximum": self.most}


class Whole(Bounded[int]):
    """A whole number."""

    kind = "integer"

    def parse(self, raw: str) -> int:
        """Read it."""
        number = whole(raw)
        if number is None:
            raise Refused("invalid_value", value=raw)
        self.bound(number)
        return number


class Decimal(Bounded[float]):
    """A number that need not be whole; with `tenths` it is kept to one decimal."""

    kind = "number"

    def __init__(self, least: float, most: float, path: str = "", *, tenths: bool = False, **rest: Any) -> None:
        """Declare the number."""
        super().__init__(least, most, path, **rest)
        self.tenths = tenths

    def parse(self, raw: str) -> float:
        """Read it."""
        if _DECIMAL.fullmatch(raw.strip()) is None:
            raise Refused("invalid_value", value=raw)
        number = float(raw)
        self.bound(number)
        return round(number, 1) if self.tenths else number


class Choice(Element[str]):
    """One of the words given."""

    kind = "choice"
    refuses = ("invalid_value",)

    def __init__(self, *choices: str, path: str = "", **rest: Any) -> None:
        """Declare the words."""
        super().__init__(path, **rest)
        self.choices = choices

    def parse(self, raw: str) -> str:
        """Read the word, as it is written."""
        if raw.strip() not in self.choices:
            raise Refused("invalid_value", value=raw)
        return raw.strip()

    def limits(self) -> str:
        """The words."""
        return _joined(self.note, ", ".join(self.choices), f"default {self.default}" * bool(self.default))

    def schema(self) -> dict[str, Any]:
        """The words."""
        return {**super().schema(), "enum": list(self.choices)}

    def appears(self, record: type[Any]) -> Shape:
        """A text: a row that was made by hand may have another word."""
        schema, always = super().appears(record)
        return Shape({**schema, "examples": list(self.choices)}, always)


class Words(Element[str]):
    """A text of at most so many characters, or with `in_bytes` bytes of UTF-8; `pattern` is what it is made of."""

    clearable = True
    refuses = ("too_long", "invalid_character", "invalid_value")

    def __init__(self, most: int, path: str = "", *, pattern: str = "", in_bytes: bool = False, **rest: Any) -> None:
        """Declare the text."""
        super().__init__(path, default="", **rest)
        self.most = most
        self.pattern = re.compile(pattern) if pattern else None
        self.in_bytes = in_bytes

    def parse(self, raw: str) -> str:
        """Take the text without blanks around it."""
        text = raw.strip()
        size = len(text.encode("utf-8", "replace")) if self.in_bytes else len(text)
        if size > self.most:
            raise Refused("too_long", maximum=self.most)
        if _CONTROL.search(text) is not None or (self.pattern is not None and self.pattern.fullmatch(text) is None):
            raise Refused("invalid_character")
        return text

    def limits(self) -> str:
        """The length."""
        unit = "bytes" if self.in_bytes else "characters"
        return _joined(self.note, f"at most {self.most} {unit}")

    def schema(self) -> dict[str, Any]:
        """The length in characters, and what it is made of."""
        pattern = {"pattern": f"^(?:{self.pattern.pattern})$"} if self.pattern is not None else {}
        return {**super().schema(), "maxLength": self.most, **pattern}


class ReadOnly(Element[str]):
    """An element that is shown and never taken."""

    read_only = True

    def __init__(self, path: str = "", **rest: Any) -> None:
        """Declare the element."""
        super().__init__(path, default="", **rest)

    def value(self, raw: object) -> str:
        """Ignore what was sent."""
        return ""

    def limits(self) -> str:
        """That it is never taken."""
        return _joined(self.note, "shown only, ignored where it is sent")

    def schema(self) -> dict[str, Any]:
        """That it is never taken."""
        return {**super().schema(), "readOnly": True}


class Part(Generic[T]):
    """The elements of a repeated part of a resource, such as one skill group's part in a campaign."""

    def __init__(self, record: type[T], elements: Mapping[str, Element[Any]]) -> None:
        """Declare the record that a part becomes, and its elements by the record's fields."""
        self.record = record
        self.elements = elements
        for name, element in elements.items():
            element.__set_name__(type(self), name)

    def read(self, tree: Tree) -> T:
        """The record of one part; RefusedAll names each element that is wrong."""
        values: dict[str, Any] = {}
        refusals = []
        for name, element in self.elements.items():
            try:
                values[name] = element.value(last(tree, element.wire_name))
                if element.required and values[name] == element.default:
                    raise Refused("required")
            except Refused as refused:
                refusals.append(Refused(refused.reply, _within(element, refused), **refused.values))
        if refusals:
            raise RefusedAll(*refusals)
        return self.record(**values)

    def check(self, record: T, world: "CiscoWorld") -> None:
        """Compare a part with what the world has; Refused names the element that does not fit."""
        for name, element in self.elements.items():
            try:
                element.check(getattr(record, name), world)
            except Refused as refused:
                raise Refused(refused.reply, _within(element, refused), **refused.values) from None

    def schema(self) -> dict[str, Any]:
        """The elements."""
        return {"type": "object", "properties": {one.wire_name: one.schema() for one in self.elements.values()}}

    def appears(self) -> dict[str, Any]:
        """What is shown of a part."""
        return composed(appearance(self.elements.values(), self.record))

    def written(self, record: T, world: "CiscoWorld") -> dict[str, Any]:
        """The part as it is written."""
        entity: dict[str, Any] = {}
        for element in self.elements.values():
            value = element.shown(record, world)
            if value is not None:
                place(entity, element.wire_name, value)
        return entity


def appearance(elements: Iterable[Element[Any]], record: type[Any]) -> dict[str, Shape]:
    """What is shown of a record by its elements, each at its path."""
    shown: dict[str, Shape] = {}
    for one in elements:
        if not one.sent_only:
            schema, always = one.appears(record)
            shown[one.wire_name] = Shape({**schema, **({"description": one.note} if one.note else {})}, always)
    return shown


def _within(element: Element[Any], refused: Refused) -> str:
    return refused.name or element.wire_name


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)
