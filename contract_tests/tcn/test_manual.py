"""Manual dial groups: agents dial the newest list by hand, in group 5501; Ann and Ben are ready."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import DEMO, ask, file, post, upload
from contract_tests.tcn.dialing import seconds, world_at
from contract_tests.tcn.lines import KEY, MANUAL, agents, calls, recordings, status, until

ANN, BEN, FAY = 3001, 3002, 3006
TALKS, BUSY, AWAY, MACHINE = "8015550100", "8015550101", "8015550102", "8015550103"
RING, TALK, WRAP_UP = 6, 60, 10
STATUS = "RemoteManualDialGroupStatusList"
DAY = 24 * 3600


def listed(site: Site, *numbers: str, **header: str) -> None:
    """Upload a list that is not scheduled: the newest of the account."""
    data = "".join(f"Person,{place},{number}\n" for place, number in enumerate(numbers))
    options: dict[str, Any] = {"schedule_template_number": None, "duplicate_handle": "Allow", **header}
    assert upload(site, file(data=data, **options)) == (200, "Contact Group saved.")


def dialled(site: Site, number: str, span: float) -> dict[str, Any]:
    """One call to a number, so many seconds after an agent has dialled it."""
    listed(site, number)
    until(site, MANUAL, 1)
    site.advance(span)
    (call,) = calls(site, MANUAL)
    return call


def test_an_agent_dials_and_talks(tcn: Site) -> None:
    """2120 AGT, a minute at two cents; the agent who has been ready longest is on call, wraps up, and is ready."""
    listed(tcn, TALKS)
    until(tcn, MANUAL, 1)
    seen = [agents(tcn, ANN, BEN)]
    for span in (RING + TALK - 1, 1, WRAP_UP):
        tcn.advance(span)
        seen.append(agents(tcn, ANN, BEN))
    assert seen == [["on call", "ready"], ["on call", "ready"], ["wrap-up", "ready"], ["ready", "ready"]]
    (call,) = calls(tcn, MANUAL)
    assert (call["number"], call["caller_id"], call["agent_sid"]) == (TALKS, "4355550100", ANN)
    assert (call["result_code"], call["linkback_seconds"], seconds(call)) == (2120, TALK, RING + TALK)
    assert (call["linkback_cost"], call["delivery_cost"], call["delivery_seconds"]) == (0.02, 0.0, 0)
    assert (call["talk_seconds"], call["hold_seconds"], call["wrap_up_seconds"]) == (TALK, 0, WRAP_UP)
    assert call["contact_id"] == 8


def test_the_group_is_billed_when_a_call_ends(tcn: Site) -> None:
    """On top of what it has cost before."""
    listed(tcn, TALKS)
    until(tcn, MANUAL, 1)
    assert status(tcn, STATUS, 5501) == ["5501", "6200", "0.03", "1.5"]
    tcn.advance(RING + TALK)
    assert status(tcn, STATUS, 5501) == ["5501", "6200", "0.05", "2.5"]


def test_the_talk_is_recorded(tcn: Site) -> None:
    """And can be had with the group's linkback recordings; what was paused is missing."""
    listed(tcn, TALKS)
    until(tcn, MANUAL, 1)
    tcn.advance(RING + TALK - 20)
    post(tcn, "AgentRecordingCtrl", **KEY, function="pause", agentSid=ANN)
    tcn.advance(20)
    assert [row["seconds"] for row in recordings(tcn, MANUAL, "linkback")] == [TALK - 20]
    reply = post(tcn, "RemoteManualDialRecordingsList", **DEMO, groupSid=5501, recordingType="linkback")
    with ZipFile(BytesIO(reply.content)) as archive:
        assert len(archive.namelist()) == 2


def test_on_a_machine_the_agent_leaves_a_voice_mail(tcn: Site) -> None:
    """3100 MAD: after the greeting of 10 seconds, a message of 20, which is billed and recorded."""
    call = dialled(tcn, MACHINE, 20 + 10 + 20)
    assert (call["result_code"], call["last_element"], seconds(call)) == (3100, "Voice mail", 50)
    assert (call["delivery_seconds"], call["delivery_cost"], call["linkback_seconds"]) == (20, 0.008, 0)
    reply = post(tcn, "RemoteManualDialRecordingsList", **DEMO, groupSid=5501, recordingType="voiceMail")
    with ZipFile(BytesIO(reply.content)) as archive:
        assert [name.split("_")[:2] for name in archive.namelist()] == [["5501", str(call["call_id"])]]


@pytest.mark.parametrize(
    ("number", "result", "span", "talk"),
    [
        (BUSY, 5000, 2, 0),
        (AWAY, 6000, 25, 0),
        ("8015550104", 4000, 11, 0),
        ("8015550105", 7400, 1, 0),
        ("8015550106", 8200, 1, 0),
        ("8015550107", 2200, 7, 1),
        ("8015550108", 2120, 21, 15),
    ],
)
def test_the_reserved_numbers_do_what_they_do(tcn: Site, number: str, result: int, span: int, talk: int) -> None:
    """Busy, no answer, fax, disconnected, busy circuits, hung up, the wrong person."""
    call = dialled(tcn, number, span)
    assert (call["result_code"], seconds(call), call["linkback_seconds"]) == (result, span, talk)
    assert call["disposition"] == {15: "Not home", 1: "Promise to pay"}.get(talk, "")
    assert agents(tcn, ANN) == ["wrap-up"]


def test_the_third_attempt_at_a_number_is_answered(tcn: Site) -> None:
    """As that number has it; the attempts of all groups count."""
    listed(tcn, "8015550109")
    for _ in range(3):
        until(tcn, MANUAL, len(calls(tcn, MANUAL)) + 1)
        tcn.advance(120)
    assert [row["result_code"] for row in calls(tcn, MANUAL)] == [6000, 6000, 2120]


@pytest.mark.parametrize(("number", "result"), [("8015550199", 9300), ("9995550100", 7210), ("55501", 9500)])
def test_some_numbers_are_not_dialled(tcn: Site, number: str, result: int) -> None:
    """On the do-not-call list, in no area, too short: the agent stays ready, and nothing is billed."""
    call = dialled(tcn, number, 0)
    assert (call["result_code"], call["status"], seconds(call), call["agent_sid"]) == (result, 3300, 0, 0)
    assert agents(tcn, ANN, BEN) == ["ready", "ready"]
    assert status(tcn, STATUS, 5501)[2] == "0.03"


def test_cell_phones_are_dialled_by_hand(tcn: Site) -> None:
    """Where broadcasts scrub them: that is what dialling by hand is for."""
    assert dialled(tcn, "8015561234", 0)["status"] == 3200


def test_all_contacts_of_the_list_have_their_turns(tcn: Site) -> None:
    """By chance; and only those of the newest list."""
    numbers = {f"80155501{place}" for place in range(10, 30)}
    listed(tcn, *sorted(numbers))
    tcn.patch("manual_groups", 5501, app="tcn", calls_per_hour=60)
    tcn.advance(8 * 3600)
    assert {row["number"] for row in calls(tcn, MANUAL)} == numbers


def test_a_group_may_have_a_list_of_its_own(tcn: Site) -> None:
    """Which is then dialled, whatever is uploaded later."""
    listed(tcn, TALKS)
    tcn.patch("manual_groups", 5501, app="tcn", contact_group_sid=804)
    listed(tcn, BUSY)
    assert until(tcn, MANUAL, 1)[0]["number"] == TALKS
    tcn.patch("manual_groups", 5501, app="tcn", contact_group_sid=0)
    assert until(tcn, MANUAL, 2)[1]["number"] == BUSY


def test_without_a_list_agents_dial_strangers(tcn: Site) -> None:
    """And where a contact has no number; the numbers are reserved for fiction."""
    tcn.put("contact_groups", 900, app="tcn", client_sid=1001)
    (call,) = until(tcn, MANUAL, 1)
    assert (call["contact_id"], call["number"][3:8]) == (0, "55501")
    listed(tcn, "")
    assert until(tcn, MANUAL, 2)[1]["contact_id"] == 0


def test_where_nobody_is_ready_nobody_dials(tcn: Site) -> None:
    """Ready again, an agent does."""
    listed(tcn, TALKS)
    for sid in (ANN, BEN):
        tcn.patch("agents", sid, app="tcn", state="paused")
    tcn.patch("manual_groups", 5501, app="tcn", calls_per_hour=600)
    tcn.advance(600)
    assert calls(tcn, MANUAL) == []
    tcn.patch("agents", ANN, app="tcn", state="ready")
    tcn.advance(600)
    assert len(calls(tcn, MANUAL)) > 5


@pytest.mark.parametrize(("number", "open_at"), [("2125550100", 13), ("8085550110", 18)])
def test_nobody_is_dialled_at_night(tcn: Site, number: str, open_at: int) -> None:
    """From 8 AM where the number is: 13:00 UTC in New York, 18:00 in Honolulu."""
    site = world_at(tcn, "2026-01-06T11:00:00Z")
    listed(site, number)
    site.patch("manual_groups", 5501, app="tcn", calls_per_hour=600)
    site.advance((open_at - 11) * 3600 - 1)
    assert calls(site, MANUAL) == []
    site.advance(600)
    assert calls(site, MANUAL)


def test_agents_dial_for_their_own_account(tcn: Site) -> None:
    """Fay dials Acme's list, and Ann and Ben do not."""
    (call,) = until(tcn, ("manual", 5502), 1)
    assert (call["client_sid"], call["agent_sid"], call["number"], call["contact_id"]) == (1002, FAY, TALKS, 7)
    assert agents(tcn, ANN, BEN) == ["ready", "ready"]


def test_a_paused_group_dials_nobody(tcn: Site) -> None:
    """6210, which only a change by hand leads to; calls under way go on."""
    listed(tcn, TALKS)
    until(tcn, MANUAL, 1)
    tcn.patch("manual_groups", 5501, app="tcn", calls_per_hour=600, status=6210)
    tcn.advance(600)
    assert [row["result_code"] for row in calls(tcn, MANUAL)] == [2120]
    tcn.patch("manual_groups", 5501, app="tcn", status=6200)
    tcn.advance(600)
    assert len(calls(tcn, MANUAL)) > 5


def test_a_group_ends_when_its_time_is_over(tcn: Site) -> None:
    """6310 Cancelled - Timeout, then 6410 and 6510; the last call is on the bill."""
    listed(tcn, TALKS)
    tcn.patch("manual_groups", 5501, app="tcn", calls_per_hour=600, end_time="2026-01-05T17:30:00Z")
    tcn.advance(1800)
    so_far = len(calls(tcn, MANUAL))
    seen = [status(tcn, STATUS, 5501)[1]]
    for span in (3600, 23 * 3600):
        tcn.advance(span)
        seen.append(status(tcn, STATUS, 5501)[1])
    assert seen == ["6310", "6410", "6510"]
    assert len(calls(tcn, MANUAL)) == so_far > 10
    assert status(tcn, STATUS, 5501)[2] == f"{0.03 + 0.02 * so_far:.4f}".rstrip("0")


def test_a_new_group_is_prepared_and_then_dials(tcn: Site) -> None:
    """6000, 6100, 6200 on the clock."""
    listed(tcn, TALKS)
    moments = {"created": "2026-01-05T17:00:00Z", "start_time": "2026-01-05T17:10:00Z"}
    tcn.put("manual_groups", 5510, app="tcn", client_sid=1001, calls_per_hour=600, **moments)
    seen = []
    for span in (0, 2, 597, 1, 60):
        tcn.advance(span)
        seen.append((int(status(tcn, STATUS, 5510)[1]), len(calls(tcn, ("manual", 5510))) > 0))
    assert seen == [(6000, False), (6100, False), (6100, False), (6200, False), (6200, True)]


def test_the_reports_tell_of_the_calls(tcn: Site) -> None:
    """The manual dial report has them all, the as-of report those that ended since; so does the number's activity."""
    listed(tcn, TALKS)
    until(tcn, MANUAL, 1)
    _, text = ask(tcn, "FtpManualDialReportAsOfServlet", templateNumber=4, groupSid=5501, startId=700009)
    assert len(text.splitlines()) == 1
    tcn.advance(RING + TALK)
    _, text = ask(tcn, "FtpManualDialReportAsOfServlet", templateNumber=4, groupSid=5501, startId=700009)
    (line,) = text.splitlines()[1:]
    assert line.startswith(f"700010,5501,{TALKS},2026-01-05 09:")
    assert line.endswith(",Answered Linkcall Agent Talk,Ann,Archer,60,0.02")
    _, text = ask(tcn, "FtpManualDialReportServlet", templateNumber=4, groupSid=5501)
    assert [row.split(",")[0] for row in text.splitlines()[1:]] == ["700008", "700009", "700010"]
    _, text = ask(tcn, "RemoteNumberActivityList", dialed_number=TALKS, days_of_history=1)
    assert [row.split(",")[:3] for row in text.splitlines()[1:]] == [["700010", "manual", "5501"]]


def test_after_a_day_of_ordinary_numbers_the_books_balance(tcn: Site) -> None:
    """Everything is billed, every talk and every message on a machine is recorded."""
    listed(tcn, *(f"801{2000000 + 7919 * place}" for place in range(100)))
    tcn.patch("manual_groups", 5501, app="tcn", calls_per_hour=60)
    tcn.advance(8 * 3600)
    tcn.patch("manual_groups", 5501, app="tcn", calls_per_hour=0)
    tcn.advance(3600)
    made, row = calls(tcn, MANUAL), tcn.row("manual_groups", 5501, app="tcn")
    assert {call["status"] for call in made} == {3300}
    assert row["cost"] - 0.03 == pytest.approx(sum(call["delivery_cost"] + call["linkback_cost"] for call in made))
    spoken = {call["call_id"]: call["linkback_seconds"] for call in made if call["linkback_seconds"]}
    assert spoken == {row["call_id"]: row["seconds"] for row in recordings(tcn, MANUAL, "linkback")}
    left = {call["call_id"]: call["delivery_seconds"] for call in made if call["result_code"] == 3100}
    assert left == {row["call_id"]: row["seconds"] for row in recordings(tcn, MANUAL, "voiceMail")}
    assert {2120, 2200, 3000, 3100, 5000, 6000} <= {call["result_code"] for call in made}
    assert len(made) > 150


def test_rows_that_vanish_meanwhile_do_no_harm(tcn: Site) -> None:
    """The agent, and the group."""
    listed(tcn, TALKS)
    until(tcn, MANUAL, 1)
    for path in (f"agents/{ANN}", "manual_groups/5501"):
        tcn.control.delete(f"worlds/{tcn.world}/state/tcn/{path}").raise_for_status()
    tcn.advance(3600)
    assert [row["result_code"] for row in calls(tcn, MANUAL)] == [2120]
