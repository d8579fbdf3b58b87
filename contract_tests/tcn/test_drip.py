"""New Lead Drip Drop (6) and Lead Drip Drop (7)."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract_tests.conftest import Site
from contract_tests.tcn.calling import EXAMPLE, ask, file, upload
from contract_tests.tcn.dialing import group, records, results, status

START, DROP = "NewLeadDripCampaign", "LeadDripDrop"
# The guide's own file of section 7, signed in as the demo account.
DROPPED = """login.username=demo
login.password=demo
file.1.country=United States / Canada
file.1.import_template_number=2
file.1.default_area_code=435
file.1.task_sid=00000000
____DATA-START____
joe,bloggs,8015551234
"""
NOT_SCHEDULED = "Broadcast not scheduled! "
CHECKS = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def start(site: Site, data: str = "", **header: str | None) -> int:
    """Start a campaign with these records; its sid."""
    code, text = upload(site, file(data=data, **header), START)
    assert (code, text.isdigit()) == (200, True), text
    return int(text)


def drop(site: Site, sid: int | str, data: str, **header: str) -> tuple[int, str]:
    """Drop these records into a campaign; status and body."""
    lines = {"task_sid": str(sid), "import_template_number": "2", "default_area_code": "435", **header}
    head = "".join(f"file.1.{name}={value}\n" for name, value in lines.items())
    return upload(site, f"login.username=demo\nlogin.password=demo\n{head}____DATA-START____\n{data}", DROP)


def contact_groups(site: Site) -> list[tuple[str, int]]:
    """The contact groups that are not the handbook's: what they are called, and how many contacts they have."""
    contacts = [row["contact_group_sid"] for row in site.rows("contacts", app="tcn")]
    new = [row for row in site.rows("contact_groups", app="tcn") if row["contact_group_sid"] >= 804]
    return [(row["description"], contacts.count(row["contact_group_sid"])) for row in new]


def test_the_printed_file_starts_a_campaign(tcn: Site) -> None:
    """Its sid is the answer: that of the guide's example."""
    assert upload(tcn, EXAMPLE, START) == (200, "998547")
    campaign = group(tcn, 998547)
    assert (campaign["drip"], campaign["description"], campaign["timezone"]) == (True, "Testing 123", "America/Denver")
    assert (campaign["template_number"], campaign["records"], campaign["remaining"]) == (1, 1, 1)


def test_the_printed_file_is_dropped_into_the_printed_campaign(tcn: Site) -> None:
    """The campaign 00000000 is the one with the sid 0."""
    assert upload(tcn, DROPPED, DROP) == (200, "0")
    assert (group(tcn, 0)["records"], group(tcn, 0)["remaining"]) == (1, 1)


def test_contacts_are_optional(tcn: Site) -> None:
    """A campaign may begin with none; no contact group is made for it."""
    sid = start(tcn)
    tcn.advance(3600)
    assert (status(tcn, sid), records(tcn, sid), contact_groups(tcn)) == (1200, [], [])


def test_a_campaign_goes_on_until_it_is_stopped(tcn: Site) -> None:
    """Records that have ended do not end it; those that are dropped then are called."""
    sid = start(tcn, "Ann,Answers,8015550100\n")
    tcn.advance(24 * 3600)
    assert (status(tcn, sid), results(tcn, sid)) == (1200, [2000])
    assert drop(tcn, sid, "Cat,Away,8015550105\nDan,Machine,8015550103\n") == (200, str(sid))
    tcn.advance(120)
    assert (status(tcn, sid), results(tcn, sid)) == (1200, [2000, 7400, 3100])
    assert ask(tcn, "RemoteBroadcastControl", action="stop", taskSid=str(sid)) == (200, str(sid))
    assert status(tcn, sid) == 1320
    assert drop(tcn, sid, "Ann,Again,8015550100\n") == (400, "An error occurred while getting the Broadcast ID!")


def test_a_campaign_ends_at_its_end_time(tcn: Site) -> None:
    """It is nine in the morning, Pacific time; the times are Denver's."""
    sid = start(tcn, start_time="01/05/2026 11:00", end_time="01/05/2026 12:00")
    tcn.advance(3600 + 1)
    assert status(tcn, sid) == 1200
    tcn.advance(3600)
    assert status(tcn, sid) == 1310


def test_records_dropped_into_a_paused_campaign_wait(tcn: Site) -> None:
    """Until it is played."""
    ask(tcn, "RemoteBroadcastControl", action="pause", taskSid="0")
    assert upload(tcn, DROPPED.replace("8015551234", "8015550100"), DROP) == (200, "0")
    tcn.advance(600)
    assert results(tcn, 0) == [1000]
    ask(tcn, "RemoteBroadcastControl", action="play", taskSid="0")
    tcn.advance(600)
    assert results(tcn, 0) == [2000]


def test_dropped_records_join_the_campaign_s_contact_group(tcn: Site) -> None:
    """As long as they have the same columns; a campaign without a group gets one at its first drop."""
    sid = start(tcn, "Ann,Answers,8015550100\n")
    drop(tcn, sid, "Bob,Busy,8015550101\n")
    assert contact_groups(tcn) == [("Testing 123", 2)]
    drop(tcn, sid, "Cat|8015550102||84101||\n", import_template_number="29")
    assert contact_groups(tcn) == [("Testing 123", 2), ("Testing 123", 1)]
    empty = start(tcn, description="Later")
    drop(tcn, empty, "Ann,Answers,8015550100\n")
    drop(tcn, empty, "Bob,Busy,8015550101\n")
    assert contact_groups(tcn)[2:] == [("Later", 2)]
    assert group(tcn, empty)["contact_group_sid"] == 806


def test_a_drop_without_records_changes_nothing(tcn: Site) -> None:
    """And is answered like any other."""
    assert drop(tcn, 0, "") == (200, "0")
    assert (group(tcn, 0)["records"], contact_groups(tcn)) == (0, [])


def test_the_same_data_may_be_dropped_again_and_again(tcn: Site) -> None:
    """Neither function verifies that a file is new, nor does section 5 know what they took."""
    assert [upload(tcn, EXAMPLE, START)[1], upload(tcn, EXAMPLE, START)[1]] == ["998547", "998548"]
    assert [upload(tcn, DROPPED, DROP)[0], upload(tcn, DROPPED, DROP)[0]] == [200, 200]
    assert upload(tcn, EXAMPLE) == (200, "998549")


def test_numbers_of_seven_digits_get_the_area_code(tcn: Site) -> None:
    """In both functions."""
    sid = start(tcn, "Ann,Answers,555-0100\n", default_area_code="435")
    drop(tcn, sid, "Bob,Busy,5550101\n", default_area_code="801")
    assert [row["numbers"] for row in tcn.rows("contacts", app="tcn")[-2:]] == [["4355550100"], ["8015550101"]]


def test_the_options_of_the_header_are_those_of_the_campaign(tcn: Site) -> None:
    """All that section 6 lists."""
    sid = start(
        tcn,
        dial_order="natural order",
        timezone_override="true",
        scrub_cell_phone_calls="true",
        follow_the_sun="true",
        caller_ids="4355550101,4355550102",
        custom_calling_rules="true",
        zip_code_scrub="true",
    )
    campaign = group(tcn, sid)
    assert (campaign["dial_order"], campaign["caller_ids"]) == ("natural order", ["4355550101", "4355550102"])
    switches = "timezone_override", "scrub_cell_phone_calls", "follow_the_sun", "custom_calling_rules", "zip_code_scrub"
    assert [campaign[name] for name in switches] == [True] * 5


def test_duplicates_are_handled_as_the_account_prefers(tcn: Site) -> None:
    """The two functions have no parameter for it."""
    twice = "Ann,Answers,8015550100\nAnna,Answers,8015550100\n"
    tcn.patch("accounts", 1001, app="tcn", duplicate_handle="Discard")
    assert group(tcn, start(tcn, twice))["records"] == 1
    tcn.patch("accounts", 1001, app="tcn", duplicate_handle="Duplicate List")
    drop(tcn, 0, twice)
    assert group(tcn, 0)["records"] == 1
    assert contact_groups(tcn)[1:] == [("Drip campaign (duplicates)", 1), ("Drip campaign", 1)]


@pytest.mark.parametrize("path", [START, DROP])
def test_the_file_is_required(tcn: Site, path: str) -> None:
    """None, and one without a name and content, as browsers send it."""
    assert ask(tcn, path) == (400, "Required Input File not Found!")
    reply = tcn.client.post(f"{tcn.url}/backoffice/{path}", files={"file": ("", b"")})
    assert (reply.status_code, reply.text) == (400, "Required Input File not Found!")


@pytest.mark.parametrize("path", [START, DROP])
def test_a_body_cut_short_is_a_failed_upload(tcn: Site, path: str) -> None:
    """Its last boundary is missing."""
    body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n' + EXAMPLE.encode()
    kind = {"content-type": "multipart/form-data; boundary=b"}
    reply = tcn.client.post(f"{tcn.url}/backoffice/{path}", content=body, headers=kind)
    assert (reply.status_code, reply.text) == (400, "An error occurred during the uploading of the https file!")


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (("login.password=demo", "login.password=wrong"), "Invalid Login Information!"),
        (("United States / Canada", "Utopia"), "Specified Country name invalid or unknown!"),
        (("import_template_number=2", "import_template_number=3"), "Specified Template is invalid!"),
        (("import_template_number=2", "import_template_number="), "Specified Template is invalid!"),
        (("____DATA-START____", ""), "An error occurred while attempting to read the input file header!"),
        (("file.1.country=", "country="), "An error occurred while attempting to read the input file header!"),
    ],
)
@pytest.mark.parametrize(("path", "sent"), [(START, EXAMPLE), (DROP, DROPPED)])
def test_what_is_wrong_with_the_header_is_said(
    tcn: Site, path: str, sent: str, change: tuple[str, str], text: str
) -> None:
    """Nothing is kept."""
    assert upload(tcn, sent.replace(*change), path) == (400, text)
    assert (contact_groups(tcn), len(tcn.rows("task_groups", app="tcn"))) == ([], 3)


@pytest.mark.parametrize(
    ("header", "text"),
    [
        ({"schedule_template_number": None}, "Broadcast Template absent!"),
        ({"schedule_template_number": ""}, "Broadcast Template absent!"),
        ({"schedule_template_number": "99"}, "Invalid Broadcast Template!"),
        ({"schedule_template_number": "5"}, "Invalid Broadcast Template!"),
        ({"schedule_template_number": "one"}, "Invalid Broadcast Template!"),
        ({"schedule_template_number": "3"}, "One or more messages or message files are missing!"),
        ({"start_time": "01/05/2026 09:00"}, "The given start time is invalid or is already passed!"),
        ({"start_time": "2026/01/06 09:00"}, "The given start time is invalid or is already passed!"),
        ({"timezone": "Nowhere/Land"}, "The given start time is invalid or is already passed!"),
        ({"end_time": "01/05/2026 10:00"}, "The given end time is invalid or is not after the start time!"),
        ({"end_time": "tonight"}, "The given end time is invalid or is not after the start time!"),
        ({"schedule_template_number": "4"}, "One or more TTS Fields are missing!"),
    ],
)
def test_a_campaign_that_cannot_be_scheduled_keeps_nothing(tcn: Site, header: dict[str, str | None], text: str) -> None:
    """Unlike in section 5, all of these are failures."""
    assert upload(tcn, file(**header), START) == (400, NOT_SCHEDULED + text)
    assert (contact_groups(tcn), len(tcn.rows("task_groups", app="tcn"))) == ([], 3)


def test_a_message_may_read_out_what_the_file_has(tcn: Site) -> None:
    """Template 4 reads out the balance, which only import template 29 carries."""
    data = "Ann|8015550100|||84101|12.50\n"
    assert group(tcn, start(tcn, data, schedule_template_number="4", import_template_number="29"))["records"] == 1


@pytest.mark.parametrize("sid", ["", "998545", "998546", "777", "x", "-1"])
def test_a_drop_needs_a_drip_campaign_of_the_account(tcn: Site, sid: str) -> None:
    """None, one that is no drip campaign and has ended, another account's, an unknown one, and no sid at all."""
    assert drop(tcn, sid, "Ann,Answers,8015550100\n") == (400, "An error occurred while getting the Broadcast ID!")
    assert contact_groups(tcn) == []


def test_an_ordinary_broadcast_takes_no_drops(tcn: Site) -> None:
    """Even while it runs."""
    code, sid = upload(tcn, EXAMPLE)
    assert code == 200
    assert drop(tcn, sid, "Ann,Answers,8015550100\n") == (400, "An error occurred while getting the Broadcast ID!")


def test_the_template_is_checked_before_the_campaign(tcn: Site) -> None:
    """In the order of the guide's table."""
    reply = drop(tcn, "x", "", import_template_number="99")
    assert reply == (400, "Specified Template is invalid!")


@CHECKS
@given(data=st.binary(max_size=300), path=st.sampled_from([START, DROP]))
def test_any_bytes_may_follow_the_marker(tcn: Site, data: bytes, path: str) -> None:
    """What is a record becomes one, and the rest is left out."""
    head = (EXAMPLE if path == START else DROPPED).partition("joe,")[0]
    reply = tcn.client.post(f"{tcn.url}/backoffice/{path}", files={"file": ("x", head.encode() + data)})
    assert reply.status_code == 200
    campaign = group(tcn, int(reply.text))
    assert campaign["records"] == len(records(tcn, int(reply.text)))
