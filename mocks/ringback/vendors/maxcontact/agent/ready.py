"""Get Calls and Go Ready."""

from typing import Self

from ringback.contract import Answer, inferred
from ringback.vendors.maxcontact.agent.call import TELEPHONY, AgentMethod
from ringback.vendors.maxcontact.agent.entities import A_CALL, call_shown
from ringback.vendors.maxcontact.dialer import floor
from ringback.vendors.maxcontact.notation import Many
from ringback.vendors.maxcontact.replies import Done, Refusal
from ringback.vendors.maxcontact.world import MaxContactWorld

STATE = inferred("the state of the agent forbids it; what is said then is nowhere told")


class GetCalls(AgentMethod, method="GET", path=f"{TELEPHONY}/getcalls/user/{{UserID}}", section="Get Calls"):
    """Return the user's calls that are under way or wait to be disposed."""

    listed = Done("The calls of user {user_id}", shown=Many("Call", [A_CALL]))

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """List them, the oldest first."""
        calls = [call_shown(call, world.leads.get(call.lead_id)) for call in world.calls.where("user", self.user_id)]
        return self.listed(data=Many("Call", calls))


class GoReady(AgentMethod, method="GET", path=f"{TELEPHONY}/goready/user/{{UserID}}", section="Go Ready"):
    """Put the user into the ready status for the campaign that the user is logged in to."""

    ready = Done("User {user_id} is ready")
    emergency = Refusal("The global emergency is on", ground=STATE, reach="state")
    no_campaign = Refusal("User {user_id} is in no campaign", ground=STATE, reach="state")
    busy = Refusal("User {user_id} has a call that is open or not disposed", ground=STATE)

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Let the user wait for calls, unless a call is in the way."""
        if world.system.global_emergency:
            return self.emergency()
        if self.agent.campaign_id not in world.campaigns:
            return self.no_campaign()
        if world.calls.count("user", self.user_id):
            return self.busy()
        floor.go_ready(world, self.agent)
        return self.ready()
