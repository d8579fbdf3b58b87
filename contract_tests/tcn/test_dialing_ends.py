"""How broadcasts stop: paused and played, cancelled, out of time, open for more; and what follows them."""

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import ask, file, upload
from contract_tests.tcn.dialing import (
    HALF_HOUR,
    PREPARED,
    begin,
    calls,
    group,
    made,
    records,
    results,
    status,
)

ANSWERS, BUSY, SILENT = "8015550100", "8015550101", "8015550102"
HONOLULU = "8085550100"


def one_line(site: Site) -> None:
    """Let template 1 have one line, so that records wait for each other."""
    site.control.patch(f"worlds/{site.world}/state/tcn/broadcast_templates/1001,1", json={"outbound_lines": 1})


def test_a_paused_broadcast_ends_its_calls_and_makes_no_more(tcn: Site) -> None:
    """1210 Paused; once played it goes on where it was."""
    one_line(tcn)
    sid = begin(tcn, ANSWERS, ANSWERS)
    tcn.advance(PREPARED + 10)
    tcn.patch("task_groups", sid, app="tcn", status=1210)
    tcn.advance(3600)
    assert (made(tcn, sid, "result_code"), group(tcn, sid)["in_use"]) == ([2000], 0)
    assert [row["status"] for row in records(tcn, sid)] == [2300, 2100]
    tcn.patch("task_groups", sid, app="tcn", status=1200)
    tcn.advance(60)
    assert (results(tcn, sid), status(tcn, sid)) == ([2000, 2000], 1300)


def test_an_attempt_that_falls_due_in_a_pause_is_made_after_it(tcn: Site) -> None:
    """Busy; half an hour later the broadcast is paused."""
    sid = begin(tcn, BUSY)
    tcn.advance(PREPARED + 10)
    tcn.patch("task_groups", sid, app="tcn", status=1210)
    tcn.advance(3600)
    assert (len(calls(tcn, sid)), records(tcn, sid)[0]["status"]) == (1, 2100)
    tcn.patch("task_groups", sid, app="tcn", status=1200)
    tcn.advance(60)
    assert (len(calls(tcn, sid)), status(tcn, sid)) == (2, 1300)


@pytest.mark.parametrize(("ended", "record_state"), [(1320, 2320), (1330, 2330)])
def test_what_is_left_of_a_stopped_broadcast_is_cancelled(tcn: Site, ended: int, record_state: int) -> None:
    """9000 CAN: Cancelled. The call under way goes on to its own result, and is not repeated."""
    one_line(tcn)
    sid = begin(tcn, BUSY, SILENT, ANSWERS, HONOLULU)
    tcn.advance(PREPARED + 5)
    tcn.patch("task_groups", sid, app="tcn", status=ended)
    tcn.advance(60)
    assert results(tcn, sid) == [9000, 6000, 9000, 9000]
    assert [row["status"] for row in records(tcn, sid)] == [record_state, 2300, record_state, record_state]
    assert (group(tcn, sid)["remaining"], status(tcn, sid)) == (0, ended)
    assert made(tcn, sid, "result_code") == [5000, 6000]
    tcn.advance(2 * 3600)
    assert (len(calls(tcn, sid)), status(tcn, sid)) == (2, ended + 100)


def test_what_is_left_when_time_is_up_is_cancelled(tcn: Site) -> None:
    """9200 CAT: Cancelled Timeout. More records than are cancelled in one go."""
    one_line(tcn)
    sid = begin(tcn, ANSWERS, *["8015550101"] * 1200, end_time="01/05/2026 10:01")
    tcn.advance(60)
    assert (status(tcn, sid), group(tcn, sid)["remaining"]) == (1310, 0)
    found = results(tcn, sid)
    # One call ends at that very second; those who were busy before wait for their second attempt.
    assert (found[0], found.count(5000), found.count(9200)) == (2000, 1, 1199)
    assert {row["status"] for row in records(tcn, sid) if row["result_code"] == 9200} == {2310}


def test_the_call_under_way_when_time_is_up_goes_on(tcn: Site) -> None:
    """Its record ends with its own result, and the cost is the broadcast's."""
    sid = begin(tcn, ANSWERS, start_time="01/05/2026 10:00", end_time="01/05/2026 10:01")
    tcn.patch("task_groups", sid, app="tcn", end_time="2026-01-05T17:00:20Z")
    tcn.advance(20)
    assert (status(tcn, sid), group(tcn, sid)["in_use"], group(tcn, sid)["cost"]) == (1310, 1, 0.0)
    tcn.advance(20)
    assert (results(tcn, sid), group(tcn, sid)["in_use"], group(tcn, sid)["cost"]) == ([2000], 0, 0.01)


def test_a_broadcast_whose_records_all_end_at_once_is_over_at_once(tcn: Site) -> None:
    """Nothing to dial: 1300 two seconds after the upload."""
    sid = begin(tcn, "8015550199", "")
    tcn.advance(PREPARED)
    assert (status(tcn, sid), results(tcn, sid)) == (1300, [9300, 9500])


LINKED = {"do_campaign_linking": "true", "campaign_link_id": "RETRY"}


def test_another_broadcast_follows_when_the_threshold_is_reached(tcn: Site) -> None:
    """Half of them: then the link's template 2 is scheduled for those who were not reached by then."""
    one_line(tcn)
    sid = begin(tcn, ANSWERS, BUSY, ANSWERS, ANSWERS, completion_threshold="50", **LINKED)
    tcn.control.patch(f"worlds/{tcn.world}/state/tcn/broadcast_templates/1001,1", json={"attempts": 1})
    tcn.advance(PREPARED + 36 + 1)
    assert group(tcn, sid)["linked_task_sid"] == 0
    tcn.advance(1)
    linked = group(tcn, sid)["linked_task_sid"]
    row = group(tcn, linked)
    assert (linked, row["template_number"], row["records"], row["status"]) == (sid + 1, 2, 1, 1000)
    assert (row["start_time"], row["timezone"], row["link_id"]) == ("2026-01-05T17:00:40Z", "America/Denver", "")
    assert records(tcn, linked)[0]["contact_id"] == records(tcn, sid)[1]["contact_id"]
    tcn.advance(PREPARED)
    assert made(tcn, linked, "number") == [BUSY]


def test_another_broadcast_follows_once(tcn: Site) -> None:
    """However many records end after it."""
    sid = begin(tcn, BUSY, SILENT, "8015550106", completion_threshold="30", **LINKED)
    tcn.advance(2 * HALF_HOUR)
    linked = group(tcn, sid)["linked_task_sid"]
    assert [row["task_sid"] for row in tcn.rows("task_groups", app="tcn")][-2:] == [sid, linked]
    assert group(tcn, linked)["records"] == 1


def test_a_long_list_is_followed_by_a_long_one(tcn: Site) -> None:
    """All whose records have ended by then, some of them long before; from east to west too."""
    tcn.patch("campaign_links", "1001,RETRY", app="tcn", results=[9500])
    data = [f"{'212' if place % 2 else '801'}{place:04}" for place in range(1200)]
    sid = begin(tcn, *data, BUSY, ANSWERS, completion_threshold="100", follow_the_sun="true", **LINKED)
    tcn.patch("broadcast_templates", "1001,1", app="tcn", attempts=1)
    tcn.advance(60)
    linked = group(tcn, sid)["linked_task_sid"]
    assert (status(tcn, sid), group(tcn, linked)["records"], group(tcn, linked)["template_number"]) == (1300, 1200, 2)
    first = [record["contact_id"] for record in records(tcn, sid) if record["result_code"] == 9500]
    assert [record["contact_id"] for record in records(tcn, linked)] == first
    assert [row["task_sid"] for row in tcn.rows("task_groups", app="tcn")][-2:] == [sid, linked]


def test_nothing_follows_when_everybody_was_reached(tcn: Site) -> None:
    """Nobody has ended as the link asks for."""
    sid = begin(tcn, ANSWERS, ANSWERS, completion_threshold="100", **LINKED)
    tcn.advance(120)
    assert (status(tcn, sid), group(tcn, sid)["linked_task_sid"]) == (1300, 0)


def test_the_first_that_matches_after_the_threshold_is_followed(tcn: Site) -> None:
    """At one third nobody had been missed yet."""
    one_line(tcn)
    sid = begin(tcn, ANSWERS, "8015550106", ANSWERS, completion_threshold="33", **LINKED)
    tcn.advance(HALF_HOUR + 120)
    linked = group(tcn, sid)["linked_task_sid"]
    assert made(tcn, linked, "number") == ["8015550106"]


def test_nothing_follows_a_broadcast_that_was_stopped(tcn: Site) -> None:
    """Its records are cancelled, not completed."""
    sid = begin(tcn, BUSY, SILENT, completion_threshold="10", **LINKED)
    tcn.advance(PREPARED + 1)
    tcn.patch("task_groups", sid, app="tcn", status=1320)
    tcn.advance(60)
    assert group(tcn, sid)["linked_task_sid"] == 0


def test_without_linking_nothing_follows(tcn: Site) -> None:
    """The account does not link by itself."""
    sid = begin(tcn, BUSY, campaign_link_id="RETRY")
    tcn.advance(2 * HALF_HOUR)
    assert (status(tcn, sid), group(tcn, sid)["linked_task_sid"]) == (1300, 0)


def drop(site: Site, sid: int, *numbers: str) -> None:
    """Drop records into a drip campaign."""
    data = "".join(f"Person,{place},{number}\n" for place, number in enumerate(numbers))
    lines = {"task_sid": str(sid), "start_time": None, "end_time": None}
    assert upload(site, file(data=data, **lines), "LeadDripDrop") == (200, str(sid))


def test_a_drip_campaign_calls_what_is_dropped_into_it_at_once(tcn: Site) -> None:
    """And then it waits for more: it is never completed."""
    answer = upload(tcn, file(data="", description="Drip"), "NewLeadDripCampaign")
    assert answer == (200, "998547")
    tcn.advance(600)
    assert status(tcn, 998547) == 1200
    drop(tcn, 998547, ANSWERS, "8015550105")
    tcn.advance(60)
    assert (results(tcn, 998547), made(tcn, 998547, "start_time")) == ([2000, 7400], ["2026-01-05T17:10:00Z"] * 2)
    drop(tcn, 998547, ANSWERS)
    tcn.advance(60)
    row = group(tcn, 998547)
    assert (row["status"], row["records"], row["remaining"]) == (1200, 3, 0)


def test_a_drip_campaign_runs_until_it_is_stopped(tcn: Site) -> None:
    """What it has not called by then is cancelled."""
    drop(tcn, 0, HONOLULU)
    tcn.advance(60)
    assert ask(tcn, "RemoteBroadcastControl", action="stop", taskSid="0") == (200, "0")
    tcn.advance(1)
    assert (status(tcn, 0), results(tcn, 0)) == (1320, [9000])


def test_a_broadcast_is_stopped_paused_and_played_by_its_control(tcn: Site) -> None:
    """At once: the calls under way end, and no other begins before it is played."""
    one_line(tcn)
    sid = begin(tcn, ANSWERS, ANSWERS, ANSWERS)
    tcn.advance(PREPARED + 1)
    ask(tcn, "RemoteBroadcastControl", action="pause", taskSid=sid)
    tcn.advance(600)
    ask(tcn, "RemoteBroadcastControl", action="play", taskSid=sid)
    tcn.advance(1)
    ask(tcn, "RemoteBroadcastControl", action="stop", taskSid=sid)
    tcn.advance(600)
    assert (results(tcn, sid), status(tcn, sid)) == ([2000, 2000, 9000], 1320)
    assert made(tcn, sid, "start_time") == ["2026-01-05T17:00:02Z", "2026-01-05T17:10:03Z"]


def test_a_broadcast_that_is_played_outside_its_rule_waits_for_it(tcn: Site) -> None:
    """1220 Waiting, and not 1200."""
    sid = begin(tcn, ANSWERS, schedule_rule="Evenings")
    tcn.advance(60)
    assert status(tcn, sid) == 1220
    ask(tcn, "RemoteBroadcastControl", action="pause", taskSid=sid)
    tcn.advance(60)
    assert status(tcn, sid) == 1210
    ask(tcn, "RemoteBroadcastControl", action="play", taskSid=sid)
    tcn.advance(1)
    assert status(tcn, sid) == 1220
