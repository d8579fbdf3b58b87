"""What was measured, against what, and what the design allows: as a table and as JSON."""

import math
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from rich.box import SIMPLE
from rich.table import Table


@dataclass(frozen=True)
class Budget:
    """Bounds on a measured value, or on its ratio to the reference. Those that are None are not set."""

    at_least: float | None = None
    at_most: float | None = None
    ratio_at_least: float | None = None
    ratio_at_most: float | None = None

    def met(self, value: float, ratio: float | None) -> bool:
        """Whether every bound that is set holds."""
        share = math.nan if ratio is None else ratio
        return (
            (self.at_least is None or value >= self.at_least)
            and (self.at_most is None or value <= self.at_most)
            and (self.ratio_at_least is None or share >= self.ratio_at_least)
            and (self.ratio_at_most is None or share <= self.ratio_at_most)
        )

    def said(self, unit: str) -> str:
        """The bounds as they stand in the table."""
        bounds = (
            (self.at_least, "≥ {}" + f" {unit}"),
            (self.at_most, "≤ {}" + f" {unit}"),
            (self.ratio_at_least, "≥ {} ×"),
            (self.ratio_at_most, "≤ {} ×"),
        )
        return ", ".join(form.format(number(bound)) for bound, form in bounds if bound is not None)


@dataclass(frozen=True)
class Row:
    """One thing measured, or why it was not (`value` None, `against` says it); `detail` is for the JSON alone.

    `against` names the reference, taken in the same run.
    """

    what: str
    value: float | None
    unit: str
    reference: float | None = None
    against: str = ""
    budget: Budget | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ratio(self) -> float | None:
        """The measured value over the reference."""
        return self.value / self.reference if self.value is not None and self.reference else None

    @property
    def met(self) -> bool | None:
        """Whether the budget is met; None when there is none."""
        return None if self.budget is None or self.value is None else self.budget.met(self.value, self.ratio)

    def plain(self) -> dict[str, Any]:
        """The row as plain data."""
        return {**asdict(self), "ratio": self.ratio, "met": self.met}


def number(value: float) -> str:
    """A number with about three digits that count."""
    if abs(value) >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.3g}"


def table(results: Mapping[str, Sequence[Row]]) -> Table:
    """All rows, benchmark by benchmark."""
    shown = Table(box=SIMPLE, title="Ringback: measured against the design's budgets", pad_edge=False)
    shown.add_column("what", ratio=3)
    shown.add_column("measured", justify="right")
    shown.add_column("reference", ratio=2)
    shown.add_column("ratio", justify="right")
    shown.add_column("budget", justify="right")
    shown.add_column("met")
    verdicts = {True: "[green]yes[/]", False: "[bold red]no[/]", None: ""}
    for name, rows in results.items():
        shown.add_section()
        shown.add_row(f"[bold]{name}[/]")
        for row in rows:
            against = f"{number(row.reference)} {row.unit}: {row.against}" if row.reference is not None else row.against
            shown.add_row(
                f"  {row.what}",
                f"{number(row.value)} {row.unit}" if row.value is not None else "",
                against,
                f"{row.ratio:.2f}" if row.ratio is not None else "",
                row.budget.said(row.unit) if row.budget else "",
                verdicts[row.met],
            )
    return shown


def machine() -> dict[str, Any]:
    """What the figures were taken on."""
    return {
        "python": platform.python_version(),
        "system": platform.platform(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load_before": os.getloadavg() if hasattr(os, "getloadavg") else None,
    }


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            return next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor()
