"""Responses out: in one write where the server allows it, or lost on purpose."""

import socket
import struct
from typing import Any

from starlette.types import Receive, Send

from ringback.serve.pipeline import Response


class _OneWrite:
    """Stands before a connection's transport while a response is sent, and passes it on as one piece.

    A server that writes head and body apart costs a system call and, under load, a good part of its speed.
    """

    __slots__ = ("_pieces", "_transport")

    def __init__(self, transport: Any) -> None:
        self._transport = transport
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> None:
        self._pieces.append(piece)

    def flush(self) -> None:
        if self._pieces:
            self._transport.write(b"".join(self._pieces))
            self._pieces.clear()

    def close(self) -> None:
        self.flush()
        self._transport.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


async def deliver(response: Response, receive: Receive, send: Send) -> None:
    """Send a response, or suffer the transport fault it carries."""
    # ASGI has no word for connections. uvicorn's `send` is bound to the object that holds the connection's transport.
    cycle = getattr(send, "__self__", None)
    transport = getattr(cycle, "transport", None)
    body = response.body
    start = {
        "type": "http.response.start",
        "status": response.status,
        "headers": [*response.headers, (b"content-length", b"%d" % len(body))],
    }
    if response.lost is not None:
        await _lose(response, start, receive, send, transport)
    elif transport is None or cycle is None:
        await send(start)
        await send({"type": "http.response.body", "body": body})
    else:
        held = _OneWrite(transport)
        cycle.transport = held
        try:
            await send(start)
            await send({"type": "http.response.body", "body": body})
        finally:
            cycle.transport = transport
            held.flush()


async def _lose(response: Response, start: dict[str, Any], receive: Receive, send: Send, transport: Any) -> None:
    """Lose the connection: at once and abruptly, without a word, or in the middle of the body."""
    if response.lost == "truncate":
        # A body of no bytes cannot be cut, only announced as longer than it is.
        start["headers"][-1] = (b"content-length", b"%d" % max(len(response.body), 1))
        await send(start)
        half = response.body[: len(response.body) // 2]
        await send({"type": "http.response.body", "body": half, "more_body": True})
    if transport is None:
        raise ConnectionResetError("the connection was lost on purpose (a transport fault)")
    if response.lost == "reset":
        connection = transport.get_extra_info("socket")
        if connection is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    else:
        transport.close()
    # To return before the server has noticed would have it complain, and answer 500 into the closed connection.
    while (await receive())["type"] != "http.disconnect":
        pass
