"""What is published of an app, shown on the made-up vendor and on one whose endpoints share a door."""

from collections.abc import Mapping
from typing import Any, Self

import pytest
from jsonschema import Draft202012Validator

from contract_tests.kernel import toy
from ringback.contract import OBSERVED, Answer, App, Endpoint, FunctionDoor, Parts, Rendered, Reply, Text, inferred
from ringback.publish.coverage import coverage, merge
from ringback.publish.openapi import openapi
from ringback.publish.reference import markdown, reference
from ringback.state.view import View


class Desk(View):
    """A help desk that remembers nothing."""

    room = "desk"


class DeskCall(Endpoint[Desk]):
    """A call of the desk's API: one path, and `ask=` names the endpoint."""

    app = "desk"
    document = "Help | Desk 2"
    door = FunctionDoor(("/desk",), "ask", str)

    def render(self, answer: Answer[Any]) -> Rendered:
        """Write each reply on a line."""
        text = "\n".join(part.text(self.profile) for part in answer.parts)
        return Rendered(200, ((b"content-type", b"text/plain"),), text.encode())


class Hours(DeskCall, ask="hours", section="1"):
    """Tell the opening hours."""

    no_day = Reply(200, "ERROR|no day", kind="failure")
    told = Reply(200, "{day}|8-17", observed="{day}: 8-17")
    shut = Reply(200, "shut\nto `all`", ground=inferred("no one | would come"), reach="state")

    day = Text(missing=no_day, choices=("mon", "tue"), example="mon", note="a day | of the week", place="query")
    pin = Text(secret=True)

    def run(self, world: Desk) -> Answer[Self]:
        """Always the same."""
        return self.told()


class Other(DeskCall, ask="", section="2"):
    """Answer what nobody knows."""

    unknown = Reply(200, "?", ground=OBSERVED)

    def run(self, world: Desk) -> Answer[Self]:
        """Nothing is known."""
        return self.unknown()


DESK = App.of(Parts(DeskCall, Desk), prefixes=("/desk",), hello="/desk?ask=hours&day=mon", credentials=("anyone",))


def counted(seen: Mapping[str, list[int]], app: App = toy.APP) -> dict[str, Any]:
    """The coverage of one app."""
    report: dict[str, Any] = coverage([app], seen)["apps"][app.name]
    return report


def test_nothing_seen_is_everything_unseen() -> None:
    """Endpoints and replies are those that are declared."""
    report = counted({})
    assert (report["endpoints"], report["replies"], report["seen"]) == (5, 11, 0)
    assert len(report["unseen"]) == 11
    assert report["by"] == {"input": 0, "state": 0, "fault": 0}


def test_a_reply_seen_without_a_fault_counts_by_its_reach() -> None:
    """However often it was seen, and by faults besides."""
    report = counted({"library.AddBook.added": [3, 1], "library.ShowBook.no_book": [1, 0]})
    assert report["by"] == {"input": 2, "state": 0, "fault": 0}
    assert "library.AddBook.added" not in report["unseen"]


def test_a_reply_of_state_counts_by_state() -> None:
    """`reach` says that the world had to be set up."""
    assert counted({"desk.hours.shut": [1, 0]}, DESK)["by"] == {"input": 0, "state": 1, "fault": 0}


def test_a_reply_seen_by_faults_only_counts_as_by_fault() -> None:
    """It was shown to the client, and never reached."""
    assert counted({"library.AddBook.added": [0, 2]})["by"] == {"input": 0, "state": 0, "fault": 1}


def test_coverage_is_told_by_grade_too() -> None:
    """What is documented can be asked for in full, whatever is inferred."""
    report = counted({"desk.hours.told": [1, 0]}, DESK)
    assert report["documented"] == {
        "replies": 2,
        "seen": 1,
        "by": {"input": 1, "state": 0, "fault": 0},
        "unseen": ["desk.hours.no_day"],
    }
    assert report["observed"]["unseen"] == ["desk.Other.unknown"]
    assert report["inferred"]["unseen"] == ["desk.hours.shut"]


def test_a_reply_that_is_not_declared_counts_nowhere() -> None:
    """Another version of Ringback may have left it."""
    assert counted({"library.AddBook.gone": [1, 0]})["seen"] == 0


def test_what_several_have_seen_adds_up() -> None:
    """Plain and forced replies each for themselves."""
    assert merge({"a": [1, 0], "b": [0, 1]}, {"a": [2, 3]}) == {"a": [3, 3], "b": [0, 1]}
    assert merge() == {}


def test_coverage_can_be_merged_with_more() -> None:
    """It repeats what was seen."""
    assert coverage([toy.APP], {"x": (1, 2)})["seen"] == {"x": [1, 2]}


@pytest.fixture(scope="module")
def desk_lines() -> list[str]:
    """The desk's reference as Markdown."""
    return markdown(reference([DESK], {"01": "busy"})).splitlines()


def test_the_reference_says_how_to_call(desk_lines: list[str]) -> None:
    """Method, path, and what else names the endpoint; the one for all others has no name to call."""
    assert "Tell the opening hours. `GET /desk?ask=hours`, §1." in desk_lines
    assert "Answer what nobody knows. `GET /desk`, §2." in desk_lines


def test_the_reference_escapes_pipes_everywhere(desk_lines: list[str]) -> None:
    """In headings' text, in notes, in reasons, and in code, where a table would break at them too."""
    assert r"## desk: Help \| Desk 2" in desk_lines
    assert r"| `day` | yes | query | text | a day \| of the week; mon, tue |" in desk_lines
    assert r"| `desk.hours.no_day` | failure | 200 | `ERROR\|no day` | documented | input |" in desk_lines


def test_the_reference_gives_observed_texts_lines_and_reasons(desk_lines: list[str]) -> None:
    """Both forms where they differ; a text of two lines in two pieces; why a reply is inferred."""
    assert (
        r"| `desk.hours.told` | success | 200 | `{day}\|8-17`<br>observed: `{day}: 8-17` | documented | input |"
        in desk_lines
    )
    assert (
        r"| `desk.hours.shut` | success | 200 | `shut`<br>`` to `all` `` | inferred: no one \| would come | state |"
        in desk_lines
    )


def test_the_reference_ends_with_what_its_words_mean(desk_lines: list[str]) -> None:
    """Magic numbers, grades and reach."""
    assert "| 01 | busy |" in desk_lines
    assert "| inferred | neither; the reason is given |" in desk_lines
    assert "| fault | only a fault brings it about |" in desk_lines


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    """The library's OpenAPI."""
    return openapi(toy.APP, "9.9")


def test_openapi_has_every_path_and_method(described: dict[str, Any]) -> None:
    """An endpoint is an operation of its own id."""
    operations = {
        (path, method): operation["operationId"]
        for path, item in described["paths"].items()
        for method, operation in item.items()
    }
    assert described["openapi"] == "3.1.0"
    assert described["info"]["version"] == "9.9"
    assert operations == {
        ("/library/books", "post"): "library.AddBook",
        ("/library/books/{book_id}", "get"): "library.ShowBook",
        ("/library/books/{book_id}/loan", "post"): "library.LendBook",
        ("/library/clock", "post"): "library.WindClock",
        ("/library/hush", "get"): "library.Hush",
    }


def test_openapi_gives_fields_their_place(described: dict[str, Any]) -> None:
    """Parts of the path are parameters, what is sent in the body a schema with what is required of it."""
    loan = described["paths"]["/library/books/{book_id}/loan"]["post"]
    assert loan["parameters"] == [{"name": "book_id", "in": "path", "required": True, "schema": {"type": "string"}}]
    body = loan["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]
    assert body["properties"]["pin"] == {"type": "string", "format": "password"}
    added = described["paths"]["/library/books"]["post"]["requestBody"]["content"]
    schema = Draft202012Validator(added["application/x-www-form-urlencoded"]["schema"])
    assert schema.is_valid({"title": "Emma"})
    assert not schema.is_valid({})
    assert not schema.is_valid({"title": "x" * 21})


def test_openapi_shows_each_reply_under_its_status_and_id(described: dict[str, Any]) -> None:
    """The example is what a forced reply says."""
    responses = described["paths"]["/library/books"]["post"]["responses"]
    assert set(responses) == {"400", "201", "507"}
    assert responses["400"]["content"]["text/plain"]["examples"]["library.AddBook.untitled"] == {
        "summary": "Lending Library 1.0 §1; documented",
        "value": "A book needs a title",
    }
    assert responses["201"]["content"]["text/plain"]["examples"]["library.AddBook.added"]["value"] == "Book 1 added"


def test_openapi_describes_a_shared_door_as_one_operation() -> None:
    """Its query is one of the endpoints' own, told apart by the parameter that names them."""
    described = openapi(DESK)
    operation = described["paths"]["/desk"]["get"]
    (query,) = operation["parameters"]
    assert (query["in"], query["style"], query["explode"]) == ("query", "form", True)
    assert query["schema"]["properties"] == {"ask": {"type": "string", "enum": ["hours"]}}
    # What it refers to stands elsewhere in the document.
    schema = Draft202012Validator({**query["schema"], "components": described["components"]})
    assert schema.is_valid({"ask": "hours", "day": "mon"})
    assert not schema.is_valid({"ask": "hours"})
    assert not schema.is_valid({"ask": "hours", "day": "sun"})
    assert not schema.is_valid({"ask": "years", "day": "mon"})
    assert set(operation["responses"]["200"]["content"]["text/plain"]["examples"]) == {
        "desk.hours.no_day",
        "desk.hours.told",
        "desk.hours.shut",
        "desk.Other.unknown",
    }
