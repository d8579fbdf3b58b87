"""Tables: declarations on a view, and the rows behind them in one transaction."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Self, TypeVar, cast, overload

import immutables
from msgspec.structs import replace

from ringback.state.order import EMPTY, MANY, TOP, Order
from ringback.state.record import Record

if TYPE_CHECKING:
    from ringback.state.transaction import Transaction
    from ringback.state.view import View

K = TypeVar("K")
R = TypeVar("R", bound=Record)
IndexKey = Callable[[Any], tuple[Any, ...] | None]


class TableState(NamedTuple):
    """The immutable contents of one table: rows by key, keys in order, indexes in declared order, next id."""

    rows: "immutables.Map[Any, Any]" = immutables.Map()
    keys: Order[Any] = EMPTY
    indexes: tuple[Order[Any], ...] = ()
    next_id: int = 1


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
        self.index_heads = tuple(_head(index) for index in (indexes or {}).values())
        self.empty = TableState(indexes=(EMPTY,) * len(self.index_names), next_id=first or 1)

    def __set_name__(self, owner: "type[View]", name: str) -> None:
        """Take the name it has in the view."""
        self.name = name
        self.room = owner.room
        self.place = (owner.room, name)

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


class Rows(Generic[K, R]):
    """A table within a transaction: reads see its own writes; nothing is kept until the transaction commits."""

    __slots__ = ("_tx", "state", "table")

    def __init__(self, table: Table[K, R], state: TableState, tx: "Transaction") -> None:
        """Open the table at a state."""
        self.table = table
        self.state = state
        self._tx = tx

    def get(self, key: K) -> R | None:
        """The row of that key, or None."""
        row: R | None = self.state.rows.get(key)
        return row

    def __getitem__(self, key: K) -> R:
        """The row of that key; KeyError when there is none."""
        row: R = self.state.rows[key]
        return row

    def __contains__(self, key: object) -> bool:
        """Whether there is a row of that key."""
        return key in self.state.rows

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.state.rows)

    def __iter__(self) -> Iterator[R]:
        """The rows in the order of their keys."""
        state = self.state
        return (state.rows[key] for key in state.keys)

    def after(self, key: K | None) -> Iterator[R]:
        """The rows whose key comes after `key`, in order; all of them for None."""
        state = self.state
        keys = iter(state.keys) if key is None else state.keys.range(cast("Any", key))
        return (state.rows[found] for found in keys if found != key)

    def before(self, key: K) -> Iterator[R]:
        """The rows whose key comes before `key`, the last of them first."""
        state = self.state
        return (state.rows[found] for found in state.keys.range(None, cast("Any", key), reverse=True))

    def where(self, index: str, *values: object, reverse: bool = False) -> Iterator[R]:
        """The rows whose index begins with `values`, in the order of the index."""
        state = self.state
        order = state.indexes[self.table.index_names.index(index)]
        return (state.rows[entry[-1]] for entry in order.range(values, (*values, TOP), reverse=reverse))

    def page(self, index: str, *values: object, skip: int, most: int, reverse: bool = False) -> list[R]:
        """At most `most` of the rows that `where` gives, without those first `skip`; none of the others is read."""
        state = self.state
        order = state.indexes[self.table.index_names.index(index)]
        low, high = order.rank(values), order.rank((*values, TOP))
        places = range(low, high)[::-1] if reverse else range(low, high)
        return [state.rows[order.at(place)[-1]] for place in places[skip : skip + most]]

    def between(self, index: str, low: tuple[Any, ...], high: tuple[Any, ...]) -> Iterator[R]:
        """The rows whose index lies in low <= index < high; both may be prefixes."""
        state = self.state
        order = state.indexes[self.table.index_names.index(index)]
        return (state.rows[entry[-1]] for entry in order.range(low, high))

    def distinct(self, index: str, *values: object) -> Iterator[Any]:
        """What follows `values` in the index, each once, in order, however many rows have it."""
        order = self.state.indexes[self.table.index_names.index(index)]
        low: tuple[Any, ...] = values
        while (entry := next(order.range(low, (*values, TOP)), None)) is not None:
            yield entry[len(values)]
            low = (*values, entry[len(values)], TOP)

    def first(self, index: str, *values: object) -> R | None:
        """The first row whose index begins with `values`, or None."""
        return next(self.where(index, *values), None)

    def last(self, index: str, *values: object) -> R | None:
        """The last row whose index begins with `values`, or None."""
        return next(self.where(index, *values, reverse=True), None)

    def count(self, index: str, *values: object) -> int:
        """How many rows have an index that begins with `values`, without reading them."""
        order = self.state.indexes[self.table.index_names.index(index)]
        return order.count(values, (*values, TOP))

    def add(self, record: R) -> R:
        """Add a row; a key of 0 in a table with ids becomes the next id. ValueError when the key is taken."""
        if self.table.first is not None and self.table.key_of(record) == 0:
            record = replace(record, **{self.table.key_fields[0]: self.take_id()})
        elif self.table.key_of(record) in self.state.rows:
            raise ValueError(f"{self.table.name} {self.table.key_of(record)} exists already")
        return self.put(record)

    def take_id(self) -> int:
        """The next free id; it will not be given again."""
        taken = self.state.next_id
        while taken in self.state.rows:
            taken += 1
        self.state = self.state._replace(next_id=taken + 1)
        self._tx.touch(self)
        return taken

    def put(self, record: R) -> R:
        """Store a row, replacing one of the same key."""
        table, state = self.table, self.state
        key = table.key_of(record)
        old = state.rows.get(key)
        if old == record:
            return record
        self._tx.note(self, key, old)
        indexes = _reindex(table.index_keys, state.indexes, key, old, record)
        keys = state.keys if old is not None else state.keys.add(key)
        self.state = TableState(state.rows.set(key, record), keys, indexes, state.next_id)
        return record

    def change(self, key: K, **changes: Any) -> R:
        """Replace fields of the row of that key; KeyError when there is none."""
        return self.put(replace(self[key], **changes))

    def remove(self, key: K) -> R | None:
        """Remove the row of that key and return it, or None when there was none."""
        table, state = self.table, self.state
        old = state.rows.get(key)
        if old is None:
            return None
        self._tx.note(self, key, old)
        indexes = _reindex(table.index_keys, state.indexes, key, old, None)
        self.state = TableState(state.rows.delete(key), state.keys.discard(key), indexes, state.next_id)
        return cast("R", old)

    def extend(self, records: Iterable[R]) -> None:
        """Store many new rows at once; cheaper than one by one. ValueError when a key is taken."""
        table, state = self.table, self.state
        added = {table.key_of(record): record for record in records}
        taken = next((key for key in added if key in state.rows), None)
        if taken is not None:
            raise ValueError(f"{table.name} {taken} exists already")
        for key in added:
            self._tx.note(self, key, None)
        indexes = tuple(
            order.update((*parts, key) for key, row in added.items() if (parts := index_key(row)) is not None)
            for index_key, order in zip(table.index_keys, state.indexes, strict=True)
        )
        self.state = TableState(state.rows.update(added), state.keys.update(added), indexes, state.next_id)

    def remove_all(self, keys: Iterable[K]) -> None:
        """Remove the rows of many keys at once; cheaper than one by one. Keys without a row do not matter."""
        state = self.state
        gone = {key: row for key in keys if (row := state.rows.get(key)) is not None}
        if len(gone) * MANY < len(state.rows):
            for key in gone:
                self.remove(key)
            return
        left = state.rows.mutate()
        for key, row in gone.items():
            self._tx.note(self, key, row)
            del left[key]
        order = Order.of(key for key in state.keys if key not in gone)
        indexes = tuple(Order.of(entry for entry in index if entry[-1] not in gone) for index in state.indexes)
        self.state = TableState(left.finish(), order, indexes, state.next_id)

    def set_next_id(self, next_id: int) -> None:
        """Count ids from there on."""
        self.state = self.state._replace(next_id=next_id)
        self._tx.touch(self)


def _reindex(
    index_keys: tuple[IndexKey, ...], indexes: tuple[Order[Any], ...], key: object, old: object, new: object
) -> tuple[Order[Any], ...]:
    changed: list[Order[Any]] | None = None
    for place, index_key in enumerate(index_keys):
        before = None if old is None else index_key(old)
        after = None if new is None else index_key(new)
        if before == after:
            continue
        order = indexes[place]
        if before is not None:
            order = order.discard((*before, key))
        if after is not None:
            order = order.add((*after, key))
        if changed is None:
            changed = list(indexes)
        changed[place] = order
    return indexes if changed is None else tuple(changed)
