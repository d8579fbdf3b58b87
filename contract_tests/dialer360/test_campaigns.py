"""`update_campaign`, in both profiles."""

import pytest

from contract_tests.conftest import Site

OPTIONAL = ", THIS IS AN OPTIONAL FIELD"

# A value that is refused, with the problem and the value as it is echoed; in the order of the checks. The handbook's
# limit is 18.
REFUSED = [
    ("auto_dial_level=19", "AUTO DIAL LEVEL MUST BE FROM 0 TO 18.001", "19"),
    ("dial_method=12", "DIAL METHOD IS NOT VALID", "12"),
    ("adaptive_maximum_level=123456", "ADAPT MAXIMUM DIAL LEVEL MUST BE FROM 1 TO 5 CHARACTERS", "123456"),
    ("campaign_vdad_exten=12", "ROUTING EXTENSION MUST BE FROM 3 TO 20 CHARACTERS", "12"),
    ("hopper_level=12345", "HOPPER LEVEL MUST BE FROM 1 TO 2000", "12345"),
    ("dial_timeout=123", "DIAL TIMEOUT MUST BE FROM 1 TO 120", "123"),
    ("campaign_name=test", "CAMPAIGN NAME MUST BE FROM 6 TO 40 CHARACTERS", "test"),
    ("active=U", "ACTIVE MUST BE Y OR N", "U"),
]


def call(site: Site, query: str, user: str = "6666") -> str:
    """Call update_campaign as a user; the reply's body."""
    reply = site.get(f"source=test&user={user}&pass=1234&function=update_campaign&{query}")
    assert reply.status_code == 200
    return reply.text


def test_a_campaign_is_changed(dialer360: Site) -> None:
    """Each field has its column."""
    said = call(
        dialer360,
        "campaign_id=TESTCAMP&campaign_name=Updated+test+API+campaign&active=N&auto_dial_level=2.5"
        "&adaptive_maximum_level=6&campaign_vdad_exten=8369&hopper_level=2000&dial_method=ADAPT_TAPERED&dial_timeout=1",
    )
    assert said == "SUCCESS: update_campaign CAMPAIGN HAS BEEN UPDATED - 6666|TESTCAMP\n"
    row = dialer360.row("campaigns", "TESTCAMP")
    assert (row["campaign_name"], row["active"]) == ("Updated test API campaign", "N")
    assert (row["auto_dial_level"], row["adaptive_maximum_level"]) == (2.5, 6)
    assert (row["campaign_vdad_exten"], row["hopper_level"]) == ("8369", 2000)
    assert (row["dial_method"], row["dial_timeout"]) == ("ADAPT_TAPERED", 1)


@pytest.mark.parametrize(("field", "problem", "value"), REFUSED)
def test_update_campaign_refuses_a_bad_value(dialer360: Site, field: str, problem: str, value: str) -> None:
    """And leaves campaign and hopper as they were."""
    dialer360.put("hopper", 1, lead_id=1234, list_id=101, campaign_id="TESTCAMP")
    before = dialer360.row("campaigns", "TESTCAMP")
    said = call(dialer360, f"campaign_id=TESTCAMP&{field}&reset_hopper=Y")
    assert said == f"ERROR: update_campaign {problem}{OPTIONAL}: |6666|{value}\n"
    assert dialer360.row("campaigns", "TESTCAMP") == before
    assert len(dialer360.rows("hopper")) == 1


def test_fields_of_a_campaign_are_checked_in_the_softwares_order(dialer360: Site) -> None:
    """Of several bad values the first decides."""
    for first, (_, problem, value) in enumerate(REFUSED):
        query = "&".join(field for field, *_ in reversed(REFUSED[first:]))
        assert call(dialer360, f"campaign_id=TESTCAMP&{query}") == (
            f"ERROR: update_campaign {problem}{OPTIONAL}: |6666|{value}\n"
        )


@pytest.mark.parametrize("field", ["hopper_level=0", "dial_timeout=0", "dial_timeout=" + "9" * 5000])
def test_numbers_are_bounded_on_both_sides(dialer360: Site, field: str) -> None:
    """Nought is too little, and no number is too long to be compared."""
    said = call(dialer360, f"campaign_id=TESTCAMP&{field}")
    assert said.startswith("ERROR: update_campaign ")
    assert said.endswith(f"|6666|{field.partition('=')[2]}\n")


def test_the_dial_level_goes_up_to_the_systems_limit(observed: Site) -> None:
    """The refusal names the limit and a thousandth."""
    assert call(observed, "campaign_id=OTHER&auto_dial_level=4").startswith("SUCCESS")
    assert call(observed, "campaign_id=OTHER&auto_dial_level=4.01") == (
        f"ERROR: update_campaign AUTO DIAL LEVEL MUST BE FROM 0 TO 4.001{OPTIONAL}: |6666|4.01\n"
    )
    observed.patch("settings", "system", auto_dial_limit=6.5)
    assert call(observed, "campaign_id=OTHER&auto_dial_level=6.6") == (
        f"ERROR: update_campaign AUTO DIAL LEVEL MUST BE FROM 0 TO 6.501{OPTIONAL}: |6666|6.6\n"
    )


def test_a_dial_method_need_only_contain_a_known_one(observed: Site) -> None:
    """What is none of them is then stored as nothing."""
    assert call(observed, "campaign_id=OTHER&dial_method=XRATIOX").startswith("SUCCESS")
    assert observed.row("campaigns", "OTHER")["dial_method"] == ""


def test_update_campaign_needs_the_id_of_a_campaign(dialer360: Site, observed: Site) -> None:
    """The id is echoed on both sides of the name."""
    problem = "ERROR: update_campaign YOU MUST USE ALL REQUIRED FIELDS"
    assert call(dialer360, "") == f"{problem}: |6666|||\n"
    assert call(observed, "campaign_id=X&campaign_name=abc") == f"{problem}: |6666|X|abc|X\n"
    assert call(dialer360, "campaign_id=TOOLONGID") == f"{problem}: |6666|TOOLONGID||TOOLONGID\n"


def test_a_campaign_outside_the_group_does_not_exist(dialer360: Site) -> None:
    """As little as an unknown one."""
    dialer360.put("user_groups", "FEW", allowed_campaigns=["TESTBLND"])
    dialer360.patch("users", "6666", user_group="FEW")
    for campaign in ("1000", "TESTCAMP"):
        assert call(dialer360, f"campaign_id={campaign}&active=N") == (
            f"ERROR: update_campaign CAMPAIGN DOES NOT EXIST: |6666|{campaign}\n"
        )
    assert call(dialer360, "campaign_id=TESTBLND&active=N").startswith("SUCCESS")


def test_update_campaign_without_a_field_says_so(dialer360: Site) -> None:
    """A notice."""
    assert call(dialer360, "campaign_id=TESTCAMP&active=") == "NOTICE: update_campaign NO UPDATES DEFINED: |6666|\n"


def test_a_hopper_is_emptied(dialer360: Site) -> None:
    """That of another campaign stays; the count is always blank."""
    for hopper_id, campaign in ((1, "TESTCAMP"), (2, "TESTCAMP"), (3, "TESTBLND")):
        dialer360.put("hopper", hopper_id, lead_id=1234, list_id=101, campaign_id=campaign)
    assert call(dialer360, "campaign_id=TESTCAMP&reset_hopper=Y") == (
        "NOTICE: update_campaign NO UPDATES DEFINED: |6666|\n"
        "NOTICE: update_campaign HOPPER HAS BEEN RESET - 6666|TESTCAMP|\n"
    )
    assert [row["hopper_id"] for row in dialer360.rows("hopper")] == [3]


def test_a_change_and_an_empty_hopper_go_together(dialer360: Site) -> None:
    """Only N and Y are kept of the switch, so that YES is Y."""
    assert call(dialer360, "campaign_id=TESTCAMP&active=Y&reset_hopper=YES") == (
        "SUCCESS: update_campaign CAMPAIGN HAS BEEN UPDATED - 6666|TESTCAMP\n"
        "NOTICE: update_campaign HOPPER HAS BEEN RESET - 6666|TESTCAMP|\n"
    )


def test_another_dial_method_wakes_the_dialler(dialer360: Site) -> None:
    """An agent waits, leads are there; nobody dials until the method says so."""
    dialer360.put("leads", 501, list_id=999, phone_number="7275550100", gmt_offset_now=-5)
    dialer360.put("users", "ann", user_level=1)
    dialer360.put("live_agents", "ann", campaign_id="TESTCAMP", status="READY")
    assert dialer360.advance(60) == []
    call(dialer360, "campaign_id=TESTCAMP&dial_method=RATIO&auto_dial_level=1")
    assert "dial" in [event["kind"] for event in dialer360.advance(60)]


@pytest.mark.parametrize("user", ["7000", "noapi"])
def test_update_campaign_needs_the_permission(dialer360: Site, user: str) -> None:
    """The right is that to modify campaigns."""
    assert call(dialer360, "campaign_id=TESTCAMP&active=N", user) == (
        f"ERROR: update_campaign USER DOES NOT HAVE PERMISSION TO UPDATE CAMPAIGNS: |{user}|0\n"
    )
