"""Import API: thirty requests wait in the queue, one more is turned away, and time works them off."""

import pytest

from contract_tests.cisco.conftest import Cisco, error, local
from contract_tests.cisco.contacts import IMPORT, contacts, sheet

AT_CAPACITY = "Request processing queue is at capacity."
COLUMNS = "AccountNumber,FirstName,LastName,Phone01,Phone02,TimeZoneBias,DstObserved"


def row(number: int) -> str:
    """One contact by its account number."""
    return sheet(COLUMNS, f"{number:03},Ann,Lee,2225550111,,0,false")


def fill(cisco: Cisco) -> None:
    """On a frozen clock nothing is worked off: thirty requests wait."""
    for number in range(30):
        answer = cisco.call("POST", f"{IMPORT}?async=true", row(number))
        assert (answer.status_code, "IN_QUEUE" in answer.text) == (202, True)
        assert answer.headers["location"].startswith(f"{cisco.url}/asynchrequeststatus/")


def test_the_31st_request_is_turned_away_and_the_others_are_done_in_time(cisco: Cisco) -> None:
    """Nothing is stored before its turn; all thirty are taken in the order in which they came."""
    fill(cisco)
    answer = cisco.call("POST", f"{IMPORT}?async=true", row(30))
    assert error(answer, 503).message == AT_CAPACITY
    assert answer.headers["ringback-source"] == "Cisco UCCE Outbound API §Import API; documented"
    assert len(contacts(cisco)) == 1
    cisco.advance(60)
    accounts = [contact["accountNumber"] for contact in contacts(cisco)]
    assert accounts == ["4019", *[f"{number:03}" for number in range(30)]]


@pytest.mark.parametrize("query", ["", "?async=true", "?async=false"])
def test_a_full_queue_turns_away_whatever_would_change_contacts(cisco: Cisco, query: str) -> None:
    """Before the body is looked at; reading goes on."""
    fill(cisco)
    for method, body in (("POST", row(30)), ("POST", "no import at all"), ("DELETE", None)):
        found = error(cisco.call(method, f"{IMPORT}{query}", body), 503)
        assert (found.type, found.message) == ("limitExceeded.requestQueue", AT_CAPACITY)
    assert cisco.get(IMPORT).status_code == 200


def test_when_one_request_has_been_worked_off_there_is_room_for_one_more(cisco: Cisco) -> None:
    """The queue has less than thirty then."""
    fill(cisco)
    cisco.advance(0.5)
    assert cisco.call("POST", f"{IMPORT}?async=true", row(30)).status_code == 202
    assert error(cisco.call("POST", f"{IMPORT}?async=true", row(31)), 503).message == AT_CAPACITY
    cisco.advance(1)
    assert [contact["accountNumber"] for contact in contacts(cisco)] == ["4019", "000"]
    assert cisco.call("POST", IMPORT, row(32)).status_code == 200


def test_rows_that_are_wrong_are_refused_before_they_wait(cisco: Cisco) -> None:
    """A request in the queue has passed validation."""
    found = error(cisco.call("POST", f"{IMPORT}?async=true", sheet("Phone01", "x", overwrite="true")))
    assert found.type == "invalidInput.invalidRow"
    assert cisco.rows("jobs") == []


def test_what_has_become_wrong_while_it_waited_changes_nothing(cisco: Cisco) -> None:
    """Columns are compared when the turn has come: the first import may have gone, or another have come."""
    assert cisco.call("DELETE", f"{IMPORT}?async=true").status_code == 202
    assert cisco.call("POST", f"{IMPORT}?async=true", sheet("LastName,Phone01", "Lee,222")).status_code == 202
    assert cisco.call("POST", f"{IMPORT}?async=true", row(1)).status_code == 202
    cisco.advance(10)
    assert [contact.get("lastName") for contact in contacts(cisco)] == ["Lee"]


def test_an_import_whose_campaign_is_deleted_while_it_waits_stores_nothing(cisco: Cisco) -> None:
    """The campaign is looked for again."""
    assert cisco.call("POST", f"{IMPORT}?async=true", row(1)).status_code == 202
    assert cisco.call("DELETE", "/campaign/5000").status_code == 200
    cisco.advance(10)
    assert len(cisco.rows("contacts")) == 1


def test_a_deletion_may_wait_too(cisco: Cisco) -> None:
    """Its contacts are there until its turn has come."""
    assert cisco.call("DELETE", f"{IMPORT}?async=true").status_code == 202
    assert len(contacts(cisco)) == 1
    cisco.advance(5)
    assert contacts(cisco) == []


def test_imports_that_wait_too_long_are_never_done(cisco: Cisco) -> None:
    """After 30 seconds a request is taken out of the queue, and an error says so where its progress is told."""
    cisco.patch("settings", "deployment", secondsPerRequest=40)
    assert cisco.call("POST", f"{IMPORT}?async=true", row(1)).status_code == 202
    late = [cisco.call("POST", f"{IMPORT}?async=true", row(2)), cisco.call("DELETE", f"{IMPORT}?async=true")]
    cisco.advance(60)
    assert [contact["accountNumber"] for contact in contacts(cisco)] == ["4019", "001"]
    for answer in late:
        told = error(cisco.get(local(answer.headers["location"])), 500)
        assert told.message == "The request timed out in the request processing queue."
