"""When a personal callback may be: formats, zones, and the rules of fifteen minutes on the world's clock."""

import pytest

from contract_tests.cisco.callbacks import CALLBACKS, LATER, callback, made, shown, stamped
from contract_tests.cisco.conftest import Cisco, error

PATHS = ["/personalcallback", "/campaign/personalcallback"]
TOO_EARLY = "invalidInput.callbackDateTimeTooEarly"
TOO_LATE = "invalidInput.callbackDateTimeTooLate"


def time(cisco: Cisco, path: str) -> str:
    """The time of a callback as it is shown."""
    return shown(cisco, path)["callbackDateTime"]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("2026-01-05T18:00:00", "2026-01-05T18:00:00"),
        ("2026-01-05T18:00:00.999", "2026-01-05T18:00:00"),
        ("2028-11-21T02:29:56.135Z", "2028-11-21T02:29:56"),
        ("2026-01-05T18:00:00Z", "2026-01-05T18:00:00"),
        ("2026-01-05T15:00:00-08:00", "2026-01-05T23:00:00"),
        ("2026-01-06T03:00:00.5+05:30", "2026-01-05T21:30:00"),
        ("2028-02-29T00:00:00", "2028-02-29T00:00:00"),
        ("9998-12-31T23:59:59-14:00", "9999-01-01T13:59:59"),
        (" 2026-01-05T18:00:00\n", "2026-01-05T18:00:00"),
    ],
)
def test_a_time_may_name_its_zone(cisco: Cisco, sent: str, kept: str) -> None:
    """It is shown by the Logger's clock, to the second; without a zone that clock is meant."""
    assert time(cisco, made(cisco, callbackDateTime=sent)) == kept


def test_times_are_the_loggers(cisco: Cisco) -> None:
    """In the document's own case the Logger is in Boston and the customer in California, three hours behind."""
    cisco.patch("settings", "deployment", loggerTimeZone="Eastern Standard Time")
    path = made(cisco, callbackDateTime="2026-01-05T15:00:00-08:00")
    assert time(cisco, path) == "2026-01-05T18:00:00"
    assert cisco.row("personal_callbacks", 3)["callbackDateTime"] == "2026-01-05T23:00:00Z"
    path = made(cisco, callbackDateTime="2026-01-05T18:00:00")
    assert cisco.row("personal_callbacks", 4)["callbackDateTime"] == "2026-01-05T23:00:00Z"
    # It is noon there: a quarter of an hour ago is 11:45.
    assert error(cisco.call("POST", CALLBACKS, callback(callbackDateTime="2026-01-05T11:45:00"))).type == TOO_EARLY
    made(cisco, callbackDateTime="2026-01-05T11:45:01")


def test_daylight_saving_counts(cisco: Cisco) -> None:
    """In July a zone's clock is another than in January."""
    cisco.patch("settings", "deployment", loggerTimeZone="Eastern Standard Time")
    made(cisco, callbackDateTime="2026-07-05T12:00:00")
    assert cisco.row("personal_callbacks", 3)["callbackDateTime"] == "2026-07-05T16:00:00Z"


@pytest.mark.parametrize(
    "sent",
    [
        "2026-01-05",
        "2026-01-05T18:00",
        "2026-01-05T18:00Z",
        "2026-01-05 18:00:00",
        "2026-02-29T18:00:00",
        "2026-13-05T18:00:00",
        "2026-01-05T24:00:00",
        "2026-01-05T18:60:00",
        "2026-01-05T18:00:60",
        "2026-W02-1T18:00:00",
        "20260105T180000",
        "2026-01-05T18:00:00,5",
        "2026-01-05T18:00:00+0530",
        "2026-01-05T18:00:00 Z",
        "01/05/2026 18:00",
        "0000-01-05T18:00:00",
        "0001-01-01T00:00:00",
        "9999-12-31T23:59:59",
        "9999-12-31T23:59:59-14:00",
        "\u0662026-01-05T18:00:00",
        "tomorrow",
    ],
)
def test_other_forms_are_no_time(cisco: Cisco, sent: str) -> None:
    """Nor are days that no calendar has, or years that a zone could push out of it."""
    for method, path, body in (
        ("POST", CALLBACKS, callback(callbackDateTime=sent)),
        ("PUT", "/personalcallback/2", stamped(cisco, "/personalcallback/2", callbackDateTime=sent)),
    ):
        refused = error(cisco.call(method, path, body))
        assert (refused.type, refused.data) == ("invalidInput.invalidValue", "callbackDateTime")


@pytest.mark.parametrize("sent", ["2026-01-05T16:45:01", "2026-01-05T16:59:59", "2026-01-05T17:00:00", LATER])
def test_a_new_callback_may_lie_less_than_fifteen_minutes_back(cisco: Cisco, sent: str) -> None:
    """It is five in the afternoon."""
    assert time(cisco, made(cisco, callbackDateTime=sent)) == sent


@pytest.mark.parametrize(
    "sent", ["2026-01-05T16:45:00", "2026-01-05T16:45:00.999", "2026-01-05T16:30:00", "1999-12-31T23:59:59"]
)
def test_a_new_callback_may_not_lie_fifteen_minutes_back_or_more(cisco: Cisco, sent: str) -> None:
    """The message says what would be late enough."""
    refused = error(cisco.call("POST", CALLBACKS, callback(callbackDateTime=sent)))
    assert (refused.type, refused.data) == (TOO_EARLY, "callbackDateTime")
    assert "2026-01-05T16:45:00" in refused.message
    assert len(cisco.rows("personal_callbacks")) == 1


def test_the_documents_own_case(in_2016: Cisco) -> None:
    """At 4:00 a callback cannot be set to 3:30."""
    in_2016.advance(19 * 3600)
    assert error(in_2016.call("POST", CALLBACKS, callback(callbackDateTime="2016-01-15T03:30:00"))).type == TOO_EARLY
    made(in_2016, callbackDateTime="2016-01-15T03:46:00")


@pytest.mark.parametrize("prefix", PATHS)
def test_the_documents_own_case_of_an_update(in_2016: Cisco, prefix: str) -> None:
    """At 4:00, a callback of 4:30 can be set to 4:10, and then not to 4:00."""
    path = made(in_2016, callbackDateTime="2016-01-15T04:30:00").replace("/personalcallback", prefix)
    in_2016.advance(19 * 3600)
    sent = stamped(in_2016, path, callbackDateTime="2016-01-15T04:10:00")
    assert in_2016.call("PUT", path, sent).status_code == 200
    sent = stamped(in_2016, path, callbackDateTime="2016-01-15T04:00:00", lastName="x")
    refused = error(in_2016.call("PUT", path, sent))
    assert (refused.type, refused.data) == (TOO_LATE, "callbackDateTime")
    assert "2016-01-15T04:10:00" in refused.message
    assert shown(in_2016, path) == shown(in_2016, path) | {
        "callbackDateTime": "2016-01-15T04:10:00",
        "changeStamp": "1",
    }


@pytest.mark.parametrize(
    ("present", "wanted", "answer"),
    [
        ("2026-01-05T17:15:00", "2026-01-05T17:20:00", ""),
        ("2026-01-05T17:15:00", "2026-01-05T16:45:01", ""),
        ("2026-01-05T17:15:00", "2026-01-05T16:45:00", TOO_EARLY),
        ("2026-01-05T17:14:59", "2026-01-05T17:20:00", TOO_LATE),
        ("2026-01-05T17:14:59", "2026-01-05T17:14:58", TOO_LATE),
        ("2026-01-05T16:50:00", "2026-01-05T18:00:00", TOO_LATE),
        ("2026-01-05T16:50:00", "2026-01-05T16:50:00", ""),
        ("2026-01-06T17:00:00", "2026-01-05T17:00:00", ""),
    ],
)
@pytest.mark.parametrize("prefix", PATHS)
def test_a_time_is_changed_fifteen_minutes_before_it_or_more(
    cisco: Cisco, prefix: str, present: str, wanted: str, answer: str
) -> None:
    """The new one may lie less than fifteen minutes back; the same one again is no change."""
    path = made(cisco, callbackDateTime=present).replace("/personalcallback", prefix)
    before = shown(cisco, path)
    said = cisco.call("PUT", path, stamped(cisco, path, callbackDateTime=wanted, firstName="Eve"))
    if answer:
        assert error(said).type == answer
        assert shown(cisco, path) == before
    else:
        assert said.status_code == 200
        assert shown(cisco, path) == before | {"callbackDateTime": wanted, "firstName": "Eve", "changeStamp": "1"}


def test_what_else_a_callback_has_can_always_be_changed(cisco: Cisco) -> None:
    """The rule is for its time."""
    sent = stamped(cisco, "/personalcallback/2", maxAttempts="9", callStatus="closed")
    assert cisco.call("PUT", "/personalcallback/2", sent).status_code == 200
    assert shown(cisco, "/personalcallback/2")["maxAttempts"] == "9"


def test_the_worlds_clock_decides(cisco: Cisco) -> None:
    """What could be set a minute ago no longer can."""
    cisco.call("DELETE", "/personalcallback/2")
    limit = "2026-01-05T16:46:00"
    cisco.advance(59)
    cisco.call("DELETE", made(cisco, callbackDateTime=limit))
    cisco.advance(1)
    assert error(cisco.call("POST", CALLBACKS, callback(callbackDateTime=limit))).type == TOO_EARLY


@pytest.mark.parametrize(("minutes", "edge"), [(0, "17:00:00"), (1, "16:59:00"), (60, "16:00:00")])
def test_the_limit_is_the_registrys(cisco: Cisco, minutes: int, edge: str) -> None:
    """Fifteen minutes is only its default; it holds both ways."""
    cisco.patch("settings", "deployment", callbackTimeLimit=minutes)
    refused = error(cisco.call("POST", CALLBACKS, callback(callbackDateTime=f"2026-01-05T{edge}")))
    assert refused.type == TOO_EARLY
    assert f"{minutes} minutes" in refused.message
    path = made(cisco, callbackDateTime=f"2026-01-05T{edge[:-2]}01")
    said = cisco.call("PUT", path, stamped(cisco, path, callbackDateTime="2026-01-06T17:00:00"))
    assert said.status_code == (200 if minutes == 0 else 400)
