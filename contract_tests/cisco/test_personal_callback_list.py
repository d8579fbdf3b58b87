"""The list of personal callbacks: its parameters, search terms, order and pages."""

from urllib.parse import quote

import pytest

from contract_tests.cisco.callbacks import CALLBACKS, bulk, flat
from contract_tests.cisco.conftest import ADMINISTRATOR, BASE, SUPERVISOR, Cisco, error

HEADER = "AccountNumber,FirstName,LastName,Phone,AgentSkillTargetId,CallbackDateTime,MaxAttempts\n"
ROWS = [
    "456,John,Smith,1,1004,2026-01-06T09:00:00,1",
    "14560,johnny,Blacksmith,2,5050,2026-01-06T09:00:00,1",
    "900,Ann,\u00c9cole,3,,2026-01-06T09:00:00,1",
    ",,,4,1004,2026-01-06T09:00:00,1",
]
# In the handbook: account 23334343334 of Akshaya Kumar, agent 1001.
EVERY = ["999333", "1", "2", "3", "4"]


@pytest.fixture
def filled(cisco: Cisco) -> Cisco:
    """The handbook's callback and four more, told apart by their phones."""
    assert cisco.call("POST", "/personalcallback/import", bulk(HEADER + "\n".join(ROWS))).status_code == 200
    return cisco


def phones(cisco: Cisco, query: str = "") -> list[str]:
    """The phones of the callbacks that a query lists."""
    return cisco.listed(f"{CALLBACKS}?{query}" if query else CALLBACKS, "phone")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("agentId=1004", ["1", "4"]),
        ("agentId=00", ["999333", "1", "2", "4"]),
        ("agentId=2", []),
        ("accountNumber=456", ["1", "2"]),
        ("accountNumber=23334343334", ["999333"]),
        ("firstName=JOHN", ["1", "2"]),
        ("lastName=smith", ["1", "2"]),
        ("lastName=%C3%A9COLE", ["3"]),
        ("lastName=%25", []),
        ("firstName=john&accountNumber=14", ["2"]),
        ("firstName=john&agentId=1004&lastName=black", []),
        ("firstName=", EVERY),
        ("firstName=%20john%20", ["1", "2"]),
        ("phone=1", EVERY),
        ("AgentId=1004", EVERY),
    ],
)
def test_a_parameter_leaves_those_that_have_the_text(filled: Cisco, query: str, found: list[str]) -> None:
    """Anywhere in theirs and in any case; of several parameters all must hold, and unknown ones do not count."""
    assert sorted(phones(filled, query)) == sorted(found)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("agentId:1004", ["1", "4"]),
        ("agentId:100", ["999333", "1", "2", "4"]),
        ("lastName:smith", ["1", "2"]),
        ("lastName:SMITH", ["1", "2"]),
        ("firstName:John", ["1", "2"]),
        ("accountNumber:456", ["1", "2"]),
        ("firstName:john accountNumber:14", ["2"]),
        ("accountNumber:14 firstName:john", ["2"]),
        ("agentId:(1001|5050)", ["999333", "2"]),
        ("agentId:(none)", ["3"]),
        ("lastName:(none)", ["4"]),
        ("smith", ["1", "2"]),
        ("1004", ["1", "4"]),
        ("900", ["3"]),
        ("kshay", ["999333"]),
        ("smith agentId:1004", ["1"]),
        ("agentId:1004 smith", ["1"]),
        ("phone:1", []),
        ("999333", []),
        ("%", []),
        ("_", []),
        ("  ", EVERY),
    ],
)
def test_a_search_finds_what_it_says(filled: Cisco, search: str, found: list[str]) -> None:
    """Terms name where to look; other text is looked for in agent id, account number and both names."""
    assert sorted(phones(filled, f"q={quote(search)}")) == sorted(found)


def test_a_search_and_a_parameter_must_both_hold(filled: Cisco) -> None:
    """Also where they look into the same."""
    assert phones(filled, "q=agentId:100&agentId=4") == ["1", "4"]
    assert phones(filled, "q=smith&firstName=johnny") == ["2"]


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("", ["3", "999333", "2", "1", "4"]),
        ("sort=agentId", ["3", "999333", "2", "1", "4"]),
        ("sort=agentId%20desc", ["4", "1", "2", "999333", "3"]),
        ("sort=accountNumber%20asc", ["4", "2", "999333", "1", "3"]),
        ("sort=firstName", ["4", "999333", "3", "1", "2"]),
        ("sort=firstName%20DESC", ["2", "1", "3", "999333", "4"]),
        ("sort=lastName+asc", ["4", "2", "999333", "1", "3"]),
        ("sort=lastName&q=smith", ["2", "1"]),
        ("sort=lastName%20desc&agentId=100", ["1", "999333", "2", "4"]),
    ],
)
def test_a_list_is_sorted(filled: Cisco, query: str, order: list[str]) -> None:
    """By agent id unless another is named; capitals do not count, and equals keep the order of their ids."""
    assert phones(filled, query) == order


@pytest.mark.parametrize("sort", ["phone", "AgentId", "agentid", "agentId up", "callbackDateTime", "agentId,lastName"])
def test_a_list_is_sorted_by_nothing_else(cisco: Cisco, sort: str) -> None:
    """Names are taken as they are written."""
    refused = error(cisco.get(f"{CALLBACKS}?sort={quote(sort)}"))
    assert (refused.type, refused.data) == ("invalidInput.invalidSort", "sort")


def test_a_list_has_whole_items_in_pages(filled: Cisco) -> None:
    """Each as it is got alone; the pages keep search and parameters."""
    found = filled.xml("GET", f"{CALLBACKS}?agentId=100&q=o&sort=firstName&startIndex=1&resultsPerPage=1")
    assert found.tag == "results"
    info = {child.tag: child.text for child in found.find("pageInfo") or ()}
    root = f"{filled.url}/personalcallback?agentId=100&q=o&sort=firstName"
    assert info == {
        "firstPage": f"{root}&resultsPerPage=1",
        "lastPage": f"{root}&startIndex=1&resultsPerPage=1",
        "prevPage": f"{root}&startIndex=0&resultsPerPage=1",
        "resultsPerPage": "1",
        "startIndex": "1",
        "totalResults": "2",
        "searchTerm": "o",
        "sortTerm": "firstName",
    }
    (item,) = found.findall("personalCallbacks/personalCallback")
    assert flat(item)["firstName"] == "johnny"
    assert flat(item) == flat(filled.xml("GET", flat(item)["refURL"].removeprefix(BASE)))


@pytest.mark.parametrize(("user", "may"), [(ADMINISTRATOR, "true"), (SUPERVISOR, "false")])
def test_a_list_says_what_its_reader_may_do(cisco: Cisco, user: str, may: str) -> None:
    """A supervisor's outbound features give nothing here."""
    allowed = flat(cisco.xml("GET", CALLBACKS, user=user).find("permissionInfo"))  # type: ignore[arg-type]
    assert allowed == {"canCreate": may, "canUpdate": may, "canDelete": may, "role": user.partition("@")[0]}


@pytest.mark.parametrize(
    ("query", "kind", "name"),
    [
        ("startIndex=-1", "invalidInput.outOfRange", "startIndex"),
        ("resultsPerPage=0", "invalidInput.outOfRange", "resultsPerPage"),
        ("resultsPerPage=101", "invalidInput.outOfRange", "resultsPerPage"),
        ("resultsPerPage=x", "invalidInput.invalidValue", "resultsPerPage"),
    ],
)
def test_pages_have_bounds(cisco: Cisco, query: str, kind: str, name: str) -> None:
    """The error names the parameter."""
    refused = error(cisco.get(f"{CALLBACKS}?{query}"))
    assert (refused.type, refused.data) == (kind, name)


def test_an_empty_list_is_a_list(cisco: Cisco) -> None:
    """With nothing in it, in both notations."""
    cisco.call("DELETE", "/personalcallback/2")
    found = cisco.xml("GET", CALLBACKS)
    assert (found.findtext("pageInfo/totalResults"), len(found.find("personalCallbacks") or ())) == ("0", 0)
    assert cisco.get(CALLBACKS, accept="application/json").json()["personalCallbacks"] == [{"personalCallback": []}]


def test_a_list_in_json_is_an_array_within_an_array(cisco: Cisco) -> None:
    """As clients read it."""
    found = cisco.get(CALLBACKS, accept="application/json").json()
    (callback,) = found["personalCallbacks"][0]["personalCallback"]
    assert (callback["agentId"], callback["changeStamp"]) == ("1001", 48)
