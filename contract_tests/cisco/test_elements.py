"""Elements: what counts of what is sent, what is ignored, and how values come back."""

import json
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest

from contract_tests.cisco.conftest import BASE, Cisco, campaign, error, errors, local

XML = "application/xml"
JSON = "application/json"


def sent(cisco: Cisco, body: str | bytes, path: str = "/dnc", method: str = "POST", kind: str = XML) -> httpx.Response:
    """Send a body of a type."""
    return cisco.call(method, path, body, content_type=kind)


def made(cisco: Cisco, body: str | bytes, path: str = "/dnc", kind: str = XML) -> dict[str, Any]:
    """Create an item, and get it in JSON."""
    answer = sent(cisco, body, path, kind=kind)
    assert answer.status_code == 201, answer.text
    shown: dict[str, Any] = cisco.get(local(answer.headers["location"]), accept=JSON).json()
    return shown


def test_of_a_repeated_element_the_last_counts(cisco: Cisco) -> None:
    """One client sends the dialling mode twice; a wrong value before the last does no harm."""
    twice = "<dialingMode>INBOUND</dialingMode><maxAttempts>0</maxAttempts><dialingMode>PREVIEWONLY</dialingMode>"
    shown = made(cisco, campaign(more=f"{twice}<maxAttempts>5</maxAttempts>"), "/campaign")
    assert (shown["dialingMode"], shown["maxAttempts"]) == ("PREVIEWONLY", 5)
    retries = (
        "<retries><busySignalDelay>7</busySignalDelay></retries><retries><noAnswerDelay>8</noAnswerDelay></retries>"
    )
    body = f"<campaign><changeStamp>0</changeStamp>{retries}</campaign>"
    assert sent(cisco, body, local(shown["refURL"]), "PUT").status_code == 200
    after = cisco.get(local(shown["refURL"]), accept=JSON).json()["retries"]
    assert (after["busySignalDelay"], after["noAnswerDelay"]) == (60, 8)


def test_a_repeated_name_in_json_counts_as_it_was_said_last(cisco: Cisco) -> None:
    """As in XML."""
    assert made(cisco, '{"name": "first", "name": "second"}', kind=JSON)["name"] == "second"


def test_element_names_are_case_sensitive(cisco: Cisco) -> None:
    """Another spelling is another element, and unknown ones are ignored."""
    assert error(sent(cisco, "<dnc><Name>rule</Name></dnc>")).type == "invalidInput.fieldRequired"
    shown = made(cisco, "<dnc><name>rule</name><Overwrite>true</Overwrite><more><name>x</name></more></dnc>")
    assert (shown["name"], shown["overwrite"]) == ("rule", False)


def test_answering_machine_detection_is_taken_in_both_spellings(cisco: Cisco) -> None:
    """The document lists one and prints the other; the answer is in the one that is listed."""
    path = local(cisco.made("/campaign", campaign(more="<ipAMDEnabled>false</ipAMDEnabled>")))
    assert cisco.xml("GET", path).findtext("ipAmdEnabled") == "false"
    body = "<campaign><changeStamp>0</changeStamp><ipAMDEnabled>true</ipAMDEnabled></campaign>"
    assert sent(cisco, body, path, "PUT").status_code == 200
    assert cisco.xml("GET", path).findtext("ipAmdEnabled") == "true"
    told = error(sent(cisco, campaign(more="<ipAMDEnabled>yes</ipAMDEnabled>"), "/campaign"))
    assert (told.type, told.data) == ("invalidInput.invalidValue", "ipAmdEnabled")


def test_a_description_may_have_lines(cisco: Cisco) -> None:
    """No character of the locale is excluded from it."""
    shown = made(cisco, campaign(more="<description>one\n\ttwo \u00e9</description>"), "/campaign")
    assert shown["description"] == "one\n\ttwo \u00e9"


def test_what_is_read_only_is_ignored(cisco: Cisco) -> None:
    """A client may send back all that it has read."""
    body = f"<dnc><refURL>{BASE}/dnc/9999</refURL><changeStamp>77</changeStamp><name>rule</name></dnc>"
    shown = made(cisco, body)
    assert (shown["refURL"], shown["changeStamp"]) == (f"{BASE}/dnc/5002", 0)


def test_an_item_can_be_sent_back_as_it_was_read(cisco: Cisco) -> None:
    """In XML with one change, and in JSON with another."""
    shown = cisco.xml("GET", "/campaign/5168")
    attempts = shown.find("maxAttempts")
    assert attempts is not None
    attempts.text = "9"
    assert sent(cisco, ElementTree.tostring(shown), "/campaign/5168", "PUT").status_code == 200
    read = cisco.get("/campaign/5168", accept=JSON).json()
    assert (read["maxAttempts"], read["changeStamp"]) == (9, 49)
    read["name"] = "renamed"
    assert sent(cisco, json.dumps(read), "/campaign/5168", "PUT", JSON).status_code == 200
    after = cisco.get("/campaign/5168", accept=JSON).json()
    assert after == {**read, "changeStamp": 50}


def test_blank_elements_of_a_new_item_are_as_good_as_none(cisco: Cisco) -> None:
    """Clients send their forms' empty fields along."""
    more = "".join(
        f"<{name}></{name}>"
        for name in ("description", "startDate", "endDate", "enabled", "maxAttempts", "linesPerAgent", "dialingMode")
    )
    shown = made(
        cisco, campaign(more=f"{more}<retries><customerNotHomeDelay> </customerNotHomeDelay></retries>"), "/campaign"
    )
    assert (shown["maxAttempts"], shown["linesPerAgent"], shown["enabled"]) == (3, 1.5, False)
    assert shown["retries"]["customerNotHomeDelay"] == 60
    assert "description" not in shown


def test_blank_elements_of_an_update_clear_what_can_be_cleared(cisco: Cisco) -> None:
    """A text; numbers and choices stay as they are, and what is required cannot be left blank."""
    path = local(cisco.made("/campaign", campaign(more="<description>x</description><maxAttempts>7</maxAttempts>")))
    body = "<campaign><changeStamp>0</changeStamp><description/><maxAttempts/><dialingMode/></campaign>"
    assert sent(cisco, body, path, "PUT").status_code == 200
    after = cisco.get(path, accept=JSON).json()
    assert "description" not in after
    assert (after["maxAttempts"], after["dialingMode"]) == (7, "INBOUND")
    blank = "<campaign><changeStamp>1</changeStamp><name/><timeZone/></campaign>"
    assert [(one.data, one.type) for one in errors(sent(cisco, blank, path, "PUT"))] == [
        ("name", "invalidInput.fieldRequired"),
        ("timeZone", "invalidInput.fieldRequired"),
    ]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2016-01-14", "2016-01-14"),
        ("2016-01-14T00:00:00Z", "2016-01-14"),
        ("2016-01-14T00:00:00", "2016-01-14"),
        ("2016-01-14T23:59:59.999+02:00", "2016-01-14"),
        ("2028-11-21T02:29:56.135Z", "2028-11-21"),
        (" 2024-02-29 ", "2024-02-29"),
    ],
)
def test_dates_may_be_whole_date_times(cisco: Cisco, value: str, shown: str) -> None:
    """As the vendor's own toolkit sends them; they are answered in the documented form."""
    dates = f"<startDate>{value}</startDate><endDate>2099-12-31</endDate>"
    assert made(cisco, campaign(more=dates), "/campaign")["startDate"] == shown


@pytest.mark.parametrize(
    "value",
    [
        "14.01.2016",
        "2016-1-4",
        "20160114",
        "2016-02-30",
        "2023-02-29",
        "2016-01-14T25:00:00Z",
        "2016-W02-4",
        "x",
        "0000-00-00",
    ],
)
def test_other_dates_are_refused(cisco: Cisco, value: str) -> None:
    """With the value."""
    told = error(sent(cisco, campaign(more=f"<startDate>{value}</startDate>"), "/campaign"))
    assert (told.type, told.data, told.detail) == ("invalidInput.invalidValue", "startDate", {"value": value})


def test_numbers_that_need_not_be_whole_have_a_decimal(cisco: Cisco) -> None:
    """3.0, 1.5 and 100.0 in the document's samples."""
    more = "<abandonPercent>5</abandonPercent><linesPerAgent>2</linesPerAgent><predictiveGain>.5</predictiveGain>"
    shown = cisco.xml("GET", local(cisco.made("/campaign", campaign(more=more))))
    values = [
        shown.findtext(name) for name in ("abandonPercent", "linesPerAgent", "predictiveGain", "maximumLinesPerAgent")
    ]
    assert values == ["5.0", "2.0", "0.5", "2.0"]


def test_references_need_no_more_than_their_ref_url(cisco: Cisco) -> None:
    """Relative or absolute; what else is in them does not count."""
    url = f"https://cce.example.com{BASE}"
    body = campaign(more=f"<timeZone><displayName>x</displayName><refURL>{url}/timezone/UTC</refURL></timeZone>")
    shown = made(
        cisco, body.replace(f"<refURL>{BASE}/skillgroup", f"<name>other</name><refURL>{url}/skillgroup"), "/campaign"
    )
    assert shown["timeZone"] == {"displayName": "(UTC) Coordinated Universal Time", "refURL": f"{BASE}/timezone/UTC"}
    group = shown["skillGroupInfos"][0]["skillGroupInfo"][0]["skillGroup"]
    assert group == {"refURL": f"{BASE}/skillgroup/5003", "name": "sgspare"}


def test_a_create_answers_the_absolute_url_and_no_body(cisco: Cisco) -> None:
    """Relative references are for bodies only."""
    answer = sent(cisco, "<dnc><name>rule</name></dnc>")
    assert (answer.status_code, answer.text) == (201, "")
    assert answer.headers["location"] == f"{cisco.url}/dnc/5002"
    assert cisco.xml("GET", "/dnc/5002").findtext("refURL") == f"{BASE}/dnc/5002"


def test_updates_and_deletes_answer_200_and_no_body(cisco: Cisco) -> None:
    """Whatever is accepted."""
    for accept in (XML, JSON, "*/*"):
        stamp = cisco.xml("GET", "/dnc/5001").findtext("changeStamp")
        answer = cisco.call("PUT", "/dnc/5001", f"<dnc><changeStamp>{stamp}</changeStamp></dnc>", accept=accept)
        assert (answer.status_code, answer.text) == (200, "")
    answer = cisco.call("DELETE", "/dnc/5001", accept=JSON)
    assert (answer.status_code, answer.text) == (200, "")
