"""DESIGN 6, worlds: they are listed, made, forked, dropped and reset, and none knows another."""

from collections.abc import Iterator

import pytest

from contract_tests.conftest import Running
from contract_tests.kernel.conftest import World, refusal, running

SHAPE = {"name", "scenario", "seed", "clock", "now", "requests", "snapshots"}


def books(world: World) -> list[str]:
    """The titles there are."""
    return [row["title"] for row in world.site.rows("books", "library")]


def test_the_list_describes_every_world(library: World) -> None:
    """A list of worlds with what tells them apart."""
    worlds = {one["name"]: one for one in library.site.control.get("worlds").json()["worlds"]}
    assert "default" in worlds
    assert set(worlds[library.name]) == SHAPE
    assert worlds[library.name]["scenario"] == "stocked"


def test_a_world_is_made_with_the_servers_own_settings(library: World) -> None:
    """An empty body, or none, leaves everything to the server: its scenario, seed 1, its clock."""
    other = library.another("plain")
    made = other.ask("PUT", content=b"")
    assert made.status_code == 201
    assert made.json() == {
        "name": other.name,
        "scenario": "stocked",
        "seed": 1,
        "clock": "frozen",
        "now": "2026-01-05T17:00:00Z",
        "requests": 0,
        "snapshots": 0,
    }


def test_a_world_is_made_as_the_body_says(library: World) -> None:
    """Seed, clock and start are the body's where it gives them, whatever the content type."""
    other = library.another("own")
    made = other.ask(
        "PUT",
        content='{"seed": 7, "clock": "60x", "start": "2030-06-01T12:00:00+02:00"}',
        headers={"content-type": "application/x-www-form-urlencoded"},
    ).json()
    assert (made["seed"], made["clock"]) == (7, "60x")
    assert made["now"].startswith("2030-06-01T10:00:")


def test_a_world_may_have_a_profile_of_its_own(library: World) -> None:
    """It keeps it when it is reset; there are two, and a fork takes the other world's."""
    other = library.another("observed")
    other.ask("PUT", json={"profile": "observed"})
    other.ask("POST", "reset")
    assert (library.export()["profile"], other.export()["profile"]) == ("documented", "observed")
    said = refusal(other.ask("PUT", json={"profile": "seen"}), 400, "bad_value")
    assert said.startswith("profile: expected one of documented, observed")
    refusal(other.ask("PUT", json={"from": library.name, "profile": "observed"}), 400, "bad_value")


def test_to_make_a_world_again_begins_it_anew(library: World) -> None:
    """A name in use is answered 200; rows, journal and snapshots of the old world are gone."""
    library.call("POST", "/library/books", data={"title": "Emma"})
    library.ask("PUT", "snapshots/kept")
    again = library.ask("PUT", json={})
    assert again.status_code == 200
    assert (again.json()["requests"], again.json()["snapshots"]) == (0, 0)
    assert books(library) == ["Emma", "Ulysses"]


def test_a_vendor_request_makes_the_world_it_names(library: World) -> None:
    """A world is made on first use, by path or by header."""
    by_path, by_header = library.another("path"), library.another("header")
    by_path.call("GET", "/library/books/1")
    url = f"{library.site.root}/library/books/1"
    answer = library.site.client.get(url, headers={"ringback-world": by_header.name})
    assert answer.headers["ringback-world"] == by_header.name
    assert by_path.said("")["requests"] == by_header.said("")["requests"] == 1


def test_the_path_names_the_world_before_the_header_does(library: World) -> None:
    """Where both name a world, the path wins."""
    answer = library.call("GET", "/library/books/1", headers={"ringback-world": "elsewhere"})
    assert answer.headers["ringback-world"] == library.name


def test_worlds_are_isolated(library: World) -> None:
    """Rows, clock, faults, files and journal of one world are not those of another."""
    other = library.another("other")
    other.ask("PUT", json={})
    before = other.export()
    library.call("POST", "/library/books", data={"title": "Emma"})
    library.site.advance(60)
    library.ask("POST", "faults", json={"app": "library", "latency_ms": 1})
    library.ask("PUT", "files/a.txt", content=b"a")
    assert other.export() == before
    assert other.said("requests")["requests"] == []


def test_a_dropped_world_is_gone_and_made_anew_on_its_next_use(library: World) -> None:
    """DELETE answers 204; then the world is unknown until a vendor request makes it again."""
    library.call("POST", "/library/books", data={"title": "Emma"})
    assert library.ask("DELETE").status_code == 204
    assert "made by the first vendor request" in refusal(library.ask("GET"), 404, "unknown_world")
    assert library.call("GET", "/library/books/3").status_code == 404
    assert library.said("")["requests"] == 1


def test_reset_goes_back_to_the_scenario_and_keeps_the_journal(library: World) -> None:
    """Rows, ids, clock and timers are as they were; requests and snapshots stay."""
    before = library.export()
    library.call("POST", "/library/books", data={"title": "Emma"})
    library.call("POST", "/library/clock")
    library.ask("PUT", "snapshots/kept")
    library.site.advance(3)
    answer = library.ask("POST", "reset")
    assert (answer.status_code, answer.json()) == (200, {"world": library.name, "now": "2026-01-05T17:00:00Z"})
    assert library.export() == before
    assert (library.said("")["requests"], library.said("")["snapshots"]) == (2, 1)


def test_reset_brings_back_the_clock_the_world_was_made_with(library: World) -> None:
    """A clock that was set otherwise since then is again the one that was asked for."""
    other = library.another("clock")
    other.ask("PUT", json={"clock": "frozen", "start": "2031-01-01T00:00:00Z"})
    other.ask("PATCH", "clock", json={"mode": "scaled", "rate": 60})
    other.ask("POST", "reset")
    assert other.said("clock") == {"now": "2031-01-01T00:00:00Z", "mode": "frozen", "rate": 0, "next_timer": None}


def test_the_same_requests_to_worlds_of_one_seed_leave_equal_worlds(library: World) -> None:
    """DESIGN 1: one seed fixes everything."""
    exports = []
    for name in ("one", "two"):
        world = library.another(name)
        world.ask("PUT", json={"seed": 3})
        world.call("POST", "/library/books", data={"title": "Emma"})
        world.call("POST", "/library/books/3/loan", data={"member": "ann", "pin": "4711"})
        world.site.advance(100)
        exports.append(world.ask("GET", "export").content.replace(world.name.encode(), b"-"))
    assert exports[0] == exports[1]


def test_a_fork_begins_where_the_other_world_is_and_goes_its_own_way(library: World) -> None:
    """`from` takes the present value; what either does later stays with it."""
    library.call("POST", "/library/books", data={"title": "Middlemarch"})
    library.site.advance(60)
    fork = library.another("fork")
    assert fork.ask("PUT", json={"from": library.name}).status_code == 201
    assert fork.export() == library.export()
    fork.call("POST", "/library/books", data={"title": "Villette"})
    assert books(fork) == ["Emma", "Ulysses", "Middlemarch", "Villette"]
    assert books(library) == ["Emma", "Ulysses", "Middlemarch"]


def test_a_fork_may_have_another_clock(library: World) -> None:
    """`clock` goes with `from`: the fork starts at the other's moment and runs in its own way."""
    library.site.advance(3600)
    fork = library.another("fork")
    fork.ask("PUT", json={"from": library.name, "clock": "10x"})
    clock = fork.said("clock")
    assert (clock["mode"], clock["rate"]) == ("scaled", 10)
    assert clock["now"].startswith("2026-01-05T18:0")


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"seed": "x"}, "seed: expected int, got str"),
        ({"seed": 2**70}, "seed: expected int"),
        ({"scenario": 5}, "scenario: expected str, got int"),
        ({"clock": "fast"}, "clock: a clock is real, frozen or <n>x"),
        ({"clock": "0x"}, "clock: a clock is real, frozen or <n>x"),
        ({"start": "2026-01-05T17:00:00"}, "start: expected a zone"),
        ({"start": "tomorrow"}, "start: expected a moment"),
        ({"start": "9999-12-31T23:59:59Z"}, "start: 9999-12-31T23:59:59+00:00 is no time for a world"),
        ({"scenario": "/etc/passwd"}, "scenario: expected the name of a scenario, got a path"),
        ({"scenario": "mine.yaml"}, "scenario: expected the name of a scenario, got a path"),
        ({"from": "default", "seed": 2}, "seed: a fork takes it from the other world"),
        ({"from": "default", "scenario": "stocked"}, "scenario: a fork takes it from the other world"),
        ({"from": "default", "start": "2026-01-05T17:00:00Z"}, "start: a fork takes it from the other world"),
    ],
)
def test_a_world_is_not_made_from_values_that_do_not_fit(library: World, body: dict[str, object], says: str) -> None:
    """400, with the field first; and nothing is made."""
    other = library.another("bad")
    assert refusal(other.ask("PUT", json=body), 400, "bad_value").startswith(says)
    assert other.ask("GET").status_code == 404


def test_an_unknown_scenario_is_refused_with_the_near_ones(library: World) -> None:
    """404 and a hint; the world of that name stays as it is."""
    before = library.export()
    said = refusal(library.ask("PUT", json={"scenario": "stoked"}), 404, "unknown_scenario")
    assert "Did you mean stocked?" in said
    assert library.export() == before


def test_an_unknown_world_is_refused_with_the_near_ones(library: World) -> None:
    """404 and a hint, for whatever is asked of it."""
    for path in ("clock", "requests", "snapshots", "faults", "files", "export", "state/library"):
        answer = library.site.control.get(f"worlds/{library.name}x/{path}")
        assert library.name in refusal(answer, 404, "unknown_world")
    assert refusal(library.another("fork").ask("PUT", json={"from": "defaul"}), 404, "unknown_world")


def test_a_world_is_not_forked_from_itself(library: World) -> None:
    """400: it would only lose its journal."""
    refusal(library.ask("PUT", json={"from": library.name}), 400, "bad_value")


@pytest.mark.parametrize("name", ["a b", "ä", "a" * 65, "a:b"])
def test_a_name_that_no_world_can_have_is_refused(library: World, name: str) -> None:
    """Names are 1 to 64 of A-Z a-z 0-9 . _ -, for the control plane, the path and the header alike."""
    refusal(library.site.control.put(f"worlds/{name}", json={}), 400, "bad_world_name")
    refusal(library.site.client.get(f"{library.site.root}/w/{name}/library/books/1"), 400, "bad_world_name")
    url = f"{library.site.root}/library/books/1"
    refusal(library.site.client.get(url, headers={b"ringback-world": name.encode()}), 400, "bad_world_name")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server of two worlds at most."""
    server = running(tmp_path_factory, max_worlds=2)
    yield server
    server.stop()


def test_there_are_no_more_worlds_than_allowed(small: Running) -> None:
    """507 for the third, from either side; to make one again that is there stays possible."""
    assert small.control.put("worlds/second", json={}).status_code == 201
    assert "--max-worlds" in refusal(small.control.put("worlds/third", json={}), 507, "too_many_worlds")
    refusal(small.client.get(f"{small.root}/w/third/library/books/1"), 507, "too_many_worlds")
    assert small.control.put("worlds/second", json={}).status_code == 200


def test_worlds_of_many_seeds_leave_nothing_behind(library: World, library_server: Running) -> None:
    """What a scenario makes is kept for the next world of its kind, for a bounded number of kinds."""
    other = library.another("seeds")
    for seed in range(100, 140):
        assert other.ask("PUT", json={"seed": seed}).json()["seed"] == seed
    other.ask("DELETE")
    assert len(library_server.gateway.pipeline.worlds._templates) <= 16


def test_a_path_that_nothing_answers_makes_no_world(library: World) -> None:
    """An unknown path is refused before its world is made."""
    other = library.another("nowhere")
    refusal(other.call("GET", "/nothing/here"), 404, "unknown_path")
    assert other.ask("GET").status_code == 404
