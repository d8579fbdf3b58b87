"""Calls of agents: placed by hand, answered or not, held, retrieved and ended."""

from functools import lru_cache

from msgspec.structs import replace

from ringback.telephony.network import Network, Outcome, Result
from ringback.vendors.maxcontact.activity import (
    CONNECTED,
    DIALLING,
    ENDED,
    MANUAL,
    ON_HOLD,
    RECORDING,
    RINGING,
    STOPPED,
    TRANSFER,
    Agent,
    Call,
    Lead,
)
from ringback.vendors.maxcontact.dialer import floor
from ringback.vendors.maxcontact.world import AT_REST, MaxContactWorld

# What nobody and nothing picks up.
IN_VAIN = (Result.BUSY, Result.NO_ANSWER, Result.INVALID, Result.NO_CIRCUIT)
TIMERS_OF_A_CALL = ("ring", "pick_up", "talk", "drop", "session")


def is_open(call: Call) -> bool:
    """Whether a call is in progress."""
    return call.call_state in (DIALLING, RINGING, CONNECTED, ON_HOLD)


def may_dial(world: MaxContactWorld, agent: Agent) -> bool:
    """Whether an agent may dial by hand: at rest, or with one call that is on hold."""
    if agent.state in AT_REST:
        return True
    states = [call.call_state for call in world.calls.where("user", agent.user_id)]
    return states == [ON_HOLD]


@lru_cache(maxsize=16)
def _network(mix: tuple[tuple[str, float], ...]) -> Network:
    return Network.of(dict(mix)) if mix else Network()


def place(world: MaxContactWorld, call: Call, lead: Lead) -> Call:
    """Send a call to a lead; the phone network decides what it comes to."""
    world.leads.change(lead.lead_id, attempts=lead.attempts + 1, due=None)
    call = world.calls.add(
        replace(call, lead_id=lead.lead_id, list_id=lead.list_id, started=world.now, lead_due=lead.due)
    )
    return send(world, call, lead.attempts + 1)


def send(world: MaxContactWorld, call: Call, attempt: int) -> Call:
    """Let the phone network have a call; the campaign's calling parameters say how long it may ring."""
    network = _network(tuple(world.system.outcomes.items()))
    outcome = network.place(world.tx.base.seed, call.phone_number, attempt)
    campaign = world.campaigns.get(call.campaign_id)
    most = world.plan("calling_parameters", campaign.tele_param_plan_id).ring_seconds if campaign is not None else 0
    if 0 < most < outcome.ring_seconds:
        outcome = Outcome(Result.NO_ANSWER, most, 0)
    if outcome.ring_seconds > 1:
        world.set_timer("ring", call.call_id, world.after(1))
    world.set_timer("pick_up", call.call_id, world.after(outcome.ring_seconds))
    return world.calls.change(call.call_id, outcome=outcome.result.value, talk_seconds=outcome.talk_seconds)


def dial_by_hand(world: MaxContactWorld, agent: Agent, number: str, lead: Lead) -> Call:
    """Place an agent's own call; beside a held one it is the beginning of a transfer."""
    status = TRANSFER if world.calls.count("user", agent.user_id) else MANUAL
    floor.begin_call(world, agent)
    call = Call(user_id=agent.user_id, campaign_id=agent.campaign_id, phone_number=number, call_status=status)
    call = place(world, call, lead)
    floor.follow(world, agent.user_id)
    return call


def ring(world: MaxContactWorld, call_id: int) -> None:
    """The far end rings."""
    call = world.calls.get(call_id)
    if call is not None and call.call_state == DIALLING:
        world.calls.change(call_id, call_state=RINGING)


def connect(world: MaxContactWorld, call: Call) -> None:
    """Let agent and far end talk; what the agent talked in before is held."""
    _hold_others(world, call)
    campaign = world.campaigns.get(call.campaign_id)
    recorded = campaign is not None and campaign.auto_record
    world.calls.put(
        replace(
            call,
            call_state=CONNECTED,
            answered=call.answered or world.now,
            recording_state=RECORDING if recorded else call.recording_state,
        )
    )
    world.set_timer("talk", call.call_id, world.after(max(1, call.talk_seconds)))
    floor.follow(world, call.user_id)


def hold(world: MaxContactWorld, call: Call) -> None:
    """Place a call on hold."""
    world.calls.change(call.call_id, call_state=ON_HOLD)
    floor.follow(world, call.user_id)


def retrieve(world: MaxContactWorld, call: Call) -> None:
    """Go on with a held call."""
    _hold_others(world, call)
    world.calls.change(call.call_id, call_state=CONNECTED)
    floor.follow(world, call.user_id)


def _hold_others(world: MaxContactWorld, call: Call) -> None:
    for other in list(world.calls.where("user", call.user_id)):
        if other.call_id != call.call_id and other.call_state == CONNECTED:
            world.calls.change(other.call_id, call_state=ON_HOLD)


def talk(world: MaxContactWorld, call_id: int) -> None:
    """The far end hangs up."""
    call = world.calls.get(call_id)
    if call is not None and is_open(call):
        end(world, call)


def end(world: MaxContactWorld, call: Call) -> None:
    """End an agent's call; it waits to be disposed then."""
    forget(world, call)
    recording = STOPPED if call.recording_state == RECORDING else call.recording_state
    world.calls.change(call.call_id, call_state=ENDED, ended=world.now, recording_state=recording)
    floor.follow(world, call.user_id)


def forget(world: MaxContactWorld, call: Call) -> None:
    """Let nothing more happen to a call by itself."""
    for kind in TIMERS_OF_A_CALL:
        world.cancel_timer(kind, call.call_id)
