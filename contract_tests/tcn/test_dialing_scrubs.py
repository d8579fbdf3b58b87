"""Which numbers are not dialled, and under which code of Appendix A their records end."""

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import ask
from contract_tests.tcn.dialing import begin, begin_with, calls, group, made, records, results, status

ANSWERS = "8015550100"


def household(home: str, cell: str = "", zip_code: str = "84770") -> str:
    """A line for import template 29."""
    return f"Smith|{home}|{cell}|{zip_code}||\n"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("", 9500),
        ("5551234", 9500),
        ("801555123", 9500),
        ("80155512345", 7000),
        ("0015551234", 7210),
        ("9115551234", 7210),
        ("8010551234", 7220),
        ("8011551234", 7220),
    ],
)
def test_numbers_that_cannot_be_are_not_dialled(tcn: Site, number: str, code: int) -> None:
    """9500 CIN: too short; 7000 INV: too long; 7210 INP: no such area code; 7220 INX: no such exchange."""
    sid = begin(tcn, number)
    tcn.advance(5)
    assert (results(tcn, sid), status(tcn, sid), group(tcn, sid)["cost"]) == ([code], 1300, 0.0)
    call = calls(tcn, sid)[0]
    assert (call["number"], call["result_code"], call["start_time"]) == (number, code, call["ended"])


def test_a_toll_free_number_can_be_dialled(tcn: Site) -> None:
    """It lies in no place: the broadcast's own zone says when."""
    sid = begin(tcn, "8005550100")
    tcn.advance(60)
    assert results(tcn, sid) == [2000]


def test_seven_digits_are_enough_abroad(tcn: Site) -> None:
    """Six are not."""
    sid = begin(tcn, "5551234", "555123", country="Uruguay", timezone_override="true")
    tcn.advance(5)
    assert [row["status"] == 2300 and row["result_code"] == 9500 for row in records(tcn, sid)] == [False, True]


def test_numbers_of_the_do_not_call_list_are_not_dialled(tcn: Site) -> None:
    """9300 CDL: Cancelled Do Not Call List. An entry that has expired no longer blocks."""
    sid = begin(tcn, "8015550199", "8015550198", "8015550197", ANSWERS)
    tcn.advance(60)
    assert results(tcn, sid)[:2] == [9300, 9300]
    assert made(tcn, sid, "result_code").count(9300) == 2
    assert results(tcn, sid)[2] != 9300


def test_a_number_added_while_the_broadcast_waits_is_not_dialled(tcn: Site) -> None:
    """The list is looked at before every attempt, the second too."""
    sid = begin(tcn, "8015550101")
    tcn.advance(60)
    ask(tcn, "RemoteDNCLAdd", dncl="8015550101")
    tcn.advance(1800)
    assert (made(tcn, sid, "result_code"), results(tcn, sid)) == ([5000, 9300], [9300])


def test_the_list_of_another_country_or_account_does_not_count(tcn: Site) -> None:
    """Each account has its own list, and it is kept by country."""
    tcn.put("dncl", f"1002,United States %2F Canada,{ANSWERS}", app="tcn")
    tcn.put("dncl", f"1001,Mexico,{ANSWERS}", app="tcn")
    sid = begin(tcn, ANSWERS)
    tcn.advance(60)
    assert results(tcn, sid) == [2000]


def test_in_natural_order_the_next_number_is_dialled_instead(tcn: Site) -> None:
    """The attempt that is not made is noted; the record ends with what came of the other."""
    data = household("8015550199", ANSWERS)
    sid = begin_with(tcn, data, import_template_number="29", dial_order="natural order")
    tcn.advance(60)
    assert (made(tcn, sid, "result_code"), results(tcn, sid)) == ([9300, 2000], [2000])


def test_cell_phones_are_scrubbed_where_the_upload_says_so(tcn: Site) -> None:
    """9310 CDC: Cancelled Do Not Call Cellular. By their first digits."""
    numbers = ("8015560100", "4352290100", ANSWERS)
    scrubbed = begin(tcn, *numbers, scrub_cell_phone_calls="true")
    called = begin(tcn, *numbers, scrub_cell_phone_calls="false", sha_digest_override="true")
    tcn.advance(60)
    assert results(tcn, scrubbed) == [9310, 9310, 2000]
    assert 9310 not in results(tcn, called)


def test_zip_codes_are_scrubbed_where_the_upload_says_so(tcn: Site) -> None:
    """9320 CDZ: Cancelled Zip Code. No other number of such a record is dialled either."""
    tcn.patch("accounts", 1001, app="tcn", zip_code_field="Zip", zip_codes=["84770", "900"])
    data = household(ANSWERS, "8015550101") + household(ANSWERS, "", "90012") + household(ANSWERS, "", "84771")
    options = {"import_template_number": "29", "dial_order": "natural order"}
    scrubbed = begin_with(tcn, data, zip_code_scrub="true", **options)
    called = begin_with(tcn, data, zip_code_scrub="false", sha_digest_override="true", **options)
    tcn.advance(60)
    assert results(tcn, scrubbed) == [9320, 9320, 2000]
    assert results(tcn, called) == [2000, 2000, 2000]
    assert len(calls(tcn, scrubbed)) == 3


def test_many_numbers_may_be_scrubbed_at_once(tcn: Site) -> None:
    """More than are taken up in one go, and not one is left."""
    sid = begin(tcn, *["8015550199"] * 1200, ANSWERS)
    tcn.advance(60)
    found = results(tcn, sid)
    assert (found.count(9300), found[-1], status(tcn, sid)) == (1200, 2000, 1300)
