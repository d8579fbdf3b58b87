"""Endpoints that take long work in slices: other worlds are answered meanwhile, and what they do is kept as one."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any, Self

import httpx
import pytest

from contract_tests.conftest import Running
from contract_tests.kernel import toy
from contract_tests.kernel.conftest import FROZEN
from ringback.contract import Answer, App, Endpoint, Parts, PathDoor, Rendered, Reply, Slices, Text, check
from ringback.serve.settings import Settings
from ringback.state.record import Record
from ringback.state.table import Table
from ringback.state.view import View

ROWS = 300

# Set by a test to let the mill go on: until then it yields.
GO_ON = Event()


class Grain(Record, frozen=True):
    """A grain."""

    grain: int


class MillWorld(View):
    """A heap of grains."""

    room = "mill"

    grains = Table[int, Grain](Grain, key="grain", first=1)


class MillCall(Endpoint[MillWorld]):
    """A call of the mill."""

    app = "mill"
    document = "Mill 1"
    door = PathDoor()

    def render(self, answer: Answer[Any]) -> Rendered:
        """Say the text."""
        part = answer.parts[0]
        return Rendered(part.reply.status, (), part.text(self.profile).encode())


class Pour(MillCall, path="/mill/grains", method="PUT", section="1"):
    """Pour many grains, one slice each; a wet heap is thrown away at the end."""

    no_heap = Reply(400, "A heap has a name")
    wet = Reply(400, "The heap was wet")
    poured = Reply(200, "{count} grains", examples={"count": "3"})

    heap = Text(missing=no_heap)

    @check
    def at_once(self, world: MillWorld) -> Answer[Self] | None:
        """Let everyone through."""
        return None

    def slices(self, world: MillWorld) -> Slices[Self]:
        """Add grain by grain; a heap called `large` has more, one called `slow` waits until the test lets it go on."""
        for _ in range(5 * ROWS if self.heap == "large" else ROWS):
            world.grains.add(Grain(grain=0))
            yield
        while self.heap == "slow" and not GO_ON.is_set():
            yield
        return self.wet() if self.heap == "wet" else self.poured(count=len(world.grains))


class Count(MillCall, path="/mill/grains", method="GET", section="2"):
    """Count the grains."""

    counted = Reply(200, "{count}", examples={"count": "3"})

    def run(self, world: MillWorld) -> Answer[Self]:
        """Say how many."""
        return self.counted(count=len(world.grains))


@pytest.fixture
def mill(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server of the mill."""
    GO_ON.clear()
    app = App.of(Parts(MillCall, MillWorld), prefixes=("/mill/",), hello="/mill/grains", credentials=())
    settings = Settings(scenario="stocked", clock=FROZEN)
    server = Running(settings, toy.serve(tmp_path_factory.mktemp("scenarios"), settings, app))
    yield server
    GO_ON.set()
    server.stop()


def pour(mill: Running, heap: str, world: str = "a") -> httpx.Response:
    """Pour a heap into a world, over a connection of its own."""
    return httpx.put(f"{mill.root}/w/{world}/mill/grains?heap={heap}", timeout=30)


def count(mill: Running, world: str) -> str:
    """How many grains a world has."""
    return httpx.get(f"{mill.root}/w/{world}/mill/grains", timeout=30).text


def test_other_worlds_are_answered_while_one_is_busy(mill: Running) -> None:
    """And the same world answers when it is done, with all of it."""
    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(pour, mill, "slow")
        assert count(mill, "b") == "0"
        assert pour(mill, "dry", "b").text == "300 grains"
        waiting = pool.submit(count, mill, "a")
        assert count(mill, "b") == "300"
        assert not slow.done()
        GO_ON.set()
        assert slow.result().text == "300 grains"
        assert waiting.result() in ("0", "300")
    assert count(mill, "a") == "300"


def test_what_is_refused_at_the_end_leaves_nothing(mill: Running) -> None:
    """All slices are one transaction."""
    assert pour(mill, "wet").text == "The heap was wet"
    assert count(mill, "a") == "0"


def test_the_steps_come_before_the_first_slice(mill: Running) -> None:
    """A field that is missing refuses the call."""
    assert pour(mill, "").text == "A heap has a name"


def test_a_fault_strikes_a_call_in_slices_like_any_other(mill: Running) -> None:
    """Before the effect nothing is done; after it, all is."""
    faults = "worlds/a/faults"
    mill.control.put("worlds/a", json={})
    for when, left in (("before", "0"), ("after", "300")):
        fault = {"app": "mill", "reply": "mill.Pour.wet", "when": when, "times": 1}
        assert mill.control.post(faults, json=fault).status_code == 201
        assert pour(mill, "dry").text == "The heap was wet"
        assert count(mill, "a") == left


def test_the_journal_tells_the_first_changes_and_how_many_more_there_were(mill: Running) -> None:
    """A large upload does not fill it."""
    pour(mill, "large")
    entry = mill.control.get("worlds/a/requests/1").json()
    assert (len(entry["changes"]), entry["more_changes"]) == (1000, 500)
    assert entry["decision"][-1] == {"check": "run", "outcome": "answered"}
