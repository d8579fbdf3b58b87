"""A server in a thread of this process."""

import asyncio
import socket
import threading
from collections.abc import Callable
from typing import TypeVar

from uvicorn.server import ServerState

from ringback.serve.asgi import Gateway
from ringback.serve.protocol import DirectProtocol, config

T = TypeVar("T")

# How long replies under way may take when the server stops, in seconds.
GRACE = 0.3
PATIENCE = 10.0


class Background:
    """An application served by a thread of its own until it is stopped; safe to start and stop from any thread.

    It takes the place of uvicorn's own server, whose stopping is a matter of tenths of a second and is told in the log.
    """

    def __init__(self, gateway: Gateway, host: str, port: int) -> None:
        """Serve; requests are answered when this returns. OSError when the place cannot be had."""
        self.gateway = gateway
        self._socket = socket.create_server((host, port), backlog=2048)
        self.port: int = self._socket.getsockname()[1]
        self._config = config(gateway)
        self._state = ServerState()
        self._ready = threading.Event()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name=f"ringback:{self.port}", daemon=True)
        self._thread.start()
        self._ready.wait()
        if self._failure is not None:
            raise self._failure

    def _run(self) -> None:
        try:
            with asyncio.Runner(loop_factory=self._config.get_loop_factory()) as runner:
                runner.run(self._serve())
        except BaseException as error:
            self._failure = error
        finally:
            self._ready.set()
            self._socket.close()

    async def _serve(self) -> None:
        self._loop = loop = asyncio.get_running_loop()
        self._ended = asyncio.Event()
        server = await loop.create_server(
            lambda: DirectProtocol(self._config, self._state, {}, loop), sock=self._socket
        )
        self._ready.set()
        await self._ended.wait()
        server.close()
        await self._close()

    async def _close(self) -> None:
        """Let replies under way be finished, then close what is still open."""
        self.gateway.pipeline.journal.close()
        for connection in list(self._state.connections):
            connection.shutdown()
        tasks = list(self._state.tasks)
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=GRACE)
            for task in late:
                task.cancel()
        for connection in list(self._state.connections):
            connection.transport.abort()

    def call(self, work: Callable[[], T]) -> T:
        """Do something on the server's thread, between two requests; what it raises is raised here."""

        async def at_once() -> T:
            return work()

        return asyncio.run_coroutine_threadsafe(at_once(), self._loop).result()

    def stop(self) -> None:
        """Stop, and wait until it has; to stop again does nothing."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._ended.set)
            self._thread.join(PATIENCE)
