"""Dial, Hangup and Dispose."""

import re
from typing import Self

from ringback.contract import Answer, Text, inferred
from ringback.vendors.maxcontact.agent.call import OWN_CALL, TELEPHONY, AgentMethod, CallMethod, OpenCallMethod
from ringback.vendors.maxcontact.agent.entities import A_CALL, call_shown
from ringback.vendors.maxcontact.agent.ready import STATE
from ringback.vendors.maxcontact.dialer import ending, leads, line
from ringback.vendors.maxcontact.fields import Number
from ringback.vendors.maxcontact.replies import INVALID, Done, Refusal
from ringback.vendors.maxcontact.world import MaxContactWorld

_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{2,29}")
INPUT = inferred("the request names something that fits nothing; what is said then is nowhere told")


def number_of(text: str) -> str:
    """The digits of a phone number with its leading plus; nothing when it is none."""
    stripped = text.strip()
    if _PHONE.fullmatch(stripped) is None:
        return ""
    return "".join(character for character in stripped if character in "+0123456789")


class Dial(AgentMethod, method="GET", path=f"{TELEPHONY}/dial/user/{{UserID}}/phone/{{PhoneNum}}", section="Dial"):
    """Dial a number by hand: for the lead that is named, else the newest of that number, else a new one."""

    dialled = Done("Dialling {phone}", shown=A_CALL)
    emergency = Refusal("The global emergency is on", ground=STATE, reach="state")
    busy = Refusal("User {user_id} is neither ready nor not ready", ground=STATE)
    bad_phone = Refusal("{phone} is no phone number", code=INVALID, ground=INPUT)
    unknown_lead = Refusal("There is no lead {lead_id}", ground=INPUT)

    phone = Text(wire_name="PhoneNum", place="path", required=True, example="2025550100")
    lead_id = Number("leadid", bits=64, place="query", example="1", note="the newest lead of the number unless given")

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Place the call; a user whose calls are all on hold may dial a second one."""
        if world.system.global_emergency:
            return self.emergency()
        if not line.may_dial(world, self.agent):
            return self.busy()
        number = number_of(self.phone)
        if not number:
            return self.bad_phone()
        if self.lead_id and self.lead_id not in world.leads:
            return self.unknown_lead()
        campaign = world.campaigns.get(self.agent.campaign_id)
        lead = world.leads.get(self.lead_id) or leads.newest(world, number) or leads.create(world, number, campaign)
        call = line.dial_by_hand(world, self.agent, number, lead)
        return self.dialled(data=call_shown(call, lead))


class Hangup(
    OpenCallMethod, method="GET", path=f"{TELEPHONY}/hangup/user/{{UserID}}/call/{{CallID}}", section="Hangup"
):
    """Hang up a call; the user wraps up then."""

    hung_up = Done("Call {call_id} is hung up")

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """End the call, which waits to be disposed then."""
        line.end(world, self.call)
        return self.hung_up()


class Dispose(CallMethod, method="GET", path=f"{TELEPHONY}/dispose/user/{{UserID}}/call/{{CallID}}", section="Dispose"):
    """Give a call its result, and hang it up if that has not been done."""

    disposed = Done("Call {call_id} is disposed with {result_code}")
    no_result_code = Refusal("The parameter resultcode is required", code=INVALID, ground=INPUT)
    unknown_result_code = Refusal("There is no result code {result_code}", code=INVALID, ground=OWN_CALL)

    result_code = Text(wire_name="resultcode", missing=no_result_code, example="SALE", note="the Code of a result code")

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Write the result into history and lead."""
        code = world.result_code(self.result_code)
        if code is None:
            return self.unknown_result_code()
        ending.dispose(world, self.call, code)
        return self.disposed(result_code=code.code)
