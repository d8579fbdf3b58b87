"""Pages of the console: a fresh world for each test, and a browser page that takes offence at errors and strangers."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from contract_tests.browser import Watched, launched
from contract_tests.conftest import Running, Site, _fresh
from ringback.serve.settings import ClockSetting, Settings

WIDE = {"width": 1280, "height": 720}


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole folder: to start it costs as much as ten pages."""
    yield from launched()


@pytest.fixture(scope="module")
def demo_server() -> Iterator[Running]:
    """A server of demo worlds on frozen clocks."""
    running = Running(Settings(scenario="demo", clock=ClockSetting.of("frozen"), max_worlds=1_000))
    yield running
    running.stop()


@pytest.fixture
def site(handbook_server: Running) -> Iterator[Site]:
    """A fresh handbook world."""
    yield from _fresh(handbook_server)


@pytest.fixture
def demo(demo_server: Running) -> Iterator[Site]:
    """A fresh demo world."""
    yield from _fresh(demo_server)


@pytest.fixture(scope="package")
def tab(browser: Browser, handbook_server: Running) -> Iterator[Watched]:
    """A browser's tab that lives as long as the folder's tests: each new one is a new process."""
    watched = Watched(browser, handbook_server.root, viewport=WIDE)
    yield watched
    watched.context.close()


@pytest.fixture
def watched(tab: Watched, handbook_server: Running) -> Iterator[Watched]:
    """A page without a past; whatever went wrong on it fails the test at its end."""
    tab.wrong.clear()
    yield tab
    if tab.page.url.startswith(handbook_server.root):
        # Its world goes now: nothing on it may ask for that any more.
        tab.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        tab.page.evaluate("() => { dispatchEvent(new Event('pagehide')); }")
    tab.page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    tab.page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    assert tab.wrong == []
