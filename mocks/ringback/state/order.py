"""A persistent sorted set: every change makes a new version that shares all but one path with the old one.

A B+tree of plain tuples. A leaf is a tuple of items; a branch is `(count, keys, kids)`, where `keys[i]` lies above
every item of `kids[i]` but above none of `kids[i + 1]`. All leaves are equally deep; only the root knows how deep.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, chain, groupby, islice, pairwise
from operator import eq, itemgetter, lt
from typing import Any, Final, Generic, Protocol, TypeVar, final

FULL: Final = 64  # the widest a node may be; a wider one is split
EDGE: Final = 58  # where the right edge is split, so that ascending additions leave full nodes behind
THIN: Final = 16  # a narrower node joins its neighbour when something is removed below it
BULK: Final = 56  # the width aimed at in bulk: room for some additions before the first split
MANY: Final = 10  # a merge beats single additions from one new item to this many present


class Comparable(Protocol):
    """What an item, or the bound of a range, must be able to do."""

    def __lt__(self, other: Any, /) -> bool:
        """Tell whether this comes before the other."""


T = TypeVar("T", bound=Comparable)
Node = Any  # a leaf or a branch: its height tells which, so a type could not
Siblings = tuple[tuple[Any, ...], tuple[Node, ...]]  # nodes of one parent, after the keys between them
Path = list[tuple[Node, int]]  # the branches from the root down, each with the slot taken


@final
class Top:
    """The type of `TOP`, which comes after everything but itself."""

    __slots__ = ()

    def __lt__(self, other: object) -> bool:
        return False

    def __le__(self, other: object) -> bool:
        return other is self

    def __gt__(self, other: object) -> bool:
        return other is not self

    def __ge__(self, other: object) -> bool:
        return True

    def __repr__(self) -> str:
        return "TOP"

    __reduce__ = __repr__  # a copy, or what is unpickled, is the one TOP again


TOP: Final[Any] = Top()


class Order(Generic[T]):
    """An immutable sorted set of mutually comparable items; `add` and `discard` answer the next version."""

    __slots__ = ("_height", "_root")

    def __init__(self, _root: Node = (), _height: int = 0) -> None:
        self._root = _root
        self._height = _height

    @classmethod
    def of(cls, items: Iterable[T]) -> "Order[T]":
        """Build from items in any order; of equal ones the first stays."""
        return cls(*_build(list(items)))

    def add(self, item: T) -> "Order[T]":
        """Answer the order with the item: this very one when it is there already."""
        leaf, slot, path = self._find(item)
        if slot < len(leaf) and leaf[slot] == item:
            return self
        items = list(leaf)
        items.insert(slot, item)
        node: Node = tuple(items)
        if len(node) > FULL:
            return Order(*_grow(node, path, slot == FULL))
        for (count, keys, kids), slot in reversed(path):
            node = (count + 1, keys, _put(kids, slot, node))
        return Order(node, self._height)

    def discard(self, item: T) -> "Order[T]":
        """Answer the order without the item: this very one when it is not there."""
        leaf, slot, path = self._find(item)
        if slot == len(leaf) or leaf[slot] != item:
            return self
        if not path:
            return Order(leaf[:slot] + leaf[slot + 1 :])
        return Order(*_shrink(leaf[:slot] + leaf[slot + 1 :], path))

    def update(self, items: Iterable[T]) -> "Order[T]":
        """Answer the order with all the items, added one by one when few and merged when many."""
        new, order = list(items), self
        if len(new) * MANY > len(self):
            order = Order.of(chain(self, new))
            return order if len(order) > len(self) else self
        new.sort()  # neighbours share what the processor has just fetched
        if len(new) > FULL and (last := self.last()) is not None and last < new[0]:
            return Order(*_append(self._root, self._height, _distinct(new)))
        for item in new:
            order = order.add(item)
        return order

    def _find(self, item: T) -> tuple[Node, int, Path]:
        """Descend to the leaf and the slot where the item is or would be."""
        node, path = self._root, []
        for _ in range(self._height):
            slot = bisect_right(node[1], item)
            path.append((node, slot))
            node = node[2][slot]
        return node, bisect_left(node, item), path

    def __len__(self) -> int:
        return int(_size(self._height)(self._root))

    def __bool__(self) -> bool:
        return bool(self._root)

    def __contains__(self, item: T) -> bool:
        leaf, slot, _ = self._find(item)
        return slot < len(leaf) and bool(leaf[slot] == item)

    def __iter__(self) -> Iterator[T]:
        return self.range()

    def __reversed__(self) -> Iterator[T]:
        return self.range(reverse=True)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Order):
            return NotImplemented
        return self._root is other._root or (len(self) == len(other) and all(map(eq, self, other)))

    def first(self) -> T | None:
        """Answer the least item, if there is one."""
        node = self._root
        for _ in range(self._height):
            node = node[2][0]
        return node[0] if node else None

    def last(self) -> T | None:
        """Answer the greatest item, if there is one."""
        return next(reversed(self), None)

    def least(self, low: Comparable) -> T | None:
        """Answer the least item that is not below `low`, if there is one."""
        node, right, depth = self._root, None, 0
        for height in range(self._height, 0, -1):
            _, keys, kids = node
            slot = bisect_right(keys, low)
            if slot < len(keys):
                right, depth = kids[slot + 1], height - 1
            node = kids[slot]
        slot = bisect_left(node, low)
        if slot == len(node):
            if right is None:
                return None
            # It is the first below the nearest branch on the right.
            for _ in range(depth):
                right = right[2][0]
            node, slot = right, 0
        item: T = node[slot]
        return item

    def range(
        self, low: Comparable | None = None, high: Comparable | None = None, *, reverse: bool = False
    ) -> Iterator[T]:
        """Yield the items from `low` up to but without `high`, each leaf when it is reached."""
        return chain.from_iterable(_runs(self._root, self._height, low, high, -1 if reverse else 1))

    def rank(self, item: Comparable) -> int:
        """Count the items below this one, which need not be a member."""
        node, below = self._root, 0
        for height in range(self._height, 0, -1):
            _, keys, kids = node
            slot = bisect_left(keys, item)
            below += sum(map(_size(height - 1), kids[:slot]))
            node = kids[slot]
        return below + bisect_left(node, item)

    def count(self, low: Comparable | None = None, high: Comparable | None = None) -> int:
        """Count the items of `range(low, high)` without visiting them."""
        above = len(self) if high is None else self.rank(high)
        return max(0, above if low is None else above - self.rank(low))

    def at(self, index: int) -> T:
        """Answer the item at this place in ascending order; a negative index counts from the end."""
        place = index + len(self) if index < 0 else index
        if not 0 <= place < len(self):
            raise IndexError(f"no item at {index} among {len(self)}")
        node = self._root
        for height in range(self._height, 0, -1):
            ends = list(accumulate(map(_size(height - 1), node[2]), initial=0))
            slot = bisect_right(ends, place) - 1
            place -= ends[slot]
            node = node[2][slot]
        item: T = node[place]
        return item


_count = itemgetter(0)


def _size(height: int) -> Callable[[Node], int]:
    """Answer what counts the items of nodes of this height."""
    return _count if height else len


def _branch(keys: tuple[Any, ...], kids: tuple[Node, ...], height: int) -> Node:
    return sum(map(_size(height - 1), kids)), keys, kids


def _put(kids: tuple[Node, ...], slot: int, node: Node) -> tuple[Node, ...]:
    changed = list(kids)  # a detour, yet faster than joining slices
    changed[slot] = node
    return tuple(changed)


def _runs(node: Node, height: int, low: Any, high: Any, step: int) -> Iterator[tuple[Any, ...]]:
    """Yield the runs of items within the bounds, leaf by leaf; only the edges of the range compare anything."""
    keys = node[1] if height else node
    start = 0 if low is None else (bisect_right if height else bisect_left)(keys, low)
    stop = len(keys) if high is None else bisect_left(keys, high)
    if not height:
        yield node[start:stop][::step]
        return
    for slot in range(start, stop + 1)[::step]:
        edges = (low if slot == start else None, high if slot == stop else None)
        yield from _runs(node[2][slot], height - 1, *edges, step)


def _build(items: list[Any]) -> tuple[Node, int]:
    """Build a tree, level by level, of nodes that are equally wide; answer its root and height."""
    items.sort()
    return _stack(*_leaves(_distinct(items)), 0)


def _append(node: Node, height: int, items: list[Any]) -> tuple[Node, int]:
    """Put ascending items behind all others, and part what gets too wide on the right edge; answer root and height."""
    edge = []
    for _ in range(height):
        edge.append(node)
        node = node[2][-1]
    nodes, lows = _leaves([*node, *items])
    for level, (_, keys, kids) in enumerate(reversed(edge), 1):
        nodes, lows = _layer([*kids[:-1], *nodes], [None, *keys, *lows[1:]], level)
    return _stack(nodes, lows, height)


def _distinct(items: list[Any]) -> list[Any]:
    """Answer sorted items without repetitions."""
    if all(map(lt, items, islice(items, 1, None))):
        return items
    return [item for item, _ in groupby(items)]


def _leaves(items: list[Any]) -> tuple[list[Node], list[Any]]:
    """Answer leaves that are equally wide, and the least item of each."""
    spans = _spans(len(items))
    return [tuple(items[i:j]) for i, j in spans], [items[i] for i, _ in spans if items]


def _layer(nodes: list[Node], lows: list[Any], height: int) -> tuple[list[Node], list[Any]]:
    """Answer branches over nodes, and the least item below each; the very first is never asked for."""
    spans = _spans(len(nodes))
    branches = [_branch(tuple(lows[i + 1 : j]), tuple(nodes[i:j]), height) for i, j in spans]
    return branches, [lows[i] for i, _ in spans]


def _stack(nodes: list[Node], lows: list[Any], height: int) -> tuple[Node, int]:
    """Put level upon level until there is one root; answer it and its height."""
    while len(nodes) > 1:
        height += 1
        nodes, lows = _layer(nodes, lows, height)
    return nodes[0], height


def _spans(total: int) -> list[tuple[int, int]]:
    parts = max(1, -(-total // BULK))
    return list(pairwise(total * part // parts for part in range(parts + 1)))


def _split(node: Node, height: int, cut: int) -> Siblings:
    if not height:
        return (node[cut],), (node[:cut], node[cut:])
    _, keys, kids = node
    left, right = _branch(keys[: cut - 1], kids[:cut], height), _branch(keys[cut:], kids[cut:], height)
    return (keys[cut - 1],), (left, right)


def _grow(node: Node, path: Path, at_end: bool) -> tuple[Node, int]:
    """Put a leaf that is one item too wide into its path, splitting whatever gets too wide."""
    cut = EDGE if at_end and all(slot == len(branch[1]) for branch, slot in path) else FULL // 2
    width = len(node)
    for height, ((count, keys, kids), slot) in enumerate(reversed(path)):
        if width > FULL:
            between, parts = _split(node, height, cut)
            keys, kids = keys[:slot] + between + keys[slot:], kids[:slot] + parts + kids[slot + 1 :]
        else:
            kids = _put(kids, slot, node)
        node, width = (count + 1, keys, kids), len(kids)
    height = len(path)
    if width > FULL:
        return _branch(*_split(node, height, cut), height + 1), height + 1
    return node, height


def _shrink(node: Node, path: Path) -> tuple[Node, int]:
    """Put a leaf that has lost an item into its path, joining whatever gets thin with its neighbour."""
    width = len(node)
    for height, ((count, keys, kids), slot) in enumerate(reversed(path)):
        kids = _put(kids, slot, node)
        if width < THIN:
            keys, kids = _join(keys, kids, max(slot - 1, 0), height)
        node, width = (count - 1, keys, kids), len(kids)
    height = len(path)
    if height and width == 1:  # a root needs two kids; the one that is left has them
        return node[2][0], height - 1
    return node, height


def _join(keys: tuple[Any, ...], kids: tuple[Node, ...], slot: int, height: int) -> Siblings:
    """Make one node of two neighbours, or two of equal width when one would be too wide."""
    left, right = kids[slot : slot + 2]
    both = (left[0] + right[0], (*left[1], keys[slot], *right[1]), left[2] + right[2]) if height else left + right
    width = len(both[2] if height else both)
    between, parts = _split(both, height, width // 2) if width > FULL else ((), (both,))
    return keys[:slot] + between + keys[slot + 1 :], kids[:slot] + parts + kids[slot + 2 :]


EMPTY: Final[Order[Any]] = Order()


def put_off(later: dict[T, bool], item: T, there: bool) -> None:
    """Take down that an item is to be added (`there`) or removed; what undoes itself is forgotten."""
    if later.setdefault(item, there) is not there:
        del later[item]


def settled(order: Order[T], later: dict[T, bool]) -> Order[T]:
    """Do to an order what has been put off."""
    added = []
    for item, there in later.items():
        if there:
            added.append(item)
        else:
            order = order.discard(item)
    if len(added) == 1:
        return order.add(added[0])
    return order.update(added) if added else order
