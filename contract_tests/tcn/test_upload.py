"""Import / Schedule Calls (5): the file, its header, and every reply that input can cause."""

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import EXAMPLE, file, upload

SAVED = (200, "Contact Group saved.")


def test_the_guides_example_file_is_scheduled_as_printed(tcn: Site) -> None:
    """The reply is the task group sid alone, and the guide's example of one is the next."""
    assert upload(tcn, EXAMPLE) == (200, "998547")
    group = tcn.row("task_groups", 998547, app="tcn")
    assert (group["description"], group["template_number"], group["timezone"]) == ("Testing 123", 1, "America/Denver")
    assert (group["dial_order"], group["country"]) == ("first number", "United States / Canada")
    contact = tcn.rows("contacts", app="tcn")[-1]
    assert contact["values"] == ["joe", "bloggs", "8015551234"]
    record = tcn.rows("task_records", app="tcn")[-1]
    assert (record["task_sid"], record["contact_id"]) == (998547, contact["contact_id"])


def test_the_guides_form_posts_the_file_with_windows_line_ends(tcn: Site) -> None:
    """Browsers send files as they are, whatever ends their lines."""
    assert upload(tcn, EXAMPLE.replace("\n", "\r\n")) == (200, "998547")
    assert tcn.rows("contacts", app="tcn")[-1]["values"] == ["joe", "bloggs", "8015551234"]


@pytest.mark.parametrize("marker", ["____DATA-START____", "__DATA-START__", "____DATA- START____", "__DATA- START__"])
def test_both_markers_begin_the_data_with_or_without_a_blank(tcn: Site, marker: str) -> None:
    """The guide prints four underscores for calls and two for messages, and a blank where its column was narrow."""
    assert upload(tcn, EXAMPLE.replace("____DATA-START____", marker)) == (200, "998547")


def test_blanks_inside_keys_do_not_count(tcn: Site) -> None:
    """The guide's tables print `login. username=` and `import_templ ate_number`."""
    text = EXAMPLE.replace("login.username", "login. username").replace("import_template", "import_templ ate")
    assert upload(tcn, text) == (200, "998547")


def test_a_request_without_a_file_is_refused(tcn: Site) -> None:
    """No part `file`, an empty part, no multipart body at all."""
    refused = (400, "Required Input File not Found!")
    url = f"{tcn.url}/backoffice/FtpReceptionServlet"
    for sent in (
        tcn.client.post(url, data={"username": "demo"}),
        tcn.client.post(url, files={"other": ("list.txt", EXAMPLE)}),
        tcn.client.post(url, files={"file": ("", b"")}),
        tcn.client.get(url),
    ):
        assert (sent.status_code, sent.text) == refused


def test_a_body_that_is_cut_short_is_an_upload_error(tcn: Site) -> None:
    """The last boundary never came; nothing is kept."""
    body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n' + EXAMPLE.encode()
    for kind in ("multipart/form-data; boundary=b", "multipart/form-data"):
        reply = tcn.client.post(
            f"{tcn.url}/backoffice/FtpReceptionServlet", content=body, headers={"content-type": kind}
        )
        assert (reply.status_code, reply.text) == (400, "An error occurred during the uploading of the https file!")
    assert len(tcn.rows("contact_groups", app="tcn")) == 3


@pytest.mark.parametrize(
    "text",
    [
        "joe,bloggs,8015551234\n",
        EXAMPLE.replace("file.1.end_time=", "file.1.end_time"),
        EXAMPLE.replace("file.1.end_time=", "file.end_time="),
        EXAMPLE.replace("file.1.end_time=", "other.key="),
    ],
)
def test_a_header_that_cannot_be_read_is_refused(tcn: Site, text: str) -> None:
    """No marker, a line without an equals sign, a key of neither kind."""
    assert upload(tcn, text) == (400, "An error occurred while attempting to read the input file header!")


@pytest.mark.parametrize(
    "header", [{"login.password": "wrong"}, {"login.username": "nobody"}, {"login.username": None}]
)
def test_the_login_is_checked_before_everything_else_in_the_header(tcn: Site, header: dict[str, str | None]) -> None:
    """A capital I; country and template are not looked at."""
    text = file(**{"country": "Atlantis", "import_template_number": "99", **header})
    assert upload(tcn, text) == (400, "Invalid Login Information!")


def test_the_country_must_be_one_of_appendix_b(tcn: Site) -> None:
    """Blank is the account's own."""
    assert upload(tcn, file(country="Atlantis")) == (400, "Specified Country name invalid or unknown!")
    assert upload(tcn, file(country="Mexico")) == (200, "998547")
    assert upload(tcn, file(country="", data="a,b,8015550100\n")) == (200, "998548")
    assert tcn.row("task_groups", 998548, app="tcn")["country"] == "United States / Canada"


@pytest.mark.parametrize("number", [None, "", "two", "99", "3", "²"])
def test_the_import_template_must_be_one_of_the_accounts(tcn: Site, number: str | None) -> None:
    """Missing, not a number, unknown, or another account's (3)."""
    assert upload(tcn, file(import_template_number=number)) == (400, "Specified Template is invalid!")


@pytest.mark.parametrize("data", ["", "\n\n", ",,\n", "a,b,8015550100,more\n"])
def test_a_list_without_a_usable_record_is_refused(tcn: Site, data: str) -> None:
    """Nothing, blank lines, or more columns than the template has; nothing is kept."""
    assert upload(tcn, file(data=data)) == (400, "Specified Contact Group invalid!")
    assert len(tcn.rows("contact_groups", app="tcn")) == 3


@pytest.mark.parametrize("number", [None, "", "one", "99", "5"])
def test_a_list_without_a_valid_broadcast_template_is_saved(tcn: Site, number: str | None) -> None:
    """The guide prints one text for both: none named, and none of that number (5 is another account's)."""
    assert upload(tcn, file(schedule_template_number=number)) == SAVED
    assert tcn.rows("contact_groups", app="tcn")[-1]["description"] == "Testing 123"
    assert len(tcn.rows("task_groups", app="tcn")) == 3


def test_the_same_data_is_refused_within_24_hours_and_taken_after(tcn: Site) -> None:
    """The data section counts, not the header; 24 hours later it is new again."""
    refused = (400, "The uploaded Contact Group has already been uploaded within the last 24 hours!")
    assert upload(tcn, EXAMPLE) == (200, "998547")
    assert upload(tcn, file(description="Another name")) == refused
    tcn.advance(24 * 3600 - 1)
    assert upload(tcn, EXAMPLE) == refused
    tcn.advance(1)
    assert upload(tcn, EXAMPLE) == (200, "998548")


def test_the_digest_can_be_overridden_and_is_the_accounts_own(tcn: Site) -> None:
    """`true` takes the same data twice; another account's upload is no duplicate."""
    assert upload(tcn, EXAMPLE) == (200, "998547")
    assert upload(tcn, file(sha_digest_override="true")) == (200, "998548")
    acme = {"login.username": "acme", "login.password": "acme"}
    assert upload(tcn, file(import_template_number="3", data="8015551234\n", **acme)) == SAVED
    assert upload(tcn, file(import_template_number="2", data="8015551234\n")) == (200, "998549")


def test_a_list_that_was_refused_is_no_duplicate(tcn: Site) -> None:
    """Only what has been taken counts."""
    assert upload(tcn, file(country="Atlantis"))[0] == 400
    assert upload(tcn, EXAMPLE) == (200, "998547")


def test_a_template_without_its_message_leaves_the_list_saved(tcn: Site) -> None:
    """A failure by its status, yet the contact group stays."""
    assert upload(tcn, file(schedule_template_number="3")) == (
        400,
        "Contact Group Saved. Broadcast not scheduled! One or more messages or message files are missing!",
    )
    assert tcn.rows("contact_groups", app="tcn")[-1]["description"] == "Testing 123"


@pytest.mark.parametrize("start", ["01/05/2026 09:59", "2026/01/06 10:00", "tomorrow", "13/01/2026 10:00"])
def test_a_start_that_has_passed_or_cannot_be_read_leaves_the_list_saved(tcn: Site, start: str) -> None:
    """It is ten in the morning in Denver, whose time the file is in; the first mm is the month."""
    assert upload(tcn, file(start_time=start)) == (
        200,
        "Contact Group Saved. Broadcast not scheduled! The given start time is invalid or is already passed!",
    )


def test_an_unknown_time_zone_is_an_invalid_start(tcn: Site) -> None:
    """No reply is printed for it; without a zone no start can be read."""
    assert upload(tcn, file(timezone="Mars/Olympus")) == (
        200,
        "Contact Group Saved. Broadcast not scheduled! The given start time is invalid or is already passed!",
    )


@pytest.mark.parametrize("zone", ["America/Indianapolis", "Canada/East-Saskatchewan", "Pacific/Chatham", "Etc/UTC"])
def test_zones_of_appendix_b_and_others_are_known(tcn: Site, zone: str) -> None:
    """Those that the zone database has renamed, too."""
    assert upload(tcn, file(timezone=zone)) == (200, "998547")


@pytest.mark.parametrize("end", ["01/06/2026 10:00", "01/05/2026 20:00", "late"])
def test_an_end_that_is_not_after_the_start_leaves_the_list_saved(tcn: Site, end: str) -> None:
    """Printed without an exclamation mark."""
    assert upload(tcn, file(start_time="01/06/2026 10:00", end_time=end)) == (
        200,
        "Contact Group Saved. Broadcast not scheduled! The given end time is invalid or is not after the start time",
    )


def test_start_and_end_are_in_the_files_time_zone(tcn: Site) -> None:
    """The account's own where none is named: Los Angeles."""
    upload(tcn, file(start_time="01/06/2026 10:00", end_time="01/06/2026 20:30"))
    group = tcn.row("task_groups", 998547, app="tcn")
    assert (group["start_time"], group["end_time"]) == ("2026-01-06T17:00:00Z", "2026-01-07T03:30:00Z")
    upload(tcn, file(start_time="07/06/2026 10:00", timezone="", data="a,b,8015550100\n"))
    assert tcn.row("task_groups", 998548, app="tcn")["start_time"] == "2026-07-06T17:00:00Z"


def test_a_start_within_the_running_minute_has_not_passed(tcn: Site) -> None:
    """Dates have no seconds."""
    tcn.advance(30)
    assert upload(tcn, file(start_time="01/05/2026 10:00")) == (200, "998547")


@pytest.mark.parametrize(
    "header",
    [
        {"schedule_rule": "No such rule"},
        {"schedule_rule": "Acme hours"},
        {"do_campaign_linking": "true", "campaign_link_id": "NONE"},
        {"do_campaign_linking": "true", "campaign_link_id": "RETRY", "completion_threshold": "101"},
    ],
)
def test_a_rule_or_link_that_does_not_exist_leaves_the_list_saved(tcn: Site, header: dict[str, str]) -> None:
    """The link id must exist on the account, and its threshold be a percentage."""
    assert upload(tcn, file(**header)) == (
        200,
        "Contact Group Saved. Broadcast not scheduled! "
        "An error occurred while attempting to add the Contact Group to the broadcast!",
    )
    assert len(tcn.rows("task_groups", app="tcn")) == 3


def test_every_option_of_the_table_reaches_the_broadcast(tcn: Site) -> None:
    """As sent; what is not sent is as the account prefers."""
    upload(
        tcn,
        file(
            dial_order="custom order",
            timezone_override="true",
            scrub_cell_phone_calls="true",
            follow_the_sun="true",
            caller_ids="4355550100, 4355550101,x,(435) 555-0102",
            use_caller_id_from_contacts="true",
            caller_id_contact_field="Caller",
            custom_calling_rules="true",
            zip_code_scrub="true",
            campaign_link_id="RETRY",
            completion_threshold="80",
            do_campaign_linking="true",
            schedule_rule="Office hours",
        ),
    )
    group = tcn.row("task_groups", 998547, app="tcn")
    switches = ("timezone_override", "scrub_cell_phone_calls", "follow_the_sun", "custom_calling_rules")
    assert [group[name] for name in (*switches, "zip_code_scrub")] == [True] * 5
    assert (group["dial_order"], group["caller_id_field"]) == ("custom order", "Caller")
    assert group["caller_ids"] == ["4355550100", "4355550101", "4355550102"]
    assert (group["link_id"], group["completion_threshold"], group["schedule_rule"]) == ("RETRY", 80, "Office hours")


def test_what_is_not_sent_is_as_the_account_prefers(tcn: Site) -> None:
    """`default` and blank both leave it to the account."""
    tcn.patch("accounts", 1001, app="tcn", zip_code_scrub=True, custom_calling_rules=True, dial_order="natural order")
    upload(tcn, file(zip_code_scrub="default", dial_order="", custom_calling_rules=""))
    group = tcn.row("task_groups", 998547, app="tcn")
    assert (group["zip_code_scrub"], group["custom_calling_rules"]) == (True, True)
    assert (group["dial_order"], group["scrub_cell_phone_calls"]) == ("natural order", False)


def test_a_start_in_the_future_is_scheduled_until_then(tcn: Site) -> None:
    """1000 Preparing, 1100 Scheduled, and 1200 Running when the time has come."""
    upload(tcn, file(start_time="01/05/2026 11:00"))
    assert tcn.row("task_groups", 998547, app="tcn")["status"] == 1000
    tcn.advance(60)
    assert tcn.row("task_groups", 998547, app="tcn")["status"] == 1100


@pytest.mark.parametrize(
    ("reply", "text"),
    [
        ("unverified", "An error occurred while attempting to verify the uniqueness of the new Contact Group!"),
        ("bad_start_id", "The given start ID is not valid!"),
        ("bad_template_number", "The given Template Number is not valid!"),
        ("bad_order_by", "The given order by value is not valid!"),
        ("bad_filter", "The given filter type is not valid!"),
        ("bad_filter_values", "One or more filter values are not valid!"),
        ("bad_phone_number", "A valid phone number is required in order to schedule a callback!"),
        ("bad_caller_id", "A valid caller ID is required in order to schedule a callback!"),
    ],
)
def test_what_no_upload_can_cause_is_met_by_faults(tcn: Site, reply: str, text: str) -> None:
    """An internal error, and rows of other sections that are printed in this one."""
    fault = {"app": "tcn", "reply": f"tcn.FtpReceptionServlet.{reply}"}
    tcn.control.post(f"worlds/{tcn.world}/faults", json=fault).raise_for_status()
    assert upload(tcn, EXAMPLE) == (400, text)
