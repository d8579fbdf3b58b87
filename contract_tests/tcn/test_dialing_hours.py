"""When broadcasts may call: the hours at the number's place, the account's own, and schedule rules; around both changes
of daylight saving time too.
"""

from typing import Any

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.dialing import begin, calls, group, made, records, results, status, world_at

HOUR = 3600
# Reserved numbers that answer: Salt Lake City, New York, Los Angeles, Honolulu, Phoenix.
UTAH, NEW_YORK, LOS_ANGELES, HONOLULU, PHOENIX = (f"{code}5550100" for code in (801, 212, 213, 808, 602))


def dialled_at(site: Site, start: str, number: str, hours: int = 24, **header: str | None) -> list[str]:
    """When a number is dialled in a broadcast that is uploaded at a moment."""
    world_at(site, start)
    sid = begin(site, number, **header)
    site.advance(hours * HOUR)
    return made(site, sid, "start_time")


def test_a_number_is_called_in_its_own_day(tcn: Site) -> None:
    """At ten in Denver it is seven in Honolulu: that record waits an hour, 2110, while the other is called."""
    sid = begin(tcn, HONOLULU, UTAH)
    tcn.advance(60)
    assert [row["status"] for row in records(tcn, sid)] == [2110, 2300]
    assert status(tcn, sid) == 1200
    tcn.advance(HOUR)
    assert made(tcn, sid, "start_time") == ["2026-01-05T17:00:02Z", "2026-01-05T18:00:00Z"]
    assert status(tcn, sid) == 1300


@pytest.mark.parametrize(
    ("start", "dialled"),
    [
        # A second before eight, and just before nine in the evening.
        ("2026-01-05T14:59:57Z", "2026-01-05T15:00:00Z"),
        ("2026-01-06T03:59:57Z", "2026-01-06T03:59:59Z"),
        ("2026-01-06T03:59:58Z", "2026-01-06T15:00:00Z"),
    ],
)
def test_calls_go_out_from_eight_to_nine(tcn: Site, start: str, dialled: str) -> None:
    """In Salt Lake City; nine itself is too late."""
    assert dialled_at(tcn, start, UTAH) == [dialled]


def test_any_hour_will_do_with_the_override(tcn: Site) -> None:
    """`timezone_override`: calls may go out after 9 PM and before 8 AM."""
    assert dialled_at(tcn, "2026-01-06T09:00:00Z", UTAH, timezone_override="true") == ["2026-01-06T09:00:02Z"]


def test_a_number_of_no_place_is_called_by_the_zone_of_the_broadcast(tcn: Site) -> None:
    """A toll-free one, at seven in Denver and nine in New York."""
    start, number = "2026-01-05T14:00:00Z", "8005550100"
    assert dialled_at(tcn, start, number, timezone="America/Denver") == ["2026-01-05T15:00:00Z"]
    assert dialled_at(tcn, start, number, timezone="America/New_York") == ["2026-01-05T14:00:02Z"]


def test_an_attempt_that_falls_into_the_night_is_made_in_the_morning(tcn: Site) -> None:
    """Busy at a quarter to nine: the second attempt would be at a quarter past."""
    assert dialled_at(tcn, "2026-01-06T03:44:58Z", "8015550101") == ["2026-01-06T03:45:00Z", "2026-01-06T15:00:00Z"]


@pytest.mark.parametrize(
    ("start", "number", "dialled"),
    [
        # Ten in the evening before clocks go forward on 2026-03-08: the night has nine hours until eight.
        ("2026-03-08T06:00:00Z", LOS_ANGELES, "2026-03-08T15:00:00Z"),
        ("2026-03-07T06:00:00Z", LOS_ANGELES, "2026-03-07T16:00:00Z"),
        ("2026-03-09T05:00:00Z", LOS_ANGELES, "2026-03-09T15:00:00Z"),
        # And before they go back on 2026-11-01: it has eleven.
        ("2026-11-01T05:00:00Z", LOS_ANGELES, "2026-11-01T16:00:00Z"),
        ("2026-10-31T05:00:00Z", LOS_ANGELES, "2026-10-31T15:00:00Z"),
        ("2026-11-02T06:00:00Z", LOS_ANGELES, "2026-11-02T16:00:00Z"),
        # Arizona has no daylight saving time.
        ("2026-03-08T06:00:00Z", PHOENIX, "2026-03-08T15:00:00Z"),
        ("2026-11-01T05:00:00Z", PHOENIX, "2026-11-01T15:00:00Z"),
    ],
)
def test_eight_in_the_morning_is_eight_by_the_clock(tcn: Site, start: str, number: str, dialled: str) -> None:
    """Around both changes of Pacific time."""
    assert dialled_at(tcn, start, number) == [dialled]


@pytest.mark.parametrize(
    ("start", "dialled"),
    [
        # Nine in the evening of the day on which clocks have gone forward, and back.
        ("2026-03-09T03:59:56Z", "2026-03-09T03:59:58Z"),
        ("2026-03-09T03:59:58Z", "2026-03-09T15:00:00Z"),
        ("2026-11-02T04:59:56Z", "2026-11-02T04:59:58Z"),
        ("2026-11-02T04:59:58Z", "2026-11-02T16:00:00Z"),
    ],
)
def test_nine_in_the_evening_is_nine_by_the_clock(tcn: Site, start: str, dialled: str) -> None:
    """Around both changes of Pacific time."""
    assert dialled_at(tcn, start, LOS_ANGELES) == [dialled]


def test_the_account_s_own_hours_are_used_where_the_upload_says_so(tcn: Site) -> None:
    """Noon to two on weekdays, instead of eight to nine; the override does not lift them."""
    rules = [{"days": [0, 1, 2, 3, 4], "start": 720, "end": 840}]
    tcn.patch("accounts", 1001, app="tcn", calling_rules=rules)
    sid = begin(tcn, UTAH, custom_calling_rules="true", timezone_override="true")
    plain = begin(tcn, UTAH, sha_digest_override="true")
    tcn.advance(3 * HOUR)
    assert made(tcn, sid, "start_time") == ["2026-01-05T19:00:00Z"]
    assert made(tcn, plain, "start_time") == ["2026-01-05T17:00:02Z"]


def test_an_account_without_rules_keeps_to_the_usual_hours(tcn: Site) -> None:
    """Custom rules that do not exist forbid nothing more."""
    sid = begin(tcn, UTAH, HONOLULU, custom_calling_rules="true")
    tcn.advance(60)
    assert [row["status"] for row in records(tcn, sid)] == [2300, 2110]


def test_records_that_sleep_when_time_is_up_are_cancelled_for_their_time_zone(tcn: Site) -> None:
    """9100 CAX for the one in Honolulu, where it is not yet eight; 9200 CAT for one that waits for its next attempt."""
    sid = begin(tcn, HONOLULU, "8015550101", end_time="01/05/2026 10:30")
    tcn.advance(1800)
    assert (results(tcn, sid), status(tcn, sid), group(tcn, sid)["remaining"]) == ([9100, 9200], 1310, 0)
    assert [row["status"] for row in records(tcn, sid)] == [2310, 2310]


def advance_and_see(site: Site, sid: int, *seconds: int) -> list[Any]:
    """The state of a broadcast after each of these spans."""
    seen = []
    for span in seconds:
        site.advance(span)
        seen.append(status(site, sid))
    return seen


def test_a_schedule_rule_holds_a_broadcast_back(tcn: Site) -> None:
    """Evenings, six to nine in New York: at noon there the broadcast is 1220, at six it is 1200 and calls."""
    sid = begin(tcn, UTAH, schedule_rule="Evenings")
    assert advance_and_see(tcn, sid, 2, 6 * HOUR - 3, 1) == [1220, 1220, 1200]
    assert made(tcn, sid, "start_time") == ["2026-01-05T23:00:00Z"]


def test_a_rule_that_closes_stops_a_broadcast_in_the_middle(tcn: Site) -> None:
    """Office hours end at five in Los Angeles; the call under way goes on, the second attempt is made the next day."""
    world_at(tcn, "2026-01-06T00:58:58Z")
    sid = begin(tcn, "2135550101", schedule_rule="Office hours")
    assert advance_and_see(tcn, sid, 59, 3, 16 * HOUR - 1, 1) == [1200, 1220, 1220, 1200]
    assert made(tcn, sid, "start_time") == ["2026-01-06T00:59:00Z", "2026-01-06T17:00:00Z"]


@pytest.mark.parametrize(
    ("start", "opens"),
    [
        # Friday evening before either change: office hours begin at nine on Monday, in the other time.
        ("2026-03-07T02:00:00Z", "2026-03-09T16:00:00Z"),
        ("2026-10-31T01:00:00Z", "2026-11-02T17:00:00Z"),
        ("2026-02-28T02:00:00Z", "2026-03-02T17:00:00Z"),
    ],
)
def test_a_rule_s_hours_are_those_of_its_clock(tcn: Site, start: str, opens: str) -> None:
    """Nine to five on weekdays, around both changes of Pacific time."""
    assert dialled_at(tcn, start, LOS_ANGELES, hours=72, schedule_rule="Office hours") == [opens]


def test_a_paused_broadcast_is_not_woken_by_its_rule(tcn: Site) -> None:
    """It is played when somebody plays it."""
    sid = begin(tcn, UTAH, schedule_rule="Evenings")
    tcn.advance(60)
    tcn.patch("task_groups", sid, app="tcn", status=1210)
    assert advance_and_see(tcn, sid, 8 * HOUR) == [1210]
    tcn.patch("task_groups", sid, app="tcn", status=1200)
    tcn.advance(60)
    assert made(tcn, sid, "result_code") == [2000]


def test_the_number_s_hours_hold_within_those_of_the_rule(tcn: Site) -> None:
    """A rule that lets a broadcast run from midnight to five in New York gets nobody out of bed there."""
    tcn.patch("schedule_rules", 72, app="tcn", windows=[{"start": 0, "end": 300}])
    sid = begin(tcn, NEW_YORK, schedule_rule="Evenings")
    assert advance_and_see(tcn, sid, 60, 13 * HOUR) == [1220, 1200]
    assert (calls(tcn, sid), records(tcn, sid)[0]["status"]) == ([], 2110)
