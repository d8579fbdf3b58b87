"""Calls that come in: they go to ready agents with the skills of their queue, wait, or are given up."""

from datetime import timedelta

from msgspec.structs import replace

from ringback.vendors.maxcontact.activity import INBOUND, RINGING, Agent, Call
from ringback.vendors.maxcontact.dialer import ending, leads, outbound
from ringback.vendors.maxcontact.records import InboundNumber
from ringback.vendors.maxcontact.world import MaxContactWorld

INBOUND_TYPE = 6
PATIENCE = (15, 180)
TALK = (20, 300)


def plan(world: MaxContactWorld, number: InboundNumber) -> None:
    """Set the timer for the next caller of a number, or none when nobody calls it."""
    if number.calls_per_hour <= 0:
        world.cancel_timer("inbound", number.phone_number)
        return
    moment = world.draw("inbound", number.phone_number, int(world.now.timestamp()))
    seconds = max(1, int(7200 / number.calls_per_hour * moment.unit()))
    world.set_timer("inbound", number.phone_number, world.now + timedelta(seconds=seconds))


def arrive(world: MaxContactWorld, phone_number: str) -> None:
    """Somebody calls a number: in an emergency the call is routed elsewhere, else it comes to the number's queue."""
    number = world.inbound_numbers.get(phone_number)
    if number is None:
        return
    if world.system.global_emergency:
        number = world.inbound_numbers.change(phone_number, emergency_routed=number.emergency_routed + 1)
    else:
        draw = world.draw("caller", phone_number, int(world.now.timestamp()))
        caller = f"20255501{draw.between(10, 99)}"
        offer(world, Call(queue_id=number.queue_id, phone_number=caller, talk_seconds=draw.between(*TALK)))
    plan(world, number)


def offer(world: MaxContactWorld, call: Call) -> None:
    """Bring a call to its queue: to the best of the agents who are ready, else to wait."""
    lead = leads.newest(world, call.phone_number)
    call = replace(
        call,
        user_id=0,
        call_status=INBOUND,
        call_state=RINGING,
        started=world.now,
        lead_id=lead.lead_id if lead is not None else 0,
        list_id=lead.list_id if lead is not None else 0,
        talk_seconds=call.talk_seconds or TALK[0],
    )
    call = world.calls.put(call) if call.call_id else world.calls.add(call)
    counts = world.queue_counts(call.queue_id)
    world.note_queue(call.queue_id, offered=counts.offered + 1)
    agent = _best(world, call.queue_id)
    if agent is not None:
        give(world, call, agent)
        return
    queue = world.acd_queues.get(call.queue_id)
    patience = world.draw("patience", call.call_id).between(*PATIENCE)
    seconds = min(patience, queue.default_timeout) if queue is not None else patience
    world.set_timer("drop", call.call_id, world.after(max(1, seconds)))


def _best(world: MaxContactWorld, queue_id: int) -> Agent | None:
    """Who has the next call of a queue: whoever knows its skills best, and of those who waits longest."""
    ready = [agent for agent in world.agents.where("state", "Ready") if takes(world, agent, queue_id)]
    queue = world.acd_queues.get(queue_id)
    wanted = queue.skill_ids if queue is not None else ()

    def proficiency(agent: Agent) -> int:
        held = (world.user_skills.get((agent.user_id, skill_id)) for skill_id in wanted)
        return sum(row.proficiency for row in held if row is not None)

    return max(ready, key=proficiency, default=None)


def takes(world: MaxContactWorld, agent: Agent, queue_id: int) -> bool:
    """Whether an agent takes calls of a queue: in an inbound or a blended campaign, with all of the skills."""
    campaign, queue = world.campaigns.get(agent.campaign_id), world.acd_queues.get(queue_id)
    if campaign is None or queue is None or not queue.active:
        return False
    return (campaign.is_blended or campaign.type == INBOUND_TYPE) and world.has_all_skills(agent.user_id, queue)


def give(world: MaxContactWorld, call: Call, agent: Agent) -> None:
    """Let an agent have a call that came in."""
    counts, queue = world.queue_counts(call.queue_id), world.acd_queues.get(call.queue_id)
    waited = int((world.now - call.started).total_seconds())
    in_time = queue is not None and waited <= queue.acceptable_queue_time
    world.note_queue(
        call.queue_id,
        answered=counts.answered + 1,
        answered_in_time=counts.answered_in_time + in_time,
        wait_seconds=counts.wait_seconds + waited,
    )
    outbound.give(world, replace(call, campaign_id=agent.campaign_id), agent)


def drop(world: MaxContactWorld, call_id: int) -> None:
    """Nobody came free in time: a caller gives up, a person who was called is dropped."""
    call = world.calls.get(call_id)
    if call is None or call.user_id:
        return
    if call.call_status != INBOUND:
        outbound.count(world, call.campaign_id, "dropped")
        ending.unattended(world, call, "SYSDROP")
        return
    counts, queue = world.queue_counts(call.queue_id), world.acd_queues.get(call.queue_id)
    least = queue.abandon_threshold if queue is not None else 0
    if (world.now - call.started).total_seconds() >= least:
        world.note_queue(call.queue_id, abandoned=counts.abandoned + 1)
    ending.unattended(world, call, "ABANDON")


def next_call(world: MaxContactWorld, user_id: int) -> None:
    """An agent has become free: the call that waits longest is the agent's, else the campaign dials."""
    agent = world.agents.get(user_id)
    if agent is None or agent.state != "Ready":
        return
    waiting = world.calls.first("campaign", agent.campaign_id, 0, True) if agent.campaign_id else None
    if waiting is not None:
        outbound.give(world, waiting, agent)
        return
    heads = [world.calls.first("queue", queue.queue_id, 0) for queue in world.acd_queues]
    mine = [call for call in heads if call is not None and takes(world, agent, call.queue_id)]
    if mine:
        give(world, min(mine, key=lambda call: (call.started, call.call_id)), agent)
    else:
        world.wake(agent.campaign_id)
