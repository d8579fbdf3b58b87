"""Download Scheduled Callback Report (11)."""

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import ACME, ask

PATH = "FtpScheduledCallbackReportServlet"
RANGE = "Invalid date range! The start date must be before the end date, and the range may not exceed one month!"
TITLES = "Callback ID,Name,Phone Number,Caller ID,Start Time,End Time,Status,Skills,Agent SID,Notes"


def report(site: Site, start: str = "2026/01/01 00:00", end: str = "2026/01/31 00:00", **data: str) -> tuple[int, str]:
    """Ask for the callbacks of January with template 8, unless told otherwise."""
    return ask(site, PATH, **{"startDate": start, "endDate": end, "templateNumber": "8", **data})


def test_callbacks_are_listed_by_their_beginnings(tcn: Site) -> None:
    """Only the account's own; times are Pacific."""
    assert report(tcn) == (
        200,
        f"{TITLES}\n"
        "1,Ann Answers,8015550100,4355550100,2026-01-02 10:00:00,,CLOSED,,3001,Asked for Friday\n"
        "2,Bob Busy,8015550101,4355550100,2026-01-06 10:00:00,2026-01-06 11:00:00,READY,Collections,,\n",
    )


@pytest.mark.parametrize(
    ("start", "end", "ids"),
    [
        ("2026/01/02 10:00", "2026/01/06 09:59", ["1"]),
        ("2026/01/02 10:01", "2026/01/06 10:00", ["2"]),
        ("2026/01/02 10:01", "2026/01/06 09:59", []),
    ],
)
def test_both_ends_of_the_range_count(tcn: Site, start: str, end: str, ids: list[str]) -> None:
    """To the minute, Pacific time."""
    status, text = report(tcn, start, end)
    assert (status, [line.partition(",")[0] for line in text.splitlines()[1:]]) == (200, ids)


def test_other_columns_and_the_client_info_can_be_shown(tcn: Site) -> None:
    """A title that is not known is an item of the client info."""
    titles = ("Service ID", "Agent First Name", "Agent Last Name", "Schedule Time", "Call ID", "Balance")
    columns = [{"title": title} for title in titles]
    tcn.put("report_templates", "1001,50", app="tcn", type="Scheduled Callback", columns=columns, header=False)
    assert report(tcn, templateNumber="50") == (
        200,
        "501,Ann,Archer,2025-12-31 10:02:00,,\n501,,,2026-01-02 10:10:00,,120.50\n",
    )


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("", "2026/01/31 00:00"),
        ("2026/01/01 00:00", ""),
        ("2026/01/01", "2026/01/31 00:00"),
        ("2026/01/01 00:00", "31.01.2026"),
        ("2026/01/31 00:00", "2026/01/01 00:00"),
        ("2026/01/01 00:00", "2026/01/01 00:00"),
        ("2026/01/01 00:00", "2026/02/01 00:01"),
        ("2026/01/31 12:00", "2026/02/28 12:01"),
        ("2025/12/10 00:00", "2026/01/10 00:01"),
    ],
)
def test_a_range_must_rise_and_not_exceed_a_month(tcn: Site, start: str, end: str) -> None:
    """A calendar month; both dates are needed. The template is not looked at."""
    assert report(tcn, start, end, templateNumber="x") == (400, RANGE)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026/01/01 00:00", "2026/02/01 00:00"),
        ("2026/01/31 12:00", "2026/02/28 12:00"),
        ("2025/12/10 00:00", "2026/01/10 00:00"),
        ("2026/02/20 08:00", "2026/03/20 08:00"),
        ("2026/10/15 08:00", "2026/11/15 08:00"),
    ],
)
def test_a_whole_month_is_a_range(tcn: Site, start: str, end: str) -> None:
    """Of 31 or 28 days, over the turn of the year, and over both changes of the clock."""
    assert report(tcn, start, end)[0] == 200


def test_a_login_is_needed_first(tcn: Site) -> None:
    """A small i."""
    assert report(tcn, "", "", password="wrong") == (400, "Invalid Login information!")


@pytest.mark.parametrize("number", ["", "eight", "-8"])
def test_a_template_number_must_be_a_number(tcn: Site, number: str) -> None:
    """The text is printed in section 5."""
    assert report(tcn, templateNumber=number) == (400, "The given Template Number is not valid!")


def test_a_template_must_be_the_accounts_own(tcn: Site) -> None:
    """99 is nobody's, 11 another account's, and 8 not the other's."""
    refused = (400, "Specified Report Template is invalid!")
    assert report(tcn, templateNumber="99") == refused
    assert report(tcn, templateNumber="11") == refused
    assert report(tcn, **ACME) == refused


@pytest.mark.parametrize("number", ["1", "2", "3", "4", "5", "6", "7"])
def test_a_template_of_another_type_is_refused_in_other_words(tcn: Site, number: str) -> None:
    """Only this section prints them."""
    assert report(tcn, templateNumber=number) == (
        400,
        "Given report template is not for the Scheduled Callback report type!",
    )


@pytest.mark.parametrize(
    ("reply", "text"),
    [
        ("not_initialised", "An error occurred while initializing the report!"),
        ("lost", "HTTP Status 404: File Not Found"),
        ("not_exported", "An error occurred while exporting the report!"),
    ],
)
def test_internal_errors_are_met_by_faults(tcn: Site, reply: str, text: str) -> None:
    """All with 400, as printed."""
    fault = {"app": "tcn", "reply": f"tcn.{PATH}.{reply}"}
    tcn.control.post(f"worlds/{tcn.world}/faults", json=fault).raise_for_status()
    assert report(tcn) == (400, text)
