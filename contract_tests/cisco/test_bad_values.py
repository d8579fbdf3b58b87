"""Bad values, paths, methods and queries: each is refused with an error that names it, and changes nothing."""

from xml.etree import ElementTree

import pytest

from contract_tests.cisco.conftest import BASE, Cisco, campaign, error, errors


@pytest.mark.parametrize(
    "number",
    [
        "9" * 30,
        "-" + "9" * 30,
        "9" * 5000,
        "1e400",
        "-1e400",
        "1" + "0" * 400 + ".5",
        "0x10",
        "NaN",
        "INF",
        "1,5",
        "1_0",
        "\u0663",
    ],
)
def test_huge_and_odd_numbers_are_refused(cisco: Cisco, number: str) -> None:
    """Those that are numbers as out of range, the others as no values."""
    named = ("maxAttempts", "linesPerAgent", "predictiveGain", "minimumCallDuration")
    more = "".join(f"<{name}>{number}</{name}>" for name in named)
    told = errors(cisco.call("POST", "/campaign", campaign(more=more).encode()))
    assert sorted(one.data for one in told) == sorted(named)
    assert {one.type for one in told} <= {"invalidInput.outOfRange", "invalidInput.invalidValue"}
    assert cisco.listed("/campaign") == ["APIoct1", "contacts"]


@pytest.mark.parametrize("stamp", ["", "-1", "47", "49", "x", "9" * 40, "4.8e1", "<a/>", "48.0"])
def test_a_change_stamp_that_is_not_the_present_one_fails_the_update(cisco: Cisco, stamp: str) -> None:
    """Missing, wrong or no number at all."""
    before = cisco.rows("campaigns")
    body = f"<campaign><changeStamp>{stamp}</changeStamp><maxAttempts>9</maxAttempts></campaign>"
    assert error(cisco.call("PUT", "/campaign/5168", body)).data == "changeStamp"
    assert error(cisco.call("PUT", "/campaign/5168", "<campaign/>")).type == "invalidInput.fieldRequired"
    assert cisco.rows("campaigns") == before


@pytest.mark.parametrize(
    "reference",
    [
        "",
        "  ",
        "5003",
        "skillgroup/5003",
        f"{BASE}/skillgroup/9999",
        f"{BASE}/skillgroup/x",
        f"{BASE}/skillgroup/",
        f"{BASE}/skillgroup/-1",
        f"{BASE}/skillgroup/{'9' * 50}",
        f"{BASE}/agent/5050",
        f"{BASE}/SkillGroup/5003",
        "\u0661",
        "x" * 100_000,
    ],
)
def test_references_that_lead_nowhere_are_refused(cisco: Cisco, reference: str) -> None:
    """Blank ones as missing."""
    info = f"<skillGroupInfo><skillGroup><refURL>{reference}</refURL></skillGroup></skillGroupInfo>"
    body = campaign(more=f"<skillGroupInfos>{info}</skillGroupInfos>").encode()
    told = error(cisco.call("POST", "/campaign", body))
    kind = "notFound.dbData" if reference.strip() else "invalidInput.fieldRequired"
    assert (told.type, told.data) == (kind, "skillGroup")


@pytest.mark.parametrize("zone", ["Nowhere", "INVALID", "UTC/UTC", "%00", "%FF%FE", "utc", "x" * 10_000])
def test_unknown_time_zones_are_refused(cisco: Cisco, zone: str) -> None:
    """The mark of a vanished one cannot be chosen either."""
    told = error(cisco.call("POST", "/campaign", campaign(zone=zone)))
    assert (told.type, told.data) == ("notFound.dbData", "timeZone")


@pytest.mark.parametrize(
    "number", ["x", "-1", "0", "9999", "9" * 60, "5168x", "5168.0", "%20", "%00", "\u0661", "5168;x=1"]
)
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_unknown_ids_are_not_found(cisco: Cisco, method: str, number: str) -> None:
    """Whatever is in their place in the path."""
    body = "<campaign><changeStamp>0</changeStamp></campaign>" if method == "PUT" else None
    told = error(cisco.call(method, f"/campaign/{number}", body), 404)
    assert (told.type, told.message) == ("notFound.dbData", "The specified ID does not exist in the database.")


@pytest.mark.parametrize(
    "path", ["/", "/nowhere", "/campaign/5168/nothing", "/Campaign", "/campaign//5168", "/dnc/5001/x", "/%00"]
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH"])
def test_unknown_paths_are_not_found(cisco: Cisco, method: str, path: str) -> None:
    """Paths are case-sensitive."""
    told = error(cisco.call(method, path, "<x/>"), 404)
    assert told.message == "The URI requested does not exist on the server"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PATCH", "/campaign", "GET, POST"),
        ("DELETE", "/campaign", "GET, POST"),
        ("PUT", "/dnc", "GET, POST"),
        ("POST", "/dnc/5001", "DELETE, GET, PUT"),
        ("PATCH", "/dnc/5001", "DELETE, GET, PUT"),
        ("OPTIONS", "/dnc", "GET, POST"),
        ("DELETE", "/timezone/UTC", "GET"),
        ("POST", "/campaign/disable", "DELETE, GET, PUT"),
        ("PUT", "/campaign/5000/import", "DELETE, GET, POST"),
        ("DELETE", "/campaign/5000/import/1", "GET"),
        ("PUT", "/campaign/5000/import/1", "GET"),
        ("POST", "/asynchrequeststatus/1", "GET"),
    ],
)
def test_other_methods_are_not_allowed(cisco: Cisco, method: str, path: str, allowed: str) -> None:
    """The answer says which are."""
    answer = cisco.call(method, path)
    told = error(answer, 405)
    assert told.message == (
        "The method specified in the Request-Line is not allowed for the resource identified by the Request-URI"
    )
    assert ", ".join(sorted(answer.headers["allow"].split(", "))) == allowed


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%FF%FE", "sort=%00", "q=" + "(" * 5000, "q=name:(" + "a|" * 20000, "&&&=&", "q=%"]
)
def test_odd_queries_do_no_harm(cisco: Cisco, query: str) -> None:
    """They find nothing, or are refused; the answer is well-formed either way."""
    answer = cisco.get(f"/dnc?{query}")
    assert answer.status_code in (200, 400)
    ElementTree.fromstring(answer.content)


def test_all_that_is_wrong_is_told_at_once(cisco: Cisco) -> None:
    """Each error with its parameter, in the order of the elements."""
    more = (
        "<abandonPercent>0</abandonPercent><campaignPrefix>12a</campaignPrefix><enabled>yes</enabled><startTime>24:00</startTime>"
        "<retries><busySignalDelay>0</busySignalDelay></retries><description>" + "x" * 256 + "</description>"
    )
    body = campaign(name="no blanks please", group=9999, zone="Nowhere", more=more)
    assert [(one.data, one.type.partition(".")[2]) for one in errors(cisco.call("POST", "/campaign", body))] == [
        ("abandonPercent", "outOfRange"),
        ("campaignPrefix", "invalidCharacter"),
        ("description", "fieldLengthExceeded"),
        ("enabled", "invalidValue"),
        ("name", "invalidCharacter"),
        ("busySignalDelay", "outOfRange"),
        ("skillGroup", "dbData"),
        ("startTime", "outOfRange"),
        ("timeZone", "dbData"),
    ]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_are_days(cisco: Cisco, day: str) -> None:
    """A campaign may begin on either and be enabled."""
    more = f"<startDate>{day}</startDate><enabled>true</enabled><dialingMode>PROGRESSIVEONLY</dialingMode>"
    assert cisco.call("POST", "/campaign", campaign(zone="UTC%2B12", more=more)).status_code == 201
    cisco.advance(60)
    assert cisco.xml("GET", "/campaign/5169").findtext("startDate") == day


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00"])
def test_moments_beyond_the_calendar_are_refused_and_not_a_defect(cisco: Cisco, moment: str) -> None:
    """In another zone they lie before the first year or after the last."""
    body = (
        "<personalCallback><phone>5550100</phone><maxAttempts>1</maxAttempts>"
        f"<callbackDateTime>{moment}</callbackDateTime></personalCallback>"
    )
    assert error(cisco.call("POST", "/personalcallback", body)).data == "callbackDateTime"
