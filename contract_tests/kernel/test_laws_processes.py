"""Worlds in processes of their own: the same seed and the same requests give the same bytes in each of them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract_tests.effort import EFFORT, effort
from contract_tests.kernel.asked import Step, Wait
from contract_tests.kernel.played import Server, worlds
from contract_tests.kernel.stories import READS, steps

# Sets and dictionaries of texts lie in another order in each of them.
ORDERS = ("1", "2")


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Server]]:
    """Two processes that differ in nothing but the order in which Python hashes texts."""
    folder = tmp_path_factory.mktemp("processes")
    with ExitStack() as stack:
        processes = {}
        for order in ORDERS:
            processes[order] = _begun(folder / order, order)
            stack.callback(_ended, processes[order])
        connections = [Server(_root(folder / order, process)) for order, process in processes.items()]
        for connection in connections:
            stack.callback(connection.close)
        yield connections


def _ended(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    process.wait(30)


def _begun(ready: Path, order: str) -> "subprocess.Popen[bytes]":
    """A process that serves handbook worlds."""
    options = ["--port", "0", "--ready-file", str(ready), "--scenario", "handbook", "--clock", "frozen"]
    return subprocess.Popen(
        [sys.executable, "-m", "ringback", "serve", *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONHASHSEED": order},
    )


def _root(ready: Path, process: "subprocess.Popen[bytes]") -> str:
    """The address that a process tells once it serves."""
    for _ in range(1200):
        if ready.exists() and (text := ready.read_text().strip()):
            return text
        with suppress(subprocess.TimeoutExpired):
            raise AssertionError(f"the server has ended with {process.wait(0.05)}")
    raise AssertionError("the server did not begin to serve within a minute")


@effort(6, shrink=False)
@given(
    st.sampled_from([{}, {"profile": "observed"}, {"seed": -5}, {"scenario": "observed-2017"}, {"scenario": "demo"}]),
    steps(opened=True),
)
def test_a_story_is_told_alike_by_any_process(servers: list[Server], kind: dict[str, Any], story: list[Step]) -> None:
    """Replies, events and export, to the byte."""
    told = []
    for server in servers:
        with worlds(server, 1, **kind) as (world,):
            told.append((world.play([*story, Wait(600), *READS]), world.export()))
    assert told[0] == told[1]


@pytest.mark.skipif(EFFORT == 1, reason="a demo takes seconds to make; RINGBACK_EFFORT=2 and more make some")
@effort(0.3, shrink=False)
@given(st.integers(-(2**63), 2**63 - 1))
def test_a_demo_of_any_seed_is_the_same_in_any_process(servers: list[Server], seed: int) -> None:
    """Made anew each time, people, history and all."""
    made = []
    for server in servers:
        with worlds(server, 1, scenario="demo", seed=seed) as (world,):
            made.append((world.export(), world.play([Wait(600), *READS])))
    assert made[0] == made[1]
