"""The timeline: everything that happens, as it happens."""

from playwright.sync_api import expect

from contract_tests.browser import Watched
from contract_tests.conftest import Site

GOOD = "source=test&user=6666&pass=1234&function=version"
BAD = "source=test&user=6666&pass=wrong&function=agent_status&agent_user=1234"


def timeline(site: Site, query: str = "") -> str:
    """The page's path."""
    return f"/_ringback/console/w/{site.world}/timeline{query}"


def test_a_request_appears_within_a_second_without_a_reload(site: Site, watched: Watched) -> None:
    """Issue 8: a request made by a client appears at once, with its reply and its ground."""
    watched.page.goto(timeline(site))
    expect(watched.page.locator("[data-clock-time]")).to_be_visible()
    expect(watched.page.locator(".tl-request")).to_have_count(0)
    site.get(GOOD)
    line = watched.page.locator("#lines .tl-request").first
    expect(line).to_contain_text("dialer360.version.shown", timeout=1_000)
    expect(line).to_contain_text("/adminpanel/api.php")
    expect(line).to_contain_text("documented")
    expect(line).not_to_contain_text("1234")
    site.get(BAD)
    expect(watched.page.locator("#lines .tl-request")).to_have_count(2)
    expect(line).to_contain_text("dialer360.agent_status.bad_login")


def test_clock_moves_and_changes_by_hand_stand_between_the_requests(site: Site, watched: Watched) -> None:
    """One stream: requests, timers, clock moves, what was changed by hand."""
    site.get(GOOD)
    site.advance(60)
    site.patch("campaigns", "TESTCAMP", active="N")
    site.get(GOOD)
    watched.page.goto(timeline(site))
    classes = [line.get_attribute("class") for line in watched.page.locator("#lines > li").all()]
    kinds = [str(found).removeprefix("tl ").removeprefix("tl-beside ") for found in classes]
    assert [kind for kind in kinds if kind != "tl-timer"] == ["tl-request", "tl-control", "tl-clock", "tl-request"]
    site.advance(60)
    expect(watched.page.locator("#lines > .tl-clock").first).to_contain_text("now 17:02:00")


def test_a_search_takes_the_journals_filters_and_words(site: Site, watched: Watched) -> None:
    """`name:value` for what the journal filters by; other words are looked for."""
    site.get(GOOD)
    site.get(BAD)
    site.client.get(f"{site.url}/backoffice/RemoteBroadcastTemplateList?username=demo&password=demo")
    page = watched.page
    page.goto(timeline(site))
    expect(page.locator(".tl-request")).to_have_count(3)
    page.get_by_role("searchbox", name="Search").fill("app:dialer360 reply:bad_login")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".tl-request")).to_have_count(1)
    expect(page.locator(".tl-request")).to_contain_text("dialer360.agent_status.bad_login")
    site.get(GOOD)
    site.get(BAD)
    expect(page.locator(".tl-request")).to_have_count(2)
    page.goto(timeline(site, "?q=RemoteBroadcast"))
    expect(page.locator(".tl-request")).to_have_count(1)


def test_a_filter_that_cannot_be_is_told_with_a_hint(site: Site) -> None:
    """A wrong word in a search is no error page."""
    answer = site.client.get(f"{site.root}{timeline(site)}", params={"q": "app:tnc"})
    assert answer.status_code == 200
    assert "There is no app called &#39;tnc&#39;" in answer.text
    assert "Did you mean tcn?" in answer.text


def test_a_pause_keeps_what_is_read_in_its_place(site: Site, watched: Watched) -> None:
    """New lines wait until the pause is over."""
    page = watched.page
    site.get(GOOD)
    page.goto(timeline(site))
    page.get_by_role("button", name="Pause").click()
    site.get(BAD)
    go_on = page.get_by_role("button", name="Go on, there is more")
    expect(go_on).to_be_visible()
    expect(page.locator(".tl-request")).to_have_count(1)
    go_on.click()
    expect(page.locator(".tl-request")).to_have_count(2)


def test_older_lines_are_a_page_away(site: Site) -> None:
    """A hundred lines a page."""
    for _ in range(130):
        site.get(GOOD)
    first = site.client.get(f"{site.root}{timeline(site)}").text
    assert first.count('class="tl tl-request"') == 100
    assert "before=31" in first
    older = site.client.get(f"{site.root}{timeline(site)}", params={"before": "31"}).text
    assert older.count('class="tl tl-request"') == 30
    assert "data-follows" not in older
