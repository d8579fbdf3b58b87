"""Long lists, which are taken and reported in slices: nothing is lost, doubled or out of order where slices meet."""

import csv
from io import StringIO

from contract_tests.conftest import Site
from contract_tests.tcn.calling import ask, file, upload
from contract_tests.tcn.dialing import records

COUNT = 4_500
FIRST = 2_010_000_000


def sheet(count: int = COUNT) -> str:
    """The lines of a list, their numbers falling."""
    return "".join(f"First{place},Last{place},{FIRST + count - place}\n" for place in range(count))


def taken(site: Site, data: str, **header: str) -> int:
    """Upload a list; the sid of its broadcast."""
    status, text = upload(site, file(data=data, **header))
    assert status == 200, text
    return int(text)


def reported(site: Site, sid: int, **data: str) -> list[dict[str, str]]:
    """The lines of the report of its records."""
    status, text = ask(site, "FtpReportServlet", taskSid=str(sid), templateNumber="2", **data)
    assert status == 200, text
    return list(csv.DictReader(StringIO(text)))


def test_a_long_list_is_taken_and_reported_whole(tcn: Site) -> None:
    """In the order of its lines; as-of reports of it, too, have nothing to tell while nobody was called."""
    sid = taken(tcn, sheet())
    lines = reported(tcn, sid)
    assert [line["First Name"] for line in lines] == [f"First{place}" for place in range(COUNT)]
    assert [int(line["Record ID"]) for line in lines] == list(range(6, 6 + COUNT))
    assert [row["place"] for row in records(tcn, sid)] == list(range(6, 6 + COUNT))
    assert tcn.row("task_groups", sid, app="tcn")["remaining"] == COUNT
    assert [row["contact_id"] for row in tcn.rows("contacts", app="tcn")[7:]] == list(range(8, 8 + COUNT))


def test_a_long_report_is_sorted_whole(tcn: Site) -> None:
    """By the number that is dialled; equal keys leave the order as it was."""
    sid = taken(tcn, sheet())
    ordered = reported(tcn, sid, orderby="ORDER_BY_DIALED_NUMBER")
    assert [int(line["Dialed Number"]) for line in ordered] == list(range(FIRST + 1, FIRST + COUNT + 1))
    assert reported(tcn, sid, orderby="ORDER_BY_TOTAL_COST") == reported(tcn, sid)
    filtered = {"filter": "exclude", "filterValues": "1000"}
    assert reported(tcn, sid, **filtered) == []


def test_a_duplicate_far_behind_is_found(tcn: Site) -> None:
    """The first and the last line have the same number; the record of the last is left out."""
    data = sheet() + f"Again,Again,{FIRST + COUNT}\n"
    lines = reported(tcn, taken(tcn, data, duplicate_handle="Discard"))
    assert len(lines) == COUNT
    assert lines[-1]["First Name"] == f"First{COUNT - 1}"


def test_a_long_list_can_be_put_in_random_order(tcn: Site) -> None:
    """Every place is taken once, and another world of the same seed takes the same."""
    sid = taken(tcn, sheet(), randomize_contacts="true")
    contacts = [row["contact_id"] for row in records(tcn, sid)]
    assert sorted(contacts) == list(range(8, 8 + COUNT))
    assert contacts != sorted(contacts)
    tcn.control.post(f"worlds/{tcn.world}/reset", json={}).raise_for_status()
    assert taken(tcn, sheet(), randomize_contacts="true") == sid
    assert [row["contact_id"] for row in records(tcn, sid)] == contacts
