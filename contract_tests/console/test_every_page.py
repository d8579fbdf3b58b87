"""What holds for every page: anybody can use it, on any screen, and nothing from outside is taken for markup."""

import json
from functools import cache
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page, expect

from contract_tests.browser import Watched
from contract_tests.conftest import Running, Site

PAGES = (
    "floor",
    "timeline",
    "requests/1",
    "state",
    "state/dialer360/leads",
    "state/dialer360/leads/27",
    "contract",
    "contract/dialer360",
    "contract/dialer360/dialer360.add_lead",
    "faults?app=dialer360&endpoint=dialer360.add_lead",
)
SERIOUS = ("serious", "critical")
EVIL = "<script>alert(1)</script>"


@cache
def axe() -> str:
    """The checker that looks at a page as tools for blind people do."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def faults_of(page: Page) -> list[str]:
    """The serious faults of accessibility of a page, each with the first element that has it."""
    page.evaluate(axe())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
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


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_serious_fault_of_accessibility(browser: Browser, lived: Site, path: str, theme: str) -> None:
    """Axe finds none, light and dark; the page runs nothing that came from outside."""
    watched = Watched(browser, lived.root, color_scheme=theme, bypass_csp=True)
    watched.page.goto(f"/_ringback/console/w/{lived.world}/{path}")
    expect(watched.page.locator("h1")).to_have_count(1)
    assert faults_of(watched.page) == []
    watched.context.close()
    assert watched.wrong == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_a_narrow_screen(browser: Browser, lived: Site, path: str) -> None:
    """Nothing is wider than a telephone; wide tables scroll by themselves."""
    watched = Watched(browser, lived.root, viewport={"width": 390, "height": 844})
    watched.page.goto(f"/_ringback/console/w/{lived.world}/{path}")
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= 390
    watched.context.close()
    assert watched.wrong == []


@pytest.mark.parametrize(
    "path", ["floor", "timeline", "requests/1", "requests/2", "state/dialer360/campaigns", "state/dialer360/leads/27"]
)
def test_what_comes_from_outside_is_shown_and_never_run(lived: Site, path: str) -> None:
    """Issue 8: strings from the outside are always escaped."""
    text = lived.client.get(f"{lived.root}/_ringback/console/w/{lived.world}/{path}").text
    assert EVIL not in text
    assert "&lt;script&gt;alert(1)" in text or "%3Cscript%3E" in text


@pytest.mark.parametrize("path", ["floor", "timeline", "state", "contract", "faults"])
def test_the_bar_leads_from_page_to_page_by_keyboard(browser: Browser, lived: Site, path: str) -> None:
    """Tab and Enter are enough."""
    watched = Watched(browser, lived.root)
    watched.page.goto(f"/_ringback/console/w/{lived.world}/floor")
    watched.page.get_by_role("link", name=path.title(), exact=True).focus()
    watched.page.keyboard.press("Enter")
    expect(watched.page.locator(f"nav a[aria-current][href$='/{path}']")).to_be_visible()
    watched.context.close()
