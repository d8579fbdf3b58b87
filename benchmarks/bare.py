"""A server that reads no more of a request than where it ends: what the load client and the loop can do alone."""

import asyncio
import sys
from typing import cast

from benchmarks.load import loop_factory
from benchmarks.servers import TEXT

REPLY = b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%s" % (len(TEXT), TEXT.encode())


class Constant(asyncio.Protocol):
    """Answers whatever comes; every request is small enough to come in one piece."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is no subclass of asyncio's

    def data_received(self, data: bytes) -> None:
        """Answer."""
        self._transport.write(REPLY)


async def _serve(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(Constant, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        runner.run(_serve(int(sys.argv[1])))
