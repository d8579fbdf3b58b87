"""Responses out by ASGI, or lost on purpose."""

import socket
import struct
from typing import TYPE_CHECKING, Any

from ringback.serve.pipeline import Response

if TYPE_CHECKING:
    from starlette.types import Receive, Send


async def deliver(response: Response, receive: "Receive", send: "Send") -> None:
    """Send a response, or suffer the transport fault it carries."""
    start = {
        "type": "http.response.start",
        "status": response.status,
        "headers": [*response.headers, (b"content-length", b"%d" % len(response.body))],
    }
    if response.lost is not None:
        await _lose(response, start, receive, send)
    else:
        await send(start)
        await send({"type": "http.response.body", "body": response.body})


async def _lose(response: Response, start: dict[str, Any], receive: "Receive", send: "Send") -> None:
    """Lose the connection: at once and abruptly, without a word, or in the middle of the body."""
    if response.lost == "truncate":
        # A body of no bytes cannot be cut, only announced as longer than it is.
        start["headers"][-1] = (b"content-length", b"%d" % max(len(response.body), 1))
        await send(start)
        half = response.body[: len(response.body) // 2]
        await send({"type": "http.response.body", "body": half, "more_body": True})
    # ASGI has no word for connections. uvicorn's `send` is bound to the object that holds the connection's transport.
    transport = getattr(getattr(send, "__self__", None), "transport", None)
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
