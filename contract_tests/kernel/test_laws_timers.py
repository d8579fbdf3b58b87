"""Timers in any order of steps: they fire as a plain list says, and survive being written down."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from operator import itemgetter
from typing import NamedTuple

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from msgspec.structs import replace

from contract_tests.effort import effort
from ringback.state.archive import Part, Reader, Writer
from ringback.state.clock import frozen
from ringback.state.export import export, restore
from ringback.state.faults import Fault
from ringback.state.passage import Passage, Room, pass_time
from ringback.state.record import Record
from ringback.state.table import Table
from ringback.state.transaction import Transaction
from ringback.state.view import View
from ringback.state.world import World

START = datetime(2026, 1, 5, 17, tzinfo=UTC)


class Ring(Record, frozen=True):
    """What a timer has done: a row for each time one fired."""

    ring: int = 0
    kind: str = ""
    key: str = ""
    at: datetime = START


class Echo(Record, frozen=True):
    """What a timer sets when it fires: another one, after so many seconds (which may be below zero)."""

    source: str
    kind: str
    key: int
    after: int
    left: int


class Tower(View):
    """Bells that ring others."""

    room = "tower"
    rings = Table[int, Ring](Ring, key="ring", first=1, indexes={"at": "at"})
    echoes = Table[str, Echo](Echo, key="source")


def rung(kind: str) -> Callable[[Tower, int | str], None]:
    """What the timers of a kind do."""

    def fire(view: Tower, key: int | str) -> None:
        view.rings.add(Ring(kind=kind, key=repr(key), at=view.now))
        echo = view.echoes.get(f"{kind}{key}")
        if echo is not None and echo.left:
            view.echoes.put(replace(echo, left=echo.left - 1))
            view.set_timer(echo.kind, echo.key, view.now + timedelta(seconds=echo.after))

    return fire


ROOMS = {"tower": Room(Tower, {kind: rung(kind) for kind in "ab"})}

kinds = st.sampled_from("ab")
# Keys of both types, that sort in no common order.
bells = st.one_of(st.integers(0, 3), st.sampled_from(["0", "x", "\U0001f514"]))
spans = st.integers(0, 40)
echoes = st.builds(
    Echo,
    source=st.builds(lambda kind, key: f"{kind}{key}", kinds, bells),
    kind=kinds,
    key=st.integers(0, 3),
    after=st.integers(-5, 20),
    left=st.integers(1, 4),
)


class Model(NamedTuple):
    """Pending timers by kind and key, with their moments and the order in which they were set; what has rung."""

    pending: dict[tuple[str, int | str], tuple[int, int]]
    echoes: dict[str, Echo]
    rings: list[tuple[str, str, int]]

    def set(self, kind: str, key: int | str, due: int, order: Iterator[int]) -> None:
        """One of each kind and key is pending at most."""
        self.pending[kind, key] = (due, next(order))

    def ring(self, until: int, order: Iterator[int]) -> None:
        """Let all ring that are due, the first first; of equals the one that was set first."""
        while due := [(when, place) for place, when in self.pending.items() if when[0] <= until]:
            (at, _), (kind, key) = min(due, key=itemgetter(0))
            del self.pending[kind, key]
            self.rings.append((kind, repr(key), at))
            echo = self.echoes.get(f"{kind}{key}")
            if echo is not None and echo.left:
                self.echoes[echo.source] = replace(echo, left=echo.left - 1)
                self.set(echo.kind, echo.key, at + echo.after, order)


class BellMachine(RuleBasedStateMachine):
    """One world with bells, and its model; moments are seconds since the start."""

    def __init__(self) -> None:
        """Begin without any."""
        super().__init__()
        self.world, self.now = World(clock=frozen(START)), 0
        self.order = count()
        self.model = Model({}, {}, [])

    def moment(self, seconds: int) -> datetime:
        """A moment of the model."""
        return START + timedelta(seconds=seconds)

    @rule(kind=kinds, key=bells, span=st.integers(-10, 40))
    def set_a_timer(self, kind: str, key: int | str, span: int) -> None:
        """A new one, or one that is moved."""
        view = Tower(Transaction(self.world, self.moment(self.now)))
        view.set_timer(kind, key, self.moment(self.now + span))
        self.world = view.tx.commit()
        self.model.set(kind, key, self.now + span, self.order)

    @rule(kind=kinds, key=bells)
    def cancel_a_timer(self, kind: str, key: int | str) -> None:
        """Or none, and then the world is the same."""
        view = Tower(Transaction(self.world, self.moment(self.now)))
        view.cancel_timer(kind, key)
        world = view.tx.commit()
        if self.model.pending.pop((kind, key), None) is None:
            assert world is self.world
        self.world = world

    @rule(echo=echoes)
    def let_a_timer_set_others(self, echo: Echo) -> None:
        """Itself again perhaps, perhaps in the past."""
        view = Tower(Transaction(self.world, self.moment(self.now)))
        view.echoes.put(echo)
        self.world = view.tx.commit()
        self.model.echoes[echo.source] = echo

    @rule(kind=kinds, key=bells, span=spans)
    def set_one_and_drop_it(self, kind: str, key: int | str, span: int) -> None:
        """What is not committed has not happened."""
        Tower(Transaction(self.world, self.moment(self.now))).set_timer(kind, key, self.moment(self.now + span))

    @rule(span=spans, slices=st.integers(1, 5), between=spans)
    def let_time_pass(self, span: int, slices: int, between: int) -> None:
        """At once, in slices, and with a stop on the way: it is all the same."""
        until = self.moment(self.now + span)
        passage, before = Passage(self.world, until, ROOMS), len(self.model.rings)
        while not passage.run(slices):
            pass
        self.model.ring(self.now + span, self.order)
        world = passage.world()
        assert passage.count == len(passage.fired) == len(self.model.rings) - before
        assert written(pass_time(self.world, until, ROOMS)) == written(world)
        stop = min(until, self.moment(self.now + between))
        assert written(pass_time(pass_time(self.world, stop, ROOMS), until, ROOMS)) == written(world)
        self.world, self.now = world, self.now + span

    @rule()
    def write_it_down(self) -> None:
        """Go on with what is read again; equals still ring in their order."""
        self.world = restore(written(self.world), ROOMS, START)

    @invariant()
    def the_bells_are_as_they_should_be(self) -> None:
        """What is pending, in its order, and what has rung."""
        timers = [(timer.kind, timer.key, timer.due) for timer in self.world.timers.queue]
        ordered = sorted((when, place) for place, when in self.model.pending.items())
        assert timers == [(*place, self.moment(due)) for (due, _), place in ordered]
        assert len(self.world.timers.pending) == len(timers)
        assert self.world.next_due() == (timers[0][2] if timers else None)
        view = Tower(Transaction(self.world, START))
        rings = [(ring.kind, ring.key, ring.at) for ring in view.rings]
        assert rings == [(kind, key, self.moment(at)) for kind, key, at in self.model.rings]
        for (kind, key), (due, _) in self.model.pending.items():
            assert view.timer_due(kind, key) == self.moment(due)


def written(world: World) -> bytes:
    """All there is to a world."""
    return msgspec.json.encode(export(world, "", START, ROOMS))


def test_timers_fire_as_a_plain_list_says() -> None:
    """Whatever is set, moved, cancelled or set by those that fire."""
    run_state_machine_as_test(BellMachine, settings=effort(25, 25))


texts = st.text(st.characters(codec="utf-8"), max_size=8)
rows = st.lists(st.tuples(kinds, texts, spans), max_size=12)
faults = st.lists(
    st.builds(
        Fault,
        app=texts,
        id=texts,
        reply=st.none() | texts,
        latency_ms=st.integers(0, 600_000),
        probability=st.floats(0, 1),
        transport=st.sampled_from([None, "reset", "empty", "truncate"]),
        times=st.none() | st.integers(1, 5),
        struck=st.integers(0, 9),
    ),
    max_size=3,
)


@st.composite
def worlds(draw: st.DrawFn, base: World) -> World:
    """A world that has something of another one, and something of its own."""
    view = Tower(Transaction(base, START))
    for kind, key, span in draw(rows):
        view.rings.add(Ring(kind=kind, key=key, at=START + timedelta(seconds=span)))
    for kind, bell, span in draw(st.lists(st.tuples(kinds, bells, spans), max_size=6)):
        view.set_timer(kind, bell, START + timedelta(seconds=span))
    for name, content in draw(st.dictionaries(texts, st.binary(max_size=50), max_size=3)).items():
        view.tx.files = view.tx.files.set(name, content)
    if len(view.rings) and draw(st.booleans()):
        view.rings.remove(next(iter(view.rings)).ring)
    view.rings.set_next_id(draw(st.integers(1, 2**63)))
    seed = draw(st.integers(-(2**63), 2**63 - 1))
    return replace(view.tx.commit(), seed=seed, faults=tuple(draw(faults)), scenario=draw(texts))


@st.composite
def generations(draw: st.DrawFn) -> list[World]:
    """Worlds, each made from one of those before it."""
    made = [World(clock=frozen(START))]
    for _ in range(draw(st.integers(1, 5))):
        made.append(draw(worlds(draw(st.sampled_from(made)))))
    return made


@effort(30)
@given(generations())
def test_an_export_is_read_as_the_world_it_was_written_from(made: list[World]) -> None:
    """Rows, ids, timers, files, faults, seed: written again it is the same, and so is what time makes of it."""
    later = START + timedelta(seconds=60)
    for world in made:
        again = restore(written(world), ROOMS, START)
        assert written(again) == written(world)
        assert written(pass_time(again, later, ROOMS)) == written(pass_time(world, later, ROOMS))


@effort(30)
@given(generations())
def test_worlds_kept_in_lines_are_read_as_they_were(made: list[World]) -> None:
    """Parts that worlds share are written once; each world is read whole all the same."""
    writer, reader, values = Writer(ROOMS), Reader(ROOMS), []
    encoder, decoder = msgspec.json.Encoder(), msgspec.json.Decoder(Part)
    for world in made:
        lines = writer.write(world, START)
        try:
            while True:
                reader.take(decoder.decode(encoder.encode(next(lines))))
        except StopIteration as end:
            values.append(end.value)
    again = [reader.world(value, START) for value in values]
    assert [written(world) for world in again] == [written(world) for world in made]
    later = START + timedelta(seconds=60)
    assert written(pass_time(again[-1], later, ROOMS)) == written(pass_time(made[-1], later, ROOMS))
