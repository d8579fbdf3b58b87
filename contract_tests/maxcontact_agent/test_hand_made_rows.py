"""Rows that a user changes by hand while calls are under way: what fits is taken up, what does not is refused."""

from typing import Any

import pytest

from contract_tests.maxcontact_agent.centre import AGENT, CONNECTED, ENDED, Centre
from contract_tests.maxcontact_agent.floor import ANSWERS, BUSY, NOBODY, Floor


@pytest.mark.parametrize(
    ("table", "key", "fields"),
    [
        ("settings", "system", {"xml_namespace": "<&>"}),
        ("settings", "system", {"xml_namespace": "http://example.com/é"}),
        ("settings", "system", {"timezone": "x" * 5000}),
        ("settings", "system", {"timezone": "Europe"}),
        ("settings", "system", {"expiry_member": "TokenKey"}),
        ("agents", 2, {"shift_hours": 2**31}),
        ("agents", 2, {"shift_hours": -1}),
        ("calls", 1000, {"outcome": "garbage"}),
        ("calls", 1000, {"call_state": 6}),
    ],
)
def test_what_no_row_can_hold_is_refused(centre: Centre, table: str, key: object, fields: dict[str, Any]) -> None:
    """With 400, and nothing is changed."""
    centre.dial(2, ANSWERS)
    before = centre.row(table, key)
    answer = centre.site.control.patch(f"worlds/{centre.site.world}/state/{AGENT}/{table}/{key}", json=fields)
    assert answer.status_code == 400, answer.text
    assert centre.row(table, key) == before


def test_a_call_without_an_outcome_is_answered(centre: Centre) -> None:
    """Whatever the network had in mind."""
    call = centre.dial(2, BUSY)["CallId"]
    centre.patch("calls", call, outcome="", talk_seconds=30)
    centre.site.advance(2)
    assert centre.calls(2)[0]["CallState"] == CONNECTED


def test_a_call_given_to_another_agent_frees_the_one_before(centre: Centre) -> None:
    """Both are in the state that their calls ask for."""
    call = centre.dial(2, ANSWERS)["CallId"]
    centre.site.advance(6)
    centre.patch("calls", call, user_id=3)
    assert (centre.state(2), centre.state(3)) == ("Not Ready", "Talking")
    centre.done(f"dispose/user/3/call/{call}?resultcode=SALE")
    assert (centre.state(2), centre.state(3)) == ("Not Ready", "Not Ready")


def test_a_call_made_by_hand_goes_its_way(centre: Centre) -> None:
    """It begins now, and the phone network decides what it comes to."""
    call = centre.put("calls", 0, user_id=2, phone_number=ANSWERS)
    assert (call["started"], centre.state(2)) == ("2026-01-05T17:00:00Z", "Calling")
    centre.site.advance(6)
    assert centre.state(2) == "Talking"
    centre.site.advance(60)
    assert centre.calls(2)[0]["CallState"] == ENDED


def test_an_answered_call_made_by_hand_wants_an_agent(floor: Floor) -> None:
    """Like any other of its campaign; in vain it is dropped."""
    floor.put("calls", 0, campaign_id=floor.campaign, call_state=CONNECTED, call_status=1, phone_number=ANSWERS)
    floor.site.advance(5)
    assert [row["result_code"] for row in floor.rows("past_calls")] == ["SYSDROP"]
    floor.agent(2)
    floor.put("calls", 0, campaign_id=floor.campaign, call_state=CONNECTED, call_status=1, phone_number=ANSWERS)
    assert floor.state(2) == "Talking"


def test_a_plan_that_is_changed_by_hand_counts_at_once(floor: Floor) -> None:
    """The dialler does not wait for the hour that the old one named."""
    floor.put("plans", "calling_time,5", from_hour=9, to_hour=12)
    floor.managed("PUT", f"lists/{floor.list_id}", ListName="L", CallingTimePlanId=5)
    floor.add(BUSY)
    floor.agent(2)
    floor.site.advance(60)
    assert floor.rows("past_calls") == []
    floor.patch("plans", "calling_time,5", to_hour=20)
    floor.site.advance(2)
    assert len(floor.rows("past_calls")) == 1


@pytest.mark.parametrize("of", ["list", "campaign"])
def test_a_schedule_bounds_the_hours_too(floor: Floor, of: str) -> None:
    """The list's own and the campaign's."""
    floor.put("plans", "schedule,4", from_hour=19, to_hour=20)
    path = f"lists/{floor.list_id}" if of == "list" else f"campaigns/{floor.campaign}"
    floor.managed("PUT", path, ListName="L", CampaignName="C", SchedulePlanId=4)
    floor.add(BUSY)
    floor.agent(2)
    floor.site.advance(86_400)
    assert [row["started"] for row in floor.rows("past_calls")][:1] == ["2026-01-05T19:00:00Z"]


def test_hours_that_never_come_are_no_endless_wait(floor: Floor) -> None:
    """Nothing is due, and nothing is called."""
    floor.put("plans", "schedule,4", from_hour=20, to_hour=8)
    floor.managed("PUT", f"lists/{floor.list_id}", ListName="L", SchedulePlanId=4)
    floor.add(BUSY)
    floor.agent(2)
    floor.site.advance(1)
    assert floor.site.advance(10 * 86_400) == []


def test_calling_parameters_bound_how_long_a_call_rings(floor: Floor) -> None:
    """Nobody has answered by then."""
    floor.put("plans", "calling_parameters,8", ring_seconds=5)
    floor.managed("PUT", f"campaigns/{floor.campaign}", TeleParamPlanId=8)
    late, never = floor.add(ANSWERS, NOBODY)
    floor.agent(2)
    floor.site.advance(10)
    assert floor.results() == {late: "SYSNOANS", never: "SYSNOANS"}


def test_an_emergency_can_be_switched_by_hand(floor: Floor) -> None:
    """It does what its two methods do."""
    floor.add(ANSWERS, ANSWERS)
    floor.agent(2)
    floor.site.advance(2)
    floor.patch("settings", "system", global_emergency=True)
    assert [row["Status"] for row in floor.managed("GET", "campaigns")] == [0]
    assert [row["result_code"] for row in floor.rows("past_calls")] == ["CANCEL"]
    floor.patch("settings", "system", global_emergency=False)
    assert [row["Status"] for row in floor.managed("GET", "campaigns")] == [1]
    floor.site.advance(6)
    assert len(floor.calls(2)) == 1


@pytest.mark.parametrize(("kind", "state"), [("Preview", "Ready"), ("Progressive", "Not Ready")])
def test_the_pause_after_a_call_is_for_predictive_and_progressive(floor: Floor, kind: str, state: str) -> None:
    """Even where a row of another type has one."""
    floor.managed("PATCH", f"campaigns/{floor.campaign}/type", CampaignType=kind)
    floor.patch("campaigns", floor.campaign, not_ready_wait_time=30)
    floor.agent(2)
    call = floor.dial(2, BUSY)["CallId"]
    floor.site.advance(2)
    floor.done(f"dispose/user/2/call/{call}?resultcode=SYSBUSY")
    assert floor.state(2) == state
