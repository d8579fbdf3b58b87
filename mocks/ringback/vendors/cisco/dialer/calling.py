"""The course of a contact's call: placed, perhaps after an agent has looked at the contact, and answered or not."""

from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from ringback.vendors.cisco.activity import RINGING, DialerCall
from ringback.vendors.cisco.dialer import analysis, callbacks, details, ending, floor, pacing, recordings, results
from ringback.vendors.cisco.records import Agent, Campaign
from ringback.vendors.cisco.world import CiscoWorld

# What agents do with a contact that they are shown, unless the deployment sets it.
CHOICES = {"accept": 0.85, "reject": 0.08, "close": 0.04, "timeout": 0.03}
_REFUSED = {"reject": results.REJECTED, "close": results.CLOSED_BY_AGENT, "timeout": results.TIMED_OUT}
_VOICES = (results.VOICE, results.NOT_HOME, results.WRONG_NUMBER)


def keep(world: CiscoWorld, call: DialerCall, **changes: Any) -> DialerCall:
    """Store a call with what changes of it, and with an id if it has none yet."""
    number = call.call_id or world.dialer_calls.take_id()
    return world.dialer_calls.put(replace(call, call_id=number, **changes))


def preview(world: CiscoWorld, call_id: int) -> None:
    """The agent has looked at the contact: the call is placed, or refused in one way or another."""
    call = world.dialer_calls.get(call_id)
    campaign = world.campaigns.get(call.campaign_id) if call is not None else None
    if call is None or campaign is None:
        return
    choice = _choice(world, call)
    if choice in _REFUSED:
        end(world, call, _REFUSED[choice])
        return
    agent = world.agents.get(call.agent)
    if campaign.dialing_mode == pacing.DIRECT and agent is not None:
        floor.turn(world, agent, floor.TALKING)
    place(world, campaign, call)


def _choice(world: CiscoWorld, call: DialerCall) -> str:
    """What the agent decides; weights that are none are as good as not set."""
    draw = world.draw("choice", call.campaign_id, call.contact_id, int(call.since.timestamp()))
    weights = {name: world.deployment.agent_choices.get(name, 0.0) for name in CHOICES}
    usable = all(weight >= 0 for weight in weights.values()) and 0 < sum(weights.values()) < float("inf")
    return draw.pick(weights if usable else CHOICES)


def place(world: CiscoWorld, campaign: Campaign, call: DialerCall) -> None:
    """Dial a contact's number."""
    contact = world.contacts.get((call.campaign_id, call.contact_id))
    number = contact.number(call.phone) if contact is not None else None
    if contact is None or number is None:
        drop(world, call)
        return
    attempt = 1 + (contact.attempts[call.phone] if call.phone < len(contact.attempts) else 0)
    direct = campaign.dialing_mode == pacing.DIRECT
    heard = analysis.listen(world, campaign, number, attempt, by_agent=direct)
    call = keep(
        world,
        call,
        phase=RINGING,
        dialed=campaign.campaign_prefix + analysis.bare(number),
        since=world.now,
        result=heard.result,
        talk_seconds=heard.stays,
    )
    world.set_timer("ring", call.call_id, world.now + timedelta(seconds=max(1, heard.seconds)))


def ring(world: CiscoWorld, call_id: int) -> None:
    """The ringing is over: somebody or something has answered, or the call has come to nothing."""
    call = world.dialer_calls.get(call_id)
    if call is None:
        return
    if call.personal_callback_id:
        callbacks.ring(world, call)
        return
    campaign = world.campaigns.get(call.campaign_id)
    if campaign is None:
        end(world, call, call.result)
        return
    if campaign.cpa_record:
        recordings.keep(world, campaign, call)
    if _goes_to_ivr(campaign, call):
        _to_ivr(world, campaign, call)
    elif _goes_to_agent(campaign, call):
        _to_agent(world, campaign, call)
    else:
        end(world, call, call.result)


def _goes_to_ivr(campaign: Campaign, call: DialerCall) -> bool:
    """Whether the IVR takes the call: of an IVR campaign every voice, and machines where they are treated so."""
    if call.result in _VOICES:
        return campaign.campaign_purpose_type == ending.IVR_CAMPAIGN
    treated = campaign.amd_treatment_mode == "transferToIVRRoutePoint" and campaign.dialing_mode != pacing.DIRECT
    return treated and call.result in results.MACHINES


def _goes_to_agent(campaign: Campaign, call: DialerCall) -> bool:
    """Whether an agent takes the call; one who dials directly hears whatever answers."""
    if campaign.campaign_purpose_type == ending.IVR_CAMPAIGN:
        return False
    if call.result in _VOICES:
        return True
    if campaign.dialing_mode == pacing.DIRECT:
        return call.result in (*results.MACHINES, results.FAX)
    return campaign.amd_treatment_mode == "transferToAgent" and call.result in results.MACHINES


def _to_ivr(world: CiscoWorld, campaign: Campaign, call: DialerCall) -> None:
    if any(info.ivr_route_point for info in campaign.skill_group_infos):
        _let_go(world, call)
        floor.put_through(world, replace(call, agent=0), None)
        world.wake(campaign.campaign_id)
    else:
        end(world, call, _abandoned(campaign) if call.result in _VOICES else call.result)


def _to_agent(world: CiscoWorld, campaign: Campaign, call: DialerCall) -> None:
    agent = world.agents.get(call.agent) if call.agent else floor.next_reserved(world, campaign.campaign_id)
    if agent is not None:
        pacing.note(world, campaign, call.result)
        floor.put_through(world, call, agent)
    else:
        end(world, call, _abandoned(campaign) if call.result in _VOICES else call.result)


def _abandoned(campaign: Campaign) -> int:
    """What a call is that nobody can take: with a route point for it, a message is played first."""
    played = any(info.abandoned_route_point for info in campaign.skill_group_infos)
    return results.ABANDONED_TO_IVR if played else results.ABANDONED


def end(world: CiscoWorld, call: DialerCall, result: int) -> None:
    """End a call that no agent has talked in; the campaign may place another."""
    drop(world, call)
    ending.record(world, call, result)
    details.write(world, call, result)
    campaign = world.campaigns.get(call.campaign_id)
    if campaign is not None:
        pacing.note(world, campaign, result)
    world.wake(call.campaign_id)


def give_back(world: CiscoWorld, call: DialerCall) -> None:
    """Return a record untried whose call has not been put through."""
    drop(world, call)
    if call.personal_callback_id:
        callbacks.record(world, call, results.RETURNED, 0)
    else:
        ending.record(world, call, results.RETURNED)


def drop(world: CiscoWorld, call: DialerCall) -> None:
    """Take a call that has not been put through out of the dialler, and free the agent who was to have it."""
    for kind in ("preview", "ring"):
        world.cancel_timer(kind, call.call_id)
    world.dialer_calls.remove(call.call_id)
    _let_go(world, call)


def _let_go(world: CiscoWorld, call: DialerCall) -> None:
    agent = _own_agent(world, call)
    if agent is not None:
        floor.release(world, agent)


def _own_agent(world: CiscoWorld, call: DialerCall) -> Agent | None:
    """The agent who has been given a call before it was put through."""
    agent = world.agents.get(call.agent)
    return agent if agent is not None and agent.call == call.call_id and call.call_id else None
