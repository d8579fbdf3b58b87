"""DESIGN 6, the clock: it is shown, set and advanced, and what is due meanwhile happens."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest

from contract_tests.kernel import toy
from contract_tests.kernel.conftest import FROZEN, World, refusal
from ringback.serve.settings import Settings

LOAN = {"member": "ann", "pin": "4711"}


def advance(world: World, **how: object) -> Any:
    """Let time pass; what is answered."""
    answer = world.ask("POST", "clock/advance", json=how)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_clock_is_shown_with_its_next_timer(library: World) -> None:
    """Now, mode, rate, and when something happens next."""
    assert library.said("clock") == {"now": "2026-01-05T17:00:00Z", "mode": "frozen", "rate": 0, "next_timer": None}
    library.call("POST", "/library/clock")
    assert library.said("clock")["next_timer"] == "2026-01-05T17:00:01Z"


def test_seconds_pass_and_every_event_is_told_in_order(library: World) -> None:
    """Events carry moment, app, kind and key."""
    library.call("POST", "/library/clock")
    said = advance(library, seconds=2.5)
    assert said["now"] == "2026-01-05T17:00:02.500000Z"
    assert said["events"] == [
        {"at": "2026-01-05T17:00:01Z", "app": "library", "kind": "strike", "key": "hall"},
        {"at": "2026-01-05T17:00:02Z", "app": "library", "kind": "strike", "key": "hall"},
    ]
    assert "truncated" not in said


def test_time_passes_up_to_a_moment(library: World) -> None:
    """`to` is a moment with its zone; the answer is in UTC."""
    library.call("POST", "/library/books/1/loan", data=LOAN)
    said = advance(library, to="2026-01-19T18:00:00+01:00")
    assert (said["now"], len(said["events"])) == ("2026-01-19T17:00:00Z", 1)


def test_time_passes_up_to_the_next_timer(library: World) -> None:
    """`next` stops at the first moment at which something is due, and moves nothing when nothing is."""
    assert advance(library, next=True) == {"now": "2026-01-05T17:00:00Z", "events": []}
    library.call("POST", "/library/books/1/loan", data=LOAN)
    library.call("POST", "/library/clock")
    assert [event["kind"] for event in advance(library, next=True)["events"]] == ["strike"]
    assert library.said("clock")["now"] == "2026-01-05T17:00:01Z"


def test_no_time_at_all_may_pass(library: World) -> None:
    """Nought seconds, or up to now, is an advance like any other."""
    assert advance(library, seconds=0) == advance(library, to="2026-01-05T17:00:00Z")


def test_what_was_due_already_is_told_by_the_advance_that_lets_it_happen(library: World) -> None:
    """A timer whose moment has come and that nobody has seen fire yet is not lost."""
    library.call("POST", "/library/clock")
    library.ask("PUT", "snapshots/before")
    overdue = library.export()
    overdue["clock"]["world"] = "2026-01-05T17:00:03Z"
    overdue["world"] = "x"
    library.ask("PUT", "import", json=overdue)
    assert len(advance(library, seconds=0)["events"]) == 3


def test_of_very_many_events_the_first_ten_thousand_are_told(library: World) -> None:
    """The answer says that it is cut, and the world has lived through all of them."""
    library.call("POST", "/library/clock")
    said = advance(library, seconds=10_001)
    assert (len(said["events"]), said["truncated"]) == (10_000, True)
    assert library.said("clock")["next_timer"] == "2026-01-05T19:46:42Z"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({}, "body: expected exactly one of seconds, to and next"),
        ({"seconds": 1, "next": True}, "body: expected exactly one of seconds, to and next"),
        ({"next": False}, "body: expected exactly one of seconds, to and next"),
        ({"seconds": "60"}, "seconds: expected float, got str"),
        ({"seconds": True}, "seconds: expected float, got bool"),
        ({"seconds": -1}, "seconds: expected float >= 0"),
        ({"seconds": 1e300}, "seconds: expected float <= "),
        ({"seconds": 1e12}, "seconds: no world lasts that long"),
        ({"seconds": 2.3e11}, "seconds: 9314-"),
        ({"to": 5}, "to: expected str, got int"),
        ({"to": "noon"}, "to: expected a moment, got 'noon'"),
        ({"to": "2026-01-05T18:00:00"}, "to: expected a zone"),
        ({"to": "2026-01-05T16:59:59Z"}, "to: 2026-01-05T16:59:59+00:00 is past"),
        ({"to": "0001-01-01T00:00:00+14:00"}, "to: 0001-01-01T00:00:00+14:00 is too early or too late"),
        ({"next": 1}, "next: expected bool, got int"),
    ],
)
def test_an_advance_that_makes_no_sense_is_refused(library: World, body: dict[str, object], says: str) -> None:
    """400 with the field first, and no time passes."""
    before = library.export()
    assert refusal(library.ask("POST", "clock/advance", json=body), 400, "bad_value").startswith(says)
    assert library.export() == before


def test_a_clock_is_set_ahead_and_what_is_due_happens(library: World) -> None:
    """PATCH now: time passes up to it."""
    library.call("POST", "/library/books/1/loan", data=LOAN)
    said = library.ask("PATCH", "clock", json={"now": "2026-02-01T00:00:00Z"}).json()
    assert said == {"now": "2026-02-01T00:00:00Z", "mode": "frozen", "rate": 0, "next_timer": None}
    assert library.call("GET", "/library/books/1").text == "Emma: overdue from ann"


def test_a_clock_is_set_back(library: World) -> None:
    """What has happened stays, and timers keep their moments."""
    library.call("POST", "/library/books/1/loan", data=LOAN)
    said = library.ask("PATCH", "clock", json={"now": "2025-12-24T00:00:00Z"}).json()
    assert (said["now"], said["next_timer"]) == ("2025-12-24T00:00:00Z", "2026-01-19T17:00:00Z")
    assert library.call("GET", "/library/books/1").text == "Emma: lent to ann"


def test_a_clock_is_scaled_and_frozen_again(library: World) -> None:
    """A scaled clock runs from where it stood; a frozen one stands where it was."""
    assert library.ask("PATCH", "clock", json={"mode": "scaled", "rate": 1_000_000}).status_code == 200
    frozen = library.ask("PATCH", "clock", json={"mode": "frozen"}).json()
    assert frozen["now"] > "2026-01-05T17:00:01"
    assert library.said("clock") == frozen


def test_a_scaled_clock_takes_another_rate_without_its_mode(library: World) -> None:
    """The rate alone is enough where the clock is scaled already."""
    library.ask("PATCH", "clock", json={"mode": "scaled", "rate": 2})
    assert library.ask("PATCH", "clock", json={"rate": 3}).json()["rate"] == 3
    assert library.ask("PATCH", "clock", json={"mode": "scaled"}).json()["rate"] == 3


def test_a_real_clock_goes_back_to_real_time(library: World) -> None:
    """Mode real without a moment shows what the wall shows; with one it goes on from there."""
    real = library.ask("PATCH", "clock", json={"mode": "real"}).json()
    assert (real["mode"], real["rate"]) == ("real", 1)
    assert not real["now"].startswith("2026-01-05T17:00:0")
    said = library.ask("PATCH", "clock", json={"mode": "real", "now": "2030-01-01T00:00:00Z"}).json()
    assert said["now"].startswith("2030-01-01T00:00:0")


def test_time_passes_by_itself_on_a_running_clock(library: World) -> None:
    """What is due is done when somebody looks."""
    library.call("POST", "/library/books/1/loan", data=LOAN)
    library.ask("PATCH", "clock", json={"now": "2026-01-19T16:00:00Z", "mode": "scaled", "rate": 1_000_000})
    for _ in range(1_000):
        if library.call("GET", "/library/books/1").text == "Emma: overdue from ann":
            return
    pytest.fail("the last hour of the loan did not pass")


def test_a_clock_that_runs_very_fast_stops_at_the_last_moment(library: World) -> None:
    """A server that is left alone with such a clock answers on."""
    library.ask("PATCH", "clock", json={"now": "8999-12-31T23:59:59Z", "mode": "scaled", "rate": 1_000_000})
    assert library.said("clock")["now"] == "9000-01-01T00:00:00Z"
    assert library.call("GET", "/library/books/1").text == "Emma: here"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"mode": "scaled"}, "rate: a scaled clock needs a rate above 0"),
        ({"mode": "scaled", "rate": 0}, "rate: a scaled clock needs a rate above 0"),
        ({"mode": "scaled", "rate": -1}, "rate: expected float >= 0"),
        ({"mode": "scaled", "rate": 1e7}, "rate: expected float <= 1000000"),
        ({"rate": 60}, "rate: the rate of a frozen clock is 0"),
        ({"mode": "real", "rate": 60}, "rate: the rate of a real clock is 1"),
        ({"mode": "fast"}, "mode: expected one of real, frozen, scaled, got 'fast'"),
        ({"now": "2026-01-05"}, "now: expected a zone"),
        ({"now": "1969-12-31T00:00:00Z"}, "now: 1969-12-31T00:00:00+00:00 is no time for a world"),
    ],
)
def test_a_clock_is_not_set_to_what_no_clock_shows(library: World, body: dict[str, object], says: str) -> None:
    """400 with the field first, and the clock stands as it stood."""
    before = library.said("clock")
    assert refusal(library.ask("PATCH", "clock", json=body), 400, "bad_value").startswith(says)
    assert library.said("clock") == before


def test_an_unknown_field_is_refused_with_the_known_ones(library: World) -> None:
    """400 names the field and those there are."""
    said = refusal(library.ask("PATCH", "clock", json={"rat": 5}), 400, "unknown_field")
    assert said == "rat: no such field | Did you mean rate? Known are now, mode, rate."


def test_long_advances_of_one_world_wait_for_each_other_and_add_up(tmp_path: Path) -> None:
    """Three at once, each long enough to let others in between, pass three times as much time."""
    settings = Settings(scenario="stocked", clock=FROZEN)
    gateway = toy.serve(tmp_path, settings)

    async def play() -> tuple[list[httpx.Response], httpx.Response]:
        transport = httpx.ASGITransport(app=gateway)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            await client.post("/library/clock")
            advancing = [
                client.post("/_ringback/worlds/default/clock/advance", json={"seconds": 1000}) for _ in range(3)
            ]
            *advanced, read = await asyncio.gather(*advancing, client.get("/library/books/1"))
            return advanced, read

    advanced, read = asyncio.run(play())
    assert sorted(answer.json()["now"] for answer in advanced) == [
        "2026-01-05T17:16:40Z",
        "2026-01-05T17:33:20Z",
        "2026-01-05T17:50:00Z",
    ]
    assert [len(answer.json()["events"]) for answer in advanced] == [1000, 1000, 1000]
    assert read.text == "Emma: here"


def test_a_long_advance_lets_other_worlds_answer_meanwhile(tmp_path: Path) -> None:
    """A request to another world that comes later is answered first."""
    gateway = toy.serve(tmp_path, Settings(scenario="stocked", clock=FROZEN))
    done: list[str] = []

    async def play() -> None:
        transport = httpx.ASGITransport(app=gateway)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            await client.post("/library/clock")

            async def ask(name: str, method: str, path: str, **options: Any) -> None:
                await client.request(method, path, **options)
                done.append(name)

            long = ask("advance", "POST", "/_ringback/worlds/default/clock/advance", json={"seconds": 5000})
            await asyncio.gather(
                long, ask("same", "GET", "/library/books/1"), ask("other", "GET", "/w/b/library/books/1")
            )

    asyncio.run(play())
    assert done.index("other") < done.index("advance")
    assert done.index("advance") < done.index("same")
