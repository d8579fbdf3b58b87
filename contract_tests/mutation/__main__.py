"""Alter what the apps declare, one text or status at a time, and see whether the contract tests notice.

`python -m contract_tests.mutation --record` runs the tests once and notes which replies each was given. Then
`python -m contract_tests.mutation [NAME …]` tries the mutants of the apps, endpoints or replies of those names.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import groupby
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from contract_tests.mutation.mutant import GROUPS
from contract_tests.mutation.record import LEFT, recorded, take_up
from contract_tests.mutation.results import kept, merged, table
from contract_tests.mutation.targets import Targets
from contract_tests.mutation.trial import ALTERED, PLAIN, Outcome, work

OUTCOMES = LEFT / "outcomes.json"
PROMISED = ("text", "status")


def options() -> argparse.Namespace:
    """What is asked for on the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m contract_tests.mutation",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="an app, endpoint or reply by its id; all unless named"
    )
    parser.add_argument("--record", action="store_true", help="run the tests (or those of --tests) and take notes")
    parser.add_argument("--tests", nargs="+", default=["contract_tests"], metavar="PATH", help="of these tests only")
    parser.add_argument("--groups", nargs="+", choices=GROUPS, default=GROUPS, help="which kinds of mutants; all")
    parser.add_argument("--rest", action="store_true", help="try only what has not been tried yet")
    parser.add_argument("--survivors", action="store_true", help="try again those that survived, or timed out")
    parser.add_argument("--unseen", action="store_true", help="try those again that only the catalogue's tests noticed")
    parser.add_argument("--show", action="store_true", help="try nothing, show what became of all so far")
    parser.add_argument(
        "--list", action="store_true", help="list the survivors, and what only the catalogue's tests saw"
    )
    parser.add_argument("--workers", type=int, default=2, help="processes at the same time (2)")
    parser.add_argument("--slowest", type=float, default=20, help="leave out tests that take longer, in seconds (20)")
    parser.add_argument(
        "--seconds", type=float, default=float("inf"), help="begin nothing after so long; run again to go on"
    )
    return parser.parse_args()


def main() -> int:
    """Record, try or show; 1 when a mutant of a text or a status survived."""
    asked = options()
    if asked.record:
        return record(asked)
    if not asked.show:
        if not recorded():
            sys.exit("Nothing is on record: run this with --record first")
        try_out(asked)
    return report(asked)


def record(asked: argparse.Namespace) -> int:
    """Run the tests, each process noting what its tests are told."""
    plugins = ["-p", "contract_tests.mutation.record"]
    command = [sys.executable, "-m", "pytest", "-q", "-n", str(asked.workers), *plugins, *asked.tests]
    ended = subprocess.run(command, check=False)
    print(f"{take_up()} tests are on record")
    return ended.returncode


def try_out(asked: argparse.Namespace) -> None:
    """Try the mutants, some processes at once, and keep what became of them."""
    left: SimpleQueue[list[str]] = SimpleQueue()
    found = Targets(asked.groups)
    targets = chosen(asked, found)
    for _, together in groupby(targets, key=endpoint_of):
        left.put(list(together))
    ends = monotonic() + asked.seconds
    with shown(len(targets)) as (progress, task), ThreadPoolExecutor(asked.workers) as pool:

        def one() -> list[Outcome]:
            outcomes: list[Outcome] = []
            with worker(asked) as trial:
                try:
                    while monotonic() < ends:
                        together = left.get_nowait()
                        progress.update(task, description=endpoint_of(together[0]))
                        trial.send((ALTERED, together))
                        outcomes += trial.recv()
                        progress.advance(task, len(together))
                except Empty:
                    pass
                return without_unreliable(trial, outcomes)

        tried = [outcome for done in [pool.submit(one) for _ in range(asked.workers)] for outcome in done.result()]
    merged(OUTCOMES, tried)
    if not left.empty():
        print(f"The targets of {left.qsize()} endpoints are left to try")


def endpoint_of(target: str) -> str:
    """The endpoint of a target: an id has the app's name, the endpoint's and perhaps the reply's."""
    return ".".join(target.split(".")[:2])


def chosen(asked: argparse.Namespace, found: Targets) -> list[str]:
    """The targets to be tried; what became of them before may decide."""
    named = list(found.named(asked.names))
    before = kept(OUTCOMES)
    if asked.rest:
        tried = {(one.target, one.group) for one in before}
        return [name for name in named if any((name, one.group) not in tried for one in found.mutants(name))]
    verdicts = {"survived", "timed out"} if asked.survivors else set()
    verdicts |= {"published"} if asked.unseen else set()
    again = {one.target for one in before if one.verdict in verdicts and one.group in asked.groups}
    return [name for name in named if not verdicts or name in again]


@contextmanager
def worker(asked: argparse.Namespace) -> Iterator[Connection]:
    """A process that has collected the tests and tries what it is sent."""
    context = get_context("spawn")
    mine, its = context.Pipe()
    process = context.Process(target=work, args=(its, asked.groups, asked.slowest, asked.tests))
    process.start()
    its.close()
    mine.recv()
    try:
        yield mine
    finally:
        mine.send(None)
        process.join()


def without_unreliable(trial: Connection, outcomes: list[Outcome]) -> list[Outcome]:
    """The outcomes, except of what was noticed by a test that fails with nothing altered too."""
    trial.send((PLAIN, sorted({outcome.by for outcome in outcomes} - {""})))
    unreliable = set(trial.recv())
    if unreliable:
        print("These tests fail with nothing altered, so what they noticed does not count:", *unreliable, sep="\n  ")
    return [outcome for outcome in outcomes if outcome.by not in unreliable]


@contextmanager
def shown(total: int) -> Iterator[tuple[Progress, TaskID]]:
    """A progress bar, on a terminal."""
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        yield progress, progress.add_task("", total=total)


def report(asked: argparse.Namespace) -> int:
    """Show the table and, when asked, the list; 1 when a text or a status was altered and nothing noticed."""
    outcomes = kept(OUTCOMES)
    names = tuple(asked.names)
    mine = [
        one
        for one in outcomes
        if not names or one.target in names or one.target.startswith(tuple(f"{name}." for name in names))
    ]
    Console(width=None if sys.stdout.isatty() else 150).print(table(mine))
    for verdict in ("survived", "published") if asked.list else ():
        print(f"\n{verdict}:")
        for one in mine:
            if one.verdict == verdict:
                print(f"  {one.target} [{one.group}] {one.what}  {one.by}")
    return int(any(one.verdict == "survived" and one.group in PROMISED for one in mine))


if __name__ == "__main__":
    sys.exit(main())
