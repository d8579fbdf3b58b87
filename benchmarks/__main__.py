"""Measure what the design budgets: `python -m benchmarks [NAME …] [--json FILE]`. Nothing is asserted."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks.processes import cores
from benchmarks.report import Row, machine, table

NAMES = ("throughput", "startup", "moments", "dialling", "leads", "journal", "cisco_contacts", "tcn_lists", "pages")
# What takes minutes, or has packages fetched, is run when it is named; the latter with --peers too.
LONG = ("soak", "peers")
Say = Callable[[str], None]


@contextmanager
def progress(console: Console, name: str) -> Iterator[Say]:
    """A function that shows what is being done: in place on a terminal, else line by line."""
    if not console.is_terminal:
        yield lambda what: console.print(f"{name}: {what}", highlight=False)
        return
    with console.status(name) as status:
        yield lambda what: status.update(f"{name}: {what}")


def measured(name: str, options: argparse.Namespace, say: Say) -> Sequence[Row]:
    """The rows of one benchmark."""
    run = import_module(f"benchmarks.{name}").run
    if name == "throughput":
        run = partial(run, seconds=options.seconds or 2.0, rounds=options.rounds, wrk=options.wrk)
    if name == "soak":
        run = partial(run, seconds=options.seconds or 300.0)
    if name == "peers":
        run = partial(run, seconds=options.seconds or 2.0, rounds=options.rounds, packages=options.packages)
    rows: list[Row] = run(say)
    return rows


def main() -> None:
    """Run all benchmarks, or those named, and show the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help=f"of {', '.join(NAMES + LONG)}; all but {' and '.join(LONG)} unless named",
    )
    parser.add_argument("--json", metavar="FILE", type=Path, help="write everything measured to a file")
    parser.add_argument("--seconds", type=float, help="of each run of throughput and peers (2), or of the soak (300)")
    parser.add_argument("--rounds", type=int, default=5, help="of throughput and peers; the best counts (5)")
    parser.add_argument("--wrk", action="store_true", help="drive throughput with wrk, not with the own client")
    parser.add_argument("--peers", action="store_true", help="measure other mock servers too; npm and pip fetch them")
    parser.add_argument("--packages", metavar="DIR", type=Path, help="where those are kept (in the user's cache)")
    options = parser.parse_args()
    unknown = [name for name in options.names if name not in NAMES + LONG]
    if unknown:
        parser.error(f"no benchmark is called {', '.join(unknown)}; there are {', '.join(NAMES + LONG)}")
    aside = Console(stderr=True)
    on, began = machine(), time.perf_counter()
    results: dict[str, Sequence[Row]] = {}
    try:
        for name in dict.fromkeys([*(options.names or NAMES), *(["peers"] if options.peers else [])]):
            with progress(aside, name) as say:
                results[name] = measured(name, options, say)
    finally:
        # What has been measured is not lost with what fails, or is broken off, after it.
        show(results, on, began, options.json)


def show(results: Mapping[str, Sequence[Row]], on: Mapping[str, Any], began: float, file: Path | None) -> None:
    """Print the table, and write the file."""
    console = Console(width=None if sys.stdout.isatty() else 150)
    console.print(table(results))
    pinned = f"server on core {pair[0]}, client on core {pair[1]}" if (pair := cores()) else "processes not pinned"
    console.print(f"{on['processor']}, {on['cores']} cores, Python {on['python']}; {pinned}.")
    console.print(f"Load before: {on['load_before']}. Taken in {time.perf_counter() - began:.0f} s.", highlight=False)
    if file:
        rows = {name: [row.plain() for row in rows] for name, rows in results.items()}
        file.write_text(json.dumps({"machine": on, "benchmarks": rows}, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
