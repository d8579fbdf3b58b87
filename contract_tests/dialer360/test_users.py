"""`add_user`, in both profiles."""

from typing import Any

import pytest

from contract_tests.conftest import Site

MAY_MODIFY = {"user_group": "ADMIN", "vdc_agent_api_access": True, "modify_users": True}
NEW = "agent_pass=9999&agent_user_level=1&agent_full_name=Testing+Person&agent_user_group=AGENTS"


def call(site: Site, function: str, query: str, user: str = "6666") -> str:
    """Call a function as a user; the reply's body."""
    reply = site.get(f"source=test&user={user}&pass=1234&function={function}&{query}")
    assert reply.status_code == 200
    return reply.text


def make_user(site: Site, name: str, **fields: Any) -> None:
    """Put a user whose password is 1234."""
    row: dict[str, Any] = {"pass": "1234", **fields}
    site.put("users", name, **row)


def test_a_user_is_added_with_what_was_sent(dialer360: Site) -> None:
    """All optional fields reach the row."""
    said = call(
        dialer360,
        "add_user",
        f"agent_user=3000&{NEW}&phone_login=100&phone_pass=test&hotkeys_active=1&voicemail_id=22"
        "&email=o%27neil@example.test&custom_one=jjjj&custom_five=hh+hh&wrapup_seconds_override=30",
    )
    assert said == "SUCCESS: add_user USER HAS BEEN ADDED - 6666|3000|9999|1|Testing Person|AGENTS\n"
    row = dialer360.row("users", "3000")
    assert (row["full_name"], row["user_level"], row["user_group"]) == ("Testing Person", 1, "AGENTS")
    assert (row["phone_login"], row["hotkeys_active"], row["voicemail_id"]) == ("100", "1", "22")
    assert (row["email"], row["custom_one"], row["custom_five"]) == ("o'neil@example.test", "jjjj", "hh hh")
    assert (row["wrapup_seconds_override"], row["active"]) == (30, "Y")


def test_a_user_without_optional_fields_gets_the_defaults(dialer360: Site) -> None:
    """No hot keys, no override of the wrap-up time."""
    call(dialer360, "add_user", f"agent_user=3000&{NEW}")
    row = dialer360.row("users", "3000")
    assert (row["hotkeys_active"], row["wrapup_seconds_override"]) == ("0", -1)


@pytest.mark.parametrize("left_out", ["agent_user", "agent_pass", "agent_user_level", "agent_full_name"])
def test_add_user_needs_every_required_field(dialer360: Site, left_out: str) -> None:
    """What was sent is echoed, in the order of the document's list."""
    sent = {
        "agent_user": "1000",
        "agent_pass": "9999",
        "agent_user_level": "1",
        "agent_full_name": "T",
        "agent_user_group": "AGENTS",
    }
    sent[left_out] = ""
    said = call(dialer360, "add_user", "&".join(f"{name}={value}" for name, value in sent.items()))
    assert said == f"ERROR: add_user YOU MUST USE ALL REQUIRED FIELDS - 6666|{'|'.join(sent.values())}\n"


def test_add_user_needs_two_characters_of_name_and_password(observed: Site) -> None:
    """One is not enough for either."""
    assert call(observed, "add_user", f"agent_user=2&{NEW}") == (
        "ERROR: add_user YOU MUST USE ALL REQUIRED FIELDS: |6666|2|9999|1|Testing Person|AGENTS\n"
    )
    assert call(observed, "add_user", f"agent_user=2001&{NEW.replace('9999', '9')}") == (
        "ERROR: add_user YOU MUST USE ALL REQUIRED FIELDS: |6666|2001|9|1|Testing Person|AGENTS\n"
    )


def test_add_user_refuses_a_group_that_does_not_exist(dialer360: Site, observed: Site) -> None:
    """The group is named."""
    query = f"agent_user=3000&{NEW}".replace("AGENTS", "ADFHR")
    assert call(dialer360, "add_user", query) == "ERROR: add_user USER GROUP DOES NOT EXIST - 6666|ADFHR\n"
    assert call(observed, "add_user", query) == "ERROR: add_user USER GROUP DOES NOT EXIST: |6666|ADFHR\n"


def test_add_user_refuses_a_name_that_is_taken_in_whatever_case(dialer360: Site, observed: Site) -> None:
    """Names are compared as the database compares them."""
    assert call(dialer360, "add_user", f"agent_user=6666&{NEW}") == "ERROR: add_user USER ALREADY EXISTS - 6666|6666\n"
    assert call(observed, "add_user", f"agent_user=LVL7&{NEW}") == "ERROR: add_user USER ALREADY EXISTS: |6666|LVL7\n"


def test_below_level_nine_only_lower_levels_are_given(dialer360: Site, observed: Site) -> None:
    """A user of level 8 makes users of level 7, not of 8."""
    make_user(dialer360, "lvl8", user_level=8, **MAY_MODIFY)
    eight = f"agent_user=3000&{NEW}".replace("level=1", "level=8")
    assert call(dialer360, "add_user", eight, "lvl8") == (
        "ERROR: add_user USER DOES NOT HAVE PERMISSION TO ADD USERS IN THIS USER LEVEL - lvl8|8\n"
    )
    assert call(observed, "add_user", eight, "lvl8") == (
        "ERROR: add_user USER DOES NOT HAVE PERMISSION TO ADD USERS IN THIS USER LEVEL: |lvl8|8|8\n"
    )
    assert call(dialer360, "add_user", eight.replace("level=8", "level=7"), "lvl8").startswith("SUCCESS")


def test_level_nine_gives_nine_only_with_the_right_to(dialer360: Site) -> None:
    """The right is modify_same_user_level, which is on unless switched off."""
    nine = f"agent_user=3000&{NEW}".replace("level=1", "level=9")
    dialer360.patch("users", "6666", modify_same_user_level=False)
    assert call(dialer360, "add_user", nine) == (
        "ERROR: add_user USER DOES NOT HAVE PERMISSION TO ADD USERS IN THIS USER LEVEL - 6666|9\n"
    )
    assert call(dialer360, "add_user", nine, "youruser").startswith("SUCCESS")


def test_add_user_checks_no_upper_bound_of_the_level(observed: Site) -> None:
    """Level 12 is none, but is stored."""
    said = call(observed, "add_user", f"agent_user=2006&{NEW}".replace("level=1", "level=12"))
    assert said == "SUCCESS: add_user USER HAS BEEN ADDED - 6666|2006|9999|12|Testing Person|AGENTS\n"
    assert observed.row("users", "2006")["user_level"] == 12


def test_a_level_of_thousands_of_digits_is_a_number_all_the_same(dialer360: Site) -> None:
    """No value makes the mock itself fail."""
    level = "9" * 5000
    assert call(dialer360, "add_user", f"agent_user=3000&{NEW}".replace("level=1", f"level={level}")) == (
        f"SUCCESS: add_user USER HAS BEEN ADDED - 6666|3000|9999|{level}|Testing Person|AGENTS\n"
    )


def test_automatic_names_step_by_seven_past_taken_ones(dialer360: Site) -> None:
    """The counter begins at 101 and stays where the last name was found."""
    query = f"agent_user=AUTOGENERATED&{NEW}"
    names = [call(dialer360, "add_user", query).split("|")[1] for _ in range(3)]
    assert names == ["101", "108", "115"]
    assert dialer360.row("settings", "system")["auto_user_number"] == 115
