"""Calls: how one is placed, what the network makes of it, what it costs, and what is left of it.

An attempt's `start_time` is when it is dialled and `ended` when the line is free again. What is billed is the time of
the message and, apart from it, that with an agent; ringing, and waiting for an agent, cost nothing.
"""

from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from msgspec.structs import replace

from ringback.telephony.network import Network, Outcome, Result
from ringback.telephony.outcomes import line_of, magic_of
from ringback.vendors.tcn import billing
from ringback.vendors.tcn.records import BroadcastTemplate, Call, Recording
from ringback.vendors.tcn.records.calls import RecordingType
from ringback.vendors.tcn.world import TcnWorld

UNDER_WAY, DONE = 3200, 3300
ANSWERED, ANSWERED_LINKCALL, ABANDONED, AGENT_TALK, HANGUP = 2000, 2100, 2110, 2120, 2200
MACHINE, MACHINE_DELIVERED, MACHINE_HANGUP, MACHINE_UNDELIVERABLE = 3000, 3100, 3200, 3300
FAX, BUSY, NO_ANSWER, DISCONNECTED, BUSY_CIRCUITS = 4000, 5000, 6000, 7400, 8200

UNANSWERED = {
    Result.FAX: FAX,
    Result.BUSY: BUSY,
    Result.NO_ANSWER: NO_ANSWER,
    Result.INVALID: DISCONNECTED,
    Result.NO_CIRCUIT: BUSY_CIRCUITS,
}
# Some machines hang up in the middle, and a few take nothing; those of reserved numbers always take the message.
MACHINES = ((MACHINE_DELIVERED, 92.0), (MACHINE_HANGUP, 6.0), (MACHINE_UNDELIVERABLE, 2.0))
# A machine that is to get no message is known as one after so many seconds.
DETECTED_AFTER = 4
# No message takes longer, whatever the template says.
LONGEST = 3600

DISPOSITIONS = (
    ("Promise to pay", 30.0),
    ("Resolved", 25.0),
    ("Call back later", 20.0),
    ("Not interested", 15.0),
    ("Refused", 10.0),
)
NOT_HOME = "Not home"
HOLD_CHANCE = 0.2
# With reserved numbers all times are round, to be reckoned by hand.
ROUND_WRAP_UP = 10


class Course(NamedTuple):
    """How a call goes: its seconds up to its end (or to the agent, for `link`), and what it comes to."""

    seconds: int
    result: int
    delivery_seconds: int = 0
    last_element: str = ""
    link: bool = False


class Talk(NamedTuple):
    """What an agent makes of a call: seconds held and of wrapping up, and the disposition."""

    hold_seconds: int
    wrap_up_seconds: int
    disposition: str


@lru_cache(maxsize=16)
def _network(mix: tuple[tuple[str, float], ...]) -> Network:
    try:
        return Network.of(dict(mix)) if mix else Network()
    except ValueError:
        # Weights that a user has set by hand, and that make no mix.
        return Network()


# A call is asked about when it is dialled and again when it ends.
@lru_cache(maxsize=4096)
def _outcome(mix: tuple[tuple[str, float], ...], seed: int, number: str, attempt: int) -> Outcome:
    return _network(mix).place(seed, number, attempt)


def outcome_of(world: TcnWorld, number: str, attempt: int) -> Outcome:
    """What the phone network does with an attempt at a number, under the mix of outcomes of this system."""
    return _outcome(tuple(world.system.outcomes.items()), world.tx.base.seed, number, attempt)


def course(world: TcnWorld, template: BroadcastTemplate, call: Call, outcome: Outcome) -> Course:
    """How a call of a broadcast goes."""
    ring, stay = outcome.ring_seconds, outcome.talk_seconds
    message = min(max(template.message_seconds, 0), LONGEST)
    result = outcome.result
    if result in UNANSWERED:
        return Course(ring + stay, UNANSWERED[result])
    if result is Result.HUNG_UP:
        return Course(ring + stay, HANGUP, stay, "Message")
    if result is Result.MACHINE:
        return _machine(world, template, call, outcome, message)
    if template.linkcall:
        return Course(ring + message, ANSWERED_LINKCALL, message, "Message", link=True)
    heard = min(stay, message)
    return Course(ring + heard, ANSWERED, heard, "Message")


def _machine(world: TcnWorld, template: BroadcastTemplate, call: Call, outcome: Outcome, message: int) -> Course:
    ring, greeting = outcome.ring_seconds, outcome.talk_seconds
    if not template.machine_delivery:
        return Course(ring + min(greeting, DETECTED_AFTER), MACHINE)
    reserved = is_reserved(call.number)
    result = MACHINE_DELIVERED if reserved else world.draw("machine", call.call_id).pick(MACHINES)
    heard = {MACHINE_DELIVERED: message, MACHINE_HANGUP: message // 2}.get(result, 0)
    return Course(ring + greeting + heard, result, greeting + heard, "Machine message" if heard else "")


def is_reserved(number: str) -> bool:
    """Whether a number is one of those that force their outcome."""
    return magic_of(line_of(number)) is not None


def log_sid(call_id: int) -> int:
    """The id of the log of a call."""
    return call_id + 200_000


def add(world: TcnWorld, call: Call) -> Call:
    """Keep a new call, under the next id."""
    call_id = world.calls.take_id()
    return world.calls.put(replace(call, call_id=call_id, call_log_sid=log_sid(call_id)))


def finish(
    world: TcnWorld, call: Call, result: int, delivery_seconds: int = 0, linkback_seconds: int = 0, **more: Any
) -> Call:
    """End a call now with a result; what it costs follows from its seconds."""
    rate = world.system.rate
    return world.calls.put(
        replace(
            call,
            status=DONE,
            result_code=result,
            ended=world.now,
            delivery_seconds=delivery_seconds,
            linkback_seconds=linkback_seconds,
            delivery_cost=billing.cost(delivery_seconds, rate) if delivery_seconds else 0.0,
            linkback_cost=billing.cost(linkback_seconds, rate) if linkback_seconds else 0.0,
            **more,
        )
    )


def billed(call: Call) -> tuple[float, float]:
    """What a call costs, and the minutes it is billed as."""
    minutes = billing.billed_minutes(call.delivery_seconds) + billing.billed_minutes(call.linkback_seconds)
    return call.delivery_cost + call.linkback_cost, minutes


def talk(world: TcnWorld, call: Call, seconds: int, wrong_person: bool = False) -> Talk:
    """What an agent makes of so many seconds with a party."""
    if is_reserved(call.number):
        return Talk(0, ROUND_WRAP_UP, NOT_HOME if wrong_person else DISPOSITIONS[0][0])
    draw = world.draw("talk", call.call_id)
    held = draw.between(5, 30) if draw.unit() < HOLD_CHANCE else 0
    disposition = NOT_HOME if wrong_person else draw.pick(DISPOSITIONS)
    return Talk(min(held, seconds // 2), draw.between(5, 30), disposition)


def recorded_seconds(world: TcnWorld, call: Call, seconds: int) -> int:
    """How much of so many seconds with an agent is recorded: all but while the agent had it paused."""
    paused = call.recording_paused
    missing = call.unrecorded_seconds + (int((world.now - paused).total_seconds()) if paused is not None else 0)
    return max(0, seconds - missing)


def record(world: TcnWorld, call: Call, began: datetime, seconds: int, kind: RecordingType = "linkback") -> Recording:
    """Keep the recording of so many seconds of a call."""
    return world.recordings.add(
        Recording(
            client_sid=call.client_sid,
            hash=f"{world.draw('recording', call.call_id).word():016x}",
            call_id=call.call_id,
            call_log_sid=call.call_log_sid,
            kind=call.kind,
            group_sid=call.group_sid,
            recording_type=kind,
            start_time=began,
            seconds=seconds,
        )
    )
