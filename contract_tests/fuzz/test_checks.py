"""The checks themselves: an answer that a description does not declare is noticed."""

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from schemathesis.core.failures import FailureGroup

from contract_tests.fuzz.conftest import read
from contract_tests.fuzz.stand import JSON, XML, Stand
from ringback.apps import app
from ringback.publish.openapi import openapi

PATH = "/unifiedconfig/config/campaign"
Document = dict[str, Any]


def said(document: Document, status: str = "200") -> dict[str, Any]:
    """What the description says of a list of campaigns."""
    found: dict[str, Any] = document["paths"][PATH]["get"]["responses"][status]
    return found


def other_shape(document: Document) -> None:
    """Say that the list has something else in it."""
    said(document)["content"][JSON]["schema"]["properties"]["pageInfo"] = {"type": "string"}


def other_root(document: Document) -> None:
    """Say that the document is called otherwise."""
    said(document)["content"][XML]["schema"]["xml"]["name"] = "page"


def campaigns(document: Document) -> Document:
    """What the description says of a campaign in the list, in XML."""
    found: Document = said(document)["content"][XML]["schema"]["properties"]["campaigns"]["items"]
    return found


def fewer_elements(document: Document) -> None:
    """Leave an element of each campaign out."""
    del campaigns(document)["properties"]["maxAttempts"]
    # Schemathesis would take it for one that only lacks a schema.
    campaigns(document)["required"].remove("maxAttempts")


def more_elements(document: Document) -> None:
    """Say that each campaign has one more."""
    campaigns(document)["required"].append("size")


def other_element(document: Document) -> None:
    """Say that an element of each campaign holds something else."""
    campaigns(document)["properties"]["name"] = {"type": "integer"}


def other_item(document: Document) -> None:
    """Say that campaigns are called otherwise."""
    campaigns(document)["xml"]["name"] = "item"


def other_reply(document: Document) -> None:
    """Leave the reply out."""
    for content in said(document)["content"].values():
        content["examples"].clear()


def other_type(document: Document) -> None:
    """Say that the list comes as a text."""
    said(document)["content"] = {"text/plain": {"schema": {}, "examples": said(document)["content"][JSON]["examples"]}}


def other_status(document: Document) -> None:
    """Say that it comes with another status."""
    responses = document["paths"][PATH]["get"]["responses"]
    responses["203"] = responses.pop("200")


@pytest.mark.parametrize("stand", [("cisco", "handbook")], indirect=True, ids="-".join)
@pytest.mark.parametrize(
    ("notation", "spoil"),
    [
        (JSON, other_shape),
        (XML, other_root),
        (XML, fewer_elements),
        (XML, more_elements),
        (XML, other_element),
        (XML, other_item),
        (JSON, other_reply),
        (JSON, other_type),
        (JSON, other_status),
    ],
)
def test_a_wrong_description_is_noticed(stand: Stand, notation: str, spoil: Callable[[Document], None]) -> None:
    """The right one is not: the same request passes first."""
    document = openapi(app("cisco"), "1.0")
    stand.ask(plain(document, stand), notation)
    spoil(document)
    with pytest.raises(FailureGroup):
        stand.ask(plain(document, stand), notation)


def plain(document: Document, stand: Stand) -> schemathesis.Case[Any]:
    """A request for the list, signed."""
    case: schemathesis.Case[Any] = read(document, stand)[PATH]["GET"].Case()
    case.headers["Authorization"] = "Basic YWRtaW5pc3RyYXRvckBkZW1vLmxvY2FsOmRlbW8="
    return case
