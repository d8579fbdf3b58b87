"""Laws of worlds whose clocks run, whatever is asked in them while real time passes; the wall is moved by hand."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import zip_longest
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract_tests.conftest import Running
from contract_tests.effort import effort
from contract_tests.kernel.asked import LOGIN, Ask, Step
from contract_tests.kernel.played import Server, World, server_of, worlds
from contract_tests.kernel.stories import READS, edit, steps
from contract_tests.kernel.walls import Wall, ended, hung
from ringback.apps import build
from ringback.serve.settings import ClockSetting, Settings

HUNG = datetime(2026, 11, 21, 9, tzinfo=UTC)
START = "2026-01-05T17:00:00Z"


class Go(NamedTuple):
    """Real time passes, so many seconds."""

    seconds: float


Told = list[object]
Life = list[Step | Go]

# Rates at which milliseconds come out even: a world that goes on from a moment begins at a whole microsecond.
RATES = {"real": 1, "60x": 60, "0.5x": 0.5}
KINDS: st.SearchStrategy[dict[str, Any]] = st.builds(
    lambda clock, kind: {"clock": clock, **kind},
    st.sampled_from(list(RATES)),
    st.sampled_from([{"start": START}, {}, {"profile": "observed"}, {"scenario": "observed-2017"}]),
)
# Some real time between two steps, and now and then a clock that is set otherwise.
GOES: st.SearchStrategy[Step | Go] = st.sampled_from([0, 0.002, 0.25, 1, 7.3, 61.25, 600]).map(Go)
TURNS: st.SearchStrategy[Step | Go] = st.sampled_from(
    [
        edit("PATCH", "clock", setting)
        for setting in (
            {"mode": "frozen"},
            {"mode": "scaled", "rate": 60},
            {"rate": 0.5},
            {"mode": "real", "now": "2026-01-06T03:00:00Z"},
            {"now": "2026-01-05T17:30:00.5Z"},
        )
    ]
)
# How a world is looked at, so that nothing in it changes but by time: who signs in to Dialer360 leaves a mark.
LOOKS: list[Step] = [
    Ask("GET", "/adminpanel/api.php?function=version"),
    edit("GET", "clock"),
    edit("GET", "export"),
    edit("GET", "state/cisco/contacts"),
    edit("PUT", "snapshots/look"),
    *[read for read in READS if not read.path.startswith("/adminpanel")],
]
few = effort(4, shrink=False)


@st.composite
def lives(draw: st.DrawFn, *, opened: bool = False) -> Life:
    """A story during which real time passes and clocks are set."""
    told: Life = []
    for step in draw(steps(opened=opened)):
        told.append(step)
        if draw(st.integers(0, 2)) == 0:
            told.append(draw(st.one_of(GOES, GOES, GOES, TURNS)))
    return told


def done(wall: Wall, step: Step | Go, *among: World) -> Told:
    """What each of some worlds says to a step; after some time they sign in again, as a token lasts a day."""
    if isinstance(step, Go):
        wall.go(step.seconds)
        return [world.ask(LOGIN) for world in among]
    return [world.do(step) for world in among]


def lived(wall: Wall, story: Sequence[Step | Go], *among: World) -> list[Told]:
    """What some worlds tell in turn, in which the same happens at the same moments."""
    return [done(wall, step, *among) for step in [LOGIN, *story]]


def alike(told: list[Told]) -> None:
    """The worlds have told the same."""
    for said in told:
        assert said == said[:1] * len(said)


@pytest.fixture(scope="module")
def wall() -> Iterator[Wall]:
    """A wall for all worlds of this module."""
    with hung(HUNG) as wall:
        yield wall


@pytest.fixture(scope="module")
def server(wall: Wall) -> Iterator[Server]:
    """A connection to a server of handbook worlds that keeps to this wall."""
    settings = Settings(scenario="handbook", clock=ClockSetting.of("real"), max_worlds=10_000)
    with ended(Running(settings, build(settings))) as running:
        connection = server_of(running)
        yield connection
        connection.close()


@few
@given(KINDS, lives(opened=True), lives())
def test_after_restore_all_goes_on_as_it_did(
    server: Server, wall: Wall, kind: dict[str, Any], before: Life, between: Life
) -> None:
    """However long ago that was: the same to the byte, at once and while time passes."""
    later: Life = [*READS, Go(61.25), *READS]
    with worlds(server, 1, **kind) as (world,):
        lived(wall, before, world)
        world.control("PUT", "snapshots/then")
        exported = world.export()
        read = lived(wall, later, world)
        for happened in (between, between[::-1]):
            lived(wall, happened, world)
            world.control("POST", "snapshots/then/restore")
            assert world.export() == exported
            assert lived(wall, later, world) == read


@effort(6, shrink=False)
@given(KINDS, lives(opened=True), lives(), lives())
def test_a_fork_and_its_origin_know_nothing_of_each_other(
    server: Server, wall: Wall, kind: dict[str, Any], before: Life, here: Life, there: Life
) -> None:
    """A fork is the same whether its origin lives on or is left alone, and an origin whether its fork does."""
    with worlds(server, 5, **kind) as (origin, fork, lonely, idle, alone):
        lived(wall, before, origin)
        for new, old in ((lonely, origin), (idle, origin), (fork, origin), (alone, idle)):
            new.made(**{"from": old.name})
        alike(lived(wall, [], origin, lonely))
        alike(lived(wall, [], fork, alone))
        for mine, theirs in zip_longest(here, there, fillvalue=Go(1)):
            alike([done(wall, mine, origin, lonely), done(wall, theirs, fork, alone)])
            for world in (origin, lonely, fork, alone):
                world.ask(LOGIN)
        assert origin.export() == lonely.export()
        assert fork.export() == alone.export()


@effort(6, shrink=False)
@given(KINDS, lives(opened=True), st.integers(0, 25))
def test_what_is_asked_again_after_rewinding_is_answered_as_before(
    server: Server, wall: Wall, kind: dict[str, Any], story: Life, place: int
) -> None:
    """When as much time passes between the requests: the same bytes, and the world ends as it did."""
    with worlds(server, 1, **kind) as (world,):
        told, marks = [], []
        for step in [LOGIN, *story]:
            token = world.token
            told.append(done(wall, step, world))
            if isinstance(step, Ask):
                marks.append((len(told) - 1, world.last, token))
        end = world.export()
        begin, request, token = marks[place % len(marks)]
        for _ in range(2):
            world.control("POST", "rewind", {"before_request": request})
            world.token = token
            assert [done(wall, step, world) for step in [LOGIN, *story][begin:]] == told[begin:]
            assert world.export() == end


@few
@given(KINDS, lives(opened=True), st.sampled_from([0.0, 5.0, 4000.0]), lives())
def test_an_export_is_imported_as_the_world_it_was(
    server: Server, wall: Wall, kind: dict[str, Any], before: Life, wait: float, after: Life
) -> None:
    """At once or later: it goes on from the moment that it was written at, as its origin did."""
    with worlds(server, 3, **kind) as (world, other, late):
        lived(wall, before, world)
        exported = world.control("GET", "export").body
        other.control("PUT", "import", exported)
        told = lived(wall, after, world, other)
        alike(told)
        end = world.export()
        assert other.export() == end
        wall.go(wait)
        late.control("PUT", "import", exported)
        assert lived(wall, after, late) == [said[:1] for said in told]
        assert late.export() == end


@effort(8, shrink=False)
@given(
    KINDS,
    lives(opened=True),
    st.lists(st.sampled_from([0, 0.25, 1, 10, 59.5, 600, 1800]), min_size=1, max_size=5),
    st.lists(st.sampled_from(LOOKS), min_size=5, max_size=5),
)
def test_time_passes_alike_whether_anybody_looks_or_not(
    server: Server, wall: Wall, kind: dict[str, Any], before: Life, spans: list[float], looks: list[Step]
) -> None:
    """In a world that is looked at now and then, in one that is left alone, and in one whose clock is put ahead."""
    rate = RATES[kind["clock"]]
    clock = {"mode": "real" if rate == 1 else "scaled", "rate": rate, "now": "2026-01-07T18:00:00Z"}
    with worlds(server, 3, **kind) as (alone, often, ahead):
        lived(wall, [*before, edit("PATCH", "clock", clock), edit("DELETE", "faults")], alone)
        often.made(**{"from": alone.name})
        ahead.made(**{"from": alone.name, "clock": "frozen"})
        for span, look in zip(spans, looks, strict=False):
            wall.go(span)
            often.do(look)
            ahead.wait(span * rate)
        now = json.loads(ahead.control("GET", "clock").body)["now"]
        ahead.control("PATCH", "clock", {**clock, "now": now})
        assert often.export() == alone.export()
        assert ahead.export() == alone.export()
