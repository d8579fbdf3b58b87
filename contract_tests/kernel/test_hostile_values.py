"""Hostile values in every field of every endpoint: huge numbers, digits of other scripts, line ends, formulas."""

from base64 import b64encode
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from contract_tests.conftest import Running, Site, _fresh
from contract_tests.kernel.conftest import refusal
from contract_tests.kernel.hostile import defects, quickly, untouched
from contract_tests.maxcontact_agent.centre import Centre

VALUES = {
    "more digits than Python reads": "9" * 5_000,
    "just as many as Python reads": "9" * 4_300,
    "beyond 64 bits": "18446744073709551616",
    "a large exponent": "1e99999",
    "no number": "nan",
    "infinity": "-inf",
    "digits of another script": "\u0661\u0662\u0663",
    "digits that are none": "\u00b2\u00b3\u00bd\u2167",
    "underscores": "1_000",
    "a sign alone": "-",
    "zeros": "0" * 10_000 + "1",
    "a hexadecimal": "0x1F",
    "a NUL": "\x00",
    "line ends": "a\r\nSet-Cookie: x=y\r\n\r\n",
    "a surrogate": "\ud800",
    "another direction": "\u202e\u2066",
    "a formula": '=HYPERLINK("http://evil.example";A1)',
    "a path": "../../../../etc/passwd",
    "a template": "{{7*7}}${7*7}%s%n{0}",
    "markup": "<script>alert(1)</script>]]>&e;",
    "a query": "' OR 1=1; --",
    "much": "x" * 20_000,
}
OWN = {
    "tcn": {"username": "demo", "password": "demo"},
    "dialer360": {"source": "test", "user": "6666", "pass": "1234"},
}
BASIC = f"Basic {b64encode(b'administrator@demo.local:demo').decode()}"


def _encoded(value: str) -> str:
    return quote(value, safe="", errors="surrogatepass")


def _asked(site: Site, app: str, endpoint: dict[str, Any], value: str, key: str) -> int:
    """Ask an endpoint with a value in every field that is not a credential; the status."""
    own = OWN.get(app, {})
    fields = {field["name"]: value for field in endpoint["fields"] if field["in"] != "path"}
    fields |= own
    if "function" in endpoint:
        fields["function"] = endpoint["function"] or value
    path = endpoint["path"]
    for field in endpoint["fields"]:
        if field["in"] == "path":
            path = path.replace(f"{{{field['name']}}}", _encoded(value)[:12_000])
    form = urlencode(fields, errors="surrogatepass")[:45_000]
    headers = {"authorization": BASIC, "cookie": f"TokenKey={key}"}
    if endpoint["method"] in ("GET", "DELETE"):
        url = f"{site.url}{path}?{form}"
        answer = site.client.request(endpoint["method"], url, headers=headers)
    else:
        headers["content-type"] = "application/x-www-form-urlencoded"
        answer = site.client.request(endpoint["method"], f"{site.url}{path}", content=form, headers=headers)
    assert "ringback-reply" in answer.headers or answer.json()["error"]["code"] != "defect", answer.text
    assert "set-cookie" not in answer.headers or value not in answer.headers["set-cookie"]
    return answer.status_code


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_no_value_in_any_field_of_any_endpoint_is_a_defect(
    handbook_server: Running, dialer360: Site, value: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Every reply is a declared one, or an unknown path; none takes long."""
    key = Centre(dialer360).key
    catalogue = handbook_server.control.get("catalogue").json()["apps"]
    worst = 0
    for app, endpoints in catalogue.items():
        for endpoint in endpoints:
            with quickly():
                status = _asked(dialer360, app, endpoint, value, key)
            declared = {reply["status"] for reply in endpoint["replies"]}
            assert status < 500 or status in declared, (endpoint["id"], status)
            worst = max(worst, status)
    assert worst
    assert defects(caplog.records) == []


NUMBERS = [
    "9" * 5_000,
    "1" + "0" * 400,
    "1e99999",
    "-1e99999",
    "NaN",
    "-1",
    "0.5",
    '"\u0663"',
    "[[]]",
    "{}",
    '"' + "9" * 5_000 + '"',
]
CONTROLS = [
    ("PUT", "", "seed"),
    ("PUT", "", "start"),
    ("PUT", "", "clock"),
    ("PATCH", "/clock", "rate"),
    ("PATCH", "/clock", "now"),
    ("POST", "/clock/advance", "seconds"),
    ("POST", "/clock/advance", "to"),
    ("POST", "/rewind", "before_request"),
    ("POST", "/requests/wait", "timeout_s"),
    ("POST", "/requests/wait", "count"),
    ("POST", "/requests/wait", "since"),
    ("POST", "/faults", "latency_ms"),
    ("POST", "/faults", "probability"),
    ("POST", "/faults", "times"),
    ("PUT", "/state/dialer360/leads/1", "list_id"),
    ("PATCH", "/state/dialer360/leads/27", "rank"),
]


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number[:12])
@pytest.mark.parametrize(("method", "path", "field"), CONTROLS, ids=lambda part: str(part))
def test_no_number_is_a_defect_of_the_control_plane(
    dialer360: Site, method: str, path: str, field: str, number: str
) -> None:
    """4xx in its own form, or an answer; nothing waits, and the world can be exported."""
    url = f"worlds/{dialer360.world}{path}"
    body = f'{{"{field}": {number}}}'
    if path == "/requests/wait" and field != "timeout_s":
        body = f'{{"{field}": {number}, "timeout_s": 0}}'
    if path == "/faults":
        body = f'{{"app": "dialer360", "reply": "dialer360.version.shown", "{field}": {number}}}'
    answer = dialer360.control.request(method, url, content=body.encode())
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400 and answer.status_code != 408:
        assert set(answer.json()["error"]) == {"code", "message", "hint"}
    assert dialer360.control.get(f"worlds/{dialer360.world}/export").status_code == 200


@pytest.mark.parametrize("text", ["9" * 5_000, "\u0663", "\u00b2", "-1", "1e3", "1_0", " 1", "0x1", "", "nan"])
@pytest.mark.parametrize(
    "path",
    ["requests?limit={}", "requests?since={}", "requests?status={}", "state/dialer360/leads?limit={}", "requests/{}"],
)
def test_no_number_in_a_query_is_a_defect(dialer360: Site, path: str, text: str) -> None:
    """4xx, or as if it were left out."""
    with untouched(dialer360):
        answer = dialer360.control.get(f"worlds/{dialer360.world}/{path.format(_encoded(text))}")
        assert answer.status_code < 500


FORMULAS = ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://evil.example")']


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_left_as_the_vendor_would_leave_it(dialer360: Site, formula: str) -> None:
    """No vendor's document speaks of formulas in spreadsheets: what is exported as CSV is what was stored.

    A client that opens such a file in a spreadsheet has to defend itself, as with the real thing.
    """
    dialer360.patch("users", "1234", full_name=formula)
    answer = dialer360.get("source=test&user=6666&pass=1234&function=agent_status&agent_user=1234&stage=csv")
    assert formula.strip() in answer.text
    assert f"'{formula.strip()}" not in answer.text


@pytest.fixture
def fresh(handbook_server: Running) -> Any:
    """A fresh handbook world."""
    yield from _fresh(handbook_server)


def test_keys_made_to_collide_cost_no_more_than_others(fresh: Site) -> None:
    """Ten thousand parameters whose names a simple hash would take for one, and as many of one name."""
    names = ["".join("Aa" if bit == "0" else "BB" for bit in f"{number:010b}") for number in range(1_000)]
    with quickly(), untouched(fresh, more=2):
        for form in ("&".join(f"{name}=x" for name in names * 10), "a=x&" * 10_000):
            headers = {"content-type": "application/x-www-form-urlencoded"}
            answer = fresh.client.post(f"{fresh.url}/adminpanel/api.php", content=form, headers=headers)
            assert answer.status_code == 200


def test_the_next_id_of_a_table_stays_one_that_all_can_read(fresh: Site) -> None:
    """Beyond 64 bits, or below nothing, it is refused: an id that grows must still be a number everywhere."""
    for number in (2**63, -1, "9" * 4_300):
        with untouched(fresh):
            body = f"dialer360: {{next: {{leads: {number}}}}}"
            answer = fresh.control.post(f"worlds/{fresh.world}/load", content=body)
            refusal(answer, 400, "bad_scenario")
