"""The transcript of what the document and the public record say and the catalogue are compared in both directions."""

import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from contract_tests.conftest import Running

TRANSCRIPT = Path(__file__).parents[2] / "fixtures" / "cisco" / "replies.tsv"
BASE = "/unifiedconfig/config/"
ANY = "*"

# What is on record for other APIs of the vendor, whose items the Outbound API does not have.
ELSEWHERE = ("limitExceeded.*",)
# Errors that are told inside a success: what became of each item of a bulk operation.
WITHIN = ("operation.resourceErrors",)


class Row(NamedTuple):
    """A line of the transcript."""

    section: str
    endpoint: str
    status: int
    text: str
    basis: str


def transcript() -> list[Row]:
    """The lines that are no remarks."""
    lines = [line for line in TRANSCRIPT.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    rows = [line.split("\t") for line in lines[1:]]
    return [Row(section, endpoint, int(status), text, basis) for section, endpoint, status, text, basis in rows]


ROWS = transcript()


@pytest.fixture(scope="module")
def catalogue(handbook_server: Running) -> list[dict[str, Any]]:
    """The endpoints of the app."""
    endpoints: list[dict[str, Any]] = handbook_server.control.get("catalogue").json()["apps"]["cisco"]
    return endpoints


def address(endpoint: dict[str, Any]) -> str:
    """Method and path below the API's own, whatever its parts are called."""
    return re.sub(r"\{\w+\}", "{}", f"{endpoint['method']} {endpoint['path'].removeprefix(BASE)}")


def says(reply: dict[str, Any], row: Row) -> bool:
    """Whether a declared reply is the one of the transcript."""
    if reply["status"] != row.status:
        return False
    text = reply["text"]
    if row.text.startswith("<") or not row.text:
        return bool(text.startswith(row.text)) if row.text else (text == "" or row.status == 405)
    if row.section.endswith("API") and row.status == 200 and "," in row.text:
        return bool(text.startswith(row.text))
    kind, _, message = row.text.partition(": ")
    declared = re.fullmatch(r"<errorMessage>(.*)</errorMessage><errorType>(.*)</errorType>", text)
    if declared is None or declared[2] != kind:
        return False
    parts = re.split(r"\{\w+\}", declared[1])
    return not message or re.fullmatch(".+".join(map(re.escape, parts)), message) is not None


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.endpoint} {row.status} {row.text[:40]}")
def test_what_is_on_record_is_declared(catalogue: list[dict[str, Any]], row: Row) -> None:
    """By the endpoint of that address, or for what any operation may say by one at least."""
    if row.text in ELSEWHERE or row.text in WITHIN:
        return
    wanted = re.sub(r"\{\w+\}", "{}", row.endpoint)
    endpoints = [one for one in catalogue if row.endpoint == ANY or address(one) == wanted]
    replies = [reply for endpoint in endpoints for reply in endpoint["replies"] if says(reply, row)]
    assert replies, [(reply["id"], reply["status"], reply["text"]) for one in endpoints for reply in one["replies"]]
    if row.basis in ("guess", "doc-sister") and row.status >= 400:
        assert {reply["grade"] for reply in replies} == {"inferred"}


def test_what_is_declared_as_documented_or_observed_is_on_record(catalogue: list[dict[str, Any]]) -> None:
    """Everything else is inferred, and says why."""
    missing = []
    for endpoint in catalogue:
        mine = [
            row for row in ROWS if row.endpoint == ANY or re.sub(r"\{\w+\}", "{}", row.endpoint) == address(endpoint)
        ]
        for reply in endpoint["replies"]:
            if reply["grade"] != "inferred" and not any(says(reply, row) for row in mine):
                missing.append((address(endpoint), reply["id"], reply["status"], reply["text"]))
    assert not missing
