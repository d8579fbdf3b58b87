"""How a call ends that an agent has dialled, or that has come in: the agent, the recording and the bill."""

from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from ringback.state.table import Rows
from ringback.vendors.tcn.dialer import calls, floor
from ringback.vendors.tcn.records import Call
from ringback.vendors.tcn.records.calls import RecordingType
from ringback.vendors.tcn.world import TcnWorld


def under_way(world: TcnWorld, call_id: int) -> Call | None:
    """The call, if it is there and has not ended by now."""
    call = world.calls.get(call_id)
    return call if call is not None and call.status == calls.UNDER_WAY else None


def hang_up(
    world: TcnWorld, call: Call, party: str, result: int, seconds: int = 0, *, wrong_person: bool = False, **more: Any
) -> Call:
    """End a call in which an agent had a party for so many seconds, which are recorded; the agent wraps up."""
    talk = calls.talk(world, replace(call, number=party), seconds, wrong_person)
    agent = world.agents.get(call.agent_sid)
    if agent is not None and agent.call_id == call.call_id:
        floor.release(world, agent.agent_sid, talk.wrap_up_seconds)
    call = calls.finish(
        world,
        call,
        result,
        linkback_seconds=seconds,
        talk_seconds=seconds - talk.hold_seconds,
        hold_seconds=talk.hold_seconds,
        wrap_up_seconds=talk.wrap_up_seconds,
        disposition=talk.disposition if seconds else "",
        **more,
    )
    keep(world, call, seconds)
    return call


def keep(world: TcnWorld, call: Call, seconds: int, kind: RecordingType = "linkback") -> None:
    """Keep the recording of the last seconds of a call, but for what an agent did not want recorded."""
    recorded = calls.recorded_seconds(world, call, seconds)
    if recorded:
        calls.record(world, call, world.now - timedelta(seconds=seconds), recorded, kind)


def bill(rows: Rows[int, Any], sid: int, call: Call, **more: Any) -> None:
    """Add what a call costs to its group, if that is still there, and change what else is to be changed of it."""
    group = rows.get(sid)
    if group is not None:
        cost, minutes = calls.billed(call)
        billed = round(group.billed_minutes + minutes, 1)
        rows.change(sid, cost=round(group.cost + cost, 4), billed_minutes=billed, **more)
