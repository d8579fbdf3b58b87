"""Laws of worlds, whatever has been asked in them: snapshots, forks, rewinding, reset, exports, time and seeds."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract_tests.conftest import Running
from contract_tests.effort import effort
from contract_tests.kernel.asked import LOGIN, Ask, Step, Wait
from contract_tests.kernel.played import Server, World, server_of, worlds
from contract_tests.kernel.stories import READS, steps

# Two profiles, and worlds with something in them; most stories are told where every printed example works.
KINDS: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [{}, {}, {"profile": "observed"}, {"seed": 7}, {"scenario": "empty"}, {"scenario": "observed-2017"}]
)
# A story that fails is long to shorten, as every attempt makes worlds.
few = effort(8, shrink=False)


@pytest.fixture(scope="module")
def server(handbook_server: Running) -> Iterator[Server]:
    """A connection to the server of handbook worlds."""
    connection = server_of(handbook_server)
    yield connection
    connection.close()


@few
@given(KINDS, steps(opened=True), steps())
def test_after_restore_all_is_as_it_was(
    server: Server, kind: dict[str, Any], before: list[Step], between: list[Step]
) -> None:
    """Anything may have happened: every read and the export are the same to the byte, and so again the next time."""
    with worlds(server, 1, **kind) as (world,):
        world.play(before)
        world.control("PUT", "snapshots/then")
        exported = world.export()
        read = world.play(READS)
        for happened in (between, READS, between[::-1]):
            world.play(happened)
            world.control("POST", "snapshots/then/restore")
            assert world.export() == exported
            assert world.play(READS) == read


@few
@given(KINDS, steps(opened=True), steps(), steps())
def test_a_fork_and_its_origin_know_nothing_of_each_other(
    server: Server, kind: dict[str, Any], before: list[Step], here: list[Step], there: list[Step]
) -> None:
    """What is done in one is not seen in the other, and each goes on as it would have alone."""
    with worlds(server, 3, **kind) as (origin, fork, alone):
        origin.play(before)
        for world in (fork, alone):
            world.made(**{"from": origin.name})
        exported = origin.export()
        assert fork.export() == alone.export() == exported
        origin.play(here)
        assert fork.export() == exported
        changed = origin.export()
        told = fork.play(there)
        assert origin.export() == changed
        assert alone.export() == exported
        assert alone.play(there) == told
        assert alone.export() == fork.export()
        assert alone.play(READS) == fork.play(READS)


@few
@given(KINDS, steps(opened=True), st.integers(0, 25))
def test_what_is_asked_again_after_rewinding_is_answered_as_before(
    server: Server, kind: dict[str, Any], story: list[Step], place: int
) -> None:
    """From any request on: the same requests give the same bytes, and the world ends as it did."""
    with worlds(server, 1, **kind) as (world,):
        told, marks = [], []
        for step in [LOGIN, *story]:
            token = world.token
            told.append(world.do(step))
            if isinstance(step, Ask):
                marks.append((len(told) - 1, world.last, token))
        end = world.export()
        begin, request, token = marks[place % len(marks)]
        for _ in range(2):
            world.control("POST", "rewind", {"before_request": request})
            world.token = token
            assert [world.do(step) for step in [LOGIN, *story][begin:]] == told[begin:]
            assert world.export() == end


@few
@given(KINDS, steps(opened=True), steps())
def test_a_world_that_is_reset_is_as_good_as_a_new_one(
    server: Server, kind: dict[str, Any], before: list[Step], after: list[Step]
) -> None:
    """Its export and all that it answers from then on."""
    with worlds(server, 2, **kind) as (world, new):
        world.play(before)
        world.control("POST", "reset")
        assert world.export() == new.export()
        assert world.play(after) == new.play(after)
        assert world.export() == new.export()


@few
@given(KINDS, steps(opened=True), steps())
def test_an_export_is_imported_as_the_world_it_was(
    server: Server, kind: dict[str, Any], before: list[Step], after: list[Step]
) -> None:
    """Exported again it is the same, and both go on alike."""
    with worlds(server, 2, **kind) as (world, other):
        world.play(before)
        exported = world.control("GET", "export").body
        other.control("PUT", "import", exported)
        assert other.export() == world.export()
        assert other.play(after) == world.play(after)
        assert other.export() == world.export()


@effort(5, shrink=False)
@given(
    st.sampled_from([{}, {"scenario": "demo"}]),
    steps(opened=True),
    st.lists(st.sampled_from([0, 0.25, 1, 10, 59.5, 600, 4000]), min_size=1, max_size=4),
)
def test_time_passes_alike_in_one_stride_and_in_many(
    server: Server, kind: dict[str, Any], before: list[Step], spans: list[float]
) -> None:
    """At once, span by span, timer by timer: the same events in the same order, and the same end."""
    with worlds(server, 3, **kind) as (once, often, timers):
        once.play(before)
        for world in (often, timers):
            world.made(**{"from": once.name})
        whole = once.wait(sum(spans))
        events = [event for span in spans for event in often.wait(span)["events"]]
        assert events == whole["events"]
        assert often.export() == once.export()
        until = datetime.fromisoformat(whole["now"])
        stepped: list[Any] = []
        while (due := timers.next_timer()) is not None and datetime.fromisoformat(due) <= until:
            stepped += timers.wait(None)["events"]
        timers.control("POST", "clock/advance", {"to": whole["now"]})
        assert stepped == whole["events"]
        assert timers.export() == once.export()
        assert timers.play(READS) == once.play(READS)


@few
@given(KINDS, steps(opened=True), steps(), st.lists(st.booleans(), max_size=60))
def test_stories_that_take_turns_are_told_as_each_alone(
    server: Server, kind: dict[str, Any], one: list[Step], two: list[Step], turns: list[bool]
) -> None:
    """Requests to other worlds shift nothing, in whatever order they come between."""
    with worlds(server, 4, **kind) as (first, second, mixed, among):
        alone = [(world.play(story), world.export()) for world, story in ((first, one), (second, two))]
        stories = [(mixed, [LOGIN, *one], list[object]()), (among, [LOGIN, *two], list[object]())]
        for turn in [*turns, *[False] * (len(one) + 1), *[True] * (len(two) + 1)]:
            world, story, told = stories[turn]
            if len(told) < len(story):
                told.append(world.do(story[len(told)]))
        assert [(told, world.export()) for world, _, told in stories] == alone


@effort(4, shrink=False)
@given(KINDS, st.lists(steps(30, 40, opened=True), min_size=3, max_size=3))
def test_stories_that_are_told_at_once_are_told_as_each_alone(
    server: Server, kind: dict[str, Any], stories: list[list[Step]]
) -> None:
    """Over connections of their own, by threads."""

    def tell(world: World, story: list[Step]) -> tuple[list[object], bytes]:
        own = World(Server(server.root), world.name)
        told = own.play(story), own.export()
        own.server.close()
        return told

    with worlds(server, 6, **kind) as made, ThreadPoolExecutor(3) as pool:
        alone = [tell(world, story) for world, story in zip(made[:3], stories, strict=True)]
        assert list(pool.map(tell, made[3:], stories)) == alone


@few
@given(st.integers(-(2**63), 2**63 - 1), st.sampled_from(["handbook", "empty", "observed-2017"]), steps(opened=True))
def test_every_seed_makes_a_world_that_lives(server: Server, seed: int, scenario: str, story: list[Step]) -> None:
    """And the same seed makes the same one."""
    with worlds(server, 2, scenario=scenario, seed=seed) as (world, same):
        story = [*story, Wait(3600), *story]
        assert world.play(story) == same.play(story)
        assert world.export() == same.export()
