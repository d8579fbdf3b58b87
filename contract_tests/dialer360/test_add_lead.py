"""`add_lead`, in both profiles: what is refused, what is stored, and what comes with a lead."""

from urllib.parse import quote

import pytest

from contract_tests.conftest import Site

NIGHT = 15 * 3600  # from noon to three in the morning, New York time
TWIN = "phone_number=7275550161&list_id=999&title=Dr&alt_phone=7275550162&first_name=Ada&last_name=Byron"


def add(site: Site, query: str, user: str = "6666") -> str:
    """Add a lead as a user; the reply's body."""
    reply = site.get(f"source=test&user={user}&pass=1234&function=add_lead&{query}")
    assert reply.status_code == 200
    return reply.text


def restrict(site: Site, **group: object) -> None:
    """Make a user who may only touch the lists of the campaigns of group CLOSED."""
    if group:
        site.put("user_groups", "CLOSED", **group)
    rights = {"user_level": 9, "vdc_agent_api_access": True, "modify_leads": True, "api_list_restrict": True}
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


@pytest.mark.parametrize(
    ("check", "tail", "observed_tail"),
    [
        ("DUPLIST", "PHONE NUMBER IN LIST - 7275550161|999|{}", ""),
        ("DUPCAMP", "PHONE NUMBER IN CAMPAIGN LISTS - 7275550161|999|{}|999", ""),
        ("DUPSYS", "PHONE NUMBER IN SYSTEM - 7275550161|999|{}|999", ""),
        ("DUPTITLEALTPHONELIST", "TITLE ALT_PHONE IN LIST - Dr|7275550162|999|{}", ""),
        ("DUPTITLEALTPHONECAMP", "TITLE ALT_PHONE IN CAMPAIGN LISTS - Dr|7275550162|999|{}|999", ""),
        ("DUPTITLEALTPHONESYS", "TITLE ALT_PHONE IN SYSTEM - Dr|7275550162|999|{}|999", ""),
        (
            "DUPNAMEPHONELIST",
            "NAME PHONE IN LIST - Ada|Byron|7275550161|999|{}|999",
            "NAME PHONE IN LIST - Ada|Byron|7275550161|999|{}",
        ),
        ("DUPNAMEPHONECAMP", "NAME PHONE IN CAMPAIGN LISTS - Ada|Byron|7275550161|999|{}|999", ""),
        ("DUPNAMEPHONESYS", "NAME PHONE IN SYSTEM - Ada|Byron|7275550161|999|{}|999", ""),
    ],
)
def test_a_duplicate_is_refused(dialer360: Site, observed: Site, check: str, tail: str, observed_tail: str) -> None:
    """The reply names the lead that is there, in both profiles."""
    add(dialer360, TWIN)
    add(observed, TWIN)
    said = add(dialer360, f"{TWIN}&duplicate_check={check}")
    assert said == f"ERROR: add_lead DUPLICATE {tail.format(193715)}\n"
    said = add(observed, f"{TWIN}&duplicate_check={check}")
    assert said == f"ERROR: add_lead DUPLICATE {(observed_tail or tail).format(193002)}\n"


@pytest.mark.parametrize(
    ("check", "passes"),
    [("DUPLIST", True), ("DUPCAMP", False), ("DUPSYS", False), ("DUPNAMEPHONELIST", True), ("DUPNAMEPHONECAMP", False)],
)
def test_a_duplicate_in_another_list_of_the_campaign(dialer360: Site, check: str, passes: bool) -> None:
    """The list's check does not see it; the campaign's and the system's do."""
    add(dialer360, TWIN)
    said = add(dialer360, f"{TWIN.replace('999', '101')}&duplicate_check={check}")
    assert said.startswith("SUCCESS: ") == passes


@pytest.mark.parametrize(("check", "passes"), [("DUPLIST", True), ("DUPCAMP", True), ("DUPSYS", False)])
def test_a_duplicate_in_another_campaign(dialer360: Site, check: str, passes: bool) -> None:
    """Only the system's check sees it."""
    add(dialer360, TWIN)
    said = add(dialer360, f"{TWIN.replace('999', '107')}&duplicate_check={check}")
    assert said.startswith("SUCCESS: ") == passes


def test_names_are_compared_in_any_case(dialer360: Site) -> None:
    """Ada is ada."""
    add(dialer360, TWIN)
    said = add(dialer360, f"{TWIN.replace('Ada', 'ada')}&duplicate_check=DUPNAMEPHONESYS")
    assert said.startswith("ERROR: add_lead DUPLICATE NAME PHONE IN SYSTEM - ada|")


def test_leads_without_title_and_second_number_are_alike(dialer360: Site) -> None:
    """Blank ones match blank ones."""
    add(dialer360, "phone_number=7275550161&list_id=55555")
    said = add(dialer360, "phone_number=3125550162&list_id=55555&duplicate_check=DUPTITLEALTPHONELIST")
    assert said == "ERROR: add_lead DUPLICATE TITLE ALT_PHONE IN LIST - ||55555|193715\n"


def test_90day_only_looks_at_recent_leads(dialer360: Site) -> None:
    """The lead is forgotten by that check 90 days after it was added, not by the plain one."""
    add(dialer360, TWIN)
    dialer360.advance(89 * 86400)
    assert add(dialer360, f"{TWIN}&duplicate_check=DUPSYS90DAY").startswith("ERROR: add_lead DUPLICATE PHONE NUMBER")
    dialer360.advance(2 * 86400)
    assert add(dialer360, f"{TWIN}&duplicate_check=DUPSYS").startswith("ERROR: add_lead DUPLICATE PHONE NUMBER")
    assert add(dialer360, f"{TWIN}&duplicate_check=DUPSYS90DAY").startswith("SUCCESS: ")


@pytest.mark.parametrize("check", ["DUPNAMEPHONELIST-DUPLIST", "duplist", "XDUPLISTX"])
def test_checks_are_contained_in_any_case_and_made_in_their_own_order(dialer360: Site, check: str) -> None:
    """The phone number in the list comes first."""
    add(dialer360, TWIN)
    said = add(dialer360, f"{TWIN}&duplicate_check={check}")
    assert said == "ERROR: add_lead DUPLICATE PHONE NUMBER IN LIST - 7275550161|999|193715\n"


def test_the_dnc_list_is_asked_ahead_of_duplicates(dialer360: Site) -> None:
    """Both would refuse."""
    add(dialer360, "phone_number=7275559999")
    said = add(dialer360, "phone_number=7275559999&dnc_check=Y&duplicate_check=DUPSYS")
    assert said == "ERROR: add_lead PHONE NUMBER IN DNC - 7275559999|6666\n"


def test_further_numbers_are_loaded(dialer360: Site) -> None:
    """Code and note may be left out; the code is then that of the lead."""
    said = add(
        dialer360,
        "phone_number=7275550161&phone_code=44&multi_alt_phones=7275550162_1_work!7275550163__home!7275550164",
    )
    assert said.endswith("NOTICE: add_lead MULTI-ALT-PHONE NUMBERS LOADED - 3|6666|193715\n")
    rows = [(row["phone_number"], row["phone_code"], row["alt_phone_note"]) for row in dialer360.rows("alt_phones")]
    assert rows == [("7275550162", "1", "work"), ("7275550163", "44", "home"), ("7275550164", "44", "")]


def test_the_software_prints_the_further_numbers_as_it_loads_them(observed: Site) -> None:
    """Glued in front of the notice."""
    said = add(observed, "phone_number=7275550161&multi_alt_phones=7275550162_1_work!7275550163_1_sister+house")
    assert said.endswith(
        "\n7275550162|1|work7275550163|1|sister houseNOTICE: add_lead MULTI-ALT-PHONE NUMBERS LOADED - 2|193002|6666\n"
    )


def test_custom_values_are_stored(dialer360: Site) -> None:
    """Under their labels, and the lead remembers the list whose fields they are."""
    said = add(dialer360, "phone_number=7275550161&custom_fields=Y&favorite_color=dark%2Bblue%3B%22&other=1")
    assert said.endswith("\nNOTICE: add_lead CUSTOM FIELDS VALUES ADDED - 7275550161|193715|999\n")
    row = next(row for row in dialer360.rows("custom_values") if row["lead_id"] == 193715)
    assert (row["list_id"], row["values"]) == (999, {"favorite_color": "dark blue"})
    assert dialer360.row("leads", 193715)["entry_list_id"] == 999


def test_custom_values_need_not_be_sent(observed: Site) -> None:
    """A row is made all the same."""
    said = add(observed, "phone_number=7275550161&list_id=101&custom_fields=Y")
    assert said.endswith("\nNOTICE: add_lead CUSTOM FIELDS VALUES ADDED - 7275550161|193002|101|1\n")


def test_a_list_without_custom_fields_says_so(dialer360: Site) -> None:
    """The lead is added."""
    said = add(dialer360, "phone_number=7275550161&list_id=107&custom_fields=Y&favorite_color=blue")
    assert said == (
        "SUCCESS: add_lead LEAD HAS BEEN ADDED - 7275550161|6666|107|193715|-5\n"
        "NOTICE: add_lead CUSTOM FIELDS NOT ADDED, NO CUSTOM FIELDS DEFINED FOR THIS LIST - 7275550161|193715|107\n"
    )


def test_a_list_whose_custom_fields_hold_nothing_says_so(dialer360: Site) -> None:
    """A field for show, and one that is called like a column of the lead."""
    dialer360.put("custom_fields", "107,intro", field_type="DISPLAY")
    dialer360.put("custom_fields", "107,city", field_type="TEXT")
    said = add(dialer360, "phone_number=7275550161&list_id=107&custom_fields=Y&intro=x&city=y")
    assert said.endswith("\nNOTICE: add_lead CUSTOM FIELDS NOT ADDED, NO FIELDS DEFINED - 7275550161|193715|107\n")


def test_custom_fields_may_be_switched_off(dialer360: Site, observed: Site) -> None:
    """In the whole system; the software also tells the lead."""
    for site in (dialer360, observed):
        site.patch("settings", "system", custom_fields_enabled=False)
    said = add(dialer360, "phone_number=7275550161&custom_fields=Y")
    assert said.endswith("\nNOTICE: add_lead CUSTOM FIELDS NOT ADDED, CUSTOM FIELDS DISABLED - 7275550161|Y|0\n")
    said = add(observed, "phone_number=7275550161&custom_fields=Y")
    assert said.endswith("\nNOTICE: add_lead CUSTOM FIELDS NOT ADDED, CUSTOM FIELDS DISABLED - 7275550161|193002|Y|0\n")


@pytest.mark.parametrize(("sent", "kept"), [("", 0), ("50", 50), ("-7", -7), ("500", 99), ("-500", -99), ("x", 0)])
def test_a_lead_waits_in_the_hopper_with_its_priority(dialer360: Site, sent: str, kept: int) -> None:
    """Between -99 and 99."""
    said = add(dialer360, f"phone_number=7275550161&add_to_hopper=Y&hopper_priority={sent}")
    assert said.endswith("\nNOTICE: add_lead ADDED TO HOPPER - 7275550161|6666|193715|1677922\n")
    row = dialer360.row("hopper", 1677922)
    assert (row["lead_id"], row["campaign_id"], row["list_id"]) == (193715, "TESTCAMP", 999)
    assert (row["status"], row["source"], row["priority"]) == ("READY", "P", kept)


@pytest.mark.parametrize(
    ("query", "late"),
    [
        ("phone_number=7275550161", True),
        ("phone_number=6715550161", False),  # Guam: six in the evening
        ("phone_number=7275550161&list_id=101", False),  # list 101 is called at all hours
    ],
)
def test_the_hopper_heeds_the_hours_of_list_and_campaign(dialer360: Site, query: str, late: bool) -> None:
    """It is three in the morning in New York."""
    dialer360.patch("lists", 101, local_call_time="24hours")
    dialer360.advance(NIGHT)
    said = add(dialer360, f"{query}&add_to_hopper=Y&hopper_local_call_time_check=Y")
    assert ("NOT ADDED TO HOPPER, OUTSIDE OF LOCAL TIME" in said) == late
    assert len(dialer360.rows("hopper")) == (0 if late else 1)


def test_outside_of_its_hours_a_lead_does_not_go_to_the_hopper(dialer360: Site, observed: Site) -> None:
    """The two profiles have the user in different places."""
    dialer360.patch("campaigns", "TESTCAMP", local_call_time="NEVER")
    said = add(dialer360, "phone_number=7275550161&add_to_hopper=Y&hopper_local_call_time_check=Y")
    assert said.endswith(
        "\nNOTICE: add_lead NOT ADDED TO HOPPER, OUTSIDE OF LOCAL TIME - 7275550161|6666|193715|-5|0\n"
    )
    said = add(observed, "phone_number=7275550161&list_id=202&add_to_hopper=Y&hopper_local_call_time_check=Y")
    assert said.endswith(
        "\nNOTICE: add_lead NOT ADDED TO HOPPER, OUTSIDE OF LOCAL TIME - 7275550161|193002|-5|0|6666\n"
    )


@pytest.mark.parametrize(
    ("windows", "query", "allowed"),
    [
        ({"weekdays": {"monday": [1300, 1700]}}, "", False),
        ({"weekdays": {"monday": [0, 0]}}, "", True),
        ({"weekdays": {"tuesday": [1300, 1700]}}, "", True),
        ({"states": {"FL": [1300, 1700]}}, "&state=FL", False),
        ({"states": {"FL": [1300, 1700]}}, "&state=GA", True),
        ({"weekdays": {"monday": [1300, 1700]}, "states": {"FL": [1100, 1700]}}, "&state=FL", True),
        ({"ct_default_start": 1200, "ct_default_stop": 1201}, "", True),
        ({"ct_default_start": 1100, "ct_default_stop": 1200}, "", False),
        ({"ct_default_start": 2400, "ct_default_stop": 2400}, "", False),
    ],
)
def test_hours_depend_on_weekday_and_state(
    dialer360: Site, windows: dict[str, object], query: str, allowed: bool
) -> None:
    """It is noon on a Monday; the state goes before the weekday, and this before the default."""
    dialer360.put("call_times", "SHORT", **windows)
    dialer360.patch("lists", 999, local_call_time="SHORT")
    said = add(dialer360, f"phone_number=7275550161&add_to_hopper=Y&hopper_local_call_time_check=Y{query}")
    assert ("ADDED TO HOPPER - " in said) == allowed


def test_a_callback_is_scheduled_for_one_user(dialer360: Site) -> None:
    """The lead is held back, and the callback has the user's group."""
    said = add(
        dialer360,
        "phone_number=7275550161&campaign_id=TESTCAMP&callback=Y&callback_datetime=2026-01-06+09:30:00"
        "&callback_type=USERONLY&callback_user=1028&callback_status=CBK&callback_comments=Ask+for+Ada",
    )
    assert said.endswith(
        "\nNOTICE: add_lead SCHEDULED CALLBACK ADDED - 193715|2026-01-06 09:30:00|TESTCAMP|1028|USERONLY|CBK\n"
    )
    assert dialer360.row("leads", 193715)["status"] == "CBHOLD"
    (row,) = dialer360.rows("callbacks")
    assert (row["lead_id"], row["list_id"], row["campaign_id"], row["status"]) == (193715, 999, "TESTCAMP", "ACTIVE")
    assert (row["user"], row["user_group"], row["recipient"]) == ("1028", "AGENTS", "USERONLY")
    assert (row["lead_status"], row["comments"]) == ("CBK", "Ask for Ada")
    assert row["callback_time"].startswith("2026-01-06T14:30:00")


def test_a_callback_is_for_anyone_unless_it_is_for_a_user(dialer360: Site) -> None:
    """A user who is named all the same is left out."""
    said = add(
        dialer360, "phone_number=7275550161&campaign_id=TESTCAMP&callback=Y&callback_datetime=NOW&callback_user=1028"
    )
    assert said.endswith(
        "\nNOTICE: add_lead SCHEDULED CALLBACK ADDED - 193715|2026-01-05 12:00:00|TESTCAMP||ANYONE|CALLBK\n"
    )


def test_the_software_leaves_the_type_of_a_callback_blank(observed: Site) -> None:
    """And echoes the time as it was sent, a literal plus included."""
    said = add(
        observed, "phone_number=7275550161&campaign_id=TESTCAMP&callback=Y&callback_datetime=2030-01-02%2B03:04:05"
    )
    assert said.endswith("\nNOTICE: add_lead SCHEDULED CALLBACK ADDED - 193002|TESTCAMP|2030-01-02+03:04:05|||CALLBK\n")


def test_a_callback_without_a_time_is_never_due(dialer360: Site) -> None:
    """Nothing refuses it."""
    said = add(dialer360, "phone_number=7275550161&campaign_id=TESTCAMP&callback=Y")
    assert said.endswith("\nNOTICE: add_lead SCHEDULED CALLBACK ADDED - 193715||TESTCAMP||ANYONE|CALLBK\n")
    dialer360.advance(365 * 86400)
    (row,) = dialer360.rows("callbacks")
    assert (row["status"], row["callback_time"]) == ("ACTIVE", None)


def test_a_due_callback_brings_the_lead_back(dialer360: Site) -> None:
    """It takes the callback's status, and goes first in the hopper."""
    add(dialer360, "phone_number=7275550161&campaign_id=TESTCAMP&callback=Y&callback_datetime=2026-01-05+12:10:00")
    dialer360.advance(599)
    assert dialer360.row("leads", 193715)["status"] == "CBHOLD"
    dialer360.advance(1)
    assert dialer360.row("leads", 193715)["status"] == "CALLBK"
    assert [row["status"] for row in dialer360.rows("callbacks")] == ["LIVE"]
    assert [(row["lead_id"], row["source"], row["priority"]) for row in dialer360.rows("hopper")] == [(193715, "C", 50)]


def test_a_callback_for_now_is_due_at_the_next_full_minute(dialer360: Site) -> None:
    """Callbacks are looked at once a minute."""
    add(dialer360, "phone_number=7275550161&campaign_id=TESTCAMP&callback=Y&callback_datetime=NOW")
    dialer360.advance(59)
    assert [row["status"] for row in dialer360.rows("callbacks")] == ["ACTIVE"]
    dialer360.advance(1)
    assert [row["status"] for row in dialer360.rows("callbacks")] == ["LIVE"]


def test_a_callback_needs_a_campaign(dialer360: Site) -> None:
    """The lead is held back all the same."""
    said = add(dialer360, "phone_number=7275550161&campaign_id=XYZ&callback=Y&callback_datetime=NOW")
    assert said.endswith("\nNOTICE: add_lead SCHEDULED CALLBACK NOT ADDED, CAMPAIGN NOT VALID - 193715|XYZ\n")
    assert dialer360.row("leads", 193715)["status"] == "CBHOLD"
    assert dialer360.rows("callbacks") == []


def test_a_callback_for_one_user_needs_the_user(dialer360: Site, observed: Site) -> None:
    """The software also tells the type."""
    query = "phone_number=7275550161&campaign_id=TESTCAMP&callback=Y&callback_datetime=NOW&callback_type=USERONLY"
    said = add(dialer360, f"{query}&callback_user=nope")
    assert said.endswith("\nNOTICE: add_lead SCHEDULED CALLBACK NOT ADDED, USER NOT VALID - 193715|TESTCAMP|nope|\n")
    said = add(observed, f"{query}&callback_user=nope")
    assert said.endswith(
        "\nNOTICE: add_lead SCHEDULED CALLBACK NOT ADDED, USER NOT VALID - 193002|TESTCAMP|nope|USERONLY\n"
    )


def test_what_comes_with_a_lead_is_told_in_one_order(dialer360: Site) -> None:
    """Further numbers, custom values, hopper, callback."""
    said = add(
        dialer360,
        "phone_number=7275550161&multi_alt_phones=7275550162_1_work&custom_fields=Y&favorite_color=red"
        "&add_to_hopper=Y&callback=Y&campaign_id=TESTCAMP&callback_datetime=NOW",
    )
    assert [line.partition(" - ")[0] for line in said.splitlines()] == [
        "SUCCESS: add_lead LEAD HAS BEEN ADDED",
        "NOTICE: add_lead MULTI-ALT-PHONE NUMBERS LOADED",
        "NOTICE: add_lead CUSTOM FIELDS VALUES ADDED",
        "NOTICE: add_lead ADDED TO HOPPER",
        "NOTICE: add_lead SCHEDULED CALLBACK ADDED",
    ]


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
