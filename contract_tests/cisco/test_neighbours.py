"""The resources a client needs beside the Outbound API: skill groups, agents and the deployment."""

import pytest

from contract_tests.cisco.conftest import AGENT, BASE, SUPERVISOR, Cisco, campaign, error, local


def group(**elements: str) -> str:
    """The body of a skill group."""
    return "<skillGroup>" + "".join(f"<{name}>{value}</{name}>" for name, value in elements.items()) + "</skillGroup>"


def references(name: str, *numbers: int) -> str:
    """References to agents or skill groups."""
    return "".join(f"<{name}><refURL>{BASE}/{name.lower()}/{number}</refURL></{name}>" for number in numbers)


def agent(user: str = "new.agent", **elements: str) -> str:
    """The body of an agent with what creating one takes."""
    person = f"<firstName>Ada</firstName><lastName>Lane</lastName><userName>{user}</userName>"
    rest = "".join(f"<{name}>{value}</{name}>" for name, value in elements.items())
    return f"<agent><person>{person}</person>{rest}</agent>"


def members(cisco: Cisco, number: int) -> list[str]:
    """The login ids of a skill group's agents."""
    found = cisco.xml("GET", f"/skillgroup/{number}")
    ids = [one.text or "" for one in found.iterfind("agents/agent/agentId")]
    assert found.findtext("agentCount") == str(len(ids))
    return sorted(ids)


def test_a_skill_group_is_made_shown_and_listed(cisco: Cisco) -> None:
    """With the next id, change stamp 0 and no agents."""
    path = local(cisco.made("/skillgroup", group(name="west", description="West coast")))
    assert path == "/skillgroup/5005"
    shown = cisco.xml("GET", path)
    assert [(one.tag, one.text) for one in shown] == [
        ("changeStamp", "0"),
        ("refURL", f"{BASE}/skillgroup/5005"),
        ("agentCount", "0"),
        ("description", "West coast"),
        ("name", "west"),
        ("agents", None),
    ]
    assert cisco.listed("/skillgroup") == ["errorDetailsRouteScript", "sgcallback", "sgcampaign", "sgspare", "west"]


def test_items_of_the_list_say_which_form_they_have(cisco: Cisco) -> None:
    """A summary has no agents, but their number."""
    kind = "{http://www.w3.org/2001/XMLSchema-instance}type"
    full = cisco.xml("GET", "/skillgroup?q=sgcallback")[2][0]
    assert full.get(kind) == "skillGroup"
    assert full.find("agents") is not None
    summary = cisco.xml("GET", "/skillgroup?q=sgcallback&summary=true")[2][0]
    assert summary.get(kind) == "skillGroupSummary"
    assert summary.find("agents") is None
    assert summary.findtext("agentCount") == "2"


def test_a_skill_group_of_a_campaign_cannot_be_deleted(cisco: Cisco) -> None:
    """The error names the campaign; a campaign of the tool counts too."""
    told = cisco.call("DELETE", "/skillgroup/5002")
    assert error(told).type == "referenceViolation.api"
    detail = cisco.call("DELETE", "/skillgroup/5002", accept="application/json").json()["apiError"][0]["errorDetail"]
    assert detail == {
        "referenceType": "campaign",
        "references": [{"reference": [{"name": "contacts", "refURL": f"{BASE}/campaign/5000"}]}],
        "totalCount": 1,
        "totalShown": 1,
    }
    assert cisco.get("/skillgroup/5002").status_code == 200
    cisco.patch("campaigns", 5100, skillGroupInfos=[{"skillGroup": 5003}])
    assert error(cisco.call("DELETE", "/skillgroup/5003")).type == "referenceViolation.api"


def test_a_deleted_campaign_lets_its_skill_group_go(cisco: Cisco) -> None:
    """Then it can be deleted, or go to another campaign."""
    assert cisco.call("DELETE", "/campaign/5000").status_code == 200
    assert cisco.call("DELETE", "/skillgroup/5002").status_code == 200


def test_a_deleted_skill_group_is_gone_but_keeps_its_name(cisco: Cisco) -> None:
    """It lies among the deleted objects."""
    assert cisco.call("DELETE", "/skillgroup/5003").status_code == 200
    assert error(cisco.get("/skillgroup/5003"), 404).type == "notFound.dbData"
    assert error(cisco.call("DELETE", "/skillgroup/5003"), 404).type == "notFound.dbData"
    assert "sgspare" not in cisco.listed("/skillgroup")
    told = error(cisco.call("POST", "/skillgroup", group(name="sgspare")))
    assert (told.type, told.data, told.detail["deleted"]) == ("invalidInput.duplicateName", "name", "true")
    assert error(cisco.call("POST", "/campaign", campaign(group=5003))).type == "notFound.dbData"


def test_names_of_skill_groups_are_unique(cisco: Cisco) -> None:
    """On creating and on renaming; the name's own holder may keep it."""
    told = error(cisco.call("POST", "/skillgroup", group(name="sgspare")))
    assert (told.type, told.detail["deleted"]) == ("invalidInput.duplicateName", "false")
    assert error(cisco.call("PUT", "/skillgroup/5001", group(changeStamp="0", name="sgspare"))).data == "name"
    assert cisco.call("PUT", "/skillgroup/5001", group(changeStamp="0", name="sgcampaign")).status_code == 200


def test_the_change_stamp_of_a_skill_group_is_as_large_as_the_database_holds(cisco: Cisco) -> None:
    """One more is out of range, and not only another one."""
    told = error(cisco.call("PUT", "/skillgroup/5001", group(changeStamp="2147483648", name="sgspare")))
    assert (told.type, told.data) == ("invalidInput.outOfRange", "changeStamp")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=campaign:(none)", ["sgcampaign", "sgspare"]),
        ("q=campaign:(NONE) spare", ["sgspare"]),
        ("q=campaign:contacts", ["sgcallback"]),
        ("q=campaign:(contacts|APIoct1)", ["errorDetailsRouteScript", "sgcallback"]),
        ("q=sgc&sort=name desc", ["sgcampaign", "sgcallback"]),
        ("sort=description&q=name:sgc", ["sgcampaign", "sgcallback"]),
    ],
)
def test_skill_groups_are_searched_by_their_campaign_too(cisco: Cisco, query: str, found: list[str]) -> None:
    """Those of no campaign are what a client looks for before it creates one."""
    cisco.call("PUT", "/skillgroup/5002", group(changeStamp="0", description="z"))
    assert cisco.listed(f"/skillgroup?{query}") == found


def test_agents_join_and_leave_a_skill_group(cisco: Cisco) -> None:
    """By the whole set, or by those added and removed."""
    number = int(cisco.made("/skillgroup", group(name="west", agents=references("agent", 5050))).rpartition("/")[2])
    assert members(cisco, number) == ["1001"]
    both = group(changeStamp="0", agentsAdded=references("agent", 1004), agentsRemoved=references("agent", 5050))
    assert cisco.call("PUT", f"/skillgroup/{number}", both).status_code == 200
    assert members(cisco, number) == ["1004"]
    assert cisco.call("PUT", f"/skillgroup/{number}", group(changeStamp="1", description="x")).status_code == 200
    assert members(cisco, number) == ["1004"]
    assert cisco.call("PUT", f"/skillgroup/{number}", group(changeStamp="2", agents="")).status_code == 200
    assert members(cisco, number) == []
    assert members(cisco, 5002) == ["1001", "1004"]


def test_the_whole_set_and_changes_to_it_exclude_each_other(cisco: Cisco) -> None:
    """Whichever way they are sent."""
    one = references("agent", 5050)
    for touched in ("agentsAdded", "agentsRemoved"):
        body = group(changeStamp="0", agents=one, **{touched: one})
        assert error(cisco.call("PUT", "/skillgroup/5003", body)).type == "invalidInput.conflictingParameters"


def test_agents_must_be_there_to_join(cisco: Cisco) -> None:
    """Unknown ones are refused, and a reference without its refURL."""
    told = error(cisco.call("POST", "/skillgroup", group(name="west", agents=references("agent", 9999))))
    assert (told.type, told.data) == ("notFound.dbData", "agent")
    told = error(cisco.call("POST", "/skillgroup", group(name="west", agents="<agent><agentId>1001</agentId></agent>")))
    assert told.type == "invalidInput.fieldRequired"


@pytest.mark.parametrize(
    ("elements", "kind", "data"),
    [
        ({"name": "x" * 33}, "invalidInput.fieldLengthExceeded", "name"),
        ({"name": "-x"}, "invalidInput.invalidCharacter", "name"),
        ({"description": "x" * 256}, "invalidInput.fieldLengthExceeded", "description"),
        ({"agentsAdded": references("agent", 9999)}, "notFound.dbData", "agent"),
        ({"agentsRemoved": references("agent", 9999)}, "notFound.dbData", "agent"),
    ],
)
def test_a_skill_groups_values_are_checked(cisco: Cisco, elements: dict[str, str], kind: str, data: str) -> None:
    """On creating and on updating, which alone takes agents in and out."""
    told = error(cisco.call("PUT", "/skillgroup/5003", group(changeStamp="0", **elements)))
    assert (told.type, told.data) == (kind, data)
    if data != "agent":
        told = error(cisco.call("POST", "/skillgroup", group(**{"name": "west", **elements})))
        assert (told.type, told.data) == (kind, data)


def test_an_agent_is_made_shown_and_listed(cisco: Cisco) -> None:
    """With what a person has inside."""
    body = agent(agentId="8007", description="Nights", skillGroups=references("skillGroup", 5001, 5003))
    shown = cisco.xml("GET", local(cisco.made("/agent", body)))
    assert {one.tag: one.text for one in shown if len(one) == 0} == {
        "changeStamp": "0",
        "refURL": f"{BASE}/agent/5051",
        "agentId": "8007",
        "agentStateTrace": "false",
        "description": "Nights",
        "supervisor": "false",
    }
    assert {one.tag: one.text for one in shown.iterfind("person/*")} == {
        "firstName": "Ada",
        "lastName": "Lane",
        "loginEnabled": "true",
        "userName": "new.agent",
    }
    assert shown.findtext("peripheral/id") == "5000"
    assert [one.text for one in shown.iterfind("skillGroups/skillGroup/name")] == ["sgcampaign", "sgspare"]
    assert cisco.listed("/agent", "agentId") == ["1001", "1004", "8007"]
    assert members(cisco, 5001) == ["8007"]


def test_an_agent_without_id_gets_one_of_seven_digits(cisco: Cisco) -> None:
    """The body is what the vendor's own page sends: mostly empty elements."""
    body = agent("page", skillGroups="", defaultSkillGroup="", agentTeam="", department="", peripheral="", agentId="")
    login = cisco.xml("GET", local(cisco.made("/agent", body))).findtext("agentId") or ""
    assert len(login) == 7
    assert login.isdigit()


def test_logins_and_user_names_are_unique_even_after_deleting(cisco: Cisco) -> None:
    """Deleted agents keep theirs."""
    assert error(cisco.call("POST", "/agent", agent(agentId="1001"))).data == "agentId"
    assert error(cisco.call("POST", "/agent", agent("agent1001"))).data == "userName"
    assert cisco.call("DELETE", "/agent/5050").status_code == 200
    told = error(cisco.call("POST", "/agent", agent(agentId="1001")))
    assert (told.type, told.detail["deleted"]) == ("invalidInput.duplicateName", "true")
    assert error(cisco.call("PUT", "/agent/1004", "<agent><changeStamp>0</changeStamp><agentId>1001</agentId></agent>"))


def test_what_is_missing_of_an_agent_is_told_at_once(cisco: Cisco) -> None:
    """Each with its name."""
    answer = cisco.call("POST", "/agent", "<agent><person/></agent>", accept="application/json")
    assert [one["errorData"] for one in answer.json()["apiError"]] == ["firstName", "lastName", "userName"]


@pytest.mark.parametrize(
    ("elements", "kind"),
    [
        ({"description": "Nights"}, ""),
        ({"agentId": "123456789012"}, "invalidInput.fieldLengthExceeded"),
        ({"agentId": "12a"}, "invalidInput.invalidCharacter"),
        ({"supervisor": "maybe"}, "invalidInput.invalidValue"),
        ({"defaultSkillGroup": f"<refURL>{BASE}/skillgroup/5003</refURL>"}, "invalidInput.invalidValue"),
        ({"skillGroups": references("skillGroup", 9999)}, "notFound.dbData"),
    ],
)
def test_an_agents_values_are_checked(cisco: Cisco, elements: dict[str, str], kind: str) -> None:
    """A default skill group must be one of the agent's own."""
    answer = cisco.call("POST", "/agent", agent(**elements))
    assert (error(answer).type if answer.status_code != 201 else "") == kind
    if "defaultSkillGroup" not in elements:
        body = "".join(f"<{name}>{value}</{name}>" for name, value in elements.items())
        answer = cisco.call("PUT", "/agent/1004", f"<agent><changeStamp>0</changeStamp>{body}</agent>")
        assert (error(answer).type if answer.status_code != 200 else "") == kind


def test_an_agents_skill_groups_change_with_the_default_among_them(cisco: Cisco) -> None:
    """A default that is taken out is none any more."""

    def put(stamp: int, **elements: str) -> int:
        inside = "".join(f"<{name}>{value}</{name}>" for name, value in elements.items())
        body = f"<agent><changeStamp>{stamp}</changeStamp>{inside}</agent>"
        return cisco.call("PUT", "/agent/5050", body).status_code

    def default() -> str | None:
        return cisco.xml("GET", "/agent/5050").findtext("defaultSkillGroup/name")

    one, other = references("skillGroup", 5002), references("skillGroup", 5003)
    assert default() == "sgcallback"
    assert put(0, skillGroupsAdded=other) == 200
    assert put(1, defaultSkillGroup=f"<refURL>{BASE}/skillgroup/5003</refURL>") == 200
    assert default() == "sgspare"
    assert put(2, skillGroups=one, skillGroupsRemoved=other) == 400
    assert put(2, skillGroupsRemoved=other) == 200
    assert default() is None
    assert put(3, defaultSkillGroup=f"<refURL>{BASE}/skillgroup/5003</refURL>") == 400
    assert put(3, skillGroups="") == 200
    assert members(cisco, 5002) == ["1004"]


def test_deleting_a_skill_group_takes_it_from_its_agents(cisco: Cisco) -> None:
    """It is no longer shown with them."""
    cisco.made("/agent", agent(agentId="8007", skillGroups=references("skillGroup", 5003, 5001)))
    assert cisco.call("DELETE", "/skillgroup/5003").status_code == 200
    shown = cisco.xml("GET", "/agent/5051")
    assert [one.text for one in shown.iterfind("skillGroups/skillGroup/name")] == ["sgcampaign"]


def test_a_deleted_agent_leaves_the_lists_and_the_skill_groups(cisco: Cisco) -> None:
    """A personal callback of the agent does not stand against it."""
    assert cisco.call("DELETE", "/agent/5050").status_code == 200
    assert error(cisco.get("/agent/5050"), 404).type == "notFound.dbData"
    assert cisco.listed("/agent", "agentId") == ["1004"]
    assert members(cisco, 5002) == ["1004"]
    assert cisco.call("DELETE", "/personalcallback/2").status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["1001", "1004"]),
        ("?sort=agentId desc", ["1004", "1001"]),
        ("?sort=person.firstName", ["1004", "1001"]),
        ("?sort=person.lastName", ["1004", "1001"]),
        ("?sort=person.userName", ["1001", "1004"]),
        ("?q=doyle", ["1004"]),
        ("?q=person.lastName:HART", ["1001"]),
        ("?q=supervisor:true", []),
    ],
)
def test_agents_are_searched_and_sorted(cisco: Cisco, query: str, found: list[str]) -> None:
    """By their id unless something else is asked for."""
    assert cisco.listed(f"/agent{query}", "agentId") == found


def test_an_agents_summary_is_the_person(cisco: Cisco) -> None:
    """Without skill groups."""
    (shown, _) = cisco.xml("GET", "/agent?summary=true")[2]
    assert shown.get("{http://www.w3.org/2001/XMLSchema-instance}type") == "agentSummary"
    assert [one.tag for one in shown] == ["refURL", "agentId", "agentStateTrace", "person", "supervisor"]


def test_supervisors_may_only_read_the_neighbours(cisco: Cisco) -> None:
    """Their features are of campaigns."""
    info = cisco.xml("GET", "/skillgroup", user=SUPERVISOR).find("permissionInfo")
    assert info is not None
    assert [one.text for one in info] == ["false", "false", "false", "supervisor"]
    assert error(cisco.call("POST", "/agent", agent(), user=SUPERVISOR), 403).type == "authentication.noAccess"


@pytest.mark.parametrize("user", [SUPERVISOR, AGENT, "nobody@demo.local"])
def test_the_deployment_can_be_read_by_anyone(cisco: Cisco, user: str) -> None:
    """It does not require to sign in."""
    shown = cisco.xml("GET", "/deployment", user=user)
    assert [(one.tag, one.text) for one in shown] == [("deploymentType", "6"), ("supervisorLoginAllowed", "true")]


def test_the_deployment_says_what_the_world_sets(cisco: Cisco) -> None:
    """A row of the scenario or the control plane."""
    cisco.patch("settings", "deployment", deploymentType=5, supervisorLoginAllowed=False)
    shown = cisco.get("/deployment", accept="application/json").json()
    assert shown == {"deploymentType": 5, "supervisorLoginAllowed": False}
    error(cisco.call("PUT", "/deployment", "<deployment/>"), 405)
