"""The demo account: three broadcasts, agents in shifts, people who ring, and two weeks behind it all.

The world is of a seed that is not made beforehand, so that it is made by what is tested.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from contract_tests.conftest import Running, Site
from contract_tests.tcn.calling import ACME, DEMO, ask, post
from contract_tests.tcn.lines import KEY
from ringback.serve.settings import ClockSetting, Settings

SEED = 2
REMINDER, OFFER, LEADS = 998547, 998548, 998549
INBOUND, MANUAL = 4404, 5503
# The lists of the three broadcasts.
LISTS = (804, 805, 806)
DAYS = {f"2025-12-{day}" for day in range(23, 32)} | {f"2026-01-{day:02}" for day in range(1, 5)}


def _demo(server: Running, name: str, seed: int = SEED) -> Iterator[Site]:
    site = server.site(name)
    site.control.put(f"worlds/{name}", json={"scenario": "demo", "seed": seed}).raise_for_status()
    yield site
    site.control.delete(f"worlds/{name}")


@pytest.fixture(scope="module")
def demo(handbook_server: Running) -> Iterator[Site]:
    """A demo world, which no test changes."""
    yield from _demo(handbook_server, "tcn-demo")


def report(site: Site, path: str, **data: object) -> list[dict[str, str]]:
    """The lines of a report."""
    status, text = ask(site, path, **data)
    assert status == 200, text
    return list(csv.DictReader(StringIO(text)))


def status(site: Site, path: str, sid: int) -> dict[str, str]:
    """What a status list says of a group."""
    name = "taskSid" if "Broadcast" in path else "groupSid"
    (line,) = report(site, path, **{name: sid, "extended": "true"})
    return line


def test_there_are_three_broadcasts_at_different_stages(demo: Site) -> None:
    """One is over and exported; one dials; one, of the drip kind, waits for more leads."""
    seen = report(demo, "RemoteBroadcastStatusList", taskSid=f"{REMINDER},{OFFER},{LEADS}")
    assert [line["Status Code"] for line in seen] == ["1500", "1200", "1200"]
    rows = [demo.row("task_groups", sid, app="tcn") for sid in (REMINDER, OFFER, LEADS)]
    assert [row["drip"] for row in rows] == [False, False, True]
    assert [row["remaining"] > 20 for row in rows] == [False, True, False]
    assert rows[1]["in_use"] == 3
    assert {row["description"] for row in rows} == {"Year-end reminder", "Winter offer", "New leads"}


def test_there_are_five_hundred_contacts_with_names_and_fictional_numbers(demo: Site) -> None:
    """Each with a number of its own, which forces no outcome."""
    rows = [row for row in demo.rows("contacts", app="tcn") if row["contact_group_sid"] in LISTS]
    assert len(rows) == len({row["numbers"][0] for row in rows}) == 500
    for row in rows:
        first, last, number, email, *_ = row["values"]
        assert (row["numbers"], email) == ([number], f"{first}.{last}@example.com".lower())
        assert (number[3:8], int(number[8:]) >= 10) == ("55501", True)
    assert len({tuple(row["values"][:2]) for row in rows}) > 450


@pytest.mark.parametrize("sid", [REMINDER, OFFER, LEADS])
def test_the_reports_of_a_broadcast_agree_with_its_status(demo: Site, sid: int) -> None:
    """Costs and minutes are the sums of the calls; the records' last calls are among them."""
    line = status(demo, "RemoteBroadcastStatusList", sid)
    calls = report(demo, "FtpReportServlet", templateNumber=1, taskSid=sid)
    assert sum(float(call["Total Cost"]) for call in calls) == pytest.approx(float(line["Cost"]))
    assert float(line["Billed Minutes"]) * 0.02 == pytest.approx(float(line["Cost"]))
    records = report(demo, "FtpReportServlet", templateNumber=2, taskSid=sid)
    assert len(records) == demo.row("task_groups", sid, app="tcn")["records"] > 100
    last = {call["Record ID"]: call["Result"] for call in calls if call["Result"] != "Pending"}
    ended = {row["record_id"] for row in demo.rows("task_records", app="tcn") if row["status"] == 2300}
    over = [row for row in records if int(row["Record ID"]) in ended]
    assert [row["Result"] for row in over] == [last[row["Record ID"]] for row in over]
    assert all(row["First Name"] for row in records)


def test_the_as_of_reports_tell_of_the_same_calls(demo: Site) -> None:
    """What has ended from the first id on; of the broadcast that is over that is all."""
    whole = ask(demo, "FtpReportServlet", templateNumber=1, taskSid=REMINDER)
    assert ask(demo, "FtpReportAsOfServlet", templateNumber=1, taskSid=REMINDER) == whole
    whole = ask(demo, "FtpInboundReportServlet", templateNumber=3, groupSid=INBOUND)
    since = ask(demo, "FtpInboundReportAsOfServlet", templateNumber=3, groupSid=INBOUND)
    assert whole[1].startswith(since[1])
    assert len(since[1].splitlines()) > 150


def test_two_weeks_have_left_their_mark(demo: Site) -> None:
    """Calls on every day, of every kind, with most results of the appendix that a number can come to."""
    rows = [row for row in demo.rows("calls", app="tcn") if row["call_id"] >= 700010]
    assert {row["start_time"][:10] for row in rows} >= DAYS
    assert Counter(row["kind"] for row in rows).keys() == {"outbound", "inbound", "manual"}
    seen = {row["result_code"] for row in rows}
    assert {2000, 2110, 2120, 2200, 3000, 3100, 4000, 5000, 6000, 7400, 8200, 8300, 9300} <= seen
    assert {row["client_sid"] for row in rows} == {1001}


def test_calls_end_in_the_order_of_their_moments(demo: Site) -> None:
    """No call ends before it begins, none begins in the future, and only a few are under way."""
    now = demo.control.get(f"worlds/{demo.world}/clock").json()["now"]
    rows = [row for row in demo.rows("calls", app="tcn") if row["call_id"] >= 700010]
    for row in rows:
        assert row["start_time"] <= (row["ended"] or now) <= now
    assert 3 <= sum(row["status"] == 3200 for row in rows) < 10


@pytest.mark.parametrize(
    ("groups", "reports", "template", "sid"),
    [
        ("RemoteInboundGroupStatusList", "FtpInboundReportServlet", 3, INBOUND),
        ("RemoteManualDialGroupStatusList", "FtpManualDialReportServlet", 4, MANUAL),
    ],
)
def test_the_other_groups_agree_with_their_reports(
    demo: Site, groups: str, reports: str, template: int, sid: int
) -> None:
    """They run, with a hundred calls and more behind them; the bill is the sum of the calls."""
    line = status(demo, groups, sid)
    assert line["Status Code"] in ("5200", "6200")
    rows = [row for row in demo.rows("calls", app="tcn") if row["group_sid"] == sid]
    assert float(line["Cost"]) == pytest.approx(sum(row["delivery_cost"] + row["linkback_cost"] for row in rows))
    assert len(report(demo, reports, templateNumber=template, groupSid=sid)) == len(rows) > 100


def test_every_talk_is_recorded_and_can_be_downloaded(demo: Site) -> None:
    """Of broadcasts, callers and calls by hand; and there are voice mails."""
    for path, name, sid, kind in (
        ("RemoteBroadcastRecordingsList", "taskSid", LEADS, "outbound"),
        ("RemoteInboundRecordingsList", "groupSid", INBOUND, "inbound"),
        ("RemoteManualDialRecordingsList", "groupSid", MANUAL, "manual"),
    ):
        calls = [row for row in demo.rows("calls", app="tcn") if (row["kind"], row["group_sid"]) == (kind, sid)]
        talks = {str(row["call_id"]) for row in calls if row["status"] == 3300 and row["linkback_seconds"]}
        assert _recorded(demo, path, **{name: sid, "recordingType": "linkback"}) >= talks
        if kind != "outbound":
            assert _recorded(demo, path, **{name: sid, "recordingType": "voiceMail"})


def _recorded(site: Site, path: str, **data: object) -> set[str]:
    reply = post(site, path, **{**DEMO, **data})
    assert reply.status_code == 200, reply.text
    with ZipFile(BytesIO(reply.content)) as archive:
        return {name.split("_")[1] for name in archive.namelist()}


def test_the_activity_of_a_number_has_its_calls(demo: Site) -> None:
    """All of them, whoever made them."""
    rows = [row for row in demo.rows("calls", app="tcn") if row["kind"] != "inbound" and row["number"]]
    number, count = Counter(row["number"] for row in rows).most_common(1)[0]
    found = report(demo, "RemoteNumberActivityList", dialed_number=number)
    assert len(found) == count > 3


def test_a_dozen_agents_work_in_three_shifts(demo: Site) -> None:
    """Beside those of the handbook; the four of the morning are there, and each has talked."""
    rows = [row for row in demo.rows("agents", app="tcn") if row["web_login"].startswith("agent")]
    assert len(rows) == 12
    assert Counter(row["shift_start"] for row in rows) == {0: 4, 8: 4, 16: 4}
    assert all((row["state"] != "logged out") == (row["shift_start"] == 8) for row in rows)
    counts = post(demo, "AgentSummary", **KEY).json()["resultDetail"]
    assert counts["totalLoggedInAgents"] == 4 + 3
    talked = Counter(row["agent_sid"] for row in demo.rows("calls", app="tcn") if row["linkback_seconds"])
    assert all(talked[row["agent_sid"]] > 5 for row in rows)
    assert len(ask(demo, "RemoteAgentList")[1].splitlines()) >= 12


def test_nobody_talks_to_two_at_a_time(demo: Site) -> None:
    """The calls of an agent who is on call: exactly the one that the agent's row names."""
    at_hand = {row["call_id"] for row in demo.rows("agents", app="tcn") if row["state"] == "on call"}
    lasting = [row for row in demo.rows("calls", app="tcn") if row["status"] == 3200 and row["agent_sid"]]
    assert {row["call_id"] for row in lasting} == at_hand


def test_there_are_callbacks_made_and_to_be_made(demo: Site) -> None:
    """Those whose time has come are closed; the report has them with their names."""
    rows = [row for row in demo.rows("callbacks", app="tcn") if row["callback_sid"] > 3]
    assert Counter(row["status"] for row in rows) == {"CLOSED": 11, "READY": 3}
    span = {"startDate": "2025/12/22 00:00", "endDate": "2026/01/20 00:00"}
    found = report(demo, "FtpScheduledCallbackReportServlet", templateNumber=8, **span)
    assert len(found) == 14 + 2
    assert all(line["Name"] for line in found)


def test_messages_have_been_sent_to_the_first_list(demo: Site) -> None:
    """By SMS, except to those who must not be called, and by e-mail."""
    for app, sid in (("sms", 992), ("email", 998547)):
        row = demo.row(f"{app}_groups", sid, app="tcn")
        assert (row["status"], row["messages"], row["remaining"]) == (5500, 167, 0)
        sent = Counter(row["status"] for row in demo.rows(f"{app}_messages", app="tcn") if row["group_sid"] == sid)
        assert sent["Delivered"] > 100
        assert sent.total() == 167
        assert ("DNC" in sent) == (app == "sms")
        assert row["cost"] == pytest.approx(0.01 * (sent["Delivered"] + sent["Failed"]))


def test_the_handbook_is_there_too(demo: Site) -> None:
    """Its groups are as they were, and the other account has nothing of all this."""
    assert status(demo, "RemoteBroadcastStatusList", 998545)["Cost"] == "0.046"
    assert status(demo, "RemoteInboundGroupStatusList", 4401) == {
        "Inbound Group ID": "4401",
        "Status Code": "5200",
        "Cost": "0.04",
        "Billed Minutes": "2",
    }
    refused = (400, "An error occurred while getting the Broadcast ID!")
    assert ask(demo, "RemoteBroadcastStatusList", **ACME, taskSid=REMINDER) == refused


def test_the_demo_goes_on_living(handbook_server: Running) -> None:
    """In the hours after its start people ring, agents dial, leads come up, shifts change, and the offer ends."""
    for site in _demo(handbook_server, "tcn-demo-alive"):
        kinds = {event["kind"] for event in site.advance(24 * 3600) if event["app"] == "tcn"}
        dialled = {"outbound call", "outbound talk", "outbound retry", "manual dial", "manual call", "callback call"}
        assert dialled | {"inbound caller", "inbound talk", "lead", "agent shift", "agent ready"} <= kinds
        seen = report(site, "RemoteBroadcastStatusList", taskSid=f"{OFFER},{LEADS}")
        assert [line["Status Code"] for line in seen] == ["1400", "1200"]


def test_the_demo_is_its_seed_s(handbook_server: Running) -> None:
    """Made twice of the same seed it is the same; of another, another."""
    told = []
    for name, seed in (("tcn-demo-once", SEED), ("tcn-demo-again", SEED), ("tcn-demo-other", SEED + 1)):
        for site in _demo(handbook_server, name, seed):
            told.append([site.rows(table, app="tcn") for table in ("contacts", "agents", "calls", "recordings")])
    assert told[0] == told[1]
    assert all(first != other for first, other in zip(told[0], told[2], strict=True))


@pytest.mark.parametrize(
    ("many", "names"),
    [(4, ["Year-end reminder", "Winter offer", "New leads", "Year-end reminder 2"]), (0, [])],
)
def test_a_scenario_says_how_much_there_is(tmp_path: Path, many: int, names: list[str]) -> None:
    """More broadcasts of the same three kinds, or none at all: even then people ring."""
    path = tmp_path / "own.yaml"
    sizes = f"{{broadcasts: {many}, agents: 2, records: 40, days: 2}}"
    path.write_text(f"extends: empty\nhistory_days: 2\ngenerate: {{tcn: {sizes}}}\n", encoding="utf-8")
    running = Running(Settings(scenario=str(path), clock=ClockSetting.of("frozen")))
    try:
        site = running.site("default")
        assert [row["description"] for row in site.rows("task_groups", app="tcn")] == names
        assert len(site.rows("contacts", app="tcn")) == (40 if many else 0)
        assert len(site.rows("agents", app="tcn")) == 2
        assert {row["kind"] for row in site.rows("calls", app="tcn")} >= {"inbound"}
    finally:
        running.stop()
