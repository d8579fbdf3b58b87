"""Scenarios: worlds written down as YAML, checked against the records of the tables they fill."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from difflib import get_close_matches
from os.path import normpath
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec.structs import replace

from ringback.state.clock import EARLIEST, LATEST, Clock
from ringback.state.faults import Fault, FaultRule
from ringback.state.passage import Room, Rooms, pass_time
from ringback.state.record import Instant, rows_of, utc
from ringback.state.table import Rows
from ringback.state.transaction import Transaction
from ringback.state.world import World

# A text that opens no more collections than this may be read at once; another is looked at first.
MANY = 10_000
DEEPEST = 20

# What a text may come to when each alias is replaced by what it stands for: so many letters, of which an item is a few.
MOST_UNFOLDED = 64 * 1024 * 1024
_ITEM = 8

_TOP = ("scenario", "extends", "start", "history_days", "generate", "files", "faults")

_Days = Annotated[int, msgspec.Meta(ge=0, le=366)]
_NextId = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]


class ScenarioError(Exception):
    """A scenario that cannot be used: the file, the place in it, what is wrong there and what to do."""

    def __init__(self, origin: str, place: str, problem: str, hint: str, *, missing: bool = False) -> None:
        """Say what was found at `place` in `origin`; `missing` when there is no such file."""
        super().__init__(f"{origin}: {place + ': ' if place else ''}{problem}. {hint}")
        self.origin = origin
        self.place = place
        self.problem = problem
        self.hint = hint
        self.missing = missing


@dataclass(frozen=True)
class Scenario:
    """One scenario document: what it extends, when it starts, and the rows of each room's tables.

    `generate` asks rooms to invent rows, `history_days` before the start; what has happened since then is played.
    """

    name: str
    origin: str
    extends: str | None = None
    start: datetime | None = None
    history_days: int = 0
    generate: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    rooms: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[FaultRule, ...] = ()


def parse(text: str | bytes, origin: str, rooms: Rooms) -> Scenario:
    """Read a document (YAML or JSON); ScenarioError says where it is wrong."""
    content = _content(text, origin)
    if content in (None, ""):
        content = {}
    if not isinstance(content, dict):
        raise ScenarioError(origin, "", "expected a mapping at the top", f"Begin with one of {', '.join(_TOP)}")
    known = (*_TOP, *rooms)
    for key in content:
        if key not in known:
            raise ScenarioError(origin, key, "no such section", _did_you_mean(key, known))
    sections = {room: _section(origin, room, content[room], rooms) for room in rooms if room in content}
    return Scenario(
        name=_typed(origin, "scenario", content.get("scenario", ""), str) or Path(origin).stem,
        origin=origin,
        extends=_typed(origin, "extends", content.get("extends", ""), str) or None,
        start=_start(origin, content["start"]) if "start" in content else None,
        history_days=_typed(origin, "history_days", content.get("history_days", 0), _Days),
        generate=_generators(origin, content.get("generate", {}), rooms),
        rooms=sections,
        files=_typed(origin, "files", content.get("files", {}), dict[str, str]),
        faults=_typed(origin, "faults", content.get("faults", []), tuple[FaultRule, ...]),
    )


def _content(text: str | bytes, origin: str) -> Any:
    # Imported here: a world that was made beforehand is read without it, and start-up is a budget.
    import yaml

    # The loader that leaves every scalar a text: types come from the records, so `state: ON` is Ontario and not True.
    loader: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        # The reader overruns its stack on what is nested very deeply; only what opens very much can be.
        if _openers(text) > MANY and _deeper(yaml.parse(text, Loader=loader), DEEPEST):
            raise RecursionError
        content = yaml.load(text, Loader=loader)
        # An alias is one pointer here, and a copy in the records.
        if ("*" in text if isinstance(text, str) else b"*" in text) and _unfolded(content, {}) > MOST_UNFOLDED:
            raise ScenarioError(origin, "", "its aliases stand for too much", "Write fewer rows, or load it in parts")
        return content
    except RecursionError:
        raise ScenarioError(origin, "", "it is nested too deeply", "A section holds tables, a table rows") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        problem = " ".join(str(getattr(error, "problem", error)).split())
        raise ScenarioError(origin, place, f"this is not YAML: {problem}", "Mend it") from None
    except ValueError as error:
        raise ScenarioError(origin, "", f"this is not text: {error}", "Save the file as UTF-8") from None


def _unfolded(node: Any, known: dict[int, int]) -> int:
    """How much a node comes to without aliases; `known` are the collections that have been weighed."""
    if not isinstance(node, dict | list):
        return _ITEM + len(str(node))
    if id(node) not in known:
        parts = [*node, *node.values()] if isinstance(node, dict) else node
        known[id(node)] = _ITEM + sum([_unfolded(part, known) for part in parts])
    return known[id(node)]


def _openers(text: str | bytes) -> int:
    plain = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
    return sum(plain.count(opener) for opener in (b"[", b"{", b"- ", b"? "))


def _deeper(events: Iterable[object], most: int) -> bool:
    """Whether a document opens more than `most` collections within each other."""
    depth = 0
    for event in events:
        kind = type(event).__name__
        depth += kind.endswith("StartEvent") - kind.endswith("EndEvent")
        if depth > most:
            return True
    return False


def _start(origin: str, content: object) -> datetime:
    start: datetime = _typed(origin, "start", content, Instant)
    if not EARLIEST <= start < LATEST:
        raise ScenarioError(origin, "start", f"{content} is out of range", f"Stay from {EARLIEST:%Y} up to {LATEST:%Y}")
    return start


def _generators(origin: str, content: object, rooms: Rooms) -> Mapping[str, Mapping[str, int]]:
    wanted: dict[str, dict[str, int]] = _typed(origin, "generate", content, dict[str, dict[str, int]])
    able = [name for name, room in rooms.items() if room.generate is not None]
    for name in wanted:
        if name not in able:
            raise ScenarioError(origin, f"generate.{name}", "nothing can be generated there", _did_you_mean(name, able))
    return wanted


def _section(origin: str, room: str, content: object, rooms: Rooms) -> Mapping[str, Any]:
    tables = rooms[room].view.tables
    if not isinstance(content, dict):
        raise ScenarioError(origin, room, "expected a mapping of tables to rows", f"Tables are {', '.join(tables)}")
    section: dict[str, Any] = {}
    for name, rows in content.items():
        place = f"{room}.{name}"
        if name == "next":
            section[name] = _typed(origin, place, rows, dict[str, _NextId])
            unknown = next((table for table in section[name] if table not in tables), None)
            if unknown:
                raise ScenarioError(origin, f"{place}.{unknown}", "no such table", _did_you_mean(unknown, tables))
        elif name not in tables:
            raise ScenarioError(origin, place, "no such table", _did_you_mean(name, (*tables, "next")))
        else:
            section[name] = _typed(origin, place, rows, rows_of(tables[name].record))
    return section


def _typed(origin: str, place: str, content: object, kind: Any) -> Any:
    try:
        return msgspec.convert(content, kind, strict=False)
    except msgspec.ValidationError as error:
        problem, _, path = str(error).partition(" - at `")
        where = place + path.removeprefix("$").rstrip("`")
        raise ScenarioError(origin, where, problem, "Compare with `ringback schema`") from None


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    names = list(known)
    near = get_close_matches(word, names, 1)
    return f"Did you mean {near[0]}?" if near else f"Known are {', '.join(names)}"


class Library:
    """The scenarios at hand: those of a folder by name, and any file by its path."""

    def __init__(self, folder: Path, rooms: Rooms) -> None:
        """Look for names in `folder`."""
        self.folder = folder
        self.rooms = rooms
        self._chains: dict[str, tuple[Scenario, ...]] = {}

    def names(self) -> list[str]:
        """The names of the scenarios that come with Ringback."""
        return sorted(path.stem for path in self.folder.glob("*.yaml"))

    def chain(self, name: str) -> tuple[Scenario, ...]:
        """The scenario of that name or path with those it extends, the base first."""
        if name not in self._chains:
            self._chains[name] = self._read(name, ())
        return self._chains[name]

    def _read(self, name: str, seen: tuple[str, ...]) -> tuple[Scenario, ...]:
        if name in seen:
            raise ScenarioError(name, "extends", f"it extends itself through {' > '.join(seen)}", "Break the circle")
        path = Path(name) if _is_path(name) else self.folder / f"{name}.yaml"
        try:
            text = path.read_bytes()
        except OSError as error:
            hint = f"Scenarios that come with Ringback are {', '.join(self.names())}; any other is given by its path"
            raise ScenarioError(name, "", f"cannot be read ({error.strerror})", hint, missing=True) from None
        scenario = parse(text, str(path), self.rooms)
        base = scenario.extends
        if base is None:
            return (scenario,)
        # A path is meant from where it is written.
        return (*self._read(normpath(path.parent / base) if _is_path(base) else base, (*seen, name)), scenario)


def _is_path(name: str) -> bool:
    return "/" in name or "\\" in name or name.endswith((".yaml", ".yml", ".json"))


def start_of(chain: tuple[Scenario, ...], otherwise: datetime) -> datetime:
    """When a scenario starts: its own moment, else that of the one it extends."""
    return next((utc(scenario.start) for scenario in reversed(chain) if scenario.start is not None), otherwise)


def build(chain: tuple[Scenario, ...], rooms: Rooms, clock: Clock, seed: int, profile: str) -> World:
    """Make the world that a scenario describes, at the moment its clock shows."""
    world = World(clock=clock, seed=seed, profile=profile, scenario=chain[-1].name)
    for scenario in chain:
        world = _fill(world, scenario, rooms)
    begin = clock.world - timedelta(days=max(scenario.history_days for scenario in chain))
    for scenario in chain:
        for name, options in scenario.generate.items():
            world = _generate(world, rooms[name], options, begin)
    world = settle(world, rooms, begin)
    return pass_time(world, clock.world, rooms) if begin < clock.world else world


def _generate(world: World, room: Room, options: Mapping[str, int], begin: datetime) -> World:
    tx = Transaction(world, begin, noting=False)
    if room.generate is not None:
        room.generate(room.view(tx), options)
    return tx.commit()


def load(world: World, fragment: Scenario, rooms: Rooms, now: datetime) -> World:
    """Add a fragment to a world: its rows replace those of the same key."""
    return settle(_fill(world, fragment, rooms, now), rooms, now)


def settle(world: World, rooms: Rooms, now: datetime | None = None) -> World:
    """Let each room take up what has been loaded."""
    tx = Transaction(world, now or world.clock.world, noting=False)
    for room in rooms.values():
        room.view(tx).settled()
    return tx.commit()


def _fill(world: World, scenario: Scenario, rooms: Rooms, now: datetime | None = None) -> World:
    tx = Transaction(world, now or world.clock.world, noting=False)
    for name, section in scenario.rooms.items():
        view = rooms[name].view(tx)
        for table, records in section.items():
            if table != "next":
                _store(getattr(view, table), records)
        for table, next_id in section.get("next", {}).items():
            getattr(view, table).set_next_id(next_id)
    if scenario.files:
        tx.files = tx.files.update({name: content.encode() for name, content in scenario.files.items()})
    world = tx.commit()
    for rule in scenario.faults:
        world = with_fault(world, rule)[0]
    return world


def _store(rows: Rows[Any, Any], records: list[Any]) -> None:
    for record in records:
        if rows.table.first is not None and rows.table.key_of(record) == 0:
            rows.add(record)
        else:
            rows.put(record)


def with_fault(world: World, rule: FaultRule) -> tuple[World, Fault]:
    """The world with one more fault, and that fault."""
    fault = Fault(id=f"f{world.next_fault}", **msgspec.structs.asdict(rule))
    return replace(world, faults=(*world.faults, fault), next_fault=world.next_fault + 1), fault
