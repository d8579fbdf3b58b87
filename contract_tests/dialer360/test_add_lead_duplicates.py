"""`add_lead` and duplicates: what is compared with what, where, and in which order."""

import pytest

from contract_tests.conftest import Site

TWIN = "phone_number=7275550161&list_id=999&title=Dr&alt_phone=7275550162&first_name=Ada&last_name=Byron"


def add(site: Site, query: str) -> str:
    """Add a lead; the reply's body."""
    reply = site.get(f"source=test&user=6666&pass=1234&function=add_lead&{query}")
    assert reply.status_code == 200
    return reply.text


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
