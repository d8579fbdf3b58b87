"""`check_phone_number`: the checks of `add_lead`, and what each method makes of a number. One form in both profiles."""

import pytest

from contract_tests.conftest import Site


def ask(site: Site, query: str, user: str = "6666") -> str:
    """Check a number as a user; the reply's body."""
    reply = site.get(f"source=test&user={user}&pass=1234&function=check_phone_number&{query}")
    assert reply.status_code == 200
    return reply.text


def test_a_number_is_looked_up_by_its_area_code(dialer360: Site, observed: Site) -> None:
    """Whether it may be called now, its offset, then what was sent."""
    query = "phone_number=3125551212&local_call_time=24hours"
    for site in (dialer360, observed):
        assert ask(site, query) == "AREACODE: 1|-6#PHONE: 3125551212|1||||\n"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (
            "owner=MST&postal_code=81009&tz_method=AREACODEPOSTALTZCODE",
            "AREACODE: 1|-6#POSTAL: 1|-7#TZCODE: 1|-7#PHONE: 3125551212|1|81009||MST|\n",
        ),
        ("tz_method=POSTAL", "POSTAL: 0|#PHONE: 3125551212|1||||\n"),
        ("tz_method=TZCODEPOSTAL&owner=QQQ&postal_code=12", "POSTAL: 0|#TZCODE: 0|#PHONE: 3125551212|1|12||QQQ|\n"),
        ("tz_method=FOO", "PHONE: 3125551212|1||||\n"),
        ("tz_method=POSTAL&postal_code=60601&phone_code=44", "POSTAL: 0|#PHONE: 3125551212|44|60601|||\n"),
        ("phone_code=999", "AREACODE: 0|#PHONE: 3125551212|999||||\n"),
        ("phone_code=12345678901", "AREACODE: 0|#PHONE: 3125551212|1234567890||||\n"),
        ("state=IL", "AREACODE: 1|-6#PHONE: 3125551212|1||IL||\n"),
    ],
)
def test_each_method_has_its_part_of_the_line(dialer360: Site, query: str, said: str) -> None:
    """In one order; a method with nothing to go by finds nothing."""
    assert ask(dialer360, f"phone_number=3125551212&local_call_time=24hours&{query}") == said


@pytest.mark.parametrize(
    ("call_time", "dialable"), [("24hours", 1), ("9am-9pm", 1), ("12pm-5pm", 0), ("5pm-9pm", 0), ("NEVER", 0)]
)
def test_a_number_is_dialable_within_the_hours(dialer360: Site, call_time: str, dialable: int) -> None:
    """It is eleven in the morning in Chicago."""
    said = ask(dialer360, f"phone_number=3125551212&local_call_time={call_time}")
    assert said == f"AREACODE: {dialable}|-6#PHONE: 3125551212|1||||\n"


@pytest.mark.parametrize(
    ("query", "tail"), [("local_call_time=badct", "badct|"), ("call_time=24hours", "|"), ("phone_number=7", "|")]
)
def test_the_call_time_must_exist(dialer360: Site, query: str, tail: str) -> None:
    """It is looked at ahead of the number."""
    said = ask(dialer360, query)
    assert said == f"ERROR: check_phone_number THIS IS NOT A VALID CALL TIME: |6666|{tail}\n"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("phone_number=72755", "INVALID PHONE NUMBER LENGTH - 72755|6666"),
        ("phone_number=7271551111&usacan_prefix_check=Y", "INVALID PHONE NUMBER PREFIX - 7271551111|6666"),
        ("phone_number=9995551111&usacan_areacode_check=Y", "INVALID PHONE NUMBER AREACODE - 9995551111|6666"),
        ("phone_number=7275559999&dnc_check=Y", "PHONE NUMBER IN DNC - 7275559999|6666"),
        ("phone_number=3125551130&dnc_check=AREACODE", "PHONE NUMBER IN DNC - 3125551130|6666"),
        (
            "phone_number=7275558888&campaign_dnc_check=Y&campaign_id=TESTCAMP",
            "PHONE NUMBER IN CAMPAIGN DNC - 7275558888|TESTCAMP|6666",
        ),
        ("phone_number=72755&tz_method=NANPA", "NANPA options disabled, NANPA prefix data not loaded - 0|6666"),
        (
            "phone_number=7275550161&nanpa_ac_prefix_check=Y",
            "NANPA options disabled, NANPA prefix data not loaded - 0|6666",
        ),
    ],
)
def test_a_number_is_refused(dialer360: Site, query: str, said: str) -> None:
    """Without NANPA data their options end the call."""
    assert ask(dialer360, f"local_call_time=24hours&{query}") == f"ERROR: check_phone_number {said}\n"


def test_with_nanpa_data_area_code_and_prefix_must_fit(dialer360: Site) -> None:
    """One pair is loaded."""
    dialer360.patch("settings", "system", nanpa_prefixes=["727555"])
    query = "local_call_time=24hours&nanpa_ac_prefix_check=Y&tz_method=NANPA"
    assert ask(dialer360, f"{query}&phone_number=7275550161") == "NANPA: 1|-5#PHONE: 7275550161|1||||\n"
    said = ask(dialer360, f"{query}&phone_number=7275560161")
    assert said == "ERROR: check_phone_number INVALID PHONE NUMBER NANPA AREACODE PREFIX - 7275560161|6666\n"


@pytest.mark.parametrize("user", ["7000", "noapi"])
def test_a_user_below_level_8_or_without_the_api_is_refused(dialer360: Site, user: str) -> None:
    """No other permission is needed."""
    said = ask(dialer360, "phone_number=3125551212&local_call_time=24hours", user)
    assert said == f"ERROR: check_phone_number USER DOES NOT HAVE PERMISSION TO CHECK PHONE NUMBERS: |{user}||\n"
