"""What buttons do. Each names a method and a path of the control plane; its fields make the body."""

from typing import Any
from urllib.parse import quote

import msgspec
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from ringback.console.curl import curl
from ringback.console.visit import Pages, Visit
from ringback.control.routes import Problem

MOST_FIELDS = 200
METHODS = ("POST", "PUT", "PATCH", "DELETE")
OWN = "."
"""Fields of the form that begin so say what to do; all others make the body."""


async def done(visit: Visit) -> Response:
    """Do what a form says, tell how it went, and show the command that does the same."""
    async with visit.request.form(max_files=0, max_fields=MOST_FIELDS) as form:
        method, path, body = _asked(form)
        then = _filled(str(form.get(".then", "")), form)
        label = str(form.get(".label", ""))[:100] or "Done"
    command = curl(visit.root, method, path, body, token=bool(visit.control.settings.control_token))
    by_script = "hx-request" in visit.request.headers
    try:
        await visit.ask.send(method, path, body)
    except Problem as problem:
        if not by_script:
            raise
        return visit.fragment("said.html", problem=problem, done="", command=command)
    if not by_script:
        return RedirectResponse(_local(then) or visit.url("floor"), 303)
    response = visit.fragment("said.html", problem=None, done=label, command=command)
    if then:
        response.headers["hx-redirect"] = _local(then) or visit.url("floor")
    else:
        response.headers["hx-trigger"] = "changed"
    return response


def _asked(form: FormData) -> tuple[str, str, dict[str, Any] | None]:
    """The method, the path with its gaps filled, and the body that a form means."""
    method, path = str(form.get(".method", "")), str(form.get(".path", ""))
    if method not in METHODS or not path or path.startswith("/") or ".." in path.split("/"):
        raise Problem(400, "bad_act", "This form does not say what to do", "Load the page anew")
    body: dict[str, Any] = {}
    asked, path = path, _filled(path, form)
    for sent, value in form.multi_items():
        if sent.startswith(OWN) or not isinstance(value, str):
            continue
        name, _, kind = sent.partition(":")
        if f"{{{name}}}" not in asked and (said := _value(name, kind, value)) is not None:
            body[name] = said
    if ".body" in form:
        return method, path, _value(".body", "json", str(form[".body"])) or {}
    return method, path, body or None


def _filled(text: str, form: FormData) -> str:
    """A text with its gaps filled from the form's fields, each as one part of a path."""
    for name, value in form.multi_items():
        if isinstance(value, str):
            text = text.replace(f"{{{name}}}", quote(value.strip(), safe=""))
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
            raise Problem(400, "bad_value", f"{name.lstrip('.')}: expected {meant}, got {text[:80]!r}") from None
    return text.strip()


def _local(url: str) -> str:
    """An address of the console itself; blank for any other."""
    return url if url.startswith("/_ringback/console/") and "\n" not in url and "\r" not in url else ""


PAGES: Pages = {"/do": {"POST": done}}
