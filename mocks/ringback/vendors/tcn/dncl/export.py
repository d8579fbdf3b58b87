"""Get Outbound DNCL List (24), Get Inbound DNCL List (25)."""

from typing import Self

from ringback.contract import Slices
from ringback.vendors.tcn.dates import query_text
from ringback.vendors.tcn.dncl.call import InCountry
from ringback.vendors.tcn.replies import Plain, written
from ringback.vendors.tcn.reports.call import csv_file
from ringback.vendors.tcn.slicing import portions
from ringback.vendors.tcn.world import TcnWorld

EXAMPLE = "8015550100,2026/12/31 23:59,United States / Canada\n"


class Export(InCountry):
    """Export a list, or what it holds of one country."""

    none_of_country: Plain
    empty: Plain
    exported = csv_file("do_not_call_list", EXAMPLE, "dncl.csv")

    def slices(self, world: TcnWorld) -> Slices[Self]:
        """One line an entry: number, expiration (Pacific time) and country; the import takes the first two again."""
        entries, client_sid = self.entries(world), self.account.client_sid
        country = (self.country,) if self.country else ()
        lines: list[bytes] = []
        for portion in portions(entries.where("account", client_sid, *country)):
            lines.append(written([(entry.number, query_text(entry.expiration), entry.country) for entry in portion]))
            yield
        if lines:
            return self.exported(do_not_call_list=b"".join(lines))
        return self.none_of_country() if entries.count("account", client_sid) else self.empty()


class DNCLExport(Export, path="/backoffice/RemoteDNCLExport", section="24"):
    """Export the outbound do-not-call list."""

    none_of_country = Plain(200, "No DNCL entries exist for the given country.")
    not_prepared = Plain(400, "An error occurred while preparing the Do Not Call List for export!", reach="fault")
    empty = Plain(200, "The DNCL is empty.")


class InboundDNCLExport(Export, path="/backoffice/RemoteInboundDNCLExport", section="25"):
    """Export the inbound do-not-call list."""

    inbound = True

    none_of_country = Plain(200, "No Inbound DNCL entries exist for the given country.")
    not_prepared = Plain(
        400, "An error occurred while preparing the Inbound Do Not Call List for export!", reach="fault"
    )
    empty = Plain(200, "The Inbound DNCL is empty.")
