"""DESIGN 6, state: tables are listed and paged, and rows are looked at and changed by hand."""

from typing import Any

import pytest

from contract_tests.kernel.conftest import World, refusal

BOOKS = "state/library/books"
PLACES = "state/library/places"
EMMA = {"book_id": 1, "title": "Emma", "lent_to": "", "due": None, "overdue": False}


def test_the_tables_are_listed_with_their_keys_and_fields(library: World) -> None:
    """Names as they stand in rows, types in a word, and what a field is without a value."""
    tables = {table["name"]: table for table in library.said("state/library")["tables"]}
    assert list(tables) == ["books", "members", "places"]
    assert (tables["books"]["rows"], tables["books"]["key"]) == (2, ["book_id"])
    assert tables["books"]["fields"] == [
        {"name": "book_id", "type": "integer", "required": True},
        {"name": "title", "type": "string", "required": False, "default": ""},
        {"name": "lent_to", "type": "string", "required": False, "default": ""},
        {"name": "due", "type": "date-time | null", "required": False, "default": None},
        {"name": "overdue", "type": "boolean", "required": False, "default": False},
    ]
    assert tables["places"]["key"] == ["hall", "number"]


def test_rows_come_in_the_order_of_their_keys(library: World) -> None:
    """All fields of each row, and no next page where there is none."""
    assert library.said(BOOKS) == {"rows": [EMMA, {**EMMA, "book_id": 2, "title": "Ulysses"}], "next": None}


def test_rows_are_paged_by_the_key_of_the_last(library: World) -> None:
    """`next` is what `after` takes; the key it names need not be there any more."""
    for number in (10, 9, 11):
        library.site.put("books", number, "library")
    pages, after = [], None
    while True:
        page = library.said(BOOKS, params={"limit": 2, **({"after": after} if after is not None else {})})
        pages.append([row["book_id"] for row in page["rows"]])
        after = page["next"]
        if after is None:
            break
    assert pages == [[1, 2], [9, 10], [11]]
    assert [row["book_id"] for row in library.said(f"{BOOKS}?after=3")["rows"]] == [9, 10, 11]


def test_compound_keys_are_written_with_commas(library: World) -> None:
    """In a path, in `after` and in `next`; a comma of a part's own is percent-encoded."""
    for hall, number in (("East", 1), ("East", 2), ("North, upper", 1), ("50%", 3)):
        key = hall.replace("%", "%25").replace(",", "%2C")
        answer = library.ask("PUT", f"{PLACES}/{key},{number}", json={"holds": f"{hall}/{number}"})
        assert answer.status_code == 201
        assert (answer.json()["hall"], answer.json()["number"]) == (hall, number)
    assert library.said(f"{PLACES}/North%2C upper,1")["holds"] == "North, upper/1"
    assert library.said(f"{PLACES}/East%2C2")["holds"] == "East/2"
    halls: list[str] = []
    after: str | None = ""
    while after is not None:
        page = library.said(PLACES, params={"limit": 1, "after": after})
        halls += [row["hall"] for row in page["rows"]]
        after = page["next"]
    assert halls == ["50%", "East", "East", "North, upper"]


def test_a_key_of_one_part_is_taken_as_it_stands(library: World) -> None:
    """Commas, slashes, spaces and percent signs may be part of it."""
    for name in ("Doe, Ann", "a/b", "50%", "ü", "a,b,c"):
        key = name.replace("%", "%25").replace("/", "%2F")
        assert library.ask("PUT", f"state/library/members/{key}", json={}).json()["name"] == name
        assert library.said(f"state/library/members/{key}")["name"] == name
    names = [row["name"] for row in library.said("state/library/members?after=Doe, Ann")["rows"]]
    assert names == ["a,b,c", "a/b", "ann", "ü"]


def test_one_row_is_shown(library: World) -> None:
    """By its key, as the row alone."""
    assert library.said(f"{BOOKS}/1") == EMMA


def test_a_row_is_made_with_defaults_and_replaced_whole(library: World) -> None:
    """201 where there was none, then 200; the key comes from the path."""
    made = library.ask("PUT", f"{BOOKS}/7", json={"title": "Villette", "lent_to": "ann"})
    assert (made.status_code, made.json()) == (201, {**EMMA, "book_id": 7, "title": "Villette", "lent_to": "ann"})
    replaced = library.ask("PUT", f"{BOOKS}/7", json={"book_id": 7, "title": "Shirley"})
    assert (replaced.status_code, replaced.json()) == (200, {**EMMA, "book_id": 7, "title": "Shirley"})


def test_key_nought_means_the_next_id_where_ids_are_counted(library: World) -> None:
    """As it does in a scenario."""
    made = library.ask("PUT", f"{BOOKS}/0", json={"title": "Villette"})
    assert (made.status_code, made.json()["book_id"]) == (201, 3)
    assert library.call("POST", "/library/books", data={"title": "Shirley"}).text == "Book 4 added"


def test_a_row_is_changed_in_part(library: World) -> None:
    """PATCH leaves what it does not name."""
    answer = library.ask("PATCH", f"{BOOKS}/1", json={"lent_to": "ann"})
    assert (answer.status_code, answer.json()) == (200, {**EMMA, "lent_to": "ann"})
    assert library.call("GET", "/library/books/1").text == "Emma: lent to ann"


def test_a_row_is_removed(library: World) -> None:
    """204, and then it is unknown."""
    assert library.ask("DELETE", f"{BOOKS}/1").status_code == 204
    assert library.call("GET", "/library/books/1").status_code == 404
    refusal(library.ask("GET", f"{BOOKS}/1"), 404, "unknown_row")


def test_values_are_taken_as_texts_too(library: World) -> None:
    """What a form or a shell writes as a text becomes the field's type; moments come back in UTC."""
    body = {"overdue": "true", "due": "2026-02-01T12:00:00+02:00", "book_id": "1"}
    row = library.ask("PATCH", f"{BOOKS}/1", json=body).json()
    assert (row["overdue"], row["due"]) == (True, "2026-02-01T10:00:00Z")


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
@pytest.mark.parametrize(
    ("body", "code", "says"),
    [
        ({"title": 5}, "bad_value", "title: expected str, got int"),
        ({"overdue": "perhaps"}, "bad_value", "overdue: expected bool, got str"),
        ({"due": "tomorrow"}, "bad_value", "due: invalid RFC3339 encoded datetime | Write a moment with its zone"),
        ({"due": "2026-02-01T12:00:00"}, "bad_value", "due: expected datetime with a timezone component"),
        ({"due": "0001-01-01T00:00:00+14:00"}, "bad_value", "due: 0001-01-01T00:00:00+14:00 is too early or too late"),
        ({"due": "1601-01-01T00:00:00Z"}, "bad_value", "due: 1601-01-01T00:00:00+00:00 is no time for a world"),
        ({"titel": "Emma"}, "unknown_field", "titel: no such field | Did you mean title? Known are book_id, title"),
        ({"book_id": 2}, "bad_value", "book_id: the path says 1, the body 2"),
        ({"book_id": "x"}, "bad_value", "book_id: expected int, got str"),
        ([], "bad_value", "body: expected object, got array"),
    ],
)
def test_values_that_do_not_fit_change_nothing(library: World, method: str, body: object, code: str, says: str) -> None:
    """400 with the field first, and the row is as it was."""
    before = library.export()
    assert refusal(library.ask(method, f"{BOOKS}/1", json=body), 400, code).startswith(says)
    assert library.export() == before


@pytest.mark.parametrize(
    ("path", "status", "code", "says"),
    [
        ("state/libary", 404, "unknown_app", "There is no app called 'libary' | Did you mean library?"),
        ("state/library/boks", 404, "unknown_table", "There is no table called 'boks' | Did you mean books?"),
        (f"{BOOKS}/9", 404, "unknown_row", "There is no row called '9'"),
        (f"{BOOKS}/x", 400, "bad_value", "book_id: expected int, got str"),
        (f"{PLACES}/East", 400, "bad_value", "hall,number: expected 2 parts, got 'East'"),
        (f"{PLACES}/a,b,c", 400, "bad_value", "hall,number: expected 2 parts, got 'a,b,c'"),
        (f"{PLACES}/East,one", 400, "bad_value", "number: expected int, got str"),
        (f"{BOOKS}?limit=0", 400, "bad_value", "limit: expected int >= 1"),
        (f"{BOOKS}?limit=10001", 400, "bad_value", "limit: expected int <= 10000"),
        (f"{BOOKS}?after=x", 400, "bad_value", "book_id: expected int, got str"),
        (f"{BOOKS}?page=2", 400, "unknown_field", "page: no such field | Known are limit, after, contains."),
    ],
)
def test_names_and_keys_that_nothing_has_are_refused(
    library: World, path: str, status: int, code: str, says: str
) -> None:
    """404 for a name, 400 for what could not be a key."""
    said = refusal(library.ask("GET", path), status, code)
    assert said.startswith(says) or says in said


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_a_row_that_is_not_there_cannot_be_changed(library: World, method: str) -> None:
    """404 says how many there are."""
    options: dict[str, Any] = {"json": {"title": "x"}} if method == "PATCH" else {}
    said = refusal(library.ask(method, f"{BOOKS}/9", **options), 404, "unknown_row")
    assert "It has 2 rows" in said


def test_the_first_page_of_many_rows_costs_what_the_first_of_few_does(library: World) -> None:
    """A page after a key is found by the key: no row before it is read."""
    rows = [{"hall": "long", "number": number} for number in range(5_000)]
    library.ask("POST", "load", json={"library": {"places": rows}})
    page = library.said(f"{PLACES}?limit=2&after=long,4900")
    assert [row["number"] for row in page["rows"]] == [4901, 4902]
    assert page["next"] == "long,4902"


def found(world: World, path: str, **query: object) -> tuple[list[Any], Any, int]:
    """What a search finds: the titles or halls, where it goes on, and how many rows were looked at."""
    said = world.said(path, params=query)
    return [row.get("title", row.get("hall")) for row in said["rows"]], said["next"], said["searched"]


def test_rows_are_found_by_any_text_in_them(library: World) -> None:
    """In any field, in any case; `searched` says how many rows were looked at."""
    assert found(library, BOOKS, contains="EMMA") == (["Emma"], None, 2)
    assert found(library, BOOKS, contains="s") == (["Emma", "Ulysses"], None, 2)
    assert found(library, BOOKS, contains="nothing has this") == ([], None, 2)
    library.site.patch("books", 2, "library", lent_to="ÅSA")
    assert found(library, BOOKS, contains="åsa") == (["Ulysses"], None, 2)
    assert "searched" not in library.said(f"{BOOKS}?contains=")


def test_a_search_that_is_cut_says_where_it_goes_on(library: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many rows looked at, or found; however few were found."""
    for number in range(3, 9):
        library.site.put("books", number, "library", title=f"Book {number}")
    assert found(library, BOOKS, contains="book", limit=3) == (["Emma", "Ulysses", "Book 3"], 3, 3)
    assert found(library, BOOKS, contains="book 8", limit=1) == (["Book 8"], None, 8)
    monkeypatch.setattr("ringback.control.state.MOST_SEARCHED", 3)
    assert found(library, BOOKS, contains="book 5") == ([], 3, 3)
    assert found(library, BOOKS, contains="book 5", after=3) == (["Book 5"], 6, 3)
    assert found(library, BOOKS, contains="book 5", after=6) == ([], None, 2)


def test_a_search_goes_on_after_a_compound_key(library: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """`next` is written as `after` takes it."""
    monkeypatch.setattr("ringback.control.state.MOST_SEARCHED", 1)
    for hall in ("East", "North, upper", "West"):
        library.ask("PUT", f"{PLACES}/{hall.replace(',', '%2C')},1", json={"holds": "maps"})
    halls: list[str] = []
    after: str | None = None
    for _ in range(3):
        more, after, _ = found(library, PLACES, contains="maps", **({"after": after} if after else {}))
        halls += more
    assert (halls, after) == (["East", "North, upper", "West"], None)


@pytest.mark.parametrize("name", ["two\nlines", "\n", "a?b", "a#b", "clock"])
def test_a_key_may_hold_whatever_a_path_can(library: World, name: str) -> None:
    """Line ends too."""
    key = "".join(f"%{byte:02X}" for byte in name.encode())
    assert library.ask("PUT", f"state/library/members/{key}", json={}).status_code == 201
    assert library.said(f"state/library/members/{key}")["name"] == name
    assert library.ask("DELETE", f"state/library/members/{key}").status_code == 204
