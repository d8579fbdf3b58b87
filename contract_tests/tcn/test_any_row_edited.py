"""Rows of a busy world may be removed, emptied or overstated by hand: time goes on, and all requests are answered."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from contract_tests.conftest import Running, Site
from contract_tests.tcn.busy import ask_everything, set_up

TABLES = (
    *("settings", "accounts", "logins", "sessions", "partner_keys", "campaign_links", "import_templates"),
    *("broadcast_templates", "report_templates", "sms_templates", "email_templates", "schedule_rules"),
    *("contact_groups", "contacts", "dncl", "inbound_dncl", "task_groups", "task_records", "inbound_groups"),
    *("manual_groups", "calls", "recordings", "sms_groups", "email_groups", "sms_messages", "email_messages"),
    *("source_numbers", "from_addresses", "hunt_groups", "agent_skills", "agents", "callbacks"),
    "integration_messages",
)
NOW = 120
# What each kind of value is made, in turn.
EMPTY: dict[str, Any] = {"integer": 0, "number": 0, "string": "", "boolean": False, "date-time": "1970-01-01T00:00:00Z"}
MUCH: dict[str, Any] = {
    "integer": 10**17,
    "number": 1e308,
    "string": "é\u0000\n\"',|" * 99,
    "boolean": True,
    "date-time": "2999-01-01T00:00:00Z",
}
LITTLE: dict[str, Any] = {**EMPTY, "integer": -1, "number": -1.5, "string": "8015550100", "boolean": True}


@pytest.fixture(scope="module")
def busy(handbook_server: Running) -> Iterator[str]:
    """The name of a world in which much is going on, of which others are made."""
    handbook_server.control.put("worlds/tcn-busy", json={}).raise_for_status()
    site = handbook_server.site("tcn-busy")
    set_up(site)
    site.advance(5)
    assert {reply.status_code for reply in ask_everything(site)} <= {200, 400}
    site.advance(NOW)
    yield "tcn-busy"
    handbook_server.control.delete("worlds/tcn-busy")


def described(site: Site) -> dict[str, dict[str, Any]]:
    """The tables by their names."""
    answer = site.control.get(f"worlds/{site.world}/state/tcn")
    return {table["name"]: table for table in answer.json()["tables"]}


def test_every_table_is_here(tcn: Site) -> None:
    """All that the control plane shows."""
    assert set(described(tcn)) == set(TABLES)


def one(site: Site, table: str) -> dict[str, Any]:
    """The last row; of calls and records such a one as is under way."""
    rows = site.rows(table, app="tcn")
    return ([row for row in rows if row.get("status") in (2200, 3200)] or rows)[-1]


def changed(table: dict[str, Any], row: dict[str, Any], values: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Edits of a row: each of its fields by itself, then all together, made one of these values."""
    kinds = {field["name"]: field["type"].split(" | ")[0] for field in table["fields"]}
    edits = {name: values[kind] for name, kind in kinds.items() if kind in values and name not in table["key"]}
    yield from ({name: value} for name, value in edits.items())
    yield edits


def pass_time(site: Site) -> None:
    """Advance the clock, some of it in small steps; no moment ends in a defect."""
    for seconds in (1, 60, 1800):
        site.advance(seconds)


def answers(site: Site) -> None:
    """Whatever is asked is answered by a declared reply."""
    replies = ask_everything(site)
    assert {reply.status_code for reply in replies} <= {200, 400}
    assert all(reply.headers["ringback-reply"].startswith("tcn.") for reply in replies)


@pytest.mark.parametrize("name", TABLES)
def test_rows_of_a_table_may_be_edited_at_any_moment(handbook_server: Running, busy: str, name: str) -> None:
    """Removed; and each field in turn, then all at once, made nothing, little or far too much."""
    site = handbook_server.site(f"tcn-edited-{name}")
    site.control.put(f"worlds/{site.world}", json={"from": busy}).raise_for_status()
    table, row = described(site)[name], one(site, name)
    url = f"worlds/{site.world}/state/tcn/{name}/" + ",".join(quote(str(row[key]), safe="") for key in table["key"])
    for values in (EMPTY, LITTLE, MUCH):
        for edit in changed(table, row, values):
            # A table refuses what its fields do not take; a session that is over is removed by the next one.
            assert site.control.patch(url, json=edit).status_code in (200, 400, 404), edit
        pass_time(site)
    answers(site)
    assert site.control.put(url, json=row).status_code in (200, 201)
    site.control.delete(url).raise_for_status()
    pass_time(site)
    answers(site)
    site.control.delete(f"worlds/{site.world}")
