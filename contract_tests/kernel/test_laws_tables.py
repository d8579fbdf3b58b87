"""Tables, transactions and past worlds in any order of steps: all that can be read agrees with plain dictionaries."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Any, NamedTuple

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from contract_tests.effort import effort
from ringback.state import order as order_module
from ringback.state.clock import frozen
from ringback.state.order import TOP
from ringback.state.record import Record
from ringback.state.table import Table
from ringback.state.transaction import Transaction
from ringback.state.view import View
from ringback.state.world import World

NOW = datetime(2026, 1, 5, 17, tzinfo=UTC)
FIRST = 20
# Nodes so narrow that a dozen rows make a tall tree.
NARROW = {"FULL": 4, "EDGE": 3, "THIN": 2, "BULK": 3}


class Parcel(Record, frozen=True):
    """A row with an id."""

    parcel: int = 0
    shelf: str = ""
    weight: int = 0
    owner: str | None = None


class Slot(Record, frozen=True):
    """A row with a key of two parts."""

    hall: str
    number: int
    held: int = 0


class Depot(View):
    """Tables with every kind of key and index."""

    room = "depot"
    parcels = Table[int, Parcel](
        Parcel,
        key="parcel",
        first=FIRST,
        indexes={
            "shelf": "shelf",
            "heavy": ("shelf", "weight"),
            "owner": "owner",
            "light": lambda row: (row.weight,) if row.weight < 3 else None,
        },
    )
    slots = Table[tuple[str, int], Slot](Slot, key=("hall", "number"), indexes={"held": ("held", "hall")})


INDEXES: dict[str, Callable[[Parcel], tuple[Any, ...] | None]] = {
    "shelf": lambda row: (row.shelf,),
    "heavy": lambda row: (row.shelf, row.weight),
    "owner": lambda row: None if row.owner is None else (row.owner,),
    "light": lambda row: (row.weight,) if row.weight < 3 else None,
}


class Model(NamedTuple):
    """A world as it should be."""

    parcels: dict[int, Parcel]
    slots: dict[tuple[str, int], Slot]
    next_id: int
    files: dict[str, bytes]

    def copy(self) -> "Model":
        """Another of the same content."""
        return Model(dict(self.parcels), dict(self.slots), self.next_id, dict(self.files))

    def entries(self, index: str) -> list[tuple[tuple[Any, ...], Parcel]]:
        """What an index should hold, in its order."""
        held = [(parts, row) for row in self.parcels.values() if (parts := INDEXES[index](row)) is not None]
        return sorted(held, key=lambda entry: (*entry[0], entry[1].parcel))

    def where(self, index: str, *values: object) -> list[Parcel]:
        """The rows whose index begins with these values."""
        return [row for parts, row in self.entries(index) if parts[: len(values)] == values]


keys = st.integers(1, 40)
shelves = st.sampled_from(["", "A", "B", "\0", "\U0001f4e6"])
parcels = st.builds(
    Parcel, parcel=keys, shelf=shelves, weight=st.integers(0, 5), owner=st.sampled_from([None, "x", "y", ""])
)
slots = st.builds(Slot, hall=st.sampled_from("ab"), number=st.integers(0, 3), held=st.integers(0, 2))
key_sets = st.sets(keys, max_size=30)
queries = st.one_of(
    st.tuples(st.sampled_from(["shelf", "heavy"]), st.tuples(shelves)),
    st.tuples(st.just("heavy"), st.tuples(shelves, st.integers(0, 5))),
    st.tuples(st.just("owner"), st.tuples(st.sampled_from(["x", "y", "", "z"]))),
    st.tuples(st.just("light"), st.tuples(st.integers(0, 4))),
    st.tuples(st.sampled_from(list(INDEXES)), st.just(())),
)


class DepotMachine(RuleBasedStateMachine):
    """A transaction on a world, the worlds before it, and the models of all of them."""

    def __init__(self) -> None:
        """Begin with a world without rows."""
        super().__init__()
        world = World(clock=frozen(NOW))
        self.past = [(world, Model({}, {}, FIRST, {}))]
        self.open(0)

    def open(self, place: int) -> None:
        """Begin a transaction on a world of the past."""
        self.base, self.before = self.past[place]
        self.view, self.model = Depot(Transaction(self.base, NOW)), self.before.copy()
        self.kept = (self.base, self.before)

    @initialize(there=st.sets(keys, max_size=40))
    def fill(self, there: set[int]) -> None:
        """Many rows at once, in a world of their own."""
        self.extend(there)
        self.commit()

    @rule(row=parcels)
    def put(self, row: Parcel) -> None:
        """A new row, or one in place of another."""
        assert self.view.parcels.put(row) == row
        self.model.parcels[row.parcel] = row

    @rule(row=parcels, counted=st.booleans())
    def add(self, row: Parcel, counted: bool) -> None:
        """Under the next free id, or under its own, which may be taken."""
        if counted:
            free = self.take()
            added = self.view.parcels.add(Parcel(shelf=row.shelf, weight=row.weight, owner=row.owner))
            assert added.parcel == free
            self.model.parcels[free] = added
        elif row.parcel in self.model.parcels:
            with pytest.raises(ValueError, match=f"parcels {row.parcel} exists already"):
                self.view.parcels.add(row)
        else:
            self.model.parcels[row.parcel] = self.view.parcels.add(row)

    @rule()
    def take_an_id(self) -> None:
        """It is not given again, though no row has it."""
        assert self.take() == self.view.parcels.take_id()

    def take(self) -> int:
        """The next id by the model."""
        free = next(number for number in range(self.model.next_id, 10_000) if number not in self.model.parcels)
        self.model = self.model._replace(next_id=free + 1)
        return free

    @rule(number=st.integers(1, 60))
    def count_from(self, number: int) -> None:
        """Ids go on from there, past those that are taken."""
        self.view.parcels.set_next_id(number)
        self.model = self.model._replace(next_id=number)

    @rule(key=keys, shelf=shelves, weight=st.integers(0, 5))
    def change(self, key: int, shelf: str, weight: int) -> None:
        """Some fields; a row that is not there cannot be changed."""
        if key not in self.model.parcels:
            with pytest.raises(KeyError):
                self.view.parcels.change(key, shelf=shelf)
            return
        row = self.view.parcels.change(key, shelf=shelf, weight=weight)
        assert row == Parcel(parcel=key, shelf=shelf, weight=weight, owner=self.model.parcels[key].owner)
        self.model.parcels[key] = row

    @rule(key=keys)
    def remove(self, key: int) -> None:
        """One row, or none."""
        assert self.view.parcels.remove(key) == self.model.parcels.pop(key, None)

    @rule(gone=key_sets)
    def remove_all(self, gone: set[int]) -> None:
        """Few of many, or many of few; some that are not there."""
        self.view.parcels.remove_all(gone)
        for key in gone:
            self.model.parcels.pop(key, None)

    @rule(new=key_sets)
    def extend(self, new: set[int]) -> None:
        """All of them or, when one is taken, none."""
        rows = [Parcel(parcel=key, shelf="AB"[key % 2], weight=key % 6) for key in sorted(new, reverse=True)]
        if new & set(self.model.parcels):
            with pytest.raises(ValueError, match=r"parcels \d+ exists already"):
                self.view.parcels.extend(rows)
            return
        self.view.parcels.extend(rows)
        self.model.parcels.update((row.parcel, row) for row in rows)

    @rule(row=slots, stays=st.booleans())
    def another_table(self, row: Slot, stays: bool) -> None:
        """Keys of several parts."""
        place = (row.hall, row.number)
        if stays:
            self.view.slots.put(row)
            self.model.slots[place] = row
        else:
            assert self.view.slots.remove(place) == self.model.slots.pop(place, None)

    @rule(name=st.sampled_from("pq"), content=st.binary(max_size=3))
    def store_a_file(self, name: str, content: bytes) -> None:
        """Files are part of the world."""
        self.view.tx.files = self.view.tx.files.set(name, content)
        self.model.files[name] = content

    @rule()
    def keep(self) -> None:
        """What is done so far stays, whatever becomes of the rest."""
        self.view.tx.keep()
        self.kept = (self.view.tx.kept, self.model.copy())

    @rule()
    def commit(self) -> None:
        """The next world; the changes tell what is not as it was."""
        world = self.view.tx.commit()
        same = self.model == self.before
        if world is self.base:
            assert same
        told = self.view.tx.changes(world, 1000)
        assert told.more == 0
        changed = {(change.table, change.key): (change.before, change.after) for change in told.first}
        assert changed == {
            **differences("parcels", self.before.parcels, self.model.parcels),
            **differences("slots", self.before.slots, self.model.slots),
        }
        self.past.append((world, self.model))
        self.open(-1)

    @rule()
    def drop(self) -> None:
        """As a refusal does: only what was kept stays."""
        world, model = self.kept
        assert world is self.view.tx.kept
        self.past.append((world, model))
        self.open(-1)

    @rule(place=st.integers(0, 30))
    def go_back(self, place: int) -> None:
        """Begin anew from any world there was."""
        self.open(place % len(self.past))

    @rule(query=queries, skip=st.integers(0, 6), most=st.integers(0, 6), reverse=st.booleans())
    def ask_an_index(self, query: tuple[str, tuple[Any, ...]], skip: int, most: int, reverse: bool) -> None:
        """Everything that begins with some values, whole or by pages, from either end."""
        index, values = query
        rows, ordered = self.view.parcels, self.model.where(index, *values)
        turned = ordered[::-1] if reverse else ordered
        assert list(rows.where(index, *values, reverse=reverse)) == turned
        assert rows.page(index, *values, skip=skip, most=most, reverse=reverse) == turned[skip : skip + most]
        assert rows.count(index, *values) == len(ordered)
        assert rows.first(index, *values) == (ordered[0] if ordered else None)
        assert rows.last(index, *values) == (ordered[-1] if ordered else None)

    @rule(low=shelves, high=shelves, weight=st.integers(0, 5))
    def ask_for_a_range(self, low: str, high: str, weight: int) -> None:
        """Bounds may be prefixes, and the wrong way round."""
        rows = self.view.parcels
        for bounds in (((low,), (high,)), ((low, weight), (high, TOP)), ((low,), (high, weight))):
            begin, end = bounds
            expected = [row for parts, row in self.model.entries("heavy") if begin <= (*parts, row.parcel) < end]
            assert list(rows.between("heavy", begin, end)) == expected
        weights = {row.weight for row in self.model.where("shelf", low)}
        assert list(rows.distinct("heavy", low)) == sorted(weights)
        assert list(rows.distinct("heavy")) == sorted({row.shelf for row in self.model.parcels.values()})

    @rule(key=st.integers(0, 45))
    def ask_for_neighbours(self, key: int) -> None:
        """What comes after a key and before it, whether or not it has a row."""
        rows = self.view.parcels
        assert numbers(rows.after(key)) == [other for other in sorted(self.model.parcels) if other > key]
        assert numbers(rows.before(key)) == [other for other in sorted(self.model.parcels)[::-1] if other < key]
        assert rows.get(key) == self.model.parcels.get(key)
        assert (key in rows) == (key in self.model.parcels)

    @invariant()
    def the_present_is_as_it_should_be(self) -> None:
        """Rows in the order of their keys, and every index whole."""
        same(self.view, self.model)

    def teardown(self) -> None:
        """No world of the past has changed."""
        for world, model in self.past:
            same(Depot(Transaction(world, NOW)), model)
            assert dict(world.files) == model.files


def differences(name: str, before: Mapping[Any, Record], after: Mapping[Any, Record]) -> dict[tuple[str, Any], Any]:
    """What became of the rows of a table that are not as they were."""
    there = {**before, **after}
    return {(name, key): (before.get(key), after.get(key)) for key in there if before.get(key) != after.get(key)}


def numbers(rows: Iterable[Parcel]) -> list[int]:
    """The ids of rows."""
    return [row.parcel for row in rows]


def same(view: Depot, model: Model) -> None:
    """Compare all that is stored."""
    assert list(view.parcels) == [row for _, row in sorted(model.parcels.items())]
    assert list(view.parcels.after(None)) == list(view.parcels)
    assert len(view.parcels) == len(model.parcels)
    for index in INDEXES:
        assert list(view.parcels.where(index)) == [row for _, row in model.entries(index)]
    assert list(view.slots) == [row for _, row in sorted(model.slots.items())]
    held = sorted(model.slots.values(), key=lambda row: (row.held, row.hall, row.number))
    assert list(islice(view.slots.where("held"), len(held) + 1)) == held
    assert view.parcels.state.next_id == model.next_id


@pytest.mark.parametrize("width", ["narrow", "wide"])
def test_tables_agree_with_dictionaries_whatever_is_done_kept_and_dropped(
    width: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With trees that are tall for a dozen rows, and with the real ones."""
    if width == "narrow":
        for name, size in NARROW.items():
            monkeypatch.setattr(order_module, name, size)
    run_state_machine_as_test(DepotMachine, settings=effort(25, 30))
