"""--control-token in the console: given once, kept as a seal, good for one server."""

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import expect

from contract_tests.browser import Watched
from contract_tests.conftest import Running
from ringback.serve.settings import ClockSetting, Settings

CONSOLE = "/_ringback/console"
FROZEN = ClockSetting.of("frozen")


@pytest.fixture(scope="module")
def guarded() -> Iterator[Running]:
    """A server that asks for a token."""
    running = Running(Settings(scenario="empty", clock=FROZEN, control_token="let-me-in"))
    yield running
    running.stop()


def signed(running: Running, token: str = "let-me-in", **form: str) -> httpx.Response:
    """What signing in is answered with."""
    headers = {"origin": running.root}
    return httpx.post(f"{running.root}{CONSOLE}/sign-in", data={"token": token, **form}, headers=headers)


def seal(running: Running) -> tuple[str, str]:
    """The cookie's name and value."""
    found = re.match(r"([\w-]+)=([0-9a-f]+);", signed(running).headers["set-cookie"])
    assert found is not None
    return found[1], found[2]


def floor(running: Running, cookie: str) -> int:
    """The status of a page for whoever has that cookie."""
    return httpx.get(f"{running.root}{CONSOLE}/w/default/floor", headers=[(b"cookie", cookie.encode())]).status_code


def test_a_console_with_a_token_shows_nothing_until_it_is_given(guarded: Running) -> None:
    """--control-token holds for the console too."""
    own = {"origin": guarded.root}
    with httpx.Client(base_url=guarded.root) as client:
        page = client.get(f"{CONSOLE}/w/default/floor")
        assert (page.status_code, "control token" in page.text) == (401, True)
        order = {".method": "DELETE", ".path": "worlds/default"}
        assert client.post(f"{CONSOLE}/w/default/do", data=order, headers=own).status_code == 401
        assert client.get(f"{CONSOLE}/w/default/events").status_code == 401
        assert (
            client.get(f"{CONSOLE}/w/default/events", headers={"authorization": "Bearer let-me-in"}).status_code == 401
        )
        again = client.get(f"{CONSOLE}/w/default/bar", headers={"hx-request": "true"})
        assert (again.status_code, again.headers["hx-refresh"]) == (401, "true")
    assert guarded.control.get("worlds", headers={"authorization": "Bearer let-me-in"}).status_code == 200


@pytest.mark.parametrize("token", ["guess", "", " ", "LET-ME-IN", "let-me-in\x00", "ünï", "x" * 5_000])
def test_a_wrong_token_opens_nothing(guarded: Running, token: str) -> None:
    """And leaves no cookie."""
    answer = signed(guarded, token)
    assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)


def test_a_stranger_cannot_sign_a_browser_in(guarded: Running) -> None:
    """Nor send more than a token is."""
    url = f"{guarded.root}{CONSOLE}/sign-in"
    data = {"token": "let-me-in"}
    assert httpx.post(url, data=data, headers={"origin": "http://evil.example.com"}).status_code == 403
    assert httpx.post(url, data=data).status_code == 403
    assert signed(guarded, "x" * 20_000).status_code == 413


def test_the_cookie_is_good_for_the_server_that_gave_it_alone(guarded: Running) -> None:
    """Whole, as it was given; not for another that has the same token, and not the token itself."""
    name, value = seal(guarded)
    assert floor(guarded, f"{name}={value}") == 200
    wrong = (
        value[:-1],
        value + "0",
        value.upper(),
        "",
        "let-me-in",
        "x" * 5_000,
        "\xff\xfe",
        '"\\377"',
        f'"{value[:10]}\\054"',
        "ünï",
    )
    for other in wrong:
        assert floor(guarded, f"{name}={other}") == 401
    second = Running(Settings(scenario="empty", clock=FROZEN, control_token="let-me-in"))
    try:
        theirs, _ = seal(second)
        assert theirs != name
        assert floor(second, f"{name}={value}; {theirs}={value}") == 401
    finally:
        second.stop()


def test_whoever_signs_in_comes_to_the_page_that_was_asked_for(guarded: Running) -> None:
    """A deep link keeps its place, its query included; one that leads elsewhere leads nowhere."""
    deep = f"{CONSOLE}/w/default/state/tcn/contacts?q=a%2Fb&after=1"
    page = httpx.get(f"{guarded.root}{deep}").text
    assert f'name="then" value="{deep.replace("&", "&amp;")}"' in page
    assert signed(guarded, then=deep).headers["location"] == deep
    for elsewhere in ("https://evil.example.com", "//evil.example.com", f"{CONSOLE}/\r\nx: y", ""):
        assert signed(guarded, then=elsewhere).headers["location"] == f"{CONSOLE}/"
    assert f'value="{deep.replace("&", "&amp;")}"' in signed(guarded, "guess", then=deep).text


def test_the_token_is_given_once_and_kept_out_of_scripts_reach(tab: Watched, guarded: Running) -> None:
    """The browser keeps a seal of it in a cookie for this console alone."""
    page = tab.page
    tab.wrong.clear()
    page.goto(f"{guarded.root}/", wait_until="load")
    page.get_by_label("Token").fill("let-me-in")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("[data-clock-time]")).to_be_visible()
    page.get_by_role("button", name="+1 h").click()
    expect(page.locator("#command")).to_contain_text("Authorization: Bearer $RINGBACK_CONTROL_TOKEN")
    (cookie,) = tab.context.cookies()
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Strict", CONSOLE)
    assert "let-me-in" not in cookie["value"]
    assert "let-me-in" not in page.content()
    tab.context.clear_cookies()
    page.goto("about:blank")
    # Another server than the tab's own, and Chromium's console calls every page with status 401 an error.
    assert [wrong for wrong in tab.wrong if "401" not in wrong and guarded.root not in wrong] == []
