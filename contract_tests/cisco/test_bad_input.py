"""Bad bodies: they are refused with an apiErrors body that says what is wrong, and change nothing."""

import json
from xml.etree import ElementTree

import httpx
import pytest

from contract_tests.cisco.conftest import Cisco, error, errors

JSON = "application/json"
XML_MESSAGE = "XML Syntax error while processing the request attachment"
JSON_MESSAGE = "JSON syntax error while processing the request attachment"
DEEP = 5000

# Every operation that takes a body, with the element it takes.
TAKES = [
    ("POST", "/campaign", "campaign"),
    ("PUT", "/campaign/5168", "campaign"),
    ("POST", "/campaign/5000/import", "import"),
    ("POST", "/dnc", "dnc"),
    ("PUT", "/dnc/5001", "dnc"),
    ("POST", "/personalcallback", "personalCallback"),
    ("PUT", "/personalcallback/2", "personalCallback"),
    ("POST", "/personalcallback/import", "personalCallback"),
    ("POST", "/skillgroup", "skillGroup"),
    ("PUT", "/skillgroup/5003", "skillGroup"),
    ("POST", "/agent", "agent"),
    ("PUT", "/agent/5050", "agent"),
    ("POST", "/operation", "operation"),
]

# Elements of all of them.
NAMES = [
    "name",
    "description",
    "changeStamp",
    "maxAttempts",
    "enabled",
    "startDate",
    "startTime",
    "dialingMode",
    "timeZone",
    "skillGroupInfos",
    "retries",
    "callProgressAnalysis",
    "skillGroupInfosAdded",
    "filePath",
    "overwrite",
    "fileContent",
    "delimiter",
    "overwriteData",
    "phone",
    "campaign",
    "agent",
    "callbackDateTime",
    "callStatus",
    "agents",
    "person",
    "skillGroups",
    "defaultSkillGroup",
    "operationType",
    "refURLs",
]

NO_XML = [
    "",
    "   ",
    "no XML",
    "<dnc>",
    "<dnc></dnd>",
    "<dnc/><dnc/>",
    "<dnc><name>a & b</name></dnc>",
    "<dnc><name>&nbsp;</name></dnc>",
    "<dnc a=1/>",
    "<dnc><x:name>rule</x:name></dnc",
    "<?xml version='1.0'?> <?xml version='1.0'?><dnc/>",
    "<dnc>\x00</dnc>",
    "<dnc><name>\x01</name></dnc>",
    "<dnc>&#0;</dnc>",
    "<dnc>&#xD800;</dnc>",
    '{"name": "rule"}',
    '<?xml version="1.0" encoding="no-such-encoding"?><dnc/>',
    "<dnc>" * DEEP + "</dnc>" * DEEP,
]

DANGEROUS = {
    "empty document type": "<!DOCTYPE dnc><dnc><name>rule</name></dnc>",
    "entity": '<!DOCTYPE dnc [<!ENTITY e "rule">]><dnc><name>&e;</name></dnc>',
    "file": '<!DOCTYPE dnc [<!ENTITY e SYSTEM "file:///etc/hostname">]><dnc><name>&e;</name></dnc>',
    "network": '<!DOCTYPE dnc SYSTEM "http://127.0.0.1:9/x.dtd"><dnc><name>rule</name></dnc>',
    "parameter entity": '<!DOCTYPE dnc [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]><dnc/>',
    "laughs": "<!DOCTYPE dnc ["
    + "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9)).replace("&e0;", "ha")
    + "]><dnc><name>&e9;</name></dnc>",
    "laughs in an attribute": "<!DOCTYPE dnc ["
    + "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9)).replace("&e0;", "ha")
    + ']><dnc a="&e9;"><name>rule</name></dnc>',
}

NO_JSON = [
    b"",
    b"{",
    b"no JSON",
    b"[]",
    b'[{"name": "rule"}]',
    b'"rule"',
    b"7",
    b"null",
    b"true",
    b'{"name": "rule"} {}',
    b'{"name": NaN}',
    b"{'name': 'rule'}",
    b'{"name": "rule",}',
    b'{"name": "\xff"}',
    b'{"name": "\\ud800"}',
    b'{"name": "\x00"}',
    b'{"name": 1e999999}',
    b"[" * DEEP + b"]" * DEEP,
    b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    b"<dnc><name>rule</name></dnc>",
]


def state(cisco: Cisco) -> dict[str, object]:
    """All rows of the tables that requests write."""
    tables = ("campaigns", "contacts", "dncs", "personal_callbacks", "skill_groups", "agents", "jobs")
    return {table: cisco.rows(table) for table in tables}


def refused(cisco: Cisco, answer: httpx.Response, kind: str, message: str) -> None:
    """The answer is that one error, in its notation."""
    told = error(answer)
    assert (told.type, told.message) == (kind, message)
    assert told.detail["value"]


@pytest.mark.parametrize("body", NO_XML, ids=range(len(NO_XML)))
def test_what_is_no_xml_is_a_syntax_error(cisco: Cisco, body: str) -> None:
    """With the parser's words in its detail."""
    refused(cisco, cisco.call("POST", "/dnc", body), "processing.xmlSyntaxError", XML_MESSAGE)
    assert cisco.listed("/dnc") == ["dnc1"]


@pytest.mark.parametrize("body", DANGEROUS.values(), ids=DANGEROUS)
def test_document_types_and_entities_are_not_taken(cisco: Cisco, body: str) -> None:
    """Nothing is expanded, read or fetched."""
    answer = cisco.call("POST", "/dnc", body)
    refused(cisco, answer, "processing.xmlSyntaxError", XML_MESSAGE)
    assert len(answer.content) < 2000
    assert cisco.listed("/dnc") == ["dnc1"]


@pytest.mark.parametrize(
    "body", [b"<dnc><name>\xff</name></dnc>", b"\xff\xfe<dnc/>", b"<dnc>\xc3</dnc>", bytes(range(256))]
)
def test_bytes_that_are_no_text_are_a_syntax_error(cisco: Cisco, body: bytes) -> None:
    """UTF-8 unless another encoding is declared."""
    refused(cisco, cisco.call("POST", "/dnc", body), "processing.xmlSyntaxError", XML_MESSAGE)


@pytest.mark.parametrize("body", NO_JSON, ids=range(len(NO_JSON)))
def test_what_is_no_json_object_is_a_syntax_error(cisco: Cisco, body: bytes) -> None:
    """However deep it is."""
    answer = cisco.call("POST", "/dnc", body, content_type=JSON)
    refused(cisco, answer, "processing.jsonSyntaxError", JSON_MESSAGE)
    assert cisco.listed("/dnc") == ["dnc1"]


@pytest.mark.parametrize(("method", "path", "root"), TAKES)
def test_every_body_has_its_own_root(cisco: Cisco, method: str, path: str, root: str) -> None:
    """Another element is an error, which names both."""
    before = state(cisco)
    for other in ("other", root.upper(), f"{root}s"):
        told = error(cisco.call(method, path, f"<{other}><name>rule</name></{other}>"))
        assert told.type == "processing.xmlSyntaxError"
        assert told.detail["value"] == f"the root element is {other}, not {root}"
    assert state(cisco) == before


@pytest.mark.parametrize(("method", "path", "root"), TAKES)
def test_every_operation_survives_odd_bodies(cisco: Cisco, method: str, path: str, root: str) -> None:
    """All are refused as the client's mistake, and change nothing."""
    before = state(cisco)
    nested = "<a>" * 200 + "</a>" * 200
    for body in (f"<{root}/>", f"<{root}>text</{root}>", f"<{root}>{nested}</{root}>", "", f"<{root}>\x00</{root}>"):
        assert cisco.call(method, path, body).status_code == 400, body
    for body in ("{}", "[]", "", '{"": 1}', '{"a": [[[]]]}', '{"changeStamp": {}}', '{"changeStamp": [[1]]}', "0"):
        assert cisco.call(method, path, body, content_type=JSON).status_code == 400, body
    assert state(cisco) == before


@pytest.mark.parametrize(("method", "path", "root"), TAKES)
def test_elements_where_texts_belong_are_refused(cisco: Cisco, method: str, path: str, root: str) -> None:
    """And texts where elements belong: whatever element it is, nothing breaks."""
    before = state(cisco)
    for inner in (
        "<a><b/></a>",
        "<refURL/>",
        "<refURL><a/></refURL>",
        "a text",
        "<skillGroupInfo>text</skillGroupInfo>",
    ):
        body = "".join(f"<{name}>{inner}</{name}>" for name in NAMES)
        assert cisco.call(method, path, f"<{root}>{body}</{root}>").status_code == 400
    nested: list[object] = [{"a": {"b": 1}}, [], [[]], [{"a": 1}], {"refURL": [1]}, {"refURL": {}}]
    for value in [*nested, {"skillGroupInfo": [1]}, 1e308, "x" * 70_000]:
        body = json.dumps(dict.fromkeys(NAMES, value))
        assert cisco.call(method, path, body, content_type=JSON).status_code == 400
    assert state(cisco) == before


@pytest.mark.parametrize("value", ["\x00", "\x1b[31m", "\u0085", "a\nb", "a\tb"])
def test_control_characters_are_invalid(cisco: Cisco, value: str) -> None:
    """JSON can carry them, and the error that tells of them is still XML."""
    for name in ("name", "filePath"):
        body = json.dumps({"name": "rule"} | {name: f"x{value}y"})
        answer = cisco.call("POST", "/dnc", body, content_type=JSON)
        told = error(answer)
        assert (told.type, told.data) == ("invalidInput.invalidCharacter", name)
        assert told.message == "Invalid characters in the input field."


def test_what_xml_cannot_carry_is_replaced_in_errors(cisco: Cisco) -> None:
    """They are well-formed whatever was sent."""
    body = json.dumps(
        {"changeStamp": 48, "maxAttempts": "\x00\ufffe</value>", "enabled": "\x0c&", "dialingMode": "\ud7ff"}
    )
    answer = cisco.call("PUT", "/campaign/5168", body, content_type=JSON)
    assert {one.data: one.detail["value"] for one in errors(answer)} == {
        "dialingMode": "\ud7ff",
        "enabled": "\ufffd&",
        "maxAttempts": "\ufffd\ufffd</value>",
    }
    ElementTree.fromstring(answer.content)


def test_a_body_beyond_the_servers_limit_is_too_large(cisco: Cisco) -> None:
    """64 MiB unless it is set otherwise; what is just below is read."""
    body = b"<dnc><name>rule</name><filePath>" + b"x" * (64 * 1024 * 1024) + b"</filePath></dnc>"
    assert error(cisco.call("POST", "/dnc", body), 413).type == "limitExceeded.requestSize"
    assert cisco.listed("/dnc") == ["dnc1"]


def test_a_large_text_is_too_long_and_not_a_syntax_error(cisco: Cisco) -> None:
    """Five million characters in one element."""
    body = f"<dnc><name>rule</name><filePath>{'x' * 5_000_000}</filePath></dnc>"
    told = error(cisco.call("POST", "/dnc", body))
    assert (told.type, told.data, told.detail) == ("invalidInput.fieldLengthExceeded", "filePath", {"max": "255"})
