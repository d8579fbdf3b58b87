"""In the observed profile each reply is worded as the vendor's software words it, whoever leads to it."""

import re

import pytest

from contract_tests.conftest import Site
from contract_tests.dialer360.wire_forms import NOT_ALLOWED, WIRE_FORMS

FORMS = [tuple(line.split(" ", 2)) for line in WIRE_FORMS.splitlines()]
FUNCTIONS = (
    "sounds_list",
    "moh_list",
    "vm_list",
    "blind_monitor",
    "agent_ingroup_info",
    "recording_lookup",
    "did_log_export",
    "phone_number_log",
    "agent_stats_export",
    "user_group_status",
    "in_group_status",
    "agent_status",
    "callid_info",
    "lead_field_info",
    "update_log_entry",
    "add_lead",
    "update_lead",
    "add_user",
    "update_user",
    "add_group_alias",
    "add_phone",
    "update_phone",
    "add_phone_alias",
    "update_phone_alias",
    "server_refresh",
    "add_list",
    "update_list",
    "check_phone_number",
    "logged_in_agents",
    "update_campaign",
)

# A fault fills its reply with what was sent, where that fits.
SENT = "source=test&user=6666&pass=1234&user_groups=ADMIN&in_groups=SALESLINE"


def forced(site: Site, function: str, reply: str, query: str = "") -> str:
    """What a function says when a fault has it give this reply, whatever it was asked."""
    fault = {"app": "dialer360", "reply": f"dialer360.{function}.{reply}", "times": 1}
    site.control.post(f"worlds/{site.world}/faults", json=fault).raise_for_status()
    answer = site.get(f"{SENT}&function={function}&{query}")
    assert answer.headers["ringback-reply"] == fault["reply"]
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize(("function", "reply", "text"), FORMS, ids=lambda part: part if part.islower() else "")
def test_a_reply_is_worded_as_the_software_words_it(observed: Site, function: str, reply: str, text: str) -> None:
    """Its tail has as many fields as were seen, in a line of its own."""
    fixed = re.split(r"\{\w+\}", text)
    said = forced(observed, function, reply)
    assert re.fullmatch(r"[^|\n]*".join(map(re.escape, fixed)) + "\n", said), said


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_that_is_not_allowed_is_named_between_pipes(observed: Site, function: str) -> None:
    """By the software; the document has a dash."""
    observed.patch("users", "6666", api_allowed_functions=" version ")
    said = observed.get(f"source=test&user=6666&pass=1234&function={function}").text
    assert said == NOT_ALLOWED.format(user="6666", function=function) + "\n"


@pytest.mark.parametrize(
    ("function", "reply"),
    [
        ("add_lead", "alt_phones_loaded"),
        ("add_lead", "callback_added"),
        ("add_lead", "custom_added"),
        ("add_lead", "custom_disabled"),
        ("add_lead", "custom_empty"),
        ("add_lead", "custom_undefined"),
        ("add_lead", "no_callback_campaign"),
        ("add_lead", "no_callback_user"),
        ("add_lead", "outside_hours"),
        ("update_lead", "added"),
        ("update_lead", "bad_insertion"),
        ("update_lead", "custom_deleted"),
        ("update_lead", "custom_empty"),
        ("update_lead", "hopper_has_it"),
        ("update_lead", "lead_not_found"),
        ("update_lead", "not_in_hopper"),
        ("update_lead", "outside_hours"),
    ],
)
def test_a_line_that_follows_others_has_their_status(dialer360: Site, function: str, reply: str) -> None:
    """Where a fault has it stand alone: it is 200 for every error too."""
    assert forced(dialer360, function, reply).startswith(("NOTICE: ", "SUCCESS: ", "ERROR: "))


def test_a_line_that_nothing_leads_to_is_worded_as_the_document_prints_it(dialer360: Site) -> None:
    """What keeps a lead out of the hopper, other than what other lines say, is not told."""
    said = forced(dialer360, "update_lead", "not_in_hopper", "phone_number=7275551111&lead_id=193715")
    assert said == "NOTICE: update_lead NOT ADDED TO HOPPER - 7275551111|6666|193715|1677922\n"


def test_the_script_time_is_told_with_the_same_status(observed: Site) -> None:
    """Though it only follows another line."""
    assert forced(observed, "UnknownFunction", "debugging") == (
        "\n<!-- script runtime: 0 seconds -->\n</body>\n</html>\n"
    )
