"""What became of the mutants: as a table by app, and as a list of those that no test noticed."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.box import SIMPLE
from rich.table import Table

from contract_tests.mutation.mutant import GROUPS
from contract_tests.mutation.trial import Outcome


def app_of(outcome: Outcome) -> str:
    """The app whose declaration was altered."""
    return outcome.target.partition(".")[0]


def table(outcomes: Sequence[Outcome]) -> Table:
    """By app and group: how many mutants, how many of them a test noticed, and how many one that was told the reply."""
    shown = Table(box=SIMPLE, title="Mutants, and what noticed them", pad_edge=False)
    shown.add_column("app")
    shown.add_column("altered")
    for column in ("mutants", "killed", "%", "by the reply", "%", "by the catalogue alone", "timed out", "survived"):
        shown.add_column(column, justify="right")
    for group in GROUPS:
        mine = [outcome for outcome in outcomes if outcome.group == group]
        apps = list(dict.fromkeys(map(app_of, mine)))
        for app in apps:
            shown.add_row(app, group, *_cells([outcome for outcome in mine if app_of(outcome) == app]))
        if len(apps) > 1:
            shown.add_row("[bold]all", group, *_cells(mine))
        shown.add_section()
    return shown


def _cells(outcomes: Sequence[Outcome]) -> Iterable[str]:
    count = Counter(outcome.verdict for outcome in outcomes)
    killed = len(outcomes) - count["survived"]
    share = f"{100 * killed / len(outcomes):.1f}"
    told = f"{100 * count['told'] / len(outcomes):.1f}"
    figures = (len(outcomes), killed, share, count["told"], told)
    return map(str, (*figures, count["published"], count["timed out"], count["survived"]))


def merged(path: Path, outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Put outcomes in the place of earlier ones of the same targets and groups, and keep them all in a file."""
    new = list(outcomes)
    again = {(outcome.target, outcome.group) for outcome in new}
    held = [outcome for outcome in kept(path) if (outcome.target, outcome.group) not in again]
    together = sorted([*held, *new], key=lambda outcome: (app_of(outcome), outcome.target))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([outcome._asdict() for outcome in together], indent=0), encoding="utf-8")
    return together


def kept(path: Path) -> list[Outcome]:
    """The outcomes in a file, if there is one."""
    return [Outcome(**one) for one in json.loads(path.read_text("utf-8"))] if path.exists() else []
