"""`ringback serve --state-file`: what is kept of worlds, and how and when it is saved."""

import asyncio
import errno
import os
from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest

from contract_tests.kernel.conftest import FROZEN
from contract_tests.kernel.kept import Begin, live, rewritten, saved
from ringback.serve import keeper as keeping
from ringback.serve.state_file import Draft


def test_a_world_comes_back_whole(begin: Begin) -> None:
    """Rows, ids, timers, clock, seed, faults and files are as they were; what happens next is what would have."""
    first = begin()
    live(first.world("mine"))
    before = first.world("mine").export()
    assert first.save()
    second = begin().world("mine")
    assert second.export() == before
    for world in (first.world("mine"), second):
        world.call("POST", "/library/books", data={"title": "Villette"})
        world.site.advance(40 * 86400)
    assert second.export() == first.world("mine").export()


def test_snapshots_come_back(begin: Begin) -> None:
    """They are listed, and can be returned to."""
    first = begin()
    live(first.world())
    listed = first.world().said("snapshots")
    first.save()
    second = begin().world()
    assert second.said("snapshots") == listed
    for world in (first.world(), second):
        world.ask("POST", "snapshots/then/restore").raise_for_status()
    assert second.export() == first.world().export()


def test_reset_goes_back_to_what_a_world_was_made_from(begin: Begin) -> None:
    """Its own seed, clock and start, not the server's."""
    first = begin()
    made = {"seed": 9, "clock": "60x", "start": "2031-01-01T00:00:00Z"}
    first.world("mine").ask("PUT", json=made).raise_for_status()
    first.save()
    second = begin(seed=3).world("mine")
    second.ask("POST", "reset").raise_for_status()
    said = second.said("")
    assert (said["seed"], said["clock"], said["now"][:10]) == (9, "60x", "2031-01-01")


def test_the_journal_is_not_kept(begin: Begin) -> None:
    """Requests are counted from 1 again."""
    first = begin()
    live(first.world())
    first.save()
    second = begin().world()
    assert second.said("requests")["requests"] == []
    assert second.call("GET", "/library/books/1").headers["ringback-request"] == "1"


def test_new_worlds_are_made_as_the_server_is_told(begin: Begin) -> None:
    """Worlds of the file keep their own settings."""
    begin(seed=5).save()
    second = begin(seed=6)
    assert second.world().said("")["seed"] == 5
    assert second.world("new").ask("PUT").json()["seed"] == 6


def test_a_frozen_clock_stands_where_it_stood(begin: Begin) -> None:
    """However long nobody served it."""
    first = begin()
    first.world().site.advance(60)
    first.save()
    rewritten(first.path, saved(first.path, timedelta(days=3)))
    assert begin().world().said("clock")["now"] == "2026-01-05T17:01:00Z"


def test_a_scaled_clock_goes_on_from_where_it_stood(begin: Begin) -> None:
    """It stands still while nobody serves it."""
    first = begin()
    first.world("fast").ask("PUT", json={"clock": "60x", "start": "2031-01-01T00:00:00Z"}).raise_for_status()
    first.save()
    rewritten(first.path, saved(first.path, timedelta(days=3)))
    clock = begin().world("fast").said("clock")
    assert (clock["mode"], clock["rate"]) == ("scaled", 60)
    assert clock["now"].startswith("2031-01-01T00:")


def test_a_real_clock_follows_real_time(begin: Begin) -> None:
    """What fell due meanwhile happens before the first answer."""
    first = begin()
    real = first.world("real")
    real.ask("PUT", json={"clock": "real", "start": "2031-01-01T00:00:00Z"}).raise_for_status()
    real.call("POST", "/library/books/1/loan", data={"member": "ann", "pin": "4711"})
    first.save()
    rewritten(first.path, saved(first.path, timedelta(days=20)))
    second = begin().world("real")
    assert second.said("clock")["now"].startswith("2031-01-21T00:")
    assert second.call("GET", "/library/books/1").text == "Emma: overdue from ann"


def test_a_file_of_the_future_sets_no_clock_back(begin: Begin) -> None:
    """The machine's own clock may have been corrected since."""
    first = begin()
    first.world("real").ask("PUT", json={"clock": "real", "start": "2031-01-01T00:00:00Z"}).raise_for_status()
    first.save()
    rewritten(first.path, saved(first.path, timedelta(days=-3)))
    assert begin().world("real").said("clock")["now"].startswith("2031-01-01T00:")


def test_what_worlds_share_is_written_once_and_shared_again(begin: Begin) -> None:
    """A hundred worlds of one scenario take little more room than one, in the file and in memory."""
    first = begin()
    first.world().ask("POST", "load", json={"library": {"books": [{"book_id": n} for n in range(10, 1000)]}})
    first.world().ask("PUT", "snapshots/full")
    first.save()
    alone = first.path.stat().st_size
    for number in range(100):
        first.world(f"w{number}").ask("PUT", json={"from": "default"}).raise_for_status()
    first.save()
    assert first.path.stat().st_size < alone + 100 * 1000
    cells = begin().worlds.cells
    assert len(cells) == 101
    assert len({id(cell.world.tables["library", "books"]) for cell in cells.values()}) == 1


def test_a_file_is_written_only_when_something_has_changed(begin: Begin) -> None:
    """Neither looking nor the passing of time is a change; rows, clocks, snapshots, faults and worlds are."""
    kept = begin()
    world = kept.world()
    assert kept.save()
    world.call("GET", "/library/books/1")
    world.said("export")
    assert not kept.save()
    changes: list[Callable[[], httpx.Response]] = [
        lambda: world.call("POST", "/library/books", data={"title": "Emma"}),
        lambda: world.ask("POST", "clock/advance", json={"seconds": 1}),
        lambda: world.ask("PATCH", "clock", json={"mode": "scaled", "rate": 2}),
        lambda: world.ask("PATCH", "clock", json={"mode": "frozen"}),
        lambda: world.ask("PUT", "snapshots/a"),
        lambda: world.ask("PUT", "snapshots/a"),
        lambda: world.ask("DELETE", "snapshots/a"),
        lambda: world.ask("POST", "faults", json={"app": "library", "latency_ms": 1}),
        lambda: world.ask("PUT", "files/a", content=b"a"),
        lambda: world.ask("POST", "reset"),
        lambda: world.another("more").ask("PUT"),
        lambda: world.another("more").ask("DELETE"),
    ]
    for change in changes:
        assert change().is_success
        assert kept.save()
        assert not kept.save()


def test_what_was_loaded_is_not_saved_again(begin: Begin) -> None:
    """A server that begins and ends leaves its file as it was."""
    begin().save()
    assert not begin().save()


def test_requests_to_a_scaled_clock_are_a_change(begin: Begin) -> None:
    """What a client has seen of the time is not taken back."""
    kept = begin(clock=FROZEN._replace(mode="scaled", rate=60))
    kept.save()
    kept.world().call("GET", "/library/books/1")
    assert kept.save()


def test_a_dropped_world_is_gone(begin: Begin) -> None:
    """It is made anew on its next use."""
    first = begin()
    live(first.world("mine"))
    first.save()
    first.world("mine").ask("DELETE")
    first.save()
    assert list(begin().worlds.cells) == ["default"]


def test_requests_have_their_turn_while_worlds_are_saved(begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    """Saving goes on in slices; what changes meanwhile is left for the next time, so the file is of one moment."""
    kept = begin()
    books = [{"book_id": number, "title": "Emma"} for number in range(10, 2000)]
    kept.world().ask("POST", "load", json={"library": {"books": books}}).raise_for_status()
    before = kept.world().export()
    monkeypatch.setattr(keeping, "SLICE", 0)

    async def save() -> int:
        saving = asyncio.ensure_future(kept.keeper.save())
        turns = 0
        while not saving.done():
            await asyncio.sleep(0)
            turns += 1
            if turns == 2:
                kept.world().call("POST", "/library/books", data={"title": "Villette"}).raise_for_status()
        assert await saving
        return turns

    assert asyncio.run(save()) > 10
    assert begin().world().export() == before
    assert kept.save()


def test_a_file_that_cannot_be_written_leaves_the_last_one(begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk: the error is the system's, nothing half-written stays, and the next time may do."""
    kept = begin()
    kept.save()
    before = kept.path.read_bytes()
    kept.world().call("POST", "/library/books", data={"title": "Villette"})

    def full(self: Draft) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(Draft, "finish", full)
        with pytest.raises(OSError, match="No space left"):
            kept.save()
    assert kept.path.read_bytes() == before
    assert [path.name for path in kept.path.parent.glob("state*")] == ["state"]
    assert kept.save()


def test_what_a_killed_server_was_writing_does_not_matter(begin: Begin) -> None:
    """The last file that was whole is read, and the rest written over."""
    first = begin()
    live(first.world())
    first.save()
    beside = first.path.with_name("state.part")
    beside.write_bytes(first.path.read_bytes()[:1000])
    second = begin()
    assert second.world().export() == first.world().export()
    second.world().call("POST", "/library/books", data={"title": "Villette"})
    assert second.save()
    assert not beside.exists()


def test_the_file_is_for_its_owner_alone_unless_it_was_made_otherwise(begin: Begin) -> None:
    """It holds passwords, if only mocked ones."""
    kept = begin()
    kept.save()
    assert kept.path.stat().st_mode & 0o777 == 0o600
    kept.path.chmod(0o644)
    kept.world().call("POST", "/library/books", data={"title": "Villette"})
    kept.save()
    assert kept.path.stat().st_mode & 0o777 == 0o644
