"""The faults of a world, for its tests."""

from collections.abc import Iterator
from typing import Literal, NotRequired, TypedDict, Unpack

import msgspec

from ringback.testing.control import Control, refused

__tracebackhide__ = refused


class Rule(TypedDict):
    """Which calls go wrong, and how; `reply` or `transport` or `latency_ms` says what happens."""

    endpoint: NotRequired[str]
    reply: NotRequired[str]
    when: NotRequired[Literal["before", "after"]]
    latency_ms: NotRequired[int]
    transport: NotRequired[Literal["reset", "empty", "truncate"]]
    probability: NotRequired[float]
    times: NotRequired[int]


class Fault(msgspec.Struct, frozen=True):
    """A fault in force, with how often it was considered and has struck."""

    id: str
    app: str
    endpoint: str | None
    reply: str | None
    when: str
    latency_ms: int
    transport: str | None
    probability: float
    times: int | None
    considered: int
    struck: int


class _Listed(msgspec.Struct):
    faults: list[Fault]


class Faults:
    """A world's faults, in the order in which they are considered."""

    def __init__(self, control: Control, path: str) -> None:
        """Use the faults at a path of the control plane."""
        self._control = control
        self._path = f"{path}/faults"

    def add(self, app: str, **rule: Unpack[Rule]) -> Fault:
        """Let calls of an app go wrong from now on, or some of them."""
        fault: Fault = self._control.ask("POST", self._path, {"app": app, **rule}, kind=Fault)
        return fault

    def __iter__(self) -> Iterator[Fault]:
        """Those in force now."""
        listed: _Listed = self._control.get(self._path, _Listed)
        return iter(listed.faults)

    def remove(self, fault: Fault | str) -> None:
        """Take one away, by itself or by its id."""
        self._control.ask("DELETE", f"{self._path}/{fault if isinstance(fault, str) else fault.id}")

    def clear(self) -> None:
        """Take all away."""
        self._control.ask("DELETE", self._path)
