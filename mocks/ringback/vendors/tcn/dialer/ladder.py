"""The states that every kind of group goes through: preparing, scheduled, running, ended, billed, exported.

Within its kind's thousand a group is at 000, 100, 200 (210 paused, 220 waiting), then 3xx by how it ended (300 by
itself, 310 by the time limit, 320 by its user, 330 by an administrator), 4xx when it is billed and 5xx when exported.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple, Protocol

from ringback.state.table import Rows
from ringback.vendors.tcn.world import TcnWorld

PREPARING, SCHEDULED, RUNNING, PAUSED, WAITING = 0, 100, 200, 210, 220
COMPLETED, TIMEOUT, USER_CANCELED, ADMIN_CANCELED = 300, 310, 320, 330
ENDED = 300
BILLED_STEP = 100

PREPARED_AFTER = timedelta(seconds=2)
BILLED_AFTER = timedelta(hours=1)
EXPORTED_AFTER = timedelta(hours=24)


class Group(Protocol):
    """What is asked of a group of any kind."""

    @property
    def status(self) -> int:
        """The state, with the kind's thousand."""


class Ladder(NamedTuple):
    """One kind of group: the timer that looks at it, its table, and the thousand of its states."""

    kind: str
    rows: Callable[[TcnWorld], Rows[int, Any]]
    base: int

    def state(self, group: Group) -> int:
        """A group's state without its kind's thousand."""
        return group.status - self.base


OUTBOUND = Ladder("broadcast", lambda world: world.task_groups, 1000)
INBOUND = Ladder("inbound", lambda world: world.inbound_groups, 5000)
MANUAL = Ladder("manual", lambda world: world.manual_groups, 6000)
SMS = Ladder("sms", lambda world: world.sms_groups, 5000)
EMAIL = Ladder("email", lambda world: world.email_groups, 5000)


def climb(world: TcnWorld, ladder: Ladder, sid: int) -> bool:
    """Take a group as far as its time has come; True when it runs now and there is work to do."""
    if over(world, ladder, sid):
        end(world, ladder, sid, TIMEOUT)
    group = ladder.rows(world).get(sid)
    if group is None:
        return False
    state = ladder.state(group)
    if state == PREPARING:
        ready = group.created + PREPARED_AFTER
        if world.now < ready:
            world.set_timer(ladder.kind, sid, ready)
            return False
        state = _put(world, ladder, sid, SCHEDULED)
    if state == SCHEDULED:
        if world.now < group.start_time:
            world.set_timer(ladder.kind, sid, group.start_time)
            return False
        state = _put(world, ladder, sid, RUNNING)
    if state >= ENDED:
        _bill(world, ladder, sid)
        return False
    if group.end_time is not None and world.now < group.end_time:
        world.set_timer(f"{ladder.kind} end", sid, group.end_time)
    return state == RUNNING


def over(world: TcnWorld, ladder: Ladder, sid: int) -> bool:
    """Whether a group that has not ended is past its time limit."""
    group = ladder.rows(world).get(sid)
    if group is None or ladder.state(group) >= ENDED:
        return False
    return group.end_time is not None and bool(group.end_time <= world.now)


def end(world: TcnWorld, ladder: Ladder, sid: int, ending: int) -> None:
    """End a group in one of the four ways; it is billed and exported in time."""
    world.cancel_timer(f"{ladder.kind} end", sid)
    ladder.rows(world).change(sid, status=ladder.base + ending, ended=world.now)
    world.set_timer(ladder.kind, sid, world.now + BILLED_AFTER)


def _put(world: TcnWorld, ladder: Ladder, sid: int, state: int) -> int:
    ladder.rows(world).change(sid, status=ladder.base + state)
    return state


def _bill(world: TcnWorld, ladder: Ladder, sid: int) -> None:
    group = ladder.rows(world)[sid]
    # One that was ended by hand has no moment of its end yet.
    ended = group.ended or ladder.rows(world).change(sid, ended=world.now).ended
    state = ladder.state(group)
    for least, after in ((ENDED, BILLED_AFTER), (ENDED + BILLED_STEP, EXPORTED_AFTER)):
        if least <= state < least + BILLED_STEP:
            if world.now < ended + after:
                world.set_timer(ladder.kind, sid, ended + after)
                return
            state = _put(world, ladder, sid, state + BILLED_STEP)
