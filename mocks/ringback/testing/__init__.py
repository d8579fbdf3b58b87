"""Ringback in tests, under any runner.

    with serve() as server, server.world(seed=7) as world:
        client = Client(base_url=world.url("cisco"))
        world.clock.advance(3600)

The fixtures of `ringback.pytest_plugin` are made of this.
"""

from ringback.testing.access import Access, Cisco, Dialer360, MaxContactAgent, MaxContactManagement, Tcn
from ringback.testing.clock import Clock, Event, Reading
from ringback.testing.control import Control, ControlError
from ringback.testing.faults import Fault, Faults
from ringback.testing.journal import Entry, FullEntry, Requests
from ringback.testing.server import Options, Server, connect, serve
from ringback.testing.state import Files, State
from ringback.testing.world import Snapshot, World

__all__ = [
    "Access",
    "Cisco",
    "Clock",
    "Control",
    "ControlError",
    "Dialer360",
    "Entry",
    "Event",
    "Fault",
    "Faults",
    "Files",
    "FullEntry",
    "MaxContactAgent",
    "MaxContactManagement",
    "Options",
    "Reading",
    "Requests",
    "Server",
    "Snapshot",
    "State",
    "Tcn",
    "World",
    "connect",
    "serve",
]
