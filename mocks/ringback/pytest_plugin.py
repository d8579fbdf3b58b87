"""Pytest fixtures: a server for the session, a fresh world for each test, and who may sign in there.

`ringback` is a fresh world; `tcn`, `maxcontact_agent`, `maxcontact_management`, `cisco` and `dialer360` are the apps in
it, with base URL and demo credentials. Nothing of Ringback's is imported before a test uses one of them. With
RINGBACK_URL in the environment the worlds are made on that server instead of one of this process.
"""

import os
import sys
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from ringback.testing import Cisco, Dialer360, MaxContactAgent, MaxContactManagement, Server, Tcn, World

MARKER = "ringback(scenario, seed, clock, start, profile): how the worlds of these tests are made; each may be left out"
INI = {
    "scenario": ("handbook", "What worlds hold: a scenario's name, or a YAML file's path below pytest's rootdir"),
    "seed": ("1", "What fixes everything that is generated in them"),
    "clock": ("frozen", "How their clocks run: frozen, real or <n>x"),
    "start": ("", "When their clocks start, in ISO 8601; else the scenario's own start"),
    "profile": ("documented", "How they answer: documented, or observed"),
}

_WORLD = pytest.StashKey["World"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take `--ringback-bundle` and the ini options."""
    parser.getgroup("ringback", "Ringback").addoption(
        "--ringback-bundle",
        metavar="DIR",
        help="For each failed test that used Ringback, save there a file that `ringback replay` runs again.",
    )
    for name, (default, meaning) in INI.items():
        parser.addini(f"ringback_{name}", f"{meaning} (default: {default or 'none'}).", default=default)


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker."""
    config.addinivalue_line("markers", MARKER)


@pytest.fixture(scope="session")
def ringback_server(pytestconfig: pytest.Config) -> "Server":
    """A server: one of this process, or the one that RINGBACK_URL names."""
    url = os.environ.get("RINGBACK_URL")
    stack = ExitStack()
    # Not at the end of the fixture: the last test's report, if it fails while torn down, comes after that.
    pytestconfig.add_cleanup(stack.close)
    with _imported_as_it_is(pytestconfig):
        from ringback.testing import connect, serve

        options = _options({name: pytestconfig.getini(f"ringback_{name}") for name in INI}, pytestconfig)
        with _refused_in_a_line():
            return stack.enter_context(connect(url, **options) if url else serve(**options))


@contextmanager
def _imported_as_it_is(config: pytest.Config) -> Iterator[None]:
    """Import without pytest's rewriting of assertions.

    It takes whatever a plugin's distribution holds for test code. Of Ringback that is some 300 modules, for a second of
    every session where compiled modules are not kept, as in many containers.
    """
    hook = getattr(config.pluginmanager, "rewrite_hook", None)
    if hook not in sys.meta_path:
        yield
        return
    place = sys.meta_path.index(hook)
    del sys.meta_path[place]
    try:
        yield
    finally:
        sys.meta_path.insert(place, hook)


@contextmanager
def _refused_in_a_line() -> Iterator[None]:
    """What a project wrote down wrongly is said without the lines of this file."""
    from ringback.testing import ControlError

    try:
        yield
    except ControlError as error:
        raise pytest.fail.Exception(f"Ringback: {error}", pytrace=False) from None


@pytest.fixture
def ringback(request: pytest.FixtureRequest, ringback_server: "Server") -> "World":
    """A fresh world with its own rows, clock, faults and journal, made as the marker `ringback` says."""
    node = request.node
    options: dict[str, Any] = {}
    for marker in node.iter_markers("ringback"):
        if marker.args or not INI.keys() >= marker.kwargs.keys():
            pytest.fail(f"Ringback: the marker is {MARKER}, all by keyword", pytrace=False)
        options = {**marker.kwargs, **options}
    with _refused_in_a_line():
        world = ringback_server.world(ringback_server.unique(node.name), **_options(options, request.config))
    node.stash[_WORLD] = world
    return world


@pytest.fixture
def tcn(ringback: "World") -> "Tcn":
    """TCN in this test's world."""
    from ringback.testing import Tcn

    return Tcn(ringback)


@pytest.fixture
def maxcontact_agent(ringback: "World") -> "MaxContactAgent":
    """MaxContact's agent remote control in this test's world."""
    from ringback.testing import MaxContactAgent

    return MaxContactAgent(ringback)


@pytest.fixture
def maxcontact_management(ringback: "World") -> "MaxContactManagement":
    """MaxContact's management API in this test's world."""
    from ringback.testing import MaxContactManagement

    return MaxContactManagement(ringback)


@pytest.fixture
def cisco(ringback: "World") -> "Cisco":
    """Cisco's Outbound API in this test's world."""
    from ringback.testing import Cisco

    return Cisco(ringback)


@pytest.fixture
def dialer360(ringback: "World") -> "Dialer360":
    """Dialer360 in this test's world."""
    from ringback.testing import Dialer360

    return Dialer360(ringback)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell a failed test what its world was asked; let the world go when all else has been torn down."""
    report = yield
    world = item.stash.get(_WORLD, None)
    if world is not None:
        if report.failed:
            _attach(report, item, world)
        if call.when == "teardown":
            del item.stash[_WORLD]
            world.server.let_go(world)
    return report


def _attach(report: pytest.TestReport, item: pytest.Item, world: "World") -> None:
    from ringback.testing.report import TITLE, save, told

    lines = [told(world)]
    folder = item.config.getoption("--ringback-bundle")
    if folder:
        about = {"phase": str(report.when), "pytest": pytest.__version__}
        lines.append(save(world, item.config.invocation_params.dir / folder, item.nodeid, **about))
    report.sections.append((TITLE, "\n\n".join(lines)))


def _options(given: dict[str, Any], config: pytest.Config) -> Any:
    """How worlds are to be made, from what a project wrote down."""
    from ringback.testing.server import is_file

    options = {name: value for name, value in given.items() if value != ""}
    try:
        if "seed" in options:
            options["seed"] = int(options["seed"])
    except ValueError:
        raise pytest.UsageError(f"ringback_seed: expected a whole number, got {options['seed']!r}") from None
    if "scenario" in options and is_file(options["scenario"]):
        options["scenario"] = config.rootpath / options["scenario"]
    return options
