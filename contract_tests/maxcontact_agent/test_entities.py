"""Every documented member of every telephony entity, in both notations, with its documented type."""

from typing import Any

import pytest

from contract_tests.maxcontact_agent import transcript
from contract_tests.maxcontact_agent.centre import AGENT, TELEPHONY, Centre, plain

ENTITIES = transcript.entities(AGENT)

# The method that shows an entity, and the name of its elements in XML.
SHOWN_BY = {
    "Call": "getcalls/user/2",
    "AgentNameIdPair": "users/user/2",
    "LeadPhone": "leadphones/user/2/lead/1",
    "Campaign": "campaigns/user/2",
    "AcdQueue": "acdqueues/user/2",
    "ResultCode": "resultcodes/user/2",
}


def fits(value: Any, kind: str, *, json: bool) -> bool:
    """Whether a value has the documented type; an object may be missing, as null."""
    small = kind.lower()
    if small in ("array", "object"):
        if not json:
            return value is None or isinstance(value, dict | list) or value == ""
        return isinstance(value, list) if small == "array" else value is None or isinstance(value, dict)
    if small in ("bool", "boolean"):
        return isinstance(value, bool) if json else value in ("true", "false")
    if small == "int":
        return (isinstance(value, int) and not isinstance(value, bool)) if json else str(value).lstrip("-").isdigit()
    if small == "datetime":
        return isinstance(value, str) and value.endswith("Z")
    return isinstance(value, str)


def shown(centre: Centre, entity: str, kind: str) -> list[dict[str, Any]]:
    """Every entity that its method shows, in a notation."""
    centre.dial(2, "2025550100")
    answer = centre.send("GET", f"{TELEPHONY}/{SHOWN_BY[entity]}", **{"content-type": kind})
    if kind == "application/json":
        data: list[dict[str, Any]] = answer.json()["Data"]
        return data
    held = plain(answer)["Data"][entity]
    return held if isinstance(held, list) else [held]


@pytest.mark.parametrize("entity", SHOWN_BY)
def test_an_entity_in_json_has_the_documented_members_in_their_order(centre: Centre, entity: str) -> None:
    """Names, order and types are those of the document, for every row."""
    rows = shown(centre, entity, "application/json")
    assert rows
    for row in rows:
        assert list(row) == list(ENTITIES[entity])
        wrong = {name: row[name] for name, kind in ENTITIES[entity].items() if not fits(row[name], kind, json=True)}
        assert wrong == {}


@pytest.mark.parametrize("entity", SHOWN_BY)
def test_an_entity_in_xml_has_the_documented_members_in_ordinal_order(centre: Centre, entity: str) -> None:
    """The order in which the vendor's serialiser writes them, and its clients want them."""
    rows = shown(centre, entity, "application/xml")
    assert rows
    for row in rows:
        assert list(row) == sorted(ENTITIES[entity])
        wrong = {name: row[name] for name, kind in ENTITIES[entity].items() if not fits(row[name], kind, json=False)}
        assert wrong == {}


def test_the_campaign_has_each_of_the_62_printed_members_once(centre: Centre) -> None:
    """Leads is printed twice and is one member."""
    assert len(ENTITIES["Campaign"]) == 61
    assert all(len(row) == 61 for row in shown(centre, "Campaign", "application/json"))


def test_the_envelope_has_the_documented_members(centre: Centre) -> None:
    """In the document's order in JSON, in ordinal order in XML."""
    documented = list(ENTITIES["CallActionResponse"])
    assert list(centre.telephony("getcalls/user/2")) == documented
    answer = centre.send("GET", f"{TELEPHONY}/getcalls/user/2", **{"content-type": "text/plain"})
    assert list(plain(answer)) == sorted(documented)
    assert answer.text.startswith("<CallActionResponse ")


def test_dial_shows_the_call_itself(centre: Centre) -> None:
    """Not an array: the one Call that was placed."""
    assert list(centre.dial(2, "2025550100")) == list(ENTITIES["Call"])


def test_an_idle_user_has_an_empty_array_of_calls(centre: Centre) -> None:
    """In JSON an array, in XML an element without content."""
    assert centre.calls(2) == []
    answer = centre.send("GET", f"{TELEPHONY}/getcalls/user/2", **{"content-type": "text/plain"})
    assert "<Data/>" in answer.text


def test_data_is_null_where_the_document_names_none(centre: Centre) -> None:
    """In XML the nil of XML Schema."""
    assert centre.done("goready/user/2") is None
    answer = centre.send("GET", f"{TELEPHONY}/goready/user/2", **{"content-type": "text/plain"})
    assert '<Data i:nil="true"/>' in answer.text


def test_the_phones_of_a_lead_are_shown_with_their_types(centre: Centre) -> None:
    """Lead 1 has three phones."""
    assert centre.done("leadphones/user/2/lead/1") == [
        {"LeadId": 1, "PhoneNumber": "2025550100", "RecordType": "Home", "RecordTypeId": 1},
        {"LeadId": 1, "PhoneNumber": "3125550100", "RecordType": "Mobile", "RecordTypeId": 2},
        {"LeadId": 1, "PhoneNumber": "4155550102", "RecordType": "Work", "RecordTypeId": 3},
    ]
