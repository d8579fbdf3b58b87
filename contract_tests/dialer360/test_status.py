"""Real-time status: user groups, in-groups, agents, one call, everyone who is logged in; in both profiles."""

from typing import Any

import pytest

from contract_tests.conftest import Site

COLUMNS = "user|campaign_id|session_id|status|lead_id|callerid|calls_today|full_name|user_group|user_level"


def call(site: Site, function: str, query: str = "", user: str = "6666") -> str:
    """Call a function as a user; the reply's body."""
    reply = site.get(f"source=test&user={user}&pass=1234&function={function}&{query}")
    assert reply.status_code == 200
    return reply.text


def clear(site: Site) -> None:
    """Let nobody be logged in, and no call be in progress."""
    for table, key in (("live_agents", "user"), ("live_calls", "callerid")):
        for row in site.rows(table):
            place = f"worlds/{site.world}/state/dialer360/{table}/{row[key]}"
            site.control.delete(place).raise_for_status()


def seat(site: Site, name: str, status: str, **fields: Any) -> None:
    """Log an agent of group NIGHT in."""
    site.put("users", name, full_name=f"Agent {name}", user_group="NIGHT", user_level=2)
    agent = {"campaign_id": "TESTCAMP", "conf_exten": "8600099", "server_ip": "10.10.10.16", **fields}
    site.put("live_agents", name, status=status, **agent)


def ring(site: Site, callerid: str, status: str = "XFER", **fields: Any) -> None:
    """Put a call in progress."""
    site.put("live_calls", callerid, status=status, **{"campaign_id": "TESTCAMP", **fields})


@pytest.mark.parametrize(
    ("status", "fields", "counts"),
    [
        ("READY", {}, "0|1|0|0|0"),
        ("CLOSER", {}, "0|1|0|0|0"),
        ("QUEUE", {"callerid": "V1"}, "1|0|0|0|0"),
        ("MQUEUE", {"callerid": "V1"}, "1|0|0|0|0"),
        ("INCALL", {"callerid": "V1"}, "1|0|0|0|0"),
        ("INCALL", {"callerid": "parked"}, "1|0|0|0|0"),
        ("INCALL", {"callerid": "gone"}, "0|0|0|1|0"),
        ("PAUSED", {}, "0|0|1|0|0"),
        ("PAUSED", {"preview_lead_id": 27}, "0|0|1|0|0"),
        ("PAUSED", {"lead_id": 27}, "0|0|0|0|1"),
        ("READY", {"lead_id": 27}, "0|0|0|0|1"),
    ],
)
def test_an_agent_counts_in_one_column(dialer360: Site, status: str, fields: dict[str, Any], counts: str) -> None:
    """In calls, waiting, paused, in dead calls, in disposition."""
    clear(dialer360)
    ring(dialer360, "V1")
    ring(dialer360, "parked", parked=True)
    seat(dialer360, "night1", status, **fields)
    assert call(dialer360, "user_group_status", "user_groups=NIGHT") == f"NIGHT|0|1|{counts}\n"


def test_several_groups_share_one_row(dialer360: Site) -> None:
    """Their names are joined by blanks; a group that does not exist adds nothing."""
    clear(dialer360)
    seat(dialer360, "night1", "PAUSED")
    seat(dialer360, "night2", "PAUSED")
    dialer360.put("live_agents", "1234", campaign_id="TESTCAMP", status="READY")
    assert call(dialer360, "user_group_status", "user_groups=NIGHT|agents|NOPE") == "NIGHT agents NOPE|0|3|0|1|2|0|0\n"
    assert call(dialer360, "user_group_status", "user_groups=NOPE") == "NOPE|0|0|0|0|0|0|0\n"


def test_the_waiting_calls_of_a_user_group_are_those_of_the_system(dialer360: Site) -> None:
    """A call that rings, and one that an agent has, do not wait."""
    clear(dialer360)
    ring(dialer360, "V1", "LIVE")
    ring(dialer360, "Y2", "LIVE", campaign_id="SUPPORT")
    ring(dialer360, "V3", "SENT")
    ring(dialer360, "V4", "XFER")
    assert call(dialer360, "user_group_status", "user_groups=NOPE") == "NOPE|2|0|0|0|0|0|0\n"


def test_an_in_group_counts_its_own_calls(dialer360: Site) -> None:
    """All of them, and those that wait."""
    clear(dialer360)
    ring(dialer360, "Y1", "LIVE", campaign_id="SUPPORT")
    ring(dialer360, "Y2", "XFER", campaign_id="SUPPORT")
    ring(dialer360, "Y3", "LIVE", campaign_id="SALESLINE")
    ring(dialer360, "V4", "LIVE")
    assert call(dialer360, "in_group_status", "in_groups=SUPPORT") == "SUPPORT|2|1|0|0|0|0|0\n"
    assert call(dialer360, "in_group_status", "in_groups=support|SALESLINE") == "support SALESLINE|3|2|0|0|0|0|0\n"


def test_an_in_group_counts_the_agents_who_have_selected_it(dialer360: Site) -> None:
    """Once each, whatever they are doing; one whose call is gone is in a call still."""
    clear(dialer360)
    both = ["SALESLINE", "SUPPORT"]
    seat(dialer360, "night1", "INCALL", callerid="gone", closer_campaigns=both)
    seat(dialer360, "night2", "PAUSED", closer_campaigns=["SUPPORT"])
    seat(dialer360, "night3", "PAUSED", closer_campaigns=["SUPPORT"], lead_id=27)
    seat(dialer360, "night4", "CLOSER", closer_campaigns=["SALESLINE"])
    seat(dialer360, "night5", "PAUSED", closer_campaigns=["OTHER"])
    assert call(dialer360, "in_group_status", "in_groups=SUPPORT") == "SUPPORT|0|0|3|1|0|1|1\n"
    assert call(dialer360, "in_group_status", "in_groups=SALESLINE|SUPPORT") == "SALESLINE SUPPORT|0|0|4|1|1|1|1\n"
    assert call(dialer360, "in_group_status", "in_groups=NOPE") == "NOPE|0|0|0|0|0|0|0\n"


@pytest.mark.parametrize(
    ("function", "query"),
    [
        ("user_group_status", ""),
        ("user_group_status", "user_groups="),
        ("user_group_status", "in_groups=ADMIN"),
        ("in_group_status", ""),
        ("in_group_status", "in_groups=!!"),
        ("in_group_status", "user_groups=SALESLINE"),
    ],
)
def test_groups_must_be_named(dialer360: Site, observed: Site, function: str, query: str) -> None:
    """By the field of the function."""
    assert call(dialer360, function, query) == f"ERROR: {function} INVALID SEARCH PARAMETERS - 6666||\n"
    assert call(observed, function, query) == f"ERROR: {function} INVALID SEARCH PARAMETERS: 6666|\n"


@pytest.mark.parametrize(("stage", "separator"), [("pipe", "|"), ("csv", ","), ("tab", "\t"), ("CSV", "|")])
@pytest.mark.parametrize(
    ("function", "query", "columns"),
    [
        ("user_group_status", "user_groups=ADMIN", 8),
        ("in_group_status", "in_groups=SUPPORT", 8),
        ("agent_status", "agent_user=1234", 13),
        ("callid_info", "call_id=M4050908070000012345", 2),
        ("callid_info", "call_id=M4050908070000012345&detail=YES", 8),
        ("logged_in_agents", "user_groups=ADMIN", 10),
        ("logged_in_agents", "user_groups=ADMIN&show_sub_status=YES", 12),
    ],
)
def test_stage_and_header_shape_every_export(
    dialer360: Site, function: str, query: str, columns: int, stage: str, separator: str
) -> None:
    """The separator in small letters, the header with YES in capitals."""
    header, row = call(dialer360, function, f"{query}&stage={stage}&header=YES").splitlines()
    assert (len(header.split(separator)), len(row.split(separator))) == (columns, columns)
    assert call(dialer360, function, f"{query}&stage={stage}&header=yes") == f"{row}\n"


@pytest.mark.parametrize(
    ("status", "fields", "expected"),
    [
        ("READY", {}, ""),
        ("READY", {"ringing": True}, "RING"),
        ("PAUSED", {}, ""),
        ("PAUSED", {"ringing": True, "lead_id": 27}, "DISPO"),
        ("PAUSED", {"lead_id": 27, "preview_lead_id": 104}, "PREVIEW"),
        ("INCALL", {"callerid": "V1", "lead_id": 27}, ""),
        ("INCALL", {"callerid": "V1", "lead_id": 12345}, "3-WAY"),
        ("INCALL", {"callerid": "parked", "lead_id": 12345}, "PARK"),
        ("INCALL", {"callerid": "gone", "lead_id": 12345}, "DEAD"),
        ("QUEUE", {"callerid": "gone", "lead_id": 12345}, ""),
    ],
)
def test_the_sub_status_says_what_the_status_does_not(
    dialer360: Site, status: str, fields: dict[str, Any], expected: str
) -> None:
    """Where several hold, the last of the document's list wins; agent 1234 is in a call with lead 12345."""
    ring(dialer360, "V1")
    ring(dialer360, "parked", parked=True)
    seat(dialer360, "night1", status, **fields)
    assert call(dialer360, "agent_status", "agent_user=night1").split("|")[9] == expected


def test_an_agent_who_previews_shows_that_lead(dialer360: Site) -> None:
    """With its number and its code."""
    dialer360.patch("leads", 27, vendor_lead_code="V27")
    seat(dialer360, "night1", "PAUSED", lead_id=104, preview_lead_id=27, pause_code="BREAK")
    assert call(dialer360, "agent_status", "agent_user=night1") == (
        "PAUSED||27|TESTCAMP|0|Agent night1|NIGHT|2|BREAK|PREVIEW|7275550127|V27|8600099\n"
    )


def test_the_number_is_that_of_the_call_before_that_of_the_lead(dialer360: Site) -> None:
    """Which is shown once the call is gone."""
    ring(dialer360, "V1", phone_number="7275550101")
    seat(dialer360, "night1", "INCALL", callerid="V1", lead_id=27, calls_today=4)
    assert call(dialer360, "agent_status", "agent_user=night1") == (
        "INCALL|V1|27|TESTCAMP|4|Agent night1|NIGHT|2|||7275550101||8600099\n"
    )
    dialer360.control.delete(f"worlds/{dialer360.world}/state/dialer360/live_calls/V1").raise_for_status()
    assert call(dialer360, "agent_status", "agent_user=night1") == (
        "INCALL|V1|27|TESTCAMP|4|Agent night1|NIGHT|2||DEAD|7275550127||8600099\n"
    )


def test_a_lead_that_is_gone_leaves_blanks(dialer360: Site) -> None:
    """Its number is shown, what was known of it is not."""
    seat(dialer360, "night1", "PAUSED", lead_id=4711)
    assert call(dialer360, "agent_status", "agent_user=night1") == (
        "PAUSED||4711|TESTCAMP|0|Agent night1|NIGHT|2||DISPO|||8600099\n"
    )


def test_an_agents_status_is_found_in_any_case(dialer360: Site, observed: Site) -> None:
    """As the system compares names."""
    seat(dialer360, "Night1", "READY")
    assert call(dialer360, "agent_status", "agent_user=nIGHT1").startswith("READY||0|TESTCAMP|")
    observed.put("users", "Amy", full_name="Amy")
    assert call(observed, "agent_status", "agent_user=aMY") == "ERROR: agent_status AGENT NOT LOGGED IN: 6666|aMY\n"


@pytest.mark.parametrize("agent", ["", "x", "x" * 21])
def test_an_agents_name_has_2_to_20_characters(dialer360: Site, observed: Site, agent: str) -> None:
    """Others are not looked up."""
    query = f"agent_user={agent}&header=YES"
    assert call(dialer360, "agent_status", query) == (
        f"ERROR: agent_status INVALID SEARCH PARAMETERS - 6666|{agent}|\n"
    )
    assert call(observed, "agent_status", query) == f"ERROR: agent_status INVALID SEARCH PARAMETERS: 6666|{agent}\n"


@pytest.mark.parametrize("agent", ["xy", "x" * 20])
def test_an_agents_name_of_2_or_20_characters_is_looked_up(dialer360: Site, agent: str) -> None:
    """Nobody has it."""
    said = call(dialer360, "agent_status", f"agent_user={agent}")
    assert said == f"ERROR: agent_status AGENT NOT FOUND - 6666|{agent}|\n"


def test_an_agent_must_exist_and_be_logged_in(dialer360: Site, observed: Site) -> None:
    """Each has its own error."""
    assert (
        call(dialer360, "agent_status", "agent_user=nobody") == "ERROR: agent_status AGENT NOT FOUND - 6666|nobody|\n"
    )
    assert call(observed, "agent_status", "agent_user=nobody") == "ERROR: agent_status AGENT NOT FOUND: 6666|nobody\n"
    assert (
        call(dialer360, "agent_status", "agent_user=7000") == "ERROR: agent_status AGENT NOT LOGGED IN - 6666|7000|\n"
    )


def test_the_software_names_eight_of_the_thirteen_columns(observed: Site) -> None:
    """The call is called callerid."""
    header, row = call(observed, "agent_status", "agent_user=1000&header=YES").splitlines()
    assert header == "status|callerid|lead_id|campaign_id|calls_today|full_name|user_group|user_level"
    assert row.count("|") == 12


def log(site: Site, call_id: str, uniqueid: str, lead_id: int = 27) -> None:
    """Put what is known of a call by its id."""
    site.put("call_ids", call_id, uniqueid=uniqueid, lead_id=lead_id, call_date="2025-12-15T17:00:00Z")


@pytest.mark.parametrize(
    ("prefix", "kind"),
    [
        ("V", "OUTBOUND_AUTO"),
        ("M", "OUTBOUND_MANUAL"),
        ("DC", "OUTBOUND_OTHER"),
        ("S", "OUTBOUND_OTHER"),
        ("XL", "OUTBOUND_OTHER"),
    ],
)
def test_an_outbound_call_is_found_in_the_outbound_log(dialer360: Site, observed: Site, prefix: str, kind: str) -> None:
    """The software shows its kind too, and the columns in another order."""
    call_id = f"{prefix}215120000{0:010}"
    row: dict[str, Any] = {
        "phone_number": "7275550101",
        "status": "NI",
        "user": "1234",
        "list_id": 101,
        "campaign_id": "TESTCAMP",
    }
    for site in (dialer360, observed):
        log(site, call_id, "1765818000.27")
        site.put("call_log", "1765818000.27", lead_id=27, **row)
    query = f"call_id={call_id}&detail=YES&header=YES"
    assert call(dialer360, "callid_info", query) == (
        "call_id|custtime|call_date|campaign_id|list_id|status|user|phone\n"
        f"{call_id}|0|2025-12-15 12:00:00|TESTCAMP|101|NI|1234|7275550101\n"
    )
    assert call(observed, "callid_info", query) == (
        "call_id|custtime|call_date|phone|call_type|campaign_id|list_id|status|user\n"
        f"{call_id}|0|2025-12-15 12:00:00|7275550101|{kind}|TESTCAMP|101|NI|1234\n"
    )


@pytest.mark.parametrize("prefix", ["Y", "J", "LP", "VH"])
def test_an_inbound_call_is_found_in_the_inbound_log(observed: Site, prefix: str) -> None:
    """One that has been in several queues is shown in the last."""
    call_id = f"{prefix}215120000{0:010}"
    log(observed, call_id, "1765818000.27")
    observed.put("call_log", "1765818000.27", lead_id=27, campaign_id="TESTCAMP")
    for number, group in ((7001, "SALESLINE"), (7002, "SUPPORT")):
        observed.put(
            "closer_log", number, uniqueid="1765818000.27", lead_id=27, campaign_id=group, phone_number="7275550101"
        )
    reply = call(observed, "callid_info", f"call_id={call_id}&detail=YES")
    assert reply == f"{call_id}|0|2025-12-15 12:00:00|7275550101|INBOUND|SUPPORT|0||\n"


def test_the_customers_time_is_the_agents_talk_without_the_dead_time(dialer360: Site) -> None:
    """Of the round of the agent who is in the log, for that lead."""
    log(dialer360, "V2151200000000000027", "1765818000.27")
    dialer360.put("call_log", "1765818000.27", lead_id=27, user="1234")
    query = "call_id=V2151200000000000027"
    assert call(dialer360, "callid_info", query) == "V2151200000000000027|0\n"
    for number, (user, lead_id) in enumerate([("1029", 27), ("1234", 104), ("1234", 27)]):
        talk: dict[str, Any] = {"talk_sec": 100 + number, "dead_sec": 30}
        dialer360.put("agent_log", 9001 + number, uniqueid="1765818000.27", user=user, lead_id=lead_id, **talk)
    assert call(dialer360, "callid_info", query) == "V2151200000000000027|72\n"


@pytest.mark.parametrize("detail", ["", "&detail=NO", "&detail=yes", "&detail=Y"])
def test_details_need_yes_in_capitals(dialer360: Site, detail: str) -> None:
    """Anything else is the short form."""
    query = f"call_id=M4050908070000012345{detail}"
    assert call(dialer360, "callid_info", query) == "M4050908070000012345|725\n"


@pytest.mark.parametrize(
    ("call_id", "in_document", "in_software"),
    [
        ("", False, False),
        ("M" * 15, False, False),
        ("M" * 16, True, False),
        ("M" * 17, True, False),
        ("M" * 18, True, True),
        ("M" * 39, True, True),
        ("M" * 40, True, False),
        ("M" * 41, False, False),
        ("Z4050908070000012345", False, False),
        ("m4050908070000012345", False, False),
        ("D4050908070000012345", False, False),
    ],
)
def test_a_call_id_has_length_and_beginning(
    dialer360: Site, observed: Site, call_id: str, in_document: bool, in_software: bool
) -> None:
    """16 to 40 characters, of which the software takes 18 to 39."""
    query = f"call_id={call_id}&agent_user=1000"
    problem = "CALL NOT FOUND" if in_document else "INVALID SEARCH PARAMETERS"
    assert call(dialer360, "callid_info", query) == f"ERROR: callid_info {problem} - 6666|{call_id}|\n"
    said = "CALL NOT FOUND: 6666|1000" if in_software else f"INVALID SEARCH PARAMETERS: 6666|{call_id}"
    assert call(observed, "callid_info", query) == f"ERROR: callid_info {said}\n"


@pytest.mark.parametrize("fields", [None, {"lead_id": 104}])
def test_a_call_without_a_row_for_its_lead_has_no_log(
    dialer360: Site, observed: Site, fields: dict[str, Any] | None
) -> None:
    """Known is not logged."""
    for site in (dialer360, observed):
        log(site, "V2151200000000000027", "1765818000.27")
        if fields is not None:
            site.put("call_log", "1765818000.27", **fields)
    query = "call_id=V2151200000000000027&header=YES"
    assert call(dialer360, "callid_info", query) == (
        "ERROR: callid_info CALL LOG NOT FOUND - 6666|V2151200000000000027|\n"
    )
    assert call(observed, "callid_info", query) == "ERROR: callid_info CALL LOG NOT FOUND: 6666|\n"


def floor(site: Site) -> None:
    """Two agents of two groups in two campaigns."""
    clear(site)
    seat(site, "night1", "PAUSED", lead_id=104, preview_lead_id=27, pause_code="BREAK", calls_today=2)
    seat(site, "night2", "INCALL", callerid="gone", lead_id=27, campaign_id="TESTBLND", conf_exten="8600098")
    site.patch("users", "night2", user_group="DAY")


FIRST = "night1|TESTCAMP|8600099|PAUSED|104||2|Agent night1|NIGHT|2"
SECOND = "night2|TESTBLND|8600098|INCALL|27|gone|0|Agent night2|DAY|2"


def test_everyone_who_is_logged_in_is_listed(dialer360: Site) -> None:
    """In the order of their names."""
    floor(dialer360)
    assert call(dialer360, "logged_in_agents", "header=YES") == f"{COLUMNS}\n{FIRST}\n{SECOND}\n"


def test_the_sub_status_brings_pause_code_and_previewed_lead(dialer360: Site) -> None:
    """With YES in capitals only."""
    floor(dialer360)
    assert call(dialer360, "logged_in_agents", "header=YES&show_sub_status=YES") == (
        f"{COLUMNS}|pause_code|sub_status\n{FIRST.replace('|104|', '|27|')}|BREAK|PREVIEW\n{SECOND}||DEAD\n"
    )
    for choice in ("NO", "yes", "Y"):
        assert call(dialer360, "logged_in_agents", f"show_sub_status={choice}") == f"{FIRST}\n{SECOND}\n"


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("campaigns=TESTCAMP", [FIRST]),
        ("campaigns=testblnd", [SECOND]),
        ("campaigns=TESTBLND|TESTCAMP", [FIRST, SECOND]),
        ("user_groups=DAY", [SECOND]),
        ("user_groups=DAY|NIGHT&campaigns=TESTCAMP", [FIRST]),
    ],
)
def test_campaigns_and_groups_choose_the_agents(dialer360: Site, query: str, rows: list[str]) -> None:
    """Both have to fit."""
    floor(dialer360)
    assert call(dialer360, "logged_in_agents", query).splitlines() == rows


@pytest.mark.parametrize("query", ["user_groups=NOPE", "campaigns=NOPE", "user_groups=DAY&campaigns=TESTCAMP"])
def test_nobody_is_an_error_without_header(dialer360: Site, query: str) -> None:
    """It repeats an agent who was not searched for."""
    floor(dialer360)
    assert call(dialer360, "logged_in_agents", f"{query}&header=YES&agent_user=night1") == (
        "ERROR: logged_in_agents NO LOGGED IN AGENTS: 6666|night1\n"
    )


def test_an_agent_who_has_been_deleted_has_no_name(dialer360: Site) -> None:
    """The session goes on."""
    floor(dialer360)
    dialer360.control.delete(f"worlds/{dialer360.world}/state/dialer360/users/night1").raise_for_status()
    assert call(dialer360, "logged_in_agents", "campaigns=TESTCAMP") == ("night1|TESTCAMP|8600099|PAUSED|104||2|||\n")


@pytest.mark.parametrize(
    ("function", "what"),
    [
        ("user_group_status", "USER GROUP INFO"),
        ("in_group_status", "IN-GROUP INFO"),
        ("agent_status", "AGENT INFO"),
        ("callid_info", "CALL INFO"),
    ],
)
def test_the_status_needs_the_right_to_view_reports(dialer360: Site, observed: Site, function: str, what: str) -> None:
    """It is checked before what is searched for."""
    assert call(dialer360, function, user="7000") == (
        f"ERROR: {function} USER DOES NOT HAVE PERMISSION TO GET {what} - 7000|0\n"
    )
    assert call(observed, function, user="nomod") == (
        f"ERROR: {function} USER DOES NOT HAVE PERMISSION TO GET {what}: |nomod|0|\n"
    )


def test_the_list_of_agents_has_one_text_for_both_profiles(dialer360: Site) -> None:
    """The document does not print it."""
    assert call(dialer360, "logged_in_agents", user="7000") == (
        "ERROR: logged_in_agents USER DOES NOT HAVE PERMISSION TO GET AGENT INFO: |7000|0|\n"
    )
