"""Who may open the console, and what its pages may do."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, expect

from contract_tests.browser import Watched
from contract_tests.conftest import Running, Site
from ringback.serve.settings import ClockSetting, Settings

CONSOLE = "/_ringback/console"


@pytest.fixture(scope="module")
def guarded() -> Iterator[Running]:
    """A server that asks for a token."""
    running = Running(Settings(scenario="empty", clock=ClockSetting.of("frozen"), control_token="let-me-in"))
    yield running
    running.stop()


def test_pages_may_load_only_what_the_server_itself_serves(site: Site) -> None:
    """The policy allows no other host, no inline script and no inline style."""
    answer = site.client.get(f"{site.root}{CONSOLE}/w/{site.world}/floor")
    policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert " style=" not in answer.text
    assert "<script>" not in answer.text


def test_without_a_console_there_is_none() -> None:
    """--no-console: neither pages nor a way to them."""
    running = Running(Settings(scenario="empty", console=False))
    try:
        assert running.client.get(f"{running.root}{CONSOLE}/").status_code == 404
        assert running.client.get(f"{running.root}/", headers={"accept": "text/html"}).status_code == 404
        assert running.control.get("health").status_code == 200
    finally:
        running.stop()


def test_a_form_of_another_site_does_nothing(site: Site) -> None:
    """A page opened from another origin can do nothing, whatever its browser tells of it."""
    act = f"{site.root}{CONSOLE}/w/{site.world}/do"
    data = {".method": "POST", ".path": f"worlds/{site.world}/clock/advance", "seconds:number": "60"}
    strangers = ({"origin": "http://evil.example.com"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"})
    for headers in strangers:
        assert site.client.post(act, data=data, headers=headers).status_code == 403
    assert site.control.get(f"worlds/{site.world}/clock").json()["now"] == "2026-01-05T17:00:00Z"
    assert site.client.post(act, data=data, headers={"origin": site.root}).status_code == 303
    assert site.control.get(f"worlds/{site.world}/clock").json()["now"] == "2026-01-05T17:01:00Z"


def test_a_strangers_host_name_gets_no_page(site: Site) -> None:
    """A name that a stranger's DNS could point here is refused."""
    answer = site.client.get(f"{site.root}{CONSOLE}/w/default/floor", headers={"host": "console.example.com"})
    assert answer.status_code == 403
    assert "--allow-host" in answer.text


@pytest.mark.parametrize("path", ["../health", "/etc", "worlds/../health", ""])
def test_a_form_cannot_leave_the_control_plane(site: Site, path: str) -> None:
    """A button's path stands below /_ringback/."""
    act = f"{site.root}{CONSOLE}/w/{site.world}/do"
    answer = site.client.post(act, data={".method": "POST", ".path": path})
    assert answer.status_code == 400


def test_a_form_goes_back_to_pages_of_the_console_only(site: Site) -> None:
    """No redirect leads elsewhere."""
    act = f"{site.root}{CONSOLE}/w/{site.world}/do"
    data = {".method": "POST", ".path": f"worlds/{site.world}/reset", ".then": "https://evil.example.com/"}
    answer = site.client.post(act, data=data)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{CONSOLE}/w/{site.world}/floor"


def test_an_unknown_world_and_an_unknown_page_are_told_apart(site: Site) -> None:
    """An error of the console is a page with a sentence and a hint."""
    world = site.client.get(f"{site.root}{CONSOLE}/w/nobody/floor")
    assert (world.status_code, "no world called" in world.text) == (404, True)
    page = site.client.get(f"{site.root}{CONSOLE}/w/default/attic")
    assert (page.status_code, "no page at" in page.text) == (404, True)
    name = site.client.get(f"{site.root}{CONSOLE}/w/%3Cscript%3E/floor")
    assert "<script>" not in name.text


def test_assets_are_asked_for_again_only_when_they_changed(site: Site) -> None:
    """An asset has a tag."""
    url = f"{site.root}{CONSOLE}/assets/console.css"
    first = site.client.get(url)
    assert (first.status_code, first.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert site.client.get(url, headers={"if-none-match": first.headers["etag"]}).status_code == 304
    assert site.client.get(f"{site.root}{CONSOLE}/assets/..%2Fsite.py").status_code == 404
    assert site.client.get(f"{site.root}{CONSOLE}/assets/THIRD-PARTY.txt").status_code == 404


def test_a_console_with_a_token_shows_nothing_until_it_is_given(guarded: Running) -> None:
    """--control-token holds for the console too."""
    with httpx.Client(base_url=guarded.root) as client:
        floor = client.get(f"{CONSOLE}/w/default/floor")
        assert (floor.status_code, "control token" in floor.text) == (401, True)
        act = {".method": "DELETE", ".path": "worlds/default"}
        assert client.post(f"{CONSOLE}/w/default/do", data=act).status_code == 401
        assert client.get(f"{CONSOLE}/w/default/events").status_code == 401
        assert client.post(f"{CONSOLE}/sign-in", data={"token": "guess"}).status_code == 403
        client.cookies.set("ringback-console", "let-me-in")
        assert client.get(f"{CONSOLE}/w/default/floor").status_code == 401


def test_the_token_is_given_once_and_kept_out_of_scripts_reach(browser: Browser, guarded: Running) -> None:
    """The browser keeps a seal of it in a cookie for this console alone."""
    watched = Watched(browser, guarded.root)
    watched.page.goto("/", wait_until="load")
    watched.page.get_by_label("Token").fill("let-me-in")
    watched.page.get_by_role("button", name="Sign in").click()
    expect(watched.page.locator("[data-clock-time]")).to_be_visible()
    watched.page.get_by_role("button", name="+1 h").click()
    expect(watched.page.locator("#said")).to_contain_text("Authorization: Bearer $RINGBACK_CONTROL_TOKEN")
    (cookie,) = watched.context.cookies()
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Strict", CONSOLE)
    assert "let-me-in" not in cookie["value"]
    assert "let-me-in" not in watched.page.content()
    # Chromium's console calls every page with status 401 an error.
    assert [wrong for wrong in watched.wrong if "401" not in wrong] == []
    watched.context.close()
