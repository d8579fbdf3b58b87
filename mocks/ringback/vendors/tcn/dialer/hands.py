"""What happens at once when a user changes rows by hand, or loads a scenario."""

from ringback.state.passage import Handler
from ringback.state.record import Record
from ringback.vendors.tcn.dialer import (
    by_hand,
    callbacks,
    email,
    floor,
    inbound,
    ladder,
    leads,
    linking,
    manual,
    outbound,
    shifts,
    sms,
)
from ringback.vendors.tcn.records import Agent, Call, Callback, TaskRecord
from ringback.vendors.tcn.world import TcnWorld

TIMERS: dict[str, Handler] = {
    **outbound.TIMERS,
    **inbound.TIMERS,
    **manual.TIMERS,
    **sms.TIMERS,
    **email.TIMERS,
    **callbacks.TIMERS,
    **shifts.TIMERS,
    **leads.TIMERS,
    **linking.TIMERS,
}
LADDERS = {
    "task_groups": ladder.OUTBOUND,
    "inbound_groups": ladder.INBOUND,
    "manual_groups": ladder.MANUAL,
    "sms_groups": ladder.SMS,
    "email_groups": ladder.EMAIL,
}


class RunningWorld(TcnWorld):
    """A TCN system with its dialer at work: it takes up what is changed by hand."""

    def edited(self, table: str, before: Record | None, after: Record | None) -> None:
        """Take up a change of one row."""
        climbing = LADDERS.get(table)
        if climbing is not None and after is not None:
            self.set_timer(climbing.kind, type(self).tables[table].key_of(after), self.now)
        if isinstance(before, Call):
            by_hand.call_changed(self, before, after if isinstance(after, Call) else None)
        if table == "task_records":
            by_hand.record_changed(self, *(row if isinstance(row, TaskRecord) else None for row in (before, after)))
        if isinstance(after, Callback):
            self.wake_callback(after)
        if isinstance(after, Agent):
            shifts.plan(self, after)
            if after.state == floor.READY:
                floor.offer(self, after.client_sid)

    def settled(self) -> None:
        """Look at every group that has been loaded, which sets the timers that it asks for."""
        for name, climbing in LADDERS.items():
            key_of = type(self).tables[name].key_of
            for group in list(climbing.rows(self)):
                TIMERS[climbing.kind](self, key_of(group))
        for callback in self.callbacks:
            if callback.status == callbacks.READY:
                self.wake_callback(callback)
        for agent in self.agents:
            shifts.plan(self, agent)
