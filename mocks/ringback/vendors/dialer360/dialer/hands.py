"""What happens at once when a user changes rows by hand, or loads a scenario."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from ringback.state.record import EPOCH, Record
from ringback.vendors.dialer360 import calling
from ringback.vendors.dialer360.activity import Callback, HopperRow, LiveAgent
from ringback.vendors.dialer360.dialer import ending, floor, hopper, inbound, naming, outbound, shifts, wrapup
from ringback.vendors.dialer360.records import Campaign, Did, Lead, LeadList, Shift
from ringback.vendors.dialer360.world import WAITING, Dialer360World

TIMERS: dict[str, Callable[[Any, Any], None]] = {
    "dial": outbound.dial,
    "ring": outbound.ring,
    "drop": outbound.drop,
    "talk": outbound.talk,
    "wrapup": wrapup.wrapup,
    "unpause": wrapup.unpause,
    "recycle": hopper.recycle,
    "callback": hopper.call_back,
    "reset": hopper.reset,
    "inbound": inbound.arrive,
    "shift": shifts.turn,
}


class AttendedWorld(Dialer360World):
    """A Dialer360 system with its dialler at work: it takes up what is changed by hand."""

    @classmethod
    def dated_names(cls, tables: Mapping[str, Sequence[Any]], span: timedelta) -> dict[str, str]:
        """The codes of calls and the names of recordings, all of which tell when they were made."""
        return naming.moved(tables, span)

    def edited(self, table: str, before: Record | None, after: Record | None) -> None:
        """Take up a change of one row."""
        if isinstance(after, LiveAgent) or isinstance(before, LiveAgent):
            self._agent_moved(_agent(before), _agent(after))
        elif isinstance(after, Callback):
            if after.status == "ACTIVE":
                calling.schedule_callback(self, after)
        elif isinstance(after, Did):
            inbound.plan(self, after)
        elif isinstance(after, Shift):
            shifts.plan(self, after)
        elif isinstance(after, Campaign | HopperRow):
            self.wake(after.campaign_id)
        elif isinstance(after, LeadList):
            self.plan_resets(after)
            self.wake(after.campaign_id)
        elif isinstance(after, Lead):
            self.wake(calling.campaign_of(self, after.list_id))

    def settled(self) -> None:
        """Set the timers that what has been loaded asks for, and wake the campaigns with agents."""
        for agent in list(self.live_agents):
            if agent.since == EPOCH:
                self.live_agents.change(agent.user, since=self.now)
            if agent.status in WAITING:
                self.wake(agent.campaign_id)
        for callback in list(self.callbacks):
            waits = callback.status == "ACTIVE" and callback.callback_time is not None
            if waits and self.timer_due("callback", callback.callback_id) is None:
                calling.schedule_callback(self, callback)
        for lead_list in list(self.lists):
            self.plan_resets(lead_list)
        self._people_settled()

    def _people_settled(self) -> None:
        """Callers ring in, and agents come to work."""
        for did in list(self.dids):
            if did.calls_per_hour > 0 and self.timer_due("inbound", did.did_pattern) is None:
                inbound.plan(self, did)
        for shift in list(self.shifts):
            if self.timer_due("shift", shift.user) is None:
                shifts.plan(self, shift)

    def _agent_moved(self, before: LiveAgent | None, after: LiveAgent | None) -> None:
        if after is None:
            if before is not None:
                self._sent_home(before)
            return
        if before is None:
            agent = floor.log_in(self, after)
        elif before.status == after.status:
            return
        else:
            agent = self._turned(before, after)
        if agent.status in WAITING:
            wrapup.take_next(self, agent)

    def _turned(self, before: LiveAgent, after: LiveAgent) -> LiveAgent:
        """Bring an agent from one state into another, as the agent's own screen would."""
        # What was changed besides the state stays; the state itself is reached from where the agent was.
        kept = {name: getattr(before, name) for name in ("status", "since", "lead_id", "callerid", "agent_log_id")}
        agent = self.live_agents.put(replace(after, **kept))
        if agent.status == "INCALL":
            self._cut_off(agent)
            agent = floor.turn(self, agent, "PAUSED")
        if after.status not in WAITING:
            return floor.turn(self, agent, after.status)
        if agent.status == "PAUSED" and agent.lead_id:
            self.cancel_timer("wrapup", agent.user)
            wrapup.wrapup(self, agent.user)
            return self.live_agents[agent.user]
        return floor.wait_again(self, agent)

    def _sent_home(self, agent: LiveAgent) -> None:
        self._cut_off(agent)
        wrapup.leave(self, agent)

    def _cut_off(self, agent: LiveAgent) -> None:
        """End the call of an agent who leaves it."""
        call = self.live_calls.get(agent.callerid)
        if call is not None:
            ending.hang_up(self, call, "AGENT")


def _agent(row: Record | None) -> LiveAgent | None:
    return row if isinstance(row, LiveAgent) else None
