"""The number plan: area codes, calling codes, postal codes and the offsets of zones, winter and summer."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringback.telephony.numbers import TZ_CODES, area, areas, country, offset_hours, postal_zone, state_zone

WINTER = datetime(2026, 1, 5, 17, tzinfo=UTC)
SUMMER = datetime(2025, 7, 7, 17, tzinfo=UTC)

CAPITAL_AND_STATES = (
    "AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR "
    "PA RI SC SD TN TX UT VA VT WA WI WV WY"
)
STATES = CAPITAL_AND_STATES.split()
TERRITORIES = ["AS", "GU", "MP", "PR", "VI"]
PROVINCES = ["AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT"]
ISLANDS = {"AG", "AI", "BB", "BM", "BS", "DM", "DO", "GD", "JM", "KN", "KY", "LC", "MS", "SX", "TC", "TT", "VC", "VG"}


@pytest.mark.parametrize(
    ("code", "state", "winter", "summer"),
    [
        ("727", "FL", -5, -4),
        ("312", "IL", -6, -5),
        ("480", "AZ", -7, -7),
        ("709", "NL", -3.5, -2.5),
        ("671", "GU", 10, 10),
        ("808", "HI", -10, -10),
        ("907", "AK", -9, -8),
        ("306", "SK", -6, -6),
        ("787", "PR", -4, -4),
        ("915", "TX", -7, -6),
        ("850", "FL", -6, -5),
        ("219", "IN", -6, -5),
        ("317", "IN", -5, -4),
        ("423", "TN", -5, -4),
        ("605", "SD", -6, -5),
        ("701", "ND", -6, -5),
        ("775", "NV", -8, -7),
        ("689", "FL", -5, -4),
        ("876", "", -5, -5),
        ("441", "", -4, -3),
    ],
)
def test_an_area_code_has_its_state_and_offsets(code: str, state: str, winter: float, summer: float) -> None:
    """Winter and summer, where they differ."""
    found = area(code)
    assert found is not None
    assert (found.code, found.state) == (code, state)
    assert (offset_hours(found.zone, WINTER), offset_hours(found.zone, SUMMER)) == (winter, summer)


@pytest.mark.parametrize("code", ["999", "555", "911", "800", "900", "600", "000", "123", "", "72", "7275", "abc"])
def test_what_is_no_area_code_is_not_found(code: str) -> None:
    """Service codes, freephone and fiction have no place."""
    assert area(code) is None


def test_every_state_has_an_area_code() -> None:
    """All fifty, the capital and the territories."""
    assert {*STATES, *TERRITORIES} == {found.state for found in areas() if found.country == "US"}


def test_every_province_has_an_area_code_but_those_that_share_one() -> None:
    """Prince Edward Island shares Nova Scotia's codes; the three territories share one."""
    assert set(PROVINCES) - {"PE", "NU", "YT"} == {found.state for found in areas() if found.country == "CA"}


def test_the_islands_of_the_plan_are_in_it() -> None:
    """Bermuda and the Caribbean: a country and no state."""
    islands = {found.country for found in areas() if not found.state}
    assert islands == ISLANDS


@pytest.mark.parametrize("code", ["235", "257", "324", "357", "457", "465", "471", "621", "624", "679", "837", "942"])
def test_recent_overlay_codes_are_in_service(code: str) -> None:
    """Codes opened from 2023 to 2026."""
    assert area(code) is not None


def test_area_codes_are_well_formed() -> None:
    """Three digits, the first from 2 to 9, in order and without doubles."""
    codes = [found.code for found in areas()]
    assert codes == sorted(set(codes))
    assert all(len(code) == 3 and code.isdigit() and code[0] in "23456789" and code[1] != "9" for code in codes)
    assert 450 <= len(codes) <= 480


def test_every_zone_in_the_tables_exists() -> None:
    """Each has an offset of its own."""
    zones = {found.zone for found in areas()} | set(TZ_CODES.values())
    zones |= {found.zone for code in range(1000) if (found := country(str(code)))}
    zones |= {zone for code in range(1000) if (zone := postal_zone(f"{code:03}01"))}
    assert len(zones) > 180
    assert all(-12 <= offset_hours(zone, WINTER) <= 14 for zone in zones)


@pytest.mark.parametrize(
    ("code", "iso", "zone"),
    [
        ("1", "US", "America/New_York"),
        ("44", "GB", "Europe/London"),
        ("61", "AU", "Australia/Sydney"),
        ("52", "MX", "America/Mexico_City"),
        ("353", "IE", "Europe/Dublin"),
        ("64", "NZ", "Pacific/Auckland"),
        ("7", "RU", "Europe/Moscow"),
        ("55", "BR", "America/Sao_Paulo"),
        ("91", "IN", "Asia/Kolkata"),
    ],
)
def test_a_calling_code_has_its_country_and_zone(code: str, iso: str, zone: str) -> None:
    """The zone that most people of the country live in."""
    found = country(code)
    assert found is not None
    assert (found.code, found.country, found.zone) == (code, iso, zone)


@pytest.mark.parametrize("code", ["", "0", "999", "800", "+44", "044", "870"])
def test_what_is_no_calling_code_of_a_country_is_not_found(code: str) -> None:
    """Satellite and freephone codes belong to no country."""
    assert country(code) is None


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("81009", "America/Denver"),
        ("81009-1234", "America/Denver"),
        ("33701", "America/New_York"),
        ("32501", "America/Chicago"),
        ("60601", "America/Chicago"),
        ("85001", "America/Phoenix"),
        ("79901", "America/Denver"),
        ("00601", "America/Puerto_Rico"),
        ("96910", "Pacific/Guam"),
        ("96801", "Pacific/Honolulu"),
        ("99501", "America/Anchorage"),
        ("46401", "America/Chicago"),
        ("37901", "America/New_York"),
        ("83814", "America/Los_Angeles"),
    ],
)
def test_a_postal_code_has_a_zone(code: str, zone: str) -> None:
    """By its first three digits."""
    assert postal_zone(code) == zone


@pytest.mark.parametrize(
    "code", ["", "8100", "00001", "K1A 0B1", "09012", "34001", "SW1A 1AA", "\u00b2\u00b2\u00b2\u00b2\u00b2"]
)
def test_what_is_no_postal_code_has_no_zone(code: str) -> None:
    """Too short, foreign, military or never issued."""
    assert postal_zone(code) is None


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_a_postal_code(state: str) -> None:
    """The zone of the state turns up among the postal codes."""
    assert state_zone(state) in {postal_zone(f"{prefix:03}01") for prefix in range(1000)}


@pytest.mark.parametrize("state", [*STATES, *TERRITORIES, *PROVINCES])
def test_every_state_and_province_has_a_zone(state: str) -> None:
    """However it is spelt."""
    assert state_zone(state) == state_zone(state.lower()) is not None


def test_a_state_belongs_to_its_country() -> None:
    """WA is Washington under 1 and Western Australia under 61."""
    assert (state_zone("WA"), state_zone("WA", "61")) == ("America/Los_Angeles", "Australia/Perth")
    assert state_zone("NSW", "61") == "Australia/Sydney"
    assert state_zone("NSW") is state_zone("XX") is state_zone("") is None


@pytest.mark.parametrize(
    ("code", "winter", "summer"),
    [
        ("EST", -5, -4),
        ("CST", -6, -5),
        ("MST", -7, -6),
        ("PST", -8, -7),
        ("AST", -4, -3),
        ("HST", -10, -10),
        ("AKST", -9, -8),
        ("NST", -3.5, -2.5),
        ("GMT", 0, 0),
        ("UTC", 0, 0),
        ("CET", 1, 2),
        ("EET", 2, 3),
        ("AEST", 11, 10),
    ],
)
def test_a_zone_code_stands_for_a_zone_with_its_clock_changes(code: str, winter: float, summer: float) -> None:
    """EST is the east coast, not five hours for ever."""
    zone = TZ_CODES[code]
    assert (offset_hours(zone, WINTER), offset_hours(zone, SUMMER)) == (winter, summer)


@pytest.mark.parametrize(
    ("zone", "change", "before", "after"),
    [
        ("America/New_York", datetime(2026, 3, 8, 7, tzinfo=UTC), -5, -4),
        ("America/New_York", datetime(2026, 11, 1, 6, tzinfo=UTC), -4, -5),
        ("Europe/London", datetime(2026, 3, 29, 1, tzinfo=UTC), 0, 1),
        ("Europe/London", datetime(2026, 10, 25, 1, tzinfo=UTC), 1, 0),
        ("Australia/Sydney", datetime(2026, 4, 4, 16, tzinfo=UTC), 11, 10),
        ("Australia/Lord_Howe", datetime(2026, 4, 4, 15, tzinfo=UTC), 11, 10.5),
    ],
)
def test_an_offset_changes_at_the_second_the_clocks_do(
    zone: str, change: datetime, before: float, after: float
) -> None:
    """A second earlier it is still the old one."""
    second = timedelta(seconds=1)
    assert [offset_hours(zone, at) for at in (change - second, change, change + second)] == [before, after, after]


def test_an_offset_may_hold_parts_of_an_hour() -> None:
    """Nepal is at five and three quarters."""
    assert offset_hours("Asia/Kathmandu", WINTER) == 5.75


def test_a_moment_may_be_told_in_any_zone() -> None:
    """The same moment, the same offset."""
    told = WINTER.astimezone(timezone(timedelta(hours=9)))
    assert offset_hours("America/Chicago", told) == offset_hours("America/Chicago", WINTER) == -6


def test_a_moment_without_a_zone_is_refused() -> None:
    """A naive moment is no moment."""
    with pytest.raises(ValueError, match="its zone"):
        offset_hours("America/Chicago", WINTER.replace(tzinfo=None))


@pytest.mark.parametrize("zone", ["", "Nowhere/Land", "../etc/passwd", "/etc/passwd", "America"])
def test_an_unknown_zone_is_refused(zone: str) -> None:
    """The message names it."""
    with pytest.raises(ValueError, match="unknown time zone"):
        offset_hours(zone, WINTER)


@given(
    st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2037, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from(["America/New_York", "Europe/London", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu"]),
)
def test_an_offset_is_the_one_of_the_zone_at_any_moment(at: datetime, zone: str) -> None:
    """Remembered offsets are never stale."""
    assert timedelta(hours=offset_hours(zone, at)) == at.astimezone(ZoneInfo(zone)).utcoffset()


@given(st.text(max_size=12))
def test_no_text_is_too_odd_to_look_up(text: str) -> None:
    """It is found or it is not."""
    assert area(text) is None or len(text) == 3
    assert country(text) is None or text.isdigit()
    assert postal_zone(text) is None or len(text) >= 5
    assert state_zone(text) is None or len(text) <= 3
