"""Tables, transactions and timers against plain models."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringback.state.clock import frozen
from ringback.state.passage import Room, pass_time
from ringback.state.record import Record
from ringback.state.table import Table
from ringback.state.transaction import Transaction
from ringback.state.view import View
from ringback.state.world import World

START = datetime(2026, 1, 5, 17, tzinfo=UTC)


class Parcel(Record, frozen=True):
    """A row of the model."""

    parcel: int = 0
    shelf: str = ""
    weight: int = 0
    owner: str | None = None


class Depot(View):
    """A view with one table of every kind of index."""

    room = "depot"
    parcels = Table[int, Parcel](
        Parcel,
        key="parcel",
        first=100,
        indexes={
            "shelf": "shelf",
            "heavy": ("shelf", "weight"),
            "owner": "owner",
            "light": lambda row: (row.weight,) if row.weight < 5 else None,
        },
    )


def fresh() -> World:
    """A world without rows."""
    return World(clock=frozen(START))


def depot(world: World) -> Depot:
    """The view of a new transaction."""
    return Depot(Transaction(world, START))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["put", "change", "remove"]),
        st.integers(1, 12),
        st.sampled_from("ABC"),
        st.integers(0, 9),
        st.sampled_from([None, "x", "y"]),
    ),
    max_size=60,
)


@settings(deadline=None)
@given(STEPS)
def test_a_table_and_its_indexes_agree_with_a_dictionary(steps: list[tuple[str, int, str, int, str | None]]) -> None:
    """After any steps every index lists exactly the rows it should, in order."""
    view, model = depot(fresh()), dict[int, Parcel]()
    for step, key, shelf, weight, owner in steps:
        if step == "put":
            model[key] = view.parcels.put(Parcel(parcel=key, shelf=shelf, weight=weight, owner=owner))
        elif step == "change" and key in model:
            model[key] = view.parcels.change(key, shelf=shelf, weight=weight)
        elif step == "remove":
            assert view.parcels.remove(key) == model.pop(key, None)
    rows = sorted(model.values(), key=lambda row: row.parcel)
    assert list(view.parcels) == rows
    for shelf in "ABC":
        on_shelf = [row for row in rows if row.shelf == shelf]
        assert list(view.parcels.where("shelf", shelf)) == on_shelf
        assert view.parcels.count("shelf", shelf) == len(on_shelf)
        assert view.parcels.page("shelf", shelf, skip=1, most=2) == on_shelf[1:3]
        assert view.parcels.page("shelf", shelf, skip=1, most=2, reverse=True) == on_shelf[::-1][1:3]
        assert list(view.parcels.where("heavy", shelf)) == sorted(on_shelf, key=lambda row: (row.weight, row.parcel))
        assert list(view.parcels.distinct("heavy", shelf)) == sorted({row.weight for row in on_shelf})
    assert list(view.parcels.where("owner", "x")) == [row for row in rows if row.owner == "x"]
    assert list(view.parcels.where("light")) == sorted(
        (row for row in rows if row.weight < 5), key=lambda row: (row.weight, row.parcel)
    )


@settings(deadline=None)
@given(st.sets(st.integers(1, 120)), st.sets(st.integers(1, 130)))
def test_rows_removed_all_at_once_are_gone_as_if_one_by_one(there: set[int], gone: set[int]) -> None:
    """Few or many, with keys among them that have no row: table, indexes and changes are the same."""
    filled = depot(fresh())
    filled.parcels.extend(Parcel(parcel=key, shelf="AB"[key % 2], weight=key % 9) for key in there)
    world = filled.tx.commit()
    at_once, singly = depot(world), depot(world)
    at_once.parcels.remove_all(gone)
    for key in sorted(gone):
        singly.parcels.remove(key)
    assert list(at_once.parcels) == list(singly.parcels)
    for index in Depot.parcels.index_names:
        assert list(at_once.parcels.where(index)) == list(singly.parcels.where(index))
    changes = [view.tx.changes(view.tx.commit(), 1000)[0] for view in (at_once, singly)]
    assert sorted(change.key for change in changes[0]) == sorted(change.key for change in changes[1])


def test_rows_before_a_key_come_last_first() -> None:
    """The key itself, which need not have a row, is left out."""
    view = depot(fresh())
    view.parcels.extend(Parcel(parcel=key) for key in (1, 4, 9))
    assert [row.parcel for row in view.parcels.before(9)] == [4, 1]
    assert [row.parcel for row in view.parcels.before(8)] == [4, 1]


@settings(deadline=None)
@given(STEPS)
def test_a_transaction_that_is_dropped_leaves_the_world_as_it_was(
    steps: list[tuple[str, int, str, int, str | None]],
) -> None:
    """The world is a value: whatever is done on top of it, it stays."""
    view = depot(fresh())
    for key in range(1, 6):
        view.parcels.put(Parcel(parcel=key, shelf="A"))
    world = view.tx.commit()
    before = list(depot(world).parcels)
    other = depot(world)
    for _, key, shelf, weight, owner in steps:
        other.parcels.put(Parcel(parcel=key, shelf=shelf, weight=weight, owner=owner))
        other.set_timer("tick", key, START)
    assert list(depot(world).parcels) == before
    assert world.timers.next_due() is None


def test_a_transaction_that_changes_nothing_commits_the_same_value() -> None:
    """Reading, and writing what is there already, make no new world."""
    view = depot(fresh())
    view.parcels.put(Parcel(parcel=1, shelf="A"))
    world = view.tx.commit()
    again = depot(world)
    assert again.parcels[1].shelf == "A"
    again.parcels.put(Parcel(parcel=1, shelf="A"))
    assert again.tx.commit() is world


def test_ids_count_from_the_first_and_are_never_given_twice() -> None:
    """A removed row's id stays taken, and an id in use is passed over."""
    view = depot(fresh())
    assert [view.parcels.add(Parcel()).parcel for _ in range(2)] == [100, 101]
    view.parcels.remove(101)
    view.parcels.put(Parcel(parcel=102))
    assert view.parcels.add(Parcel()).parcel == 103


def test_a_taken_key_is_refused() -> None:
    """`add` says which row is there already."""
    view = depot(fresh())
    view.parcels.put(Parcel(parcel=7))
    with pytest.raises(ValueError, match="parcels 7 exists already"):
        view.parcels.add(Parcel(parcel=7))


def test_changes_tell_each_row_once_from_first_to_last() -> None:
    """Several writes to a row are one change; a row made and removed is none."""
    view = depot(fresh())
    view.parcels.put(Parcel(parcel=1, shelf="A"))
    view.parcels.put(Parcel(parcel=1, shelf="B"))
    view.parcels.put(Parcel(parcel=2))
    view.parcels.remove(2)
    view.parcels.put(Parcel(parcel=3))
    changes, more = view.tx.changes(view.tx.commit(), 1)
    assert [(change.key, change.before, change.after) for change in changes] == [(1, None, Parcel(parcel=1, shelf="B"))]
    assert more == 1


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 3), st.integers(0, 50)), max_size=40))
def test_timers_fire_once_in_the_order_of_their_moments(set_timers: list[tuple[str, int, int]]) -> None:
    """Of several settings of one timer the last counts; equals fire in the order they were set."""
    fired: list[tuple[str, int, datetime]] = []
    room = Room(
        Depot,
        {
            "a": lambda view, key: fired.append(("a", key, view.now)),
            "b": lambda view, key: fired.append(("b", key, view.now)),
        },
    )
    view, model = depot(fresh()), dict[tuple[str, int], tuple[datetime, int]]()
    for sequence, (kind, key, after) in enumerate(set_timers):
        due = START + timedelta(seconds=after)
        view.set_timer(kind, key, due)
        model[kind, key] = (due, sequence)
    world = pass_time(view.tx.commit(), START + timedelta(seconds=30), {"depot": room})
    until = START + timedelta(seconds=30)
    expected = sorted((due, sequence, place) for place, (due, sequence) in model.items() if due <= until)
    assert fired == [(place[0], place[1], when) for when, _, place in expected]
    assert len(list(world.timers.queue)) == len(model) - len(expected)
