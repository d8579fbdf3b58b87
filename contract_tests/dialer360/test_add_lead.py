"""`add_lead`, in both profiles: what is stored, what is looked up, which numbers and users are refused."""

from typing import Any
from urllib.parse import quote

import pytest

from contract_tests.conftest import Site


def add(site: Site, query: str, user: str = "6666") -> str:
    """Add a lead as a user; the reply's body."""
    reply = site.get(f"source=test&user={user}&pass=1234&function=add_lead&{query}")
    assert reply.status_code == 200
    return reply.text


def restrict(site: Site, **group: Any) -> None:
    """Make a user who may only touch the lists of the campaigns of group CLOSED."""
    if group:
        site.put("user_groups", "CLOSED", **group)
    rights: dict[str, Any] = {
        "user_level": 9,
        "vdc_agent_api_access": True,
        "modify_leads": True,
        "api_list_restrict": True,
    }
    site.put("users", "closed", **{"pass": "1234", "user_group": "CLOSED", **rights})


def test_a_lead_needs_no_more_than_a_number(dialer360: Site) -> None:
    """It goes to list 999 as new, with the time zone of its area code."""
    said = add(dialer360, "phone_number=7275550161")
    assert said == "SUCCESS: add_lead LEAD HAS BEEN ADDED - 7275550161|6666|999|193715|-5\n"
    row = dialer360.row("leads", 193715)
    assert (row["status"], row["user"], row["gender"], row["rank"]) == ("NEW", "6666", "U", 0)
    assert (row["called_since_last_reset"], row["called_count"], row["entry_list_id"]) == ("N", 0, 0)
    assert (row["gmt_offset_now"], row["phone_code"], row["date_of_birth"]) == (-5, "1", "0000-00-00")
    assert row["entry_date"] == row["last_local_call_time"]


def test_the_software_tells_the_lead_ahead_of_the_user(observed: Site) -> None:
    """Phone, list, lead, offset, user."""
    said = add(observed, "phone_number=7275550161&list_id=101")
    assert said == "SUCCESS: add_lead LEAD HAS BEEN ADDED - 7275550161|101|193002|-5|6666\n"


def test_every_column_is_stored(dialer360: Site) -> None:
    """What is sent in the documented form comes back as sent."""
    columns = {
        "vendor_lead_code": "VL-1",
        "source_id": "mail",
        "title": "Mrs",
        "first_name": "Ada",
        "middle_initial": "K",
        "last_name": "O'Neil",
        "address1": "1234 Main St.",
        "address2": "Apt. 5",
        "address3": "Rear",
        "city": "Chicago Heights",
        "state": "IL",
        "province": "Cook",
        "postal_code": "60411",
        "country_code": "USA",
        "gender": "F",
        "date_of_birth": "1970-12-31",
        "alt_phone": "7085550162",
        "email": "ada@example.test",
        "security_phrase": "open up",
        "comments": "calls <back> & so on",
        "owner": "EAST",
    }
    query = "&".join(f"{name}={quote(value)}" for name, value in columns.items())
    add(dialer360, f"phone_number=7085550161&rank=12&entry_list_id=107&{query}")
    row = dialer360.row("leads", 193715)
    assert {name: row[name] for name in columns} == columns
    assert (row["rank"], row["entry_list_id"]) == (12, 107)


@pytest.mark.parametrize(
    ("sent", "column", "kept"),
    [
        ("first_name=" + "A" * 31, "first_name", "A" * 30),
        ("title=Doctor", "title", "Doct"),
        ("state=FLORIDA", "state", "FL"),
        ("country_code=USAX", "country_code", "USA"),
        ("middle_initial=QQ", "middle_initial", "Q"),
        ("vendor_lead_code=" + "9" * 21, "vendor_lead_code", "9" * 20),
        ("comments=" + "c" * 300, "comments", "c" * 255),
        ("gender=X", "gender", ""),
        ("gender=f", "gender", "U"),
        ("rank=999999", "rank", 32767),
        ("date_of_birth=notadate", "date_of_birth", "0000-00-00"),
        ("date_of_birth=2001-02-30", "date_of_birth", "0000-00-00"),
        ("last_name=A%2BB%20%22q%22%3B", "last_name", "A B q"),
        ("comments=a%3Bb%23c%2Bd", "comments", "abc d"),
        ("title=A%2BB", "title", "AB"),
        ("email=a%2Bb@x.test", "email", "a b@x.test"),
        ("first_name=Jos%C3%A9", "first_name", "Jos"),
        ("gmt_offset_now=9", "gmt_offset_now", -5),
    ],
)
def test_a_column_keeps_what_it_can_hold(dialer360: Site, sent: str, column: str, kept: object) -> None:
    """Nothing is too long or of the wrong kind: it is filtered, cut, or falls back."""
    assert add(dialer360, f"phone_number=7275550161&{sent}").startswith("SUCCESS: ")
    assert dialer360.row("leads", 193715)[column] == kept


@pytest.mark.parametrize("list_id", ["", "&list_id=", "&list_id=12"])
def test_a_lead_without_a_proper_list_goes_to_999(dialer360: Site, list_id: str) -> None:
    """A list of fewer than three digits is none."""
    assert "|999|193715|" in add(dialer360, f"phone_number=7275550161{list_id}")


def test_a_list_need_not_exist(dialer360: Site) -> None:
    """The hopper then takes the lead for no campaign."""
    said = add(dialer360, "phone_number=7275550161&list_id=88888&add_to_hopper=Y")
    assert said.endswith("NOTICE: add_lead ADDED TO HOPPER - 7275550161|6666|193715|1677922\n")
    assert dialer360.row("hopper", 1677922)["campaign_id"] == ""


@pytest.mark.parametrize(
    ("query", "gmt"),
    [
        ("phone_number=3125550161", "-6"),
        ("phone_number=4805550161", "-7"),
        ("phone_number=7095550161", "-3.5"),
        ("phone_number=6715550161", "10"),
        ("phone_number=9995550161", "-5"),
        ("phone_number=2079460161&phone_code=44", "0"),
        ("phone_number=2079460161&phone_code=999", ""),
        ("phone_number=891550161&phone_code=61&state=WA", "8"),
        ("phone_number=7275550161&tz_method=TZCODE&owner=MST", "-7"),
        ("phone_number=7275550161&tz_method=TZCODE&owner=nobody", "-5"),
        ("phone_number=7275550161&tz_method=POSTAL&postal_code=60601", "-6"),
        ("phone_number=7275550161&tz_method=POSTAL&postal_code=60", "-5"),
        ("phone_number=7275550161&tz_method=POSTALTZCODE&owner=PST", "-8"),
    ],
)
def test_the_offset_is_looked_up(dialer360: Site, query: str, gmt: str) -> None:
    """By postal code or time zone code where that is asked for and known, else by number and country."""
    assert add(dialer360, query).endswith(f"|193715|{gmt}\n")


def test_the_offset_follows_daylight_saving(dialer360: Site) -> None:
    """In July, an hour less from UTC; in Arizona never."""
    dialer360.advance(190 * 86400)
    assert add(dialer360, "phone_number=7275550161").endswith("|-4\n")
    assert add(dialer360, "phone_number=4805550161").endswith("|-7\n")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("phone_number=72755", "INVALID PHONE NUMBER LENGTH - 72755|6666"),
        ("phone_number=12345678901234567", "INVALID PHONE NUMBER LENGTH - 12345678901234567|6666"),
        ("phone_number=abc", "INVALID PHONE NUMBER LENGTH - |6666"),
        ("", "INVALID PHONE NUMBER LENGTH - |6666"),
        ("phone_number=7271551111&usacan_prefix_check=Y", "INVALID PHONE NUMBER PREFIX - 7271551111|6666"),
        ("phone_number=7270551111&usacan_prefix_check=Y", "INVALID PHONE NUMBER PREFIX - 7270551111|6666"),
        ("phone_number=9995551111&usacan_areacode_check=Y", "INVALID PHONE NUMBER AREACODE - 9995551111|6666"),
        ("phone_number=72755511112&usacan_areacode_check=Y", "INVALID PHONE NUMBER AREACODE - 72755511112|6666"),
        ("phone_number=7275559999&dnc_check=Y", "PHONE NUMBER IN DNC - 7275559999|6666"),
        ("phone_number=3125551130&dnc_check=AREACODE", "PHONE NUMBER IN DNC - 3125551130|6666"),
        (
            "phone_number=7275558888&campaign_dnc_check=Y&campaign_id=TESTCAMP",
            "PHONE NUMBER IN CAMPAIGN DNC - 7275558888|TESTCAMP|6666",
        ),
    ],
)
def test_a_number_is_refused(dialer360: Site, query: str, said: str) -> None:
    """Nothing is added."""
    before = len(dialer360.rows("leads"))
    assert add(dialer360, query) == f"ERROR: add_lead {said}\n"
    assert len(dialer360.rows("leads")) == before


@pytest.mark.parametrize(
    "query",
    [
        "phone_number=7271551111",
        "phone_number=7271551111&usacan_prefix_check=y",
        "phone_number=9995551111",
        "phone_number=7275559999",
        "phone_number=3125551130&dnc_check=Y",
        "phone_number=7275558888&campaign_dnc_check=Y",
        "phone_number=7275558888&campaign_dnc_check=Y&campaign_id=TESTBLND",
        "phone_number=(727)-555-0161",
        "phone_number=7275550,61",
    ],
)
def test_a_number_passes(dialer360: Site, query: str) -> None:
    """Checks are made only where they are asked for, with a capital letter."""
    assert add(dialer360, query).startswith("SUCCESS: add_lead LEAD HAS BEEN ADDED - ")


def test_the_software_takes_a_number_of_eleven_digits_with_a_good_area_code(observed: Site) -> None:
    """Only the document says that the length is checked too."""
    said = add(observed, "phone_number=72755511112&usacan_areacode_check=Y")
    assert said == "SUCCESS: add_lead LEAD HAS BEEN ADDED - 72755511112|999|193002|-5|6666\n"


def test_a_campaign_may_use_the_dnc_list_of_another(dialer360: Site) -> None:
    """TESTBLND is made to use that of TESTCAMP."""
    dialer360.patch("campaigns", "TESTBLND", campaign_dnc_from="TESTCAMP")
    said = add(dialer360, "phone_number=7275558888&campaign_dnc_check=Y&campaign_id=TESTBLND")
    assert said == "ERROR: add_lead PHONE NUMBER IN CAMPAIGN DNC - 7275558888|TESTBLND|6666\n"


@pytest.mark.parametrize("asked", ["nanpa_ac_prefix_check=Y", "tz_method=NANPA"])
def test_without_nanpa_data_its_options_are_off(dialer360: Site, asked: str) -> None:
    """A notice comes first, and the lead is added."""
    assert add(dialer360, f"phone_number=7275550161&{asked}") == (
        "NOTICE: add_lead NANPA options disabled, NANPA prefix data not loaded - 0|6666\n"
        "SUCCESS: add_lead LEAD HAS BEEN ADDED - 7275550161|6666|999|193715|-5\n"
    )


def test_the_notice_comes_ahead_of_a_refusal_too(dialer360: Site) -> None:
    """The order of the checks is the order of the lines."""
    assert add(dialer360, "phone_number=72755&nanpa_ac_prefix_check=Y") == (
        "NOTICE: add_lead NANPA options disabled, NANPA prefix data not loaded - 0|6666\n"
        "ERROR: add_lead INVALID PHONE NUMBER LENGTH - 72755|6666\n"
    )


def test_with_nanpa_data_area_code_and_prefix_must_fit(dialer360: Site) -> None:
    """One pair is loaded."""
    dialer360.patch("settings", "system", nanpa_prefixes=["727555"])
    assert add(dialer360, "phone_number=7275550161&nanpa_ac_prefix_check=Y").startswith("SUCCESS: ")
    said = add(dialer360, "phone_number=7275560161&nanpa_ac_prefix_check=Y")
    assert said == "ERROR: add_lead INVALID PHONE NUMBER NANPA AREACODE PREFIX - 7275560161|6666\n"


@pytest.mark.parametrize(("given", "state"), [("", "FL"), ("&state=NY", "NY"), ("&phone_code=44", "")])
def test_the_state_is_looked_up_by_the_area_code(dialer360: Site, given: str, state: str) -> None:
    """Unless one is given, and in North America only."""
    add(dialer360, f"phone_number=7275550161&lookup_state=Y{given}")
    assert dialer360.row("leads", 193715)["state"] == state


@pytest.mark.parametrize("column", ["vendor_lead_code", "source_id", "comments"])
def test_the_software_fails_at_a_double_quote_in_a_text_without_filter(observed: Site, column: str) -> None:
    """It uses up no id; what it shows of its database is left out."""
    said = add(observed, f"phone_number=7275550161&{column}=a%22b")
    assert said == "ERROR: add_lead LEAD HAS NOT BEEN ADDED - 7275550161|999|(statement left out)|6666\n"
    assert add(observed, "phone_number=7275550161").endswith("|193002|-5|6666\n")


def test_a_double_quote_is_stored_otherwise(dialer360: Site) -> None:
    """The document does not say that it breaks anything."""
    assert add(dialer360, "phone_number=7275550161&comments=a%22b").startswith("SUCCESS: ")
    assert dialer360.row("leads", 193715)["comments"] == 'a"b'


@pytest.mark.parametrize("user", ["7000", "noapi"])
def test_a_user_without_the_permission_is_refused(dialer360: Site, user: str) -> None:
    """Level 8, access to the API and the right to modify leads are needed."""
    said = add(dialer360, "phone_number=7275550161", user)
    assert said == f"ERROR: add_lead USER DOES NOT HAVE PERMISSION TO ADD LEADS TO THE SYSTEM - {user}|0\n"


def test_the_software_refuses_permission_in_its_own_form(observed: Site) -> None:
    """Level 7 is not enough."""
    said = add(observed, "phone_number=7275550161", "lvl7")
    assert said == "ERROR: add_lead USER DOES NOT HAVE PERMISSION TO ADD LEADS TO THE SYSTEM: |lvl7|0|\n"


def test_a_restricted_user_adds_to_the_lists_of_the_groups_campaigns(dialer360: Site) -> None:
    """107 is a list of TESTBLND; a list must be named."""
    restrict(dialer360, allowed_campaigns=["TESTBLND"])
    said = add(dialer360, "phone_number=7275550161&list_id=107", "closed")
    assert said == "SUCCESS: add_lead LEAD HAS BEEN ADDED - 7275550161|closed|107|193715|-5\n"
    said = add(dialer360, "phone_number=7275550161&list_id=999", "closed")
    assert said == "ERROR: add_lead NOT AN ALLOWED LIST ID - 7275550161|999\n"
    said = add(dialer360, "phone_number=7275550161", "closed")
    assert said == "ERROR: add_lead NOT AN ALLOWED LIST ID - 7275550161|\n"


def test_a_restricted_user_of_all_campaigns_adds_to_lists_that_exist(dialer360: Site) -> None:
    """A list that does not exist belongs to no campaign."""
    restrict(dialer360, allowed_campaigns=["-ALL-CAMPAIGNS-"])
    assert add(dialer360, "phone_number=7275550161&list_id=999", "closed").startswith("SUCCESS: ")
    said = add(dialer360, "phone_number=7275550161&list_id=88888", "closed")
    assert said == "ERROR: add_lead NOT AN ALLOWED LIST ID - 7275550161|88888\n"


def test_the_group_of_a_restricted_user_must_exist(dialer360: Site) -> None:
    """It is looked up ahead of the source."""
    restrict(dialer360)
    reply = dialer360.get("user=closed&pass=1234&function=add_lead&phone_number=7275550161")
    assert reply.text == "ERROR: user_group DOES NOT EXIST: |closed|CLOSED|\n"
