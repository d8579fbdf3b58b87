"""Task group, inbound group and manual group status (18 to 20)."""

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import ACME, DEMO, EXAMPLE, ask, file, post, upload
from contract_tests.tcn.dialing import world_at

BROADCASTS = "RemoteBroadcastStatusList"
INBOUND = "RemoteInboundGroupStatusList"
MANUAL = "RemoteManualDialGroupStatusList"
LISTS = {BROADCASTS: "taskSid", INBOUND: "groupSid", MANUAL: "groupSid"}

BAD_ID = {
    BROADCASTS: "An error occurred while getting the Broadcast ID!",
    INBOUND: "An error occurred while getting the Inbound Group ID!",
    MANUAL: "An error occurred while getting the Manual Dial Group ID!",
}
NOT_DISPLAYED = "An error occurred while attempting to display status info!"


def rows(site: Site, path: str, **data: str) -> list[str]:
    """The lines below the header of a list that is answered."""
    status, body = ask(site, path, **data)
    assert status == 200, body
    return body.splitlines()[1:]


def test_broadcasts_are_listed_with_the_printed_columns(tcn: Site) -> None:
    """As CSV."""
    assert ask(tcn, BROADCASTS, taskSid="998545") == (200, "Broadcast ID,Status Code\n998545,1500\n")
    assert post(tcn, BROADCASTS, **DEMO, taskSid="998545").headers["content-type"] == "text/csv;charset=UTF-8"


def test_groups_of_both_other_kinds_have_the_column_inbound_group_id(tcn: Site) -> None:
    """As the guide prints it, for manual dial groups too."""
    assert ask(tcn, INBOUND, groupSid="4401") == (200, "Inbound Group ID,Status Code\n4401,5200\n")
    assert ask(tcn, MANUAL, groupSid="5501") == (200, "Inbound Group ID,Status Code\n5501,6200\n")


def test_the_summary_s_name_for_the_manual_group_is_taken_too(tcn: Site) -> None:
    """It says taskSid."""
    assert rows(tcn, MANUAL, taskSid="5501") == ["5501,6200"]


def test_extended_lists_have_cost_and_minutes_and_of_broadcasts_the_lines(tcn: Site) -> None:
    """Behind the other columns."""
    assert ask(tcn, BROADCASTS, taskSid="998545", extended="true") == (
        200,
        "Broadcast ID,Status Code,Cost,Billed Minutes,Outbound Lines\n998545,1500,0.046,2.3,10\n",
    )
    assert ask(tcn, INBOUND, groupSid="4401,4402", extended="true") == (
        200,
        "Inbound Group ID,Status Code,Cost,Billed Minutes\n4401,5200,0.04,2\n4402,5500,0,0\n",
    )
    assert ask(tcn, MANUAL, groupSid="5501", extended="true") == (
        200,
        "Inbound Group ID,Status Code,Cost,Billed Minutes\n5501,6200,0.03,1.5\n",
    )


@pytest.mark.parametrize("extended", ["yes", "false", "1", ""])
def test_only_true_extends(tcn: Site, extended: str) -> None:
    """The default is false."""
    assert ask(tcn, BROADCASTS, taskSid="0", extended=extended) == (200, "Broadcast ID,Status Code\n0,1200\n")


@pytest.mark.parametrize("sids", ["998545,0", " 998545 , 0 ,", "998545,0,998545"])
def test_several_ids_are_listed_in_their_order_each_once(tcn: Site, sids: str) -> None:
    """Separated by commas."""
    assert rows(tcn, BROADCASTS, taskSid=sids) == ["998545,1500", "0,1200"]


def test_ids_may_be_repeated_parameters(tcn: Site) -> None:
    """With commas in them or without."""
    url = f"{tcn.url}/backoffice/{BROADCASTS}"
    reply = tcn.client.get(f"{url}?username=demo&password=demo&taskSid=998545&taskSid=0")
    assert reply.text == "Broadcast ID,Status Code\n998545,1500\n0,1200\n"


@pytest.mark.parametrize("path", LISTS)
def test_another_account_s_id_is_as_good_as_unknown(tcn: Site, path: str) -> None:
    """And one bad id spoils the call."""
    theirs = {BROADCASTS: "998546", INBOUND: "4403", MANUAL: "5502"}[path]
    own = {BROADCASTS: "998545", INBOUND: "4401", MANUAL: "5501"}[path]
    for sids in (theirs, f"{own},{theirs}", "777777"):
        assert ask(tcn, path, **{LISTS[path]: sids}) == (400, BAD_ID[path])
    assert ask(tcn, path, **ACME, **{LISTS[path]: theirs})[0] == 200


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("sids", ["abc", "1,x", "-1", "1.5", "٣", "9" * 30])
def test_ids_must_be_numbers(tcn: Site, path: str, sids: str) -> None:
    """Whole ones."""
    assert ask(tcn, path, **{LISTS[path]: sids}) == (400, BAD_ID[path])


@pytest.mark.parametrize("path", LISTS)
def test_neither_ids_nor_dates_is_an_error(tcn: Site, path: str) -> None:
    """Nor is half a range of dates enough, nor one that ends before it starts."""
    start, end = "2025/12/01 00:00", "2026/01/06 00:00"
    for asked in (
        {},
        {LISTS[path]: " , "},
        {"startDate": start},
        {"endDate": end},
        {"startDate": end, "endDate": start},
    ):
        assert ask(tcn, path, **asked) == (400, NOT_DISPLAYED)


@pytest.mark.parametrize(
    "date", ["12/01/2025 00:00", "2025/13/01 00:00", "2025/12/01", "yesterday", "9999/12/31 23:59"]
)
def test_a_date_that_cannot_be_read_is_an_error_even_with_ids(tcn: Site, date: str) -> None:
    """The form is yyyy/MM/dd HH:mm."""
    asked = {"startDate": date, "endDate": "2026/01/06 00:00"}
    assert ask(tcn, BROADCASTS, **asked) == (400, NOT_DISPLAYED)
    assert ask(tcn, BROADCASTS, **asked, taskSid="0") == (400, NOT_DISPLAYED)


def test_bad_ids_are_found_before_bad_dates(tcn: Site) -> None:
    """The order of the checks."""
    assert ask(tcn, INBOUND, groupSid="x", startDate="x") == (400, BAD_ID[INBOUND])


def test_groups_are_found_by_the_pacific_dates_between_which_they_start(tcn: Site) -> None:
    """998545 started at 17:00 UTC, which is 09:00; both ends of the range are in it."""
    on = {"startDate": "2025/12/29 09:00", "endDate": "2025/12/29 09:00"}
    before = {"startDate": "2025/12/29 00:00", "endDate": "2025/12/29 08:59"}
    assert rows(tcn, BROADCASTS, **on) == ["998545,1500"]
    assert rows(tcn, BROADCASTS, **before) == []
    assert rows(tcn, INBOUND, startDate="2025/12/01 00:00", endDate="2026/01/05 00:00") == ["4402,5500", "4401,5200"]
    assert rows(tcn, MANUAL, startDate="2025/12/30 00:00", endDate="2025/12/31 00:00") == ["5501,6200"]


def test_groups_of_the_ids_come_first_and_are_not_listed_again(tcn: Site) -> None:
    """Then those of the dates."""
    december = {"startDate": "2025/12/01 00:00", "endDate": "2026/01/01 00:00"}
    assert rows(tcn, BROADCASTS, taskSid="0", **december) == ["0,1200", "998545,1500"]
    assert rows(tcn, BROADCASTS, taskSid="998545,0", **december) == ["998545,1500", "0,1200"]


def test_a_range_shows_only_the_account_s_own_groups(tcn: Site) -> None:
    """Acme's broadcast started an hour later."""
    december = {"startDate": "2025/12/01 00:00", "endDate": "2026/01/01 00:00"}
    assert rows(tcn, BROADCASTS, **ACME, **december) == ["998546,1500"]


@pytest.mark.parametrize(
    ("now", "asked", "found"),
    [
        # The hour that is left out, and the hour that comes twice: the first of the two is meant.
        ("2026-03-08T09:59:00Z", "2026/03/08 01:59", True),
        ("2026-03-08T10:00:00Z", "2026/03/08 03:00", True),
        ("2026-03-08T10:00:00Z", "2026/03/08 01:59", False),
        ("2026-11-01T08:30:00Z", "2026/11/01 01:30", True),
        ("2026-11-01T10:00:00Z", "2026/11/01 02:00", True),
        ("2026-11-01T09:59:00Z", "2026/11/01 02:00", False),
    ],
)
def test_dates_follow_daylight_saving(tcn: Site, now: str, asked: str, found: bool) -> None:
    """Of Pacific time."""
    world_at(tcn, now)
    upload(tcn, EXAMPLE)
    listed = rows(tcn, BROADCASTS, startDate=asked, endDate=asked)
    assert listed == (["998547,1000"] if found else [])


def test_a_broadcast_shows_the_states_of_its_life(tcn: Site) -> None:
    """Preparing, Scheduled, Running, Paused, Completed - Timeout, Billing Complete, and with (plus admin use)."""
    upload(tcn, file(start_time="01/05/2026 11:00", end_time="01/05/2026 12:00"))
    seen = []
    for seconds in (0, 2, 3598, 1, 3599, 3600, 23 * 3600):
        tcn.advance(seconds)
        seen += rows(tcn, BROADCASTS, taskSid="998547")
        ask(tcn, "RemoteBroadcastControl", action="pause", taskSid="998547")
    assert seen == [f"998547,{code}" for code in (1000, 1100, 1200, 1210, 1310, 1410, 1510)]


@pytest.mark.parametrize("path", LISTS)
def test_the_lists_need_a_login(tcn: Site, path: str) -> None:
    """A small i; and it is checked first."""
    assert ask(tcn, path, password="wrong", startDate="x") == (400, "Invalid Login information!")


@pytest.mark.parametrize("path", LISTS)
def test_the_row_about_import_templates_is_met_by_a_fault(tcn: Site, path: str) -> None:
    """It was printed here by mistake."""
    reply = f"tcn.{path.removeprefix('Remote')}.imports_not_listed"
    tcn.control.post(f"worlds/{tcn.world}/faults", json={"app": "tcn", "reply": reply}).raise_for_status()
    assert ask(tcn, path) == (400, "An error occurred while getting the list of Import Templates!")
