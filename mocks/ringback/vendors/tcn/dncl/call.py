"""What the calls of both do-not-call lists share: which list, and which country."""

from typing import ClassVar

from ringback.state.order import TOP
from ringback.state.table import Rows
from ringback.vendors.tcn import numbers
from ringback.vendors.tcn.call import SmallLogin
from ringback.vendors.tcn.fields import Param
from ringback.vendors.tcn.records import DnclEntry
from ringback.vendors.tcn.world import TcnWorld

Entries = Rows[tuple[int, str, str], DnclEntry]


class DnclCall(SmallLogin):
    """A call on one of the lists."""

    inbound: ClassVar[bool] = False

    def entries(self, world: TcnWorld) -> Entries:
        """The rows of the list, of every account."""
        return world.inbound_dncl if self.inbound else world.dncl

    def purge(self, world: TcnWorld, *, expired: bool = False) -> None:
        """Remove the account's entries, or only those that have expired."""
        entries, client_sid = self.entries(world), self.account.client_sid
        found = (
            entries.between("expiring", (client_sid,), (client_sid, world.now, TOP))
            if expired
            else entries.where("account", client_sid)
        )
        for entry in list(found):
            entries.remove((entry.client_sid, entry.country, entry.number))


class InCountry(DnclCall):
    """A call about the numbers of one country, under either of the names that the guide has for the parameter."""

    country = Param(also=("country_name",), example=numbers.HOME, note="a country of Appendix B")
