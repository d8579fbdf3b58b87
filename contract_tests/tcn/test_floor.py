"""The floor of a TCN system: it agrees with the status lists and the reports of the accounts."""

import csv
from collections import Counter
from io import StringIO
from typing import Any

import pytest

from contract_tests.conftest import Site
from contract_tests.glance import came_to, campaign, room
from contract_tests.tcn.calling import ask, post
from contract_tests.tcn.dialing import PREPARED, begin, group
from contract_tests.tcn.lines import INBOUND, MANUAL, until
from contract_tests.tcn.messaging import texts

EVERY_KIND = tuple(f"80155501{ending:02}" for ending in range(9))
PLAIN = tuple(f"80155501{line}" for line in range(10, 60))
# Appendix A, by what a result amounts to.
RESULTS = {
    "Answered": "answered",
    "Answered Linkcall": "answered",
    "Answered Linkcall Agent Talk": "answered",
    "Answered Linkcall Abandoned": "abandoned",
    "Answered Hangup": "abandoned",
    "Machine": "machine",
    "Machine Delivered": "machine",
    "Machine Hangup": "machine",
    "Machine Undeliverable": "machine",
    "No Answer": "no answer",
    "Busy": "busy",
    "Fax": "failed",
    "Invalid Disconnected": "failed",
    "Failed Busy Circuits": "failed",
}


def seen(site: Site) -> dict[str, Any]:
    """The floor of the system."""
    return room(site, "tcn")


def shown(site: Site, table: str, sid: int) -> dict[str, Any]:
    """What the floor has of a group."""
    (found,) = [one for one in seen(site)["campaigns"] if one["row"] == {"table": table, "key": sid}]
    one: dict[str, Any] = found
    return one


def report(site: Site, path: str, **data: object) -> list[dict[str, str]]:
    """The lines of a report or a list."""
    status, text = ask(site, path, **data)
    assert status == 200, text
    return list(csv.DictReader(StringIO(text)))


@pytest.mark.parametrize("template", ["1", "2"])
def test_endings_agree_with_the_report_of_the_broadcast(tcn: Site, template: str) -> None:
    """With and without agents, while it dials and when it is over."""
    before = Counter(came_to(seen(tcn)))
    sid = begin(tcn, *EVERY_KIND, *PLAIN, schedule_template_number=template)
    for span in (PREPARED, 20, 40, 60, 300, 1800, 7200):
        tcn.advance(span)
        calls = report(tcn, "FtpReportServlet", templateNumber=1, taskSid=sid)
        told = Counter(RESULTS[call["Result"]] for call in calls if call["Result"] != "Pending")
        assert Counter(came_to(seen(tcn))) - before == told
    assert told.keys() >= {"answered", "no answer", "machine", "busy", "failed"}


def test_progress_agrees_with_the_records_and_the_state_with_the_status_list(tcn: Site) -> None:
    """Code, word, lines and records at every moment."""
    sid = begin(tcn, *EVERY_KIND, *PLAIN)
    words = []
    for span in (0, PREPARED, 30, 30, 60, 3600, 3600, 86_400):
        tcn.advance(span)
        now, row = shown(tcn, "task_groups", sid), group(tcn, sid)
        (line,) = report(tcn, "RemoteBroadcastStatusList", taskSid=sid, extended="true")
        lines = sum(call["status"] == 3200 and call["group_sid"] == sid for call in tcn.rows("calls", app="tcn"))
        assert now["note"] == f"{line['Status Code']}, {lines} of {line['Outbound Lines']} lines"
        ended = [row for row in tcn.rows("task_records", app="tcn") if (row["task_sid"], row["status"]) == (sid, 2300)]
        assert (now["done"], now["total"]) == (len(ended), row["records"]) == (59 - row["remaining"], 59)
        words.append((now["state"], now["tone"]))
    assert list(dict.fromkeys(words)) == [
        ("Preparing", "ready"),
        ("Running", "live"),
        ("Completed", "over"),
        ("Completed / Billing Complete", "over"),
        ("Completed / Billing Complete (plus admin use)", "over"),
    ]


@pytest.mark.parametrize(
    ("status", "state", "tone"),
    [
        (1100, "Scheduled", "ready"),
        (1210, "Paused", "held"),
        (1220, "Waiting", "ready"),
        (1310, "Completed - Timeout", "over"),
        (1320, "User Canceled", "over"),
        (1410, "Completed – Timeout Billing Complete", "over"),
    ],
)
def test_a_broadcast_is_in_the_state_that_the_guide_names(tcn: Site, status: int, state: str, tone: str) -> None:
    """Section 18's table."""
    hours = {"client_sid": 1001, "name": "Small hours", "windows": [{"start": 0, "end": 60}]}
    tcn.put("schedule_rules", 99, "tcn", **hours)
    times = {"start_time": "2026-02-01T00:00:00Z"} if status == 1100 else {"schedule_rule": "Small hours"}
    tcn.put("task_groups", 7001, "tcn", client_sid=1001, description="B", status=status, drip=True, **times)
    now = campaign(seen(tcn), "B")
    assert (now["state"], now["tone"]) == (state, tone)


def test_a_broadcast_that_is_paused_by_its_user_is_held(tcn: Site) -> None:
    """Section 21; no line is in use once the calls are over."""
    sid = begin(tcn, *PLAIN)
    tcn.advance(10)
    assert shown(tcn, "task_groups", sid)["tone"] == "live"
    assert ask(tcn, "RemoteBroadcastControl", taskSid=sid, action="pause")[0] == 200
    tcn.advance(600)
    now = shown(tcn, "task_groups", sid)
    assert (now["state"], now["tone"], now["note"]) == ("Paused", "held", "1210, 0 of 10 lines")


def test_calls_and_agents_are_those_of_the_rows(tcn: Site) -> None:
    """An agent who has a call is shown with it, and with the broadcast it is of."""
    begin(tcn, EVERY_KIND[0], schedule_template_number="2", description="Offer")
    tcn.advance(PREPARED)
    (call,) = seen(tcn)["calls"]
    said = [call[name] for name in ("number", "state", "tone", "since", "agent", "campaign")]
    assert said == [EVERY_KIND[0], "Pending", "ready", "2026-01-05T17:00:02Z", "", "Offer"]
    tcn.advance(36)
    now = seen(tcn)
    (call,) = now["calls"]
    said = [call[name] for name in ("state", "tone", "since", "agent", "campaign")]
    assert said == ["Linkcall", "live", "2026-01-05T17:00:38Z", "Ann Archer", "Offer"]
    assert [agent["name"] for agent in now["agents"] if agent["campaign"] == "Offer"] == ["Ann Archer"]
    for agent in now["agents"]:
        row = tcn.row("agents", agent["row"]["key"], app="tcn")
        assert agent["state"] == row["state"]
    tones = [agent["tone"] for agent in now["agents"]]
    assert tones == sorted(tones, key=lambda tone: tone == "over")
    tcn.advance(60)
    assert seen(tcn)["calls"] == []
    assert [agent["state"] for agent in seen(tcn)["agents"] if agent["name"] == "Ann Archer"] == ["wrap-up"]


def test_a_call_that_waits_for_an_agent_is_held(tcn: Site) -> None:
    """Two agents, three customers."""
    begin(tcn, "8015550100", "3055550100", "2125550100", schedule_template_number="2")
    tcn.advance(PREPARED + 37)
    assert sorted((call["state"], call["tone"]) for call in seen(tcn)["calls"]) == [
        ("Linkcall", "live"),
        ("Linkcall", "live"),
        ("Queue", "held"),
    ]
    tcn.advance(40)
    assert came_to(seen(tcn))["abandoned"] == 1


@pytest.mark.parametrize(
    ("kind", "path"),
    [(INBOUND, "RemoteInboundGroupStatusList"), (MANUAL, "RemoteManualDialGroupStatusList")],
)
def test_inbound_and_manual_groups_have_calls_but_nothing_to_get_done(
    tcn: Site, kind: tuple[str, int], path: str
) -> None:
    """Their calls are counted; the far end of one that came in is the caller."""
    made = until(tcn, kind, 3)
    table, sid = f"{kind[0]}_groups", kind[1]
    now = shown(tcn, table, sid)
    (line,) = report(tcn, path, groupSid=sid)
    lines = [call for call in made if call["status"] == 3200]
    # The handbook has two calls of each.
    assert now["note"].startswith(f"{line['Status Code']}, {len(made) + 2} calls")
    assert (now["done"], now["total"], now["state"]) == (0, 0, "Running")
    far = "caller_id" if kind == INBOUND else "number"
    assert {call["number"] for call in seen(tcn)["calls"]} == {call[far] for call in lines}


def test_messages_are_counted_as_they_go(tcn: Site) -> None:
    """A group of ten texts at one a minute."""
    sid = texts(tcn, *PLAIN[:10], messages_per_minute="1")
    tcn.advance(PREPARED + 180)
    now = shown(tcn, "sms_groups", sid)
    assert (now["done"], now["total"], now["note"], now["tone"]) == (4, 10, "5200, 1 a minute", "live")
    tcn.advance(86_400)
    now = shown(tcn, "sms_groups", sid)
    assert (now["done"], now["total"], now["tone"]) == (10, 10, "over")


def test_of_groups_that_have_ended_the_last_dozen_is_shown(tcn: Site) -> None:
    """Whatever their kind; those that have not ended come first, paused ones after the others."""
    for number in range(20):
        ended = f"2026-01-05T{number // 2:02}:{number % 2 * 30:02}:00Z"
        table, base = ("task_groups", 1500) if number % 2 else ("email_groups", 5500)
        tcn.put(table, 7000 + number, "tcn", client_sid=1001, description=f"G{number}", status=base, ended=ended)
    tcn.put("task_groups", 7100, "tcn", client_sid=1001, description="Paused", status=1210, drip=True)
    tcn.put(
        "task_groups", 7101, "tcn", client_sid=1001, description="Later", status=1100, start_time="2026-02-01T00:00:00Z"
    )
    found = seen(tcn)["campaigns"]
    over = [one["name"] for one in found if one["tone"] == "over"]
    assert over == [one["name"] for one in found[-12:]] == [f"G{number}" for number in range(19, 7, -1)]
    assert {"Paused", "Later"} <= {one["name"] for one in found[:-12]}
    assert found[-13]["name"] == "Paused"


def test_what_was_not_dialled_did_not_end(tcn: Site) -> None:
    """A number on the do-not-call list, and one that is none."""
    before = came_to(seen(tcn))
    assert post(tcn, "RemoteDNCLAdd", username="demo", password="demo", dncl=EVERY_KIND[0]).status_code == 200
    sid = begin(tcn, EVERY_KIND[0], "801555")
    tcn.advance(60)
    now = shown(tcn, "task_groups", sid)
    assert (now["done"], now["total"], came_to(seen(tcn))) == (2, 2, before)
