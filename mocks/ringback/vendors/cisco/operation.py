"""Operation API: delete several items with one request."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Self, cast

from ringback.contract import Answer, Endpoint, inferred
from ringback.contract.app import concrete
from ringback.vendors.cisco.call import BASE, Shown
from ringback.vendors.cisco.elements import Choice, Element, last
from ringback.vendors.cisco.errors import DATA, DETAIL, Error, Refused, appearance
from ringback.vendors.cisco.faults import UNKNOWN_ID
from ringback.vendors.cisco.notation import XSI_TYPE
from ringback.vendors.cisco.shapes import Schema, Shape, composed, several
from ringback.vendors.cisco.verbs import Delete
from ringback.vendors.cisco.world import CONFIG, CiscoWorld
from ringback.vendors.cisco.write import Write
from ringback.wire.text import Template
from ringback.wire.tree import Tree

MOST_ITEMS = 100
OTHER_EDITION = inferred("printed in the vendor's later edition of the document, which has a chapter on this API")


class RefUrls(Element[tuple[str, ...]]):
    """The refURLs of the items, as they are written."""

    kind = "list"
    refuses = ("invalid_value",)

    def __init__(self) -> None:
        """Declare them."""
        super().__init__("refURLs", default=(), required=True, note=f"refURL: one for each item, at most {MOST_ITEMS}")

    def schema(self) -> dict[str, Any]:
        """A collection of texts."""
        inside = {"type": "array", "items": {"type": "string"}, "maxItems": MOST_ITEMS}
        return {"type": "object", "properties": {"refURL": inside}, "required": ["refURL"]}

    def sent(self, call: Endpoint[Any]) -> Any:
        """All that are in the collection."""
        around = last(getattr(call, "body", None), self.wire_name)
        return around.get("refURL", ()) if isinstance(around, Mapping) else ()

    def value(self, raw: object) -> tuple[str, ...]:
        """Their texts; blank ones do not count."""
        texts: Sequence[Tree] = raw if isinstance(raw, Sequence) else ()
        if not all(isinstance(text, str) for text in texts):
            raise Refused("invalid_value", value="")
        return tuple(str(text).strip() for text in texts if str(text).strip())


class Result(Shown):
    """What has become of an operation: its status, after the errors that there were."""

    def __init__(self, word: str, **rest: Any) -> None:
        """Declare the reply by its status."""
        super().__init__("operationsResult", ground=OTHER_EDITION, **rest)
        self.template = Template(f"<operationsResult>{{entity}}<status>{word}</status></operationsResult>")
        self.word = word

    def schema(self) -> Schema:
        """The status; errors, unless it is that there were none."""
        status = Shape({"type": "string", "const": self.word})
        errors = {"apiErrors/apiError": several(appearance(), least=1)} if self.kind != "success" else {}
        return composed({**errors, "status": status})


class Operate(Write, path=f"{BASE}/operation", section="Operation API"):
    """Delete several items; each of them as by its own request, and those that cannot be deleted are named."""

    root = "operation"

    success = Result("success")
    partial_success = Result("partialSuccess", kind="partial")
    failure = Result("failure", kind="failure")
    resource_errors = Error(
        200,
        "operation.resourceErrors",
        "There were one or more errors processing the following request: delete {item}",
        kind="failure",
        ground=OTHER_EDITION,
        examples={"item": f"{CONFIG}/campaign/9999"},
    )
    too_many = Error(
        400,
        "operation.tooManyResources",
        "The number of resources provided ({count}) exceeds the maximum number allowed ({most}).",
        ground=OTHER_EDITION,
        examples={"count": str(MOST_ITEMS + 1), "most": str(MOST_ITEMS)},
    )

    operation_type = Choice("delete", default="", required=True)
    ref_urls = RefUrls()

    def effect(self, world: CiscoWorld) -> Answer[Any]:
        """Delete one after the other, and tell of those that are still there."""
        count = len(self.ref_urls)
        if count > MOST_ITEMS:
            return self.say("too_many", error_data="refURLs", count=count, most=MOST_ITEMS)
        failed = [told for item in self.ref_urls if (told := self.deleted(world, item)) is not None]
        if not failed:
            return self.ended("success")
        errors = [error for answer in failed for error in _errors(answer)]
        reply = "failure" if len(failed) == count else "partial_success"
        return sum(failed, self.ended(reply, apiErrors={"apiError": errors}))

    def ended(self, name: str, **entity: object) -> Answer[Any]:
        """How it went, in the word of the reply of that name."""
        result = self.replies[name]
        assert isinstance(result, Result)
        return self.say(name, entity={**entity, "status": result.word})

    def deleted(self, world: CiscoWorld, item: str) -> Answer[Self] | None:
        """Delete one item, or tell what stands against it."""
        *_, resource, number = ["", *item.split("/")]
        errors = [UNKNOWN_ID.entity({DATA: "", DETAIL: None})]
        deletes = (cast("type[Delete]", endpoint) for endpoint in concrete(Delete))
        delete = next((one for one in deletes if one.kind.name == resource), None)
        if delete is not None:
            call = delete(self.request, {"id": number}, self.profile)
            call.me = self.me
            answer = call.effect(world) if call.allows(call.access) else call.no_access()
            errors = [*_errors(answer)]
        if not errors:
            return None
        detail = {XSI_TYPE: "resourceErrorDetail", "refURL": item, "apiErrors": {"apiError": errors}}
        return self.say("resource_errors", error_detail=detail, item=item)


def _errors(answer: Answer[Any]) -> Iterator[dict[str, object]]:
    """The apiErrors that an answer tells of."""
    return (part.reply.entity(part.values) for part in answer.parts if isinstance(part.reply, Error))
