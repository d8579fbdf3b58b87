"""DESIGN 6, faults: replies are forced, delayed and lost, as often as a rule says."""

import pytest

from contract_tests.kernel.conftest import World, refusal

ADD = "library.AddBook"


def fault(world: World, **rule: object) -> str:
    """Add a fault; its id."""
    answer = world.ask("POST", "faults", json={"app": "library", **rule})
    assert answer.status_code == 201, answer.text
    made: str = answer.json()["id"]
    return made


def add(world: World, title: str = "Middlemarch") -> tuple[int, str]:
    """Add a book; status and text."""
    answer = world.call("POST", "/library/books", data={"title": title})
    return answer.status_code, answer.text


def titles(world: World) -> list[str]:
    """The titles there are."""
    return [row["title"] for row in world.site.rows("books", "library")]


def test_a_fault_is_answered_as_it_was_taken(library: World) -> None:
    """201 with every field, an id, and how often it was considered and struck."""
    answer = library.ask("POST", "faults", json={"app": "library", "endpoint": ADD, "latency_ms": 5})
    assert answer.status_code == 201
    assert answer.json() == {
        "id": "f1",
        "app": "library",
        "endpoint": ADD,
        "reply": None,
        "when": "before",
        "latency_ms": 5,
        "transport": None,
        "probability": 1.0,
        "times": None,
        "considered": 0,
        "struck": 0,
    }
    assert library.said("faults") == {"faults": [answer.json()]}


def test_a_forced_reply_is_given_and_nothing_happens(library: World) -> None:
    """Before the effect: the declared reply, and the world as it was."""
    fault(library, reply=f"{ADD}.full")
    assert add(library) == (507, "The library is full")
    assert titles(library) == ["Emma", "Ulysses"]


def test_a_reply_lost_after_the_effect_leaves_the_effect(library: World) -> None:
    """After the effect: the declared reply, though the book is there."""
    fault(library, reply=f"{ADD}.full", when="after")
    assert add(library) == (507, "The library is full")
    assert titles(library) == ["Emma", "Ulysses", "Middlemarch"]


def test_a_forced_success_does_nothing_either(library: World) -> None:
    """A reply that accepts, forced before the effect, is only said; its gaps are filled with examples."""
    fault(library, reply=f"{ADD}.added")
    assert add(library) == (201, "Book 1 added")
    assert titles(library) == ["Emma", "Ulysses"]


def test_a_forced_reply_is_filled_from_the_request_where_it_fits(library: World) -> None:
    """A gap that is a field of the request shows what was sent."""
    fault(library, reply="library.ShowBook.no_book")
    assert library.call("GET", "/library/books/2").text == "There is no book 2"


def test_a_fault_of_an_endpoint_leaves_the_others_alone(library: World) -> None:
    """A reply stands for its endpoint; without either, all of the app is meant."""
    fault(library, reply="library.ShowBook.no_book")
    assert library.said("faults")["faults"][0]["endpoint"] == "library.ShowBook"
    assert add(library)[0] == 201


def test_a_fault_that_names_no_endpoint_strikes_them_all(library: World) -> None:
    """Latency or loss without an endpoint concerns every call of the app."""
    fault(library, latency_ms=1)
    add(library)
    library.call("GET", "/library/books/1")
    assert library.said("faults")["faults"][0]["struck"] == 2


def test_latency_delays_the_answer_and_lets_the_effect_happen(library: World) -> None:
    """The answer comes so many milliseconds later."""
    fault(library, endpoint=ADD, latency_ms=80)
    answer = library.call("POST", "/library/books", data={"title": "Middlemarch"})
    assert answer.status_code == 201
    assert answer.elapsed.total_seconds() >= 0.07
    assert library.said("requests/1")["duration_us"] >= 70_000


def test_the_journal_names_the_fault_and_what_it_did(library: World) -> None:
    """The first step of the decision path, and the entry's `fault`."""
    made = fault(library, reply=f"{ADD}.full", latency_ms=2)
    add(library)
    entry = library.said("requests/1")
    assert (entry["fault"], entry["reply"]) == (made, f"{ADD}.full")
    assert entry["decision"][0] == {
        "check": f"fault {made}",
        "outcome": "forced library.AddBook.full, 2 ms late (before the effect)",
    }


def test_a_fault_strikes_as_often_as_it_may(library: World) -> None:
    """`times`, then never again; it stays in the list with its count."""
    fault(library, reply=f"{ADD}.full", times=2)
    assert [add(library)[0] for _ in range(4)] == [507, 507, 201, 201]
    assert library.said("faults")["faults"][0]["struck"] == 2


def test_a_probability_strikes_some_calls_and_the_seed_says_which(library: World) -> None:
    """Worlds of one seed are struck alike, whatever else they were asked; another seed differs."""

    def struck(seed: int, name: str, meanwhile: int) -> list[int]:
        world = library.another(name)
        world.ask("PUT", json={"seed": seed})
        fault(world, reply=f"{ADD}.full", probability=0.5)
        said = []
        for _ in range(40):
            said.append(add(world)[0])
            for _ in range(meanwhile):
                world.call("GET", "/library/books/1")
        return said

    first = struck(1, "one", 0)
    assert first == struck(1, "two", 1)
    assert first != struck(2, "three", 0)
    assert 8 <= first.count(507) <= 32


def test_a_probability_of_nought_never_strikes(library: World) -> None:
    """It is considered, and that is all."""
    fault(library, reply=f"{ADD}.full", probability=0)
    assert add(library)[0] == 201
    said = library.said("faults")["faults"][0]
    assert (said["considered"], said["struck"]) == (1, 0)


def test_of_several_faults_the_first_that_strikes_decides(library: World) -> None:
    """In the order they were added; the next has its turn when that one is used up."""
    fault(library, reply=f"{ADD}.full", times=1)
    fault(library, reply=f"{ADD}.untitled", times=1)
    assert [add(library)[0] for _ in range(3)] == [507, 400, 201]


def test_one_fault_is_shown_and_removed(library: World) -> None:
    """By its id, which is not given again."""
    made = fault(library, latency_ms=1)
    assert library.said(f"faults/{made}")["latency_ms"] == 1
    assert library.ask("DELETE", f"faults/{made}").status_code == 204
    refusal(library.ask("GET", f"faults/{made}"), 404, "unknown_fault")
    assert "There is none" in refusal(library.ask("DELETE", f"faults/{made}"), 404, "unknown_fault")
    assert fault(library, latency_ms=1) == "f2"


def test_all_faults_are_removed_at_once(library: World) -> None:
    """DELETE answers 204, and calls go through."""
    fault(library, reply=f"{ADD}.full")
    fault(library, reply=f"{ADD}.untitled")
    assert library.ask("DELETE", "faults").status_code == 204
    assert library.said("faults") == {"faults": []}
    assert add(library)[0] == 201


@pytest.mark.parametrize(
    ("rule", "status", "code", "says"),
    [
        ({}, 400, "bad_value", "app: is required"),
        ({"app": 1}, 400, "bad_value", "app: expected str, got int"),
        ({"app": "library"}, 400, "bad_value", "a fault does something: give reply, latency_ms or transport"),
        ({"app": "library", "endpoint": ADD}, 400, "bad_value", "a fault does something"),
        ({"app": "library", "latency_ms": 0}, 400, "bad_value", "a fault does something"),
        ({"app": "library", "latency_ms": -1}, 400, "bad_value", "latency_ms: expected int >= 0"),
        ({"app": "library", "latency_ms": 600_001}, 400, "bad_value", "latency_ms: expected int <= 600000"),
        ({"app": "library", "latency_ms": "9"}, 400, "bad_value", "latency_ms: expected int, got str"),
        ({"app": "library", "latency_ms": 1, "probability": 2}, 400, "bad_value", "probability: expected float <= 1"),
        ({"app": "library", "latency_ms": 1, "times": 0}, 400, "bad_value", "times: expected int >= 1"),
        (
            {"app": "library", "latency_ms": 1, "when": "later"},
            400,
            "bad_value",
            "when: expected one of before, after, got 'later'",
        ),
        (
            {"app": "library", "transport": "melt"},
            400,
            "bad_value",
            "transport: expected one of reset, empty, truncate, got 'melt'",
        ),
        ({"app": "library", "latency": 5}, 400, "unknown_field", "latency: no such field | Did you mean latency_ms?"),
        (
            {"app": "library", "endpoint": "library.ShowBook", "reply": f"{ADD}.full"},
            400,
            "bad_value",
            "reply: library.AddBook.full is a reply of library.AddBook, not of library.ShowBook",
        ),
        ({"app": "shop", "latency_ms": 1}, 404, "unknown_app", "There is no app called 'shop' | Known are library."),
        (
            {"app": "library", "endpoint": "library.AddBok", "latency_ms": 1},
            404,
            "unknown_endpoint",
            "There is no endpoint called 'library.AddBok' | Did you mean library.AddBook",
        ),
        (
            {"app": "library", "reply": "library.AddBook.ful"},
            404,
            "unknown_reply",
            "There is no reply called 'library.AddBook.ful' | Did you mean library.AddBook.full",
        ),
        ({"app": "library", "reply": "full"}, 404, "unknown_reply", "There is no reply called 'full'"),
    ],
)
def test_a_fault_that_could_not_strike_is_refused(
    library: World, rule: dict[str, object], status: int, code: str, says: str
) -> None:
    """With the field first, or the near names; and no fault is added."""
    assert refusal(library.ask("POST", "faults", json=rule), status, code).startswith(says)
    assert library.said("faults") == {"faults": []}
