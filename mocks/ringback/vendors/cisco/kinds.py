"""Kinds of items: what a resource is called, how its items are found, searched and sorted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from ringback.state.record import Record
from ringback.state.table import Rows
from ringback.vendors.cisco.elements import Element, place
from ringback.vendors.cisco.shapes import Schema, ref_url
from ringback.vendors.cisco.world import CONFIG, CiscoWorld

R = TypeVar("R", bound=Record)


def everything(world: CiscoWorld, row: Any) -> bool:
    """A kind of which the API finds every row."""
    return True


@dataclass(frozen=True)
class Kind(Generic[R]):
    """A kind of item: `name` in URLs, `plural` as the element of a list of them, `element` as its own (else the name).

    `table` holds the items, of which the API finds those that `visible` says. `texts` are what may be searched by name,
    `searched` those that are searched unless one is named. `sorts` are what a list may be sorted by, each with an index
    of the table that holds no other items, the first being the default. `verbs` are what is allowed besides reading.
    """

    name: str
    plural: str
    record: type[R]
    table: str
    key: str
    sorts: Mapping[str, str]
    texts: Mapping[str, Callable[[R], str]] = field(default_factory=dict)
    searched: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ("create", "update", "delete")
    visible: Callable[[CiscoWorld, Any], bool] = everything
    element: str = ""

    @property
    def item(self) -> str:
        """The name of an item's element."""
        return self.element or self.name

    def rows(self, world: CiscoWorld) -> Rows[Any, R]:
        """The table."""
        rows: Rows[Any, R] = getattr(world, self.table)
        return rows

    def find(self, world: CiscoWorld, number: str) -> R | None:
        """The item of that id as it was written in a URL, if the API finds it."""
        if not number.isascii() or not number.isdigit() or len(number) > 18:
            return None
        record = self.rows(world).get(int(number))
        return record if record is not None and self.visible(world, record) else None

    def id_of(self, record: R) -> int:
        """The item's id."""
        number: int = getattr(record, self.key)
        return number

    def reference(self, record: R) -> str:
        """The item's refURL."""
        return f"{CONFIG}/{self.name}/{self.id_of(record)}"

    def references(self) -> Schema:
        """What all refURLs of items have in common."""
        return ref_url(f"{CONFIG}/{self.name}/5000")

    def named(self, world: CiscoWorld, name: str) -> R | None:
        """The item that has a name, deleted or not."""
        return self.rows(world).first("name", name)


def entity(elements: Mapping[str, Element[Any]], record: Any, world: CiscoWorld) -> dict[str, Any]:
    """An item as it is shown: its elements in their order, those without a value left out."""
    shown: dict[str, Any] = {}
    for element in elements.values():
        value = element.shown(record, world)
        if value is not None:
            place(shown, element.wire_name, value)
    return shown
