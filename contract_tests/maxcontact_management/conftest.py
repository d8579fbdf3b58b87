"""The centre that the tests of the management API look at, and a server that has this API alone."""

from collections.abc import Iterator

import pytest

from contract_tests.conftest import Running, Site, _fresh
from contract_tests.maxcontact_agent.centre import MANAGER, Centre
from ringback.apps import build
from ringback.serve.settings import ClockSetting, Settings


@pytest.fixture
def centre(maxcontact_management: Site) -> Centre:
    """A fresh handbook centre."""
    return Centre(maxcontact_management)


@pytest.fixture(scope="session")
def management_server() -> Iterator[Running]:
    """A server of the management API alone: the token service is this app's own there."""
    settings = Settings(scenario="handbook", clock=ClockSetting.of("frozen"), max_worlds=10_000)
    running = Running(settings, build(settings, [MANAGER]))
    yield running
    running.stop()


@pytest.fixture
def alone(management_server: Running) -> Iterator[Site]:
    """A fresh handbook world of that server."""
    yield from _fresh(management_server)
