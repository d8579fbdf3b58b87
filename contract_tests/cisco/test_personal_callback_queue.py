"""Changes of personal callbacks in the queue: what waits is answered later, and a full queue takes no more."""

import pytest

from contract_tests.cisco.callbacks import CALLBACKS, IMPORT, LATER, body, bulk, callback
from contract_tests.cisco.conftest import Cisco, error

ROW = f"Phone,MaxAttempts,CallbackDateTime\n5,1,{LATER}"

# Every change, with the answer that it gets in the end.
CHANGES = [
    ("POST", CALLBACKS, callback(), 201),
    ("POST", IMPORT, bulk(ROW), 200),
    ("PUT", "/personalcallback/2", body(changeStamp="48", lastName="X"), 200),
    ("PUT", "/campaign/personalcallback/2", body(changeStamp="48", lastName="X"), 200),
    ("DELETE", "/personalcallback/2", None, 200),
    ("DELETE", "/campaign/personalcallback/2", None, 200),
]
# In the middle of the queue's work no callback falls due.
SOON = "2026-01-05T20:00:00Z"


def fill(cisco: Cisco, waiting: int = 30) -> None:
    """Let so many requests wait."""
    for _ in range(waiting):
        assert cisco.call("DELETE", "/dnc/4999?async=true").status_code == 202


@pytest.fixture
def quiet(cisco: Cisco) -> Cisco:
    """A handbook world whose callback is to come yet."""
    cisco.patch("personal_callbacks", 2, callbackDateTime=SOON)
    return cisco


@pytest.mark.parametrize(("method", "path", "content", "status"), CHANGES)
def test_a_change_can_wait_for_its_turn(quiet: Cisco, method: str, path: str, content: str | None, status: int) -> None:
    """Then it is answered as it would have been at once."""
    before = quiet.rows("personal_callbacks")
    accepted = quiet.call(method, f"{path}?async=true", content)
    assert accepted.status_code == 202
    progress = accepted.headers["location"].removeprefix(quiet.url)
    assert quiet.rows("personal_callbacks") == before
    assert quiet.xml("GET", progress).findtext("progress") == "IN_QUEUE"
    quiet.advance(2)
    done = quiet.get(progress)
    assert done.status_code == status
    assert done.headers.get("location", "") == (f"{quiet.url}/personalcallback/3" if status == 201 else "")
    assert quiet.rows("personal_callbacks") != before


@pytest.mark.parametrize(("method", "path", "content", "_status"), CHANGES)
def test_a_full_queue_takes_no_more(quiet: Cisco, method: str, path: str, content: str | None, _status: int) -> None:
    """Whether the change would wait or not, and whatever is in it."""
    fill(quiet)
    for query in ("", "?async=true"):
        refused = error(quiet.call(method, f"{path}{query}", content and "<"), 503)
        assert refused.type == "limitExceeded.requestQueue"
        assert refused.message == "Request processing queue is at capacity."


@pytest.mark.parametrize(("method", "path", "content", "_status"), CHANGES)
def test_what_waits_too_long_is_given_up(
    quiet: Cisco, method: str, path: str, content: str | None, _status: int
) -> None:
    """After half a minute in the queue; nothing has been changed."""
    quiet.patch("settings", "deployment", secondsPerRequest=40)
    before = quiet.rows("personal_callbacks")
    fill(quiet, 1)
    progress = quiet.call(method, f"{path}?async=true", content).headers["location"].removeprefix(quiet.url)
    quiet.advance(60)
    assert error(quiet.get(progress), 500).type == "processing.timedOut"
    assert quiet.rows("personal_callbacks") == before


def test_what_waits_is_looked_at_again(quiet: Cisco) -> None:
    """When its turn comes, a quarter of an hour is counted from then, and a stamp may have gone by."""
    quiet.patch("settings", "deployment", secondsPerRequest=10)
    sent = [
        ("POST", CALLBACKS, callback(callbackDateTime="2026-01-05T16:45:05")),
        ("POST", IMPORT, bulk("Phone,MaxAttempts,CallbackDateTime\n5,1,2026-01-05T16:45:15")),
        ("PUT", "/personalcallback/2", body(changeStamp="48", lastName="X")),
    ]
    waiting = [quiet.call(method, f"{path}?async=true", content).headers["location"] for method, path, content in sent]
    assert quiet.call("PUT", "/personalcallback/2", body(changeStamp="48", lastName="Y")).status_code == 200
    quiet.advance(40)
    said = [error(quiet.get(place.removeprefix(quiet.url))).type for place in waiting]
    assert said == [
        "invalidInput.callbackDateTimeTooEarly",
        "invalidInput.invalidRow",
        "changeStampMismatch.dbData",
    ]
    assert [row["lastName"] for row in quiet.rows("personal_callbacks")] == ["Y"]
