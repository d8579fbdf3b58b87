"""Global emergency."""

from typing import Self

from ringback.contract import Answer
from ringback.vendors.maxcontact.dialer import emergency
from ringback.vendors.maxcontact.management.call import MANAGEMENT, ManagementMethod
from ringback.vendors.maxcontact.replies import Done
from ringback.vendors.maxcontact.world import MaxContactWorld


class EnableGlobalEmergency(
    ManagementMethod, method="POST", path=f"{MANAGEMENT}/globalemergency/enable", section="Enable"
):
    """Stop all campaigns and route inbound numbers to their emergency destinations."""

    enabled = Done("The global emergency is on")

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Remember what each campaign was; a second time changes nothing."""
        if not world.system.global_emergency:
            emergency.begin(world)
        return self.enabled()


class DisableGlobalEmergency(
    ManagementMethod, method="POST", path=f"{MANAGEMENT}/globalemergency/disable", section="Disable"
):
    """Go back to normal: every campaign is again what it was."""

    disabled = Done("The global emergency is off")

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Restore what is remembered."""
        emergency.end(world)
        return self.disabled()
