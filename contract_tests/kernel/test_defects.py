"""What a client sees when Ringback itself fails in the middle of a vendor's call, and what nobody answers."""

import logging

import pytest

from contract_tests.conftest import Site
from contract_tests.kernel.conftest import refusal
from ringback.serve import pipeline

VERSION = "function=version"


@pytest.fixture
def defective(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """No call can be begun."""

    def begun(*_: object) -> None:
        raise ZeroDivisionError("on purpose")

    monkeypatch.setattr(pipeline, "begun", begun)
    return monkeypatch


@pytest.mark.parametrize("late", [False, True], ids=["at once", "after a delay"])
def test_a_defect_is_a_500_that_says_whose_it_is(
    dialer360: Site, defective: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, late: bool
) -> None:
    """It is logged with its traceback, which the client does not see; the next call is answered as ever."""
    if late:
        fault = {"app": "dialer360", "latency_ms": 1, "times": 1}
        dialer360.control.post(f"worlds/{dialer360.world}/faults", json=fault).raise_for_status()
    with caplog.at_level(logging.ERROR, logger="ringback"):
        answer = dialer360.get(VERSION)
    assert "a defect of Ringback's own" in refusal(answer, 500, "defect")
    assert "ZeroDivisionError" not in answer.text
    (record,) = [record for record in caplog.records if record.exc_info]
    assert record.getMessage() == f"A request to /w/{dialer360.world}/adminpanel/api.php met a defect of Ringback's own"
    defective.undo()
    assert dialer360.get(VERSION).text.startswith("VERSION: ")


def test_a_path_beside_a_functions_door_is_answered_by_nobody(dialer360: Site) -> None:
    """Though it begins as the app's paths do."""
    answer = dialer360.client.get(f"{dialer360.url}/adminpanel/other.php?{VERSION}")
    assert "Nothing answers GET /adminpanel/other.php" in refusal(answer, 404, "unknown_path")


def test_a_body_that_is_no_text_is_shown_by_its_size(dialer360: Site) -> None:
    """In the journal: the bytes would be of no use to a reader."""
    dialer360.client.post(f"{dialer360.url}/adminpanel/api.php?{VERSION}", content=b"a\x00b")
    entry = dialer360.control.get(f"worlds/{dialer360.world}/requests/1").json()
    assert entry["request"]["body"] == "(3 bytes)"
