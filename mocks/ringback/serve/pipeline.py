"""The pipeline: from a request to its reply, in one world."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from email.utils import format_datetime
from time import perf_counter_ns
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ringback.contract.app import App
from ringback.contract.door import Entry as Found
from ringback.contract.endpoint import Endpoint
from ringback.contract.reply import Answer, Header, Part, Reply
from ringback.contract.request import Request
from ringback.serve.entry import MOST_CHANGES, Entry, Said, said
from ringback.serve.hosts import HOME, refuse_strangers
from ringback.serve.journal import Journal
from ringback.serve.problem import Problem
from ringback.serve.worlds import DEFAULT_WORLD, Cell, Worlds
from ringback.state.chance import draw
from ringback.state.clock import EARLIEST
from ringback.state.faults import Fault
from ringback.state.transaction import NO_CHANGES, Transaction
from ringback.state.world import World

# For so long a request holds the others up before they have their turn.
SLICE_NS = 2_000_000

SECOND = timedelta(seconds=1)


class Response(Struct, frozen=True):
    """What goes back to the client; `lost` names a transport fault to suffer instead."""

    status: int
    headers: list[Header]
    body: bytes
    lost: str | None = None


class Visit(Struct, frozen=True):
    """A request on its way: since when (by the performance counter), who answers it, and in which world."""

    started: int
    request: Request
    app: App
    found: Found
    cell: Cell


class Pipeline:
    """Answers vendor requests."""

    def __init__(self, apps: Sequence[App], worlds: Worlds, journal: Journal, *, headers: bool = True) -> None:
        """Answer for these apps; `headers` says whether replies name their world, entry and source."""
        self.apps = apps
        self.worlds = worlds
        self.journal = journal
        self._headers = headers
        # By their first part, which all of them have, with the slashes around it.
        self._prefixes: dict[str, list[tuple[str, App]]] = {}
        for app in apps:
            for prefix in app.prefixes:
                self._prefixes.setdefault(prefix[: prefix.find("/", 1) + 1], []).append((prefix, app))
        self._said: dict[tuple[type[Endpoint[Any]], Reply, str], tuple[Said]] = {}
        # The header that says the date, and from when until when it does.
        self._date: Header = (b"date", b"")
        self._dated_from = self._dated_to = EARLIEST

    def find(self, request: Request) -> tuple[App, Found]:
        """The app and the endpoint a request is for; a Problem when nothing answers there."""
        path = request.path.lower()
        for prefix, app in self._prefixes.get(path[: path.find("/", 1) + 1], ()):
            if path.startswith(prefix):
                found = app.find(request)
                if found is not None:
                    if HOME in request.base.lower():
                        refuse_strangers(app, request.path, request.base, self.worlds.library.rooms)
                    return app, found
        known = ", ".join(f"{app.name} under {app.prefixes[0]}" for app in self.apps)
        message = f"Nothing answers {request.method} {request.path[:200]}"
        raise Problem(404, "unknown_path", message, f"This server has {known}; GET /_ringback/catalogue lists all")

    async def warm(self) -> None:
        """Have everything at hand that an app's first request would wait for, one thing after the other."""
        for app in self.apps:
            app.warm()
            await asyncio.sleep(0)
            cell = self.worlds.cells.get(DEFAULT_WORLD)
            if cell is not None:
                await cell.settle(app.room)
                await asyncio.sleep(0)

    def at_once(self, request: Request, world: str) -> Response | None:
        """Answer a request that need not wait for anything; None for one that may, with nothing done yet."""
        started = perf_counter_ns()
        cell = self.worlds.cells.get(world)
        if cell is None or cell.world.faults:
            return None
        app, found = self.find(request)
        now = cell.settled(app.room)
        if now is None:
            return None
        visit = Visit(started, request, app, found, cell)
        return None if found.endpoint.in_slices else self._answer(visit, now)

    async def handle(self, request: Request, world: str) -> Response:
        """Answer one request: let time pass first, and let a fault do its harm."""
        visit = Visit(perf_counter_ns(), request, *self.find(request), self.worlds.open(world))
        cell = visit.cell
        now = await cell.settle(visit.app.room)
        uncounted = cell.world.faults
        fault = strike(cell, visit.app.name, visit.found.endpoint) if uncounted else None
        counted = cell.world.faults
        if fault is not None and fault.latency_ms:
            await asyncio.sleep(fault.latency_ms / 1000)
            now = await cell.settle(visit.app.room)
        met = cell.world
        # Before the request, its faults had not been considered: whoever rewinds meets them again.
        before = met if met.faults is uncounted or met.faults is not counted else replace(met, faults=uncounted)
        if visit.found.endpoint.in_slices:
            return await self._answer_in_slices(visit, fault, before if before is not met else None)
        return self._answer(visit, now, fault, before)

    def _answer(self, visit: Visit, now: datetime, fault: Fault | None = None, before: World | None = None) -> Response:
        """Give the answer, all in one piece; `before` is the world that the request met, if that is not the present."""
        call, tx = begun(visit, now)
        answer = forced(call, fault, "before") if fault is not None else None
        if answer is None:
            answer = call.answer(visit.app.view(tx))
        return self._close(visit, call, tx, answer, fault, before)

    async def _answer_in_slices(self, visit: Visit, fault: Fault | None, before: World | None) -> Response:
        """Give an answer that takes long: requests to other worlds are answered meanwhile, those to this one wait."""
        async with visit.cell.alone(visit.app.room) as now:
            call, tx = begun(visit, now)
            world = visit.app.view(tx)
            answer = forced(call, fault, "before") or call.refusal(world)
            slices = call.slices(world) if answer is None else iter(())
            worked_since = perf_counter_ns()
            while answer is None:
                try:
                    next(slices)
                except StopIteration as end:
                    answer = end.value
                else:
                    # Short work is done at once: to give way costs it a turn of everybody else.
                    if perf_counter_ns() - worked_since > SLICE_NS:
                        await asyncio.sleep(0)
                        worked_since = perf_counter_ns()
            return self._close(visit, call, tx, answer, fault, before)

    def _close(
        self,
        visit: Visit,
        call: Endpoint[Any],
        tx: Transaction,
        answer: Answer[Any],
        fault: Fault | None,
        before: World | None,
    ) -> Response:
        """Keep what was done or drop it, write the answer, and enter it in the journal."""
        request, found, cell = visit.request, visit.found, visit.cell
        met, now = tx.base, tx.now
        accepted = answer.accepted
        if fault is not None:
            answer = forced(call, fault, "after") or answer
        rendered = call.render(answer)
        if fault is None or not _withheld(fault):
            cell.world = tx.commit() if accepted else tx.kept
        changes = tx.changes(cell.world, MOST_CHANGES) if cell.world is not met else NO_CHANGES
        tx.close()
        lost = fault.transport if fault is not None else None
        # In their order: names would treble what the making of an entry takes.
        entry = Entry(
            cell.log.next_id,
            now,
            cell.name,
            visit.app,
            request,
            found.endpoint,
            call.decided,
            self._told(answer.parts, met.profile),
            0 if lost in ("reset", "empty") else rendered.status,
            rendered.headers,
            rendered.body,
            _masked(call, answer),
            (perf_counter_ns() - visit.started) // 1000,
            before or met,
            cell.world,
            changes,
            fault,
        )
        cell.log.next_id += 1
        request.forget()
        self.journal.add(cell.log, entry)
        return Response(rendered.status, self._head(rendered.headers, entry, cell), rendered.body, lost)

    def _told(self, parts: tuple[Part, ...], profile: str) -> tuple[Said, ...]:
        if len(parts) > 1:
            return tuple([told for part in parts for told in self._told((part,), profile)])
        key = (parts[0].endpoint, parts[0].reply, profile)
        told = self._said.get(key)
        if told is None:
            told = self._said[key] = (said(*key),)
        return told

    def _head(self, own: tuple[Header, ...], entry: Entry, cell: Cell) -> list[Header]:
        head = [*own, self._date_header(entry.at)]
        if self._headers:
            head.append(cell.header)
            head.append((b"ringback-request", b"%d" % entry.id))
            head += entry.said[0].headers
            if len(entry.said) > 1:
                head.append((b"ringback-also", ", ".join(entry.reply_ids()[1:]).encode()))
        return head

    def _date_header(self, now: datetime) -> Header:
        if not self._dated_from <= now < self._dated_to:
            self._dated_from = now.replace(microsecond=0)
            self._dated_to = self._dated_from + SECOND
            self._date = (b"date", format_datetime(now, usegmt=True).encode())
        return self._date


def _masked(call: Endpoint[Any], answer: Answer[Any]) -> bytes | None:
    """The body of an answer with its secrets hidden; None when it shows none."""
    secrets = call.secret_names
    for part in answer.parts:
        if not secrets.isdisjoint(part.values):
            return call.render(Answer(*(part.masked(secrets) for part in answer.parts))).body
    return None


def begun(visit: Visit, now: datetime) -> tuple[Endpoint[Any], Transaction]:
    """The call of a request, and the transaction in which it will be answered."""
    world = visit.cell.world
    return visit.found.endpoint(visit.request, visit.found.inputs, world.profile), Transaction(world, now)


def forced(call: Endpoint[Any], fault: Fault | None, when: str) -> Answer[Any] | None:
    """The reply that a fault forces, before the effect of a call or after it."""
    if fault is None or not fault.reply or fault.when != when:
        return None
    return call.forced(fault.reply.rpartition(".")[2])


def strike(cell: Cell, app: str, endpoint: type[Endpoint[Any]]) -> Fault | None:
    """The first fault that strikes this request, if one does; the world keeps count."""
    for place, fault in enumerate(cell.world.faults):
        if fault.spent or not _concerns(fault, app, endpoint):
            continue
        chance = draw(cell.world.seed, "fault", fault.id, fault.considered).unit()
        struck = chance < fault.probability
        counted = replace(fault, considered=fault.considered + 1, struck=fault.struck + struck)
        faults = (*cell.world.faults[:place], counted, *cell.world.faults[place + 1 :])
        cell.world = replace(cell.world, faults=faults)
        if struck:
            return counted
    return None


def _concerns(fault: Fault, app: str, endpoint: type[Endpoint[Any]]) -> bool:
    """Whether a fault is about this endpoint; one that forces a reply concerns only the endpoint that can give it."""
    if fault.app != app or (fault.endpoint or endpoint.id) != endpoint.id:
        return False
    of, _, name = (fault.reply or "").rpartition(".")
    return not fault.reply or (of == endpoint.id and name in endpoint.replies)


def _withheld(fault: Fault) -> bool:
    return fault.when == "before" and bool(fault.reply or fault.transport)
