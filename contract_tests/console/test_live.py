"""A page that is open while its world moves: what a person does there is neither lost nor disturbed."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Request, expect

from contract_tests.browser import Watched
from contract_tests.conftest import Running, Site
from ringback.serve.settings import ClockSetting, Settings

CONSOLE = "/_ringback/console/w"
GOOD = "source=test&user=6666&pass=1234&function=version"


def drawn_anew(site: Site, page: Page) -> None:
    """Let a minute pass, and wait until the page shows it."""
    time = page.locator("[data-clock-time]").inner_text()
    site.advance(60)
    expect(page.locator("[data-clock-time]")).not_to_have_text(time)
    # The page below the bar is drawn beside it.
    expect(page.locator(".htmx-request")).to_have_count(0)


def test_the_focus_stays_where_it_is_when_a_page_is_drawn_anew(site: Site, watched: Watched) -> None:
    """In the bar and on the page."""
    page = watched.page
    page.goto(f"{CONSOLE}/{site.world}/state")
    for held in (page.get_by_role("button", name="+1 h"), page.locator("main a").nth(7)):
        held.focus()
        drawn_anew(site, page)
        expect(held).to_be_focused()


def test_a_page_asks_once_each_time_however_often_it_was_drawn_anew(site: Site, watched: Watched) -> None:
    """Itself and the bar: nothing that listens is doubled by a drawing."""
    page = watched.page
    page.goto(f"{CONSOLE}/{site.world}/faults")
    for _ in range(4):
        drawn_anew(site, page)
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    drawn_anew(site, page)
    page.remove_listener("request", note)
    assert sorted(url.rpartition("/")[2] for url in asked) == ["bar?tab=faults", "faults"]


def test_a_menu_that_is_open_and_a_form_half_filled_stay_so(site: Site, watched: Watched) -> None:
    """Whatever happens in the world meanwhile, and wherever the focus went."""
    page = watched.page
    page.goto(f"{CONSOLE}/{site.world}/state/dialer360/leads")
    page.get_by_role("searchbox").fill("half a wo")
    page.get_by_text("World…").click()
    page.get_by_label("Seed").fill("77")
    page.get_by_label("Fork as").fill("half")
    page.get_by_role("button", name="Take snapshot").focus()
    drawn_anew(site, page)
    expect(page.get_by_label("Fork as")).to_be_visible()
    expect(page.get_by_label("Fork as")).to_have_value("half")
    expect(page.get_by_label("Seed")).to_have_value("77")
    expect(page.get_by_role("searchbox")).to_have_value("half a wo")


def test_escape_closes_a_menu_and_gives_the_focus_back(site: Site, watched: Watched) -> None:
    """To what opened it."""
    page = watched.page
    page.goto(f"{CONSOLE}/{site.world}/faults")
    page.get_by_text("World…").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Fork as").focus()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Fork as")).to_be_hidden()
    expect(page.locator("details.menu summary")).to_be_focused()


def test_a_field_that_was_changed_closes_and_keeps_the_focus(site: Site, watched: Watched) -> None:
    """By keys alone; one that was refused stays open, with what was written."""
    page = watched.page
    page.goto(f"{CONSOLE}/{site.world}/state/dialer360/leads/27")
    field = page.locator(".row-fields > div", has_text="called_count")
    field.locator("summary").focus()
    page.keyboard.press("Enter")
    field.get_by_role("textbox").fill("many")
    field.get_by_role("button", name="Save").click()
    expect(page.locator("#outcome")).to_contain_text("called_count: expected JSON")
    drawn_anew(site, page)
    expect(field.get_by_role("textbox")).to_have_value("many")
    field.get_by_role("textbox").fill("3")
    field.get_by_role("button", name="Save").click()
    expect(field.locator("summary")).to_have_text("3")
    expect(field.get_by_role("textbox")).to_be_hidden()
    expect(field.locator("summary")).to_be_focused()


def test_whoever_removes_what_it_stands_on_goes_on_from_the_page(site: Site, watched: Watched) -> None:
    """The focus does not fall back to the top of everything."""
    site.control.post(f"worlds/{site.world}/faults", json={"app": "tcn", "latency_ms": 1}).raise_for_status()
    page = watched.page
    page.goto(f"{CONSOLE}/{site.world}/faults")
    page.get_by_role("button", name="Remove", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("every request is answered as declared")).to_be_visible()
    expect(page.locator("#page")).to_be_focused()


def test_what_is_pointed_at_is_shown_and_what_was_done_is_said(site: Site, watched: Watched) -> None:
    """A screen reader hears what was done; the commands that pass by are no news."""
    page = watched.page
    page.goto(f"{CONSOLE}/{site.world}/faults")
    said = page.locator("[role=status]:visible, [aria-live]:visible, [role=alert]:visible")
    for name in ("+1 min", "+1 h", "Two seconds late"):
        page.get_by_role("button", name=name).hover()
        page.get_by_role("button", name=name).focus()
        expect(page.locator("#command")).to_contain_text("curl -X POST")
        assert "".join(said.all_inner_texts()).strip() == ""
    page.get_by_role("button", name="+1 min").click()
    expect(page.locator("#outcome")).to_have_text("A minute has passed")
    assert page.locator("#outcome").get_attribute("role") == "status"
    # The pointer is still there, and says nothing more.
    page.get_by_role("button", name="+1 min").hover()
    expect(page.locator("#outcome")).to_have_text("A minute has passed")


def test_the_command_that_is_shown_is_the_command_that_is_done(site: Site, watched: Watched) -> None:
    """What the page writes before, the server writes after, to the letter."""
    page = watched.page
    page.goto(f"{CONSOLE}/{site.world}/faults?app=tcn&endpoint=tcn.AgentSkillsList")
    page.get_by_label("Late by, ms").fill("5")
    page.get_by_label("Times").fill(" 2")
    page.get_by_label("Reply").select_option("tcn.AgentSkillsList.none")
    page.get_by_role("button", name="Add the rule").hover()
    before = page.locator("#command").inner_text()
    page.get_by_role("button", name="Add the rule").click()
    expect(page.locator("#outcome")).to_have_text("Added")
    assert page.locator("#command").inner_text() == before
    page.get_by_text("World…").click()
    page.get_by_label("Snapshot", exact=True).fill("it's $(me) & 'you'")
    quoted = page.locator("#command").inner_text()
    assert quoted.endswith("/snapshots/it's%20%24(me)%20%26%20'you'".replace("'", "'\"'\"'") + "'")


def test_a_world_that_is_dropped_says_so_and_one_that_comes_back_is_shown(site: Site, watched: Watched) -> None:
    """No page goes on as if nothing had been."""
    page = watched.page
    page.goto(f"{CONSOLE}/{site.world}/state")
    drawn_anew(site, page)
    site.control.delete(f"worlds/{site.world}").raise_for_status()
    expect(page.get_by_text("This world has been dropped")).to_be_visible()
    site.control.put(f"worlds/{site.world}", json={}).raise_for_status()
    expect(page.get_by_text("This world has been dropped")).to_be_hidden()
    expect(page.locator("[data-clock-time]")).to_have_text("17:00:00")


@pytest.mark.parametrize("back", ["reset", "restore", "import"])
def test_a_world_that_goes_back_takes_its_pages_along(site: Site, watched: Watched, back: str) -> None:
    """Whoever did it, and however."""
    world = f"worlds/{site.world}"
    site.control.put(f"{world}/snapshots/start").raise_for_status()
    exported = site.control.get(f"{world}/export").json()
    site.patch("leads", 27, first_name="Zoe")
    page = watched.page
    page.goto(f"{CONSOLE}/{site.world}/state/dialer360/leads/27")
    name = page.locator(".row-fields > div", has_text="first_name").locator("summary")
    expect(name).to_have_text("Zoe")
    if back == "import":
        site.control.put(f"{world}/import", json=exported).raise_for_status()
    else:
        site.control.post(f"{world}/{'snapshots/start/restore' if back == 'restore' else 'reset'}").raise_for_status()
    expect(name).to_have_text("Ann")


def test_a_row_that_goes_while_it_is_looked_at_is_told(site: Site, watched: Watched) -> None:
    """The last that was known stays to be read, with the reason."""
    page = watched.page
    page.goto(f"{CONSOLE}/{site.world}/state/dialer360/leads/27")
    expect(page.locator("[data-clock-time]")).to_be_visible()
    site.control.delete(f"worlds/{site.world}/state/dialer360/leads/27").raise_for_status()
    expect(page.locator("#outcome")).to_contain_text("There is no row called")
    page.goto(f"{CONSOLE}/{site.world}/worlds")
    # Chromium's console calls the answer an error.
    watched.wrong[:] = [wrong for wrong in watched.wrong if "404" not in wrong]


def test_two_pages_of_one_world_show_the_same(site: Site, watched: Watched) -> None:
    """What is done in one is seen in the other."""
    other = watched.context.new_page()
    for page in (other, watched.page):
        page.goto(f"{CONSOLE}/{site.world}/faults")
    watched.page.get_by_role("button", name="Two seconds late").click()
    expect(other.locator("tbody tr")).to_have_count(1)
    other.get_by_role("button", name="Remove", exact=True).click()
    expect(watched.page.get_by_text("every request is answered as declared")).to_be_visible()
    other.close()


def test_a_page_that_nobody_sees_lets_go_of_its_stream_and_catches_up(site: Site, watched: Watched) -> None:
    """Browsers have few connections to a server: many open tabs must not use them up."""
    page = watched.page
    page.clock.install()
    page.goto(f"{CONSOLE}/{site.world}/timeline")
    expect(page.locator("[data-clock-time]")).to_be_visible()
    hide = """hidden => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});
      document.dispatchEvent(new Event('visibilitychange')); }"""
    site.get(GOOD)
    expect(page.locator(".tl-request")).to_have_count(1)
    page.evaluate(hide, True)
    page.clock.run_for(5_000)
    site.get(GOOD)
    site.advance(60)
    expect(page.locator(".tl-request")).to_have_count(1)
    page.evaluate(hide, False)
    expect(page.locator(".tl-request")).to_have_count(2)
    expect(page.locator("#lines > .tl-clock")).to_have_count(1)


def test_nothing_stands_twice_in_the_timeline(site: Site, watched: Watched) -> None:
    """What a button of the page itself does is drawn with the page, and told by the stream."""
    page = watched.page
    page.goto(f"{CONSOLE}/{site.world}/timeline")
    for count in (1, 2):
        page.get_by_role("button", name="+1 h").click()
        expect(page.locator("#lines > .tl-clock")).to_have_count(count)
    site.get(GOOD)
    expect(page.locator(".tl-request")).to_have_count(1)
    ids = page.locator("#lines > li").evaluate_all("all => all.map(one => one.id)")
    assert len(ids) == len(set(ids))


def test_a_pause_holds_whatever_is_pressed_meanwhile(site: Site, watched: Watched) -> None:
    """The list stays, the button stays pressed, and in the end all is there."""
    page = watched.page
    page.goto(f"{CONSOLE}/{site.world}/timeline")
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="+1 min").click()
    expect(page.locator("#outcome")).to_have_text("A minute has passed")
    site.get(GOOD)
    go_on = page.get_by_role("button", name="Go on, there is more")
    expect(go_on).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#lines > .tl-clock")).to_have_count(0)
    go_on.click()
    expect(page.locator("#lines > .tl-clock")).to_have_count(1)
    expect(page.locator(".tl-request")).to_have_count(1)


def test_what_may_not_be_copied_is_marked(site: Site, watched: Watched) -> None:
    """On a page that came unencrypted from another machine the clipboard is closed: the text is chosen instead."""
    site.get(GOOD)
    page = watched.page
    page.goto(f"{CONSOLE}/{site.world}/requests/1")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined, configurable: true})")
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_role("button", name="Marked: copy it")).to_be_visible()
    assert page.evaluate("String(getSelection())").startswith("curl -i ")


@pytest.fixture
def own() -> Iterator[Running]:
    """A server of the test's own."""
    running = Running(Settings(scenario="handbook", clock=ClockSetting.of("frozen")))
    yield running
    running.stop()


def test_a_page_whose_server_stopped_says_so(tab: Watched, own: Running) -> None:
    """At once, and it stays readable."""
    tab.wrong.clear()
    tab.page.goto(f"{own.root}{CONSOLE}/default/floor")
    expect(tab.page.locator("[data-clock-time]")).to_have_text(re.compile("^17:00:0"))
    expect(tab.page.get_by_text("The server cannot be reached")).to_be_hidden()
    # As the command does before it stops the server.
    own.gateway.pipeline.journal.close()
    own.control.get("health")
    own.stop()
    expect(tab.page.get_by_text("The server cannot be reached")).to_be_visible()
    tab.page.goto("about:blank")
    tab.wrong.clear()
