"""What rows do that a user has changed by hand, to what no request could have made of them."""

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import ask
from contract_tests.tcn.dialing import HALF_HOUR, PREPARED, begin, calls, group, records, results, status
from contract_tests.tcn.lines import INBOUND, until

YESTERDAY = "2026-01-04T17:00:00Z"
KINDS = [("inbound_groups", 4401, 5310), ("manual_groups", 5501, 6310)]


def test_a_broadcast_whose_end_is_moved_into_the_past_has_timed_out(tcn: Site) -> None:
    """Records without a call are cancelled; nothing is dialled any more."""
    sid = begin(tcn, *["8015550102"] * 30)
    tcn.advance(5)
    tcn.patch("task_groups", sid, app="tcn", end_time=YESTERDAY)
    tcn.advance(60)
    assert status(tcn, sid) == 1310
    assert [record["result_code"] for record in records(tcn, sid)] == [6000] * 10 + [9200] * 20


@pytest.mark.parametrize("state", [1000, 1100, 1210, 1220])
def test_a_broadcast_that_does_not_run_ends_by_time_too(tcn: Site, state: int) -> None:
    """Whatever it waits for."""
    sid = begin(tcn, "8015550100")
    tcn.patch("task_groups", sid, app="tcn", status=state, end_time=YESTERDAY)
    tcn.advance(1)
    assert (status(tcn, sid), records(tcn, sid)[0]["result_code"]) == (1310, 9200)


@pytest.mark.parametrize(("table", "sid", "state"), KINDS)
def test_a_group_whose_end_is_moved_into_the_past_has_timed_out(tcn: Site, table: str, sid: int, state: int) -> None:
    """Nobody rings it, and nobody dials for it any more."""
    tcn.patch(table, sid, app="tcn", end_time=YESTERDAY, calls_per_hour=3600)
    before = len(tcn.rows("calls", app="tcn"))
    tcn.advance(600)
    assert tcn.row(table, sid, app="tcn")["status"] == state
    assert len(tcn.rows("calls", app="tcn")) == before


def test_a_group_is_loaded_that_should_have_ended_before(tcn: Site) -> None:
    """It has timed out as soon as it is there."""
    group = {"task_sid": 5, "client_sid": 1001, "status": 1200, "drip": True, "end_time": YESTERDAY}
    load = {"tcn": {"task_groups": [group]}}
    tcn.control.post(f"worlds/{tcn.world}/load", json=load).raise_for_status()
    assert status(tcn, 5) == 1310


def test_a_call_that_an_agent_has_dialled_waits_for_nobody(tcn: Site) -> None:
    """Whatever its row says: who comes free is not offered it, and the world goes on."""
    tcn.patch("calls", 700008, app="tcn", status=3200, last_element="Queue")
    tcn.patch("agents", 3003, app="tcn", state="ready")
    tcn.advance(3600)
    assert tcn.row("agents", 3003, app="tcn")["state"] == "ready"
    assert ask(tcn, "RemoteAgentSkillsList")[0] == 200


def remove(site: Site, table: str, key: object) -> None:
    """Remove a row by hand."""
    site.control.delete(f"worlds/{site.world}/state/tcn/{table}/{key}").raise_for_status()


def test_a_call_that_is_removed_has_never_been_made(tcn: Site) -> None:
    """Its line is free and its record is called anew, until the broadcast is completed as any other."""
    sid = begin(tcn, "8015550100")
    tcn.advance(5)
    first = calls(tcn, sid)[0]["call_id"]
    remove(tcn, "calls", first)
    assert [call["call_id"] for call in calls(tcn, sid)] == [first + 1]
    assert (group(tcn, sid)["in_use"], records(tcn, sid)[0]["attempts"]) == (1, 1)
    tcn.advance(60)
    assert (status(tcn, sid), group(tcn, sid)["in_use"], group(tcn, sid)["cost"]) == (1300, 0, 0.01)
    assert [(row["status"], row["result_code"]) for row in records(tcn, sid)] == [(2300, 2000)]


def test_a_call_that_is_removed_while_an_agent_talks_frees_the_agent(tcn: Site) -> None:
    """Who then gets the next call at once."""
    sid = begin(tcn, "8015550100", schedule_template_number="2")
    tcn.advance(PREPARED + 40)
    call = calls(tcn, sid)[0]
    assert tcn.row("agents", 3001, app="tcn")["call_id"] == call["call_id"]
    remove(tcn, "calls", call["call_id"])
    tcn.advance(0)
    agent = tcn.row("agents", 3001, app="tcn")
    assert (agent["state"], agent["call_id"]) == ("ready", 0)
    tcn.advance(HALF_HOUR)
    assert (status(tcn, sid), len(calls(tcn, sid)), group(tcn, sid)["remaining"]) == (1300, 1, 0)


def test_a_call_that_is_ended_by_hand_has_the_result_that_its_row_says(tcn: Site) -> None:
    """It ends now; the agent wraps up, and the bill is that of the row."""
    sid = begin(tcn, "8015550100", schedule_template_number="2")
    tcn.advance(PREPARED + 40)
    call_id = calls(tcn, sid)[0]["call_id"]
    over = {"status": 3300, "result_code": 2120, "linkback_seconds": 6, "linkback_cost": 0.5, "wrap_up_seconds": 7}
    tcn.patch("calls", call_id, app="tcn", **over)
    assert tcn.row("calls", call_id, app="tcn")["ended"] == "2026-01-05T17:00:42Z"
    assert (status(tcn, sid), group(tcn, sid)["in_use"], group(tcn, sid)["cost"]) == (1300, 0, 0.5)
    assert [(row["status"], row["result_code"]) for row in records(tcn, sid)] == [(2300, 2120)]
    tcn.advance(6)
    assert tcn.row("agents", 3001, app="tcn")["state"] == "wrap-up"
    tcn.advance(1)
    assert tcn.row("agents", 3001, app="tcn")["state"] == "ready"


def test_a_call_that_is_ended_by_hand_without_a_result_is_cancelled(tcn: Site) -> None:
    """Pending is the result of calls that go on."""
    sid = begin(tcn, "8015550100")
    tcn.advance(5)
    call_id = calls(tcn, sid)[0]["call_id"]
    tcn.patch("calls", call_id, app="tcn", status=3300)
    assert tcn.row("calls", call_id, app="tcn")["result_code"] == 9000
    assert [(row["status"], row["result_code"]) for row in records(tcn, sid)] == [(2300, 9000)]
    assert status(tcn, sid) == 1300


@pytest.mark.parametrize("change", [None, {"status": 3300}, {"group_sid": 4402}])
def test_a_caller_who_is_taken_out_of_the_line_leaves_it_free(tcn: Site, change: dict[str, object] | None) -> None:
    """Removed, ended, or put into another group."""
    call = until(tcn, INBOUND, 1)[0]
    assert tcn.row("inbound_groups", 4401, app="tcn")["in_use"] == 1
    if change is None:
        remove(tcn, "calls", call["call_id"])
    else:
        tcn.patch("calls", call["call_id"], app="tcn", **change)
    assert tcn.row("inbound_groups", 4401, app="tcn")["in_use"] == 0
    tcn.advance(3600)
    assert tcn.row("inbound_groups", 4401, app="tcn")["in_use"] == 0


@pytest.mark.parametrize(("status_by_hand", "becomes"), [(None, "OPENED"), (3300, "CLOSED")])
def test_the_callback_of_a_call_that_is_removed_is_called_again(
    tcn: Site, status_by_hand: int | None, becomes: str
) -> None:
    """That of a call which is ended is closed."""
    sent = {"callbackName": "Ann", "phoneNumber": "8015550100", "callerId": "4355550100", "targetAgentId": "3001"}
    assert ask(tcn, "ScheduleACallback", **sent) == (200, "The callback was scheduled.")
    tcn.advance(1)
    call_id = tcn.row("callbacks", 4, app="tcn")["call_id"]
    if status_by_hand is None:
        remove(tcn, "calls", call_id)
    else:
        tcn.patch("calls", call_id, app="tcn", status=status_by_hand)
    tcn.advance(0)
    callback = tcn.row("callbacks", 4, app="tcn")
    assert (callback["status"], callback["call_id"] - call_id) == (becomes, int(becomes == "OPENED"))
    tcn.advance(120)
    assert tcn.row("callbacks", 4, app="tcn")["status"] == "CLOSED"
    assert tcn.row("agents", 3001, app="tcn")["state"] == "ready"


def test_a_broadcast_does_not_wait_for_a_record_that_is_removed(tcn: Site) -> None:
    """It is completed when the others are."""
    tcn.patch("broadcast_templates", "1001,1", app="tcn", outbound_lines=1)
    sid = begin(tcn, "8015550100", "8015550100", "8015550100")
    tcn.advance(5)
    remove(tcn, "task_records", records(tcn, sid)[1]["record_id"])
    assert (group(tcn, sid)["records"], group(tcn, sid)["remaining"]) == (2, 2)
    remove(tcn, "task_records", records(tcn, sid)[0]["record_id"])
    tcn.advance(120)
    assert (status(tcn, sid), group(tcn, sid)["remaining"], len(calls(tcn, sid))) == (1300, 0, 2)


def test_a_record_that_is_ended_by_hand_is_not_called(tcn: Site) -> None:
    """Nor is it counted twice when it was being called."""
    tcn.patch("broadcast_templates", "1001,1", app="tcn", outbound_lines=1)
    sid = begin(tcn, "8015550100", "8015550100", "8015550100")
    tcn.advance(5)
    for record in records(tcn, sid)[:2]:
        tcn.patch("task_records", record["record_id"], app="tcn", status=2330, result_code=9000)
    assert group(tcn, sid)["remaining"] == 1
    tcn.advance(120)
    assert (status(tcn, sid), results(tcn, sid), len(calls(tcn, sid))) == (1300, [9000, 9000, 2000], 2)


def test_a_record_that_is_opened_again_or_added_by_hand_is_called(tcn: Site) -> None:
    """As long as the broadcast goes on."""
    sid = begin(tcn, "8015550100", start_time="01/05/2026 10:00")
    tcn.patch("task_groups", sid, app="tcn", drip=True)
    tcn.advance(60)
    record = records(tcn, sid)[0]
    tcn.patch("task_records", record["record_id"], app="tcn", status=2100, attempts=0)
    tcn.put("task_records", 0, app="tcn", task_sid=sid, contact_id=record["contact_id"], place=1, status=2110)
    assert (group(tcn, sid)["records"], group(tcn, sid)["remaining"]) == (2, 2)
    tcn.advance(60)
    assert (group(tcn, sid)["remaining"], results(tcn, sid), len(calls(tcn, sid))) == (0, [2000, 2000], 3)
