"""Who rings an inbound group, and what callers do."""

from typing import NamedTuple

from ringback.telephony.network import Result
from ringback.vendors.tcn.dialer import arrivals, calls
from ringback.vendors.tcn.records import Call, InboundGroup
from ringback.vendors.tcn.world import TcnWorld

GREETING_SECONDS = 30
HANGS_UP, ASKS_FOR_VOICE_MAIL, SPEAKS_ON_VOICE_MAIL = 0.04, 0.06, 0.4
TALK, PATIENCE, MESSAGE = (30, 300), (20, 90), (8, 40)


class Caller(NamedTuple):
    """What a caller does: listens to the greeting, waits, talks and speaks on the voice mail for these seconds.

    The greeting is cut short by whoever hangs up in it. Some ask for the voice mail, and some leave no message.
    """

    greeting: int = GREETING_SECONDS
    patience: int = 30
    talk: int = 60
    message: int = 10
    asks_for_voice_mail: bool = False


def calls_so_far(world: TcnWorld, group: InboundGroup) -> int:
    """How many calls the group has had."""
    return world.calls.count("group", "inbound", group.group_sid)


def number_of(world: TcnWorld, group: InboundGroup) -> str:
    """Who rings next: those whom the group names in turn, else a stranger."""
    place = calls_so_far(world, group)
    if group.callers:
        return group.callers[place % len(group.callers)]
    return stranger(world, group.group_sid, place)


def stranger(world: TcnWorld, group_sid: int, place: int) -> str:
    """Who rings a group after so many others, if it names nobody."""
    return arrivals.stranger(world.draw("caller", group_sid, place))


def behaviour(world: TcnWorld, call: Call) -> Caller:
    """What the caller does; with reserved numbers it is fixed: 03 asks for the voice mail, 07 hangs up at once."""
    if calls.is_reserved(call.caller_id):
        return _reserved(world, call.caller_id)
    draw = world.draw("call in", call.call_id)
    stays, asks, speaks = draw.unit() >= HANGS_UP, draw.unit() < ASKS_FOR_VOICE_MAIL, draw.unit() < SPEAKS_ON_VOICE_MAIL
    patience, talk, message = draw.between(*PATIENCE), draw.between(*TALK), draw.between(*MESSAGE)
    return Caller(
        greeting=GREETING_SECONDS if stays else draw.between(2, GREETING_SECONDS - 1),
        patience=patience,
        talk=talk,
        message=message if asks or speaks else 0,
        asks_for_voice_mail=asks,
    )


def _reserved(world: TcnWorld, number: str) -> Caller:
    outcome = calls.outcome_of(world, number, 1)
    if outcome.result is Result.HUNG_UP:
        return Caller(greeting=outcome.talk_seconds)
    if outcome.result is Result.MACHINE:
        return Caller(message=outcome.talk_seconds, asks_for_voice_mail=True)
    return Caller(talk=outcome.talk_seconds or Caller().talk)
