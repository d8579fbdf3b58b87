"""The floor of a Dialer360 system: it agrees with what the API tells of calls, agents and leads."""

from collections import Counter
from typing import Any

import pytest

from contract_tests.conftest import Site
from contract_tests.glance import anew, came_to, campaign, room

SIGNED = "source=test&user=6666&pass=1234"
EVERY_KIND = [f"72755501{ending:02}" for ending in range(9)]
PLAIN = [f"72755501{line}" for line in range(10, 50)]
# The lead statuses of calls that no agent had; all others were given by an agent.
STATUSES = {
    "NA": "no answer",
    "AB": "busy",
    "AA": "machine",
    "DROP": "abandoned",
    "PDROP": "abandoned",
    "ADC": "failed",
    "ADCT": "failed",
    "AFAX": "failed",
}


@pytest.fixture
def floor(dialer360: Site) -> Site:
    """An empty system with one campaign that dials, its list 7001, and two agents who are not logged in yet."""
    anew(dialer360, "empty")
    dialer360.put(
        "campaigns", "DIAL", campaign_name="Spring", dial_method="RATIO", auto_dial_level=1, wrapup_seconds=10
    )
    dialer360.put("lists", 7001, campaign_id="DIAL")
    for number in (1, 2):
        dialer360.put("users", f"200{number}", full_name=f"Agent {number}", user_group="AGENTS")
    return dialer360


def add(site: Site, *numbers: str) -> None:
    """Add leads by the API."""
    for number in numbers:
        text = site.get(f"{SIGNED}&function=add_lead&list_id=7001&phone_number={number}").text
        assert text.startswith("SUCCESS"), text


def seat(site: Site) -> None:
    """Let both agents come."""
    for user in ("2001", "2002"):
        site.put("live_agents", user, campaign_id="DIAL")


def seen(site: Site) -> dict[str, Any]:
    """The floor of the system."""
    return room(site, "dialer360")


def told(site: Site, numbers: list[str]) -> Counter[str]:
    """How calls to these numbers ended, by the log of their calls."""
    query = f"{SIGNED}&function=phone_number_log&stage=pipe&phone_number={','.join(numbers)}&detail=ALL"
    lines = [line.split("|") for line in site.get(query).text.splitlines() if not line.startswith("ERROR")]
    live = {call["phone_number"] for call in site.rows("live_calls")}
    return Counter(STATUSES.get(line[4], "answered") for line in lines if line[0] not in live)


def test_endings_agree_with_the_log_of_calls(floor: Site) -> None:
    """Whatever a number comes to, while the campaign dials."""
    numbers = EVERY_KIND + PLAIN
    add(floor, *numbers)
    seat(floor)
    for span in (20, 40, 60, 300, 600, 3600):
        floor.advance(span)
        assert came_to(seen(floor)) == told(floor, numbers)
    assert told(floor, numbers).keys() >= {"answered", "no answer", "machine", "busy", "failed"}


def test_who_is_dropped_is_abandoned(floor: Site) -> None:
    """Six customers who answer at once, three for each agent."""
    numbers = [f"{area}5550100" for area in (727, 305, 212, 404, 617, 919)]
    floor.patch("campaigns", "DIAL", auto_dial_level=3)
    add(floor, *numbers)
    seat(floor)
    floor.advance(30)
    assert came_to(seen(floor)) == told(floor, numbers) == {"abandoned": 4}


def test_progress_is_of_the_leads_that_have_been_called(floor: Site) -> None:
    """Since the last reset of their list."""
    add(floor, *EVERY_KIND, *PLAIN)
    assert _progress(floor) == (0, 49)
    seat(floor)
    for _ in range(5):
        floor.advance(90)
        called = sum(lead["called_since_last_reset"] == "Y" for lead in floor.rows("leads"))
        assert _progress(floor) == (called, 49)
    assert 0 < called < 49
    for user in ("2001", "2002"):
        floor.control.delete(f"worlds/{floor.world}/state/dialer360/live_agents/{user}")
    floor.get(f"{SIGNED}&function=update_list&list_id=7001&reset_list=Y")
    assert _progress(floor) == (0, 49)


def test_a_lead_that_was_never_called_is_still_to_be_done(floor: Site) -> None:
    """Even when the hopper may not take it, because something else is to bring it up."""
    floor.put("leads", 0, list_id=7001, phone_number="7275550110", called_since_last_reset="Y")
    assert _progress(floor) == (0, 1)


def _progress(site: Site) -> tuple[int, int]:
    shown = campaign(seen(site), "Spring")
    return shown["done"], shown["total"]


def test_agents_and_calls_are_those_of_the_api(floor: Site) -> None:
    """Statuses as the API lists them, and names of people rather than logins."""
    add(floor, "7275550100")
    floor.put("live_agents", "2001", campaign_id="DIAL")
    floor.advance(10)
    now = seen(floor)
    (agent,), (call,) = now["agents"], now["calls"]
    line = floor.get(f"{SIGNED}&function=agent_status&agent_user=2001&stage=pipe").text.split("|")
    assert (agent["name"], agent["state"], agent["tone"]) == ("Agent 1", line[0], "live")
    assert [call[name] for name in ("number", "state", "tone", "agent", "campaign")] == [
        "7275550100",
        "XFER",
        "live",
        "Agent 1",
        "DIAL",
    ]
    assert campaign(now, "Spring")["tone"] == "live"


def test_a_campaign_that_is_not_active_is_held(floor: Site) -> None:
    """One that is, with nobody on its lines, is ready."""
    assert campaign(seen(floor), "Spring")["tone"] == "ready"
    floor.patch("campaigns", "DIAL", active="N")
    shown = campaign(seen(floor), "Spring")
    assert (shown["state"], shown["tone"]) == ("inactive", "held")


def test_the_newest_call_comes_first(floor: Site) -> None:
    """By when it was placed or answered."""
    add(floor, "7275550100", "3055550110", "2125550111")
    seat(floor)
    floor.advance(3)
    since = [call["since"] for call in seen(floor)["calls"]]
    floor.advance(30)
    since = [call["since"] for call in seen(floor)["calls"]]
    assert since == sorted(since, reverse=True)
    assert since
