"""Every method of both documents succeeds in both notations, with the Data that the document promises."""

from typing import Any

import pytest

from contract_tests.maxcontact_agent import transcript
from contract_tests.maxcontact_agent.centre import AGENT, MANAGER, SERVICES, Centre, plain

# A request that succeeds, by heading: what stands in the path's gaps or after it, and the body.
REQUESTS: dict[str, dict[str, Any]] = {
    "Create Campaign": {"CampaignName": "C"},
    "Update Campaign": {"Description": "D"},
    "Update Activity Status": {"Active": False},
    "Update Campaign Status": {"CampaignStatus": "Paused"},
    "Update Campaign Type": {"CampaignType": "Preview"},
    "Associate List with Campaign": {"ListId": 3},
    "Disassociate List from Campaign": {"ListId": 5},
    "Associate Team with Campaign": {"TeamId": 3},
    "Disassociate Team from Campaign": {"TeamId": 1},
    "Create List": {"ListName": "L"},
    "Update List": {"ListName": "L"},
    "Update List Activity Status": {"Active": False},
    "Create Team": {"TeamName": "T"},
    "Update Team": {"TeamName": "T"},
    "Update Team Activity Status": {"Active": False},
    "Associate User with Team": {"UserId": 2},
    "Disassociate User from Team": {"UserId": 5},
    "Create User": {"Login": "kim", "Password": "p"},
    "Update User": {"Password": "p"},
    "Update User Activity Status": {"Active": False},
    "Associate Skills with Users": {"SkillId": 1, "Proficiency": 5, "UserIds": [2, 3]},
    "Disassociate Skills from Users": {"SkillId": 1, "UserIds": [2, 6]},
}
GAPS = {"CallID": "1000", "PhoneNum": "2025550155", "LeadID": "1", "LeadPhoneID": "10"}
QUERIES = {
    "Dispose": "?resultcode=SALE",
    "Connect Calls": "?call1=1000&call2=1001&resultcode1=SALE&resultcode2=NOTINT"
    "&notes1=a&notes2=b&numsales1=1&numsales2=0",
}
# Methods for a user who has no call.
IDLE = {"Go Ready", "Dial"}

JSON, XML = "application/json", "application/xml"
ROWS = "array of {UserId Success Detail}"


def in_json(data: Any, promised: str, members: dict[str, dict[str, str]]) -> bool:
    """Whether Data in JSON is what is promised."""
    if promised.startswith("array of "):
        entity = promised.removeprefix("array of ")
        wanted = ["UserId", "Success", "Detail"] if promised == ROWS else list(members[entity])
        return isinstance(data, list) and bool(data) and all([*row] == _shown(wanted) for row in data)
    if promised in members:
        return list(data) == _shown(list(members[promised]))
    return isinstance(data, {"string": str, "boolean": bool}.get(promised, type(None)))


def in_xml(data: Any, promised: str, members: dict[str, dict[str, str]]) -> bool:
    """Whether Data in XML is what is promised."""
    if promised.startswith("array of "):
        [[name, held]] = data.items()
        entity = "UserResult" if promised == ROWS else promised.removeprefix("array of ")
        return bool(name == entity and held)
    if promised in members:
        return list(data) == sorted(_shown(list(members[promised])))
    if promised == "boolean":
        return data in ("true", "false")
    return isinstance(data, str) and bool(data) if promised == "string" else data is None


def _shown(members: list[str]) -> list[str]:
    return [name for name in members if name != "Password"]


def _checked(centre: Centre, app: str, place: str, path: str, notation: str) -> None:
    row = transcript.methods(app)[place]
    body = REQUESTS.get(row[1])
    headers = {"accept": notation, "content-type": JSON}
    answer = centre.send(row[2], path, body, **headers)
    assert answer.status_code == 200
    said = answer.json() if notation == JSON else plain(answer)
    success = {JSON: (True, "Success" if app == MANAGER else 0), XML: ("true", "Success" if app == MANAGER else "0")}
    assert (said["Success"], said["ResponseCode"]) == success[notation], answer.text
    fits = in_json if notation == JSON else in_xml
    assert fits(said["Data"], row[6], transcript.entities(app)), answer.text


@pytest.mark.parametrize("notation", [JSON, XML])
@pytest.mark.parametrize("place", [place for place in transcript.methods(MANAGER) if "apitoken" not in place])
def test_a_management_method_returns_what_it_promises(centre: Centre, place: str, notation: str) -> None:
    """Each in a fresh centre, on campaign, list, team or user 2."""
    path = transcript.filled(place.partition(" ")[2])
    if place == "DELETE /webservices/services/management/campaigns/{campaignId}/lists":
        centre.managed("PUT", "campaigns/2/lists", ListId=5)
    if place == "DELETE /webservices/services/management/campaigns/{campaignId}/teams":
        centre.managed("PUT", "campaigns/2/teams", TeamId=1)
    _checked(centre, MANAGER, place, path, notation)


@pytest.mark.parametrize("notation", [JSON, XML])
@pytest.mark.parametrize("place", transcript.methods(AGENT))
def test_a_telephony_method_returns_what_it_promises(centre: Centre, place: str, notation: str) -> None:
    """Each in a fresh centre, for user 2, who talks in one call where that is needed, or has two."""
    heading = transcript.methods(AGENT)[place][1]
    if heading not in IDLE:
        centre.dial(2, "2025550100")
        centre.site.advance(6)
    if heading in ("Retrieve", "Connect Calls"):
        centre.done("hold/user/2/call/1000")
    if heading == "Connect Calls":
        centre.dial(2, "3125550100")
    path = place.partition(" ")[2]
    for name, value in GAPS.items():
        path = path.replace(f"{{{name}}}", value)
    _checked(centre, AGENT, place, transcript.filled(path) + QUERIES.get(heading, ""), notation)


def test_every_body_of_the_document_is_tried() -> None:
    """So that no method is left out by a slip of this file."""
    headings = {row[1] for row in transcript.methods(MANAGER).values() if row[5]}
    assert headings == set(REQUESTS)
    assert SERVICES in "".join(transcript.methods(AGENT))
