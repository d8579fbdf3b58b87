"""What the dialler does by itself: whom it calls, when, and what becomes of agents who come and go."""

from typing import Any

import pytest

from contract_tests.conftest import Site

SIGNED = "source=test&user=6666&pass=1234"


@pytest.fixture
def floor(dialer360: Site) -> Site:
    """An empty system with one campaign that dials, its list 7001, and one agent who is not logged in yet."""
    dialer360.control.put(f"worlds/{dialer360.world}", json={"scenario": "empty"}).raise_for_status()
    dialer360.put("campaigns", "DIAL", dial_method="RATIO", auto_dial_level=1, wrapup_seconds=10)
    dialer360.put("lists", 7001, campaign_id="DIAL")
    dialer360.put("users", "2001", full_name="Agent One", user_group="AGENTS")
    return dialer360


def _add(site: Site, number: str, **extra: str) -> int:
    query = "".join(f"&{name}={value}" for name, value in extra.items())
    text = site.get(f"{SIGNED}&function=add_lead&list_id=7001&phone_number={number}{query}").text
    assert text.startswith("SUCCESS"), text
    return int(text.split("|")[3])


def _lead(site: Site, lead_id: int) -> dict[str, Any]:
    return site.row("leads", lead_id)


def test_nobody_is_called_while_no_agent_waits(floor: Site) -> None:
    """Leads wait in the list, and once the dialler has seen that nothing can be done, nothing is due."""
    _add(floor, "7275550100")
    floor.advance(1)
    assert floor.advance(3600) == []
    assert floor.rows("call_log") == []


def test_an_agent_who_is_put_on_the_floor_is_shown_as_seated(floor: Site) -> None:
    """The answer is the row as the system made it: since when, and in which session."""
    row = floor.put("live_agents", "2001", campaign_id="DIAL").json()
    assert (row["status"], row["since"], row["conf_exten"]) == ("READY", "2026-01-05T17:00:00Z", "8600051")
    assert row == floor.row("live_agents", "2001")


def test_leads_are_called_in_the_order_they_came(floor: Site) -> None:
    """One agent, one line: first in, first called."""
    leads = [_add(floor, f"727555010{outcome}") for outcome in (1, 5, 6)]
    floor.put("live_agents", "2001", campaign_id="DIAL")
    floor.advance(60)
    calls = sorted(floor.rows("call_log"), key=lambda call: str(call["call_date"]))
    assert [call["lead_id"] for call in calls] == leads


def test_a_lead_is_called_in_its_own_day_only(floor: Site) -> None:
    """At noon in New York it is seven in Honolulu: that lead waits for nine o'clock there, two hours later."""
    here, hawaii = _add(floor, "7275550100"), _add(floor, "8085550100")
    floor.put("live_agents", "2001", campaign_id="DIAL")
    floor.advance(7140)
    assert [_lead(floor, lead)["called_count"] for lead in (here, hawaii)] == [1, 0]
    floor.advance(120)
    assert _lead(floor, hawaii)["called_count"] == 1


def test_a_number_on_the_list_of_those_not_to_be_called_is_marked_instead(floor: Site) -> None:
    """With the internal list in use the lead becomes DNCL and is never dialled."""
    floor.patch("campaigns", "DIAL", use_internal_dnc="Y")
    floor.put("dnc", "7275550100")
    lead = _add(floor, "7275550100")
    floor.put("live_agents", "2001", campaign_id="DIAL")
    floor.advance(60)
    assert (_lead(floor, lead)["status"], _lead(floor, lead)["called_count"]) == ("DNCL", 0)


def test_a_callback_for_anyone_is_made_when_it_is_due(floor: Site) -> None:
    """The lead is held until then, and called first in line."""
    lead = _add(floor, "7275550100", callback="Y", campaign_id="DIAL", callback_datetime="2026-01-05+13:00:00")
    assert _lead(floor, lead)["status"] == "CBHOLD"
    floor.put("live_agents", "2001", campaign_id="DIAL")
    floor.advance(3599)
    assert floor.rows("call_log") == []
    floor.advance(200)
    assert [call["lead_id"] for call in floor.rows("call_log")] == [lead]
    assert [(row["callback_id"], row["lead_id"]) for row in floor.rows("callbacks_archive")] == [(1, lead)]


def test_an_agent_goes_through_the_states_of_a_call(floor: Site) -> None:
    """READY, INCALL for the sixty seconds this number talks, the wrap-up, READY again."""
    _add(floor, "7275550100")
    floor.put("live_agents", "2001", campaign_id="DIAL")
    seen = []
    for seconds in (1, 5, 60, 10):
        floor.advance(seconds)
        seen.append(floor.get(f"{SIGNED}&function=agent_status&agent_user=2001").text.split("|"))
    assert [row[0] for row in seen] == ["READY", "INCALL", "PAUSED", "READY"]
    assert [row[9] for row in seen] == ["", "", "DISPO", ""]


def test_a_call_that_no_agent_takes_is_dropped(floor: Site) -> None:
    """Two lines for one agent: the second caller waits five seconds and is gone."""
    floor.patch("campaigns", "DIAL", auto_dial_level=2)
    leads = [_add(floor, number) for number in ("7275550100", "7275550100")]
    floor.put("live_agents", "2001", campaign_id="DIAL")
    floor.advance(30)
    statuses = sorted(_lead(floor, lead)["status"] for lead in leads)
    assert statuses == ["DROP", "INCALL"]
    assert {call["term_reason"] for call in floor.rows("call_log") if call["status"] == "DROP"} == {"ABANDON"}


def test_an_agent_who_is_sent_home_ends_the_call(floor: Site) -> None:
    """The call is closed, recorded and dispositioned; nothing of it goes on."""
    lead = _add(floor, "7275550100")
    floor.put("live_agents", "2001", campaign_id="DIAL")
    floor.advance(20)
    floor.control.delete(f"worlds/{floor.world}/state/dialer360/live_agents/2001").raise_for_status()
    call = floor.rows("call_log")[0]
    assert (call["length_in_sec"], call["term_reason"], floor.rows("live_calls")) == (14, "AGENT", [])
    assert floor.rows("recordings")[0]["length_in_sec"] == 14
    assert _lead(floor, lead)["status"] not in {"QUEUE", "INCALL"}
    assert [event["kind"] for event in floor.advance(600)] in ([], ["callback"])


def test_a_paused_agent_gets_no_calls_and_the_pause_is_counted(floor: Site) -> None:
    """Two minutes of pause, then one of waiting."""
    floor.put("live_agents", "2001", campaign_id="DIAL")
    floor.patch("live_agents", "2001", status="PAUSED", pause_code="LUNCH")
    _add(floor, "7275550101")
    floor.advance(120)
    assert floor.rows("call_log") == []
    floor.patch("live_agents", "2001", status="READY")
    floor.advance(60)
    rounds = floor.rows("agent_log")
    assert sum(row["pause_sec"] for row in rounds) == 120
    assert [row["sub_status"] for row in rounds][:2] == ["LOGIN", "LUNCH"]
    assert len(floor.rows("call_log")) == 1


def test_callers_reach_an_agent_of_the_in_group(floor: Site) -> None:
    """A DID that rings: each call is in the DID's log, in the queue's, and with an agent or dropped."""
    floor.put("in_groups", "SALES", group_name="Sales")
    floor.put("live_agents", "2001", campaign_id="DIAL", closer_campaigns=["SALES"])
    floor.put("dids", "3125550199", group_id="SALES", calls_per_hour=20)
    floor.advance(7200)
    floor.patch("dids", "3125550199", calls_per_hour=0)
    floor.advance(1200)
    arrived = floor.get(f"{SIGNED}&function=did_log_export&phone_number=3125550199&date=2026-01-05").text.splitlines()
    queued = floor.rows("closer_log")
    assert len(arrived) == len(queued) >= 20
    assert all(call["end_time"] for call in queued)
    assert {call["user"] for call in queued} <= {"2001", ""}
    assert sum(int(line.split("|")[3]) for line in arrived) == sum(call["length_in_sec"] for call in queued)


def test_the_leads_of_a_list_come_back_at_its_reset_time(floor: Site) -> None:
    """A list reset at 13:00 offers its leads again, if their status may be dialled."""
    floor.patch("campaigns", "DIAL", dial_statuses=["NEW", "AB"])
    lead = _add(floor, "7275550101")
    floor.get(f"{SIGNED}&function=update_list&list_id=7001&reset_time=1300")
    floor.put("live_agents", "2001", campaign_id="DIAL")
    floor.advance(1800)
    assert _lead(floor, lead)["called_count"] == 1
    floor.advance(1900)
    assert _lead(floor, lead)["called_count"] == 2
