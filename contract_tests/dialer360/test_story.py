"""A morning in a call centre: everything that can be asked afterwards tells the same story, to the unit."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from contract_tests.conftest import Running, Site

SIGNED = "source=test&user=6666&pass=1234"
AGENTS = ("2001", "2002", "2003", "2004")
TWO_HOURS = 7200

# The reserved numbers whose outcome is fixed, with the status each leaves on a lead and the calls it takes.
FIXED = {
    "7275550101": ("AB", 1),
    "7275550102": ("NA", 3),
    "7275550103": ("AA", 1),
    "7275550104": ("AFAX", 1),
    "7275550105": ("ADC", 1),
    "7275550106": ("ADCT", 1),
    "7275550107": ("PDROP", 1),
    "7275550108": ("NP", 1),
}
NUMBERS = [*FIXED, "7275550100", "7275550109", *(f"3125550{number}" for number in range(110, 170))]


class Morning:
    """The story, played once in a world; `said` keeps every reply in order."""

    def __init__(self, site: Site) -> None:
        """Set the centre up, load the leads, seat the agents, let two hours pass."""
        self.site = site
        self.said: list[str] = []
        site.control.put(f"worlds/{site.world}", json={"scenario": "empty"}).raise_for_status()
        site.put("campaigns", "STORY", dial_method="RATIO", auto_dial_level=2, recycle=_again(), wrapup_seconds=10)
        assert self.call("add_list", "list_id=7001&list_name=Story+list&campaign_id=STORY&active=Y").startswith("SUCC")
        for agent in AGENTS:
            self.call(
                "add_user",
                f"agent_user={agent}&agent_pass=9999&agent_user_level=1&agent_full_name=Agent+{agent}"
                "&agent_user_group=AGENTS",
            )
        for number in NUMBERS:
            self.call("add_lead", f"phone_number={number}&list_id=7001&first_name=Ann&last_name=Example")
        for agent in AGENTS:
            site.put("live_agents", agent, campaign_id="STORY")
        self.events = site.advance(TWO_HOURS)

    def call(self, function: str, query: str = "") -> str:
        """Call a function and keep what it says."""
        reply = self.site.get(f"{SIGNED}&function={function}&{query}")
        assert reply.status_code == 200
        self.said.append(reply.text)
        return reply.text

    def rows(self, function: str, query: str) -> list[list[str]]:
        """The rows of an export."""
        return [line.split("|") for line in self.call(function, query).splitlines()]


def _again() -> dict[str, Any]:
    return {"NA": {"attempt_delay": 600, "attempt_maximum": 2}}


@pytest.fixture(scope="module")
def morning(handbook_server: Running) -> Iterator[Morning]:
    """The story, played once for all tests of this module."""
    site = handbook_server.site("story")
    yield Morning(site)
    site.control.delete(f"worlds/{site.world}")


def test_every_lead_has_been_called_and_none_is_left_in_between(morning: Morning) -> None:
    """After two hours no call is in progress and no lead waits."""
    leads = morning.site.rows("leads")
    assert len(leads) == len(NUMBERS)
    assert not {lead["status"] for lead in leads} & {"NEW", "QUEUE", "INCALL"}
    assert morning.site.rows("live_calls") == []


def test_reserved_numbers_end_as_the_table_says(morning: Morning) -> None:
    """A reserved number leaves its status on the lead after the calls it takes."""
    leads = {lead["phone_number"]: lead for lead in morning.site.rows("leads")}
    assert {number: (leads[number]["status"], leads[number]["called_count"]) for number in FIXED} == FIXED


def test_a_number_answered_after_two_attempts_talks_on_the_third(morning: Morning) -> None:
    """Ending 09: two calls without an answer, then one of sixty seconds."""
    calls = morning.rows("phone_number_log", "phone_number=7275550109")
    assert [row[6] for row in calls[1:]] == ["NA", "NA"]
    assert calls[0][3] == "60"


def test_the_log_of_a_number_has_as_many_calls_as_its_lead_counts(morning: Morning) -> None:
    """phone_number_log and the lead's called_count agree for every number."""
    for lead in morning.site.rows("leads"):
        rows = morning.rows("phone_number_log", f"phone_number={lead['phone_number']}")
        assert len(rows) == lead["called_count"]
        assert int(morning.call("lead_field_info", f"field_name=called_count&lead_id={lead['lead_id']}")) == len(rows)
        assert {row[4] for row in rows} == {lead["status"]}


def test_statistics_recordings_and_calls_agree_agent_by_agent(morning: Morning) -> None:
    """Calls and talk seconds of agent_stats_export are those of recordings, call log and call ids."""
    calls = [call for call in morning.site.rows("call_log") if call["user"]]
    stats = {
        row[0]: row
        for row in morning.rows(
            "agent_stats_export",
            "datetime_start=2026-01-05+00:00:00&datetime_end=2026-01-05+23:59:59&time_format=S",
        )
    }
    assert set(stats) == set(AGENTS)
    for agent in AGENTS:
        own = [call for call in calls if call["user"] == agent]
        recordings = morning.rows("recording_lookup", f"agent_user={agent}&date=2026-01-05")
        custtime = [morning.call("callid_info", f"call_id={call['callerid']}").strip().split("|") for call in own]
        lengths = [row["length_in_sec"] for row in morning.site.rows("recordings") if row["user"] == agent]
        assert int(stats[agent][3]) == len(own) == len(recordings) == len(lengths)
        assert int(stats[agent][5]) == sum(int(seconds) for _, seconds in custtime) == sum(lengths)


def test_what_agents_said_is_what_logs_and_leads_hold(morning: Morning) -> None:
    """The last disposition of a call is the lead's status; a promised callback holds the lead."""
    leads = {lead["lead_id"]: lead for lead in morning.site.rows("leads")}
    rounds = [row for row in morning.site.rows("agent_log") if row["lead_id"]]
    calls = {call["uniqueid"]: call for call in morning.site.rows("call_log")}
    assert Counter(row["status"] for row in rounds) == Counter(
        call["status"] for call in calls.values() if call["user"]
    )
    for row in rounds:
        assert calls[row["uniqueid"]]["status"] == row["status"]
        if leads[row["lead_id"]]["called_count"] == 1 and row["status"] != "CALLBK":
            assert leads[row["lead_id"]]["status"] == row["status"]


def test_promised_callbacks_are_kept_or_still_wait(morning: Morning) -> None:
    """Each CALLBK disposition made a callback, which is pending or has been made."""
    promised = sum(row["status"] == "CALLBK" for row in morning.site.rows("agent_log"))
    waiting, made = morning.site.rows("callbacks"), morning.site.rows("callbacks_archive")
    assert len(waiting) + len(made) == promised
    held = {lead["lead_id"] for lead in morning.site.rows("leads") if lead["status"] == "CBHOLD"}
    assert {row["lead_id"] for row in waiting} == held


def test_the_floor_is_told_the_same_by_every_function(morning: Morning) -> None:
    """user_group_status, logged_in_agents and agent_status count the same waiting agents."""
    status = morning.rows("user_group_status", "user_groups=AGENTS")[0]
    logged_in = morning.rows("logged_in_agents", "campaigns=STORY")
    assert status == ["AGENTS", "0", "4", "0", "4", "0", "0", "0"]
    assert [row[0] for row in logged_in] == list(AGENTS)
    for row in logged_in:
        shown = morning.rows("agent_status", f"agent_user={row[0]}")[0]
        assert (shown[0], shown[4]) == (row[3], row[6])


def test_an_agents_time_adds_up(morning: Morning) -> None:
    """Pause, wait, talk and disposition of an agent's closed rounds are the time until the present wait began."""
    for agent in morning.site.rows("live_agents"):
        rounds = [row for row in morning.site.rows("agent_log") if row["user"] == agent["user"]]
        parts = sum(row[part] for row in rounds for part in ("pause_sec", "wait_sec", "talk_sec", "dispo_sec"))
        clock = morning.site.control.get(f"worlds/{morning.site.world}/clock").json()["now"]
        assert parts == _seconds("2026-01-05T17:00:00Z", agent["since"])
        assert agent["since"] <= clock


def _seconds(start: str, end: str) -> int:
    from datetime import datetime

    return int((datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds())


def test_the_story_told_twice_is_the_same_to_the_byte(handbook_server: Running) -> None:
    """The same requests in another world of the same seed give the same bytes and the same events."""
    told = []
    for name in ("story-once", "story-again"):
        morning = Morning(handbook_server.site(name))
        for number in NUMBERS:
            morning.call("phone_number_log", f"phone_number={number}")
        morning.call("agent_stats_export", "datetime_start=2026-01-05+00:00:00&datetime_end=2026-01-05+23:59:59")
        told.append((morning.said, morning.events, morning.site.rows("agent_log"), morning.site.rows("recordings")))
        morning.site.control.delete(f"worlds/{name}")
    assert told[0] == told[1]
