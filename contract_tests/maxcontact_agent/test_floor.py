"""The floor of a centre: it agrees with what the telephony API tells of its campaigns, calls and agents."""

from collections import Counter
from typing import Any

import pytest

from contract_tests.glance import anew, came_to, campaign, room
from contract_tests.maxcontact_agent.centre import AGENT, CONNECTED, Centre
from contract_tests.maxcontact_agent.floor import ANSWERS, BAD, BUSY, FAX, HANGS_UP, MACHINE, NO_LINE, NOBODY, Floor

EVERY_KIND = (ANSWERS, BUSY, NOBODY, MACHINE, FAX, BAD, NO_LINE, HANGS_UP)
PLAIN = tuple(f"20255501{line}" for line in range(10, 50))
# The members of the session's statistics that count calls which ended so.
STATS = {
    "answered": "CallsConnected",
    "no answer": "NoAnswers",
    "machine": "AnswerMachines",
    "busy": "Busy",
    "abandoned": "CallsDropped",
    "failed": "Failed",
}
# What an agent may hear besides a person.
HEARD = {"machine": "machine", "fax": "failed"}


def seen(floor: Centre) -> dict[str, Any]:
    """The floor of the centre."""
    return room(floor.site, AGENT)


def agents_by_themselves(floor: Floor) -> None:
    """Agents 2 to 4, who say by themselves what came of a call."""
    for user in (2, 3, 4):
        floor.patch("agents", user, automatic=True, wrap_seconds=10)
        floor.agent(user)


@pytest.mark.parametrize("kind", ["Predictive", "Progressive", "Preview"])
def test_endings_agree_with_the_statistics_of_the_session(floor: Floor, kind: str) -> None:
    """While the campaign dials: what the session counts has ended, or an agent is still on the line."""
    floor.managed("PUT", f"campaigns/{floor.campaign}", Type=kind)
    floor.add(*EVERY_KIND, *PLAIN)
    agents_by_themselves(floor)
    for span in (15, 15, 30, 60, 120, 300, 600):
        floor.site.advance(span)
        ended, stats = Counter(came_to(seen(floor))), floor.shown()["SessionStats"]
        talks = [call for call in floor.rows("calls") if call["call_state"] == CONNECTED and call["user_id"]]
        ended.update(HEARD.get(call["outcome"], "answered") for call in talks)
        assert {name: ended[name] for name in STATS} == {name: stats[member] for name, member in STATS.items()}
    assert set(ended) >= {"answered", "no answer", "machine", "busy", "failed"}


def test_a_call_that_waits_for_its_result_has_ended(floor: Floor) -> None:
    """The agent wraps up; the ending is the call's own."""
    floor.add(ANSWERS)
    floor.agent(2)
    floor.site.advance(70)
    now = seen(floor)
    assert (now["calls"], came_to(now), floor.state(2)) == ([], {"answered": 1}, "Wrapping")
    call = floor.calls(2)[0]["CallId"]
    floor.done(f"dispose/user/2/call/{call}?resultcode=NOTINT")
    assert seen(floor)["endings"] == now["endings"]


@pytest.mark.parametrize(
    ("number", "ending"), [(BUSY, "busy"), (NOBODY, "no answer"), (BAD, "failed"), (MACHINE, "machine")]
)
def test_a_call_dialled_by_hand_ends_as_the_network_says(floor: Floor, number: str, ending: str) -> None:
    """As long as the agent has not said otherwise."""
    floor.agent(2, "Not Ready")
    floor.dial(2, number)
    floor.site.advance(120)
    assert came_to(seen(floor)) == {ending: 1}


def test_progress_agrees_with_the_leads_of_the_campaign(floor: Floor) -> None:
    """Completed of Total, as the listing has them."""
    floor.add(*EVERY_KIND, *PLAIN)
    agents_by_themselves(floor)
    before = 0
    for _ in range(8):
        floor.site.advance(90)
        shown, leads = campaign(seen(floor), "C"), floor.shown()["Leads"]
        assert (shown["done"], shown["total"]) == (leads["Completed"], leads["Total"])
        assert shown["done"] >= before
        before = shown["done"]
    assert 0 < before < 48


def test_agents_and_calls_are_those_of_the_api(floor: Floor) -> None:
    """Number, agent and state, at every stage of a call."""
    floor.add(ANSWERS)
    floor.patch("users", 2, first_name="Alex", last_name="Example")
    floor.agent(2)
    stages = []
    for span in (0, 2, 10, 60):
        floor.site.advance(span)
        now = seen(floor)
        agent = now["agents"][0]
        assert (agent["name"], agent["state"], agent["campaign"]) == ("Alex Example", floor.state(2), "C")
        assert agent["since"] == floor.row("agents", 2)["since"]
        stages.append((agent["state"], agent["tone"], [(c["state"], c["tone"], c["agent"]) for c in now["calls"]]))
    assert stages == [
        ("Ready", "ready", [("Dialling", "ready", "")]),
        ("Ready", "ready", [("Ringing", "ready", "")]),
        ("Talking", "live", [("Connected", "live", "Alex Example")]),
        ("Wrapping", "live", []),
    ]


def test_a_call_on_hold_and_one_in_a_queue_are_held(floor: Floor) -> None:
    """Somebody waits in them."""
    floor.agent(2, "Not Ready")
    call = floor.dial(2, ANSWERS)["CallId"]
    floor.site.advance(10)
    floor.done(f"hold/user/2/call/{call}")
    floor.put("acd_queues", 7, acd_name="Service")
    floor.put("calls", 9000, queue_id=7, phone_number="2025550123", call_status=2, call_state=2)
    assert {(one["number"], one["state"], one["tone"], one["campaign"]) for one in seen(floor)["calls"]} == {
        (ANSWERS, "On Hold", "held", "C"),
        ("2025550123", "Ringing", "held", "Service"),
    }


def test_a_caller_who_gives_up_is_abandoned(floor: Floor) -> None:
    """Nobody takes calls of the queue."""
    floor.put("acd_queues", 7, acd_name="Service")
    floor.put("calls", 9000, queue_id=7, phone_number="2025550123", call_status=2, call_state=2)
    floor.site.advance(200)
    assert (seen(floor)["calls"], came_to(seen(floor))) == ([], {"abandoned": 1})


@pytest.mark.parametrize(
    ("changes", "state", "tone"),
    [
        ({"Status": "Running"}, "Running", "ready"),
        ({"Status": "Paused"}, "Paused", "held"),
        ({"Status": "Flushed"}, "Flushed", "held"),
        ({"Status": "Not Running"}, "Not Running", "held"),
    ],
)
def test_a_campaign_is_in_the_state_that_the_document_names(
    floor: Floor, changes: dict[str, str], state: str, tone: str
) -> None:
    """With nobody at work, one that runs is ready."""
    floor.managed("PUT", f"campaigns/{floor.campaign}", **changes)
    shown = campaign(seen(floor), "C")
    assert (shown["state"], shown["tone"], shown["note"]) == (state, tone, "Progressive, agents logged in: 0")


def test_an_emergency_holds_every_campaign(centre: Centre) -> None:
    """And is told."""
    centre.patch("settings", "system", global_emergency=True)
    for shown in seen(centre)["campaigns"]:
        assert shown["tone"] == "held"
        assert shown["note"].endswith(("global emergency", "not active"))


def test_users_who_may_log_in_come_last(floor: Floor) -> None:
    """Those who may not are not shown."""
    floor.agent(3)
    floor.patch("users", 4, active=False)
    shown = [(one["row"]["key"], one["state"], one["tone"]) for one in seen(floor)["agents"]]
    assert shown == [(3, "Ready", "ready"), (1, "Logged Out", "over"), (2, "Logged Out", "over")]


def test_a_call_that_began_before_the_time_looked_back_on_is_counted_when_it_ends_within(floor: Floor) -> None:
    """What counts is when it ended."""
    floor.add(ANSWERS)
    floor.agent(2)
    floor.site.advance(66)
    assert room(floor.site, AGENT, 0.008)["endings"]["answered"][-1] == 1
    assert floor.calls(2)


def test_an_empty_centre_has_nobody_at_work(centre: Centre) -> None:
    """The administrator is there to log in."""
    anew(centre.site, "empty")
    shown = seen(centre)
    assert (shown["campaigns"], shown["calls"], shown["endings"]) == ([], [], {})
    assert [agent["state"] for agent in shown["agents"]] == ["Logged Out"]
