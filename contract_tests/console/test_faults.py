"""Faults: what is in force, and a new rule in three clicks."""

import httpx
import pytest
from playwright.sync_api import expect

from contract_tests.browser import Watched
from contract_tests.conftest import Site


def faults(site: Site) -> str:
    """The page's path."""
    return f"/_ringback/console/w/{site.world}/faults"


def test_a_rule_is_made_in_three_clicks_and_strikes(site: Site, watched: Watched) -> None:
    """App, endpoint, what happens."""
    page = watched.page
    page.goto(faults(site))
    page.locator("select[name=app]").select_option("dialer360")
    page.locator("select[name=endpoint]").select_option("dialer360.version")
    page.get_by_role("button", name="Half of the answer").click()
    expect(page.locator("table tbody tr")).to_have_count(1)
    expect(page.locator("tbody tr")).to_contain_text("send half of the answer")
    with pytest.raises(httpx.RemoteProtocolError):
        site.get("source=test&user=6666&pass=1234&function=version")
    expect(page.locator("tbody tr .num").first).to_contain_text("1 / 1")


def test_a_rule_of_ones_own_says_what_is_left_of_it(site: Site, watched: Watched) -> None:
    """A reply, so many times."""
    page = watched.page
    page.goto(f"{faults(site)}?app=tcn&endpoint=tcn.AgentSkillsList")
    page.get_by_label("Reply").select_option("tcn.AgentSkillsList.none")
    page.get_by_label("Times").fill("2")
    page.get_by_role("button", name="Add the rule").click()
    expect(page.locator("tbody tr")).to_contain_text("2 ×")
    answer = site.client.post(
        f"{site.url}/backoffice/RemoteAgentSkillsList", data={"username": "demo", "password": "demo"}
    )
    assert answer.text == "There are no agent skills."
    expect(page.locator("tbody tr")).to_contain_text("1 ×")
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(page.get_by_text("every request is answered as declared")).to_be_visible()
    assert site.control.get(f"worlds/{site.world}/faults").json() == {"faults": []}


def test_a_rule_that_would_do_nothing_is_refused_in_words(site: Site, watched: Watched) -> None:
    """What the control plane says is shown."""
    page = watched.page
    page.goto(f"{faults(site)}?app=tcn")
    page.get_by_role("button", name="Add the rule").click()
    expect(page.locator("#said")).to_contain_text("a fault does something")
