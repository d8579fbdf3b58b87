"""What comes with a lead that is added: further numbers, custom values, a place in the hopper, a callback."""

from typing import Any

import pytest

from contract_tests.conftest import Site

NIGHT = 15 * 3600  # from noon to three in the morning, New York time


def add(site: Site, query: str) -> str:
    """Add a lead; the reply's body."""
    reply = site.get(f"source=test&user=6666&pass=1234&function=add_lead&{query}")
    assert reply.status_code == 200
    return reply.text


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
def test_hours_depend_on_weekday_and_state(dialer360: Site, windows: dict[str, Any], query: str, allowed: bool) -> None:
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
