"""Inbound groups: who rings 4401, Service line, and what becomes of it; the agents Ann and Ben are ready."""

from collections import Counter
from io import BytesIO
from zipfile import ZipFile

import pytest

from contract_tests.conftest import Running, Site
from contract_tests.tcn.calling import DEMO, ask, post
from contract_tests.tcn.dialing import begin, moment, seconds
from contract_tests.tcn.dialing import calls as made_by
from contract_tests.tcn.lines import INBOUND, KEY, agents, calls, recordings, status, until

ANN, BEN, FAY = 3001, 3002, 3006
# With reserved numbers all is fixed: who talks for a minute, asks for the voice mail, hangs up, talks 15 seconds.
TALKS, SPEAKS, HANGS_UP, SHORT = "8015550100", "8015550103", "8015550107", "8015550108"
GREETING, TALK, WRAP_UP, PATIENCE, MESSAGE = 30, 60, 10, 30, 10
STATUS = "RemoteInboundGroupStatusList"
CONTROL = "RemoteInboundGroupControl"
DAY = 24 * 3600


def test_a_caller_hears_the_greeting_and_then_has_an_agent(tcn: Site) -> None:
    """2120 AGT: a greeting of half a minute and a talk of a minute, two cents for each minute."""
    until(tcn, INBOUND, 1, callers=[TALKS])
    seen = []
    for span in (GREETING - 1, 1, TALK, WRAP_UP):
        tcn.advance(span)
        seen.append(agents(tcn, ANN, BEN))
    assert seen == [["ready", "ready"], ["on call", "ready"], ["wrap-up", "ready"], ["ready", "ready"]]
    (call,) = calls(tcn, INBOUND)
    assert (call["number"], call["caller_id"], call["agent_sid"]) == ("8005550100", TALKS, ANN)
    assert (call["result_code"], call["last_element"], seconds(call)) == (2120, "Linkcall", GREETING + TALK)
    assert (call["delivery_seconds"], call["delivery_cost"]) == (GREETING, 0.01)
    assert (call["linkback_seconds"], call["linkback_cost"]) == (TALK, 0.02)
    assert (call["talk_seconds"], call["hold_seconds"], call["wrap_up_seconds"]) == (TALK, 0, WRAP_UP)


def test_the_group_is_billed_when_a_call_ends(tcn: Site) -> None:
    """On top of what it has cost before."""
    until(tcn, INBOUND, 1, callers=[TALKS])
    assert status(tcn, STATUS, 4401) == ["4401", "5200", "0.04", "2"]
    assert tcn.row("inbound_groups", 4401, app="tcn")["in_use"] == 1
    tcn.advance(GREETING + TALK)
    assert status(tcn, STATUS, 4401) == ["4401", "5200", "0.07", "3.5"]
    assert tcn.row("inbound_groups", 4401, app="tcn")["in_use"] == 0


def test_the_talk_is_recorded(tcn: Site) -> None:
    """From where the greeting ends; it is one of the linkback recordings of the group."""
    began = moment(until(tcn, INBOUND, 1, callers=[TALKS])[0]["start_time"])
    tcn.advance(GREETING + TALK)
    (recording,) = recordings(tcn, INBOUND, "linkback")
    assert recording["seconds"] == TALK
    assert (moment(recording["start_time"]) - began).total_seconds() == GREETING
    reply = post(tcn, "RemoteInboundRecordingsList", **DEMO, groupSid=4401, recordingType="linkback")
    with ZipFile(BytesIO(reply.content)) as archive:
        assert [name for name in archive.namelist() if "_700010_" in name]


def test_what_an_agent_does_not_want_recorded_is_missing(tcn: Site) -> None:
    """Paused for the last 20 seconds."""
    until(tcn, INBOUND, 1, callers=[TALKS])
    tcn.advance(GREETING + TALK - 20)
    post(tcn, "AgentRecordingCtrl", **KEY, function="pause", agentSid=ANN)
    tcn.advance(20)
    assert [row["seconds"] for row in recordings(tcn, INBOUND, "linkback")] == [TALK - 20]


def test_who_asks_for_the_voice_mail_leaves_a_recording(tcn: Site) -> None:
    """Though agents are ready. 2110 ALA; only the greeting is billed."""
    until(tcn, INBOUND, 1, callers=[SPEAKS])
    tcn.advance(GREETING + MESSAGE)
    (call,) = calls(tcn, INBOUND)
    assert (call["result_code"], call["last_element"], seconds(call)) == (2110, "Voice mail", GREETING + MESSAGE)
    assert (call["agent_sid"], call["delivery_cost"], call["linkback_cost"]) == (0, 0.01, 0.0)
    (recording,) = recordings(tcn, INBOUND, "voiceMail")
    assert (recording["call_id"], recording["seconds"]) == (call["call_id"], MESSAGE)
    key = {"hash": recording["hash"], "cs": call["call_id"], "cls": call["call_log_sid"], "type": "inbound"}
    assert post(tcn, "RetrieveRecordingFile", **key).headers["content-type"] == "audio/x-wav"


def test_who_hangs_up_in_the_greeting_has_heard_only_so_much(tcn: Site) -> None:
    """2200 ANH, after a second; six seconds are billed."""
    until(tcn, INBOUND, 1, callers=[HANGS_UP])
    tcn.advance(1)
    (call,) = calls(tcn, INBOUND)
    assert (call["result_code"], call["last_element"], seconds(call)) == (2200, "Greeting", 1)
    assert (call["delivery_seconds"], call["delivery_cost"]) == (1, 0.002)


def test_who_waits_in_vain_speaks_on_the_voice_mail(tcn: Site) -> None:
    """Both agents have somebody: the third caller gives up after half a minute."""
    until(tcn, INBOUND, 3, callers=[TALKS])
    tcn.advance(GREETING)
    assert agents(tcn, ANN, BEN) == ["on call", "on call"]
    assert calls(tcn, INBOUND)[2]["last_element"] == "Queue"
    tcn.advance(PATIENCE + MESSAGE)
    call = calls(tcn, INBOUND)[2]
    assert (call["result_code"], seconds(call)) == (2110, GREETING + PATIENCE + MESSAGE)
    assert [row["call_id"] for row in recordings(tcn, INBOUND, "voiceMail")] == [call["call_id"]]


def test_who_waits_gets_the_next_agent(tcn: Site) -> None:
    """Ann alone, with a short call and ten seconds of wrap-up before it."""
    tcn.patch("agents", BEN, app="tcn", state="paused")
    until(tcn, INBOUND, 2, callers=[SHORT, TALKS])
    tcn.advance(GREETING + 15 + WRAP_UP + TALK)
    first, second = calls(tcn, INBOUND)
    assert [first["result_code"], second["result_code"], second["agent_sid"]] == [2120, 2120, ANN]
    waited = (moment(second["ended"]) - moment(first["ended"])).total_seconds()
    assert waited == WRAP_UP + TALK
    assert (second["linkback_seconds"], second["last_element"]) == (TALK, "Linkcall")


def test_callers_and_those_who_are_called_wait_in_one_queue(tcn: Site) -> None:
    """Ann alone: a caller comes before whom a broadcast has reached later."""
    tcn.patch("agents", BEN, app="tcn", state="paused")
    until(tcn, INBOUND, 2, callers=[SHORT, TALKS])
    tcn.advance(5)
    sid = begin(tcn, TALKS, schedule_template_number="2")
    tcn.advance(GREETING + 15 + WRAP_UP)
    assert [row["agent_sid"] for row in calls(tcn, INBOUND)] == [ANN, ANN]
    assert made_by(tcn, sid)[0]["last_element"] == "Queue"


def test_without_anybody_logged_in_callers_get_the_voice_mail(tcn: Site) -> None:
    """Nobody waits for whom is not there."""
    for sid in (ANN, BEN, 3003):
        tcn.patch("agents", sid, app="tcn", state="logged out")
    until(tcn, INBOUND, 1, callers=[TALKS])
    tcn.advance(GREETING + MESSAGE)
    (call,) = calls(tcn, INBOUND)
    assert (call["result_code"], call["last_element"], seconds(call)) == (2110, "Voice mail", GREETING + MESSAGE)


def test_numbers_on_the_inbound_do_not_call_list_are_refused(tcn: Site) -> None:
    """8300 FRE, at once and at no cost; what has expired is let in."""
    until(tcn, INBOUND, 2, callers=["18015550195", "8015550194"])
    tcn.advance(1)
    refused, taken = calls(tcn, INBOUND)
    assert (refused["result_code"], refused["status"], seconds(refused)) == (8300, 3300, 0)
    assert (refused["delivery_cost"], refused["agent_sid"]) == (0.0, 0)
    assert (taken["status"], tcn.row("inbound_groups", 4401, app="tcn")["in_use"]) == (3200, 1)


def test_a_number_can_be_put_on_the_list_and_taken_off(tcn: Site) -> None:
    """By sections 33 and 31; the outbound list has no say."""
    assert ask(tcn, "RemoteDNCLAdd", dncl=TALKS)[0] == 200
    until(tcn, INBOUND, 1, callers=[TALKS])
    assert calls(tcn, INBOUND)[0]["status"] == 3200
    assert ask(tcn, "RemoteInboundDNCLAdd", dncl=TALKS)[0] == 200
    assert until(tcn, INBOUND, 2)[1]["result_code"] == 8300
    assert ask(tcn, "RemoteInboundDNCLPurgeNumbers", dncl_numbers=TALKS) == (200, f"{TALKS},Success\n")
    assert until(tcn, INBOUND, 3)[2]["status"] == 3200


def test_a_call_beyond_the_last_line_fails(tcn: Site) -> None:
    """8100 FNL; when the line is free again the next is taken."""
    until(tcn, INBOUND, 2, callers=[HANGS_UP, TALKS], inbound_lines=1)
    results = [row["result_code"] for row in until(tcn, INBOUND, 4, callers=[TALKS])]
    assert results[-1] == 8100
    tcn.advance(GREETING + TALK + 1)
    assert until(tcn, INBOUND, 5)[-1]["status"] == 3200


def test_nobody_rings_a_paused_group(tcn: Site) -> None:
    """Who has rung before is served to the end; played, the group goes on."""
    until(tcn, INBOUND, 1, callers=[TALKS])
    tcn.patch("inbound_groups", 4401, app="tcn", calls_per_hour=600)
    assert ask(tcn, CONTROL, action="pause", groupSid=4401) == (200, "4401")
    tcn.advance(600)
    assert [row["result_code"] for row in calls(tcn, INBOUND)] == [2120]
    assert ask(tcn, CONTROL, action="play", groupSid=4401) == (200, "4401")
    tcn.advance(600)
    assert len(calls(tcn, INBOUND)) > 20


def test_a_stopped_group_takes_no_calls_and_is_billed(tcn: Site) -> None:
    """5320, after an hour 5420, after a day 5520; the call that it had is on the bill."""
    until(tcn, INBOUND, 1, callers=[TALKS])
    tcn.patch("inbound_groups", 4401, app="tcn", calls_per_hour=600)
    assert ask(tcn, CONTROL, action="stop", groupSid=4401) == (200, "4401")
    seen = [status(tcn, STATUS, 4401)[1:]]
    for span in (3600, 23 * 3600):
        tcn.advance(span)
        seen.append(status(tcn, STATUS, 4401)[1:])
    assert seen == [["5320", "0.04", "2"], ["5420", "0.07", "3.5"], ["5520", "0.07", "3.5"]]
    assert len(calls(tcn, INBOUND)) == 1


def test_a_group_ends_when_its_time_is_over(tcn: Site) -> None:
    """5310 Cancelled - Timeout."""
    tcn.patch("inbound_groups", 4401, app="tcn", calls_per_hour=600, end_time="2026-01-05T17:30:00Z")
    tcn.advance(1800)
    so_far = len(calls(tcn, INBOUND))
    assert so_far > 50
    tcn.advance(900)
    assert (status(tcn, STATUS, 4401)[1], len(calls(tcn, INBOUND))) == ("5310", so_far)
    assert {row["status"] for row in calls(tcn, INBOUND)} == {3300}


def test_a_new_group_is_prepared_and_then_rung(tcn: Site) -> None:
    """5000, 5100, 5200 on the clock; nobody rings before it starts."""
    tcn.put(
        "inbound_groups",
        4410,
        app="tcn",
        client_sid=1001,
        number="8005550103",
        calls_per_hour=600,
        created="2026-01-05T17:00:00Z",
        start_time="2026-01-05T17:10:00Z",
    )
    seen = []
    for span in (0, 2, 597, 1, 60):
        tcn.advance(span)
        seen.append((int(status(tcn, STATUS, 4410)[1]), len(calls(tcn, ("inbound", 4410))) > 0))
    assert seen == [(5000, False), (5100, False), (5100, False), (5200, False), (5200, True)]


def test_as_many_ring_as_are_to(tcn: Site) -> None:
    """Twelve an hour, give or take; strangers, with numbers that are reserved for fiction and have no outcome."""
    tcn.patch("inbound_groups", 4401, app="tcn", calls_per_hour=12)
    tcn.advance(2 * DAY)
    made = calls(tcn, INBOUND)
    assert 500 < len(made) < 660
    assert all(row["caller_id"][3:8] == "55501" and int(row["caller_id"][8:]) >= 10 for row in made)
    assert len({row["caller_id"] for row in made}) > 300


def test_after_two_days_the_books_balance(tcn: Site) -> None:
    """Everything is billed, every talk is recorded, and callers do all that callers do."""
    tcn.patch("inbound_groups", 4401, app="tcn", calls_per_hour=30)
    tcn.advance(DAY)
    tcn.patch("inbound_groups", 4401, app="tcn", calls_per_hour=0)
    tcn.advance(DAY)
    made, row = calls(tcn, INBOUND), tcn.row("inbound_groups", 4401, app="tcn")
    assert row["in_use"] == 0
    assert {call["status"] for call in made} == {3300}
    assert row["cost"] - 0.04 == pytest.approx(sum(call["delivery_cost"] + call["linkback_cost"] for call in made))
    talks = {call["call_id"]: call["linkback_seconds"] for call in made if call["result_code"] == 2120}
    assert talks == {row["call_id"]: row["seconds"] for row in recordings(tcn, INBOUND, "linkback")}
    ends = Counter((call["result_code"], call["last_element"]) for call in made)
    assert {(2120, "Linkcall"), (2110, "Queue"), (2110, "Voice mail"), (2200, "Greeting")} <= set(ends)
    assert ends[2110, "Voice mail"] == len(recordings(tcn, INBOUND, "voiceMail"))


def test_the_same_people_ring_in_every_world_of_a_seed(handbook_server: Running) -> None:
    """At the same moments, and stay as long; in another seed's world others do."""
    told = []
    for name, seed in (("tcn-rung", 1), ("tcn-rung-again", 1), ("tcn-rung-otherwise", 2)):
        site = handbook_server.site(name)
        site.control.put(f"worlds/{name}", json={"seed": seed}).raise_for_status()
        site.patch("inbound_groups", 4401, app="tcn", calls_per_hour=30)
        site.advance(7200)
        told.append(calls(site, INBOUND))
        site.control.delete(f"worlds/{name}")
    assert told[0] == told[1] != told[2]


def test_the_reports_tell_of_the_calls(tcn: Site) -> None:
    """The inbound report has them all, the as-of report those that ended since; so does the number's activity."""
    until(tcn, INBOUND, 1, callers=[TALKS])
    _, text = ask(tcn, "FtpInboundReportAsOfServlet", templateNumber=3, groupSid=4401, startId=700007)
    assert len(text.splitlines()) == 1
    tcn.advance(GREETING + TALK)
    _, text = ask(tcn, "FtpInboundReportAsOfServlet", templateNumber=3, groupSid=4401, startId=700007)
    (line,) = text.splitlines()[1:]
    assert line.startswith(f"700010,4401,{TALKS},8005550100,2026-01-05 09:")
    assert line.endswith(",Answered Linkcall Agent Talk,0.01,90")
    _, text = ask(tcn, "FtpInboundReportServlet", templateNumber=3, groupSid=4401)
    assert [row.split(",")[0] for row in text.splitlines()[1:]] == ["700006", "700007", "700010"]
    _, text = ask(tcn, "RemoteNumberActivityList", dialed_number="8005550100", caller_id=TALKS)
    assert [row.split(",")[:3] for row in text.splitlines()[1:]] == [
        ["700006", "inbound", "4401"],
        ["700010", "inbound", "4401"],
    ]


def test_callers_of_the_other_account_get_its_own_agent(tcn: Site) -> None:
    """Fay takes Acme's calls, and no other."""
    until(tcn, ("inbound", 4403), 2, callers=[TALKS])
    tcn.advance(GREETING)
    assert agents(tcn, ANN, BEN, FAY) == ["ready", "ready", "on call"]


def test_rows_that_vanish_meanwhile_do_no_harm(tcn: Site) -> None:
    """The agent who talks, a caller's row, and in the end the group itself."""
    until(tcn, INBOUND, 3, callers=[TALKS])
    tcn.advance(GREETING)
    for path in (f"agents/{ANN}", "calls/700012"):
        tcn.control.delete(f"worlds/{tcn.world}/state/tcn/{path}").raise_for_status()
    tcn.advance(TALK)
    assert [row["result_code"] for row in calls(tcn, INBOUND)] == [2120, 2120]
    until(tcn, INBOUND, 3)
    tcn.control.delete(f"worlds/{tcn.world}/state/tcn/inbound_groups/4401").raise_for_status()
    tcn.advance(3600)
    assert {row["status"] for row in calls(tcn, INBOUND)} == {3300}


@pytest.mark.parametrize("rate", [-1, 0, 1e-300, 1e300])
def test_any_rate_will_do(tcn: Site, rate: float) -> None:
    """None is none; however often they ring, no two do in the same second."""
    tcn.patch("inbound_groups", 4401, app="tcn", calls_per_hour=rate)
    tcn.advance(50)
    assert len(calls(tcn, INBOUND)) == (50 if rate > 1 else 0)
