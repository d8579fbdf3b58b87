"""The console's door: who may come in, and with what headers its pages leave. What makes pages is imported late."""

import hmac
import logging
import os
from collections.abc import MutableMapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Message, Receive, Scope, Send

from ringback.console.address import HOME, asked, local
from ringback.console.form import sent
from ringback.control.errors import DEFECT
from ringback.control.guard import guard
from ringback.control.routes import Control, Gone, Problem

if TYPE_CHECKING:
    from ringback.console.site import Site

__all__ = ["HOME", "Door", "routes"]

_log = logging.getLogger("ringback")

COOKIE = "ringback-console"

# Nothing but what the server itself serves is loaded, run or sent to, and no other page may frame these.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_OWN = ("", "same-origin", "none")
_LOOKS = ("GET", "HEAD")
# A form that is sent before its sender is known.
_MOST_SIGN_IN = 10_000


class Door:
    """The console as an ASGI application, behind the control plane's guard; a token is kept in a cookie."""

    def __init__(self, control: Control) -> None:
        """Serve the console of that control plane."""
        self._control = control
        # A browser shows its cookies to every port of a host: what another server sees there is worth nothing to it.
        self._key = os.urandom(32)

    @cached_property
    def _site(self) -> "Site":
        from ringback.console.site import Site

        return Site(self._control)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        try:
            response = await self._answer(request)
        except Gone:
            return
        await response(scope, receive, _sending(send))

    async def _answer(self, request: Request) -> Response:
        site = self._site
        path = str(request.scope["path"]).removeprefix(HOME)
        try:
            self._admit(request)
            if path.startswith("/assets/") or self._known(request):
                return await site.answer(request, path)
            return await self._sign_in(site, request, path)
        except Problem as problem:
            return site.refused(request, problem)
        except Gone:
            raise
        except Exception:
            _log.exception("The console's page %s met a defect of Ringback's own", path)
            return site.refused(request, DEFECT)

    def _admit(self, request: Request) -> None:
        """Let a request pass, or raise the Problem that refuses it: no other site's page may act or look here."""
        headers = Headers(scope=request.scope)
        guard(self._control.settings, headers, asks_token=False)
        looks, site = request.method in _LOOKS, headers.get("sec-fetch-site", "")
        # A link on another site may lead here: that opens a page of its own, which the other site cannot see.
        follows = looks and headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
        if site not in _OWN and not follows:
            hint = "The console acts on what is done in its own pages only"
            raise Problem(403, "foreign_page", "This was asked by a page of another site", hint)
        if not looks and not site and "origin" not in headers:
            hint = "A program asks the control plane itself: the console shows the command of each of its buttons"
            raise Problem(403, "no_page", "This does not come from a page of the console", hint)

    def _known(self, request: Request) -> bool:
        token = self._control.settings.control_token
        return not token or hmac.compare_digest(request.cookies.get(_cookie(request), "").encode(), self._sealed(token))

    def _sealed(self, token: str) -> bytes:
        """What the cookie holds: it proves to this server, as long as it runs, that its bearer knew the token."""
        return hmac.digest(self._key, token.encode(), "sha256").hex().encode()

    async def _sign_in(self, site: "Site", request: Request, path: str) -> Response:
        """Ask for the control token, or take it and go on to the page that was asked for."""
        if (request.method, path) != ("POST", "/sign-in"):
            return site.sign_in(request, asked(request.scope) if request.method in _LOOKS else "")
        form = await sent(request, _MOST_SIGN_IN)
        given, token, then = form.get("token", ""), self._control.settings.control_token, local(form.get("then", ""))
        if not hmac.compare_digest(given.strip().encode(), token.encode()):
            return site.sign_in(request, then, wrong=True)
        response = RedirectResponse(then or f"{HOME}/", 303)
        sealed, secure = self._sealed(token).decode(), request.url.scheme == "https"
        response.set_cookie(_cookie(request), sealed, path=HOME, httponly=True, samesite="strict", secure=secure)
        return response


def _cookie(request: Request) -> str:
    """The cookie's name: one for each port, since the consoles of one host see each other's."""
    return f"{COOKIE}-{request.url.port or request.url.scheme}"


def _sending(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            _add(message)
        await send(message)

    return sending


def _add(message: MutableMapping[str, Any]) -> None:
    headers = MutableHeaders(scope=message)
    for name, value in _HEADERS.items():
        headers[name] = value
    headers.setdefault("cache-control", "no-store")


def routes(control: Control) -> list[BaseRoute]:
    """All routes of the console; they go before the control plane's own."""
    door = Door(control)
    return [Route(HOME, door), Route(f"{HOME}/{{rest:rest}}", door)]
