"""Personal callbacks in bulk: the file, its header, its rows, and that all of them are stored or none."""

import json
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import httpx
import pytest

from contract_tests.cisco.callbacks import CALLBACKS, IMPORT, LATER, bulk, example, shown
from contract_tests.cisco.conftest import AGENT, BASE, SUPERVISOR, Cisco, error, errors

HEADER = "AccountNumber,FirstName,LastName,Phone,AgentSkillTargetId,CampaignId,CampaignDn,CallbackDateTime,MaxAttempts"
NEEDED = "Phone,MaxAttempts,CallbackDateTime"
ROW = f"5,1,{LATER}"

FILE = "fileContent"
BAD_ROW = "invalidInput.invalidRow"


def problems(answer: httpx.Response) -> list[tuple[str, str]]:
    """Of each error, which column it is about, and its message."""
    assert answer.status_code == 400, answer.text
    return [(one.data, one.message) for one in errors(answer)]


def stored(cisco: Cisco) -> list[str]:
    """The phones of all callbacks, by id."""
    return [row["phone"] for row in cisco.rows("personal_callbacks")]


def test_the_example_creates_its_three_callbacks(in_2016: Cisco) -> None:
    """As printed, the header over two lines; the reply says nothing more."""
    answer = in_2016.call("POST", IMPORT, example("personalcallback-bulk.xml"))
    assert (answer.status_code, answer.content) == (200, b"")
    assert "location" not in answer.headers
    assert shown(in_2016, "/personalcallback/4") == {
        "changeStamp": "0",
        "refURL": f"{BASE}/personalcallback/4",
        "campaign": f"{BASE}/campaign/5000",
        "agent": f"{BASE}/agent/1004",
        "campaignId": "5000",
        "peripheralId": "5000",
        "agentId": "1004",
        "campaignDn": "222222222",
        "phone": "2225554555",
        "accountNumber": "3444",
        "maxAttempts": "1",
        "callbackDateTime": "2016-01-25T05:23:00",
        "callStatus": "pending",
        "callResult": "0",
        "lastName": "Edison",
        "firstName": "Thomas",
    }
    assert stored(in_2016) == ["999333", "2225554444", "2225554555", "2225554666"]


def test_the_template_is_the_header(cisco: Cisco) -> None:
    """As a file; what it has is taken."""
    answer = cisco.get("/personalcallback/template")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert answer.text.splitlines()[0] == HEADER
    row = f"1,A,B,5,1004,5000,7,{LATER},2"
    assert cisco.call("POST", IMPORT, bulk(f"{answer.text}\n{row}")).status_code == 200
    assert shown(cisco, "/personalcallback/3")["campaignDn"] == "7"
    assert cisco.get("/personalcallback/template", accept="text/csv").text == answer.text


def test_columns_may_come_in_any_order_and_be_left_out(cisco: Cisco) -> None:
    """All but the three that a callback needs."""
    content = f"CallbackDateTime,Phone,LastName,MaxAttempts\n{LATER},12#,\u5c71\u7530,3"
    assert cisco.call("POST", IMPORT, bulk(content)).status_code == 200
    assert shown(cisco, "/personalcallback/3") == {
        "changeStamp": "0",
        "refURL": f"{BASE}/personalcallback/3",
        "phone": "12#",
        "maxAttempts": "3",
        "callbackDateTime": LATER,
        "callStatus": "pending",
        "callResult": "0",
        "lastName": "\u5c71\u7530",
    }


@pytest.mark.parametrize(
    "content",
    [
        f"{NEEDED}\n{ROW}",
        f"\n\n   {NEEDED}   \n\n\t{ROW}\t\n   \n",
        f"{NEEDED}\r\n{ROW}\r\n",
        f" Phone , MaxAttempts,CallbackDateTime\n 5 , 1 , {LATER} ",
        f"Phone,\nMaxAttempts,\n\n  CallbackDateTime\n{ROW}",
        f"\ufeff{NEEDED}\n{ROW}",
    ],
)
def test_blanks_and_line_ends_do_not_count(cisco: Cisco, content: str) -> None:
    """Nor does where a header is broken, so long as the line before ends with the delimiter."""
    assert cisco.call("POST", IMPORT, bulk(content)).status_code == 200
    assert stored(cisco) == ["999333", "5"]


def test_content_may_be_escaped_instead(cisco: Cisco) -> None:
    """Without CDATA, as the vendor's own toolkit sends it; and in JSON."""
    content = f"LastName,{NEEDED}\nSmith & Sons,{ROW}"
    plain = f"<personalCallback><delimiter>,</delimiter><fileContent>{escape(content)}</fileContent></personalCallback>"
    assert cisco.call("POST", IMPORT, plain).status_code == 200
    sent = json.dumps({"fileContent": f"LastName,{NEEDED}\r\n<i>,{ROW}", "delimiter": None})
    assert cisco.call("POST", IMPORT, sent, content_type="application/json").status_code == 200
    assert [row["lastName"] for row in cisco.rows("personal_callbacks")] == ["Kumar", "Smith & Sons", "<i>"]


@pytest.mark.parametrize("delimiter", [",", "|"])
def test_values_are_parted_by_comma_or_pipe(cisco: Cisco, delimiter: str) -> None:
    """The other one is then a character like any other, as quotation marks are."""
    other = {",": "|", "|": ","}[delimiter]
    rows = (("LastName", *NEEDED.split(",")), (f'"A{other} B', *ROW.split(",")))
    content = "\n".join(delimiter.join(row) for row in rows)
    assert cisco.call("POST", IMPORT, bulk(content, delimiter=delimiter)).status_code == 200
    assert shown(cisco, "/personalcallback/3")["lastName"] == f'"A{other} B'


@pytest.mark.parametrize(
    ("name", "value"), [("delimiter", ";"), ("delimiter", "||"), ("delimiter", "comma"), ("overwriteData", "yes")]
)
def test_delimiter_and_overwriting_have_their_values(cisco: Cisco, name: str, value: str) -> None:
    """Others are refused."""
    refused = error(cisco.call("POST", IMPORT, bulk(f"{NEEDED}\n{ROW}", **{name: value})))
    assert (refused.type, refused.data, refused.detail) == ("invalidInput.invalidValue", name, {"value": value})
    assert stored(cisco) == ["999333"]


@pytest.mark.parametrize("content", [None, "", "<fileContent/>", "<fileContent> \n </fileContent>"])
def test_there_must_be_content(cisco: Cisco, content: str | None) -> None:
    """Blank is as good as none."""
    refused = error(cisco.call("POST", IMPORT, f"<personalCallback>{content or ''}</personalCallback>"))
    assert (refused.type, refused.data) == ("invalidInput.fieldRequired", FILE)


def test_rows_are_added_to_those_there_are(cisco: Cisco) -> None:
    """That is the default."""
    for more in ({}, {"overwriteData": "false"}, {"overwriteData": ""}):
        assert cisco.call("POST", IMPORT, bulk(f"{NEEDED}\n{ROW}", **more)).status_code == 200
    assert [row["personalCallbackId"] for row in cisco.rows("personal_callbacks")] == [2, 3, 4, 5]


def test_overwriting_takes_away_all_there_were(cisco: Cisco) -> None:
    """Those that agents have scheduled too; ids are not given again."""
    cisco.put("personal_callbacks", 9, contactId=1, phone="77", callbackDateTime="2026-01-07T09:00:00Z")
    assert cisco.call("POST", IMPORT, bulk(f"{NEEDED}\n{ROW}", overwriteData="true")).status_code == 200
    assert [(row["personalCallbackId"], row["phone"]) for row in cisco.rows("personal_callbacks")] == [(3, "5")]
    assert cisco.get("/personalcallback/2").status_code == 404


def test_a_header_alone_has_no_rows(cisco: Cisco) -> None:
    """Nothing is added; overwriting then only takes away."""
    assert cisco.call("POST", IMPORT, bulk(NEEDED)).status_code == 200
    assert stored(cisco) == ["999333"]
    assert cisco.call("POST", IMPORT, bulk(NEEDED, overwriteData="true")).status_code == 200
    assert stored(cisco) == []


@pytest.mark.parametrize(
    ("header", "kinds"),
    [
        ("Phone,MaxAttempts,CallbackDateTime,Colour", ["invalidInput.unknownColumn"]),
        ("phone,MaxAttempts,CallbackDateTime", ["invalidInput.unknownColumn", "invalidInput.missingColumn"]),
        ("Phone,MaxAttempts,CallbackDateTime,", ["invalidInput.unknownColumn"]),
        ("Phone,MaxAttempts,CallbackDateTime,Phone", ["invalidInput.repeatedColumn"]),
        ("LastName", ["invalidInput.missingColumn"] * 3),
        ("Phone,CallbackDateTime", ["invalidInput.missingColumn"]),
        ("Phone|MaxAttempts|CallbackDateTime", ["invalidInput.unknownColumn"] + ["invalidInput.missingColumn"] * 3),
        ("CallStatus,PeripheralId", ["invalidInput.unknownColumn"] * 2 + ["invalidInput.missingColumn"] * 3),
    ],
)
def test_a_header_has_known_columns_each_once(cisco: Cisco, header: str, kinds: list[str]) -> None:
    """As they are written, and with those that are needed; whatever the rows, the header is told of."""
    answer = cisco.call("POST", IMPORT, bulk(header))
    assert answer.status_code == 400
    assert [one.type for one in errors(answer)] == kinds
    assert {one.data for one in errors(answer)} == {FILE}
    assert stored(cisco) == ["999333"]


def test_an_error_of_the_header_names_the_column(cisco: Cisco) -> None:
    """Also in its message."""
    answer = cisco.call("POST", IMPORT, bulk("Phone,Phone,Colour,MaxAttempts\n1,2,3,4"))
    assert problems(answer) == [
        (FILE, "The column Phone is in the header more than once"),
        (FILE, "The column Colour of the header is not known"),
        (FILE, "The column CallbackDateTime is not in the header, and is required"),
    ]


@pytest.mark.parametrize(
    ("column", "value", "kind", "problem"),
    [
        ("Phone", "12a", "invalidInput.invalidCharacter", "Invalid characters in the input field."),
        ("Phone", "", "invalidInput.fieldRequired", "This field is a required field; it cannot be left blank"),
        ("Phone", "1" * 21, "invalidInput.fieldLengthExceeded", "The field length exceeds the maximum of 20"),
        (
            "AccountNumber",
            "\u00e9" * 16,
            "invalidInput.fieldLengthExceeded",
            "The field length exceeds the maximum of 30",
        ),
        ("FirstName", "x" * 51, "invalidInput.fieldLengthExceeded", "The field length exceeds the maximum of 50"),
        ("LastName", "x" * 51, "invalidInput.fieldLengthExceeded", "The field length exceeds the maximum of 50"),
        ("CampaignDn", "1" * 256, "invalidInput.fieldLengthExceeded", "The field length exceeds the maximum of 255"),
        ("MaxAttempts", "", "invalidInput.fieldRequired", "This field is a required field; it cannot be left blank"),
        ("MaxAttempts", "0", "invalidInput.outOfRange", "This field must contain a value from 1 to 2147483647"),
        (
            "MaxAttempts",
            "2147483648",
            "invalidInput.outOfRange",
            "This field must contain a value from 1 to 2147483647",
        ),
        ("MaxAttempts", "two", "invalidInput.invalidValue", "The value of this field is not valid"),
        (
            "CallbackDateTime",
            "",
            "invalidInput.fieldRequired",
            "This field is a required field; it cannot be left blank",
        ),
        ("CallbackDateTime", "2026-01-05", "invalidInput.invalidValue", "The value of this field is not valid"),
        ("AgentSkillTargetId", "1001", "notFound.dbData", "The specified ID does not exist in the database."),
        ("AgentSkillTargetId", "0", "notFound.dbData", "The specified ID does not exist in the database."),
        ("AgentSkillTargetId", "x", "invalidInput.invalidValue", "The value of this field is not valid"),
        ("CampaignId", "4999", "notFound.dbData", "The specified ID does not exist in the database."),
        ("CampaignId", "9" * 30, "invalidInput.invalidValue", "The value of this field is not valid"),
        ("CampaignId", "-1", "invalidInput.invalidValue", "The value of this field is not valid"),
    ],
)
def test_a_bad_value_names_its_row_and_column(cisco: Cisco, column: str, value: str, kind: str, problem: str) -> None:
    """In the message, and in the detail, where the error of the value alone has its own type; no row is stored."""
    good = {**dict.fromkeys(HEADER.split(","), ""), "Phone": "5", "MaxAttempts": "1", "CallbackDateTime": LATER}
    rows = "\n".join(",".join(row.values()) for row in (good, {**good, column: value}, good))
    answer = cisco.call("POST", IMPORT, bulk(f"{HEADER}\n{rows}", overwriteData="true"))
    refused = error(answer)
    message = f"Row 2, column {column}: {problem}"
    assert (refused.type, refused.message, refused.data) == (BAD_ROW, message, column)
    inner = ElementTree.fromstring(answer.content).find("apiError/errorDetail/error")
    assert inner is not None
    assert (inner.findtext("errorData"), inner.findtext("errorMessage")) == (column, message)
    assert inner.findtext("errorType") == kind
    assert stored(cisco) == ["999333"]


def test_the_fifteen_minutes_hold_for_every_row(cisco: Cisco) -> None:
    """By the minute."""
    rows = "5,1,2026-01-05T16:45:00\n6,1,2026-01-05T16:45:01\n7,1,2026-01-05T16:44:00Z"
    answer = cisco.call("POST", IMPORT, bulk(f"{NEEDED}\n{rows}"))
    said = "The callback must be later than 2026-01-05T16:45:00, which is 15 minutes before the Logger's time"
    assert problems(answer) == [
        ("CallbackDateTime", f"Row 1, column CallbackDateTime: {said}"),
        ("CallbackDateTime", f"Row 3, column CallbackDateTime: {said}"),
    ]
    assert cisco.call("POST", IMPORT, bulk(f"{NEEDED}\n6,1,2026-01-05T16:45:01")).status_code == 200


def test_a_row_has_as_many_values_as_the_header(cisco: Cisco) -> None:
    """Neither more nor less; others are read all the same."""
    answer = cisco.call("POST", IMPORT, bulk(f"{NEEDED}\n{ROW}\n5,1\n{ROW},\nx,1,{LATER}"))
    assert problems(answer) == [
        (FILE, "Row 2 has 2 values, the header has 3 columns"),
        (FILE, "Row 3 has 4 values, the header has 3 columns"),
        ("Phone", "Row 4, column Phone: Invalid characters in the input field."),
    ]
    assert stored(cisco) == ["999333"]


def test_a_column_that_is_left_blank_stands_for_none(cisco: Cisco) -> None:
    """No campaign and no agent."""
    assert cisco.call("POST", IMPORT, bulk(f"{HEADER}\n,,,5,,,,{LATER},1")).status_code == 200
    found = shown(cisco, "/personalcallback/3")
    assert {"campaign", "campaignId", "agent", "agentId", "peripheralId"}.isdisjoint(found)


def test_a_campaign_id_is_one_of_the_database(cisco: Cisco) -> None:
    """One that the Outbound Campaign tool has made will do, one that is deleted will not; nor will a deleted agent."""
    columns = f"CampaignId,AgentSkillTargetId,{NEEDED}"
    assert cisco.call("POST", IMPORT, bulk(f"{columns}\n5100,1004,{ROW}")).status_code == 200
    assert cisco.call("DELETE", "/campaign/5000").status_code == 200
    cisco.patch("agents", 1004, deleted=True)
    answer = cisco.call("POST", IMPORT, bulk(f"{columns}\n5000,1004,{ROW}"))
    assert [name for name, _ in problems(answer)] == ["CampaignId", "AgentSkillTargetId"]


def test_a_file_with_nothing_right_is_told_of_in_part(cisco: Cisco) -> None:
    """Its first errors, as many as a page has."""
    answer = cisco.call("POST", IMPORT, bulk(NEEDED + "\nx,0,y" * 40))
    said = problems(answer)
    assert len(said) == 25
    assert said[0][1] == "Row 1, column Phone: Invalid characters in the input field."
    assert said[-1][1] == "Row 9, column Phone: Invalid characters in the input field."


def test_a_file_has_ten_thousand_rows_at_most(cisco: Cisco) -> None:
    """As many as an import of contacts."""
    full = f"{NEEDED}\n" + f"{ROW}\n" * 10_000
    refused = error(cisco.call("POST", IMPORT, bulk(full + ROW)))
    assert (refused.type, refused.data) == ("limitExceeded.records", FILE)
    assert refused.message == "The number of records provided (10001) exceeds the maximum number allowed (10000)."
    assert cisco.call("POST", IMPORT, bulk(full)).status_code == 200
    assert cisco.xml("GET", CALLBACKS).findtext("pageInfo/totalResults") == "10001"


def test_only_administrators_import(cisco: Cisco) -> None:
    """Supervisors may have the template."""
    for user in (SUPERVISOR, AGENT):
        refused = error(cisco.call("POST", IMPORT, bulk(f"{NEEDED}\n{ROW}"), user), 403)
        assert refused.type == "authentication.noAccess"
    assert cisco.call("POST", IMPORT, bulk(f"{NEEDED}\n{ROW}"), "nobody").status_code == 401
    assert stored(cisco) == ["999333"]


def test_bodies_that_are_none_are_refused(cisco: Cisco) -> None:
    """By their kind, their form, their root, and what the client takes."""
    good = bulk(f"{NEEDED}\n{ROW}")
    assert error(cisco.call("POST", IMPORT, good, content_type="text/csv"), 415).type == "invalid.contentType"
    assert error(cisco.call("POST", IMPORT, good, accept="text/csv"), 406).type == "invalid.acceptHeader"
    assert error(cisco.get("/personalcallback/template", accept="text/html"), 406).type == "invalid.acceptHeader"
    for content in ("", "<import><fileContent/></import>", good[:-5], f"{NEEDED}\n{ROW}"):
        assert error(cisco.call("POST", IMPORT, content)).type == "processing.xmlSyntaxError"
    assert error(cisco.call("POST", IMPORT, "{", content_type="application/json")).type == "processing.jsonSyntaxError"
    inner = "<personalCallback><fileContent><row>1</row></fileContent></personalCallback>"
    assert error(cisco.call("POST", IMPORT, inner)).data == FILE


def test_the_same_file_gives_the_same_callbacks(cisco: Cisco) -> None:
    """Twice: nothing is looked for that might be there already."""
    for _ in range(2):
        assert cisco.call("POST", IMPORT, bulk(f"{NEEDED}\n{ROW}\n{ROW}")).status_code == 200
    assert stored(cisco) == ["999333", *["5"] * 4]
