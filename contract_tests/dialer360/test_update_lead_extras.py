"""What `update_lead` does besides a lead's own columns: custom values, callbacks, hopper, in both profiles.

In the handbook lead 27 is in list 999 with a custom value, 104 and 105 are in 107, which has no custom fields. In the
observed world 193000 is in list 101 with custom fields, 193001 in 202 without.
"""

from contract_tests.conftest import Site

NIGHT = 15 * 3600  # from noon to three in the morning, New York time


def update(site: Site, query: str) -> str:
    """Update leads; the reply's body."""
    reply = site.get(f"source=test&user=6666&pass=1234&function=update_lead&{query}")
    assert reply.status_code == 200
    return reply.text


def custom(site: Site, list_id: int, lead_id: int) -> dict[str, str] | None:
    """The custom values of a lead, None when it has no row."""
    rows = [row for row in site.rows("custom_values") if (row["list_id"], row["lead_id"]) == (list_id, lead_id)]
    return rows[0]["values"] if rows else None


def test_custom_values_go_with_the_lead_where_that_is_asked_for(dialer360: Site, observed: Site) -> None:
    """Otherwise they stay behind."""
    said = update(dialer360, "lead_id=27&delete_lead=Y&custom_fields=Y")
    assert said.endswith("\nNOTICE: update_lead CUSTOM FIELDS ENTRY DELETED 1 - 7275550127|6666|999|27|-5\n")
    assert custom(dialer360, 999, 27) is None
    update(dialer360, "lead_id=405794&delete_lead=Y")
    assert custom(dialer360, 101, 405794) == {"favorite_color": "green"}
    update(observed, "lead_id=193000&custom_fields=Y&cc_value=4")
    said = update(observed, "lead_id=193000&delete_lead=Y&custom_fields=Y")
    assert said.endswith("\nNOTICE: update_lead CUSTOM FIELDS ENTRY DELETED - |193000|101|0|101|\n")
    assert custom(observed, 101, 193000) is None


def test_custom_values_that_were_not_sent_stay(dialer360: Site) -> None:
    """The document speaks of updating fields."""
    dialer360.put("custom_fields", "999,size")
    said = update(dialer360, "lead_id=27&custom_fields=Y&size=XL")
    assert said == "NOTICE: update_lead CUSTOM FIELDS VALUES UPDATED - 7275550127|27|999\n"
    assert custom(dialer360, 999, 27) == {"favorite_color": "green", "size": "XL"}
    update(dialer360, "lead_id=27&custom_fields=Y&favorite_color=--BLANK--")
    assert custom(dialer360, 999, 27) == {"size": "XL"}


def test_the_software_blanks_custom_values_that_were_not_sent(observed: Site) -> None:
    """It writes every field of the list, and counts the rows."""
    said = update(observed, "lead_id=193000&custom_fields=Y&favorite_color=blue&cc_value=4")
    assert said == "NOTICE: update_lead CUSTOM FIELDS VALUES UPDATED - |193000|101|0|101|1\n"
    said = update(observed, "lead_id=193000&custom_fields=Y&cc_value=5")
    assert said == "NOTICE: update_lead CUSTOM FIELDS VALUES UPDATED - |193000|101|0|101|1\n"
    assert custom(observed, 101, 193000) == {"cc_value": "5"}
    said = update(observed, "lead_id=193000&custom_fields=Y&cc_value=5")
    assert said == "NOTICE: update_lead CUSTOM FIELDS VALUES UPDATED - |193000|101|0|101|0\n"


def test_the_list_of_custom_fields_may_be_forced(dialer360: Site, observed: Site) -> None:
    """Else it is the one the lead was entered in, else its own."""
    update(dialer360, "lead_id=104&custom_fields=Y&force_entry_list_id=101&favorite_color=red")
    assert custom(dialer360, 101, 104) == {"favorite_color": "red"}
    dialer360.patch("leads", 105, entry_list_id=999)
    update(dialer360, "lead_id=105&custom_fields=Y&favorite_color=red")
    assert custom(dialer360, 999, 105) == {"favorite_color": "red"}
    said = update(observed, "lead_id=193001&custom_fields=Y&force_entry_list_id=101&cc_value=77")
    assert said == "NOTICE: update_lead CUSTOM FIELDS VALUES UPDATED - |193001|202|101|101|1\n"


def test_custom_fields_may_be_missing(dialer360: Site, observed: Site) -> None:
    """In the list; the software says that they were not added."""
    said = update(dialer360, "lead_id=104&custom_fields=Y&favorite_color=x")
    assert said == (
        "NOTICE: update_lead CUSTOM FIELDS NOT UPDATED, NO CUSTOM FIELDS DEFINED FOR THIS LIST - 3125551212|104|107\n"
    )
    said = update(observed, "lead_id=193001&custom_fields=Y&favorite_color=x")
    assert said == (
        "NOTICE: update_lead CUSTOM FIELDS NOT ADDED, NO CUSTOM FIELDS DEFINED FOR THIS LIST - |193001|202\n"
    )


def test_no_custom_field_may_be_among_what_was_sent(dialer360: Site) -> None:
    """The lead itself is updated."""
    said = update(dialer360, "lead_id=27&custom_fields=Y&city=Boston&shape=round")
    assert said == (
        "SUCCESS: update_lead LEAD HAS BEEN UPDATED - 6666|27\n"
        "NOTICE: update_lead CUSTOM FIELDS NOT UPDATED, NO FIELDS DEFINED - 7275550127|27|999\n"
    )


def test_custom_fields_may_be_switched_off(dialer360: Site, observed: Site) -> None:
    """The software heeds that for new leads only."""
    for site in (dialer360, observed):
        site.patch("settings", "system", custom_fields_enabled=False)
    said = update(dialer360, "lead_id=27&custom_fields=Y&favorite_color=x")
    assert said == "NOTICE: update_lead CUSTOM FIELDS NOT UPDATED, CUSTOM FIELDS DISABLED - 7275550127|Y|0\n"
    said = update(observed, "lead_id=193000&custom_fields=Y&cc_value=4")
    assert said == "NOTICE: update_lead CUSTOM FIELDS VALUES UPDATED - |193000|101|0|101|1\n"
    new = "search_method=PHONE_NUMBER&insert_if_not_found=Y&phone_number=9999000077&phone_code=1&list_id=101"
    said = update(observed, f"{new}&custom_fields=Y&cc_value=4")
    assert "\nNOTICE: update_lead CUSTOM FIELDS NOT ADDED, CUSTOM FIELDS DISABLED - 9999000077|" in said


def test_a_lead_that_is_added_gets_custom_values(dialer360: Site) -> None:
    """And remembers whose they are."""
    new = "search_method=PHONE_NUMBER&insert_if_not_found=Y&phone_number=3125550161&phone_code=1&list_id=101"
    said = update(dialer360, f"{new}&custom_fields=Y&favorite_color=red")
    assert said.endswith("\nNOTICE: update_lead CUSTOM FIELDS VALUES UPDATED - 3125550161|193715|101\n")
    assert custom(dialer360, 101, 193715) == {"favorite_color": "red"}
    assert dialer360.row("leads", 193715)["entry_list_id"] == 101


def test_a_callback_is_scheduled(dialer360: Site) -> None:
    """For anyone unless it is for a user; the lead is held back until it is due."""
    said = update(dialer360, "lead_id=27&campaign_id=TESTCAMP&callback=Y&callback_datetime=2026-01-05+12:30:00")
    assert said == "NOTICE: update_lead SCHEDULED CALLBACK ADDED - 27|2026-01-05 12:30:00|TESTCAMP||ANYONE|CALLBK\n"
    assert dialer360.row("leads", 27)["status"] == "CBHOLD"
    dialer360.advance(1800)
    assert dialer360.row("leads", 27)["status"] == "CALLBK"


def test_the_software_does_not_hold_the_lead_back(observed: Site) -> None:
    """And tells the callback in another order."""
    said = update(
        observed,
        "lead_id=193000&campaign_id=TESTCAMP&callback=Y&callback_datetime=2031-01-01+00:00:00"
        "&callback_type=USERONLY&callback_user=1000",
    )
    assert said == (
        "NOTICE: update_lead SCHEDULED CALLBACK ADDED - 193000|TESTCAMP|2031-01-01 00:00:00|USERONLY|1000|CALLBK\n"
    )
    assert observed.row("leads", 193000)["status"] == "NEW"


def test_a_callback_is_changed(dialer360: Site) -> None:
    """By the fields that were sent; its new time counts, and it is active again."""
    update(dialer360, "lead_id=27&campaign_id=TESTCAMP&callback=Y&callback_datetime=2026-01-05+12:10:00")
    dialer360.advance(600)
    said = update(dialer360, "lead_id=27&callback=Y&callback_datetime=2026-01-05+13:00:00&callback_comments=Again")
    assert said == "NOTICE: update_lead SCHEDULED CALLBACK UPDATED - 27|2026-01-05 13:00:00|TESTCAMP||ANYONE|CALLBK\n"
    (row,) = dialer360.rows("callbacks")
    assert (row["status"], row["comments"]) == ("ACTIVE", "Again")
    dialer360.advance(3000)
    assert [row["status"] for row in dialer360.rows("callbacks")] == ["LIVE"]


def test_a_callback_goes_to_a_user_and_back_to_anyone(dialer360: Site) -> None:
    """With a user's group, and without."""
    update(dialer360, "lead_id=27&campaign_id=TESTCAMP&callback=Y&callback_datetime=NOW")
    said = update(dialer360, "lead_id=27&callback=Y&callback_type=USERONLY&callback_user=1028&callback_status=CBK")
    assert (
        said == "NOTICE: update_lead SCHEDULED CALLBACK UPDATED - 27|2026-01-05 12:00:00|TESTCAMP|1028|USERONLY|CBK\n"
    )
    assert [row["user_group"] for row in dialer360.rows("callbacks")] == ["AGENTS"]
    said = update(dialer360, "lead_id=27&callback=Y&callback_type=ANYONE")
    assert said == "NOTICE: update_lead SCHEDULED CALLBACK UPDATED - 27|2026-01-05 12:00:00|TESTCAMP||ANYONE|CBK\n"


def test_the_software_tells_back_what_was_sent_of_a_callback(observed: Site) -> None:
    """Blanks for the rest."""
    update(observed, "lead_id=193000&campaign_id=TESTCAMP&callback=Y&callback_datetime=NOW")
    said = update(observed, "lead_id=193000&callback=Y&callback_datetime=2031-01-01+00:00:00&callback_type=ANYONE")
    assert said == "NOTICE: update_lead SCHEDULED CALLBACK UPDATED - 193000||2031-01-01 00:00:00|ANYONE||\n"


def test_a_callback_is_not_changed_by_nothing(dialer360: Site) -> None:
    """The reply says so."""
    update(dialer360, "lead_id=27&campaign_id=TESTCAMP&callback=Y&callback_datetime=NOW")
    said = update(dialer360, "lead_id=27&callback=Y")
    assert said == "NOTICE: update_lead SCHEDULED CALLBACK NOT UPDATED, NO FIELDS SPECIFIED - 27|\n"


def test_a_new_callback_needs_campaign_and_user(dialer360: Site, observed: Site) -> None:
    """The lead is not held back then."""
    said = update(dialer360, "lead_id=27&campaign_id=XYZ&callback=Y&callback_datetime=NOW")
    assert said == "NOTICE: update_lead SCHEDULED CALLBACK NOT ADDED, CAMPAIGN NOT VALID - 27|XYZ\n"
    nobody = "campaign_id=TESTCAMP&callback=Y&callback_datetime=NOW&callback_type=USERONLY&callback_user=zz"
    said = update(dialer360, f"lead_id=27&{nobody}")
    assert said == "NOTICE: update_lead SCHEDULED CALLBACK NOT ADDED, USER NOT VALID - 27|TESTCAMP|zz|\n"
    assert dialer360.row("leads", 27)["status"] == "NEW"
    said = update(observed, f"lead_id=193000&{nobody}")
    assert said == "NOTICE: update_lead SCHEDULED CALLBACK NOT ADDED, USER NOT VALID - 193000|TESTCAMP|zz|USERONLY\n"


def test_a_callback_is_removed(dialer360: Site) -> None:
    """It goes to the archive and is never due; the reply counts, and comes where there was none too."""
    update(dialer360, "lead_id=27&campaign_id=TESTCAMP&callback=Y&callback_datetime=2026-01-05+12:30:00")
    said = update(dialer360, "lead_id=27&callback=REMOVE&city=Boston")
    assert said == (
        "SUCCESS: update_lead LEAD HAS BEEN UPDATED - 6666|27\n"
        "NOTICE: update_lead SCHEDULED CALLBACK DELETED - 6666|27|1|1\n"
    )
    assert len(dialer360.rows("callbacks_archive")) == 1
    dialer360.advance(3600)
    assert dialer360.row("leads", 27)["status"] == "CBHOLD"
    said = update(dialer360, "lead_id=27&callback=REMOVE")
    assert said == "NOTICE: update_lead SCHEDULED CALLBACK DELETED - 6666|27|0|0\n"


def test_a_lead_that_is_found_goes_to_the_hopper_once(dialer360: Site, observed: Site) -> None:
    """The software tells the number as it was sent, and the user last."""
    said = update(dialer360, "lead_id=27&add_to_hopper=Y&hopper_priority=99")
    assert said == "NOTICE: update_lead ADDED TO HOPPER - 7275550127|6666|27|1677922\n"
    assert dialer360.row("hopper", 1677922)["priority"] == 99
    said = update(dialer360, "lead_id=27&add_to_hopper=Y&no_update=Y")
    assert said == (
        "NOTICE: update_lead LEADS FOUND IN THE SYSTEM: |6666|27||7275550127|999|999\n"
        "NOTICE: update_lead NOT ADDED TO HOPPER, LEAD IS ALREADY IN THE HOPPER - 7275550127|27|6666\n"
    )
    assert update(observed, "lead_id=193000&add_to_hopper=Y") == (
        "NOTICE: update_lead ADDED TO HOPPER - |193000|1|6666\n"
    )


def test_outside_of_its_hours_a_lead_does_not_go_to_the_hopper(dialer360: Site) -> None:
    """It is three in the morning in New York."""
    dialer360.advance(NIGHT)
    said = update(dialer360, "lead_id=27&city=A&add_to_hopper=Y&hopper_local_call_time_check=Y")
    assert said == (
        "SUCCESS: update_lead LEAD HAS BEEN UPDATED - 6666|27\n"
        "NOTICE: update_lead NOT ADDED TO HOPPER, OUTSIDE OF LOCAL TIME - 7275550127|27|-5|0|6666\n"
    )


def test_the_hopper_takes_the_lead_whose_id_was_sent(observed: Site) -> None:
    """Whichever was found by other means."""
    said = update(
        observed, "search_method=PHONE_NUMBER&lead_id=99999999&phone_number=7275550001&no_update=Y&add_to_hopper=Y"
    )
    assert said.endswith("\nNOTICE: update_lead NOT ADDED TO HOPPER, LEAD NOT FOUND - 7275550001|99999999|6666\n")
