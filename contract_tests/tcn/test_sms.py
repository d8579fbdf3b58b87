"""SMS functions (50 to 52, 54, 55): lists, control and scheduling."""

import json

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import ACME, DEMO, ask, post
from contract_tests.tcn.messaging import PREPARED, detail, group, messages, state, texts

SCHEDULE = {
    "pace": "1",
    "templateSid": "10",
    "srcNum": "4352227343",
    "phoneNumCol": "Cell Phone",
    "contactGroupSid": "802",
}
START = {"startYear": "2026", "startMonth": "1", "startDay": "5", "startHour": "10", "startMinute": "30"}
STOP = {"stopYear": "2026", "stopMonth": "1", "stopDay": "5", "stopHour": "12", "stopMinute": "0"}
CONTROL = "SmsGroupControl"
SMALL = (400, "Invalid Login information!")


def control(site: Site, sid: object, function: str, **more: str) -> object:
    """What the control says of a group."""
    return detail(site, CONTROL, smsGroupSid=str(sid), function=function, **more)


@pytest.mark.parametrize(
    "path",
    ["SmsReport", "ContactGroupList", CONTROL, "SmsSchedule", "SmsTemplateList", "SmsSourceNumList"],
)
def test_the_sms_functions_need_a_login(tcn: Site, path: str) -> None:
    """A small i; nothing else is looked at before."""
    assert ask(tcn, path, password="wrong") == SMALL
    assert ask(tcn, path, username="nobody") == SMALL


def test_contact_groups_are_listed_with_names_and_sids(tcn: Site) -> None:
    """Sections 50 and 57 print the same path; only the account's own are there."""
    assert detail(tcn, "ContactGroupList") == [
        {"contactGroupName": "December", "contactGroupSid": 801},
        {"contactGroupName": "Newsletter", "contactGroupSid": 802},
    ]
    assert detail(tcn, "ContactGroupList", **ACME) == [{"contactGroupName": "Acme customers", "contactGroupSid": 803}]


def test_sms_templates_are_listed_with_the_printed_members(tcn: Site) -> None:
    """Sid, text and name."""
    assert detail(tcn, "SmsTemplateList")[0] == {
        "smsTemplateSid": 10,
        "smsMessageText": "Your payment is due.",
        "smsMessageName": "Reminder",
    }
    assert [row["smsTemplateSid"] for row in detail(tcn, "SmsTemplateList", **ACME)] == [12]


def test_source_numbers_are_a_list_of_numbers(tcn: Site) -> None:
    """The account's own."""
    assert detail(tcn, "SmsSourceNumList") == ["4352227343", "4355550102"]
    assert detail(tcn, "SmsSourceNumList", **ACME) == ["4355550103"]


@pytest.mark.parametrize("path", ["ContactGroupList", "SmsTemplateList", "SmsSourceNumList"])
def test_the_lists_are_json(tcn: Site, path: str) -> None:
    """By their content type; a refused login is plain text."""
    assert post(tcn, path, **DEMO).headers["content-type"] == "application/json"
    assert post(tcn, path).headers["content-type"] == "text/plain;charset=UTF-8"


def test_a_group_must_be_named(tcn: Site) -> None:
    """Missing or blank; before the function is looked at."""
    refused = (400, "Bad request: param 'smsGroupSid' not present !!")
    assert ask(tcn, CONTROL, function="pause") == refused
    assert ask(tcn, CONTROL, function="nonsense", smsGroupSid="") == refused


@pytest.mark.parametrize("sid", ["999", "991", "x", "-1"])
def test_a_group_that_the_account_has_not_is_not_found(tcn: Site, sid: str) -> None:
    """Unknown, another account's (991), or no id at all: the brackets are kept."""
    said = (400, f"Bad request: the sms group sid you provided [{sid}] was not found!!")
    assert ask(tcn, CONTROL, function="status", smsGroupSid=sid) == said


@pytest.mark.parametrize("function", ["stop", "", "Pause", "change"])
def test_a_function_must_be_one_of_the_five(tcn: Site, function: str) -> None:
    """The text leaves `status` out, though it is one."""
    assert ask(tcn, CONTROL, function=function, smsGroupSid="990") == (
        400,
        f"Bad request: param 'function'=[{function}] does not have a valid value [cancel,pause,unpause, changePace] !!",
    )


def test_a_group_that_is_scheduled_cannot_be_paused(tcn: Site) -> None:
    """As printed, as the value of resultDetail; the group's sid stands in the brackets."""
    sid = texts(tcn, "8015550100", start_time="01/05/2026 15:00")
    tcn.advance(PREPARED)
    assert (
        control(tcn, sid, "pause")
        == "No Action Taken! can't pause sms group [groupSid=992] because its current state is 'Scheduled'"
    )
    assert state(tcn, sid) == 5100


def test_a_group_that_runs_is_paused_and_goes_on(tcn: Site) -> None:
    """5200 Running, 5210 Paused, 5200; neither can be done twice."""
    sid = texts(tcn, *["8015550100"] * 100)
    tcn.advance(PREPARED)
    assert control(tcn, sid, "pause") == {"groupSid": 992, "actionTaken": "pause"}
    assert state(tcn, sid) == 5210
    assert (
        control(tcn, sid, "pause")
        == "No Action Taken! can't pause sms group [groupSid=992] because its current state is 'Paused'"
    )
    assert control(tcn, sid, "unpause") == {"groupSid": 992, "actionTaken": "unpause"}
    assert state(tcn, sid) == 5200
    assert (
        control(tcn, sid, "unpause")
        == "No Action Taken! can't unpause sms group [groupSid=992] because its current state is 'Running'"
    )


@pytest.mark.parametrize("seconds", [0, PREPARED])
def test_a_group_that_has_not_ended_is_cancelled(tcn: Site, seconds: int) -> None:
    """5320 User Canceled, from whatever state; then nothing more can be done."""
    sid = texts(tcn, *["8015550100"] * 100)
    tcn.advance(seconds)
    assert control(tcn, sid, "cancel") == {"groupSid": 992, "actionTaken": "cancel"}
    assert state(tcn, sid) == 5320
    for function, more in (("cancel", {}), ("unpause", {}), ("changePace", {"newPace": "5"})):
        assert control(tcn, sid, function, **more) == (
            f"No Action Taken! can't {function} sms group [groupSid=992] because its current state is 'User Canceled'"
        )


def test_the_pace_can_be_changed_until_the_end(tcn: Site) -> None:
    """Of a group that is still scheduled, too."""
    sid = texts(tcn, "8015550100", start_time="01/05/2026 15:00")
    assert control(tcn, sid, "changePace", newPace="10") == {"groupSid": 992, "actionTaken": "changePace"}
    assert group(tcn, sid)["pace"] == 10


def test_a_change_of_pace_needs_a_new_one(tcn: Site) -> None:
    """The texts for other parameters are the pattern."""
    sid = str(texts(tcn, "8015550100"))
    assert ask(tcn, CONTROL, smsGroupSid=sid, function="changePace") == (
        400,
        "Bad request: param 'newPace' not present !!",
    )
    for pace in ("0", "-1", "fast", "2147483648"):
        assert ask(tcn, CONTROL, smsGroupSid=sid, function="changePace", newPace=pace) == (
            400,
            f"Bad request: param 'newPace'=[{pace}] does not have a valid value !!",
        )


def put_into(site: Site, code: int) -> None:
    """Make a group, 992, and put it into a state by hand, in which it stays for the moment."""
    sid = texts(site, *["8015550100"] * 3, start_time="01/05/2026 15:00")
    ended = "2026-01-05T17:00:00Z" if code >= 5300 else None
    site.patch("sms_groups", sid, app="tcn", status=code, ended=ended)


PRINTED_STATES = [
    (5000, "Preparing"),
    (5100, "Scheduled"),
    (5200, "Running"),
    (5210, "Paused"),
    (5300, "Completed"),
    (5310, "Cancelled - Timeout"),
    (5320, "User Canceled"),
    (5330, "Admin Canceled"),
    (5400, "Completed / Billing Complete"),
    (5410, "Cancelled – Timeout Billing Complete"),
    (5420, "User Canceled Billing Complete"),
    (5430, "Admin Canceled Billing Complete"),
    (5500, "Completed / Billing Complete (plus admin use)"),
    (5510, "Cancelled – Timeout Billing Complete (plus admin use)"),
    (5520, "User Canceled Billing Complete (plus admin use)"),
    (5530, "Admin Canceled Billing Complete (plus admin use)"),
]


@pytest.mark.parametrize(("code", "label"), PRINTED_STATES)
def test_every_printed_state_is_told_with_its_description(tcn: Site, code: int, label: str) -> None:
    """`status` reads only."""
    put_into(tcn, code)
    assert control(tcn, 992, "status") == {
        "groupSid": 992,
        "actionTaken": "status",
        "statusCode": code,
        "status": label,
    }


@pytest.mark.parametrize(
    ("code", "real", "label"),
    [
        (5000, 7000, "Preparing"),
        (5100, 7100, "Scheduled"),
        (5200, 7200, "Running"),
        (5210, 7500, "Paused"),
        (5300, 7300, "Completed"),
        (5310, 7310, "Canceled"),
        (5320, 7310, "Canceled"),
        (5330, 7320, "Admin Canceled"),
        (5400, 7400, "Completed Summed"),
        (5530, 7420, "Admin Canceled Summed"),
    ],
)
def test_the_systems_own_codes_can_be_switched_on(tcn: Site, code: int, real: int, label: str) -> None:
    """`real_message_codes`: SMS groups are in the thousand 7000; the guide's table is that of calls."""
    tcn.patch("settings", "system", app="tcn", real_message_codes=True)
    put_into(tcn, code)
    told = control(tcn, 992, "status")
    assert told == {"groupSid": 992, "actionTaken": "status", "statusCode": real, "status": label}


def test_an_sms_broadcast_is_scheduled_at_once(tcn: Site) -> None:
    """The answer is the sid, as `result`; each contact of the list gets a message."""
    reply = post(tcn, "SmsSchedule", **DEMO, **SCHEDULE)
    assert (reply.status_code, reply.json()) == (200, {"result": {"smsGroupSid": 992}})
    row = group(tcn, 992)
    assert (row["description"], row["template_sid"], row["contact_group_sid"]) == ("Newsletter", 10, 802)
    assert (row["sender"], row["column"], row["pace"]) == ("4352227343", "Cell Phone", 1)
    assert [row["address"] for row in messages(tcn, 992)] == ["8015550110", "8015550111"]


def test_names_in_the_other_case_are_taken_too(tcn: Site) -> None:
    """The summary prints SrcNum, the text Pace."""
    data = {**SCHEDULE, "SrcNum": SCHEDULE["srcNum"], "Pace": "7"}
    data.pop("srcNum")
    data.pop("pace")
    assert ask(tcn, "SmsSchedule", **data)[0] == 200
    assert group(tcn, 992)["pace"] == 7


def test_start_and_stop_are_pacific_and_months_count_from_one(tcn: Site) -> None:
    """With a start, with both, and with a stop alone."""
    assert ask(tcn, "SmsSchedule", **SCHEDULE, **START)[0] == 200
    assert (group(tcn, 992)["start_time"], group(tcn, 992)["end_time"]) == ("2026-01-05T18:30:00Z", None)
    assert ask(tcn, "SmsSchedule", **SCHEDULE, **START, **STOP)[0] == 200
    assert group(tcn, 993)["end_time"] == "2026-01-05T20:00:00Z"
    assert ask(tcn, "SmsSchedule", **SCHEDULE, **STOP)[0] == 200
    assert group(tcn, 994)["start_time"] == "2026-01-05T17:00:00Z"


@pytest.mark.parametrize("name", list(SCHEDULE))
def test_what_is_sent_and_to_whom_must_be_said(tcn: Site, name: str) -> None:
    """Section 52 prints the login only; the text of section 51 is the pattern."""
    said = (400, f"Bad request: param '{name}' not present !!")
    assert ask(tcn, "SmsSchedule", **{**SCHEDULE, name: ""}) == said
    assert ask(tcn, "SmsSchedule", **{key: value for key, value in SCHEDULE.items() if key != name}) == said


def test_a_moment_must_have_all_its_parts(tcn: Site) -> None:
    """The first that lacks is named."""
    said = (400, "Bad request: param 'startMinute' not present !!")
    assert ask(tcn, "SmsSchedule", **SCHEDULE, **{**START, "startMinute": ""}) == said
    assert ask(tcn, "SmsSchedule", **SCHEDULE, stopHour="12") == (400, "Bad request: param 'stopYear' not present !!")


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("pace", "0", "Bad request: param 'pace'=[0] does not have a valid value !!"),
        ("pace", "soon", "Bad request: param 'pace'=[soon] does not have a valid value !!"),
        ("templateSid", "99", "Bad request: the sms template sid you provided [99] was not found!!"),
        ("templateSid", "12", "Bad request: the sms template sid you provided [12] was not found!!"),
        ("templateSid", "x", "Bad request: the sms template sid you provided [x] was not found!!"),
        ("contactGroupSid", "803", "Bad request: the contact group sid you provided [803] was not found!!"),
        ("contactGroupSid", "x", "Bad request: the contact group sid you provided [x] was not found!!"),
        ("phoneNumCol", "Phone", "Bad request: the column name you provided [Phone] was not found!!"),
        ("srcNum", "4355550103", "Bad request: the source number you provided [4355550103] was not found!!"),
        ("templateSid", "11", "One or more messages or message files are missing!"),
        ("startMonth", "13", "The given start time is invalid or is already passed!"),
        ("startYear", "2025", "The given start time is invalid or is already passed!"),
        ("startDay", "5/1", "The given start time is invalid or is already passed!"),
        ("stopHour", "10", "The given end time is invalid or is not after the start time"),
        ("stopMinute", "x", "The given end time is invalid or is not after the start time"),
    ],
)
def test_what_does_not_exist_or_fit_is_refused(tcn: Site, name: str, value: str, text: str) -> None:
    """Unknown, another account's, or no value at all; nothing is scheduled."""
    assert ask(tcn, "SmsSchedule", **{**SCHEDULE, **START, **STOP, name: value}) == (400, text)
    assert len(tcn.rows("sms_groups", app="tcn")) == 2


def test_the_guides_examples_may_come_by_get(tcn: Site) -> None:
    """With everything in the query."""
    reply = tcn.client.get(f"{tcn.url}/backoffice/SmsSchedule", params={**DEMO, **SCHEDULE})
    assert json.loads(reply.text) == {"result": {"smsGroupSid": 992}}
