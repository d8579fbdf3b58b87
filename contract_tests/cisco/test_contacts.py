"""Import API: contacts shown, listed, searched, sorted and deleted, the template, and who may do it."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from contract_tests.cisco.conftest import AGENT, SUPERVISOR, Cisco, error
from contract_tests.cisco.contacts import IMPORT, contacts, page, replace, sheet, stored

EXAMPLES = Path(__file__).parents[2] / "fixtures" / "cisco" / "examples"
HEADER = (
    "AccountNumber,FirstName,LastName,Phone01,Phone02,Phone03,Phone04,Phone05,Phone06,Phone07,Phone08,Phone09,Phone10,"
    "TimeZoneBias,DstObserved"
)
OPERATIONS = [
    ("ListContacts", "GET", IMPORT),
    ("ImportContacts", "POST", IMPORT),
    ("DeleteContacts", "DELETE", IMPORT),
    ("GetContact", "GET", f"{IMPORT}/1"),
    ("GetContactTemplate", "GET", "/campaign/import/template"),
]
PATHS = [operation[1:] for operation in OPERATIONS]
WORDS = {
    "A": "active",
    "B": "callbackRequested",
    "C": "closed",
    "D": "dialed",
    "J": "agentRejected",
    "M": "maxAttemptsReached",
    "P": "pending",
    "R": "retry",
    "S": "personalCallbackRequested",
    "U": "unknown",
}


def flat(element: ElementTree.Element, path: str = "") -> list[tuple[str, str]]:
    """Every element in order: its path, and its text where it has no children."""
    here = f"{path}/{element.tag}"
    inner = [pair for child in element for pair in flat(child, here)]
    return inner or [(here, (element.text or "").strip())]


def ids(cisco: Cisco, query: str) -> list[int]:
    """The ids of the contacts of a page, in its order."""
    return [int(contact["refURL"].rpartition("/")[2]) for contact in page(cisco, query)]


def five(cisco: Cisco) -> None:
    """Five contacts, with ids from 2 on."""
    rows = ("30,Zoe,adams,222", "10,ann,Young,222", "20,Ann,Baker,222", "ab1,,Mann,222", "AB0,bob,,222")
    assert replace(cisco, "AccountNumber,FirstName,LastName,Phone01", *rows).status_code == 200


def test_a_contact_is_shown_as_the_document_prints_it(cisco: Cisco) -> None:
    """The handbook's contact, element for element."""
    printed = ElementTree.fromstring((EXAMPLES / "import-get.xml").read_text(encoding="utf-8"))
    assert flat(cisco.xml("GET", f"{IMPORT}/1")) == flat(printed)


def test_a_listed_contact_is_shown_as_a_single_one(cisco: Cisco) -> None:
    """Inside importContacts, after page and permissions."""
    results = cisco.xml("GET", IMPORT)
    assert [child.tag for child in results] == ["pageInfo", "permissionInfo", "importContacts"]
    assert flat(results[2][0]) == flat(cisco.xml("GET", f"{IMPORT}/1"))
    assert flat(results[1]) == [
        ("/permissionInfo/canCreate", "true"),
        ("/permissionInfo/canDelete", "true"),
        ("/permissionInfo/role", "administrator"),
    ]


@pytest.mark.parametrize("path", ["import/2", "import/0", "import/x", f"import/{'9' * 40}", "import/٣"])
def test_a_contact_that_is_not_there_is_not_found(cisco: Cisco, path: str) -> None:
    """Whatever stands for its id."""
    found = error(cisco.get(f"/campaign/5000/{path}"), 404)
    assert (found.type, found.message) == ("notFound.dbData", "The specified ID does not exist in the database.")


@pytest.mark.parametrize("path", ["/campaign/5168/import/1", "/campaign/5100/import/1", "/campaign/x/import/1"])
def test_a_contact_is_found_in_its_own_campaign_only(cisco: Cisco, path: str) -> None:
    """Contacts are counted in each campaign."""
    assert error(cisco.get(path), 404).type == "notFound.dbData"


@pytest.mark.parametrize(("letter", "word"), WORDS.items())
def test_each_call_status_has_its_word(cisco: Cisco, letter: str, word: str) -> None:
    """The database holds a letter."""
    cisco.patch("contacts", "5000,1", callStatus=letter)
    assert cisco.xml("GET", f"{IMPORT}/1").findtext("callStatus") == word


def test_results_of_calls_are_shown_for_the_contact_and_for_each_phone(cisco: Cisco) -> None:
    """A phone that was not called has 0."""
    cisco.patch("contacts", "5000,1", callsMade=2, callResultOverall=9, callResults=[8, 9])
    shown = cisco.xml("GET", f"{IMPORT}/1")
    assert (shown.findtext("callsMade"), shown.findtext("callResultOverall")) == ("2", "9")
    assert [shown.findtext(f"phone{place:02}/callResult") for place in (1, 2, 3)] == ["8", "9", "0"]


def test_the_import_date_is_by_the_loggers_clock(cisco: Cisco) -> None:
    """A deployment sets its zone."""
    cisco.patch("settings", "deployment", loggerTimeZone="Eastern Standard Time")
    assert cisco.xml("GET", f"{IMPORT}/1").findtext("importDate") == "2016-03-27T21:09:40"


def test_a_path_may_end_with_a_slash(cisco: Cisco) -> None:
    """A client writes it so, to read and to import."""
    assert cisco.get(f"{IMPORT}/").status_code == 200
    assert cisco.call("POST", f"{IMPORT}/", sheet("Phone01", "222", overwrite="true")).status_code == 200


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [3, 4, 2, 6, 5]),
        ("sort=accountNumber", [3, 4, 2, 6, 5]),
        ("sort=accountNumber%20desc", [5, 6, 2, 4, 3]),
        ("sort=firstName%20asc", [5, 3, 4, 6, 2]),
        ("sort=firstName%20desc", [2, 6, 4, 3, 5]),
        ("sort=lastName", [6, 2, 4, 5, 3]),
        ("sort=lastName+DESC", [3, 5, 4, 2, 6]),
    ],
)
def test_a_list_is_sorted_as_it_is_asked_for(cisco: Cisco, query: str, expected: list[int]) -> None:
    """Without regard to case; equals in the order of their ids. The account number is the default."""
    five(cisco)
    assert ids(cisco, query) == expected


@pytest.mark.parametrize("sort", ["callStatus", "accountnumber", "phone01", "firstName up"])
def test_a_list_cannot_be_sorted_by_anything_else(cisco: Cisco, sort: str) -> None:
    """Names are compared as they are written."""
    found = error(cisco.get(f"{IMPORT}?sort={sort}"))
    assert (found.type, found.data) == ("invalidInput.invalidSort", "sort")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=ANN", [3, 4, 5]),
        ("q=ab", [6, 5]),
        ("q=0", [3, 4, 2, 6]),
        ("q=firstName:ann", [3, 4]),
        ("q=lastName:a%20firstName:a", [4]),
        ("q=accountNumber:(10|20)", [3, 4]),
        ("q=firstName:(none)", [5]),
        ("q=%25", []),
        ("q=222", []),
        ("q=ann&sort=lastName%20desc", [3, 5, 4]),
        ("q=0&startIndex=2&resultsPerPage=1", [2]),
    ],
)
def test_a_list_is_searched_by_account_number_and_names(cisco: Cisco, query: str, expected: list[int]) -> None:
    """Any part of any of the three, or of the one that is named; not the phones."""
    five(cisco)
    assert ids(cisco, query) == expected


def test_a_summary_has_what_identifies_a_contact(cisco: Cisco) -> None:
    """Neither phones nor what came of calls, but for the last one's result."""
    results = cisco.xml("GET", f"{IMPORT}?summary=true")
    (contact,) = results.iterfind("importContacts/importContact")
    assert flat(contact) == [
        ("/importContact/refURL", "/unifiedconfig/config/campaign/5000/import/1"),
        ("/importContact/accountNumber", "4019"),
        ("/importContact/callStatus", "pending"),
        ("/importContact/callResultOverall", "0"),
        ("/importContact/firstName", "Mir"),
        ("/importContact/lastName", "Ali"),
    ]
    assert contact.attrib == {}


def test_pages_lead_from_the_first_contact_to_the_last(cisco: Cisco) -> None:
    """By the URLs that they give, with the search and the sort in them."""
    stored(cisco, "AccountNumber,Phone01", *[f"{number:03},222" for number in range(60)])
    seen: list[str] = []
    url: str | None = f"{cisco.url}{IMPORT}?q=0&sort=accountNumber%20desc&summary=true&resultsPerPage=7"
    while url:
        assert url.startswith(f"{cisco.url}{IMPORT}?")
        answer = cisco.get(url.removeprefix(cisco.url), accept="application/json").json()
        seen += [contact["accountNumber"] for contact in answer["importContacts"][0]["importContact"]]
        url = answer["pageInfo"].get("nextPage")
    assert seen == [f"{number:03}" for number in range(59, -1, -1)]


def test_a_page_has_25_contacts_unless_another_number_is_asked_for(cisco: Cisco) -> None:
    """At most 100; beyond the end the last full page is given."""
    stored(cisco, "AccountNumber,Phone01", *[f"{number:03},222" for number in range(120)])
    assert len(page(cisco, "")) == 25
    assert len(page(cisco, "resultsPerPage=100")) == 100
    assert ids(cisco, "startIndex=500&resultsPerPage=2") == [120, 121]
    assert error(cisco.get(f"{IMPORT}?resultsPerPage=101")).data == "resultsPerPage"
    assert error(cisco.get(f"{IMPORT}?startIndex=first")).type == "invalidInput.invalidValue"


def test_deleting_removes_all_contacts_and_the_columns(cisco: Cisco) -> None:
    """The next import may have others; ids are counted on."""
    cisco.put("runtime", 5000, totalVoiceCount=7, voiceCount=5)
    answer = cisco.call("DELETE", IMPORT)
    assert (answer.status_code, answer.content) == (200, b"")
    assert contacts(cisco) == []
    assert cisco.row("runtime", 5000)["totalVoiceCount"] == 0
    assert cisco.call("POST", IMPORT, sheet("LastName,Phone03", "Lee,222")).status_code == 200
    assert [contact["refURL"] for contact in contacts(cisco)] == ["/unifiedconfig/config/campaign/5000/import/2"]


def test_deleting_where_there_are_no_contacts_is_no_error(cisco: Cisco) -> None:
    """The list is empty afterwards, as it was before."""
    assert [cisco.call("DELETE", IMPORT).status_code for _ in range(2)] == [200, 200]


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", f"{IMPORT}/1", "GET"),
        ("PUT", f"{IMPORT}/1", "GET"),
        ("PUT", IMPORT, "POST, GET, DELETE"),
        ("POST", "/campaign/import/template", "GET"),
    ],
)
def test_single_contacts_are_neither_deleted_nor_changed(cisco: Cisco, method: str, path: str, allowed: str) -> None:
    """The document has no such operation."""
    answer = cisco.call(method, path, "<import/>" if method != "DELETE" else None)
    assert answer.status_code == 405
    assert answer.headers["allow"] == allowed


@pytest.mark.parametrize("accept", ["*/*", "text/csv", "application/xml", "application/json", "text/*;q=0.5"])
def test_the_template_is_a_file_with_every_column(cisco: Cisco, accept: str) -> None:
    """Its first line is the header, whatever the client takes."""
    answer = cisco.get("/campaign/import/template", accept=accept)
    assert (answer.status_code, answer.text.splitlines()[0]) == (200, HEADER)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].startswith("attachment; filename=")


def test_a_template_that_is_filled_in_is_taken(cisco: Cisco) -> None:
    """With every column."""
    template = cisco.get("/campaign/import/template").text
    row = "1,A,B,22255501,22255502,22255503,22255504,22255505,22255506,22255507,22255508,22255509,22255510,-60,true"
    (contact,) = stored(cisco, *template.splitlines(), row)
    assert contact["phone10"] == {"callResult": 0, "dstObserved": True, "gmtOffset": 60, "number": "22255510"}


def test_a_template_is_not_sent_to_who_takes_only_pictures(cisco: Cisco) -> None:
    """As any other reply."""
    answer = cisco.get("/campaign/import/template", accept="image/png")
    assert error(answer, 406).type == "invalid.acceptHeader"


@pytest.mark.parametrize("user", [SUPERVISOR, AGENT])
@pytest.mark.parametrize(("method", "path"), PATHS)
def test_only_administrators_may_use_the_import(cisco: Cisco, method: str, path: str, user: str) -> None:
    """Not supervisors with a campaign's features either."""
    answer = cisco.call(method, path, sheet("Phone01", "222") if method == "POST" else None, user)
    assert error(answer, 403).type == "authentication.noAccess"
    assert len(contacts(cisco)) == 1


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_who_does_not_sign_in_or_takes_neither_notation_is_turned_away(cisco: Cisco, method: str, path: str) -> None:
    """401 for an unknown user, 406 for another kind of reply; nothing is changed."""
    body = sheet("Phone01", "222", overwrite="true") if method == "POST" else None
    assert cisco.call(method, path, body, "nobody@demo.local").status_code == 401
    assert error(cisco.call(method, path, body, accept="text/html"), 406).type == "invalid.acceptHeader"
    assert len(contacts(cisco)) == 1


@pytest.mark.parametrize(("endpoint", "method", "path"), OPERATIONS)
def test_a_fault_can_make_the_server_fail(cisco: Cisco, endpoint: str, method: str, path: str) -> None:
    """Then nothing has been done."""
    fault = {"app": "cisco", "endpoint": f"cisco.{endpoint}", "reply": f"cisco.{endpoint}.failed", "times": 1}
    cisco.site.control.post(f"worlds/{cisco.site.world}/faults", json=fault).raise_for_status()
    assert error(cisco.call(method, path), 500).message == "Internal Error"
    assert len(contacts(cisco)) == 1
