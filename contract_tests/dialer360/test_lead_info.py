"""`lead_field_info` and `update_log_entry`, in both profiles."""

import pytest

from contract_tests.conftest import Site


def ask(site: Site, function: str, query: str, user: str = "6666") -> str:
    """Call a function as a user; the reply's body."""
    reply = site.get(f"source=test&user={user}&pass=1234&function={function}&{query}")
    assert reply.status_code == 200
    return reply.text


def field(site: Site, query: str, user: str = "6666") -> str:
    """Ask for a field of a lead."""
    return ask(site, "lead_field_info", query, user)


def log(site: Site, query: str, user: str = "6666") -> str:
    """Update an entry of a log."""
    return ask(site, "update_log_entry", query, user)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("first_name", "Ann"),
        ("phone_number", "7275550127"),
        ("lead_id", "27"),
        ("list_id", "999"),
        ("gmt_offset_now", "-5.00"),
        ("entry_date", "2025-12-01 10:00:00"),
        ("date_of_birth", "0000-00-00"),
        ("called_count", "0"),
        ("vendor_lead_code", ""),
    ],
)
def test_a_field_is_told_without_a_line_end(dialer360: Site, name: str, value: str) -> None:
    """As its column shows it; an empty one gives an empty reply."""
    assert field(dialer360, f"lead_id=27&field_name={name}") == value


def test_a_custom_field_is_told(dialer360: Site) -> None:
    """Of the list the lead was entered in, or of the list that is named, in 14 digits."""
    assert field(dialer360, "lead_id=27&field_name=favorite_color&custom_fields=Y") == "green"
    assert field(dialer360, "lead_id=27&field_name=favorite_color&custom_fields=Y&list_id=999") == "green"
    assert field(dialer360, "lead_id=27&field_name=favorite_color&custom_fields=Y&list_id=000000000009997") == "green"
    dialer360.put("custom_fields", "999,size")
    assert field(dialer360, "lead_id=27&field_name=size&custom_fields=Y") == ""


@pytest.mark.parametrize(
    "query",
    [
        "field_name=nosuchfield",
        "field_name=favorite_color",
        "field_name=first_name&custom_fields=Y",
        "field_name=favorite_color&custom_fields=Y&list_id=101",
        "field_name=shape&custom_fields=Y",
    ],
)
def test_a_field_may_not_be_found(dialer360: Site, query: str) -> None:
    """Custom ones only among custom ones, and only where the lead has a row."""
    name = query.partition("=")[2].partition("&")[0]
    said = field(dialer360, f"lead_id=27&{query}")
    assert said == f"ERROR: lead_field_info LEAD FIELD NOT FOUND - 6666|27|{name}\n"


def test_the_software_calls_it_a_list_field(observed: Site) -> None:
    """And tells the lead only."""
    said = field(observed, "lead_id=193000&field_name=favorite_color&custom_fields=Y&list_id=101")
    assert said == "ERROR: lead_field_info LIST FIELD NOT FOUND: 6666|193000\n"


@pytest.mark.parametrize(
    ("query", "tail"),
    [
        ("", "||"),
        ("lead_id=27", "|27|"),
        ("field_name=first_name", "||first_name"),
        ("lead_id=123456789012&field_name=city", "|123456789012|city"),
    ],
)
def test_lead_and_field_must_be_given(dialer360: Site, observed: Site, query: str, tail: str) -> None:
    """A lead's id has eleven digits at most."""
    assert field(dialer360, query) == f"ERROR: lead_field_info INVALID SEARCH PARAMETERS - 6666{tail}\n"
    assert field(observed, query) == f"ERROR: lead_field_info INVALID SEARCH PARAMETERS: 6666{tail}\n"


def test_the_lead_must_exist(dialer360: Site, observed: Site) -> None:
    """The document's reply has room for the field too."""
    query = "lead_id=88888888&field_name=city"
    assert field(dialer360, query) == "ERROR: lead_field_info LEAD NOT FOUND - 6666|88888888|city\n"
    assert field(observed, query) == "ERROR: lead_field_info LEAD NOT FOUND: 6666|88888888\n"


def test_the_list_of_the_lead_must_exist(dialer360: Site, observed: Site) -> None:
    """Leads may be in lists that do not."""
    dialer360.patch("leads", 27, list_id=88888)
    observed.patch("leads", 193000, list_id=88888)
    assert field(dialer360, "lead_id=27&field_name=city") == "ERROR: lead_field_info LIST NOT FOUND - 6666|27|city\n"
    assert field(observed, "lead_id=193000&field_name=city") == "ERROR: lead_field_info LIST NOT FOUND: 6666|193000\n"


def test_the_list_must_be_of_a_campaign_that_the_user_may_touch(dialer360: Site) -> None:
    """List 999 is of TESTCAMP, list 107 of TESTBLND."""
    dialer360.patch("user_groups", "ADMIN", allowed_campaigns=["TESTBLND"])
    assert field(dialer360, "lead_id=27&field_name=city") == "ERROR: lead_field_info LIST NOT FOUND - 6666|27|city\n"
    assert field(dialer360, "lead_id=104&field_name=vendor_lead_code") == "123457"


def test_a_user_without_the_permission_may_not_ask(dialer360: Site, observed: Site) -> None:
    """Level 7 is enough, the right to modify leads is needed."""
    said = field(dialer360, "lead_id=27&field_name=city", "7000")
    assert said == "ERROR: lead_field_info USER DOES NOT HAVE PERMISSION TO GET LEAD INFO - 7000|0\n"
    said = field(observed, "lead_id=193000&field_name=city", "nomod")
    assert said == "ERROR: lead_field_info USER DOES NOT HAVE PERMISSION TO GET LEAD INFO: |nomod|0|\n"
    assert field(observed, "lead_id=193000&field_name=first_name", "lvl7") == "Seed"


OUTBOUND = "group=TESTCAMP&call_id=M9131554060000426264"
INBOUND = "group=SALESLINE&call_id=Y2010309520000000234"


def test_the_status_of_an_outbound_call_changes(observed: Site) -> None:
    """The call is the newest of the lead in that campaign."""
    said = log(observed, f"{OUTBOUND}&status=SALEX")
    assert said == (
        "SUCCESS: update_log_entry RECORD HAS BEEN UPDATED - "
        "6666|6666|TESTCAMP|M9131554060000426264|SALEX|WN|1347566056.399|\n"
    )
    assert observed.row("call_log", "1347566056.399")["status"] == "SALEX"


def test_the_status_of_an_inbound_call_changes(observed: Site) -> None:
    """Its number in the log is told."""
    said = log(observed, f"{INBOUND}&status=SALEX")
    assert said == (
        "SUCCESS: update_log_entry RECORD HAS BEEN UPDATED - "
        "6666|6666|SALESLINE|Y2010309520000000234|SALEX|DROP|5001|\n"
    )
    assert observed.row("closer_log", 5001)["status"] == "SALEX"


def test_of_several_calls_the_newest_is_meant(dialer360: Site) -> None:
    """By the date of the call."""
    for number, day in (("1.1", "2026-01-02"), ("2.1", "2026-01-04"), ("3.1", "2026-01-03")):
        dialer360.put("call_log", number, lead_id=27, campaign_id="TESTCAMP", call_date=f"{day}T12:00:00Z", status="NA")
    said = log(dialer360, "group=TESTCAMP&call_id=V1051200000000000027&status=A")
    assert said.endswith("|V1051200000000000027|A|NA|2.1|\n")


def test_the_status_may_be_there_already(dialer360: Site, observed: Site) -> None:
    """Then nothing is updated."""
    for site in (dialer360, observed):
        log(site, f"{INBOUND}&status=SALEX")
    tail = "6666|SALESLINE|Y2010309520000000234|SALEX|SALEX|"
    said = log(dialer360, f"{INBOUND}&status=SALEX")
    assert said.startswith(f"ERROR: update_log_entry NO RECORDS UPDATED - {tail}")
    assert log(observed, f"{INBOUND}&status=SALEX") == f"ERROR: update_log_entry NO RECORDS UPDATED: {tail}5001\n"


def test_a_status_of_seven_characters_is_cut_to_six(observed: Site) -> None:
    """That is what the column holds."""
    assert "|TOOLON|WN|" in log(observed, f"{OUTBOUND}&status=TOOLONG")
    assert observed.row("call_log", "1347566056.399")["status"] == "TOOLON"


def test_a_longer_status_is_refused(dialer360: Site, observed: Site) -> None:
    """After the group."""
    said = log(dialer360, f"{INBOUND}&status=LONGSTATUS")
    assert said == "ERROR: update_log_entry INVALID SEARCH PARAMETERS - 6666|SALESLINE|Y2010309520000000234\n"
    said = log(observed, f"{OUTBOUND}&status=LONGSTATUS")
    assert said == (
        "ERROR: update_log_entry INVALID SEARCH PARAMETERS: 6666|TESTCAMP|M9131554060000426264|LONGSTATUS\n"
    )


def test_all_three_parameters_are_needed(dialer360: Site, observed: Site) -> None:
    """The software looks for the group first."""
    assert log(dialer360, "") == "ERROR: update_log_entry INVALID SEARCH PARAMETERS - 6666||\n"
    assert log(observed, "") == "ERROR: update_log_entry GROUP NOT FOUND: 6666|\n"
    assert log(observed, "group=TESTCAMP") == "ERROR: update_log_entry INVALID SEARCH PARAMETERS: 6666|TESTCAMP||\n"


def test_the_group_must_exist(dialer360: Site, observed: Site) -> None:
    """A campaign or an in-group."""
    query = "group=NOPE&call_id=Y2010309520000000234&status=X"
    assert log(dialer360, query) == "ERROR: update_log_entry GROUP NOT FOUND - 6666|NOPE|Y2010309520000000234\n"
    assert log(observed, query) == "ERROR: update_log_entry GROUP NOT FOUND: 6666|NOPE\n"


@pytest.mark.parametrize("call_id", ["M9131554060000000009", "Mabc", "0", "M0000000000000000000"])
@pytest.mark.parametrize("group", ["TESTCAMP", "SALESLINE"])
def test_the_call_must_be_in_the_log(dialer360: Site, observed: Site, group: str, call_id: str) -> None:
    """Its id ends with the id of the lead."""
    query = f"group={group}&call_id={call_id}&status=X"
    assert log(dialer360, query) == f"ERROR: update_log_entry NO RECORDS FOUND - 6666|{group}|{call_id}|X|\n"
    assert log(observed, query) == f"ERROR: update_log_entry NO RECORDS FOUND: 6666|{group}|{call_id}|X\n"


def test_a_call_is_found_by_its_unique_id(dialer360: Site) -> None:
    """As the document says, in the log of its own group."""
    dialer360.put("call_log", "1767600000.5", lead_id=27, campaign_id="TESTCAMP", status="NA")
    dialer360.put("closer_log", 7001, uniqueid="1767600000.6", lead_id=27, campaign_id="SALESLINE", status="DROP")
    said = log(dialer360, "group=TESTCAMP&call_id=1767600000.5&status=A")
    assert said == (
        "SUCCESS: update_log_entry RECORD HAS BEEN UPDATED - 6666|6666|TESTCAMP|1767600000.5|A|NA|1767600000.5|\n"
    )
    said = log(dialer360, "group=SALESLINE&call_id=1767600000.6&status=A")
    assert said.endswith("|1767600000.6|A|DROP|7001|\n")
    said = log(dialer360, "group=TESTBLND&call_id=1767600000.5&status=A")
    assert said == "ERROR: update_log_entry NO RECORDS FOUND - 6666|TESTBLND|1767600000.5|A|\n"


def test_the_software_drops_the_dot_and_finds_nothing(observed: Site) -> None:
    """The id comes back without it."""
    said = log(observed, "group=TESTCAMP&call_id=1347566056.399&status=WN")
    assert said == "ERROR: update_log_entry NO RECORDS FOUND: 6666|TESTCAMP|1347566056399|WN\n"


def test_a_user_without_the_permission_may_not_update(dialer360: Site, observed: Site) -> None:
    """Level 8 and the right to modify leads are needed."""
    said = log(dialer360, f"{INBOUND}&status=A", "7000")
    assert said == "ERROR: update_log_entry USER DOES NOT HAVE PERMISSION TO UPDATE LOGS - 7000|0\n"
    said = log(observed, f"{OUTBOUND}&status=A", "lvl7")
    assert said == "ERROR: update_log_entry USER DOES NOT HAVE PERMISSION TO UPDATE LOGS: |lvl7|0|\n"
