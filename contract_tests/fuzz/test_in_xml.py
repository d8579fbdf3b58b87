"""Documents in XML as schemas have them: what is declared is read, and what is not is kept for the schema to refuse."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from contract_tests.fuzz import in_xml
from ringback.apps import MODULES, app
from ringback.publish.openapi import openapi

TEXT, WHOLE = {"type": "string"}, {"type": "integer"}
NIL = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"'
FORM = {"name": "form", "namespace": "urn:forms", "attribute": True}
BOOK = {
    "type": "object",
    "properties": {
        "title": TEXT,
        "pages": WHOLE,
        "price": {"type": "number"},
        "lent": {"type": "boolean"},
        "form": {"type": "string", "xml": FORM},
        "author": {"type": "array", "items": TEXT},
        "copies": {"type": "array", "items": {**WHOLE, "xml": {"name": "copy"}}, "xml": {"wrapped": True}},
        "note": {"type": ["string", "null"]},
    },
    "required": ["title"],
    "additionalProperties": False,
    "xml": {"name": "book"},
}


def read(inside: str, schema: dict[str, Any] = BOOK, root: str = "book") -> Any:
    """A document with a title and more."""
    return in_xml.value(f"<{root}><title>Emma</title>{inside}</{root}>".encode(), schema)


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        ("", {}),
        ("<pages>512</pages><price>9.5</price><lent>false</lent>", {"pages": 512, "price": 9.5, "lent": False}),
        ("<author>one</author><author>two</author>", {"author": ["one", "two"]}),
        ("<copies><copy>1</copy><copy>2</copy></copies>", {"copies": [1, 2]}),
        ("<copies/>", {"copies": []}),
        (f"<note {NIL}/>", {"note": None}),
        ("<note/>", {"note": ""}),
    ],
)
def test_what_is_described_is_read(inside: str, found: dict[str, Any]) -> None:
    """By its types, collections and null."""
    assert read(inside) == {"title": "Emma", **found}
    assert Draft202012Validator(BOOK).is_valid(read(inside))


def test_an_attribute_is_a_member() -> None:
    """By its namespace and name."""
    document = b'<book xmlns:f="urn:forms" f:form="paper"><title>Emma</title></book>'
    assert in_xml.value(document, BOOK) == {"title": "Emma", "form": "paper"}


@pytest.mark.parametrize(
    "inside",
    [
        "<pages>many</pages>",
        "<pages>1.0</pages>",
        "<pages/>",
        "<pages>1</pages><pages>2</pages>",
        "<pages><one/></pages>",
        "<lent>True</lent>",
        "<title>Emma</title>",
        "<other/>",
        "words",
        "<copies><copy>1</copy><other/></copies>",
        "<copies><copy>one</copy></copies>",
        "<copies other='1'/>",
        "<copies>words</copies>",
        "<copies/><copies/>",
        "<title other='1'>Emma</title>",
        f"<pages {NIL}/>",
    ],
)
def test_what_is_not_described_is_refused(inside: str) -> None:
    """As the value that was read does not fit."""
    assert not Draft202012Validator(BOOK).is_valid(read(inside))


def test_of_several_forms_that_one_is_read_which_fits() -> None:
    """By the root, then by what is in it."""
    short = {"type": "object", "properties": {"title": TEXT}, "additionalProperties": False, "xml": {"name": "book"}}
    either = {"anyOf": [short, BOOK, {"type": "object", "xml": {"name": "shelf"}}]}
    assert in_xml.roots(either) == ["book", "book", "shelf"]
    assert read("<pages>1</pages>", either) == {"title": "Emma", "pages": 1}
    assert read("<pages>1</pages>", either, "shelf") == {"title": "Emma", "pages": "1"}


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_replies_in_xml_fit_their_schema(name: str) -> None:
    """Every document that a description shows."""
    for path, item in openapi(app(name), "1.0")["paths"].items():
        for operation in item.values():
            for response in operation["responses"].values():
                for media, content in response.get("content", {}).items():
                    if media.startswith("application/xml"):
                        for example, said in content["examples"].items():
                            value = in_xml.value(said["value"].encode(), content["schema"])
                            assert Draft202012Validator(content["schema"]).is_valid(value), (path, example, value)
