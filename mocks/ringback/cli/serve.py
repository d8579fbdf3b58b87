"""`ringback serve`: from options to a server that answers, says so, and ends cleanly."""

import asyncio
import errno
import gc
import logging
import os
import socket
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import uvicorn

from ringback.apps import MODULES, build
from ringback.cli.banner import banner, root
from ringback.cli.log import listener
from ringback.cli.refusal import Refusal, unknown
from ringback.serve.asgi import DEFAULT_WORLD, Gateway
from ringback.serve.problem import Problem
from ringback.serve.settings import ClockSetting, Settings

# How long replies under way may take when the server ends, in seconds; streams that never end are cut then.
GRACE = 0.3
BACKLOG = 2048


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
        gc.enable()
        if log != "off":
            gateway.pipeline.journal.listeners.add(listener(log))

        def begun() -> None:
            world = gateway.pipeline.worlds.open(DEFAULT_WORLD)
            say(banner(gateway.pipeline.apps, settings, world, url, host), aside=log == "json")
            tell(url)

        config = uvicorn.Config(
            gateway,
            http="httptools",
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


@contextmanager
def bound(host: str, port: int) -> Iterator[socket.socket]:
    """A socket bound to host and port; a Refusal when they cannot be had."""
    place = f"{host or 'all interfaces'}, port {port}"
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except socket.gaierror as error:
        raise Refusal(f"cannot listen on {place}: {error.strerror}", "Check --host.") from None
    with socket.socket(family, kind, protocol) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(address)
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            hint = "Choose another --port, or 0 for a free one." if taken else "Check --host and --port."
            raise Refusal(f"cannot listen on {place}: {os.strerror(error.errno or 0)}", hint) from None
        yield listening


@contextmanager
def ready(path: Path | None) -> Iterator[Callable[[str], None]]:
    """A function that writes the base URL to the file, at once and whole; the file goes when the server ends."""

    if path is None:
        yield lambda url: None
        return
    part = path.with_name(f"{path.name}.part")

    def tell(url: str) -> None:
        part.write_text(url, encoding="utf-8")
        part.replace(path)

    try:
        path.unlink(missing_ok=True)
        part.touch()
        part.unlink()
    except OSError as error:
        raise Refusal(f"cannot write --ready-file {path}: {error.strerror}") from None
    try:
        yield tell
    finally:
        with suppress(OSError):
            path.unlink()


def say(lines: Iterable[str], *, aside: bool) -> None:
    """Print lines; `aside` keeps standard output free for what programs read."""
    with suppress(OSError):
        print(*lines, sep="\n", file=sys.stderr if aside else sys.stdout, flush=True)


def clock_of(text: str) -> ClockSetting:
    """The clock that was asked for; a Refusal when there is none such."""
    try:
        return ClockSetting.of(text)
    except ValueError as error:
        raise Refusal(f"--clock: {error}") from None


def start_of(text: str) -> datetime | None:
    """The moment that was asked for, in UTC unless it has a zone; a Refusal when it is none."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refusal(f"--start: {text!r} is not a moment", "Write it as 2026-01-05T17:00:00Z.") from None
    if not 1970 <= moment.year < 2970:
        raise Refusal(f"--start: {text!r} is not between 1970 and 2970")
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
