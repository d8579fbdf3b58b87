"""After the call: what the agent makes of it, and what the agent does next."""

from datetime import timedelta

from ringback.telephony.network import Result
from ringback.vendors.dialer360.activity import AgentLog, LiveAgent
from ringback.vendors.dialer360.dialer import floor, hopper
from ringback.vendors.dialer360.dialer.outbound import connect, outcome_of
from ringback.vendors.dialer360.records import DncNumber
from ringback.vendors.dialer360.world import Dialer360World

CALLBACK_MINUTES = (30, 180)
PAUSE_SECONDS = (60, 600)
PAUSE_CODES = ("BREAK", "LUNCH", "TRAIN")


def wrapup(world: Dialer360World, name: str) -> None:
    """The agent says what came of the call, and waits again or takes a break."""
    agent = world.live_agents.get(name)
    if agent is None:
        return
    dispose(world, agent)
    agent = floor.wait_again(world, agent)
    pause = world.draw("pause", name, agent.calls_today)
    if pause.unit() < world.system.pause_chance:
        floor.turn(world, agent, "PAUSED", pause_code=pause.one_of(PAUSE_CODES))
        world.set_timer("unpause", name, world.now + timedelta(seconds=pause.between(*PAUSE_SECONDS)))
    else:
        take_next(world, agent)


def unpause(world: Dialer360World, name: str) -> None:
    """The break is over."""
    agent = world.live_agents.get(name)
    if agent is not None and agent.status == "PAUSED" and not agent.lead_id:
        take_next(world, floor.wait_again(world, agent))


def take_next(world: Dialer360World, agent: LiveAgent) -> None:
    """Give an agent who has become free the call that waits longest, inbound before outbound; else dial."""
    for queue in (*agent.closer_campaigns, agent.campaign_id):
        call = world.live_calls.first("queue", queue, "LIVE")
        if call is not None:
            connect(world, call, agent)
            return
    world.wake(agent.campaign_id)


def leave(world: Dialer360World, agent: LiveAgent) -> None:
    """Take an agent off the floor; a disposition that is due is made now."""
    world.cancel_timer("wrapup", agent.user)
    world.cancel_timer("unpause", agent.user)
    floor.log_out(world, agent)
    if agent.lead_id:
        dispose(world, agent)
    world.live_agents.remove(agent.user)


def dispose(world: Dialer360World, agent: LiveAgent) -> None:
    """Write the disposition of an agent's last call into the logs and the lead, and do what it asks for."""
    row = world.agent_log.get(agent.agent_log_id)
    if row is None:
        return
    said = _disposition(world, row)
    floor.note_round(world, agent, status=said)
    if row.uniqueid in world.call_log:
        world.call_log.change(row.uniqueid, status=said)
    inbound = world.closer_log.last("uniqueid", row.uniqueid) if row.uniqueid else None
    if inbound is not None:
        world.closer_log.change(inbound.closecallid, status=said)
    lead = world.leads.get(agent.lead_id)
    if lead is None:
        return
    hopper.called(world, lead.lead_id, agent.campaign_id, said)
    world.leads.change(lead.lead_id, status="CBHOLD" if said == "CALLBK" else said)
    if said == "CALLBK":
        minutes = world.draw("callback", lead.lead_id, lead.called_count).between(*CALLBACK_MINUTES)
        hopper.promise(world, lead, agent.campaign_id, timedelta(minutes=minutes))
    if said == "DNC":
        world.dnc.put(DncNumber(phone_number=lead.phone_number))


def _disposition(world: Dialer360World, row: AgentLog) -> str:
    """NP for the wrong person, else what the weights of the settings draw."""
    log, lead = world.call_log.get(row.uniqueid), world.leads.get(row.lead_id)
    if log is not None and lead is not None:
        outcome = outcome_of(world, log.phone_number, lead.called_count)
        if outcome.result is Result.WRONG_PERSON:
            return "NP"
    return world.draw("disposition", row.uniqueid).pick(world.system.dispositions)
