"""Inbound groups: people ring, hear the greeting, and then an agent; or they wait for one, or leave a voice mail.

A call under way is one timer: `inbound call` while the greeting lasts, `inbound patience` in the queue, `inbound talk`
with an agent, `inbound message` while somebody speaks on the voice mail.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from ringback.vendors.tcn import numbers
from ringback.vendors.tcn.dialer import arrivals, calls, floor, ladder, talking
from ringback.vendors.tcn.dialer.callers import GREETING_SECONDS, Caller, behaviour, calls_so_far, number_of
from ringback.vendors.tcn.records import Call, InboundGroup
from ringback.vendors.tcn.world import QUEUE, TcnWorld

REFUSED, NO_LINES = 8300, 8100
GREETING, VOICE_MAIL, LINKCALL = "Greeting", "Voice mail", "Linkcall"


def look(world: TcnWorld, group_sid: int) -> None:
    """Look at an inbound group: it goes on as far as its time has come, and people ring it while it runs."""
    if ladder.climb(world, ladder.INBOUND, group_sid):
        _expect(world, world.inbound_groups[group_sid])
    else:
        world.cancel_timer("inbound caller", group_sid)


def time_out(world: TcnWorld, group_sid: int) -> None:
    """The group's end has come; who is in the line may stay there."""
    if ladder.over(world, ladder.INBOUND, group_sid):
        ladder.end(world, ladder.INBOUND, group_sid, ladder.TIMEOUT)
        world.cancel_timer("inbound caller", group_sid)


def _expect(world: TcnWorld, group: InboundGroup) -> None:
    chance = world.draw("inbound", group.group_sid, calls_so_far(world, group))
    arrivals.plan(world, "inbound caller", group.group_sid, group.calls_per_hour, chance)


def ring(world: TcnWorld, group_sid: int) -> None:
    """Somebody rings: the call is taken, unless the number must not be answered or all lines are in use."""
    group = world.inbound_groups.get(group_sid)
    if group is None or ladder.INBOUND.state(group) != ladder.RUNNING:
        return
    call = Call(
        client_sid=group.client_sid,
        kind="inbound",
        group_sid=group_sid,
        number=group.number,
        caller_id=number_of(world, group),
        schedule_time=world.now,
        start_time=world.now,
        status=calls.UNDER_WAY,
    )
    refused = _refused(world, group, call.caller_id)
    if refused:
        calls.add(world, replace(call, status=calls.DONE, result_code=refused, ended=world.now))
    else:
        call = calls.add(world, call)
        world.inbound_groups.change(group_sid, in_use=group.in_use + 1)
        world.set_timer("inbound call", call.call_id, _after(world, behaviour(world, call).greeting))
    _expect(world, group)


def _refused(world: TcnWorld, group: InboundGroup, number: str) -> int:
    account = world.accounts.get(group.client_sid)
    country = account.country if account is not None else numbers.HOME
    if world.must_not_answer(group.client_sid, country, numbers.phone_number(number, country) or number):
        return REFUSED
    return NO_LINES if group.in_use >= group.inbound_lines else 0


def _after(world: TcnWorld, seconds: int) -> datetime:
    return world.now + timedelta(seconds=max(1, seconds))


def greeted(world: TcnWorld, call_id: int) -> None:
    """The greeting is over, or the caller has hung up in the middle of it."""
    call = talking.under_way(world, call_id)
    if call is None:
        return
    caller = behaviour(world, call)
    call = world.calls.change(call_id, delivery_seconds=caller.greeting, last_element=GREETING)
    if caller.greeting < GREETING_SECONDS:
        over(world, calls.finish(world, call, calls.HANGUP, call.delivery_seconds))
    elif caller.asks_for_voice_mail or not floor.anyone(world, call.client_sid):
        _voice_mail(world, call, caller)
    elif not _join(world, call, caller):
        floor.wait(world, call, caller.patience)


def _join(world: TcnWorld, call: Call, caller: Caller) -> bool:
    """Join a caller to an agent, if one is ready."""
    agent = floor.take(world, call.client_sid, call.call_id)
    if agent is None:
        return False
    world.calls.change(call.call_id, agent_sid=agent.agent_sid, last_element=LINKCALL)
    world.set_timer("inbound talk", call.call_id, _after(world, caller.talk))
    return True


def try_agent(world: TcnWorld, call_id: int) -> None:
    """Somebody may be free for a caller who waits."""
    call = _queued(world, call_id)
    if call is not None and _join(world, call, behaviour(world, call)):
        world.cancel_timer("inbound patience", call_id)


def give_up(world: TcnWorld, call_id: int) -> None:
    """Nobody came free in time."""
    call = _queued(world, call_id)
    if call is not None:
        _voice_mail(world, call, behaviour(world, call))


def _queued(world: TcnWorld, call_id: int) -> Call | None:
    call = talking.under_way(world, call_id)
    return call if call is not None and call.last_element == QUEUE else None


def _voice_mail(world: TcnWorld, call: Call, caller: Caller) -> None:
    """The caller speaks on the voice mail, or hangs up without a word."""
    if not caller.message:
        over(world, calls.finish(world, call, calls.ABANDONED, call.delivery_seconds))
        return
    world.calls.change(call.call_id, last_element=VOICE_MAIL)
    world.set_timer("inbound message", call.call_id, _after(world, caller.message))


def spoken(world: TcnWorld, call_id: int) -> None:
    """The caller has left a message."""
    call = talking.under_way(world, call_id)
    if call is not None:
        message = behaviour(world, call).message
        call = calls.finish(world, call, calls.ABANDONED, call.delivery_seconds)
        talking.keep(world, call, message, "voiceMail")
        over(world, call)


def talk_over(world: TcnWorld, call_id: int) -> None:
    """The talk with the agent is over; the agent wraps up."""
    call = talking.under_way(world, call_id)
    if call is not None:
        seconds = behaviour(world, call).talk
        delivery = call.delivery_seconds
        over(world, talking.hang_up(world, call, call.caller_id, calls.AGENT_TALK, seconds, delivery_seconds=delivery))


def over(world: TcnWorld, call: Call) -> None:
    """A call has ended: its line is free for the next."""
    group = world.inbound_groups.get(call.group_sid)
    if group is not None:
        talking.bill(world.inbound_groups, group.group_sid, call, in_use=max(0, group.in_use - 1))


TIMERS: dict[str, Callable[[Any, Any], None]] = {
    "inbound": look,
    "inbound end": time_out,
    "inbound caller": ring,
    "inbound call": greeted,
    "inbound agent": try_agent,
    "inbound patience": give_up,
    "inbound talk": talk_over,
    "inbound message": spoken,
}
