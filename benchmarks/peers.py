"""The same form POST, answered by other mock servers and by Ringback on one core in one run: `--peers`.

Java and JavaScript compile what is used often, so every server is first driven for WARM_UP seconds, and again until it
has answered WARM_UP_REQUESTS (or MOST_WARM_UPS times). Ringback keeps its journal all the while. Then all are driven
in turn, round by round, and each one's best round counts. What cannot be had here is left out, in a row that says why.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.load import LoadError, Measured, Plan
from benchmarks.packages import Unavailable, cache, installed
from benchmarks.peer_stubs import OURS, PEERS, WIREMOCK, Peer
from benchmarks.processes import Server
from benchmarks.report import Budget, Row
from benchmarks.startup import MIB
from benchmarks.throughput import best, driven

WARM_UP = 15.0
WARM_UP_REQUESTS = 20_000
MOST_WARM_UPS = 4
STARTS = 3  # of each, before the one that is then driven
BUDGET = Budget(ratio_at_least=1.0)


@dataclass
class Contestant:
    """A server and what was found of it; `lacks` says why it was left out."""

    peer: Peer
    packages: Path
    version: str = ""
    starts: list[float] = field(default_factory=list)  # seconds to the first reply
    warm_up: int = 0  # requests answered before any was counted
    runs: list[Measured] = field(default_factory=list)
    resident: int = 0  # bytes, after the last round
    lacks: str = ""

    @property
    def label(self) -> str:
        """Its name in the table."""
        return f"{self.peer.name} {self.version}".rstrip() + (f", {self.peer.how}" if self.peer.how else "")

    @contextmanager
    def serving(self) -> Iterator[Server]:
        """Start it, and wait until it answers as it should."""
        with TemporaryDirectory(prefix="ringback-peer-") as scratch:
            server = self.peer.server(self.packages, Path(scratch))
            began = time.perf_counter()
            with server:
                answers = [server.first_reply(self.peer.prepared_by or self.peer.request)]
                self.starts.append(time.perf_counter() - began)
                answers.append(server.first_reply(self.peer.request))
                if not all(answer.startswith(b"HTTP/1.1 200 ") for answer in answers):
                    raise LoadError(f"unexpected first replies: {[answer[:80] for answer in answers]}")
                yield server

    def drive(self, server: Server, seconds: float) -> Measured:
        """One run."""
        plan = Plan(server.port, self.peer.request, self.peer.begins, seconds=seconds, closes=self.peer.closes)
        return driven(server, plan)

    def warm(self, server: Server) -> None:
        """Drive it until it is as fast as it gets."""
        for _ in range(MOST_WARM_UPS):
            self.warm_up += self.drive(server, WARM_UP).answered
            if self.warm_up >= WARM_UP_REQUESTS:
                return


@dataclass(frozen=True)
class Metric:
    """What a row compares; `of` a contestant is 0 where the system does not tell."""

    what: str
    unit: str
    of: Callable[[Contestant], float]
    budget: Budget | None = None


METRICS = (
    Metric("form POST, text reply", "/s", lambda one: best(one.runs).rate, BUDGET),
    Metric("its median wait at 32 connections", "µs", lambda one: best(one.runs).p50_us),
    Metric("its processor time", "µs", lambda one: min(run.server_us for run in one.runs)),
    Metric("start to first reply, best", "ms", lambda one: min(one.starts) * 1e3),
    Metric("resident memory after the load", "MiB", lambda one: one.resident / MIB),
)


def contestants(packages: Path, say: Callable[[str], None]) -> list[Contestant]:
    """Ringback, and all peers, with what is needed of them installed."""
    entered = [Contestant(peer, packages) for peer in (OURS, *PEERS)]
    for one in entered:
        package = one.peer.package
        with excused(one, say):
            if package is not None:
                say(f"installing {package.name}")
                one.packages = installed(package, packages)
                one.version = package.found(one.packages)
    return entered


@contextmanager
def excused(one: Contestant, say: Callable[[str], None]) -> Iterator[None]:
    """Leave a peer out when it fails; Ringback may not."""
    try:
        yield
    except (Unavailable, LoadError, RuntimeError, OSError) as error:
        if one.peer is OURS:
            raise
        one.lacks = str(error).partition("\n")[0][:160]
        say(f"{one.label} is left out: {one.lacks}")


def measure(entered: Sequence[Contestant], seconds: float, rounds: int, say: Callable[[str], None]) -> None:
    """Start each a few times, alone; then start all, warm them up, and drive them in turn."""
    for one in entered:
        for turn in range(0 if one.lacks else STARTS):
            say(f"start {turn + 1} of {STARTS}: {one.label}")
            with excused(one, say), one.serving():
                pass
    with ExitStack() as stack:
        running = []
        for one in entered:
            say(f"warming up: {one.label}")
            with excused(one, say):
                if not one.lacks:
                    server = stack.enter_context(one.serving())
                    one.warm(server)
                    running.append((one, server))
        for turn in range(rounds):
            for one, server in running:
                say(f"round {turn + 1} of {rounds}: {one.label}")
                with excused(one, say):
                    one.runs.append(one.drive(server, seconds))
                    one.resident = server.resident()


def run(say: Callable[[str], None], seconds: float = 2.0, rounds: int = 5, packages: Path | None = None) -> list[Row]:
    """All rows: Ringback's figures against each peer's, how warm they were, and who was left out."""
    ours, *others = entered = contestants(packages or cache(), say)
    measure(entered, seconds, rounds, say)
    there = [one for one in others if not one.lacks]
    rows = compared(ours, there)
    least = min(one.warm_up for one in (ours, *there))
    rows.append(Row("fewest requests that one answered before any was counted", least, "", detail=_detail(entered)))
    return rows + [Row(f"{one.label}: left out", None, "", against=one.lacks) for one in others if one.lacks]


def compared(ours: Contestant, there: Sequence[Contestant]) -> list[Row]:
    """Each metric against each peer; a budget is set against WireMock, as it comes and as it is fastest."""
    rows = []
    for metric in METRICS:
        mine = metric.of(ours)
        for one in there if mine else ():
            budget = metric.budget if one.peer.package is WIREMOCK else None
            rows.append(Row(metric.what, mine, metric.unit, metric.of(one), one.label, budget))
    return rows


def _detail(entered: Sequence[Contestant]) -> dict[str, Any]:
    """Everything, contestant by contestant."""
    return {
        one.label: {"starts_s": one.starts, "warm_up": one.warm_up, "runs": [asdict(run) for run in one.runs]}
        for one in entered
    }
