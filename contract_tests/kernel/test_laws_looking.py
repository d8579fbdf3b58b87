"""Clocks at a wall that goes on with every look at it: however long an answer takes, no time is lost or comes twice."""

import asyncio
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract_tests.conftest import Running
from contract_tests.effort import effort
from contract_tests.kernel import bells
from contract_tests.kernel.played import Server, World, server_of, worlds
from contract_tests.kernel.walls import Wall, ended, hung
from ringback.serve.keeper import Keeper
from ringback.serve.settings import ClockSetting, Settings

START = datetime(2026, 1, 5, 17, tzinfo=UTC)
SETTINGS = Settings(scenario="stocked", clock=ClockSetting.of("real"), start=START, max_worlds=10_000)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)")
NOW = re.compile(rf'(?:"now":"|At )({MOMENT.pattern})')
RATES = {"real": 1, "2x": 2, "60x": 60, "3600x": 3600}
# When a bell rings.
BELL = "tower/bells/a/100/977000/9999"
RINGS = [START + timedelta(milliseconds=100 + 977_000 * count) for count in range(2000)]
ticks = st.sampled_from([1, 40, 999]).map(lambda count: timedelta(milliseconds=count))


class Step(NamedTuple):
    """A request below a world's name, and how many seconds it puts the clock ahead."""

    method: str
    path: str = ""
    body: Any = None
    ahead: float = 0


# What changes nothing of what a clock will show.
IDLE = [Step("GET", "clock"), Step("PATCH", "clock"), Step("GET", "export"), Step("PUT", "snapshots/then"), Step("GET")]
STRIDES = [Step("POST", "clock/advance", {"seconds": span}, span) for span in (0, 0.25, 60, 86_400)]
# What changes it, but never back.
CHANGES = [
    *[Step("PATCH", "clock", {"mode": "scaled", "rate": rate}) for rate in (0.3, 7.77, 60, 86_400)],
    Step("PATCH", "clock", {"mode": "frozen"}),
    Step("POST", "clock/advance", {"next": True}),
    Step("POST", "clock/advance", {"seconds": 1.5}),
]


@pytest.fixture(scope="module")
def wall() -> Iterator[Wall]:
    """A wall for all worlds of this module."""
    with hung(START) as wall:
        yield wall


@pytest.fixture(scope="module")
def server(wall: Wall, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A connection to a server of the tower of bells."""
    with ended(Running(SETTINGS, bells.serve(tmp_path_factory.mktemp("tower"), SETTINGS))) as running:
        connection = server_of(running)
        yield connection
        connection.close()


def shown(world: World) -> datetime:
    """What the clock of a world shows."""
    return datetime.fromisoformat(json.loads(world.control("GET", "clock").body)["now"])


def datetimes(text: str) -> list[datetime]:
    """The moments in a text."""
    return [datetime.fromisoformat(said) for said in MOMENT.findall(text)]


@effort(25)
@given(st.sampled_from(list(RATES)), ticks, st.lists(st.sampled_from([*IDLE, *STRIDES]), max_size=12))
def test_a_clock_loses_no_time_while_it_is_asked_and_put_ahead(
    server: Server, wall: Wall, clock: str, tick: timedelta, steps: list[Step]
) -> None:
    """It shows what it would have shown, and so much more as it was put ahead; a fork's clock shows the same."""
    with worlds(server, 2, clock=clock, start=START.isoformat()) as (world, fork):
        server.send("POST", f"/w/{world.name}/{BELL}")
        since = wall.at
        with wall.ticking(tick):
            for step in [*steps, Step("PATCH", "clock", {"rate": RATES[clock]})]:
                world.control(step.method, step.path, step.body)
            fork.made(**{"from": world.name})
        passed = (wall.at - since) * RATES[clock] + timedelta(seconds=sum(step.ahead for step in steps))
        assert shown(world) == shown(fork) == START + passed
        heard = server.send("GET", f"/w/{world.name}/tower/bells").body.decode()
        assert datetimes(heard) == [START + passed, *(at for at in RINGS if at <= START + passed)]


@effort(3)
@given(st.sampled_from(list(RATES)), ticks)
def test_no_time_passes_for_an_export_while_it_is_read(server: Server, wall: Wall, clock: str, tick: timedelta) -> None:
    """Once it is there it goes on: the answer is a look later."""
    with worlds(server, 2, clock=clock, start=START.isoformat()) as (world, other):
        exported = world.control("GET", "export").body
        for status in (200, 201):
            with wall.ticking(tick):
                now = datetimes(other.control("PUT", "import", exported, status=(status,)).body.decode())
            assert now == [START + tick * RATES[clock]]
            other.drop()


@effort(25)
@given(ticks, st.lists(st.sampled_from([*IDLE, *STRIDES, *CHANGES]), max_size=20))
def test_no_clock_runs_backwards_but_when_it_is_set_back(
    server: Server, wall: Wall, tick: timedelta, steps: list[Step]
) -> None:
    """In the order in which it was looked at, by whatever shows it: it stood still or went on."""
    seen: list[datetime] = []
    with worlds(server, 2, start=START.isoformat()) as (world, fork):
        server.send("POST", f"/w/{world.name}/{BELL}")
        for step in steps:
            with wall.ticking(tick):
                answer = world.control(step.method, step.path, step.body).body
                said = [
                    b"" if step.path == "export" else answer,
                    server.send("GET", f"/w/{world.name}/tower/bells").body,
                    world.control("GET").body,
                    fork.made(**{"from": world.name}).control("GET").body,
                    world.control("GET", "clock").body,
                ]
            seen += [datetime.fromisoformat(at) for one in said for at in NOW.findall(one.decode())]
    assert seen == sorted(seen)
    assert len(seen) >= 4 * len(steps)


@effort(10)
@given(
    st.sampled_from(["frozen", *RATES]),
    st.lists(st.tuples(st.sampled_from([0, 1, 30, 3600]), st.booleans()), max_size=4),
    st.sampled_from([0, 5, 86_400]),
)
def test_a_clock_goes_on_after_a_restart_from_what_it_showed(
    tmp_path_factory: pytest.TempPathFactory, wall: Wall, clock: str, spans: list[tuple[int, bool]], away: int
) -> None:
    """Whenever it was saved before, and changed or not; real time goes on meanwhile, no other does."""
    folder = tmp_path_factory.mktemp("kept")
    first, second = (bells.serve(folder, SETTINGS).pipeline.worlds for _ in range(2))
    keeper = Keeper(folder / "state")
    keeper.load(first)
    cell = first.create("kept", first.recipe(clock=ClockSetting.of(clock)))
    for span, saves in spans:
        wall.go(span)
        if saves:
            asyncio.run(keeper.save())
    at = cell.now()
    asyncio.run(keeper.save(at_once=True))
    wall.go(away)
    Keeper(folder / "state").load(second)
    assert second.known("kept").now() == at + timedelta(seconds=away if clock == "real" else 0)
