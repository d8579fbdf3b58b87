"""A real browser for tests of pages: the system's Chromium, or a skip that says why."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium, for the tests of one module: while it is open no test of this process can run a loop of its own."""
    yield from launched()


def launched() -> Iterator[Browser]:
    """A Chromium, from its start to its end; a skip where none is found."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip(f"no browser: none of {', '.join(NAMES)} is on the PATH (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        # Its own sandbox wants rights that containers do not give; it sees pages of this server only.
        chromium = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


class Watched:
    """A page of its own, and what went wrong on it: errors of the console, and requests to other hosts."""

    def __init__(self, browser: Browser, root: str, **context: Any) -> None:
        """Open an empty page; only `root` may be asked by it."""
        self.context: BrowserContext = browser.new_context(base_url=root, **context)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.wrong: list[str] = []
        self.page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", lambda asked: self._left(asked.url, root))

    def _left(self, url: str, root: str) -> None:
        if not url.startswith((root, "data:", "blob:")):
            self.wrong.append(f"asked {url}")
