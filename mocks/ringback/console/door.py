"""The console's door: who may come in, and with what headers its pages leave. What makes pages is imported late."""

import hashlib
import hmac
import logging
from collections.abc import MutableMapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Message, Receive, Scope, Send

from ringback.control.errors import DEFECT
from ringback.control.guard import guard
from ringback.control.routes import CONTROL, Control, Problem

if TYPE_CHECKING:
    from ringback.console.site import Site

_log = logging.getLogger("ringback")

HOME = f"{CONTROL}/console"
COOKIE = "ringback-console"

# Nothing but what the server itself serves is loaded, run or sent to, and no other page may frame these.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
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


class Door:
    """The console as an ASGI application, behind the control plane's guard; a token is kept in a cookie."""

    def __init__(self, control: Control) -> None:
        """Serve the console of that control plane."""
        self._control = control

    @cached_property
    def _site(self) -> "Site":
        from ringback.console.site import Site

        return Site(self._control)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        response = await self._answer(request)
        await response(scope, receive, _sending(send))

    async def _answer(self, request: Request) -> Response:
        site = self._site
        path = request.url.path.removeprefix(HOME)
        try:
            self._admit(request)
            if path.startswith("/assets/") or self._known(request):
                return await site.answer(request, path)
            return await self._sign_in(site, request, path)
        except Problem as problem:
            return site.refused(request, problem)
        except Exception:
            _log.exception("The console's page %s met a defect of Ringback's own", path)
            return site.refused(request, DEFECT)

    def _admit(self, request: Request) -> None:
        """Let a request pass, or raise the Problem that refuses it: no other site's page may act here."""
        guard(self._control.settings, Headers(scope=request.scope), asks_token=False)
        if request.method not in ("GET", "HEAD") and request.headers.get("sec-fetch-site", "") not in _OWN:
            hint = "The console acts on what is done in its own pages only"
            raise Problem(403, "foreign_page", "This was asked by a page of another site", hint)

    def _known(self, request: Request) -> bool:
        token = self._control.settings.control_token
        return not token or hmac.compare_digest(request.cookies.get(COOKIE, "").encode(), _sealed(token).encode())

    async def _sign_in(self, site: "Site", request: Request, path: str) -> Response:
        """Ask for the control token, or take it and go on."""
        if (request.method, path) != ("POST", "/sign-in"):
            return site.sign_in(request)
        form = await request.form(max_files=0, max_fields=10)
        given, token = str(form.get("token", "")), self._control.settings.control_token
        if not hmac.compare_digest(given.strip().encode(), token.encode()):
            return site.sign_in(request, wrong=True)
        response = RedirectResponse(f"{HOME}/", 303)
        secure = request.url.scheme == "https"
        response.set_cookie(COOKIE, _sealed(token), path=HOME, httponly=True, samesite="strict", secure=secure)
        return response


def _sealed(token: str) -> str:
    """What the cookie holds: it proves that its bearer knew the token, and does not give it away."""
    return hashlib.sha256(f"ringback console {token}".encode()).hexdigest()


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
    return [Route(HOME, door), Route(f"{HOME}/{{rest:path}}", door)]
