"""The verbs of a resource: what getting, creating, updating and deleting an item have in common."""

from collections.abc import Mapping
from typing import Any, ClassVar, Generic, Self, TypeVar

from msgspec.structs import replace

from ringback.contract import Answer, Text
from ringback.state.record import Record
from ringback.vendors.cisco.call import UPDATE, CiscoCall, Done, Shown
from ringback.vendors.cisco.elements import Element, ReadOnly, Whole, appearance, last
from ringback.vendors.cisco.faults import DUPLICATE_NAME, STALE, UNKNOWN_ID
from ringback.vendors.cisco.kinds import Kind, entity
from ringback.vendors.cisco.shapes import Schema, Shape, composed
from ringback.vendors.cisco.world import CiscoWorld
from ringback.vendors.cisco.write import Change, Write

R = TypeVar("R", bound=Record)


class RefUrl(ReadOnly):
    """The item's own reference."""

    def __init__(self, kind: Kind[Any]) -> None:
        """Declare it for a kind of item."""
        super().__init__("refURL")
        self.item = kind

    def shown(self, record: Any, world: CiscoWorld) -> object:
        """The reference, relative to the server."""
        return self.item.reference(record)

    def appears(self, record: type[Any]) -> Shape:
        """The reference, always."""
        return Shape(self.item.references())


class ChangeStamp(Whole):
    """How often the item has been changed; an update must name the number that it was read with."""

    refuses = ("required", *Whole.refuses)

    def __init__(self) -> None:
        """Declare it; an update requires it."""
        super().__init__(0, default=-1, note="as last read; required in updates, ignored otherwise")

    def limits(self) -> str:
        """The bounds; there is no default."""
        return f"{self.note}; {self.least} to {self.most}"


class Elements(CiscoCall, Generic[R]):
    """The elements of a kind of item: the resource's own class declares them, the verbs are mixed into it."""

    kind: ClassVar[Kind[Any]]

    @classmethod
    def elements(cls) -> Mapping[str, Element[Any]]:
        """The elements in their order, by the names they are declared with."""
        return {name: field for name, field in cls.fields.items() if isinstance(field, Element)}

    @classmethod
    def appearance(cls) -> Mapping[str, Shape]:
        """What is shown of an item, by its paths."""
        return appearance(cls.elements().values(), cls.kind.record)


class Named(Write, Elements[R]):
    """A write of an item that may have a name, which no other of its kind has."""

    duplicate_name = DUPLICATE_NAME

    @classmethod
    def unmet(cls) -> set[str]:
        """Without a name no other can be the same."""
        unmet = super().unmet()
        return unmet if "name" in cls.fields else unmet | {"duplicate_name"}


class Item(CiscoCall):
    """A call for one item, by the id in its path."""

    kind: ClassVar[Kind[Any]]

    number = Text(wire_name="id", place="path", required=True, example="5000", note="the id that the refURL ends with")

    unknown_id = UNKNOWN_ID


class Get(Item):
    """Get one item: `shape` names the class that declares its elements."""

    shape: ClassVar[type[Elements[Any]]]

    shown: ClassVar[Shown]

    @classmethod
    def consists(cls, reply: Shown) -> Schema:
        """The item with its elements."""
        return composed(cls.shape.appearance())

    def run(self, world: CiscoWorld) -> Answer[Self]:
        """Show it."""
        record = self.shape.kind.find(world, self.number)
        if record is None:
            return self.say("unknown_id")
        return self.say("shown", entity=entity(self.shape.elements(), record, world))


class Create(Named[R]):
    """Create one item of the elements that are sent."""

    created = Done(201)

    def effect(self, world: CiscoWorld) -> Answer[Any]:
        """Store it, unless its name is taken."""
        values = {element.column: getattr(self, element.name) for element in self.written_elements()}
        if (refusal := self.clash(world, values, 0)) is not None:
            return refusal
        record = self.kind.rows(world).add(self.made(world, {self.kind.key: 0, **values}))
        self.after(world, record)
        return self.created(location=self.url(self.kind.reference(record)))

    @classmethod
    def written_elements(cls) -> list[Element[Any]]:
        """A new item has no change stamp yet: one that is sent does not count, whatever it is."""
        return [element for element in super().written_elements() if not isinstance(element, ChangeStamp)]

    def made(self, world: CiscoWorld, values: Mapping[str, Any]) -> R:
        """The record of these values."""
        record: R = self.kind.record(**values)
        return record

    def after(self, world: CiscoWorld, record: R) -> None:
        """What creating an item brings with it."""

    def clash(self, world: CiscoWorld, values: Mapping[str, Any], own: int) -> Answer[Any] | None:
        """The refusal of values that clash with another item, whose id is not `own`."""
        return name_clash(self, world, values.get("name"), own)


class Update(Named[R]):
    """Update one item: what is not sent stays, and the change stamp must be the one it was read with."""

    access = UPDATE

    number = Text(wire_name="id", place="path", required=True, example="5000", note="the id that the refURL ends with")

    updated = Done(200)
    unknown_id = UNKNOWN_ID
    stale = STALE

    def demands(self, element: Element[Any]) -> bool:
        """Of what is required, an update needs only the change stamp; nothing that is required can be emptied."""
        sent = last(self.body, element.wire_name)
        return isinstance(element, ChangeStamp) or (element.required and sent is not None)

    def gives(self, element: Element[Any]) -> bool:
        """Whether the body changes an element."""
        return element.given(self.body)

    def effect(self, world: CiscoWorld) -> Answer[Any]:
        """Store what is sent."""
        record = self.kind.find(world, self.number)
        if record is None:
            return self.say("unknown_id")
        present = record.change_stamp
        if self.inputs_stamp() != present:
            return self.say("stale", error_data="changeStamp", change_stamp=present)
        values = {one.column: getattr(self, one.name) for one in self.written_elements() if self.gives(one)}
        values["change_stamp"] = present + 1
        refusal = self.clash(world, values, record) or self.before(world, record, values)
        if refusal is not None:
            return refusal
        changed = self.kind.rows(world).put(replace(record, **values))
        self.after(world, record, changed)
        return self.updated()

    def inputs_stamp(self) -> int:
        """The change stamp that was sent."""
        stamp: int = getattr(self, "change_stamp", -1)
        return stamp

    def clash(self, world: CiscoWorld, values: Mapping[str, Any], record: R) -> Answer[Any] | None:
        """The refusal of values that clash with another item."""
        return name_clash(self, world, values.get("name"), self.kind.id_of(record))

    def before(self, world: CiscoWorld, record: R, values: dict[str, Any]) -> Answer[Any] | None:
        """The refusal of values that do not fit the item; it may complete them."""
        return None

    def after(self, world: CiscoWorld, before: R, record: R) -> None:
        """What updating an item brings with it."""


class Delete(Change, Item):
    """Delete one item."""

    deleted = Done(200)

    def effect(self, world: CiscoWorld) -> Answer[Any]:
        """Remove it, unless something stands against it."""
        record = self.kind.find(world, self.number)
        if record is None:
            return self.say("unknown_id")
        return self.removed(world, record) or self.deleted()

    def removed(self, world: CiscoWorld, record: Any) -> Answer[Any] | None:
        """Take it out of its table, with what goes with it; or the refusal to."""
        self.kind.rows(world).remove(self.kind.id_of(record))
        return None


def name_clash(call: Create[Any] | Update[Any], world: CiscoWorld, name: str | None, own: int) -> Answer[Any] | None:
    """The refusal of a name that another item has, be it among the deleted objects."""
    if not name or "name" not in call.kind.rows(world).table.index_names:
        return None
    holder = call.kind.named(world, name)
    if holder is None or call.kind.id_of(holder) == own:
        return None
    detail = {"deleted": bool(getattr(holder, "deleted", False)), "scope": "system"}
    return call.say("duplicate_name", error_data="name", error_detail=detail)
