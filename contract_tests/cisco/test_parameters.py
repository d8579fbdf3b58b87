"""Every number and text of the document at its limits, by the table of all parameters; what is required; defaults.

Numbers: least, most, one below, one above, and no number. Texts: the longest, and one longer. Each is tried in every
operation that takes it.
"""

import pytest

from contract_tests.cisco.conftest import Cisco
from contract_tests.cisco.parameters import ROWS, Case, Parameter, api, cases, ids, told, written

# The bounds of a number for which none are printed.
LEAST, MOST = "0", str(2**31 - 1)
# What a text consists of where not every character is taken.
LETTERS = {"campaignPrefix": "7", "phone": "5", "Phone": "5"}


def bounds(row: Parameter) -> tuple[str, str]:
    """The least and the most that a number may be."""
    return row.min or LEAST, row.max or MOST


def beyond(row: Parameter) -> list[str]:
    """Numbers just outside the bounds."""
    least, most = bounds(row)
    if row.type == "integer":
        return [str(int(least) - 1), str(int(most) + 1)]
    return [f"{float(least) - 0.01:.2f}", f"{float(most) + 0.01:.2f}"]


NUMBERS = [row for row in cases(["integer", "decimal"]) if row.name not in ("CampaignId", "AgentSkillTargetId")]
WITHIN = [(row, value, operation) for row in NUMBERS for value in bounds(row) for operation in written(row)]
BEYOND = [(row, value, operation) for row in NUMBERS for value in beyond(row) for operation in written(row)]
NO_NUMBER = [
    (row, value, operation)
    for row in NUMBERS
    for value in (["x", "1.5"] if row.type == "integer" else ["x", "1,5"])
    for operation in written(row)
]


@pytest.mark.parametrize("case", WITHIN, ids=ids(WITHIN))
def test_a_number_at_its_bounds_is_taken(cisco: Cisco, case: Case) -> None:
    """And comes back as the same number."""
    row, value, operation = case
    tried = api(row.api)
    answer = tried.send(cisco, row, value, operation)
    assert answer.status_code in (200, 201), answer.text
    assert float(tried.shown(cisco, row) or "nan") == float(tried.expected(row, value))


@pytest.mark.parametrize("case", BEYOND, ids=ids(BEYOND))
def test_a_number_beyond_its_bounds_is_refused(cisco: Cisco, case: Case) -> None:
    """With the bounds, as the printed sample has them."""
    row, value, operation = case
    found = told(api(row.api).send(cisco, row, value, operation))
    assert (found.type, found.data) == ("invalidInput.outOfRange", row.name)
    assert {name: float(bound) for name, bound in found.detail.items()} == {
        "min": float(bounds(row)[0]),
        "max": float(bounds(row)[1]),
    }


@pytest.mark.parametrize("case", NO_NUMBER, ids=ids(NO_NUMBER))
def test_what_is_no_number_is_refused(cisco: Cisco, case: Case) -> None:
    """With the value."""
    row, value, operation = case
    if row.api.endswith("import") and "," in value:
        value = "1;5"
    found = told(api(row.api).send(cisco, row, value, operation))
    assert found == ("invalidInput.invalidValue", row.name, {"value": value})


def text(row: Parameter, size: int) -> str:
    """A text of that size, in the parameter's unit."""
    letter = LETTERS.get(row.name.rstrip("0123456789"), "x")
    return letter * size


TEXTS = [(row, operation) for row in cases(["text"]) if row.max_length for operation in written(row)]


@pytest.mark.parametrize(("row", "operation"), TEXTS, ids=ids(TEXTS))
def test_a_text_of_the_greatest_length_is_taken(cisco: Cisco, row: Parameter, operation: str) -> None:
    """And comes back as it was sent."""
    tried, value = api(row.api), text(row, int(row.max_length))
    assert tried.send(cisco, row, value, operation).status_code in (200, 201)
    assert tried.shown(cisco, row) == value


@pytest.mark.parametrize(("row", "operation"), TEXTS, ids=ids(TEXTS))
def test_a_longer_text_is_refused(cisco: Cisco, row: Parameter, operation: str) -> None:
    """By one character, with the greatest length."""
    found = told(api(row.api).send(cisco, row, text(row, int(row.max_length) + 1), operation))
    assert found == ("invalidInput.fieldLengthExceeded", row.name, {"max": row.max_length})


WIDE = [
    (row, operation)
    for row, operation in TEXTS
    if row.name.rstrip("0123456789") not in (*LETTERS, "name", "dialedNumber")
]


@pytest.mark.parametrize(("row", "operation"), WIDE, ids=ids(WIDE))
def test_lengths_are_counted_in_the_documents_unit(cisco: Cisco, row: Parameter, operation: str) -> None:
    """A letter of two bytes counts once among characters and twice among bytes."""
    most = int(row.max_length) // (2 if row.unit == "bytes" else 1)
    tried = api(row.api)
    assert tried.send(cisco, row, "\u00e9" * most, operation).status_code in (200, 201)
    assert tried.shown(cisco, row) == "\u00e9" * most


@pytest.mark.parametrize(("row", "operation"), WIDE, ids=ids(WIDE))
def test_a_letter_more_is_too_long_in_the_documents_unit(cisco: Cisco, row: Parameter, operation: str) -> None:
    """However many letters are allowed."""
    more = int(row.max_length) // (2 if row.unit == "bytes" else 1) + 1
    found = told(api(row.api).send(cisco, row, "\u00e9" * more, operation))
    assert (found.type, found.data) == ("invalidInput.fieldLengthExceeded", row.name)


SPELLED = [
    (row, value, operation)
    for row in cases(["text"])
    for name, values in {
        "name": ["a b", "-a", ".a", "_a", "\u00e9", "a/b", "a:b"],
        "campaignPrefix": ["12a", "1 2", "+49", "\u0661"],
        "dialedNumber": ["1-2", "a b", "\u00e9"],
        "phone": ["12a", "+1", "1 2", "\u0661"],
        "Phone": ["12a", "+1", "1 2"],
    }.items()
    if row.name.rstrip("0123456789") == name
    for value in values
    for operation in written(row)
]


@pytest.mark.parametrize("case", SPELLED, ids=ids(SPELLED))
def test_characters_that_a_text_must_not_have_are_refused(cisco: Cisco, case: Case) -> None:
    """Names, prefixes, dialled numbers and phones are not made of everything."""
    row, value, operation = case
    found = told(api(row.api).send(cisco, row, value, operation))
    assert (found.type, found.data) == ("invalidInput.invalidCharacter", row.name)


REQUIRED = [row for row in cases(["text", "integer", "datetime", "reference", "enum"]) if row.required == "yes"]


@pytest.mark.parametrize("row", [row for row in REQUIRED if "create" in row.operations], ids=str)
@pytest.mark.parametrize("value", [None, "", "  "], ids=["missing", "empty", "blank"])
def test_what_is_required_must_be_there(cisco: Cisco, row: Parameter, value: str | None) -> None:
    """On creating; left out or blank."""
    answer = api(row.api).send(cisco, row, value, "create")
    if row.api.endswith("import") and "/" in row.element and value is None:
        assert answer.status_code == 400
        return
    found = told(answer)
    assert (found.type, found.data) == ("invalidInput.fieldRequired", row.name)


@pytest.mark.parametrize("row", [row for row in REQUIRED if "update" in row.operations], ids=str)
def test_an_update_needs_nothing_but_the_change_stamp(cisco: Cisco, row: Parameter) -> None:
    """What is not sent stays as it is."""
    if row.element.startswith("skillGroupInfos/"):
        return
    tried = api(row.api)
    assert tried.send(cisco, row, None, "update").status_code == 200
    assert tried.shown(cisco, row)


IDS = [row for row in cases(["integer"]) if row.name in ("CampaignId", "AgentSkillTargetId")]
KNOWN = {"CampaignId": "5000", "AgentSkillTargetId": "5050"}


@pytest.mark.parametrize("row", IDS, ids=str)
def test_an_id_in_a_row_must_be_that_of_an_item(cisco: Cisco, row: Parameter) -> None:
    """Unknown ones and texts are refused."""
    assert api(row.api).send(cisco, row, KNOWN[row.name], "create").status_code == 200
    found = told(api(row.api).send(cisco, row, "9999", "create"))
    assert (found.type, found.data) == ("notFound.dbData", row.name)
    for value in ("x", "1.5"):
        found = told(api(row.api).send(cisco, row, value, "create"))
        assert found == ("invalidInput.invalidValue", row.name, {"value": value})


STAMPS = [row for row in ROWS if row.name == "changeStamp"]


@pytest.mark.parametrize("row", STAMPS, ids=str)
@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("0", ""),
        (None, "invalidInput.fieldRequired"),
        ("", "invalidInput.fieldRequired"),
        ("x", "invalidInput.invalidValue"),
        ("-1", "invalidInput.outOfRange"),
        ("2147483648", "invalidInput.outOfRange"),
        ("1", "changeStampMismatch.dbData"),
        ("2147483647", "changeStampMismatch.dbData"),
    ],
)
def test_an_update_must_name_the_present_change_stamp(
    cisco: Cisco, row: Parameter, value: str | None, kind: str
) -> None:
    """It goes up by one with each update."""
    tried = api(row.api)
    answer = tried.send(cisco, row, value, "update")
    if kind:
        assert (told(answer).type, told(answer).data) == (kind, "changeStamp")
        assert tried.shown(cisco, row) == "0"
    else:
        assert (answer.status_code, tried.shown(cisco, row)) == (200, "1")


@pytest.mark.parametrize("row", STAMPS, ids=str)
def test_a_new_item_has_change_stamp_0_whatever_is_sent(cisco: Cisco, row: Parameter) -> None:
    """It is not for the client to set."""
    tried = api(row.api)
    assert tried.send(cisco, row, "77", "create").status_code == 201
    assert tried.shown(cisco, row) == "0"


DATES = {"creation-date": "2026-01-05", "creation-date+1": "2026-01-06"}
DEFAULTS = [
    row
    for row in ROWS
    if row.default and "create" in row.operations and row.name not in ("overwriteData", "delimiter", "DstObserved")
]


@pytest.mark.parametrize("row", DEFAULTS, ids=str)
@pytest.mark.parametrize("value", [None, ""], ids=["missing", "empty"])
def test_what_is_left_out_has_its_default(cisco: Cisco, row: Parameter, value: str | None) -> None:
    """On creating; a blank element is as good as none."""
    tried = api(row.api)
    assert tried.send(cisco, row, value, "create").status_code == 201
    shown = tried.shown(cisco, row) or ""
    expected = DATES.get(row.default, row.default)
    assert float(shown) == float(expected) if row.type in ("integer", "decimal") else shown == expected


READ = [row for row in ROWS if row.operations == "read"]


@pytest.mark.parametrize("row", READ, ids=str)
@pytest.mark.parametrize("operation", ["create", "update"])
def test_what_is_read_only_is_ignored(cisco: Cisco, row: Parameter, operation: str) -> None:
    """Even a value that it could not have."""
    tried = api(row.api)
    before = tried.send(cisco, row, None, "create")
    expected = tried.shown(cisco, row)
    assert before.status_code == 201
    assert tried.send(cisco, row, "nonsense", operation).status_code in (200, 201)
    assert tried.shown(cisco, row) == expected
