"""`ringback serve`: from options to a server that answers, says so, and ends cleanly."""

import asyncio
import gc
import logging
import socket
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import uvicorn

from ringback.apps import MODULES, build
from ringback.cli.banner import banner, root
from ringback.cli.listening import BACKLOG, bound, ready
from ringback.cli.log import listener
from ringback.cli.refusal import Refusal, unknown
from ringback.serve.asgi import DEFAULT_WORLD, Gateway
from ringback.serve.problem import Problem
from ringback.serve.protocol import DirectProtocol
from ringback.serve.settings import Settings

# How long replies under way may take when the server ends, in seconds; streams that never end are cut then.
GRACE = 0.3
# How many new objects make a garbage collection, and how many of those make one of the older generations.
COLLECT = (50_000, 20, 50)


class Server(uvicorn.Server):
    """uvicorn's server, which says when it begins and when it ends, and does not wait for ever for the last client."""

    def __init__(self, config: uvicorn.Config, begun: Callable[[], None], ending: Callable[[], None]) -> None:
        """Call `begun` once requests are answered, and `ending` before the last of them are."""
        super().__init__(config)
        self._begun = begun
        self._ending = ending

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin."""
        await super().startup(sockets)
        self._begun()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let replies under way be finished, then close what is still open."""
        self._ending()
        asyncio.get_running_loop().call_later(GRACE, self._cut)
        await super().shutdown(sockets)

    def _cut(self) -> None:
        # What is cut on purpose is no error to report.
        logging.getLogger("uvicorn.error").disabled = True
        for connection in list(self.server_state.connections):
            if (transport := getattr(connection, "transport", None)) is not None:
                transport.close()
        for task in list(self.server_state.tasks):
            task.cancel()


def run(apps: Sequence[str], settings: Settings, host: str, port: int, log: str, ready_file: Path | None) -> None:
    """Serve until a signal ends it; a Refusal when that cannot be begun."""
    for name in apps:
        if name not in MODULES:
            raise unknown("app", name, MODULES)
    with bound(host, port) as listening, ready(ready_file) as tell:
        url = root(host, listening.getsockname()[1])
        gateway = built(settings, apps)
        gc.freeze()
        # The journal holds many objects that live long: to look through them as often as Python does by default costs
        # a fifth of the speed, and there are next to no cycles to be found.
        gc.set_threshold(*COLLECT)
        gc.enable()
        if log != "off":
            gateway.pipeline.journal.listeners.add(listener(log))

        def begun() -> None:
            tell(url)
            world = gateway.pipeline.worlds.open(DEFAULT_WORLD)
            say(banner(gateway.pipeline.apps, settings, world, url, host), aside=log == "json")

        config = uvicorn.Config(
            gateway,
            http=DirectProtocol,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            date_header=False,
            backlog=BACKLOG,
            timeout_graceful_shutdown=1,
        )
        Server(config, begun, gateway.pipeline.journal.close).run([listening])


def built(settings: Settings, apps: Iterable[str]) -> Gateway:
    """The application; a Refusal when its scenario cannot be used."""
    try:
        return build(settings, apps)
    except Problem as problem:
        raise Refusal(problem.message, problem.hint) from None


def say(lines: Iterable[str], *, aside: bool) -> None:
    """Print lines; `aside` keeps standard output free for what programs read."""
    with suppress(OSError):
        print(*lines, sep="\n", file=sys.stderr if aside else sys.stdout, flush=True)
