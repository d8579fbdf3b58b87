"""The guard before every control route: strangers' web pages and hosts stay out, and a token may be asked for."""

import hmac
import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from ringback.control.errors import Refusal
from ringback.serve.problem import Problem
from ringback.serve.settings import Settings

# Names that only the local network gives out, whatever a public DNS says.
LOCAL = (".localhost", ".local", ".internal")

_HOST = re.compile(r"(?:\[(?P<six>[0-9a-f:.]+)]|(?P<name>[a-z0-9._-]*))(?::\d*)?")
_PORTS = {"http": 80, "https": 443}


def guard(settings: Settings, headers: Headers, *, asks_token: bool = True) -> None:
    """Let a request pass, or raise the Problem that refuses it."""
    host = headers.get("host", "")
    for named in headers.getlist("host"):
        if not allowed(named, settings.allow_hosts):
            hint = "Use localhost or an address, or start the server with --allow-host NAME"
            raise Problem(403, "foreign_host", f"The control plane does not answer to the host {named[:200]!r}", hint)
    for origin in headers.getlist("origin"):
        if not same(origin, host):
            hint = f"The control plane answers programs, and web pages of its own origin ({host}) only"
            raise Problem(403, "foreign_origin", f"The control plane does not answer pages of {origin[:200]!r}", hint)
    if settings.control_token and asks_token and not _bears(headers, settings.control_token):
        hint = "Send `Authorization: Bearer` with the token the server was started with (--control-token)"
        raise Refusal(
            401,
            "unauthorized",
            "The control plane asks for a token",
            hint,
            WWW_Authenticate='Bearer realm="ringback"',
        )


def allowed(host: str, also: tuple[str, ...]) -> bool:
    """Whether no stranger's DNS could have led a browser here under that name."""
    found = _HOST.fullmatch(host.lower())
    if found is None:
        return False
    if found["six"]:
        return _is_address(found["six"])
    name = found["name"].removesuffix(".")
    if "." not in name or name.endswith(LOCAL) or _is_address(name):
        return True
    return name in {own.lower().removesuffix(".") for own in also}


def same(origin: str, host: str) -> bool:
    """Whether an origin is the host that it asks."""
    try:
        page, own = urlsplit(origin), urlsplit(f"//{host}")
        default = _PORTS.get(page.scheme)
        if not page.hostname or default is None:
            return False
        return (page.hostname, page.port or default) == (own.hostname, own.port or default)
    except ValueError:
        return False


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _bears(headers: Headers, token: str) -> bool:
    scheme, _, given = headers.get("authorization", "").partition(" ")
    return scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), token.encode())
