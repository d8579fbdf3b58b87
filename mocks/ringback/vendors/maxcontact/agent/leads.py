"""Change Lead Phone and Create New Lead."""

from typing import Self

from ringback.contract import Answer, Text
from ringback.vendors.maxcontact.agent.call import TELEPHONY, OpenCallMethod
from ringback.vendors.maxcontact.agent.dialling import INPUT, number_of
from ringback.vendors.maxcontact.dialer import leads
from ringback.vendors.maxcontact.fields import Number
from ringback.vendors.maxcontact.replies import INVALID, Done, Refusal
from ringback.vendors.maxcontact.world import MaxContactWorld


class ChangeLeadPhone(
    OpenCallMethod,
    method="GET",
    path=f"{TELEPHONY}/changelead/user/{{UserID}}/call/{{CallID}}/leadphone/{{LeadPhoneID}}",
    section="Change Lead Phone",
):
    """Associate a call in progress with the lead of a lead phone."""

    changed = Done("Call {call_id} is with the lead of lead phone {lead_phone_id}")
    unknown_lead_phone = Refusal("There is no lead phone {lead_phone_id}", ground=INPUT)

    lead_phone_id = Number("LeadPhoneID", bits=64, example="1")

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Give the call its other lead."""
        phone = world.lead_phones.get(self.lead_phone_id)
        if phone is None or phone.lead_id not in world.leads:
            return self.unknown_lead_phone()
        leads.reassign(world, self.call, world.leads[phone.lead_id])
        return self.changed()


class CreateNewLead(
    OpenCallMethod,
    method="GET",
    path=f"{TELEPHONY}/createnewlead/user/{{UserID}}/call/{{CallID}}/phone/{{PhoneNum}}",
    section="Create New Lead",
):
    """Create a lead with a phone number and assign it to a call."""

    created = Done("Call {call_id} is with a new lead of {phone}")
    bad_phone = Refusal("{phone} is no phone number", code=INVALID, ground=INPUT)

    phone = Text(wire_name="PhoneNum", place="path", required=True, example="2025550100")

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Create it in the list that manual calls go to."""
        number = number_of(self.phone)
        if not number:
            return self.bad_phone()
        lead = leads.create(world, number, world.campaigns.get(self.call.campaign_id))
        leads.reassign(world, self.call, lead)
        return self.created()
