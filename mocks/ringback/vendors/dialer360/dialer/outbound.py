"""What the passage of time does to calls and agents of outbound campaigns."""

from datetime import timedelta
from functools import lru_cache

from msgspec.structs import replace

from ringback.telephony.network import Network, Outcome, Result
from ringback.vendors.dialer360.activity import CallId, CallLog, LiveAgent, LiveCall, Recording
from ringback.vendors.dialer360.dialer import ending, floor, hopper, naming
from ringback.vendors.dialer360.records import Campaign, Lead
from ringback.vendors.dialer360.world import AUTO_DIAL_METHODS, Dialer360World

# The status that the dialler itself gives to calls no agent had.
STATUS_OF = {
    Result.NO_ANSWER: "NA",
    Result.BUSY: "AB",
    Result.MACHINE: "AA",
    Result.FAX: "AFAX",
    Result.INVALID: "ADC",
    Result.NO_CIRCUIT: "ADCT",
    Result.HUNG_UP: "PDROP",
}
LOOK_AGAIN = timedelta(minutes=1)
HANGS_UP = (("CALLER", 6.0), ("AGENT", 4.0))


def dial(world: Dialer360World, campaign_id: str) -> None:
    """Place as many calls as the waiting agents can take at the campaign's dial level."""
    campaign = world.campaigns.get(campaign_id)
    if campaign is None or campaign.active != "Y" or campaign.dial_method not in AUTO_DIAL_METHODS:
        return
    ready = world.live_agents.count("waiting", campaign_id)
    if not ready:
        return
    under_way = sum(world.live_calls.count("queue", campaign_id, status) for status in ("SENT", "LIVE"))
    wanted = int(ready * _level(campaign)) - under_way
    while wanted > 0:
        lead = hopper.take(world, campaign)
        if lead is None:
            break
        place(world, campaign, lead)
        wanted -= 1
    # The hopper is looked at once a minute while agents wait: a lead's calling hours may begin.
    if wanted > 0 and hopper.may_fill_later(world, campaign):
        world.set_timer("dial", campaign_id, world.now + LOOK_AGAIN)


def _level(campaign: Campaign) -> float:
    if campaign.dial_method == "RATIO":
        return campaign.auto_dial_level
    return max(1.0, min(campaign.auto_dial_level, campaign.adaptive_maximum_level))


@lru_cache(maxsize=16)
def _network(mix: tuple[tuple[str, float], ...]) -> Network:
    return Network.of(dict(mix)) if mix else Network()


def outcome_of(world: Dialer360World, number: str, attempt: int) -> Outcome:
    """What the phone network does with an attempt, under the mix of outcomes of this system."""
    mix = tuple(world.system.outcomes.items())
    return _network(mix).place(world.tx.base.seed, number, attempt)


def place(world: Dialer360World, campaign: Campaign, lead: Lead) -> None:
    """Send one call."""
    outcome = outcome_of(world, lead.phone_number, lead.called_count + 1)
    ring, result = outcome.ring_seconds, outcome.result
    if ring >= campaign.dial_timeout:
        ring, result = campaign.dial_timeout, Result.NO_ANSWER
    call = LiveCall(
        callerid=naming.call_code(world.local(world.now), "V", lead.lead_id),
        uniqueid=naming.unique_id(world.now, lead.lead_id),
        lead_id=lead.lead_id,
        list_id=lead.list_id,
        campaign_id=campaign.campaign_id,
        phone_number=lead.phone_number,
        phone_code=lead.phone_code,
        call_time=world.now,
        outcome=result.value,
        talk_seconds=outcome.talk_seconds,
    )
    world.live_calls.put(call)
    _log(world, call)
    world.leads.change(
        lead.lead_id,
        status="QUEUE",
        called_count=lead.called_count + 1,
        called_since_last_reset="Y",
        last_local_call_time=world.now,
    )
    world.set_timer("ring", call.callerid, world.now + timedelta(seconds=ring))


def _log(world: Dialer360World, call: LiveCall) -> None:
    world.call_ids.put(
        CallId(caller_code=call.callerid, uniqueid=call.uniqueid, lead_id=call.lead_id, call_date=world.now)
    )
    world.call_log.put(
        CallLog(
            uniqueid=call.uniqueid,
            callerid=call.callerid,
            lead_id=call.lead_id,
            list_id=call.list_id,
            campaign_id=call.campaign_id,
            call_date=world.now,
            phone_code=call.phone_code,
            phone_number=call.phone_number,
        )
    )


def ring(world: Dialer360World, callerid: str) -> None:
    """The ringing is over: the call has been answered by a person, or it has come to nothing."""
    call = world.live_calls.get(callerid)
    if call is None:
        return
    status = STATUS_OF.get(Result(call.outcome))
    if status is not None:
        ending.end_without_agent(world, call, status, "CALLER" if status == "PDROP" else "NONE")
        return
    agent = world.live_agents.first("waiting", call.campaign_id)
    if agent is not None:
        connect(world, replace(call, answer_time=world.now), agent)
    else:
        world.live_calls.change(callerid, status="LIVE", answer_time=world.now)
        campaign = world.campaigns.get(call.campaign_id)
        patience = campaign.drop_call_seconds if campaign is not None else 0
        world.set_timer("drop", callerid, world.now + timedelta(seconds=patience))


def drop(world: Dialer360World, callerid: str) -> None:
    """No agent came free in time."""
    call = world.live_calls.get(callerid)
    if call is None:
        return
    reason = "QUEUETIMEOUT" if call.call_type == "IN" else "ABANDON"
    ending.end_without_agent(world, call, "DROP", reason)


def connect(world: Dialer360World, call: LiveCall, agent: LiveAgent) -> None:
    """Give a call that has been answered to an agent."""
    world.cancel_timer("drop", call.callerid)
    agent = floor.engage(world, agent, call)
    world.live_calls.change(call.callerid, status="XFER", user=agent.user, answer_time=call.answer_time)
    if call.lead_id in world.leads:
        world.leads.change(call.lead_id, status="INCALL", user=agent.user)
    _record(world, call, agent)
    world.set_timer("talk", call.callerid, world.now + timedelta(seconds=max(1, call.talk_seconds)))


def _record(world: Dialer360World, call: LiveCall, agent: LiveAgent) -> None:
    campaign = world.campaigns.get(agent.campaign_id)
    if campaign is None or campaign.campaign_recording != "Y":
        return
    world.recordings.add(
        Recording(
            start_time=world.now,
            filename=naming.recording_file(world.local(world.now), call.phone_number, agent.user),
            lead_id=call.lead_id,
            user=agent.user,
            uniqueid=call.uniqueid,
        )
    )


def talk(world: Dialer360World, callerid: str) -> None:
    """The conversation is over: the logs are written, and the agent dispositions."""
    call = world.live_calls.get(callerid)
    if call is None:
        return
    who = world.draw("hangup", callerid).pick(HANGS_UP)
    ending.hang_up(world, call, who)
    agent = world.live_agents.get(call.user)
    if agent is None or agent.callerid != callerid:
        return
    agent = floor.turn(world, agent, "PAUSED")
    world.set_timer("wrapup", agent.user, world.now + timedelta(seconds=_wrapup_seconds(world, agent)))


def _wrapup_seconds(world: Dialer360World, agent: LiveAgent) -> int:
    user, campaign = world.users.get(agent.user), world.campaigns.get(agent.campaign_id)
    if user is not None and user.wrapup_seconds_override >= 0:
        return user.wrapup_seconds_override
    return campaign.wrapup_seconds if campaign is not None else 0
