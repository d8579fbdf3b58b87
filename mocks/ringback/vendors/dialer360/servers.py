"""Telephony servers: `server_refresh`."""

from typing import Self

from ringback.contract import OBSERVED, Answer, check
from ringback.vendors.dialer360.call import Function, Line
from ringback.vendors.dialer360.fields import Letters
from ringback.vendors.dialer360.world import Dialer360World


class ServerRefresh(Function, function="server_refresh", section="API functions"):
    """Let every telephony server write its configuration anew."""

    level = 8
    needs = ("ast_admin_access",)

    not_permitted = Line(
        "ERROR: server_refresh USER DOES NOT HAVE PERMISSION TO REFRESH SERVERS: |{user}|0", ground=OBSERVED
    )
    incomplete = Line("ERROR: server_refresh YOU MUST USE ALL REQUIRED FIELDS: |{user}|||", ground=OBSERVED)
    triggered = Line(
        "SUCCESS: server_refresh SERVER REFRESH HAS BEEN TRIGGERED - {user}|{count}",
        ground=OBSERVED,
        examples={"count": "1"},
    )

    stage = Letters(required=True, example="REFRESH", note="must contain REFRESH")

    @check
    def asked_for(self, world: Dialer360World) -> Answer[Self] | None:
        """The stage must contain the word, in capitals."""
        return None if "REFRESH" in self.stage else self.incomplete()

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Mark the servers; those that are marked already do not count."""
        unmarked = [server for server in world.servers if server.rebuild_conf_files != "Y"]
        for server in unmarked:
            world.servers.change(server.server_ip, rebuild_conf_files="Y")
        return self.triggered(count=len(unmarked))
