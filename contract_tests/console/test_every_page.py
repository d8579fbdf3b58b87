"""What holds for every page: anybody can use it, on any screen."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from contract_tests.browser import Watched
from contract_tests.conftest import Running, Site
from contract_tests.console.hostile import EVIL

PAGES = (
    "floor",
    "timeline",
    "requests/1",
    "state",
    "state/dialer360/leads",
    "state/dialer360/leads/27",
    "contract",
    "contract/maxcontact-agent",
    "contract/dialer360/dialer360.agent_status",
    "faults?app=dialer360&endpoint=dialer360.add_lead",
    "worlds",
)
SERIOUS = ("serious", "critical")


@cache
def axe() -> str:
    """The checker that looks at a page as tools for blind people do."""
    found = find_spec("axe_playwright_python")
    assert found is not None
    return (Path(str(found.origin)).parent / "axe.min.js").read_text(encoding="utf-8")


def faults_of(page: Page, **options: object) -> list[str]:
    """The serious faults of accessibility of a page, each with the first element that has it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe())
    found = page.evaluate(
        "options => axe.run(document, options)", {"resultTypes": ["violations"], "preload": False, **options}
    )
    return [
        f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}: {json.dumps(one['nodes'][0]['any'])[:300]}"
        for one in found["violations"]
        if one["impact"] in SERIOUS
    ]


@pytest.fixture(scope="module")
def lived(handbook_server: Running) -> Site:
    """A world in which something of everything has happened, some of it with bad intent."""
    site = handbook_server.site("lived-in")
    site.control.put("worlds/lived-in", json={}).raise_for_status()
    site.get(
        "source=test&user=6666&pass=1234&function=add_lead&phone_number=7275550101&list_id=999",
        **{"x-evil": EVIL},
    )
    site.get(f"source=test&user=6666&pass=1234&function=update_lead&lead_id=27&first_name={EVIL}&comments={EVIL}")
    site.patch("leads", 27, first_name=EVIL, comments=EVIL)
    site.patch("campaigns", "TESTCAMP", campaign_name=EVIL)
    site.advance(60)
    site.control.put("worlds/lived-in/snapshots/before").raise_for_status()
    site.control.post("worlds/lived-in/faults", json={"app": "tcn", "latency_ms": 1}).raise_for_status()
    return site


@pytest.fixture(scope="module", params=PAGES)
def opened(request: pytest.FixtureRequest, tab: Watched, lived: Site) -> Iterator[Page]:
    """Each page once, for all that is looked at on it; it runs nothing that came from outside."""
    tab.wrong.clear()
    # Colours are looked at when they have come to rest.
    tab.page.emulate_media(reduced_motion="reduce")
    tab.page.goto(f"/_ringback/console/w/{lived.world}/{request.param}")
    yield tab.page
    tab.page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    tab.page.set_viewport_size({"width": 1280, "height": 720})
    assert tab.wrong == []


def test_a_page_has_no_serious_fault_of_accessibility(opened: Page) -> None:
    """Axe finds none, and there is one heading above all others."""
    opened.emulate_media(color_scheme="light")
    expect(opened.locator("h1")).to_have_count(1)
    assert faults_of(opened) == []


def test_a_dark_page_can_be_read_as_well(opened: Page) -> None:
    """What the theme changes is colours."""
    opened.emulate_media(color_scheme="dark")
    assert faults_of(opened, runOnly=["color-contrast"]) == []


def test_a_page_fits_a_narrow_screen(opened: Page) -> None:
    """Nothing is wider than a telephone; wide tables scroll by themselves."""
    opened.set_viewport_size({"width": 390, "height": 844})
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("path", ["contract/dialer360", "contract/dialer360/dialer360.add_lead"])
def test_the_longest_pages_fit_a_narrow_screen_too(watched: Watched, lived: Site, path: str) -> None:
    """Hundreds of replies."""
    watched.page.set_viewport_size({"width": 390, "height": 844})
    watched.page.goto(f"/_ringback/console/w/{lived.world}/{path}")
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_menu_fits_a_narrow_screen_too(watched: Watched, lived: Site) -> None:
    """Open, with all that is in it."""
    page = watched.page
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/_ringback/console/w/{lived.world}/faults")
    page.get_by_text("World…").click()
    box = page.locator(".menu-body").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert page.locator(".menu-body").evaluate("menu => menu.scrollWidth - menu.clientWidth") == 0


def test_the_bar_leads_from_page_to_page_by_keyboard(watched: Watched, lived: Site) -> None:
    """Tab and Enter are enough."""
    watched.page.goto(f"/_ringback/console/w/{lived.world}/floor")
    for name in ("Timeline", "State", "Contract", "Faults", "Floor"):
        watched.page.get_by_role("link", name=name, exact=True).focus()
        watched.page.keyboard.press("Enter")
        expect(watched.page.locator(f"nav a[aria-current][href$='/{name.lower()}']")).to_be_visible()


def test_the_first_tab_leads_past_the_bar(watched: Watched, lived: Site) -> None:
    """Whoever goes by keys need not pass every button on every page."""
    watched.page.goto(f"/_ringback/console/w/{lived.world}/state")
    watched.page.keyboard.press("Tab")
    expect(watched.page.get_by_role("link", name="Skip to the page")).to_be_focused()
    watched.page.keyboard.press("Enter")
    watched.page.keyboard.press("Tab")
    expect(watched.page.locator("main a").first).to_be_focused()


def test_what_has_the_focus_is_seen_to_have_it(watched: Watched, lived: Site) -> None:
    """An outline, on everything that the Tab key reaches."""
    page = watched.page
    page.goto(f"/_ringback/console/w/{lived.world}/faults")
    without = """() => { const it = document.activeElement, style = getComputedStyle(it);
      const seen = style.outlineStyle !== 'none' && style.outlineWidth !== '0px';
      return it === document.body ? null : seen ? '' : it.outerHTML.slice(0, 200); }"""
    reached = 0
    page.keyboard.press("Tab")
    while (unseen := page.evaluate(without)) is not None:
        assert unseen == ""
        reached += 1
        page.keyboard.press("Tab")
    assert reached > 25


def test_nothing_moves_for_those_who_want_it_still(watched: Watched, lived: Site) -> None:
    """prefers-reduced-motion takes every transition away."""
    page = watched.page
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"/_ringback/console/w/{lived.world}/floor")
    moving = (
        "() => [...document.querySelectorAll('*')].filter(e => getComputedStyle(e).transitionDuration !== '0s').length"
    )
    assert page.evaluate(moving) == 0
