"""Campaign methods: get, create and update campaigns."""

from typing import Self

from msgspec.structs import replace

from ringback.contract import Answer, check, inferred
from ringback.vendors.maxcontact.dialer import outbound
from ringback.vendors.maxcontact.fields import Number
from ringback.vendors.maxcontact.management.appendix import CAMPAIGN_STATUSES, CAMPAIGN_TYPES, ZIP_TONE_BEEPS, ZIP_TONES
from ringback.vendors.maxcontact.management.body import Body
from ringback.vendors.maxcontact.management.call import MANAGEMENT, NAMES_NOTHING, ManagementMethod, Numbered
from ringback.vendors.maxcontact.management.members import MISSING, Choice, Decimal, Flag, Integer, Words
from ringback.vendors.maxcontact.notation import Many
from ringback.vendors.maxcontact.records import Campaign
from ringback.vendors.maxcontact.replies import INVALID, Done, Refusal
from ringback.vendors.maxcontact.world import LINE_TYPES, PREDICTIVE, PROGRESSIVE, MaxContactWorld

CAMPAIGNS = f"{MANAGEMENT}/campaigns"
RANGE = inferred("the range is documented or the product's own; the code is the document's for parameters")


class ForCampaign(Numbered):
    """A method for one campaign, which is `campaign`."""

    unknown_campaign = Refusal("There is no campaign {campaign_id}", code=INVALID, ground=NAMES_NOTHING)

    campaign_id = Number("campaignId", example="1")

    campaign: Campaign

    @check
    def campaign_known(self, world: MaxContactWorld) -> Answer[Self] | None:
        """The campaign must be there."""
        campaign = world.campaigns.get(self.campaign_id)
        if campaign is None:
            return self.unknown_campaign()
        self.campaign = campaign
        return None


class CampaignBody(Body):
    """A method that takes a Campaign."""

    bad_type = Refusal("Type must be 0 to 8, or the name of a campaign type", code=INVALID, ground=RANGE)
    bad_drop_percent = Refusal("TargetDropPercent must be 0 to 100", code=INVALID, ground=RANGE)
    bad_zip_tone = Refusal("ZipTone must be 0 to 2, or the name of a zip tone style", code=INVALID, ground=RANGE)
    bad_zip_tone_beep = Refusal(
        "ZipToneBeep must be 0 to 10, or the name of a zip tone beep style", code=INVALID, ground=RANGE
    )
    bad_status = Refusal("Status must be 0 to 3, or the name of a campaign status", code=INVALID, ground=RANGE)

    own_id = Integer("Id", column="campaign_id", note="given by the system; in the path of an update")
    campaign_name = Words("CampaignName", example="Spring Renewals")
    active = Flag("Active")
    description = Words("Description")
    caller_id = Words("CallerId")
    type = Choice("Type", CAMPAIGN_TYPES, invalid=bad_type)
    max_lines = Integer("MaxLines", note="counts for types Bridge and IVR, 0 is kept for the others")
    degrade_to_progressive = Flag("DegradeToProgressive")
    progressive_threshold = Integer(
        "ProgressiveThreshold", note="counts for types Predictive and Progressive that degrade, 0 is kept otherwise"
    )
    target_drop_percent = Decimal("TargetDropPercent", between=(0, 100), invalid=bad_drop_percent)
    is_blended = Flag("IsBlended")
    auto_record = Flag("AutoRecord")
    default_list_id = Integer("DefaultListId")
    hours_per_working_day = Decimal("HoursPerWorkingDay")
    default_phone_type = Integer("DefaultPhoneType")
    tele_param_plan_id = Integer("TeleParamPlanId")
    schedule_plan_id = Integer("SchedulePlanId")
    zip_tone = Choice("ZipTone", ZIP_TONES, invalid=bad_zip_tone)
    zip_tone_beep = Choice("ZipToneBeep", ZIP_TONE_BEEPS, invalid=bad_zip_tone_beep)
    zip_tone_wav = Words("ZipToneWav")
    not_ready_wait_time = Integer(
        "NotReadyWaitTime", note="counts for types Predictive and Progressive, 0 is kept for the others"
    )
    status = Choice("Status", CAMPAIGN_STATUSES, invalid=bad_status)


def applied(campaign: Campaign) -> Campaign:
    """The campaign without what does not apply to its type."""
    dialled = campaign.type in (PREDICTIVE, PROGRESSIVE)
    return replace(
        campaign,
        max_lines=campaign.max_lines if campaign.type in LINE_TYPES else 0,
        progressive_threshold=campaign.progressive_threshold if dialled and campaign.degrade_to_progressive else 0,
        not_ready_wait_time=campaign.not_ready_wait_time if dialled else 0,
    )


def changed(world: MaxContactWorld, before: Campaign | None, after: Campaign) -> Campaign:
    """Store a campaign that was changed through the API, and let the dialler take it up."""
    after = applied(replace(after, modified=world.now))
    if before is not None and before.status != after.status:
        # What an emergency remembers gives way to what a user says meanwhile.
        after = replace(after, held_status=None)
    after = world.campaigns.put(after) if before is not None else world.campaigns.add(after)
    outbound.reset(world, before, after)
    return after


A_CAMPAIGN = CampaignBody.shown(Campaign(campaign_id=1, campaign_name="Spring Renewals"))


class GetCampaigns(ManagementMethod, method="GET", path=CAMPAIGNS, section="Get Campaigns"):
    """Get all campaigns."""

    listed = Done("The campaigns", shown=Many("Campaign", [A_CAMPAIGN]))

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """List them by number."""
        return self.listed(data=Many("Campaign", [CampaignBody.shown(row) for row in world.campaigns]))


class GetCampaign(ForCampaign, method="GET", path=f"{CAMPAIGNS}/{{campaignId}}", section="Get Campaign"):
    """Get a campaign."""

    found = Done("Campaign {campaign_id}", shown=A_CAMPAIGN)

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Show it."""
        return self.found(data=CampaignBody.shown(self.campaign))


class CreateCampaign(CampaignBody, method="POST", path=CAMPAIGNS, section="Create Campaign"):
    """Create a campaign; what the body leaves out has its default."""

    missing = MISSING
    created = Done("Campaign {number} is created", shown=A_CAMPAIGN, examples={"number": "1"})

    campaign_name = Words("CampaignName", required=True, example="Spring Renewals")

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Give it the next number."""
        said = {**self.said(), "campaign_id": 0}
        campaign = changed(world, None, Campaign(**said, created=world.now))
        return self.created(number=campaign.campaign_id, data=CampaignBody.shown(campaign))


class UpdateCampaign(
    CampaignBody, ForCampaign, method="PUT", path=f"{CAMPAIGNS}/{{campaignId}}", section="Update Campaign"
):
    """Update a campaign; what the body leaves out stays."""

    other_id = Refusal("Id is {own_id} in the body and {campaign_id} in the path", code=INVALID, ground=NAMES_NOTHING)
    updated = Done("Campaign {campaign_id} is updated", shown=A_CAMPAIGN)

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Change it."""
        if self.own_id not in (0, self.campaign_id):
            return self.other_id()
        said = {**self.said(), "campaign_id": self.campaign_id}
        campaign = changed(world, self.campaign, replace(self.campaign, **said))
        return self.updated(data=CampaignBody.shown(campaign))
