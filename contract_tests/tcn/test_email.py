"""E-mail functions (57 to 59, 61, 62): lists, control and scheduling."""

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import ACME, DEMO, ask, post
from contract_tests.tcn.messaging import PREPARED, detail, group, mails, messages, state, statuses

SCHEDULE = {
    "pace": "1",
    "templateSid": "60",
    "fromAddress": "someone@somewhere.com",
    "emailCol": "Email",
    "contactGroupSid": "802",
    "scheduleDuplicates": "false",
}
START = {"startYear": "2026", "startMonth": "1", "startDay": "5", "startHour": "10", "startMinute": "30"}
STOP = {"stopYear": "2026", "stopMonth": "1", "stopDay": "5", "stopHour": "12", "stopMinute": "0"}
CONTROL = "EmailGroupControl"
SMALL = (400, "Invalid Login information!")
LATER = "01/05/2026 15:00"


def control(site: Site, sid: object, function: str, **more: str) -> object:
    """What the control says of a group."""
    return detail(site, CONTROL, emailGroupSid=str(sid), function=function, **more)


@pytest.mark.parametrize(
    "path",
    ["EmailReport", "ContactGroupList", CONTROL, "EmailSchedule", "EmailTemplateList", "EmailFromAddressList"],
)
def test_the_email_functions_need_a_login(tcn: Site, path: str) -> None:
    """A small i; nothing else is looked at before."""
    assert ask(tcn, path, password="wrong") == SMALL
    assert ask(tcn, path, username="nobody") == SMALL


def test_email_templates_are_listed_with_the_printed_members(tcn: Site) -> None:
    """Sid, HTML, name and subject."""
    assert detail(tcn, "EmailTemplateList")[0] == {
        "emailTemplateSid": 60,
        "emailMessageHtml": "<p>It is due.</p>",
        "emailMessageName": "Reminder",
        "emailSubject": "Your payment",
    }
    assert [row["emailTemplateSid"] for row in detail(tcn, "EmailTemplateList", **ACME)] == [62]


def test_from_addresses_are_a_list_of_addresses(tcn: Site) -> None:
    """The account's own, in their order."""
    assert detail(tcn, "EmailFromAddressList") == ["demo@example.com", "someone@somewhere.com"]
    assert detail(tcn, "EmailFromAddressList", **ACME) == ["acme@example.com"]


def test_a_group_must_be_named_and_be_the_accounts(tcn: Site) -> None:
    """An SMS group's sid is none of an e-mail group."""
    assert ask(tcn, CONTROL, function="pause") == (400, "Bad request: param 'emailGroupSid' not present !!")
    for sid in ("999", "998531", "990", "x"):
        said = (400, f"Bad request: the email group sid you provided [{sid}] was not found!!")
        assert ask(tcn, CONTROL, function="status", emailGroupSid=sid) == said


def test_a_function_must_be_one_of_the_five(tcn: Site) -> None:
    """The value stands in the brackets; `funtion`, as the summary has it, is none."""
    text = "Bad request: param 'function'=[{}] does not have a valid value [cancel,pause,unpause, changePace] !!"
    assert ask(tcn, CONTROL, function="stop", emailGroupSid="998530") == (400, text.format("stop"))
    assert ask(tcn, CONTROL, funtion="status", emailGroupSid="998530") == (400, text.format(""))


def test_a_group_that_is_scheduled_cannot_be_paused(tcn: Site) -> None:
    """As printed, as the value of resultDetail."""
    sid = mails(tcn, "ann@example.com", start_time=LATER)
    tcn.advance(PREPARED)
    assert (
        control(tcn, sid, "pause")
        == "No Action Taken! can't pause email group [groupSid=998547] because its current state is 'Scheduled'"
    )


def test_a_group_is_paused_goes_on_and_is_cancelled(tcn: Site) -> None:
    """Each action is named in the answer; what does not fit the state is not done."""
    sid = mails(tcn, *[f"a{place}@example.com" for place in range(100)])
    tcn.advance(PREPARED)
    states = []
    for function in ("pause", "unpause", "cancel"):
        assert control(tcn, sid, function) == {"groupSid": 998547, "actionTaken": function}
        states.append(state(tcn, sid, "email"))
    assert states == [5210, 5200, 5320]
    assert (
        control(tcn, sid, "cancel")
        == "No Action Taken! can't cancel email group [groupSid=998547] because its current state is 'User Canceled'"
    )


def test_the_pace_can_be_changed(tcn: Site) -> None:
    """It needs a new one that can be sent at."""
    sid = mails(tcn, "ann@example.com", start_time=LATER)
    assert control(tcn, sid, "changePace", newPace="10") == {"groupSid": 998547, "actionTaken": "changePace"}
    assert group(tcn, sid, "email")["pace"] == 10
    assert ask(tcn, CONTROL, emailGroupSid=str(sid), function="changePace") == (
        400,
        "Bad request: param 'newPace' not present !!",
    )
    assert ask(tcn, CONTROL, emailGroupSid=str(sid), function="changePace", newPace="0") == (
        400,
        "Bad request: param 'newPace'=[0] does not have a valid value !!",
    )


def test_the_state_is_told_by_the_table_of_section_51(tcn: Site) -> None:
    """Section 58 prints none; the system itself has e-mail groups in the thousand 8000."""
    told = {"groupSid": 998530, "actionTaken": "status"}
    label = "Completed / Billing Complete (plus admin use)"
    assert control(tcn, 998530, "status") == {**told, "statusCode": 5500, "status": label}
    tcn.patch("settings", "system", app="tcn", real_message_codes=True)
    assert control(tcn, 998530, "status") == {**told, "statusCode": 8400, "status": "Completed Summed"}


def test_an_email_broadcast_is_scheduled_at_once(tcn: Site) -> None:
    """The answer is the sid, as `result`; each contact of the list gets a message."""
    reply = post(tcn, "EmailSchedule", **DEMO, **SCHEDULE)
    assert (reply.status_code, reply.json()) == (200, {"result": {"emailGroupSid": 998547}})
    row = group(tcn, 998547, "email")
    assert (row["description"], row["template_sid"], row["contact_group_sid"]) == ("Newsletter", 60, 802)
    assert (row["sender"], row["column"], row["pace"]) == ("someone@somewhere.com", "Email", 1)
    assert [row["address"] for row in messages(tcn, 998547, "email")] == ["ann@example.com", "bob@example.com"]


def test_start_and_stop_are_pacific(tcn: Site) -> None:
    """Ten thirty and noon in Los Angeles."""
    assert ask(tcn, "EmailSchedule", **SCHEDULE, **START, **STOP)[0] == 200
    row = group(tcn, 998547, "email")
    assert (row["start_time"], row["end_time"]) == ("2026-01-05T18:30:00Z", "2026-01-05T20:00:00Z")


@pytest.mark.parametrize(
    ("value", "second"), [("true", "Waiting"), ("TRUE", "Waiting"), ("false", "Duplicate"), ("", "Duplicate")]
)
def test_duplicates_are_scheduled_where_that_is_wanted(tcn: Site, value: str, second: str) -> None:
    """The case of an address does not matter."""
    tcn.patch("contacts", 6, app="tcn", values=["ANN@example.com", "Bob", "Busy", "8015550111", "9876"])
    assert ask(tcn, "EmailSchedule", **{**SCHEDULE, "scheduleDuplicates": value})[0] == 200
    assert statuses(tcn, 998547, "email") == ["Waiting", second]


@pytest.mark.parametrize("name", ["pace", "templateSid", "fromAddress", "emailCol", "contactGroupSid"])
def test_what_is_sent_and_to_whom_must_be_said(tcn: Site, name: str) -> None:
    """Section 59 prints the login only; the text of section 58 is the pattern."""
    assert ask(tcn, "EmailSchedule", **{**SCHEDULE, name: ""}) == (
        400,
        f"Bad request: param '{name}' not present !!",
    )


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("pace", "0", "Bad request: param 'pace'=[0] does not have a valid value !!"),
        ("templateSid", "10", "Bad request: the email template sid you provided [10] was not found!!"),
        ("templateSid", "62", "Bad request: the email template sid you provided [62] was not found!!"),
        ("contactGroupSid", "803", "Bad request: the contact group sid you provided [803] was not found!!"),
        ("emailCol", "email", "Bad request: the column name you provided [email] was not found!!"),
        (
            "fromAddress",
            "acme@example.com",
            "Bad request: the from address you provided [acme@example.com] was not found!!",
        ),
        ("templateSid", "61", "One or more messages or message files are missing!"),
        ("startHour", "24", "The given start time is invalid or is already passed!"),
        ("stopYear", "2025", "The given end time is invalid or is not after the start time"),
    ],
)
def test_what_does_not_exist_or_fit_is_refused(tcn: Site, name: str, value: str, text: str) -> None:
    """Unknown, another account's, or no value at all; nothing is scheduled."""
    assert ask(tcn, "EmailSchedule", **{**SCHEDULE, **START, **STOP, name: value}) == (400, text)
    assert len(tcn.rows("email_groups", app="tcn")) == 2
