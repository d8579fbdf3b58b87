"""How calls end: what is written into the logs, the recordings and the lead."""

from datetime import datetime

from ringback.vendors.dialer360.activity import LiveCall
from ringback.vendors.dialer360.dialer import hopper
from ringback.vendors.dialer360.world import Dialer360World


def end_without_agent(world: Dialer360World, call: LiveCall, status: str, term_reason: str) -> None:
    """End a call that no agent had; the dialler itself gives it a status."""
    _close(world, call, status=status, term_reason=term_reason)
    world.live_calls.remove(call.callerid)
    if call.lead_id in world.leads:
        world.leads.change(call.lead_id, status=status)
    if call.call_type == "OUT":
        hopper.called(world, call.lead_id, call.campaign_id, status)
        world.wake(call.campaign_id)


def hang_up(world: Dialer360World, call: LiveCall, term_reason: str) -> None:
    """End a call that an agent has; what the agent makes of it is said in the wrap-up."""
    _close(world, call, status="INCALL", term_reason=term_reason)
    recording = world.recordings.last("uniqueid", call.uniqueid)
    if recording is not None and recording.end_time is None:
        world.recordings.change(
            recording.recording_id,
            end_time=world.now,
            length_in_sec=_seconds(recording.start_time, world.now),
            location=f"{world.system.recording_url}/{recording.filename}.wav",
        )
    world.cancel_timer("talk", call.callerid)
    world.live_calls.remove(call.callerid)


def _close(world: Dialer360World, call: LiveCall, *, status: str, term_reason: str) -> None:
    user = world.users.get(call.user)
    done = {
        "end_time": world.now,
        "status": status,
        "term_reason": term_reason,
        "user": call.user,
        "user_group": user.user_group if user is not None else "",
    }
    if call.call_type == "OUT" and call.uniqueid in world.call_log:
        length = _seconds(call.answer_time, world.now) if call.answer_time is not None else 0
        world.call_log.change(call.uniqueid, length_in_sec=length, **done)
    row = world.closer_log.last("uniqueid", call.uniqueid) if call.call_type == "IN" else None
    if row is not None:
        agent = world.live_agents.get(call.user)
        answered = agent.since if agent is not None and agent.callerid == call.callerid else world.now
        world.closer_log.change(
            row.closecallid,
            length_in_sec=_seconds(row.call_date, world.now),
            queue_seconds=_seconds(row.call_date, answered),
            **done,
        )


def _seconds(start: datetime, end: datetime) -> int:
    return int((end - start).total_seconds())
