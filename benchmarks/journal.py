"""The journal under many requests: what it counts stays within its bound, and so does what it really takes."""

import asyncio
import gc
import tracemalloc
from collections.abc import Callable

from benchmarks.processes import alone
from benchmarks.report import Budget, Row
from benchmarks.servers import PATH
from benchmarks.throughput import LEAD, STATUS
from ringback.apps import build
from ringback.contract.request import Request
from ringback.serve.settings import ClockSetting, Settings

BOUND = 16 * 2**20
MIB = 2**20
REQUESTS = 40_000
PADDING = 2_000

# Bodies of known size: one that reads, the same with bytes nobody looks at, and one that writes a row.
BODIES = {
    "reads": STATUS.encode(),
    "larger reads": f"{STATUS}&unread=".encode() + b"x" * PADDING,
    "writes": LEAD.encode(),
}


async def fill(body: bytes) -> tuple[float, float, int]:
    """Ask until the journal must have turned over several times: counted bytes, real bytes, entries kept.

    Real bytes are what clearing the journal frees, so that rows a request has added are not among them.
    """
    settings = Settings(scenario="handbook", clock=ClockSetting.of("frozen"), most_journal=BOUND)
    gateway = build(settings, ["dialer360"])
    pipeline = gateway.pipeline
    headers = [
        (b"host", b"127.0.0.1"),
        (b"content-type", b"application/x-www-form-urlencoded"),
        (b"content-length", b"%d" % len(body)),
    ]
    tracemalloc.start()
    for _ in range(REQUESTS):
        # Each request brings its own bytes, as it would from a socket.
        asked = Request(
            "POST",
            PATH,
            b"",
            [(name, bytes(bytearray(value))) for name, value in headers],
            bytes(bytearray(body)),
            client="127.0.0.1",
        )
        answer = await pipeline.handle(asked, "default")
        assert answer.status == 200, answer
    log = pipeline.worlds.open("default").log
    counted, kept = pipeline.journal.weight, len(log.entries)
    gc.collect()
    full, _ = tracemalloc.get_traced_memory()
    pipeline.journal.clear(log)
    gc.collect()
    return counted, full - tracemalloc.get_traced_memory()[0], kept


def filled(body: bytes) -> tuple[float, float, int]:
    """The same, from outside an event loop."""
    return asyncio.run(fill(body))


def run(say: Callable[[str], None]) -> list[Row]:
    """What the journal counts and what it takes, by kind of request."""
    rows = []
    for name, body in BODIES.items():
        say(f"{REQUESTS:,} requests, {name}")
        counted, real, kept = alone(filled, body)
        what = f"journal after {REQUESTS:,} {name} of {len(body):,} bytes"
        detail = {"entries": kept, "bound": BOUND, "bytes_per_entry": real / max(kept, 1)}
        bound = Budget(at_most=BOUND / MIB)
        rows.append(Row(f"{what}: as it counts", counted / MIB, "MiB", budget=bound, detail=detail))
        rows.append(Row(f"{what}: as it is", real / MIB, "MiB", budget=bound, detail=detail))
    return rows
