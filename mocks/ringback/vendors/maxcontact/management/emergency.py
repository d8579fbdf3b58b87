"""Global emergency."""

from typing import Self

from msgspec.structs import replace

from ringback.contract import Answer
from ringback.vendors.maxcontact.dialer import outbound
from ringback.vendors.maxcontact.management.call import MANAGEMENT, ManagementMethod
from ringback.vendors.maxcontact.replies import Done
from ringback.vendors.maxcontact.world import NOT_RUNNING, MaxContactWorld


class EnableGlobalEmergency(
    ManagementMethod, method="POST", path=f"{MANAGEMENT}/globalemergency/enable", section="Enable"
):
    """Stop all campaigns and route inbound numbers to their emergency destinations."""

    enabled = Done("The global emergency is on")

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Remember what each campaign was; a second time changes nothing."""
        if not world.system.global_emergency:
            world.settings.put(replace(world.system, global_emergency=True))
            for campaign in list(world.campaigns):
                world.campaigns.change(campaign.campaign_id, held_status=campaign.status, status=NOT_RUNNING)
                outbound.flush(world, campaign.campaign_id)
        return self.enabled()


class DisableGlobalEmergency(
    ManagementMethod, method="POST", path=f"{MANAGEMENT}/globalemergency/disable", section="Disable"
):
    """Go back to normal: every campaign is again what it was."""

    disabled = Done("The global emergency is off")

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Restore what is remembered."""
        if world.system.global_emergency:
            world.settings.put(replace(world.system, global_emergency=False))
        for campaign in list(world.campaigns):
            if campaign.held_status is not None:
                world.campaigns.change(campaign.campaign_id, status=campaign.held_status, held_status=None)
                world.wake(campaign.campaign_id)
        return self.disabled()
