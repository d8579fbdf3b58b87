"""What a stored lead costs: memory, and time to store it, in bulk and by the API."""

import time
import tracemalloc
from collections.abc import Callable
from dataclasses import asdict

from msgspec.structs import replace

from benchmarks.load import Plan, drive
from benchmarks.processes import Server, alone
from benchmarks.report import Budget, Row
from benchmarks.stock import ROOM, START, floor, leads, worlds
from benchmarks.throughput import ADD, ADDED
from ringback.state.table import Rows
from ringback.state.transaction import Transaction
from ringback.vendors.dialer360.records import Lead

FEW, MANY = 10_000, 100_000


def _table(tx: Transaction, rooms_view: type) -> "Rows[int, Lead]":
    return tx.rows(rooms_view.tables["leads"])  # type: ignore[attr-defined]


def store(count: int, *, one_by_one: bool, traced: bool = False) -> float:
    """Store that many leads in one transaction: microseconds, or when traced bytes, for each."""
    held, cell = worlds(floor(0))
    tx = Transaction(cell.world, START, noting=False)
    rows = _table(tx, held.library.rooms[ROOM].view)
    if traced:
        tracemalloc.start()
    made = leads(count) if traced else []
    numbered = [replace(lead, lead_id=number) for number, lead in enumerate(made or leads(count), 1)]
    del made
    began = time.perf_counter()
    if one_by_one:
        for lead in numbered:
            rows.put(lead)
    else:
        rows.extend(numbered)
    world = tx.commit()
    took = time.perf_counter() - began
    assert len(world.tables[ROOM, "leads"].rows) == count
    if not traced:
        return took / count * 1e6
    del numbered, rows, tx, cell
    held_bytes, _ = tracemalloc.get_traced_memory()
    return held_bytes / count


def run(say: Callable[[str], None]) -> list[Row]:
    """All rows."""
    say(f"memory of {MANY:,} leads")
    weight = alone(store, MANY, one_by_one=False, traced=True)
    rows = [Row("memory of a stored lead, with its indexes", weight, "bytes", budget=Budget(at_most=1000))]
    for what, one_by_one in (("in bulk", False), ("one by one", True)):
        say(f"storing leads {what}")
        few, many = (min(alone(store, count, one_by_one=one_by_one) for _ in range(3)) for count in (FEW, MANY))
        # Linear in rows: the trees grow by a level, no more.
        budget = Budget(ratio_at_most=1.5)
        rows.append(Row(f"storing a lead {what}, {MANY:,}", many, "µs", few, f"each of {FEW:,}", budget))
    with Server.of_ringback("--scenario", "handbook", "--clock", "frozen", "--log", "off") as server:
        say("add_lead over HTTP")
        server.first_reply(ADD)
        runs = [alone(drive, Plan(server.port, ADD, ADDED, seconds=2.0)) for _ in range(3)]
    best = max(runs, key=lambda one: one.rate)
    rows.append(Row("add_lead over HTTP, 32 connections", 1e6 / best.rate, "µs", detail=asdict(best)))
    return rows
