"""From the start of a process to its first reply, and the memory that it then holds idle."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from benchmarks.load import request
from benchmarks.processes import Server
from benchmarks.report import Budget, Row
from benchmarks.servers import PATH
from benchmarks.throughput import STATUS

SETTLE = 0.3  # seconds after the first reply until memory is read
HELLO = request("GET", f"{PATH}?{STATUS}")
MIB = 2**20


@dataclass(frozen=True)
class Begun:
    """One start: seconds to the first reply, and resident bytes soon after."""

    seconds: float
    resident: int


def begin(server: Server, status: bytes) -> Begun:
    """Start a server, wait for its first reply, end it."""
    began = time.perf_counter()
    with server:
        answer = server.first_reply(HELLO)
        seconds = time.perf_counter() - began
        if not answer.startswith(b"HTTP/1.1 " + status):
            raise RuntimeError(f"unexpected first reply: {answer[:300]!r}")
        time.sleep(SETTLE)
        return Begun(seconds, server.resident())


def run(say: Callable[[str], None], times: int = 9) -> list[Row]:
    """Start both servers in turn; the first start of each only warms the disk."""
    ours: list[Begun] = []
    bare: list[Begun] = []
    for turn in range(times + 1):
        say(f"start {turn} of {times}")
        bare.append(begin(Server.of_uvicorn("benchmarks.servers:empty"), b"404"))
        ours.append(begin(Server.of_ringback(), b"200"))
    del bare[0], ours[0]
    detail = {"ringback_s": [one.seconds for one in ours], "uvicorn_s": [one.seconds for one in bare]}
    against = "uvicorn with an empty Starlette app"
    budget = Budget(ratio_at_most=1.5)

    def row(which: str, of: Callable[[list[float]], float]) -> Row:
        took, reference = of([one.seconds for one in ours]), of([one.seconds for one in bare])
        return Row(
            f"ringback serve to first reply, {which}", took * 1e3, "ms", reference * 1e3, against, budget, detail
        )

    rows = [row("best", min), row("median", median)]
    if all(one.resident for one in ours):
        held = [median(one.resident for one in runs) / MIB for runs in (ours, bare)]
        rows.append(Row("resident memory, idle", held[0], "MiB", held[1], against, Budget(ratio_at_most=2)))
    return rows
