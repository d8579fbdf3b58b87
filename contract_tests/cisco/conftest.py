"""The fixture of the Cisco tests: a fresh handbook world, asked with a user's Basic credentials."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest

from contract_tests.cisco.words import check_words
from contract_tests.conftest import Running, Site, _fresh

ADMINISTRATOR = "administrator@demo.local"
SUPERVISOR = "supervisor@demo.local"
AGENT = "agent@demo.local"
BASE = "/unifiedconfig/config"

Body = str | bytes | None


@dataclass(frozen=True)
class Error:
    """One apiError of a reply: what a program looks at, and the message."""

    type: str
    message: str = ""
    data: str = ""
    detail: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Cisco:
    """A world, asked as the API's clients ask it; `site` is the same world for the control plane."""

    site: Site

    @property
    def url(self) -> str:
        """The absolute URL before every path."""
        return f"{self.site.url}{BASE}"

    def call(
        self, method: str, path: str, body: Body = None, user: str = ADMINISTRATOR, **headers: str
    ) -> httpx.Response:
        """Send a request; a header's name is written with underscores. The body goes as XML unless a type is named.

        Whatever is asked, an error must be worded as that error is.
        """
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None and "content-type" not in sent:
            sent["content-type"] = "application/xml"
        answer = self.site.client.request(method, f"{self.url}{path}", content=body, headers=sent, auth=(user, "demo"))
        check_words(answer)
        return answer

    def get(self, path: str, user: str = ADMINISTRATOR, **headers: str) -> httpx.Response:
        """GET."""
        return self.call("GET", path, user=user, **headers)

    def xml(self, method: str, path: str, body: Body = None, user: str = ADMINISTRATOR) -> ElementTree.Element:
        """Send a request that must succeed; the root of its reply."""
        answer = self.call(method, path, body, user)
        assert answer.status_code in (200, 202), answer.text
        return ElementTree.fromstring(answer.content)

    def made(self, path: str, body: Body) -> str:
        """Create an item, which must succeed; its refURL."""
        answer = self.call("POST", path, body)
        assert answer.status_code == 201, answer.text
        return answer.headers["location"].removeprefix(self.site.url)

    def listed(self, path: str, name: str = "name") -> list[str]:
        """The texts of one element, in all items of a list."""
        return [found.text or "" for found in self.xml("GET", path).iterfind(f"*/*/{name}")]

    def rows(self, table: str) -> list[dict[str, Any]]:
        """All rows of a table, by the control plane."""
        return self.site.rows(table, "cisco")

    def row(self, table: str, key: object) -> dict[str, Any]:
        """One row of a table, by the control plane."""
        return self.site.row(table, key, "cisco")

    def patch(self, table: str, key: object, **fields: object) -> httpx.Response:
        """Change fields of a row by hand."""
        return self.site.patch(table, key, "cisco", **fields)

    def put(self, table: str, key: object, **fields: object) -> httpx.Response:
        """Make or replace a row by hand."""
        return self.site.put(table, key, "cisco", **fields)

    def advance(self, seconds: float) -> list[dict[str, Any]]:
        """Let world time pass; the events of this app that fired."""
        return [event for event in self.site.advance(seconds) if event["app"] == "cisco"]


def campaign(name: str = "new", group: int = 5003, zone: str = "UTC", more: str = "") -> str:
    """The body of a campaign with what creating one takes, and `more` elements."""
    return (
        f"<campaign><name>{name}</name><skillGroupInfos><skillGroupInfo><skillGroup>"
        f"<refURL>{BASE}/skillgroup/{group}</refURL></skillGroup></skillGroupInfo></skillGroupInfos>"
        f"<timeZone><refURL>{BASE}/timezone/{zone}</refURL></timeZone>{more}</campaign>"
    )


def local(reference: str) -> str:
    """A refURL as a path below the API's own."""
    return reference.partition(BASE)[2]


def errors(answer: httpx.Response) -> list[Error]:
    """The apiErrors of a reply in XML."""
    root = ElementTree.fromstring(answer.content)
    assert root.tag == "apiErrors", answer.text
    return [
        Error(
            one.findtext("errorType") or "",
            one.findtext("errorMessage") or "",
            one.findtext("errorData") or "",
            {detail.tag: detail.text or "" for detail in one.iterfind("errorDetail/*")},
        )
        for one in root
    ]


def error(answer: httpx.Response, status: int = 400) -> Error:
    """The only apiError of a reply with that status."""
    assert answer.status_code == status, answer.text
    (only,) = errors(answer)
    return only


@pytest.fixture
def cisco(handbook_server: Running) -> Iterator[Cisco]:
    """A fresh handbook world of the Outbound API."""
    for site in _fresh(handbook_server):
        yield Cisco(site)


@pytest.fixture
def in_2016(handbook_server: Running) -> Iterator[Cisco]:
    """A handbook world of the time at which the document's examples play."""
    for site in _fresh(handbook_server):
        then = handbook_server.site(f"{site.world}-2016")
        made = then.control.put(f"worlds/{then.world}", json={"start": "2016-01-14T09:00:00Z"})
        made.raise_for_status()
        yield Cisco(then)
        then.control.delete(f"worlds/{then.world}")
