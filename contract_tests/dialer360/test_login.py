"""Signing in: who is let in, who is locked out, from where, with which source and for which functions."""

from typing import Any

import pytest

from contract_tests.conftest import Site

EVERYTHING: dict[str, Any] = {
    "pass": "1234",
    "user_level": 9,
    "user_group": "ADMIN",
    "vdc_agent_api_access": True,
    "view_reports": True,
    "modify_users": True,
}
WORK = "function=update_user&agent_user=2424&active=Y"
DONE = "SUCCESS: update_user USER HAS BEEN UPDATED - {user}|2424\n"
NO_FUNCTION = "ERROR: NO FUNCTION SPECIFIED\n"
MINUTES = 60


def sign_in(site: Site, user: str, password: str, query: str = WORK) -> str:
    """Call something as a user; the reply's body."""
    reply = site.get(f"source=test&user={user}&pass={password}&{query}")
    assert reply.status_code == 200
    return reply.text


def bad(user: str, password: str) -> str:
    """What a bad login is told."""
    return f"ERROR: Login incorrect, please try again: |{user}|{password}|BAD|\n"


def locked(user: str) -> str:
    """What a locked user is told."""
    return f"ERROR: Too many login attempts, try again in 15 minutes: |{user}|LOCK|\n"


def test_a_request_without_credentials_is_a_bad_login(dialer360: Site) -> None:
    """Whether it names a function or not, and whatever its status should be: it is 200."""
    for query in ("", "function=add_lead&phone_number=7275551212", "user=&pass="):
        reply = dialer360.get(query)
        assert (reply.status_code, reply.text) == (200, "ERROR: Login incorrect, please try again: |||BAD|\n")


@pytest.mark.parametrize(
    ("user", "password"),
    [("6666", "bad"), ("nobody", "1234"), ("6666", ""), ("", "1234"), ("VDAD", "donotedit"), ("2424", "1234")],
)
def test_every_reason_for_a_bad_login_is_told_alike(dialer360: Site, user: str, password: str) -> None:
    """Wrong or missing password, unknown, inactive or low-level user: both values are echoed."""
    assert sign_in(dialer360, user, password) == bad(user, password)


def test_level_seven_is_the_least_that_may_sign_in(dialer360: Site) -> None:
    """Level 6 is not let in, whatever its permissions."""
    dialer360.put("users", "lvl6", **{**EVERYTHING, "user_level": 6})
    dialer360.put("users", "lvl7", **{**EVERYTHING, "user_level": 7})
    assert sign_in(dialer360, "lvl6", "1234") == bad("lvl6", "1234")
    assert "PERMISSION" in sign_in(dialer360, "lvl7", "1234")


def test_an_inactive_user_is_not_let_in(observed: Site) -> None:
    """The password is right."""
    assert sign_in(observed, "inact", "1234") == bad("inact", "1234")


def test_case_does_not_matter_in_user_or_password(dialer360: Site) -> None:
    """The database compares so; the reply echoes the user as sent."""
    dialer360.put("users", "Boss", **{**EVERYTHING, "pass": "SeCret"})
    assert sign_in(dialer360, "bOSS", "secret") == DONE.format(user="bOSS")


def test_user_and_password_are_stripped_before_they_are_compared(dialer360: Site) -> None:
    """Letters, digits, dash and underscore are kept."""
    assert sign_in(dialer360, "66%2066", "12$34") == DONE.format(user="6666")
    assert sign_in(dialer360, "no%7Cbo%0Ady-_", "p%3Cw%3E") == bad("nobody-_", "pw")


def test_ten_failures_lock_a_user_out_for_a_quarter_of_an_hour(dialer360: Site) -> None:
    """The right password is refused too, until the last good login is fifteen minutes old."""
    dialer360.put("users", "boss", **EVERYTHING)
    assert sign_in(dialer360, "boss", "1234") == DONE.format(user="boss")
    for _ in range(10):
        assert sign_in(dialer360, "boss", "no") == bad("boss", "no")
    assert sign_in(dialer360, "boss", "no") == locked("boss")
    assert sign_in(dialer360, "boss", "1234") == locked("boss")
    dialer360.advance(15 * MINUTES - 1)
    assert sign_in(dialer360, "boss", "1234") == locked("boss")
    dialer360.advance(1)
    assert sign_in(dialer360, "boss", "1234") == DONE.format(user="boss")
    assert dialer360.row("users", "boss")["failed_login_count"] == 0


def test_a_good_login_forgives_earlier_failures(dialer360: Site) -> None:
    """Nine and nine are not eighteen."""
    dialer360.put("users", "boss", **EVERYTHING)
    for _ in range(2):
        for _ in range(9):
            assert sign_in(dialer360, "boss", "no") == bad("boss", "no")
        assert sign_in(dialer360, "boss", "1234") == DONE.format(user="boss")


def test_a_good_login_counts_even_if_the_function_refuses(dialer360: Site) -> None:
    """What the function says is another matter."""
    dialer360.put("users", "boss", **EVERYTHING)
    sign_in(dialer360, "boss", "1234")
    sign_in(dialer360, "boss", "no")
    assert sign_in(dialer360, "boss", "1234", "function=update_user") == (
        "ERROR: update_user YOU MUST USE ALL REQUIRED FIELDS - boss||\n"
    )
    assert dialer360.row("users", "boss")["failed_login_count"] == 0


def test_a_user_who_has_not_signed_in_lately_has_more_attempts(dialer360: Site) -> None:
    """The eleventh failure only begins a new count; ten more lock."""
    dialer360.put("users", "boss", **EVERYTHING)
    for _ in range(11):
        assert sign_in(dialer360, "boss", "no") == bad("boss", "no")
    assert dialer360.row("users", "boss")["failed_login_count"] == 1
    for _ in range(9):
        assert sign_in(dialer360, "boss", "no") == bad("boss", "no")
    assert sign_in(dialer360, "boss", "1234") == locked("boss")


def test_failures_of_one_user_do_not_lock_another(dialer360: Site) -> None:
    """Nor does a name that nobody has."""
    for _ in range(12):
        sign_in(dialer360, "youruser", "no")
        sign_in(dialer360, "nobody", "no")
    assert sign_in(dialer360, "6666", "1234") == DONE.format(user="6666")


def test_another_group_of_addresses_is_blocked(dialer360: Site) -> None:
    """Lists count only while they are switched on; an entry may stand for a class C network."""
    blocked = "ERROR: Your IP Address is not allowed: 127.0.0.1: ||IPBLOCK|\n"
    dialer360.put("ip_lists", "OFFICE", entries=["10.0.0.1", "192.0.2.x"])
    dialer360.patch("user_groups", "ADMIN", api_ip_list="OFFICE")
    assert sign_in(dialer360, "6666", "1234") == DONE.format(user="6666")
    dialer360.patch("settings", "system", api_ip_lists=True)
    assert sign_in(dialer360, "6666", "1234") == blocked
    assert sign_in(dialer360, "6666", "1234", "") == blocked
    for entry in ("127.0.0.1", "127.0.0.x"):
        dialer360.patch("ip_lists", "OFFICE", entries=[entry])
        assert sign_in(dialer360, "6666", "1234") == DONE.format(user="6666")
    dialer360.patch("settings", "system", ip_blacklist=["127.0.0.1"])
    assert sign_in(dialer360, "6666", "1234") == blocked


def test_a_bad_login_is_told_before_a_blocked_address(dialer360: Site) -> None:
    """Who has no right password learns nothing of lists; the version is open to all."""
    dialer360.patch("settings", "system", api_ip_lists=True, ip_blacklist=["127.0.0.1"])
    assert sign_in(dialer360, "6666", "no") == bad("6666", "no")
    assert dialer360.get("function=version").text.startswith("VERSION: ")


@pytest.mark.parametrize("source", ["", "x", "--", "x%C3%A9", "%00x"])
def test_the_source_needs_two_letters_or_digits(dialer360: Site, source: str) -> None:
    """It is told twice, after the login and before anything else."""
    kept = "x" if "x" in source else ""
    reply = dialer360.get(f"user=7000&pass=1234&function=add_user&source={source}")
    assert reply.text == f"ERROR: Invalid Source - {kept}\nERROR: Invalid Source: |{kept}|\n"


def test_other_characters_of_the_source_are_dropped(dialer360: Site) -> None:
    """`a-b` is a source of two letters."""
    assert dialer360.get(f"user=6666&pass=1234&source=a-b&{WORK}").text == DONE.format(user="6666")


def test_a_list_of_functions_shuts_out_the_others(dialer360: Site, observed: Site) -> None:
    """The name must be there as a whole word; it is asked for before the permission."""
    text = "ERROR: auth USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION"
    for site in (dialer360, observed):
        site.patch("users", "6666", api_allowed_functions=" version update_users add_user ")
    assert sign_in(dialer360, "6666", "1234") == f"{text} - 6666|update_user\n"
    assert sign_in(observed, "6666", "1234") == f"{text}: |6666|update_user|\n"
    assert sign_in(dialer360, "6666", "1234", "function=add_user").startswith("ERROR: add_user YOU MUST USE ALL")
    dialer360.patch("users", "6666", api_allowed_functions="update_user")
    assert sign_in(dialer360, "6666", "1234") == DONE.format(user="6666")


def test_checks_come_in_the_order_login_source_function_permission(dialer360: Site) -> None:
    """Each is told only when the ones before it are passed."""
    dialer360.put("users", "few", **{**EVERYTHING, "modify_users": False, "api_allowed_functions": " version "})
    query = "function=add_user"
    assert dialer360.get(f"{query}&user=few&pass=no").text == bad("few", "no")
    assert dialer360.get(f"{query}&user=few&pass=1234").text.startswith("ERROR: Invalid Source")
    assert "auth USER DOES NOT HAVE PERMISSION" in dialer360.get(f"{query}&user=few&pass=1234&source=test").text
    dialer360.patch("users", "few", api_allowed_functions=" ALL_FUNCTIONS ")
    assert sign_in(dialer360, "few", "1234", query) == (
        "ERROR: add_user USER DOES NOT HAVE PERMISSION TO ADD USERS - few|0\n"
    )


def test_without_the_api_flag_no_permission_helps(dialer360: Site) -> None:
    """The user has every other flag."""
    assert sign_in(dialer360, "noapi", "1234") == (
        "ERROR: update_user USER DOES NOT HAVE PERMISSION TO UPDATE USERS - noapi|0\n"
    )


@pytest.mark.parametrize(
    "query", ["", "function=", "function=bogus", "function=ADD_USER", "function=Version", "function=list_info"]
)
def test_an_unknown_function_is_answered_after_a_good_login(dialer360: Site, query: str) -> None:
    """Names have their case, and functions of later years do not exist yet; no source is asked for."""
    reply = dialer360.get(f"user=6666&pass=1234&{query}")
    assert (reply.status_code, reply.text) == (200, NO_FUNCTION)


def test_debugging_adds_the_scripts_run_time_to_that_answer_only(dialer360: Site) -> None:
    """It is asked for by format."""
    assert dialer360.get("user=6666&pass=1234&format=debug").text == (
        "ERROR: NO FUNCTION SPECIFIED\n\n<!-- script runtime: 0 seconds -->\n</body>\n</html>\n"
    )
    assert sign_in(dialer360, "6666", "1234", f"{WORK}&format=debug") == DONE.format(user="6666")


def test_the_version_needs_no_login_and_no_source(dialer360: Site) -> None:
    """Credentials are not even looked at."""
    for query in ("function=version", "function=version&user=6666&pass=bad", "function=version&source=x"):
        assert dialer360.get(query).text.startswith("VERSION: ")
    assert dialer360.row("users", "6666")["failed_login_count"] == 0
