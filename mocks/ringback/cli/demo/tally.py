"""What has been counted of one app's day."""

from collections import Counter
from dataclasses import dataclass, field

GRADES = ("documented", "observed", "inferred")


@dataclass(frozen=True)
class Figures:
    """What the dialler did in a day."""

    campaigns: int = 0
    dialled: int = 0
    answered: int = 0


@dataclass
class Tally:
    """Requests, replies by grade, and what was not as the scene expects."""

    requests: int = 0
    grades: Counter[str] = field(default_factory=Counter)
    replies: set[str] = field(default_factory=set)
    unexpected: int = 0
    figures: Figures = Figures()
