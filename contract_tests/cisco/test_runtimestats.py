"""Campaign Status API: the example as printed, what is counted since when, and who may see it."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from contract_tests.cisco.conftest import AGENT, SUPERVISOR, Cisco, error
from contract_tests.cisco.floor import DAY, HOUR, Floor, flat, magic

EXAMPLE = Path(__file__).parents[2] / "fixtures" / "cisco" / "examples" / "runtimestats-get.xml"
VOICE = {"attemptedCount": 1, "voiceCount": 1, "totalVoiceCount": 1, "talkTimeCount": 60, "wrapupTimeCount": 10}


@pytest.fixture
def floor(cisco: Cisco) -> Floor:
    """A centre with one agent."""
    centre = Floor(cisco)
    centre.agent()
    return centre


def updated(floor: Floor, campaign: int) -> str | None:
    """When the counters have last changed."""
    return floor.cisco.xml("GET", f"/campaign/{campaign}/runtimestats").findtext("dateTime")


def test_the_documents_example_comes_back_element_for_element(cisco: Cisco) -> None:
    """Names, order and values."""
    printed = ElementTree.fromstring(EXAMPLE.read_text("utf-8"))
    said = cisco.xml("GET", "/campaign/5168/runtimestats")
    assert said.tag == "runtimeStatus"
    assert [(part.tag, part.text) for part in said] == [(part.tag, part.text) for part in printed]


def test_all_counters_are_there_and_zero_before_the_first_call(floor: Floor) -> None:
    """Twenty-five of them, and the moment, which is now by the Logger's clock."""
    shown = flat(floor.cisco.xml("GET", f"/campaign/{floor.campaign()}/runtimestats"))
    assert shown.pop("dateTime") == "2026-01-05T17:00:00"
    assert (len(shown), set(shown.values())) == (25, {"0"})


def test_json_has_numbers(cisco: Cisco) -> None:
    """Without the root."""
    said = cisco.get("/campaign/5168/runtimestats", accept="application/json").json()
    assert (said["voiceCount"], said["talkTimeCount"], said["dateTime"]) == (1, 1, "2016-01-15T13:43:00")


@pytest.mark.parametrize("campaign", ["5100", "9999", "0", "x", "5168x"])
def test_a_campaign_that_the_api_does_not_find_has_no_status(cisco: Cisco, campaign: str) -> None:
    """One of the Outbound Campaign tool, or none at all."""
    said = error(cisco.get(f"/campaign/{campaign}/runtimestats"), 404)
    assert (said.type, said.message) == ("notFound.dbData", "The specified ID does not exist in the database.")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_status_can_only_be_read(cisco: Cisco, method: str) -> None:
    """405 names GET."""
    answer = cisco.call(method, "/campaign/5168/runtimestats")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")


def test_supervisors_may_read_it_and_agents_may_not(cisco: Cisco) -> None:
    """200 and 403; 401 for a stranger."""
    path = "/campaign/5168/runtimestats"
    users = (SUPERVISOR, AGENT, "nobody@demo.local")
    assert [cisco.get(path, user=user).status_code for user in users] == [200, 403, 401]


def test_the_total_is_of_the_contacts_that_wait_to_be_dialled(floor: Floor) -> None:
    """Pending ones, and those to be retried later; not the one that is dialled, nor those that are finished with."""
    campaign = floor.campaign()
    floor.imported(campaign, magic("00"), magic("01"), magic("02"), magic("05"), magic("02"))
    seen = []
    for seconds in (0, 80, 2 * 60, HOUR - 90):
        floor.cisco.advance(seconds)
        seen.append((floor.stats(campaign).get("totalCount", 0), floor.statuses(campaign)))
    assert seen == [
        (4, {"A": 1, "P": 4}),
        (3, {"C": 1, "R": 1, "A": 1, "P": 2}),
        (3, {"C": 2, "R": 3}),
        (2, {"C": 2, "R": 2, "A": 1}),
    ]


def test_the_moment_is_that_of_the_last_change(floor: Floor) -> None:
    """The end of the wrap-up, seventy-six seconds after the call was placed; it stays as long as nothing changes."""
    campaign = floor.campaign()
    floor.imported(campaign, magic("00"))
    floor.cisco.advance(HOUR)
    assert updated(floor, campaign) == "2026-01-05T17:01:16"


def test_at_midnight_the_counters_start_anew_but_for_the_total_of_voices(floor: Floor) -> None:
    """The Logger is in UTC: seven hours from now."""
    campaign = floor.campaign()
    floor.imported(campaign, magic("00"))
    floor.cisco.advance(7 * HOUR - 1)
    assert floor.stats(campaign) == VOICE
    floor.cisco.advance(1)
    assert floor.stats(campaign) == {"totalVoiceCount": 1}
    assert updated(floor, campaign) == "2026-01-06T00:00:00"


def test_midnight_is_the_loggers(floor: Floor) -> None:
    """In New York it is five hours later, and the moment is told by that clock."""
    floor.cisco.patch("settings", "deployment", loggerTimeZone="Eastern Standard Time")
    campaign = floor.campaign()
    floor.imported(campaign, magic("00"))
    floor.cisco.advance(12 * HOUR - 1)
    assert floor.stats(campaign) == VOICE
    assert updated(floor, campaign) == "2026-01-05T12:01:16"
    floor.cisco.advance(1)
    assert floor.stats(campaign) == {"totalVoiceCount": 1}


def test_midnight_moves_with_the_loggers_zone(floor: Floor) -> None:
    """It is set by hand while a midnight is waited for."""
    campaign = floor.campaign()
    floor.imported(campaign, magic("00"))
    floor.cisco.advance(HOUR)
    floor.cisco.patch("settings", "deployment", loggerTimeZone="Eastern Standard Time")
    floor.cisco.advance(11 * HOUR - 1)
    assert floor.stats(campaign) == VOICE
    floor.cisco.advance(1)
    assert floor.stats(campaign) == {"totalVoiceCount": 1}


def test_every_night_the_counters_start_anew(floor: Floor) -> None:
    """A call on each of three days: each day's counters are its own."""
    campaign = floor.campaign()
    for day in range(1, 4):
        floor.imported(campaign, magic("00"))
        floor.cisco.advance(2 * 60)
        assert floor.stats(campaign) == VOICE | {"totalVoiceCount": day}
        floor.cisco.advance(DAY)


def test_counters_of_another_day_do_not_come_back(floor: Floor) -> None:
    """Rows that were put by hand long ago are set back with the first call that is counted."""
    campaign = floor.campaign()
    old = {"busyCount": 7, "totalVoiceCount": 7, "dateTime": "2026-01-02T10:00:00Z"}
    floor.cisco.put("runtime", campaign, **old)
    floor.imported(campaign, magic("00"))
    floor.cisco.advance(2 * 60)
    assert floor.stats(campaign) == VOICE | {"totalVoiceCount": 8}


def test_counters_that_are_put_by_hand_are_those_of_today(floor: Floor) -> None:
    """Without a moment of their own; at midnight they start anew."""
    campaign = floor.campaign()
    floor.cisco.put("runtime", campaign, busyCount=7)
    assert updated(floor, campaign) == "2026-01-05T17:00:00"
    floor.cisco.advance(7 * HOUR)
    assert floor.stats(campaign) == {}


def test_the_documents_example_is_still_there_after_other_campaigns_have_dialled(floor: Floor) -> None:
    """It is a picture of a day in 2016, which no midnight of these days touches."""
    before = floor.stats(5168)
    campaign = floor.campaign()
    floor.imported(campaign, magic("00"))
    floor.cisco.advance(3 * DAY)
    assert floor.stats(5168) == before == dict.fromkeys(before, 1)


def test_the_total_of_voices_starts_anew_when_the_contacts_are_overwritten(floor: Floor) -> None:
    """The counters of the day stay."""
    campaign = floor.campaign()
    floor.imported(campaign, magic("00"))
    floor.cisco.advance(2 * 60)
    floor.imported(campaign, magic("05"))
    assert floor.stats(campaign)["totalVoiceCount"] == 1
    floor.imported(campaign, magic("05"), overwrite=True)
    left = {name: count for name, count in VOICE.items() if name != "totalVoiceCount"}
    assert floor.stats(campaign) == left


def test_a_world_in_which_nothing_happens_does_not_tick(floor: Floor) -> None:
    """Once all is counted and purged, no further midnight is waited for."""
    campaign = floor.campaign()
    floor.imported(campaign, magic("00"))
    floor.cisco.advance(10 * DAY)
    assert floor.statuses(campaign) == {}
    assert floor.cisco.advance(10 * DAY) == []
