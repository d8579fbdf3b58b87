"""What a server was asked to be."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from ringback.state.clock import Clock, Mode, frozen, running

_SCALED = re.compile(r"(\d+(?:\.\d+)?)x")


class ClockSetting(NamedTuple):
    """How a new world's clock runs."""

    mode: Mode = "real"
    rate: float = 1

    @classmethod
    def of(cls, text: str) -> "ClockSetting":
        """Read `real`, `frozen` or `<n>x`; ValueError for anything else."""
        if text == "real":
            return cls()
        if text == "frozen":
            return cls("frozen", 0)
        scaled = _SCALED.fullmatch(text)
        if scaled is None or not 0 < float(scaled[1]) <= 1_000_000:
            raise ValueError(f"a clock is real, frozen or <n>x with n up to 1000000, such as 60x; got {text!r}")
        return cls("real" if float(scaled[1]) == 1 else "scaled", float(scaled[1]))

    def start(self, world: datetime, real: datetime) -> Clock:
        """A clock of this kind that shows `world` now."""
        return frozen(world) if self.mode == "frozen" else running(world, real, self.rate)

    def __str__(self) -> str:
        """As it is written on the command line."""
        return f"{self.rate:g}x" if self.mode == "scaled" else self.mode


REAL = ClockSetting()


@dataclass(frozen=True)
class Settings:
    """The options of a server; sizes are in bytes."""

    scenario: str = "demo"
    seed: int = 1
    clock: ClockSetting = REAL
    start: datetime | None = None
    profile: str = "documented"
    max_worlds: int = 1000
    control_token: str = ""
    allow_hosts: tuple[str, ...] = ()
    headers: bool = True
    console: bool = True
    most_body: int = 64 * 1024 * 1024
    most_journal: int = 64 * 1024 * 1024
