"""The persistent sorted set against its model, a plain sorted list."""

import copy
import pickle
from bisect import bisect_left, insort
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringback.state import order as order_module
from ringback.state.order import EMPTY, TOP, Order

Pair = tuple[Any, ...]

NARROW = {"FULL": 4, "EDGE": 3, "THIN": 2, "BULK": 3}

pairs = st.tuples(st.sampled_from("abcd"), st.integers(0, 60))
pair_lists = st.lists(pairs, max_size=120)
bounds = st.one_of(
    st.none(),
    pairs,
    st.tuples(st.sampled_from("abcde")),
    st.tuples(st.sampled_from("abcd"), st.just(TOP)),
    st.just(TOP),
)
changes = st.lists(st.tuples(st.sampled_from(["add", "discard"]), pairs), max_size=150)


@pytest.fixture(autouse=True, scope="module", params=["narrow", "wide"])
def node_width(request: pytest.FixtureRequest) -> Iterator[None]:
    """Run each test with nodes so narrow that small examples grow tall, and with the real ones."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "narrow":
            for name, width in NARROW.items():
                patch.setattr(order_module, name, width)
        yield


def scattered(total: int) -> list[int]:
    """The numbers below a total that 7919 does not divide, in an order without pattern."""
    return [number * 7919 % total for number in range(total)]


def model_range(model: list[Pair], low: Any, high: Any) -> list[Pair]:
    return [item for item in model if (low is None or item >= low) and (high is None or item < high)]


def assert_same(order: Order[Any], model: list[Any]) -> None:
    """Compare all that can be asked about the whole."""
    assert list(order) == model
    assert list(reversed(order)) == model[::-1]
    assert len(order) == len(model)
    assert bool(order) == bool(model)
    assert order.first() == (model[0] if model else None)
    assert order.last() == (model[-1] if model else None)
    assert [order.at(index) for index in range(len(model))] == model
    assert [order.rank(item) for item in model] == list(range(len(model)))
    assert all(item in order for item in model)


@given(pair_lists, changes)
def test_any_sequence_of_changes_gives_what_a_sorted_list_gives(
    start: list[Pair], steps: list[tuple[str, Pair]]
) -> None:
    """Added items are there once, discarded ones are gone, the rest is as before."""
    order, model = Order.of(start), sorted(set(start))
    for change, item in steps:
        if change == "add":
            order = order.add(item)
            if item not in model:
                insort(model, item)
        else:
            order = order.discard(item)
            model = [other for other in model if other != item]
        assert (item in order) == (item in model)
        assert len(order) == len(model)
    assert_same(order, model)


@given(pair_lists, changes)
def test_older_versions_stay_as_they_were(start: list[Pair], steps: list[tuple[str, Pair]]) -> None:
    """Every version answers at the end what it answered when it was made."""
    order = Order.of(start)
    versions = [(order, list(order))]
    for change, item in steps:
        order = order.add(item) if change == "add" else order.discard(item)
        versions.append((order, list(order)))
    for version, content in versions:
        assert list(version) == content
        assert len(version) == len(content)


@given(pair_lists)
def test_a_bulk_build_equals_single_additions(items: list[Pair]) -> None:
    """Whatever the order of arrival, the content is all that counts."""
    one_by_one: Order[Pair] = EMPTY
    for item in items:
        one_by_one = one_by_one.add(item)
    assert Order.of(items) == one_by_one == Order.of(reversed(items))
    assert_same(Order.of(items), sorted(set(items)))


@given(pair_lists, pair_lists)
def test_an_update_equals_single_additions(start: list[Pair], items: list[Pair]) -> None:
    """A merge and a loop of additions differ in speed only."""
    order = Order.of(start)
    assert_same(order.update(items), sorted({*start, *items}))
    assert_same(order.update(iter(items[:1])), sorted({*start, *items[:1]}))
    assert list(order) == sorted(set(start))


@given(st.integers(0, 700), st.lists(st.integers(1, 70), max_size=8))
def test_what_comes_behind_all_others_is_put_there_at_once(start: int, portions: list[int]) -> None:
    """Portion by portion, some too short for it; the tree can be taken apart again from either end."""
    order, total = Order.of(range(start)), start
    for portion in portions:
        before, items = list(order), list(range(total, total + portion))
        grown = order.update([*items, *items[:1]])
        assert list(order) == before
        order, total = grown, total + portion
    assert_same(order, list(range(total)))
    for number in range(total // 2):
        order = order.discard(number).discard(total - 1 - number)
    assert_same(order, list(range(total // 2, total - total // 2)))


@given(pair_lists, bounds, bounds)
def test_a_range_holds_low_and_stops_before_high(items: list[Pair], low: Any, high: Any) -> None:
    """Bounds may be members, strangers, prefixes, open or TOP; both directions agree."""
    order, expected = Order.of(items), model_range(sorted(set(items)), low, high)
    assert list(order.range(low, high)) == expected
    assert list(order.range(low, high, reverse=True)) == expected[::-1]
    assert order.count(low, high) == len(expected)


@given(pair_lists, bounds.filter(lambda bound: bound is not None))
def test_a_rank_counts_the_items_below(items: list[Pair], bound: Any) -> None:
    """The rank of a stranger is the place where it would go."""
    model = sorted(set(items))
    assert Order.of(items).rank(bound) == bisect_left(model, bound)


@given(pair_lists, st.integers(-150, 150))
def test_a_place_is_read_as_in_a_list(items: list[Pair], index: int) -> None:
    """Negative places count from the end, places outside are refused."""
    order, model = Order.of(items), sorted(set(items))
    if -len(model) <= index < len(model):
        assert order.at(index) == model[index]
    else:
        with pytest.raises(IndexError):
            order.at(index)


@given(pair_lists, pair_lists)
def test_orders_are_equal_when_their_items_are(items: list[Pair], others: list[Pair]) -> None:
    """Equality looks at the content, not at the shape the history left."""
    assert (Order.of(items) == Order.of(others)) == (set(items) == set(others))
    grown_and_shrunk = Order.of([*items, ("z", 1)]).discard(("z", 1))
    assert grown_and_shrunk == Order.of(items)


@given(pair_lists, pairs)
def test_a_change_that_changes_nothing_answers_the_same_object(items: list[Pair], item: Pair) -> None:
    """What is there is not added, what is absent is not discarded."""
    order = Order.of(items)
    present, absent = order.add(item), order.discard(item)
    assert present.add(item) is present
    assert absent.discard(item) is absent
    assert present.update([item]) is present
    assert order.update(items) is order
    assert order.update([]) is order


@given(st.sampled_from([1, 2, 3, 7, 40, 61]), st.sampled_from([1, 2, 3, 16, 50]))
def test_discarding_all_but_every_nth_item_leaves_exactly_those(keep: int, start: int) -> None:
    """Removal spread evenly thins all nodes at once."""
    order: Order[int] = Order.of(range(3000))
    for number in range(start, 3000):
        if number % keep:
            order = order.discard(number)
    assert_same(order, [number for number in range(3000) if number < start or number % keep == 0])


@pytest.mark.parametrize("arrival", ["ascending", "descending", "scattered"])
@pytest.mark.parametrize("departure", ["ascending", "descending", "scattered"])
def test_thousands_come_and_go_in_any_direction(arrival: str, departure: str) -> None:
    """The tree grows several levels and shrinks to nothing, right at each stage."""
    total = 6000
    sequences = {
        "ascending": list(range(total)),
        "descending": list(range(total))[::-1],
        "scattered": scattered(total),
    }
    order: Order[int] = EMPTY
    for number in sequences[arrival]:
        order = order.add(number)
    assert_same(order, list(range(total)))
    leaving = sequences[departure]
    for number in leaving[: total - 100]:
        order = order.discard(number)
    assert_same(order, sorted(leaving[total - 100 :]))
    for number in leaving[total - 100 :]:
        order = order.discard(number)
    assert_same(order, [])
    assert order == EMPTY


def test_a_queue_that_is_refilled_at_the_end_stays_right() -> None:
    """Pending timers leave at the front and come at the back, at equal pace."""
    order: Order[int] = Order.of(range(500))
    for number in range(500, 5000):
        assert order.first() == number - 500
        order = order.discard(number - 500).add(number)
    assert_same(order, list(range(4500, 5000)))


def test_a_range_is_lazy() -> None:
    """The first items of a long range are there without the rest."""
    order: Order[int] = Order.of(range(100_000))
    assert list(islice(order.range(50_000), 3)) == [50_000, 50_001, 50_002]
    assert list(islice(order.range(None, 50_000, reverse=True), 2)) == [49_999, 49_998]


def test_a_range_started_on_one_version_does_not_see_the_next() -> None:
    """An iterator reads the value it was made from."""
    order: Order[int] = Order.of(range(200))
    running = iter(order)
    assert next(running) == 0
    order = order.discard(100)
    assert list(running) == list(range(1, 200))


def test_a_prefix_selects_a_group() -> None:
    """(value,) lies below the group of a value and (value, TOP) above it."""
    order: Order[Pair] = Order.of((name, number) for name in "abc" for number in range(100))
    assert list(order.range(("b",), ("b", TOP))) == [("b", number) for number in range(100)]
    assert next(order.range(("b",), ("b", TOP), reverse=True)) == ("b", 99)
    assert order.count(("b",), ("b", TOP)) == 100
    assert order.count(("b", 90), ("c", 10)) == 20
    assert order.count(("c",), ("a",)) == 0
    assert list(order.range(("c",), ("a",))) == []


def test_of_equal_items_the_first_stays() -> None:
    """1 and True are equal; the one that came first is kept by every way in."""
    for order in (Order.of([1, True]), Order.of([1]).add(True), Order.of([1]).update([True, 2])):
        assert type(order.first()) is int


@pytest.mark.parametrize("other", [0, -1, 10**30, 1.5, float("inf"), "", "\U0010ffff", b"z", (), ("z", 9), None, True])
def test_top_comes_after_everything(other: Any) -> None:
    """Whichever side it stands on, alone or inside a tuple."""
    top: Any = TOP
    assert top > other
    assert top >= other
    assert other < top
    assert other <= top
    assert not top < other
    assert not top <= other
    assert not other > top
    assert not other >= top
    assert top != other
    assert ("a", other) < ("a", top)
    assert ("a", top) > ("a", other, 1)
    assert ("b", other) > ("a", top)


def test_top_is_equal_to_itself_alone() -> None:
    """It neither precedes nor follows itself."""
    same = TOP
    assert same == TOP
    assert same <= TOP
    assert same >= TOP
    assert not same < TOP
    assert not same > TOP


def test_there_is_one_top_even_after_copying() -> None:
    """Copies and pickles come back as the same object."""
    assert copy.deepcopy(TOP) is TOP
    assert pickle.loads(pickle.dumps(TOP)) is TOP
    assert repr(TOP) == "TOP"


def test_an_empty_order_answers_every_question() -> None:
    """Nothing is first, last, below or within."""
    assert_same(EMPTY, [])
    assert Order() == EMPTY == Order.of([])
    assert EMPTY.discard(1) is EMPTY
    assert EMPTY.rank(5) == 0
    assert EMPTY.count() == 0
    assert list(EMPTY.range(1, 2)) == []


def test_an_order_has_no_hash_and_equals_no_list() -> None:
    """It is compared by content with its own kind only."""
    with pytest.raises(TypeError):
        hash(EMPTY)
    assert Order.of([1]) != [1]
