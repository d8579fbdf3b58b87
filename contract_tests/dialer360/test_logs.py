"""`recording_lookup`, `did_log_export` and `phone_number_log`, in both profiles."""

from typing import Any

import pytest

from contract_tests.conftest import Site

SEPARATORS = [("", "|"), ("&stage=pipe", "|"), ("&stage=csv", ","), ("&stage=tab", "\t"), ("&stage=CSV", "|")]
HEADERS = [("", False), ("&header=YES", True), ("&header=NO", False), ("&header=yes", False), ("&header=Y", False)]
DAY = "2025-12-15"


def call(site: Site, function: str, query: str = "", user: str = "6666") -> str:
    """Call a function as a user; the reply's body."""
    reply = site.get(f"source=test&user={user}&pass=1234&function={function}&{query}")
    assert reply.status_code == 200
    return reply.text


def record(site: Site, number: int, time: str = "12:00:00", **fields: Any) -> None:
    """Put a recording of agent 1234 and lead 27, made on the day at a time of New York."""
    row = {"user": "1234", "lead_id": 27, "location": f"http://server/{number}.wav", **fields}
    site.put("recordings", number, start_time=f"{DAY}T{time}-05:00", **row)


def ids(rows: str) -> list[str]:
    """The recordings' ids, in the order of the rows."""
    return [row.split("|")[2] for row in rows.splitlines()]


def test_recordings_of_an_agent_and_a_day_are_listed_from_the_oldest_on(dialer360: Site) -> None:
    """The day is the server's; what is not archived yet has no location."""
    record(dialer360, 3, "23:59:59")
    record(dialer360, 2, "00:00:00", location="")
    record(dialer360, 1, "12:00:00", lead_id=0)
    record(dialer360, 4, user="1029")
    dialer360.put("recordings", 5, user="1234", lead_id=27, start_time="2025-12-16T00:00:00-05:00")
    assert call(dialer360, "recording_lookup", f"agent_user=1234&date={DAY}") == (
        "2025-12-15 00:00:00|1234|2|27|\n"
        "2025-12-15 12:00:00|1234|1|0|http://server/1.wav\n"
        "2025-12-15 23:59:59|1234|3|27|http://server/3.wav\n"
    )


def test_a_lead_is_enough_and_other_criteria_narrow_the_search(dialer360: Site) -> None:
    """All criteria have to be met."""
    record(dialer360, 1)
    record(dialer360, 2, user="1029")
    dialer360.put("recordings", 3, user="1234", lead_id=27, start_time="2025-12-14T12:00:00-05:00")
    assert ids(call(dialer360, "recording_lookup", "lead_id=27")) == ["3", "1", "2"]
    assert ids(call(dialer360, "recording_lookup", "lead_id=27&agent_user=1234")) == ["3", "1"]
    assert ids(call(dialer360, "recording_lookup", f"lead_id=27&date={DAY}")) == ["1", "2"]
    assert ids(call(dialer360, "recording_lookup", f"lead_id=27&agent_user=1234&date={DAY}")) == ["1"]
    assert call(dialer360, "recording_lookup", "lead_id=104&agent_user=1234") == (
        "ERROR: recording_lookup NO RECORDINGS FOUND - 6666|1234|104||\n"
    )


@pytest.mark.parametrize("uniqueid", ["1767000000.27", "1767000000.99", "1767000000", "176700000"])
def test_a_call_is_enough_and_what_follows_its_dot_does_not_count(dialer360: Site, uniqueid: str) -> None:
    """A beginning of more than 8 characters will do."""
    record(dialer360, 1, uniqueid="1767000000.27")
    record(dialer360, 2, uniqueid="1767000009.27")
    assert ids(call(dialer360, "recording_lookup", f"uniqueid={uniqueid}"))[0] == "1"
    assert ids(call(dialer360, "recording_lookup", f"uniqueid={uniqueid}&agent_user=1234&lead_id=27"))[0] == "1"
    assert call(dialer360, "recording_lookup", f"uniqueid={uniqueid}&lead_id=104").startswith("ERROR: ")


def test_an_inbound_call_may_be_recorded_under_its_number(dialer360: Site) -> None:
    """The call is looked up first."""
    dialer360.put("closer_log", 7001, uniqueid="1767000000.27", call_date=f"{DAY}T12:00:00-05:00")
    record(dialer360, 1, uniqueid="7001")
    assert ids(call(dialer360, "recording_lookup", "uniqueid=1767000000.27")) == ["1"]


@pytest.mark.parametrize(
    ("query", "echo"),
    [
        ("", "|||"),
        ("agent_user=1234", "1234|||"),
        (f"date={DAY}", f"||{DAY}|"),
        ("agent_user=1234&date=2025-12-1", "1234||2025-12-1|"),
        ("lead_id=12345678901", "|12345678901||"),
        ("uniqueid=17670000", "|||17670000"),
        ("lead_id=abc&agent_user=1234", "1234|||"),
        (f"agent_user={'a' * 21}&date={DAY}", f"{'a' * 21}||{DAY}|"),
    ],
)
def test_too_few_criteria_are_refused(dialer360: Site, observed: Site, query: str, echo: str) -> None:
    """An agent or a date alone is half of what is needed."""
    assert call(dialer360, "recording_lookup", query) == (
        f"ERROR: recording_lookup INVALID SEARCH PARAMETERS - 6666|{echo}\n"
    )
    assert call(observed, "recording_lookup", query) == (
        f"ERROR: recording_lookup INVALID SEARCH PARAMETERS: 6666|{echo}\n"
    )


def test_the_document_takes_agents_of_two_characters(dialer360: Site, observed: Site) -> None:
    """The software wants three."""
    record(dialer360, 1, user="ab")
    query = f"agent_user=ab&date={DAY}"
    assert ids(call(dialer360, "recording_lookup", query)) == ["1"]
    assert call(observed, "recording_lookup", query) == (
        f"ERROR: recording_lookup INVALID SEARCH PARAMETERS: 6666|ab||{DAY}|\n"
    )


def test_an_agents_recordings_are_found_in_any_case(dialer360: Site) -> None:
    """As the system compares names."""
    record(dialer360, 1, user="sales01")
    assert ids(call(dialer360, "recording_lookup", f"agent_user=SALES01&date={DAY}")) == ["1"]


@pytest.mark.parametrize("date", ["2025-02-30", "9999-12-31", "0000-00-00", "not-a-date"])
def test_a_date_that_is_none_finds_nothing(dialer360: Site, date: str) -> None:
    """Ten characters are all that is asked of a date."""
    assert call(dialer360, "recording_lookup", f"agent_user=1234&date={date}") == (
        f"ERROR: recording_lookup NO RECORDINGS FOUND - 6666|1234||{date}|\n"
    )
    assert call(dialer360, "did_log_export", f"phone_number=3125551212&date={date}") == (
        f"ERROR: did_log_export NO RECORDS FOUND - 6666|3125551212|{date}\n"
    )


@pytest.mark.parametrize(("stage", "separator"), SEPARATORS)
def test_the_stage_is_the_separator(dialer360: Site, stage: str, separator: str) -> None:
    """Small letters only; values are not quoted."""
    dialer360.put("did_log", "1.1", did_pattern="3125550109", caller_id_number="a,b|c", call_date=f"{DAY}T17:00:00Z")
    assert call(dialer360, "did_log_export", f"phone_number=3125550109&date={DAY}{stage}") == (
        separator.join(["3125550109", f"{DAY} 12:00:00", "a,b|c", "0"]) + "\n"
    )


@pytest.mark.parametrize(("choice", "shown"), HEADERS)
@pytest.mark.parametrize(
    ("function", "query", "header"),
    [
        ("recording_lookup", f"agent_user=1234&date={DAY}", "start_time|user|recording_id|lead_id|location\n"),
        (
            "did_log_export",
            f"phone_number=3125550109&date={DAY}",
            "did_number|call_date|caller_id_number|length_in_sec\n",
        ),
        (
            "phone_number_log",
            "phone_number=9998887112",
            "phone_number|call_date|list_id|length_in_sec|lead_status|hangup_reason|call_status|source_id|user\n",
        ),
    ],
)
def test_a_header_needs_yes_in_capitals(
    dialer360: Site, function: str, query: str, header: str, choice: str, shown: bool
) -> None:
    """Any other word is as good as no."""
    record(dialer360, 1)
    dialer360.put("did_log", "1.1", did_pattern="3125550109", call_date=f"{DAY}T17:00:00Z")
    rows = call(dialer360, function, query)
    assert call(dialer360, function, query + choice) == (header if shown else "") + rows


@pytest.mark.parametrize(
    ("function", "query"),
    [
        ("recording_lookup", "lead_id=999"),
        ("did_log_export", "phone_number=3125550100&date=2025-12-15"),
        ("phone_number_log", "phone_number=3125550100"),
    ],
)
def test_there_is_no_header_without_rows(dialer360: Site, function: str, query: str) -> None:
    """An error stands alone."""
    reply = call(dialer360, function, f"{query}&header=YES")
    assert reply.startswith(f"ERROR: {function} NO RECORD")
    assert reply.count("\n") == 1


def arrive(site: Site, number: int, time: str, *queues: tuple[str, int]) -> None:
    """Put a call to a DID at a time of the day, and the queues it was in: when, and for how many seconds."""
    uniqueid = f"176700000{number}.1"
    site.put(
        "did_log",
        uniqueid,
        did_pattern="3125550109",
        caller_id_number=f"727555010{number}",
        call_date=f"{DAY}T{time}-05:00",
    )
    for place, (since, seconds) in enumerate(queues):
        site.put(
            "closer_log",
            7000 + 10 * number + place,
            uniqueid=uniqueid,
            call_date=f"{DAY}T{since}-05:00",
            length_in_sec=seconds,
        )


def test_a_call_to_a_did_lasts_until_the_end_of_its_last_queue(dialer360: Site) -> None:
    """One that was in none lasts no time; they come in the order of arrival."""
    arrive(dialer360, 1, "12:00:00", ("12:00:10", 20), ("12:01:00", 30))
    arrive(dialer360, 2, "11:00:00")
    arrive(dialer360, 3, "13:00:00", ("13:00:00", 5))
    assert call(dialer360, "did_log_export", f"phone_number=3125550109&date={DAY}") == (
        f"3125550109|{DAY} 11:00:00|7275550102|0\n"
        f"3125550109|{DAY} 12:00:00|7275550101|90\n"
        f"3125550109|{DAY} 13:00:00|7275550103|5\n"
    )


def test_the_software_prints_two_columns_the_wrong_way_round(observed: Site) -> None:
    """The header stays as it is."""
    arrive(observed, 1, "12:00:00")
    assert call(observed, "did_log_export", f"phone_number=3125550109&date={DAY}&header=YES") == (
        f"did_number|call_date|caller_id_number|length_in_sec\n3125550109|7275550101|{DAY} 12:00:00|0\n"
    )


def test_only_the_did_and_the_day_asked_for_are_exported(dialer360: Site) -> None:
    """From midnight to midnight of the server."""
    arrive(dialer360, 1, "00:00:00")
    arrive(dialer360, 2, "23:59:59")
    dialer360.put("did_log", "a", did_pattern="3125550109", call_date="2025-12-16T05:00:00Z")
    dialer360.put("did_log", "b", did_pattern="3125550108", call_date=f"{DAY}T17:00:00Z")
    rows = call(dialer360, "did_log_export", f"phone_number=(312)555-0109&date={DAY}")
    assert [row.split("|")[2] for row in rows.splitlines()] == ["7275550101", "7275550102"]


@pytest.mark.parametrize(
    "query", ["", "phone_number=3125550109", f"date={DAY}", f"phone_number={'1' * 21}&date={DAY}", "date=2025-12-1"]
)
def test_a_did_and_a_date_are_both_needed(dialer360: Site, query: str) -> None:
    """The number has 20 digits at most."""
    assert call(dialer360, "did_log_export", query).startswith(
        "ERROR: did_log_export INVALID SEARCH PARAMETERS - 6666|"
    )


def test_the_software_takes_a_did_of_one_digit(dialer360: Site, observed: Site) -> None:
    """The document asks for two."""
    query = f"phone_number=1&date={DAY}"
    assert call(dialer360, "did_log_export", query) == (
        f"ERROR: did_log_export INVALID SEARCH PARAMETERS - 6666|1|{DAY}\n"
    )
    assert call(observed, "did_log_export", query) == f"ERROR: did_log_export NO RECORDS FOUND - 6666|||{DAY}\n"


def test_the_software_repeats_agent_and_lead_where_the_document_has_the_number(observed: Site) -> None:
    """Neither is searched by."""
    query = f"phone_number=3125550100&date={DAY}&agent_user=1000&lead_id=7"
    assert call(observed, "did_log_export", query) == f"ERROR: did_log_export NO RECORDS FOUND - 6666|1000|7|{DAY}\n"


def out(site: Site, number: str, time: str, **fields: Any) -> None:
    """Put an outbound call that lasted 25 seconds."""
    row = {"end_time": f"{DAY}T{time}-05:00", "length_in_sec": 25, "list_id": 101, "user": "1234", **fields}
    uniqueid = f"{number}-{time}"
    site.put("call_log", uniqueid, phone_number=number, call_date=f"{DAY}T{time}-05:00", status="NI", **row)


def inbound(site: Site, closecallid: int, number: str, time: str, **fields: Any) -> None:
    """Put an inbound call that lasted 40 seconds."""
    row = {"end_time": f"{DAY}T{time}-05:00", "length_in_sec": 40, "list_id": 999, "user": "1029", **fields}
    site.put("closer_log", closecallid, phone_number=number, call_date=f"{DAY}T{time}-05:00", status="DROP", **row)


def shown(rows: str) -> list[tuple[str, str]]:
    """Number and time of day of each row."""
    cells = [row.split("|") for row in rows.splitlines()]
    return [(number, date.partition(" ")[2]) for number, date, *_ in cells]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("", ["11:00:00", "09:00:00"]),
        ("&type=OUT", ["11:00:00", "09:00:00"]),
        ("&type=out", ["11:00:00", "09:00:00"]),
        ("&type=BOTH", ["11:00:00", "09:00:00"]),
        ("&type=IN", ["12:00:00", "10:00:00"]),
        ("&type=ALL", ["11:00:00", "09:00:00", "12:00:00", "10:00:00"]),
        ("&detail=LAST", ["11:00:00"]),
        ("&detail=last", ["11:00:00", "09:00:00"]),
        ("&detail=ALL", ["11:00:00", "09:00:00"]),
        ("&type=IN&detail=LAST", ["12:00:00"]),
        ("&type=ALL&detail=LAST", ["11:00:00", "12:00:00"]),
    ],
)
def test_type_and_detail_choose_the_calls_of_a_number(dialer360: Site, choice: str, expected: list[str]) -> None:
    """The newest first, outbound before inbound; LAST is one of each log."""
    out(dialer360, "7275550101", "09:00:00")
    out(dialer360, "7275550101", "11:00:00")
    inbound(dialer360, 7001, "7275550101", "10:00:00")
    inbound(dialer360, 7002, "7275550101", "12:00:00")
    rows = shown(call(dialer360, "phone_number_log", f"phone_number=7275550101{choice}"))
    assert rows == [("7275550101", time) for time in expected]


def test_several_numbers_are_answered_in_the_order_of_the_request(dialer360: Site) -> None:
    """Each with its own last call; numbers that are too short, and ones without calls, are passed over."""
    for number in ("7275550101", "7275550102"):
        out(dialer360, number, "09:00:00")
        out(dialer360, number, "10:00:00")
        inbound(dialer360, int(number[-4:]), number, "11:00:00")
    query = "phone_number=7275550102,123,,7275550199,7275550101&type=ALL&detail=LAST"
    assert shown(call(dialer360, "phone_number_log", query)) == [
        ("7275550102", "10:00:00"),
        ("7275550102", "11:00:00"),
        ("7275550101", "10:00:00"),
        ("7275550101", "11:00:00"),
    ]


def test_a_call_shows_what_has_become_of_its_lead(dialer360: Site) -> None:
    """Status and source are those of now, the rest is of the call."""
    dialer360.patch("leads", 27, status="SALE", source_id="web7")
    out(dialer360, "7275550101", "09:00:00", lead_id=27, term_reason="CALLER")
    assert call(dialer360, "phone_number_log", "phone_number=7275550101") == (
        f"7275550101|{DAY} 09:00:00|101|25|SALE|CALLER|NI|web7|1234\n"
    )
    dialer360.patch("leads", 27, status="DNC", source_id="")
    assert "|25|DNC|CALLER|NI||1234\n" in call(dialer360, "phone_number_log", "phone_number=7275550101")


def test_without_the_lead_an_outbound_call_keeps_its_status_and_an_inbound_one_has_none(dialer360: Site) -> None:
    """The source is blank for both."""
    out(dialer360, "7275550101", "09:00:00", lead_id=4711, term_reason="AGENT")
    inbound(dialer360, 7001, "7275550101", "10:00:00", lead_id=4711, term_reason="ABANDON")
    assert call(dialer360, "phone_number_log", "phone_number=7275550101&type=ALL") == (
        f"7275550101|{DAY} 09:00:00|101|25|NI|AGENT|NI||1234\n7275550101|{DAY} 10:00:00|999|40||ABANDON|DROP||1029\n"
    )


def test_a_call_that_has_not_ended_is_not_listed(dialer360: Site) -> None:
    """The one before it is the last."""
    out(dialer360, "7275550101", "09:00:00")
    out(dialer360, "7275550101", "10:00:00", end_time=None)
    inbound(dialer360, 7001, "7275550101", "11:00:00", end_time=None)
    rows = call(dialer360, "phone_number_log", "phone_number=7275550101&type=ALL&detail=LAST")
    assert shown(rows) == [("7275550101", "09:00:00")]


@pytest.mark.parametrize("numbers", ["", "727", "727,550,101", ",,,,", "abcd"])
def test_a_number_has_four_digits_at_least(dialer360: Site, observed: Site, numbers: str) -> None:
    """Where none has, the numbers and the date are repeated."""
    digits = "" if numbers == "abcd" else numbers
    query = f"phone_number={numbers}&date={DAY}"
    assert call(dialer360, "phone_number_log", query) == (
        f"ERROR: phone_number_log NO VALID PHONE NUMBERS DEFINED - 6666|{digits}|{DAY}\n"
    )
    assert call(observed, "phone_number_log", query) == (
        f"ERROR: phone_number_log NO VALID PHONE NUMBERS DEFINED: 6666|{digits}|{DAY}\n"
    )


def test_no_calls_are_an_error_of_the_document_and_a_notice_of_the_software(dialer360: Site, observed: Site) -> None:
    """Said once, for all numbers together."""
    query = f"phone_number=7275550198,7275550199&lead_id=7&date={DAY}"
    assert call(dialer360, "phone_number_log", query) == (
        f"ERROR: phone_number_log NO RECORDS FOUND - 6666|7275550198,7275550199|{DAY}\n"
    )
    assert call(observed, "phone_number_log", query) == (
        f"NOTICE: phone_number_log NO RECORDS FOUND FOR THIS PHONE NUMBER - 6666|7275550198,7275550199|7|{DAY}\n"
    )


@pytest.mark.parametrize(
    ("function", "what"),
    [("recording_lookup", "RECORDING INFO"), ("did_log_export", "DID INFO"), ("phone_number_log", "CALL LOG INFO")],
)
def test_the_logs_need_the_right_to_view_reports(dialer360: Site, observed: Site, function: str, what: str) -> None:
    """It is checked before what is searched for."""
    assert call(dialer360, function, user="7000") == (
        f"ERROR: {function} USER DOES NOT HAVE PERMISSION TO GET {what} - 7000|0\n"
    )
    assert call(observed, function, user="nomod") == (
        f"ERROR: {function} USER DOES NOT HAVE PERMISSION TO GET {what}: |nomod|0|\n"
    )
    dialer360.patch("users", "7000", view_reports=True)
    assert "PERMISSION" not in call(dialer360, function, user="7000")
