"""The description of what is answered: replies in both notations are as it says, and one that is not is noticed."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest
from jsonschema import Draft202012Validator

from contract_tests.cisco.conftest import BASE, SUPERVISOR, Cisco, campaign, local
from contract_tests.conftest import Running
from contract_tests.fuzz import in_xml

XML, JSON = "application/xml", "application/json"
NOTATIONS = (XML, JSON)
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"

# The lists, each with the name of an item.
LISTS = {
    "/campaign": "campaign",
    "/campaign/{campaign_id}/import": "importContact",
    "/dnc": "dnc",
    "/personalcallback": "personalCallback",
    "/timezone": "timeZone",
    "/skillgroup": "skillGroup",
    "/agent": "agent",
}
SUMMARISED = ("/campaign/{campaign_id}/import", "/skillgroup", "/agent")

GROUP = f"<skillGroup><refURL>{BASE}/skillgroup/5003</refURL></skillGroup>"
INFO = (
    f"<ivrPorts>1</ivrPorts><abandonedRoutePoint>1</abandonedRoutePoint><dialedNumber>2</dialedNumber>"
    f"<ivrRoutePoint>3</ivrRoutePoint>{GROUP}"
)
ZONE = f"<timeZone><refURL>{BASE}/timezone/UTC</refURL></timeZone>"
PERSON = "<firstName>Ann</firstName><lastName>Example</lastName><userName>ann</userName>"
PHONES = [f"Phone{place:02}" for place in range(1, 11)]
DUE = "<callbackDateTime>2026-01-06T18:00:00Z</callbackDateTime>"

# Items with as little and with as much as a client may send.
MINIMAL = {
    "/campaign": f"<campaign><name>new</name>{ZONE}</campaign>",
    "/dnc": "<dnc><name>new</name></dnc>",
    "/personalcallback": (
        f"<personalCallback><phone>2025550100</phone><maxAttempts>1</maxAttempts>{DUE}</personalCallback>"
    ),
    "/skillgroup": "<skillGroup><name>new</name></skillGroup>",
    "/agent": f"<agent><person>{PERSON}</person></agent>",
}
FULL = {
    "/campaign": (
        f"<campaign><name>new</name>{ZONE}<description>all</description><campaignPrefix>9</campaignPrefix>"
        f"<skillGroupInfos><skillGroupInfo>{INFO}</skillGroupInfo></skillGroupInfos></campaign>"
    ),
    "/dnc": "<dnc><name>new</name><filePath>/numbers.txt</filePath></dnc>",
    "/personalcallback": (
        f"<personalCallback><campaign><refURL>{BASE}/campaign/5000</refURL></campaign>"
        f"<agent><refURL>{BASE}/agent/1004</refURL></agent><campaignDn>123</campaignDn><phone>2025550100</phone>"
        f"<accountNumber>1</accountNumber><maxAttempts>1</maxAttempts>{DUE}"
        "<lastName>Example</lastName><firstName>Ann</firstName></personalCallback>"
    ),
    "/skillgroup": (
        f"<skillGroup><name>new</name><description>all</description>"
        f"<agents><agent><refURL>{BASE}/agent/1004</refURL></agent></agents></skillGroup>"
    ),
    "/agent": (
        f"<agent><description>all</description><person>{PERSON}</person><skillGroups>{GROUP}</skillGroups>"
        f"<defaultSkillGroup><refURL>{BASE}/skillgroup/5003</refURL></defaultSkillGroup></agent>"
    ),
}

Schema = dict[str, Any]
Spoil = Callable[[ElementTree.Element], None]


@pytest.fixture(scope="module")
def described(handbook_server: Running) -> Schema:
    """The description as the server gives it."""
    document: Schema = handbook_server.control.get("openapi/cisco.json").json()
    return document


def schema(described: Schema, path: str, notation: str, method: str = "get", status: int = 200) -> Schema:
    """What is said of the bodies of an operation."""
    found: Schema = described["paths"][f"{BASE}{path}"][method]["responses"][str(status)]["content"][notation]["schema"]
    return found


def complaints(answer: httpx.Response, said: Schema) -> list[str]:
    """What is not as it is described."""
    body = answer.content
    if answer.headers["content-type"] == JSON:
        return _complaints(json.loads(body), said)
    assert ElementTree.fromstring(body).tag in in_xml.roots(said)
    return _complaints(in_xml.value(body, said), said)


def _complaints(value: object, said: Schema) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(said).iter_errors(value)]


def holds(cisco: Cisco, described: Schema, template: str, path: str = "", **headers: str) -> None:
    """A GET that succeeds is answered as described in either notation."""
    for notation in NOTATIONS:
        answer = cisco.get(path or template, accept=notation, **headers)
        assert answer.status_code == 200, answer.text
        assert complaints(answer, schema(described, template, notation)) == [], (path, answer.text)


def item(path: str) -> str:
    """The path of a list's items in the description."""
    return f"{path}/{{id}}"


def within(path: str) -> str:
    """The path of a list in the handbook."""
    return path.replace("{campaign_id}", "5000")


def items(cisco: Cisco, path: str) -> list[str]:
    """The paths of the items of a list, at most a hundred; of contacts, the one with all that a row can have last."""
    listed = cisco.xml("GET", f"{within(path)}?resultsPerPage=100")
    found = [local(one.text or "") for one in listed.iterfind(f"*/{LISTS[path]}/refURL")]
    assert found
    return found


def contacts(cisco: Cisco) -> None:
    """Two contacts of a campaign: with all that a row can have, and with a phone alone."""
    header = ",".join(["AccountNumber", "FirstName", "LastName", *PHONES, "TimeZoneBias", "DstObserved"])
    rows = [",".join(["1", "Ann", "Example", *["2025550100"] * 10, "60", "true"]), f",,,2025550101{',' * 11}"]
    content = "\n".join([header, *rows])
    body = f"<import><fileContent>{content}</fileContent><overwriteData>true</overwriteData></import>"
    assert cisco.call("POST", "/campaign/5000/import", body).status_code == 200


@pytest.mark.parametrize("path", LISTS)
def test_lists_and_their_items_are_as_described(cisco: Cisco, described: Schema, path: str) -> None:
    """Every item of the handbook, page by page and searched."""
    contacts(cisco)
    for query in ("?resultsPerPage=100", "?resultsPerPage=1", "?startIndex=1&resultsPerPage=1&q=e", ""):
        holds(cisco, described, path, f"{within(path)}{query}")
    for place in items(cisco, path):
        holds(cisco, described, item(path), place)


@pytest.mark.parametrize("path", LISTS)
def test_an_empty_list_is_as_described(cisco: Cisco, described: Schema, path: str) -> None:
    """With the element around its items."""
    contacts(cisco)
    empty = f"{within(path)}?q=nothing"
    listed = cisco.xml("GET", empty)
    assert listed.findtext("pageInfo/totalResults") == "0"
    assert listed.find(f"*/{LISTS[path]}") is None
    holds(cisco, described, path, empty)


@pytest.mark.parametrize("path", SUMMARISED)
def test_a_summary_is_as_described(cisco: Cisco, described: Schema, path: str) -> None:
    """What it lacks is not always there."""
    contacts(cisco)
    holds(cisco, described, path, f"{within(path)}?summary=true")


def test_a_supervisor_reads_what_is_described(cisco: Cisco, described: Schema) -> None:
    """Only the permissions are other ones."""
    holds(cisco, described, "/campaign", user=SUPERVISOR)


@pytest.mark.parametrize("path", MINIMAL)
def test_what_has_as_little_as_can_be_is_as_described(cisco: Cisco, described: Schema, path: str) -> None:
    """All that is always there is."""
    holds(cisco, described, item(path), local(cisco.made(path, MINIMAL[path])))
    holds(cisco, described, path)


@pytest.mark.parametrize("path", [*FULL, "/campaign/{campaign_id}/import", "/timezone"])
def test_the_description_has_no_element_that_is_never_shown(cisco: Cisco, described: Schema, path: str) -> None:
    """An item with all that there can be shows each of them, and the element in its list too."""
    contacts(cisco)
    shown = local(cisco.made(path, FULL[path])) if path in FULL else items(cisco, path)[-1]
    for notation in NOTATIONS:
        said = schema(described, item(path), notation)
        answer = cisco.get(shown, accept=notation)
        value = json.loads(answer.content) if notation == JSON else in_xml.value(answer.content, said)
        assert complaints(answer, said) == []
        assert paths(value) == properties(said)
    listed = schema(described, path, JSON)["properties"]
    (around,) = [one for one in listed.values() if one["type"] == "array"]
    typed = {"xsi:type", "xmlns:xsi"} if path in ("/skillgroup", "/agent") else set()
    assert properties(around["items"]["properties"][LISTS[path]]["items"]) - typed == properties(
        schema(described, item(path), JSON)
    )


def paths(value: Any, path: str = "") -> set[str]:
    """The paths of all members of a value, those of items under their list's."""
    if isinstance(value, list):
        return {found for one in value for found in paths(one, path)}
    if isinstance(value, dict):
        return {
            found for name, held in value.items() for found in (f"{path}/{name}"[1:], *paths(held, f"{path}/{name}"))
        }
    return set()


def properties(said: Schema, path: str = "") -> set[str]:
    """The paths of all properties of a schema."""
    if said["type"] == "array":
        return properties(said["items"], path)
    members = said.get("properties", {}).items()
    return {found for name, held in members for found in (f"{path}/{name}"[1:], *properties(held, f"{path}/{name}"))}


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/dnc", "<dnc><name>late</name></dnc>", 201),
        ("PUT", "/dnc/5001", "<dnc><changeStamp>0</changeStamp><name>renamed</name></dnc>", 200),
        ("PUT", "/dnc/5001", "<dnc><changeStamp>9</changeStamp><name>renamed</name></dnc>", 400),
        ("DELETE", "/dnc/4999", None, 404),
    ],
)
def test_what_became_of_a_request_that_waited_is_described(
    cisco: Cisco, described: Schema, method: str, path: str, body: str | None, status: int
) -> None:
    """The place to ask hands on the reply of another operation; its own description has it."""
    place = local(cisco.call(method, f"{path}?async=true", body).headers["location"])
    cisco.advance(5)
    answer = cisco.get(place)
    assert answer.status_code == status
    said = described["paths"][f"{BASE}/asynchrequeststatus/{{id}}"]["get"]["responses"][str(status)]
    named = {name for held in said.get("content", {}).values() for name in held["examples"]}
    assert answer.headers["ringback-reply"] in {*named, *said.get("x-without-body", {})}
    if answer.content:
        assert complaints(answer, said["content"][XML]["schema"]) == []


@pytest.mark.parametrize("path", LISTS)
def test_another_element_is_noticed(cisco: Cisco, described: Schema, path: str) -> None:
    """One that is called otherwise, that holds something else, that is there twice, or with an attribute, wherever."""
    contacts(cisco)
    page = f"{within(path)}?startIndex=1&resultsPerPage=2"
    for template, place in ((path, page), (item(path), items(cisco, path)[-1])):
        said = schema(described, template, XML)
        answer = cisco.get(place, accept=XML)
        assert complaints(answer, said) == []
        for what, spoiled in spoiled_once(answer.content):
            assert _complaints(in_xml.value(spoiled, said), said), what


def spoiled_once(document: bytes) -> Iterator[tuple[str, bytes]]:
    """A document with each of its elements below the root in turn not as it should be."""
    count = sum(1 for _ in ElementTree.fromstring(document).iter())
    for place in range(1, count):
        for name, spoil in (("renamed", renamed), ("filled", filled), ("marked", marked)):
            root = ElementTree.fromstring(document)
            found = list(root.iter())[place]
            spoil(found)
            yield f"{found.tag} {name}", ElementTree.tostring(root)


def renamed(element: ElementTree.Element) -> None:
    """Another name."""
    element.tag = "other"


def filled(element: ElementTree.Element) -> None:
    """An element of its own in it."""
    ElementTree.SubElement(element, "other").text = "1"


def marked(element: ElementTree.Element) -> None:
    """An attribute that it has not got."""
    element.set("other", "1")


@pytest.mark.parametrize("path", LISTS)
def test_what_is_missing_or_of_another_type_is_noticed(cisco: Cisco, described: Schema, path: str) -> None:
    """For each member that is always there, and for each that is no text."""
    contacts(cisco)
    said = schema(described, item(path), JSON)
    shown = cisco.get(items(cisco, path)[-1], accept=JSON).json()
    assert _complaints(shown, said) == []
    assert said["required"]
    for name, value in shown.items():
        without = {other: held for other, held in shown.items() if other != name}
        assert bool(_complaints(without, said)) == (name in said["required"])
        spoiled = deepcopy(shown)
        spoiled[name] = 1 if isinstance(value, str) else "text"
        assert _complaints(spoiled, said), name


def test_counters_and_deployment_are_as_described(cisco: Cisco, described: Schema) -> None:
    """The counters before and after something was counted."""
    holds(cisco, described, "/campaign/{id}/runtimestats", "/campaign/5168/runtimestats")
    holds(cisco, described, "/campaign/{id}/runtimestats", "/campaign/5000/runtimestats")
    holds(cisco, described, "/deployment")


@pytest.mark.parametrize(("items", "status"), [((5001,), "success"), ((5001, 1), "partialSuccess"), ((1,), "failure")])
def test_operations_are_as_described(cisco: Cisco, described: Schema, items: tuple[int, ...], status: str) -> None:
    """Whatever came of them."""
    for notation in NOTATIONS:
        cisco.site.control.post(f"worlds/{cisco.site.world}/reset").raise_for_status()
        inside = "".join(f"<refURL>{BASE}/dnc/{number}</refURL>" for number in items)
        body = f"<operation><operationType>delete</operationType><refURLs>{inside}</refURLs></operation>"
        answer = cisco.call("POST", "/operation", body, accept=notation)
        assert status in answer.text
        assert complaints(answer, schema(described, "/operation", notation, "post")) == []


def test_waiting_requests_and_errors_are_as_described(cisco: Cisco, described: Schema) -> None:
    """Several errors, with details and without."""
    for notation in NOTATIONS:
        waiting = cisco.call("POST", "/dnc?async=true", MINIMAL["/dnc"], accept=notation)
        assert complaints(waiting, schema(described, "/dnc", notation, "post", 202)) == []
        refused = cisco.call(
            "POST", "/campaign", campaign(".x", 1, "Nowhere", "<maxAttempts>0</maxAttempts>"), accept=notation
        )
        assert refused.text.count("errorType") > 3
        assert complaints(refused, schema(described, "/campaign", notation, "post", 400)) == []
        unknown = cisco.get("/campaign/1", accept=notation)
        assert complaints(unknown, schema(described, "/campaign/{id}", notation, status=404)) == []


def test_replies_that_a_fault_brings_about_are_as_described(cisco: Cisco, described: Schema) -> None:
    """They are made up, with all that can be there."""
    contacts(cisco)
    for path in LISTS:
        for template, place in ((path, within(path)), (item(path), items(cisco, path)[-1])):
            operation = described["paths"][f"{BASE}{template}"]["get"]["responses"]["200"]["content"]
            (reply,) = operation[JSON]["examples"]
            for notation in NOTATIONS:
                forced(cisco, reply)
                answer = cisco.get(place, accept=notation)
                assert complaints(answer, operation[notation]["schema"]) == []
                shown = operation[notation]["examples"][reply]["value"]
                assert shown == (answer.text if notation == XML else answer.json())


def forced(cisco: Cisco, reply: str) -> None:
    """Have the next call of an endpoint answered with a reply."""
    fault = {"app": "cisco", "endpoint": reply.rpartition(".")[0], "reply": reply, "times": 1}
    cisco.site.control.post(f"worlds/{cisco.site.world}/faults", json=fault).raise_for_status()


def test_rows_made_by_hand_are_shown_as_described(cisco: Cisco, described: Schema) -> None:
    """Whatever is in them that the API would not take."""
    cisco.patch("campaigns", 5000, description="", campaignPrefix="", timeZone="Nowhere", maxAttempts=0, importRule=0)
    cisco.put("campaigns", 1, name="own", dialingMode="other", startTime="late", changeStamp=-1)
    cisco.patch("agents", 1004, firstName="", lastName="", userName="", peripheralId=0)
    cisco.put("dncs", 1, name="rule")
    cisco.put("personal_callbacks", 77)
    cisco.put("contacts", "5000,77", numbers="- 1", callStatus="?", callResults=[-1])
    holds(cisco, described, "/campaign")
    holds(cisco, described, item("/campaign"), "/campaign/1")
    holds(cisco, described, item("/agent"), "/agent/1004")
    holds(cisco, described, "/skillgroup")
    holds(cisco, described, item("/dnc"), "/dnc/1")
    holds(cisco, described, item("/personalcallback"), "/personalcallback/77")
    holds(cisco, described, "/campaign/{campaign_id}/import/{id}", "/campaign/5000/import/77")


@pytest.mark.parametrize(
    ("table", "key", "field", "value"),
    [
        ("campaigns", 5000, "name", ""),
        ("campaigns", 5000, "dialingMode", ""),
        ("campaigns", 5000, "startTime", ""),
        ("campaigns", 5000, "skillGroupInfos", [{"skillGroup": 0}]),
        ("dncs", 5001, "name", ""),
        ("skill_groups", 5003, "name", ""),
        ("agents", 1004, "agentId", ""),
    ],
)
def test_what_is_always_shown_cannot_be_taken_from_a_row(
    cisco: Cisco, table: str, key: int, field: str, value: object
) -> None:
    """Not by hand either."""
    path = f"worlds/{cisco.site.world}/state/cisco/{table}/{key}"
    before = cisco.row(table, key)
    assert cisco.site.control.patch(path, json={field: value}).status_code == 400
    assert cisco.row(table, key) == before


def test_every_body_is_described_by_its_elements(described: Schema) -> None:
    """Whatever is answered in XML or JSON, errors too: none is left open."""
    for path, operations in described["paths"].items():
        for operation in operations.values():
            for response in operation["responses"].values():
                for notation in NOTATIONS:
                    said = response.get("content", {}).get(notation, {"schema": {}})["schema"]
                    for form in said.get("anyOf", [said]) if said else ():
                        assert form["properties"], path
                        assert form["required"], path
                        assert form["additionalProperties"] is False, path
