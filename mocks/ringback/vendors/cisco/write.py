"""Calls that change something: the body, its elements, and waiting in the queue."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, Self

from ringback.contract import Answer, Text, check, inferred
from ringback.vendors.cisco.call import FULL, Accepted, CiscoCall
from ringback.vendors.cisco.elements import VALUE_ERRORS, Element
from ringback.vendors.cisco.errors import Error, Refused, RefusedAll
from ringback.vendors.cisco.faults import (
    INVALID_CHARACTER,
    INVALID_VALUE,
    JSON_SYNTAX,
    OUT_OF_RANGE,
    REQUIRED,
    TOO_LARGE,
    TOO_LONG,
    UNKNOWN_REFERENCE,
    UNSUPPORTED_TYPE,
    XML_SYNTAX,
)
from ringback.vendors.cisco.notation import parsed, sent_as
from ringback.vendors.cisco.queue import STATUS, enqueue, is_full
from ringback.vendors.cisco.records import User
from ringback.vendors.cisco.world import CiscoWorld
from ringback.wire.tree import Malformed, Tree

# Of the errors in one body, so many are told; a resource has fewer elements.
MOST_TOLD = 100

# The steps that a request from the queue takes again.
RECHECKED = ("well_formed", "valid")


class Change(CiscoCall):
    """A call that changes something: at once, or with `async=true` when its turn in the queue has come.

    `effect` is what it does; `run` decides when.
    """

    access = FULL

    accepted = Accepted(
        ground=inferred("the status is documented, the element is the sister product's"), section="async"
    )
    queue_full = Error(
        503,
        "limitExceeded.requestQueue",
        "Request processing queue is at capacity.",
        ground=inferred("documented for imports; the queue is the server's and holds every waiting request"),
        section="Import API",
        reach="state",
    )
    timed_out = Error(
        500,
        "processing.timedOut",
        "The request timed out in the request processing queue.",
        ground=inferred("the record says that a request is removed after 30 seconds and that an error tells so"),
        section="async",
        reach="state",
    )

    asynchronous = Text(
        wire_name="async",
        choices=("true", "false"),
        note="true: answer at once and work later; thirty that are sent on a frozen clock fill the queue",
    )

    @check
    def room_in_queue(self, world: CiscoWorld) -> Answer[Self] | None:
        """A request that would have to wait behind thirty others is turned away."""
        return self.queue_full() if is_full(world) else None

    def run(self, world: CiscoWorld) -> Answer[Self]:
        """Do it, or put it in the queue."""
        if self.asynchronous.lower() != "true":
            return self.effect(world)
        job = enqueue(world, self)
        return self.accepted(entity={"progress": job.progress}, location=self.url(f"{STATUS}/{job.job_id}"))

    def resume(self, world: CiscoWorld, me: User | None) -> Answer[Any]:
        """Do what has waited in the queue: what was right when it came is looked at again."""
        if me is None:
            return self.no_access()
        self.me = me
        for step in RECHECKED:
            if (check_again := getattr(self, step, None)) is not None and (said := check_again(world)) is not None:
                refused: Answer[Any] = said
                return refused
        return self.effect(world)

    def effect(self, world: CiscoWorld) -> Answer[Self]:
        """What the call does."""
        raise NotImplementedError


class Write(Change):
    """A change with a body: `root` is its element, and its elements are the fields placed in it."""

    unsupported_type = UNSUPPORTED_TYPE
    xml_syntax = XML_SYNTAX
    json_syntax = JSON_SYNTAX
    too_large = TOO_LARGE
    required = REQUIRED
    out_of_range = OUT_OF_RANGE
    too_long = TOO_LONG
    invalid_character = INVALID_CHARACTER
    invalid_value = INVALID_VALUE
    unknown_reference = UNKNOWN_REFERENCE

    body: Tree

    def __init_subclass__(cls, **address: Any) -> None:
        """Declare no refusal that none of the elements can meet."""
        super().__init_subclass__(**address)
        unmet = cls.unmet()
        cls.replies = {name: reply for name, reply in cls.replies.items() if name not in unmet}

    @classmethod
    def unmet(cls) -> set[str]:
        """The names of refusals that no request can meet."""
        elements = cls.written_elements()
        met = {name for element in elements for name in element.refuses}
        return set(VALUE_ERRORS) - met - {"required" for element in elements if element.required}

    @check
    def typed(self, world: CiscoWorld) -> Answer[Self] | None:
        """The body must be sent as XML or JSON, and not be too large."""
        if self.request.too_large:
            return self.too_large()
        return None if sent_as(self.request.header(b"content-type")) else self.unsupported_type()

    @check
    def well_formed(self, world: CiscoWorld) -> Answer[Self] | None:
        """The body must be one, of the right element."""
        try:
            self.body = parsed(self.request, self.root)
        except Malformed as error:
            json = sent_as(self.request.header(b"content-type")).endswith("json")
            return (self.json_syntax if json else self.xml_syntax)(error_detail={"value": str(error)[:300]})
        return None

    @check
    def valid(self, world: CiscoWorld) -> Answer[Self] | None:
        """Every element must be right; all that are wrong are told at once."""
        refusals = [self.refused(one.wire_name, refused) for one, refused in islice(self.wrong(world), MOST_TOLD)]
        return Answer(*(part for refusal in refusals for part in refusal.parts)) if refusals else None

    def wrong(self, world: CiscoWorld) -> Iterator[tuple[Element[Any], Refused]]:
        """The elements that are wrong, each with what is wrong with it."""
        for element in self.written_elements():
            try:
                value = getattr(self, element.name)
                if value == element.default and self.demands(element):
                    raise Refused("required")
                element.check(value, world)
            except Refused as refused:
                yield element, refused
            except RefusedAll as several:
                yield from ((element, one) for one in several.refusals)

    def demands(self, element: Element[Any]) -> bool:
        """Whether an element must be there."""
        return element.required

    @classmethod
    def written_elements(cls) -> list[Element[Any]]:
        """The elements that a client may send."""
        return [field for field in cls.fields.values() if isinstance(field, Element) and not field.read_only]
