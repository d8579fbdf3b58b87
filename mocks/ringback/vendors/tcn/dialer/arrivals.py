"""What comes by itself: when the next does, at so many an hour on average, and from whom."""

import math
from datetime import timedelta

from ringback.state.chance import Draw
from ringback.vendors.tcn.world import TcnWorld

# However rarely or often something is to come, it does so within a year, and not twice in a second.
LONGEST, SHORTEST = 366 * 24 * 3600, 1
AREA_CODES = ("212", "305", "312", "415", "480", "503", "602", "617", "727", "773", "801", "813")


def plan(world: TcnWorld, kind: str, sid: int, per_hour: float, chance: Draw) -> None:
    """Set the timer of a group for what comes next, unless it is set for earlier; none where nothing comes at all."""
    if not per_hour > 0:
        world.cancel_timer(kind, sid)
        return
    # Intervals are exponential, so it makes no difference from when on one is counted.
    wait = -math.log(1 - chance.unit()) * 3600 / per_hour
    due = world.now + timedelta(seconds=max(SHORTEST, round(min(wait, LONGEST))))
    pending = world.timer_due(kind, sid)
    if pending is None or due < pending:
        world.set_timer(kind, sid, due)


def stranger(chance: Draw) -> str:
    """The number of somebody who is on no list: a fictional one, to which the network gives no meaning."""
    return f"{chance.one_of(AREA_CODES)}55501{chance.between(10, 99)}"
