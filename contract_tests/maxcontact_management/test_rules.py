"""The rules of the notes, method by method: what is kept, what is refused, and with which code."""

from typing import Any

import pytest

from contract_tests.maxcontact_agent import transcript
from contract_tests.maxcontact_agent.centre import MANAGER, Centre

ERROR, INVALID = "Error", "Invalid Parameters"
TYPES = ("Predictive", "Progressive", "Preview", "IVR", "Bridge", "Ping", "Inbound", "Coach", "Interaction")


def refused(centre: Centre, verb: str, path: str, code: str, detail: str, **body: Any) -> None:
    """The method refuses, with that code and that detail, and without data."""
    assert centre.manage(verb, path, **body) == {
        "Success": False,
        "Data": None,
        "ResponseCode": code,
        "ResponseDetail": detail,
    }


def appendix(title: str) -> dict[str, int]:
    """The values of an appendix as they were transcribed."""
    return {name: int(number) for table, name, number in transcript.lines(MANAGER, "appendix") if table == title}


@pytest.mark.parametrize("number", range(9))
def test_members_that_do_not_apply_to_a_campaigns_type_are_not_kept(centre: Centre, number: int) -> None:
    """MaxLines is for Bridge and IVR, the threshold and the wait for Predictive and Progressive."""
    sent = {"MaxLines": 5, "DegradeToProgressive": True, "ProgressiveThreshold": 3, "NotReadyWaitTime": 7}
    campaign = centre.managed("POST", "campaigns", CampaignName="C", Type=number, **sent)
    assert campaign["MaxLines"] == (5 if TYPES[number] in ("IVR", "Bridge") else 0)
    expected = (3, 7) if TYPES[number] in ("Predictive", "Progressive") else (0, 0)
    assert (campaign["ProgressiveThreshold"], campaign["NotReadyWaitTime"]) == expected


def test_the_threshold_counts_only_where_the_campaign_degrades(centre: Centre) -> None:
    """With DegradeToProgressive true."""
    campaign = centre.managed("POST", "campaigns", CampaignName="C", Type=0, ProgressiveThreshold=3)
    assert campaign["ProgressiveThreshold"] == 0


def test_another_type_gives_up_what_does_not_apply_to_it(centre: Centre) -> None:
    """Changed by its own method or by an update."""
    centre.managed("PATCH", "campaigns/4/type", CampaignType="Predictive")
    assert centre.managed("GET", "campaigns/4")["MaxLines"] == 0
    assert centre.managed("PUT", "campaigns/5", Type=2)["MaxLines"] == 0


@pytest.mark.parametrize(("name", "number"), appendix("Campaign Types").items())
def test_a_type_is_given_by_name_or_number_and_answered_by_name(centre: Centre, name: str, number: int) -> None:
    """Blanks and case do not count."""
    for sent in (name, name.upper(), number, str(number)):
        assert centre.managed("PATCH", "campaigns/6/type", CampaignType=sent) == name
        assert centre.managed("GET", "campaigns/6")["Type"] == number


@pytest.mark.parametrize(("name", "number"), appendix("Campaign Statuses").items())
def test_a_status_is_given_by_name_or_number_and_answered_by_name(centre: Centre, name: str, number: int) -> None:
    """Not Running is written with a blank or without."""
    for sent in (name, name.replace(" ", "").lower(), number, str(number)):
        assert centre.managed("PATCH", "campaigns/6/status", CampaignStatus=sent) == name
        assert centre.managed("GET", "campaigns/6")["Status"] == number


@pytest.mark.parametrize(
    ("member", "title", "path", "name"),
    [
        ("Type", "Campaign Types", "campaigns", "CampaignName"),
        ("Status", "Campaign Statuses", "campaigns", "CampaignName"),
        ("ZipTone", "Zip Tone Styles", "campaigns", "CampaignName"),
        ("ZipToneBeep", "Zip Tone Beep Styles", "campaigns", "CampaignName"),
        ("ListType", "List Types", "lists", "ListName"),
    ],
)
def test_values_of_an_appendix_are_taken_by_number_and_name(
    centre: Centre, member: str, title: str, path: str, name: str
) -> None:
    """In an entity they are shown by number."""
    for text, number in appendix(title).items():
        for sent in (number, text):
            assert centre.managed("POST", path, **{name: "N", member: sent})[member] == number


@pytest.mark.parametrize("verb", ["POST", "PUT"])
@pytest.mark.parametrize(
    ("member", "value", "detail"),
    [
        ("Type", 9, "Type must be 0 to 8, or the name of a campaign type"),
        ("Type", "Telepathic", "Type must be 0 to 8, or the name of a campaign type"),
        ("TargetDropPercent", 100.01, "TargetDropPercent must be 0 to 100"),
        ("TargetDropPercent", -1, "TargetDropPercent must be 0 to 100"),
        ("Status", 4, "Status must be 0 to 3, or the name of a campaign status"),
        ("ZipTone", 3, "ZipTone must be 0 to 2, or the name of a zip tone style"),
        ("ZipToneBeep", 11, "ZipToneBeep must be 0 to 10, or the name of a zip tone beep style"),
    ],
)
def test_a_campaign_out_of_range_is_refused(centre: Centre, verb: str, member: str, value: object, detail: str) -> None:
    """At creation and at an update; the campaign stays as it was."""
    before = centre.managed("GET", "campaigns")
    path = "campaigns" if verb == "POST" else "campaigns/1"
    refused(centre, verb, path, INVALID, detail, CampaignName="C", **{member: value})
    assert centre.managed("GET", "campaigns") == before


@pytest.mark.parametrize("verb", ["POST", "PUT"])
@pytest.mark.parametrize(
    ("members", "detail"),
    [
        ({}, "ListName is required"),
        ({"ListName": ""}, "ListName is required"),
        ({"ListName": None}, "ListName is required"),
        ({"ListName": "x" * 101}, "ListName must have at most 100 characters"),
        ({"ListName": "L", "FetchWeight": 11}, "FetchWeight must be 0 to 10"),
        ({"ListName": "L", "FetchWeight": -1}, "FetchWeight must be 0 to 10"),
        ({"ListName": "L", "ListType": 3}, "ListType must be 0 to 2, or the name of a list type"),
    ],
)
def test_a_list_out_of_range_is_refused(centre: Centre, verb: str, members: dict[str, Any], detail: str) -> None:
    """At creation and at an update, which needs the name too."""
    path = "lists" if verb == "POST" else "lists/1"
    refused(centre, verb, path, INVALID, detail, Script="s", **members)


@pytest.mark.parametrize(
    ("path", "name", "member", "bounds"),
    [
        ("campaigns", "CampaignName", "TargetDropPercent", (0, 100)),
        ("lists", "ListName", "FetchWeight", (0, 10)),
    ],
)
def test_the_bounds_of_a_range_are_in_it(
    centre: Centre, path: str, name: str, member: str, bounds: tuple[int, int]
) -> None:
    """At creation and at an update."""
    for bound in bounds:
        for verb, where in (("POST", path), ("PUT", f"{path}/1")):
            assert centre.managed(verb, where, **{name: "N", member: bound})[member] == bound


@pytest.mark.parametrize("proficiency", [1, 10])
def test_the_bounds_of_a_proficiency_are_in_its_range(centre: Centre, proficiency: int) -> None:
    """0 and 11 are refused."""
    [row] = centre.managed("PUT", "users/skills", SkillId=1, Proficiency=proficiency, UserIds=[2])
    assert row["Success"] is True


def test_a_list_name_may_have_a_hundred_characters(centre: Centre) -> None:
    """And no more."""
    assert len(centre.managed("POST", "lists", ListName="é" * 100)["ListName"]) == 100


def test_use_max_callback_days_is_kept_when_an_update_leaves_it_out(centre: Centre) -> None:
    """Whichever it was; to set it, it must be named."""
    for flag in (True, False, True):
        assert centre.managed("PUT", "lists/1", ListName="L", UseMaxCallbackDays=flag)["UseMaxCallbackDays"] is flag
        assert centre.managed("PUT", "lists/1", ListName="L", FetchWeight=3)["UseMaxCallbackDays"] is flag


@pytest.mark.parametrize(
    ("verb", "path", "detail", "body"),
    [
        ("POST", "campaigns", "CampaignName is required", {"Type": 1}),
        ("POST", "teams", "TeamName is required", {"TenantId": 1}),
        ("POST", "users", "Login is required", {"Password": "p"}),
        ("PATCH", "campaigns/1/activityStatus", "Active is required", {"X": 1}),
        ("PATCH", "campaigns/1/status", "CampaignStatus is required", {"X": 1}),
        ("PATCH", "campaigns/1/status", "CampaignStatus is no campaign status", {"CampaignStatus": "Asleep"}),
        ("PATCH", "campaigns/1/type", "CampaignType is required", {"X": 1}),
        ("PATCH", "campaigns/1/type", "CampaignType is no campaign type", {"CampaignType": 9}),
        ("PUT", "lists/1/activitystatus", "Active is required", {"X": 1}),
        ("PUT", "teams/1/activitystatus", "Active is required", {"X": 1}),
        ("PATCH", "users/2/activitystatus", "Active is required", {"X": 1}),
        ("PUT", "campaigns/1/lists", "ListId is required", {"X": 1}),
        ("DELETE", "campaigns/1/lists", "ListId is required", {"X": 1}),
        ("PUT", "campaigns/1/teams", "TeamId is required", {"X": 1}),
        ("DELETE", "campaigns/1/teams", "TeamId is required", {"X": 1}),
        ("PUT", "teams/1/users", "UserId is required", {"X": 1}),
        ("DELETE", "teams/1/users", "UserId is required", {"X": 1}),
        ("PUT", "campaigns/1/lists", "There is no list 99", {"ListId": 99}),
        ("DELETE", "campaigns/1/lists", "There is no list 99", {"ListId": 99}),
        ("PUT", "campaigns/1/teams", "There is no team 99", {"TeamId": 99}),
        ("DELETE", "campaigns/1/teams", "There is no team 99", {"TeamId": 99}),
        ("PUT", "teams/1/users", "There is no user 99", {"UserId": 99}),
        ("DELETE", "teams/1/users", "There is no user 99", {"UserId": 99}),
        ("PUT", "users/skills", "SkillId is required", {"Proficiency": 1, "UserIds": [2]}),
        ("PUT", "users/skills", "Proficiency is required", {"SkillId": 1, "UserIds": [2]}),
        ("PUT", "users/skills", "UserIds is required", {"SkillId": 1, "Proficiency": 1}),
        ("PUT", "users/skills", "UserIds is required", {"SkillId": 1, "Proficiency": 1, "UserIds": []}),
        ("PUT", "users/skills", "There is no skill 9", {"SkillId": 9, "Proficiency": 1, "UserIds": [2]}),
        ("PUT", "users/skills", "Proficiency must be 1 to 10", {"SkillId": 1, "Proficiency": 0, "UserIds": [2]}),
        ("PUT", "users/skills", "Proficiency must be 1 to 10", {"SkillId": 1, "Proficiency": 11, "UserIds": [2]}),
        ("DELETE", "users/skills", "SkillId is required", {"UserIds": [2]}),
        ("DELETE", "users/skills", "UserIds is required", {"SkillId": 1}),
        ("DELETE", "users/skills", "There is no skill 9", {"SkillId": 9, "UserIds": [2]}),
        ("PUT", "campaigns/1", "Id is 2 in the body and 1 in the path", {"Id": 2}),
        ("PUT", "lists/1", "Id is 2 in the body and 1 in the path", {"Id": 2, "ListName": "L"}),
        ("PUT", "teams/1", "Id is 2 in the body and 1 in the path", {"Id": 2}),
        ("PUT", "users/2", "Id is 1 in the body and 2 in the path", {"Id": 1, "Password": "p"}),
    ],
)
def test_what_a_request_lacks_is_an_invalid_parameter(
    centre: Centre, verb: str, path: str, detail: str, body: dict[str, Any]
) -> None:
    """The body names what is not there, or leaves out what must be."""
    refused(centre, verb, path, INVALID, detail, **body)


def test_an_unknown_id_in_the_path_is_an_invalid_parameter_everywhere(centre: Centre) -> None:
    """Before the body is looked at; and so is one that is no integer."""
    names = {"campaignId": "campaign", "listId": "list", "teamId": "team", "userId": "user"}
    for place in transcript.methods(MANAGER):
        verb, _, path = place.partition(" ")
        name = next((name for name in names if f"{{{name}}}" in path), None)
        if name is not None:
            where = path.removeprefix("/webservices/services/management/")
            refused(centre, verb, where.replace(f"{{{name}}}", "999"), INVALID, f"There is no {names[name]} 999")
            for odd in ("x", "1.5", "9999999999", str(2**31)):
                refused(centre, verb, where.replace(f"{{{name}}}", odd), INVALID, f"{name} must be an integer")


def test_lists_of_a_campaign_are_a_set(centre: Centre) -> None:
    """Adding twice is as good as once; to remove what is not there is an error."""
    for _ in range(2):
        centre.managed("PUT", "campaigns/1/lists", ListId=5)
    centre.managed("DELETE", "campaigns/1/lists", ListId=5)
    refused(centre, "DELETE", "campaigns/1/lists", ERROR, "List 5 is not associated with campaign 1", ListId=5)


def test_teams_of_a_campaign_are_a_set(centre: Centre) -> None:
    """As its lists are."""
    for _ in range(2):
        centre.managed("PUT", "campaigns/1/teams", TeamId=3)
    centre.managed("DELETE", "campaigns/1/teams", TeamId=3)
    refused(centre, "DELETE", "campaigns/1/teams", ERROR, "Team 3 is not associated with campaign 1", TeamId=3)


@pytest.mark.parametrize(
    ("path", "name", "value"), [("campaigns/1/lists", "ListId", 1), ("campaigns/1/teams", "TeamId", 1)]
)
def test_a_delete_may_name_its_row_in_the_query(centre: Centre, path: str, name: str, value: int) -> None:
    """Some clients lose the body of a DELETE."""
    centre.managed("DELETE", f"{path}?{name}={value}")
    refused(centre, "DELETE", f"{path}?{name}=x", INVALID, f"{name} must be an integer")


def test_a_user_has_one_team(centre: Centre) -> None:
    """Another one takes the user over; only the present one can let the user go."""
    centre.managed("PUT", "teams/2/users", UserId=2)
    assert centre.managed("GET", "users/2")["TeamId"] == 2
    refused(centre, "DELETE", "teams/1/users", ERROR, "User 2 is not in team 1", UserId=2)
    centre.managed("DELETE", "teams/2/users", UserId=2)
    assert centre.managed("GET", "users/2")["TeamId"] == 0


@pytest.mark.parametrize(("verb", "path"), [("POST", "users"), ("PUT", "users/2")])
def test_a_user_needs_a_password_unless_signing_on_elsewhere(centre: Centre, verb: str, path: str) -> None:
    """It is never returned."""
    detail = "Password is required unless SSOActive is true"
    refused(centre, verb, path, INVALID, detail, Login="kim")
    refused(centre, verb, path, INVALID, detail, Login="kim", Password="")
    assert "Password" not in centre.managed(verb, path, Login="kim", Password="p")
    assert centre.managed(verb, path, Login="lou", SSOActive=True)["SSOActive"] is True


def test_a_login_is_one_users(centre: Centre) -> None:
    """In whatever case; an update may name the user's own."""
    refused(centre, "POST", "users", ERROR, "The login AGENT3 is in use", Login="AGENT3", Password="p")
    refused(centre, "PUT", "users/2", ERROR, "The login agent3 is in use", Login="agent3", Password="p")
    assert centre.managed("PUT", "users/2", Login="Agent2", Password="p")["Login"] == "Agent2"


def test_a_changed_password_is_the_one_that_gives_tokens(centre: Centre) -> None:
    """At once, and only the new one."""
    centre.managed("PUT", "users/2", Password="other")
    assert [centre.token("agent2", password).status_code for password in ("demo", "other")] == [401, 200]


def test_an_inactive_user_gets_no_token(centre: Centre) -> None:
    """Until active again; the answer is the user."""
    assert centre.managed("PATCH", "users/2/activitystatus", Active=False)["Login"] == "agent2"
    assert centre.token("agent2", "demo").status_code == 401
    centre.managed("PATCH", "users/2/activitystatus", Active=True)
    assert centre.token("agent2", "demo").status_code == 200


def test_activity_statuses_answer_as_documented(centre: Centre) -> None:
    """A campaign answers with itself, a list and a team with the flag."""
    assert centre.managed("PATCH", "campaigns/2/activityStatus", Active=False)["Active"] is False
    for path in ("lists/1", "teams/1"):
        for flag in (False, True):
            assert centre.managed("PUT", f"{path}/activitystatus", Active=flag) is flag
    assert centre.row("lists", 1)["active"] is True


@pytest.mark.parametrize(
    ("path", "verb", "allowed"),
    [
        ("campaigns/1/activitystatus", "PUT", "PATCH"),
        ("lists/1/activitystatus", "PATCH", "PUT"),
        ("teams/1/activitystatus", "PATCH", "PUT"),
        ("users/2/activitystatus", "PUT", "PATCH"),
        ("users/skills", "POST", "PUT, DELETE"),
        ("campaigns", "DELETE", "GET, POST"),
        ("globalemergency/enable", "GET", "POST"),
    ],
)
def test_only_the_printed_verbs_are_allowed(centre: Centre, path: str, verb: str, allowed: str) -> None:
    """The activity status has two different ones."""
    answer = centre.send(verb, f"/webservices/services/management/{path}", {"Active": True})
    assert answer.status_code == 405
    assert set(allowed.split(", ")) <= set(answer.headers["allow"].split(", "))
    assert (answer.json()["Success"], answer.json()["ResponseCode"]) == (False, ERROR)


def test_skills_are_told_user_by_user(centre: Centre) -> None:
    """An unknown user does not keep the others from it; another proficiency replaces the one before."""
    body = {"SkillId": 3, "Proficiency": 10, "UserIds": [2, 6, 99, 2]}
    assert centre.managed("PUT", "users/skills", **body) == [
        {"UserId": 2, "Success": True, "Detail": "Associated"},
        {"UserId": 6, "Success": True, "Detail": "Associated"},
        {"UserId": 99, "Success": False, "Detail": "Unknown user"},
    ]
    skills = {(row["user_id"], row["skill_id"]): row["proficiency"] for row in centre.rows("user_skills")}
    assert (skills[2, 3], skills[6, 3]) == (10, 10)
    assert centre.managed("DELETE", "users/skills", SkillId=3, UserIds=[2, 3, 99]) == [
        {"UserId": 2, "Success": True, "Detail": "Disassociated"},
        {"UserId": 3, "Success": False, "Detail": "Not associated"},
        {"UserId": 99, "Success": False, "Detail": "Unknown user"},
    ]
    assert (2, 3) not in {(row["user_id"], row["skill_id"]) for row in centre.rows("user_skills")}


def test_arrays_in_xml_are_elements_of_their_type(centre: Centre) -> None:
    """In the way of the vendor's serialiser, or beside each other; the result has a root of its own."""
    forms = ("<UserIds><int>2</int><int>3</int></UserIds>", "<UserIds>2</UserIds><UserIds>3</UserIds>")
    for form in forms:
        body = f"<x><SkillId>3</SkillId><Proficiency>4</Proficiency>{form}</x>"
        path = "/webservices/services/management/users/skills"
        answer = centre.send("PUT", path, body, **{"content-type": "application/xml"})
        assert answer.text.startswith("<SkillUserResult ")
        assert answer.text.count("<UserResult>") == 2


def test_global_emergency_stops_all_campaigns_and_restores_each(centre: Centre) -> None:
    """Twice is as good as once, and each is again what it was."""
    before = {row["Id"]: row["Status"] for row in centre.managed("GET", "campaigns")}
    assert set(before.values()) == {0, 1, 2, 3}
    for _ in range(2):
        assert centre.managed("POST", "globalemergency/enable") is None
        assert {row["Status"] for row in centre.managed("GET", "campaigns")} == {0}
    for _ in range(2):
        assert centre.managed("POST", "globalemergency/disable") is None
        assert {row["Id"]: row["Status"] for row in centre.managed("GET", "campaigns")} == before


def test_every_method_needs_a_token(centre: Centre) -> None:
    """Before anything else of the request is looked at; nothing is done without one."""
    before = centre.site.control.get(f"worlds/{centre.site.world}/export").json()["tables"]
    for place in transcript.methods(MANAGER):
        verb, _, path = place.partition(" ")
        if "apitoken" not in path:
            answer = centre.send(verb, transcript.filled(path), "{", cookie="TokenKey=unknown")
            assert (answer.status_code, answer.json()["ResponseDetail"]) == (401, "Invalid or expired token"), place
    assert centre.site.control.get(f"worlds/{centre.site.world}/export").json()["tables"] == before


def test_passwords_are_not_shown_in_the_journal(centre: Centre) -> None:
    """Neither as they were sent nor in the row that was changed."""
    body: str | dict[str, str]
    for body, kind in (
        ({"Login": "kim", "Password": "hush-hush"}, "application/json"),
        ("<User><Login>lou</Login><Password>hush-hush</Password></User>", "application/xml"),
    ):
        answer = centre.send("POST", "/webservices/services/management/users", body, **{"content-type": kind})
        shown = centre.site.control.get(f"worlds/{centre.site.world}/requests/{answer.headers['ringback-request']}")
        assert "kim" in shown.text or "lou" in shown.text
        assert "hush-hush" not in shown.text
