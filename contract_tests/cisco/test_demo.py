"""The demo of the Outbound API: campaigns that dial, with two weeks behind them and something still to do."""

from collections import Counter
from collections.abc import Iterator

import pytest

from contract_tests.cisco.conftest import Cisco
from contract_tests.conftest import Running

HOUR = 3600
MODES = {"SpringRenewals": "PROGRESSIVEONLY", "SolarSurvey": "PREDICTIVEONLY", "Winback": "PREVIEWONLY"}


@pytest.fixture(scope="module")
def demo(handbook_server: Running) -> Iterator[Cisco]:
    """A demo world, which no test changes."""
    yield from _demo(handbook_server, "cisco-demo")


def _demo(server: Running, name: str) -> Iterator[Cisco]:
    site = server.site(name)
    site.control.put(f"worlds/{name}", json={"scenario": "demo"}).raise_for_status()
    yield Cisco(site)
    site.control.delete(f"worlds/{name}")


def campaigns(demo: Cisco) -> dict[str, str]:
    """The ids of the demo's campaigns, by their names."""
    items = demo.xml("GET", "/campaign?resultsPerPage=100").iterfind("campaigns/campaign")
    found = {item.findtext("name") or "": (item.findtext("refURL") or "").rpartition("/")[2] for item in items}
    return {name: found[name] for name in MODES}


def test_there_are_three_campaigns_that_dial_in_different_modes(demo: Cisco) -> None:
    """Enabled, and with a last day that no showing will see."""
    for name, number in campaigns(demo).items():
        shown = demo.xml("GET", f"/campaign/{number}")
        said = [shown.findtext(element) for element in ("dialingMode", "enabled", "endDate")]
        assert said == [MODES[name], "true", "2099-12-31"]


def test_there_are_five_hundred_contacts_with_names_and_reserved_numbers(demo: Cisco) -> None:
    """None of the numbers forces its outcome."""
    own = {int(number) for number in campaigns(demo).values()}
    rows = [row for row in demo.rows("contacts") if row["campaignId"] in own]
    assert len(rows) == len({row["accountNumber"] for row in rows}) == 500
    for row in rows:
        assert row["firstName"]
        assert row["lastName"]
        for number in row["numbers"].split():
            assert (number[3:8], int(number[8:]) >= 10) == ("55501", True)


def test_two_weeks_have_left_their_mark(demo: Cisco) -> None:
    """Contacts of every kind, callbacks that were made, voices in every campaign."""
    own = campaigns(demo)
    rows = [row for row in demo.rows("contacts") if str(row["campaignId"]) in own.values()]
    statuses = Counter(row["callStatus"] for row in rows)
    assert statuses["C"] > 150
    assert statuses["P"] > 50
    assert {"C", "J", "M", "P", "R", "S"} <= set(statuses)
    assert {row["importDate"] for row in rows} == {"2025-12-22T17:00:00Z"}
    assert any(row["contactId"] and row["callResult"] == 10 for row in demo.rows("personal_callbacks"))
    for number in own.values():
        voices = demo.xml("GET", f"/campaign/{number}/runtimestats").findtext("totalVoiceCount")
        assert int(voices or "0") > 30


def test_a_dozen_agents_are_at_work(demo: Cisco) -> None:
    """Besides those of the handbook."""
    agents = [row for row in demo.rows("agents") if row["userName"].startswith("agent2")]
    assert len(agents) == 12
    assert all(row["loggedIn"] and row["firstName"] for row in agents)


def test_the_demo_goes_on_living(handbook_server: Running) -> None:
    """In the next hours every campaign dials."""
    for demo in _demo(handbook_server, "cisco-demo-alive"):
        before = {name: _attempts(demo, number) for name, number in campaigns(demo).items()}
        kinds = {event["kind"] for event in demo.advance(6 * HOUR) if event["app"] == "cisco"}
        assert {"dial", "ring", "talk", "wrapup", "preview"} <= kinds
        for name, number in campaigns(demo).items():
            assert _attempts(demo, number) > before[name]


def _attempts(demo: Cisco, number: str) -> int:
    return int(demo.xml("GET", f"/campaign/{number}/runtimestats").findtext("attemptedCount") or "0")
