"""Reports on SMS (49) and e-mails (56): standard, a line a group; and detail, a line a message."""

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import ask
from contract_tests.tcn.messaging import PREPARED, detail, mails, texts

REPORTS = pytest.mark.parametrize("path", ["SmsReport", "EmailReport"])
TOO_LONG = (400, "Bad request: max date range is a month (31 days)!!")
SIDS = {"SmsReport": 990, "EmailReport": 998530}
FOREIGN = {"SmsReport": 991, "EmailReport": 998531}


def days(first: str, last: str) -> dict[str, str]:
    """The parts of a range; days are written yyyy-m-d."""
    parts = {}
    for prefix, text in (("from", first), ("to", last)):
        for unit, value in zip(("Year", "Month", "Day"), text.split("-"), strict=True):
            parts[f"{prefix}{unit}"] = value
    return parts


def standard(site: Site, path: str, first: str, last: str) -> list[int]:
    """The groups in a standard report."""
    return [row["groupSid"] for row in detail(site, path, reportType="standard", **days(first, last))]


def test_a_standard_sms_report_has_a_line_a_group(tcn: Site) -> None:
    """With the number of messages that are how far; other accounts' are not there."""
    assert detail(tcn, "SmsReport", reportType="standard", **days("2025-12-30", "2025-12-30")) == [
        {
            "groupSid": 990,
            "groupName": "Newsletter",
            "statusCode": 5500,
            "status": "Completed / Billing Complete (plus admin use)",
            "templateSid": 10,
            "contactGroupSid": 802,
            "srcNum": "4352227343",
            "pace": 60,
            "startTime": "2025-12-30 09:00:00",
            "endTime": "2025-12-30 09:02:00",
            "messages": 2,
            "waiting": 0,
            "sent": 0,
            "delivered": 1,
            "failed": 1,
            "invalid": 0,
            "duplicate": 0,
            "canceled": 0,
            "dnc": 0,
            "cost": 0.02,
        }
    ]


def test_a_standard_email_report_has_a_line_a_group(tcn: Site) -> None:
    """The sender is the from address."""
    (row,) = detail(tcn, "EmailReport", reportType="standard", **days("2025-12-31", "2026-1-5"))
    assert (row["groupSid"], row["fromAddress"], row["templateSid"]) == (998530, "someone@somewhere.com", 60)
    assert (row["messages"], row["delivered"], row["cost"]) == (2, 2, 0.02)


@REPORTS
def test_the_days_are_whole_and_pacific(tcn: Site, path: str) -> None:
    """A group that starts in the last minute of a day belongs to it."""
    table = {"SmsReport": "sms_groups", "EmailReport": "email_groups"}[path]
    tcn.patch(table, SIDS[path], app="tcn", start_time="2026-01-01T07:59:30Z", created="2025-12-30T17:00:00Z")
    assert standard(tcn, path, "2025-12-31", "2025-12-31") == [SIDS[path]]
    assert standard(tcn, path, "2026-1-1", "2026-1-31") == []


@REPORTS
def test_a_range_of_a_month_is_the_longest(tcn: Site, path: str) -> None:
    """31 days from the first to the last, over a change of daylight saving time too."""
    assert standard(tcn, path, "2025-12-5", "2026-1-5") == [SIDS[path]]
    assert standard(tcn, path, "2026-3-1", "2026-4-1") == []
    assert standard(tcn, path, "2026-10-15", "2026-11-15") == []
    for first, last in (("2025-12-4", "2026-1-5"), ("2026-3-1", "2026-4-2"), ("2026-10-15", "2026-11-16")):
        assert ask(tcn, path, reportType="standard", **days(first, last)) == TOO_LONG


@REPORTS
@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"fromDay": "1", "fromMonth": "1", "fromYear": "2026"},
        days("2026-1-5", "2026-1-4"),
        days("2026-0-5", "2026-1-6"),
        days("2026-2-30", "2026-3-1"),
        days("26-1-1", "26-1-2"),
        {**days("2026-1-1", "2026-1-2"), "toDay": "x"},
    ],
)
def test_a_range_that_cannot_be_read_is_refused_like_a_long_one(tcn: Site, path: str, parts: dict[str, str]) -> None:
    """Missing, falling, or no dates; no other text is printed."""
    assert ask(tcn, path, reportType="standard", **parts) == TOO_LONG


@REPORTS
def test_a_detail_report_needs_groups(tcn: Site, path: str) -> None:
    """Missing or blank."""
    said = (400, "Bad request: param 'groupSid' not present !!")
    assert ask(tcn, path, reportType="detail") == said
    assert ask(tcn, path, reportType="detail", groupSid="") == said


@pytest.mark.parametrize(("path", "word"), [("SmsReport", "sms"), ("EmailReport", "email")])
def test_a_group_that_the_account_has_not_is_not_found(tcn: Site, path: str, word: str) -> None:
    """Unknown, another account's, or no id: the text of the group control."""
    own, foreign = str(SIDS[path]), str(FOREIGN[path])
    for sent, named in (("999", "999"), (foreign, foreign), (f"{own},999", "999"), ("x", "x")):
        said = (400, f"Bad request: the {word} group sid you provided [{named}] was not found!!")
        assert ask(tcn, path, reportType="detail", groupSid=sent) == said


@REPORTS
@pytest.mark.parametrize("kind", ["", "Standard", "weekly"])
def test_a_report_is_standard_or_detail(tcn: Site, path: str, kind: str) -> None:
    """The text for a function is the pattern."""
    said = f"Bad request: param 'reportType'=[{kind}] does not have a valid value [standard,detail] !!"
    assert ask(tcn, path, reportType=kind, groupSid=str(SIDS[path])) == (400, said)


def test_a_detail_sms_report_has_a_line_a_message(tcn: Site) -> None:
    """With what the list says of the contact."""
    rows = detail(tcn, "SmsReport", reportType="detail", groupSid="990")
    assert rows[0] == {
        "groupSid": 990,
        "messageSid": 1,
        "phoneNumber": "8015550110",
        "srcNum": "4352227343",
        "status": "Delivered",
        "sentTime": "2025-12-30 09:00:00",
        "contact": {
            "Email": "ann@example.com",
            "First Name": "Ann",
            "Last Name": "Answers",
            "Cell Phone": "8015550110",
            "Account": "1234",
        },
    }
    assert [row["status"] for row in rows] == ["Delivered", "Failed"]


def test_a_detail_email_report_has_a_line_a_message(tcn: Site) -> None:
    """Address and from address."""
    rows = detail(tcn, "EmailReport", reportType="detail", groupSid="998530")
    assert [(row["emailAddress"], row["fromAddress"], row["status"]) for row in rows] == [
        ("ann@example.com", "someone@somewhere.com", "Delivered"),
        ("bob@example.com", "someone@somewhere.com", "Delivered"),
    ]


@pytest.mark.parametrize("sids", ["990,992", ["990", "992"], "992"])
def test_several_groups_may_be_asked_about(tcn: Site, sids: str | list[str]) -> None:
    """By commas, or repeated; a group of the account that has only just been made is there."""
    texts(tcn, "8015550100")
    asked = ",".join(sids) if isinstance(sids, list) else sids
    rows = detail(tcn, "SmsReport", reportType="detail", groupSid=sids)
    assert {row["groupSid"] for row in rows} == set(map(int, asked.split(",")))


def test_source_numbers_take_turns(tcn: Site) -> None:
    """Where several are named; a message that has not been sent comes from none yet."""
    numbers = "4352227343,4355550102"
    sid = texts(tcn, "8015550100", "8015550107", "8015550108", sms_source_number=numbers)
    tcn.advance(PREPARED + 1)
    rows = detail(tcn, "SmsReport", reportType="detail", groupSid=str(sid))
    assert sorted(row["srcNum"] for row in rows) == ["", "4352227343", "4355550102"]
    assert [row["status"] for row in rows] == ["Sent", "Sent", "Waiting"]


def test_a_report_grows_as_messages_are_sent(tcn: Site) -> None:
    """Waiting, sent, then delivered or failed."""
    mails(tcn, "ann@example.com", "bob@example.invalid", "no address")
    counts = []
    for seconds in (PREPARED, 1, 10):
        tcn.advance(seconds)
        (row,) = detail(tcn, "EmailReport", reportType="standard", **days("2026-1-5", "2026-1-5"))
        counts.append([row[name] for name in ("waiting", "sent", "delivered", "failed", "invalid", "statusCode")])
    assert counts == [[2, 1, 0, 0, 0, 5200], [1, 2, 0, 0, 0, 5200], [0, 0, 1, 1, 1, 5300]]
