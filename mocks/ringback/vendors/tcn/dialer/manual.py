"""Manual dial groups: agents who are ready dial the contacts of a list by hand, now and then."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

from ringback.state.chance import Draw
from ringback.telephony.network import Result
from ringback.vendors.tcn import dates, numbers
from ringback.vendors.tcn.broadcasts import zone_of
from ringback.vendors.tcn.dialer import arrivals, calls, floor, hours, ladder, scrubs, talking
from ringback.vendors.tcn.records import Call, ManualGroup
from ringback.vendors.tcn.world import TcnWorld

VOICE_MAIL = "Voice mail"
# Agents speak on half of the machines that they reach; on those of reserved numbers always, and for a round time.
SPEAKS, MESSAGE, ROUND_MESSAGE = 0.5, (10, 30), 20


class Party(NamedTuple):
    """Whom an agent dials."""

    number: str
    country: str = numbers.HOME
    contact_id: int = 0


class Course(NamedTuple):
    """How a call goes: its seconds in all, what it comes to, and its seconds of talk or of a message on a machine."""

    seconds: int
    result: int
    talk: int = 0
    message: int = 0
    wrong_person: bool = False


def look(world: TcnWorld, group_sid: int) -> None:
    """Look at a manual dial group: it goes on as far as its time has come, and agents dial while it runs."""
    if ladder.climb(world, ladder.MANUAL, group_sid):
        _expect(world, world.manual_groups[group_sid], _chance(world, group_sid))
    else:
        world.cancel_timer("manual dial", group_sid)


def time_out(world: TcnWorld, group_sid: int) -> None:
    """The group's end has come; the calls under way go on."""
    if ladder.over(world, ladder.MANUAL, group_sid):
        ladder.end(world, ladder.MANUAL, group_sid, ladder.TIMEOUT)
        world.cancel_timer("manual dial", group_sid)


def _chance(world: TcnWorld, group_sid: int) -> Draw:
    # By the second: where nobody is free or awake no call is left to count by.
    return world.draw("manual", group_sid, int(world.now.timestamp()))


def _expect(world: TcnWorld, group: ManualGroup, chance: Draw) -> None:
    arrivals.plan(world, "manual dial", group.group_sid, group.calls_per_hour, chance)


def dial(world: TcnWorld, group_sid: int) -> None:
    """It is time for a call: the agent who has been ready longest dials, if there is one and it is day out there."""
    group = world.manual_groups.get(group_sid)
    if group is None or ladder.MANUAL.state(group) != ladder.RUNNING:
        return
    chance = _chance(world, group_sid)
    _expect(world, group, chance)
    if world.agents.count("state", group.client_sid, floor.READY):
        party = _party(world, group, chance)
        if _awake(world, group, party):
            _call(world, group, party)


def _party(world: TcnWorld, group: ManualGroup, chance: Draw) -> Party:
    """A contact of the list, by its first number; without any, a stranger."""
    sid = group.contact_group_sid
    listed = world.contact_groups.get(sid) if sid else world.contact_groups.last("account", group.client_sid)
    many = world.contacts.count("group", listed.contact_group_sid) if listed is not None else 0
    if listed is not None and many:
        place = chance.between(0, many - 1)
        contact = world.contacts.page("group", listed.contact_group_sid, skip=place, most=1)[0]
        number = next(filter(None, contact.numbers), "")
        if number:
            return Party(number, listed.country, contact.contact_id)
    return Party(arrivals.stranger(chance))


def _awake(world: TcnWorld, group: ManualGroup, party: Party) -> bool:
    account = world.accounts.get(group.client_sid)
    place = zone_of(party.number, party.country) or (account.timezone if account is not None else dates.PACIFIC)
    day = hours.span(hours.DAYTIME, place, world.now)
    return day is not None and day.opens <= world.now


def _call(world: TcnWorld, group: ManualGroup, party: Party) -> None:
    refused = scrubs.wrong(party.number, party.country)
    if world.must_not_call(group.client_sid, party.country, party.number):
        refused = scrubs.DO_NOT_CALL
    call = calls.add(
        world,
        Call(
            client_sid=group.client_sid,
            kind="manual",
            group_sid=group.group_sid,
            contact_id=party.contact_id,
            number=party.number,
            caller_id=group.caller_id,
            attempt=world.calls.count("number", group.client_sid, party.number) + 1,
            schedule_time=world.now,
            start_time=world.now,
            status=calls.DONE if refused else calls.UNDER_WAY,
            result_code=refused or 1000,
            ended=world.now if refused else None,
        ),
    )
    agent = None if refused else floor.take(world, group.client_sid, call.call_id)
    if agent is not None:
        world.calls.change(call.call_id, agent_sid=agent.agent_sid)
        seconds = max(1, _course(world, call).seconds)
        world.set_timer("manual call", call.call_id, world.now + timedelta(seconds=seconds))


def _course(world: TcnWorld, call: Call) -> Course:
    outcome = calls.outcome_of(world, call.number, call.attempt)
    seconds = outcome.ring_seconds + outcome.talk_seconds
    if outcome.result in calls.UNANSWERED:
        return Course(seconds, calls.UNANSWERED[outcome.result])
    if outcome.result is Result.MACHINE:
        message = _message(world, call)
        return Course(seconds + message, calls.MACHINE_DELIVERED if message else calls.MACHINE, message=message)
    result = calls.HANGUP if outcome.result is Result.HUNG_UP else calls.AGENT_TALK
    return Course(seconds, result, outcome.talk_seconds, wrong_person=outcome.result is Result.WRONG_PERSON)


def _message(world: TcnWorld, call: Call) -> int:
    """The seconds that the agent speaks on a machine."""
    if calls.is_reserved(call.number):
        return ROUND_MESSAGE
    draw = world.draw("message", call.call_id)
    return draw.between(*MESSAGE) if draw.unit() < SPEAKS else 0


def hang_up(world: TcnWorld, call_id: int) -> None:
    """The call is over; the agent wraps up."""
    call = talking.under_way(world, call_id)
    if call is None:
        return
    course = _course(world, call)
    more: dict[str, Any] = {"delivery_seconds": course.message, "last_element": VOICE_MAIL} if course.message else {}
    call = talking.hang_up(
        world, call, call.number, course.result, course.talk, wrong_person=course.wrong_person, **more
    )
    talking.keep(world, call, course.message, "voiceMail")
    talking.bill(world.manual_groups, call.group_sid, call)


TIMERS: dict[str, Callable[[Any, Any], None]] = {
    "manual": look,
    "manual end": time_out,
    "manual dial": dial,
    "manual call": hang_up,
}
