"""A TCN system at a glance: groups of every kind, those at work first, the agents, the calls on the lines."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from ringback.state.floor import Agent, Call, Campaign, Ending, Floor, Row, Tone
from ringback.state.order import TOP
from ringback.state.record import EPOCH
from ringback.vendors.tcn import records
from ringback.vendors.tcn.dialer import calls, ladder
from ringback.vendors.tcn.dialer import floor as people
from ringback.vendors.tcn.dialer.ladder import Ladder
from ringback.vendors.tcn.messaging.medium import EMAIL, SMS, Medium
from ringback.vendors.tcn.messaging.states import LABELS
from ringback.vendors.tcn.results import RESULTS
from ringback.vendors.tcn.world import QUEUE

if TYPE_CHECKING:
    from ringback.vendors.tcn.world import TcnWorld

MOST_OVER = 12
PENDING, CANCELLED = 1000, 9000
WAITING = "Waiting"

_AGENTS: dict[str, Tone] = {
    people.READY: "ready",
    people.ON_CALL: "live",
    people.WRAP_UP: "live",
    people.LOGGED_OUT: "over",
}
_ENDINGS: dict[int, Ending] = {
    calls.ANSWERED: "answered",
    calls.ANSWERED_LINKCALL: "answered",
    calls.AGENT_TALK: "answered",
    calls.ABANDONED: "abandoned",
    calls.HANGUP: "abandoned",
    calls.MACHINE: "machine",
    calls.MACHINE_DELIVERED: "machine",
    calls.MACHINE_HANGUP: "machine",
    calls.MACHINE_UNDELIVERABLE: "machine",
    calls.BUSY: "busy",
    calls.NO_ANSWER: "no answer",
}


class Kind(NamedTuple):
    """A kind of group: its table and states, and what the calls of it are called; messages have a medium instead."""

    table: str
    ladder: Ladder
    calls: str = ""
    medium: Medium | None = None


KINDS = (
    Kind("task_groups", ladder.OUTBOUND, "outbound"),
    Kind("inbound_groups", ladder.INBOUND, "inbound"),
    Kind("manual_groups", ladder.MANUAL, "manual"),
    Kind("sms_groups", ladder.SMS, medium=SMS),
    Kind("email_groups", ladder.EMAIL, medium=EMAIL),
)
_BY_CALLS = {kind.calls: kind for kind in KINDS}


def floor(world: "TcnWorld", since: datetime) -> Floor:
    """The whole floor, of all accounts."""
    under_way = list(world.calls.where("course", False))
    lines: Counter[tuple[str, int]] = Counter((call.kind, call.group_sid) for call in under_way)
    return Floor(
        list(_campaigns(world, lines)),
        [_agent(world, agent) for agent in sorted(world.agents, key=lambda agent: agent.state == people.LOGGED_OUT)],
        [_call(world, call) for call in reversed(under_way)],
        _endings(world, since),
    )


def _campaigns(world: "TcnWorld", lines: Counter[tuple[str, int]]) -> Iterator[Campaign]:
    """The groups that have not ended, those with most to do first, then some of those that ended last."""
    shown, over = [], []
    for kind in KINDS:
        rows = kind.ladder.rows(world)
        sid = rows.table.key_of
        shown += [_campaign(world, kind, group, lines[kind.calls, sid(group)]) for group in rows.where("stage", False)]
        over += [(kind, group) for group in islice(rows.where("stage", True, reverse=True), MOST_OVER)]
    yield from sorted(shown, key=lambda one: (one.tone == "held", -one.total))
    over.sort(key=lambda found: found[1].ended or found[1].start_time, reverse=True)
    yield from (_campaign(world, kind, group, 0) for kind, group in over[:MOST_OVER])


def _campaign(world: "TcnWorld", kind: Kind, group: Any, lines: int) -> Campaign:
    sid = kind.ladder.rows(world).table.key_of(group)
    code, label = _state(world, kind, group)
    total, more = _measure(world, kind, group, sid, lines)
    return Campaign(
        Row(kind.table, sid),
        group.description or str(sid),
        label,
        _tone(world, kind, group, sid, lines),
        total - group.remaining if total else 0,
        total,
        f"{code}, {more}",
    )


def _measure(world: "TcnWorld", kind: Kind, group: Any, sid: int, lines: int) -> tuple[int, str]:
    """How many contacts a group has to reach, 0 where that is open, and what else there is to say of it."""
    if kind.medium is not None:
        return group.messages, f"{group.pace} a minute"
    if isinstance(group, records.TaskGroup):
        return group.records, f"{lines} of {group.outbound_lines} lines" + ", drip" * group.drip
    made = f"{world.calls.count('group', kind.calls, sid)} calls"
    return 0, f"{made}, {lines} of {group.inbound_lines} lines" if isinstance(group, records.InboundGroup) else made


def _state(world: "TcnWorld", kind: Kind, group: Any) -> tuple[int, str]:
    """The code of a group's state and what the guide calls it."""
    if kind.medium is not None:
        return kind.medium.state(world, group)
    state = kind.ladder.state(group)
    label = WAITING if state == ladder.WAITING else LABELS.get(state, str(group.status))
    # Of broadcasts, time brings completion.
    return group.status, label.replace("Cancelled", "Completed") if kind.ladder is ladder.OUTBOUND else label


def _tone(world: "TcnWorld", kind: Kind, group: Any, sid: int, lines: int) -> Tone:
    state = kind.ladder.state(group)
    if state >= ladder.ENDED:
        return "over"
    if state == ladder.PAUSED:
        return "held"
    sends = kind.medium is not None and world.timer_due(f"{kind.ladder.kind} pace", sid) is not None
    return "live" if lines or sends else "ready"


def _group_name(world: "TcnWorld", call: records.Call) -> str:
    group = _BY_CALLS[call.kind].ladder.rows(world).get(call.group_sid)
    return group.description or str(call.group_sid) if group is not None else ""


def _name(agent: records.Agent) -> str:
    return f"{agent.first_name} {agent.last_name}".strip() or agent.web_login or str(agent.agent_sid)


def _agent(world: "TcnWorld", agent: records.Agent) -> Agent:
    call = world.calls.get(agent.call_id)
    return Agent(
        Row("agents", agent.agent_sid),
        _name(agent),
        agent.state,
        _AGENTS.get(agent.state, "held"),
        agent.since if agent.since > EPOCH else None,
        _group_name(world, call) if call is not None else "",
    )


def _call(world: "TcnWorld", call: records.Call) -> Call:
    """A call on a line: of one that came in, the far end is the caller; one that is joined has an agent."""
    agent = world.agents.get(call.agent_sid)
    talks = agent is not None and agent.call_id == call.call_id
    return Call(
        Row("calls", call.call_id),
        call.caller_id if call.kind == "inbound" else call.number,
        call.last_element or RESULTS[PENDING].long,
        "held" if call.last_element == QUEUE else "live" if talks else "ready",
        max(agent.since, call.start_time) if agent is not None and talks else call.start_time,
        _name(agent) if agent is not None and talks else "",
        _group_name(world, call),
    )


def _endings(world: "TcnWorld", since: datetime) -> Iterator[tuple[datetime, Ending]]:
    """What calls came to; what was cancelled before it was dialled was none."""
    for call in world.calls.between("course", (True, since), (True, TOP)):
        if call.ended is not None and call.result_code < CANCELLED:
            yield call.ended, _ending(call)


def _ending(call: records.Call) -> Ending:
    # Whoever hangs up on an agent has been spoken with.
    if call.result_code == calls.HANGUP and call.agent_sid:
        return "answered"
    return _ENDINGS.get(call.result_code, "failed")
