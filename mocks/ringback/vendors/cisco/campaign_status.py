"""Campaign Status API: what a campaign's calls have come to since midnight."""

from typing import ClassVar, Self

from ringback.contract import Answer
from ringback.vendors.cisco.call import BASE, Shown
from ringback.vendors.cisco.campaign import CAMPAIGNS, SUPERVISED
from ringback.vendors.cisco.elements import camel
from ringback.vendors.cisco.records import RuntimeStatus
from ringback.vendors.cisco.shapes import STAMP, Schema, Shape, column, composed
from ringback.vendors.cisco.verbs import Item
from ringback.vendors.cisco.world import CiscoWorld

# In the document's order, which is that of the alphabet; the total is not counted but found.
COUNTERS = (
    "abandon_detect_count",
    "abandon_to_ivr_count",
    "agent_closed_count",
    "agent_rejected_count",
    "answering_machine_count",
    "attempted_count",
    "busy_count",
    "call_back_count",
    "cancelled_detect_count",
    "closed_count",
    "customer_abandon_detect_count",
    "customer_not_home_count",
    "date_time",
    "fax_detect_count",
    "network_ans_machine_count",
    "no_answer_detect_count",
    "no_dial_tone_detect_count",
    "no_ring_back_detect_count",
    "personal_callback_count",
    "sit_tone_detect_count",
    "talk_time_count",
    "total_count",
    "total_voice_count",
    "voice_count",
    "wrapup_time_count",
    "wrong_number_count",
)


class GetCampaignStatus(Item, method="GET", path=f"{BASE}/campaign/{{id}}/runtimestats", section="Campaign Status API"):
    """Get the counters of one campaign that was made with the API.

    They start anew at midnight by the Logger's clock, but for totalVoiceCount; totalCount are the contacts that wait to
    be dialled.
    """

    kind = CAMPAIGNS
    supervised: ClassVar[tuple[str, ...]] = SUPERVISED

    shown = Shown("runtimeStatus")

    @classmethod
    def consists(cls, reply: Shown) -> Schema:
        """The counters, and the moment."""
        found = {"date_time": Shape(STAMP), "total_count": Shape({"type": "integer", "minimum": 0})}
        return composed({camel(name): found.get(name) or column(RuntimeStatus, name) for name in COUNTERS})

    def run(self, world: CiscoWorld) -> Answer[Self]:
        """Show them, with the moment of the last change; where nothing has been counted yet, that is now."""
        campaign = self.kind.find(world, self.number)
        if campaign is None:
            return self.say("unknown_id")
        number = campaign.campaign_id
        row = world.runtime.get(number) or RuntimeStatus(campaign_id=number, date_time=world.now)
        found = {
            "date_time": world.stamp(row.date_time),
            "total_count": world.contacts.count("waiting", number),
        }
        entity = {camel(name): found[name] if name in found else getattr(row, name) for name in COUNTERS}
        return self.say("shown", entity=entity)
