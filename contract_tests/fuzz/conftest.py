"""The apps on their stands, and their descriptions as Schemathesis reads them.

Every run tries the same few cases of each endpoint. With `RINGBACK_EFFORT` above 1, which `make fuzz` sets, so many
times the cases are tried, others in each run, on a day of the demo too; `RINGBACK_FUZZ_SEED` repeats a run.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis

from contract_tests.conftest import Running
from contract_tests.effort import EFFORT
from contract_tests.fuzz.checks import BUILT_IN
from contract_tests.fuzz.familiar import acquaint, familiar
from contract_tests.fuzz.stand import Stand, credentials
from ringback.apps import MODULES, app, build
from ringback.publish.openapi import openapi
from ringback.serve.settings import ClockSetting, Settings

LONG = EFFORT > 1
SCENARIOS = ("handbook", "demo") if LONG else ("handbook",)
SEED = int(os.environ.get("RINGBACK_FUZZ_SEED", "0")) or (int.from_bytes(os.urandom(4)) if LONG else 1)
# Of how many boundary cases one is tried at an effort of 1.
SAMPLE = 20

_stands: list[Stand] = []


@pytest.fixture(scope="session", params=[(name, scenario) for name in MODULES for scenario in SCENARIOS], ids="-".join)
def stand(request: pytest.FixtureRequest) -> Iterator[Stand]:
    """An app on a server of its own, in a world of a scenario."""
    name, scenario = request.param
    settings = Settings(scenario="handbook", clock=ClockSetting.of("frozen"))
    stand = Stand(Running(settings, build(settings, [name])), name, scenario, sample=1 if LONG else SAMPLE)
    _stands.append(stand)
    yield stand
    stand.close()


@pytest.fixture(scope="session")
def description(stand: Stand) -> schemathesis.BaseSchema:
    """The app's description; what is generated from it names more often than not what its examples name."""
    document = openapi(app(stand.app), "1.0")
    schema = read(document, stand)
    acquaint(schema, familiar(document))
    return schema


def read(document: dict[str, Any], stand: Stand) -> schemathesis.BaseSchema:
    """A description, to be tried on the stand with the credentials that it states."""
    config = schemathesis.Config.from_dict(
        {
            "seed": SEED,
            "base-url": stand.url,
            "suppress-health-check": ["all"],
            "warnings": False,
            "phases": {"examples": {"fill-missing": True}},
            "auth": {"openapi": credentials(document, stand.open())},
            "checks": {"enabled": False, **{name: {"enabled": True} for name in BUILT_IN}},
        }
    )
    return schemathesis.openapi.from_dict(document, config=config)


def pytest_report_header() -> str:
    """What repeats the run."""
    return f"RINGBACK_EFFORT={EFFORT:g} RINGBACK_FUZZ_SEED={SEED}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many cases a long run has tried, by app and phase."""
    for stand in _stands if LONG else ():
        tried = ", ".join(f"{count} {phase}" for phase, count in sorted(stand.tried.items()))
        terminalreporter.write_line(f"{stand.app}, {stand.scenario}: {tried}; {len(stand.replies)} replies met")
