"""Every row of the guide's return tables that is not met by a fault alone: what leads to it, asked of a fresh world."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.succeeding import DEMO, RIGHT
from contract_tests.tcn.triggers import STRAYS, TRIGGERS, Sent

TRANSCRIPT = Path(__file__).parents[2] / "fixtures" / "tcn" / "replies.tsv"
KINDS = {
    "csv": "text/csv;charset=UTF-8",
    "json": "application/json",
    "html": "text/html;charset=UTF-8",
    "zip": "application/zip",
    "wav": "audio/x-wav",
}
GAP = re.compile(r"\{\w+\}")
BOUNDARY = "----boundary"


class Row(NamedTuple):
    """A printed reply, and its place in its section's table."""

    section: str
    place: str
    status: int
    text: str


def printed() -> dict[tuple[str, str], Row]:
    """The rows of the transcript that something other than a fault leads to."""
    lines = [line for line in TRANSCRIPT.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    rows = {}
    for section, _, status, text, places, reach in (line.split("\t") for line in lines[1:]):
        for place in places.split(",") if reach != "fault" else ():
            rows[section, place] = Row(section, place, int(status), text)
    return rows


ROWS = printed()


def empty_dncl(site: Site) -> None:
    """No number is on a do-not-call list."""
    for path in ("RemoteDNCLPurge", "RemoteInboundDNCLPurge"):
        site.client.post(f"{site.url}/backoffice/{path}", data=DEMO).raise_for_status()


def no_service(site: Site) -> None:
    """The account has no callback service."""
    site.patch("accounts", 1001, app="tcn", callbacks_service_id=None)


def scheduled(table: str, sid: int) -> Callable[[Site], None]:
    """The group is scheduled for later."""

    def prepare(site: Site) -> None:
        site.patch(f"{table}_groups", sid, app="tcn", status=5100, start_time="2026-01-06T17:00:00Z")

    return prepare


PREPARED: dict[tuple[str, str], Callable[[Site], None]] = {
    ("24", "4"): empty_dncl,
    ("25", "4"): empty_dncl,
    ("41", "2"): no_service,
    ("42", "2"): no_service,
    ("51", "5"): scheduled("sms", 990),
    ("58", "5"): scheduled("email", 998530),
}


CASES = [(section, row) for section, rows in TRIGGERS.items() for row in rows]


def test_every_printed_row_is_here() -> None:
    """But those that only a fault leads to."""
    assert {*CASES, *STRAYS} == set(ROWS)


def ask(site: Site, section: str, changes: Sent) -> httpx.Response:
    """Send the request of a section with these changes."""
    path, right = RIGHT[section]
    url = f"{site.url}/{'agentlogin' if section == '4' else 'backoffice'}/{path}"
    if "everything else" in changes:
        secrets = [name for name in right if name.rpartition(".")[2].lower() in ("username", "password")]
        sent = {**{name: right[name] for name in secrets}, "data": "", **changes}
    else:
        sent = {**right, **changes}
    found = {name: value for name, value in sent.items() if value is not None}
    if "login.password" in right:
        return post_file(site, url, found)
    if "file" in found:
        files = {"file": ("list.csv", found.pop("file"), "text/csv")}
        return site.client.post(url, data=found, files=files)
    return site.client.post(url, data=found)


def post_file(site: Site, url: str, sent: dict[str, str]) -> httpx.Response:
    """Upload a file with this header and data, or what `body` says in its place."""
    data, kind, line = sent.pop("data"), sent.pop("body", "whole"), sent.pop("lines", "")
    head = "".join(f"{key}={value}\n" for key, value in sent.items()) + line + ("\n" if line else "")
    text = head + ("" if kind == "no marker" else "____DATA-START____\n") + data
    name, content = {"empty part": ("file", ""), "other part": ("other", text)}.get(kind, ("file", text))
    part = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="x"\r\n\r\n{content}\r\n'
    body = part + (f"--{BOUNDARY}--\r\n" if kind != "cut short" else "")
    header = "multipart/form-data" + (f"; boundary={BOUNDARY}" if kind != "no boundary" else "")
    if kind in ("form", "nothing"):
        return site.client.post(url, data=sent if kind == "form" else None)
    reply = site.client.post(url, content=body, headers={"content-type": header})
    if kind == "twice":
        return site.client.post(url, content=body, headers={"content-type": header})
    return reply


def says(reply: httpx.Response, row: Row) -> bool:
    """Whether a reply is the printed one."""
    kind, _, rest = row.text.strip("<>").partition(": ")
    media = reply.headers.get("content-type", "")
    if row.text == "<empty>":
        return reply.text == ""
    if not row.text.startswith("<"):
        # What stands in the gap of a longer text is sometimes what was not sent.
        pattern = re.sub(r"\\\{\w+\\\}", ".+" if GAP.fullmatch(row.text) else ".*", re.escape(row.text))
        text = "".join(json.loads(reply.text)["resultDetail"]) if media == KINDS["json"] else reply.text
        return re.fullmatch(pattern, text) is not None
    if kind == "csv" and rest and not reply.text.startswith(rest.replace(", ", ",") + "\n"):
        return False
    if kind == "json" and not all(f'"{name}"' in reply.text for name in re.findall(r"\w+", rest)):
        return False
    if kind == "html" and ("start page" in rest) != ("Signed in as" in reply.text):
        return False
    return bool(media == KINDS[kind])


def refusals(site: Site, row: Row, ways: Mapping[str, Sequence[Sent]]) -> list[tuple[str, Sent, int, str]]:
    """The requests that do not give that reply, each sent at the same moment of the same world."""
    url = f"worlds/{site.world}/snapshots/before"
    site.control.put(url).raise_for_status()
    wrong = []
    for section, sent in ways.items():
        for changes in sent:
            reply = ask(site, section, changes)
            if reply.status_code != row.status or not says(reply, row):
                wrong.append((section, changes, reply.status_code, reply.text[:200]))
            site.control.post(f"{url}/restore").raise_for_status()
    return wrong


@pytest.mark.parametrize(("section", "row"), CASES, ids=[f"section {section} row {row}" for section, row in CASES])
def test_a_printed_reply_is_given_for_whatever_leads_to_it(tcn: Site, section: str, row: str) -> None:
    """Without any fault."""
    if (section, row) in PREPARED:
        PREPARED[section, row](tcn)
    assert refusals(tcn, ROWS[section, row], {section: TRIGGERS[section][row]}) == []


@pytest.mark.parametrize("place", STRAYS, ids=[f"section {section} row {row}" for section, row in STRAYS])
def test_a_stray_reply_is_given_by_the_sections_it_belongs_to(tcn: Site, place: tuple[str, str]) -> None:
    """The guide prints it in a table of another."""
    assert refusals(tcn, ROWS[place], STRAYS[place]) == []
