"""The verb of a list: search, sort and pages of one kind of item."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, Self

from ringback.contract import Answer, Text, check
from ringback.vendors.cisco.call import FULL, UPDATE, CiscoCall, Shown
from ringback.vendors.cisco.elements import Element, whole
from ringback.vendors.cisco.errors import Refused
from ringback.vendors.cisco.faults import INVALID_VALUE, OUT_OF_RANGE, UNKNOWN_SORT
from ringback.vendors.cisco.kinds import entity
from ringback.vendors.cisco.notation import XSI_TYPE
from ringback.vendors.cisco.paging import DEFAULT_PAGE, LARGEST_PAGE, Page, PageInfo, Search
from ringback.vendors.cisco.records import ADMINISTRATOR
from ringback.vendors.cisco.shapes import Schema, Shape, composed, several, structure
from ringback.vendors.cisco.verbs import Elements
from ringback.vendors.cisco.world import CiscoWorld

_ACCESS = {"create": FULL, "update": UPDATE, "delete": FULL}


class List(CiscoCall):
    """List items: `shape` names the class that declares their elements, `summary_of` those shown in a summary.

    Items of a `typed` list say which of the two forms they have. `searched_besides` are what `texts` adds to those of
    the kind.
    """

    shape: ClassVar[type[Elements[Any]]]
    summary_of: ClassVar[tuple[str, ...]] = ()
    typed: ClassVar[bool] = False
    searched_besides: ClassVar[tuple[str, ...]] = ()

    listed = Shown("results")
    out_of_range = OUT_OF_RANGE
    invalid_value = INVALID_VALUE
    unknown_sort = UNKNOWN_SORT

    q = Text(note="text to search for, and terms key:value")
    sort = Text(note="a parameter, then asc or desc")
    start_index = Text(wire_name="startIndex", note="the place of the first item, from 0", example="0")
    results_per_page = Text(wire_name="resultsPerPage", note="1 to 100, 25 by default", example="25")
    summary_only = Text(wire_name="summary", choices=("true", "false"), note="true: only what identifies each item")

    start: int
    size: int
    index: str
    descending: bool

    @check
    def paged(self, world: CiscoWorld) -> Answer[Self] | None:
        """Place and size of the page must be numbers within bounds."""
        try:
            name = "startIndex"
            self.start = _number(self.start_index, 0, 0, 2**31 - 1)
            name = "resultsPerPage"
            self.size = _number(self.results_per_page, DEFAULT_PAGE, 1, LARGEST_PAGE)
        except Refused as refused:
            return self.refused(name, refused)
        return None

    @check
    def sorted_by(self, world: CiscoWorld) -> Answer[Self] | None:
        """The list must be sortable as it is asked for."""
        name, _, order = self.sort.strip().partition(" ")
        sorts = self.shape.kind.sorts
        order = order.strip().lower()
        if (name and name not in sorts) or order not in ("", "asc", "desc"):
            return self.say("unknown_sort", error_data="sort", sort_by=self.sort)
        self.index = sorts[name] if name else next(iter(sorts.values()), "")
        self.descending = order == "desc"
        return None

    def run(self, world: CiscoWorld) -> Answer[Self]:
        """Show the page."""
        kind = self.shape.kind
        page, found = self.page(world, self.searched())
        typed = {XSI_TYPE: kind.item + "Summary" * self.summarised} if self.typed else {}
        elements = self.shown_elements()
        items = [{**typed, **entity(elements, row, world)} for row in found]
        asked = {
            name: value for name, value in self.request.query.items() if name not in ("startIndex", "resultsPerPage")
        }
        info = page.info(self.url(self.request.path), asked, self.q, self.sort)
        return self.listed(entity={**self.head(info), kind.plural: {kind.item: items}})

    def page(self, world: CiscoWorld, search: Search) -> tuple[Page, Iterable[Any]]:
        """The page that is asked for, and its items; without a search, no other item is read."""
        if search:
            texts, default = self.texts(world), self.shape.kind.searched
            found = [row for row in self.all(world) if search.matches(row, texts, default)]
            page = Page.of(self.start, self.size, len(found))
            return page, page.cut(found)
        page = Page.of(self.start, self.size, self.count(world))
        return page, self.rows(world, page)

    def searched(self) -> Search:
        """What is searched for."""
        return Search.of(self.q, (*self.shape.kind.texts, *self.searched_besides))

    def texts(self, world: CiscoWorld) -> Mapping[str, Callable[[Any], str]]:
        """What may be searched by name, with the text that an item has there."""
        return self.shape.kind.texts

    def within(self, world: CiscoWorld) -> tuple[object, ...]:
        """What the indexes of the items that are listed begin with."""
        return ()

    def count(self, world: CiscoWorld) -> int:
        """How many items there are."""
        return self.shape.kind.rows(world).count(self.index, *self.within(world))

    def rows(self, world: CiscoWorld, page: Page) -> Iterable[Any]:
        """The items of a page."""
        rows = self.shape.kind.rows(world)
        return rows.page(self.index, *self.within(world), skip=page.start, most=page.size, reverse=self.descending)

    def all(self, world: CiscoWorld) -> Iterable[Any]:
        """All items in the order asked for."""
        return self.shape.kind.rows(world).where(self.index, *self.within(world), reverse=self.descending)

    @property
    def summarised(self) -> bool:
        """Whether only a summary of each item is asked for, and there is one."""
        return bool(self.summary_of) and self.summary_only.lower() == "true"

    def shown_elements(self) -> Mapping[str, Element[Any]]:
        """The elements of each item."""
        elements = self.shape.elements()
        if not self.summarised:
            return elements
        return {name: element for name, element in elements.items() if name in self.summary_of}

    def head(self, info: PageInfo) -> dict[str, Any]:
        """Page and permissions; the latter not for what can only be read."""
        verbs = self.shape.kind.verbs
        if not verbs:
            return {"pageInfo": info}
        can = {_can(verb): self.allows(_ACCESS[verb]) for verb in verbs}
        return {"pageInfo": info, "permissionInfo": {**can, "role": self.me.role}}

    @classmethod
    def consists(cls, reply: Shown) -> Schema:
        """The page, permissions where there are any, and the items; a summary of one lacks some elements."""
        kind = cls.shape.kind
        can = {_can(verb): Shape({"type": "boolean"}) for verb in kind.verbs}
        role = Shape({"type": "string", "examples": [ADMINISTRATOR]})
        return composed(
            {
                "pageInfo": Shape(structure(PageInfo)),
                **({"permissionInfo": Shape(composed({**can, "role": role}))} if can else {}),
                f"{kind.plural}/{kind.item}": several(composed(cls.item())),
            }
        )

    @classmethod
    def item(cls) -> Mapping[str, Shape]:
        """What is shown of an item: always what is in a summary too."""
        shown = cls.shape.appearance()
        if cls.summary_of:
            brief = {cls.shape.elements()[name].wire_name for name in cls.summary_of}
            shown = {path: shape if path in brief else shape.sometimes() for path, shape in shown.items()}
        name = cls.shape.kind.item
        forms = {XSI_TYPE: Shape({"type": "string", "enum": [name, f"{name}Summary"]})}
        return {**forms, **shown} if cls.typed else shown


def _can(verb: str) -> str:
    return f"can{verb.capitalize()}"


def _number(text: str, default: int, least: int, most: int) -> int:
    if not text.strip():
        return default
    number = whole(text)
    if number is None:
        raise Refused("invalid_value", value=text)
    if not least <= number <= most:
        raise Refused("out_of_range", minimum=least, maximum=most)
    return number
