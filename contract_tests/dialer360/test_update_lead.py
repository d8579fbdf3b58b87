"""`update_lead`, in both profiles: how leads are found, what changes in them, who comes and goes.

In the handbook lead 27 is in list 999 (campaign TESTCAMP), 104 and 105 are in 107 (TESTBLND), 81071 and the newer 81072
share a number in 8107. In the observed world 193000 and the newer 193001 share number and vendor
code, in lists 101 and 202.
"""

from typing import Any

import pytest

from contract_tests.conftest import Site


def update(site: Site, query: str, user: str = "6666") -> str:
    """Update leads as a user; the reply's body."""
    reply = site.get(f"source=test&user={user}&pass=1234&function=update_lead&{query}")
    assert reply.status_code == 200
    return reply.text


def restrict(site: Site) -> None:
    """Make a user who may only touch the lists of TESTBLND."""
    site.put("user_groups", "CLOSED", allowed_campaigns=["TESTBLND"])
    rights: dict[str, Any] = {
        "user_level": 9,
        "vdc_agent_api_access": True,
        "modify_leads": True,
        "api_list_restrict": True,
    }
    site.put("users", "closed", **{"pass": "1234", "user_group": "CLOSED", **rights})


def test_a_lead_is_updated_by_its_id(dialer360: Site) -> None:
    """What was not sent stays."""
    assert update(dialer360, "lead_id=27&last_name=SMITH") == "SUCCESS: update_lead LEAD HAS BEEN UPDATED - 6666|27\n"
    row = dialer360.row("leads", 27)
    assert (row["first_name"], row["last_name"], row["user"]) == ("Ann", "SMITH", "")


def test_the_software_counts_the_rows_that_changed(observed: Site) -> None:
    """None when the values were there already."""
    said = update(observed, "lead_id=193000&last_name=SMITH")
    assert said == "SUCCESS: update_lead LEAD HAS BEEN UPDATED - 6666|193000|1\n"
    said = update(observed, "lead_id=193000&last_name=SMITH")
    assert said == "SUCCESS: update_lead LEAD HAS BEEN UPDATED - 6666|193000|0\n"


@pytest.mark.parametrize(
    "query",
    ["lead_id=27", "lead_id=27&last_name=", "lead_id=27&phone_number=7275550199", "lead_id=27&reset_lead=y"],
)
def test_when_nothing_is_to_change_the_reply_is_empty(dialer360: Site, query: str) -> None:
    """Blank values count for nothing, a number only with its switch."""
    before = dialer360.row("leads", 27)
    assert update(dialer360, query) == ""
    assert dialer360.row("leads", 27) == before


def test_every_editable_column_changes(dialer360: Site) -> None:
    """Each parameter has a column; user, list and number have others' names."""
    sent = {
        "vendor_lead_code": "VL-1",
        "source_id": "mail",
        "title": "Mrs",
        "first_name": "Ada",
        "middle_initial": "K",
        "last_name": "Byron",
        "address1": "1234 Main St.",
        "address2": "Apt. 5",
        "address3": "Rear",
        "city": "Chicago",
        "state": "IL",
        "province": "Cook",
        "postal_code": "60411",
        "country_code": "USA",
        "gender": "M",
        "date_of_birth": "1970-12-31",
        "alt_phone": "7085550162",
        "email": "ada@example.test",
        "security_phrase": "open up",
        "comments": "calls back",
        "owner": "EAST",
        "status": "OLD",
    }
    query = "&".join(f"{name}={value}" for name, value in sent.items())
    update(
        dialer360,
        f"lead_id=27&{query}&user_field=1028&list_id_field=107&rank=3&called_count=7&gmt_offset_now=-8&entry_list_id=101"
        "&phone_number=7085550161&update_phone_number=Y",
    )
    row = dialer360.row("leads", 27)
    assert {name: row[name] for name in sent} == sent
    assert (row["user"], row["list_id"], row["phone_number"]) == ("1028", 107, "7085550161")
    assert (row["rank"], row["called_count"], row["gmt_offset_now"], row["entry_list_id"]) == (3, 7, -8, 101)


@pytest.mark.parametrize(
    ("sent", "column", "kept"),
    [
        ("status=WAYTOOLONG", "status", "WAYTOO"),
        ("rank=999999", "rank", 32767),
        ("called_count=999999", "called_count", 65535),
        ("gmt_offset_now=-3.5", "gmt_offset_now", -3.5),
        ("gmt_offset_now=500", "gmt_offset_now", 99.99),
        ("gender=X", "gender", ""),
        ("date_of_birth=tomorrow-", "date_of_birth", "0000-00-00"),
        ("user_field=" + "u" * 21, "user", "u" * 20),
    ],
)
def test_a_column_keeps_what_it_can_hold(dialer360: Site, sent: str, column: str, kept: object) -> None:
    """Nothing is refused."""
    assert update(dialer360, f"lead_id=27&{sent}") == "SUCCESS: update_lead LEAD HAS BEEN UPDATED - 6666|27\n"
    assert dialer360.row("leads", 27)[column] == kept


@pytest.mark.parametrize(
    ("name", "column", "empty"),
    [
        ("first_name", "first_name", ""),
        ("title", "title", ""),
        ("middle_initial", "middle_initial", ""),
        ("gender", "gender", ""),
        ("country_code", "country_code", ""),
        ("user_field", "user", ""),
        ("date_of_birth", "date_of_birth", "0000-00-00"),
        ("rank", "rank", 0),
    ],
)
def test_blank_clears_a_column(dialer360: Site, observed: Site, name: str, column: str, empty: object) -> None:
    """Of any width and kind, in both profiles: what the document says it is for."""
    filled = {"first_name": "Ada", "title": "Mr", "middle_initial": "K", "gender": "M", "country_code": "USA"}
    for site, lead_id in ((dialer360, 27), (observed, 193000)):
        site.patch("leads", lead_id, user="1000", date_of_birth="1970-12-31", rank=5, **filled)
        assert update(site, f"lead_id={lead_id}&{name}=--BLANK--").startswith("SUCCESS: ")
        assert site.row("leads", lead_id)[column] == empty


def test_a_lead_is_reset(dialer360: Site) -> None:
    """It counts as not called again."""
    dialer360.patch("leads", 27, called_since_last_reset="Y")
    assert update(dialer360, "lead_id=27&reset_lead=Y") == "SUCCESS: update_lead LEAD HAS BEEN UPDATED - 6666|27\n"
    assert dialer360.row("leads", 27)["called_since_last_reset"] == "N"


@pytest.mark.parametrize(
    ("query", "tail", "observed_tail"),
    [
        ("", "SYSTEM|||", "LEAD_ID|||"),
        ("search_method=FOO_BAR&lead_id=27", "SYSTEM|27||", "FOO_BAR|27||"),
        ("search_method=PHONE_NUMBER&lead_id=27", "SYSTEM|27||", "PHONE_NUMBER|27||"),
        ("search_method=PHONE_NUMBER&phone_number=72755", "SYSTEM|||72755", "PHONE_NUMBER|||72755"),
        ("search_method=phone_number&phone_number=7275550127", "SYSTEM|||7275550127", "phone_number|||7275550127"),
        ("search_location=LIST&list_id=999", "LIST|||", "LEAD_ID|||"),
        ("search_location=LIST&list_id=98", "SYSTEM|||", "LEAD_ID|||"),
        ("search_location=CAMPAIGN&vendor_lead_code=x", "SYSTEM||x|", "LEAD_ID||x|"),
    ],
)
def test_a_search_needs_a_method_and_its_key(
    dialer360: Site, observed: Site, query: str, tail: str, observed_tail: str
) -> None:
    """The document's reply tells the location, the software's the method."""
    assert update(dialer360, query) == f"ERROR: update_lead NO VALID SEARCH METHOD - 6666|{tail}\n"
    assert update(observed, query) == f"ERROR: update_lead NO VALID SEARCH METHOD - 6666|{observed_tail}\n"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("lead_id=27", [27]),
        ("lead_id=0000000027", [27]),
        ("search_method=ID&lead_id=27", [27]),
        ("search_method=VENDOR_LEAD_CODE&vendor_lead_code=1000019", [20019]),
        ("search_method=PHONE_NUMBER&phone_number=9999000019", [81072]),
        ("search_method=PHONE_NUMBER&phone_number=9999000019&records=abc", [81072]),
        ("search_method=PHONE_NUMBER&phone_number=9999000019&records=9", [81072, 81071]),
        ("search_method=PHONE_NUMBER&phone_number=3125551212&records=9", [12345, 104]),
        ("search_method=PHONE_NUMBER&phone_number=3125551212&records=9&search_location=LIST&list_id=107", [104]),
        ("search_method=PHONE_NUMBER&phone_number=3125551212&records=9&search_location=CAMPAIGN&list_id=101", [12345]),
        ("search_method=PHONE_NUMBER&phone_number=3125551212&records=9&search_location=LIST", [12345, 104]),
        ("search_method=LEAD_ID_PHONE_NUMBER&lead_id=27&phone_number=9999000019", [27]),
        ("search_method=LEAD_ID_PHONE_NUMBER&lead_id=28&phone_number=9999000019", [81072]),
        (
            "search_method=LEAD_ID_VENDOR_LEAD_CODE_PHONE_NUMBER&vendor_lead_code=1000019&phone_number=9999000019",
            [20019],
        ),
        ("lead_id=27&search_location=LIST&list_id=101", []),
        ("lead_id=27&search_location=CAMPAIGN&list_id=107", []),
        ("lead_id=27&search_location=CAMPAIGN&list_id=55555", []),
        ("lead_id=99999999999999999999", []),
    ],
)
def test_leads_are_found(dialer360: Site, query: str, found: list[int]) -> None:
    """The newest first; a later method only where the earlier found nothing."""
    lines = [f"SUCCESS: update_lead LEAD HAS BEEN UPDATED - 6666|{lead_id}\n" for lead_id in found]
    said = update(dialer360, f"{query}&city=Boston")
    assert said == "".join(lines) if found else said.startswith("ERROR: update_lead NO MATCHES FOUND IN THE SYSTEM - ")


def test_vendor_codes_are_compared_in_any_case(observed: Site) -> None:
    """VLC1 is vlc1."""
    said = update(observed, "search_method=VENDOR_LEAD_CODE&vendor_lead_code=vlc1&records=5&city=A")
    assert [line.split("|")[1] for line in said.splitlines()] == ["193001", "193000"]


def test_no_match_is_an_error(dialer360: Site, observed: Site) -> None:
    """With what was looked for."""
    query = "search_method=LEAD_ID_VENDOR_LEAD_CODE&lead_id=4567&vendor_lead_code=897&last_name=X"
    assert update(dialer360, query) == "ERROR: update_lead NO MATCHES FOUND IN THE SYSTEM - 6666|4567|897|\n"
    assert update(observed, query) == "ERROR: update_lead NO MATCHES FOUND IN THE SYSTEM: |6666|4567|897|\n"


def test_without_update_the_reply_only_tells_what_is_there(dialer360: Site) -> None:
    """The lead's own values, and nothing changes."""
    said = update(dialer360, "search_method=VENDOR_LEAD_CODE&vendor_lead_code=1000019&no_update=Y&city=Boston")
    assert said == "NOTICE: update_lead LEADS FOUND IN THE SYSTEM: |6666|20019|1000019|7275550119|999|0\n"
    assert dialer360.row("leads", 20019)["city"] == ""


def test_the_software_tells_back_what_was_asked(observed: Site) -> None:
    """Only list and entry list are the lead's; of several leads the first counts."""
    said = update(observed, "search_method=PHONE_NUMBER&phone_number=7275550001&no_update=Y&records=10")
    assert said == "NOTICE: update_lead LEADS FOUND IN THE SYSTEM: |6666|193001||7275550001|202|0\n"
    said = update(observed, "search_method=PHONE_NUMBER&lead_id=99999999&phone_number=7275550001&no_update=Y")
    assert said == "NOTICE: update_lead LEADS FOUND IN THE SYSTEM: |6666|99999999||7275550001|202|0\n"


def test_without_update_no_match_is_a_notice(dialer360: Site, observed: Site) -> None:
    """The hopper is left alone."""
    query = "lead_id=99999999&no_update=Y&add_to_hopper=Y&insert_if_not_found=Y"
    assert update(dialer360, query) == "NOTICE: update_lead NO MATCHES FOUND IN THE SYSTEM - 6666|99999999||\n"
    assert update(observed, query) == "NOTICE: update_lead NO MATCHES FOUND IN THE SYSTEM: |6666|99999999||\n"


def test_a_lead_that_is_not_found_is_added(dialer360: Site) -> None:
    """With the columns that were sent; it is new, and the API user's."""
    said = update(
        dialer360,
        "search_method=PHONE_NUMBER&insert_if_not_found=Y&phone_number=3125550161&phone_code=1&list_id=101"
        "&first_name=Bob&user_field=1028&called_count=4",
    )
    assert said == (
        "NOTICE: update_lead NO MATCHES FOUND IN THE SYSTEM - 6666|||3125550161\n"
        "SUCCESS: update_lead LEAD HAS BEEN ADDED - 3125550161|6666|101|193715|-6\n"
    )
    row = dialer360.row("leads", 193715)
    assert (row["status"], row["user"], row["first_name"], row["gender"]) == ("NEW", "6666", "Bob", "U")
    assert (row["list_id"], row["called_count"], row["gmt_offset_now"]) == (101, 4, -6)


def test_the_software_adds_without_defaults(observed: Site) -> None:
    """Neither a gender, nor callback and hopper; list_id_field and status count."""
    said = update(
        observed,
        "search_method=PHONE_NUMBER&insert_if_not_found=Y&phone_number=9999000033&phone_code=1&list_id=999"
        "&list_id_field=107&status=OLD&add_to_hopper=Y&callback=Y&campaign_id=TESTCAMP&callback_datetime=NOW",
    )
    assert said == (
        "NOTICE: update_lead NO MATCHES FOUND IN THE SYSTEM: |6666|||9999000033\n"
        "SUCCESS: update_lead LEAD HAS BEEN ADDED - 9999000033|107|193002|-5|6666\n"
    )
    row = observed.row("leads", 193002)
    assert (row["gender"], row["status"], row["list_id"]) == ("", "OLD", 107)
    assert observed.rows("callbacks") == []


@pytest.mark.parametrize(
    ("query", "tail"),
    [
        ("search_method=PHONE_NUMBER&phone_number=3125550161&list_id=999", "3125550161||999"),
        ("search_method=PHONE_NUMBER&phone_number=3125550161&phone_code=1&list_id=99", "3125550161|1|99"),
        ("search_method=PHONE_NUMBER&phone_number=3125550161&phone_code=1", "3125550161|1|"),
        ("search_method=VENDOR_LEAD_CODE&vendor_lead_code=zzz", "||"),
    ],
)
def test_an_insertion_needs_number_code_and_list(dialer360: Site, observed: Site, query: str, tail: str) -> None:
    """Else nothing is added."""
    before = len(dialer360.rows("leads"))
    _, refused = update(dialer360, f"{query}&insert_if_not_found=Y").splitlines()
    assert refused == f"ERROR: update_lead INVALID DATA FOR LEAD INSERTION - 6666|{tail}"
    _, refused = update(observed, f"{query}&insert_if_not_found=Y").splitlines()
    assert refused == f"ERROR: update_lead INVALID DATA FOR LEAD INSERTION - 6666|{tail}|Y"
    assert len(dialer360.rows("leads")) == before


def test_a_lead_that_is_found_is_not_added_again(dialer360: Site) -> None:
    """It is updated."""
    query = "search_method=PHONE_NUMBER&insert_if_not_found=Y&phone_number=7275550127&phone_code=1&list_id=999"
    assert update(dialer360, f"{query}&city=A") == "SUCCESS: update_lead LEAD HAS BEEN UPDATED - 6666|27\n"


def test_a_lead_is_deleted_with_its_callbacks(dialer360: Site, observed: Site) -> None:
    """They go to the archive; the software counts them, the document's reply tells the lead."""
    callback = "campaign_id=TESTCAMP&callback=Y&callback_datetime=NOW"
    update(dialer360, f"lead_id=27&{callback}")
    said = update(dialer360, "lead_id=27&delete_lead=Y")
    assert said == "SUCCESS: update_lead LEAD HAS BEEN DELETED - 7275550127|6666|999|27|-5\n"
    update(observed, f"lead_id=193000&{callback}")
    said = update(observed, "lead_id=193000&delete_lead=Y")
    assert said == "SUCCESS: update_lead LEAD HAS BEEN DELETED 1|1 - 6666|193000|1\n"
    for site, lead_id in ((dialer360, 27), (observed, 193000)):
        assert lead_id not in [row["lead_id"] for row in site.rows("leads")]
        assert site.rows("callbacks") == []
        assert [row["lead_id"] for row in site.rows("callbacks_archive")] == [lead_id]


def test_a_deleted_lead_stays_in_the_hopper_and_is_not_found_for_it(dialer360: Site) -> None:
    """Its row is only skipped when it is its turn."""
    update(dialer360, "lead_id=27&add_to_hopper=Y")
    said = update(dialer360, "lead_id=27&delete_lead=Y&add_to_hopper=Y&phone_number=7275550127")
    assert said == (
        "SUCCESS: update_lead LEAD HAS BEEN DELETED - 7275550127|6666|999|27|-5\n"
        "NOTICE: update_lead NOT ADDED TO HOPPER, LEAD NOT FOUND - 7275550127|27|6666\n"
    )
    assert [row["lead_id"] for row in dialer360.rows("hopper")] == [27]


@pytest.mark.parametrize("user", ["7000", "noapi"])
def test_a_user_without_the_permission_is_refused(dialer360: Site, user: str) -> None:
    """Level 8, access to the API and the right to modify leads are needed."""
    said = update(dialer360, "lead_id=27&city=A", user)
    assert said == f"ERROR: update_lead USER DOES NOT HAVE PERMISSION TO UPDATE LEADS IN THE SYSTEM - {user}|0\n"


def test_a_restricted_user_touches_allowed_lists_only(dialer360: Site) -> None:
    """The list that is named, and that of each lead that is found."""
    restrict(dialer360)
    said = update(dialer360, "lead_id=104&city=A", "closed")
    assert said == "SUCCESS: update_lead LEAD HAS BEEN UPDATED - closed|104\n"
    said = update(dialer360, "lead_id=104&list_id=999&city=A", "closed")
    assert said == "ERROR: update_lead NOT AN ALLOWED LIST ID - |999\n"
    said = update(dialer360, "lead_id=27&city=A", "closed")
    assert said == "ERROR: update_lead NOT AN ALLOWED LIST ID - 7275550127|999\n"
    assert dialer360.row("leads", 27)["city"] == ""


def test_the_software_only_tells_the_list_of_a_lead_that_is_found(observed: Site) -> None:
    """The user's group has the lists of campaign OTHER."""
    said = update(observed, "lead_id=193000&city=X", "limf")
    assert said == "ERROR: update_lead NOT AN ALLOWED LIST ID - 101\n"
