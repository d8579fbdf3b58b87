"""Calls that come in: to whom they go, how long they wait, and what the queues tell of it."""

from typing import Any

from contract_tests.maxcontact_agent.centre import CONNECTED, Centre


def queue(centre: Centre, number: int = 1) -> dict[str, Any]:
    """An ACD queue as the telephony API shows it."""
    found: dict[str, Any] = next(row for row in centre.done("acdqueues/user/2") if row["ID"] == number)
    return found


def ring_in(centre: Centre, queue_id: int = 1, number: str = "2125550100", talks: int = 60) -> int:
    """Let somebody call a queue; the id of the call."""
    return int(centre.put("calls", 0, queue_id=queue_id, phone_number=number, talk_seconds=talks)["call_id"])


def test_a_caller_comes_to_the_ready_agent_with_the_skills(centre: Centre) -> None:
    """User 6 has English and Technical; the caller is known by the number."""
    centre.done("goready/user/6")
    call_id = ring_in(centre, 2)
    assert centre.calls(6) == [
        {
            "CallId": call_id,
            "CallStartTime": "2026-01-05T17:00:00Z",
            "CallState": CONNECTED,
            "CallStatus": 2,
            "CustomerName": "Wren",
            "CustomerName2": "Ellis",
            "PhoneNumber": "2125550100",
            "RecordingState": 0,
        }
    ]
    centre.site.advance(60)
    centre.done(f"dispose/user/6/call/{call_id}?resultcode=NOTINT")
    assert (centre.state(6), queue(centre, 2)["SessionStats"]["TalkSeconds"]) == ("Ready", 60)


def test_agents_of_a_campaign_that_is_not_blended_take_no_callers(centre: Centre) -> None:
    """User 2 has the skill, but works outbound; when the campaign is blended, the call is theirs."""
    centre.managed("PATCH", "campaigns/1/status", CampaignStatus="Paused")
    centre.done("goready/user/2")
    ring_in(centre)
    assert (centre.calls(2), queue(centre)["SnapshotStats"]["CallsWaiting"]) == ([], 1)
    centre.managed("PUT", "campaigns/1", IsBlended=True)
    centre.site.advance(1)
    assert [call["CallStatus"] for call in centre.calls(2)] == [2]


def test_an_agent_needs_every_skill_of_the_queue(centre: Centre) -> None:
    """And loses the calls with the skill."""
    centre.managed("DELETE", "users/skills", SkillId=3, UserIds=[6])
    centre.done("goready/user/6")
    ring_in(centre, 2)
    assert centre.calls(6) == []
    centre.managed("PUT", "users/skills", SkillId=3, Proficiency=1, UserIds=[6])
    ring_in(centre, 2)
    assert len(centre.calls(6)) == 1


def test_a_caller_who_waits_is_the_next_who_is_served(centre: Centre) -> None:
    """And counts as answered in time within the acceptable queue time."""
    ring_in(centre)
    centre.site.advance(10)
    assert queue(centre)["SnapshotStats"] == {"CallsWaiting": 1, "CallsTalking": 0, "LongestWaitSeconds": 10}
    centre.done("goready/user/6")
    centre.site.advance(1)
    stats = queue(centre)["SessionStats"]
    assert (stats["Offered"], stats["Answered"], stats["AnsweredInTime"], stats["AverageWaitSeconds"]) == (1, 1, 1, 10)
    assert queue(centre)["SnapshotStats"]["CallsTalking"] == 1


def test_a_caller_gives_up_in_the_end(centre: Centre) -> None:
    """At the latest when the queue's own time is over."""
    call_id = ring_in(centre)
    centre.site.advance(120)
    assert centre.row("past_calls", call_id)["result_code"] == "ABANDON"
    assert queue(centre)["SessionStats"]["Abandoned"] == 1
    assert queue(centre)["TenMinuteOffers"] == {"Offered": 1, "Answered": 0}
    centre.site.advance(600)
    assert queue(centre)["TenMinuteOffers"] == {"Offered": 0, "Answered": 0}


def test_an_inactive_queue_has_no_agents(centre: Centre) -> None:
    """Queue 3 asks for no skill, but is off."""
    centre.done("goready/user/6")
    ring_in(centre, 3)
    assert centre.calls(6) == []


def test_people_call_a_number_as_often_as_it_says(centre: Centre) -> None:
    """Sixty an hour, more or less; in an emergency they are routed elsewhere."""
    centre.patch("inbound_numbers", "2025550120", calls_per_hour=60)
    centre.site.advance(3600)
    offered = queue(centre)["SessionStats"]["Offered"]
    assert 40 <= offered <= 90
    centre.managed("POST", "globalemergency/enable")
    centre.site.advance(3600)
    assert queue(centre)["SessionStats"]["Offered"] == offered
    assert 40 <= centre.row("inbound_numbers", "2025550120")["emergency_routed"] <= 90
    centre.managed("POST", "globalemergency/disable")
    centre.patch("inbound_numbers", "2025550120", calls_per_hour=0)
    assert centre.site.advance(3600) == [] or queue(centre)["SnapshotStats"]["CallsWaiting"] == 0


def test_a_call_that_is_taken_away_by_hand_frees_its_agent(centre: Centre) -> None:
    """Nothing of it is left."""
    centre.done("goready/user/6")
    call_id = ring_in(centre)
    centre.site.control.delete(f"worlds/{centre.site.world}/state/maxcontact-agent/calls/{call_id}")
    assert (centre.calls(6), centre.state(6)) == ([], "Ready")
    assert centre.site.advance(600) == []


def test_who_knows_the_skills_best_has_the_call(centre: Centre) -> None:
    """Of several agents who are ready; Proficiency goes from one to ten."""
    centre.patch("agents", 5, campaign_id=7, state="Not Ready")
    centre.managed("PUT", "users/skills", SkillId=1, Proficiency=3, UserIds=[5])
    for user in (5, 6):
        centre.done(f"goready/user/{user}")
        centre.site.advance(1)
    ring_in(centre)
    assert [len(centre.calls(user)) for user in (5, 6)] == [0, 1]
    ring_in(centre)
    assert [len(centre.calls(user)) for user in (5, 6)] == [1, 1]


def test_a_new_skill_brings_a_call_that_waits(centre: Centre) -> None:
    """The agent is ready already, and need do nothing."""
    centre.managed("DELETE", "users/skills", SkillId=3, UserIds=[6])
    centre.done("goready/user/6")
    ring_in(centre, 2)
    centre.site.advance(5)
    assert centre.calls(6) == []
    centre.managed("PUT", "users/skills", SkillId=3, Proficiency=1, UserIds=[6])
    assert len(centre.calls(6)) == 1


def test_of_two_queues_the_caller_who_waits_longer_comes_first(centre: Centre) -> None:
    """Whatever the numbers of the queues."""
    longer = ring_in(centre, 2)
    centre.site.advance(3)
    ring_in(centre, 1)
    centre.done("goready/user/6")
    assert [call["CallId"] for call in centre.calls(6)] == [longer]


def test_a_queue_that_is_activated_by_hand_has_agents(centre: Centre) -> None:
    """Queue 3 is off."""
    centre.done("goready/user/6")
    ring_in(centre, 3)
    centre.patch("acd_queues", 3, active=True)
    centre.site.advance(1)
    assert len(centre.calls(6)) == 1
