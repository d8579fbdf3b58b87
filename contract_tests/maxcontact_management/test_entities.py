"""Every documented member of every management entity, in both notations and both directions."""

from typing import Any

import pytest
from lxml import etree

from contract_tests.maxcontact_agent import transcript
from contract_tests.maxcontact_agent.centre import MANAGEMENT, MANAGER, Centre, plain

ENTITIES = transcript.entities(MANAGER)
COLLECTIONS = {"Campaign": "campaigns", "List": "lists", "Team": "teams", "User": "users"}

# One of each entity, with values that no member has by default.
FULL: dict[str, dict[str, Any]] = {
    "Campaign": {
        "CampaignName": "Full",
        "Active": False,
        "Description": "all of it & more <x>",
        "CallerId": "2025550199",
        "Type": 1,
        "MaxLines": 0,
        "DegradeToProgressive": True,
        "ProgressiveThreshold": 4,
        "TargetDropPercent": 2.5,
        "IsBlended": True,
        "AutoRecord": True,
        "DefaultListId": 2,
        "HoursPerWorkingDay": 7.25,
        "DefaultPhoneType": 3,
        "TeleParamPlanId": 1,
        "SchedulePlanId": 1,
        "ZipTone": 1,
        "ZipToneBeep": 10,
        "ZipToneWav": "ding.wav",
        "NotReadyWaitTime": 9,
        "Status": 2,
    },
    "List": {
        "ListName": "Full",
        "Description": "all of it",
        "ListType": 1,
        "CallerIdEnabled": True,
        "CallerId": "2025550199",
        "MaxCallbackDays": 30,
        "UseMaxCallbackDays": True,
        "MaxCallbackDate": "2026-06-30T12:00:00Z",
        "FetchWeight": 10,
        "AlertsEnabled": True,
        "ScriptingEnabled": True,
        "ScriptProvider": 2,
        "ScriptId": 7,
        "Script": "hello",
        "RecallPlanId": 1,
        "CallingTimePlanId": 2,
        "ResultCodePlanId": 3,
        "IvrPlanId": 4,
        "AnswerMachinePlanId": 5,
        "DoNotCallPlanId": 6,
        "SchedulePlanId": 7,
    },
    "Team": {
        "TenantId": 3,
        "TeamName": "Full",
        "PrimarySupervisorId": 7,
        "MaxCallbacksPerDay": 12,
        "ServiceTime": 6,
        "HoursPerWorkingDay": 6.5,
        "WellBeingDeckId": 2,
    },
    "User": {
        "FirstName": "Kim",
        "LastName": "Full",
        "Login": "kim",
        "RolePlanId": 3,
        "UseRTC": True,
        "Extension": "2010",
        "AutoLogon": 1,
        "TeamId": 2,
        "AgentCapacityPlanId": 1,
        "SSOActive": True,
        "Password": "secret1",
    },
}


def typed(value: Any, kind: str) -> bool:
    """Whether a JSON value has the documented type; a moment may be missing."""
    small = kind.lower()
    if small == "boolean":
        return isinstance(value, bool)
    if small == "int":
        return isinstance(value, int) and not isinstance(value, bool)
    if small == "decimal":
        return isinstance(value, int | float) and not isinstance(value, bool)
    if small == "datetime":
        return value is None or isinstance(value, str)
    return isinstance(value, str)


def in_xml(value: Any) -> Any:
    """A JSON value as XML shows it; numbers that are whole may have a point."""
    if isinstance(value, bool):
        return str(value).lower()
    return value if value is None else str(value)


def members(entity: str) -> list[str]:
    """The members that are shown: all but the password."""
    return [name for name in ENTITIES[entity] if name != "Password"]


def document(root: str, values: dict[str, Any]) -> bytes:
    """An entity as a body in XML, in no special order and with a namespace, as the vendor's serialiser writes it."""
    element = etree.Element(f"{{http://schemas.example.com/x}}{root}")
    for name, value in reversed(values.items()):
        etree.SubElement(element, f"{{http://schemas.example.com/x}}{name}").text = in_xml(value)
    return etree.tostring(element)


@pytest.mark.parametrize("entity", COLLECTIONS)
def test_a_listing_shows_the_documented_members_with_their_types(centre: Centre, entity: str) -> None:
    """In JSON in the document's order; never a password."""
    rows = centre.managed("GET", COLLECTIONS[entity])
    assert rows
    for row in rows:
        assert list(row) == members(entity)
        assert {name: row[name] for name in row if not typed(row[name], ENTITIES[entity][name])} == {}


@pytest.mark.parametrize("entity", COLLECTIONS)
def test_xml_shows_the_same_values_in_ordinal_order(centre: Centre, entity: str) -> None:
    """Repeated elements named after the entity."""
    rows = centre.managed("GET", COLLECTIONS[entity])
    shown = plain(centre.send("GET", f"{MANAGEMENT}/{COLLECTIONS[entity]}", **{"content-type": ""}))
    assert list(shown) == ["Data", "ResponseCode", "ResponseDetail", "Success"]
    found = shown["Data"][entity]
    assert [list(row) for row in found] == [sorted(members(entity))] * len(rows)
    assert found == [{name: in_xml(row[name]) for name in row} for row in rows]


@pytest.mark.parametrize("entity", COLLECTIONS)
@pytest.mark.parametrize("kind", ["application/json", "application/xml"])
def test_every_member_that_is_sent_is_kept(centre: Centre, entity: str, kind: str) -> None:
    """Created in either notation, it is shown as it was sent."""
    sent = FULL[entity]
    assert set(sent) == set(ENTITIES[entity]) - {"Id"}
    body: Any = sent if kind.endswith("json") else document(entity, sent)
    answer = centre.send(
        "POST", f"{MANAGEMENT}/{COLLECTIONS[entity]}", body, **{"content-type": kind, "accept": "application/json"}
    )
    created = answer.json()["Data"]
    assert {name: created[name] for name in created if name != "Id"} == {
        name: value for name, value in sent.items() if name != "Password"
    }
    assert centre.managed("GET", f"{COLLECTIONS[entity]}/{created['Id']}") == created


@pytest.mark.parametrize("entity", COLLECTIONS)
@pytest.mark.parametrize("kind", ["application/json", "application/xml"])
def test_an_update_changes_every_member(centre: Centre, entity: str, kind: str) -> None:
    """In either notation; the id stays."""
    sent = {"Id": 2, **FULL[entity]}
    body: Any = sent if kind.endswith("json") else document(entity, sent)
    answer = centre.send(
        "PUT", f"{MANAGEMENT}/{COLLECTIONS[entity]}/2", body, **{"content-type": kind, "accept": "application/json"}
    )
    expected = {name: value for name, value in sent.items() if name != "Password"}
    assert answer.json()["Data"] == expected
    assert centre.managed("GET", f"{COLLECTIONS[entity]}/2") == expected


@pytest.mark.parametrize("entity", COLLECTIONS)
def test_an_update_leaves_alone_what_it_does_not_name(centre: Centre, entity: str) -> None:
    """But for what must always be there: a list's name, a user's password."""
    path = f"{COLLECTIONS[entity]}/2"
    before = centre.managed("GET", path)
    needed = {"List": {"ListName": before.get("ListName")}, "User": {"Password": "demo"}}.get(entity, {"Id": 2})
    assert centre.managed("PUT", path, **needed) == before


def test_names_of_members_are_compared_in_any_case_where_they_do_not_match(centre: Centre) -> None:
    """Unknown members are ignored."""
    team = centre.managed("POST", "teams", teamname="Small", SERVICETIME=4, Colour="red")
    assert (team["TeamName"], team["ServiceTime"]) == ("Small", 4)


def test_a_body_without_a_type_is_json_when_it_begins_so(centre: Centre) -> None:
    """And XML otherwise."""
    for body in ('{"TeamName": "T"}', "<Team><TeamName>T</TeamName></Team>"):
        answer = centre.send("POST", f"{MANAGEMENT}/teams", body, **{"content-type": "", "accept": "text/json"})
        assert answer.json()["Data"]["TeamName"] == "T"


def test_a_moment_may_be_sent_as_the_vendors_framework_writes_it(centre: Centre) -> None:
    """Or in ISO 8601, of any zone or of none, which means UTC; an empty one is none."""
    forms = {
        "/Date(1767632400000+0000)/": "2026-01-05T17:00:00Z",
        "/Date(1767632400000)/": "2026-01-05T17:00:00Z",
        "2026-01-05T18:00:00+01:00": "2026-01-05T17:00:00Z",
        "2026-01-05T17:00:00": "2026-01-05T17:00:00Z",
        "": None,
    }
    for sent, kept in forms.items():
        assert centre.managed("PUT", "lists/3", ListName="L", MaxCallbackDate=sent)["MaxCallbackDate"] == kept
