"""The clock of a world: look at it, set it, let time pass."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import islice
from typing import Annotated, Any

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from ringback.control.body import Body, body, moment, query, within
from ringback.control.errors import bad
from ringback.control.plane import Control, Paths, answer
from ringback.serve.worlds import Cell
from ringback.state.clock import Clock, Mode, frozen, running, wall
from ringback.state.record import seconds
from ringback.state.timers import Timer
from ringback.state.world import World

FASTEST = 1_000_000

# The spans that a clock can show at all; the moment they lead to is checked by itself.
Seconds = Annotated[float, Meta(ge=0, le=10**12)]
Rate = Annotated[float, Meta(ge=0, le=FASTEST)]


class Setting(Body, frozen=True):
    """How the clock is to stand and run; what is left out stays."""

    now: str | None = None
    mode: Mode | None = None
    rate: Rate | None = None


class Advance(Body, frozen=True):
    """How far time is to pass: exactly one of these."""

    seconds: Seconds | None = None
    to: str | None = None
    next: bool | None = None


def _shown(cell: Cell, now: datetime) -> dict[str, Any]:
    clock = cell.world.clock
    return {"now": now, "mode": clock.mode, "rate": clock.rate, "next_timer": cell.world.next_due()}


async def shown(control: Control, request: Request) -> Response:
    """What the clock shows, how it runs, and when the next timer is due."""
    cell, now = await control.enter(request)
    return answer(_shown(cell, now))


async def changed(control: Control, request: Request) -> Response:
    """Set the clock. A moment that is put ahead lets what is due until then happen; one put back undoes nothing."""
    setting = await body(request, control.settings.most_body, Setting)
    at = None if setting.now is None else moment("now", setting.now)
    cell, _ = await control.enter(request)
    # What is shown and when that is are of one look: between two of them time would be lost.
    real = wall()
    clock = _clock(cell.world.clock, setting, cell.world.clock.now(real) if at is None else at, real)
    cell.world = msgspec.structs.replace(cell.world, clock=clock)
    now = await cell.settle()
    control.journal.publish("clock", {"world": cell.name, "now": now, "mode": clock.mode})
    return answer(_shown(cell, now))


def _clock(clock: Clock, setting: Setting, at: datetime, real: datetime) -> Clock:
    mode = setting.mode or clock.mode
    if mode == "scaled":
        rate = setting.rate if setting.rate is not None or clock.mode != "scaled" else clock.rate
        if not rate:
            raise bad(
                "rate", f"a scaled clock needs a rate above 0 and up to {FASTEST}", "Such as 60: a minute a second"
            )
        return Clock(mode="scaled", rate=rate, world=at, real=real)
    own = 1 if mode == "real" else 0
    if setting.rate not in (None, own):
        raise bad("rate", f"the rate of a {mode} clock is {own}", 'Add "mode": "scaled"')
    if mode == "frozen":
        return frozen(at)
    back = setting.mode == "real" and setting.now is None
    return running(real if back else at, real)


async def advanced(control: Control, request: Request) -> Response:
    """Let time pass, and tell what happened meanwhile."""
    wanted = await body(request, control.settings.most_body, Advance)
    cell = control.known(request.path_params["world"])
    passage = await cell.advance(_target(wanted))
    said: dict[str, Any] = {"now": passage.until, "events": [_event(control, timer) for timer in passage.fired]}
    if passage.count > len(passage.fired):
        said["truncated"] = True
    return answer(said)


class Coming(Body, frozen=True):
    """How many of the pending timers are wanted."""

    limit: Annotated[int, Meta(ge=1, le=1_000)] = 20


async def coming(control: Control, request: Request) -> Response:
    """What happens next: the first of the pending timers, and how many there are."""
    wanted = query(request, Coming)
    cell, now = await control.enter(request)
    timers = cell.world.timers
    first = [_event(control, timer) for timer in islice(timers.queue, wanted.limit)]
    return answer({"now": now, "timers": first, "pending": len(timers.pending)})


def _event(control: Control, timer: Timer) -> dict[str, Any]:
    return {"at": timer.due, "app": control.app_in(timer.room), "kind": timer.kind, "key": timer.key}


def _target(wanted: Advance) -> Callable[[World, datetime], datetime]:
    """How to find the moment to stop at, once the world is there to ask."""
    given = [value for value in msgspec.structs.astuple(wanted) if value is not None and value is not False]
    if len(given) != 1:
        raise bad("body", "expected exactly one of seconds, to and next", 'Send {"seconds": 60} or {"next": true}')
    if wanted.to is not None:
        to = moment("to", wanted.to)
        return lambda world, now: _not_past(to, now)
    if wanted.seconds is not None:
        span = seconds(wanted.seconds)
        return lambda world, now: _later(now, span)
    return lambda world, now: max(now, world.next_due() or now)


def _later(now: datetime, span: timedelta) -> datetime:
    try:
        return within("seconds", now + span)
    except OverflowError:
        raise bad("seconds", "no world lasts that long") from None


def _not_past(to: datetime, now: datetime) -> datetime:
    if to < now:
        hint = "Set the clock back with PATCH clock, or return to a moment with a snapshot or rewind"
        raise bad("to", f"{to.isoformat()} is past: it is {now.isoformat()} in this world", hint)
    return to


PATHS: Paths = {
    "/worlds/{world}/clock": {"GET": shown, "PATCH": changed},
    "/worlds/{world}/clock/advance": {"POST": advanced},
    "/worlds/{world}/timers": {"GET": coming},
}
