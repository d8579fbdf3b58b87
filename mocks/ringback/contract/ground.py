"""What a reply rests on."""

from dataclasses import dataclass
from typing import Literal

Grade = Literal["documented", "observed", "inferred"]


@dataclass(frozen=True, slots=True)
class Ground:
    """How a reply is known: its grade, and for an inferred one the reason."""

    grade: Grade
    why: str = ""


DOCUMENTED = Ground("documented")
OBSERVED = Ground("observed")


def inferred(why: str) -> Ground:
    """The ground of a reply that no record shows, with the reason it is what users would expect."""
    return Ground("inferred", why)
