"""What the shipped scenarios hold for MaxContact."""

from typing import Any

import pytest

from contract_tests.maxcontact_agent.centre import Centre


def world(centre: Centre, scenario: str) -> Centre:
    """The same world, made anew from a scenario."""
    centre.site.control.put(f"worlds/{centre.site.world}", json={"scenario": scenario}).raise_for_status()
    return Centre(centre.site)


def test_the_handbook_has_the_promised_people(centre: Centre) -> None:
    """User 1 is the administrator; 2 to 6 are logged in with their own logins, and may dial."""
    logins = {row["Id"]: row["Login"] for row in centre.managed("GET", "users")}
    assert [logins[number] for number in range(1, 7)] == ["demo", "agent2", "agent3", "agent4", "agent5", "agent6"]
    for user in range(2, 7):
        assert centre.token(f"agent{user}", "demo").status_code == 200
        assert (centre.state(user), centre.calls(user)) == ("Not Ready", [])
        centre.dial(user, "2025550100")


def test_the_handbook_has_a_campaign_of_every_type_and_status(centre: Centre) -> None:
    """And lists of every type, active or not."""
    campaigns = centre.managed("GET", "campaigns")
    assert [row["Type"] for row in campaigns] == list(range(9))
    assert {row["Status"] for row in campaigns} == {0, 1, 2, 3}
    assert {row["ListType"] for row in centre.managed("GET", "lists")} == {0, 1, 2}
    assert any(not row["active"] for row in centre.rows("lists"))


def test_every_plan_that_is_referred_to_is_there(centre: Centre) -> None:
    """Whatever a …PlanId of the handbook names."""
    plans = {(row["kind"], row["plan_id"]) for row in centre.rows("plans")}
    kinds = {
        "RolePlanId": "role",
        "AgentCapacityPlanId": "agent_capacity",
        "TeleParamPlanId": "calling_parameters",
        "SchedulePlanId": "schedule",
        "RecallPlanId": "system_recall",
        "CallingTimePlanId": "calling_time",
        "ResultCodePlanId": "result_code",
        "IvrPlanId": "ivr",
        "AnswerMachinePlanId": "answer_machine",
        "DoNotCallPlanId": "do_not_call",
    }
    used: set[tuple[str, int]] = set()
    for path in ("users", "campaigns", "lists"):
        for row in centre.managed("GET", path):
            used |= {(kinds[name], row[name]) for name in row if name.endswith("PlanId") and row[name]}
    assert {kind for kind, _ in used} == set(kinds.values())
    assert used <= plans


def test_nothing_happens_in_the_handbook_by_itself(centre: Centre) -> None:
    """Nobody is ready, and nobody calls in."""
    assert [event for event in centre.site.advance(86_400) if event["app"].startswith("maxcontact")] == []


def test_an_empty_centre_has_its_administrator_and_its_codes(centre: Centre) -> None:
    """Enough to sign in and to work."""
    empty = world(centre, "empty")
    assert [row["Login"] for row in empty.managed("GET", "users")] == ["demo"]
    for path in ("campaigns", "lists", "teams"):
        assert empty.managed("GET", path) == []
    empty.patch("agents", 1, state="Not Ready")
    assert {"SALE", "SYSNOANS", "HUNGUP"} <= {row["Code"] for row in empty.done("resultcodes/user/1")}


@pytest.fixture
def demo(centre: Centre) -> Centre:
    """The centre to show."""
    return world(centre, "demo")


def test_the_demo_has_campaigns_leads_agents_and_a_history(demo: Centre) -> None:
    """Three campaigns beside the handbook's, some five hundred leads, a dozen agents, two weeks."""
    assert [row["Id"] for row in demo.managed("GET", "campaigns") if row["Id"] > 100] == [101, 102, 103]
    assert len(demo.rows("leads")) == 510
    assert sum(row["automatic"] for row in demo.rows("agents")) == 12
    past = demo.rows("past_calls")
    assert 600 <= len(past) <= 2000
    assert {row["started"][:10] for row in past} >= {"2025-12-23", "2025-12-30", "2026-01-04"}
    shown: list[dict[str, Any]] = demo.done("campaigns/user/2")
    stats = {row["CampaignID"]: row["SessionStats"] for row in shown}
    assert all(stats[number]["CallsPlaced"] > 100 and stats[number]["Sales"] for number in (101, 102, 103))


def test_the_demo_goes_on_and_every_call_ends(demo: Centre) -> None:
    """Another day brings more calls, and at night nobody is in one."""
    before = len(demo.rows("past_calls"))
    demo.site.advance(12 * 3600)
    demo = Centre(demo.site)
    assert len(demo.rows("past_calls")) > before
    assert demo.rows("calls") == []
    assert {row["state"] for row in demo.rows("agents") if row["automatic"]} == {"Logged Out"}
