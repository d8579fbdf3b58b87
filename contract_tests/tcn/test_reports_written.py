"""How reports are written (8 to 14): delimited, quoted, of fixed width, with any line end; and what columns show."""

from typing import Any

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import ask, file, upload
from contract_tests.tcn.dialing import begin_with

CALLS = ("Call ID", "Dialed Number", "Result")


def laid_out(site: Site, *columns: str | dict[str, Any], sid: int = 998545, **template: object) -> str:
    """The report of a broadcast by a template of these columns, made for it."""
    rows = [{"title": column} if isinstance(column, str) else column for column in columns]
    site.put("report_templates", "1001,50", app="tcn", columns=rows, **template)
    status, text = ask(site, "FtpReportServlet", templateNumber="50", taskSid=str(sid))
    assert status == 200, text
    return text


def test_fixed_width_columns_are_filled_up_and_cut(tcn: Site) -> None:
    """Template 9: 8, 11 and 24 wide, no titles."""
    assert ask(tcn, "FtpReportServlet", templateNumber="9", taskSid="998545") == (
        200,
        "700001  8015550100 Answered Linkcall Agent \n"
        "700002  8015550101 Busy                    \n"
        "700003  8015550102 No Answer               \n"
        "700004  8015550103 Machine Delivered       \n",
    )


def test_quotes_delimiter_line_end_and_titles_are_the_templates(tcn: Site) -> None:
    """Template 10: semicolons, apostrophes where needed, CRLF; a column may have a title of its own."""
    for call, element in ((700002, "It's; busy"), (700003, "Two\r\nlines")):
        tcn.patch("calls", call, app="tcn", number=element)
    reply = ask(tcn, "FtpReportServlet", templateNumber="10", taskSid="998545")
    assert reply == (
        200,
        "Call ID;Number;Result\r\n"
        "700001;8015550100;Answered Linkcall Agent Talk\r\n"
        "700002;'It''s; busy';Busy\r\n"
        "700003;'Two\r\nlines';No Answer\r\n"
        "700004;8015550103;Machine Delivered\r\n",
    )


def test_a_value_with_the_delimiter_or_a_quote_is_quoted(tcn: Site) -> None:
    """The usual CSV; all others stand bare."""
    sid = begin_with(tcn, '"Smith, J","5"" tall",8015550100\n')
    assert laid_out(tcn, "First Name", "Last Name", "Phone", sid=sid, header=False) == ""
    tcn.advance(3600)
    text = laid_out(tcn, "First Name", "Last Name", "Phone", sid=sid, header=False)
    assert text == '"Smith, J","5"" tall",8015550100\n'


@pytest.mark.parametrize(
    ("end", "written"),
    [("\\n", "\n"), ("\\r\\n", "\r\n"), ("\\r", "\r"), ("|\\n", "|\n"), ("\\\\n", "\\n"), ("~", "~"), ("\n", "\n")],
)
def test_line_ends_are_written_as_escapes(tcn: Site, end: str, written: str) -> None:
    """After every line, the titles included."""
    text = laid_out(tcn, "Call ID", end_of_line=end)
    assert text == written.join(["Call ID", "700001", "700002", "700003", "700004", ""])
    assert laid_out(tcn, {"title": "Call ID", "width": 6}, end_of_line=end, fixed_width=True, header=False) == (
        written.join(["700001", "700002", "700003", "700004", ""])
    )


@pytest.mark.parametrize(
    ("delimiter", "quote", "first"),
    [
        ("|", '"', "700001|8015550100|Answered Linkcall Agent Talk"),
        ("\\t", "", "700001\t8015550100\tAnswered Linkcall Agent Talk"),
        ("tab", '"', "700001\t8015550100\tAnswered Linkcall Agent Talk"),
        (" ", "'", "700001 8015550100 'Answered Linkcall Agent Talk'"),
        ("::", "", "700001::8015550100::Answered Linkcall Agent Talk"),
        ("::", "'", "'700001'::'8015550100'::'Answered Linkcall Agent Talk'"),
        ("", '"', '"700001""8015550100""Answered Linkcall Agent Talk"'),
        ("", "", "7000018015550100Answered Linkcall Agent Talk"),
        ("'", "'", "'700001'''8015550100'''Answered Linkcall Agent Talk'"),
        ("\n", '"', '"700001"\n"8015550100"\n"Answered Linkcall Agent Talk"'),
    ],
)
def test_any_delimiter_and_quote_can_be_asked_for(tcn: Site, delimiter: str, quote: str, first: str) -> None:
    """Where the CSV module has no form for them every value is quoted, or none if there is no quote."""
    text = laid_out(tcn, *CALLS, delimiter=delimiter, quote=quote, header=False)
    assert text.startswith(first + "\n")


def test_without_quotes_each_row_stays_on_one_line(tcn: Site) -> None:
    """A line break within a value would begin another."""
    tcn.patch("calls", 700001, app="tcn", last_element="Two\r\nlines")
    columns = ({"title": "Last Element", "width": 12}, {"title": "Call ID", "width": 7})
    assert laid_out(tcn, *columns, quote="", header=False).startswith("Two lines,700001\n")
    assert laid_out(tcn, *columns, fixed_width=True, header=False).startswith("Two lines   700001 \n")


def test_fixed_width_titles_are_cut_like_values(tcn: Site) -> None:
    """A column without a width is as long as each of its values."""
    text = laid_out(tcn, {"title": "Call ID", "width": 4}, "Result Code", fixed_width=True)
    assert text.startswith("CallResult Code\n70002120\n70005000\n")


def test_a_call_has_a_value_for_every_title_that_is_known(tcn: Site) -> None:
    """Titles that exports of the vendor are known to have, and some more; of the call with an agent."""
    values = {
        "Call ID": "700001",
        "Call Log ID": "900001",
        "Call Type": "outbound",
        "Record ID": "1",
        "Contact ID": "1",
        "Task ID": "998545",
        "Group ID": "998545",
        "Attempt": "1",
        "Dialed Number": "8015550100",
        "Caller ID": "4355550100",
        "Schedule Time": "2025-12-29 09:00:00",
        "Start Time": "2025-12-29 09:00:05",
        "Start Date Time": "2025-12-29 09:00:05",
        "Call Date-Time": "2025-12-29 09:00:05",
        "End Time": "2025-12-29 09:01:35",
        "Result": "Answered Linkcall Agent Talk",
        "Long Result": "Answered Linkcall Agent Talk",
        "Short Result": "AGT",
        "Result Code": "2120",
        "Delivery Length": "30",
        "Delivery Cost": "0.01",
        "Inbound Cost": "0.01",
        "Linkback Length": "60",
        "Linkback Cost": "0.02",
        "Total Length": "90",
        "Total Cost": "0.03",
        "Last Element": "Linkcall",
        "Agent SID": "3001",
        "Agent First Name": "Ann",
        "Agent Last Name": "Archer",
        "Agent Call Talk Duration": "55",
        "Agent Call Hold Duration": "5",
        "Agent Call Wrap up Duration": "10",
        "Agent Dispositions": "Promise to pay",
        "An Agent Call Response": "Promise to pay",
        "First Name": "Ann",
        "Phone": "8015550100",
        "Shoe Size": "",
    }
    titles, first, second = laid_out(tcn, *values).splitlines()[:3]
    assert titles.split(",") == list(values)
    assert first.split(",") == list(values.values())
    # Nobody talked: no agent, no disposition.
    assert second.split(",")[27:35] == ["", "", "", "0", "0", "0", "", ""]


def test_columns_of_lists_with_other_fields_are_found_by_name(tcn: Site) -> None:
    """Two lists in one report: what a list has no column for is blank, and so is what is not in its lines."""
    other = file(
        import_template_number="29", data="Jo|8015550100\n", duplicate_handle="Allow", schedule_template_number="1"
    )
    assert upload(tcn, other) == (200, "998547")
    tcn.advance(3600)
    columns = [{"title": title} for title in ("Name", "Balance", "First Name")]
    tcn.put("report_templates", "1001,50", app="tcn", columns=columns, header=False)
    status, text = ask(tcn, "FtpReportServlet", templateNumber="50", taskSid="998545,998547")
    assert (status, text.splitlines()) == (200, [",,Ann", ",,Bob", ",,Cat", ",,Dan", "Jo,,"])


def test_a_result_that_is_in_no_map_is_shown_as_its_code(tcn: Site) -> None:
    """One that was set by hand."""
    tcn.patch("calls", 700001, app="tcn", result_code=4711)
    assert laid_out(tcn, "Result", "Short Result", header=False).splitlines()[0] == "4711,4711"


def test_rows_that_are_gone_leave_blanks(tcn: Site) -> None:
    """Contact, agent and last call have been removed by hand."""
    where = f"worlds/{tcn.world}/state/tcn"
    for row in ("contacts/1", "agents/3001", "calls/700002"):
        tcn.control.delete(f"{where}/{row}").raise_for_status()
    titles = ("Record ID", "Call ID", "Dialed Number", "Agent First Name", "First Name", "Start Time", "Result")
    text = laid_out(tcn, *titles, type="Outbound Record", header=False)
    assert text.splitlines()[:2] == [
        "1,700001,8015550100,,,2025-12-29 09:00:05,Answered Linkcall Agent Talk",
        "2,,8015550101,,Bob,,Busy",
    ]


def test_times_are_pacific_on_both_sides_of_the_clock_changes(tcn: Site) -> None:
    """On 8 March 2026 at ten in Greenwich it becomes summer; on 1 November at nine it ends."""
    moments = ("2026-03-08T09:59:59Z", "2026-03-08T10:00:00Z", "2026-11-01T08:59:59Z", "2026-11-01T09:00:00Z")
    for call, moment in enumerate(moments, 700001):
        tcn.patch("calls", call, app="tcn", start_time=moment)
    assert laid_out(tcn, "Start Time", header=False).splitlines() == [
        "2026-03-08 01:59:59",
        "2026-03-08 03:00:00",
        "2026-11-01 01:59:59",
        "2026-11-01 01:00:00",
    ]


def test_a_record_that_was_tried_twice_shows_its_last_attempt(tcn: Site) -> None:
    """The call report has both."""
    sid = begin_with(tcn, "Bob,Busy,8015550101\n")
    tcn.advance(24 * 3600)
    assert laid_out(tcn, "Call ID", "Attempt", sid=sid, header=False) == "700010,1\n700011,2\n"
    records = laid_out(tcn, "Call ID", "Attempt", "Result", sid=sid, header=False, type="Outbound Record")
    assert records == "700011,2,Busy\n"
