"""Scenarios: what is wrong in one is said with file, place, expectation and hint; those shipped are right."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from contract_tests.kernel import toy
from ringback.apps import fixtures, library
from ringback.state.clock import frozen
from ringback.state.passage import Room
from ringback.state.record import EPOCH
from ringback.state.scenario import Library, ScenarioError, build, start_of
from ringback.state.schema import schema
from ringback.state.world import World

SHIPPED = sorted((fixtures() / "scenarios").glob("*.yaml"))
ROOMS = {"library": Room(toy.LibraryWorld, toy.APP.parts.timers)}


class Typed(yaml.SafeLoader):
    """Reads YAML with types, as an editor does: numbers and true are no texts, moments are."""


Typed.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.fixture
def shelf(tmp_path: Path) -> Library:
    """A library of scenarios, empty so far."""
    return Library(tmp_path, ROOMS)


def write(shelf: Library, name: str, text: str) -> None:
    """Put a scenario into it."""
    (shelf.folder / name).write_text(text, encoding="utf-8")


def made(shelf: Library, name: str) -> World:
    """The world of a scenario."""
    return build(shelf.chain(name), shelf.rooms, frozen(EPOCH), 1, "documented")


def titles(world: World) -> list[str]:
    """The books of a world."""
    return [book.title for book in world.tables["library", "books"].rows.values()]


@pytest.mark.parametrize(
    ("text", "place", "problem", "hint"),
    [
        ("library:\n  bookz: []\n", "library.bookz", "no such table", "Did you mean books?"),
        ("libary: {}\n", "libary", "no such section", "Did you mean library?"),
        ("zzz: {}\n", "zzz", "no such section", "Known are scenario, extends, start"),
        ("library: []\n", "library", "expected a mapping of tables to rows", "Tables are books, members, places"),
        ("- a\n", "", "expected a mapping at the top", "Begin with one of scenario"),
        (
            "library:\n  books:\n  - {book_id: 1}\n  - {book_id: one}\n",
            "library.books[1].book_id",
            "Expected `int`, got `str`",
            "Compare with `ringback schema`",
        ),
        (
            "library:\n  books: [{book_id: 1, titel: Emma}]\n",
            "library.books[0]",
            "Object contains unknown field `titel`",
            "Compare",
        ),
        ("library:\n  books: [{title: Emma}]\n", "library.books[0]", "Object missing required field `book_id`", ""),
        ("library:\n  books: {book_id: 1}\n", "library.books", "Expected `array`, got `object`", "Compare"),
        ("library:\n  next: {bokks: 7}\n", "library.next.bokks", "no such table", "Did you mean books?"),
        ("library:\n  next: {books: x}\n", "library.next[...]", "Expected `int`, got `str`", "Compare"),
        ("library:\n  books: [\n  - x: }\n", "line 3, column 3", "this is not YAML: did not find", "Mend it"),
        ("start: soon\n", "start", "Invalid RFC3339 encoded datetime", "Compare"),
        ("start: 2026-01-05T17:00:00\n", "start", "Expected `datetime` with a timezone component", "Compare"),
        ("start: 0001-01-01T00:00:00Z\n", "start", "0001-01-01T00:00:00Z is out of range", "Stay from 1970 up to 9000"),
        ("extends: [empty]\n", "extends", "Expected `str`, got `array`", "Compare"),
        ("scenario: {a: b}\n", "scenario", "Expected `str`, got `object`", "Compare"),
        ("history_days: 9999999999\n", "history_days", "Expected `int` <= 366", "Compare"),
        ("generate: {library: {books: 3}}\n", "generate.library", "nothing can be generated there", ""),
        ("files: [a]\n", "files", "Expected `object`, got `array`", "Compare"),
        ("faults: [{app: library, when: now}]\n", "faults[0].when", "Invalid enum value 'now'", "Compare"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(shelf: Library, text: str, place: str, problem: str, hint: str) -> None:
    """A line for what is no YAML, else the path to the row and the field; then what to do."""
    write(shelf, "mine.yaml", text)
    with pytest.raises(ScenarioError) as caught:
        shelf.chain("mine")
    error = caught.value
    assert (error.origin, error.place) == (str(shelf.folder / "mine.yaml"), place)
    assert error.problem.startswith(problem)
    assert error.hint.startswith(hint)
    assert "\n" not in str(error)


def test_a_file_that_is_no_text_is_refused(shelf: Library) -> None:
    """Whatever its bytes."""
    (shelf.folder / "mine.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ScenarioError, match=r"mine\.yaml: this is not YAML: unacceptable character [^\n]+$"):
        shelf.chain("mine")


def test_a_scenario_cannot_extend_itself(shelf: Library) -> None:
    """The circle is named, however it is closed."""
    write(shelf, "one.yaml", "extends: two\n")
    write(shelf, "two.yaml", "extends: one\n")
    with pytest.raises(ScenarioError, match="one: extends: it extends itself through one > two"):
        shelf.chain("one")


def test_a_circle_of_paths_is_found_too(shelf: Library) -> None:
    """A path that leads back is the same file, whatever it leads through."""
    inner = shelf.folder / "inner"
    inner.mkdir()
    write(shelf, "one.yaml", "extends: inner/two.yaml\n")
    write(shelf, "inner/two.yaml", "extends: ../one.yaml\n")
    with pytest.raises(ScenarioError, match=r"one\.yaml: extends: it extends itself through "):
        shelf.chain(str(shelf.folder / "one.yaml"))


def test_a_missing_scenario_is_told_with_those_at_hand(shelf: Library) -> None:
    """By name or by path."""
    write(shelf, "mine.yaml", "")
    with pytest.raises(ScenarioError, match=r"nosuch: cannot be read \(No such file or directory\)\. .* are mine; "):
        shelf.chain("nosuch")
    with pytest.raises(ScenarioError, match=r"nosuch\.yaml: cannot be read"):
        shelf.chain("nosuch.yaml")


def test_rows_of_the_base_come_first_and_are_replaced_by_those_of_the_same_key(shelf: Library) -> None:
    """What extends adds to its base, and changes it."""
    write(shelf, "base.yaml", "library:\n  books: [{book_id: 1, title: Emma}, {book_id: 2, title: Ulysses}]\n")
    write(shelf, "mine.yaml", "extends: base\nlibrary:\n  books: [{book_id: 2, title: Dubliners}, {book_id: 0}]\n")
    assert titles(made(shelf, "mine")) == ["Emma", "Dubliners", ""]


def test_a_path_is_meant_from_the_file_it_is_written_in(
    shelf: Library, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever the current folder is."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "base.yaml").write_text("library:\n  books: [{book_id: 1, title: Emma}]\n")
    (elsewhere / "mine.yaml").write_text("extends: ./base.yaml\n")
    assert titles(made(shelf, str(elsewhere / "mine.yaml"))) == ["Emma"]


def test_a_scenario_starts_when_it_says_or_when_its_base_does(shelf: Library) -> None:
    """The last to say so counts."""
    write(shelf, "base.yaml", "start: 2026-01-05T09:00:00-08:00\n")
    write(shelf, "mine.yaml", "extends: base\n")
    write(shelf, "late.yaml", "extends: base\nstart: 2026-02-01T00:00:00Z\n")
    assert str(start_of(shelf.chain("mine"), EPOCH)) == "2026-01-05 17:00:00+00:00"
    assert str(start_of(shelf.chain("late"), EPOCH)) == "2026-02-01 00:00:00+00:00"


def test_texts_that_look_like_something_else_stay_texts(shelf: Library) -> None:
    """`ON` is no truth, `0123` no number, and a colon between digits no time."""
    write(shelf, "mine.yaml", "library:\n  books: [{book_id: 1, title: ON}, {book_id: 2, title: 0123}]\n")
    assert titles(made(shelf, "mine")) == ["ON", "0123"]


@pytest.fixture(scope="module")
def published() -> Draft202012Validator:
    """The schema that is shipped."""
    content = json.loads((fixtures() / "scenarios" / "scenario.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(content)
    return Draft202012Validator(content, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_each_shipped_scenario_loads(path: Path) -> None:
    """By its name, which is the file's."""
    chain = library().chain(path.stem)
    assert chain[-1].name == path.stem


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
@pytest.mark.parametrize("loader", [yaml.BaseLoader, Typed], ids=["as texts", "with types"])
def test_each_shipped_scenario_fits_the_schema(path: Path, loader: Any, published: Draft202012Validator) -> None:
    """As Ringback reads it, all texts, and as an editor does."""
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=loader) or {}
    assert [f"{error.json_path}: {error.message}" for error in published.iter_errors(content)] == []


@pytest.fixture(scope="module")
def toy_schema() -> Draft202012Validator:
    """The schema of scenarios that fill the made-up vendor's tables."""
    return Draft202012Validator(schema(ROOMS))


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"scenario": "mine", "extends": "base", "start": "2026-01-05T17:00:00Z", "files": {"a.txt": 1}},
        {"library": {"books": [{"book_id": 1, "title": "Emma", "overdue": True}], "next": {"books": 7}}},
        {"library": {"books": [{"book_id": "1", "title": 1984, "overdue": "false", "due": None}]}},
        {"faults": [{"app": "library", "probability": "0.5", "times": 3}]},
    ],
)
def test_the_schema_lets_scalars_be_written_as_texts(content: object, toy_schema: Draft202012Validator) -> None:
    """And texts as numbers: a title may be 1984."""
    assert [error.message for error in toy_schema.iter_errors(content)] == []


@pytest.mark.parametrize(
    "content",
    [
        {"libary": {}},
        {"library": {"bookz": []}},
        {"library": {"books": [{"title": "Emma"}]}},
        {"library": {"books": [{"book_id": 1, "titel": "Emma"}]}},
        {"library": {"books": [{"book_id": "one"}]}},
        {"library": {"books": [{"book_id": 1, "overdue": "yes"}]}},
        {"library": {"next": {"members": 1}}},
        {"faults": [{"app": "library", "when": "now"}]},
        {"faults": [{"app": "library", "probability": 2}]},
    ],
)
def test_the_schema_refuses_what_cannot_be_loaded(content: object, toy_schema: Draft202012Validator) -> None:
    """Unknown names, missing keys, values of another type or out of range."""
    assert not toy_schema.is_valid(content)
