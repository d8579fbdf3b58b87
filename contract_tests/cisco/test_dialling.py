"""What becomes of contacts that are dialled: results, statuses, retries, phones, and the counters of all that."""

from typing import Any

import pytest

from contract_tests.cisco.conftest import Cisco
from contract_tests.cisco.floor import DAY, HOUR, Floor, magic

MINUTE = 60
# What comes of one call to each reserved number: status, result, and the counters besides.
ONCE: dict[str, tuple[str, int, dict[str, int]]] = {
    "00": ("closed", 10, {"attemptedCount": 1, "voiceCount": 1, "totalVoiceCount": 1, "talkTimeCount": 60}),
    "01": ("retry", 9, {"attemptedCount": 1, "busyCount": 1}),
    "02": ("retry", 8, {"noAnswerDetectCount": 1}),
    "03": ("retry", 12, {"attemptedCount": 1, "answeringMachineCount": 1}),
    "04": ("closed", 11, {"attemptedCount": 1, "faxDetectCount": 1, "closedCount": 1}),
    "05": ("closed", 7, {"attemptedCount": 1, "sitToneDetectCount": 1, "closedCount": 1}),
    "06": ("retry", 6, {"attemptedCount": 1, "noDialToneDetectCount": 1}),
    "07": ("retry", 21, {"attemptedCount": 1, "customerAbandonDetectCount": 1}),
    "08": ("retry", 24, {"attemptedCount": 1, "customerNotHomeCount": 1, "talkTimeCount": 15}),
    "09": ("retry", 8, {"noAnswerDetectCount": 1}),
}
# In the end, with three attempts.
AT_LAST = {
    "00": ("closed", 10, 1),
    "01": ("maxAttemptsReached", 9, 3),
    "02": ("maxAttemptsReached", 8, 3),
    "03": ("maxAttemptsReached", 12, 3),
    "04": ("closed", 11, 1),
    "05": ("closed", 7, 1),
    "06": ("maxAttemptsReached", 6, 3),
    "07": ("maxAttemptsReached", 21, 3),
    "08": ("maxAttemptsReached", 24, 3),
    "09": ("closed", 10, 3),
}


@pytest.fixture
def floor(cisco: Cisco) -> Floor:
    """A centre with one agent."""
    centre = Floor(cisco)
    centre.agent()
    return centre


def dialled(floor: Floor, ending: str, **elements: object) -> int:
    """A campaign with one contact, who has been called once."""
    campaign = floor.campaign(**elements)
    floor.imported(campaign, magic(ending))
    floor.cisco.advance(2 * MINUTE)
    return campaign


@pytest.mark.parametrize("ending", ONCE)
def test_a_call_to_a_reserved_number_has_its_result_its_status_and_its_counters(floor: Floor, ending: str) -> None:
    """One call, and everything that is told of it agrees."""
    campaign = dialled(floor, ending)
    status, result, counted = ONCE[ending]
    shown = floor.contact(campaign)
    assert (shown["callStatus"], shown["callResultOverall"], shown["callsMade"]) == (status, str(result), "1")
    assert shown["phone01/callResult"] == str(result)
    waits = {"totalCount": 1} if status == "retry" else {}
    talked = {"wrapupTimeCount": 10} if "talkTimeCount" in counted else {}
    assert floor.stats(campaign) == counted | waits | talked


@pytest.mark.parametrize("ending", AT_LAST)
def test_a_contact_is_called_until_it_is_reached_or_the_attempts_are_used_up(floor: Floor, ending: str) -> None:
    """maxAttempts is 3 by default; 09 is answered after two failed attempts."""
    campaign = floor.campaign()
    floor.imported(campaign, magic(ending))
    floor.cisco.advance(6 * HOUR)
    assert floor.came_of(campaign) == AT_LAST[ending]


@pytest.mark.parametrize(
    ("ending", "delay", "usual", "takes"),
    [
        ("01", "busySignalDelay", 60, 2),
        ("02", "noAnswerDelay", 60, 24),
        ("03", "answeringMachineDelay", 60, 20),
        ("06", "noAnswerDelay", 60, 1),
        ("07", "customerAbandonedDelay", 30, 7),
        ("08", "customerNotHomeDelay", 60, 21),
    ],
)
@pytest.mark.parametrize("minutes", [None, 5])
def test_a_retry_waits_for_the_delay_of_its_kind(
    floor: Floor, ending: str, delay: str, usual: int, takes: int, minutes: int | None
) -> None:
    """It is dialled again when the minutes have passed since the call ended, and not a second before."""
    campaign = floor.campaign(retries={} if minutes is None else {delay: minutes})
    floor.imported(campaign, magic(ending))
    floor.cisco.advance(takes)
    assert floor.came_of(campaign)[0] == "retry"
    floor.cisco.advance((minutes or usual) * MINUTE - 1)
    assert floor.came_of(campaign)[0] == "retry"
    floor.cisco.advance(1)
    assert floor.came_of(campaign)[0] == "active"


def test_no_retry_follows_when_the_attempts_are_used_up(floor: Floor) -> None:
    """maxAttempts 1: one busy signal is the end, and counts as closed without reaching the customer."""
    campaign = dialled(floor, "01", maxAttempts=1)
    assert floor.came_of(campaign) == ("maxAttemptsReached", 9, 1)
    assert floor.stats(campaign) == {"attemptedCount": 1, "busyCount": 1, "closedCount": 1}


def test_a_contacts_phones_are_tried_in_order_while_it_is_pending(floor: Floor) -> None:
    """Busy, then nobody, then answered: the contact stays pending until all its numbers have been dialled."""
    campaign = floor.campaign()
    row = f"{magic('01')},,{magic('02')},{magic('00')}"
    floor.imported(campaign, row, header="Phone01,Phone02,Phone03,Phone04")
    floor.cisco.advance(2)
    shown = floor.contact(campaign)
    assert (shown["callsMade"], shown["phone01/callResult"], shown["phone03/callResult"]) == ("1", "9", "0")
    floor.cisco.advance(24 + 6 + 60)
    assert floor.came_of(campaign) == ("closed", 10, 3)
    shown = floor.contact(campaign)
    assert [shown[f"phone0{place}/callResult"] for place in (1, 3, 4)] == ["9", "8", "10"]


def test_after_all_phones_the_first_that_may_still_answer_is_retried(floor: Floor) -> None:
    """Invalid, busy, fax: the second is dialled again after the delay for busy; the others never are."""
    campaign = floor.campaign(maxAttempts=9)
    row = f"{magic('05')},{magic('01')},{magic('04')}"
    floor.imported(campaign, row, header="Phone01,Phone02,Phone03")
    floor.cisco.advance(MINUTE)
    assert floor.came_of(campaign) == ("retry", 11, 3)
    floor.cisco.advance(HOUR)
    assert floor.came_of(campaign) == ("retry", 9, 4)
    assert floor.contact(campaign)["phone02/callResult"] == "9"
    assert floor.stats(campaign) == {
        "attemptedCount": 4,
        "busyCount": 2,
        "faxDetectCount": 1,
        "sitToneDetectCount": 1,
    } | {"totalCount": 1}


def test_a_contact_none_of_whose_numbers_can_answer_is_closed(floor: Floor) -> None:
    """Fax and invalid: there is nobody to call again."""
    campaign = floor.campaign()
    floor.imported(campaign, f"{magic('04')},{magic('05')}", header="Phone01,Phone02")
    floor.cisco.advance(MINUTE)
    assert floor.came_of(campaign) == ("closed", 7, 2)
    assert floor.stats(campaign)["closedCount"] == 1


def test_the_attempts_of_all_phones_together_are_limited(floor: Floor) -> None:
    """Two attempts are used up by two of three phones."""
    campaign = floor.campaign(maxAttempts=2)
    row = f"{magic('01')},{magic('01')},{magic('00')}"
    floor.imported(campaign, row, header="Phone01,Phone02,Phone03")
    floor.cisco.advance(DAY)
    assert floor.came_of(campaign) == ("maxAttemptsReached", 9, 2)


@pytest.mark.parametrize(("rings", "result", "seconds"), [(2, 8, 12), (3, 8, 18), (4, 12, 20), (10, 12, 20)])
def test_a_phone_rings_as_often_as_the_campaign_allows(floor: Floor, rings: int, result: int, seconds: int) -> None:
    """A machine that picks up after twenty seconds is not met with three rings of six seconds."""
    campaign = floor.campaign(noAnswerRingLimit=rings)
    floor.imported(campaign, magic("03"))
    floor.cisco.advance(seconds - 1)
    assert floor.came_of(campaign)[0] == "active"
    floor.cisco.advance(1)
    assert floor.came_of(campaign) == ("retry", result, 1)


@pytest.mark.parametrize(("limit", "result"), [(0, 10), (1, 21), (10, 21)])
def test_a_call_that_is_shorter_than_the_limit_is_abandoned_by_the_customer(
    floor: Floor, limit: int, result: int
) -> None:
    """Somebody hangs up within the first second; 0 switches the rule off, and an agent has the call."""
    campaign = dialled(floor, "07", minimumCallDuration=limit)
    assert floor.came_of(campaign)[1] == result


def test_the_prefix_is_dialled_before_the_number_and_an_extension_not_at_all(floor: Floor) -> None:
    """What becomes of the call is decided by the number alone."""
    campaign = floor.campaign(campaignPrefix="978")
    floor.imported(campaign, f"{magic('00')}*22")
    floor.settle()
    assert [call["dialed"] for call in floor.calls("ringing")] == ["9787275550100"]
    floor.cisco.advance(2 * MINUTE)
    assert floor.came_of(campaign) == ("closed", 10, 1)


def test_a_number_without_digits_cannot_be_dialled(floor: Floor) -> None:
    """The gateway refuses it: result 31, and nothing to retry."""
    campaign = floor.campaign()
    floor.imported(campaign, "*#")
    floor.cisco.advance(MINUTE)
    assert floor.came_of(campaign) == ("closed", 31, 1)


def test_a_campaign_that_is_disabled_has_its_active_contacts_back_at_once(floor: Floor) -> None:
    """Those whose phones ring and those in the dialler's memory are pending, with result 25, as if never dialled."""
    campaign = floor.campaign(info="<recordsToCache>5</recordsToCache>")
    floor.imported(campaign, *[magic("02")] * 8)
    floor.cisco.advance(10)
    assert floor.statuses(campaign) == {"A": 5, "P": 3}
    floor.update(campaign, enabled="false")
    assert floor.statuses(campaign) == {"P": 8}
    assert floor.came_of(campaign, 1) == floor.came_of(campaign, 5) == ("pending", 25, 0)
    assert floor.came_of(campaign, 6) == ("pending", 0, 0)
    assert (floor.calls(), floor.states(), floor.stats(campaign)) == ([], ["ready"], {"totalCount": 8})
    assert floor.cisco.advance(HOUR) == []


def test_the_emergency_stop_leaves_no_contact_active(floor: Floor) -> None:
    """A conversation goes on, and is recorded as it will be; the rest goes back."""
    campaign = floor.campaign(linesPerAgent=2)
    floor.imported(campaign, magic("00"), magic("02"), magic("00"))
    floor.cisco.advance(10)
    assert floor.statuses(campaign) == {"A": 2, "P": 1}
    assert floor.cisco.call("PUT", "/campaign/disable").status_code == 200
    assert floor.statuses(campaign) == {"C": 1, "P": 2}
    assert floor.states() == ["talking"]
    floor.cisco.advance(HOUR)
    assert floor.states() == ["ready"]
    counted = {"attemptedCount": 1, "voiceCount": 1, "totalVoiceCount": 1, "talkTimeCount": 60, "wrapupTimeCount": 10}
    assert floor.stats(campaign) == counted | {"totalCount": 2}


def test_a_contact_that_is_deleted_during_its_call_is_forgotten(floor: Floor) -> None:
    """The list is cleared while one phone rings: nothing is counted, and the agent is free."""
    campaign = floor.campaign()
    floor.imported(campaign, magic("02"))
    floor.cisco.advance(5)
    assert floor.cisco.call("DELETE", f"/campaign/{campaign}/import").status_code == 200
    floor.cisco.advance(HOUR)
    assert (floor.calls(), floor.states(), floor.stats(campaign)) == ([], ["ready"], {})


def test_contacts_are_dialled_in_the_order_in_which_they_were_imported(floor: Floor) -> None:
    """One line: the first contact is called first."""
    campaign = floor.campaign()
    floor.imported(campaign, *[magic("01")] * 3)
    seen = []
    for _ in range(3):
        floor.cisco.advance(1)
        seen.append([call["contactId"] for call in floor.calls("ringing")])
        floor.cisco.advance(1)
    assert seen == [[1], [2], [3]]


def test_who_is_promised_a_callback_is_called_before_those_who_only_wait(floor: Floor) -> None:
    """The third contact's callback is due; the first two have waited longer."""
    campaign = floor.campaign(enabled="false")
    floor.imported(campaign, *[magic("02")] * 3)
    floor.cisco.patch("contacts", f"{campaign},3", callStatus="B", due="2026-01-05T17:00:00Z")
    floor.update(campaign, enabled="true")
    floor.settle()
    assert [call["contactId"] for call in floor.calls("ringing")] == [3]


def test_a_contact_that_is_put_by_hand_is_dialled_like_any_other(floor: Floor) -> None:
    """By the control plane, with nothing but its number."""
    campaign = floor.campaign()
    floor.cisco.put("contacts", f"{campaign},77", numbers=magic("00"))
    floor.cisco.advance(2 * MINUTE)
    assert floor.came_of(campaign, 77) == ("closed", 10, 1)


@pytest.mark.parametrize("changes", [{"callStatus": "C"}, {"numbers": ""}])
def test_a_contact_that_is_changed_by_hand_during_its_call_is_left_as_it_was_put(
    floor: Floor, changes: dict[str, Any]
) -> None:
    """The dialler has no say in it any more."""
    campaign = floor.campaign()
    floor.imported(campaign, magic("02"))
    floor.cisco.advance(5)
    row = floor.cisco.patch("contacts", f"{campaign},1", **changes).json()
    floor.cisco.advance(HOUR)
    assert floor.cisco.row("contacts", f"{campaign},1") == row
    assert (floor.calls(), floor.stats(campaign)) == ([], {})


def test_a_contact_that_the_dialler_has_lost_is_pending_again_after_an_hour(floor: Floor) -> None:
    """Status unknown."""
    campaign = floor.campaign(enabled="false")
    floor.imported(campaign, magic("00"))
    floor.cisco.patch("contacts", f"{campaign},1", callStatus="U")
    floor.cisco.advance(HOUR - 1)
    assert floor.came_of(campaign)[0] == "unknown"
    floor.cisco.advance(1)
    assert floor.came_of(campaign)[0] == "pending"


def test_finished_contacts_are_purged_five_days_after_their_import(floor: Floor) -> None:
    """At midnight; those that are still to be called stay, however old."""
    campaign = floor.campaign(retries={"busySignalDelay": 99999})
    floor.imported(campaign, magic("00"), magic("01"), magic("05"))
    floor.cisco.advance(5 * DAY + 6 * HOUR)
    assert floor.statuses(campaign) == {"C": 2, "R": 1}
    floor.cisco.advance(DAY)
    assert floor.statuses(campaign) == {"R": 1}
