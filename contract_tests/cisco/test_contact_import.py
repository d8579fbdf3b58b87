"""Import API: contacts that are taken, and what becomes of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from contract_tests.cisco.conftest import Cisco
from contract_tests.cisco.contacts import IMPORT, contacts, replace, sheet, stored

EXAMPLES = Path(__file__).parents[2] / "fixtures" / "cisco" / "examples"
COLUMNS = "AccountNumber,FirstName,LastName,Phone01,Phone02,TimeZoneBias,DstObserved"


def phone(contact: dict[str, Any], name: str = "phone01") -> tuple[str, int, bool, int]:
    """Number, zone and result of one of a contact's phones."""
    shown = contact[name]
    return shown["number"], shown["gmtOffset"], shown["dstObserved"], shown["callResult"]


def test_the_documents_example_is_taken_as_printed(cisco: Cisco) -> None:
    """Three rows in a CDATA section become three contacts, with their zones by the document's formula."""
    answer = cisco.call("POST", IMPORT, (EXAMPLES / "import-create.xml").read_bytes())
    assert (answer.status_code, answer.content, answer.headers.get("location")) == (200, b"", None)
    assert answer.headers["ringback-reply"] == "cisco.ImportContacts.imported"
    _, henry, michele, walker = contacts(cisco)
    assert henry == {
        "refURL": "/unifiedconfig/config/campaign/5000/import/2",
        "accountNumber": "6782",
        "callsMade": 0,
        "callStatus": "pending",
        "callResultOverall": 0,
        "firstName": "Henry",
        "lastName": "Martin",
        "importDate": "2026-01-05T17:00:00",
        "phone01": {"callResult": 0, "dstObserved": False, "gmtOffset": 720, "number": "2225554444"},
        "phone02": {"callResult": 0, "dstObserved": False, "gmtOffset": 720, "number": "2225556262"},
    }
    assert phone(michele) == ("2225559999", 900, True, 0)
    assert phone(walker, "phone02") == ("2225557890", 600, True, 0)


def test_a_new_contact_is_pending_and_due_at_once(cisco: Cisco) -> None:
    """Its first phone is the one to be tried, wherever the row has it."""
    stored(cisco, "Phone01,Phone02,Phone03", ",2225550111,2225550112")
    (row,) = cisco.rows("contacts")
    assert (row["callStatus"], row["due"], row["nextPhone"]) == ("P", "2026-01-05T17:00:00Z", 1)
    (contact,) = contacts(cisco)
    assert {name for name in contact if name.startswith("phone")} == {"phone02", "phone03"}


def test_all_ten_phones_are_kept_each_in_its_place(cisco: Cisco) -> None:
    """Phone01 to Phone10, whatever the order of the columns."""
    names = [f"Phone{place:02}" for place in range(10, 0, -1)]
    (contact,) = stored(cisco, ",".join(names), ",".join(f"22255501{place:02}" for place in range(10, 0, -1)))
    numbers = {name: contact[name]["number"] for name in contact if name.startswith("phone")}
    assert numbers == {f"phone{place:02}": f"22255501{place:02}" for place in range(1, 11)}


def test_what_a_row_leaves_blank_is_not_shown(cisco: Cisco) -> None:
    """A contact may have no more than one phone."""
    (contact,) = stored(cisco, "AccountNumber,FirstName,LastName,Phone01,Phone02", ",,,2225550111,")
    assert list(contact) == ["refURL", "callsMade", "callStatus", "callResultOverall", "importDate", "phone01"]


def test_text_may_be_escaped_or_in_several_sections(cisco: Cisco) -> None:
    """A CDATA section is one way of many to write a text."""
    lines = "AccountNumber,Phone01\nA&amp;B,222\n<![CDATA[C&D,333]]>\n<![CDATA[E<F,444]]>"
    body = f"<import><fileContent>{lines}</fileContent><overwriteData>true</overwriteData></import>"
    assert cisco.call("POST", IMPORT, body).status_code == 200
    assert [contact["accountNumber"] for contact in contacts(cisco)] == ["A&B", "C&D", "E<F"]


def test_the_order_of_the_elements_does_not_matter(cisco: Cisco) -> None:
    """The vendor's own toolkit sends the delimiter first."""
    body = (
        "<import><delimiter>|</delimiter><fileContent>FirstName|Phone01\nDoe, Jane|222</fileContent>"
        "<overwriteData>true</overwriteData></import>"
    )
    assert cisco.call("POST", IMPORT, body).status_code == 200
    assert [contact["firstName"] for contact in contacts(cisco)] == ["Doe, Jane"]


@pytest.mark.parametrize("delimiter", [",", "|", " | ", ""])
def test_the_delimiter_is_a_comma_or_a_pipe(cisco: Cisco, delimiter: str) -> None:
    """A comma unless one is named."""
    mark = delimiter.strip() or ","
    lines = f"FirstName{mark}Phone01\nJane{mark}222"
    body = f"<import><fileContent>{lines}</fileContent><delimiter>{delimiter}</delimiter>"
    assert cisco.call("POST", IMPORT, f"{body}<overwriteData>true</overwriteData></import>").status_code == 200
    assert [contact["firstName"] for contact in contacts(cisco)] == ["Jane"]


def test_a_body_may_be_json(cisco: Cisco) -> None:
    """The object itself, its values as texts or not."""
    body = json.dumps({"fileContent": "LastName|Phone01\r\nDoe|222\r\n", "delimiter": "|", "overwriteData": True})
    answer = cisco.call("POST", IMPORT, body, content_type="application/json")
    assert answer.status_code == 200, answer.text
    assert [contact["lastName"] for contact in contacts(cisco)] == ["Doe"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n  \n"])
def test_lines_may_end_in_any_way(cisco: Cisco, end: str) -> None:
    """Blanks around a line do not count, nor do blank lines, nor a mark of the encoding."""
    text = f"\n  \ufeffLastName,Phone01 {end}\t Doe , 222{end}  Poe,333{end}"
    body = json.dumps({"fileContent": text, "overwriteData": "true"})
    assert cisco.call("POST", IMPORT, body, content_type="application/json").status_code == 200
    assert [(one["lastName"], one["phone01"]["number"]) for one in contacts(cisco)] == [("Doe", "222"), ("Poe", "333")]


def test_a_body_may_begin_with_a_byte_order_mark(cisco: Cisco) -> None:
    """Editors put one before the XML."""
    body = b"\xef\xbb\xbf" + sheet("Phone01", "222", overwrite="true").encode()
    assert cisco.call("POST", IMPORT, body).status_code == 200


@pytest.mark.parametrize(
    ("bias", "offset"),
    [("-780", 780), ("-600", 600), ("-330", 330), ("-1", 1), ("0", 0), ("1", 1439), ("540", 900), ("720", 720)],
)
def test_the_bias_becomes_an_offset_by_the_documents_formula(cisco: Cisco, bias: str, offset: int) -> None:
    """Positive: 1440 less the bias; negative: its opposite; 0 stays. It holds for all phones of the row."""
    (contact,) = stored(cisco, "Phone01,Phone04,TimeZoneBias", f"222,333,{bias}")
    assert [phone(contact, name) for name in ("phone01", "phone04")] == [
        ("222", offset, False, 0),
        ("333", offset, False, 0),
    ]


@pytest.mark.parametrize(("word", "observed"), [("true", True), ("false", False), ("TRUE", True), ("", False)])
def test_daylight_saving_is_what_the_row_says_and_else_false(cisco: Cisco, word: str, observed: bool) -> None:
    """DstObserved may be left blank beside a bias."""
    (contact,) = stored(cisco, "Phone01,TimeZoneBias,DstObserved", f"222,300,{word}")
    assert phone(contact) == ("222", 1140, observed, 0)


def test_without_a_bias_the_longest_region_prefix_counts(cisco: Cisco) -> None:
    """Each phone by itself; where none matches, the campaign's time zone."""
    cisco.put("regions", "2", gmtOffset=60)
    cisco.put("regions", "212", gmtOffset=1140, dstObserved=True)
    cisco.put("regions", "213", gmtOffset=-480, dstObserved=True)
    cisco.patch("campaigns", 5000, timeZone="Tokyo Standard Time")
    (contact,) = stored(cisco, "Phone01,Phone02,Phone04,Phone05", "2125550111,2155550111,2135550111,3105550111")
    assert phone(contact) == ("2125550111", 1140, True, 0)
    assert phone(contact, "phone02") == ("2155550111", 60, False, 0)
    assert phone(contact, "phone04") == ("2135550111", 960, True, 0)
    assert phone(contact, "phone05") == ("3105550111", 540, False, 0)


def test_a_bias_goes_before_region_prefixes_row_by_row(cisco: Cisco) -> None:
    """A row that leaves the bias blank falls back on them."""
    cisco.put("regions", "212", gmtOffset=1140, dstObserved=True)
    first, second = stored(cisco, "Phone01,TimeZoneBias,DstObserved", "2125550111,0,", "2125550111,,")
    assert (phone(first), phone(second)) == (("2125550111", 0, False, 0), ("2125550111", 1140, True, 0))


@pytest.mark.parametrize(
    ("zone", "offset", "observed"),
    [("Eastern Standard Time", 1140, True), ("Line Islands Standard Time", 840, False), ("Gone", 0, False)],
)
def test_without_bias_and_region_the_campaigns_zone_counts(
    cisco: Cisco, zone: str, offset: int, observed: bool
) -> None:
    """A zone that Windows no longer has counts as UTC."""
    cisco.patch("campaigns", 5000, timeZone=zone)
    (contact,) = stored(cisco, "Phone01", "2225550111")
    assert phone(contact) == ("2225550111", offset, observed, 0)


def test_rows_are_appended_unless_they_overwrite(cisco: Cisco) -> None:
    """`overwriteData` is false by default; ids are counted on and none is given twice."""
    row = "7000,Ann,Lee,2225550111,,0,false"
    assert cisco.call("POST", IMPORT, sheet(COLUMNS, row)).status_code == 200
    assert cisco.call("POST", IMPORT, sheet(COLUMNS, row, overwrite="false")).status_code == 200
    assert [contact["accountNumber"] for contact in contacts(cisco)] == ["4019", "7000", "7000"]
    assert cisco.call("POST", IMPORT, sheet(COLUMNS, row, overwrite="true")).status_code == 200
    assert [contact["refURL"].rpartition("/")[2] for contact in contacts(cisco)] == ["4"]


def test_appended_rows_may_have_the_same_columns_in_another_order(cisco: Cisco) -> None:
    """It is the fields that must not change."""
    stored(cisco, "FirstName,Phone01", "Ann,222")
    assert cisco.call("POST", IMPORT, sheet("Phone01,FirstName", "333,Bob")).status_code == 200
    assert [contact["firstName"] for contact in contacts(cisco)] == ["Ann", "Bob"]


def test_overwriting_begins_the_count_of_customers_reached_anew(cisco: Cisco) -> None:
    """totalVoiceCount is since the last overwriting; the other counters are the day's."""
    cisco.put("runtime", 5000, totalVoiceCount=7, voiceCount=5, attemptedCount=9)
    assert cisco.call("POST", IMPORT, sheet(COLUMNS, "7,A,B,222,,0,")).status_code == 200
    assert cisco.row("runtime", 5000)["totalVoiceCount"] == 7
    stored(cisco, "Phone01", "222")
    left = cisco.row("runtime", 5000)
    assert (left["totalVoiceCount"], left["voiceCount"], left["attemptedCount"]) == (0, 5, 9)


def test_overwriting_touches_no_other_campaigns_contacts(cisco: Cisco) -> None:
    """Each campaign has its own list, with ids from 1."""
    other = "/campaign/5001/import"
    cisco.put("campaigns", 5001, name="other", timeZone="UTC")
    assert replace(cisco, "AccountNumber,Phone01", *[f"{n},222" for n in range(30)], path=other).status_code == 200
    assert replace(cisco, "AccountNumber,Phone01", "x,222").status_code == 200
    assert [contact["accountNumber"] for contact in contacts(cisco, path=other)] == [str(n) for n in range(30)]
    assert contacts(cisco, path=other)[0]["refURL"] == "/unifiedconfig/config/campaign/5001/import/1"


def test_a_header_alone_that_overwrites_empties_the_list(cisco: Cisco) -> None:
    """As a blank file does with a Do Not Call list."""
    assert stored(cisco, "Phone01") == []


def test_the_same_account_twice_is_two_contacts(cisco: Cisco) -> None:
    """Nothing is said of duplicates, within a file or between them."""
    assert len(stored(cisco, "AccountNumber,Phone01", "1,222", "1,222")) == 2


def test_ten_thousand_rows_are_taken_in_one_request(cisco: Cisco) -> None:
    """The most that the document allows."""
    rows = [f"{number:05},Ann,{2225000000 + number}" for number in range(10_000)]
    assert replace(cisco, "AccountNumber,FirstName,Phone01", *rows).status_code == 200
    answer = cisco.get(f"{IMPORT}?resultsPerPage=1&startIndex=9999", accept="application/json").json()
    assert answer["pageInfo"]["totalResults"] == 10_000
    assert answer["importContacts"][0]["importContact"][0]["accountNumber"] == "09999"


def test_rows_made_by_hand_keep_their_ids(cisco: Cisco) -> None:
    """An import counts on from the highest id that a contact of the campaign has."""
    cisco.put("contacts", "5000,40", accountNumber="by hand", numbers="2225550111")
    assert cisco.call("POST", IMPORT, sheet(COLUMNS, "7,A,B,222,,0,")).status_code == 200
    assert contacts(cisco)[-1]["refURL"].endswith("/5000/import/41")


def test_the_dialler_looks_at_new_contacts_at_once(cisco: Cisco) -> None:
    """Of a campaign that is enabled; it had nothing to do before."""
    cisco.patch("campaigns", 5000, enabled=True, startDate="2026-01-01", endDate="2026-12-31", endTime="23:00")
    cisco.call("DELETE", IMPORT)
    cisco.advance(5)
    assert cisco.advance(5) == []
    assert replace(cisco, "Phone01", "2225550102").status_code == 200
    assert ("dial", 5000) in [(event["kind"], event["key"]) for event in cisco.advance(0.001)]
