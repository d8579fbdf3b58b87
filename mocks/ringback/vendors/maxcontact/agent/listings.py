"""Campaigns, Users, Result Codes, ACD Queues and Lead Phones."""

from typing import Self

from ringback.contract import Answer, inferred
from ringback.vendors.maxcontact.activity import LeadPhone
from ringback.vendors.maxcontact.agent import entities
from ringback.vendors.maxcontact.agent.call import TELEPHONY, AgentMethod
from ringback.vendors.maxcontact.agent.campaign_entity import campaigns
from ringback.vendors.maxcontact.fields import Number
from ringback.vendors.maxcontact.notation import Many
from ringback.vendors.maxcontact.records import PhoneType, ResultCode, User
from ringback.vendors.maxcontact.replies import Done, Refusal
from ringback.vendors.maxcontact.world import MaxContactWorld

LIKE_NEIGHBOURS = inferred("printed as one object; read as an array, as the other listings are")


class Campaigns(AgentMethod, method="GET", path=f"{TELEPHONY}/campaigns/user/{{UserID}}", section="Campaigns"):
    """List all campaigns of the system with their statistics."""

    listed = Done("The campaigns", shown=Many("Campaign", [{"CampaignID": 1}]), ground=LIKE_NEIGHBOURS)

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """List them by number."""
        return self.listed(data=Many("Campaign", campaigns(world)))


class Users(AgentMethod, method="GET", path=f"{TELEPHONY}/users/user/{{UserID}}", section="Users"):
    """List all users."""

    listed = Done(
        "The users",
        shown=Many("AgentNameIdPair", [entities.user_shown(User(user_id=2, first_name="Alex", last_name="Example"))]),
    )

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """List them by number."""
        return self.listed(data=Many("AgentNameIdPair", [entities.user_shown(user) for user in world.users]))


class ResultCodes(AgentMethod, method="GET", path=f"{TELEPHONY}/resultcodes/user/{{UserID}}", section="Result Codes"):
    """List all result codes."""

    listed = Done(
        "The result codes",
        shown=Many("ResultCode", [entities.result_code_shown(ResultCode(result_code_id=1, code="SALE"))]),
    )

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """List them by number."""
        return self.listed(data=Many("ResultCode", [entities.result_code_shown(code) for code in world.result_codes]))


class AcdQueues(AgentMethod, method="GET", path=f"{TELEPHONY}/acdqueues/user/{{UserID}}", section="ACD Queues"):
    """List the ACD queues, also known as skill queues, with their statistics."""

    listed = Done("The ACD queues", shown=Many("AcdQueue", [{"ID": 1}]))

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """List them by number."""
        return self.listed(data=Many("AcdQueue", entities.queues(world)))


class LeadPhones(
    AgentMethod, method="GET", path=f"{TELEPHONY}/leadphones/user/{{UserID}}/lead/{{LeadID}}", section="Lead Phones"
):
    """List the phones of a lead."""

    listed = Done(
        "The phones of lead {lead_id}",
        shown=Many("LeadPhone", [entities.lead_phone_shown(LeadPhone(lead_id=1), PhoneType(phone_type_name="Home"))]),
        ground=inferred("printed once as an object and once as phones; a lead may have several"),
    )
    unknown_lead = Refusal("There is no lead {lead_id}")

    lead_id = Number("LeadID", bits=64, example="1")

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """List them by number."""
        if self.lead_id not in world.leads:
            return self.unknown_lead()
        phones = [
            entities.lead_phone_shown(phone, world.phone_types.get(phone.phone_type_id))
            for phone in world.lead_phones.where("lead", self.lead_id)
        ]
        return self.listed(data=Many("LeadPhone", phones))
