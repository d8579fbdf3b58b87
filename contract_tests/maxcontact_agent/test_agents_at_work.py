"""Agents between calls: pauses, shifts, teams, and what is set by hand."""

from contract_tests.maxcontact_agent.centre import AGENT
from contract_tests.maxcontact_agent.floor import ANSWERS, BUSY, Floor


def test_a_campaign_may_leave_its_agents_a_pause_after_each_call(floor: Floor) -> None:
    """NotReadyWaitTime is in seconds."""
    floor.managed("PUT", f"campaigns/{floor.campaign}", NotReadyWaitTime=8)
    floor.add(ANSWERS, BUSY)
    floor.agent(2)
    floor.site.advance(6)
    floor.done("dispose/user/2/call/1000?resultcode=SALE")
    states = [floor.state(2)]
    for seconds in (7, 1):
        floor.site.advance(seconds)
        states.append(floor.state(2))
    assert states == ["Not Ready", "Not Ready", "Ready"]


def test_an_agent_without_a_named_campaign_works_for_that_of_the_team(floor: Floor) -> None:
    """The first one that runs; an inactive team has none."""
    team = floor.managed("POST", "teams", TeamName="T")["Id"]
    stopped = floor.managed("POST", "campaigns", CampaignName="S")["Id"]
    for campaign in (stopped, floor.campaign):
        floor.managed("PUT", f"campaigns/{campaign}/teams", TeamId=team)
    for user in (2, 3):
        floor.managed("PUT", f"teams/{team}/users", UserId=user)
    assert floor.patch("agents", 2, state="Not Ready")["campaign_id"] == floor.campaign
    floor.managed("PUT", f"teams/{team}/activitystatus", Active=False)
    assert floor.patch("agents", 3, state="Not Ready")["campaign_id"] == 0


def test_who_logs_out_gives_up_the_call(floor: Floor) -> None:
    """It is cancelled; the user is not there any more for the API."""
    [lead] = floor.add(ANSWERS)
    floor.agent(2)
    floor.site.advance(6)
    floor.patch("agents", 2, state="Logged Out")
    assert (floor.results(), floor.rows("calls")) == ({lead: "CANCEL"}, [])
    assert floor.telephony("getcalls/user/2")["ResponseDetail"] == "User 2 is not logged in"


def test_a_state_that_the_calls_do_not_allow_cannot_be_set_by_hand(floor: Floor) -> None:
    """The row is answered as the centre then holds it."""
    assert floor.patch("agents", 2, state="Talking")["state"] == "Not Ready"
    floor.dial(2, ANSWERS)
    assert floor.patch("agents", 2, state="Ready")["state"] == "Calling"


def test_an_automatic_agent_wraps_up_by_itself(floor: Floor) -> None:
    """After its own time, with a result that the settings weigh."""
    floor.patch("settings", "system", dispositions={"NOTINT": 1})
    leads = floor.add(ANSWERS, ANSWERS)
    floor.patch("agents", 2, automatic=True, wrap_seconds=10)
    floor.agent(2)
    floor.site.advance(75)
    assert floor.state(2) == "Wrapping"
    floor.site.advance(90)
    assert floor.results() == dict.fromkeys(leads, "NOTINT")


def test_an_agent_with_a_shift_comes_and_goes(floor: Floor) -> None:
    """From ten to six on the centre's clock; a call is brought to its end first."""
    floor.patch("settings", "system", dispositions={"NOTINT": 1})
    row = floor.patch("agents", 2, campaign_id=floor.campaign, automatic=True, shift_start=10, shift_hours=8)
    assert row["state"] == "Logged Out"
    floor.site.advance(1)
    assert floor.state(2) == "Ready"
    floor.site.advance(3540)
    floor.add(ANSWERS)
    floor.site.advance(59)
    assert floor.state(2) == "Talking"
    floor.site.advance(120)
    assert (floor.state(2), list(floor.results().values())) == ("Logged Out", ["NOTINT"])
    floor.site.advance(16 * 3600)
    assert floor.state(2) == "Ready"


def test_a_user_made_by_hand_can_be_logged_in(floor: Floor) -> None:
    """Every user has a row among the agents; without the user there is none."""
    floor.put("users", 50, login="hand")
    assert floor.state(50) == "Logged Out"
    floor.patch("agents", 50, state="Not Ready")
    assert floor.calls(50) == []
    floor.site.control.delete(f"worlds/{floor.site.world}/state/{AGENT}/users/50")
    assert 50 not in {row["user_id"] for row in floor.rows("agents")}


def test_who_logs_out_and_in_again_has_left_the_pause_behind(floor: Floor) -> None:
    """Nothing of the last session makes the agent ready."""
    floor.managed("PUT", f"campaigns/{floor.campaign}", NotReadyWaitTime=8)
    floor.add(ANSWERS)
    floor.agent(2)
    floor.site.advance(6)
    floor.patch("agents", 2, state="Logged Out")
    floor.agent(2, "Not Ready")
    floor.site.advance(60)
    assert floor.state(2) == "Not Ready"


def test_a_manual_call_within_the_pause_does_not_end_the_readiness(floor: Floor) -> None:
    """The agent would have been ready again by itself, and is after the call and its own pause."""
    floor.managed("PUT", f"campaigns/{floor.campaign}", NotReadyWaitTime=8)
    floor.add(ANSWERS)
    floor.agent(2)
    floor.site.advance(6)
    floor.done("dispose/user/2/call/1000?resultcode=SALE")
    floor.dial(2, "2125550101")
    floor.site.advance(2)
    floor.done("dispose/user/2/call/1001?resultcode=SYSBUSY")
    floor.site.advance(8)
    assert floor.state(2) == "Ready"


def test_extreme_numbers_of_days_and_seconds_break_nothing(floor: Floor) -> None:
    """Whatever an integer can hold."""
    for days in (-(2**31), 2**31 - 1):
        floor.managed("PUT", f"lists/{floor.list_id}", ListName="L", MaxCallbackDays=days, UseMaxCallbackDays=True)
        floor.managed("PUT", f"campaigns/{floor.campaign}", NotReadyWaitTime=days)
        [lead] = floor.add(ANSWERS)
        floor.agent(2)
        floor.site.advance(6)
        [call] = floor.calls(2)
        floor.done(f"dispose/user/2/call/{call['CallId']}?resultcode=CALLBACK")
        floor.put("leads", lead, due=None)
        floor.patch("agents", 2, state="Not Ready")
