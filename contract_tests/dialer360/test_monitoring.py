"""`blind_monitor` and `agent_ingroup_info`, in both profiles."""

from html import unescape
from typing import Any

import pytest

from contract_tests.conftest import Site

SESSION = "session_id=8600051&server_ip=10.10.10.16"
OBSERVED_SESSION = "session_id=8600051&server_ip=10.10.10.15"


def call(site: Site, function: str, query: str = "", user: str = "6666", source: str = "test") -> str:
    """Call a function as a user; the reply's body."""
    reply = site.get(f"source={source}&user={user}&pass=1234&function={function}&{query}")
    assert reply.status_code == 200
    return reply.text


@pytest.mark.parametrize(
    ("stage", "code"),
    [
        ("", "0"),
        ("MONITOR", "0"),
        ("NOMONITORING", "0"),
        ("BARGE", ""),
        ("HIJACK", ""),
        ("FOO", "FOO"),
        ("barge", "barge"),
        ("B-A-R-G-E!", ""),
    ],
)
def test_the_stage_is_dialled_before_the_session(observed: Site, stage: str, code: str) -> None:
    """Listening is a zero, speaking nothing, and what is not known goes in as it is."""
    reply = call(observed, "blind_monitor", f"phone_login=350a&{OBSERVED_SESSION}&stage={stage}")
    assert reply == (
        f"SUCCESS: blind_monitor HAS BEEN LAUNCHED - 350a|010*010*010*015*{code}8600051|350|8600051|1|6666\n"
    )


@pytest.mark.parametrize(("enabled", "code"), [(True, "47378218"), (False, "0")])
def test_whispering_is_listening_where_it_is_not_enabled(observed: Site, enabled: bool, code: str) -> None:
    """The setting decides."""
    observed.patch("settings", "system", whisper_enabled=enabled)
    reply = call(observed, "blind_monitor", f"phone_login=350a&{OBSERVED_SESSION}&stage=WHISPER")
    assert f"|010*010*010*015*{code}8600051|" in reply


@pytest.mark.parametrize("stage", ["MONITOR", "BARGE", "HIJACK"])
def test_the_documents_reply_has_the_phones_dialplan_number_whatever_the_stage(dialer360: Site, stage: str) -> None:
    """The printed form is dialled server, star, number."""
    dialer360.patch("phones", "350,10.10.10.16", dialplan_number="85350")
    assert call(dialer360, "blind_monitor", f"phone_login=350a&{SESSION}&stage={stage}") == (
        "SUCCESS: blind_monitor HAS BEEN LAUNCHED - 350a|010*010*010*016*85350|8600051\n"
    )


@pytest.mark.parametrize(("stage", "code"), [("MONITOR", "0"), ("BARGE", ""), ("WHISPER", "47378218")])
def test_a_call_is_ordered_from_the_phones_server(dialer360: Site, stage: str, code: str) -> None:
    """The order says what is called, and what it is connected to."""
    dialer360.put("conferences", "10.0.9.8,8600077")
    call(dialer360, "blind_monitor", f"phone_login=350a&session_id=8600077&server_ip=10.0.9.8&stage={stage}")
    order = dialer360.rows("manager")[-1]
    assert order["server_ip"] == "10.10.10.16"
    assert order["action"] == "Originate"
    assert order["channel"] == "Local/350@default"
    assert order["exten"] == f"010*000*009*008*{code}8600077"
    assert order["entry_date"] == "2026-01-05T17:00:00Z"


def test_each_order_has_its_own_number(observed: Site) -> None:
    """The software prints it."""
    replies = [call(observed, "blind_monitor", f"phone_login=350a&{OBSERVED_SESSION}") for _ in range(2)]
    assert [reply.split("|")[4] for reply in replies] == ["1", "2"]
    assert [order["man_id"] for order in observed.rows("manager")] == [1, 2]


def test_the_session_is_checked_before_the_phone(dialer360: Site) -> None:
    """Where both are wrong, the session is named."""
    query = "phone_login=350q&session_id=8602051&server_ip=10.10.10.16"
    assert call(dialer360, "blind_monitor", query) == "ERROR: blind_monitor INVALID SESSION ID - 8602051\n"
    assert call(dialer360, "blind_monitor") == "ERROR: blind_monitor INVALID SESSION ID - \n"


def test_a_session_belongs_to_its_server(dialer360: Site) -> None:
    """The same number on another server is another conference."""
    query = "phone_login=350a&session_id=8600051&server_ip=10.0.9.8"
    assert call(dialer360, "blind_monitor", query) == "ERROR: blind_monitor INVALID SESSION ID - 8600051\n"


def test_a_refused_call_is_not_ordered(dialer360: Site) -> None:
    """Nothing is written for a phone that does not exist."""
    assert call(dialer360, "blind_monitor", f"phone_login=350q&{SESSION}") == (
        "ERROR: blind_monitor INVALID PHONE LOGIN - 350q\n"
    )
    assert dialer360.rows("manager") == []


def test_no_agent_need_be_in_the_session(dialer360: Site) -> None:
    """An empty conference will do."""
    dialer360.put("conferences", "10.10.10.16,8600999")
    query = "phone_login=350a&session_id=8600999&server_ip=10.10.10.16"
    assert call(dialer360, "blind_monitor", query).startswith("SUCCESS: ")


def test_signs_that_do_not_belong_to_a_field_are_dropped(dialer360: Site) -> None:
    """Letters of a session, letters of an address, and blanks of a login do not count."""
    query = "phone_login=3 50a&session_id=x8600051&server_ip=ip10.10.10.16"
    assert call(dialer360, "blind_monitor", query).startswith("SUCCESS: ")


def test_one_source_is_let_past_permission_and_phone(dialer360: Site) -> None:
    """It calls the number it names; the session must be there all the same."""
    query = f"phone_login=99&{SESSION}"
    assert call(dialer360, "blind_monitor", query, "noapi", "queuemetrics") == (
        "SUCCESS: blind_monitor HAS BEEN LAUNCHED - 99|010*010*010*016*99|8600051\n"
    )
    assert dialer360.rows("manager")[-1]["channel"] == "Local/99@default"
    assert call(dialer360, "blind_monitor", "phone_login=99", "noapi", "queuemetrics").startswith(
        "ERROR: blind_monitor INVALID SESSION ID"
    )


def test_level_7_may_monitor(dialer360: Site) -> None:
    """No further permission is asked for."""
    assert call(dialer360, "blind_monitor", f"phone_login=350a&{SESSION}", "7000").startswith("SUCCESS: ")


def seat(site: Site, **fields: Any) -> None:
    """Log agent 1234 of the handbook in anew, in the blended campaign with one of its two in-groups."""
    agent = {"campaign_id": "TESTBLND", "status": "PAUSED", "closer_campaigns": ["SUPPORT"], **fields}
    site.put("live_agents", "1234", conf_exten="8600051", server_ip="10.10.10.16", **agent)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, (" SUPPORT -", "Y", "N", "")),
        ({"closer_campaigns": ["SALESLINE", "SUPPORT"]}, (" SALESLINE SUPPORT -", "Y", "N", "")),
        ({"outbound_autodial": "N"}, (" SUPPORT -", "N", "N", "")),
        ({"manager_override": "SET", "manager_user": "6666"}, (" SUPPORT -", "Y", "SET", "6666")),
    ],
)
def test_the_text_has_four_lines_and_a_blank_one(
    dialer360: Site, fields: dict[str, Any], expected: tuple[str, str, str, str]
) -> None:
    """In-groups, outbound calls, the manager's override and the manager."""
    seat(dialer360, **fields)
    selected, autodial, override, manager = expected
    assert call(dialer360, "agent_ingroup_info", "agent_user=1234&stage=text") == (
        f"SUCCESS:  - 1234|text\nSELECTED INGROUPS: {selected}\nOUTBOUND AUTODIAL: {autodial}\n"
        f"MANAGER OVERRIDE: {override}\nMANAGER: {manager}\n\n"
    )


@pytest.mark.parametrize("stage", ["", "info", "TEXT", "other"])
def test_every_other_stage_shows_the_table_of_in_groups(dialer360: Site, stage: str) -> None:
    """Those of the campaign; the ones selected have a star."""
    seat(dialer360)
    page = call(dialer360, "agent_ingroup_info", f"agent_user=1234&stage={stage}")
    assert "Agent: 1234 - Test Agent" in page
    assert "Campaign: TESTBLND" in page
    assert "<td>SALESLINE</td><td>Sales line</td>" in page
    assert "<td>SUPPORT *</td><td>Support</td>" in page
    assert "SELECTED INGROUPS:  SUPPORT -<br>\nOUTBOUND AUTODIAL: Y<br>\nMANAGER OVERRIDE: N<br>\nMANAGER: <br>" in page
    assert "<select" not in page


def test_a_campaign_without_in_groups_allows_none(dialer360: Site) -> None:
    """The table says so, and so does the form."""
    seat(dialer360, campaign_id="TESTCAMP")
    for stage in ("info", "change"):
        page = call(dialer360, "agent_ingroup_info", f"agent_user=1234&stage={stage}")
        assert "No In-Groups Allowed" in page


def test_who_may_change_an_agents_campaign_gets_a_form(dialer360: Site) -> None:
    """Its fields are those that the page around it sends on."""
    seat(dialer360)
    form = call(dialer360, "agent_ingroup_info", "agent_user=1234&stage=change")
    assert '<option value="SALESLINE">SALESLINE - Sales line</option>' in form
    assert '<option value="SUPPORT" selected>SUPPORT - Support</option>' in form
    for field in ("ingroup_new_selections", "ingroup_add_remove_change", "blended", "set_as_default"):
        assert f'name="{field}"' in form
    assert [code for code in ("CHANGE", "ADD", "REMOVE") if f'<option value="{code}">' not in form] == []
    assert "submit_ingroup_changes('1234')" in form


def test_who_may_not_change_an_agents_campaign_gets_the_table(dialer360: Site) -> None:
    """Asking for the form does not help."""
    seat(dialer360)
    page = call(dialer360, "agent_ingroup_info", "agent_user=1234&stage=change", "7000")
    assert "<td>SUPPORT *</td>" in page
    assert "<select" not in page


@pytest.mark.parametrize(("may", "disabled"), [(True, ""), (False, " disabled")])
def test_the_users_default_can_be_set_by_who_may_modify_users(dialer360: Site, may: bool, disabled: str) -> None:
    """Others see it, but cannot choose."""
    seat(dialer360)
    dialer360.patch("users", "7000", change_agent_campaign=True, modify_users=may)
    form = call(dialer360, "agent_ingroup_info", "agent_user=1234&stage=change", "7000")
    assert f'id="set_as_default"{disabled}>' in form


@pytest.mark.parametrize(("method", "disabled"), [("RATIO", ""), ("INBOUND_MAN", " disabled"), ("MANUAL", " disabled")])
def test_outbound_calls_can_be_chosen_where_the_campaign_dials(dialer360: Site, method: str, disabled: str) -> None:
    """In a campaign that does not there is nothing to blend."""
    seat(dialer360)
    dialer360.patch("campaigns", "TESTBLND", dial_method=method, active="N")
    form = call(dialer360, "agent_ingroup_info", "agent_user=1234&stage=change")
    assert f'id="blended"{disabled}>' in form


def test_the_form_shows_the_managers_override(dialer360: Site) -> None:
    """Where there is one."""
    seat(dialer360)
    query = "agent_user=1234&stage=change"
    assert "Manager In-Group Override" not in call(dialer360, "agent_ingroup_info", query)
    seat(dialer360, manager_override="SET", manager_user="6666")
    assert "Manager In-Group Override:</td><td>SET - 6666<" in call(dialer360, "agent_ingroup_info", query)


@pytest.mark.parametrize("stage", ["text", "info", "change"])
@pytest.mark.parametrize("agent", ["", "nobody", "2424"])
def test_an_agent_who_is_not_there_is_an_invalid_user(dialer360: Site, agent: str, stage: str) -> None:
    """Whether unknown or only not logged in."""
    assert call(dialer360, "agent_ingroup_info", f"agent_user={agent}&stage={stage}") == (
        f"ERROR: agent_ingroup_info INVALID USER ID - {agent}|6666\n"
    )


def test_an_agent_is_found_in_any_case(dialer360: Site) -> None:
    """The reply repeats the name as it was sent."""
    reply = call(dialer360, "agent_ingroup_info", "agent_user=SALES01&stage=text")
    assert reply.startswith("SUCCESS:  - SALES01|text\nSELECTED INGROUPS:  SALESLINE -\n")


def test_names_cannot_break_out_of_the_page(dialer360: Site) -> None:
    """A user and an in-group may be called anything."""
    evil = "<i>'\"&</i>"
    seat(dialer360)
    dialer360.patch("users", "1234", full_name=evil)
    dialer360.patch("in_groups", "SUPPORT", group_name=evil)
    for stage in ("info", "change"):
        page = call(dialer360, "agent_ingroup_info", f"agent_user=1234&stage={stage}")
        assert "<i>" not in page
        assert unescape(page).count(evil) == 2


def test_level_7_may_look(dialer360: Site) -> None:
    """No further permission is asked for, but access to the API is."""
    assert call(dialer360, "agent_ingroup_info", "agent_user=sales01&stage=text", "7000").startswith("SUCCESS: ")
    assert call(dialer360, "agent_ingroup_info", "agent_user=sales01&stage=text", "noapi") == (
        "ERROR: agent_ingroup_info USER DOES NOT HAVE PERMISSION TO GET AGENT INFO - noapi|0\n"
    )
