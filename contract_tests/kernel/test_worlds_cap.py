"""As many worlds as allowed: one more is refused clearly, however it would be made, and nothing is evicted silently."""

from collections.abc import Callable, Iterator

import httpx
import pytest

from contract_tests.conftest import Running
from contract_tests.kernel.conftest import refusal, running

MOST = 3
BOOK = "/library/books/1"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server with as many worlds as it may have, each with a book more and a request in its journal."""
    server = running(tmp_path_factory, max_worlds=MOST)
    for name in ("default", "one", "two"):
        server.client.post(f"{server.root}/w/{name}/library/books", data={"title": name}).raise_for_status()
        server.control.put(f"worlds/{name}/snapshots/kept").raise_for_status()
    yield server
    server.stop()


def everything(server: Running) -> list[object]:
    """All worlds with their values, journals and snapshots."""
    worlds = server.control.get("worlds").json()["worlds"]
    parts = ("export", "requests", "snapshots")
    return [
        worlds,
        *(server.control.get(f"worlds/{world['name']}/{part}").json() for world in worlds for part in parts),
    ]


def _by_path(server: Running, name: str) -> httpx.Response:
    return server.client.get(f"{server.root}/w/{name}{BOOK}")


def _by_header(server: Running, name: str) -> httpx.Response:
    return server.client.get(f"{server.root}{BOOK}", headers={"ringback-world": name})


def _by_put(server: Running, name: str) -> httpx.Response:
    return server.control.put(f"worlds/{name}", json={})


def _by_another_seed(server: Running, name: str) -> httpx.Response:
    return server.control.put(f"worlds/{name}", json={"seed": 7, "clock": "60x"})


def _by_fork(server: Running, name: str) -> httpx.Response:
    return server.control.put(f"worlds/{name}", json={"from": "one"})


def _by_import(server: Running, name: str) -> httpx.Response:
    return server.control.put(f"worlds/{name}/import", content=server.control.get("worlds/one/export").content)


WAYS = [_by_path, _by_header, _by_put, _by_another_seed, _by_fork, _by_import]
Way = Callable[[Running, str], httpx.Response]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__[1:])
def test_one_world_more_is_refused_however_it_would_be_made(full: Running, way: Way) -> None:
    """507 with a hint; every world that is there stays as it is, with its journal and snapshots."""
    before = everything(full)
    said = refusal(way(full, "more"), 507, "too_many_worlds")
    assert "There are 3 worlds, as many as allowed" in said
    assert "DELETE /_ringback/worlds/{name}" in said
    assert "--max-worlds" in said
    assert everything(full) == before
    refusal(full.control.get("worlds/more"), 404, "unknown_world")


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__[1:])
def test_worlds_that_are_there_are_answered_and_made_anew(full: Running, way: Way) -> None:
    """The bound is on worlds, not on requests."""
    assert way(full, "two").status_code == 200


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__[1:])
def test_a_dropped_world_makes_room_for_one(full: Running, way: Way) -> None:
    """For one, and for no second."""
    full.control.delete("worlds/two").raise_for_status()
    assert way(full, "three").status_code in (200, 201)
    refusal(way(full, "four"), 507, "too_many_worlds")
    full.control.delete("worlds/three").raise_for_status()
    assert _by_put(full, "two").status_code == 201


def test_what_is_refused_leaves_no_journal_behind(full: Running) -> None:
    """A thousand names that no world got cost nothing."""
    for number in range(50):
        refusal(_by_path(full, f"more{number}"), 507, "too_many_worlds")
    assert len(full.gateway.pipeline.journal._logs) == MOST
