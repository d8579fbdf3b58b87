"""Bodies in the description: what an endpoint declares of them, and what the examples of its replies bear out."""

from collections.abc import Mapping
from typing import Any, Self

import msgspec
import pytest

from ringback.contract import Answer, App, Endpoint, Interface, Parts, PathDoor, Rendered, Reply
from ringback.publish.openapi import openapi
from ringback.state.view import View
from ringback.wire.xml import to_xml

XML, JSON = "application/xml", "application/json"
NIL = {"@{http://www.w3.org/2001/XMLSchema-instance}nil": "true"}
DECLARED = {"type": "object", "properties": {"pages": {"type": "integer"}}, "additionalProperties": False}


class ShelfWorld(View):
    """A shelf that remembers nothing."""

    room = "shelf"


class Entity(Reply):
    """A document with members; `in_xml` are those that look otherwise there."""

    def __init__(self, members: Mapping[str, Any], in_xml: Mapping[str, Any] | None = None, status: int = 200) -> None:
        """Declare it by what is in it."""
        super().__init__(status, "")
        self.members = members
        self.in_xml = {**members, **(in_xml or {})}


class ShelfCall(Endpoint[ShelfWorld]):
    """A call that answers in XML or JSON."""

    app = "shelf"
    document = "Shelf 1.0"
    door = PathDoor()

    def run(self, world: ShelfWorld) -> Answer[Self]:
        """Nobody asks."""
        raise NotImplementedError

    def render(self, answer: Answer[Any]) -> Rendered:
        """As the client wants it."""
        reply = answer.parts[0].reply
        assert isinstance(reply, Entity)
        if self.request.header(b"accept") == JSON:
            return Rendered(reply.status, ((b"content-type", JSON.encode()),), msgspec.json.encode(reply.members))
        return Rendered(reply.status, ((b"content-type", XML.encode()),), to_xml("shelf", reply.in_xml))


class Declares(ShelfCall, path="/declares", method="GET"):
    """Declare the body of one reply, alike in either notation."""

    declared = Entity({"pages": 512})
    same = Entity({"pages": 1})
    other = Entity({"title": "Emma"})
    missing = Entity({"why": "lent"}, status=404)

    @classmethod
    def body_schema(cls, reply: Reply, media: str) -> Mapping[str, Any] | None:
        """Of the first two."""
        return DECLARED if reply.name in ("declared", "same") else None


class Shows(ShelfCall, path="/shows", method="GET"):
    """Leave all to examples."""

    shown = Entity(
        {
            "pages": 512,
            "price": 9.5,
            "lent": False,
            "author": {"name": "Jane", "born": 1775},
            "copies": [{"number": 1, "hall": "east"}],
            "tags": ["old"],
            "none": [],
            "note": None,
            "lists": [{"number": 1}],
        },
        {
            "copies": {"copy": [{"number": 1, "hall": "east"}]},
            "tags": {"tag": ["old"]},
            "none": {},
            "note": NIL,
            "lists": [{"number": 1}],
        },
    )


APP = App.of(
    Parts(ShelfCall, ShelfWorld, {}, interface=Interface(notations=(XML, JSON))),
    prefixes=("/",),
    hello="/shows",
    credentials=(),
)


def schema(path: str, media: str, status: str = "200") -> dict[str, Any]:
    """What is said of a body."""
    found: dict[str, Any] = openapi(APP)["paths"][path]["get"]["responses"][status]["content"][media]["schema"]
    return found


@pytest.mark.parametrize("media", [XML, JSON])
def test_what_an_endpoint_declares_is_said_once_beside_what_others_bear_out(media: str) -> None:
    """Alike for two replies; the third shows what it holds."""
    shown: dict[str, Any] = {"type": "object", "properties": {"title": {"type": "string"}}}
    root = {"xml": {"name": "shelf"}} if media == XML else {}
    assert schema("/declares", media) == {"anyOf": [DECLARED, {**shown, **root}]}


def test_a_status_without_a_declared_body_is_described_by_its_examples() -> None:
    """By itself, as there is nothing else."""
    assert schema("/declares", JSON, "404") == {"type": "object", "properties": {"why": {"type": "string"}}}


def test_a_document_is_described_as_its_members_are_in_json() -> None:
    """A list that is an element around items here too; where the document does not show how it is, nothing is said."""
    numbered = {"type": "object", "properties": {"number": {"type": "integer"}, "hall": {"type": "string"}}}
    assert schema("/shows", XML) == {
        "type": "object",
        "properties": {
            "pages": {"type": "integer"},
            "price": {"type": "number"},
            "lent": {"type": "boolean"},
            "author": {"type": "object", "properties": {"name": {"type": "string"}, "born": {"type": "integer"}}},
            "copies": {"type": "array", "items": {**numbered, "xml": {"name": "copy"}}, "xml": {"wrapped": True}},
            "tags": {"type": "array", "items": {"type": "string", "xml": {"name": "tag"}}, "xml": {"wrapped": True}},
            "none": {},
            "note": {},
            "lists": {},
        },
        "xml": {"name": "shelf"},
    }
