"""`ringback serve`: from options to a server that answers, says so, and ends cleanly."""

import asyncio
import gc
import logging
import socket
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from ringback.apps import MODULES, app, build
from ringback.cli.banner import Site, banner, root
from ringback.cli.keeping import keeping, saved, told
from ringback.cli.listening import BACKLOG, bound, most_connections, ready
from ringback.cli.log import listener
from ringback.cli.refusal import Refusal, unknown
from ringback.serve.asgi import DEFAULT_WORLD, Gateway
from ringback.serve.problem import Problem
from ringback.serve.protocol import config
from ringback.serve.settings import Settings
from ringback.serve.worlds import Worlds

if TYPE_CHECKING:
    from ringback.cli.tls import Secured

# How long replies under way may take when the server ends, in seconds; streams that never end are cut then.
GRACE = 0.3
# How long a server that has just begun leaves its first clients to themselves, in seconds.
QUIET = 0.02
# How many new objects make a garbage collection, and how many of those make one of the older generations.
COLLECT = (50_000, 20, 50)


async def nothing() -> None:
    """Nothing has to be done."""


class Server(uvicorn.Server):
    """uvicorn's server, which says when it begins and when it ends, and does not wait for ever for the last client."""

    def __init__(
        self,
        config: uvicorn.Config,
        begun: Callable[[], None],
        ending: Callable[[], None],
        ended: Callable[[], Awaitable[None]],
        warm: Callable[[], Awaitable[None]] = nothing,
    ) -> None:
        """Call `begun` once requests are answered, `ending` before the last of them are, `ended` after that.

        `warm` has the rest made ready meanwhile.
        """
        super().__init__(config)
        self._begun = begun
        self._ending = ending
        self._ended = ended
        self._warm = warm

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin; who is already waiting is answered before the rest is made ready."""
        await super().startup(sockets)
        self._begun()
        self._warming = asyncio.get_running_loop().create_task(self._make_ready())

    async def _make_ready(self) -> None:
        await asyncio.sleep(QUIET)
        await self._warm()
        settle_memory()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let replies under way be finished, then close what is still open."""
        self._warming.cancel()
        self._ending()
        asyncio.get_running_loop().call_later(GRACE, self._cut)
        await super().shutdown(sockets)
        await self._ended()

    def _cut(self) -> None:
        # What is cut on purpose is no error to report.
        logging.getLogger("uvicorn.error").disabled = True
        for connection in list(self.server_state.connections):
            if (transport := getattr(connection, "transport", None)) is not None:
                transport.close()
        for task in list(self.server_state.tasks):
            task.cancel()


@dataclass(frozen=True)
class Outside:
    """What a server is to its machine: where it listens, what it says, which files it reads and writes."""

    host: str
    port: int
    log: str
    ready_file: Path | None
    state_file: Path | None
    tls: bool
    ca_file: Path | None


def run(apps: Sequence[str], settings: Settings, outside: Outside) -> None:
    """Serve until a signal ends it; a Refusal when that cannot be begun."""
    for name in apps:
        if name not in MODULES:
            raise unknown("app", name, MODULES)
    with (
        bound(outside.host, outside.port) as listening,
        encrypted(settings, outside) as tls,
        keeping(outside.state_file) as keeper,
        ready(outside.ready_file) as tell,
    ):
        url = root(outside.host, listening.getsockname()[1], "https" if tls else "http")
        gateway = built(settings, apps, keeper.load if keeper else None)
        if outside.log != "off":
            gateway.pipeline.journal.listeners.add(listener(outside.log))

        def begun() -> None:
            if keeper:
                keeper.begin()
            tell(url)
            world = gateway.pipeline.worlds.open(DEFAULT_WORLD)
            site = Site(url, outside.host, tls.ca_file if tls else None, told(keeper) if keeper else "")
            say(banner(gateway.pipeline.apps, settings, world, site), aside=outside.log == "json")

        answer(gateway, listening, begun, lambda: saved(keeper), tls)


def answer(
    gateway: Gateway,
    listening: socket.socket,
    begun: Callable[[], None],
    ended: Callable[[], Awaitable[None]] = nothing,
    tls: "Secured | None" = None,
) -> None:
    """Answer requests that come to a socket, until a signal ends it; `begun` and `ended` are called in between."""
    settle_memory()
    options = config(
        gateway,
        backlog=BACKLOG,
        limit_concurrency=most_connections(),
        timeout_graceful_shutdown=1,
        ssl_context_factory=(lambda config, default: tls.context) if tls else None,
    )
    Server(options, begun, gateway.pipeline.journal.close, ended, gateway.warm).run([listening])


@contextmanager
def encrypted(settings: Settings, outside: Outside) -> Iterator["Secured | None"]:
    """What TLS is spoken with, if it is."""
    if not outside.tls:
        if outside.ca_file is not None:
            raise Refusal("--ca-file is for --tls", "Add --tls.")
        yield None
        return
    # Imported here: most servers speak HTTP, and start-up is a budget.
    from ringback.cli.tls import names, secured

    rooms = [app(name).room for name in MODULES]
    with secured(names(outside.host, settings.allow_hosts, rooms), outside.ca_file) as tls:
        yield tls


def settle_memory() -> None:
    """What there is by now is there to stay."""
    gc.freeze()
    # The journal holds many objects that live long: to look through them as often as Python does by default costs
    # a fifth of the speed, and there are next to no cycles to be found.
    gc.set_threshold(*COLLECT)
    gc.enable()


def built(settings: Settings, apps: Iterable[str], fill: Callable[[Worlds], None] | None) -> Gateway:
    """The application; a Refusal when its scenario cannot be used."""
    try:
        return build(settings, apps, fill)
    except Problem as problem:
        raise Refusal(problem.message, problem.hint) from None


def say(lines: Iterable[str], *, aside: bool) -> None:
    """Print lines; `aside` keeps standard output free for what programs read."""
    with suppress(OSError):
        print(*lines, sep="\n", file=sys.stderr if aside else sys.stdout, flush=True)
