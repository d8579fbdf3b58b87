"""Figures: what statistics objects of campaigns and queues show, all of it from the rows as they are."""

from collections.abc import Mapping
from datetime import timedelta

from ringback.vendors.maxcontact.activity import CONNECTED, ON_HOLD, SYSTEM, CampaignStats
from ringback.vendors.maxcontact.dialer import floor
from ringback.vendors.maxcontact.records import AcdQueue, Campaign
from ringback.vendors.maxcontact.world import LINE_TYPES, PREDICTIVE, MaxContactWorld

TEN_MINUTES = timedelta(minutes=10)
_STATES = ("Ready", "Previewing", "Calling", "Talking", "Wrapping", "Not Ready", "On Break")


def pacing(world: MaxContactWorld, campaign: Campaign) -> int:
    """The lines that are dialled for each ready agent.

    Only a predictive campaign has more than one, and not while too few agents are there for it or too many calls drop.
    """
    if campaign.type != PREDICTIVE:
        return 1
    few = floor.agents_of(world, campaign.campaign_id) < campaign.progressive_threshold
    if campaign.degrade_to_progressive and few:
        return 1
    stats = world.stats(campaign.campaign_id)
    if campaign.target_drop_percent and drop_percent(stats) > campaign.target_drop_percent:
        return 1
    return max(1, world.system.pacing)


def lines(world: MaxContactWorld, campaign: Campaign) -> int:
    """How many calls a campaign may have under way that no agent has: its lines, or those for its ready agents."""
    if campaign.type in LINE_TYPES:
        return max(0, campaign.max_lines)
    return world.agents.count("at", campaign.campaign_id, "Ready") * pacing(world, campaign)


def drop_percent(stats: CampaignStats) -> float:
    """Of the calls that were answered, the share that no agent came free for."""
    return 100 * stats.dropped / stats.answered if stats.answered else 0.0


def session(stats: CampaignStats) -> Mapping[str, object]:
    """What a campaign has done in its session."""
    return {
        "CallsPlaced": stats.placed,
        "CallsAnswered": stats.answered,
        "CallsConnected": stats.connected,
        "CallsDropped": stats.dropped,
        "AnswerMachines": stats.machines,
        "NoAnswers": stats.no_answers,
        "Busy": stats.busy,
        "Failed": stats.failed,
        "DropPercent": round(drop_percent(stats), 2),
        "Successes": stats.successes,
        "Sales": stats.sales,
        "TalkSeconds": stats.talk_seconds,
        "Started": stats.since,
    }


def results(stats: CampaignStats) -> list[Mapping[str, object]]:
    """How often each result code was given in the session."""
    return [{"Code": code, "Count": count} for code, count in sorted(stats.results.items())]


def live(world: MaxContactWorld, campaign: Campaign) -> Mapping[str, object]:
    """What goes on in a campaign now."""
    number = campaign.campaign_id
    calls = list(world.calls.where("campaign", number))
    talking = sum(call.call_state in (CONNECTED, ON_HOLD) and call.user_id != 0 for call in calls)
    sessions = sum(call.in_session for call in calls)
    queued = world.calls.count("campaign", number, 0, True)
    agents = {f"Agents{state.replace(' ', '')}": world.agents.count("at", number, state) for state in _STATES}
    return {
        **agents,
        "CallsInQueue": queued,
        "CallsRinging": world.calls.count("campaign", number, 0) - queued - sessions,
        "CallsTalking": talking,
        "CallsInSession": sessions,
    }


def of_leads(world: MaxContactWorld, campaign: Campaign) -> Mapping[str, int]:
    """How far the leads of a campaign's lists have come."""
    lists = [row.list_id for row in world.campaign_lists.where("campaign", campaign.campaign_id)]
    total = sum(world.leads.count("list", list_id) for list_id in lists)
    uncalled = sum(world.leads.count("dialable", list_id) for list_id in lists)
    under_way = {call.lead_id for call in world.calls.where("campaign", campaign.campaign_id) if call.list_id in lists}
    return {
        "Total": total,
        "Uncalled": uncalled,
        "InProgress": len(under_way),
        "Completed": max(0, total - uncalled - len(under_way)),
    }


def placed_this_minute(world: MaxContactWorld, campaign_id: int) -> int:
    """How many calls the dialler has placed since the minute began."""
    began = world.now.replace(second=0, microsecond=0)
    past = world.past_calls.between("campaign", (campaign_id, began), (campaign_id + 1,))
    under_way = (call for call in world.calls.where("campaign", campaign_id) if call.started >= began)
    return sum(call.call_status == SYSTEM for call in past) + sum(call.call_status == SYSTEM for call in under_way)


def of_queue(world: MaxContactWorld, queue: AcdQueue) -> Mapping[str, Mapping[str, object]]:
    """What has come in to a queue: in all, in the last ten minutes, and what waits now."""
    number, counts = queue.queue_id, world.queue_counts(queue.queue_id)
    calls = list(world.calls.where("queue", number))
    waiting = [call for call in calls if not call.user_id]
    recent = list(world.past_calls.between("queue", (number, world.now - TEN_MINUTES), (number + 1,)))
    recent_live = [call for call in calls if call.started >= world.now - TEN_MINUTES]
    taken = sum(call.user_id != 0 for call in recent) + sum(call.user_id != 0 for call in recent_live)
    longest = max((world.now - call.started for call in waiting), default=timedelta())
    return {
        "session": {
            "Offered": counts.offered,
            "Answered": counts.answered,
            "AnsweredInTime": counts.answered_in_time,
            "Abandoned": counts.abandoned,
            "AverageWaitSeconds": counts.wait_seconds // counts.answered if counts.answered else 0,
            "TalkSeconds": counts.talk_seconds,
        },
        "snapshot": {
            "CallsWaiting": len(waiting),
            "CallsTalking": len(calls) - len(waiting),
            "LongestWaitSeconds": int(longest.total_seconds()),
        },
        "ten_minutes": {"Offered": len(recent) + len(recent_live), "Answered": taken},
        "virtual": {"Offered": 0, "Answered": 0},
    }
