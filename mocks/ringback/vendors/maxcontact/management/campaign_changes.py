"""Campaign methods: activity status, status and type."""

from typing import Self

from msgspec.structs import replace

from ringback.contract import Answer, inferred
from ringback.vendors.maxcontact.management.appendix import CAMPAIGN_STATUSES, CAMPAIGN_TYPES
from ringback.vendors.maxcontact.management.body import Body
from ringback.vendors.maxcontact.management.campaigns import (
    A_CAMPAIGN,
    CAMPAIGNS,
    RANGE,
    CampaignBody,
    ForCampaign,
    changed,
)
from ringback.vendors.maxcontact.management.members import MISSING, Choice, Flag
from ringback.vendors.maxcontact.replies import INVALID, Done, Refusal
from ringback.vendors.maxcontact.world import MaxContactWorld

BY_NAME = inferred("the value is said to be returned; that it is the appendix's name is a reading")


class UpdateActivityStatus(
    Body,
    ForCampaign,
    method="PATCH",
    path=f"{CAMPAIGNS}/{{campaignId}}/activityStatus",
    section="Update Activity Status",
):
    """Activate or deactivate a campaign; an inactive one is not dialled."""

    missing = MISSING
    updated = Done("The activity status of campaign {campaign_id} is updated", shown=A_CAMPAIGN)

    active = Flag("Active", required=True, example="true")

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Change it."""
        campaign = changed(world, self.campaign, replace(self.campaign, active=self.active))
        return self.updated(data=CampaignBody.shown(campaign))


class UpdateCampaignStatus(
    Body, ForCampaign, method="PATCH", path=f"{CAMPAIGNS}/{{campaignId}}/status", section="Update Campaign Status"
):
    """Start, pause, flush or stop a campaign."""

    missing = MISSING
    unknown_status = Refusal("CampaignStatus is no campaign status", code=INVALID, ground=RANGE)
    updated = Done("The status of campaign {campaign_id} is updated", shown="Running", ground=BY_NAME)

    campaign_status = Choice(
        "CampaignStatus", CAMPAIGN_STATUSES, by_name=True, required=True, invalid=unknown_status, example="Running"
    )

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Change it."""
        changed(world, self.campaign, replace(self.campaign, status=self.campaign_status, held_status=None))
        return self.updated(data=CAMPAIGN_STATUSES.name(self.campaign_status))


class UpdateCampaignType(
    Body, ForCampaign, method="PATCH", path=f"{CAMPAIGNS}/{{campaignId}}/type", section="Update Campaign Type"
):
    """Change a campaign's type; what does not apply to the new one is given up."""

    missing = MISSING
    unknown_type = Refusal("CampaignType is no campaign type", code=INVALID, ground=RANGE)
    updated = Done("The type of campaign {campaign_id} is updated", shown="Progressive", ground=BY_NAME)

    campaign_type = Choice(
        "CampaignType", CAMPAIGN_TYPES, by_name=True, required=True, invalid=unknown_type, example="Progressive"
    )

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Change it."""
        changed(world, self.campaign, replace(self.campaign, type=self.campaign_type))
        return self.updated(data=CAMPAIGN_TYPES.name(self.campaign_type))
