"""Download Outbound, Inbound and Manual Dial Reports (8 to 10): what is asked for, and in which order it comes."""

import csv
from io import StringIO

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import ACME, DEMO, ask, file, post, upload
from contract_tests.tcn.dialing import begin

OUTBOUND, INBOUND, MANUAL = "FtpReportServlet", "FtpInboundReportServlet", "FtpManualDialReportServlet"
OUTBOUND_AS_OF = "FtpReportAsOfServlet"
INBOUND_AS_OF, MANUAL_AS_OF = "FtpInboundReportAsOfServlet", "FtpManualDialReportAsOfServlet"

# Every report about groups: a template of its type, the parameter and an id of a group, the same of another account.
ASKED = {
    OUTBOUND: ("1", "taskSid", "998545", "998546"),
    INBOUND: ("3", "groupSid", "4401", "4403"),
    MANUAL: ("4", "groupSid", "5501", "5502"),
    OUTBOUND_AS_OF: ("1", "taskSid", "998545", "998546"),
    INBOUND_AS_OF: ("3", "groupSid", "4401", "4403"),
    MANUAL_AS_OF: ("4", "groupSid", "5501", "5502"),
}
NOT_READ = {
    OUTBOUND: "An error occurred while reading the Broadcast IDs!",
    INBOUND: "An error occurred while getting the Inbound Group ID!",
    MANUAL: "An error occurred while getting the Manual Dial Group ID!",
    OUTBOUND_AS_OF: "An error occurred while reading the Broadcast IDs!",
    INBOUND_AS_OF: "An error occurred while getting the Inbound Group ID!",
    MANUAL_AS_OF: "An error occurred while getting the Manual Dial Group ID!",
}
UNKNOWN = {
    **NOT_READ,
    OUTBOUND: "One or more of the given Broadcast IDs is invalid!",
    OUTBOUND_AS_OF: "One or more of the given Broadcast IDs is invalid!",
}
ORDERED = (OUTBOUND, INBOUND, MANUAL)
EVERY = pytest.mark.parametrize("path", ASKED)


def report(site: Site, path: str, **data: str) -> tuple[int, str]:
    """Ask for a report; the template and the group are those of `ASKED` unless told otherwise."""
    template, parameter, sid, _ = ASKED[path]
    return ask(site, path, **{"templateNumber": template, parameter: sid, **data})


def lines(site: Site, path: str, **data: str) -> list[dict[str, str]]:
    """A report as its lines, by column."""
    status, text = report(site, path, **data)
    assert status == 200, text
    return list(csv.DictReader(StringIO(text)))


def call_ids(site: Site, path: str, **data: str) -> list[int]:
    """The ids of the calls in a report."""
    return [int(line["Call ID"]) for line in lines(site, path, **data)]


def test_an_outbound_report_has_a_line_a_call(tcn: Site) -> None:
    """With the columns of template 1; times are Pacific, results are in words."""
    assert report(tcn, OUTBOUND) == (
        200,
        "Call ID,Record ID,Dialed Number,Caller ID,Start Time,Result,Result Code,Delivery Length,Delivery Cost,"
        "Linkback Length,Linkback Cost,Total Length,Total Cost,Last Element,First Name,Last Name\n"
        "700001,1,8015550100,4355550100,2025-12-29 09:00:05,Answered Linkcall Agent Talk,2120,"
        "30,0.01,60,0.02,90,0.03,Linkcall,Ann,Answers\n"
        "700002,2,8015550101,4355550100,2025-12-29 09:00:06,Busy,5000,0,0,0,0,0,0,,Bob,Busy\n"
        "700003,3,8015550102,4355550100,2025-12-29 09:00:07,No Answer,6000,0,0,0,0,0,0,,Cat,Away\n"
        "700004,4,8015550103,4355550100,2025-12-29 09:00:08,Machine Delivered,3100,"
        "48,0.016,0,0,48,0.016,Machine message,Dan,Machine\n",
    )


def test_a_record_report_has_a_line_a_record(tcn: Site) -> None:
    """Template 2 is one of that type."""
    assert report(tcn, OUTBOUND, templateNumber="2") == (
        200,
        "Record ID,Task ID,Dialed Number,Result,Result Code,First Name,Last Name\n"
        "1,998545,8015550100,Answered Linkcall Agent Talk,2120,Ann,Answers\n"
        "2,998545,8015550101,Busy,5000,Bob,Busy\n"
        "3,998545,8015550102,No Answer,6000,Cat,Away\n"
        "4,998545,8015550103,Machine Delivered,3100,Dan,Machine\n",
    )


def test_an_inbound_report_has_a_line_a_call(tcn: Site) -> None:
    """Who called is the caller id; template 3."""
    assert report(tcn, INBOUND) == (
        200,
        "Call ID,Group ID,Caller ID,Dialed Number,Start Time,Result,Inbound Cost,Total Length\n"
        "700006,4401,8015550100,8005550100,2025-12-30 10:00:00,Answered Linkcall Agent Talk,0.01,120\n"
        "700007,4401,8015550107,8005550100,2025-12-30 10:10:00,Answered Linkcall Abandoned,0,30\n",
    )


def test_a_manual_dial_report_has_a_line_a_call(tcn: Site) -> None:
    """With the agent who dialled; template 4."""
    assert report(tcn, MANUAL) == (
        200,
        "Call ID,Group ID,Dialed Number,Start Time,Result,Agent First Name,Agent Last Name,"
        "Agent Call Talk Duration,Total Cost\n"
        "700008,5501,8015550108,2025-12-31 10:00:00,Answered Linkcall Agent Talk,Ann,Archer,90,0.03\n"
        "700009,5501,8015550102,2025-12-31 10:05:00,No Answer,Ann,Archer,0,0\n",
    )


def test_a_group_without_calls_gives_the_titles_alone(tcn: Site) -> None:
    """A report of nothing is a success."""
    assert lines(tcn, OUTBOUND, taskSid="0") == []
    assert report(tcn, INBOUND, groupSid="4402")[1].startswith("Call ID,Group ID,")


def test_a_report_is_a_csv_file_to_download(tcn: Site) -> None:
    """By its headers."""
    reply = post(tcn, OUTBOUND, **DEMO, templateNumber="1", taskSid="998545")
    assert reply.headers["content-type"] == "text/csv;charset=UTF-8"
    assert reply.headers["content-disposition"] == 'attachment; filename="report.csv"'


def test_a_report_can_be_had_with_get(tcn: Site) -> None:
    """All parameters in the query."""
    reply = tcn.client.get(
        f"{tcn.url}/backoffice/{OUTBOUND}", params={**DEMO, "templateNumber": "2", "taskSid": "998545"}
    )
    assert (reply.status_code, len(reply.text.splitlines())) == (200, 5)


def test_several_groups_come_one_after_the_other(tcn: Site) -> None:
    """As they are named: separated by commas, or each under the name again; twice counts once."""
    sid = begin(tcn, "8015550100")
    tcn.advance(3600)
    both = [700010, 700001, 700002, 700003, 700004]
    assert call_ids(tcn, OUTBOUND, taskSid=f"{sid},998545") == both
    assert call_ids(tcn, OUTBOUND, taskSid=f"{sid},998545,{sid}") == both
    reply = post(tcn, OUTBOUND, **DEMO, templateNumber="1", taskSid=[str(sid), "998545"])
    assert [line.partition(",")[0] for line in reply.text.splitlines()[1:]] == [str(call) for call in both]
    assert call_ids(tcn, INBOUND, groupSid="4402,4401") == [700006, 700007]
    assert call_ids(tcn, MANUAL, groupSid="5501") == [700008, 700009]


def test_a_report_while_calls_are_made_shows_them_as_pending(tcn: Site) -> None:
    """The result of a call under way is that of Appendix A; a record not called yet shows its number."""
    upload(tcn, file(data="Ann,One,8015550100\nBob,Two,8015550101\n"))
    data = {"taskSid": "998547"}
    before = lines(tcn, OUTBOUND, templateNumber="2", **data)
    assert [(line["Dialed Number"], line["Result"]) for line in before] == [
        ("8015550100", "Pending"),
        ("8015550101", "Pending"),
    ]
    assert lines(tcn, OUTBOUND, **data) == []
    tcn.advance(2)
    during = lines(tcn, OUTBOUND, **data)
    assert [(line["Result"], line["Result Code"], line["First Name"]) for line in during] == [
        ("Pending", "1000", "Ann"),
        ("Pending", "1000", "Bob"),
    ]
    tcn.advance(24 * 3600)
    after = lines(tcn, OUTBOUND, templateNumber="2", **data)
    assert [line["Result"] for line in after] == ["Answered", "Busy"]


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        ("", [700001, 700002, 700003, 700004]),
        ("ORDER_BY_NO_PREFERENCE", [700001, 700002, 700003, 700004]),
        ("ORDER_BY_DELIVERY_COST", [700002, 700003, 700001, 700004]),
        ("ORDER_BY_DELIVERY_LENGTH", [700002, 700003, 700001, 700004]),
        ("ORDER_BY_DIALED_NUMBER", [700004, 700003, 700002, 700001]),
        ("ORDER_BY_LINKBACK_COST", [700002, 700003, 700004, 700001]),
        ("ORDER_BY_LINKBACK_LENGTH", [700002, 700003, 700004, 700001]),
        ("ORDER_BY_SCHEDULE_TIME", [700004, 700001, 700002, 700003]),
        ("ORDER_BY_TOTAL_COST", [700002, 700003, 700004, 700001]),
        ("ORDER_BY_TOTAL_LENGTH", [700002, 700003, 700004, 700001]),
    ],
)
def test_an_outbound_report_comes_in_the_order_that_is_asked_for(tcn: Site, order: str, ids: list[int]) -> None:
    """The lowest first; equal ones by id."""
    for call, number in ((700001, "8015550109"), (700002, "8015550108"), (700003, "8015550107")):
        tcn.patch("calls", call, app="tcn", number=number)
    tcn.patch("calls", 700004, app="tcn", schedule_time="2025-12-29T16:00:00Z")
    assert call_ids(tcn, OUTBOUND, orderby=order) == ids
    assert call_ids(tcn, OUTBOUND, orderBy=order) == ids


def test_inbound_and_manual_dial_reports_know_the_same_orders(tcn: Site) -> None:
    """By length and by number, for example; records are in order of their last calls."""
    assert call_ids(tcn, INBOUND, orderby="ORDER_BY_TOTAL_LENGTH") == [700007, 700006]
    assert call_ids(tcn, MANUAL, orderby="ORDER_BY_DIALED_NUMBER") == [700009, 700008]
    found = lines(tcn, OUTBOUND, templateNumber="2", orderby="ORDER_BY_TOTAL_COST")
    assert [line["Record ID"] for line in found] == ["2", "3", "4", "1"]


@pytest.mark.parametrize("path", ORDERED)
@pytest.mark.parametrize("order", ["order_by_total_cost", "TOTAL_COST", "ORDER_BY_TOTAL_COST,"])
def test_an_order_must_be_exact(tcn: Site, path: str, order: str) -> None:
    """The text is printed in section 5."""
    assert report(tcn, path, orderby=order) == (400, "The given order by value is not valid!")


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({"filter": "include", "filterValues": "5000"}, [700002]),
        ({"filter": "include", "filterValues": "5000,6000, 4000"}, [700002, 700003]),
        ({"filter": "exclude", "filterValues": "5000,6000"}, [700001, 700004]),
        ({"filter": "include", "filterValues": "9500"}, []),
        ({"filter": "include"}, [700001, 700002, 700003, 700004]),
        ({"filter": "exclude", "filterValues": ""}, [700001, 700002, 700003, 700004]),
    ],
)
def test_a_filter_includes_or_excludes_results(tcn: Site, filters: dict[str, str], ids: list[int]) -> None:
    """By the codes of Appendix A; without any there is nothing to filter by."""
    assert call_ids(tcn, OUTBOUND, **filters) == ids
    records = lines(tcn, OUTBOUND, templateNumber="2", **filters)
    assert [int(line["Record ID"]) + 700000 for line in records] == ids


@pytest.mark.parametrize("filters", [{"filter": "only"}, {"filter": "Include"}, {}])
def test_a_filter_is_either_include_or_exclude(tcn: Site, filters: dict[str, str]) -> None:
    """The text is printed in section 5; results without a filter are not guessed at."""
    answer = report(tcn, OUTBOUND, filterValues="5000", **filters)
    assert answer == (400, "The given filter type is not valid!")


@pytest.mark.parametrize("values", ["5001", "BZY", "5000,busy", "-5000", "5000;6000"])
def test_filter_values_are_codes_of_appendix_a(tcn: Site, values: str) -> None:
    """The text is printed in section 5."""
    answer = report(tcn, OUTBOUND, filter="include", filterValues=values)
    assert answer == (400, "One or more filter values are not valid!")


@EVERY
def test_a_report_needs_a_login(tcn: Site, path: str) -> None:
    """Before everything else."""
    refused = (400, "Invalid Login information!")
    assert report(tcn, path, password="wrong", templateNumber="x") == refused
    assert ask(tcn, path, username="", password="") == refused


@EVERY
@pytest.mark.parametrize("sid", ["", "x", "1,x", "-1", "²"])
def test_an_id_that_cannot_be_read_is_refused(tcn: Site, path: str, sid: str) -> None:
    """Missing, or no number; the template is not looked at."""
    assert report(tcn, path, **{ASKED[path][1]: sid}, templateNumber="x") == (400, NOT_READ[path])


@EVERY
def test_an_id_of_nobody_or_of_another_account_is_refused(tcn: Site, path: str) -> None:
    """Broadcasts have words of their own for it."""
    _, parameter, own, others = ASKED[path]
    for sid in ("424242", others):
        assert report(tcn, path, **{parameter: sid}) == (400, UNKNOWN[path])
    assert report(tcn, path, **{parameter: own}, **ACME) == (400, UNKNOWN[path])


@EVERY
@pytest.mark.parametrize("number", ["", "one", "-1", "1.0"])
def test_a_template_number_must_be_a_number(tcn: Site, path: str, number: str) -> None:
    """The text is printed in section 5."""
    assert report(tcn, path, templateNumber=number) == (400, "The given Template Number is not valid!")


@EVERY
def test_a_template_must_be_the_accounts_own_and_of_the_right_type(tcn: Site, path: str) -> None:
    """99 is nobody's, 11 another account's; 5 to 8 are for agents, messages and callbacks."""
    of_its_type = {"1": {"1", "2", "9", "10"}, "3": {"3"}, "4": {"4"}}[ASKED[path][0]]
    for number in range(1, 12):
        answer = report(tcn, path, templateNumber=str(number))
        expected = 200 if str(number) in of_its_type else 400
        assert answer[0] == expected, number
        assert expected == 200 or answer[1] == "Specified Report Template is invalid!"
    assert report(tcn, path, templateNumber="99") == (400, "Specified Report Template is invalid!")


@EVERY
@pytest.mark.parametrize(
    ("reply", "text"),
    [
        ("not_initialised", "An error occurred while initializing the report!"),
        ("lost", "HTTP Status 404: File Not Found"),
        ("not_exported", "An error occurred while exporting the report!"),
    ],
)
def test_internal_errors_are_met_by_faults(tcn: Site, path: str, reply: str, text: str) -> None:
    """All with 400, as printed, whatever the text says."""
    fault = {"app": "tcn", "reply": f"tcn.{path}.{reply}"}
    tcn.control.post(f"worlds/{tcn.world}/faults", json=fault).raise_for_status()
    assert report(tcn, path) == (400, text)
