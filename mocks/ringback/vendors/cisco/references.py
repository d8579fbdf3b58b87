"""Collections of references to other items, and those that an update adds to them or takes out."""

from collections.abc import Mapping, Sequence
from typing import Any

from ringback.contract import Endpoint, inferred
from ringback.vendors.cisco.elements import Element, Reference, last
from ringback.vendors.cisco.errors import Error, Refused
from ringback.vendors.cisco.faults import CONVENTIONS
from ringback.vendors.cisco.world import CiscoWorld
from ringback.wire.tree import Tree

CONFLICT = Error(
    400,
    "invalidInput.conflictingParameters",
    "{whole} cannot be used in conjunction with {whole}Added or {whole}Removed",
    ground=inferred("the record forbids it; type and message of the error are not on it"),
    section=CONVENTIONS,
    examples={"error_data": "skillGroups", "whole": "skillGroups"},
)


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


class Touched(References):
    """The references that an update adds or takes out."""

    clearable = False

    def shown(self, record: Any, world: CiscoWorld) -> object:
        """Nothing: they are sent only."""
        return None


def touched(present: Sequence[int], values: dict[str, Any], whole: str) -> tuple[int, ...] | None:
    """What `whole` becomes by what was added and removed, which is taken out of the values; None where nothing was."""
    added, removed = values.pop(f"{whole}_added", ()), values.pop(f"{whole}_removed", ())
    if not added and not removed:
        return None
    return tuple(dict.fromkeys([*(number for number in present if number not in removed), *added]))
