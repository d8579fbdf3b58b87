"""Requests and replies with every value in them changed, wherever it stands: path, query, headers, cookies, body."""

import base64
import binascii
from typing import NamedTuple

from msgspec.structs import replace

from ringback.contract.app import App
from ringback.contract.request import Request
from ringback.serve.transcripts.declared import Found, endpoint_of, in_lines, template_of
from ringback.serve.transcripts.places import (
    PLAIN,
    Change,
    Place,
    in_body,
    in_cookies,
    in_form,
    in_path,
    notation,
    rewritten,
)
from ringback.serve.transcripts.transcript import BASE, Body, Got, Sent

# Under this name stands a user's name in a header of HTTP's own.
USER = "username"
SECRET = "authorization"
COOKIE = "cookie"


def request_of(sent: Sent) -> Request:
    """A request as the contract sees it."""
    body = sent.body.text.encode()
    headers = [(name.encode("latin-1"), value.encode("latin-1", "replace")) for name, value in sent.headers]
    if body or sent.method not in ("GET", "HEAD"):
        headers.append((b"content-length", b"%d" % len(body)))
    host = (b"host", BASE.partition("//")[2].encode())
    return Request(sent.method, sent.path, sent.query.encode("latin-1", "replace"), [host, *headers], body, base=BASE)


def asked(sent: Sent, app: App) -> Found:
    """The endpoint of a request."""
    return endpoint_of(app, request_of(sent))


def request_with(sent: Sent, app: App, endpoint: Found, change: Change) -> Sent:
    """A request with its values changed."""
    path, query = _target(f"{sent.path}?{sent.query}", app, endpoint, change).split("?", 1)
    kind = sent.header("content-type")
    text = sent.body.text
    links = _Links(app, change)
    body = rewritten(text, in_body(text, kind), links.change, between=notation(text, kind) == "text")
    headers = [(name, _header(name, value, change)) for name, value in sent.headers]
    return replace(sent, path=path, query=query, headers=headers, body=replace(sent.body, text=body))


def reply_with(got: Got, app: App, endpoint: Found, change: Change) -> Got:
    """A reply with its values changed."""
    text, kind = got.body.text, got.header("content-type")
    written = notation(text, kind)
    places = in_body(text, kind)
    if written == "text" and not places:
        places = [*in_lines(text, endpoint)]
    links = _Links(app, change)
    body = rewritten(text, places, links.change, between=written in ("text", "html"))
    headers = [(name, _header(name, value, links.change)) for name, value in got.headers]
    return replace(got, headers=headers, body=Body(body, got.body.omitted))


class _Links(NamedTuple):
    """Changes values, and within a value that is a link to the app's own paths the parts of that."""

    app: App
    inner: Change

    def change(self, name: str, value: str) -> str:
        """The value changed."""
        path = value.removeprefix(BASE)
        if path.lower().startswith(self.app.prefixes) and not any(sign.isspace() for sign in path):
            endpoint = endpoint_of(self.app, Request("GET", path.partition("?")[0]))
            target = path if "?" in path else f"{path}?"
            changed = _target(target, self.app, endpoint, self.inner)
            return value[: len(value) - len(path)] + (changed if "?" in path else changed[:-1])
        return self.inner(name, value)


def _target(target: str, app: App, endpoint: Found, change: Change) -> str:
    """A path and a query, which a `?` divides, changed."""
    path, _, query = target.partition("?")
    path = rewritten(path, in_path(path, template_of(endpoint)), change, between=False)
    return f"{path}?{rewritten(query, in_form(query), change, between=False)}"


def _header(name: str, value: str, change: Change) -> str:
    if name in ("authorization", "proxy-authorization"):
        return _credentials(value, change)
    if name == "cookie":
        return rewritten(value, [*map(_secret, in_cookies(value))], change, between=False)
    if name == "set-cookie":
        return rewritten(value, [*map(_secret, in_cookies(value)[:1])], change, between=False)
    if name in ("content-type", "accept", "date"):
        return value
    return change(name, value)


def _secret(place: Place) -> Place:
    """Whatever a cookie is called, it is a secret."""
    return place._replace(name=COOKIE, code=PLAIN)


def _credentials(value: str, change: Change) -> str:
    """An Authorization header: what is in it is told where it can be read, else it is one secret."""
    scheme, space, rest = value.strip().rpartition(" ")
    text = _decoded(rest)
    if not text:
        return f"{scheme}{space}{change(SECRET, rest)}" if rest else value
    user, colon, password = text.rpartition(":")
    changed = f"{change(USER, user) if user else ''}{colon}{change(SECRET, password) if password else ''}"
    return f"{scheme}{space}{base64.b64encode(changed.encode()).decode('ascii')}"


def _decoded(value: str) -> str:
    try:
        text = base64.b64decode(value, validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        return ""
    return text if text.isprintable() else ""
