"""Faults: rules by which a world answers wrongly on purpose. They are part of the world's value."""

from typing import Annotated, Literal

import msgspec

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Count = Annotated[int, msgspec.Meta(ge=1)]
Milliseconds = Annotated[int, msgspec.Meta(ge=0, le=600_000)]


class FaultRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a user asks for: where it strikes, what it does, how often.

    `when` says whether the endpoint's effect is left out (`before`) or happens and only its answer is lost (`after`).
    """

    app: str
    endpoint: str | None = None
    reply: str | None = None
    when: Literal["before", "after"] = "before"
    latency_ms: Milliseconds = 0
    transport: Literal["reset", "empty", "truncate"] | None = None
    probability: Share = 1.0
    times: Count | None = None


class Fault(FaultRule, frozen=True, kw_only=True):
    """A rule in force: its id, how often it was considered, and how often it struck."""

    id: str
    considered: int = 0
    struck: int = 0

    @property
    def spent(self) -> bool:
        """Whether it has struck as often as it may."""
        return self.times is not None and self.struck >= self.times
