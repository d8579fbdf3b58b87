"""The application as a Starlette app, for servers other than Ringback's own."""

from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from ringback.serve.asgi import Gateway


class Application(Starlette):
    """A gateway, asked for everything."""

    def __init__(self, gateway: Gateway) -> None:
        """Stand for a gateway."""
        super().__init__()
        self.gateway = gateway

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the gateway answer."""
        await self.gateway(scope, receive, send)
