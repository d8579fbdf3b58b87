"""Sessions: the calls of IVR and Bridge campaigns, which no agent takes part in."""

from msgspec.structs import replace

from ringback.telephony.network import Result
from ringback.vendors.maxcontact.activity import CONNECTED, NOT_RECORDING, RECORDING, Call
from ringback.vendors.maxcontact.dialer import ending
from ringback.vendors.maxcontact.records import Campaign
from ringback.vendors.maxcontact.world import BRIDGE, MaxContactWorld


def begin(world: MaxContactWorld, campaign: Campaign, call: Call) -> None:
    """Let the campaign's IVR or bridge have a call that has been answered, for as long as the far end stays."""
    world.calls.put(
        replace(
            call,
            call_state=CONNECTED,
            answered=world.now,
            recording_state=RECORDING if campaign.auto_record else NOT_RECORDING,
            in_session=True,
        )
    )
    world.set_timer("session", call.call_id, world.after(max(1, call.talk_seconds)))


def finish(world: MaxContactWorld, call_id: int) -> None:
    """The far end hangs up, or is passed on."""
    call = world.calls.get(call_id)
    if call is not None and call.in_session:
        ending.unattended(world, call, _code(world, call))


def _code(world: MaxContactWorld, call: Call) -> str:
    """What came of it: whoever stays is bridged, and of those whom an IVR has some press the hot key."""
    campaign = world.campaigns.get(call.campaign_id)
    result = Result(call.outcome or Result.ANSWERED)
    if result is Result.MACHINE:
        return "SYSANSMACH"
    if result in (Result.HUNG_UP, Result.WRONG_PERSON):
        return "HUNGUP"
    if campaign is not None and campaign.type == BRIDGE:
        return "BRIDGE"
    lead_list = world.lists.get(call.list_id)
    plan = world.plan("ivr", lead_list.ivr_plan_id if lead_list is not None else 0)
    pressed = world.draw("hot_key", call.call_id).between(1, 100) <= plan.hot_key_percent
    return "HKT" if pressed else "HUNGUP"
