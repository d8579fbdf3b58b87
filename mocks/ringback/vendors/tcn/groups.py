"""Which groups a call asks about: those of its ids first, then those that start within its range of dates."""

from typing import Any, ClassVar

from ringback.state.table import Rows
from ringback.vendors.tcn.call import Spanned
from ringback.vendors.tcn.dialer.ladder import Ladder
from ringback.vendors.tcn.fields import Ids
from ringback.vendors.tcn.world import TcnWorld


class GroupsAsked(Spanned):
    """A call about some groups of one kind."""

    ladder: ClassVar[Ladder]

    sids: Ids

    def rows(self, world: TcnWorld) -> Rows[int, Any]:
        """The groups of that kind, of every account."""
        return self.ladder.rows(world)

    def named(self, world: TcnWorld) -> list[Any] | None:
        """The groups of the ids; None when something else is among them, or an id that the account does not own."""
        sids = self.sids
        return world.owned(self.rows(world), sids, self.account) if sids is not None else None

    def asked(self, world: TcnWorld, named: list[Any]) -> list[Any] | None:
        """Those groups, then those of the range; None for neither, and when a date cannot be read."""
        dates = {"startDate": self.start_date, "endDate": self.end_date}
        unread = any(self.inputs.get(name) and date is None for name, date in dates.items())
        if unread or not (named or self.span):
            return None
        if self.span is None:
            return named
        rows = self.rows(world)
        key_of = rows.table.key_of
        known = {key_of(group) for group in named}
        started = world.started_between(rows, self.account, *self.span)
        return named + [group for group in started if key_of(group) not in known]
