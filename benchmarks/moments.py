"""Snapshot, restore, fork, reset and rewind: the same for a small world and a large one."""

import json
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from timeit import repeat

from benchmarks.load import Measured, Plan, drive, request
from benchmarks.processes import Server, alone
from benchmarks.report import Budget, Row
from benchmarks.stock import ROOM, floor, leads, worlds
from benchmarks.throughput import GET

SMALL, LARGE = 10, 200_000
# What the design says: under a millisecond, and the same whatever the size. Half as much again is what noise may add.
SAME = Budget(at_most=1000, ratio_at_most=1.5)
OVER_HTTP = {
    "snapshot": ("PUT", "snapshots/mark", {}),
    "restore": ("POST", "snapshots/mark/restore", {}),
    "fork": ("PUT", "", {"from": "default"}),
    "reset": ("POST", "reset", {}),
    "rewind": ("POST", "rewind", {"before_request": 1}),
}


def inside(count: int) -> dict[str, float]:
    """Microseconds of each operation on the objects themselves, on a world of that many leads."""
    held, cell = worlds(floor(count))
    rows = cell.world.tables[ROOM, "leads"].rows
    assert len(rows) == count
    snapshot = cell.snapshot("mark")
    recipe = cell.recipe

    def reset() -> None:
        cell.world = held.make(recipe)

    operations: dict[str, Callable[[], object]] = {
        "snapshot": lambda: cell.snapshot("mark"),
        "restore": lambda: cell.resume(snapshot.world, snapshot.at),
        "fork": lambda: held.create("fork", recipe, cell.world),
        "reset": reset,
        "rewind": lambda: cell.resume(snapshot.world, snapshot.at),
    }
    times = 2_000
    return {
        name: min(repeat(operation, number=times, repeat=9)) / times * 1e6 for name, operation in operations.items()
    }


def scenario(folder: Path, count: int) -> Path:
    """Write a scenario of that many leads."""
    rows = ",\n".join(
        f'{{"phone_number": "{lead.phone_number}", "list_id": 101, "first_name": "{lead.first_name}"}}'
        for lead in leads(count)
    )
    path = folder / f"stock-{count}.yaml"
    lists = '[{"list_id": 101, "list_name": "stock"}]'
    path.write_text(f"extends: handbook\ndialer360: {{lists: {lists}, leads: [\n{rows}\n]}}\n")
    return path


def over_http(count: int, say: Callable[[str], None]) -> dict[str, Measured]:
    """The same through the control plane of a server, one request after another."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        say(f"starting a server with {count:,} leads")
        path = scenario(Path(folder), count)
        with Server.of_ringback("--scenario", str(path), "--clock", "frozen", "--log", "off") as server:
            server.first_reply(GET)
            for name, (method, rest, body) in OVER_HTTP.items():
                say(f"{name} over HTTP, {count:,} leads")
                world = "fork" if name == "fork" else "default"
                where = f"/_ringback/worlds/{world}/{rest}".rstrip("/")
                asked = request(method, where, json.dumps(body).encode(), "application/json")
                server.first_reply(asked)  # what a first call makes, later ones find: the snapshot, the fork
                plan = Plan(server.port, asked, connections=1, warm_up=0.2, seconds=1.0)
                found[name] = min((alone(drive, plan) for _ in range(3)), key=lambda run: run.p50_us)
    return found


def run(say: Callable[[str], None]) -> list[Row]:
    """All rows: inside the process, then over HTTP."""
    say(f"inside the process, {SMALL} leads")
    small = alone(inside, SMALL)
    say(f"inside the process, {LARGE:,} leads")
    large = alone(inside, LARGE)
    against = f"with {SMALL} leads"
    rows = [Row(f"{name}, {LARGE:,} leads", large[name], "µs", small[name], against, SAME) for name in small]
    few, many = over_http(SMALL, say), over_http(LARGE, say)
    rows += [
        Row(
            f"{name} over HTTP, {LARGE:,} leads",
            many[name].p50_us,
            "µs",
            few[name].p50_us,
            against,
            SAME,
            {"large": asdict(many[name]), "small": asdict(few[name])},
        )
        for name in few
    ]
    return rows
