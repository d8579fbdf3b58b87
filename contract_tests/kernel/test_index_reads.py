"""What index functions say they look at is all that they look at; else rows would stay where they no longer belong."""

from typing import Any

import pytest

from ringback.apps import library
from ringback.state.clock import frozen
from ringback.state.passage import pass_time
from ringback.state.premade import Premade
from ringback.state.record import EPOCH, Record, seconds
from ringback.state.table import Table
from ringback.state.world import World


class Watched:
    """A row that remembers which of its fields were looked at."""

    def __init__(self, row: Record) -> None:
        """Stand for a row."""
        self.__dict__.update(row=row, read=set())

    def __getattr__(self, name: str) -> Any:
        """A field of the row."""
        self.__dict__["read"].add(name)
        return getattr(self.__dict__["row"], name)

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        """That of the row."""
        return type(self.__dict__["row"])


@pytest.fixture(scope="module")
def world() -> World:
    """The demo, some hours after its start."""
    ready = Premade(library())
    later = ready.start("demo", 1, EPOCH) + seconds(3.5 * 3600)
    return pass_time(ready.world("demo", 1, frozen(later), "documented"), later, ready.library.rooms)


TABLES = [table for room in library().rooms.values() for table in room.view.tables.values()]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: ".".join(table.place))
def test_an_index_function_looks_at_no_other_fields_than_it_says(table: Table[Any, Any], world: World) -> None:
    """Asked about every row of a demo in full swing."""
    for _, function, reads in table.all_places:
        told = set(getattr(function, "reads", ()))
        if reads is None or not told:
            continue
        assert told <= set(table.record.__struct_fields__)
        for row in world.tables[table.place].rows.values():
            watched = Watched(row)
            assert function(watched) == function(row)
            assert watched.__dict__["read"] <= told
