"""Pages of the console: a fresh world for each test, and a browser page that takes offence at errors and strangers."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from contract_tests.browser import Watched
from contract_tests.conftest import Running, Site, _fresh
from ringback.serve.settings import ClockSetting, Settings


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


@pytest.fixture
def watched(browser: Browser, handbook_server: Running) -> Iterator[Watched]:
    """A browser's page; whatever went wrong on it fails the test at its end."""
    page = Watched(browser, handbook_server.root)
    yield page
    page.context.close()
    assert page.wrong == []
