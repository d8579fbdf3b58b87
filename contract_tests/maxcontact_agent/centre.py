"""A MaxContact centre as its clients see it: both APIs with one token, in JSON unless told otherwise."""

from base64 import b64encode
from typing import Any

import httpx
from lxml import etree

from contract_tests.conftest import Site
from contract_tests.maxcontact_agent.words import check_words

SERVICES = "/webservices/services"
TELEPHONY = f"{SERVICES}/telephony"
MANAGEMENT = f"{SERVICES}/management"
AGENT, MANAGER = "maxcontact-agent", "maxcontact-management"

# The keys of the numbers in a Call, as the notes have them.
DIALLING, RINGING, CONNECTED, ON_HOLD, ENDED = 1, 2, 3, 4, 5


def plain(answer: httpx.Response) -> Any:
    """The content of an XML answer: texts, mappings, lists for repeated elements, None for nil."""
    return _plain(etree.fromstring(answer.content))


def _plain(element: "etree._Element") -> Any:
    if element.get("{http://www.w3.org/2001/XMLSchema-instance}nil") == "true":
        return None
    if not len(element):
        return element.text or ""
    children: dict[str, list[Any]] = {}
    for child in element:
        children.setdefault(str(child.tag), []).append(_plain(child))
    return {name: held[0] if len(held) == 1 else held for name, held in children.items()}


class Centre:
    """One world, and a token for it."""

    def __init__(self, site: Site, login: str = "demo", password: str = "demo") -> None:
        """Sign in."""
        self.site = site
        self.key = str(self.token(login, password).json()["TokenKey"])

    def token(self, login: str, password: str, **headers: str) -> httpx.Response:
        """Ask for a token, in JSON."""
        encoded = b64encode(password.encode("ascii")).decode()
        sent = {"authorization": encoded, "content-type": "application/json", **headers}
        answer = self.site.client.get(f"{self.site.url}{SERVICES}/apitoken/login/{login}", headers=sent)
        # The client is shared by all worlds of a server, and would take the cookie to the others.
        self.site.client.cookies.clear()
        return answer

    def send(self, verb: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """Send a request with the token; a mapping goes as JSON, a text as it is.

        Whatever is asked, a reply must be worded as that reply is.
        """
        sent = {"cookie": f"TokenKey={self.key}", "content-type": "application/json", **headers}
        content = self.site.client.build_request(verb, self.site.url, json=body).content if _is_plain(body) else body
        answer = self.site.client.request(verb, f"{self.site.url}{path}", content=content, headers=sent)
        check_words(answer)
        return answer

    def telephony(self, path: str) -> dict[str, Any]:
        """GET a method of the telephony API; its envelope."""
        answer = self.send("GET", f"{TELEPHONY}/{path}")
        assert answer.status_code == 200, answer.text
        envelope: dict[str, Any] = answer.json()
        return envelope

    def manage(self, verb: str, path: str, **body: Any) -> dict[str, Any]:
        """Call a method of the management API; its envelope."""
        answer = self.send(verb, f"{MANAGEMENT}/{path}", body or None)
        assert answer.status_code == 200, answer.text
        envelope: dict[str, Any] = answer.json()
        return envelope

    def done(self, path: str) -> Any:
        """The data of a telephony method that succeeds."""
        envelope = self.telephony(path)
        assert (envelope["Success"], envelope["ResponseCode"]) == (True, 0), envelope
        return envelope["Data"]

    def managed(self, verb: str, path: str, **body: Any) -> Any:
        """The data of a management method that succeeds."""
        envelope = self.manage(verb, path, **body)
        assert (envelope["Success"], envelope["ResponseCode"]) == (True, "Success"), envelope
        return envelope["Data"]

    def dial(self, user: int, number: str, **query: object) -> dict[str, Any]:
        """Dial a number for a user; the Call."""
        tail = "&".join(f"{name}={value}" for name, value in query.items())
        call: dict[str, Any] = self.done(f"dial/user/{user}/phone/{number}" + (f"?{tail}" if tail else ""))
        return call

    def calls(self, user: int) -> list[dict[str, Any]]:
        """The calls of a user."""
        calls: list[dict[str, Any]] = self.done(f"getcalls/user/{user}")
        return calls

    def state(self, user: int) -> str:
        """What the agent is doing."""
        return str(self.row("agents", user)["state"])

    def rows(self, table: str) -> list[dict[str, Any]]:
        """All rows of a table."""
        return self.site.rows(table, AGENT)

    def row(self, table: str, key: object) -> dict[str, Any]:
        """One row of a table."""
        return self.site.row(table, key, AGENT)

    def put(self, table: str, key: object, **fields: object) -> dict[str, Any]:
        """Make or replace a row by hand."""
        row: dict[str, Any] = self.site.put(table, key, AGENT, **fields).json()
        return row

    def patch(self, table: str, key: object, **fields: object) -> dict[str, Any]:
        """Change fields of a row by hand."""
        row: dict[str, Any] = self.site.patch(table, key, AGENT, **fields).json()
        return row


def _is_plain(body: Any) -> bool:
    return body is not None and not isinstance(body, str | bytes)
