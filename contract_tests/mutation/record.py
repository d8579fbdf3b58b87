"""A pytest plugin that notes which replies each test was given: `python -m pytest -p contract_tests.mutation.record`.

The servers of the tests run in the tests' own process, so that what they enter in their journals while a test runs
was said to that test; what a shared fixture was told, it passes on to every test that uses it.
"""

import json
import os
from collections.abc import Generator, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from starlette.types import Receive, Scope, Send

from ringback.serve.asgi import Gateway
from ringback.serve.entry import Entry
from ringback.serve.journal import Journal, Log

LEFT = Path(__file__).parents[2] / ".ringback" / "mutation"
# What the servers publish of everything that is declared: the catalogue itself, and the descriptions made of it.
PUBLISHED = ("/_ringback/catalogue", "/_ringback/openapi/")


class Met(NamedTuple):
    """What one test met: replies by id, each with the profiles of the worlds that gave it, and whether it read what is
    published of all replies; and how long it took, in seconds.
    """

    replies: Mapping[str, list[str]]
    read: bool
    seconds: float


class _Notes:
    """What is being noted: by test and, for what outlives a test, by fixture."""

    def __init__(self) -> None:
        self.told: dict[str, dict[str, set[str]]] = {}
        self.read: set[str] = set()
        self.seconds: dict[str, float] = {}
        self.uses: dict[str, set[str]] = {}
        self.now = [""]

    def entry(self, entry: Entry) -> None:
        told = self.told.setdefault(self.now[-1], {})
        for said in entry.said:
            told.setdefault(said.id, set()).add(entry.before.profile)

    def path(self, path: str) -> None:
        if path.startswith(PUBLISHED):
            self.read.add(self.now[-1])

    def met(self, test: str) -> Met:
        """What a test met, itself or by a fixture."""
        replies: dict[str, set[str]] = {}
        sources = [test, *self.uses.get(test, ())]
        for source in sources:
            for reply, profiles in self.told.get(source, {}).items():
                replies.setdefault(reply, set()).update(profiles)
        told = {reply: sorted(profiles) for reply, profiles in sorted(replies.items())}
        return Met(told, any(source in self.read for source in sources), round(self.seconds.get(test, 0), 4))


_notes = _Notes()


def pytest_configure(config: pytest.Config) -> None:
    """Listen to every journal and every gateway of this process."""
    enter, answer = Journal.add, Gateway.__call__

    def add(self: Journal, log: Log, entry: Entry) -> None:
        _notes.entry(entry)
        enter(self, log, entry)

    async def call(self: Gateway, scope: Scope, receive: Receive, send: Send) -> None:
        _notes.path(scope.get("path", ""))
        await answer(self, scope, receive, send)

    for cls, name, method in ((Journal, "add", add), (Gateway, "__call__", call)):
        setattr(cls, name, method)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Note under the test's name."""
    _notes.now.append(item.nodeid)
    try:
        return (yield)
    finally:
        _notes.now.pop()
        names = getattr(item, "fixturenames", ())
        _notes.uses[item.nodeid] = {key for name in names for key in _keys(item.nodeid, name)}


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[Any]) -> Generator[None, object, object]:
    """Note under the fixture's name what is told before there is a test, or for more than one."""
    if fixturedef.scope == "function":
        return (yield)
    _notes.now.append(f"{fixturedef.baseid}::{fixturedef.argname}")
    try:
        return (yield)
    finally:
        _notes.now.pop()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note how long a test took; what it shares with others was set up in the time of whichever came first."""
    if report.when == "call":
        _notes.seconds[report.nodeid] = report.duration


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Leave what was noted, if this process has run tests."""
    if _notes.uses:
        LEFT.mkdir(parents=True, exist_ok=True)
        met = {test: _notes.met(test) for test in _notes.uses}
        path = LEFT / f"new-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}.json"
        path.write_text(json.dumps(met), encoding="utf-8")


def _keys(test: str, fixture: str) -> Iterable[str]:
    """The names under which a test's fixture may have been noted: it belongs to the test's file, or a folder of it."""
    file = test.partition("::")[0]
    parts = file.split("/")
    bases = ["", *("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))]
    return (f"{base}::{fixture}" for base in bases)


def recorded() -> dict[str, Met]:
    """What is on record, by test."""
    path = LEFT / "met.json"
    if not path.exists():
        return {}
    return {test: Met(*met) for test, met in json.loads(path.read_text("utf-8")).items()}


def take_up() -> int:
    """Put what was noted since in the place of what was on record of the same tests; how many tests there were."""
    held = recorded()
    new = sorted(LEFT.glob("new-*.json"))
    for path in new:
        held.update({test: Met(*met) for test, met in json.loads(path.read_text("utf-8")).items()})
    (LEFT / "met.json").write_text(json.dumps(held), encoding="utf-8")
    for path in new:
        path.unlink()
    return len(held)
