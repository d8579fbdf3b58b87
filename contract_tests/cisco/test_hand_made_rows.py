"""Rows that a user writes by hand: what the dialler cannot reckon with is refused, what leads nowhere does no harm."""

from collections.abc import Mapping

import pytest

from contract_tests.cisco.conftest import ADMINISTRATOR, Cisco, error
from contract_tests.cisco.floor import DAY, HOUR, Floor, magic

FAR = 10**12


@pytest.fixture
def floor(cisco: Cisco) -> Floor:
    """A centre with nobody in it."""
    return Floor(cisco)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("linesPerAgent", 1e308),
        ("maximumLinesPerAgent", -1),
        ("noAnswerRingLimit", FAR),
        ("noAnswerDelay", FAR),
        ("busySignalDelay", 100_000),
        ("customerAbandonedDelay", -1),
        ("dialerAbandonedDelay", FAR),
        ("answeringMachineDelay", FAR),
        ("customerNotHomeDelay", FAR),
        ("maxTermToneAnalysis", -1),
        ("minimumCallDuration", 11),
        ("reservationPercentage", 101),
        ("maxAttempts", 101),
        ("predictiveGain", 1e308),
        ("skillGroupInfos", [{"skillGroup": 5002, "recordsToCache": FAR}]),
        ("skillGroupInfos", [{"skillGroup": 5002, "overflowAgents": -1}]),
    ],
)
def test_a_campaign_keeps_within_bounds(cisco: Cisco, field: str, value: object) -> None:
    """Else the dialler could not go on; the campaign stays as it was."""
    assert _refused(cisco, "campaigns", "5000", {field: value})


@pytest.mark.parametrize(
    ("field", "value"), [("nextPhone", 2**31), ("nextPhone", -1), ("numbers", "1 2 3 4 5 6 7 8 9 10 11")]
)
def test_a_contact_has_ten_phones_at_most(cisco: Cisco, field: str, value: object) -> None:
    """And is called on one of them."""
    assert _refused(cisco, "contacts", "5000,1", {field: value})


def test_a_call_is_on_one_of_ten_phones(floor: Floor) -> None:
    """A place beyond would have to be made room for."""
    floor.agent()
    campaign = floor.campaign()
    floor.imported(campaign, magic("02"))
    floor.settle()
    (call,) = floor.calls()
    assert _refused(floor.cisco, "dialer_calls", call["callId"], {"phone": 2**31})
    assert _refused(floor.cisco, "dialer_calls", call["callId"], {"talkSeconds": FAR})


def _refused(cisco: Cisco, table: str, key: object, fields: Mapping[str, object]) -> bool:
    """Whether a change of a row by hand is refused, by the name of the field, and leaves the row alone."""
    before = cisco.row(table, key)
    path = f"worlds/{cisco.site.world}/state/cisco/{table}/{key}"
    answer = cisco.site.control.patch(path, json=fields)
    told = answer.json()["error"]
    assert (answer.status_code, told["code"]) == (400, "bad_value")
    (name,) = fields
    assert name in told["message"]
    return cisco.row(table, key) == before


@pytest.mark.parametrize("zone", ["Dateline Standard Time", "UTC", "Line Islands Standard Time"])
def test_a_campaign_may_begin_on_the_last_day_of_the_calendar(floor: Floor, zone: str) -> None:
    """It waits; west of Greenwich that day ends where no calendar goes."""
    floor.agent()
    campaign = floor.campaign(startDate="9999-12-31", endDate="9999-12-31")
    floor.cisco.patch("campaigns", campaign, timeZone=zone)
    floor.imported(campaign, magic("00"))
    floor.cisco.advance(DAY)
    assert floor.came_of(campaign) == ("pending", 0, 0)


@pytest.mark.parametrize("operation", ["", "Nothing", "GetCampaign", "ListCampaigns"])
def test_a_waiting_request_for_nothing_that_can_be_done_is_forgotten(cisco: Cisco, operation: str) -> None:
    """It is taken out of the queue, and what comes behind it is worked on."""
    cisco.call("POST", "/skillgroup?async=true", "<skillGroup><name>first</name></skillGroup>")
    cisco.call("POST", "/skillgroup?async=true", "<skillGroup><name>second</name></skillGroup>")
    cisco.patch("jobs", 1, operation=operation)
    cisco.advance(10)
    assert error(cisco.get("/asynchrequeststatus/1"), 404).type == "notFound.dbData"
    assert cisco.get("/asynchrequeststatus/2").status_code == 201


@pytest.mark.parametrize(
    "outcome", [[], [["nothing", "{}"]], [["stale", "{}"]], [["updated", "{"]], [["updated", "[]"]]]
)
def test_an_outcome_that_nobody_would_answer_is_as_good_as_none(cisco: Cisco, outcome: list[list[str]]) -> None:
    """A row that is done, by hand."""
    cisco.put("jobs", 9, operation="UpdateCampaign", userName=ADMINISTRATOR, progress="DONE", outcome=outcome)
    assert error(cisco.get("/asynchrequeststatus/9"), 404).type == "notFound.dbData"


def test_a_user_signs_in_by_the_name_that_the_row_has(cisco: Cisco) -> None:
    """As it is written there; names in small letters do in any."""
    cisco.put("users", "Ann.Example@Demo.local", password="demo", role="administrator")
    assert cisco.get("/campaign", user="Ann.Example@Demo.local").status_code == 200
    assert cisco.get("/campaign", user="ADMINISTRATOR@DEMO.LOCAL").status_code == 200
    assert cisco.get("/campaign", user="ann.example@demo.local").status_code == 401


@pytest.mark.parametrize("numbers", ["-", "- -", "+", "#*", "x y z"])
def test_numbers_that_cannot_be_dialled_come_to_an_end(floor: Floor, numbers: str) -> None:
    """The contact is closed and holds nobody up."""
    floor.agent()
    campaign = floor.campaign()
    floor.imported(campaign, magic("00"))
    floor.cisco.put("contacts", f"{campaign},50", numbers=numbers)
    floor.cisco.advance(HOUR)
    assert floor.statuses(campaign) == {"C": 2}
