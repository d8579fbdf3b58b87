"""Worlds of the made-up vendor kept in a file, for the tests of `--state-file`."""

import asyncio
import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from contract_tests.conftest import Running
from contract_tests.kernel import toy
from contract_tests.kernel.conftest import FROZEN, World
from ringback.serve.keeper import Keeper
from ringback.serve.settings import Settings
from ringback.serve.state_file import StateFileError, read


class Kept:
    """A server of the made-up vendor whose worlds are kept in a file. Tests save and load where the server would."""

    def __init__(self, folder: Path, **options: Any) -> None:
        """Begin with what the file holds."""
        self.path = folder / "state"
        self.keeper = Keeper(self.path)
        settings = Settings(**{"scenario": "stocked", "clock": FROZEN, **options})
        gateway = toy.serve(folder, settings)
        self.worlds = gateway.pipeline.worlds
        self.keeper.load(self.worlds)
        self.running = Running(settings, gateway)

    def world(self, name: str = "default") -> World:
        """A world of the server."""
        return World(self.running.site(name))

    def save(self) -> bool:
        """Save if something has changed."""
        return asyncio.run(self.keeper.save())


Begin = Callable[..., Kept]


def live(world: World) -> None:
    """Let a good deal happen."""
    world.ask("PUT", json={"seed": 7}).raise_for_status()
    world.call("POST", "/library/books", data={"title": "Middlemarch"})
    world.call("POST", "/library/books/1/loan", data={"member": "ann", "pin": "4711"})
    world.call("POST", "/library/books/2/loan", data={"member": "ann", "pin": "0"})
    world.ask("PUT", "state/library/places/east,3", json={"holds": "Emma"}).raise_for_status()
    world.ask("POST", "faults", json={"app": "library", "latency_ms": 1, "times": 1}).raise_for_status()
    world.ask("PUT", "files/list.txt", content=bytes(range(256)) * 2000).raise_for_status()
    world.ask("PUT", "files/empty.txt", content=b"").raise_for_status()
    world.ask("PUT", "snapshots/then").raise_for_status()
    world.site.advance(15 * 86400)


def rewritten(path: Path, *edits: tuple[str, str]) -> None:
    """Change a file and make its checksum right again."""
    lines = path.read_text().splitlines(keepends=True)[:-1]
    body = "".join(lines)
    for old, new in edits:
        assert old in body
        body = body.replace(old, new)
    end = {"line": "end", "lines": len(lines), "sha256": hashlib.sha256(body.encode()).hexdigest()}
    path.write_text(f"{body}{json.dumps(end)}\n")


def saved(path: Path, ago: timedelta) -> tuple[str, str]:
    """The edit that makes a file look as if it had been saved earlier."""
    found = read(path)
    assert found is not None
    written = found.head.saved.isoformat().replace("+00:00", "Z")
    return f'"saved":"{written}"', f'"saved":"{(found.head.saved - ago).isoformat()}"'


def refused(kept: Kept) -> StateFileError:
    """The refusal of the file as it is now, and stays."""
    before = kept.path.read_bytes()
    with pytest.raises(StateFileError) as error:
        Keeper(kept.path).load(kept.worlds)
    assert kept.path.read_bytes() == before
    assert "move it away" in error.value.hint
    return error.value
