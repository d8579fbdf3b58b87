"""Tables: declarations on a view, and the rows behind them in one transaction."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, cast, overload

import immutables
from msgspec.structs import replace

from ringback.state.late import Late
from ringback.state.order import EMPTY, MANY, TOP, Order, put_off, settled
from ringback.state.record import Record

if TYPE_CHECKING:
    from ringback.state.transaction import Transaction
    from ringback.state.view import View

K = TypeVar("K")
R = TypeVar("R", bound=Record)
IndexKey = Callable[[Any], tuple[Any, ...] | None]
Places = tuple[tuple[int, IndexKey, Callable[[Any], Any] | None], ...]
"""Indexes: which of a table's orders they are, counted from 1 since the keys are the first, their functions, and what
gives the fields that those look at, where it is known."""


# What stands for a list that is not made yet. Nothing is ever put into it.
_UNWRITTEN: list[Any] = []


class TableState:
    """The immutable contents of one table: rows by key, keys in order, indexes in declared order, next id."""

    __slots__ = ("indexes", "keys", "next_id", "rows")

    def __init__(
        self,
        rows: "immutables.Map[Any, Any]" = immutables.Map(),  # noqa: B008 - it cannot change
        keys: Order[Any] = EMPTY,
        indexes: tuple[Order[Any], ...] = (),
        next_id: int = 1,
    ) -> None:
        """Hold these."""
        self.rows = rows
        self.keys = keys
        self.indexes = indexes
        self.next_id = next_id


class LateTable(Late, TableState):
    """The contents of a table that are made when they are first looked at."""

    __slots__ = ("_make",)


class Table(Generic[K, R]):
    """The declaration of a table: its record, key, first id and secondary indexes.

    `key` names one field, or several for a compound key. With `first`, rows whose key is 0 get the next id, counted
    from there and never used twice. An index is a field, several fields, or a function of the record that gives a tuple
    or None (not indexed).
    """

    name = ""
    room = ""
    place = ("", "")

    def __init__(
        self,
        record: type[R],
        *,
        key: str | tuple[str, ...],
        first: int | None = None,
        indexes: Mapping[str, str | tuple[str, ...] | IndexKey] | None = None,
    ) -> None:
        """Declare the table; see the class."""
        self.record = record
        self.key_fields = (key,) if isinstance(key, str) else key
        self.key_of = cast("Callable[[R], K]", attrgetter(*self.key_fields))
        self.first = first
        self.index_names = tuple(indexes or ())
        self.index_keys = tuple(_index_key(index) for index in (indexes or {}).values())
        self._reads = tuple(_fields_of(index) for index in (indexes or {}).values())
        self._moved: dict[tuple[str, ...], Places | None] = {(): ()}
        self.all_places: Places = tuple(
            (place, index_key, attrgetter(*reads) if reads else None)
            for place, (index_key, reads) in enumerate(zip(self.index_keys, self._reads, strict=True), 1)
        )
        self.index_heads = tuple(_head(index) for index in (indexes or {}).values())
        self.empty = TableState(indexes=(EMPTY,) * len(self.index_names), next_id=first or 1)

    def __set_name__(self, owner: "type[View]", name: str) -> None:
        """Take the name it has in the view."""
        self.name = name
        self.room = owner.room
        self.place = (owner.room, name)

    def moved_by(self, fields: tuple[str, ...]) -> "Places | None":
        """The indexes in which a row may move when these fields of it change; None when its key changes too."""
        if fields not in self._moved:
            changed = frozenset(fields)
            places = tuple(
                place for place, reads in zip(self.all_places, self._reads, strict=True) if not reads or reads & changed
            )
            self._moved[fields] = None if changed & frozenset(self.key_fields) else places
        return self._moved[fields]

    @overload
    def __get__(self, view: None, owner: type) -> Self: ...
    @overload
    def __get__(self, view: "View", owner: type) -> "Rows[K, R]": ...
    def __get__(self, view: "View | None", owner: type) -> "Self | Rows[K, R]":
        """The rows of this table in the view's transaction."""
        if view is None:
            return self
        rows: Rows[K, R] = view.tx.rows(self)
        view.__dict__[self.name] = rows
        return rows


def _head(index: str | tuple[str, ...] | IndexKey) -> str:
    """The field that an index begins with; blank where a function says."""
    return "" if callable(index) else index if isinstance(index, str) else index[0]


def _index_key(index: str | tuple[str, ...] | IndexKey) -> IndexKey:
    if callable(index):
        return index
    if isinstance(index, str):
        single = attrgetter(index)
        return lambda record: None if (value := single(record)) is None else (value,)
    several = attrgetter(*index)
    return lambda record: None if None in (values := several(record)) else values


def _fields_of(index: str | tuple[str, ...] | IndexKey) -> frozenset[str]:
    """The fields that an index is made of; none when they are not known."""
    if callable(index):
        return frozenset(getattr(index, "reads", ()))
    return frozenset((index,) if isinstance(index, str) else index)


F = TypeVar("F", bound=IndexKey)


def reading(*fields: str) -> Callable[[F], F]:
    """Say of an index function which fields it looks at: a row in which none of them changes stays where it is."""

    def told(function: F) -> F:
        function.reads = fields  # type: ignore[attr-defined]
        return function

    return told


class Rows(Generic[K, R]):
    """A table within a transaction: reads see its own writes; nothing is kept until the transaction commits.

    What writes do to an order is put off until the order is read, or the transaction commits: most orders are not
    read in between, and what is added and removed again then costs next to nothing.
    """

    __slots__ = ("_later", "_next_id", "_orders", "_rows", "_state", "_tx", "table")

    def __init__(self, table: Table[K, R], state: TableState, tx: "Transaction") -> None:
        """Open the table at a state."""
        self.table = table
        self._state: TableState | None = state
        self._rows = state.rows
        # What is put off of each order. The first write makes it, and what else only writes need.
        self._later: list[dict[Any, bool]] = _UNWRITTEN
        self._tx = tx

    @property
    def state(self) -> TableState:
        """The table as it is now."""
        if self._state is None:
            keys, *indexes = [self._order(place) for place in range(len(self._orders))]
            self._state = TableState(self._rows, keys, tuple(indexes), self._next_id)
        return self._state

    def get(self, key: K) -> R | None:
        """The row of that key, or None."""
        row: R | None = self._rows.get(key)
        return row

    def __getitem__(self, key: K) -> R:
        """The row of that key; KeyError when there is none."""
        row: R = self._rows[key]
        return row

    def __contains__(self, key: object) -> bool:
        """Whether there is a row of that key."""
        return key in self._rows

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def __iter__(self) -> Iterator[R]:
        """The rows in the order of their keys."""
        rows = self._rows
        return (rows[key] for key in self._order(0))

    def after(self, key: K | None) -> Iterator[R]:
        """The rows whose key comes after `key`, in order; all of them for None."""
        rows, order = self._rows, self._order(0)
        keys = iter(order) if key is None else order.range(cast("Any", key))
        return (rows[found] for found in keys if found != key)

    def before(self, key: K) -> Iterator[R]:
        """The rows whose key comes before `key`, the last of them first."""
        rows = self._rows
        return (rows[found] for found in self._order(0).range(None, cast("Any", key), reverse=True))

    def where(self, index: str, *values: object, reverse: bool = False) -> Iterator[R]:
        """The rows whose index begins with `values`, in the order of the index."""
        rows, order = self._rows, self._index(index)
        return (rows[entry[-1]] for entry in order.range(values, (*values, TOP), reverse=reverse))

    def page(self, index: str, *values: object, skip: int, most: int, reverse: bool = False) -> list[R]:
        """At most `most` of the rows that `where` gives, without those first `skip`; none of the others is read."""
        order = self._index(index)
        low, high = order.rank(values), order.rank((*values, TOP))
        places = range(low, high)[::-1] if reverse else range(low, high)
        return [self._rows[order.at(place)[-1]] for place in places[skip : skip + most]]

    def between(self, index: str, low: tuple[Any, ...], high: tuple[Any, ...]) -> Iterator[R]:
        """The rows whose index lies in low <= index < high; both may be prefixes."""
        rows = self._rows
        return (rows[entry[-1]] for entry in self._index(index).range(low, high))

    def distinct(self, index: str, *values: object) -> Iterator[Any]:
        """What follows `values` in the index, each once, in order, however many rows have it."""
        return (entry[len(values)] for entry in _firsts(self._index(index), values))

    def firsts(self, index: str, *values: object) -> Iterator[tuple[Any, R]]:
        """What follows `values` in the index, as `distinct` gives it, each with the first row that has it."""
        rows, width = self._rows, len(values)
        return ((entry[width], rows[entry[-1]]) for entry in _firsts(self._index(index), values))

    def first(self, index: str, *values: object) -> R | None:
        """The first row whose index begins with `values`, or None."""
        entry = self._index(index).least(values)
        if entry is None or entry[: len(values)] != values:
            return None
        row: R = self._rows[entry[-1]]
        return row

    def last(self, index: str, *values: object) -> R | None:
        """The last row whose index begins with `values`, or None."""
        return next(self.where(index, *values, reverse=True), None)

    def count(self, index: str, *values: object) -> int:
        """How many rows have an index that begins with `values`, without reading them."""
        return self._index(index).count(values, (*values, TOP))

    def add(self, record: R) -> R:
        """Add a row; a key of 0 in a table with ids becomes the next id. ValueError when the key is taken."""
        if self.table.first is not None and self.table.key_of(record) == 0:
            record = replace(record, **{self.table.key_fields[0]: self.take_id()})
        elif self.table.key_of(record) in self._rows:
            raise ValueError(f"{self.table.name} {self.table.key_of(record)} exists already")
        return self.put(record)

    def take_id(self) -> int:
        """The next free id; it will not be given again."""
        self._change()
        taken = self._next_id
        while taken in self._rows:
            taken += 1
        self.set_next_id(taken + 1)
        return taken

    def set_next_id(self, next_id: int) -> None:
        """Count ids from there on."""
        self._change()
        self._next_id = next_id
        self._tx.touch(self)

    def put(self, record: R) -> R:
        """Store a row, replacing one of the same key."""
        key = self.table.key_of(record)
        return self._put(key, self._rows.get(key), record, self.table.all_places)

    def change(self, key: K, **changes: Any) -> R:
        """Replace fields of the row of that key; KeyError when there is none."""
        old = self._rows[key]
        places = self.table.moved_by(tuple(changes))
        record: R = replace(old, **changes)
        return self._put(key, old, record, places) if places is not None else self.put(record)

    def _put(self, key: K, old: R | None, record: R, places: Places) -> R:
        if old == record:
            return record
        self._tx.note(self, key, old)
        later = self._change()
        self._rows = self._rows.set(key, record)
        if old is None:
            put_off(later[0], key, True)
        for place, index_key, read in places:
            if old is not None and read is not None and read(old) == read(record):
                continue
            before = None if old is None else index_key(old)
            after = index_key(record)
            if before != after:
                if before is not None:
                    put_off(later[place], (*before, key), False)
                if after is not None:
                    put_off(later[place], (*after, key), True)
        return record

    def remove(self, key: K) -> R | None:
        """Remove the row of that key and return it, or None when there was none."""
        old: R | None = self._rows.get(key)
        if old is None:
            return None
        self._tx.note(self, key, old)
        later = self._change()
        self._rows = self._rows.delete(key)
        put_off(later[0], key, False)
        for place, index_key, _ in self.table.all_places:
            if (before := index_key(old)) is not None:
                put_off(later[place], (*before, key), False)
        return old

    def extend(self, records: Iterable[R]) -> None:
        """Store many new rows at once; cheaper than one by one. ValueError when a key is taken."""
        added = {self.table.key_of(record): record for record in records}
        taken = next((key for key in added if key in self._rows), None)
        if taken is not None:
            raise ValueError(f"{self.table.name} {taken} exists already")
        self._change()
        for key in added:
            self._tx.note(self, key, None)
        self._rows = self._rows.update(added)
        self._orders[0] = self._order(0).update(added)
        for place, index_key, _ in self.table.all_places:
            entries = ((*parts, key) for key, row in added.items() if (parts := index_key(row)) is not None)
            self._orders[place] = self._order(place).update(entries)

    def remove_all(self, keys: Iterable[K]) -> None:
        """Remove the rows of many keys at once; cheaper than one by one. Keys without a row do not matter."""
        gone = {key: row for key in keys if (row := self._rows.get(key)) is not None}
        if len(gone) * MANY < len(self._rows):
            for key in gone:
                self.remove(key)
            return
        self._change()
        left = self._rows.mutate()
        for key, row in gone.items():
            self._tx.note(self, key, row)
            del left[key]
        self._rows = left.finish()
        self._orders[0] = Order.of(key for key in self._order(0) if key not in gone)
        for place, *_ in self.table.all_places:
            self._orders[place] = Order.of(entry for entry in self._order(place) if entry[-1] not in gone)

    def _change(self) -> list[dict[Any, bool]]:
        """Leave the state that was; answer what is put off, to be added to."""
        state, self._state = self._state, None
        if not self._later and state is not None:
            # The order of the keys, then the indexes.
            self._orders: list[Order[Any]] = [state.keys, *state.indexes]
            self._later = [{} for _ in self._orders]
            self._next_id = state.next_id
        return self._later

    def _index(self, name: str) -> Order[Any]:
        return self._order(1 + self.table.index_names.index(name))

    def _order(self, place: int) -> Order[Any]:
        """An order as it is now: of the keys (0), or an index."""
        if not self._later:
            state = self.state
            return state.indexes[place - 1] if place else state.keys
        later = self._later[place]
        if later:
            self._orders[place] = settled(self._orders[place], later)
            self._later[place] = {}
        return self._orders[place]


def _firsts(order: Order[Any], values: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """Of the entries that begin with `values`, the first of each kind: they differ in what comes next."""
    low, width = values, len(values)
    while (entry := order.least(low)) is not None and entry[:width] == values:
        yield entry
        low = (*values, entry[width], TOP)
