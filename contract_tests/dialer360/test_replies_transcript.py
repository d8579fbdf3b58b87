"""The transcript of the document's replies and the catalogue are compared in both directions."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NotRequired, Protocol, TypedDict

import httpx
import pytest

TRANSCRIPT = Path(__file__).resolve().parents[2] / "fixtures" / "dialer360" / "replies.tsv"
ANY = "dialer360.*"
PLACEHOLDER = re.compile(r"\{\w+\}")
MESSAGE = ("SUCCESS", "NOTICE", "ERROR")

# Exports that the document prints as csv, where the catalogue has the pipes of the default format.
PRINTED_AS_CSV = ("dialer360.in_group_status", "dialer360.agent_status", "dialer360.callid_info")

# The functions whose sections print replies, with the number of lines of each.
PRINTED = {
    "dialer360.*": 3,
    "dialer360.version": 1,
    "dialer360.sounds_list": 3,
    "dialer360.moh_list": 2,
    "dialer360.vm_list": 2,
    "dialer360.blind_monitor": 4,
    "dialer360.agent_ingroup_info": 2,
    "dialer360.recording_lookup": 5,
    "dialer360.did_log_export": 5,
    "dialer360.phone_number_log": 5,
    "dialer360.agent_stats_export": 6,
    "dialer360.user_group_status": 4,
    "dialer360.in_group_status": 4,
    "dialer360.agent_status": 8,
    "dialer360.callid_info": 8,
    "dialer360.lead_field_info": 6,
    "dialer360.update_log_entry": 6,
    "dialer360.add_lead": 28,
    "dialer360.update_lead": 25,
    "dialer360.add_user": 6,
    "dialer360.update_user": 27,
    "dialer360.add_group_alias": 4,
    "dialer360.add_phone": 4,
}


class Dialer(Protocol):
    """What of the `dialer360` fixture is needed here."""

    @property
    def control(self) -> httpx.Client: ...


class ReplyEntry(TypedDict):
    """A declared reply, as far as it is read here."""

    id: str
    status: int
    text: str
    grade: str


class EndpointEntry(TypedDict):
    """An endpoint of the catalogue, as far as it is read here."""

    id: str
    function: NotRequired[str]
    replies: list[ReplyEntry]


class CatalogueEntry(TypedDict):
    """The catalogue, as far as it is read here."""

    apps: dict[str, list[EndpointEntry]]


@dataclass(frozen=True)
class Row:
    """One printed reply line."""

    section: str
    endpoint: str
    status: int
    text: str

    @property
    def comparable(self) -> str:
        """The line with the separators of the catalogue."""
        if self.endpoint in PRINTED_AS_CSV and not self.text.startswith(MESSAGE):
            return self.text.replace(",", "|")
        return self.text

    def __str__(self) -> str:
        return f"{self.endpoint}  {self.status}  {self.text}"


@dataclass(frozen=True)
class Declared:
    """One reply of the catalogue, under the endpoint name that the transcript uses."""

    endpoint: str
    id: str
    status: int
    text: str
    grade: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The text with its placeholders open: a value never contains a pipe or a line end."""
        fixed = PLACEHOLDER.split(self.text.removesuffix("\n"))
        return re.compile(r"[^|\n]*".join(map(re.escape, fixed)))

    @property
    def bare(self) -> bool:
        """Whether the text is one placeholder and nothing else: it would match any message too."""
        return PLACEHOLDER.fullmatch(self.text.strip()) is not None

    def says(self, row: Row) -> bool:
        same_endpoint = row.endpoint in (self.endpoint, ANY)
        return same_endpoint and row.status == self.status and self.pattern.fullmatch(row.comparable) is not None

    def __str__(self) -> str:
        return f"{self.id}  {self.status}  {self.text}"


def rows_of_the_transcript() -> list[Row]:
    """The rows, without remarks and without the header line."""
    lines = TRANSCRIPT.read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert cells[0] == ["section", "endpoint", "status", "text"]
    return [Row(section, endpoint, int(status), text) for section, endpoint, status, text in cells[1:]]


def name_of(endpoint: EndpointEntry) -> str:
    """The name that the transcript has for an endpoint: by its function, where it has one."""
    return f"dialer360.{endpoint['function']}" if "function" in endpoint else endpoint["id"]


def replies_for(row: Row, declared: list[Declared]) -> list[Declared]:
    """The declared replies that the row is an example of; a bare placeholder counts when nothing else does."""
    saying = [reply for reply in declared if reply.says(row)]
    return [reply for reply in saying if not reply.bare] or [reply for reply in saying if row.endpoint != ANY]


@pytest.fixture
def declared(dialer360: Dialer) -> list[Declared]:
    """Every reply of every function, from the catalogue."""
    answer = dialer360.control.get("catalogue")
    answer.raise_for_status()
    catalogue: CatalogueEntry = answer.json()
    return [
        Declared(name_of(endpoint), reply["id"], reply["status"], reply["text"], reply["grade"])
        for endpoint in catalogue["apps"]["dialer360"]
        for reply in endpoint["replies"]
    ]


def test_the_transcript_has_every_printed_line_once() -> None:
    rows = rows_of_the_transcript()
    assert Counter(row.endpoint for row in rows) == PRINTED
    repeated = [row for row, times in Counter(rows).items() if times > 1]
    assert not repeated, "\n".join(map(str, repeated))


def test_the_transcript_has_values_and_no_placeholders() -> None:
    odd = [row for row in rows_of_the_transcript() if PLACEHOLDER.search(row.text) or row.text != row.text.strip()]
    assert not odd, "\n".join(map(str, odd))


def test_a_line_of_a_function_names_that_function() -> None:
    for row in rows_of_the_transcript():
        assert row.section == "New scripts" or re.match(r"[a-z_]+ - ", row.section), row
        if row.endpoint != ANY:
            assert row.section.startswith(row.endpoint.removeprefix("dialer360.") + " - "), row


def test_every_printed_reply_is_declared(declared: list[Declared]) -> None:
    missing = [row for row in rows_of_the_transcript() if not replies_for(row, declared)]
    listing = "\n".join(map(str, missing))
    assert not missing, f"{len(missing)} printed replies match no declared reply of their endpoint:\n{listing}"


def test_every_reply_graded_documented_is_printed(declared: list[Declared]) -> None:
    printed = {reply for row in rows_of_the_transcript() for reply in replies_for(row, declared)}
    extra = [reply for reply in declared if reply.grade == "documented" and reply not in printed]
    listing = "\n".join(map(str, extra))
    assert not extra, f"{len(extra)} replies are graded documented, but the document does not print them:\n{listing}"
