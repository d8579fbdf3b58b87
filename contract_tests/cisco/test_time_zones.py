"""Time Zone API: the list from the date line on, each zone by its encoded name, and nothing to write."""

import json
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from contract_tests.cisco.conftest import AGENT, BASE, SUPERVISOR, Cisco, campaign, error, local

FIXTURES = Path(__file__).parents[2] / "fixtures" / "cisco"
ROWS = [line.split("\t") for line in (FIXTURES / "time-zones.tsv").read_text("utf-8").splitlines()[1:]]
EXAMPLE = ElementTree.parse(FIXTURES / "examples" / "timezone-get.xml").getroot()


def elements(zone: ElementTree.Element) -> dict[str, str]:
    """The elements of a zone."""
    return {child.tag: (child.text or "").strip() for child in zone}


def test_the_documents_example_comes_back_element_for_element(cisco: Cisco) -> None:
    """In the order that is printed."""
    zone = cisco.xml("GET", "/timezone/Pacific%20Standard%20Time%20%28Mexico%29")
    assert zone.tag == "timeZone"
    assert list(elements(zone).items()) == list(elements(EXAMPLE).items())


def test_the_list_goes_from_the_date_line_west_to_east(cisco: Cisco) -> None:
    """All pages together are the Windows list; the bias falls from 720 to -840."""
    found: list[ElementTree.Element] = []
    for start in range(0, len(ROWS), 100):
        found += cisco.xml("GET", f"/timezone?startIndex={start}&resultsPerPage=100").iterfind("timeZones/timeZone")
    shown = [elements(zone) for zone in found]
    assert [zone["name"] for zone in shown] == [row[0] for row in ROWS]
    biases = [int(zone["bias"]) for zone in shown]
    assert (biases[0], biases[-1]) == (720, -840)
    assert biases == sorted(biases, reverse=True)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_every_zone_is_found_by_its_ref_url(cisco: Cisco, row: list[str]) -> None:
    """Which is its name with all but unreserved characters encoded."""
    name, display, standard, daylight, observed, bias, _ = row
    assert elements(cisco.xml("GET", f"/timezone/{quote(name, safe='')}")) == {
        "refURL": f"{BASE}/timezone/{quote(name, safe='')}",
        "name": name,
        "displayName": display,
        "stdName": standard,
        "dstName": daylight,
        "dstObserved": observed,
        "bias": bias,
    }


def test_the_first_page_has_25_of_141_and_no_permissions(cisco: Cisco) -> None:
    """Nothing can be written, so that nobody is told what he may write."""
    results = cisco.xml("GET", "/timezone")
    assert [child.tag for child in results] == ["pageInfo", "timeZones"]
    assert len(results.findall("timeZones/timeZone")) == 25
    assert results.findtext("pageInfo/totalResults") == "141"


def test_a_plus_need_not_be_encoded(cisco: Cisco) -> None:
    """In a path it stands for itself."""
    assert cisco.xml("GET", "/timezone/UTC+12").findtext("name") == "UTC+12"


@pytest.mark.parametrize("name", ["INVALID", "utc", "Nowhere", "Pacific%2520Standard%2520Time", "%00", "%FF"])
def test_an_unknown_zone_is_not_found(cisco: Cisco, name: str) -> None:
    """Names are compared as they are written."""
    told = error(cisco.get(f"/timezone/{name}"), 404)
    assert (told.type, told.message) == ("notFound.dbData", "The specified ID does not exist in the database.")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/timezone", "/timezone/UTC"])
def test_zones_can_only_be_read(cisco: Cisco, method: str, path: str) -> None:
    """405 with the one method there is."""
    answer = cisco.call(method, path, "<timeZone/>")
    error(answer, 405)
    assert answer.headers["allow"] == "GET"


def test_zones_are_searched_by_name_and_display_name(cisco: Cisco) -> None:
    """In the order of the list."""
    assert cisco.listed("/timezone?q=baja") == ["Pacific Standard Time (Mexico)"]
    assert cisco.listed("/timezone?q=displayName:baja") == ["Pacific Standard Time (Mexico)"]
    assert cisco.listed("/timezone?q=(mexico)") == [row[0] for row in ROWS if "(Mexico)" in row[0]]


def test_the_order_of_zones_cannot_be_chosen(cisco: Cisco) -> None:
    """No sort parameter is documented."""
    assert error(cisco.get("/timezone?sort=name")).data == "sort"
    assert cisco.listed("/timezone?sort=&resultsPerPage=1") == ["Dateline Standard Time"]


def test_supervisors_read_zones_and_agents_do_not(cisco: Cisco) -> None:
    """As everything else."""
    assert cisco.get("/timezone", SUPERVISOR).status_code == 200
    assert error(cisco.get("/timezone", AGENT), 403).type == "authentication.noAccess"


def test_a_zone_in_json_has_its_values_and_no_root(cisco: Cisco) -> None:
    """Numbers and truth values are no texts."""
    zone = cisco.get("/timezone/UTC", accept="application/json").json()
    assert zone["bias"] == 0
    assert zone["dstObserved"] is False
    page = json.loads(cisco.get("/timezone?resultsPerPage=1", accept="application/json").content)
    assert page["timeZones"][0]["timeZone"][0]["name"] == "Dateline Standard Time"


@pytest.mark.parametrize("row", [row for row in ROWS if row[0] in ("UTC", "Eastern Standard Time", "UTC+12")])
def test_a_campaign_takes_a_zone_by_its_ref_url_and_shows_both(cisco: Cisco, row: list[str]) -> None:
    """The reference leads back to the zone."""
    made = cisco.xml("GET", local(cisco.made("/campaign", campaign(zone=quote(row[0], safe="")))))
    assert made.findtext("timeZone/displayName") == row[1]
    assert cisco.xml("GET", local(made.findtext("timeZone/refURL") or "")).findtext("name") == row[0]
