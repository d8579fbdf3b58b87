"""How calls end for good: history, counts, and what becomes of the lead."""

from datetime import datetime

from msgspec.structs import asdict

from ringback.vendors.maxcontact.activity import NOT_RECORDING, Call, PastCall
from ringback.vendors.maxcontact.dialer import floor, line
from ringback.vendors.maxcontact.records import LeadList, ResultCode
from ringback.vendors.maxcontact.world import MaxContactWorld

# The fields that a past call has from the call it was.
_KEPT = (
    "call_id",
    "user_id",
    "campaign_id",
    "queue_id",
    "list_id",
    "lead_id",
    "phone_number",
    "call_status",
    "started",
    "answered",
)


def dispose(world: MaxContactWorld, call: Call, code: ResultCode, *, notes: str = "", sales: int | None = None) -> None:
    """Give an agent's call its result; one that goes on is hung up. The agent is free when it was the last."""
    if line.is_open(call):
        line.end(world, call)
    close(world, world.calls[call.call_id], code, notes=notes, sales=sales)
    floor.follow(world, call.user_id)


def unattended(world: MaxContactWorld, call: Call, code: str) -> None:
    """End a call that no agent had; the system itself gives it a result."""
    line.forget(world, call)
    close(world, call, system_code(world, code))
    world.wake(call.campaign_id)


def system_code(world: MaxContactWorld, code: str) -> ResultCode:
    """The result code that the system gives; a bare one where the centre has no such code."""
    return world.result_code(code) or ResultCode(code=code, is_system_result_code=True)


def close(world: MaxContactWorld, call: Call, code: ResultCode, *, notes: str = "", sales: int | None = None) -> None:
    """Move a call into the history; the sales are those of the code unless they are given."""
    ended = call.ended or world.now
    fields = asdict(call)
    past = PastCall(
        **{name: fields[name] for name in _KEPT},
        ended=ended,
        talk_seconds=int((ended - call.answered).total_seconds()) if call.answered is not None else 0,
        recorded=call.recording_state != NOT_RECORDING,
        result_code=code.code,
        notes=notes,
        sales=code.sales if sales is None else sales,
    )
    world.past_calls.put(past)
    world.calls.remove(call.call_id)
    _count(world, call, past, code)
    _settle_lead(world, past, code)


def _count(world: MaxContactWorld, call: Call, past: PastCall, code: ResultCode) -> None:
    if past.campaign_id:
        stats = world.stats(past.campaign_id)
        world.note_stats(
            past.campaign_id,
            successes=stats.successes + code.is_success,
            sales=stats.sales + past.sales,
            talk_seconds=stats.talk_seconds + (past.talk_seconds if past.user_id or call.in_session else 0),
            results={**stats.results, code.code: stats.results.get(code.code, 0) + 1},
        )
    if past.queue_id:
        counts = world.queue_counts(past.queue_id)
        world.note_queue(past.queue_id, talk_seconds=counts.talk_seconds + past.talk_seconds)


def _settle_lead(world: MaxContactWorld, past: PastCall, code: ResultCode) -> None:
    """Write the result into the lead, and say when it is called again, if it is."""
    lead = world.leads.get(past.lead_id)
    if lead is None:
        return
    lead_list = world.lists.get(lead.list_id)
    due = None
    if code.is_callback:
        due = _callback(world, lead_list)
    elif code.is_call_again:
        plan = world.plan("system_recall", lead_list.recall_plan_id if lead_list is not None else 0)
        if lead.attempts < plan.most_attempts:
            due = world.after(plan.recall_minutes * 60)
    world.leads.change(lead.lead_id, result_code=code.code, due=due)
    if due is not None:
        world.set_timer("due", lead.lead_id, due)


def _callback(world: MaxContactWorld, lead_list: LeadList | None) -> datetime:
    """When a callback is made: after the usual time, within the days and up to the date that the list allows."""
    seconds = world.system.callback_seconds
    if lead_list is not None and lead_list.use_max_callback_days:
        seconds = min(seconds, max(0, lead_list.max_callback_days) * 86_400)
    due = world.after(seconds)
    latest = lead_list.max_callback_date if lead_list is not None else None
    return max(world.now, min(due, latest)) if latest is not None else due


def due(world: MaxContactWorld, lead_id: int) -> None:
    """A lead has come up for a call."""
    lead = world.leads.get(lead_id)
    if lead is not None:
        world.wake_list(lead.list_id)
