"""Scheduled callbacks are called when their time has come: Ann and Ben are ready, Cleo is paused."""

from typing import Any

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import ask, post
from contract_tests.tcn.dialing import begin, moment

ANN, BEN, CLEO = 3001, 3002, 3003


def schedule(site: Site, number: str = "8015550100", **data: str) -> int:
    """Schedule a callback for Ann, unless told otherwise; its sid."""
    sent = {"callbackName": "x", "phoneNumber": number, "callerId": "4355550100", "targetAgentId": str(ANN), **data}
    assert ask(site, "ScheduleACallback", **sent) == (200, "The callback was scheduled.")
    sid: int = site.rows("callbacks", app="tcn")[-1]["callback_sid"]
    return sid


def status(site: Site, sid: int) -> str:
    """The status of a callback."""
    text: str = site.row("callbacks", sid, app="tcn")["status"]
    return text


def agent(site: Site, sid: int) -> str:
    """What an agent does."""
    text: str = site.row("agents", sid, app="tcn")["state"]
    return text


def call_of(site: Site, sid: int) -> dict[str, Any]:
    """The call of a callback."""
    return site.row("calls", site.row("callbacks", sid, app="tcn")["call_id"], app="tcn")


def test_a_callback_is_called_at_once_unless_it_has_a_start(tcn: Site) -> None:
    """Ready, opened by the agent, closed after six seconds of ringing and a minute of talk; then ten of wrap-up."""
    sid = schedule(tcn)
    seen = []
    for span in (0.001, 65, 1, 10):
        tcn.advance(span)
        seen.append((status(tcn, sid), agent(tcn, ANN)))
    assert seen == [("OPENED", "on call"), ("OPENED", "on call"), ("CLOSED", "wrap-up"), ("CLOSED", "ready")]


def test_a_callback_waits_for_its_start(tcn: Site) -> None:
    """Eleven o'clock in Denver is ten in Los Angeles, where it is nine."""
    sid = schedule(tcn, startTime="2026/01/05 11:00", timeZone="America/Denver")
    tcn.advance(3599)
    assert (status(tcn, sid), agent(tcn, ANN)) == ("READY", "ready")
    tcn.advance(1)
    assert (status(tcn, sid), agent(tcn, ANN)) == ("OPENED", "on call")
    call = call_of(tcn, sid)
    assert call["start_time"] == call["schedule_time"] == "2026-01-05T18:00:00Z"


def test_the_call_is_one_that_the_agent_dialled(tcn: Site) -> None:
    """With number and caller id of the callback; the talk is billed and recorded."""
    sid = schedule(tcn)
    tcn.advance(66)
    call = call_of(tcn, sid)
    assert (call["kind"], call["group_sid"], call["agent_sid"]) == ("manual", 0, ANN)
    assert (call["number"], call["caller_id"], call["result_code"]) == ("8015550100", "4355550100", 2120)
    assert (call["linkback_seconds"], call["talk_seconds"], call["wrap_up_seconds"]) == (60, 60, 10)
    assert call["linkback_cost"] == 0.02
    recording = tcn.rows("recordings", app="tcn")[-1]
    assert (recording["call_id"], recording["seconds"]) == (call["call_id"], 60)
    file = {"hash": recording["hash"], "cs": call["call_id"], "cls": call["call_log_sid"], "type": "manual"}
    assert post(tcn, "RetrieveRecordingFile", **file).content[:4] == b"RIFF"


@pytest.mark.parametrize(
    ("number", "seconds", "result"),
    [
        ("8015550101", 2, 5000),
        ("8015550102", 25, 6000),
        ("8015550103", 30, 3000),
        ("8015550104", 11, 4000),
        ("8015550105", 1, 7400),
        ("8015550106", 1, 8200),
        ("8015550107", 7, 2200),
        ("8015550108", 21, 2120),
    ],
)
def test_a_callback_is_closed_whatever_its_call_comes_to(tcn: Site, number: str, seconds: int, result: int) -> None:
    """A new one may be scheduled."""
    sid = schedule(tcn, number)
    tcn.advance(600)
    call = call_of(tcn, sid)
    assert (status(tcn, sid), call["result_code"]) == ("CLOSED", result)
    assert (moment(call["ended"]) - moment(call["start_time"])).total_seconds() == seconds
    assert agent(tcn, ANN) == "ready"


def test_whoever_is_on_the_do_not_call_list_is_not_called(tcn: Site) -> None:
    """9300 CDL: Cancelled Do Not Call List. It takes no agent's time."""
    sid = schedule(tcn, "8015550199")
    tcn.advance(1)
    assert (status(tcn, sid), call_of(tcn, sid)["result_code"], agent(tcn, ANN)) == ("CLOSED", 9300, "ready")


def test_the_skills_choose_the_agent(tcn: Site) -> None:
    """Ben knows about bills; nobody knows both that and Spanish."""
    bills = schedule(tcn, targetAgentId="", skills="Billing")
    both = schedule(tcn, targetAgentId="", skills="Billing,Spanish")
    tcn.advance(1)
    assert (status(tcn, bills), status(tcn, both)) == ("OPENED", "READY")
    assert call_of(tcn, bills)["agent_sid"] == BEN
    tcn.advance(24 * 3600)
    assert status(tcn, both) == "READY"


def test_a_callback_waits_for_its_agent(tcn: Site) -> None:
    """Cleo is paused, and whoever else is ready does not matter; it is hers as soon as she is ready."""
    sid = schedule(tcn, targetAgentId=str(CLEO))
    tcn.advance(3600)
    assert status(tcn, sid) == "READY"
    tcn.patch("agents", CLEO, app="tcn", state="ready")
    tcn.advance(1)
    assert (status(tcn, sid), agent(tcn, CLEO)) == ("OPENED", "on call")


def test_callbacks_of_one_agent_follow_each_other(tcn: Site) -> None:
    """In the order of their starts, after the wrap-up."""
    sids = [schedule(tcn) for _ in range(3)]
    tcn.advance(300)
    starts = [moment(call_of(tcn, sid)["start_time"]) for sid in sids]
    assert [(start - starts[0]).total_seconds() for start in starts] == [0, 76, 152]


def test_an_agent_takes_the_callback_that_has_waited_longest(tcn: Site) -> None:
    """Whether it is his own or one for his skills."""
    first = schedule(tcn)
    skilled = schedule(tcn, targetAgentId="", skills="Spanish", startTime="2026/01/05 09:00")
    tcn.advance(10)
    own = schedule(tcn)
    tcn.advance(70)
    assert [status(tcn, sid) for sid in (first, skilled, own)] == ["CLOSED", "OPENED", "READY"]


def test_a_callback_whose_time_ends_before_anybody_is_free_is_cancelled(tcn: Site) -> None:
    """Ten minutes after its start."""
    sid = schedule(tcn, targetAgentId=str(CLEO), endTimeInterval="10")
    tcn.advance(599)
    assert status(tcn, sid) == "READY"
    tcn.advance(1)
    assert status(tcn, sid) == "CANCELED"
    tcn.patch("agents", CLEO, app="tcn", state="ready")
    tcn.advance(1)
    assert (status(tcn, sid), agent(tcn, CLEO)) == ("CANCELED", "ready")


def test_a_callback_of_a_deleted_agent_is_cancelled_when_its_time_comes(tcn: Site) -> None:
    """Nobody else is meant."""
    sid = schedule(tcn, targetAgentId="3005", startTime="2026/01/05 10:00")
    key = {"apiKey": "11111111-2222-3333-4444-555555555555", "clientSid": "1001"}
    post(tcn, "AgentAcctMgmt", **key, function="delete", agentAccts="3005")
    assert status(tcn, sid) == "READY"
    tcn.advance(3600)
    assert status(tcn, sid) == "CANCELED"


def test_a_caller_in_the_queue_comes_before_a_callback(tcn: Site) -> None:
    """Ann and Ben have calls; the third caller of the broadcast waits, and so does Ben's callback."""
    begin(tcn, "8015550100", "8015550100", "8015550100", schedule_template_number="2")
    tcn.advance(2 + 6 + 30)
    sid = schedule(tcn, targetAgentId="", skills="Billing")
    tcn.advance(1)
    assert (agent(tcn, ANN), agent(tcn, BEN), status(tcn, sid)) == ("on call", "on call", "READY")
    tcn.advance(60 + 10)
    assert status(tcn, sid) == "OPENED"


def test_a_callback_changed_by_hand_is_looked_at_again(tcn: Site) -> None:
    """One that was put off, and one that is opened anew."""
    sid = schedule(tcn, startTime="2026/01/07 10:00")
    tcn.patch("callbacks", sid, app="tcn", start_time="2026-01-05T17:30:00Z")
    tcn.advance(1800)
    assert status(tcn, sid) == "OPENED"
    tcn.advance(600)
    tcn.patch("callbacks", sid, app="tcn", status="READY")
    tcn.advance(600)
    assert (status(tcn, sid), call_of(tcn, sid)["start_time"]) == ("CLOSED", "2026-01-05T17:40:00Z")


def test_the_callbacks_of_the_scenario_are_called_too(tcn: Site) -> None:
    """Bob's, tomorrow at ten; acme has no callback service, so that its own is left alone."""
    tcn.advance(25 * 3600 + 60)
    assert (status(tcn, 2), call_of(tcn, 2)["result_code"], status(tcn, 3)) == ("CLOSED", 5000, "READY")


def test_a_call_goes_on_though_its_callback_is_removed(tcn: Site) -> None:
    """The agent comes free after it."""
    sid = schedule(tcn)
    tcn.advance(1)
    tcn.control.delete(f"worlds/{tcn.world}/state/tcn/callbacks/{sid}").raise_for_status()
    tcn.advance(76)
    assert (agent(tcn, ANN), tcn.rows("calls", app="tcn")[-1]["result_code"]) == ("ready", 2120)
