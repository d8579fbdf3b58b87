"""Import API: what is refused, in the header, in the rows and around them; and that nothing is then stored."""

import json

import pytest

from contract_tests.cisco.conftest import Cisco, error, errors
from contract_tests.cisco.contacts import IMPORT, contacts, replace, sheet
from contract_tests.conftest import Running
from ringback.serve.settings import ClockSetting, Settings

TOO_LONG = "The field length exceeds the maximum of {}"
INVALID_CHARACTER = "Invalid characters in the input field."
INVALID_VALUE = "The value of this field is not valid"
REQUIRED = "This field is a required field; it cannot be left blank"
OUT_OF_RANGE = "This field must contain a value from -780 to 720"
UNKNOWN_ID = "The specified ID does not exist in the database."
PHONES = [f"Phone{place:02}" for place in range(1, 11)]


def rows_with(column: str, value: str) -> tuple[str, str, str]:
    """A header and two rows, the second with a value in a column."""
    columns = list(dict.fromkeys(["Phone01", "TimeZoneBias", column]))
    values = {"Phone01": "2225550111", "TimeZoneBias": "0"}
    right, tried = ([{**values, **besides}.get(name, "") for name in columns] for besides in ({}, {column: value}))
    return ",".join(columns), ",".join(right), ",".join(tried)


def refusal(cisco: Cisco, column: str, value: str) -> str:
    """What is said of a value in the second of two rows, which is all that is wrong."""
    found = error(replace(cisco, *rows_with(column, value)))
    assert (found.type, found.data) == ("invalidInput.invalidRow", column)
    place, _, problem = found.message.partition(": ")
    assert place == f"Row 2, column {column}"
    return problem


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("AccountNumber", "1" * 30),
        ("AccountNumber", "é" * 15),
        ("AccountNumber", 'any | "quoted" <&> \u200d text'),
        ("FirstName", "n" * 50),
        ("FirstName", "名" * 50),
        ("LastName", "n" * 50),
        ("LastName", "\U0001f600" * 50),
        *[(phone, "1" * 20) for phone in PHONES],
        ("Phone01", "0123456789*#"),
        ("Phone01", "9876543*22"),
        ("Phone02", "987654323#"),
        ("TimeZoneBias", "-780"),
        ("TimeZoneBias", "720"),
        ("TimeZoneBias", "+60"),
        ("DstObserved", "true"),
        ("DstObserved", "False"),
    ],
)
def test_what_is_within_the_limits_is_taken(cisco: Cisco, column: str, value: str) -> None:
    """Each column at its limit, in bytes or characters as the document says."""
    answer = replace(cisco, *rows_with(column, value))
    assert answer.status_code == 200, answer.text
    assert len(contacts(cisco)) == 2


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("AccountNumber", "1" * 31, TOO_LONG.format(30)),
        ("AccountNumber", "é" * 16, TOO_LONG.format(30)),
        ("FirstName", "n" * 51, TOO_LONG.format(50)),
        ("FirstName", "名" * 51, TOO_LONG.format(50)),
        ("LastName", "n" * 51, TOO_LONG.format(50)),
        *[(phone, "1" * 21, TOO_LONG.format(20)) for phone in PHONES],
        *[("Phone01", value, INVALID_CHARACTER) for value in ("555-0111", "+1555", "5550111x", "(555)", "٣٣", "1 2")],
        *[(phone, "x", INVALID_CHARACTER) for phone in PHONES],
        ("TimeZoneBias", "-781", OUT_OF_RANGE),
        ("TimeZoneBias", "721", OUT_OF_RANGE),
        ("TimeZoneBias", "-840", OUT_OF_RANGE),
        ("TimeZoneBias", "1" * 40, OUT_OF_RANGE),
        *[("TimeZoneBias", value, INVALID_VALUE) for value in ("x", "1.5", "0x10", "--1", "6O")],
        *[("DstObserved", value, INVALID_VALUE) for value in ("yes", "2", "tru")],
    ],
)
def test_what_is_beyond_the_limits_is_refused_by_row_and_column(
    cisco: Cisco, column: str, value: str, problem: str
) -> None:
    """The row is counted from 1 below the header."""
    assert refusal(cisco, column, value) == problem


def test_the_detail_of_a_row_says_what_would_be_said_of_the_value_alone(cisco: Cisco) -> None:
    """Some clients read the message out of errorDetail/error, where type and bounds are too."""
    body = sheet("Phone01,TimeZoneBias", "222,900", overwrite="true")
    answer = cisco.call("POST", IMPORT, body, accept="application/json")
    assert answer.json() == {
        "apiError": [
            {
                "errorData": "TimeZoneBias",
                "errorDetail": {
                    "error": {
                        "errorData": "TimeZoneBias",
                        "errorDetail": {"min": -780, "max": 720},
                        "errorMessage": f"Row 1, column TimeZoneBias: {OUT_OF_RANGE}",
                        "errorType": "invalidInput.outOfRange",
                    }
                },
                "errorMessage": f"Row 1, column TimeZoneBias: {OUT_OF_RANGE}",
                "errorType": "invalidInput.invalidRow",
            }
        ]
    }


def test_every_value_that_is_wrong_is_told(cisco: Cisco) -> None:
    """Row by row, and in a row in the order of the columns."""
    found = errors(replace(cisco, "FirstName,Phone01,TimeZoneBias", "Ann,2x,721", "Bob,222,0", f"{'n' * 51},,0"))
    assert [one.message for one in found] == [
        f"Row 1, column Phone01: {INVALID_CHARACTER}",
        f"Row 1, column TimeZoneBias: {OUT_OF_RANGE}",
        f"Row 3, column FirstName: {TOO_LONG.format(50)}",
    ]


def test_no_more_than_25_errors_are_told(cisco: Cisco) -> None:
    """A file that is wrong throughout needs no longer list."""
    found = errors(replace(cisco, "Phone01", *["x"] * 40))
    assert [one.message.partition(",")[0] for one in found] == [f"Row {row}" for row in range(1, 26)]


@pytest.mark.parametrize("row", ["222,Ann,", "222", "222,,,"])
def test_a_row_must_have_as_many_values_as_the_header_has_columns(cisco: Cisco, row: str) -> None:
    """Neither fewer nor more."""
    found = error(replace(cisco, "Phone01,FirstName", "333,Bob", row))
    assert (found.type, found.data) == ("invalidInput.rowLength", "fileContent")
    assert found.message == f"Row 2 has {row.count(',') + 1} values, the header has 2 columns"


def test_a_row_needs_a_phone(cisco: Cisco) -> None:
    """At least one of the columns that the header has; the first of them is named."""
    found = error(replace(cisco, "LastName,Phone03,Phone02", "Lee,222,", "Poe,,"))
    assert found.message == f"Row 2, column Phone02: {REQUIRED}"


def test_daylight_saving_without_a_bias_is_refused(cisco: Cisco) -> None:
    """In a row that leaves the bias blank, whichever value it has."""
    found = errors(replace(cisco, "Phone01,TimeZoneBias,DstObserved", "222,,false", "222,0,", "222,,", "222,,true"))
    assert [one.message for one in found] == [f"Row {row}, column TimeZoneBias: {REQUIRED}" for row in (1, 4)]


def test_a_header_with_daylight_saving_needs_the_bias(cisco: Cisco) -> None:
    """As the document says: DstObserved is not provided without TimeZoneBias."""
    found = error(replace(cisco, "Phone01,DstObserved", "222,true"))
    assert found.type == "invalidInput.missingColumn"
    assert found.message == "The column TimeZoneBias is not in the header, and is required"


def test_a_header_needs_a_phone(cisco: Cisco) -> None:
    """At least one of the ten."""
    found = error(replace(cisco, "AccountNumber,TimeZoneBias", "1,0"))
    assert found.type == "invalidInput.missingColumn"
    assert found.message == "At least one of the columns Phone01 to Phone10 must be in the header"


@pytest.mark.parametrize("name", ["phone02", "PHONE02", "Phone2", "Phone11", "Phone00", "Email", "Account Number", ""])
def test_a_column_that_is_not_known_is_refused(cisco: Cisco, name: str) -> None:
    """Names are compared as they are written."""
    found = error(replace(cisco, f"{name},Phone01", "x,222"))
    assert (found.type, found.data) == ("invalidInput.unknownColumn", "fileContent")
    assert found.message == f"The column {name} of the header is not known"


def test_a_column_may_not_come_twice(cisco: Cisco) -> None:
    """It is told once, however often it comes."""
    found = error(replace(cisco, "Phone01,FirstName,Phone01,Phone01", "1,2,3,4"))
    assert (found.type, found.data) == ("invalidInput.repeatedColumn", "fileContent")
    assert found.message == "The column Phone01 is in the header more than once"


def test_all_that_is_wrong_with_a_header_is_told_at_once(cisco: Cisco) -> None:
    """The rows below it are not looked at then; each error has its message in the detail too."""
    body = sheet("Mail,LastName,LastName,DstObserved", "x", overwrite="true")
    told = cisco.call("POST", IMPORT, body, accept="application/json").json()["apiError"]
    assert [one["errorType"].partition(".")[2] for one in told] == [
        "unknownColumn",
        "repeatedColumn",
        "missingColumn",
        "missingColumn",
    ]
    assert all(one["errorDetail"]["error"]["errorMessage"] == one["errorMessage"] for one in told)


def test_more_than_ten_thousand_rows_are_refused(cisco: Cisco) -> None:
    """The document's limit, however small the rows are; blank lines are none."""
    found = error(replace(cisco, "Phone01", *["222"] * 10_000, "", "222"))
    assert (found.type, found.data) == ("limitExceeded.records", "fileContent")
    assert found.message == "The number of records provided (10001) exceeds the maximum number allowed (10000)."


@pytest.mark.parametrize("header", ["Phone01", "FirstName,Phone01,LastName", "FirstName,Phone02"])
def test_appended_rows_must_have_the_columns_of_the_first_import(cisco: Cisco, header: str) -> None:
    """Fields of existing data cannot be removed, added or replaced."""
    assert replace(cisco, "FirstName,Phone01", "Ann,222").status_code == 200
    found = error(cisco.call("POST", IMPORT, sheet(header, header.replace("Phone01", "2").replace("Phone02", "2"))))
    assert (found.type, found.data) == ("invalidInput.otherColumns", "fileContent")
    assert found.message == "The columns must be those of the data that is there: FirstName, Phone01"
    assert len(contacts(cisco)) == 1


@pytest.mark.parametrize("overwrite", ["true", "false"])
def test_nothing_is_stored_or_removed_when_any_row_is_wrong(cisco: Cisco, overwrite: str) -> None:
    """Not even the rows before it, nor the columns of a new header."""
    before = cisco.rows("contacts"), cisco.rows("dialing_lists")
    answer = cisco.call("POST", IMPORT, sheet("Phone01", "222", "333", "4x4", "555", overwrite=overwrite))
    assert answer.status_code == 400
    assert (cisco.rows("contacts"), cisco.rows("dialing_lists")) == before


@pytest.mark.parametrize("campaign", ["5100", "5999", "0", "abc", "5000x", "9" * 30])
def test_a_campaign_that_the_api_has_not_made_is_not_found(cisco: Cisco, campaign: str) -> None:
    """5100 is one of the Outbound Campaign tool's."""
    for method in ("GET", "POST", "DELETE"):
        body = sheet("Phone01", "222") if method == "POST" else None
        found = error(cisco.call(method, f"/campaign/{campaign}/import", body), 404)
        assert (found.type, found.message) == ("notFound.dbData", UNKNOWN_ID)


@pytest.mark.parametrize(
    ("rest", "data"),
    [
        ("<overwriteData>yes</overwriteData>", "overwriteData"),
        ("<delimiter>;</delimiter>", "delimiter"),
        ("<delimiter>,|</delimiter>", "delimiter"),
        ("<delimiter><comma/></delimiter>", "delimiter"),
    ],
)
def test_a_parameter_that_is_wrong_is_named(cisco: Cisco, rest: str, data: str) -> None:
    """Before the rows are looked at."""
    found = error(cisco.call("POST", IMPORT, f"<import><fileContent>Phone01\n222</fileContent>{rest}</import>"))
    assert (found.type, found.message, found.data) == ("invalidInput.invalidValue", INVALID_VALUE, data)


@pytest.mark.parametrize("content", ["", "<fileContent/>", "<fileContent>\n \n</fileContent>"])
def test_the_content_is_required(cisco: Cisco, content: str) -> None:
    """A blank one is as good as none."""
    found = error(cisco.call("POST", IMPORT, f"<import>{content}<overwriteData>true</overwriteData></import>"))
    assert (found.type, found.message, found.data) == ("invalidInput.fieldRequired", REQUIRED, "fileContent")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Phone01\n222",
        "<imports><fileContent>Phone01\n222</fileContent></imports>",
        "<import><fileContent>Phone01\n222</import>",
        "<import><fileContent><![CDATA[Phone01\n222</fileContent></import>",
        '<!DOCTYPE import [<!ENTITY a "222">]><import><fileContent>Phone01\n&a;</fileContent></import>',
    ],
)
def test_a_body_that_is_no_import_is_refused(cisco: Cisco, body: str) -> None:
    """Not well-formed, of another element, or with a document type."""
    found = error(cisco.call("POST", IMPORT, body))
    assert found.type == "processing.xmlSyntaxError"
    assert found.message == "XML Syntax error while processing the request attachment"


def test_a_body_that_is_no_json_is_refused(cisco: Cisco) -> None:
    """When it is sent as JSON."""
    found = error(cisco.call("POST", IMPORT, '{"fileContent": "Phone01', content_type="application/json"))
    assert found.type == "processing.jsonSyntaxError"


def test_another_type_of_body_is_refused(cisco: Cisco) -> None:
    """A bare CSV file is no request."""
    assert error(cisco.call("POST", IMPORT, "Phone01\n222", content_type="text/csv"), 415).type == (
        "invalid.contentType"
    )


def test_a_header_of_very_many_columns_is_refused_without_ado(cisco: Cisco) -> None:
    """Neither the list of errors nor the name of a column grows with it."""
    body = json.dumps({"fileContent": "," * 1_000_000, "overwriteData": True})
    answer = cisco.call("POST", IMPORT, body, content_type="application/json")
    assert answer.status_code == 400
    assert len(answer.content) < 10_000


def test_a_body_that_is_larger_than_the_server_takes_is_refused() -> None:
    """Before anything in it is read."""
    running = Running(Settings(scenario="handbook", clock=ClockSetting.of("frozen"), most_body=500))
    try:
        narrow = Cisco(running.site("narrow"))
        assert error(replace(narrow, "Phone01", *["2225550111"] * 50), 413).type == "limitExceeded.requestSize"
        assert len(contacts(narrow)) == 1
    finally:
        running.stop()
