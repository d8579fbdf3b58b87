"""The floor: the contact centre live."""

import re

from playwright.sync_api import expect

from contract_tests.browser import Watched
from contract_tests.conftest import Site

HELLO = "source=test&user=6666&pass=1234"


def test_a_browser_that_asks_for_the_root_comes_to_the_floor(site: Site) -> None:
    """Issue 8: a browser that asks for / is sent to the console."""
    answer = site.client.get(f"{site.root}/", headers={"accept": "text/html,*/*"}, follow_redirects=True)
    assert answer.status_code == 200
    assert str(answer.url).endswith("/_ringback/console/w/default/floor")
    assert "<h1" in answer.text


def test_a_program_that_asks_for_the_root_is_told_that_nothing_is_there(site: Site) -> None:
    """A client that does not ask for HTML is no browser."""
    answer = site.client.get(f"{site.root}/")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/json"


def test_an_agent_who_goes_on_a_break_is_seen_without_a_reload(site: Site, watched: Watched) -> None:
    """What happens in the world moves the page that is open."""
    watched.page.goto(f"/_ringback/console/w/{site.world}/floor")
    head = watched.page.locator("section.room", has_text="Dialer360").locator(".room-head p")
    expect(head).to_be_visible()
    told = head.inner_text()
    ready = next(row for row in site.rows("live_agents") if row["status"] == "READY")
    site.patch("live_agents", ready["user"], status="PAUSED")
    expect(head).not_to_have_text(told, timeout=1_000)


def test_the_clock_is_stepped_by_a_button_that_tells_its_command(site: Site, watched: Watched) -> None:
    """Every button is a request to the control plane, and says which."""
    page = watched.page
    page.goto(f"/_ringback/console/w/{site.world}/floor")
    expect(page.locator("[data-clock-time]")).to_have_text("17:00:00")
    page.get_by_role("button", name="+1 min").hover()
    expect(page.locator("#command")).to_have_text(
        f"curl -X POST {site.root}/_ringback/worlds/{site.world}/clock/advance -d '{{\"seconds\":60}}'"
    )
    page.get_by_role("button", name="+1 min").click()
    expect(page.locator("[data-clock-time]")).to_have_text("17:01:00")
    expect(page.locator("#said")).to_contain_text("A minute has passed")
    assert site.control.get(f"worlds/{site.world}/clock").json()["now"] == "2026-01-05T17:01:00Z"


def test_a_clock_that_runs_moves_on_the_page(site: Site, watched: Watched) -> None:
    """The page's clock goes as fast as the world's."""
    page = watched.page
    page.goto(f"/_ringback/console/w/{site.world}/floor")
    page.get_by_role("button", name="600×").click()
    expect(page.locator(".mode")).to_have_text("600×")
    expect(page.locator("[data-clock-time]")).not_to_have_text(re.compile("^17:0[0-4]"))
    page.get_by_role("button", name="Freeze").or_(page.get_by_title("Freeze the clock")).first.click()
    expect(page.locator(".mode")).to_have_text("frozen")


def test_a_world_is_forked_snapshot_and_restored_from_the_bar(site: Site, watched: Watched) -> None:
    """The world's menu does what the control plane does."""
    page = watched.page
    page.goto(f"/_ringback/console/w/{site.world}/floor")
    page.get_by_text("World…").click()
    page.get_by_label("Snapshot", exact=True).fill("lunch")
    page.get_by_role("button", name="Take snapshot").click()
    expect(page.locator(".menu-body")).to_contain_text("lunch")
    site.advance(3600)
    expect(page.locator("[data-clock-time]")).to_have_text("18:00:00")
    page.get_by_role("button", name="Restore").click()
    expect(page.locator("[data-clock-time]")).to_have_text("17:00:00")
    page.get_by_label("Fork as").fill(f"{site.world}-b")
    page.get_by_role("button", name="Fork").click()
    expect(page).to_have_url(re.compile(f"/w/{re.escape(site.world)}-b/floor$"))
    page.goto(f"/_ringback/console/w/{site.world}/floor")
    assert site.control.delete(f"worlds/{site.world}-b").status_code == 204


def test_a_refusal_is_told_with_its_hint(site: Site, watched: Watched) -> None:
    """What is refused is said in words, and what was written stays to be corrected."""
    page = watched.page
    page.goto(f"/_ringback/console/w/{site.world}/floor")
    page.get_by_text("World…").click()
    page.get_by_label("Fork as").fill(site.world)
    page.get_by_role("button", name="Fork").click()
    expect(page.locator("#outcome")).to_contain_text("There is a world called")
    expect(page.locator("#outcome")).to_contain_text("Take another name, or drop it first")
    site.advance(60)
    expect(page.locator("[data-clock-time]")).to_have_text("17:01:00")
    expect(page.get_by_label("Fork as")).to_have_value(site.world)


def test_a_name_from_outside_is_shown_as_it_is(site: Site, watched: Watched) -> None:
    """Issue 8: what comes from outside is always escaped."""
    site.patch("campaigns", "TESTCAMP", campaign_name="<script>alert(1)</script>")
    watched.page.goto(f"/_ringback/console/w/{site.world}/floor")
    expect(watched.page.locator("section.room", has_text="Dialer360")).to_contain_text("<script>alert(1)</script>")
