"""Simulated hours of dialling: how many timers a second fire, with all that they do."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from benchmarks.processes import alone
from benchmarks.report import Budget, Row
from benchmarks.stock import ROOM, START, floor, worlds
from ringback.state.passage import Passage
from ringback.state.transaction import Transaction
from ringback.vendors.dialer360.activity import LiveAgent

AGENTS = 50
LEADS = 8_000
SEEDS = 4
BUDGET = Budget(at_least=20_000)


@dataclass(frozen=True)
class Hours:
    """What happened in simulated hours: how many timers fired, the first of them by kind, and the seconds it took."""

    seconds: float
    events: int
    fired: dict[str, int]

    @property
    def rate(self) -> float:
        """Timer events a second."""
        return self.events / self.seconds


def dial(agents: int, lead_count: int, seeds: int) -> Hours:
    """One hour for each seed: the agents log in, and their campaign dials."""
    took, events, fired = 0.0, 0, Counter[str]()
    for seed in range(1, seeds + 1):
        held, cell = worlds(floor(lead_count, agents), seed)
        rooms = held.library.rooms
        tx = Transaction(cell.world, START)
        view = rooms[ROOM].view(tx)
        for number in range(agents):
            agent = LiveAgent(user=f"agent{number}", campaign_id="TESTCAMP")
            tx.rows(type(view).tables["live_agents"]).put(agent)
            view.edited("live_agents", None, agent)
        passage = Passage(tx.commit(), START + timedelta(hours=1), rooms)
        began = time.perf_counter()
        while not passage.run():
            pass
        passage.world()
        took += time.perf_counter() - began
        events += passage.count
        fired.update(timer.kind for timer in passage.fired)
    return Hours(took, events, dict(fired))


def run(say: Callable[[str], None], times: int = 3) -> list[Row]:
    """Hours of a busy floor and of a small one; the best of several runs."""
    rows = []
    for agents, lead_count, seeds in ((AGENTS, LEADS, SEEDS), (12, 2_000, 4 * SEEDS)):
        runs = []
        for turn in range(times):
            say(f"{seeds} hours of {agents} agents, run {turn + 1} of {times}")
            runs.append(alone(dial, agents, lead_count, seeds))
        best = max(runs, key=lambda hours: hours.rate)
        detail = {"fired": best.fired, "seconds": best.seconds, "rates": [hours.rate for hours in runs]}
        what = f"dialling, {agents} agents: {best.events:,} events in {seeds} hours"
        rows.append(Row(what, best.rate, "events/s", budget=BUDGET, detail=detail))
    return rows
