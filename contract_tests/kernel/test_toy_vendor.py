"""DESIGN 3: a vendor that the kernel has never heard of is served, published and governed like any other."""

from collections.abc import Iterator
from typing import Any, Self

import pytest

from contract_tests.conftest import Running
from contract_tests.kernel import toy
from contract_tests.kernel.conftest import FROZEN, World
from ringback.contract import Answer, App, Endpoint, Parts, PathDoor, Rendered, Reply
from ringback.serve.settings import Settings
from ringback.state.view import View


def test_a_path_finds_its_endpoint_and_its_parts_are_fields(library: World) -> None:
    """`/library/books/{book_id}` is found by its shape, and the part is read as a field."""
    answer = library.call("GET", "/library/books/2")
    assert (answer.status_code, answer.text) == (200, "Ulysses: here")
    assert answer.headers["ringback-reply"] == "library.ShowBook.shown"
    assert answer.headers["ringback-source"] == "Lending Library 1.0 §2; documented"


def test_a_missing_field_is_refused_by_the_reply_it_names(library: World) -> None:
    """`missing` answers for a field that is not there."""
    answer = library.call("POST", "/library/books", data={"titel": "Emma"})
    assert (answer.status_code, answer.text) == (400, "A book needs a title")


def test_a_field_out_of_bounds_is_refused_by_the_reply_it_names(library: World) -> None:
    """`invalid` answers for a field that does not fit."""
    answer = library.call("POST", "/library/books", data={"title": "x" * 21})
    assert (answer.status_code, answer.text) == (400, "A title has 20 characters at most")


def test_a_method_that_no_endpoint_has_is_answered_by_ringback(library: World) -> None:
    """What no vendor's document speaks of is refused in Ringback's own form."""
    answer = library.call("DELETE", "/library/books/1")
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "unknown_path"


def test_ids_go_on_from_what_the_scenario_holds(library: World) -> None:
    """Two books came with the scenario, so the next is the third."""
    assert library.call("POST", "/library/books", data={"title": "Middlemarch"}).text == "Book 3 added"
    assert library.call("GET", "/library/books/3").text == "Middlemarch: here"


def test_a_refused_call_leaves_the_world_as_it_was(library: World) -> None:
    """The transaction of a refused call is dropped."""
    before = library.export()
    assert library.call("POST", "/library/books", data={}).status_code == 400
    assert library.export() == before


def test_a_refusal_that_keeps_leaves_its_mark(library: World) -> None:
    """A wrong PIN is refused and counted all the same."""
    answer = library.call("POST", "/library/books/1/loan", data={"member": "ann", "pin": "0000"})
    assert (answer.status_code, answer.text) == (403, "Wrong PIN")
    assert library.said("state/library/members/ann")["failures"] == 1
    assert library.said("state/library/books/1")["lent_to"] == ""


def test_a_timer_fires_when_its_moment_has_come(library: World) -> None:
    """A book that is lent for fourteen days is overdue after them and not before."""
    lent = library.call("POST", "/library/books/1/loan", data={"member": "ann", "pin": "4711"})
    assert lent.text == "Due 2026-01-19"
    library.site.advance(14 * 86400 - 1)
    assert library.call("GET", "/library/books/1").text == "Emma: lent to ann"
    events = library.site.advance(1)
    assert events == [{"at": "2026-01-19T17:00:00Z", "app": "library", "kind": "overdue", "key": 1}]
    assert library.call("GET", "/library/books/1").text == "Emma: overdue from ann"


def test_a_change_by_hand_is_taken_up_by_the_vendors_rules(library: World) -> None:
    """A book that is given back by hand is not waited for any more."""
    library.call("POST", "/library/books/1/loan", data={"member": "ann", "pin": "4711"})
    assert library.said("clock")["next_timer"] == "2026-01-19T17:00:00Z"
    library.site.patch("books", 1, "library", lent_to="")
    assert library.said("clock")["next_timer"] is None


def test_the_catalogue_lists_all_that_is_declared(library: World) -> None:
    """Method, path, fields and replies come from the classes."""
    declared = {one["id"]: one for one in library.site.control.get("catalogue").json()["apps"]["library"]}
    names = ("AddBook", "ShowBook", "LendBook", "WindClock", "Hush")
    assert list(declared) == [f"library.{name}" for name in names]
    loan = declared["library.LendBook"]
    assert (loan["method"], loan["path"]) == ("POST", "/library/books/{book_id}/loan")
    assert [field["name"] for field in loan["fields"]] == ["book_id", "member", "pin"]
    assert [reply["id"] for reply in loan["replies"]] == [
        "library.LendBook.wrong_pin",
        "library.LendBook.no_book",
        "library.LendBook.lent",
    ]


class Shop(Endpoint[View]):
    """Another vendor: one page."""

    app = "shop"
    document = "Shop 1"
    door = PathDoor()

    def render(self, answer: Answer[Any]) -> Rendered:
        """Say the text."""
        part = answer.parts[0]
        return Rendered(part.reply.status, (), part.text(self.profile).encode())


class ShopWorld(View):
    """It remembers nothing."""

    room = "shop"


class Bell(Shop, path="/shop/bell", method="GET", section="1"):
    """Ring the bell. All that there is to an endpoint stands in this class."""

    rung = Reply(200, "Coming!")

    def run(self, world: View) -> Answer[Self]:
        """Answer it."""
        return self.rung()


@pytest.fixture
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server of the shop alone."""
    app = App.of(Parts(Shop, ShopWorld), prefixes=("/shop/",), hello="/shop/bell", credentials=())
    settings = Settings(scenario="stocked", clock=FROZEN)
    server = Running(settings, toy.serve(tmp_path_factory.mktemp("scenarios"), settings, app))
    yield server
    server.stop()


def test_to_add_an_endpoint_is_to_write_one_class(shop: Running) -> None:
    """No list names the class, and yet it is routed, catalogued, published, journalled and open to faults."""
    url = f"{shop.root}/shop/bell"
    assert shop.client.get(url).text == "Coming!"
    assert [one["id"] for one in shop.control.get("catalogue").json()["apps"]["shop"]] == ["shop.Bell"]
    assert "/shop/bell" in shop.control.get("openapi/shop.json").json()["paths"]
    assert shop.control.get("coverage").json()["apps"]["shop"]["unseen"] == []
    assert [one["reply"] for one in shop.control.get("worlds/default/requests").json()["requests"]] == [
        "shop.Bell.rung"
    ]
    fault = {"app": "shop", "endpoint": "shop.Bell", "transport": "empty"}
    assert shop.control.post("worlds/default/faults", json=fault).status_code == 201
