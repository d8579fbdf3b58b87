"""Broadcasts that join whom they reach to an agent: template 2, with the account's agents Ann and Ben ready."""

from itertools import pairwise
from typing import Any

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import post
from contract_tests.tcn.dialing import begin, calls, group, made, moment, results, seconds, status

ANN, BEN, CLEO = 3001, 3002, 3003
# The reserved numbers that talk for 60 seconds, and for 15. Both ring for 6, then hear the message of 30.
TALKS, NOT_HOME = "8015550100", "8015550108"
AT_THE_AGENT = 2 + 6 + 30


def agents(site: Site) -> list[str]:
    """What Ann and Ben do."""
    return [site.row("agents", sid, app="tcn")["state"] for sid in (ANN, BEN)]


def recordings(site: Site, sid: int) -> list[dict[str, Any]]:
    """The recordings of a broadcast."""
    return [row for row in site.rows("recordings", app="tcn") if row["group_sid"] == sid]


def test_an_agent_goes_through_the_states_of_a_call(tcn: Site) -> None:
    """Ready, on call once the message is heard, ten seconds of wrap-up, ready again; the longest ready is taken."""
    begin(tcn, TALKS, schedule_template_number="2")
    seen = []
    for span in (AT_THE_AGENT - 1, 1, 60, 10):
        tcn.advance(span)
        seen.append(agents(tcn))
    assert seen == [["ready", "ready"], ["on call", "ready"], ["wrap-up", "ready"], ["ready", "ready"]]


def test_the_call_at_hand_is_the_agent_s(tcn: Site) -> None:
    """As long as it lasts."""
    sid = begin(tcn, TALKS, schedule_template_number="2")
    tcn.advance(AT_THE_AGENT)
    assert tcn.row("agents", ANN, app="tcn")["call_id"] == calls(tcn, sid)[0]["call_id"]
    tcn.advance(60)
    assert tcn.row("agents", ANN, app="tcn")["call_id"] == 0


def test_a_talk_is_billed_apart_from_the_message(tcn: Site) -> None:
    """2120 AGT: Answered Linkcall Agent Talk. Half a minute and a minute at two cents each."""
    sid = begin(tcn, TALKS, schedule_template_number="2")
    tcn.advance(AT_THE_AGENT + 60)
    call = calls(tcn, sid)[0]
    assert (call["result_code"], seconds(call), call["last_element"]) == (2120, 96, "Linkcall")
    assert (call["delivery_seconds"], call["delivery_cost"]) == (30, 0.01)
    assert (call["linkback_seconds"], call["linkback_cost"]) == (60, 0.02)
    assert (call["agent_sid"], call["talk_seconds"], call["hold_seconds"], call["wrap_up_seconds"]) == (ANN, 60, 0, 10)
    assert (group(tcn, sid)["cost"], group(tcn, sid)["billed_minutes"]) == (0.03, 1.5)


def test_the_talk_is_recorded(tcn: Site) -> None:
    """From the moment the agent has it; the recording is found by its hash."""
    sid = begin(tcn, TALKS, schedule_template_number="2")
    tcn.advance(AT_THE_AGENT + 59)
    assert recordings(tcn, sid) == []
    tcn.advance(1)
    call, recording = calls(tcn, sid)[0], recordings(tcn, sid)[0]
    assert (recording["call_id"], recording["call_log_sid"]) == (call["call_id"], call["call_log_sid"])
    assert (recording["recording_type"], recording["seconds"]) == ("linkback", 60)
    assert recording["start_time"] == "2026-01-05T17:00:38Z"
    assert len(recording["hash"]) == 16
    assert int(recording["hash"], 16)


def test_nothing_is_recorded_where_the_template_does_not_ask_for_it(tcn: Site) -> None:
    """Nor is a machine, nor anybody who was not reached."""
    sid = begin(tcn, "8015550103", "8015550101", "8015550107", schedule_template_number="2")
    tcn.control.patch(f"worlds/{tcn.world}/state/tcn/broadcast_templates/1001,2", json={"record_calls": False})
    other = begin(tcn, TALKS, schedule_template_number="2")
    tcn.advance(120)
    assert made(tcn, other, "result_code") == [2120]
    assert recordings(tcn, sid) + recordings(tcn, other) == []


def control(site: Site, function: str) -> None:
    """Control the recording of Ann's call."""
    key = {"apiKey": "11111111-2222-3333-4444-555555555555", "clientSid": "1001"}
    reply = post(site, "AgentRecordingCtrl", **key, function=function, agentSid=ANN)
    assert reply.status_code == 200


def test_what_is_said_while_the_recording_is_paused_is_missing_from_it(tcn: Site) -> None:
    """Paused after 10 seconds, resumed after 25, paused again 50 seconds into the talk of 60."""
    sid = begin(tcn, TALKS, schedule_template_number="2")
    tcn.advance(AT_THE_AGENT + 10)
    for function, span in (("pause", 15), ("resume", 25), ("pause", 10)):
        control(tcn, function)
        tcn.advance(span)
    assert [(row["seconds"], row["start_time"]) for row in recordings(tcn, sid)] == [(35, "2026-01-05T17:00:38Z")]
    assert calls(tcn, sid)[0]["linkback_seconds"] == 60


def test_a_call_whose_recording_was_paused_throughout_leaves_none(tcn: Site) -> None:
    """The talk is billed all the same."""
    sid = begin(tcn, TALKS, schedule_template_number="2")
    tcn.advance(AT_THE_AGENT)
    control(tcn, "pause")
    tcn.advance(60)
    assert (recordings(tcn, sid), calls(tcn, sid)[0]["linkback_cost"]) == ([], 0.02)


def test_the_wrong_person_talks_to_the_agent_too(tcn: Site) -> None:
    """Not for long, and the agent says so."""
    sid = begin(tcn, NOT_HOME, schedule_template_number="2")
    tcn.advance(AT_THE_AGENT + 15)
    call = calls(tcn, sid)[0]
    assert (call["result_code"], call["linkback_seconds"], call["disposition"]) == (2120, 15, "Not home")


def test_who_finds_no_agent_waits_and_then_hangs_up(tcn: Site) -> None:
    """Three calls for two agents: 2110 ALA, Answered Linkcall Abandoned, after half a minute in the queue."""
    sid = begin(tcn, TALKS, TALKS, TALKS, schedule_template_number="2")
    tcn.advance(AT_THE_AGENT)
    assert (agents(tcn), group(tcn, sid)["in_use"]) == (["on call", "on call"], 3)
    tcn.advance(30)
    call = calls(tcn, sid)[2]
    assert (call["result_code"], seconds(call), call["last_element"]) == (2110, 66, "Queue")
    assert (call["agent_sid"], call["delivery_seconds"], call["linkback_seconds"]) == (0, 30, 0)
    tcn.advance(60)
    assert (results(tcn, sid), status(tcn, sid)) == ([2120, 2120, 2110], 1300)


def test_who_waits_is_the_next_to_be_joined(tcn: Site) -> None:
    """Only Ann works, and her first call is short: after the wrap-up she has the second."""
    tcn.patch("agents", BEN, app="tcn", state="paused")
    sid = begin(tcn, NOT_HOME, TALKS, schedule_template_number="2")
    tcn.advance(AT_THE_AGENT + 15 + 10)
    assert agents(tcn) == ["on call", "paused"]
    tcn.advance(60)
    call = calls(tcn, sid)[1]
    assert (call["result_code"], call["agent_sid"], seconds(call)) == (2120, ANN, 6 + 30 + 25 + 60)
    assert (call["linkback_seconds"], call["last_element"]) == (60, "Linkcall")


def test_an_agent_who_comes_back_takes_who_waits(tcn: Site) -> None:
    """Cleo ends her pause while the third call waits."""
    sid = begin(tcn, TALKS, TALKS, TALKS, schedule_template_number="2")
    tcn.advance(AT_THE_AGENT + 10)
    tcn.patch("agents", CLEO, app="tcn", state="ready")
    tcn.advance(60)
    assert (results(tcn, sid), made(tcn, sid, "agent_sid")) == ([2120] * 3, [ANN, BEN, CLEO])


def test_without_anybody_logged_in_there_is_no_talk(tcn: Site) -> None:
    """2100 ANL: Answered Linkcall. The message is all there is, and nobody waits."""
    for sid in (ANN, BEN, CLEO):
        tcn.patch("agents", sid, app="tcn", state="logged out")
    sid = begin(tcn, TALKS, schedule_template_number="2")
    tcn.advance(AT_THE_AGENT)
    call = calls(tcn, sid)[0]
    assert (call["result_code"], seconds(call), call["delivery_seconds"]) == (2100, 36, 30)


def test_the_inbound_lines_lead_to_the_agents(tcn: Site) -> None:
    """With one of them, the second call ends with the message though Ben is ready."""
    tcn.control.patch(f"worlds/{tcn.world}/state/tcn/broadcast_templates/1001,2", json={"inbound_lines": 1})
    sid = begin(tcn, TALKS, TALKS, schedule_template_number="2")
    tcn.advance(AT_THE_AGENT + 60)
    assert (results(tcn, sid), made(tcn, sid, "agent_sid")) == ([2120, 2100], [ANN, 0])


def test_the_lines_of_another_broadcast_are_its_own(tcn: Site) -> None:
    """One inbound line each, two broadcasts, two talks."""
    tcn.control.patch(f"worlds/{tcn.world}/state/tcn/broadcast_templates/1001,2", json={"inbound_lines": 1})
    first = begin(tcn, TALKS, schedule_template_number="2")
    second = begin(tcn, TALKS, schedule_template_number="2", sha_digest_override="true")
    tcn.advance(AT_THE_AGENT + 60)
    assert results(tcn, first) + results(tcn, second) == [2120, 2120]


def test_agents_work_for_their_own_account(tcn: Site) -> None:
    """While Ann and Ben are busy, the agent of the other account takes none of their calls."""
    begin(tcn, TALKS, TALKS, TALKS, schedule_template_number="2")
    tcn.advance(AT_THE_AGENT)
    assert tcn.row("agents", 3006, app="tcn")["state"] == "ready"


def test_an_agent_who_was_logged_out_by_hand_stays_so(tcn: Site) -> None:
    """The call goes on to its end; the agent is not made ready again."""
    sid = begin(tcn, TALKS, schedule_template_number="2")
    tcn.advance(AT_THE_AGENT)
    tcn.patch("agents", ANN, app="tcn", state="logged out")
    tcn.advance(60 + 10)
    assert (agents(tcn)[0], results(tcn, sid)) == ("logged out", [2120])
    assert tcn.row("agents", ANN, app="tcn")["call_id"] == 0


def test_a_machine_gets_the_message_and_no_agent(tcn: Site) -> None:
    """3100 MAD: Machine Delivered."""
    sid = begin(tcn, "8015550103", schedule_template_number="2")
    tcn.advance(120)
    assert (results(tcn, sid), agents(tcn)) == ([3100], ["ready", "ready"])


def test_after_a_day_of_ordinary_numbers_the_books_balance(tcn: Site) -> None:
    """Every call has ended, costs and recordings are those of the calls, and nobody talked to two at a time."""
    sid = begin(tcn, *(f"801{2000000 + 7919 * place}" for place in range(300)), schedule_template_number="2")
    tcn.advance(5 * 3600)
    row, every = group(tcn, sid), calls(tcn, sid)
    assert (row["remaining"], row["in_use"]) == (0, 0)
    assert {call["status"] for call in every} == {3300}
    assert row["cost"] == pytest.approx(sum(call["delivery_cost"] + call["linkback_cost"] for call in every))
    talks = [call for call in every if call["result_code"] == 2120]
    recorded = {recording["call_id"]: recording for recording in recordings(tcn, sid)}
    assert {call["call_id"]: call["linkback_seconds"] for call in talks} == {
        call_id: recording["seconds"] for call_id, recording in recorded.items()
    }
    for agent in (ANN, BEN):
        own = sorted(
            (moment(recorded[call["call_id"]]["start_time"]), moment(call["ended"]), call["wrap_up_seconds"])
            for call in talks
            if call["agent_sid"] == agent
        )
        assert len(own) > 10
        for (_, ended, wrap_up), (began, _, _) in pairwise(own):
            assert (began - ended).total_seconds() >= wrap_up
    assert all(call["talk_seconds"] + call["hold_seconds"] == call["linkback_seconds"] for call in talks)
    assert {2110, 2120, 2200, 3100} <= set(results(tcn, sid))
