"""Operation API: several items deleted with one request."""

from xml.etree import ElementTree

import pytest

from contract_tests.cisco.conftest import AGENT, BASE, SUPERVISOR, Cisco, error, local

UNKNOWN = "The specified ID does not exist in the database."
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


def operation(*references: str, kind: str = "delete") -> str:
    """The body of an operation on items."""
    inside = "".join(f"<refURL>{reference}</refURL>" for reference in references)
    return f"<operation><operationType>{kind}</operationType><refURLs>{inside}</refURLs></operation>"


def rule(cisco: Cisco, name: str) -> str:
    """Make an import rule; its refURL."""
    return cisco.made("/dnc", f"<dnc><name>{name}</name></dnc>")


def failed(result: ElementTree.Element) -> list[tuple[str | None, ...]]:
    """The items that an operation could not delete: refURL, message, and the inner error's type."""
    found: list[tuple[str | None, ...]] = []
    for one in result.iterfind("apiErrors/apiError"):
        assert one.findtext("errorType") == "operation.resourceErrors"
        detail = one.find("errorDetail")
        assert detail is not None
        assert detail.get(TYPE) == "resourceErrorDetail"
        inner = detail.findtext("apiErrors/apiError/errorType")
        found.append((detail.findtext("refURL"), one.findtext("errorMessage"), inner))
    return found


def test_all_items_are_deleted(cisco: Cisco) -> None:
    """The result has the status alone."""
    items = [rule(cisco, f"rule{number}") for number in range(3)]
    result = cisco.xml("POST", "/operation", operation(*items))
    assert result.tag == "operationsResult"
    assert [(one.tag, one.text) for one in result] == [("status", "success")]
    assert cisco.listed("/dnc") == ["dnc1"]


def test_items_that_cannot_be_deleted_are_named(cisco: Cisco) -> None:
    """The others are gone; the texts are those printed for `agent/1`."""
    result = cisco.xml("POST", "/operation", operation("agent/1", rule(cisco, "rule"), "agent/2"))
    assert result.findtext("status") == "partialSuccess"
    message = "There were one or more errors processing the following request: delete "
    assert failed(result) == [
        ("agent/1", f"{message}agent/1", "notFound.dbData"),
        ("agent/2", f"{message}agent/2", "notFound.dbData"),
    ]
    assert result.findtext("apiErrors/apiError/errorDetail/apiErrors/apiError/errorMessage") == UNKNOWN
    assert cisco.listed("/dnc") == ["dnc1"]


def test_an_operation_that_deletes_nothing_has_failed(cisco: Cisco) -> None:
    """Still with status 200, as each item has an answer of its own."""
    result = cisco.xml("POST", "/operation", operation(f"{BASE}/calltype/9999", f"{BASE}/dnc/9999"))
    assert result.findtext("status") == "failure"
    assert [one[0] for one in failed(result)] == [f"{BASE}/calltype/9999", f"{BASE}/dnc/9999"]


@pytest.mark.parametrize("path", ["/campaign/5168", "/agent/5050", "/personalcallback/2", "/skillgroup/5003"])
def test_whatever_can_be_deleted_can_be_deleted_so(cisco: Cisco, path: str) -> None:
    """By a relative refURL or an absolute one."""
    url = f"https://cce.example.com{BASE}{path}"
    assert cisco.xml("POST", "/operation", operation(url)).findtext("status") == "success"
    assert error(cisco.get(path), 404).type == "notFound.dbData"


def test_an_item_named_twice_is_gone_the_second_time(cisco: Cisco) -> None:
    """Each refURL is worked on in its turn."""
    item = rule(cisco, "rule")
    result = cisco.xml("POST", "/operation", operation(item, item))
    assert (result.findtext("status"), len(failed(result))) == ("partialSuccess", 1)


def test_what_stands_against_an_item_is_told(cisco: Cisco) -> None:
    """As deleting it alone would tell."""
    result = cisco.xml("POST", "/operation", operation(f"{BASE}/skillgroup/5002"))
    inner = result.find("apiErrors/apiError/errorDetail/apiErrors/apiError")
    assert inner is not None
    assert inner.findtext("errorType") == "referenceViolation.api"
    assert inner.findtext("errorDetail/references/reference/refURL") == f"{BASE}/campaign/5000"
    assert cisco.get("/skillgroup/5002").status_code == 200


def test_a_campaign_of_the_tool_is_not_found(cisco: Cisco) -> None:
    """No more than by its own URL."""
    result = cisco.xml("POST", "/operation", operation(f"{BASE}/campaign/5100"))
    assert failed(result)[0][2] == "notFound.dbData"


@pytest.mark.parametrize(
    "reference",
    ["campaign", "5168", "campaign/", "campaign/x", "/", "campaign/5168/import/1", "timezone/UTC", "\u00e9/1"],
)
def test_what_leads_nowhere_is_not_found(cisco: Cisco, reference: str) -> None:
    """Nor is what can only be read."""
    result = cisco.xml("POST", "/operation", operation(reference).encode())
    assert (result.findtext("status"), failed(result)[0][0]) == ("failure", reference)


def test_a_hundred_items_may_be_deleted_at_once(cisco: Cisco) -> None:
    """The most there may be."""
    items = [rule(cisco, f"rule{number}") for number in range(100)]
    assert cisco.xml("POST", "/operation", operation(*items)).findtext("status") == "success"
    assert cisco.listed("/dnc") == ["dnc1"]


def test_one_more_is_refused_and_nothing_is_deleted(cisco: Cisco) -> None:
    """The message is the one on record."""
    items = [rule(cisco, "rule"), *["agent/1"] * 100]
    told = error(cisco.call("POST", "/operation", operation(*items)))
    assert told.type == "operation.tooManyResources"
    assert told.message == "The number of resources provided (101) exceeds the maximum number allowed (100)."
    assert cisco.listed("/dnc") == ["dnc1", "rule"]


@pytest.mark.parametrize(
    ("body", "data", "kind"),
    [
        (operation(), "refURLs", "invalidInput.fieldRequired"),
        (operation("  "), "refURLs", "invalidInput.fieldRequired"),
        (operation("<a>1</a>"), "refURLs", "invalidInput.invalidValue"),
        (operation("agent/1", kind=""), "operationType", "invalidInput.fieldRequired"),
        (operation("agent/1", kind="create"), "operationType", "invalidInput.invalidValue"),
        ("<operation><operationType>delete</operationType></operation>", "refURLs", "invalidInput.fieldRequired"),
    ],
)
def test_an_operation_needs_a_type_and_items(cisco: Cisco, body: str, data: str, kind: str) -> None:
    """Both are required."""
    told = error(cisco.call("POST", "/operation", body))
    assert (told.data, told.type) == (data, kind)


def test_an_operation_may_be_sent_and_told_in_json(cisco: Cisco) -> None:
    """One refURL need not be in a list."""
    item = rule(cisco, "rule")
    body = f'{{"operationType": "delete", "refURLs": {{"refURL": "{item}"}}}}'
    json = "application/json"
    answer = cisco.call("POST", "/operation", body, accept=json, content_type=json)
    assert (answer.status_code, answer.json()) == (200, {"status": "success"})
    answer = cisco.call("POST", "/operation", body, accept=json, content_type=json)
    (one,) = answer.json()["apiErrors"][0]["apiError"]
    assert one["errorDetail"]["xsi:type"] == "resourceErrorDetail"
    assert one["errorDetail"]["refURL"] == item


def test_an_operation_may_wait_in_the_queue(cisco: Cisco) -> None:
    """Its own answer comes from where its progress is told."""
    item = rule(cisco, "rule")
    answer = cisco.call("POST", "/operation?async=true", operation(item, "agent/1"))
    assert answer.status_code == 202
    assert cisco.get(local(item)).status_code == 200
    cisco.advance(5)
    assert cisco.get(local(item)).status_code == 404
    result = cisco.xml("GET", local(answer.headers["location"]))
    assert (result.tag, result.findtext("status"), len(failed(result))) == ("operationsResult", "partialSuccess", 1)


def test_an_item_that_cannot_be_deleted_is_told_of_in_a_success(cisco: Cisco) -> None:
    """Its own error has the status of the operation, even where a fault has it stand alone."""
    fault = {"app": "cisco", "reply": "cisco.Operate.resource_errors", "times": 1}
    cisco.site.control.post(f"worlds/{cisco.site.world}/faults", json=fault).raise_for_status()
    told = error(cisco.call("POST", "/operation", operation(f"{BASE}/dnc/5001")), 200)
    assert told.type == "operation.resourceErrors"


@pytest.mark.parametrize("user", [SUPERVISOR, AGENT])
def test_only_administrators_delete(cisco: Cisco, user: str) -> None:
    """A supervisor's features do not go so far."""
    told = error(cisco.call("POST", "/operation", operation(f"{BASE}/dnc/5001"), user=user), 403)
    assert told.type == "authentication.noAccess"
    assert cisco.get("/dnc/5001").status_code == 200


def test_an_operation_can_only_be_posted(cisco: Cisco) -> None:
    """Nothing is kept that could be read."""
    answer = cisco.get("/operation")
    error(answer, 405)
    assert answer.headers["allow"] == "POST"
