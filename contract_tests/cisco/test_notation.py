"""XML and JSON, in and out: what clients send, what they accept, and how an item looks in either."""

import json
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest

from contract_tests.cisco.conftest import BASE, Cisco, campaign, error, local

XML = "application/xml"
JSON = "application/json"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def sent(cisco: Cisco, body: str | bytes, path: str = "/dnc", method: str = "POST", kind: str = XML) -> httpx.Response:
    """Send a body of a type."""
    return cisco.call(method, path, body, content_type=kind)


def made(cisco: Cisco, body: str | bytes, path: str = "/dnc", kind: str = XML) -> dict[str, Any]:
    """Create an item, and get it in JSON."""
    answer = sent(cisco, body, path, kind=kind)
    assert answer.status_code == 201, answer.text
    shown: dict[str, Any] = cisco.get(local(answer.headers["location"]), accept=JSON).json()
    return shown


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", XML),
        ("*/*", XML),
        ("application/xml", XML),
        ("text/xml", XML),
        ("APPLICATION/XML", XML),
        ("application/json", JSON),
        ("Application/JSON; charset=utf-8", JSON),
        # What Java's, JavaScript's and Python's clients send.
        ("text/html, image/gif, image/jpeg, */*; q=0.2", XML),
        ("application/json, text/plain, */*", JSON),
        ("application/json, text/javascript, */*; q=0.01", JSON),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8", XML),
        ("application/xml;q=0.5, application/json", JSON),
        ("application/xml, application/json;q=0.5", XML),
        ("*/*, application/json;q=0.5", XML),
        ("application/json;q=0, */*;q=0.1", XML),
        ("application/*", XML),
        ("text/html, application/json;q=0.1", JSON),
    ],
)
def test_json_is_answered_where_it_is_named_and_preferred(cisco: Cisco, accept: str, kind: str) -> None:
    """Everything else is answered in XML, errors too."""
    for path in ("/dnc/5001", "/dnc/9999", "/dnc", "/nowhere"):
        answer = cisco.get(path, accept=accept)
        assert answer.headers["content-type"] == kind
        if kind == JSON:
            json.loads(answer.content)
        else:
            ElementTree.fromstring(answer.content)


@pytest.mark.parametrize(
    "accept", ["text/html", "image/png, text/plain", "application/json;q=0", "nonsense", ",", "application/xml;q=x"]
)
def test_other_notations_are_not_acceptable(cisco: Cisco, accept: str) -> None:
    """The error comes in XML, as nothing better is known."""
    for method, path in (("GET", "/dnc"), ("GET", "/dnc/5001"), ("DELETE", "/dnc/5001"), ("PUT", "/campaign/disable")):
        told = error(cisco.call(method, path, accept=accept), 406)
        assert told.type == "invalid.acceptHeader"
        assert told.message == "Invalid accept header, it should contain either xml or json"
    assert cisco.get("/dnc/5001").status_code == 200


def test_an_item_in_xml(cisco: Cisco) -> None:
    """A declaration, then the element."""
    answer = cisco.get("/dnc/5001")
    assert answer.headers["content-type"] == XML
    assert answer.text == (
        f"{DECLARATION}<dnc><changeStamp>0</changeStamp><refURL>{BASE}/dnc/5001</refURL><name>dnc1</name>"
        "<filePath>\\\\CCE-ROGGER-A\\C$\\Users\\boston\\Desktop\\dnc.txt</filePath>"
        "<overwrite>false</overwrite><renameFileAfterImport>true</renameFileAfterImport></dnc>"
    )


def test_an_item_in_json(cisco: Cisco) -> None:
    """Without its root; numbers and truth values are no texts."""
    assert cisco.get("/dnc/5001", accept=JSON).json() == {
        "changeStamp": 0,
        "refURL": f"{BASE}/dnc/5001",
        "name": "dnc1",
        "filePath": "\\\\CCE-ROGGER-A\\C$\\Users\\boston\\Desktop\\dnc.txt",
        "overwrite": False,
        "renameFileAfterImport": True,
    }


def test_in_json_what_holds_a_collection_is_a_list_of_one_object(cisco: Cisco) -> None:
    """Which has the items under their name; other parts stay objects."""
    page = cisco.get("/campaign", accept=JSON).json()
    (wrapper,) = page["campaigns"]
    assert [one["name"] for one in wrapper["campaign"]] == ["APIoct1", "contacts"]
    (groups,) = wrapper["campaign"][0]["skillGroupInfos"]
    assert groups["skillGroupInfo"][0]["skillGroup"]["refURL"] == f"{BASE}/skillgroup/5004"
    assert wrapper["campaign"][0]["retries"]["busySignalDelay"] == 60
    assert page["permissionInfo"]["canCreate"] is True


def test_an_empty_collection_in_json_is_there(cisco: Cisco) -> None:
    """As it is in XML."""
    assert cisco.get("/dnc?q=nothing", accept=JSON).json()["dncs"] == [{"dnc": []}]
    assert cisco.xml("GET", "/dnc?q=nothing").find("dncs") is not None


def test_errors_in_json_are_one_object(cisco: Cisco) -> None:
    """With each error in a list, one or several."""
    answer = cisco.call("POST", "/campaign", "{}", content_type=JSON, accept=JSON)
    assert list(answer.json()) == ["apiError"]
    assert {"errorData", "errorMessage", "errorType"} == set(answer.json()["apiError"][0])
    body = json.dumps({"name": "x", "maxAttempts": 0})
    answer = cisco.call("POST", "/campaign", body, content_type=JSON, accept=JSON)
    assert answer.json()["apiError"][0]["errorDetail"] == {"min": 1, "max": 100}


def test_children_of_an_error_are_in_the_order_of_the_alphabet(cisco: Cisco) -> None:
    """The sample that is printed, with other numbers."""
    answer = sent(cisco, campaign(more="<maxAttempts>0</maxAttempts>"), "/campaign")
    assert answer.text == (
        f"{DECLARATION}<apiErrors><apiError><errorData>maxAttempts</errorData><errorDetail><min>1</min><max>100</max>"
        "</errorDetail><errorMessage>This field must contain a value from 1 to 100</errorMessage>"
        "<errorType>invalidInput.outOfRange</errorType></apiError></apiErrors>"
    )


@pytest.mark.parametrize("kind", [XML, "text/xml", "application/xml; charset=UTF-8", "Application/XML", ""])
def test_xml_is_taken_as_what_it_is_usually_called(cisco: Cisco, kind: str) -> None:
    """Or without a name."""
    assert sent(cisco, "<dnc><name>rule</name></dnc>", kind=kind).status_code == 201


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "xml", "/"])
def test_other_types_of_body_are_unsupported(cisco: Cisco, kind: str) -> None:
    """Where there must be a body."""
    for method, path in (("POST", "/dnc"), ("PUT", "/dnc/5001"), ("POST", "/campaign"), ("POST", "/operation")):
        told = error(sent(cisco, "<dnc><name>rule</name></dnc>", path, method, kind), 415)
        assert told.type == "invalid.contentType"


@pytest.mark.parametrize("kind", ["text/plain", XML, JSON, "application/octet-stream"])
def test_the_emergency_stop_takes_any_empty_body(cisco: Cisco, kind: str) -> None:
    """The vendor's toolkit sends an empty text."""
    answer = cisco.call("PUT", "/campaign/disable", "", content_type=kind)
    assert (answer.status_code, answer.text) == (200, "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_the_encoding_of_xml_is_the_one_it_declares(cisco: Cisco, encoding: str) -> None:
    """With a byte order mark or without."""
    text = f'<?xml version="1.0" encoding="{encoding}"?><dnc><name>rule</name><filePath>caf\u00e9</filePath></dnc>'
    assert made(cisco, text.encode(encoding))["filePath"] == "caf\u00e9"


def test_a_byte_order_mark_is_no_part_of_the_body(cisco: Cisco) -> None:
    """Of XML and of JSON."""
    assert sent(cisco, b"\xef\xbb\xbf<dnc><name>one</name></dnc>").status_code == 201
    assert sent(cisco, b'\xef\xbb\xbf{"name": "two"}', kind=JSON).status_code == 201


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a &amp; b &lt;c&gt; &#233; &#x1F600;", "a & b <c> \u00e9 \U0001f600"),
        ("<![CDATA[a & b <c>]]>", "a & b <c>"),
        ("one <!-- two --> three", "one  three"),
        ("one<?two?>three", "onethree"),
        ("  padded  ", "padded"),
        ("\n    line\n  ", "line"),
    ],
)
def test_texts_are_read_as_xml_writes_them(cisco: Cisco, text: str, value: str) -> None:
    """Comments and instructions are none of it; blanks around it do not count."""
    assert made(cisco, f"<dnc><name>rule</name><filePath>{text}</filePath></dnc>")["filePath"] == value


@pytest.mark.parametrize("value", ["a & b < c > d", "]]>", "\"'", "\u00e9\u4e2d\U0001f600", "&amp;"])
def test_texts_come_back_escaped(cisco: Cisco, value: str) -> None:
    """What went in as JSON comes out as well-formed XML."""
    answer = sent(cisco, json.dumps({"name": "rule", "filePath": value}), kind=JSON)
    path = local(answer.headers["location"])
    assert cisco.xml("GET", path).findtext("filePath") == value
    assert cisco.get(path, accept=JSON).json()["filePath"] == value


def test_namespaces_and_attributes_do_not_count(cisco: Cisco) -> None:
    """A prefix is no part of a name."""
    body = '<c:dnc xmlns:c="urn:example" xmlns:xsi="urn:x" xsi:type="dnc"><c:name id="1">rule</c:name></c:dnc>'
    assert made(cisco, body)["name"] == "rule"


def test_json_values_may_be_texts_numbers_or_truth_values(cisco: Cisco) -> None:
    """Clients send them either way."""
    group = {"skillGroup": {"refURL": f"{BASE}/skillgroup/5003"}, "overflowAgents": "2", "ivrPorts": 3}
    body = {
        "name": "mixed",
        "maxAttempts": "7",
        "minimumCallDuration": 5,
        "abandonPercent": "3.5",
        "predictiveGain": 2,
        "linesPerAgent": 2.5,
        "enabled": "true",
        "ipAmdEnabled": False,
        "description": None,
        "timeZone": {"refURL": f"{BASE}/timezone/UTC", "displayName": "x", "bias": "0", "stdName": "UTC"},
        "skillGroupInfos": {"skillGroupInfo": group},
        "dialedNumber": "unknown here",
    }
    shown = made(cisco, json.dumps(body), "/campaign", JSON)
    assert (shown["maxAttempts"], shown["minimumCallDuration"], shown["abandonPercent"]) == (7, 5, 3.5)
    assert (shown["predictiveGain"], shown["linesPerAgent"]) == (2.0, 2.5)
    assert (shown["enabled"], shown["ipAmdEnabled"]) == (True, False)
    info = shown["skillGroupInfos"][0]["skillGroupInfo"][0]
    assert (info["overflowAgents"], info["ivrPorts"]) == (2, 3)


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda one, other: {"skillGroupInfo": [one, other]},
        lambda one, other: [{"skillGroupInfo": [one, other]}],
    ],
    ids=["object", "list"],
)
def test_a_collection_in_json_may_be_an_object_or_a_list(cisco: Cisco, wrapped: Any) -> None:
    """The latter as it is answered."""
    both = [{"skillGroup": {"refURL": f"{BASE}/skillgroup/{number}"}} for number in (5001, 5003)]
    zone = {"refURL": f"{BASE}/timezone/UTC"}
    body = {"name": "both", "timeZone": zone, "skillGroupInfos": wrapped(*both)}
    shown = made(cisco, json.dumps(body), "/campaign", JSON)
    assert len(shown["skillGroupInfos"][0]["skillGroupInfo"]) == 2


def test_a_json_body_may_have_its_root(cisco: Cisco) -> None:
    """Though the object itself is what clients send."""
    assert made(cisco, '{"dnc": {"name": "rooted"}}', kind=JSON)["name"] == "rooted"
