"""A view: a vendor's typed window on a transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar

from ringback.state.chance import Draw, draw
from ringback.state.floor import Floor
from ringback.state.record import Record
from ringback.state.table import Table
from ringback.state.timers import Key
from ringback.state.transaction import Transaction


class View:
    """The base of a vendor's world: tables are declared on it, rules of state are its methods.

    Apps that share one world share a view. `room` is the name under which its tables and timers are kept.
    """

    room: ClassVar[str] = ""
    tables: ClassVar[dict[str, Table[Any, Any]]] = {}

    def __init_subclass__(cls) -> None:
        """Gather the tables in the order they are declared."""
        super().__init_subclass__()
        own = {name: member for name, member in vars(cls).items() if isinstance(member, Table)}
        cls.tables = {**cls.tables, **own}

    def __init__(self, tx: Transaction) -> None:
        """Look at a transaction."""
        self.tx = tx

    @property
    def now(self) -> datetime:
        """The moment, in UTC, at which everything in this transaction happens."""
        return self.tx.now

    @property
    def observed(self) -> bool:
        """Whether the world answers as the vendor's software was seen to, where that differs from the document."""
        return self.tx.base.profile == "observed"

    def draw(self, *key: int | str) -> Draw:
        """Values fixed by the world's seed and the key, whatever else happens."""
        return draw(self.tx.base.seed, self.room, *key)

    def set_timer(self, kind: str, key: Key, due: datetime) -> None:
        """Let something happen to a row at a moment; a pending timer of that kind and key is moved."""
        self.tx.timers = self.tx.timers.set(self.room, kind, key, due)

    def cancel_timer(self, kind: str, key: Key) -> None:
        """Let it not happen."""
        self.tx.timers = self.tx.timers.cancel(self.room, kind, key)

    def timer_due(self, kind: str, key: Key) -> datetime | None:
        """When it will happen, if it is pending."""
        timer = self.tx.timers.find(self.room, kind, key)
        return timer.due if timer is not None else None

    @classmethod
    def dated_names(cls, tables: Mapping[str, Sequence[Record]], span: timedelta) -> dict[str, str]:
        """Names of rows in which a moment is written, with what they are called when everything moves by `span`."""
        return {}

    def floor(self, since: datetime) -> Floor:
        """What is seen at a glance, with the calls that ended since a moment; cheap however many rows there are."""
        return Floor()

    def edited(self, table: str, before: Record | None, after: Record | None) -> None:
        """Called when a user changed a row by hand: what the vendor's software would do at once is done here."""

    def filed(self, name: str) -> None:
        """Called when a user has stored or removed a file of that name; `self.tx.files` are those there are now."""

    def settled(self) -> None:
        """Called when a scenario or a fragment of one has been loaded."""
