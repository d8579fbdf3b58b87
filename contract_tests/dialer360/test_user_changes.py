"""`update_user`, in both profiles."""

from typing import Any

import pytest

from contract_tests.conftest import Site

MAY_MODIFY = {"user_group": "ADMIN", "vdc_agent_api_access": True, "modify_users": True}
OPTIONAL = ", THIS IS AN OPTIONAL FIELD"

# A value that is refused, with what the document prints and what the software was seen to say after the problem.
REFUSED = [
    ("agent_full_name=" + "N" * 51, "YOU MUST USE A VALID FULL NAME", "6666|" + "N" * 51, "6666|" + "N" * 51),
    ("agent_user_level=0", "YOU MUST USE A VALID USER LEVEL", "6666|0|9|1", "6666|0|9|1"),
    ("agent_user_level=10", "YOU MUST USE A VALID USER LEVEL", "6666|10|9|1", "6666|10|9|1"),
    ("agent_user_group=FAKEGROUP", "YOU MUST USE A VALID USER GROUP", "6666|FAKEGROUP|0", "6666|FAKEGROUP|0"),
    ("phone_login=fakephone", "YOU MUST USE A VALID PHONE LOGIN", "6666|fakephone|0|0", "6666|fakephone|0|0"),
    ("phone_pass=" + "p" * 21, "YOU MUST USE A VALID PHONE PASSWORD", "6666|" + "p" * 21, "6666|" + "p" * 21),
    ("hotkeys_active=2", "YOU MUST USE A VALID HOTKEYS SETTING", "6666|2", "6666|2"),
    ("voicemail_id=12345678901", "YOU MUST USE A VALID VOICEMAIL ID", "6666", "6666|12345678901"),
    ("email=" + "e" * 101, "YOU MUST USE A VALID EMAIL", "6666", "6666|" + "e" * 101),
    ("custom_one=" + "c" * 101, "YOU MUST USE A VALID CUSTOM ONE", "6666", "6666|" + "c" * 101),
    ("custom_two=" + "c" * 101, "YOU MUST USE A VALID CUSTOM TWO", "6666", "6666|" + "c" * 101),
    ("custom_three=" + "c" * 101, "YOU MUST USE A VALID CUSTOM THREE", "6666", "6666|" + "c" * 101),
    ("custom_four=" + "c" * 101, "YOU MUST USE A VALID CUSTOM FOUR", "6666", "6666|" + "c" * 101),
    ("custom_five=" + "c" * 101, "YOU MUST USE A VALID CUSTOM FIVE", "6666", "6666|" + "c" * 101),
    ("active=X", "ACTIVE MUST BE Y OR N", "6666", "6666|X"),
    (
        "wrapup_seconds_override=-2",
        "wrapup_seconds_override MUST BE A VALID DIGIT BETWEEN -1 AND 9999",
        "6666|-2",
        "6666|-2",
    ),
    ("campaign_rank=10", "YOU MUST USE A VALID CAMPAIGN RANK", "6666|10", "6666|10"),
    ("campaign_rank=-10", "YOU MUST USE A VALID CAMPAIGN RANK", "6666|-10", "6666|-10"),
    ("campaign_grade=0", "YOU MUST USE A VALID CAMPAIGN GRADE", "6666|0", "6666|0"),
    ("campaign_grade=11", "YOU MUST USE A VALID CAMPAIGN GRADE", "6666|11", "6666|11"),
]


def call(site: Site, function: str, query: str, user: str = "6666") -> str:
    """Call a function as a user; the reply's body."""
    reply = site.get(f"source=test&user={user}&pass=1234&function={function}&{query}")
    assert reply.status_code == 200
    return reply.text


def make_user(site: Site, name: str, **fields: Any) -> None:
    """Put a user whose password is 1234."""
    row: dict[str, Any] = {"pass": "1234", **fields}
    site.put("users", name, **row)


def ranks(site: Site, user: str) -> dict[str, tuple[int, int]]:
    """Rank and grade of a user by campaign."""
    rows = [row for row in site.rows("campaign_agents") if row["user"] == user]
    return {row["campaign_id"]: (row["campaign_rank"], row["campaign_grade"]) for row in rows}


def test_a_user_is_changed(dialer360: Site) -> None:
    """Each of the optional fields has its column."""
    said = call(
        dialer360,
        "update_user",
        "agent_user=2424&agent_full_name=Testing&agent_user_level=3&agent_user_group=ADMIN&phone_login=350a&phone_pass=x"
        "&hotkeys_active=1&voicemail_id=77&email=a@example.test&custom_one=1&custom_two=2&custom_three=3&custom_four=4"
        "&custom_five=5&active=N&wrapup_seconds_override=-1",
    )
    assert said == "SUCCESS: update_user USER HAS BEEN UPDATED - 6666|2424\n"
    row = dialer360.row("users", "2424")
    assert (row["full_name"], row["user_level"], row["user_group"]) == ("Testing", 3, "ADMIN")
    assert (row["phone_login"], row["hotkeys_active"], row["voicemail_id"]) == ("350a", "1", "77")
    assert [row[f"custom_{name}"] for name in ("one", "two", "three", "four", "five")] == ["1", "2", "3", "4", "5"]
    assert (row["email"], row["active"], row["wrapup_seconds_override"]) == ("a@example.test", "N", -1)


def test_a_new_password_counts_at_the_next_login(dialer360: Site) -> None:
    """Of a password no length is checked."""
    make_user(dialer360, "boss", user_level=9, **MAY_MODIFY)
    assert call(dialer360, "update_user", "agent_user=boss&agent_pass=z").startswith("SUCCESS")
    assert "Login incorrect" in call(dialer360, "update_user", "agent_user=2424&active=Y", "boss")
    query = "source=test&user=boss&pass=z&function=update_user&agent_user=2424&active=Y"
    assert dialer360.get(query).text.startswith("SUCCESS")


def test_blank_values_change_nothing(dialer360: Site) -> None:
    """Present but blank is as good as absent."""
    said = call(dialer360, "update_user", "agent_user=2424&agent_full_name=&email=&active=&phone_login=")
    assert said == "ERROR: update_user NO UPDATES DEFINED - 6666|0\n"


def test_the_marker_empties_a_column(dialer360: Site) -> None:
    """Any value is refused that is too long or too short, the marker is not."""
    dialer360.patch("users", "2424", email="a@example.test", phone_login="350a", voicemail_id="77", custom_one="x")
    query = "agent_user=2424&" + "&".join(
        f"{name}=--BLANK--" for name in ("email", "phone_login", "voicemail_id", "custom_one", "agent_full_name")
    )
    assert call(dialer360, "update_user", query).startswith("SUCCESS")
    row = dialer360.row("users", "2424")
    assert [row[name] for name in ("email", "phone_login", "voicemail_id", "custom_one", "full_name")] == [""] * 5


def test_the_software_overlooks_the_marker_where_only_digits_are_kept(observed: Site) -> None:
    """Nothing is left of it."""
    said = call(observed, "update_user", "agent_user=1000&voicemail_id=--BLANK--")
    assert said == "ERROR: update_user NO UPDATES DEFINED: |6666|\n"


@pytest.mark.parametrize(("field", "problem", "printed", "seen"), REFUSED)
def test_update_user_refuses_as_the_document_prints(
    dialer360: Site, field: str, problem: str, printed: str, seen: str
) -> None:
    """Some of the printed lines carry the value, others only the user."""
    said = call(dialer360, "update_user", f"agent_user=2424&{field}")
    assert said == f"ERROR: update_user {problem}{OPTIONAL} - {printed}\n"


@pytest.mark.parametrize(("field", "problem", "printed", "seen"), REFUSED)
def test_update_user_refuses_as_the_software_does(
    observed: Site, field: str, problem: str, printed: str, seen: str
) -> None:
    """The software always adds the value."""
    said = call(observed, "update_user", f"agent_user=1000&{field}")
    assert said == f"ERROR: update_user {problem}{OPTIONAL}: |{seen}\n"


def test_optional_fields_are_checked_in_the_softwares_order(observed: Site) -> None:
    """Of several bad values the first decides: name, level, group, phone and so on to rank and grade."""
    told = {field.partition("=")[0]: (field, problem) for field, problem, *_ in REFUSED}
    order = list(told)
    for first in range(len(order)):
        query = "&".join(told[name][0] for name in reversed(order[first:]))
        assert call(observed, "update_user", f"agent_user=1000&{query}").startswith(
            f"ERROR: update_user {told[order[first]][1]}{OPTIONAL}"
        )


def test_a_refusal_leaves_the_user_as_it_was(dialer360: Site) -> None:
    """Nothing is half done."""
    before = dialer360.row("users", "2424")
    call(dialer360, "update_user", "agent_user=2424&agent_full_name=New&campaign_rank=5&campaign_grade=0")
    assert dialer360.row("users", "2424") == before
    assert ranks(dialer360, "2424")["TESTCAMP"] == (0, 1)


def test_one_digit_and_one_character_are_enough_for_the_document_only(dialer360: Site, observed: Site) -> None:
    """The software wants two digits of a voicemail id and five characters of an address."""
    assert call(dialer360, "update_user", "agent_user=2424&voicemail_id=1&email=a").startswith("SUCCESS")
    assert call(observed, "update_user", "agent_user=1000&voicemail_id=1") == (
        "ERROR: update_user YOU MUST USE A VALID VOICEMAIL ID, THIS IS AN OPTIONAL FIELD: |6666|1\n"
    )
    assert call(observed, "update_user", "agent_user=1000&email=a@b") == (
        "ERROR: update_user YOU MUST USE A VALID EMAIL, THIS IS AN OPTIONAL FIELD: |6666|a@b\n"
    )


def test_a_phone_alias_serves_as_phone_login(dialer360: Site) -> None:
    """A login that no phone has may be the id of an alias."""
    dialer360.put("phone_aliases", "x100", alias_name="all", phone_logins=["350a"])
    assert call(dialer360, "update_user", "agent_user=2424&phone_login=x100").startswith("SUCCESS")


def test_a_small_y_is_as_good_as_nothing(dialer360: Site, observed: Site) -> None:
    """Switches keep capital letters only."""
    assert call(dialer360, "update_user", "agent_user=2424&active=y") == (
        "ERROR: update_user NO UPDATES DEFINED - 6666|0\n"
    )
    assert call(observed, "update_user", "agent_user=1000&active=y&delete_user=y") == (
        "ERROR: update_user NO UPDATES DEFINED: |6666|\n"
    )


def test_update_user_needs_the_name_of_a_user(dialer360: Site, observed: Site) -> None:
    """Two to twenty characters."""
    wanted = "ERROR: update_user YOU MUST USE ALL REQUIRED FIELDS"
    assert call(dialer360, "update_user", "active=Y") == f"{wanted} - 6666||\n"
    assert call(dialer360, "update_user", "agent_user=2&active=Y") == f"{wanted} - 6666|2|\n"
    assert call(observed, "update_user", "agent_user=" + "u" * 21) == f"{wanted}: |6666|{'u' * 21}|\n"


def test_update_user_refuses_an_unknown_user(dialer360: Site, observed: Site) -> None:
    """The document names the user, the software does not."""
    query = "agent_user=78789&active=Y"
    assert call(dialer360, "update_user", query) == "ERROR: update_user USER DOES NOT EXIST - 6666|78789\n"
    assert call(observed, "update_user", query) == "ERROR: update_user USER DOES NOT EXIST: |6666|\n"


def test_a_user_of_a_higher_level_is_out_of_reach(dialer360: Site, observed: Site) -> None:
    """The software also says how it compared, and adds a blank line."""
    make_user(dialer360, "lvl8", user_level=8, **MAY_MODIFY)
    assert call(dialer360, "update_user", "agent_user=7878&active=Y", "lvl8") == (
        "ERROR: update_user USER DOES NOT HAVE PERMISSION TO UPDATE THIS USER - lvl8|7878\n"
    )
    assert call(observed, "update_user", "agent_user=6666&active=Y", "lvl8") == (
        "ERROR: update_user USER DOES NOT HAVE PERMISSION TO UPDATE THIS USER: |lvl8|6666|<=|8\n\n"
    )


def test_the_same_level_is_within_reach_with_the_right_only(observed: Site) -> None:
    """Even oneself is out of reach without it."""
    assert call(observed, "update_user", "agent_user=lvl8&active=Y", "lvl8").startswith("SUCCESS")
    observed.patch("users", "lvl8", modify_same_user_level=False)
    assert call(observed, "update_user", "agent_user=lvl8&active=Y", "lvl8") == (
        "ERROR: update_user USER DOES NOT HAVE PERMISSION TO UPDATE THIS USER: |lvl8|lvl8|<|8\n\n"
    )


def test_the_new_level_stays_below_ones_own_without_the_right(observed: Site) -> None:
    """The refusal says whether the right is there."""
    observed.patch("users", "lvl8", modify_same_user_level=False)
    assert call(observed, "update_user", "agent_user=1000&agent_user_level=8", "lvl8") == (
        "ERROR: update_user YOU MUST USE A VALID USER LEVEL, THIS IS AN OPTIONAL FIELD: |lvl8|8|8|0\n"
    )
    assert call(observed, "update_user", "agent_user=1000&agent_user_level=7", "lvl8").startswith("SUCCESS")


def test_a_user_is_deleted(dialer360: Site, observed: Site) -> None:
    """And does not exist any more."""
    assert call(dialer360, "update_user", "agent_user=2424&delete_user=Y") == (
        "SUCCESS: update_user USER HAS BEEN DELETED - 6666|2424\n"
    )
    assert "2424" not in [row["user"] for row in dialer360.rows("users")]
    assert call(observed, "update_user", "agent_user=1029&delete_user=Y") == (
        "SUCCESS: update_user USER HAS BEEN DELETED - 6666|1029|\n"
    )
    assert call(observed, "update_user", "agent_user=1029&delete_user=Y") == (
        "ERROR: update_user USER DOES NOT EXIST: |6666|\n"
    )


def test_deleting_comes_before_the_optional_fields(dialer360: Site) -> None:
    """A bad value among them is not looked at."""
    query = "agent_user=2424&delete_user=Y&active=X"
    assert call(dialer360, "update_user", query) == "SUCCESS: update_user USER HAS BEEN DELETED - 6666|2424\n"


def test_deleting_needs_its_own_right(dialer360: Site, observed: Site) -> None:
    """The right to modify users is not enough."""
    make_user(dialer360, "lvl8", user_level=8, **MAY_MODIFY)
    assert call(dialer360, "update_user", "agent_user=2424&delete_user=Y", "lvl8") == (
        "ERROR: update_user USER DOES NOT HAVE PERMISSION TO DELETE USERS - lvl8|2424\n"
    )
    assert call(observed, "update_user", "agent_user=1000&delete_user=Y", "lvl8") == (
        "ERROR: update_user USER DOES NOT HAVE PERMISSION TO DELETE USERS: |lvl8|0\n"
    )


def test_ranks_alone_end_in_an_error_and_are_kept(dialer360: Site, observed: Site) -> None:
    """The notice is followed by the line that nothing was to be updated."""
    query = "campaign_rank=3&campaign_grade=4"
    assert call(dialer360, "update_user", f"agent_user=2424&{query}") == (
        "NOTICE: update_user USER CAMPAIGN RANKS HAVE BEEN UPDATED - 6666|3|4\n"
        "ERROR: update_user NO UPDATES DEFINED - 6666|0\n"
    )
    assert ranks(dialer360, "2424") == {"TESTBLND": (3, 4), "TESTCAMP": (3, 4)}
    assert call(observed, "update_user", f"agent_user=1000&{query}") == (
        "NOTICE: update_user USER CAMPAIGN RANKS HAVE BEEN UPDATED - 6666|1000|3|4\n"
        "ERROR: update_user NO UPDATES DEFINED: |6666|\n"
    )


def test_a_rank_in_one_campaign_leaves_the_others(dialer360: Site, observed: Site) -> None:
    """Rank without grade keeps the grade."""
    query = "campaign_rank=-9&camp_rg_only=1&campaign_id=TESTCAMP&active=Y"
    assert call(dialer360, "update_user", f"agent_user=2424&{query}") == (
        "NOTICE: update_user USER CAMPAIGN RANKS HAVE BEEN UPDATED - 6666|-9||TESTCAMP|1\n"
        "SUCCESS: update_user USER HAS BEEN UPDATED - 6666|2424\n"
    )
    assert ranks(dialer360, "2424") == {"TESTBLND": (0, 1), "TESTCAMP": (-9, 1)}
    assert call(observed, "update_user", f"agent_user=1029&{query}") == (
        "NOTICE: update_user USER CAMPAIGN RANKS HAVE BEEN UPDATED - 6666|1029|-9||TESTCAMP|1\n"
        "SUCCESS: update_user USER HAS BEEN UPDATED - 6666|1029|\n"
    )
    assert ranks(observed, "1029") == {"TESTCAMP": (-9, 1)}


def test_a_rank_in_a_campaign_that_does_not_exist_goes_nowhere(dialer360: Site) -> None:
    """The notice is given all the same."""
    said = call(dialer360, "update_user", "agent_user=2424&campaign_grade=5&camp_rg_only=1&campaign_id=NOPE")
    assert said.startswith("NOTICE: update_user USER CAMPAIGN RANKS HAVE BEEN UPDATED - 6666||5|NOPE|1\n")
    assert ranks(dialer360, "2424") == {"TESTBLND": (0, 1), "TESTCAMP": (0, 1)}


def test_a_change_forgives_failed_logins(dialer360: Site) -> None:
    """So an administrator unlocks a user."""
    dialer360.patch("users", "7878", failed_login_count=10)
    call(dialer360, "update_user", "agent_user=7878&active=Y")
    assert dialer360.row("users", "7878")["failed_login_count"] == 0


@pytest.mark.parametrize("user", ["7000", "noapi"])
def test_users_without_the_permission_neither_add_nor_update(dialer360: Site, user: str) -> None:
    """It is asked for before anything else of the request is looked at."""
    assert call(dialer360, "add_user", "", user) == (
        f"ERROR: add_user USER DOES NOT HAVE PERMISSION TO ADD USERS - {user}|0\n"
    )
    assert call(dialer360, "update_user", "", user) == (
        f"ERROR: update_user USER DOES NOT HAVE PERMISSION TO UPDATE USERS - {user}|0\n"
    )


def test_the_software_words_a_missing_permission_in_its_own_way(observed: Site) -> None:
    """The values come after a colon."""
    assert call(observed, "add_user", "", "nomod") == (
        "ERROR: add_user USER DOES NOT HAVE PERMISSION TO ADD USERS: |nomod|0\n"
    )
    assert call(observed, "update_user", "", "nomod") == (
        "ERROR: update_user USER DOES NOT HAVE PERMISSION TO UPDATE USERS: |nomod|0\n"
    )
