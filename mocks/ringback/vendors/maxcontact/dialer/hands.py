"""What happens at once when a user changes rows by hand, or loads a scenario; and what each timer does."""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace

from ringback.state.record import EPOCH, Record
from ringback.vendors.maxcontact.activity import CONNECTED, DIALLING, Agent, Call, Lead, LeadPhone
from ringback.vendors.maxcontact.dialer import (
    emergency,
    ending,
    floor,
    inbound,
    leads,
    line,
    outbound,
    sessions,
    shifts,
)
from ringback.vendors.maxcontact.records import (
    AcdQueue,
    Campaign,
    CampaignList,
    InboundNumber,
    LeadList,
    Plan,
    Settings,
    User,
    UserSkill,
)
from ringback.vendors.maxcontact.world import LINE_TYPES, RUNNING, MaxContactWorld

TIMERS: dict[str, Callable[[Any, Any], None]] = {
    "dial": outbound.dial,
    "preview": outbound.preview,
    "ring": line.ring,
    "pick_up": outbound.pick_up,
    "talk": line.talk,
    "session": sessions.finish,
    "drop": inbound.drop,
    "inbound": inbound.arrive,
    "next_call": inbound.next_call,
    "ready_again": floor.ready_again,
    "due": ending.due,
    "wrap_up": shifts.wrap_up,
    "shift": shifts.turn,
}


class AttendedWorld(MaxContactWorld):
    """A MaxContact centre with its dialler at work: it takes up what is changed by hand."""

    def edited(self, table: str, before: Record | None, after: Record | None) -> None:
        """Take up a change of one row."""
        row = after if after is not None else before
        if isinstance(row, Agent):
            self._agent_moved(before if isinstance(before, Agent) else None, after)
        elif isinstance(row, User):
            self._user_changed(row, gone=after is None)
        elif isinstance(row, Call):
            self._call_changed(before if isinstance(before, Call) else None, after if isinstance(after, Call) else None)
        elif isinstance(row, Lead | LeadPhone):
            self._lead_changed(row, gone=after is None)
        else:
            self._set_up_changed(before, after)

    def _lead_changed(self, row: Lead | LeadPhone, *, gone: bool) -> None:
        if isinstance(row, Lead):
            leads.date(self)
            self.wake_list(row.list_id)
        elif not gone:
            leads.phone_came(self, row)

    def _set_up_changed(self, before: Record | None, after: Record | None) -> None:
        row = after if after is not None else before
        if isinstance(after, Campaign):
            outbound.reset(self, before if isinstance(before, Campaign) else None, after)
        elif isinstance(after, InboundNumber):
            inbound.plan(self, after)
        elif isinstance(row, CampaignList | LeadList):
            self.wake_list(row.list_id)
        elif isinstance(row, Settings):
            self._settings_changed(isinstance(before, Settings) and before.global_emergency)
        elif isinstance(row, Plan | AcdQueue | UserSkill):
            self._look_again()

    def _settings_changed(self, was_emergency: bool) -> None:
        """An emergency that is switched by hand does what its methods do."""
        if self.system.global_emergency and not was_emergency:
            emergency.begin(self)
        elif was_emergency and not self.system.global_emergency:
            emergency.end(self)
        self._look_again()

    def _look_again(self) -> None:
        """Let all campaigns, and all agents who are ready, look for calls."""
        for campaign in list(self.campaigns):
            self.wake(campaign.campaign_id)
        for agent in list(self.agents.where("state", "Ready")):
            floor.look(self, agent.user_id)

    def settled(self) -> None:
        """Give every user a row among the agents, and set the timers that what has been loaded asks for."""
        for user in list(self.users):
            floor.seat(self, user)
        leads.date(self)
        for agent in list(self.agents):
            self._agent_settled(agent)
        for campaign in list(self.campaigns):
            self._campaign_settled(campaign)
        for number in list(self.inbound_numbers):
            if self.timer_due("inbound", number.phone_number) is None:
                inbound.plan(self, number)
        for lead_list in list(self.lists):
            self._list_settled(lead_list.list_id)

    def _campaign_settled(self, campaign: Campaign) -> None:
        if campaign.created == EPOCH:
            campaign = self.campaigns.change(campaign.campaign_id, created=self.now, modified=self.now)
        if campaign.status == RUNNING and campaign.campaign_id not in self.campaign_stats:
            outbound.begin_session(self, campaign.campaign_id)
        if campaign.type in LINE_TYPES or self.agents.count("at", campaign.campaign_id, "Ready"):
            self.wake(campaign.campaign_id)

    def _list_settled(self, list_id: int) -> None:
        for lead in list(self.leads.between("dialable", (list_id, self.now), (list_id + 1,))):
            if lead.due is not None and self.timer_due("due", lead.lead_id) is None:
                self.set_timer("due", lead.lead_id, lead.due)

    def _agent_settled(self, agent: Agent) -> None:
        if agent.state != "Logged Out" and agent.since == EPOCH:
            campaign_id = agent.campaign_id or floor.campaign_for(self, self.users.get(agent.user_id))
            agent = self.agents.change(agent.user_id, since=self.now, campaign_id=campaign_id)
        if agent.shift_hours and self.timer_due("shift", agent.user_id) is None:
            shifts.plan(self, agent)

    def _agent_moved(self, before: Agent | None, after: Record | None) -> None:
        """Bring an agent to where a user has put it; the calls at hand have the last word on the state."""
        if not isinstance(after, Agent):
            if before is not None and before.state != "Logged Out":
                self.agents.put(before)
                shifts.log_out(self, before)
                self.agents.remove(before.user_id)
            return
        was = before.state if before is not None else "Logged Out"
        if after.state == "Logged Out":
            if was != "Logged Out":
                self.agents.put(replace(after, state=was))
                shifts.log_out(self, self.agents[after.user_id])
            shifts.plan(self, self.agents[after.user_id])
            return
        if was == "Logged Out":
            after = shifts.log_in(self, after)
        elif was == "Previewing" and after.state != "Previewing" and before is not None:
            outbound.withdraw(self, replace(after, preview_lead_id=before.preview_lead_id))
        self._stands(self.agents[after.user_id], was)

    def _stands(self, agent: Agent, was: str) -> None:
        """Let the state of an agent be one that the calls at hand allow."""
        if self.calls.count("user", agent.user_id) or agent.state in ("Calling", "Talking", "Wrapping", "Previewing"):
            if agent.state != was or was != "Previewing":
                self.agents.put(replace(agent, state="Wrapping"))
                floor.follow(self, agent.user_id)
        elif agent.state == "Ready":
            self.set_timer("next_call", agent.user_id, self.now)
        if agent.state != was:
            self.agents.change(agent.user_id, since=self.now)
        shifts.plan(self, self.agents[agent.user_id])

    def _user_changed(self, user: User, *, gone: bool) -> None:
        if gone:
            agent = self.agents.get(user.user_id)
            if agent is not None:
                shifts.log_out(self, agent)
                self.agents.remove(user.user_id)
        else:
            floor.seat(self, user)

    def _call_changed(self, before: Call | None, after: Call | None) -> None:
        """Take up a call that is put in, given to another agent, or taken away."""
        if after is None:
            if before is not None:
                line.forget(self, before)
        elif before is None:
            self._call_came(after)
        for user_id in {call.user_id for call in (before, after) if call is not None and call.user_id}:
            floor.follow(self, user_id)

    def _call_came(self, call: Call) -> None:
        """A call that is put into a queue comes in, one that has been answered wants an agent, another is sent."""
        if call.queue_id and not call.user_id:
            inbound.offer(self, call)
        elif call.campaign_id and not call.user_id and call.call_state == CONNECTED and not call.in_session:
            outbound.offer(self, call)
        elif call.call_state == DIALLING and not call.outcome:
            agent = self.agents.get(call.user_id)
            if agent is not None:
                floor.begin_call(self, agent)
            if call.started == EPOCH:
                call = self.calls.change(call.call_id, started=self.now)
            line.send(self, call, 1)


def generate(world: MaxContactWorld, options: Mapping[str, int]) -> None:
    """Invent a centre to show."""
    # Imported here: names come from a large library, and most worlds are never generated.
    from ringback.vendors.maxcontact.dialer.demo import generate as invent

    invent(world, options)
