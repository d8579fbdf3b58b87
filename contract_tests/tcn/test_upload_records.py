"""The records of an uploaded file (5): how they are split, and what becomes of duplicate and absent numbers."""

from typing import Any

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import file, upload

TWICE = "ann,a,8015550100\nbob,b,(801) 555-0100\ncat,c,8015550101\n"


def contacts(site: Site, group: int = 804) -> list[dict[str, Any]]:
    """The contacts of a group, by default of the first that is uploaded."""
    return [row for row in site.rows("contacts", app="tcn") if row["contact_group_sid"] == group]


def names(site: Site, group: int = 804) -> list[str]:
    """The first names of a group's contacts."""
    return [row["values"][0] for row in contacts(site, group)]


def test_quoted_values_may_hold_the_delimiter(tcn: Site) -> None:
    """The import template names the quote."""
    upload(tcn, file(data='"Smith, Jr.",x,8015550100\n'))
    assert contacts(tcn)[0]["values"] == ["Smith, Jr.", "x", "8015550100"]


def test_missing_columns_at_the_end_are_blank(tcn: Site) -> None:
    """A record without a number is kept unless told otherwise."""
    upload(tcn, file(data="ann\nbob,b,8015550100\n"))
    assert [row["values"] for row in contacts(tcn)] == [["ann", "", ""], ["bob", "b", "8015550100"]]


def test_a_fixed_width_file_is_cut_by_its_columns(tcn: Site) -> None:
    """Template 28: three columns of ten."""
    upload(tcn, file(data="ann       archer    8015550100\n", import_template_number="28"))
    assert contacts(tcn)[0]["values"] == ["ann", "archer", "8015550100"]


def test_another_delimiter_and_quote_are_the_templates(tcn: Site) -> None:
    """Template 29: bars and apostrophes, two numbers."""
    upload(tcn, file(data="'A|B'|8015550100|435-555-0101|84770||1.50\n", import_template_number="29"))
    row = contacts(tcn)[0]
    assert (row["values"][0], row["numbers"]) == ("A|B", ["8015550100", "4355550101"])


def test_numbers_lose_punctuation_and_the_leading_one(tcn: Site) -> None:
    """The values stay as they came."""
    upload(tcn, file(data="ann,a,+1 (801) 555-0100\n"))
    assert (contacts(tcn)[0]["values"][2], contacts(tcn)[0]["numbers"]) == ("+1 (801) 555-0100", ["8015550100"])


def test_short_numbers_get_the_default_area_code(tcn: Site) -> None:
    """Seven digits only."""
    upload(tcn, file(data="ann,a,555-0100\nbob,b,8015550101\ncat,c,50102\n", default_area_code="435"))
    assert [row["numbers"] for row in contacts(tcn)] == [["4355550100"], ["8015550101"], ["50102"]]


@pytest.mark.parametrize("handle", [None, "", "Keep and Discard", "of another kind"])
def test_a_duplicate_number_is_discarded_and_its_record_kept(tcn: Site, handle: str | None) -> None:
    """The default."""
    upload(tcn, file(data=TWICE, duplicate_handle=handle))
    assert [row["numbers"] for row in contacts(tcn)] == [["8015550100"], [""], ["8015550101"]]


@pytest.mark.parametrize("handle", [None, "", "of another kind"])
def test_what_is_not_said_of_duplicates_and_absent_numbers_is_as_the_account_prefers(
    tcn: Site, handle: str | None
) -> None:
    """Nor does a word that nobody knows say anything."""
    tcn.patch("accounts", 1001, app="tcn", duplicate_handle="Discard", absent_number_handle="Discard")
    data = TWICE + "dan,d,\n"
    upload(tcn, file(data=data, duplicate_handle=handle, absent_number_handle=handle))
    assert names(tcn) == ["ann", "cat"]


def test_what_is_done_with_duplicates_and_absent_numbers_is_said_in_any_case(tcn: Site) -> None:
    """As the dial order is."""
    upload(tcn, file(data=TWICE + "dan,d,\n", duplicate_handle="DISCARD", absent_number_handle="discard"))
    assert names(tcn) == ["ann", "cat"]


def test_duplicates_can_be_allowed(tcn: Site) -> None:
    """Record and number are both kept."""
    upload(tcn, file(data=TWICE, duplicate_handle="Allow"))
    assert [row["numbers"] for row in contacts(tcn)] == [["8015550100"], ["8015550100"], ["8015550101"]]


def test_duplicates_can_be_discarded_with_their_record(tcn: Site) -> None:
    """The first stays."""
    upload(tcn, file(data=TWICE, duplicate_handle="Discard"))
    assert names(tcn) == ["ann", "cat"]


def test_duplicates_can_make_a_list_of_their_own(tcn: Site) -> None:
    """It is saved, not scheduled."""
    upload(tcn, file(data=TWICE, duplicate_handle="Duplicate List"))
    assert (names(tcn), names(tcn, 805)) == (["ann", "cat"], ["bob"])
    assert tcn.row("contact_groups", 805, app="tcn")["description"] == "Testing 123 (duplicates)"
    assert tcn.row("task_groups", 998547, app="tcn")["records"] == 2


def test_the_same_number_twice_in_a_record_is_a_duplicate_too(tcn: Site) -> None:
    """Template 29 has two number columns."""
    upload(tcn, file(data="ann|8015550100|8015550100|||\n", import_template_number="29"))
    assert contacts(tcn)[0]["numbers"] == ["8015550100", ""]


def test_records_without_a_number_are_kept_or_discarded(tcn: Site) -> None:
    """Keep is the default."""
    data = "ann,a,\nbob,b,8015550100\n"
    upload(tcn, file(data=data))
    upload(tcn, file(data=data, absent_number_handle="Discard", sha_digest_override="true"))
    assert (names(tcn), names(tcn, 805)) == (["ann", "bob"], ["bob"])


def test_only_absent_numbers_leave_nothing_to_save(tcn: Site) -> None:
    """When they are discarded."""
    assert upload(tcn, file(data="ann,a,\n", absent_number_handle="Discard")) == (
        400,
        "Specified Contact Group invalid!",
    )


def places(site: Site) -> list[str]:
    """The first names of the records in the order of dialling."""
    records = sorted(
        (row for row in site.rows("task_records", app="tcn") if row["task_sid"] == 998547), key=lambda row: row["place"]
    )
    by_id = {row["contact_id"]: row["values"][0] for row in site.rows("contacts", app="tcn")}
    return [by_id[record["contact_id"]] for record in records]


def test_records_are_dialled_as_they_come_unless_told_otherwise(tcn: Site) -> None:
    """The order of the file."""
    upload(tcn, file(data="west,w,2135550100\neast,e,2125550100\n"))
    assert places(tcn) == ["west", "east"]


def test_follow_the_sun_dials_from_east_to_west(tcn: Site) -> None:
    """New York, Denver, Los Angeles, Honolulu."""
    data = "la,x,2135550100\nhawaii,x,8085550100\nny,x,2125550100\ndenver,x,3035550100\n"
    upload(tcn, file(data=data, follow_the_sun="true"))
    assert places(tcn) == ["ny", "denver", "la", "hawaii"]


def test_random_order_is_another_order_fixed_by_the_seed(tcn: Site) -> None:
    """Every record is there once."""
    people = [f"p{number}" for number in range(20)]
    data = "".join(f"{name},x,80155501{place:02}\n" for place, name in enumerate(people))
    upload(tcn, file(data=data, randomize_contacts="true"))
    assert places(tcn) != people
    assert sorted(places(tcn)) == sorted(people)


def test_unknown_parameters_of_the_file_are_ignored(tcn: Site) -> None:
    """Later editions know more."""
    assert upload(tcn, file(**{"file.1.from_the_future": "1", "file.2.description": "x"})) == (200, "998547")
