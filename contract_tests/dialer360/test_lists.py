"""`add_list` and `update_list`, in both profiles."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from contract_tests.conftest import Site

MAY_MODIFY: dict[str, Any] = {"pass": "1234", "user_level": 8, "vdc_agent_api_access": True, "modify_lists": True}
NEW = "list_id=1101&list_name=Test+API+list&campaign_id=TESTCAMP"
OPTIONAL = ", THIS IS AN OPTIONAL FIELD"

# A value that update_list refuses, with the problem and the value as it is echoed; in the order of the checks.
REFUSED = [
    ("campaign_id=TESTCIMP", "CAMPAIGN DOES NOT EXIST", "TESTCIMP"),
    ("script=TESTSCRIPT", "SCRIPT DOES NOT EXIST", "TESTSCRIPT"),
    ("drop_inbound_group=TEST_IN8", "IN-GROUP DOES NOT EXIST", "TEST_IN8"),
    ("list_name=test", "LIST NAME MUST BE FROM 6 TO 30 CHARACTERS", "test"),
    ("active=U", "ACTIVE MUST BE Y OR N", "U"),
    ("outbound_cid=12345", "OUTBOUND CID MUST BE FROM 6 TO 18 DIGITS", "12345"),
    ("am_message=" + "1" * 101, "ANSWERING MACHINE MESSAGE MUST LESS THAN 101 DIGITS", "1" * 101),
    ("reset_time=012", "RESET TIME IS NOT VALID", "012"),
]


def call(site: Site, function: str, query: str, user: str = "6666") -> str:
    """Call a function as a user; the reply's body."""
    reply = site.get(f"source=test&user={user}&pass=1234&function={function}&{query}")
    assert reply.status_code == 200
    return reply.text


def called_lead(site: Site, lead_id: int, list_id: int) -> None:
    """Put a lead that has been called."""
    site.put("leads", lead_id, list_id=list_id, phone_number="7275550150", called_since_last_reset="Y")


def in_list(site: Site, list_id: int) -> list[dict[str, Any]]:
    """The leads of a list."""
    return [lead for lead in site.rows("leads") if lead["list_id"] == list_id]


def clock(site: Site) -> datetime:
    """What the world's clock shows."""
    answer = site.control.get(f"worlds/{site.world}/clock")
    return datetime.fromisoformat(answer.json()["now"])


def test_a_list_is_added_inactive_and_without_end(dialer360: Site) -> None:
    """So far as nothing else is asked for."""
    assert call(dialer360, "add_list", NEW) == (
        "SUCCESS: add_list LIST HAS BEEN ADDED - 6666|1101|Test API list|TESTCAMP\n"
    )
    row = dialer360.row("lists", 1101)
    assert (row["active"], row["expiration_date"], row["reset_time"]) == ("N", "2099-12-31", "")


def test_a_list_is_added_with_what_was_sent(observed: Site) -> None:
    """Web forms keep the characters of an address."""
    said = call(
        observed,
        "add_list",
        NEW + "&active=Y&outbound_cid=7275551212&script=DEMOSCRIPT&am_message=8304&drop_inbound_group=SALESLINE"
        "&web_form_address=http://www.example.test/?testing=hghg&web_form_address_three=%23any%3B"
        "&reset_time=0900-1700&expiration_date=2027-01-01",
    )
    assert said == "SUCCESS: add_list LIST HAS BEEN ADDED - 6666|1101|Test API list|TESTCAMP\n"
    row = observed.row("lists", 1101)
    assert (row["active"], row["outbound_cid"], row["script"]) == ("Y", "7275551212", "DEMOSCRIPT")
    assert (row["am_message"], row["drop_inbound_group"]) == ("8304", "SALESLINE")
    assert (row["web_form_address"], row["web_form_address_three"]) == (
        "http://www.example.test/?testing=hghg",
        "#any;",
    )
    assert (row["reset_time"], row["expiration_date"]) == ("0900-1700", "2027-01-01")


@pytest.mark.parametrize(
    ("given", "stored"), [("2026", "2099-12-31"), ("2026-13-01", "0000-00-00"), ("2026-03-01x", "2026-03-01")]
)
def test_an_expiration_date_is_never_refused(dialer360: Site, given: str, stored: str) -> None:
    """What is too short counts as none, what is no date is stored as zeros."""
    assert call(dialer360, "add_list", f"{NEW}&expiration_date={given}").startswith("SUCCESS")
    assert dialer360.row("lists", 1101)["expiration_date"] == stored


@pytest.mark.parametrize(
    "changed",
    [
        "list_id=1",
        "list_id=123456789012345",
        "list_name=Test",
        "list_name=" + "n" * 31,
        "campaign_id=",
        "campaign_id=TESTCAMPX",
    ],
)
def test_add_list_needs_id_name_and_campaign_within_bounds(dialer360: Site, changed: str) -> None:
    """All three are echoed."""
    sent = {"list_id": "1101", "list_name": "Test list", "campaign_id": "TESTCAMP"}
    name, _, value = changed.partition("=")
    sent[name] = value
    said = call(dialer360, "add_list", "&".join(f"{name}={value}" for name, value in sent.items()))
    assert said == f"ERROR: add_list YOU MUST USE ALL REQUIRED FIELDS: |6666|{'|'.join(sent.values())}\n"


def test_add_list_checks_in_the_softwares_order(dialer360: Site) -> None:
    """Campaign, list, script, in-group, reset time."""
    optional = "&script=TESTSCRIPT&drop_inbound_group=TEST_IN8&reset_time=012"
    taken = NEW.replace("1101", "999")
    for query, said in (
        (taken.replace("TESTCAMP", "TESTCIMP"), "CAMPAIGN DOES NOT EXIST: |6666|TESTCIMP"),
        (taken, "LIST ALREADY EXISTS: |6666|999"),
        (NEW, f"SCRIPT DOES NOT EXIST{OPTIONAL}: |6666|TESTSCRIPT"),
    ):
        assert call(dialer360, "add_list", query + optional) == f"ERROR: add_list {said}\n"
    optional = optional.replace("&script=TESTSCRIPT", "")
    assert call(dialer360, "add_list", NEW + optional) == (
        f"ERROR: add_list IN-GROUP DOES NOT EXIST{OPTIONAL}: |6666|TEST_IN8\n"
    )
    assert call(dialer360, "add_list", NEW + "&reset_time=012") == (
        f"ERROR: add_list RESET TIME IS NOT VALID{OPTIONAL}: |6666|012\n"
    )


def test_leading_zeros_make_no_other_list(dialer360: Site) -> None:
    """Ids are numbers; they are echoed as sent."""
    assert call(dialer360, "add_list", NEW.replace("1101", "0999")) == (
        "ERROR: add_list LIST ALREADY EXISTS: |6666|0999\n"
    )


def test_a_campaign_outside_the_group_counts_as_none(dialer360: Site) -> None:
    """The group's allowed campaigns hold for adding."""
    dialer360.put("user_groups", "FEW", allowed_campaigns=["TESTBLND"])
    dialer360.patch("users", "6666", user_group="FEW")
    assert call(dialer360, "add_list", NEW) == "ERROR: add_list CAMPAIGN DOES NOT EXIST: |6666|TESTCAMP\n"
    assert call(dialer360, "add_list", NEW.replace("TESTCAMP", "TESTBLND")).startswith("SUCCESS")


def test_a_list_outside_the_group_counts_as_none(dialer360: Site) -> None:
    """So far as it is to be updated: to add it again fails."""
    dialer360.put("user_groups", "FEW", allowed_campaigns=["TESTBLND"])
    dialer360.patch("users", "6666", user_group="FEW")
    assert call(dialer360, "update_list", "list_id=101&active=N") == (
        "ERROR: update_list LIST DOES NOT EXIST: |6666|101\n"
    )
    assert call(dialer360, "update_list", "list_id=107&active=N").startswith("SUCCESS")


def test_a_list_is_changed(dialer360: Site) -> None:
    """Each field has its column."""
    dialer360.put("scripts", "DEMO")
    said = call(
        dialer360,
        "update_list",
        "list_id=101&list_name=Updated+list&campaign_id=TESTBLND&active=N&outbound_cid=727555&script=DEMO&am_message=vm"
        "&drop_inbound_group=SUPPORT&web_form_address=http://a.test/&web_form_address_two=http://b.test/"
        "&web_form_address_three=http://c.test/&reset_time=0900&expiration_date=2027-01-01",
    )
    assert said == "SUCCESS: update_list LIST HAS BEEN UPDATED - 6666|101\n"
    row = dialer360.row("lists", 101)
    assert (row["list_name"], row["campaign_id"], row["active"]) == ("Updated list", "TESTBLND", "N")
    assert (row["outbound_cid"], row["script"], row["am_message"]) == ("727555", "DEMO", "vm")
    assert (row["drop_inbound_group"], row["reset_time"]) == ("SUPPORT", "0900")
    assert [row[f"web_form_address{part}"] for part in ("", "_two", "_three")] == [
        "http://a.test/",
        "http://b.test/",
        "http://c.test/",
    ]
    assert row["expiration_date"] == "2027-01-01"


@pytest.mark.parametrize(("field", "problem", "value"), REFUSED)
def test_update_list_refuses_a_bad_value(dialer360: Site, field: str, problem: str, value: str) -> None:
    """And changes, resets and deletes nothing."""
    before = dialer360.row("lists", 101)
    said = call(dialer360, "update_list", f"list_id=101&{field}&reset_list=Y&delete_list=Y")
    assert said == f"ERROR: update_list {problem}{OPTIONAL}: |6666|{value}\n"
    assert dialer360.row("lists", 101) == before


def test_fields_of_a_list_are_checked_in_the_softwares_order(observed: Site) -> None:
    """Of several bad values the first decides."""
    for first, (_, problem, value) in enumerate(REFUSED):
        query = "&".join(field for field, *_ in reversed(REFUSED[first:]))
        assert call(observed, "update_list", f"list_id=101&{query}") == (
            f"ERROR: update_list {problem}{OPTIONAL}: |6666|{value}\n"
        )


def test_update_list_needs_the_id_of_a_list(dialer360: Site) -> None:
    """Two to fourteen digits."""
    problem = "ERROR: update_list YOU MUST USE ALL REQUIRED FIELDS"
    assert call(dialer360, "update_list", "list_name=abc") == f"{problem}: |6666||abc|\n"
    assert call(dialer360, "update_list", "list_id=1") == f"{problem}: |6666|1||\n"
    assert call(dialer360, "update_list", "list_id=123456789012345&campaign_id=X") == (
        f"{problem}: |6666|123456789012345||X\n"
    )


def test_update_list_without_a_field_says_so(dialer360: Site) -> None:
    """A notice; an expiration date that is too short counts as none."""
    said = "NOTICE: update_list NO UPDATES DEFINED: |6666|\n"
    assert call(dialer360, "update_list", "list_id=101") == said
    assert call(dialer360, "update_list", "list_id=101&expiration_date=012") == said


MARKED = ("script", "drop_inbound_group", "am_message", "web_form_address", "outbound_cid", "reset_time")
FILLED = {"script": "DEMO", "drop_inbound_group": "SUPPORT", "am_message": "vm", "web_form_address": "http://a.test/"}
ALL_MARKED = "&".join(f"{name}=--BLANK--" for name in (*MARKED, "expiration_date"))


def test_the_marker_empties_fields_of_a_list(dialer360: Site) -> None:
    """And sets the expiration date back to never."""
    dialer360.patch("lists", 101, **FILLED, outbound_cid="727555", reset_time="0900", expiration_date="2027-01-01")
    assert call(dialer360, "update_list", f"list_id=101&{ALL_MARKED}").startswith("SUCCESS")
    row = dialer360.row("lists", 101)
    assert [row[name] for name in MARKED] == [""] * 6
    assert row["expiration_date"] == "2099-12-31"


def test_the_software_mistakes_the_marker_in_three_fields(observed: Site) -> None:
    """It overlooks two and stores the dashes in the third."""
    observed.patch("lists", 101, **FILLED, outbound_cid="727555", reset_time="0900", expiration_date="2027-01-01")
    assert call(observed, "update_list", f"list_id=101&{ALL_MARKED}").startswith("SUCCESS")
    row = observed.row("lists", 101)
    assert [row[name] for name in MARKED] == ["", "", "", "", "727555", "----"]
    assert row["expiration_date"] == "2027-01-01"


def test_the_software_loses_a_reset_time_beside_an_expiration_date(observed: Site) -> None:
    """The document means both."""
    call(observed, "update_list", "list_id=101&reset_time=0900&expiration_date=2027-01-01")
    row = observed.row("lists", 101)
    assert (row["reset_time"], row["expiration_date"]) == ("", "2027-01-01")


def test_a_list_that_does_not_exist_is_refused_or_added(dialer360: Site) -> None:
    """To be added it is sent on, and the other function answers on the next line."""
    assert call(dialer360, "update_list", "list_id=1110&active=N") == (
        "ERROR: update_list LIST DOES NOT EXIST: |6666|1110\n"
    )
    query = "list_id=1110&insert_if_not_found=Y"
    sent_on = "NOTICE: update_list LIST DOES NOT EXIST, SENDING TO add_list FUNCTION: |6666|1110\n"
    assert call(dialer360, "update_list", query) == (
        f"{sent_on}ERROR: add_list YOU MUST USE ALL REQUIRED FIELDS: |6666|1110||\n"
    )
    assert call(dialer360, "update_list", f"{query}&list_name=New+list&campaign_id=TESTCAMP&active=Y") == (
        f"{sent_on}SUCCESS: add_list LIST HAS BEEN ADDED - 6666|1110|New list|TESTCAMP\n"
    )
    assert dialer360.row("lists", 1110)["active"] == "Y"


def test_sending_on_needs_the_other_function_to_be_allowed(dialer360: Site) -> None:
    """The refusal names it."""
    dialer360.patch("users", "6666", api_allowed_functions=" update_list ")
    query = "list_id=1110&insert_if_not_found=Y&list_name=New+list&campaign_id=TESTCAMP"
    assert call(dialer360, "update_list", query) == (
        "NOTICE: update_list LIST DOES NOT EXIST, SENDING TO add_list FUNCTION: |6666|1110\n"
        "ERROR: auth USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION - 6666|add_list\n"
    )


def test_a_restricted_user_may_touch_the_groups_lists_only(dialer360: Site) -> None:
    """The restriction comes before the question whether the list exists."""
    dialer360.put("user_groups", "FEW", allowed_campaigns=["TESTBLND"])
    dialer360.patch("users", "6666", user_group="FEW", api_list_restrict=True)
    assert call(dialer360, "update_list", "list_id=101&active=N") == "ERROR: update_list NOT AN ALLOWED LIST ID - 101\n"
    assert call(dialer360, "update_list", "list_id=98762") == "ERROR: update_list NOT AN ALLOWED LIST ID - 98762\n"
    assert call(dialer360, "update_list", "list_id=107&active=N").startswith("SUCCESS")


def test_a_reset_makes_called_leads_dialable_again(dialer360: Site) -> None:
    """Those that are not called yet do not count."""
    for lead_id in (501, 502):
        called_lead(dialer360, lead_id, 101)
    assert call(dialer360, "update_list", "list_id=101&reset_list=Y") == (
        "NOTICE: update_list NO UPDATES DEFINED: |6666|\n"
        "NOTICE: update_list LEADS IN LIST HAVE BEEN RESET - 6666|101|2\n"
    )
    assert {lead["called_since_last_reset"] for lead in in_list(dialer360, 101)} == {"N"}
    assert call(dialer360, "update_list", "list_id=101&reset_list=Y&list_name=Renamed") == (
        "SUCCESS: update_list LIST HAS BEEN UPDATED - 6666|101\n"
        "NOTICE: update_list LEADS IN LIST HAVE BEEN RESET - 6666|101|0\n"
    )


def test_a_list_and_its_leads_are_deleted(dialer360: Site) -> None:
    """Update, reset, list, leads: in this order."""
    leads = len(in_list(dialer360, 101))
    called_lead(dialer360, 501, 101)
    query = "list_id=101&active=N&reset_list=Y&delete_list=Y&delete_leads=Y"
    assert call(dialer360, "update_list", query) == (
        "SUCCESS: update_list LIST HAS BEEN UPDATED - 6666|101\n"
        "NOTICE: update_list LEADS IN LIST HAVE BEEN RESET - 6666|101|1\n"
        "NOTICE: update_list LIST HAS BEEN DELETED - 6666|101|1\n"
        f"NOTICE: update_list LEADS IN LIST HAVE BEEN DELETED - 6666|101|{leads + 1}\n"
    )
    assert in_list(dialer360, 101) == []
    assert 101 not in [row["list_id"] for row in dialer360.rows("lists")]


def test_the_leads_of_a_list_may_go_alone(dialer360: Site) -> None:
    """The list stays, and so do the leads of others."""
    others = len(in_list(dialer360, 999))
    assert call(dialer360, "update_list", "list_id=8107&delete_leads=Y") == (
        "NOTICE: update_list NO UPDATES DEFINED: |6666|\n"
        "NOTICE: update_list LEADS IN LIST HAVE BEEN DELETED - 6666|8107|2\n"
    )
    assert dialer360.row("lists", 8107)["list_id"] == 8107
    assert len(in_list(dialer360, 999)) == others


def test_deleting_a_list_needs_its_own_right(dialer360: Site) -> None:
    """Without it the request ends there: the leads stay, the change before it counts."""
    dialer360.put("users", "lvl8", **MAY_MODIFY, modify_leads=True)
    query = "list_id=8107&list_name=Renamed&delete_list=Y&delete_leads=Y"
    assert call(dialer360, "update_list", query, "lvl8") == (
        "SUCCESS: update_list LIST HAS BEEN UPDATED - lvl8|8107\n"
        "NOTICE: update_list USER DOES NOT HAVE PERMISSION TO DELETE LISTS: |lvl8|0\n"
    )
    assert dialer360.row("lists", 8107)["list_name"] == "Renamed"
    assert len(in_list(dialer360, 8107)) == 2


@pytest.mark.parametrize("rights", [{"delete_lists": True}, {"modify_leads": True}])
def test_deleting_leads_needs_both_rights(dialer360: Site, rights: dict[str, Any]) -> None:
    """To delete lists and to modify leads."""
    dialer360.put("users", "lvl8", **MAY_MODIFY, **rights)
    assert call(dialer360, "update_list", "list_id=8107&delete_leads=Y", "lvl8") == (
        "NOTICE: update_list NO UPDATES DEFINED: |lvl8|\n"
        "NOTICE: update_list USER DOES NOT HAVE PERMISSION TO DELETE LEADS: |lvl8|0\n"
    )
    assert len(in_list(dialer360, 8107)) == 2


def test_another_campaign_takes_the_list_out_of_the_old_hopper(dialer360: Site) -> None:
    """Rows of other lists and campaigns stay."""
    dialer360.put("hopper", 1, lead_id=1234, list_id=101, campaign_id="TESTCAMP")
    dialer360.put("hopper", 2, lead_id=27, list_id=999, campaign_id="TESTCAMP")
    dialer360.put("hopper", 3, lead_id=8765444, list_id=101, campaign_id="TESTBLND")
    call(dialer360, "update_list", "list_id=101&campaign_id=TESTCAMP")
    assert len(dialer360.rows("hopper")) == 3
    call(dialer360, "update_list", "list_id=101&campaign_id=TESTBLND")
    assert [row["hopper_id"] for row in dialer360.rows("hopper")] == [2, 3]


def test_a_reset_time_resets_the_leads_every_day(dialer360: Site) -> None:
    """The time is the server's: New York's in the handbook, which starts at noon."""
    call(dialer360, "update_list", "list_id=101&reset_time=1300")
    start = clock(dialer360)
    for _ in range(2):
        called_lead(dialer360, 501, 101)
        dialer360.advance(3600)
        assert dialer360.row("leads", 501)["called_since_last_reset"] == "N"
        dialer360.advance(23 * 3600)
    assert clock(dialer360) - start == timedelta(days=2)


def test_a_list_that_is_deleted_resets_nothing_any_more(dialer360: Site) -> None:
    """Its leads may stay behind."""
    call(dialer360, "update_list", "list_id=101&reset_time=1300")
    called_lead(dialer360, 501, 101)
    call(dialer360, "update_list", "list_id=101&delete_list=Y")
    assert dialer360.advance(7200) == []
    assert dialer360.row("leads", 501)["called_since_last_reset"] == "Y"


def test_functions_on_lists_need_the_permission(dialer360: Site, observed: Site) -> None:
    """The document only lists them: they speak alike in both profiles."""
    for site, user in ((dialer360, "7000"), (dialer360, "noapi"), (observed, "nomod")):
        assert call(site, "add_list", "", user) == (
            f"ERROR: add_list USER DOES NOT HAVE PERMISSION TO ADD LISTS: |{user}|0\n"
        )
        assert call(site, "update_list", "", user) == (
            f"ERROR: update_list USER DOES NOT HAVE PERMISSION TO UPDATE LISTS: |{user}|0\n"
        )
