"""What rows do that a user has changed by hand, to what no request could have made of them."""

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import ask
from contract_tests.tcn.dialing import begin, records, status

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
