"""64 writers and 64 readers for minutes: nothing lost, nothing doubled, memory flat, and how long requests wait.

`python -m benchmarks soak` starts a real `ringback serve` on a real clock. Writers and readers share worlds; whenever
all writers of a world have written their share, every row is read back, from the vendor and from the control plane,
and the world is begun anew, so that what grows is the server's own.
"""

import asyncio
import time
from array import array
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import msgspec

from benchmarks.load import loop_factory
from benchmarks.processes import Server, pinned
from benchmarks.report import Budget, Row
from benchmarks.soak_vendors import SIGN_IN, VENDORS, Ask, Told, Vendor

WRITERS = READERS = 64
WORLDS = 8
ROUND = 5.0  # seconds of writing before everything is read back
EVERY = 2.0  # seconds between two looks at the memory
MIB = 2**20
IDLE = 2.0  # seconds after which a connection is not used again: servers close what is idle
CONTROL = "/_ringback/worlds"
PAGE = 10_000
OK = 200
KINDS = ("read", *(f"write at {vendor.name}" for vendor in VENDORS))


@dataclass
class Count:
    """What has been seen so far: waits in µs, memory in bytes by seconds, the server's processor time in seconds."""

    waits: dict[str, "array[int]"] = field(default_factory=lambda: {kind: array("q") for kind in KINDS})
    accepted: int = 0
    lost: int = 0
    doubled: int = 0
    rounds: int = 0
    busy: float = 0.0
    errors: Counter[str] = field(default_factory=Counter)
    memory: list[tuple[float, int]] = field(default_factory=list)


class Client:
    """One kept connection to the server."""

    def __init__(self, port: int, tally: Count) -> None:
        """Connect when first asked."""
        self._port = port
        self._count = tally
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._used = 0.0

    async def ask(self, kind: str, ask: Ask, prefix: str = "") -> Told:
        """Send a request and read its reply; a connection that is lost is an error, and begun anew."""
        body = ask.body.encode()
        lines = [f"{ask.method} {prefix}{ask.path} HTTP/1.1", "host: 127.0.0.1", *ask.headers]
        sent = "\r\n".join([*lines, f"content-length: {len(body)}", "", ""]).encode() + body
        if time.monotonic() - self._used > IDLE:
            self.close()
        began = time.perf_counter_ns()
        try:
            if self._streams is None:
                self._streams = await asyncio.open_connection("127.0.0.1", self._port, limit=64 * MIB)
            reader, writer = self._streams
            writer.write(sent)
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            length = int(head.lower().partition("content-length: ")[2].partition("\r\n")[0] or 0)
            told = Told(int(head[9:12]), head, (await reader.readexactly(length)).decode("utf-8", "replace"))
        except (OSError, asyncio.IncompleteReadError) as error:
            self._count.errors[f"{type(error).__name__} at {ask.path.partition('?')[0]}"] += 1
            self.close()
            return Told(0, "", "")
        self._used = time.monotonic()
        if kind in self._count.waits:
            self._count.waits[kind].append((time.perf_counter_ns() - began) // 1000)
        return told

    def close(self) -> None:
        """Let the connection go."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


class Shared:
    """A world with its writers and readers: rounds of writing, each read back and compared."""

    def __init__(self, name: str, port: int, tally: Count, until: float) -> None:
        """Begin with nothing written."""
        self.name = name
        self.prefix = f"/w/{name}"
        self.token = ""
        self.written: dict[tuple[str, str], str] = {}
        self.client = Client(port, tally)
        self._port = port
        self._count = tally
        self._until = until
        self._resting = asyncio.Event()
        self._reading = 0
        self._quiet = asyncio.Condition()

    def over(self) -> bool:
        """Whether time is up."""
        return time.monotonic() >= self._until

    async def work(self, writers: int, readers: int) -> None:
        """Round after round until time is up; readers read all the while, but for the moment of a new beginning."""
        reading = [asyncio.create_task(self._read(number)) for number in range(readers)]
        clients = [Client(self._port, self._count) for _ in range(writers)]
        round_ = 0
        while not self.over():
            await self._begin(round_)
            await asyncio.gather(*(self._write(client, number, round_) for number, client in enumerate(clients)))
            await asyncio.gather(*(self._read_back(client, number) for number, client in enumerate(clients)))
            await self._compare()
            self._count.rounds += 1
            round_ += 1
        self._resting.set()
        await asyncio.gather(*reading)
        for client in (*clients, self.client):
            client.close()

    async def _begin(self, round_: int) -> None:
        """Begin the world anew: by reset, or dropped and made again."""
        self._resting.clear()
        async with self._quiet:
            await self._quiet.wait_for(lambda: not self._reading)
        self.written.clear()
        steps = [("POST", "/reset")] if round_ % 2 else [("DELETE", ""), ("PUT", "")]
        for method, path in steps if round_ else [("PUT", "")]:
            told = await self.client.ask("control", Ask(method, f"{CONTROL}/{self.name}{path}"))
            if told.status not in (OK, 201, 204):
                self._count.errors[f"{method} world: {told.status}"] += 1
        said = await self.client.ask("control", SIGN_IN, self.prefix)
        self.token = str(msgspec.json.decode(said.body)["TokenKey"])
        self._resting.set()

    async def _write(self, client: Client, number: int, round_: int) -> None:
        vendor = VENDORS[number % len(VENDORS)]
        until = min(time.monotonic() + ROUND, self._until)
        for turn in count():
            if time.monotonic() >= until:
                return
            mark = f"w{number}r{round_}t{turn}"
            told = await client.ask(f"write at {vendor.name}", vendor.write(mark, self.token), self.prefix)
            key = vendor.key(told)
            if key:
                self._count.accepted += 1
                self.written[vendor.name, mark] = key
            else:
                self._count.errors[f"{vendor.name} write: {told.status} {told.body[:80]}"] += 1

    async def _read(self, number: int) -> None:
        client = Client(self._port, self._count)
        turn = number
        while not self.over():
            await self._resting.wait()
            async with self._counted():
                await self._look(client, turn)
            turn += 1
        client.close()

    @asynccontextmanager
    async def _counted(self) -> AsyncIterator[None]:
        self._reading += 1
        try:
            yield
        finally:
            self._reading -= 1
            async with self._quiet:
                self._quiet.notify_all()

    async def _look(self, client: Client, turn: int) -> None:
        """One read: of what is always there, of the newest row of all, or by the control plane."""
        vendor = VENDORS[turn % len(VENDORS)]
        kind = turn // len(VENDORS) % 3
        newest = next(reversed(self.written.items()), None)
        if kind == 0 or newest is None:
            told = await client.ask("read", vendor.look(self.token), self.prefix)
            fault = "" if told.status == OK and told.body else f"{vendor.name} look"
        elif kind == 1:
            (name, mark), key = newest
            told = await client.ask("read", _named(name).read(key, self.token), self.prefix)
            fault = "" if told.status == OK and mark in told.body else f"{name} read"
        else:
            path = f"{CONTROL}/{self.name}/requests?limit=20"
            told = await client.ask("read", Ask("GET", path))
            fault = "" if told.status == OK else "journal"
        if fault:
            self._count.errors[f"{fault}: {told.status} {told.body[:80]}"] += 1

    async def _read_back(self, client: Client, number: int) -> None:
        """Read every row that a writer has written back from its vendor."""
        for (name, mark), key in [*self.written.items()]:
            if not mark.startswith(f"w{number}r"):
                continue
            told = await client.ask("read", _named(name).read(key, self.token), self.prefix)
            if told.status != OK or mark not in told.body:
                self._count.lost += 1
                self._count.errors[f"{name} lost: {told.status} {told.body[:80]}"] += 1

    async def _compare(self) -> None:
        """Compare what was written with all rows that the control plane shows: each must be there once."""
        for vendor in VENDORS:
            kept = Counter([row[vendor.field] for row in await self._rows(vendor)])
            ours = [mark for name, mark in self.written if name == vendor.name]
            self._count.lost += sum(kept[mark] == 0 for mark in ours)
            self._count.doubled += sum(kept[mark] > 1 for mark in ours)
            foreign = [mark for mark in kept if _is_mark(mark) and (vendor.name, mark) not in self.written]
            self._count.doubled += len(foreign)

    async def _rows(self, vendor: Vendor) -> list[dict[str, Any]]:
        path = f"{CONTROL}/{self.name}/state/{vendor.name}/{vendor.table}?limit={PAGE}"
        told = await self.client.ask("control", Ask("GET", path))
        rows: list[dict[str, Any]] = msgspec.json.decode(told.body)["rows"]
        return rows


def _named(name: str) -> Vendor:
    return next(vendor for vendor in VENDORS if vendor.name == name)


def _is_mark(text: str) -> bool:
    return text.startswith("w") and text.replace("r", "").replace("t", "")[1:].isdecimal()


async def _watch(server: Server, tally: Count, until: float, say: Callable[[str], None]) -> None:
    began = time.monotonic()
    while (now := time.monotonic()) < until:
        tally.memory.append((now - began, server.resident()))
        say(f"{now - began:.0f} s: {tally.accepted:,} rows written, {len(tally.waits['read']):,} read")
        await asyncio.sleep(EVERY)


async def _soak(server: Server, seconds: float, say: Callable[[str], None]) -> Count:
    tally, until = Count(), time.monotonic() + seconds
    worlds = [Shared(f"soak{number}", server.port, tally, until) for number in range(WORLDS)]
    watching = asyncio.create_task(_watch(server, tally, until, say))
    await asyncio.gather(*(world.work(WRITERS // WORLDS, READERS // WORLDS) for world in worlds))
    await watching
    return tally


def slope(memory: list[tuple[float, int]]) -> float:
    """By how much memory grows, in bytes a minute: the line through the second half of the looks at it."""
    half = memory[len(memory) // 2 :]
    mean_at = sum(at for at, _ in half) / len(half)
    mean = sum(size for _, size in half) / len(half)
    spread = sum((at - mean_at) ** 2 for at, _ in half)
    return sum((at - mean_at) * (size - mean) for at, size in half) / spread * 60 if spread else 0.0


def soaked(seconds: float, say: Callable[[str], None]) -> Count:
    """Start a server, and let them all at it."""
    with Server.of_ringback("--scenario", "handbook", "--log", "off") as server:
        server.first_reply(b"GET /_ringback/health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        with pinned(1), asyncio.Runner(loop_factory=loop_factory()) as runner:
            before = server.busy()
            tally = runner.run(_soak(server, seconds, say))
            tally.busy = server.busy() - before
            return tally


def run(say: Callable[[str], None], seconds: float = 300.0) -> list[Row]:
    """All rows."""
    tally = soaked(seconds, say)
    none = Budget(at_most=0)
    for error, times in tally.errors.most_common():
        say(f"{times} times: {error}")
    rows = [
        Row(f"rows written by {WRITERS} writers in {tally.rounds} rounds of {WORLDS} worlds", tally.accepted, "rows"),
        Row("of them lost", tally.lost, "rows", budget=none),
        Row("of them doubled, or written by nobody", tally.doubled, "rows", budget=none),
        Row("errors", tally.errors.total(), "replies", budget=none, detail=dict(tally.errors)),
    ]
    writes = [wait for kind in KINDS[1:] for wait in tally.waits[kind]]
    for kind, waits in (("write", sorted(writes)), ("read", sorted(tally.waits["read"]))):
        rows.append(Row(f"{kind}s a second, over {seconds:.0f} s", len(waits) / seconds, "/s"))
        for name, share in (("median", 0.5), ("99th percentile", 0.99)):
            rows.append(Row(f"wait of a {kind}, {name}", waits[int(len(waits) * share)] / 1000, "ms"))
        rows.append(Row(f"wait of a {kind}, the longest", waits[-1] / 1000, "ms"))
    for kind in KINDS[1:]:
        waits = sorted(tally.waits[kind])
        detail = {"writes": len(waits), "median": waits[len(waits) // 2] / 1000, "longest": waits[-1] / 1000}
        rows.append(
            Row(f"wait of a {kind}, 99th percentile", waits[len(waits) * 99 // 100] / 1000, "ms", detail=detail)
        )
    answered = sum(map(len, tally.waits.values()))
    rows.append(Row("processor time of the server for each of them", tally.busy / answered * 1e6, "µs"))
    sizes = [size for _, size in tally.memory]
    rows += [
        Row("resident memory at the end", sizes[-1] / MIB, "MiB", sizes[len(sizes) // 2] / MIB, "half-way"),
        Row("resident memory, the most", max(sizes) / MIB, "MiB", sizes[0] / MIB, "at the start"),
        Row("its growth in the second half", slope(tally.memory) / MIB, "MiB/min", detail={"memory": tally.memory}),
    ]
    return rows
