"""Personal callbacks once they are there: updates, change stamps, deletion, roles and notations."""

from collections.abc import Iterator

import pytest

from contract_tests.cisco.callbacks import CALLBACKS, callback, made, shown, stamped
from contract_tests.cisco.callbacks import body as only
from contract_tests.cisco.conftest import AGENT, BASE, SUPERVISOR, Cisco, Error, error
from contract_tests.conftest import Running
from ringback.serve.settings import ClockSetting, Settings

REQUIRED = "This field is a required field; it cannot be left blank"
UNKNOWN_ID = "The specified ID does not exist in the database."
INVALID = "invalidInput.invalidValue"

# The paths at which one callback is found: the resource's own, and the refURL that the example prints.
PATHS = ["/personalcallback", "/campaign/personalcallback"]


@pytest.mark.parametrize("prefix", PATHS)
def test_an_update_changes_what_is_sent(cisco: Cisco, prefix: str) -> None:
    """What is not sent stays, what is sent blank is emptied where it may be, and the stamp counts on."""
    before = shown(cisco, "/personalcallback/2")
    sent = only(changeStamp="48", phone="*123#", lastName="", firstName=" ", campaignDn="7", agent="1004")
    answer = cisco.call("PUT", f"{prefix}/2", sent)
    assert (answer.status_code, answer.content) == (200, b"")
    expected = {name: value for name, value in before.items() if name not in ("lastName", "firstName")}
    expected |= {"changeStamp": "49", "phone": "*123#", "campaignDn": "7"}
    expected |= {"agent": f"{BASE}/agent/1004", "agentId": "1004"}
    assert shown(cisco, "/personalcallback/2") == expected


def test_what_was_read_can_be_sent_back(cisco: Cisco) -> None:
    """With one change, though the callback was due long ago."""
    read = cisco.get("/personalcallback/2").text
    sent = read.replace("<lastName>Kumar<", "<lastName>Kapoor<")
    assert cisco.call("PUT", "/personalcallback/2", sent).status_code == 200
    assert shown(cisco, "/personalcallback/2")["lastName"] == "Kapoor"


@pytest.mark.parametrize("prefix", PATHS)
def test_an_update_needs_the_present_change_stamp(cisco: Cisco, prefix: str) -> None:
    """It must be there, be a number, and be the one that the callback was read with."""
    path = f"{prefix}/2"
    missing = error(cisco.call("PUT", path, only(lastName="x")))
    assert missing == Error("invalidInput.fieldRequired", REQUIRED, "changeStamp")
    stale = error(cisco.call("PUT", path, only(changeStamp="47", lastName="x")))
    assert (stale.type, stale.data) == ("changeStampMismatch.dbData", "changeStamp")
    wrong = error(cisco.call("PUT", path, only(changeStamp="x", lastName="x")))
    assert (wrong.type, wrong.data) == (INVALID, "changeStamp")
    for stamp in ("48", "49", "50"):
        assert cisco.call("PUT", path, only(changeStamp=stamp)).status_code == 200
    assert shown(cisco, "/personalcallback/2") == shown(cisco, "/personalcallback/2") | {"changeStamp": "51"}


@pytest.mark.parametrize("prefix", PATHS)
def test_one_attempt_is_enough(cisco: Cisco, prefix: str) -> None:
    """It is the least."""
    sent = only(changeStamp="48", maxAttempts="1")
    assert cisco.call("PUT", f"{prefix}/2", sent).status_code == 200


@pytest.mark.parametrize("prefix", PATHS)
def test_a_change_stamp_is_as_large_as_the_database_holds(cisco: Cisco, prefix: str) -> None:
    """One more is out of range, and not only another one."""
    told = error(cisco.call("PUT", f"{prefix}/2", only(changeStamp="2147483648")))
    assert (told.type, told.data) == ("invalidInput.outOfRange", "changeStamp")


@pytest.mark.parametrize("prefix", PATHS)
def test_the_campaigns_number_has_at_most_255_characters(cisco: Cisco, prefix: str) -> None:
    """In an update as in a new callback."""
    path = f"{prefix}/2"
    told = error(cisco.call("PUT", path, only(changeStamp="48", campaignDn="1" * 256)))
    assert (told.type, told.data) == ("invalidInput.fieldLengthExceeded", "campaignDn")
    assert cisco.call("PUT", path, only(changeStamp="48", campaignDn="1" * 255)).status_code == 200


@pytest.mark.parametrize("prefix", PATHS)
@pytest.mark.parametrize(
    ("element", "value", "kind"),
    [
        ("phone", "1a", "invalidInput.invalidCharacter"),
        ("phone", "1" * 21, "invalidInput.fieldLengthExceeded"),
        ("accountNumber", "1" * 31, "invalidInput.fieldLengthExceeded"),
        ("lastName", "x" * 51, "invalidInput.fieldLengthExceeded"),
        ("firstName", "x" * 51, "invalidInput.fieldLengthExceeded"),
        ("maxAttempts", "0", "invalidInput.outOfRange"),
        ("maxAttempts", "2147483648", "invalidInput.outOfRange"),
        ("maxAttempts", "x", INVALID),
        ("maxAttempts", "", "invalidInput.fieldRequired"),
        ("phone", " ", "invalidInput.fieldRequired"),
        ("callbackDateTime", "", "invalidInput.fieldRequired"),
        ("agent", "1", "notFound.dbData"),
    ],
)
def test_an_update_checks_what_is_sent(cisco: Cisco, prefix: str, element: str, value: str, kind: str) -> None:
    """As a creation does; the callback stays as it was."""
    before = shown(cisco, "/personalcallback/2")
    refused = error(cisco.call("PUT", f"{prefix}/2", only(changeStamp="48", **{element: value})))
    assert (refused.type, refused.data) == (kind, element)
    assert shown(cisco, "/personalcallback/2") == before


@pytest.mark.parametrize("prefix", PATHS)
def test_a_deleted_callback_is_gone(cisco: Cisco, prefix: str) -> None:
    """For every verb, at both paths; its id does not come back."""
    path = made(cisco)
    assert path == "/personalcallback/3"
    answer = cisco.call("DELETE", f"{prefix}/3")
    assert (answer.status_code, answer.content) == (200, b"")
    for again in PATHS:
        for method, content in (("GET", None), ("DELETE", None), ("PUT", only(changeStamp="0"))):
            refused = error(cisco.call(method, f"{again}/3", content), 404)
            assert refused == Error("notFound.dbData", UNKNOWN_ID)
    assert made(cisco) == "/personalcallback/4"


@pytest.mark.parametrize("number", ["1", "999", "abc", "-2", "2.0", "9" * 30, "%D9%A2", "2%20"])
def test_an_unknown_id_is_not_found(cisco: Cisco, number: str) -> None:
    """Whatever it is made of."""
    assert error(cisco.get(f"/personalcallback/{number}"), 404) == Error("notFound.dbData", UNKNOWN_ID)


def test_a_callback_outlives_its_agent_and_campaign(cisco: Cisco) -> None:
    """What was known of them stays; another agent may be named."""
    path = made(cisco, agent="1004", campaign="5168")
    before = shown(cisco, path)
    cisco.patch("agents", 1004, deleted=True)
    assert cisco.call("DELETE", "/campaign/5168").status_code == 200
    assert shown(cisco, path) == before
    assert cisco.call("PUT", path, stamped(cisco, path, lastName="x")).status_code == 200
    assert error(cisco.call("PUT", path, stamped(cisco, path, agent="1004"))).data == "agent"


@pytest.mark.parametrize("prefix", PATHS)
def test_supervisors_read_and_agents_do_nothing(cisco: Cisco, prefix: str) -> None:
    """Only administrators create, change and delete."""
    changes = [("PUT", f"{prefix}/2", only(changeStamp="48")), ("DELETE", f"{prefix}/2", None)]
    changes += [("POST", CALLBACKS, callback())]
    reads = [("GET", f"{prefix}/2", None), ("GET", CALLBACKS, None), ("GET", "/personalcallback/template", None)]
    for method, path, content in changes:
        assert error(cisco.call(method, path, content, SUPERVISOR), 403).type == "authentication.noAccess"
    for method, path, content in changes + reads:
        assert error(cisco.call(method, path, content, AGENT), 403).type == "authentication.noAccess"
        stranger = cisco.call(method, path, content, "nobody@demo.local")
        assert (stranger.status_code, stranger.content) == (401, b"")
    for method, path, content in reads:
        assert cisco.call(method, path, content, SUPERVISOR).status_code == 200
    assert shown(cisco, "/personalcallback/2")["changeStamp"] == "48"


@pytest.mark.parametrize("prefix", PATHS)
def test_json_goes_both_ways(cisco: Cisco, prefix: str) -> None:
    """The object itself is the body; numbers may be numbers."""
    sent = '{"phone": "12", "maxAttempts": 3, "callbackDateTime": "2026-01-05T18:00:00", "agent": {"refURL": "%s"}}'
    answer = cisco.call(
        "POST", CALLBACKS, sent % f"{BASE}/agent/5050", content_type="application/json", accept="application/json"
    )
    assert answer.status_code == 201
    found = cisco.get(f"{prefix}/3", accept="application/json").json()
    assert (found["phone"], found["maxAttempts"], found["callResult"]) == ("12", 3, 0)
    assert found["agent"] == {"refURL": f"{BASE}/agent/5050"}
    update = '{"changeStamp": 0, "lastName": "X", "firstName": null}'
    assert cisco.call("PUT", f"{prefix}/3", update, content_type="application/json").status_code == 200
    refused = cisco.call("PUT", f"{prefix}/3", "{", content_type="application/json", accept="application/json")
    assert refused.status_code == 400
    assert refused.json()["apiError"][0]["errorType"] == "processing.jsonSyntaxError"


@pytest.mark.parametrize("prefix", PATHS)
def test_bodies_that_are_none_are_refused(cisco: Cisco, prefix: str) -> None:
    """By their kind, their form and their root."""
    for method, path in (("POST", CALLBACKS), ("PUT", f"{prefix}/2")):
        assert error(cisco.call(method, path, callback(), content_type="text/plain"), 415).type == "invalid.contentType"
        for content in ("", "<personalCallback>", "<personalcallback/>", "<!DOCTYPE a><personalCallback/>", "\x00"):
            assert error(cisco.call(method, path, content)).type == "processing.xmlSyntaxError"
        refused = cisco.call(method, path, "[", content_type="application/json", accept="application/json")
        assert refused.json()["apiError"][0]["errorType"] == "processing.jsonSyntaxError"
    takes = [(method, f"{prefix}/2") for method in ("GET", "PUT", "DELETE")]
    for method, path in (*takes, ("GET", CALLBACKS), ("POST", CALLBACKS)):
        refused = cisco.call(method, path, accept="text/html")
        assert error(refused, 406).type == "invalid.acceptHeader"


@pytest.fixture(scope="module")
def narrow() -> Iterator[Cisco]:
    """A server that takes small bodies only."""
    running = Running(Settings(scenario="handbook", clock=ClockSetting.of("frozen"), most_body=500))
    yield Cisco(running.site("narrow"))
    running.stop()


def test_a_body_that_is_too_large_is_refused(narrow: Cisco) -> None:
    """Before anything in it is read."""
    changes = [("POST", CALLBACKS), ("POST", f"{CALLBACKS}/import"), *(("PUT", f"{prefix}/2") for prefix in PATHS)]
    for method, path in changes:
        assert error(narrow.call(method, path, callback(lastName="x" * 500)), 413).type == "limitExceeded.requestSize"
    assert len(narrow.rows("personal_callbacks")) == 1


def test_other_methods_are_not_allowed(cisco: Cisco) -> None:
    """The reply names those that are."""
    answer = cisco.call("PUT", CALLBACKS, callback())
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST, GET")
    assert cisco.call("POST", "/personalcallback/2", callback()).headers["allow"] == "GET, PUT, DELETE"
