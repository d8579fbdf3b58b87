"""Campaign methods: which lists a campaign dials, and which teams work for it."""

from typing import Self

from ringback.contract import Answer, check
from ringback.vendors.maxcontact.management.body import Body
from ringback.vendors.maxcontact.management.call import NAMES_NOTHING, STATE
from ringback.vendors.maxcontact.management.campaigns import CAMPAIGNS, ForCampaign
from ringback.vendors.maxcontact.management.members import MISSING, Integer
from ringback.vendors.maxcontact.records import CampaignList, CampaignTeam
from ringback.vendors.maxcontact.replies import INVALID, Done, Refusal
from ringback.vendors.maxcontact.world import MaxContactWorld


class WithList(Body, ForCampaign):
    """A method for a campaign and a list."""

    missing = MISSING
    unknown_list = Refusal("There is no list {list_id}", code=INVALID, ground=NAMES_NOTHING)

    list_id = Integer("ListId", required=True, in_query=True, example="1")

    @check
    def list_known(self, world: MaxContactWorld) -> Answer[Self] | None:
        """The list must be there."""
        return self.unknown_list() if self.list_id not in world.lists else None


class AssociateList(
    WithList, method="PUT", path=f"{CAMPAIGNS}/{{campaignId}}/lists", section="Associate List with Campaign"
):
    """Let a campaign dial a list; doing so twice is as good as once."""

    associated = Done("List {list_id} is associated with campaign {campaign_id}")

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Add it to the campaign's lists."""
        world.campaign_lists.put(CampaignList(campaign_id=self.campaign_id, list_id=self.list_id))
        world.wake(self.campaign_id)
        return self.associated()


class DisassociateList(
    WithList, method="DELETE", path=f"{CAMPAIGNS}/{{campaignId}}/lists", section="Disassociate List from Campaign"
):
    """Let a campaign not dial a list any more."""

    not_associated = Refusal("List {list_id} is not associated with campaign {campaign_id}", ground=STATE)
    disassociated = Done("List {list_id} is disassociated from campaign {campaign_id}")

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Take it from the campaign's lists; calls that are under way go on."""
        removed = world.campaign_lists.remove((self.campaign_id, self.list_id))
        return self.disassociated() if removed is not None else self.not_associated()


class WithTeam(Body, ForCampaign):
    """A method for a campaign and a team."""

    missing = MISSING
    unknown_team = Refusal("There is no team {team_id}", code=INVALID, ground=NAMES_NOTHING)

    team_id = Integer("TeamId", required=True, in_query=True, example="1")

    @check
    def team_known(self, world: MaxContactWorld) -> Answer[Self] | None:
        """The team must be there."""
        return self.unknown_team() if self.team_id not in world.teams else None


class AssociateTeam(
    WithTeam, method="PUT", path=f"{CAMPAIGNS}/{{campaignId}}/teams", section="Associate Team with Campaign"
):
    """Let a team work for a campaign: its agents log in to it unless another is named."""

    associated = Done("Team {team_id} is associated with campaign {campaign_id}")

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Add it to the campaign's teams."""
        world.campaign_teams.put(CampaignTeam(campaign_id=self.campaign_id, team_id=self.team_id))
        return self.associated()


class DisassociateTeam(
    WithTeam, method="DELETE", path=f"{CAMPAIGNS}/{{campaignId}}/teams", section="Disassociate Team from Campaign"
):
    """Let a team not work for a campaign any more; agents who are logged in stay so."""

    not_associated = Refusal("Team {team_id} is not associated with campaign {campaign_id}", ground=STATE)
    disassociated = Done("Team {team_id} is disassociated from campaign {campaign_id}")

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Take it from the campaign's teams."""
        removed = world.campaign_teams.remove((self.campaign_id, self.team_id))
        return self.disassociated() if removed is not None else self.not_associated()
