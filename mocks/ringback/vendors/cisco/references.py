"""References to other items, collections of them, and those that an update adds to one or takes out."""

from collections.abc import Mapping, Sequence
from typing import Any

from ringback.contract import Endpoint, inferred
from ringback.vendors.cisco.elements import Element, last
from ringback.vendors.cisco.errors import Error, Refused
from ringback.vendors.cisco.faults import CONVENTIONS
from ringback.vendors.cisco.shapes import Shape, column, composed, ref_url, several
from ringback.vendors.cisco.world import CONFIG, NAMED, CiscoWorld
from ringback.wire.tree import Tree

CONFLICT = Error(
    400,
    "invalidInput.conflictingParameters",
    "{whole} cannot be used in conjunction with {whole}Added or {whole}Removed",
    ground=inferred("the record forbids it; type and message of the error are not on it"),
    section=CONVENTIONS,
    examples={"error_data": "skillGroups", "whole": "skillGroups"},
)


class Reference(Element[int]):
    """A reference to an item of another resource, by its refURL; nothing else in it counts. 0 stands for none."""

    kind = "reference"
    refuses = ("required", "unknown_reference")

    def __init__(self, resource: str, path: str = "", **rest: Any) -> None:
        """Declare the reference to a resource by its name in URLs."""
        super().__init__(path, default=0, **rest)
        self.resource = resource

    def value(self, raw: object) -> int:
        """The id that the refURL ends with; 0 when nothing is given."""
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            return 0
        reference = last(raw, "refURL") if isinstance(raw, Mapping) else None
        if not isinstance(reference, str) or not reference.strip():
            raise Refused("required")
        number = id_of(reference.strip(), self.resource)
        if number is None:
            raise Refused("unknown_reference")
        return number

    def check(self, value: int, world: CiscoWorld) -> None:
        """It must be there."""
        if value and not world.has(self.resource, value):
            raise Refused("unknown_reference")

    def shown(self, record: Any, world: CiscoWorld) -> object:
        """Its refURL, with what identifies it for a reader."""
        value = getattr(record, self.column)
        return world.reference(self.resource, value) if value else None

    def appears(self, record: type[Any]) -> Shape:
        """The reference; always, where a record always has one."""
        return Shape(referring(self.resource), column(record, self.column).schema.get("minimum", 0) > 0)

    def schema(self) -> dict[str, Any]:
        """The refURL."""
        pattern = f"/unifiedconfig/config/{self.resource}/[0-9]+$"
        inside = {"refURL": {"type": "string", "pattern": pattern}}
        return {**super().schema(), "properties": inside, "required": ["refURL"]}


def referring(resource: str) -> dict[str, Any]:
    """What is shown of a reference to a resource."""
    named = {"name": Shape({"type": "string"}, always=False)} if resource in NAMED else {}
    return composed({"refURL": Shape(ref_url(f"{CONFIG}/{resource}/5000")), **named})


def id_of(reference: str, resource: str) -> int | None:
    """The id in a refURL, relative or absolute, of a resource; None when it is none."""
    front, _, number = reference.rpartition("/")
    if not front.endswith(f"/unifiedconfig/config/{resource}") or not number.isascii() or not number.isdigit():
        return None
    return int(number[:18])


class References(Element[tuple[int, ...]]):
    """The items of a resource that an item refers to: `path` names the collection and its items. One replaces all."""

    kind = "list"
    clearable = True
    refuses = Reference.refuses

    def __init__(self, resource: str, path: str, **rest: Any) -> None:
        """Declare the collection of references to a resource by its name in URLs."""
        super().__init__(path, default=(), **rest)
        self.around, _, self.item = path.rpartition("/")
        self.one = Reference(resource)

    def items(self, tree: Tree | None) -> Sequence[Tree] | None:
        """The references that a body has; None when it does not speak of them."""
        around = last(tree, self.around)
        if isinstance(around, Mapping):
            return around.get(self.item, ())
        return None if around is None else ()

    def sent(self, call: Endpoint[Any]) -> Any:
        """All of them, in their order."""
        return self.items(getattr(call, "body", None))

    def given(self, tree: Tree | None) -> bool:
        """Whether an update speaks of them."""
        return self.items(tree) is not None

    def value(self, raw: object) -> tuple[int, ...]:
        """The ids, each once."""
        numbers = [self.one.value(item) for item in raw] if isinstance(raw, Sequence) else []
        if 0 in numbers:
            raise Refused("required")
        return tuple(dict.fromkeys(numbers))

    def check(self, value: tuple[int, ...], world: CiscoWorld) -> None:
        """All must be there."""
        for number in value:
            self.one.check(number, world)

    def shown(self, record: Any, world: CiscoWorld) -> object:
        """The references; an empty collection for none."""
        return [world.reference(self.one.resource, number) for number in getattr(record, self.column)]

    def appears(self, record: type[Any]) -> Shape:
        """A collection."""
        return several(referring(self.one.resource))


class Touched(References):
    """The references that an update adds or takes out."""

    clearable = False
    sent_only = True

    def shown(self, record: Any, world: CiscoWorld) -> object:
        """Nothing: they are sent only."""
        return None


def touched(present: Sequence[int], values: dict[str, Any], whole: str) -> tuple[int, ...] | None:
    """What `whole` becomes by what was added and removed, which is taken out of the values; None where nothing was."""
    added, removed = values.pop(f"{whole}_added", ()), values.pop(f"{whole}_removed", ())
    if not added and not removed:
        return None
    return tuple(dict.fromkeys([*(number for number in present if number not in removed), *added]))
