"""How much the tests of laws try: the same few examples in every run, or many new ones when that is asked for.

`RINGBACK_EFFORT=20` makes twenty times the examples, and other ones in each run.
"""

import os

from hypothesis import HealthCheck, Phase, settings

EFFORT = float(os.environ.get("RINGBACK_EFFORT", "1"))


def effort(examples: float, steps: int = 50, *, shrink: bool = True) -> settings:
    """So many examples, and in machines so many steps, at an effort of 1; `shrink` looks for a shorter failure."""
    usual = EFFORT == 1
    phases = [Phase.explicit, Phase.generate, *[Phase.shrink] * shrink]
    return settings(
        max_examples=max(1, round(examples * EFFORT)),
        stateful_step_count=steps,
        derandomize=usual,
        database=None,
        deadline=None,
        phases=phases,
        print_blob=not usual,
        suppress_health_check=list(HealthCheck),
    )
