"""Agents who come and go by themselves, at hours on the clocks of the account; it is nine on a Monday morning."""

from contract_tests.conftest import Site
from contract_tests.tcn.calling import post
from contract_tests.tcn.dialing import begin, world_at
from contract_tests.tcn.lines import INBOUND, KEY, agents, calls, until

ANN, BEN, CLEO, DORA = 3001, 3002, 3003, 3004
TALKS = "8015550100"
HOUR = 3600


def test_a_shift_begins_and_ends_at_its_hours(tcn: Site) -> None:
    """Dora works from ten for two hours, today and tomorrow."""
    tcn.patch("agents", DORA, app="tcn", shift_start=10, shift_hours=2)
    seen = []
    for span in (HOUR - 1, 1, 2 * HOUR - 1, 1, 22 * HOUR, 2 * HOUR):
        tcn.advance(span)
        seen += agents(tcn, DORA)
    assert seen == ["logged out", "ready", "ready", "logged out", "ready", "logged out"]


def test_an_agent_of_any_state_goes_home(tcn: Site) -> None:
    """Paused or ready; the agents without a shift stay as they are."""
    for sid in (ANN, CLEO):
        tcn.patch("agents", sid, app="tcn", shift_start=8, shift_hours=2)
    tcn.advance(HOUR)
    assert agents(tcn, ANN, BEN, CLEO) == ["logged out", "ready", "logged out"]
    reply = post(tcn, "AgentSummary", **KEY).json()["resultDetail"]
    assert (reply["readyAgents"], reply["totalLoggedInAgents"]) == (1, 1)


def test_who_has_a_call_stays_for_it(tcn: Site) -> None:
    """Ann's shift ends in the middle of her talk: she goes once she has wrapped up."""
    tcn.patch("agents", ANN, app="tcn", shift_start=8, shift_hours=2)
    tcn.advance(HOUR - 60)
    sid = begin(tcn, TALKS, schedule_template_number="2")
    tcn.advance(60)
    assert agents(tcn, ANN) == ["on call"]
    tcn.advance(60)
    assert agents(tcn, ANN) == ["logged out"]
    assert [row["result_code"] for row in tcn.rows("calls", app="tcn") if row["group_sid"] == sid] == [2120]


def test_who_comes_to_work_takes_who_waits(tcn: Site) -> None:
    """Nobody is ready, and one who is paused keeps callers hoping: Dora comes while somebody waits."""
    for sid in (ANN, BEN):
        tcn.patch("agents", sid, app="tcn", state="paused")
    tcn.patch("agents", DORA, app="tcn", shift_start=10, shift_hours=2)
    tcn.advance(HOUR - 45)
    until(tcn, INBOUND, 1, callers=[TALKS])
    tcn.advance(50)
    assert calls(tcn, INBOUND)[0]["agent_sid"] == DORA


def test_between_the_hours_the_user_has_a_say(tcn: Site) -> None:
    """Who is logged out by hand in the shift comes back with the next one."""
    tcn.patch("agents", ANN, app="tcn", shift_start=8, shift_hours=8)
    tcn.patch("agents", ANN, app="tcn", state="logged out")
    tcn.advance(12 * HOUR)
    assert agents(tcn, ANN) == ["logged out"]
    tcn.advance(11 * HOUR)
    assert agents(tcn, ANN) == ["ready"]


def test_without_hours_there_is_no_shift(tcn: Site) -> None:
    """Also for who has had one."""
    tcn.patch("agents", ANN, app="tcn", shift_start=8, shift_hours=2)
    tcn.patch("agents", ANN, app="tcn", shift_hours=0)
    tcn.advance(24 * HOUR)
    assert agents(tcn, ANN) == ["ready"]


def test_the_hours_are_those_of_the_clock_in_summer_too(tcn: Site) -> None:
    """On 8 March 2026 the clocks are put forward: ten is 18:00 UTC before, and 17:00 after."""
    site = world_at(tcn, "2026-03-07T17:30:00Z")
    site.patch("agents", DORA, app="tcn", shift_start=10, shift_hours=2)
    seen = []
    for span in (HOUR // 2, 3 * HOUR, 20 * HOUR, HOUR):
        site.advance(span)
        seen += agents(site, DORA)
    assert seen == ["ready", "logged out", "ready", "ready"]
