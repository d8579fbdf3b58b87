"""When people come up for their first call in a centre that is made up to be shown."""

from datetime import timedelta
from itertools import pairwise

_DAY, _MINUTES, _SHIFT = timedelta(days=1), timedelta(minutes=4), timedelta(hours=8)


def first_call(chance: float, history: timedelta, ahead: timedelta) -> timedelta:
    """How long after the history begins somebody comes up, by a chance from 0 to 1; at most `ahead` after it has ended.

    Most do around the moment at which the centre is shown, which is when the history ends: something is under way then,
    there is a day to look back on, and there is work for the next hours.
    """
    zero = timedelta(0)
    knots = (
        (0.0, zero),
        (0.42, max(zero, history - _DAY)),
        (0.60, max(zero, history - _MINUTES)),
        (0.64, history),
        (0.90, history + min(_SHIFT, ahead)),
        (1.0, history + ahead),
    )
    for (low, start), (high, end) in pairwise(knots):
        if chance < high:
            return start + (end - start) * ((chance - low) / (high - low))
    return history + ahead
