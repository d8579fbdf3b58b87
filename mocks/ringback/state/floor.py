"""The floor: a contact centre at one moment, told in the same few nouns for every vendor. It is made for people."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

Tone = Literal["live", "ready", "held", "over"]
"""What a vendor's state amounts to: at work, waiting for work, held back by somebody, or done with."""

Ending = Literal["answered", "no answer", "machine", "busy", "abandoned", "failed"]
"""How a call ended: `abandoned` was answered by the customer and by no agent, `failed` reached nobody at all."""

ENDINGS: tuple[Ending, ...] = ("answered", "no answer", "machine", "busy", "abandoned", "failed")


class Row(NamedTuple):
    """Where a thing on the floor stands in the state: its table, and its key as the table has it."""

    table: str
    key: object


class Campaign(NamedTuple):
    """Work being dialled. Of `total` contacts `done` are finished with; `state` and `note` are the vendor's words."""

    row: Row
    name: str
    state: str
    tone: Tone
    done: int
    total: int
    note: str = ""


class Agent(NamedTuple):
    """Somebody who is or could be logged in: in which state, since when, and for which campaign."""

    row: Row
    name: str
    state: str
    tone: Tone
    since: datetime | None = None
    campaign: str = ""


class Call(NamedTuple):
    """A call in progress: the far end's number, and since when it is in its state."""

    row: Row
    number: str
    state: str
    tone: Tone
    since: datetime
    agent: str = ""
    campaign: str = ""


class Floor(NamedTuple):
    """What is seen at a glance; `endings` are the calls that ended since the moment asked for, in any order."""

    campaigns: Sequence[Campaign] = ()
    agents: Sequence[Agent] = ()
    calls: Sequence[Call] = ()
    endings: Iterable[tuple[datetime, Ending]] = ()
