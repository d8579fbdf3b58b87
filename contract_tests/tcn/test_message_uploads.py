"""Lists that are imported for SMS (53) and e-mails (60): every printed reply, and what becomes of the options."""

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import EXAMPLE, upload
from contract_tests.tcn.dialing import world_at
from contract_tests.tcn.messaging import (
    EMAIL_EXAMPLE,
    EXAMPLES,
    IN_2017,
    PATHS,
    SMS_EXAMPLE,
    file,
    group,
    mails,
    messages,
    send_file,
    state,
    statuses,
    texts,
)

MEDIA = pytest.mark.parametrize("medium", ["sms", "email"])
SAVED = (200, "Contact Group saved.")
NOT_SCHEDULED = "Contact Group Saved. Broadcast not scheduled! "
NOT_ADDED = (200, NOT_SCHEDULED + "An error occurred while attempting to add the Contact Group to the broadcast!")
NEXT = {"sms": 992, "email": 998547}


def kept(site: Site) -> int:
    """How many contact groups there are, three of them from the beginning."""
    return len(site.rows("contact_groups", app="tcn"))


def refused(site: Site, medium: str, text: str) -> tuple[int, str]:
    """Upload a file that leaves nothing behind."""
    said = send_file(site, medium, text)
    assert kept(site) == 3
    assert len(site.rows(f"{medium}_groups", app="tcn")) == 2
    return said


def test_the_guides_sms_file_is_scheduled_as_printed(tcn: Site) -> None:
    """On its own day; the reply is the task group sid alone, and the printed example of one is the next."""
    world_at(tcn, IN_2017)
    assert send_file(tcn, "sms", SMS_EXAMPLE) == (200, "992")
    row = group(tcn, 992)
    assert (row["description"], row["template_sid"], row["pace"]) == ("Test Email List", 10, 1)
    assert (row["sender"], row["column"]) == ("4352227343", "Cell Phone")
    # Without a time zone, it is in the account's: Los Angeles.
    assert (row["start_time"], row["end_time"]) == ("2017-11-23T01:30:00Z", "2017-11-23T02:30:00Z")
    assert [row["address"] for row in messages(tcn, 992)] == ["9695552468", "9695551357"]


def test_the_guides_email_file_is_scheduled_as_printed(tcn: Site) -> None:
    """The same for e-mails."""
    world_at(tcn, IN_2017)
    assert send_file(tcn, "email", EMAIL_EXAMPLE) == (200, "998547")
    row = group(tcn, 998547, "email")
    assert (row["sender"], row["column"], row["pace"]) == ("someone@somewhere.com", "Email", 1)
    assert [row["address"] for row in messages(tcn, 998547, "email")] == ["me@email.com", "someone@somewhere.com"]


@MEDIA
def test_the_guides_files_have_passed_in_a_later_world(tcn: Site, medium: str) -> None:
    """It is 2026: the list is kept, and not scheduled."""
    assert send_file(tcn, medium, EXAMPLES[medium].replace("<username>", "demo")) == (
        200,
        "Contact Group Saved. Broadcast not scheduled! The given start time is invalid or is already passed!",
    )
    assert kept(tcn) == 4


@MEDIA
def test_a_request_without_a_file_is_refused(tcn: Site, medium: str) -> None:
    """No multipart body at all."""
    reply = tcn.client.post(f"{tcn.url}/backoffice/{PATHS[medium]}", data={"username": "demo"})
    assert (reply.status_code, reply.text) == (400, "Required Input File not Found!")


@MEDIA
def test_a_body_that_is_cut_short_is_an_upload_error(tcn: Site, medium: str) -> None:
    """The last boundary never came."""
    body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n' + EXAMPLES[medium].encode()
    headers = {"content-type": "multipart/form-data; boundary=b"}
    reply = tcn.client.post(f"{tcn.url}/backoffice/{PATHS[medium]}", content=body, headers=headers)
    assert (reply.status_code, reply.text) == (400, "An error occurred during the uploading of the https file!")
    assert kept(tcn) == 3


@MEDIA
@pytest.mark.parametrize(
    ("header", "text"),
    [
        ({"login.password": "wrong", "country": "Atlantis"}, "Invalid Login Information!"),
        ({"country": "Atlantis"}, "Specified Country name invalid or unknown!"),
        ({"import_template_number": "99"}, "Specified Template is invalid!"),
        ({"import_template_number": None}, "Specified Template is invalid!"),
        ({"schedule_template_number": "ten"}, "The given Template Number is not valid!"),
        ({"other": "x"}, "An error occurred while attempting to read the input file header!"),
    ],
)
def test_a_header_that_does_not_fit_is_refused(
    tcn: Site, medium: str, header: dict[str, str | None], text: str
) -> None:
    """Nothing is kept."""
    sent = file(medium, **header)
    assert refused(tcn, medium, sent.replace("file.1.other=x", "other")) == (400, text)


@MEDIA
@pytest.mark.parametrize("data", ["", "\n", ",,,,\n", "a,b,c,8015550100,e,f\n"])
def test_a_list_without_a_usable_record_is_refused(tcn: Site, medium: str, data: str) -> None:
    """Nothing, blank lines, or more columns than the template has."""
    assert refused(tcn, medium, file(medium, data)) == (400, "Specified Contact Group invalid!")


@MEDIA
@pytest.mark.parametrize("number", [None, "", "99", "12", "62"])
def test_a_list_without_a_known_template_is_saved(tcn: Site, medium: str, number: str | None) -> None:
    """None is named, or none of that number is the account's."""
    assert send_file(tcn, medium, file(medium, schedule_template_number=number)) == SAVED
    assert kept(tcn) == 4
    assert len(tcn.rows(f"{medium}_groups", app="tcn")) == 2


@pytest.mark.parametrize(("medium", "number"), [("sms", "60"), ("email", "10")])
def test_a_template_of_the_other_medium_is_unknown(tcn: Site, medium: str, number: str) -> None:
    """The two count apart."""
    assert send_file(tcn, medium, file(medium, schedule_template_number=number)) == SAVED


@pytest.mark.parametrize(("medium", "number"), [("sms", "11"), ("email", "61")])
def test_a_template_without_its_message_leaves_the_list_saved(tcn: Site, medium: str, number: str) -> None:
    """A failure by its status, yet the contact group stays."""
    assert send_file(tcn, medium, file(medium, schedule_template_number=number)) == (
        400,
        "Contact Group Saved. Broadcast not scheduled! One or more messages or message files are missing!",
    )
    assert kept(tcn) == 4


@MEDIA
def test_the_same_data_is_refused_within_24_hours(tcn: Site, medium: str) -> None:
    """Whatever medium it came for, calls too; a day later, or with the override, it is taken."""
    said = (400, "The uploaded Contact Group has already been uploaded within the last 24 hours!")
    other = {"sms": "email", "email": "sms"}[medium]
    assert send_file(tcn, medium, file(medium))[0] == 200
    assert send_file(tcn, medium, file(medium, description="Another name")) == said
    assert send_file(tcn, other, file(other)) == said
    calls = EXAMPLE.partition("____DATA")[0] + file(medium)[file(medium).index("__DATA") :]
    assert upload(tcn, calls) == said
    assert send_file(tcn, medium, file(medium, sha_digest_override="true"))[0] == 200
    tcn.advance(24 * 3600)
    assert send_file(tcn, medium, file(medium))[0] == 200


@MEDIA
def test_an_end_must_lie_behind_the_start(tcn: Site, medium: str) -> None:
    """Printed without an exclamation mark."""
    text = file(medium, start_time="01/06/2026 10:00", end_time="01/06/2026 10:00")
    assert send_file(tcn, medium, text) == (
        200,
        "Contact Group Saved. Broadcast not scheduled! The given end time is invalid or is not after the start time",
    )
    assert kept(tcn) == 4


@pytest.mark.parametrize(
    ("medium", "header"),
    [
        ("sms", {"sms_source_number": "4355550103"}),
        ("sms", {"sms_source_number": "4352227343,8015550100"}),
        ("sms", {"sms_source_number": "none"}),
        ("sms", {"contact_list_sms_phone_column_name": "Phone"}),
        ("sms", {"messages_per_minute": "0"}),
        ("email", {"email_from_address": "acme@example.com"}),
        ("email", {"contact_list_email_column_name": "E-mail"}),
        ("email", {"messages_per_minute": "many"}),
    ],
)
def test_an_option_that_cannot_be_met_leaves_the_list_saved(tcn: Site, medium: str, header: dict[str, str]) -> None:
    """A sender or a column that there is not, or a pace that nothing can be sent at."""
    assert send_file(tcn, medium, file(medium, **header)) == NOT_ADDED
    assert kept(tcn) == 4


def test_what_is_not_said_of_an_sms_is_chosen(tcn: Site) -> None:
    """The account's first source number, the first column of numbers, sixty a minute."""
    nothing: dict[str, str | None] = dict.fromkeys(
        ("sms_source_number", "contact_list_sms_phone_column_name", "messages_per_minute")
    )
    send_file(tcn, "sms", file("sms", **nothing))
    row = group(tcn, 992)
    assert (row["sender"], row["column"], row["pace"]) == ("4352227343", "Cell Phone", 60)


def test_what_is_not_said_of_an_email_is_chosen(tcn: Site) -> None:
    """The account's first from address, the first column of e-mails."""
    send_file(tcn, "email", file("email", email_from_address="", contact_list_email_column_name=""))
    row = group(tcn, 998547, "email")
    assert (row["sender"], row["column"]) == ("demo@example.com", "Email")


def test_an_account_without_senders_can_send_nothing(tcn: Site) -> None:
    """Where none is named."""
    for key in ("1001,4352227343", "1001,4355550102"):
        tcn.control.delete(f"worlds/{tcn.world}/state/tcn/source_numbers/{key}").raise_for_status()
    assert send_file(tcn, "sms", file("sms", sms_source_number="")) == NOT_ADDED


def test_time_zone_and_override_are_the_groups(tcn: Site) -> None:
    """The start is in that zone."""
    text = file("sms", timezone="America/New_York", timezone_override="true", start_time="01/05/2026 15:00")
    send_file(tcn, "sms", text)
    row = group(tcn, 992)
    assert (row["timezone"], row["timezone_override"]) == ("America/New_York", True)
    assert row["start_time"] == "2026-01-05T20:00:00Z"


@pytest.mark.parametrize(
    ("handle", "status"),
    [
        ("Allow", ["Waiting", "Waiting", "Waiting"]),
        ("Keep and Discard", ["Waiting", "Duplicate", "Waiting"]),
        ("Discard", ["Waiting", "Waiting"]),
        ("Duplicate List", ["Waiting", "Waiting"]),
    ],
)
def test_duplicate_numbers_are_handled_as_the_header_says(tcn: Site, handle: str, status: list[str]) -> None:
    """A number that is discarded while its record is kept gets no second message."""
    sid = texts(tcn, "8015550100", "(801) 555-0100", "8015550107", duplicate_handle=handle)
    assert statuses(tcn, sid) == status
    assert group(tcn, sid)["remaining"] == status.count("Waiting")
    assert kept(tcn) == (5 if handle == "Duplicate List" else 4)


def test_records_without_a_number_are_kept_unless_told_otherwise(tcn: Site) -> None:
    """Kept, they get no message."""
    assert len(messages(tcn, texts(tcn, "8015550100", ""))) == 2
    assert len(messages(tcn, texts(tcn, "8015550107", "", absent_number_handle="Discard"))) == 1


@pytest.mark.parametrize(("value", "second"), [("true", "Waiting"), ("false", "Duplicate"), (None, "Duplicate")])
def test_duplicate_addresses_are_handled_as_the_header_says(tcn: Site, value: str | None, second: str) -> None:
    """The contact is kept either way."""
    sid = mails(tcn, "ann@example.com", "Ann@Example.com", email_schedule_duplicates=value)
    assert statuses(tcn, sid, "email") == ["Waiting", second]


def test_phone_numbers_do_not_matter_for_emails(tcn: Site) -> None:
    """Two contacts with the same number are two addresses, whatever the account prefers for duplicates."""
    tcn.patch("accounts", 1001, app="tcn", duplicate_handle="Discard", absent_number_handle="Discard")
    data = "ann@example.com,Ann,A,8015550100,\nbob@example.com,Bob,B,8015550100,\ncat@example.com,Cat,C,,\n"
    send_file(tcn, "email", file("email", data))
    assert statuses(tcn, 998547, "email") == ["Waiting"] * 3


def test_a_column_of_another_kind_may_hold_the_numbers(tcn: Site) -> None:
    """Only their digits count."""
    data = "a@example.com,Ann,A,,(801) 555-0107\n"
    send_file(tcn, "sms", file("sms", data, contact_list_sms_phone_column_name="Account"))
    assert messages(tcn, 992)[0]["address"] == "8015550107"


@MEDIA
def test_a_start_in_the_future_is_waited_for(tcn: Site, medium: str) -> None:
    """5000 Preparing, 5100 Scheduled, 5200 Running."""
    send_file(tcn, medium, file(medium, timezone="America/Denver", start_time="01/05/2026 11:00"))
    sid = NEXT[medium]
    states = [state(tcn, sid, medium)]
    for seconds in (2, 3598):
        tcn.advance(seconds)
        states.append(state(tcn, sid, medium))
    assert states[:2] == [5000, 5100]
    assert states[2] >= 5200


@MEDIA
@pytest.mark.parametrize(
    ("reply", "text"),
    [
        ("unverified", "An error occurred while attempting to verify the uniqueness of the new Contact Group!"),
        ("bad_start_id", "The given start ID is not valid!"),
    ],
)
def test_what_no_upload_can_cause_is_met_by_faults(tcn: Site, medium: str, reply: str, text: str) -> None:
    """An internal error, and a row of other sections that is printed in these."""
    fault = {"app": "tcn", "reply": f"tcn.{PATHS[medium]}.{reply}"}
    tcn.control.post(f"worlds/{tcn.world}/faults", json=fault).raise_for_status()
    assert send_file(tcn, medium, file(medium)) == (400, text)
