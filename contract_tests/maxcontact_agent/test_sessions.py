"""IVR and Bridge campaigns: they dial as many lines as they have, and no agent takes part."""

import pytest

from contract_tests.maxcontact_agent.centre import CONNECTED
from contract_tests.maxcontact_agent.floor import ANSWERS, BUSY, HANGS_UP, MACHINE, Floor


def lines(floor: Floor, kind: str, most: int = 3) -> None:
    """Let the campaign be of that type, with so many lines."""
    floor.managed("PUT", f"campaigns/{floor.campaign}", Type=kind, MaxLines=most)


@pytest.mark.parametrize("kind", ["IVR", "Bridge"])
def test_as_many_lines_are_dialled_as_the_campaign_has(floor: Floor, kind: str) -> None:
    """Without an agent; what comes free is used again."""
    lines(floor, kind)
    floor.add(*[BUSY] * 5)
    floor.site.advance(1)
    campaign = floor.shown()
    assert (len(floor.rows("calls")), campaign["CalculatedLines"], campaign["MaxCallCap"]) == (3, 3, 3)
    floor.site.advance(600)
    assert list(floor.results().values()) == ["SYSBUSY"] * 5


@pytest.mark.parametrize("kind", ["IVR", "Bridge"])
def test_a_campaign_without_lines_dials_nobody(floor: Floor, kind: str) -> None:
    """Until it has some."""
    lines(floor, kind, 0)
    floor.add(BUSY)
    floor.site.advance(600)
    assert floor.results() == {}
    lines(floor, kind, 1)
    floor.site.advance(2)
    assert list(floor.results().values()) == ["SYSBUSY"]


@pytest.mark.parametrize(("kind", "code"), [("IVR", "HKT"), ("Bridge", "BRIDGE")])
def test_who_answers_is_talked_to_without_an_agent(floor: Floor, kind: str, code: str) -> None:
    """A ready agent is not asked, the call is not queued, and the session counts it when it is over."""
    floor.put("plans", "ivr,0", hot_key_percent=100)
    lines(floor, kind)
    [lead] = floor.add(ANSWERS)
    floor.agent(2)
    floor.site.advance(6)
    campaign = floor.shown()
    assert [call["CallState"] for call in campaign["IvrSessions"]] == [CONNECTED]
    assert (campaign["DropQueue"], campaign["LiveStats"]["CallsInQueue"], floor.calls(2)) == ([], 0, [])
    assert (campaign["LiveStats"]["CallsRinging"], campaign["LiveStats"]["CallsInSession"]) == (0, 1)
    floor.site.advance(60)
    assert (floor.results(), floor.state(2)) == ({lead: code}, "Ready")
    stats = floor.shown()["SessionStats"]
    assert (stats["CallsAnswered"], stats["CallsConnected"], stats["CallsDropped"]) == (1, 1, 0)
    assert stats["TalkSeconds"] == 60


def test_who_presses_no_hot_key_hangs_up_in_the_end(floor: Floor) -> None:
    """The list's IVR plan says how many of a hundred press it."""
    floor.put("plans", "ivr,3", hot_key_percent=0)
    floor.managed("PUT", f"lists/{floor.list_id}", ListName="L", IvrPlanId=3)
    lines(floor, "IVR", 4)
    leads = floor.add(*[ANSWERS] * 3, HANGS_UP)
    floor.site.advance(70)
    assert floor.results() == dict.fromkeys(leads, "HUNGUP")


def test_a_pause_lets_sessions_end_and_a_flush_cancels_what_rings(floor: Floor) -> None:
    """Nobody is cut off in the middle."""
    lines(floor, "Bridge", 1)
    first, second = floor.add(ANSWERS, ANSWERS)
    floor.site.advance(6)
    floor.managed("PUT", f"campaigns/{floor.campaign}", MaxLines=2)
    floor.site.advance(1)
    floor.managed("PATCH", f"campaigns/{floor.campaign}/status", CampaignStatus="Flushed")
    assert floor.results() == {second: "CANCEL"}
    floor.site.advance(60)
    assert floor.results() == {first: "BRIDGE", second: "CANCEL"}


def test_a_session_goes_on_when_the_campaign_becomes_predictive(floor: Floor) -> None:
    """What rings at that moment comes to the agents."""
    lines(floor, "IVR", 1)
    first, second = floor.add(ANSWERS, ANSWERS)
    floor.site.advance(6)
    lines(floor, "IVR", 2)
    floor.site.advance(1)
    floor.managed("PATCH", f"campaigns/{floor.campaign}/type", CampaignType="Predictive")
    floor.agent(2)
    floor.site.advance(5)
    assert [call["CallState"] for call in floor.calls(2)] == [CONNECTED]
    floor.site.advance(60)
    assert list(floor.results()) == [first]
    assert {row["lead_id"] for row in floor.rows("calls")} == {second}


def test_an_ivr_campaign_does_not_dial_preview_lists(floor: Floor) -> None:
    """There is nobody who could preview."""
    floor.managed("PUT", f"lists/{floor.list_id}", ListName="L", ListType="Preview")
    lines(floor, "IVR")
    floor.add(BUSY)
    floor.agent(2)
    floor.site.advance(600)
    assert (floor.results(), floor.state(2)) == ({}, "Ready")


@pytest.mark.parametrize(("passes", "code"), [(False, "SYSANSMACH"), (True, "SYSANSMACH")])
def test_an_answer_machine_plan_may_let_machines_through(floor: Floor, passes: bool, code: str) -> None:
    """The IVR speaks to them then, for as long as they listen."""
    floor.put("plans", "answer_machine,2", pass_machines=passes)
    floor.managed("PUT", f"lists/{floor.list_id}", ListName="L", AnswerMachinePlanId=2)
    lines(floor, "IVR")
    [lead] = floor.add(MACHINE)
    floor.site.advance(20)
    assert bool(floor.shown()["IvrSessions"]) is passes
    floor.site.advance(10)
    assert floor.results() == {lead: code}
    assert floor.shown()["SessionStats"]["AnswerMachines"] == 1
