"""The console's pages: the server's time for each, in a small world and in one of many rows and journal entries."""

import asyncio
from collections.abc import Callable
from time import perf_counter

from msgspec.structs import replace
from starlette.types import Message

from benchmarks.processes import alone
from benchmarks.report import Budget, Row
from benchmarks.stock import ROOM, leads
from ringback.apps import build
from ringback.contract.request import Request
from ringback.serve.asgi import DEFAULT_WORLD, Gateway
from ringback.serve.settings import ClockSetting, Settings
from ringback.state.transaction import Transaction

ROWS, ENTRIES = 1_000_000, 10_000
FEW = 10
FIRST_LEAD = 10_000_000
PAGES = {
    "floor": "floor",
    "timeline": "timeline",
    "timeline, searched": "timeline?q=nobody+says+this",
    "a request": "requests/{entry}",
    "state": "state",
    "a table": "state/dialer360/leads",
    "a table, searched": "state/dialer360/leads?q=nobody+says+this",
    "a row": "state/dialer360/leads/{lead}",
    "contract": "contract/dialer360",
    "faults": "faults",
}
# The design has no bound for pages: this one is for the eye.
FELT = Budget(at_most=200)
TIMES = 5


def server(rows: int, entries: int) -> Gateway:
    """A server whose default world has so many leads more than the handbook, and so many entries in its journal."""
    gateway = build(Settings(scenario="handbook", clock=ClockSetting.of("frozen"), most_journal=2**30))
    pipeline = gateway.pipeline
    cell = pipeline.worlds.open(DEFAULT_WORLD)
    tx = Transaction(cell.world, cell.now(), noting=False)
    table = next(app.view for app in pipeline.apps if app.view.room == ROOM).tables["leads"]
    held = tx.rows(table)
    held.extend(replace(lead, lead_id=FIRST_LEAD + at) for at, lead in enumerate(leads(rows)))
    cell.world = tx.commit()
    asyncio.run(asked(gateway, entries))
    return gateway


async def asked(gateway: Gateway, times: int) -> None:
    """Make so many requests."""
    query = b"source=test&user=6666&pass=1234&function=version"
    for _ in range(times):
        request = Request("GET", "/adminpanel/api.php", query, [(b"host", b"localhost")], b"")
        await gateway.pipeline.handle(request, DEFAULT_WORLD)


async def page(gateway: Gateway, path: str) -> int:
    """The status of one page, asked for without a network."""
    where, _, query = f"/_ringback/console/w/{DEFAULT_WORLD}/{path}".partition("?")
    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": where,
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(b"host", b"localhost")],
        "http_version": "1.1",
        "server": ("localhost", 80),
        "client": ("localhost", 1),
    }
    status = 0

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status
        status = message.get("status", status)

    await gateway(scope, receive, send)
    return status


def inside(rows: int, entries: int) -> dict[str, float]:
    """Milliseconds of each page, the best of several."""
    gateway = server(rows, entries)
    found = {}
    for name, path in PAGES.items():
        wanted = path.format(entry=entries, lead=FIRST_LEAD + rows // 2)
        best = float("inf")
        for _ in range(TIMES):
            began = perf_counter()
            status = asyncio.run(page(gateway, wanted))
            best = min(best, perf_counter() - began)
            assert status == 200, f"{wanted}: {status}"
        found[name] = best * 1e3
    return found


def run(say: Callable[[str], None]) -> list[Row]:
    """All pages, in a large world against a small one."""
    say(f"a world of {FEW} rows and {FEW} entries")
    small = alone(inside, FEW, FEW)
    say(f"a world of {ROWS:,} rows and {ENTRIES:,} entries")
    large = alone(inside, ROWS, ENTRIES)
    against = f"with {FEW} of both"
    return [Row(f"page: {name}", large[name], "ms", small[name], against, FELT) for name in PAGES]
