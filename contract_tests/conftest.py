"""Servers and clients for the contract tests: one server a profile, a fresh world for each test."""

import itertools
import json
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from hypothesis import HealthCheck, settings

from contract_tests.browser import browser as browser  # a fixture of all tests
from ringback.apps import MODULES, build
from ringback.publish.coverage import Seen, merge
from ringback.serve.asgi import Gateway
from ringback.serve.protocol import DirectProtocol
from ringback.serve.settings import ClockSetting, Settings

# A busy machine makes any example slow now and then: no test is timed.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

_numbers = itertools.count(1)

# Where `ringback coverage` looks, and what the servers of this process have seen, by the apps they serve.
LEFT = Path(__file__).parents[1] / ".ringback"
_seen: list[tuple[list[str], Seen]] = []

READ_ONLY = "read_only(app): this test changes nothing, and --upstream can point it at a real account of the app"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take `--upstream`."""
    parser.addoption(
        "--upstream",
        action="append",
        default=[],
        metavar="APP=URL",
        help="Run only the tests marked read_only for the app, and run them against the real account there.",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker; refuse what is no app's URL."""
    config.addinivalue_line("markers", READ_ONLY)
    for given in config.getoption("--upstream"):
        name, _, url = given.partition("=")
        if name not in MODULES or not url.startswith(("http://", "https://")):
            raise pytest.UsageError(f"--upstream: {given!r} is no APP=URL; apps are {', '.join(MODULES)}")


def upstreams(config: pytest.Config) -> dict[str, str]:
    """The base URLs of real accounts, by app."""
    pairs = (given.partition("=") for given in config.getoption("--upstream"))
    return {name: url.rstrip("/") for name, _, url in pairs}


def read_only(item: pytest.Item) -> str:
    """The app of which a test only reads; blank for any other test."""
    marker = item.get_closest_marker("read_only")
    return str(marker.args[0]) if marker is not None else ""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With a real account at hand, nothing runs but what is safe there."""
    accounts = upstreams(config)
    if accounts:
        config.hook.pytest_deselected(items=[item for item in items if read_only(item) not in accounts])
        items[:] = [item for item in items if read_only(item) in accounts]


def pytest_sessionstart(session: pytest.Session) -> None:
    """Forget what the last run left; of several workers' processes, the one that starts them does."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        for path in LEFT.glob("coverage-*.json"):
            path.unlink(missing_ok=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Leave for `ringback coverage` which replies were seen."""
    if _seen:
        apps = sorted({app for served, _ in _seen for app in served})
        content = {"apps": apps, "seen": merge(*(seen for _, seen in _seen))}
        LEFT.mkdir(exist_ok=True)
        path = LEFT / f"coverage-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}.json"
        path.write_text(json.dumps(content, indent=1), encoding="utf-8")


@dataclass(frozen=True)
class Site:
    """One world of a server, as its users see it: vendor paths below `url`, the control plane by `control`."""

    root: str
    world: str
    client: httpx.Client
    control: httpx.Client

    @property
    def url(self) -> str:
        """The base URL of every vendor path in this world."""
        return f"{self.root}/w/{self.world}"

    def get(self, query: str, **headers: str) -> httpx.Response:
        """GET the Dialer360 door with a raw query string."""
        return self.client.get(f"{self.url}/adminpanel/api.php?{query}", headers=headers)

    def post(self, data: dict[str, str] | str, query: str = "") -> httpx.Response:
        """POST a form to the Dialer360 door."""
        url = f"{self.url}/adminpanel/api.php" + (f"?{query}" if query else "")
        if isinstance(data, str):
            return self.client.post(url, content=data, headers={"content-type": "application/x-www-form-urlencoded"})
        return self.client.post(url, data=data)

    def rows(self, table: str, app: str = "dialer360") -> list[dict[str, Any]]:
        """All rows of a table, by the control plane."""
        answer = self.control.get(f"worlds/{self.world}/state/{app}/{table}", params={"limit": 10_000})
        answer.raise_for_status()
        rows: list[dict[str, Any]] = answer.json()["rows"]
        return rows

    def row(self, table: str, key: object, app: str = "dialer360") -> dict[str, Any]:
        """One row of a table."""
        answer = self.control.get(f"worlds/{self.world}/state/{app}/{table}/{key}")
        answer.raise_for_status()
        row: dict[str, Any] = answer.json()
        return row

    def put(self, table: str, key: object, app: str = "dialer360", **fields: object) -> httpx.Response:
        """Make or replace a row by hand."""
        answer = self.control.put(f"worlds/{self.world}/state/{app}/{table}/{key}", json=fields)
        answer.raise_for_status()
        return answer

    def patch(self, table: str, key: object, app: str = "dialer360", **fields: object) -> httpx.Response:
        """Change fields of a row by hand."""
        answer = self.control.patch(f"worlds/{self.world}/state/{app}/{table}/{key}", json=fields)
        answer.raise_for_status()
        return answer

    def meaning(self, answer: httpx.Response, form: str = "text") -> str:
        """The text that the catalogue has for an answer, by the reply's id in its header; blank in a form it lacks."""
        name = answer.headers["ringback-reply"]
        endpoints = self.control.get("catalogue").json()["apps"][name.partition(".")[0]]
        replies = {reply["id"]: reply for endpoint in endpoints for reply in endpoint["replies"]}
        return str(replies[name].get(form, ""))

    def advance(self, seconds: float) -> list[dict[str, Any]]:
        """Let world time pass; the events that fired."""
        answer = self.control.post(f"worlds/{self.world}/clock/advance", json={"seconds": seconds})
        answer.raise_for_status()
        events: list[dict[str, Any]] = answer.json()["events"]
        return events


class Running:
    """A server in a thread, on a free port."""

    def __init__(self, settings: Settings, gateway: Gateway | None = None) -> None:
        """Start it and wait until it answers; `gateway` serves other apps than Ringback's own."""
        self.gateway = gateway or build(settings)
        pipeline = self.gateway.pipeline
        _seen.append(([app.name for app in pipeline.apps], pipeline.journal.seen))
        config = uvicorn.Config(
            self.gateway,
            http=DirectProtocol,
            port=0,
            log_config=None,
            server_header=False,
            date_header=False,
            lifespan="off",
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.005)  # noqa: TID251 - a thread has no other way to say that it listens
        port = self._server.servers[0].sockets[0].getsockname()[1]
        self.root = f"http://127.0.0.1:{port}"
        self.client = httpx.Client()
        # A demo of a seed that is not made beforehand takes some seconds to make.
        self.control = httpx.Client(base_url=f"{self.root}/_ringback/", timeout=60)

    def site(self, name: str) -> Site:
        """A world of that name, not made yet."""
        return Site(self.root, name, self.client, self.control)

    def stop(self) -> None:
        """Stop it and wait until it has."""
        self.client.close()
        self.control.close()
        self._server.should_exit = True
        self._thread.join(10)


def _serve(scenario: str, profile: str) -> Iterator[Running]:
    settings = Settings(scenario=scenario, profile=profile, clock=ClockSetting.of("frozen"), max_worlds=10_000)
    running = Running(settings)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def handbook_server() -> Iterator[Running]:
    """A server of handbook worlds on frozen clocks."""
    yield from _serve("handbook", "documented")


@pytest.fixture(scope="session")
def observed_server() -> Iterator[Running]:
    """A server of worlds as the vendor's software was seen."""
    yield from _serve("observed-2017", "observed")


def _fresh(running: Running) -> Iterator[Site]:
    name = f"t{os.getpid()}-{next(_numbers)}"
    running.control.put(f"worlds/{name}", json={}).raise_for_status()
    yield running.site(name)
    running.control.delete(f"worlds/{name}")


@pytest.fixture
def dialer360(handbook_server: Running) -> Iterator[Site]:
    """A fresh handbook world."""
    yield from _fresh(handbook_server)


@pytest.fixture
def tcn(handbook_server: Running) -> Iterator[Site]:
    """A fresh handbook world, for the form posts of TCN's API."""
    yield from _fresh(handbook_server)


@pytest.fixture
def maxcontact_agent(handbook_server: Running) -> Iterator[Site]:
    """A fresh handbook world, for MaxContact's telephony API."""
    yield from _fresh(handbook_server)


@pytest.fixture
def maxcontact_management(maxcontact_agent: Site) -> Site:
    """The same world, for MaxContact's management API."""
    return maxcontact_agent


@pytest.fixture
def observed(observed_server: Running) -> Iterator[Site]:
    """A fresh world of the observed profile."""
    yield from _fresh(observed_server)
