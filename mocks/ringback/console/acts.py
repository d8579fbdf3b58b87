"""What buttons do. Each names a method and a path of the control plane; its fields make the body."""

from typing import Any
from urllib.parse import quote, unquote, urlsplit

import msgspec
from starlette.responses import RedirectResponse, Response

from ringback.console.address import local
from ringback.console.curl import curl
from ringback.console.form import Form, sent
from ringback.console.visit import Pages, Visit
from ringback.control.routes import Problem

METHODS = ("POST", "PUT", "PATCH", "DELETE")
OWN = "."
"""Fields of the form that begin so say what to do; all others make the body."""


async def done(visit: Visit) -> Response:
    """Do what a form says, tell how it went, and show the command that does the same."""
    form = await sent(visit.request, visit.control.settings.most_body)
    by_script = "hx-request" in visit.request.headers
    command = ""
    try:
        method, path, body = _asked(form)
        command = curl(visit.root, method, path, body, token=bool(visit.control.settings.control_token))
        await _must_be_free(visit, form)
        await visit.ask.send(method, path, body)
    except Problem as problem:
        if not by_script:
            raise
        return visit.fragment("said.html", problem=problem, done="", command=command)
    then = local(_filled(form.get(".then", ""), form))
    if not by_script:
        return RedirectResponse(then or _whence(visit) or visit.url("floor"), 303)
    label = _label(form.get(".label", "")[:100] or "Done", form)
    response = visit.fragment("said.html", problem=None, done=label, command=command)
    if ".then" in form:
        response.headers["hx-redirect"] = then or visit.url("floor")
    else:
        response.headers["hx-trigger"] = "changed"
    return response


def _asked(form: Form) -> tuple[str, str, Any]:
    """The method, the path with its gaps filled, and the body that a form means; None for no body."""
    method, asked = form.get(".method", ""), form.get(".path", "")
    if method not in METHODS or not asked or asked.startswith("/") or ".." in asked.split("/"):
        raise Problem(400, "bad_act", "This form does not say what to do", "Load the page anew")
    body: dict[str, Any] = {}
    path = _filled(asked, form)
    for field, value in form.items():
        name, _, kind = field.partition(":")
        if field.startswith(OWN) or f"{{{name}}}" in asked:
            continue
        if (said := _value(name, kind, value)) is not None:
            body[name] = said
    if ".body" in form:
        whole = _value(".body", "json", form[".body"])
        return method, path, {} if whole is None else whole
    return method, path, body or None


async def _must_be_free(visit: Visit, form: Form) -> None:
    """Refuse to replace what a form says must not be there yet: the control plane replaces without a question."""
    if not form.get(".free"):
        return
    place = _filled(form[".free"], form)
    try:
        await visit.ask.send("GET", place)
    except Problem:
        return
    name = unquote(place.rpartition("/")[2])
    raise Problem(409, "taken", f"There is a world called {name!r} already", "Take another name, or drop it first")


def _filled(text: str, form: Form) -> str:
    """A text with its gaps filled from the form's fields, each as one part of a path."""
    for name, value in form.items():
        if not name.startswith(OWN):
            text = text.replace(f"{{{name}}}", quote(value.strip(), safe=""))
    return text


def _label(text: str, form: Form) -> str:
    """What is said when all went well, with its gaps filled as they were written."""
    for name, value in form.items():
        if not name.startswith(OWN):
            text = text.replace(f"{{{name}}}", value.strip()[:80])
    return text


def _value(name: str, kind: str, text: str) -> Any:
    """A field's value: `number`, `json`, `flag`, `text` (blank too), else a text that is left out when blank."""
    if kind == "text":
        return text
    if not text.strip():
        return None
    if kind == "flag":
        return True
    if kind in ("number", "json"):
        try:
            return msgspec.json.decode(text.strip())
        except (ValueError, RecursionError):
            meant = "a number" if kind == "number" else "JSON"
            where = "" if name.startswith(OWN) else f"{name}: "
            raise Problem(400, "bad_value", f"{where}expected {meant}, got {text[:80]!r}") from None
    return text.strip()


def _whence(visit: Visit) -> str:
    """The page on which the button stands, for a browser without scripts."""
    came = urlsplit(visit.request.headers.get("referer", ""))
    return local(f"{came.path}?{came.query}" if came.query else came.path)


PAGES: Pages = {"/do": {"POST": done}}
