"""How a command ends that runs until it is told to."""

import signal
import sys


def on_signal() -> None:
    """Who ends a server has what was asked for, however far it has come: exit code 0, and no traceback."""
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda *_: sys.exit(0))
