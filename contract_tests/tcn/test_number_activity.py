"""Get Phone Number Activity Report (38)."""

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import ACME, DEMO, ask, post
from contract_tests.tcn.dialing import begin

PATH = "RemoteNumberActivityList"
TITLES = (
    "Call ID,Call Type,Group ID,Record ID,Dialed Number,Caller ID,Start Time,Result,Result Code,Delivery Length,"
    "Delivery Cost,Linkback Length,Linkback Cost,Total Length,Total Cost,Last Element,Agent First Name,Agent Last Name"
)
OUTBOUND = "700003,outbound,998545,3,8015550102,4355550100,2025-12-29 09:00:07,No Answer,6000,0,0,0,0,0,0,,,"
MANUAL = "700009,manual,5501,,8015550102,4355550100,2025-12-31 10:05:00,No Answer,6000,0,0,0,0,0,0,,Ann,Archer"


def found(site: Site, number: str = "8015550102", **data: str) -> list[str]:
    """The lines of a report without its titles."""
    status, text = ask(site, PATH, dialed_number=number, **data)
    assert status == 200, text
    titles, *lines = text.splitlines()
    assert titles == TITLES
    return lines


def test_calls_of_every_kind_are_listed_from_the_oldest(tcn: Site) -> None:
    """Whoever made them."""
    assert ask(tcn, PATH, dialed_number="8015550102") == (200, f"{TITLES}\n{OUTBOUND}\n{MANUAL}\n")
    assert [line.split(",")[1] for line in found(tcn, "8005550100")] == ["inbound", "inbound"]


def test_a_new_call_is_listed_when_it_has_begun(tcn: Site) -> None:
    """As pending, then with its result."""
    begin(tcn, "8015550104")
    assert found(tcn, "8015550104") == []
    tcn.advance(2)
    assert found(tcn, "8015550104")[0].split(",")[7] == "Pending"
    tcn.advance(3600)
    assert found(tcn, "8015550104")[0].split(",")[7] != "Pending"


@pytest.mark.parametrize("number", ["(801) 555-0102", "+1 801 555 0102", "18015550102", " 801.555.0102 "])
def test_the_punctuation_of_a_number_does_not_count(tcn: Site, number: str) -> None:
    """Nor the 1 before it."""
    assert found(tcn, number) == [OUTBOUND, MANUAL]


def test_a_number_that_was_never_dialled_has_no_activity(tcn: Site) -> None:
    """The titles alone; the start of a number is no number."""
    assert found(tcn, "8015550199") == []
    assert found(tcn, "801555010") == []


def test_only_the_accounts_own_calls_are_listed(tcn: Site) -> None:
    """Both have called the same number."""
    assert [line.split(",")[0] for line in found(tcn, "8015550100")] == ["700001"]
    assert [line.split(",")[0] for line in found(tcn, "8015550100", **ACME)] == ["700005"]


def test_a_caller_id_narrows_the_report(tcn: Site) -> None:
    """However it is written."""
    tcn.patch("calls", 700009, app="tcn", caller_id="4355550109")
    assert [line.split(",")[0] for line in found(tcn, caller_id="(435) 555-0109")] == ["700009"]
    assert found(tcn, caller_id="4355550100") == [OUTBOUND]
    assert found(tcn, caller_id="unknown") == []
    assert len(found(tcn, caller_id="")) == 2


@pytest.mark.parametrize(
    ("days", "count"), [("5", 1), ("6", 1), ("7", 2), ("180", 2), ("9999", 2), ("", 2), ("0", 0), ("4", 0)]
)
def test_the_days_of_history_say_how_far_back_to_go(tcn: Site, days: str, count: int) -> None:
    """To the second: it is not quite five days since the call by hand, and not quite seven since the other."""
    assert len(found(tcn, days_of_history=days)) == count


def test_nothing_is_older_than_180_days(tcn: Site) -> None:
    """Whatever is asked for, and when nothing is."""
    tcn.patch("calls", 700003, app="tcn", start_time="2025-07-09T16:59:59Z")
    assert found(tcn) == found(tcn, days_of_history="365") == [MANUAL]
    tcn.patch("calls", 700003, app="tcn", start_time="2025-07-09T17:00:00Z")
    assert len(found(tcn)) == len(found(tcn, days_of_history="365")) == 2


@pytest.mark.parametrize("number", ["", "phone", "555", "8015550102x", "1234567890123456"])
def test_a_number_must_be_a_phone_number(tcn: Site, number: str) -> None:
    """No exclamation mark; the days are not looked at."""
    answer = ask(tcn, PATH, dialed_number=number, days_of_history="x")
    assert answer == (400, "No valid dialed number received")
    assert ask(tcn, PATH) == answer


@pytest.mark.parametrize("days", ["x", "-1", "1.5", "7 days"])
def test_days_must_be_a_number(tcn: Site, days: str) -> None:
    """The doubled words are as printed."""
    answer = ask(tcn, PATH, dialed_number="8015550102", days_of_history=days)
    assert answer == (400, "An error occurred while initializing the report the report!")


def test_a_login_is_needed_first(tcn: Site) -> None:
    """A small i."""
    assert ask(tcn, PATH, password="wrong", dialed_number="x") == (400, "Invalid Login information!")


def test_the_report_is_a_csv_file(tcn: Site) -> None:
    """Whose titles the system's switch takes away."""
    reply = post(tcn, PATH, **DEMO, dialed_number="8015550102")
    assert reply.headers["content-type"] == "text/csv;charset=UTF-8"
    tcn.patch("settings", "system", app="tcn", csv_header=False)
    assert ask(tcn, PATH, dialed_number="8015550102") == (200, f"{OUTBOUND}\n{MANUAL}\n")
