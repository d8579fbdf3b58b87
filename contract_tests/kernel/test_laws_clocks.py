"""Clocks that run, stand and are set in any order, by a wall that is moved by hand: worlds keep to a plain model."""

import itertools
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

import pytest
from hypothesis import stateful
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from contract_tests.conftest import Running
from contract_tests.effort import effort
from contract_tests.kernel import bells
from contract_tests.kernel.played import Server, World, server_of
from contract_tests.kernel.ringing import MS, Pace, Ringing, pace
from contract_tests.kernel.walls import Wall, ended, hung
from ringback.serve.settings import ClockSetting, Settings

START = datetime(2026, 1, 5, 17, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

_numbers = itertools.count(1)

# Rates that come out even where real time goes in milliseconds.
RATES = ["0.5", "2", "60", "3600"]
clocks = st.sampled_from(["real", "frozen", *(f"{rate}x" for rate in RATES)])
which = st.integers(0, 2)
names = st.sampled_from("ab")
# Milliseconds.
spans = st.one_of(st.sampled_from([0, 1, 999, 1000, 60_000]), st.integers(0, 100_000))
settings: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({}),
    st.sampled_from([{"mode": "frozen"}, {"mode": "real"}]),
    st.sampled_from([{"mode": "scaled", "rate": float(rate)} for rate in RATES]),
)
# Milliseconds from what the clock shows.
places = st.one_of(st.none(), st.sampled_from([-60_000, 0, 1500, 122_000]), st.integers(-100_000, 1_000_000))


def moment(micros: int) -> str:
    """A moment of the model as the control plane writes it."""
    return f"{(START + micros * MICROSECOND).isoformat().replace('+00:00', '')}Z"


def micros(text: str) -> int:
    """A moment of the control plane, in the model."""
    return (datetime.fromisoformat(text) - START) // MICROSECOND


class Mark(NamedTuple):
    """A request that can be rewound: its number, and the world that it met, at which moment."""

    number: int
    met: Ringing
    now: int


class Seen:
    """A world, its model, its snapshots and its marks, and the clock it was made with."""

    def __init__(self, world: World, model: Ringing, clock: str) -> None:
        """Nothing has been done in it."""
        self.world, self.model, self.clock = world, model, clock
        self.snapshots: dict[str, tuple[Ringing, int]] = {}
        self.marks: list[Mark] = []

    def get(self, path: str) -> Any:
        """What the control plane answers."""
        return json.loads(self.world.control("GET", path).body)

    def post(self, path: str, body: object = None, method: str = "POST") -> Any:
        """What the control plane answers to a change."""
        return json.loads(self.world.control(method, path, body).body)


class ClockMachine(RuleBasedStateMachine):
    """Three worlds at one wall. Nothing looks at a world, so that its time passes, but the steps themselves."""

    between: int
    server: Server
    wall: Wall

    @initialize(clocks=st.tuples(clocks, clocks, clocks), between=st.sampled_from([0, 1, 900, 47_000]))
    def make(self, clocks: tuple[str, str, str], between: int) -> None:
        """Three worlds, each with a clock and a bell; between two steps so many milliseconds pass at the wall."""
        self.between = between
        self.wall.at = START + timedelta(days=200)
        self.worlds = [
            Seen(World(self.server, f"clocks{os.getpid()}-{next(_numbers)}"), Ringing(pace(clock, 0, self.real)), clock)
            for clock in clocks
        ]
        for one in self.worlds:
            one.world.made(clock=one.clock)
        for which in range(3):
            self.hang(which, "a", 1500, 61_000, 99)
            self.keep(which, "a")

    def teardown(self) -> None:
        """Look at all that was left alone, and drop it."""
        for one in self.worlds:
            self.heard(one)
            one.world.drop()

    @property
    def real(self) -> int:
        """What the wall shows."""
        return (self.wall.at - START) // MICROSECOND

    def asked(self, one: Seen, method: str, path: str) -> str:
        """What the vendor answers; the request can be rewound from then on."""
        now = one.model.settle(self.real)
        met = one.model.copy()
        said = self.server.send(method, f"/w/{one.world.name}{path}")
        assert said.status == 200
        one.marks.append(Mark(int(dict(said.headers)["ringback-request"]), met, now))
        return said.body.decode()

    @rule(which=which, name=names, after=spans, every=st.integers(1, 90_000), left=st.integers(0, 4))
    def hang(self, which: int, name: str, after: int, every: int, left: int) -> None:
        """A bell will ring by itself."""
        one = self.worlds[which]
        self.asked(one, "POST", f"/tower/bells/{name}/{after}/{every}/{left}")
        one.model.hang(name, one.marks[-1].now + after * MS, every * MS, left)

    @rule(which=which)
    def hear(self, which: int) -> None:
        """Each ring is heard once, at its own moment, whenever somebody listens."""
        self.heard(self.worlds[which])

    def heard(self, one: Seen) -> None:
        """All that has rung."""
        said = self.asked(one, "GET", "/tower/bells")
        rings = [f"{name} {(START + at * MICROSECOND).isoformat()}" for name, at in one.model.rings]
        now = START + one.marks[-1].now * MICROSECOND
        assert said == f"At {now.isoformat()}: {', '.join(rings)}"

    @rule(span=spans)
    def wait(self, span: int) -> None:
        """Real time passes."""
        self.wall.go(span / 1000)

    @rule(which=which, setting=settings, place=places)
    def set_the_clock(self, which: int, setting: dict[str, Any], place: int | None) -> None:
        """It runs, stands, runs faster, or shows something else, and no time is lost with it."""
        one = self.worlds[which]
        now = one.model.settle(self.real)
        back = setting.get("mode") == "real" and place is None
        at = self.real if back else now if place is None else now + place * MS
        body = setting if place is None else {**setting, "now": moment(at)}
        mode = setting.get("mode", one.model.clock.mode)
        rates = {"real": Fraction(1), "frozen": Fraction(0), "scaled": one.model.clock.rate}
        rate = Fraction(setting["rate"]) if "rate" in setting else rates[mode]
        one.model.clock = Pace(mode, rate, at, self.real)
        one.model.ring(at)
        assert one.post("clock", body, "PATCH") == self.shown(one)

    @rule(which=which)
    def look(self, which: int) -> None:
        """What the clock shows, how it runs, and what comes next."""
        one = self.worlds[which]
        one.model.settle(self.real)
        assert one.get("clock") == self.shown(one)

    def shown(self, one: Seen) -> dict[str, Any]:
        """A clock, by the model."""
        clock, due = one.model.clock, one.model.next_due()
        next_timer = None if due is None else moment(due)
        now = moment(clock.now(self.real))
        return {"now": now, "mode": clock.mode, "rate": float(clock.rate), "next_timer": next_timer}

    @rule(which=which, span=spans, kind=st.sampled_from(["seconds", "to", "next"]))
    def advance(self, which: int, span: int, kind: str) -> None:
        """Time passes at once; what rings meanwhile is told, and what nobody has heard yet."""
        one = self.worlds[which]
        now, due = one.model.clock.now(self.real), one.model.next_due()
        until = now + span * MS
        if kind == "next":
            until = now if due is None else max(now, due)
        body = {"seconds": {"seconds": span / 1000}, "to": {"to": moment(until)}, "next": {"next": True}}[kind]
        said = one.post("clock/advance", body)
        rang = one.model.ring(until)
        one.model.clock = one.model.clock.at(until, self.real)
        assert said == {
            "now": moment(until),
            "events": [{"at": moment(at), "app": "tower", "kind": "ring", "key": name} for name, at in rang],
        }

    @rule(which=which, name=names)
    def keep(self, which: int, name: str) -> None:
        """A moment is remembered."""
        one = self.worlds[which]
        now = one.model.settle(self.real)
        one.snapshots[name] = one.model.copy(), now
        assert one.post(f"snapshots/{name}", method="PUT") == {"name": name, "at": moment(now)}

    @rule(which=which, name=st.sampled_from(["a", "b", "the beginning"]))
    def restore(self, which: int, name: str) -> None:
        """The world goes on from a moment, and its clock with it; or it is again as it was made."""
        one = self.worlds[which]
        if name == "the beginning":
            one.model = Ringing(pace(one.clock, 0, self.real))
            assert one.post("reset")["now"] == moment(0)
        elif name in one.snapshots:
            model, at = one.snapshots[name]
            one.model = model.resumed(at, self.real)
            assert one.post(f"snapshots/{name}/restore")["now"] == moment(at)

    @precondition(lambda self: any(one.marks for one in self.worlds))
    @rule(place=st.integers(0, 99))
    def rewind(self, place: int) -> None:
        """The world goes on from before a request."""
        one, mark = (marks := [(one, mark) for one in self.worlds for mark in one.marks])[place % len(marks)]
        one.model = mark.met.resumed(mark.now, self.real)
        assert one.post("rewind", {"before_request": mark.number})["now"] == moment(mark.now)

    @rule(which=which, into=which, clock=st.none() | clocks)
    def fork(self, which: int, into: int, clock: str | None) -> None:
        """Another world takes the place of one, and goes on for itself."""
        if which != into:
            one = self.worlds[which]
            now = one.model.settle(self.real)
            model = one.model.copy()
            if clock is not None:
                model.clock = pace(clock, now, self.real)
            self.worlds[into] = Seen(self.worlds[into].world, model, clock or one.clock)
            self.worlds[into].world.made(**{"from": one.world.name}, **({"clock": clock} if clock else {}))

    @rule(which=which, into=which, wait=spans)
    def export(self, which: int, into: int, wait: int) -> None:
        """What was written down goes on when it is read, however late that is."""
        one, other = self.worlds[which], self.worlds[into]
        now = one.model.settle(self.real)
        written = one.world.control("GET", "export").body
        self.wall.go(wait / 1000)
        other.model = one.model.resumed(now, self.real)
        mode, rate = other.model.clock.mode, other.model.clock.rate
        other.clock = f"{float(rate):g}x" if mode == "scaled" else mode
        assert other.post("import", written, "PUT")["now"] == moment(now)

    @invariant()
    def clocks_show_what_they_should(self) -> None:
        """Each for itself, looked at from outside: nothing rings of that."""
        listed = json.loads(self.server.send("GET", "/_ringback/worlds").body)["worlds"]
        shown = {one["name"]: one["now"] for one in listed}
        assert [shown[one.world.name] for one in self.worlds] == [
            moment(one.model.clock.now(self.real)) for one in self.worlds
        ]
        self.wall.go(self.between / 1000)


@pytest.fixture(scope="module")
def wall() -> Iterator[Wall]:
    """A wall for all worlds of this module."""
    with hung(START) as wall:
        yield wall


@pytest.fixture(scope="module")
def server(wall: Wall, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A connection to a server of the tower."""
    options = Settings(scenario="stocked", clock=ClockSetting.of("frozen"), start=START, max_worlds=10_000)
    with ended(Running(options, bells.serve(tmp_path_factory.mktemp("tower"), options))) as running:
        connection = server_of(running)
        yield connection
        connection.close()


def test_clocks_keep_to_a_plain_model(server: Server, wall: Wall) -> None:
    """Bells ring once, in their order and at their moments, whatever is done to clocks and worlds."""

    class Machine(ClockMachine):
        pass

    Machine.server, Machine.wall = server, wall
    stateful.run_state_machine_as_test(Machine, settings=effort(30, 30))
