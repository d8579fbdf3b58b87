"""Every choice, truth value, time, reference, search key and sort order of the document, by the table of all."""

import pytest

from contract_tests.cisco.conftest import BASE, Cisco, error
from contract_tests.cisco.parameters import LATER, Case, Parameter, api, cases, ids, table, told, written

CHOICES = [
    (row, token, operation) for row in cases(["enum"]) for token in row.tokens.split() for operation in written(row)
]
NO_CHOICE = [
    (row, value, operation)
    for row in cases(["enum"])
    for value in ("nonsense", row.tokens.split()[0].swapcase(), row.tokens.replace(" ", ""))
    if value not in row.tokens.split()
    for operation in written(row)
]


@pytest.mark.parametrize("case", CHOICES, ids=ids(CHOICES))
def test_every_token_of_a_choice_is_taken(cisco: Cisco, case: Case) -> None:
    """And comes back as it was sent."""
    row, token, operation = case
    tried = api(row.api)
    assert tried.send(cisco, row, token, operation).status_code in (200, 201)
    if row.name != "delimiter":
        assert tried.shown(cisco, row) == token


@pytest.mark.parametrize("case", NO_CHOICE, ids=ids(NO_CHOICE))
def test_other_tokens_are_refused(cisco: Cisco, case: Case) -> None:
    """Tokens are case-sensitive."""
    row, value, operation = case
    found = told(api(row.api).send(cisco, row, value, operation))
    assert found == ("invalidInput.invalidValue", row.name, {"value": value})


FLAGS = [
    (row, value, operation) for row in cases(["boolean"]) for value in ("true", "false") for operation in written(row)
]
NO_FLAG = [
    (row, value, operation) for row in cases(["boolean"]) for value in ("yes", "2") for operation in written(row)
]


@pytest.mark.parametrize("case", FLAGS, ids=ids(FLAGS))
def test_a_truth_value_is_taken(cisco: Cisco, case: Case) -> None:
    """And comes back as it was sent."""
    row, value, operation = case
    tried = api(row.api)
    answer = tried.send(cisco, row, value, operation)
    assert answer.status_code in (200, 201), answer.text
    if row.name != "overwriteData":
        assert tried.shown(cisco, row) == value


@pytest.mark.parametrize("case", NO_FLAG, ids=ids(NO_FLAG))
def test_what_is_no_truth_value_is_refused(cisco: Cisco, case: Case) -> None:
    """With the value."""
    row, value, operation = case
    found = told(api(row.api).send(cisco, row, value, operation))
    assert found == ("invalidInput.invalidValue", row.name, {"value": value})


MOMENTS = {
    "date": (["2026-02-28", "2028-02-29", "9999-12-31"], ["28.02.2026", "2026-02-29", "2026-13-01", "x", "12:00"]),
    "time": (["00:00", "23:59", "09:30"], ["12", "12.30", "x", "2026-01-05", "-1:00"]),
    "datetime": ([LATER, "2027-12-31T23:59:59"], ["2026-01-05", "18:00", "x", "2026-02-30T00:00:00"]),
}
TIMES = [
    (row, value, operation) for row in cases(MOMENTS) for value in MOMENTS[row.type][0] for operation in written(row)
]
NO_TIME = [
    (row, value, operation) for row in cases(MOMENTS) for value in MOMENTS[row.type][1] for operation in written(row)
]


@pytest.mark.parametrize("case", TIMES, ids=ids(TIMES))
def test_dates_and_times_are_taken_in_their_form(cisco: Cisco, case: Case) -> None:
    """And come back in it."""
    row, value, operation = case
    tried = api(row.api)
    answer = tried.send(cisco, row, value, operation)
    assert answer.status_code in (200, 201), answer.text
    assert tried.shown(cisco, row) == value


@pytest.mark.parametrize("case", NO_TIME, ids=ids(NO_TIME))
def test_dates_and_times_in_other_forms_are_refused(cisco: Cisco, case: Case) -> None:
    """With the value."""
    row, value, operation = case
    found = told(api(row.api).send(cisco, row, value, operation))
    assert found == ("invalidInput.invalidValue", row.name, {"value": value})


CLOCKS = [
    (row, value, operation)
    for row in cases(["time"])
    for value in ("24:00", "12:60", "99:99")
    for operation in written(row)
]


@pytest.mark.parametrize("case", CLOCKS, ids=ids(CLOCKS))
def test_times_beyond_the_day_are_refused(cisco: Cisco, case: Case) -> None:
    """With the first and the last of it."""
    row, value, operation = case
    found = told(api(row.api).send(cisco, row, value, operation))
    assert found == ("invalidInput.outOfRange", row.name, {"min": "00:00", "max": "23:59"})


REFERENCES = {
    "timeZone": "timezone/UTC",
    "skillGroup": "skillgroup/5003",
    "campaign": "campaign/5000",
    "agent": "agent/5050",
}
REFERRED = [(row, operation) for row in cases(["reference"]) for operation in written(row)]


@pytest.mark.parametrize(("row", "operation"), REFERRED, ids=ids(REFERRED))
def test_references_lead_to_items_that_are_there(cisco: Cisco, row: Parameter, operation: str) -> None:
    """Others are refused."""
    good = f"{BASE}/{REFERENCES[row.name]}"
    tried = api(row.api)
    answer = tried.send(cisco, row, good, operation)
    assert answer.status_code in (200, 201), answer.text
    if "Added" not in row.element and "Removed" not in row.element:
        assert tried.shown(cisco, row) == good


@pytest.mark.parametrize(("row", "operation"), REFERRED, ids=ids(REFERRED))
def test_references_that_lead_nowhere_are_refused(cisco: Cisco, row: Parameter, operation: str) -> None:
    """The error names the reference."""
    found = told(api(row.api).send(cisco, row, f"{BASE}/{REFERENCES[row.name]}9", operation))
    assert (found.type, found.data) == ("notFound.dbData", row.name)


SORTED = [
    (row, f"{token}{order}")
    for row in table()
    if row.operations == "list" and row.element == "sort"
    for token in row.tokens.split()
    for order in ("", " asc", " desc")
]
PATHS = {"import": "/campaign/5000/import"}


@pytest.mark.parametrize(("row", "sort"), SORTED, ids=ids(SORTED))
def test_every_sort_parameter_is_taken(cisco: Cisco, row: Parameter, sort: str) -> None:
    """In both orders."""
    path = PATHS.get(row.api, f"/{row.api}")
    assert cisco.xml("GET", f"{path}?sort={sort}").findtext("pageInfo/sortTerm") == sort
    assert error(cisco.get(f"{path}?sort={sort}x")).data == "sort"


SEARCHED = [
    (row, name)
    for row in table()
    if row.operations == "list" and row.element == "q"
    for name in row.source.partition("searches ")[2].partition(";")[0].partition(",")[0].split()
]


@pytest.mark.parametrize(("row", "name"), SEARCHED, ids=ids(SEARCHED))
def test_every_search_parameter_is_a_key(cisco: Cisco, row: Parameter, name: str) -> None:
    """Everything has a value there or none; nothing has both."""
    path = PATHS.get(row.api, f"/{row.api}")

    def found(query: str) -> int:
        return int(cisco.xml("GET", f"{path}?q={query}").findtext("pageInfo/totalResults") or 0)

    assert found(f"{name}:(none)") + found(f"{name}:(a|e|i|o|u|n|1|2|3)") == found("")
    assert found(f"{name}:no-such-thing") == 0
