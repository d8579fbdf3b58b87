"""What holds for everything that is declared: each reply can be forced, is told apart, and has a ground."""

import re
from collections import Counter
from typing import Any

import httpx
import pytest

from contract_tests.conftest import Running, Site

CREDENTIALS = "source=test&user=6666&pass=1234"


@pytest.fixture(scope="module")
def endpoints(handbook_server: Running) -> list[dict[str, Any]]:
    """Every endpoint of every app, as the catalogue describes it."""
    apps = handbook_server.control.get("catalogue").json()["apps"]
    return [endpoint for app in apps.values() for endpoint in app]


def test_ids_are_unique_and_begin_with_their_app(endpoints: list[dict[str, Any]]) -> None:
    """No two endpoints or replies share an id."""
    ids = [endpoint["id"] for endpoint in endpoints]
    replies = [reply["id"] for endpoint in endpoints for reply in endpoint["replies"]]
    assert len(set(ids)) == len(ids)
    assert len(set(replies)) == len(replies)
    for endpoint in endpoints:
        assert all(reply["id"].startswith(f"{endpoint['id']}.") for reply in endpoint["replies"])


def test_every_endpoint_says_what_it_is_and_can_succeed(endpoints: list[dict[str, Any]]) -> None:
    """A summary, a section, and a reply that is no failure; only what answers the unknown has none."""
    for endpoint in endpoints:
        assert endpoint["summary"], endpoint["id"]
        assert endpoint["section"], endpoint["id"]
        kinds = {reply["kind"] for reply in endpoint["replies"]}
        assert kinds & {"success", "partial"} or re.search(r"\.(Unknown|Other)", endpoint["id"]), endpoint["id"]


def test_every_reply_has_a_ground(endpoints: list[dict[str, Any]]) -> None:
    """A source with a section, a grade, a way to reach it; and an inferred reply says why."""
    for endpoint in endpoints:
        for reply in endpoint["replies"]:
            assert re.search(r" §\S", reply["source"]), reply["id"]
            assert reply["grade"] in {"documented", "observed", "inferred"}
            assert reply["reach"] in {"input", "state", "fault"}
            assert bool(reply.get("why")) == (reply["grade"] == "inferred"), reply["id"]


def test_replies_of_an_endpoint_are_told_apart(endpoints: list[dict[str, Any]]) -> None:
    """No two replies of one endpoint have the same status and the same texts in both profiles."""
    for endpoint in endpoints:
        told = Counter((reply["status"], reply["text"], reply.get("observed")) for reply in endpoint["replies"])
        assert max(told.values()) == 1, (endpoint["id"], told.most_common(1))


def test_every_field_says_where_it_goes_and_of_what_type_it_is(endpoints: list[dict[str, Any]]) -> None:
    """Name, type, place and whether it is required."""
    for endpoint in endpoints:
        names = [field["name"] for field in endpoint["fields"]]
        assert len(set(names)) == len(names), endpoint["id"]
        for field in endpoint["fields"]:
            assert field["type"]
            assert field["in"] in {"query", "form", "path", "header", "body", "xml", "json", "multipart", "file"}
            assert isinstance(field["required"], bool)


def test_every_reply_can_be_forced_and_fills_its_gaps(dialer360: Site, endpoints: list[dict[str, Any]]) -> None:
    """A fault forces each declared reply: the answer is that reply, and no placeholder is left open."""
    faults = f"worlds/{dialer360.world}/faults"
    claimed: dict[str, str] = {}
    for endpoint in endpoints:
        address = " ".join(str(endpoint.get(part)) for part in ("method", "path", "function"))
        # Of apps that share an address, the first answers there.
        if claimed.setdefault(address, endpoint["id"]) != endpoint["id"]:
            continue
        for reply in endpoint["replies"]:
            fault = {"app": endpoint["id"].partition(".")[0], "reply": reply["id"], "times": 1}
            assert dialer360.control.post(faults, json=fault).status_code == 201, reply["id"]
            answer = _called(dialer360, endpoint)
            assert answer.headers.get("ringback-reply") == reply["id"], answer.text
            assert answer.status_code == reply["status"]
            assert not re.search(r"\{[a-z_]+\}", answer.text), (reply["id"], answer.text)
            # The catalogue describes a page and does not print it; XML and JSON have more around the text.
            if answer.headers.get("content-type", "").startswith("text/") and not answer.text.lstrip().startswith("<"):
                assert _pattern(reply["text"]).fullmatch(answer.text.removesuffix("\n")), (reply["id"], answer.text)
        dialer360.control.delete(faults)


def _called(site: Site, endpoint: dict[str, Any]) -> httpx.Response:
    """The answer of an endpoint to a request that has nothing but its address."""
    path = re.sub(r"\{[a-z_]+\}", "1", endpoint["path"])
    query = f"?{CREDENTIALS}&function={endpoint['function']}" if "function" in endpoint else ""
    return site.client.request(endpoint["method"], f"{site.url}{path}{query}")


def _pattern(text: str) -> re.Pattern[str]:
    parts = re.split(r"\{[a-z_0-9]+\}", text)
    return re.compile(".*".join(map(re.escape, parts)), re.DOTALL)
