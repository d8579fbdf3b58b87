"""Which notation an answer has, and what the settings change about it."""

import pytest

from contract_tests.maxcontact_agent.centre import AGENT, TELEPHONY, Centre, plain

XML, JSON = "application/xml; charset=utf-8", "application/json; charset=utf-8"


def kind(centre: Centre, **headers: str) -> str:
    """The media type of an answer to a request with these headers."""
    sent = {"accept": "", "content-type": "", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return str(centre.send("GET", f"{TELEPHONY}/users/user/2", **sent).headers["content-type"])


@pytest.mark.parametrize(
    ("accept", "content_type", "expected"),
    [
        ("", "", XML),
        ("", "application/json", JSON),
        ("", "text/json; charset=utf-8", JSON),
        ("", "text/xml", XML),
        ("", "multipart/form-data; boundary=x", XML),
        ("*/*", "application/json", JSON),
        ("*/*", "", XML),
        ("application/json", "", JSON),
        ("application/json, text/plain, */*", "", JSON),
        ("application/xml", "application/json", XML),
        ("application/json", "application/xml", JSON),
        ("text/html, application/xml;q=0.5, application/json;q=0.9", "", JSON),
        ("application/json;q=0, application/xml", "", XML),
        ("application/json;q=none", "", XML),
        ("text/html", "application/json", JSON),
    ],
)
def test_accept_decides_then_content_type_then_xml(
    centre: Centre, accept: str, content_type: str, expected: str
) -> None:
    """`*/*` and types that are neither XML nor JSON do not decide."""
    assert kind(centre, accept=accept, content_type=content_type) == expected


def test_paths_and_query_names_are_compared_in_any_case(centre: Centre) -> None:
    """As the vendor's framework does; what stands in the gaps is taken as it is."""
    answer = centre.send("GET", "/WebServices/Services/Telephony/GetCalls/USER/2/")
    assert answer.json()["Success"] is True
    assert centre.dial(2, "9195550100", LeadID=7)["CustomerName"] == "Yael"


def test_xml_has_no_declaration_and_no_namespace_of_its_own(centre: Centre) -> None:
    """A client written from the document finds `Success` by its plain name."""
    text = centre.send("GET", f"{TELEPHONY}/users/user/2", **{"content-type": ""}).text
    assert text.startswith('<CallActionResponse xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><Data>')


def test_a_namespace_can_be_set(centre: Centre) -> None:
    """It becomes the default namespace of the whole document."""
    centre.patch("settings", "system", xml_namespace="http://schemas.example.com/telephony")
    answer = centre.send("GET", f"{TELEPHONY}/users/user/2", **{"content-type": ""})
    assert list(plain(answer)) == [
        f"{{http://schemas.example.com/telephony}}{name}"
        for name in ("Data", "ResponseCode", "ResponseDetail", "Success")
    ]


def test_moments_in_json_can_be_written_as_the_vendors_framework_does(centre: Centre) -> None:
    """ISO 8601 by default, and always in XML."""
    assert centre.dial(2, "2025550100")["CallStartTime"] == "2026-01-05T17:00:00Z"
    centre.patch("settings", "system", json_dates="wcf")
    assert centre.calls(2)[0]["CallStartTime"] == "/Date(1767632400000+0000)/"
    answer = centre.send("GET", f"{TELEPHONY}/getcalls/user/2", **{"content-type": ""})
    assert plain(answer)["Data"]["Call"]["CallStartTime"] == "2026-01-05T17:00:00Z"


def test_the_numbers_of_response_codes_can_be_set(centre: Centre) -> None:
    """No document prints them."""
    centre.patch("settings", "system", response_success=1, response_error=-1, response_invalid=-2)
    paths = ("getcalls/user/2", "getcalls/user/99", "getcalls/user/x")
    assert [centre.telephony(path)["ResponseCode"] for path in paths] == [1, -1, -2]


def test_business_failures_can_be_given_another_status(centre: Centre) -> None:
    """By default the envelope is the only channel of errors; a bad token has its own status either way."""
    centre.patch("settings", "system", failure_status=400)
    assert centre.send("GET", f"{TELEPHONY}/getcalls/user/99").status_code == 400
    assert centre.send("GET", f"{TELEPHONY}/getcalls/user/2").status_code == 200
    assert centre.send("GET", f"{TELEPHONY}/getcalls/user/2", cookie="TokenKey=no").status_code == 401


def test_texts_that_xml_cannot_carry_do_not_break_it(centre: Centre) -> None:
    """A name with a control character is shown with a mark in its place."""
    centre.patch("users", 2, first_name="A\u0001<&>")
    answer = centre.send("GET", f"{TELEPHONY}/users/user/2", **{"content-type": ""})
    assert plain(answer)["Data"]["AgentNameIdPair"][1]["FullName"] == "A\ufffd<&> Baker"


@pytest.mark.parametrize(
    "fields",
    [
        {"timezone": "Mars/Base"},
        {"outcomes": {"answered": -1}},
        {"outcomes": {"bored": 1}},
        {"dispositions": {}},
        {"expiry_member": "no name"},
        {"xml_namespace": "a\u0000b"},
        {"failure_status": 99},
        {"json_dates": "roman"},
    ],
    ids=str,
)
def test_settings_that_nothing_could_work_with_are_not_taken(centre: Centre, fields: dict[str, object]) -> None:
    """The control plane refuses them, and the centre goes on as it was."""
    path = f"worlds/{centre.site.world}/state/{AGENT}/settings/system"
    assert centre.site.control.patch(path, json=fields).status_code == 400
    assert centre.calls(2) == []
