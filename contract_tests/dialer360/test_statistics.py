"""`agent_stats_export`, in both profiles."""

from typing import Any

import pytest

from contract_tests.conftest import Site

DAY = "2025-12-15"
SPAN = f"datetime_start={DAY}+00:00:00&datetime_end={DAY}+23:59:59"
HEADER = (
    "user|full_name|user_group|calls|login_time|total_talk_time|avg_talk_time|avg_wait_time|pct_of_queue|pause_time|"
    "sessions|avg_session|pauses|avg_pause_time|pause_pct|pauses_per_session"
)
NAMES = [*HEADER.split("|"), "total_wait_time"]


def call(site: Site, query: str, user: str = "6666") -> str:
    """Ask for the statistics as a user; the reply's body."""
    reply = site.get(f"source=test&user={user}&pass=1234&function=agent_stats_export&{query}")
    assert reply.status_code == 200
    return reply.text


def log(site: Site, number: int, time: str, user: str = "1234", **seconds: Any) -> None:
    """Put a round of an agent's work that begins at a time of the day."""
    site.put("agent_log", number, user=user, event_time=f"{DAY}T{time}-05:00", **seconds)


def stats(site: Site, query: str = "") -> dict[str, str]:
    """The one row of agent 1234, by the names of its columns."""
    row = call(site, f"{SPAN}&agent_user=1234{query}").removesuffix("\n").split("|")
    return dict(zip(NAMES, row, strict=True))


def day_of_work(site: Site) -> None:
    """Two sessions, three rounds of which two have a call and two a pause."""
    log(
        site,
        9001,
        "09:00:00",
        pause_sec=3600,
        wait_sec=30,
        talk_sec=100,
        dead_sec=10,
        dispo_sec=5,
        lead_id=27,
        sub_status="LOGIN",
    )
    log(site, 9002, "10:30:00", wait_sec=45, talk_sec=61, dispo_sec=4, lead_id=104)
    log(site, 9003, "11:00:00", pause_sec=25, sub_status="LOGIN")


def test_the_rounds_of_an_agent_are_added_up(dialer360: Site) -> None:
    """Dead time is not talk; averages are of calls, sessions and pauses."""
    day_of_work(dialer360)
    assert call(dialer360, f"{SPAN}&header=YES") == (
        f"{HEADER}|total_wait_time\n"
        "1234|Test Agent|AGENTS|2|1:04:30|0:02:31|0:01:16|0:00:38|100%|3625|2|0:32:15|2|0:30:13|93.7%|1|0:01:15\n"
    )


def test_the_software_has_no_average_of_talk_and_no_name_for_the_last_column(observed: Site) -> None:
    """The row has one value more than the header has names."""
    observed.put("users", "1234", full_name="Test Agent", user_group="AGENTS")
    day_of_work(observed)
    assert call(observed, f"{SPAN}&header=YES") == (
        f"{HEADER}\n"
        "1234|Test Agent|AGENTS|2|1:04:30|0:02:31|0:00:00|0:00:38|100%|3625|2|0:32:15|2|0:30:13|93.7%|1|0:01:15\n"
    )


@pytest.mark.parametrize(
    ("choice", "login", "average", "nothing"),
    [
        ("", "1:04:30", "0:30:13", "0:00:00"),
        ("&time_format=HF", "1:04:30", "0:30:13", "0:00:00"),
        ("&time_format=H", "1:04:30", "0:30:13", "0:00:00"),
        ("&time_format=M", "64:30", "30:13", "0:00"),
        ("&time_format=S", "3870", "1813", "0"),
        ("&time_format=X", "1:04:30", "0:30:13", "0:00:00"),
    ],
)
def test_the_time_format_holds_for_all_but_the_pause_time(
    dialer360: Site, choice: str, login: str, average: str, nothing: str
) -> None:
    """That one is always in seconds."""
    day_of_work(dialer360)
    log(dialer360, 9010, "12:00:00", "1029", pause_sec=7)
    row = stats(dialer360, choice)
    assert (row["login_time"], row["avg_pause_time"], row["pause_time"]) == (login, average, "3625")
    idle = call(dialer360, f"{SPAN}&agent_user=1029{choice}").split("|")
    assert (idle[5], idle[6], idle[7]) == (nothing, nothing, nothing)


@pytest.mark.parametrize(
    ("calls", "others", "share"),
    [(1, 1, "50%"), (1, 2, "33.3%"), (2, 1, "66.7%"), (1, 5, "16.7%"), (1, 7, "12.5%"), (3, 0, "100%"), (0, 2, "0%")],
)
def test_the_share_of_calls_has_one_decimal_unless_it_is_zero(
    dialer360: Site, calls: int, others: int, share: str
) -> None:
    """Of the calls of everyone in the reply."""
    log(dialer360, 9000, "08:00:00", pause_sec=1)
    for number in range(calls):
        log(dialer360, 9100 + number, "09:00:00", talk_sec=1, lead_id=27)
    for number in range(others):
        log(dialer360, 9200 + number, "09:00:00", "1029", talk_sec=1, lead_id=27)
    rows = [row.split("|") for row in call(dialer360, SPAN).splitlines()]
    assert [row[8] for row in rows if row[0] == "1234"] == [share]


def test_the_share_of_one_agent_alone_is_all(dialer360: Site) -> None:
    """With agent_user the others do not count."""
    log(dialer360, 9001, "09:00:00", talk_sec=10, lead_id=27)
    log(dialer360, 9002, "09:00:00", "1029", talk_sec=10, lead_id=27)
    assert stats(dialer360)["pct_of_queue"] == "100%"


def test_halves_are_rounded_upwards(dialer360: Site) -> None:
    """In averages and in shares."""
    log(dialer360, 9001, "09:00:00", wait_sec=1, talk_sec=1, lead_id=27)
    log(dialer360, 9002, "09:10:00", pause_sec=1, wait_sec=4, talk_sec=393, lead_id=27)
    row = stats(dialer360)
    assert (row["avg_wait_time"], row["avg_talk_time"], row["pause_pct"]) == ("0:00:03", "0:03:17", "0.3%")


def test_someone_without_calls_has_neither_talked_nor_waited(dialer360: Site) -> None:
    """The time counts as logged in all the same."""
    log(dialer360, 9001, "09:00:00", pause_sec=10, wait_sec=50, talk_sec=40)
    row = stats(dialer360)
    assert row["calls"] == "0"
    assert [row[name] for name in NAMES if "talk" in name or "wait" in name] == ["0:00:00"] * 4
    assert row["login_time"] == "0:01:40"


def test_there_is_one_session_at_least(dialer360: Site) -> None:
    """Even where the login lies before the span."""
    log(dialer360, 9001, "09:00:00", pause_sec=30)
    log(dialer360, 9002, "09:10:00", pause_sec=30)
    row = stats(dialer360)
    assert (row["sessions"], row["avg_session"], row["pauses"], row["pauses_per_session"]) == ("1", "0:01:00", "2", "2")


def test_without_a_pause_the_share_of_pauses_is_all(dialer360: Site) -> None:
    """The average of none is none."""
    log(dialer360, 9001, "09:00:00", talk_sec=30, lead_id=27)
    row = stats(dialer360)
    assert (row["pauses"], row["avg_pause_time"], row["pause_pct"]) == ("0", "0:00:00", "100%")


def test_the_time_logged_in_is_no_longer_than_the_time_that_passed(dialer360: Site) -> None:
    """Rounds that overlap are not counted twice."""
    log(dialer360, 9001, "09:00:00", pause_sec=600)
    log(dialer360, 9002, "09:01:00", pause_sec=600)
    assert stats(dialer360)["login_time"] == "0:11:00"


def test_agents_come_in_the_order_of_their_names(dialer360: Site) -> None:
    """One row each; one who has been deleted has no name and no group."""
    for number, user in enumerate(["zoe", "1234", "Amy", "1029", "zoe"]):
        log(dialer360, 9001 + number, f"09:0{number}:00", user, pause_sec=1)
    rows = [row.split("|")[:3] for row in call(dialer360, SPAN).splitlines()]
    assert rows == [
        ["1029", "test agent", "ADMIN"],
        ["1234", "Test Agent", "AGENTS"],
        ["Amy", "", ""],
        ["zoe", "", ""],
    ]


def test_both_ends_belong_to_the_span(dialer360: Site) -> None:
    """On the clock of the server."""
    log(dialer360, 9001, "08:59:59", pause_sec=1)
    log(dialer360, 9002, "09:00:00", pause_sec=2)
    log(dialer360, 9003, "10:00:00.5", pause_sec=4)
    log(dialer360, 9004, "10:00:01", pause_sec=8)
    reply = call(dialer360, f"datetime_start={DAY}+09:00:00&datetime_end={DAY}+10:00:00")
    assert reply.split("|")[9] == "6"


@pytest.mark.parametrize("sign", ["+", "%2B", "%20"])
def test_date_and_time_may_be_joined_in_several_ways(dialer360: Site, sign: str) -> None:
    """A plus becomes a blank, whichever way it was sent."""
    day_of_work(dialer360)
    reply = call(dialer360, f"datetime_start={DAY}{sign}00:00:00&datetime_end={DAY}{sign}23:59:59")
    assert reply.startswith("1234|Test Agent|")


def test_an_agent_is_found_in_any_case(dialer360: Site) -> None:
    """As the system compares names."""
    log(dialer360, 9001, "09:00:00", "sales01", pause_sec=1)
    assert call(dialer360, f"{SPAN}&agent_user=SALES01").startswith("sales01|Sales Agent 01|SALES|0|")


@pytest.mark.parametrize(
    ("query", "echo"),
    [
        ("", "||"),
        (f"datetime_start={DAY}+00:00:00", f"|{DAY} 00:00:00|"),
        (f"datetime_end={DAY}+00:00:00&agent_user=1234", f"1234||{DAY} 00:00:00"),
        (f"datetime_start={DAY}&datetime_end={DAY}", f"|{DAY}|{DAY}"),
        (f"datetime_start={DAY}+00:00:00&datetime_end={DAY}+00:00:000", f"|{DAY} 00:00:00|{DAY} 00:00:000"),
    ],
)
def test_both_ends_must_have_date_and_time(dialer360: Site, observed: Site, query: str, echo: str) -> None:
    """Nineteen characters, no more and no less."""
    assert call(dialer360, query) == f"ERROR: agent_stats_export INVALID SEARCH PARAMETERS - 6666|{echo}\n"
    assert call(observed, query) == f"ERROR: agent_stats_export INVALID SEARCH PARAMETERS: 6666|{echo}\n"


@pytest.mark.parametrize(
    "moment", ["2025-02-30+00:00:00", "9999-12-31+23:59:59", "9999-12-31+18:59:59", "abcdefghijklmnopqrs"]
)
def test_moments_that_are_none_find_nothing(dialer360: Site, moment: str) -> None:
    """Nothing is said of what is wrong with them."""
    shown = moment.replace("+", " ")
    assert call(dialer360, f"datetime_start={moment}&datetime_end={moment}") == (
        f"ERROR: agent_stats_export NO RECORDS FOUND - 6666||{shown}|{shown}\n"
    )


def test_nothing_found_repeats_other_fields_in_the_software(dialer360: Site, observed: Site) -> None:
    """Agent, lead and date instead of agent and span."""
    query = f"{SPAN}&agent_user=1029&lead_id=7&date={DAY}"
    assert call(dialer360, query) == (
        f"ERROR: agent_stats_export NO RECORDS FOUND - 6666|1029|{DAY} 00:00:00|{DAY} 23:59:59\n"
    )
    assert call(observed, query) == f"ERROR: agent_stats_export NO RECORDS FOUND - 6666|1029|7|{DAY}\n"


@pytest.mark.parametrize("agent", ["x", "x" * 21])
def test_the_document_limits_an_agents_name(dialer360: Site, agent: str) -> None:
    """To two characters at least and twenty at most."""
    assert call(dialer360, f"{SPAN}&agent_user={agent}").startswith(
        f"ERROR: agent_stats_export INVALID SEARCH PARAMETERS - 6666|{agent}|"
    )


def test_the_software_ignores_an_agents_name_that_is_too_long(observed: Site) -> None:
    """Everyone is shown."""
    day_of_work(observed)
    assert call(observed, f"{SPAN}&agent_user={'x' * 21}").startswith("1234|")
    assert call(observed, f"{SPAN}&agent_user=x").startswith("ERROR: agent_stats_export NO RECORDS FOUND")


@pytest.mark.parametrize(("stage", "separator"), [("pipe", "|"), ("csv", ","), ("tab", "\t"), ("TAB", "|")])
def test_the_stage_is_the_separator(dialer360: Site, stage: str, separator: str) -> None:
    """Of the header and of the rows."""
    day_of_work(dialer360)
    header, row = call(dialer360, f"{SPAN}&header=YES&stage={stage}").splitlines()
    assert (header.count(separator), row.count(separator)) == (16, 16)


def test_the_statistics_need_the_right_to_view_reports(dialer360: Site, observed: Site) -> None:
    """It is checked before what is searched for."""
    assert call(dialer360, "", "7000") == (
        "ERROR: agent_stats_export USER DOES NOT HAVE PERMISSION TO GET AGENT INFO - 7000|0\n"
    )
    assert call(observed, "", "nomod") == (
        "ERROR: agent_stats_export USER DOES NOT HAVE PERMISSION TO GET AGENT INFO: |nomod|0|\n"
    )
