"""The floor of a deployment: it agrees with the API's own runtime status, whatever the campaign does."""

from typing import Any

import pytest

from contract_tests.cisco.conftest import Cisco
from contract_tests.cisco.floor import DAY, HOUR, Floor, magic
from contract_tests.glance import anew, came_to, campaign, room

# Which counters of the runtime status count calls that ended so.
COUNTERS = {
    "answered": ("voiceCount", "callBackCount", "wrongNumberCount", "customerNotHomeCount"),
    "no answer": ("noAnswerDetectCount",),
    "machine": ("answeringMachineCount", "networkAnsMachineCount"),
    "busy": ("busyCount",),
    "abandoned": ("abandonDetectCount", "abandonToIvrCount", "customerAbandonDetectCount"),
    "failed": ("faxDetectCount", "sitToneDetectCount", "noDialToneDetectCount", "noRingBackDetectCount"),
}
# Error condition, and number not in service.
UNCOUNTED = (2, 3)
EVERY_KIND = [magic(f"{ending:02}") for ending in range(9)]
PLAIN = [f"72755501{line}" for line in range(10, 60)]


@pytest.fixture
def floor(cisco: Cisco) -> Floor:
    """A centre with two agents, whom nobody asks to call back."""
    cisco.patch("settings", "deployment", callbackShare=0)
    centre = Floor(cisco)
    centre.agents(2)
    return centre


def seen(floor: Floor, hours: float = 24) -> dict[str, Any]:
    """The floor of the deployment."""
    return room(floor.cisco.site, "cisco", hours)


def told(floor: Floor, number: int) -> dict[str, int]:
    """How many calls ended in which way, by the runtime status and, where that has no counter, by the call results."""
    stats = floor.stats(number)
    sums = {ending: sum(stats.get(name, 0) for name in names) for ending, names in COUNTERS.items()}
    sums["failed"] += sum(row["callResult"] in UNCOUNTED for row in floor.cisco.rows("dialer_details"))
    return {ending: count for ending, count in sums.items() if count}


@pytest.mark.parametrize(
    "elements",
    [
        {"mode": "PROGRESSIVEONLY"},
        {"mode": "PREDICTIVEONLY", "linesPerAgent": 2},
        {"mode": "PREVIEWONLY"},
        {"mode": "PREVIEWDIRECTONLY"},
        {"mode": "PROGRESSIVEONLY", "campaignPurposeType": "ivrCampaign"},
    ],
)
def test_endings_agree_with_the_runtime_status(floor: Floor, elements: dict[str, object]) -> None:
    """While the campaign dials, and when it has nobody left to dial."""
    number = floor.campaign(**elements, info="<ivrPorts>3</ivrPorts><ivrRoutePoint>9201</ivrRoutePoint>")
    floor.imported(number, *EVERY_KIND, *PLAIN)
    for span in (20, 40, 60, 300, 600, HOUR, 3 * HOUR):
        floor.cisco.advance(span)
        assert came_to(seen(floor)) == told(floor, number)
    assert told(floor, number).keys() >= {"answered", "no answer", "machine", "busy", "failed"}


def test_a_customer_who_nobody_comes_free_for_is_abandoned(floor: Floor) -> None:
    """Two agents, and six customers who answer at once."""
    number = floor.campaign("PREDICTIVEONLY", linesPerAgent=3, maximumLinesPerAgent=3)
    floor.imported(number, *[f"{area}5550100" for area in (727, 305, 212, 404, 617, 919)])
    floor.cisco.advance(30)
    assert came_to(seen(floor)) == told(floor, number) == {"abandoned": 4}
    assert [call["tone"] for call in seen(floor)["calls"]] == ["live", "live"]


def test_progress_agrees_with_the_contacts_that_wait(floor: Floor) -> None:
    """Who is neither waiting nor in the dialler's memory is done with."""
    number = floor.campaign("PREDICTIVEONLY", info="<recordsToCache>7</recordsToCache>", maxAttempts=2)
    floor.imported(number, *EVERY_KIND, *PLAIN)
    before = -1
    for _ in range(12):
        shown = campaign(seen(floor), "floor")
        waiting = floor.stats(number).get("totalCount", 0)
        in_memory = sum(call["campaignId"] == number and not call["recorded"] for call in floor.calls())
        assert (shown["total"], shown["total"] - shown["done"]) == (59, waiting + in_memory)
        assert shown["note"] == f"PREDICTIVEONLY, 00:00 to 23:59, {in_memory} in the dialler's memory"
        assert shown["done"] >= before
        before = shown["done"]
        floor.cisco.advance(120)
    assert 0 < before < 59


def test_agents_and_calls_are_those_of_the_rows(floor: Floor) -> None:
    """At every stage: what rings, who talks to whom and since when."""
    number = floor.campaign()
    floor.imported(number, "7275550100", "3055550102", header="Phone01")
    states = set()
    for _ in range(25):
        floor.cisco.advance(4)
        now = seen(floor)
        rows = [row for row in floor.cisco.rows("agents") if row["campaign"] == number]
        shown = [agent for agent in now["agents"] if agent["campaign"] == "floor"]
        assert [(one["row"]["key"], one["state"], one["since"]) for one in shown] == [
            (row["agentSkillTargetId"], row["state"], row["since"]) for row in rows
        ]
        lines = [call for call in floor.calls() if call["phase"] != "cached"]
        assert {(one["number"], one["state"], one["since"]) for one in now["calls"]} == {
            (call["dialed"], call["phase"], call["since"]) for call in lines
        }
        states |= {(one["state"], one["tone"]) for one in shown}
    assert states == {("reserved", "ready"), ("talking", "live"), ("wrapUp", "live")}


def test_who_looks_at_a_contact_is_shown_with_its_number(floor: Floor) -> None:
    """A preview is a call that an agent holds back."""
    number = floor.campaign("PREVIEWONLY")
    floor.imported(number, "7275550100")
    floor.cisco.advance(1)
    (call,) = seen(floor)["calls"]
    assert [call[name] for name in ("number", "state", "tone", "agent")] == [
        "7275550100",
        "preview",
        "held",
        "Ann Example",
    ]


def test_who_is_logged_out_comes_last(floor: Floor) -> None:
    """And is done for the day."""
    first = seen(floor)["agents"][0]["row"]["key"]
    floor.cisco.patch("agents", first, loggedIn=False)
    last = seen(floor)["agents"][-1]
    assert (last["row"]["key"], last["state"], last["tone"]) == (first, "logged out", "over")


def test_a_campaign_that_is_disabled_is_held_and_one_past_its_last_day_is_over(floor: Floor) -> None:
    """One that waits for its contacts is ready; those that are over come last."""
    number = floor.campaign(endDate="2026-01-06")
    assert _state(floor) == ("enabled", "ready")
    floor.update(number, enabled="false")
    assert _state(floor) == ("disabled", "held")
    floor.update(number, enabled="true")
    floor.cisco.advance(2 * DAY)
    assert _state(floor) == ("enabled", "over")
    assert seen(floor)["campaigns"][-1]["tone"] == "over"


def _state(floor: Floor) -> tuple[str, str]:
    shown = campaign(seen(floor), "floor")
    return shown["state"], shown["tone"]


def test_of_campaigns_that_are_over_the_last_dozen_is_shown(cisco: Cisco) -> None:
    """By their last day."""
    anew(cisco.site, "empty")
    for number in range(1, 16):
        cisco.site.put(
            "campaigns", number, "cisco", name=f"c{number:02}", enabled=True, dialingMode="PREVIEWONLY",
            endDate=f"2025-12-{number:02}",
        )  # fmt: skip
    names = [one["name"] for one in room(cisco.site, "cisco")["campaigns"]]
    assert names == [f"c{number:02}" for number in range(15, 3, -1)]


def test_calls_are_remembered_until_the_purge(floor: Floor) -> None:
    """Five days unless the deployment says otherwise; then nothing is left to be done at night."""
    number = floor.campaign()
    floor.imported(number, "7275550100")
    floor.cisco.advance(HOUR)
    floor.cisco.site.control.delete(f"worlds/{floor.cisco.site.world}/state/cisco/contacts/{number}/1")
    assert came_to(seen(floor, 744)) == {"answered": 1}
    floor.cisco.advance(5 * DAY)
    assert came_to(seen(floor, 744)) == {"answered": 1}
    floor.cisco.advance(DAY)
    assert came_to(seen(floor, 744)) == {}
    assert floor.cisco.rows("dialer_details") == []


def test_a_call_is_kept_with_whom_it_was_to(floor: Floor) -> None:
    """In the words of the vendor's Dialer_Detail table."""
    number = floor.campaign(campaignPrefix="9")
    floor.imported(number, "7275550100")
    floor.cisco.advance(HOUR)
    (row,) = floor.cisco.rows("dialer_details")
    assert (row["campaignId"], row["contactId"], row["phone"]) == (number, 1, "97275550100")
    assert (row["callResult"], row["talkSeconds"]) == (10, 60)
    assert row["agent"] in {agent["agentSkillTargetId"] for agent in floor.cisco.rows("agents")}


def test_what_was_not_dialled_did_not_end(floor: Floor) -> None:
    """A number of the Do Not Call list, and contacts that go back when the campaign is stopped."""
    number = floor.campaign()
    floor.cisco.site.put("do_not_call", "7275550100", "cisco")
    floor.imported(number, "7275550100", "3055550100")
    floor.cisco.advance(1)
    floor.update(number, enabled="false")
    floor.cisco.advance(60)
    assert came_to(seen(floor)) == {}
    assert floor.cisco.rows("dialer_details") == []
