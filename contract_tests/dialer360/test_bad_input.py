"""How a request is read, and that nothing that is sent makes the mock itself fail."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote_from_bytes, urlencode

import httpx
import pytest

from contract_tests.conftest import Running, Site
from ringback.serve.settings import ClockSetting, Settings

SIGNED = {"source": "test", "user": "6666", "pass": "1234"}
WORK = {**SIGNED, "function": "update_user", "agent_user": "2424"}
DONE = "SUCCESS: update_user USER HAS BEEN UPDATED - 6666|2424\n"
NOTHING = "ERROR: update_user NO UPDATES DEFINED - 6666|0\n"
BLANK_LOGIN = "ERROR: Login incorrect, please try again: |||BAD|\n"
FORM = {"content-type": "application/x-www-form-urlencoded"}

# Values that no field expects.
ODD = {
    "nothing but a marker": b"--BLANK--",
    "a switch": b"Y",
    "a long number": b"9" * 5000,
    "a long text": b"x" * 5000,
    "a lonely dash": b"-",
    "a lonely dot": b".",
    "a small negative number": b"-1",
    "nought": b"0",
    "a date that is none": b"2026-02-30",
    "a time that is none": b"2026-02-30 25:61:61",
    "a NUL": b"\x00a\x00",
    "no UTF-8": b"\xff\xfe\xc3(",
    "letters of many scripts": "Zoë 東京 😀".encode(),
    "other scripts' digits": "²³½٣".encode(),
    "separators": b"|,;:#&=%\r\n\t",
    "quotation marks": b"'\"`\\",
    "a placeholder": b"{user} %s {0}",
}


def plain(reply: httpx.Response) -> str:
    """The body of a reply that is one of Dialer360's: 200, its headers, a declared text."""
    assert reply.status_code == 200, reply.text
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert reply.headers["ringback-reply"].startswith("dialer360.")
    return reply.text


def door(site: Site) -> str:
    """The URL of the one door."""
    return f"{site.url}/adminpanel/api.php"


@pytest.fixture(scope="module")
def narrow_server() -> Iterator[Running]:
    """A server that takes bodies of a thousand bytes at most."""
    running = Running(Settings(scenario="handbook", clock=ClockSetting.of("frozen"), most_body=1000))
    yield running
    running.stop()


def test_replies_have_the_headers_of_the_software(dialer360: Site) -> None:
    """Plain text is called HTML, and is not to be kept."""
    reply = dialer360.get("function=version")
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert reply.headers["cache-control"] == "no-cache, must-revalidate"
    assert reply.headers["pragma"] == "no-cache"


def test_both_paths_lead_to_the_same_door(dialer360: Site) -> None:
    """The product's own and the one of its upstream."""
    for path in ("/adminpanel/api.php", "/vicidial/non_agent_api.php"):
        reply = dialer360.client.get(dialer360.url + path, params={**WORK, "active": "Y"})
        assert plain(reply) == DONE


def test_a_form_may_be_posted(dialer360: Site) -> None:
    """URL-encoded or in parts, wholly or beside a query."""
    full = {**WORK, "active": "Y"}
    assert plain(dialer360.post(full)) == DONE
    assert plain(dialer360.post({"active": "Y"}, urlencode(WORK))) == DONE
    parts = {name: (None, value) for name, value in full.items()}
    assert plain(dialer360.client.post(door(dialer360), files=parts)) == DONE


def test_the_query_wins_over_the_body(dialer360: Site) -> None:
    """Even with a blank value."""
    assert plain(dialer360.post({"user": "nobody", "active": "Y"}, urlencode(WORK))) == DONE
    assert plain(dialer360.post({"active": "Y"}, urlencode({**WORK, "active": ""}))) == NOTHING
    assert plain(dialer360.post(WORK, "user=")).endswith("||1234|BAD|\n")


def test_the_last_of_a_repeated_name_wins(dialer360: Site) -> None:
    """In query and body alike."""
    query = urlencode(WORK)
    assert plain(dialer360.get(f"{query}&active=X&active=Y")) == DONE
    assert plain(dialer360.get(f"{query}&active=Y&active=")) == NOTHING
    assert plain(dialer360.post(f"{query}&active=X&active=Y")) == DONE


def test_a_plus_is_a_space_and_an_encoded_plus_stays_one(dialer360: Site) -> None:
    """Full names may contain both."""
    assert plain(dialer360.get(f"{urlencode(WORK)}&agent_full_name=a+b%20c%2Bd")) == DONE
    assert dialer360.row("users", "2424")["full_name"] == "a b c+d"


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "application/xml", ""])
def test_a_body_of_another_type_is_ignored(dialer360: Site, content_type: str) -> None:
    """So it ends as a bad login with blanks; beside a query it does not matter."""
    headers = {"content-type": content_type} if content_type else {}
    body = b'{"source": "test", "user": "6666", "pass": "1234", "function": "update_user"}'
    assert plain(dialer360.client.post(door(dialer360), content=body, headers=headers)) == BLANK_LOGIN
    url = f"{door(dialer360)}?{urlencode({**WORK, 'active': 'Y'})}"
    assert plain(dialer360.client.post(url, content=body, headers=headers)) == DONE


def test_a_file_is_no_parameter(dialer360: Site) -> None:
    """A part with a file name is none of the form's fields."""
    parts: dict[str, Any] = {name: (None, value) for name, value in WORK.items()}
    parts["active"] = ("y.txt", b"Y")
    assert plain(dialer360.client.post(door(dialer360), files=parts)) == NOTHING
    parts["user"] = ("user.txt", b"6666")
    assert plain(dialer360.client.post(door(dialer360), files=parts)).endswith("||1234|BAD|\n")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--b",
        b"--b\r\n",
        b'--b\r\nContent-Disposition: form-data; name="user"\r\n\r\n66',
        b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n",
        b"--other\r\n\r\n\x00\xff\r\n--other--",
        b"\x00" * 100,
    ],
)
def test_a_damaged_multipart_body_is_read_as_far_as_it_goes(dialer360: Site, body: bytes) -> None:
    """None of them signs in, none fails."""
    for content_type in ("multipart/form-data; boundary=b", "multipart/form-data", "multipart/form-data; boundary="):
        reply = dialer360.client.post(door(dialer360), content=body, headers={"content-type": content_type})
        assert "|BAD|" in plain(reply)


def test_a_body_that_is_too_large_is_ignored(narrow_server: Running) -> None:
    """As if it had not been sent."""
    site = narrow_server.site("narrow")
    small = urlencode({**WORK, "active": "Y"})
    assert plain(site.post(small)) == DONE
    large = f"{small}&comments={'x' * 2000}"
    assert plain(site.post(large)) == BLANK_LOGIN
    assert plain(site.post(large, small)) == DONE


def test_beyond_a_thousand_parameters_none_is_read(dialer360: Site) -> None:
    """As the software's own limit has it."""
    many = "&".join(f"p{number}=x" for number in range(995))
    query = urlencode(WORK)
    assert plain(dialer360.post(f"{many}&{query}")) == NOTHING
    assert plain(dialer360.post(f"{query}&active=Y&{many}&{many}")) == DONE
    assert plain(dialer360.post(f"{many}&{many}&{query}")) == BLANK_LOGIN


@pytest.mark.parametrize("brackets", ["[]", "[0]", "%5B%5D", "[a][b]"])
def test_a_parameter_in_the_form_of_an_array_is_another_parameter(dialer360: Site, brackets: str) -> None:
    """It is not looked for by that name."""
    assert plain(dialer360.get(f"{urlencode(WORK)}&active{brackets}=Y")) == NOTHING
    assert plain(dialer360.get(f"user{brackets}=6666&pass=1234")).endswith("||1234|BAD|\n")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"])
def test_other_methods_are_answered_too(dialer360: Site, method: str) -> None:
    """The software never asks which it is."""
    reply = dialer360.client.request(method, door(dialer360), params={**WORK, "active": "Y"})
    assert plain(reply) == DONE


def test_head_has_the_headers_and_no_body(dialer360: Site) -> None:
    """Status and length are those of GET."""
    reply = dialer360.client.head(door(dialer360), params={"function": "version"})
    assert plain(reply) == ""
    assert reply.headers["content-length"] == str(len(dialer360.get("function=version").content))


@pytest.mark.parametrize("query", ["&&&===&", "%", "%zz=%zz", "=x", "user", "%7f", "a=b;user=6666", "?user=6666"])
def test_a_query_that_is_none_is_a_bad_login(dialer360: Site, query: str) -> None:
    """It is read as far as it can be."""
    assert plain(dialer360.get(query)) == BLANK_LOGIN


def test_bytes_that_are_no_text_are_dropped_from_names(dialer360: Site) -> None:
    """User and password keep letters, digits, dash and underscore."""
    assert plain(dialer360.get("user=66%ff66%00&pass=%c31234&function=x")) == "ERROR: NO FUNCTION SPECIFIED\n"


def test_what_is_echoed_unfiltered_comes_back_as_text(dialer360: Site) -> None:
    """Bytes that are not UTF-8 come back as replacement characters."""
    said = plain(dialer360.get(f"{urlencode(SIGNED)}&function=update_user&agent_user=%ff%00%F0%9F%98%80"))
    assert said == "ERROR: update_user USER DOES NOT EXIST - 6666|\ufffd\x00😀\n"


def functions(site: Site) -> dict[str, list[str]]:
    """Every function of the catalogue with its fields, but those by which one signs in."""
    answer = site.control.get("catalogue").json()
    return {
        endpoint["function"]: [field["name"] for field in endpoint["fields"] if field["name"] not in SIGNED]
        for endpoint in answer["apps"]["dialer360"]
    }


@pytest.mark.parametrize("value", ODD.values(), ids=ODD)
def test_no_function_fails_when_every_field_is_odd(dialer360: Site, value: bytes) -> None:
    """Each of them answers something that is declared."""
    for function, fields in functions(dialer360).items():
        form = urlencode({**SIGNED, "function": function})
        for name in fields:
            form += f"&{name}={quote_from_bytes(value, safe='')}"
        plain(dialer360.client.post(door(dialer360), content=form.encode(), headers=FORM))


COMPLETE = {
    "add_user": "agent_user=3000&agent_pass=99&agent_user_level=1&agent_full_name=T&agent_user_group=AGENTS",
    "update_user": "agent_user=2424",
    "add_group_alias": "caller_id_number=7275551212",
    "add_phone": "extension=cc1&dialplan_number=10&voicemail_id=1&phone_login=a&phone_pass=b&server_ip=10.0.9.8"
    "&protocol=SIP&registration_password=c&phone_full_name=d&local_gmt=-5.00&outbound_cid=1",
    "update_phone": "extension=cc101&server_ip=10.0.9.8",
    "add_phone_alias": "alias_id=x1&alias_name=a&phone_logins=350a",
    "update_phone_alias": "alias_id=x1",
    "server_refresh": "stage=REFRESH",
    "add_list": "list_id=1101&list_name=Test+list&campaign_id=TESTCAMP",
    "update_list": "list_id=101",
    "update_campaign": "campaign_id=TESTCAMP",
}


@pytest.mark.parametrize(("function", "complete"), COMPLETE.items())
def test_no_single_odd_field_makes_a_complete_request_fail(dialer360: Site, function: str, complete: str) -> None:
    """And the world can still be written down afterwards."""
    for name in functions(dialer360)[function]:
        for value in ODD.values():
            form = f"{urlencode(SIGNED)}&function={function}&{complete}&{name}={quote_from_bytes(value, safe='')}"
            plain(dialer360.client.post(door(dialer360), content=form.encode(), headers=FORM))
    exported = dialer360.control.get(f"worlds/{dialer360.world}/export")
    assert exported.status_code == 200
    answer = dialer360.control.put(f"worlds/{dialer360.world}/import", content=exported.content)
    assert answer.status_code < 300, answer.text


@pytest.mark.parametrize(
    "setting",
    [
        {"timezone": "Nowhere/Land"},
        {"outcomes": {"answered": -1}},
        {"outcomes": {"never_heard_of": 1}},
        {"dispositions": {}},
        {"dispositions": {"NI": -1}},
    ],
)
def test_settings_that_the_dialler_could_not_live_with_are_refused(dialer360: Site, setting: dict[str, object]) -> None:
    """By hand or by scenario: the world stays as it was."""
    answer = dialer360.control.patch(f"worlds/{dialer360.world}/state/dialer360/settings/system", json=setting)
    assert answer.status_code == 400, answer.text
    assert dialer360.advance(3600) is not None
