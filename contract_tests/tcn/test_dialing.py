"""How broadcasts dial: results as Appendix A maps them, times and costs, lines, attempts, the order of numbers."""

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.dialing import (
    HALF_HOUR,
    PREPARED,
    begin,
    begin_with,
    calls,
    group,
    made,
    moment,
    records,
    results,
    seconds,
    status,
)

# The reserved numbers: result of the first attempt, seconds on the line, seconds of the message, and what they cost.
FIRST_ATTEMPTS = [
    ("8015550100", 2000, 36, 30, 0.01),
    ("8015550101", 5000, 2, 0, 0.0),
    ("8015550102", 6000, 25, 0, 0.0),
    ("8015550103", 3100, 60, 40, 0.014),
    ("8015550104", 4000, 11, 0, 0.0),
    ("8015550105", 7400, 1, 0, 0.0),
    ("8015550106", 8200, 1, 0, 0.0),
    ("8015550107", 2200, 7, 1, 0.002),
    ("8015550108", 2000, 21, 15, 0.006),
]


@pytest.mark.parametrize(("number", "code", "held", "delivered", "cost"), FIRST_ATTEMPTS)
def test_each_reserved_number_comes_to_its_result(
    tcn: Site, number: str, code: int, held: int, delivered: int, cost: float
) -> None:
    """2 cents a minute, in steps of six seconds, for the time of the message alone."""
    sid = begin(tcn, number)
    tcn.advance(PREPARED + 60)
    call = calls(tcn, sid)[0]
    assert (call["result_code"], seconds(call), call["delivery_seconds"]) == (code, held, delivered)
    assert (call["delivery_cost"], call["linkback_cost"], group(tcn, sid)["cost"]) == (cost, 0.0, cost)


def test_a_call_is_pending_until_it_ends(tcn: Site) -> None:
    """3200 while it lasts, with the result 1000; then 3300."""
    sid = begin(tcn, "8015550100")
    tcn.advance(PREPARED + 35)
    call, record = calls(tcn, sid)[0], records(tcn, sid)[0]
    assert (call["status"], call["result_code"], call["ended"]) == (3200, 1000, None)
    assert (record["status"], record["attempts"], group(tcn, sid)["in_use"]) == (2200, 1, 1)
    tcn.advance(1)
    assert (calls(tcn, sid)[0]["status"], records(tcn, sid)[0]["status"]) == (3300, 2300)


def test_a_broadcast_is_completed_when_its_last_record_has_ended(tcn: Site) -> None:
    """1300 at that very moment, then billed after an hour and exported after a day."""
    sid = begin(tcn, "8015550100")
    tcn.advance(PREPARED + 35)
    assert (status(tcn, sid), group(tcn, sid)["remaining"]) == (1200, 1)
    tcn.advance(1)
    row = group(tcn, sid)
    assert (row["status"], row["remaining"], row["in_use"], row["ended"]) == (1300, 0, 0, "2026-01-05T17:00:38Z")
    tcn.advance(3600)
    assert status(tcn, sid) == 1400
    tcn.advance(23 * 3600)
    assert status(tcn, sid) == 1500


def test_the_cost_of_a_broadcast_is_the_sum_of_its_calls(tcn: Site) -> None:
    """Half a minute, 0.7, 0.1 and 0.3: 1.6 minutes at two cents."""
    sid = begin(tcn, *(f"80155501{ending:02}" for ending in range(9)))
    tcn.advance(PREPARED + 2 * HALF_HOUR)
    row = group(tcn, sid)
    assert (row["status"], row["billed_minutes"], row["cost"]) == (1300, 1.6, 0.032)
    assert sum(call["delivery_cost"] for call in calls(tcn, sid)) == pytest.approx(0.032)


def test_no_more_calls_are_under_way_than_there_are_lines(tcn: Site) -> None:
    """Two lines, three numbers that hold them for 36 seconds: the third has to wait."""
    tcn.control.patch(f"worlds/{tcn.world}/state/tcn/broadcast_templates/1001,1", json={"outbound_lines": 2})
    sid = begin(tcn, "8015550100", "8015550100", "8015550100")
    tcn.advance(PREPARED + 5)
    assert (len(calls(tcn, sid)), group(tcn, sid)["in_use"]) == (2, 2)
    tcn.advance(32)
    assert made(tcn, sid, "start_time") == ["2026-01-05T17:00:02Z"] * 2 + ["2026-01-05T17:00:38Z"]


def test_more_lines_are_used_at_once(tcn: Site) -> None:
    """The value of a broadcast's outbound lines is looked at whenever it is changed."""
    tcn.control.patch(f"worlds/{tcn.world}/state/tcn/broadcast_templates/1001,1", json={"outbound_lines": 1})
    sid = begin(tcn, *["8015550100"] * 4)
    tcn.advance(PREPARED + 5)
    tcn.patch("task_groups", sid, app="tcn", outbound_lines=3)
    tcn.advance(1)
    assert group(tcn, sid)["in_use"] == 3


@pytest.mark.parametrize(("number", "code"), [("8015550101", 5000), ("8015550102", 6000), ("8015550106", 8200)])
def test_who_was_not_reached_is_called_again(tcn: Site, number: str, code: int) -> None:
    """Template 1 makes two attempts, half an hour after the end of the first; then the last result stays."""
    sid = begin(tcn, number)
    tcn.advance(PREPARED + 60)
    record = records(tcn, sid)[0]
    assert (record["status"], record["result_code"], record["attempts"]) == (2110, code, 1)
    tcn.advance(HALF_HOUR)
    first, second = calls(tcn, sid)
    assert moment(second["start_time"]) - moment(first["ended"]) == moment("2026-01-05T12:30Z") - moment(
        "2026-01-05T12:00Z"
    )
    record = records(tcn, sid)[0]
    assert (record["status"], record["result_code"], record["attempts"], status(tcn, sid)) == (2300, code, 2, 1300)


@pytest.mark.parametrize("number", ["8015550103", "8015550104", "8015550105", "8015550107"])
def test_who_was_reached_or_never_will_be_is_not_called_again(tcn: Site, number: str) -> None:
    """A machine, a fax, a number that is disconnected, somebody who hung up."""
    sid = begin(tcn, number)
    tcn.advance(2 * HALF_HOUR)
    assert (len(calls(tcn, sid)), status(tcn, sid)) == (1, 1300)


def test_the_third_attempt_reaches_who_lets_it_ring_twice(tcn: Site) -> None:
    """A template with three attempts and a number that answers at the third."""
    tcn.control.patch(f"worlds/{tcn.world}/state/tcn/broadcast_templates/1001,1", json={"attempts": 3})
    sid = begin(tcn, "8015550109")
    tcn.advance(3 * HALF_HOUR)
    assert (made(tcn, sid, "result_code"), made(tcn, sid, "attempt")) == ([6000, 6000, 2000], [1, 2, 3])
    assert results(tcn, sid) == [2000]


def test_a_record_that_waits_is_cancelled_when_the_attempts_become_fewer(tcn: Site) -> None:
    """9400 CMR: Cancelled Max Retry."""
    sid = begin(tcn, "8015550101")
    tcn.advance(PREPARED + 60)
    tcn.control.patch(f"worlds/{tcn.world}/state/tcn/broadcast_templates/1001,1", json={"attempts": 1})
    tcn.advance(HALF_HOUR)
    assert (results(tcn, sid), len(calls(tcn, sid)), status(tcn, sid)) == ([9400], 1, 1300)


def test_machines_get_no_message_where_the_template_says_so(tcn: Site) -> None:
    """3000 MAC: Machine, four seconds after it picked up."""
    tcn.control.patch(f"worlds/{tcn.world}/state/tcn/broadcast_templates/1001,1", json={"machine_delivery": False})
    sid = begin(tcn, "8015550103")
    tcn.advance(PREPARED + 60)
    call = calls(tcn, sid)[0]
    assert (call["result_code"], seconds(call), call["delivery_seconds"]) == (3000, 24, 0)


def test_other_numbers_follow_the_mix_of_outcomes(tcn: Site) -> None:
    """Of four hundred numbers every usual result turns up, machines that hang up or take nothing among them."""
    sid = begin(tcn, *(f"801{2000000 + 7919 * place}" for place in range(400)))
    tcn.advance(6 * HALF_HOUR)
    assert group(tcn, sid)["remaining"] == 0
    assert {2000, 2200, 3100, 3200, 3300, 4000, 5000, 6000, 7400, 8200} == set(results(tcn, sid))


HOUSEHOLD = "Smith|{home}|{cell}|84770|4355550177|12.50\n"


def test_the_first_number_only_is_dialled_unless_told_otherwise(tcn: Site) -> None:
    """The first number column; the second is not looked at, even when the first is blank (9500 CIN)."""
    data = HOUSEHOLD.format(home="8015550101", cell="8015550100") + HOUSEHOLD.format(home="", cell="8015550100")
    sid = begin_with(tcn, data, import_template_number="29", dial_order="first number")
    tcn.advance(2 * HALF_HOUR)
    assert made(tcn, sid, "number") == ["8015550101", "", "8015550101"]
    assert results(tcn, sid) == [5000, 9500]


def test_in_natural_order_every_number_is_dialled_until_one_answers(tcn: Site) -> None:
    """Busy at home, so at once the cell phone; there somebody answers, and that is all."""
    data = HOUSEHOLD.format(home="8015550101", cell="8015550100")
    sid = begin_with(tcn, data, import_template_number="29", dial_order="natural order")
    tcn.advance(2 * HALF_HOUR)
    assert made(tcn, sid, "number") == ["8015550101", "8015550100"]
    assert made(tcn, sid, "start_time") == ["2026-01-05T17:00:02Z", "2026-01-05T17:00:04Z"]
    assert results(tcn, sid) == [2000]


def test_the_next_round_begins_when_every_number_has_had_its_turn(tcn: Site) -> None:
    """Both busy: both again half an hour later. A number that is disconnected is not dialled twice."""
    data = HOUSEHOLD.format(home="8015550101", cell="8015550102") + HOUSEHOLD.format(
        home="8015550105", cell="8015550101"
    )
    sid = begin_with(tcn, data, import_template_number="29", dial_order="natural order")
    tcn.advance(2 * HALF_HOUR)
    first, second = (row["record_id"] for row in records(tcn, sid))
    dialled = [(call["record_id"], call["number"], call["attempt"]) for call in calls(tcn, sid)]
    assert [call[1:] for call in dialled if call[0] == first] == [
        ("8015550101", 1),
        ("8015550102", 1),
        ("8015550101", 2),
        ("8015550102", 2),
    ]
    assert [call[1:] for call in dialled if call[0] == second] == [
        ("8015550105", 1),
        ("8015550101", 1),
        ("8015550101", 2),
    ]
    assert results(tcn, sid) == [6000, 5000]


def test_the_custom_order_is_that_of_the_account(tcn: Site) -> None:
    """Its number order names the cell phone first; what it does not name comes behind."""
    tcn.patch("accounts", 1001, app="tcn", number_order=["Cell Phone"])
    data = HOUSEHOLD.format(home="8015550101", cell="8015550102")
    sid = begin_with(tcn, data, import_template_number="29", dial_order="custom order")
    tcn.advance(HALF_HOUR)
    assert made(tcn, sid, "number") == ["8015550102", "8015550101"]


def test_the_caller_id_is_the_template_s_unless_the_upload_gives_some(tcn: Site) -> None:
    """Those of the upload are used in turn."""
    plain = begin(tcn, "8015550100")
    given = begin(tcn, *["8015550100"] * 3, caller_ids="4355550171,4355550172", sha_digest_override="true")
    tcn.advance(60)
    assert made(tcn, plain, "caller_id") == ["4355550100"]
    assert made(tcn, given, "caller_id") == ["4355550171", "4355550172", "4355550171"]


def test_contacts_may_bring_their_own_caller_id(tcn: Site) -> None:
    """From the column that is named; where it is blank the template's is used."""
    data = HOUSEHOLD.format(home="8015550100", cell="") + HOUSEHOLD.format(home="8015550100", cell="").replace(
        "4355550177", ""
    )
    options = {"use_caller_id_from_contacts": "true", "caller_id_contact_field": "Caller"}
    sid = begin_with(tcn, data, import_template_number="29", **options)
    tcn.advance(60)
    assert made(tcn, sid, "caller_id") == ["4355550177", "4355550100"]


def test_a_call_is_found_by_its_record_and_log(tcn: Site) -> None:
    """Ids go up from call to call; the record knows its last."""
    sid = begin(tcn, "8015550100", "8015550101")
    tcn.advance(60)
    assert made(tcn, sid, "call_id") == [700010, 700011]
    assert made(tcn, sid, "call_log_sid") == [900010, 900011]
    assert [row["call_id"] for row in records(tcn, sid)] == [700010, 700011]


def test_the_order_of_dialling_may_follow_the_sun(tcn: Site) -> None:
    """From the east coast to the west coast, and in the order of the file where the clocks agree."""
    tcn.control.patch(f"worlds/{tcn.world}/state/tcn/broadcast_templates/1001,1", json={"outbound_lines": 1})
    numbers = ("2135550105", "3125550105", "2125550105", "6025550105", "3055550105")
    sid = begin(tcn, *numbers, follow_the_sun="true")
    tcn.advance(60)
    assert made(tcn, sid, "number") == ["2125550105", "3055550105", "3125550105", "6025550105", "2135550105"]


def test_values_that_make_no_sense_do_no_harm(tcn: Site) -> None:
    """Set by hand: a mix of no results, a message of minus one second, a wait of centuries."""
    tcn.patch("settings", "system", app="tcn", outcomes={"nonsense": -1})
    wild = {"message_seconds": -1, "retry_minutes": 10**12, "attempts": 3}
    tcn.control.patch(f"worlds/{tcn.world}/state/tcn/broadcast_templates/1001,1", json=wild)
    sid = begin(tcn, "8015551234", "8015550101", "8015550100")
    tcn.advance(120)
    assert (results(tcn, sid)[1:], status(tcn, sid)) == ([5000, 2000], 1200)


def test_what_is_deleted_under_a_call_does_no_harm(tcn: Site) -> None:
    """The record, the contact, then the broadcast itself; the calls come to their ends."""
    first = begin(tcn, "8015550100", "8015550101")
    second = begin(tcn, "8015550100", sha_digest_override="true")
    tcn.advance(PREPARED + 1)
    state = f"worlds/{tcn.world}/state/tcn"
    tcn.control.delete(f"{state}/task_records/{records(tcn, first)[0]['record_id']}").raise_for_status()
    tcn.control.delete(f"{state}/contacts/{records(tcn, first)[0]['contact_id']}").raise_for_status()
    tcn.control.delete(f"{state}/task_groups/{second}").raise_for_status()
    tcn.advance(2 * HALF_HOUR)
    assert {call["status"] for call in calls(tcn, first) + calls(tcn, second)} == {3300}
    assert group(tcn, first)["in_use"] == 0
