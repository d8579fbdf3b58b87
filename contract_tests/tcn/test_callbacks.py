"""Schedule a callback (41) and Schedule Callbacks (42)."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract_tests.conftest import Site
from contract_tests.tcn.calling import ACME, DEMO, ask

ONE, MANY = "ScheduleACallback", "ScheduleCallbacks"
SCHEDULED = (200, "The callback was scheduled.")
NO_SERVICE = "Scheduled Callbacks service ID is not present in this account!"
NO_ROUTING = "An agent ID or one or more agent skills are required for callback routing!"
BAD_START = "An error occurred while reading the scheduled callback start time!"
BAD_END = "An error occurred while reading the scheduled callback end time interval!"
CALLBACK = {
    "callbackName": "Ann Answers",
    "phoneNumber": "(801) 555-0100",
    "callerId": "435-555-0100",
    "targetAgentId": "3003",
}
CHECKS = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def schedule(site: Site, **data: str | None) -> tuple[int, str]:
    """Schedule a callback for Cleo, who is paused, unless told otherwise; None leaves a parameter out."""
    sent = {name: value for name, value in {**CALLBACK, **data}.items() if value is not None}
    return ask(site, ONE, **sent)


def newest(site: Site) -> dict[str, Any]:
    """The callback that was scheduled last."""
    return site.rows("callbacks", app="tcn")[-1]


def load(site: Site, text: str | bytes) -> tuple[int, str]:
    """Send a file of callbacks; status and body."""
    content = text.encode() if isinstance(text, str) else text
    files = {"file": ("callbacks.csv", content, "text/csv")}
    reply = site.client.post(f"{site.url}/backoffice/{MANY}", data=DEMO, files=files)
    return reply.status_code, reply.text


def count(site: Site) -> int:
    """How many callbacks there are, without the handbook's three."""
    return len(site.rows("callbacks", app="tcn")) - 3


def test_a_callback_is_stored_as_it_was_sent(tcn: Site) -> None:
    """With the account's service; numbers lose their punctuation."""
    assert schedule(tcn, notes="Asked for Ann", startTime="2026/01/06 10:00", endTimeInterval="90") == SCHEDULED
    row = newest(tcn)
    assert (row["callback_sid"], row["client_sid"], row["service_id"]) == (4, 1001, 501)
    assert (row["name"], row["phone_number"], row["caller_id"]) == ("Ann Answers", "8015550100", "4355550100")
    assert (row["agent_sid"], row["skills"], row["notes"]) == (3003, [], "Asked for Ann")
    assert (row["start_time"], row["end_time"]) == ("2026-01-06T18:00:00Z", "2026-01-06T19:30:00Z")
    assert (row["status"], row["created"]) == ("READY", "2026-01-05T17:00:00Z")


def test_start_and_end_may_be_left_blank(tcn: Site) -> None:
    """It is available at once, and indefinitely."""
    assert schedule(tcn, startTime="", endTimeInterval="", timeZone="") == SCHEDULED
    assert (newest(tcn)["start_time"], newest(tcn)["end_time"]) == ("2026-01-05T17:00:00Z", None)


@pytest.mark.parametrize(
    ("zone", "text", "moment"),
    [
        ("", "2026/01/06 10:00", "2026-01-06T18:00:00Z"),
        ("America/New_York", "2026/01/06 10:00", "2026-01-06T15:00:00Z"),
        ("Pacific/Auckland", "2026/01/06 10:00", "2026-01-05T21:00:00Z"),
        ("America/Denver", "01/06/2026 10:00", "2026-01-06T17:00:00Z"),
        ("America/Denver", "2026/07/06 10:00", "2026-07-06T16:00:00Z"),
    ],
)
def test_the_start_is_in_the_zone_that_is_named(tcn: Site, zone: str, text: str, moment: str) -> None:
    """Else in the account's, which is Pacific; written as in requests or as in upload files."""
    assert schedule(tcn, timeZone=zone, startTime=text) == SCHEDULED
    assert newest(tcn)["start_time"] == moment


def test_other_parameters_are_client_info(tcn: Site) -> None:
    """As received, in order; what the function itself uses is none of it."""
    schedule(tcn, Balance=" 120.50 ", account="A|7", phonenumber="", skills="Nonsense")
    assert newest(tcn)["details"] == {"Balance": " 120.50 ", "account": "A|7", "phonenumber": ""}


def test_a_callback_may_be_for_whoever_has_the_skills(tcn: Site) -> None:
    """Separated by commas, or repeated."""
    assert schedule(tcn, targetAgentId="", skills="Spanish, Collections") == SCHEDULED
    assert (newest(tcn)["agent_sid"], newest(tcn)["skills"]) == (0, ["Collections", "Spanish"])
    data = {**DEMO, **CALLBACK, "targetAgentId": "", "skills": ["Spanish", "Billing"]}
    assert tcn.client.post(f"{tcn.url}/backoffice/{ONE}", data=data).status_code == 200
    assert newest(tcn)["skills"] == ["Billing", "Spanish"]


def test_with_an_agent_the_skills_are_ignored(tcn: Site) -> None:
    """Even unknown ones."""
    assert schedule(tcn, skills="Nonsense") == SCHEDULED
    assert newest(tcn)["skills"] == []


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ({"callbackName": None}, "A name is required in order to schedule a callback!"),
        ({"callbackName": "  "}, "A name is required in order to schedule a callback!"),
        ({"phoneNumber": None}, "A valid phone number is required in order to schedule a callback!"),
        ({"phoneNumber": "Ann"}, "A valid phone number is required in order to schedule a callback!"),
        ({"phoneNumber": "911"}, "A valid phone number is required in order to schedule a callback!"),
        ({"callerId": None}, "A valid caller ID is required in order to schedule a callback!"),
        ({"callerId": "x"}, "A valid caller ID is required in order to schedule a callback!"),
        ({"targetAgentId": None}, NO_ROUTING),
        ({"targetAgentId": "", "skills": " , "}, NO_ROUTING),
        ({"targetAgentId": "3006"}, NO_ROUTING),
        ({"targetAgentId": "99"}, NO_ROUTING),
        ({"targetAgentId": "Ann"}, NO_ROUTING),
        ({"targetAgentId": "", "skills": "Collections,Nonsense"}, NO_ROUTING),
        ({"startTime": "tomorrow"}, BAD_START),
        ({"startTime": "2026/02/30 10:00"}, BAD_START),
        ({"timeZone": "Nowhere/Land"}, BAD_START),
        ({"endTimeInterval": "0"}, BAD_END),
        ({"endTimeInterval": "-5"}, BAD_END),
        ({"endTimeInterval": "1.5"}, BAD_END),
        ({"endTimeInterval": "an hour"}, BAD_END),
        ({"endTimeInterval": "9" * 18}, BAD_END),
    ],
)
def test_what_is_wrong_with_a_callback_is_said(tcn: Site, wrong: dict[str, str | None], text: str) -> None:
    """The two texts about numbers are printed in section 5. Nothing is kept."""
    assert schedule(tcn, **wrong) == (400, text)
    assert count(tcn) == 0


def test_the_first_problem_is_told(tcn: Site) -> None:
    """In the order of the parameters and of the guide's table."""
    wrong: dict[str, str | None] = {
        "callbackName": None,
        "phoneNumber": None,
        "callerId": None,
        "targetAgentId": None,
        "startTime": "x",
        "endTimeInterval": "x",
    }
    told = []
    while wrong:
        told.append(schedule(tcn, **wrong)[1])
        wrong.pop(next(iter(wrong)))
    assert [text.split(" in order")[0] for text in told] == [
        "A name is required",
        "A valid phone number is required",
        "A valid caller ID is required",
        NO_ROUTING,
        BAD_START,
        BAD_END,
    ]


@pytest.mark.parametrize("path", [ONE, MANY])
def test_the_service_is_checked_after_the_login_and_before_all_else(tcn: Site, path: str) -> None:
    """Acme does not have it."""
    assert ask(tcn, path, password="wrong") == (400, "Invalid Login Information!")
    assert ask(tcn, path, **ACME) == (400, NO_SERVICE)


@pytest.mark.parametrize(
    ("reply", "text"),
    [
        ("bad_details", "An error occurred while reading the scheduled callback details list!"),
        ("not_scheduled", "An error occurred while scheduling the callback!"),
    ],
)
def test_internal_errors_are_met_by_faults(tcn: Site, reply: str, text: str) -> None:
    """No input causes them."""
    fault = {"app": "tcn", "reply": f"tcn.ScheduleACallback.{reply}"}
    tcn.control.post(f"worlds/{tcn.world}/faults", json=fault).raise_for_status()
    assert schedule(tcn) == (400, text)


def test_a_file_schedules_a_callback_a_line(tcn: Site) -> None:
    """The answer is their number; a blank line is none."""
    text = (
        "callbackName,phoneNumber,callerId,startTime,timeZone,endTimeInterval,targetAgentId,notes,Balance\r\n"
        "Ann Answers,8015550100,4355550100,2026/01/06 10:00,America/Denver,30,3001,Soon,120.50\r\n"
        "\r\n"
        "Bob Busy,8015550101,4355550100,,,,3003\r\n"
    )
    assert load(tcn, text) == (200, "2")
    first, second = tcn.rows("callbacks", app="tcn")[-2:]
    assert (first["start_time"], first["end_time"]) == ("2026-01-06T17:00:00Z", "2026-01-06T17:30:00Z")
    assert (first["agent_sid"], first["notes"], first["details"]) == (3001, "Soon", {"Balance": "120.50"})
    assert (second["name"], second["start_time"], second["end_time"]) == ("Bob Busy", "2026-01-05T17:00:00Z", None)


def test_a_file_has_a_column_for_each_skill(tcn: Site) -> None:
    """Of the same name; a blank cell is none."""
    text = (
        "callbackName,phoneNumber,callerId,skills,skills\n"
        "Ann Answers,8015550100,4355550100,Spanish,Collections\n"
        "Bob Busy,8015550101,4355550100,,Billing\n"
    )
    assert load(tcn, text) == (200, "2")
    assert [row["skills"] for row in tcn.rows("callbacks", app="tcn")[-2:]] == [["Collections", "Spanish"], ["Billing"]]


def test_a_column_for_the_agent_makes_those_for_skills_void(tcn: Site) -> None:
    """Also where its cell is blank, as the guide says."""
    text = (
        "callbackName,phoneNumber,callerId,targetAgentId,skills\n"
        "Ann Answers,8015550100,4355550100,3003,Nonsense\n"
        "Bob Busy,8015550101,4355550100,,Spanish\n"
    )
    assert load(tcn, text) == (200, "One or more callbacks not scheduled. Count Scheduled: 1")
    assert (newest(tcn)["agent_sid"], newest(tcn)["skills"]) == (3003, [])


def test_lines_that_fail_are_counted_out(tcn: Site) -> None:
    """The others are scheduled. One has no name, one too many cells, one an unknown agent."""
    text = (
        "callbackName,phoneNumber,callerId,targetAgentId\n"
        ",8015550100,4355550100,3003\n"
        "Ann Answers,8015550100,4355550100,3003\n"
        "Ann Answers,8015550100,4355550100,3003,more\n"
        "Ann Answers,8015550100,4355550100,3006\n"
        "Bob Busy,8015550101,4355550100,3003,,\n"
    )
    assert load(tcn, text) == (200, "One or more callbacks not scheduled. Count Scheduled: 2")
    assert count(tcn) == 2


@pytest.mark.parametrize("text", ["callbackName,phoneNumber\n", "callbackName\nAnn\n", "skills,Balance\nSpanish,1\n"])
def test_a_file_none_of_whose_lines_can_be_scheduled_fails(tcn: Site, text: str) -> None:
    """Also one without lines."""
    assert load(tcn, text) == (400, "No callbacks were successfully scheduled!")
    assert count(tcn) == 0


@pytest.mark.parametrize("text", ["", "\n\n", "Ann,8015550100,4355550100,3001\n", "callbackname,PhoneNumber\nx,1\n"])
def test_a_file_needs_a_header_row(tcn: Site, text: str) -> None:
    """Which names one column at least that is known; names are case sensitive."""
    assert load(tcn, text) == (400, "Scheduled Callbacks upload file requires a header row!")


def test_the_file_is_required(tcn: Site) -> None:
    """The parameters of section 41 are no substitute."""
    assert ask(tcn, MANY, **CALLBACK) == (400, "Required input file not found!")


def test_a_thousand_callbacks_are_scheduled_from_one_file(tcn: Site) -> None:
    """All of them."""
    lines = "".join(f"Person {n},8015550100,4355550100,3003\n" for n in range(1000))
    assert load(tcn, "\ufeffcallbackName,phoneNumber,callerId,targetAgentId\n" + lines) == (200, "1000")
    assert count(tcn) == 1000


@CHECKS
@given(st.binary(max_size=300), st.sampled_from([b"", b"callbackName,phoneNumber,callerId,targetAgentId,skills\n"]))
def test_any_bytes_may_be_a_file(tcn: Site, content: bytes, header: bytes) -> None:
    """The reply is one that is declared, and a failure keeps nothing."""
    before = count(tcn)
    status, body = load(tcn, header + content)
    assert (status, count(tcn) - before) == ((200, int(body.rpartition(" ")[2])) if status == 200 else (400, 0))


@CHECKS
@given(st.dictionaries(st.sampled_from([*CALLBACK, "startTime", "timeZone", "endTimeInterval", "skills"]), st.text()))
def test_any_texts_may_be_parameters(tcn: Site, sent: dict[str, str]) -> None:
    """Only declared replies come back."""
    before = count(tcn)
    status, _ = ask(tcn, ONE, **{**CALLBACK, **sent})
    assert (status, count(tcn) - before) in ((200, 1), (400, 0))
