"""Requests a second: a documented call against the least that Starlette can do, one core each."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from statistics import median
from typing import Any
from urllib.parse import urlencode

from benchmarks.load import Measured, Plan, drive, request
from benchmarks.processes import Server, alone
from benchmarks.report import Budget, Row
from benchmarks.servers import PATH, TEXT
from benchmarks.wrk import drive_with_wrk

STATUS = urlencode(
    {
        "source": "test",
        "user": "6666",
        "pass": "1234",
        "function": "agent_status",
        "agent_user": "1234",
        "stage": "csv",
        "header": "YES",
    }
)
LEAD = urlencode(
    {
        "source": "test",
        "user": "6666",
        "pass": "1234",
        "function": "add_lead",
        "phone_number": "7275551111",
        "phone_code": "1",
        "list_id": "999",
        "first_name": "Bob",
        "last_name": "Wilson",
    }
)
POST = request("POST", PATH, STATUS.encode())
GET = request("GET", f"{PATH}?{STATUS}")
ADD = request("POST", PATH, LEAD.encode())
ADDED = b"SUCCESS: add_lead LEAD HAS BEEN ADDED"
BEGINS = TEXT.partition("\n")[0].encode()

# Requests that fill the journal before anything is counted: a server that has been in use is what is measured.
FILL_SECONDS = 6.0


@dataclass(frozen=True)
class Target:
    """A request to one of the servers, and what its reply begins with."""

    server: str
    request: bytes
    begins: bytes = BEGINS


TARGETS = {
    "bare": Target("bare", POST),
    "constant POST": Target("constant", POST),
    "constant GET": Target("constant", GET),
    "form POST": Target("form", POST),
    "frozen POST": Target("frozen", POST),
    "frozen GET": Target("frozen", GET),
    "real POST": Target("real", POST),
    "add_lead": Target("writes", ADD, ADDED),
}


def servers() -> dict[str, Server]:
    """The servers, none of them started."""
    handbook = ("--scenario", "handbook", "--log", "off")
    return {
        "bare": Server.of_module("benchmarks.bare"),
        "constant": Server.of_uvicorn("benchmarks.servers:constant"),
        "form": Server.of_uvicorn("benchmarks.servers:form"),
        "frozen": Server.of_ringback(*handbook, "--clock", "frozen"),
        "real": Server.of_ringback(*handbook, "--clock", "real"),
        "writes": Server.of_ringback(*handbook, "--clock", "frozen"),
    }


def measure(seconds: float, rounds: int, wrk: bool, say: Callable[[str], None]) -> dict[str, list[Measured]]:
    """Drive every target in turn, round by round, so that whatever else the machine does meets all of them."""
    found: dict[str, list[Measured]] = {name: [] for name in TARGETS}
    with ExitStack() as stack:
        running = {name: stack.enter_context(server) for name, server in servers().items()}
        for name, server in running.items():
            say(f"starting {name}")
            server.first_reply(POST)
        plans = {
            name: Plan(running[target.server].port, target.request, target.begins, seconds=seconds)
            for name, target in TARGETS.items()
        }
        for name in ("frozen POST", "real POST"):
            say(f"filling the journal: {name}")
            alone(drive, replace(plans[name], warm_up=0, seconds=FILL_SECONDS))
        for turn in range(rounds):
            for name, plan in plans.items():
                say(f"round {turn + 1} of {rounds}: {name}")
                found[name].append(driven(running[TARGETS[name].server], plan, wrk))
    return found


def driven(server: Server, plan: Plan, wrk: bool = False) -> Measured:
    """One run against a server, with what its processor spent on each request."""
    before = server.busy()
    one = alone(drive_with_wrk if wrk else drive, plan)
    spent = server.busy() - before
    return replace(one, server_us=spent / one.answered * 1e6) if one.answered else one


def best(runs: list[Measured]) -> Measured:
    """The run that was disturbed least."""
    return max(runs, key=lambda run: run.rate)


def run(say: Callable[[str], None], seconds: float = 2.0, rounds: int = 5, wrk: bool = False) -> list[Row]:
    """All rows."""
    found = measure(seconds, rounds, wrk, say)

    def row(what: str, name: str, against: str, least: float | None = None) -> Row:
        budget = None if least is None else Budget(ratio_at_least=least)
        return Row(what, best(found[name]).rate, "/s", best(found[against]).rate, against, budget, _detail(found[name]))

    def waits(what: str, of: Callable[[Measured], float]) -> Row:
        return Row(what, of(best(found["frozen POST"])), "µs", of(best(found["form POST"])), "form POST")

    def cost(what: str, name: str, against: str) -> Row:
        ours, theirs = (min(run.server_us for run in found[which]) for which in (name, against))
        return Row(what, ours, "µs", theirs, against)

    ceiling = found["bare"]
    rows = [
        row("form POST, text reply", "frozen POST", "form POST", 1.3),
        row("form POST, text reply", "frozen POST", "constant POST", 0.6),
        row("form POST, clock real", "real POST", "form POST", 1.3),
        row("form POST, clock real", "real POST", "constant POST", 0.6),
        row("GET, text reply", "frozen GET", "constant GET"),
        row("add_lead by form POST (writes)", "add_lead", "form POST"),
        waits("form POST, median wait at 32 connections", lambda run: run.p50_us),
        waits("form POST, 99th percentile", lambda run: run.p99_us),
    ]
    if all(run.server_us for run in found["frozen POST"]):
        rows += [
            cost("processor time of a form POST, text reply", "frozen POST", "form POST"),
            cost("processor time of a form POST, text reply", "frozen POST", "constant POST"),
            cost("processor time of add_lead", "add_lead", "form POST"),
        ]
    rows.append(row("the client alone, from a bare uvloop server", "bare", "constant POST"))
    rows.append(Row("the client's core busy at that", best(ceiling).client_busy * 100, "%"))
    return rows


def _detail(runs: list[Measured]) -> dict[str, Any]:
    return {"median_rate": median(run.rate for run in runs), "runs": [asdict(run) for run in runs]}
