"""What the calls of both do-not-call lists share: which list, and which country."""

from itertools import islice
from typing import ClassVar

from ringback.state.order import TOP
from ringback.state.table import Rows
from ringback.vendors.tcn import numbers
from ringback.vendors.tcn.call import SmallLogin
from ringback.vendors.tcn.fields import Param
from ringback.vendors.tcn.records import DnclEntry
from ringback.vendors.tcn.slicing import AT_A_TIME, Slow
from ringback.vendors.tcn.world import TcnWorld

Entries = Rows[tuple[int, str, str], DnclEntry]


class DnclCall(SmallLogin):
    """A call on one of the lists."""

    inbound: ClassVar[bool] = False

    def entries(self, world: TcnWorld) -> Entries:
        """The rows of the list, of every account."""
        return world.inbound_dncl if self.inbound else world.dncl

    def purging(self, world: TcnWorld, *, expired: bool = False) -> Slow[None]:
        """Remove the account's entries in slices, or only those that have expired."""
        entries, client_sid = self.entries(world), self.account.client_sid
        last = (client_sid, world.now, TOP)
        while found := list(
            islice(
                entries.between("expiring", (client_sid,), last) if expired else entries.where("account", client_sid),
                AT_A_TIME,
            )
        ):
            for entry in found:
                entries.remove((entry.client_sid, entry.country, entry.number))
            yield


class InCountry(DnclCall):
    """A call about the numbers of one country, under either of the names that the guide has for the parameter."""

    country = Param(also=("country_name",), example=numbers.HOME, note="a country of Appendix B")
