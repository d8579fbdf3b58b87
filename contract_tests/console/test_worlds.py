"""All worlds: the way to those that the bar has no room for, and servers of every kind."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx
import pytest
from playwright.sync_api import expect

from contract_tests.browser import Watched
from contract_tests.conftest import Running, Site
from contract_tests.console.reading import tree
from ringback.apps import build
from ringback.serve.settings import ClockSetting, Settings

CONSOLE = "/_ringback/console"
FROZEN = ClockSetting.of("frozen")
PAGES = ("floor", "timeline", "state", "contract", "faults", "worlds", "bar")


@pytest.fixture(scope="module")
def many() -> Iterator[Running]:
    """A server of 300 empty worlds."""
    running = Running(Settings(scenario="empty", clock=FROZEN))
    for number in range(300):
        running.control.put(f"worlds/run-{number}", json={}).raise_for_status()
    yield running
    running.stop()


def picked(running: Running, world: str) -> list[str]:
    """The names in the picker of a world's page."""
    page = running.client.get(f"{running.root}{CONSOLE}/w/{world}/floor").text
    options = tree(page).xpath("//label[@class='picker']//option")
    return [str(option.text) for option in options]


def test_the_picker_has_the_worlds_made_last_and_a_way_to_all(many: Running) -> None:
    """The default one and the one that is visited are always there."""
    last = [f"run-{number}" for number in range(240, 300)]
    assert picked(many, "default") == ["default", *last, "All worlds (301)"]
    assert picked(many, "run-7") == ["default", *last, "run-7", "All worlds (301)"]


def test_all_worlds_are_listed_and_searched(many: Running) -> None:
    """The last made first; of very many, a search finds the rest."""
    url = f"{many.root}{CONSOLE}/w/default/worlds"
    page = many.client.get(url).text
    names = tree(page).xpath("//tbody//th/a/text()")
    assert (len(names), names[0], names[-1]) == (200, "run-299", "run-100")
    assert "the last 200 of 301" in page
    found = many.client.get(url, params={"q": "RUN-12"}).text
    assert tree(found).xpath("//tbody//th/a/text()") == [
        *(f"run-{number}" for number in range(129, 119, -1)),
        "run-12",
    ]
    assert "No world" in many.client.get(url, params={"q": "attic"}).text


def test_the_way_to_all_worlds_is_taken_from_the_picker(site: Site, watched: Watched) -> None:
    """And from there another world is dropped, or gone to."""
    other = f"{site.world}-other"
    site.control.put(f"worlds/{other}", json={}).raise_for_status()
    page = watched.page
    page.goto(f"{CONSOLE}/w/{site.world}/timeline")
    page.get_by_label("World", exact=True).select_option(label=page.locator(".picker option").last.inner_text())
    expect(page).to_have_url(f"{site.root}{CONSOLE}/w/{site.world}/worlds")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_title(f"Drop {other}", exact=True).click()
    expect(page.locator("#outcome")).to_contain_text(f"Dropped {other}")
    expect(page.get_by_role("link", name=other, exact=True)).to_have_count(0)
    assert site.control.get(f"worlds/{other}").status_code == 404


def test_with_the_arrow_keys_a_world_is_passed_and_with_enter_taken(site: Site, watched: Watched) -> None:
    """To look through the names leads nowhere yet; the focus is where it was then."""
    other = f"{site.world}-next"
    site.control.put(f"worlds/{other}", json={}).raise_for_status()
    page = watched.page
    page.goto(f"{CONSOLE}/w/{site.world}/faults")
    picker = page.get_by_label("World", exact=True)
    picker.focus()
    page.keyboard.press("ArrowDown")
    expect(picker).to_have_value(f"{CONSOLE}/w/{other}/faults")
    expect(page).to_have_url(f"{site.root}{CONSOLE}/w/{site.world}/faults")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.root}{CONSOLE}/w/{other}/faults")
    expect(page.get_by_label("World", exact=True)).to_be_focused()
    page.goto(f"{CONSOLE}/w/{site.world}/faults")
    site.control.delete(f"worlds/{other}")


@contextmanager
def serving(settings: Settings, *names: str) -> Iterator[Running]:
    """A server of these apps, or of all."""
    running = Running(settings, build(settings, names))
    try:
        yield running
    finally:
        running.stop()


def test_a_server_of_one_app_has_a_console_of_one_app() -> None:
    """`ringback serve tcn`: no page speaks of another."""
    with serving(Settings(scenario="handbook", clock=FROZEN), "tcn") as running:
        for page in PAGES:
            answer = running.client.get(f"{running.root}{CONSOLE}/w/default/{page}")
            assert answer.status_code == 200
            assert "ialer360" not in answer.text
        for page in ("state/dialer360/leads", "contract/cisco"):
            assert running.client.get(f"{running.root}{CONSOLE}/w/default/{page}").status_code == 404


def test_a_server_without_headers_of_its_own_has_a_console_all_the_same() -> None:
    """--no-headers drops those of vendors' replies; the pages' own stay."""
    with serving(Settings(scenario="handbook", clock=FROZEN, headers=False)) as running:
        site = running.site("default")
        assert "ringback-request" not in site.get("source=test&user=6666&pass=1234&function=version").headers
        page = site.client.get(f"{site.root}{CONSOLE}/w/default/requests/1")
        assert "dialer360.version.shown" in page.text
        assert page.headers["x-frame-options"] == "DENY"


async def _signed_in(base: str) -> tuple[httpx.Response, httpx.Response, httpx.Response]:
    """A browser that signs in at an encrypted address, looks at a page and presses a button."""
    gateway = build(Settings(scenario="empty", clock=FROZEN, control_token="open"))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(gateway), base_url=base) as client:
        own = {"origin": base, "hx-request": "true"}
        signed = await client.post(f"{CONSOLE}/sign-in", data={"token": "open"}, headers=own)
        floor = await client.get(f"{CONSOLE}/w/default/floor")
        data = {".method": "POST", ".path": "worlds/default/reset"}
        return signed, floor, await client.post(f"{CONSOLE}/w/default/do", data=data, headers=own)


@pytest.mark.parametrize("base", ["https://[::1]:8443", "https://[::1]", "https://ringback.local"])
def test_an_encrypted_server_is_called_as_the_browser_calls_it(base: str) -> None:
    """TLS and IPv6: commands name the address, and the token's cookie stays on encrypted ways."""
    with ThreadPoolExecutor(1) as beside:  # where a browser is open, this thread can run no loop
        signed, floor, done = beside.submit(lambda: asyncio.run(_signed_in(base))).result()
    assert (signed.status_code, "; Secure" in signed.headers["set-cookie"]) == (303, True)
    assert f'data-root="{base}"' in floor.text
    assert f"{base}/_ringback/worlds/default/reset" in done.text


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_only_a_browser_that_looks_at_the_root_is_sent_to_the_console(site: Site, method: str) -> None:
    """Whoever asks for HTML by name."""
    seen = site.client.request(method, f"{site.root}/", headers={"accept": "text/html,*/*;q=0.8"})
    assert (seen.status_code, seen.headers["location"]) == (303, f"{CONSOLE}/")
    assert site.client.request(method, f"{site.root}/", headers={"accept": "*/*"}).status_code == 404
    assert site.client.post(f"{site.root}/", headers={"accept": "text/html"}).status_code == 404
