"""Template lists (15 to 17)."""

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import ACME, DEMO, ask, post

LISTS = ("RemoteBroadcastTemplateList", "RemoteImportTemplateList", "RemoteReportTemplateList")


def test_broadcast_templates_are_listed_with_the_printed_columns(tcn: Site) -> None:
    """Dates are Pacific; only the account's own templates are there."""
    assert ask(tcn, "RemoteBroadcastTemplateList") == (
        200,
        "Number,Name,Type,Last Modify Date\n"
        "1,Payment reminder,STANDARD,2026-01-02 10:00:00\n"
        "2,Agent campaign,LAYERED,2026-01-02 11:30:00\n"
        "3,Unfinished,STANDARD,2026-01-03 10:00:00\n"
        "4,Balance due,STANDARD,2026-01-03 10:05:00\n",
    )
    assert ask(tcn, "RemoteBroadcastTemplateList", **ACME)[1].splitlines()[1:] == [
        "5,Acme news,STANDARD,2026-01-02 10:00:00"
    ]


def test_import_templates_are_listed_with_the_printed_columns(tcn: Site) -> None:
    """A quote as a value is quoted itself."""
    assert ask(tcn, "RemoteImportTemplateList") == (
        200,
        "Number,Description,Fixed Width Boolean,Quote Character,Field Delimiter Character,Field Count\n"
        '2,Names and phone,false,"""",",",3\n'
        '27,E-mail and cell phone,false,"""",",",5\n'
        "28,Fixed width,true,,,3\n"
        "29,Two phones,false,',|,6\n",
    )


@pytest.mark.parametrize("extend", ["true", "yes", "TRUE"])
def test_extended_import_templates_tell_names_and_fields(tcn: Site, extend: str) -> None:
    """With "true" or "yes"."""
    lines = ask(tcn, "RemoteImportTemplateList", extend=extend)[1].splitlines()
    assert lines[0].endswith(",Field Count,Name,Fields")
    assert lines[1] == '2,Names and phone,false,"""",",",3,Names,"First Name,Last Name,Phone"'


@pytest.mark.parametrize("extend", ["false", "1", ""])
def test_other_values_do_not_extend(tcn: Site, extend: str) -> None:
    """The default is false."""
    assert ask(tcn, "RemoteImportTemplateList", extend=extend) == ask(tcn, "RemoteImportTemplateList")


def test_report_templates_are_listed_with_the_printed_columns(tcn: Site) -> None:
    """The end of line is written as an escape."""
    lines = ask(tcn, "RemoteReportTemplateList")[1].splitlines()
    assert lines[0] == (
        "Number,Name,Description,Type,Fixed Width Boolean,Quote Character,Delimiter Character,"
        "End of Line Sequence,Header Boolean,Column Count"
    )
    assert lines[1] == '1,Calls,Every call,Outbound Call,false,"""",",",\\n,true,16'
    assert lines[9:] == [
        "9,Calls fixed,,Outbound Call,true,,,\\n,false,3",
        "10,Calls quoted,,Outbound Call,false,',;,\\r\\n,true,3",
    ]


@pytest.mark.parametrize("path", LISTS)
def test_the_lists_need_a_login(tcn: Site, path: str) -> None:
    """A small i."""
    assert ask(tcn, path, password="wrong") == (400, "Invalid Login information!")


@pytest.mark.parametrize("path", LISTS)
def test_the_lists_are_csv(tcn: Site, path: str) -> None:
    """By their content type."""
    assert post(tcn, path, **DEMO).headers["content-type"] == "text/csv;charset=UTF-8"


@pytest.mark.parametrize(
    ("path", "reply", "text"),
    [
        (
            LISTS[0],
            "BroadcastTemplateList.not_listed",
            "An error occurred while getting the list of Broadcast Templates!",
        ),
        (
            LISTS[0],
            "BroadcastTemplateList.not_displayed",
            "An error occurred while attempting to display Broadcast Template info!",
        ),
        (
            LISTS[0],
            "BroadcastTemplateList.not_displayed_plainly",
            "An error occurred while attempting to display Broadcast Template info",
        ),
        (LISTS[1], "ImportTemplateList.not_listed", "An error occurred while getting the list of Import Templates!"),
        (
            LISTS[1],
            "ImportTemplateList.not_displayed",
            "An error occurred while attempting to display Import Template info.",
        ),
        (
            LISTS[2],
            "ReportTemplateList.imports_not_listed",
            "An error occurred while getting the list of Import Templates!",
        ),
        (LISTS[2], "ReportTemplateList.not_listed", "An error occurred while getting the list of Report Templates!"),
        (
            LISTS[2],
            "ReportTemplateList.not_displayed",
            "An error occurred while attempting to display Report Template info.",
        ),
    ],
)
def test_internal_errors_are_met_by_faults(tcn: Site, path: str, reply: str, text: str) -> None:
    """No input causes them."""
    fault = {"app": "tcn", "reply": f"tcn.{reply}"}
    tcn.control.post(f"worlds/{tcn.world}/faults", json=fault).raise_for_status()
    assert ask(tcn, path) == (400, text)
