"""Hostile XML and JSON: entities, document types, includes, and what is too deep, too wide or too long."""

from base64 import b64encode
from collections.abc import Callable

import pytest

from contract_tests.conftest import Site
from contract_tests.kernel.hostile import defects, post, quickly, untouched
from contract_tests.maxcontact_agent.centre import Centre

MIB = 1 << 20
CAMPAIGN = "/unifiedconfig/config/campaign"
BASIC = {"authorization": f"Basic {b64encode(b'administrator@demo.local:demo').decode()}"}


def _laughs(place: str) -> str:
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9)).replace("&e0;", "ha")
    return f"<!DOCTYPE campaign [{entities}]>{place}"


NAMED = "<campaign><name>{}</name></campaign>"
XML: dict[str, Callable[[], str]] = {
    "laughs": lambda: _laughs(NAMED.format("&e9;")),
    "laughs in an attribute": lambda: _laughs('<campaign a="&e9;"/>'),
    "one large entity": lambda: f'<!DOCTYPE campaign [<!ENTITY e "{"x" * 50_000}">]>' + NAMED.format("&e;" * 20_000),
    "an entity of itself": lambda: '<!DOCTYPE campaign [<!ENTITY e "&e;">]>' + NAMED.format("&e;"),
    "a file": lambda: '<!DOCTYPE campaign [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + NAMED.format("&e;"),
    "a device": lambda: '<!DOCTYPE campaign [<!ENTITY e SYSTEM "file:///dev/zero">]>' + NAMED.format("&e;"),
    "the network": lambda: '<!DOCTYPE campaign SYSTEM "http://127.0.0.1:9/x.dtd">' + NAMED.format("x"),
    "a parameter entity": lambda: '<!DOCTYPE campaign [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]><campaign/>',
    "a public document type": lambda: '<!DOCTYPE campaign PUBLIC "-//W3C//DTD XHTML 1.0//EN" "x"><campaign/>',
    "a document type in UTF-16": lambda: (
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE campaign [<!ENTITY e "x">]>' + NAMED.format("&e;")
    ),
    "an entity in UTF-7": lambda: '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE campaign+AD4-<campaign/>',
    "deep": lambda: "<campaign>" * 100_000,
    "deep and closed": lambda: "<campaign>" * 100_000 + "</campaign>" * 100_000,
    "wide": lambda: f"<campaign>{'<a/>' * 600_000}</campaign>",
    "attributes": lambda: "<campaign " + " ".join(map("a{}=''".format, range(200_000))) + "/>",
    "namespaces": lambda: "<campaign " + " ".join(map("xmlns:a{}='u'".format, range(50_000))) + "/>",
    "a long text": lambda: NAMED.format("x" * 11_000_000),
    "a long name": lambda: f"<{'a' * 11_000_000}/>",
    "references": lambda: NAMED.format("&#65;" * 1_000_000),
    "a reference to nothing": lambda: NAMED.format("&#0;"),
    "a huge reference": lambda: NAMED.format(f"&#{'9' * 5000};"),
    "a NUL": lambda: NAMED.format("\x00"),
    "sections": lambda: NAMED.format("<![CDATA[x]]>" * 200_000),
    "comments": lambda: f"<campaign>{'<!---->' * 200_000}</campaign>",
    "instructions": lambda: f"<campaign>{'<?a?>' * 200_000}</campaign>",
    "an unknown encoding": lambda: '<?xml version="1.0" encoding="x-none"?><campaign/>',
    "XInclude": lambda: (
        '<campaign xmlns:i="http://www.w3.org/2001/XInclude"><name><i:include href="/etc/passwd" parse="text"/>'
        "</name></campaign>"
    ),
    "a style sheet": lambda: '<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?><campaign/>',
    "a schema": lambda: (
        '<campaign xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:schemaLocation="a http://127.0.0.1:9/x"/>'
    ),
}
DEEP = 100_000
JSON: dict[str, Callable[[], bytes]] = {
    "deep lists": lambda: b"[" * DEEP,
    "deep and closed": lambda: b"[" * DEEP + b"]" * DEEP,
    "deep objects": lambda: b'{"a":' * DEEP,
    "just deep enough to recurse": lambda: b'{"name":' + b"[" * 900 + b"]" * 900 + b"}",
    "wide": lambda: b'{"name":[' + b"[]," * 600_000 + b"[]]}",
    "items": lambda: b'{"name":[' + b"1," * 600_000 + b"1]}",
    "members": lambda: b"{%b}" % b",".join(b'"a%d":1' % number for number in range(200_000)),
    "the same member": lambda: b"{%b}" % b",".join([b'"name":"x"'] * 200_000),
    "a long number": lambda: b'{"maxAttempts":' + b"9" * 5000 + b"}",
    "a very long number": lambda: b'{"maxAttempts":' + b"9" * MIB + b"}",
    "a large exponent": lambda: b'{"maxAttempts":1e99999}',
    "a long fraction": lambda: b'{"maxAttempts":0.' + b"9" * MIB + b"}",
    "no number": lambda: b'{"maxAttempts":NaN}',
    "infinity": lambda: b'{"maxAttempts":-Infinity}',
    "half a surrogate": lambda: b'{"name":"\\ud800"}',
    "a NUL": lambda: b'{"name":"\\u0000"}',
    "no UTF-8": lambda: b'{"name":"\xff"}',
    "UTF-16": lambda: '{"name":"x"}'.encode("utf-16"),
    "a mark": lambda: b'\xef\xbb\xbf{"name":"x"}',
    "a comment": lambda: b'/* */ {"name":"x"}',
}


def _hostile(site: Site, kind: str, body: bytes) -> None:
    centre = Centre(site)
    with quickly(), untouched(site, more=2):
        answers = [
            post(site, CAMPAIGN, body, kind, **BASIC),
            post(site, "/webservices/services/management/user", body, kind, cookie=f"TokenKey={centre.key}"),
        ]
    for answer in answers:
        assert 400 <= answer.status_code < 500, answer.text
        assert "root:" not in answer.text
        assert len(answer.content) < 100_000


@pytest.mark.parametrize("case", XML)
def test_xml_made_to_harm_gets_a_declared_refusal(
    maxcontact_management: Site, case: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing is expanded, fetched or included, and nothing is done."""
    body = XML[case]()
    encoded = body.encode("utf-16" if "UTF-16" in body[:60] else "utf-8")
    _hostile(maxcontact_management, "application/xml", encoded)
    assert defects(caplog.records) == []


@pytest.mark.parametrize("case", JSON)
def test_json_made_to_harm_gets_a_declared_refusal(
    maxcontact_management: Site, case: str, caplog: pytest.LogCaptureFixture
) -> None:
    """However deep, wide or long it is."""
    _hostile(maxcontact_management, "application/json", JSON[case]())
    assert defects(caplog.records) == []
