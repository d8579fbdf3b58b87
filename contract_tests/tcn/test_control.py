"""Broadcast and inbound group control (21, 22), and the lines of broadcasts (23)."""

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import ACME, EXAMPLE, ask, file, upload
from contract_tests.tcn.dialing import begin, calls, group, results, status

BROADCASTS = "RemoteBroadcastControl"
INBOUND = "RemoteInboundGroupControl"
LINES = "RemoteBroadcastLineControl"
CONTROLS = {BROADCASTS: "taskSid", INBOUND: "groupSid"}

BAD_ID = {
    BROADCASTS: "An error occurred while getting the Broadcast ID!",
    INBOUND: "An error occurred while getting the Inbound Group ID!",
    LINES: "An error occurred while getting the Broadcast ID!",
}
NOT_RECEIVED = "An error occurred during the receipt of the API control request!"


def inbound_status(site: Site, sid: int = 4401) -> int:
    """The state of an inbound group."""
    code: int = site.row("inbound_groups", sid, app="tcn")["status"]
    return code


def test_a_broadcast_is_paused_played_and_stopped(tcn: Site) -> None:
    """The answer is the id each time; 1210 Paused, 1200 Running, 1320 User Canceled."""
    seen = []
    for action in ("pause", "play", "stop"):
        assert ask(tcn, BROADCASTS, action=action, taskSid="0") == (200, "0")
        seen.append(status(tcn, 0))
    assert seen == [1210, 1200, 1320]


def test_an_inbound_group_is_paused_played_and_stopped(tcn: Site) -> None:
    """5210 Paused, 5200 Running, 5320 User Canceled."""
    seen = []
    for action in ("pause", "play", "stop"):
        assert ask(tcn, INBOUND, action=action, groupSid="4401") == (200, "4401")
        seen.append(inbound_status(tcn))
    assert seen == [5210, 5200, 5320]


def test_a_stopped_group_is_billed_and_exported_in_time(tcn: Site) -> None:
    """An hour and a day later."""
    ask(tcn, BROADCASTS, action="stop", taskSid="0")
    ask(tcn, INBOUND, action="stop", groupSid="4401")
    tcn.advance(3599)
    assert (status(tcn, 0), inbound_status(tcn)) == (1320, 5320)
    tcn.advance(1)
    assert (status(tcn, 0), inbound_status(tcn)) == (1420, 5420)
    tcn.advance(23 * 3600)
    assert (status(tcn, 0), inbound_status(tcn)) == (1520, 5520)


@pytest.mark.parametrize("code", [1000, 1100, 1200, 1210, 1220])
def test_a_broadcast_can_be_stopped_until_it_has_ended(tcn: Site, code: int) -> None:
    """From each of the five states."""
    upload(tcn, file(start_time="01/06/2026 11:00"))
    tcn.patch("task_groups", 998547, app="tcn", status=code)
    assert ask(tcn, BROADCASTS, action="stop", taskSid="998547") == (200, "998547")
    assert status(tcn, 998547) == 1320


@pytest.mark.parametrize(
    ("action", "code"),
    [("pause", code) for code in (1000, 1100, 1210, 1300, 1500)]
    + [("play", code) for code in (1000, 1100, 1200, 1300, 1500)]
    + [("stop", code) for code in (1300, 1310, 1320, 1330, 1400, 1500)],
)
def test_a_broadcast_in_no_state_for_the_action_is_left_alone(tcn: Site, action: str, code: int) -> None:
    """And left out of the answer, which is empty then."""
    upload(tcn, file(start_time="01/06/2026 11:00"))
    tcn.patch("task_groups", 998547, app="tcn", status=code)
    assert ask(tcn, BROADCASTS, action=action, taskSid="998547") == (200, "")
    assert status(tcn, 998547) == code


def test_a_waiting_broadcast_can_be_paused(tcn: Site) -> None:
    """One that its schedule rule holds back; it cannot be played but when it is paused, and then it waits again."""
    begin(tcn, "8015550100", schedule_rule="Evenings")
    tcn.advance(10)
    assert ask(tcn, BROADCASTS, action="play", taskSid="998547") == (200, "")
    assert status(tcn, 998547) == 1220
    assert ask(tcn, BROADCASTS, action="pause", taskSid="998547") == (200, "998547")
    tcn.advance(12 * 3600)
    assert status(tcn, 998547) == 1210
    tcn.advance(12 * 3600)
    assert ask(tcn, BROADCASTS, action="play", taskSid="998547") == (200, "998547")
    tcn.advance(0)
    assert status(tcn, 998547) == 1220


def test_the_answer_lists_those_that_changed_separated_by_commas(tcn: Site) -> None:
    """In the order of the request; the one that is over is left out."""
    upload(tcn, EXAMPLE)
    tcn.advance(2)
    assert ask(tcn, BROADCASTS, action="pause", taskSid="998547,998545,0,0") == (200, "998547,0")
    assert ask(tcn, INBOUND, action="pause", groupSid="4402,4401") == (200, "4401")


def test_a_paused_broadcast_makes_no_calls_until_it_is_played(tcn: Site) -> None:
    """At once then."""
    sid = begin(tcn, "8015550100", "8015550101")
    ask(tcn, LINES, taskSid=str(sid), outbound="1")
    tcn.advance(2)
    ask(tcn, BROADCASTS, action="pause", taskSid=str(sid))
    tcn.advance(3600)
    assert len(calls(tcn, sid)) == 1
    ask(tcn, BROADCASTS, action="play", taskSid=str(sid))
    tcn.advance(0)
    assert len(calls(tcn, sid)) == 2


def test_the_records_of_a_stopped_broadcast_are_cancelled(tcn: Site) -> None:
    """9000, all of them, at once."""
    sid = begin(tcn, *(f"80155501{place:02}" for place in range(25)), start_time="01/06/2026 11:00")
    tcn.advance(2)
    ask(tcn, BROADCASTS, action="stop", taskSid=str(sid))
    tcn.advance(0)
    assert results(tcn, sid) == [9000] * 25
    assert group(tcn, sid)["remaining"] == 0


@pytest.mark.parametrize("path", CONTROLS)
@pytest.mark.parametrize("action", ["resume", "PAUSE", " pause", ""])
def test_the_action_must_be_exactly_one_of_the_three(tcn: Site, path: str, action: str) -> None:
    """Blank is none of them."""
    sid = {BROADCASTS: "0", INBOUND: "4401"}[path]
    assert ask(tcn, path, action=action, **{CONTROLS[path]: sid}) == (400, "Specified action is invalid!")


@pytest.mark.parametrize("path", CONTROLS)
def test_without_an_action_the_request_is_not_received(tcn: Site, path: str) -> None:
    """Whatever else is sent."""
    assert ask(tcn, path, **{CONTROLS[path]: "0"}) == (400, NOT_RECEIVED)
    assert ask(tcn, path) == (400, NOT_RECEIVED)


@pytest.mark.parametrize("path", CONTROLS)
@pytest.mark.parametrize("sids", [None, "", ",", "x", "777777"])
def test_control_needs_ids_that_are_known(tcn: Site, path: str, sids: str | None) -> None:
    """They are checked before the action."""
    sent = {} if sids is None else {CONTROLS[path]: sids}
    assert ask(tcn, path, action="x", **sent) == (400, BAD_ID[path])


def test_another_account_s_groups_are_as_good_as_unknown(tcn: Site) -> None:
    """One of them keeps all others as they are."""
    assert ask(tcn, BROADCASTS, action="pause", taskSid="0,998546") == (400, BAD_ID[BROADCASTS])
    assert ask(tcn, INBOUND, action="pause", groupSid="4401,4403") == (400, BAD_ID[INBOUND])
    assert ask(tcn, LINES, outbound="5", taskSid="0,998546") == (400, BAD_ID[LINES])
    assert (status(tcn, 0), inbound_status(tcn), group(tcn, 0)["outbound_lines"]) == (1200, 5200, 10)
    assert ask(tcn, INBOUND, **ACME, action="pause", groupSid="4403") == (200, "4403")


def test_lines_are_changed_in_both_directions(tcn: Site) -> None:
    """The answer lists the broadcasts; `same` and what is not sent stay the same."""
    assert ask(tcn, LINES, taskSid="0", inbound="3", outbound="25") == (200, "0")
    assert ask(tcn, LINES, taskSid="0", inbound="same", outbound="26") == (200, "0")
    assert ask(tcn, LINES, taskSid="0", inbound="4") == (200, "0")
    assert (group(tcn, 0)["inbound_lines"], group(tcn, 0)["outbound_lines"]) == (4, 26)
    extended = ask(tcn, "RemoteBroadcastStatusList", taskSid="0", extended="true")[1]
    assert extended.splitlines()[1] == "0,1200,0,0,26"


def test_only_broadcasts_that_have_other_lines_now_are_listed(tcn: Site) -> None:
    """Not one that is over, nor one that had as many."""
    assert ask(tcn, LINES, taskSid="998545,0", outbound="10") == (200, "")
    assert ask(tcn, LINES, taskSid="998545,0", outbound="12") == (200, "0")
    assert ask(tcn, LINES, taskSid="0", inbound="same", outbound="same") == (200, "")


def test_more_lines_are_used_at_once_and_none_when_there_are_none(tcn: Site) -> None:
    """The lines are how many calls are made together."""
    sid = begin(tcn, *["8015550102"] * 8)
    ask(tcn, LINES, taskSid=str(sid), outbound="0")
    tcn.advance(60)
    assert calls(tcn, sid) == []
    ask(tcn, LINES, taskSid=str(sid), outbound="3")
    tcn.advance(0)
    assert len(calls(tcn, sid)) == 3
    ask(tcn, LINES, taskSid=str(sid), outbound="5")
    tcn.advance(0)
    assert len(calls(tcn, sid)) == 5


@pytest.mark.parametrize("value", ["-1", "many", "", "Same", "1.5", " 3", "2147483648", "9" * 30])
def test_lines_must_be_numbers_or_same(tcn: Site, value: str) -> None:
    """The inbound ones are read first."""
    inbound = "Unable to read the new inbound throttle value!"
    outbound = "Unable to read the new outbound throttle value!"
    assert ask(tcn, LINES, taskSid="0", inbound=value, outbound=value) == (400, inbound)
    assert ask(tcn, LINES, taskSid="0", inbound="5", outbound=value) == (400, outbound)
    assert group(tcn, 0)["inbound_lines"] == 10


def test_without_any_lines_the_request_is_not_received(tcn: Site) -> None:
    """Neither inbound nor outbound."""
    assert ask(tcn, LINES, taskSid="0") == (400, NOT_RECEIVED)


@pytest.mark.parametrize("sids", [None, "", "x", "777777"])
def test_lines_need_ids_that_are_known(tcn: Site, sids: str | None) -> None:
    """They are checked before the values."""
    sent = {} if sids is None else {"taskSid": sids}
    assert ask(tcn, LINES, inbound="x", **sent) == (400, BAD_ID[LINES])


@pytest.mark.parametrize("path", [BROADCASTS, INBOUND, LINES])
def test_control_needs_a_login(tcn: Site, path: str) -> None:
    """A small i."""
    assert ask(tcn, path, password="wrong") == (400, "Invalid Login information!")


def test_the_row_about_import_templates_is_met_by_a_fault(tcn: Site) -> None:
    """It was printed here by mistake."""
    fault = {"app": "tcn", "reply": "tcn.BroadcastLineControl.imports_not_listed"}
    tcn.control.post(f"worlds/{tcn.world}/faults", json=fault).raise_for_status()
    assert ask(tcn, LINES) == (400, "An error occurred while getting the list of Import Templates!")
