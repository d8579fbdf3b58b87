"""What the dialler does for campaigns: it fetches leads, calls them, and gives those who answer to ready agents."""

from msgspec.structs import replace

from ringback.telephony.network import Result
from ringback.vendors.maxcontact.activity import CONNECTED, DIALLING, RINGING, SYSTEM, Agent, Call, CampaignStats
from ringback.vendors.maxcontact.dialer import ending, fetch, figures, floor, leads, line, sessions
from ringback.vendors.maxcontact.records import Campaign
from ringback.vendors.maxcontact.world import FLUSHED, LINE_TYPES, PAUSED, PREVIEW, RUNNING, MaxContactWorld

# The result that the system gives to a call that no person answers, and what it counts as.
CODE_OF = {
    Result.NO_ANSWER: ("SYSNOANS", "no_answers"),
    Result.BUSY: ("SYSBUSY", "busy"),
    Result.MACHINE: ("SYSANSMACH", "machines"),
    Result.FAX: ("BAD", "failed"),
    Result.INVALID: ("SYSOI", "failed"),
    Result.NO_CIRCUIT: ("NOCARRIER", "failed"),
}


def count(world: MaxContactWorld, campaign_id: int, *names: str) -> None:
    """Count one more of each name in a campaign's session."""
    if campaign_id:
        stats = world.stats(campaign_id)
        world.note_stats(campaign_id, **{name: getattr(stats, name) + 1 for name in names})


def dial(world: MaxContactWorld, campaign_id: int) -> None:
    """Place as many calls as the campaign has lines for, or its waiting agents can take at its pacing."""
    campaign = world.campaigns.get(campaign_id)
    if campaign is None or not world.dials(campaign):
        return
    pacing = _adjust(world, campaign)
    wanted = figures.lines(world, campaign) - world.calls.count("campaign", campaign_id, 0)
    while wanted > 0:
        fetched = fetch.take(world, campaign)
        if fetched is None:
            break
        if campaign.type == PREVIEW or fetched.lead_list.list_type == fetch.PREVIEW_LIST:
            agent = world.agents.first("at", campaign_id, "Ready")
            if agent is None:
                return
            _preview(world, agent, fetched.lead.lead_id)
            wanted -= pacing
            continue
        call = Call(campaign_id=campaign_id, phone_number=fetched.number, call_status=SYSTEM)
        line.place(world, call, fetched.lead)
        count(world, campaign_id, "placed")
        wanted -= 1
    later = fetch.next_time(world, campaign) if wanted > 0 else None
    if later is not None:
        world.set_timer("dial", campaign_id, later)


def _adjust(world: MaxContactWorld, campaign: Campaign) -> int:
    """The campaign's pacing; a change of it is noted."""
    pacing, stats = figures.pacing(world, campaign), world.stats(campaign.campaign_id)
    if stats.pacing != pacing:
        world.note_stats(campaign.campaign_id, pacing=pacing, last_pacing_adjust=world.now)
    return pacing


def _preview(world: MaxContactWorld, agent: Agent, lead_id: int) -> None:
    """Show a lead to an agent; it is called when the agent has had time to read."""
    floor.turn(world, agent, "Previewing", preview_lead_id=lead_id)
    world.leads.change(lead_id, due=None)
    world.set_timer("preview", agent.user_id, world.after(max(1, world.system.preview_seconds)))


def preview(world: MaxContactWorld, user_id: int) -> None:
    """The time to read is over: the lead is called, or given back when the campaign does not dial any more."""
    agent = world.agents.get(user_id)
    if agent is None or agent.state != "Previewing":
        return
    campaign, lead = world.campaigns.get(agent.campaign_id), world.leads.get(agent.preview_lead_id)
    phone = leads.phone_of(world, lead, campaign) if lead is not None and campaign is not None else None
    if phone is None or lead is None or not world.dials(campaign):
        withdraw(world, agent)
        return
    floor.begin_call(world, agent)
    call = Call(user_id=user_id, campaign_id=agent.campaign_id, phone_number=phone.phone_number, call_status=SYSTEM)
    line.place(world, call, replace(lead, due=world.now))
    count(world, agent.campaign_id, "placed")
    floor.follow(world, user_id)


def withdraw(world: MaxContactWorld, agent: Agent) -> None:
    """Take a lead back from an agent who previews it; it waits for its turn again."""
    world.cancel_timer("preview", agent.user_id)
    lead = world.leads.get(agent.preview_lead_id)
    world.agents.change(agent.user_id, preview_lead_id=0)
    if lead is not None:
        world.leads.change(lead.lead_id, due=world.now)
    if agent.state == "Previewing":
        floor.turn(world, world.agents[agent.user_id], "Ready")
        world.set_timer("next_call", agent.user_id, world.now)


def pick_up(world: MaxContactWorld, call_id: int) -> None:
    """The ringing is over: somebody or something has answered, or it was in vain."""
    call = world.calls.get(call_id)
    if call is None or call.call_state not in (DIALLING, RINGING):
        return
    result = Result(call.outcome or Result.ANSWERED)
    if call.user_id:
        _own_call(world, call, result)
    elif result in CODE_OF and not _passes(world, call, result):
        code, name = CODE_OF[result]
        count(world, call.campaign_id, name)
        ending.unattended(world, call, code)
    else:
        _answered(world, call, result)


def _passes(world: MaxContactWorld, call: Call, result: Result) -> bool:
    """Whether a machine counts as somebody: the list's answer machine plan may let it through."""
    lead_list = world.lists.get(call.list_id)
    if result is not Result.MACHINE or lead_list is None:
        return False
    return world.plan("answer_machine", lead_list.answer_machine_plan_id).pass_machines


def _answered(world: MaxContactWorld, call: Call, result: Result) -> None:
    """Give a call of the dialler to the campaign's IVR or bridge, else to an agent."""
    count(world, call.campaign_id, "machines" if result is Result.MACHINE else "answered")
    campaign = world.campaigns.get(call.campaign_id)
    if campaign is not None and campaign.type in LINE_TYPES:
        count(world, call.campaign_id, "connected")
        sessions.begin(world, campaign, call)
    else:
        offer(world, replace(call, call_state=CONNECTED, answered=world.now))


def _own_call(world: MaxContactWorld, call: Call, result: Result) -> None:
    """An agent's own call has been answered, or has come to nothing."""
    if call.call_status == SYSTEM:
        names = (CODE_OF[result][1],) if result in CODE_OF else ("answered", "connected")
        count(world, call.campaign_id, *names)
    if result in line.IN_VAIN:
        line.end(world, call)
    else:
        line.connect(world, call)


def offer(world: MaxContactWorld, call: Call) -> None:
    """Give a call that has been answered to the agent who waits longest; without one it waits a moment."""
    agent = world.agents.first("at", call.campaign_id, "Ready")
    if agent is not None:
        give(world, call, agent)
    else:
        world.calls.put(call)
        world.set_timer("drop", call.call_id, world.after(max(1, world.system.drop_seconds)))


def give(world: MaxContactWorld, call: Call, agent: Agent) -> None:
    """Let a ready agent have a call."""
    world.cancel_timer("drop", call.call_id)
    floor.begin_call(world, agent)
    if call.call_status == SYSTEM:
        count(world, call.campaign_id, "connected")
    line.connect(world, replace(call, user_id=agent.user_id))


def flush(world: MaxContactWorld, campaign_id: int) -> None:
    """Drop what a campaign has under way and nobody talks in yet: calls, and leads that are previewed."""
    for call in list(world.calls.where("campaign", campaign_id, 0)):
        if not call.in_session:
            ending.unattended(world, call, "CANCEL")
    for agent in list(world.agents.where("at", campaign_id, "Previewing")):
        withdraw(world, agent)


def reset(world: MaxContactWorld, before: Campaign | None, after: Campaign) -> None:
    """Take up a change of a campaign: a start begins a session, a flush drops what is pending."""
    was = before.status if before is not None else None
    if after.status == RUNNING and was not in (RUNNING, PAUSED):
        begin_session(world, after.campaign_id)
    if after.status == FLUSHED and was != FLUSHED:
        flush(world, after.campaign_id)
    look_again(world, after.campaign_id)


def look_again(world: MaxContactWorld, campaign_id: int) -> None:
    """Let the dialler and the agents who are ready look for calls of a campaign that has changed."""
    world.wake(campaign_id)
    for agent in list(world.agents.where("at", campaign_id, "Ready")):
        floor.look(world, agent.user_id)


def begin_session(world: MaxContactWorld, campaign_id: int) -> None:
    """Count a campaign's calls from nothing on."""
    session = world.stats(campaign_id).session_id + 1
    world.campaign_stats.put(CampaignStats(campaign_id=campaign_id, session_id=session, since=world.now))
