"""Personal callbacks: one agent calls one customer, from the time that was promised until the limit has passed.

In that time it is tried every sixty seconds: the agent may not be free, the customer may not answer. Only what is so at
the end counts as an attempt. A customer who has been called without being reached is called again after the campaign's
delay for no answer. An agent who was never free is dealt with by the campaign's mode: another agent takes the call, or
it is moved to the next business day, or abandoned; a callback that is moved has not been attempted.
"""

from datetime import datetime, timedelta

from ringback.state.record import utc
from ringback.vendors.cisco.activity import RINGING, DialerCall
from ringback.vendors.cisco.dialer import analysis, counters, details, floor, results
from ringback.vendors.cisco.records import Agent, Campaign, PersonalCallback
from ringback.vendors.cisco.world import CiscoWorld

AGAIN = timedelta(seconds=60)
SATURDAY = 5

ACTIVE, PENDING, RETRY, CLOSED, MOST, ABANDONED = "A", "P", "R", "C", "M", "X"


def attempt(world: CiscoWorld, number: int) -> None:
    """Reserve the agent and call the customer, if the agent is free."""
    callback = world.personal_callbacks.get(number)
    if callback is None or callback.call_status not in (PENDING, RETRY) or callback.max_attempts <= 0:
        return
    campaign, agent = _campaign(world, callback), world.agents.get(callback.agent)
    if campaign is not None and not campaign.enabled:
        _untried(world, callback)
    elif agent is not None and floor.available(agent):
        _call(world, callback, campaign, agent)
    elif not _is_over(world, callback):
        _try_again(world, callback)
    elif callback.tried:
        _missed(world, callback, callback.tried)
    else:
        _reschedule(world, callback, campaign)


def _campaign(world: CiscoWorld, callback: PersonalCallback) -> Campaign | None:
    return world.campaign(callback.campaign_id) if callback.campaign_id else None


def _untried(world: CiscoWorld, callback: PersonalCallback) -> None:
    """Leave a callback alone while its campaign is disabled, and for good when its time has passed."""
    if _is_over(world, callback):
        world.personal_callbacks.change(callback.personal_callback_id, call_result=results.RETURNED)
    else:
        _try_again(world, callback)


def _is_over(world: CiscoWorld, callback: PersonalCallback) -> bool:
    return world.now >= world.callback_ends(callback)


def _try_again(world: CiscoWorld, callback: PersonalCallback) -> None:
    """Look at a callback in a minute, or at the end of its time."""
    then = min(world.now + AGAIN, world.callback_ends(callback))
    world.set_timer("callback", callback.personal_callback_id, then)


def _call(world: CiscoWorld, callback: PersonalCallback, campaign: Campaign | None, agent: Agent) -> None:
    number, campaign_id = callback.personal_callback_id, campaign.campaign_id if campaign is not None else 0
    rules = campaign or Campaign(campaign_id=0, name="")
    heard = analysis.listen(world, rules, callback.phone, callback.dialed + 1)
    call = world.dialer_calls.add(
        DialerCall(
            call_id=0,
            campaign_id=campaign_id,
            personal_callback_id=number,
            phase=RINGING,
            dialed=rules.campaign_prefix + analysis.bare(callback.phone),
            agent=agent.agent_skill_target_id,
            since=world.now,
            result=heard.result,
            talk_seconds=heard.stays,
        )
    )
    floor.reserve(world, agent, campaign_id, call=call.call_id)
    world.personal_callbacks.change(number, call_status=ACTIVE, dialed=callback.dialed + 1)
    world.set_timer("ring", call.call_id, world.now + timedelta(seconds=heard.seconds))


def ring(world: CiscoWorld, call: DialerCall) -> None:
    """The customer has answered, or the call has come to nothing."""
    agent = world.agents.get(call.agent)
    if call.result in (results.VOICE, results.NOT_HOME, results.WRONG_NUMBER) and agent is not None:
        floor.put_through(world, call, agent)
        return
    world.dialer_calls.remove(call.call_id)
    if agent is not None and agent.call == call.call_id:
        floor.release(world, agent)
    record(world, call, call.result, 0)
    details.write(world, call, call.result)


def record(world: CiscoWorld, call: DialerCall, result: int, seconds: int) -> None:
    """Take up what came of a call: the callback is done, or its customer is still to be reached."""
    callback = world.personal_callbacks.get(call.personal_callback_id)
    counters.count(world, call.campaign_id, talk_time_count=seconds)
    if callback is None or callback.call_status != ACTIVE:
        return
    number = callback.personal_callback_id
    if result == results.RETURNED:
        world.personal_callbacks.change(number, call_status=PENDING, call_result=result)
        world.set_timer("callback", number, world.now + AGAIN)
    elif result in (results.VOICE, results.WRONG_NUMBER) or not results.may_be_tried(result):
        counters.count(world, call.campaign_id, result)
        left = callback.max_attempts - 1
        world.personal_callbacks.change(number, call_status=CLOSED, call_result=result, max_attempts=left, tried=0)
        counters.plan(world)
    elif result != results.NOT_HOME and call.since + AGAIN <= world.callback_ends(callback):
        world.personal_callbacks.change(number, call_status=PENDING, tried=result)
        world.set_timer("callback", number, max(world.now, call.since + AGAIN))
    else:
        _missed(world, callback, result)


def _reschedule(world: CiscoWorld, callback: PersonalCallback, campaign: Campaign | None) -> None:
    """The agent was never free: do what the campaign says of that."""
    number, mode = callback.personal_callback_id, campaign.reschedule_callback_mode if campaign is not None else ""
    if mode == "abandon":
        world.personal_callbacks.change(number, call_status=ABANDONED, call_result=results.NO_AGENT)
    elif mode == "sameTimeNextBusinessDay":
        then = _next_business_day(world, callback.callback_date_time)
        world.personal_callbacks.change(
            number, call_status=PENDING, call_result=results.NO_AGENT, callback_date_time=then
        )
        world.wake_callback(number)
    elif campaign is not None and (other := _other(world, callback, campaign)) is not None:
        _call(world, callback, campaign, other)
    else:
        _missed(world, callback, results.NO_AGENT)


def _other(world: CiscoWorld, callback: PersonalCallback, campaign: Campaign) -> Agent | None:
    """The agent whom the campaign's dialled number reaches: of its own skill group, else of any in the campaign."""
    infos = campaign.skill_group_infos
    own = [info.skill_group for info in infos if info.dialed_number and info.dialed_number == callback.campaign_dn]
    return floor.free(world, own or [info.skill_group for info in infos])


def _missed(world: CiscoWorld, callback: PersonalCallback, result: int) -> None:
    """An attempt has failed: the next one follows after the delay for no answer, if there is one left."""
    campaign = _campaign(world, callback)
    counters.count(world, campaign.campaign_id if campaign is not None else 0, result)
    left = callback.max_attempts - 1
    minutes = campaign.no_answer_delay if campaign is not None else world.deployment.callback_retry
    changes = {"call_status": RETRY if left else MOST, "call_result": result, "max_attempts": left, "tried": 0}
    number = callback.personal_callback_id
    if left:
        then = world.now.replace(microsecond=0) + timedelta(minutes=max(1, minutes))
        world.personal_callbacks.change(number, callback_date_time=then, **changes)
        world.wake_callback(number)
    else:
        world.personal_callbacks.change(number, **changes)
        counters.plan(world)


def _next_business_day(world: CiscoWorld, moment: datetime) -> datetime:
    """The same time on the next day from Monday to Friday, by the Logger's clock."""
    local = moment.astimezone(world.logger_zone) + timedelta(days=1)
    while local.weekday() >= SATURDAY:
        local += timedelta(days=1)
    return utc(local)
