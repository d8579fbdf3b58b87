"""Lists: pages, search and sort, the same for every resource. Most are tried on 60 import rules made by the API."""

from collections.abc import Iterator
from urllib.parse import parse_qsl, quote, urlsplit
from xml.etree import ElementTree

import httpx
import pytest

from contract_tests.cisco.conftest import Cisco, campaign, error
from contract_tests.conftest import Running, _fresh

MADE = 60
# The handbook's own rule is dnc1, which sorts before those made here.
NAMES = ["dnc1", *(f"rule{number:02}" for number in range(MADE))]


@pytest.fixture(scope="module")
def full(handbook_server: Running) -> Iterator[Cisco]:
    """A world of 61 import rules, which the tests of this module only read."""
    for site in _fresh(handbook_server):
        cisco = Cisco(site)
        for number in reversed(range(MADE)):
            cisco.made("/dnc", f"<dnc><name>rule{number:02}</name></dnc>")
        yield cisco


def info(results: ElementTree.Element) -> dict[str, str]:
    """The pageInfo of a list."""
    return {child.tag: child.text or "" for child in results.iterfind("pageInfo/*")}


def query(url: str) -> list[tuple[str, str]]:
    """The parameters of a page's URL, in their order."""
    return parse_qsl(urlsplit(url).query, keep_blank_values=True)


def names(results: ElementTree.Element) -> list[str]:
    """The names of the rules on a page."""
    return [child.text or "" for child in results.iterfind("dncs/dnc/name")]


def test_a_list_is_page_info_permissions_and_the_items(full: Cisco) -> None:
    """Under `results`, in this order; 25 items unless more are asked for."""
    results = full.xml("GET", "/dnc")
    assert (results.tag, [child.tag for child in results]) == ("results", ["pageInfo", "permissionInfo", "dncs"])
    assert names(results) == NAMES[:25]
    assert [child.tag for child in results.iterfind("permissionInfo/*")] == [
        "canCreate",
        "canUpdate",
        "canDelete",
        "role",
    ]


def test_the_first_page_has_no_previous_one(full: Cisco) -> None:
    """The URL of the first page has no startIndex, all others have it before resultsPerPage."""
    told = info(full.xml("GET", "/dnc?resultsPerPage=2"))
    base = f"{full.url}/dnc?"
    assert told == {
        "firstPage": f"{base}resultsPerPage=2",
        "lastPage": f"{base}startIndex=60&resultsPerPage=2",
        "nextPage": f"{base}startIndex=2&resultsPerPage=2",
        "resultsPerPage": "2",
        "startIndex": "0",
        "totalResults": "61",
    }


def test_the_last_page_has_no_next_one(full: Cisco) -> None:
    """Not even an empty element, which clients would take for a URL."""
    told = info(full.xml("GET", "/dnc?startIndex=60&resultsPerPage=2"))
    assert told["prevPage"] == f"{full.url}/dnc?startIndex=58&resultsPerPage=2"
    assert "nextPage" not in told


@pytest.mark.parametrize("size", [1, 7, 25, 60, 61, 100])
def test_the_next_pages_lead_through_the_whole_list(full: Cisco, size: int) -> None:
    """Each item is met once; from the last page the previous ones lead back."""
    found: list[str] = []
    url: str | None = f"{full.url}/dnc?resultsPerPage={size}"
    back: list[str] = []
    while url is not None:
        results = page(full, url)
        found += names(results)
        url, previous = results.findtext("pageInfo/nextPage"), results.findtext("pageInfo/prevPage")
        back.append(previous or "")
    assert found == NAMES
    assert back[0] == ""
    assert all(back[1:])


def page(cisco: Cisco, url: str) -> ElementTree.Element:
    """A page by its URL, as it was told."""
    answer: httpx.Response = cisco.site.client.get(url, auth=("administrator@demo.local", "demo"))
    assert answer.status_code == 200
    return ElementTree.fromstring(answer.content)


@pytest.mark.parametrize("start", [61, 62, 1000, 2**31 - 1])
def test_beyond_the_end_a_full_last_page_is_returned(full: Cisco, start: int) -> None:
    """Its place is told."""
    results = full.xml("GET", f"/dnc?startIndex={start}&resultsPerPage=10")
    assert names(results) == NAMES[-10:]
    assert info(results)["startIndex"] == "51"
    assert "nextPage" not in info(results)


def test_a_page_within_the_list_may_be_shorter(full: Cisco) -> None:
    """Only beyond the end it is filled up."""
    results = full.xml("GET", "/dnc?startIndex=60&resultsPerPage=10")
    assert (names(results), info(results)["startIndex"]) == (NAMES[60:], "60")


def test_a_page_larger_than_the_list_is_the_list(full: Cisco) -> None:
    """Beyond its end it begins at its beginning."""
    results = full.xml("GET", "/dnc?startIndex=99&resultsPerPage=100")
    assert (names(results), info(results)["startIndex"]) == (NAMES, "0")


def test_the_page_before_begins_at_0_at_the_earliest(full: Cisco) -> None:
    """However little there is before."""
    told = info(full.xml("GET", "/dnc?startIndex=1&resultsPerPage=10"))
    assert query(told["prevPage"]) == [("startIndex", "0"), ("resultsPerPage", "10")]


@pytest.mark.parametrize(
    ("parameter", "value", "kind"),
    [
        ("resultsPerPage", "0", "invalidInput.outOfRange"),
        ("resultsPerPage", "101", "invalidInput.outOfRange"),
        ("resultsPerPage", "-1", "invalidInput.outOfRange"),
        ("resultsPerPage", "9" * 400, "invalidInput.outOfRange"),
        ("resultsPerPage", "ten", "invalidInput.invalidValue"),
        ("resultsPerPage", "1.5", "invalidInput.invalidValue"),
        ("resultsPerPage", "\u0661", "invalidInput.invalidValue"),
        ("startIndex", "-1", "invalidInput.outOfRange"),
        ("startIndex", "2147483648", "invalidInput.outOfRange"),
        ("startIndex", "-" + "9" * 5000, "invalidInput.outOfRange"),
        ("startIndex", "x", "invalidInput.invalidValue"),
        ("startIndex", "1e3", "invalidInput.invalidValue"),
    ],
)
def test_paging_values_out_of_range_are_refused(full: Cisco, parameter: str, value: str, kind: str) -> None:
    """With the bounds, for those that are numbers."""
    told = error(full.get(f"/dnc?{parameter}={quote(value)}"))
    assert (told.type, told.data) == (kind, parameter)
    if kind == "invalidInput.outOfRange":
        least, most = ("1", "100") if parameter == "resultsPerPage" else ("0", "2147483647")
        assert told.detail == {"min": least, "max": most}
        assert told.message == f"This field must contain a value from {least} to {most}"


@pytest.mark.parametrize("value", ["1", "100", "", "%20100%20", "%2B100", "000100"])
def test_paging_values_within_range_are_taken(full: Cisco, value: str) -> None:
    """Both ends; one that is left blank is the default."""
    assert full.get(f"/dnc?resultsPerPage={value}&startIndex=").status_code == 200


def test_a_parameter_that_is_repeated_counts_as_it_was_said_last(full: Cisco) -> None:
    """In a query as in a body."""
    assert len(names(full.xml("GET", "/dnc?resultsPerPage=2&resultsPerPage=3"))) == 3


def test_page_urls_carry_search_and_sort(full: Cisco) -> None:
    """Encoded, so that they can be followed; both are told as they were sent."""
    told = info(full.xml("GET", "/dnc?q=rule%26%3D%C3%A9&sort=name%20desc&summary=true&resultsPerPage=5"))
    assert (told["searchTerm"], told["sortTerm"]) == ("rule&=\u00e9", "name desc")
    assert query(told["firstPage"]) == [
        ("q", "rule&=\u00e9"),
        ("sort", "name desc"),
        ("summary", "true"),
        ("resultsPerPage", "5"),
    ]
    results = full.xml("GET", "/dnc?q=RULE5&sort=name%20desc&resultsPerPage=6")
    assert names(results) == [f"rule{number}" for number in range(59, 53, -1)]
    following = page(full, results.findtext("pageInfo/nextPage") or "")
    assert names(following) == ["rule53", "rule52", "rule51", "rule50"]


def test_what_was_not_asked_for_is_not_told(full: Cisco) -> None:
    """No empty searchTerm or sortTerm."""
    assert not {"searchTerm", "sortTerm"} & set(info(full.xml("GET", "/dnc?q=&sort=")))


def test_a_search_that_finds_nothing_is_an_empty_page(full: Cisco) -> None:
    """With the collection there, and no page before or after."""
    results = full.xml("GET", "/dnc?q=nothing&startIndex=7")
    assert results.find("dncs") is not None
    told = info(results)
    assert (names(results), told["totalResults"], told["startIndex"]) == ([], "0", "0")
    assert not {"nextPage", "prevPage"} & set(told)
    assert query(told["lastPage"])[1] == ("startIndex", "0")


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("rule07", ["rule07"]),
        ("ULE0", [f"rule0{number}" for number in range(10)]),
        ("name:rule11", ["rule11"]),
        ("NAME:RULE11", ["rule11"]),
        ("name:(rule11|RULE22|nothing)", ["rule11", "rule22"]),
        ("name:(rule1) 7", ["rule17"]),
        ("7 name:rule1", ["rule17"]),
        ("name:(none)", []),
        ("name:none", []),
        ("rule07 rule08", []),
        ("%", []),
        ("_", []),
        ("rule%7", []),
        ("*", []),
        ("rule0[12]", []),
        ("description:rule07", []),
        ("key:value", []),
        ("name:", []),
        ("name:()", NAMES),
        ("name:(rule11", []),
        (":", []),
        ("globaldepartment:none departments:(x) rule07", ["rule07"]),
        ("   rule07   ", ["rule07"]),
    ],
)
def test_search_terms(full: Cisco, search: str, found: list[str]) -> None:
    """Parts of a text in any case, without wildcards; terms by key; several values; an unknown key is text."""
    assert names(full.xml("GET", f"/dnc?q={quote(search)}&resultsPerPage=100")) == found


def test_any_of_the_default_fields_may_hold_the_text(cisco: Cisco) -> None:
    """Of a campaign these are name and description."""
    one = campaign("alpha", 5001, more="<description>the second</description>")
    cisco.made("/campaign", one)
    cisco.made("/campaign", campaign("second", 5003))
    assert cisco.listed("/campaign?q=SECOND") == ["alpha", "second"]
    assert cisco.listed("/campaign?q=description:second") == ["alpha"]
    assert cisco.listed("/campaign?q=name:second") == ["second"]
    assert cisco.listed("/campaign?q=description:(none)") == ["APIoct1", "contacts", "second"]
    assert cisco.listed("/campaign?q=description:(none) second") == ["second"]


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("name", "dnc1"),
        ("name asc", "dnc1"),
        ("name  ASC", "dnc1"),
        ("name desc", "rule59"),
        ("name%20DESC", "rule59"),
        ("name+desc", "rule59"),
    ],
)
def test_sort_orders(full: Cisco, sort: str, first: str) -> None:
    """Upwards unless `desc` follows."""
    assert names(full.xml("GET", f"/dnc?sort={sort}&resultsPerPage=1")) == [first]


@pytest.mark.parametrize("sort", ["Name", "description", "refURL", "name down", "desc", "name asc desc", "name;drop"])
def test_other_sorts_are_refused(full: Cisco, sort: str) -> None:
    """Parameter names are case-sensitive."""
    told = error(full.get(f"/dnc?sort={quote(sort)}"))
    assert (told.type, told.data) == ("invalidInput.invalidSort", "sort")


def test_campaigns_are_sorted_by_name_unless_by_description(cisco: Cisco) -> None:
    """Without regard to case; of equal ones the older first."""
    cisco.made("/campaign", campaign("Zeta", 5001, more="<description>a</description>"))
    cisco.made("/campaign", campaign("beta", 5003, more="<description>B</description>"))
    assert cisco.listed("/campaign") == ["APIoct1", "beta", "contacts", "Zeta"]
    assert cisco.listed("/campaign?sort=name desc") == ["Zeta", "contacts", "beta", "APIoct1"]
    assert cisco.listed("/campaign?sort=description") == ["contacts", "APIoct1", "Zeta", "beta"]
    assert cisco.listed("/campaign?sort=description desc&q=name:eta") == ["beta", "Zeta"]


def test_a_trailing_slash_makes_no_difference(full: Cisco) -> None:
    """Some clients end their URLs with one."""
    assert names(full.xml("GET", "/dnc/?resultsPerPage=3")) == NAMES[:3]
    assert full.get("/dnc/5001/").status_code == 200


def test_pages_in_json_have_numbers(full: Cisco) -> None:
    """Clients reckon with them."""
    told = full.get("/dnc?startIndex=5&resultsPerPage=5", accept="application/json").json()["pageInfo"]
    assert (told["startIndex"], told["resultsPerPage"], told["totalResults"]) == (5, 5, 61)
    assert "nextPage" in told


def test_deleting_and_renaming_move_items_in_their_list(cisco: Cisco) -> None:
    """The total goes with them."""
    for number in range(3):
        cisco.made("/dnc", f"<dnc><name>rule{number}</name></dnc>")
    cisco.call("PUT", "/dnc/5002", "<dnc><changeStamp>0</changeStamp><name>zulu</name></dnc>")
    cisco.call("DELETE", "/dnc/5003")
    results = cisco.xml("GET", "/dnc")
    assert (names(results), info(results)["totalResults"]) == (["dnc1", "rule2", "zulu"], "3")


def test_page_urls_are_those_of_the_server_that_was_asked(cisco: Cisco) -> None:
    """A container's alias, not an address that the client may not reach."""
    told = cisco.get("/dnc", host="cce.example.com").text
    assert f"<firstPage>http://cce.example.com/w/{cisco.site.world}/unifiedconfig/config/dnc?resultsPerPage=25<" in told
