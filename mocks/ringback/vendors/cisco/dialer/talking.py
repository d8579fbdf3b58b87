"""Calls that have been put through, to an agent or to the IVR, until they are over."""

from msgspec.structs import replace

from ringback.telephony.outcomes import line_of, magic_of
from ringback.vendors.cisco.activity import IVR, DialerCall
from ringback.vendors.cisco.dialer import callbacks, counters, details, ending, floor, promises, results
from ringback.vendors.cisco.world import CiscoWorld


def talk(world: CiscoWorld, call_id: int) -> None:
    """The conversation, or the message, is over."""
    call = world.dialer_calls.get(call_id)
    if call is None:
        return
    finish(world, call)
    agent = world.agents.get(call.agent)
    if agent is not None and agent.call == call_id:
        floor.wrap_up(world, agent)
    elif call.phase == IVR:
        world.wake(call.campaign_id)


def finish(world: CiscoWorld, call: DialerCall) -> None:
    """End a call; what the agent does next is not decided here."""
    world.cancel_timer("talk", call.call_id)
    world.dialer_calls.remove(call.call_id)
    seconds = int((world.now - call.since).total_seconds()) if call.agent else 0
    result = call.result
    if call.recorded:
        counters.count(world, call.campaign_id, talk_time_count=seconds)
    elif call.personal_callback_id:
        callbacks.record(world, call, result, seconds)
    else:
        result = _said(world, call)
        ending.record(world, call, result, seconds)
    details.write(world, call, result, seconds)


def settle(world: CiscoWorld, call: DialerCall) -> None:
    """Tell the campaign now what will come of a call that goes on."""
    if call.recorded:
        return
    if call.personal_callback_id:
        callbacks.record(world, call, call.result, 0)
    else:
        ending.record(world, call, _said(world, call))
    world.dialer_calls.put(replace(call, recorded=True))


def _said(world: CiscoWorld, call: DialerCall) -> int:
    """What the agent makes of the call: some whom they talk to want to be called back.

    Reserved numbers do so only where agents may schedule personal callbacks, so that what they force stays the whole.
    """
    contact = world.contacts.get((call.campaign_id, call.contact_id))
    campaign = world.campaigns.get(call.campaign_id)
    if contact is None or campaign is None or not call.agent or call.result not in (results.VOICE, *results.MACHINES):
        return call.result
    phone = contact.phone(call.phone)
    magic = phone is not None and magic_of(line_of(phone.number)) is not None
    if magic and (call.result != results.VOICE or not campaign.personalized_callback_enabled):
        return call.result
    if not promises.is_asked_for(world, call.campaign_id, contact):
        return call.result
    return results.CALLBACK if call.result == results.VOICE else results.MACHINE_CALLBACK
