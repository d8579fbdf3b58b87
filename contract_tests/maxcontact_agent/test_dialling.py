"""What the dialler does by itself: when, at which pace, and what becomes of the calls."""

from typing import Any

import pytest

from contract_tests.maxcontact_agent.centre import CONNECTED, ENDED
from contract_tests.maxcontact_agent.floor import ANSWERS, BAD, BUSY, FAX, HANGS_UP, MACHINE, NO_LINE, NOBODY, Floor


def predictive(floor: Floor, **more: Any) -> None:
    """Let the campaign dial two lines for each agent."""
    floor.managed("PUT", f"campaigns/{floor.campaign}", Type="Predictive", **more)


def test_nobody_is_called_while_no_agent_waits(floor: Floor) -> None:
    """Leads wait, and once the dialler has seen that nothing can be done, nothing is due."""
    floor.add(ANSWERS)
    floor.agent(2, "Not Ready")
    floor.site.advance(1)
    assert floor.site.advance(3600) == []
    assert floor.rows("calls") == []


def test_a_lead_that_answers_comes_to_the_ready_agent(floor: Floor) -> None:
    """A call of the system, which the agent disposes of and is ready again."""
    [lead] = floor.add(ANSWERS)
    floor.agent(2)
    floor.site.advance(5)
    assert (floor.state(2), floor.calls(2)) == ("Ready", [])
    floor.site.advance(1)
    [call] = floor.calls(2)
    assert (call["CallState"], call["CallStatus"], floor.state(2)) == (CONNECTED, 1, "Talking")
    floor.site.advance(60)
    assert (floor.calls(2)[0]["CallState"], floor.state(2)) == (ENDED, "Wrapping")
    floor.done(f"dispose/user/2/call/{call['CallId']}?resultcode=SALE")
    assert (floor.state(2), floor.results()) == ("Ready", {lead: "SALE"})


@pytest.mark.parametrize(
    ("number", "seconds", "code", "member"),
    [
        (BUSY, 2, "SYSBUSY", "Busy"),
        (NOBODY, 25, "SYSNOANS", "NoAnswers"),
        (MACHINE, 20, "SYSANSMACH", "AnswerMachines"),
        (FAX, 6, "BAD", "Failed"),
        (BAD, 1, "SYSOI", "Failed"),
        (NO_LINE, 1, "NOCARRIER", "Failed"),
    ],
)
def test_what_no_person_answers_never_reaches_an_agent(
    floor: Floor, number: str, seconds: int, code: str, member: str
) -> None:
    """The system gives the result, and the session counts it."""
    [lead] = floor.add(number)
    floor.agent(2)
    floor.site.advance(seconds)
    assert (floor.results(), floor.state(2)) == ({lead: code}, "Ready")
    campaign = floor.shown()
    stats = campaign["SessionStats"]
    assert (stats["CallsPlaced"], stats[member], stats["CallsAnswered"]) == (1, 1, 0)
    assert campaign["ResultSessions"] == [{"Code": code, "Count": 1}]


def test_a_customer_who_hangs_up_at_once_still_costs_the_agent_a_call(floor: Floor) -> None:
    """555-0107 stays for a second."""
    floor.add(HANGS_UP)
    floor.agent(2)
    floor.site.advance(7)
    assert (floor.calls(2)[0]["CallState"], floor.state(2)) == (ENDED, "Wrapping")


def test_a_progressive_campaign_dials_one_line_for_each_agent(floor: Floor) -> None:
    """Two agents wait, so two leads ring."""
    floor.add(*[ANSWERS] * 5)
    for user in (2, 3):
        floor.agent(user)
    floor.site.advance(1)
    assert (len(floor.rows("calls")), floor.shown()["LiveStats"]["CallsRinging"]) == (2, 2)


def test_a_predictive_campaign_dials_two_lines_for_each_agent(floor: Floor) -> None:
    """What answers beyond the agents waits a moment, and is dropped."""
    predictive(floor)
    floor.add(ANSWERS, ANSWERS)
    floor.agent(2)
    floor.site.advance(6)
    campaign = floor.shown()
    assert (len(floor.calls(2)), len(campaign["DropQueue"]), campaign["LiveStats"]["CallsInQueue"]) == (1, 1, 1)
    floor.site.advance(5)
    assert [row["result_code"] for row in floor.rows("past_calls")] == ["SYSDROP"]
    stats = floor.shown()["SessionStats"]
    assert (stats["CallsAnswered"], stats["CallsConnected"], stats["CallsDropped"]) == (2, 1, 1)
    assert stats["DropPercent"] == 50


def test_a_call_in_the_drop_queue_goes_to_the_agent_who_comes_free(floor: Floor) -> None:
    """In time it is nobody's loss."""
    predictive(floor)
    floor.add(ANSWERS, ANSWERS)
    floor.agent(2)
    floor.site.advance(7)
    floor.agent(3)
    floor.site.advance(1)
    assert [len(floor.calls(user)) for user in (2, 3)] == [1, 1]


def test_too_many_drops_slow_a_predictive_campaign_down(floor: Floor) -> None:
    """Above its target it dials one line for each agent; the target is what makes it look."""
    predictive(floor, TargetDropPercent=3)
    floor.add(ANSWERS, ANSWERS)
    floor.agent(2)
    assert (floor.shown()["Pacing"], floor.shown()["UseAutoPacing"]) == (2, True)
    floor.site.advance(11)
    floor.done("dispose/user/2/call/1000?resultcode=SALE")
    floor.add(ANSWERS, ANSWERS)
    floor.site.advance(1)
    campaign = floor.shown()
    assert (campaign["Pacing"], campaign["LiveStats"]["CallsRinging"]) == (1, 1)
    assert campaign["LastPacingAdjust"] == "2026-01-05T17:00:11Z"


def test_a_predictive_campaign_with_few_agents_degrades_to_progressive(floor: Floor) -> None:
    """Below its threshold of agents who are logged in, whether ready or not."""
    predictive(floor, DegradeToProgressive=True, ProgressiveThreshold=2)
    floor.agent(2)
    assert floor.shown()["Pacing"] == 1
    floor.agent(3, "Not Ready")
    assert floor.shown()["Pacing"] == 2


def test_a_preview_campaign_shows_the_lead_before_it_is_called(floor: Floor) -> None:
    """For twenty seconds; then the call is the agent's, whatever comes of it."""
    floor.managed("PATCH", f"campaigns/{floor.campaign}/type", CampaignType="Preview")
    [lead] = floor.add(NOBODY)
    floor.agent(2)
    floor.site.advance(1)
    assert (floor.state(2), floor.shown()["PreviewQueue"], floor.calls(2)) == ("Previewing", [lead], [])
    floor.site.advance(19)
    assert (floor.state(2), floor.calls(2)[0]["CallStatus"]) == ("Calling", 1)
    floor.site.advance(25)
    assert (floor.state(2), floor.calls(2)[0]["CallState"]) == ("Wrapping", ENDED)
    floor.done("dispose/user/2/call/1000?resultcode=SYSNOANS")
    assert (floor.state(2), floor.results()) == ("Ready", {lead: "SYSNOANS"})


def test_who_previews_can_go_ready_but_not_dial(floor: Floor) -> None:
    """To go ready changes nothing then."""
    floor.managed("PUT", f"lists/{floor.list_id}", ListName="L", ListType="Preview")
    floor.add(ANSWERS)
    floor.agent(2)
    floor.site.advance(1)
    floor.done("goready/user/2")
    assert floor.state(2) == "Previewing"
    assert floor.telephony("dial/user/2/phone/2025550100")["ResponseDetail"].endswith("neither ready nor not ready")


def test_a_paused_campaign_lets_its_calls_finish(floor: Floor) -> None:
    """What rings is answered and comes to the agent; then nothing follows, until it runs again."""
    floor.add(ANSWERS, ANSWERS)
    floor.agent(2)
    floor.site.advance(2)
    floor.managed("PATCH", f"campaigns/{floor.campaign}/status", CampaignStatus="Paused")
    floor.site.advance(4)
    assert floor.state(2) == "Talking"
    floor.done("dispose/user/2/call/1000?resultcode=SALE")
    assert floor.site.advance(600)
    assert len(floor.rows("past_calls")) == 1
    session = floor.shown()["SessionID"]
    floor.managed("PATCH", f"campaigns/{floor.campaign}/status", CampaignStatus="Running")
    floor.site.advance(7)
    assert (len(floor.calls(2)), floor.shown()["SessionID"]) == (1, session)


def test_a_flushed_campaign_drops_what_no_agent_has_yet(floor: Floor) -> None:
    """Calls that ring are cancelled, conversations go on; the next start is a new session."""
    floor.add(*[ANSWERS] * 3)
    floor.agent(2)
    floor.site.advance(7)
    floor.agent(3)
    floor.site.advance(1)
    session = floor.shown()
    floor.managed("PATCH", f"campaigns/{floor.campaign}/status", CampaignStatus="Flushed")
    assert [row["result_code"] for row in floor.rows("past_calls")] == ["CANCEL"]
    assert [call["CallState"] for call in floor.calls(2)] == [CONNECTED]
    floor.managed("PATCH", f"campaigns/{floor.campaign}/status", CampaignStatus="Running")
    again = floor.shown()
    assert again["SessionID"] == session["SessionID"] + 1
    assert (session["SessionStats"]["CallsPlaced"], again["SessionStats"]["CallsPlaced"]) == (2, 1)


def test_a_flush_takes_previewed_leads_back(floor: Floor) -> None:
    """They wait for their turn again, and the agent for the next one."""
    floor.managed("PATCH", f"campaigns/{floor.campaign}/type", CampaignType="Preview")
    [lead] = floor.add(ANSWERS)
    floor.agent(2)
    floor.site.advance(5)
    floor.managed("PATCH", f"campaigns/{floor.campaign}/status", CampaignStatus="Flushed")
    assert (floor.state(2), floor.row("leads", lead)["due"]) == ("Ready", "2026-01-05T17:00:05Z")
    floor.site.advance(60)
    assert floor.rows("calls") == []


def test_a_pause_within_a_preview_gives_the_lead_back_when_it_would_be_called(floor: Floor) -> None:
    """A paused campaign begins no call."""
    floor.managed("PATCH", f"campaigns/{floor.campaign}/type", CampaignType="Preview")
    [lead] = floor.add(ANSWERS)
    floor.agent(2)
    floor.site.advance(5)
    floor.managed("PATCH", f"campaigns/{floor.campaign}/status", CampaignStatus="Paused")
    floor.site.advance(15)
    assert (floor.state(2), floor.row("leads", lead)["due"], floor.calls(2)) == ("Ready", "2026-01-05T17:00:20Z", [])


def test_an_emergency_cancels_what_rings_and_ends_with_dialling_again(floor: Floor) -> None:
    """Disable restores the status, and the dialler goes on."""
    floor.add(ANSWERS, ANSWERS)
    floor.agent(2)
    floor.site.advance(2)
    floor.managed("POST", "globalemergency/enable")
    assert [row["result_code"] for row in floor.rows("past_calls")] == ["CANCEL"]
    assert floor.site.advance(600) == []
    floor.managed("POST", "globalemergency/disable")
    floor.site.advance(6)
    assert len(floor.calls(2)) == 1


def test_the_agent_who_waits_longest_has_the_next_call(floor: Floor) -> None:
    """Whatever the numbers of the users."""
    floor.agent(3)
    floor.site.advance(10)
    floor.agent(2)
    floor.add(ANSWERS)
    floor.site.advance(7)
    assert [len(floor.calls(user)) for user in (2, 3)] == [0, 1]


def test_the_weights_of_outcomes_can_be_set(floor: Floor) -> None:
    """Numbers that force nothing follow them."""
    floor.patch("settings", "system", outcomes={"busy": 1})
    floor.add(*[f"20255501{number}" for number in range(20, 40)])
    floor.agent(2)
    floor.site.advance(120)
    assert set(floor.results().values()) == {"SYSBUSY"}
