"""A mutant: one thing that an app declares, altered."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Literal

# Texts and statuses are what the catalogue promises. `further` is what else a reply declares (a media type, a column),
# `rules` are the endpoint's: the order of its checks, a field that must be there, a bound.
Group = Literal["text", "status", "further", "rules"]
GROUPS: tuple[Group, ...] = ("text", "status", "further", "rules")


@dataclass(frozen=True)
class Mutant:
    """One alteration of a reply or of an endpoint, named by its id in the catalogue.

    It shows only in worlds of `profiles`. While the context of `applied` is open, the app is as if it had been
    declared so.
    """

    target: str
    group: Group
    what: str
    profiles: tuple[str, ...]
    applied: Callable[[], AbstractContextManager[None]]

    def __str__(self) -> str:
        return f"{self.target} [{self.group}] {self.what}"
