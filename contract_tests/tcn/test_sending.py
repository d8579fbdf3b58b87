"""How messages are sent: at their pace, in their hours, to whom they may be, and what becomes of them."""

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import ask
from contract_tests.tcn.dialing import world_at
from contract_tests.tcn.messaging import (
    HONOLULU,
    NEW_YORK,
    PREPARED,
    UTAH,
    group,
    mails,
    messages,
    sent,
    state,
    statuses,
    texts,
)

HOUR = 3600
DAY = 24 * HOUR
# Ten in the morning in Denver, nine in Los Angeles, where the account is.
TEN = "2026-01-05T17:00:"


def control(site: Site, sid: int, function: str, **more: str) -> None:
    """Control an SMS group."""
    assert ask(site, "SmsGroupControl", smsGroupSid=str(sid), function=function, **more)[0] == 200


def test_one_message_goes_a_minute_at_the_guides_pace(tcn: Site) -> None:
    """The first as soon as the group runs; when the last is sent the group is completed."""
    sid = texts(tcn, *[UTAH] * 3, messages_per_minute="1")
    tcn.advance(PREPARED)
    assert sent(tcn, sid) == [f"{TEN}02Z", None, None]
    tcn.advance(59)
    assert sent(tcn, sid)[1] is None
    tcn.advance(60)
    assert sent(tcn, sid) == [f"{TEN}02Z", "2026-01-05T17:01:02Z", None]
    assert (state(tcn, sid), group(tcn, sid)["remaining"]) == (5200, 1)
    tcn.advance(1)
    assert sent(tcn, sid)[2] == "2026-01-05T17:02:02Z"
    assert (state(tcn, sid), group(tcn, sid)["remaining"]) == (5300, 0)


@pytest.mark.parametrize(("pace", "seconds"), [(30, 120), (60, 60), (90, 40), (600, 6), (6000, 0.6)])
def test_so_many_messages_go_as_the_pace_says(tcn: Site, pace: int, seconds: float) -> None:
    """Of 120, half have gone after half of the time, and all in the end."""
    sid = texts(tcn, *[UTAH] * 120, messages_per_minute=str(pace))
    tcn.advance(PREPARED + seconds)
    gone = sum(moment is not None for moment in sent(tcn, sid))
    # Those that go together at the moment itself are among them, or not.
    assert abs(gone - pace * seconds / 60) <= 10
    tcn.advance(120 / pace * 60 - seconds)
    assert state(tcn, sid) == 5300


def test_a_message_is_sent_and_then_delivered_or_failed(tcn: Site) -> None:
    """A reserved number's fate is known after five seconds: disconnected and fax numbers get nothing."""
    sid = texts(tcn, "8015550100", "8015550105", "8015550104", "8015550101", messages_per_minute="600")
    tcn.advance(PREPARED + 4)
    assert statuses(tcn, sid) == ["Sent"] * 4
    tcn.advance(1)
    assert statuses(tcn, sid) == ["Delivered", "Failed", "Failed", "Delivered"]


def test_other_numbers_take_their_time(tcn: Site) -> None:
    """Each message its own, and a few fail; the same world says the same again."""
    numbers = [f"801555{place:04}" for place in range(2000, 2100)]
    found = []
    for _ in range(2):
        world_at(tcn, "2026-01-05T17:00:00Z")
        sid = texts(tcn, *numbers, messages_per_minute="6000")
        tcn.advance(PREPARED + 10)
        halfway = statuses(tcn, sid)
        tcn.advance(20)
        found.append((halfway, statuses(tcn, sid)))
    assert found[0] == found[1]
    assert {"Sent", "Delivered"} <= set(found[0][0])
    assert set(found[0][1]) == {"Delivered", "Failed"}
    assert 1 <= found[0][1].count("Failed") <= 30


def test_every_message_that_is_sent_costs(tcn: Site) -> None:
    """A cent by default; what is not sent costs nothing."""
    sid = texts(tcn, UTAH, "8015550105", "123", "8015550199")
    tcn.advance(60)
    assert statuses(tcn, sid) == ["Delivered", "Failed", "Invalid", "DNC"]
    assert group(tcn, sid)["cost"] == 0.02


def test_numbers_that_are_none_are_not_sent_to(tcn: Site) -> None:
    """Blank, short, of no area, or of an exchange that there cannot be."""
    sid = texts(tcn, "", "5550100", "9695552468", "8011550100", UTAH)
    tcn.advance(PREPARED)
    assert statuses(tcn, sid) == ["Invalid"] * 4 + ["Sent"]
    assert state(tcn, sid) == 5300


def test_the_do_not_call_list_is_asked_when_a_message_is_due(tcn: Site) -> None:
    """An entry that has expired no longer blocks; one made meanwhile does; e-mails are none of its business."""
    sid = texts(tcn, "8015550199", "8015550197", UTAH, messages_per_minute="1")
    tcn.advance(PREPARED)
    assert statuses(tcn, sid) == ["DNC", "Sent", "Waiting"]
    ask(tcn, "RemoteDNCLAdd", dncl=UTAH)
    tcn.advance(60)
    assert statuses(tcn, sid) == ["DNC", "Delivered", "DNC"]


def test_messages_that_are_not_sent_do_not_hold_up_the_others(tcn: Site) -> None:
    """Fifty of them, at one a minute: the two that can be sent go at their pace."""
    sid = texts(tcn, *["123"] * 50, UTAH, NEW_YORK, messages_per_minute="1")
    tcn.advance(PREPARED)
    assert sent(tcn, sid)[-2:] == [f"{TEN}02Z", None]
    tcn.advance(60)
    assert sent(tcn, sid)[-1] == "2026-01-05T17:01:02Z"


def test_a_number_gets_messages_in_its_own_day(tcn: Site) -> None:
    """At ten in Denver it is seven in Honolulu: that message waits for an hour, while the others go."""
    sid = texts(tcn, HONOLULU, UTAH)
    tcn.advance(60)
    assert sent(tcn, sid) == [None, f"{TEN}02Z"]
    assert state(tcn, sid) == 5200
    tcn.advance(HOUR)
    assert sent(tcn, sid)[0] == "2026-01-05T18:00:00Z"
    assert state(tcn, sid) == 5300


def test_messages_go_at_any_hour_with_the_override(tcn: Site) -> None:
    """`timezone_override`."""
    sid = texts(tcn, HONOLULU, UTAH, timezone_override="true")
    tcn.advance(PREPARED + 1)
    assert sent(tcn, sid) == [f"{TEN}02Z", f"{TEN}03Z"]


def test_a_list_that_comes_at_night_waits_for_the_morning(tcn: Site) -> None:
    """Each number for its own, and then at the pace."""
    world_at(tcn, "2026-01-06T06:00:00Z")
    sid = texts(tcn, UTAH, NEW_YORK, UTAH, messages_per_minute="1")
    tcn.advance(DAY)
    assert sent(tcn, sid) == ["2026-01-06T15:00:00Z", "2026-01-06T13:00:00Z", "2026-01-06T15:01:00Z"]


def test_a_number_of_no_place_goes_by_the_zone_of_the_group(tcn: Site) -> None:
    """A toll-free one, at six in Los Angeles."""
    world_at(tcn, "2026-01-05T14:00:00Z")
    sid = texts(tcn, "8005550100")
    other = texts(tcn, "8775550100", timezone="America/New_York")
    tcn.advance(DAY)
    assert sent(tcn, sid) == ["2026-01-05T16:00:00Z"]
    assert sent(tcn, other) == ["2026-01-05T14:00:02Z"]


def test_emails_go_by_the_clock_of_the_group(tcn: Site) -> None:
    """Nobody knows where an address is: from eight to nine in the group's time zone, unless overridden."""
    world_at(tcn, "2026-01-05T14:00:00Z")
    sid = mails(tcn, "ann@example.com", "bob@example.com")
    there = mails(tcn, "cat@example.com", timezone="America/New_York")
    anyhow = mails(tcn, "dan@example.com", timezone_override="true")
    tcn.advance(DAY)
    assert sent(tcn, sid, "email") == ["2026-01-05T16:00:00Z", "2026-01-05T16:00:01Z"]
    assert sent(tcn, there, "email") == ["2026-01-05T14:00:02Z"]
    assert sent(tcn, anyhow, "email") == ["2026-01-05T14:00:02Z"]


def test_an_evening_cuts_a_list_in_two(tcn: Site) -> None:
    """A minute before nine in the evening in Los Angeles, at one a minute."""
    world_at(tcn, "2026-01-06T04:59:00Z")
    sid = mails(tcn, "ann@example.com", "bob@example.com", messages_per_minute="1")
    tcn.advance(DAY)
    assert sent(tcn, sid, "email") == ["2026-01-06T04:59:02Z", "2026-01-06T16:00:00Z"]


def test_addresses_are_checked_and_reserved_domains_have_their_fate(tcn: Site) -> None:
    """`.invalid` never takes an e-mail, those for examples always do."""
    sid = mails(tcn, "ann@example.com", "bob@example.invalid", "no address", "", "cat@demo.local", "dan@nowhere")
    tcn.advance(PREPARED + 10)
    expected = ["Delivered", "Failed", "Invalid", "Invalid", "Delivered", "Invalid"]
    assert statuses(tcn, sid, "email") == expected


def test_other_addresses_take_what_they_are_sent_or_never_do(tcn: Site) -> None:
    """The same address has the same fate in every group."""
    addresses = [f"a{place}@somewhere.com" for place in range(100)]
    sid = mails(tcn, *addresses, messages_per_minute="6000")
    again = mails(tcn, *addresses, messages_per_minute="6000", sha_digest_override="true")
    tcn.advance(PREPARED + 65)
    assert statuses(tcn, sid, "email") == statuses(tcn, again, "email")
    assert set(statuses(tcn, sid, "email")) == {"Delivered", "Failed"}


def test_duplicates_are_never_sent(tcn: Site) -> None:
    """A group whose only other message is sent is completed."""
    sid = mails(tcn, "ann@example.com", "ann@example.com")
    tcn.advance(PREPARED + 5)
    assert statuses(tcn, sid, "email") == ["Delivered", "Duplicate"]
    assert (state(tcn, sid, "email"), group(tcn, sid, "email")["cost"]) == (5300, 0.01)


def test_a_pause_holds_messages_back_but_not_their_receipts(tcn: Site) -> None:
    """What is sent is sent; the rest goes on when the group does."""
    sid = texts(tcn, *[UTAH] * 3, messages_per_minute="1")
    tcn.advance(PREPARED)
    control(tcn, sid, "pause")
    tcn.advance(HOUR)
    assert statuses(tcn, sid) == ["Delivered", "Waiting", "Waiting"]
    control(tcn, sid, "unpause")
    assert sent(tcn, sid)[1] is not None
    tcn.advance(60)
    assert state(tcn, sid) == 5300


def test_a_pause_does_not_speed_a_group_up(tcn: Site) -> None:
    """The next message goes when it would have gone."""
    sid = texts(tcn, *[UTAH] * 3, messages_per_minute="1")
    tcn.advance(PREPARED)
    for _ in range(5):
        control(tcn, sid, "pause")
        control(tcn, sid, "unpause")
    tcn.advance(59)
    assert sent(tcn, sid)[1] is None
    tcn.advance(1)
    assert sent(tcn, sid)[1] == "2026-01-05T17:01:02Z"


def test_a_new_pace_holds_from_now_on(tcn: Site) -> None:
    """From one a minute to ten: six seconds later, not a minute."""
    sid = texts(tcn, *[UTAH] * 3, messages_per_minute="1")
    tcn.advance(PREPARED)
    control(tcn, sid, "changePace", newPace="10")
    tcn.advance(12)
    assert sent(tcn, sid) == [f"{TEN}02Z", f"{TEN}08Z", f"{TEN}14Z"]
    assert state(tcn, sid) == 5300


def test_what_is_left_of_a_cancelled_group_is_cancelled(tcn: Site) -> None:
    """What is sent stays sent, and is delivered."""
    sid = texts(tcn, *[UTAH] * 50, messages_per_minute="60")
    tcn.advance(PREPARED + 2)
    control(tcn, sid, "cancel")
    tcn.advance(5)
    assert statuses(tcn, sid) == ["Delivered"] * 3 + ["Canceled"] * 47
    row = group(tcn, sid)
    assert (row["status"], row["remaining"], row["cost"]) == (5320, 0, 0.03)


def test_a_group_that_runs_into_its_end_times_out(tcn: Site) -> None:
    """5310 at its end, paused or not, 5410 an hour later, 5510 after a day."""
    sid = texts(tcn, *[UTAH] * 5, messages_per_minute="1", end_time="01/05/2026 09:02", timezone="")
    tcn.advance(120)
    assert statuses(tcn, sid) == ["Delivered", "Delivered", "Canceled", "Canceled", "Canceled"]
    states = [state(tcn, sid)]
    for seconds in (HOUR, 23 * HOUR):
        tcn.advance(seconds)
        states.append(state(tcn, sid))
    assert states == [5310, 5410, 5510]


def test_a_group_that_is_cancelled_by_hand_is_cancelled_whole(tcn: Site) -> None:
    """5330 Admin Canceled, set by the control plane."""
    sid = texts(tcn, *[UTAH] * 25, start_time="01/05/2026 15:00")
    tcn.patch("sms_groups", sid, app="tcn", status=5330)
    tcn.advance(0)
    assert set(statuses(tcn, sid)) == {"Canceled"}
    assert group(tcn, sid)["remaining"] == 0


def test_a_completed_group_is_billed_and_exported(tcn: Site) -> None:
    """5300, 5400, 5500."""
    sid = texts(tcn, UTAH)
    states = []
    for seconds in (PREPARED, HOUR, 23 * HOUR):
        tcn.advance(seconds)
        states.append(state(tcn, sid))
    assert states == [5300, 5400, 5500]


def test_a_group_without_messages_is_completed_at_once(tcn: Site) -> None:
    """One that a user has put there by hand."""
    row = {"client_sid": 1001, "created": f"{TEN}00Z", "start_time": f"{TEN}00Z"}
    tcn.put("sms_groups", 1500, app="tcn", **row)
    tcn.advance(PREPARED)
    assert state(tcn, 1500) == 5300


def test_groups_do_not_mind_what_is_taken_from_under_them(tcn: Site) -> None:
    """The list, the messages or the group itself, removed by hand while it runs."""
    sid = texts(tcn, *[UTAH] * 20, messages_per_minute="60")
    other = texts(tcn, *[NEW_YORK] * 5, messages_per_minute="1")
    tcn.advance(PREPARED)
    state_of = f"worlds/{tcn.world}/state/tcn"
    tcn.control.delete(f"{state_of}/contact_groups/{group(tcn, sid)['contact_group_sid']}").raise_for_status()
    tcn.control.delete(f"{state_of}/sms_messages/{messages(tcn, sid)[5]['message_id']}").raise_for_status()
    tcn.control.delete(f"{state_of}/sms_groups/{other}").raise_for_status()
    tcn.advance(HOUR)
    assert state(tcn, sid) == 5300
    assert statuses(tcn, sid) == ["Delivered"] * 19


def test_a_group_of_the_scenario_stays_as_it_is(tcn: Site) -> None:
    """Those of the handbook are over."""
    before = tcn.rows("sms_groups", app="tcn"), tcn.rows("email_messages", app="tcn")
    tcn.advance(DAY)
    assert (tcn.rows("sms_groups", app="tcn"), tcn.rows("email_messages", app="tcn")) == before
