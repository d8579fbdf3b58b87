"""The widths of a lead's columns: what is longer is cut, in `add_lead` and in `update_lead`."""

import pytest

from contract_tests.conftest import Site
from contract_tests.dialer360.test_add_lead import add
from contract_tests.dialer360.test_update_lead import update

WIDTHS = {
    "vendor_lead_code": 20,
    "source_id": 50,
    "title": 4,
    "first_name": 30,
    "middle_initial": 1,
    "last_name": 30,
    "address1": 100,
    "address2": 100,
    "address3": 100,
    "city": 50,
    "state": 2,
    "province": 50,
    "postal_code": 10,
    "country_code": 3,
    "alt_phone": 12,
    "email": 70,
    "security_phrase": 100,
    "comments": 255,
    "owner": 20,
}
# List 107, in 14 digits and one too many.
LONG_LIST = "00000000000107" + "9"
CALLBACK = "campaign_id=TESTCAMP&callback=Y&callback_datetime=2026-01-06+09:30:00"


@pytest.mark.parametrize("column", WIDTHS)
def test_a_lead_is_added_with_what_its_columns_hold(dialer360: Site, column: str) -> None:
    """One character more than the document says is one too many."""
    width = WIDTHS[column]
    add(dialer360, f"phone_number=7275550161&{column}={'A' * (width + 1)}")
    assert dialer360.row("leads", 193715)[column] == "A" * width


@pytest.mark.parametrize("column", WIDTHS)
def test_a_lead_is_updated_with_what_its_columns_hold(dialer360: Site, column: str) -> None:
    """As when it is added."""
    width = WIDTHS[column]
    update(dialer360, f"lead_id=27&{column}={'A' * (width + 1)}")
    assert dialer360.row("leads", 27)[column] == "A" * width


def test_a_calling_code_has_10_digits(dialer360: Site) -> None:
    """Of a lead that is added, also where an update finds none."""
    add(dialer360, "phone_number=7275550161&phone_code=12345678901")
    absent = "search_method=PHONE_NUMBER&insert_if_not_found=Y&phone_number=7275550162&list_id=999"
    update(dialer360, f"{absent}&phone_code=12345678901")
    assert [dialer360.row("leads", lead)["phone_code"] for lead in (193715, 193716)] == ["1234567890"] * 2


def test_the_list_of_a_new_lead_has_14_digits(dialer360: Site) -> None:
    """The list that it was entered in too."""
    add(dialer360, f"phone_number=7275550161&list_id={LONG_LIST}&entry_list_id={LONG_LIST}")
    row = dialer360.row("leads", 193715)
    assert (row["list_id"], row["entry_list_id"]) == (107, 107)


def test_the_list_that_a_lead_goes_to_has_14_digits(dialer360: Site) -> None:
    """The list that it was entered in too."""
    update(dialer360, f"lead_id=27&list_id_field={LONG_LIST}&entry_list_id={LONG_LIST}")
    row = dialer360.row("leads", 27)
    assert (row["list_id"], row["entry_list_id"]) == (107, 107)


def test_the_list_that_is_searched_has_14_digits(dialer360: Site) -> None:
    """Lead 104 is in list 107."""
    found = dialer360.row("leads", 104)["phone_number"]
    query = f"search_method=PHONE_NUMBER&search_location=LIST&phone_number={found}&last_name=SMITH"
    update(dialer360, f"{query}&list_id={LONG_LIST}")
    assert dialer360.row("leads", 104)["last_name"] == "SMITH"


def test_the_list_whose_custom_fields_are_forced_has_14_digits(dialer360: Site) -> None:
    """List 999 has a field of that name."""
    update(dialer360, "lead_id=104&custom_fields=Y&force_entry_list_id=000000000009997&favorite_color=red")
    assert dialer360.row("custom_values", "999,104")["values"]["favorite_color"] == "red"


def test_status_and_comments_of_a_callback_have_6_and_255_characters(dialer360: Site) -> None:
    """Of one that comes with a new lead, and of one that is given to a lead."""
    callback = f"{CALLBACK}&callback_status=TOOLONG&callback_comments={'c' * 256}"
    add(dialer360, f"phone_number=7275550161&{callback}")
    update(dialer360, f"lead_id=27&{callback}")
    told = [(row["lead_status"], row["comments"]) for row in dialer360.rows("callbacks")]
    assert told == [("TOOLON", "c" * 255)] * 2
