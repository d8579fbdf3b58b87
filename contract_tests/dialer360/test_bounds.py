"""The bounds of values that are changed: the least and the most are taken, one less and one more are refused."""

import pytest

from contract_tests.conftest import Site

PHONE = "update_phone&extension=cc101&server_ip=10.0.9.8"
ALIAS = "update_phone_alias&alias_id=x100"
LIST = "update_list&list_id=101"
CAMPAIGN = "update_campaign&campaign_id=TESTCAMP"
USER = "update_user&agent_user=2424"
OPTIONAL = ", THIS IS AN OPTIONAL FIELD"

LENGTHS = [
    (PHONE, "email", "A", 4, 300, "YOU MUST USE A VALID EMAIL"),
    (PHONE, "phone_context", "A", 2, 30, "YOU MUST USE A VALID PHONE CONTEXT"),
    (PHONE, "phone_full_name", "A", 2, 30, "YOU MUST USE A VALID PHONE NAME"),
    (PHONE, "registration_password", "A", 2, 30, "YOU MUST USE A VALID REGISTRATION PASSWORD"),
    (PHONE, "phone_pass", "A", 2, 30, "YOU MUST USE A VALID PHONE PASSWORD"),
    (PHONE, "voicemail_id", "1", 2, 30, "YOU MUST USE A VALID VOICEMAIL NUMBER"),
    (PHONE, "dialplan_number", "1", 3, 30, "YOU MUST USE A VALID DIALPLAN NUMBER"),
    (PHONE, "outbound_cid", "1", 6, 18, f"OUTBOUND CID MUST BE FROM 6 TO 18 DIGITS{OPTIONAL}"),
    (PHONE, "admin_user_group", "A", 2, 20, f"USER GROUP MUST BE FROM 2 TO 20 CHARACTERS{OPTIONAL}"),
    (ALIAS, "alias_name", "A", 2, 50, "YOU MUST USE A VALID ALIAS NAME"),
    (LIST, "list_name", "A", 6, 30, f"LIST NAME MUST BE FROM 6 TO 30 CHARACTERS{OPTIONAL}"),
    (LIST, "outbound_cid", "1", 6, 18, f"OUTBOUND CID MUST BE FROM 6 TO 18 DIGITS{OPTIONAL}"),
    (LIST, "am_message", "A", 1, 100, f"ANSWERING MACHINE MESSAGE MUST LESS THAN 101 DIGITS{OPTIONAL}"),
    (LIST, "reset_time", "1", 4, 100, f"RESET TIME IS NOT VALID{OPTIONAL}"),
    (CAMPAIGN, "campaign_name", "A", 6, 40, f"CAMPAIGN NAME MUST BE FROM 6 TO 40 CHARACTERS{OPTIONAL}"),
    (CAMPAIGN, "campaign_vdad_exten", "1", 3, 20, f"ROUTING EXTENSION MUST BE FROM 3 TO 20 CHARACTERS{OPTIONAL}"),
    (
        CAMPAIGN,
        "adaptive_maximum_level",
        "1",
        1,
        5,
        f"ADAPT MAXIMUM DIAL LEVEL MUST BE FROM 1 TO 5 CHARACTERS{OPTIONAL}",
    ),
]
NUMBERS = [
    (CAMPAIGN, "hopper_level", 1, 2000, f"HOPPER LEVEL MUST BE FROM 1 TO 2000{OPTIONAL}"),
    (CAMPAIGN, "dial_timeout", 1, 120, f"DIAL TIMEOUT MUST BE FROM 1 TO 120{OPTIONAL}"),
]


def change(site: Site, asked: str, field: str, value: object) -> str:
    """Change one field of what is there in the handbook; the reply's body."""
    return site.get(f"source=test&user=6666&pass=1234&function={asked}&{field}={value}").text


@pytest.mark.parametrize(("asked", "field", "letter", "least", "most", "problem"), LENGTHS)
def test_a_text_has_a_least_and_a_most_length(
    dialer360: Site, asked: str, field: str, letter: str, least: int, most: int, problem: str
) -> None:
    """A text of no characters counts for nothing, so that none is less than one."""
    dialer360.patch("users", "6666", ast_admin_access=True)
    dialer360.put("phone_aliases", "x100", alias_name="Alias", phone_logins=["cc101"])
    function = asked.partition("&")[0]
    for length in (least, most):
        said = change(dialer360, asked, field, letter * length)
        assert said.startswith(f"SUCCESS: {function} ")
    for length in filter(None, (least - 1, most + 1)):
        said = change(dialer360, asked, field, letter * length)
        assert said == f"ERROR: {function} {problem}: |6666|{letter * length}\n"


@pytest.mark.parametrize(("asked", "field", "least", "most", "problem"), NUMBERS)
def test_a_number_has_a_least_and_a_most(
    dialer360: Site, asked: str, field: str, least: int, most: int, problem: str
) -> None:
    """They are compared as numbers."""
    function = asked.partition("&")[0]
    for value in (least, most):
        assert change(dialer360, asked, field, value).startswith(f"SUCCESS: {function} ")
    for value in (least - 1, most + 1):
        assert change(dialer360, asked, field, value) == f"ERROR: {function} {problem}: |6666|{value}\n"


@pytest.mark.parametrize("list_id", ["12", "1" * 14])
def test_the_id_of_a_list_has_2_to_14_digits(dialer360: Site, list_id: str) -> None:
    """There are no such lists."""
    said = change(dialer360, f"update_list&list_id={list_id}", "active", "N")
    assert said == f"ERROR: update_list LIST DOES NOT EXIST: |6666|{list_id}\n"


@pytest.mark.parametrize("campaign", ["NO", "NOTTHERE"])
def test_the_id_of_a_campaign_has_2_to_8_characters(dialer360: Site, campaign: str) -> None:
    """There are no such campaigns."""
    said = change(dialer360, f"update_campaign&campaign_id={campaign}", "active", "N")
    assert said == f"ERROR: update_campaign CAMPAIGN DOES NOT EXIST: |6666|{campaign}\n"


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("agent_full_name", ("A", "A" * 50)),
        ("phone_pass", ("a", "a" * 20)),
        ("hotkeys_active", (0, 1)),
        ("voicemail_id", ("1", "1" * 10)),
        ("email", ("A", "A" * 100)),
        *((f"custom_{number}", ("A", "A" * 100)) for number in ("one", "two", "three", "four", "five")),
        ("wrapup_seconds_override", (-1, 9999)),
    ],
)
def test_the_bounds_of_a_users_fields_are_taken(dialer360: Site, field: str, values: tuple[object, ...]) -> None:
    """The least and the most."""
    for value in values:
        said = change(dialer360, USER, field, value)
        assert said == "SUCCESS: update_user USER HAS BEEN UPDATED - 6666|2424\n"


@pytest.mark.parametrize(("rank", "grade", "told"), [("-9", "1", "-9|1"), ("9", "10", "9|10")])
def test_the_bounds_of_a_campaign_rank_and_its_grade_are_taken(
    dialer360: Site, rank: str, grade: str, told: str
) -> None:
    """The least and the most."""
    said = change(dialer360, f"{USER}&campaign_rank={rank}", "campaign_grade", grade)
    assert said.startswith(f"NOTICE: update_user USER CAMPAIGN RANKS HAVE BEEN UPDATED - 6666|{told}\n")


@pytest.mark.parametrize("user", ["xy", "x" * 20])
def test_the_name_of_a_user_has_2_to_20_characters(dialer360: Site, user: str) -> None:
    """There are no such users."""
    said = change(dialer360, f"update_user&agent_user={user}", "email", "a@example.com")
    assert said == f"ERROR: update_user USER DOES NOT EXIST - 6666|{user}\n"


@pytest.mark.parametrize("seconds", [-2, 10_000])
def test_the_wrap_up_of_a_user_is_refused_beyond_its_bounds(dialer360: Site, seconds: int) -> None:
    """Before the user is changed."""
    problem = f"wrapup_seconds_override MUST BE A VALID DIGIT BETWEEN -1 AND 9999{OPTIONAL}"
    said = change(dialer360, USER, "wrapup_seconds_override", seconds)
    assert said == f"ERROR: update_user {problem} - 6666|{seconds}\n"
