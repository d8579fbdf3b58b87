"""The transcript of the guide's return tables and the catalogue are compared in both directions."""

import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from contract_tests.conftest import Running

TRANSCRIPT = Path(__file__).parents[2] / "fixtures" / "tcn" / "replies.tsv"
GAP = re.compile(r"\{\w+\}")

# What the guide says in general, and not in a section's own table: how unknown paths and methods are answered.
GENERAL = ("tcn.UnknownPath", "tcn.OtherMethod")
# A row that is printed twice, once without its last character; the transcript lists it once.
PRINTED_TWICE = {"An error occurred while attempting to display Broadcast Template info"}
# Rows that stand in a section's table though nothing that it takes leads to them; those of section 5 belong to others,
# which declare them too.
STRAYS = {"5": range(17, 24), "53": range(16, 17), "60": range(16, 17)}


class Row(NamedTuple):
    """A line of the transcript."""

    section: str
    endpoint: str
    status: int
    text: str
    rows: str
    reach: str


def transcript() -> list[Row]:
    """The lines that are no remarks."""
    lines = [line for line in TRANSCRIPT.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    rows = [line.split("\t") for line in lines[1:]]
    return [Row(section, name, int(status), text, place, reach) for section, name, status, text, place, reach in rows]


ROWS = transcript()


@pytest.fixture(scope="module")
def catalogue(handbook_server: Running) -> list[dict[str, Any]]:
    """The endpoints of the app."""
    endpoints: list[dict[str, Any]] = handbook_server.control.get("catalogue").json()["apps"]["tcn"]
    return endpoints


def name(endpoint: dict[str, Any]) -> str:
    """The last part of an endpoint's path."""
    return str(endpoint["path"].rpartition("/")[2])


def shape(text: str) -> str:
    """A text with its gaps made equal."""
    return GAP.sub("{}", text)


def says(reply: dict[str, Any], row: Row) -> bool:
    """Whether a declared reply is the one of the transcript; of a body that is only described, the status decides."""
    if reply["status"] != row.status:
        return False
    text = reply["text"]
    if row.text == "<empty>":
        return bool(text == "")
    if row.text.startswith("<"):
        described = row.text.strip("<>").partition(": ")[2]
        return shape(text) == "{}" or text.startswith("<") or text == described
    # Some texts travel inside a JSON body, whose other members are no part of the printed row.
    return shape(row.text) == shape(text) or (text.startswith("{") and shape(row.text) in shape(text))


def is_stray(row: Row) -> bool:
    """Whether nothing that its section takes leads to a row."""
    return row.rows.isdigit() and int(row.rows) in STRAYS.get(row.section, ())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.section} {row.endpoint} {row.rows}")
def test_what_the_guide_prints_is_declared(catalogue: list[dict[str, Any]], row: Row) -> None:
    """By the endpoint of that path, and as met by a fault only where nothing else leads to it."""
    replies = [reply for endpoint in catalogue if name(endpoint) == row.endpoint for reply in endpoint["replies"]]
    said = [reply for reply in replies if says(reply, row)]
    assert said, [(reply["status"], reply["text"]) for reply in replies]
    assert any(reply["grade"] == "documented" for reply in said)
    if row.reach == "input" and not is_stray(row):
        assert any(reply["reach"] != "fault" for reply in said), said


def test_what_is_declared_as_documented_is_printed(catalogue: list[dict[str, Any]]) -> None:
    """Under the endpoint's own sections, or among the strays of section 5; all else is inferred and says why."""
    unprinted = []
    strays = [row for row in ROWS if is_stray(row)]
    for endpoint in catalogue:
        if endpoint["id"] in GENERAL:
            continue
        mine = [row for row in ROWS if row.endpoint == name(endpoint)]
        assert mine, endpoint["id"]
        for reply in endpoint["replies"]:
            printed = any(says(reply, row) for row in [*mine, *strays]) or reply["text"] in PRINTED_TWICE
            if reply["grade"] == "documented" and not printed:
                unprinted.append((reply["id"], reply["status"], reply["text"]))
    assert not unprinted
