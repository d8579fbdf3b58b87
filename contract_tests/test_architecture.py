"""The rooms of the package and the arrows between them, held over the syntax trees of `mocks/ringback`."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MOCKS = ROOT / "mocks"
PACKAGE = MOCKS / "ringback"

# What each room may import besides itself. `vendors.*` is any one vendor, `vendors` the tuple of them all.
ARROWS: dict[str, set[str]] = {
    "ringback": set(),
    "wire": set(),
    "state": set(),
    "telephony": {"state"},
    "contract": {"wire", "state"},
    "publish": {"contract"},
    "serve": {"wire", "contract", "state"},
    "control": {"serve", "publish", "wire", "contract", "state"},
    "console": {"control"},
    "vendors.*": {"contract", "state", "wire", "telephony"},
    "vendors": {"vendors.*", "contract"},
    "__main__": {"cli"},
}
COMPOSERS = {"apps", "cli", "pytest_plugin", "testing"}  # these may import every room
KERNEL = set(ARROWS) - {"vendors", "vendors.*"}
WITHOUT_WEB = {"wire", "contract", "state", "telephony", "publish", "vendors", "vendors.*"}

FRAMEWORKS = {"aiohttp", "django", "fastapi", "flask", "httptools", "starlette", "uvicorn", "uvloop", "werkzeug"}
VENDOR_NAMES = ("tcn", "maxcontact", "cisco", "dialer360", "vicidial")
DRAWERS = {"util", "utils", "helper", "helpers", "common", "manager", "managers"}
TOP_LEVEL = {
    "CHANGELOG.md",
    "Dockerfile",
    "LICENSE",
    "Makefile",
    "README.md",
    "benchmarks",
    "contract_tests",
    "fixtures",
    "mocks",
    "pyproject.toml",
    "requirements-dev.lock",
    "requirements.lock",
}
LEFT_BY_TOOLS = {"PKG-INFO", "__pycache__", "build", "dist"}

LONGEST_FILE = 399
LONGEST_FUNCTION = 59


@dataclass(frozen=True)
class Source:
    """One Python file: its place in the package and its syntax tree."""

    path: Path
    name: str

    @cached_property
    def text(self) -> str:
        """The file's content."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The file's syntax tree."""
        return ast.parse(self.text, filename=str(self.path))

    @property
    def room(self) -> str:
        """The room it stands in."""
        return room_of(self.name)

    def at(self, line: int) -> str:
        """A place in the file, as a terminal can open it."""
        return f"{self.path.relative_to(ROOT)}:{line}"

    def imports(self) -> Iterator[tuple[int, str]]:
        """The line and absolute name of everything imported, wherever in the file and in whatever form."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                origin = self.origin(node)
                yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)

    def origin(self, node: ast.ImportFrom) -> str:
        """The absolute name of what `from … import` imports from."""
        if not node.level:
            return node.module or ""
        package = self.name.split(".")
        dropped = node.level - (self.path.name == "__init__.py")
        return ".".join([*package[: len(package) - dropped], *filter(None, [node.module])])

    def rooms_used(self) -> list[tuple[int, str]]:
        """The line and room of every import from another room of the package."""
        used = {(line, room_of(name)) for line, name in self.imports() if name.split(".")[0] == "ringback"}
        return sorted((line, room) for line, room in used if room not in {self.room, "ringback"})

    def words(self) -> Iterator[tuple[int, str]]:
        """The line and text of every identifier and string, docstrings left out."""
        docstrings = {
            id(node.value)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(self.tree):
            if id(node) not in docstrings:
                line = getattr(node, "lineno", 1)
                yield from ((line, text) for _, value in ast.iter_fields(node) for text in texts(value))


def texts(value: object) -> Iterator[str]:
    """The texts in one field of a syntax node."""
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, bytes):
            yield part.decode("latin-1")
        elif isinstance(part, str):
            yield part


def room_of(name: str) -> str:
    """The room of a dotted name: `ringback.vendors.tcn.lists` is in `vendors.tcn`, `ringback.__version__` in none."""
    parts = name.split(".")[1 : 3 if name.startswith("ringback.vendors.") else 2]
    while parts and not is_module(".".join(["ringback", *parts])):
        parts.pop()
    return ".".join(parts) or "ringback"


def kind(room: str) -> str:
    """The row of ARROWS that holds for a room: each vendor's is the same."""
    return "vendors.*" if room.startswith("vendors.") else room


@cache
def is_module(name: str) -> bool:
    """Whether a dotted name is a module or a folder of the package, not something inside a module."""
    path = MOCKS.joinpath(*name.split("."))
    return path.is_dir() or path.with_name(f"{path.name}.py").is_file()


@cache
def sources() -> tuple[Source, ...]:
    """Every Python file of the package."""
    return tuple(Source(path, dotted(path.relative_to(MOCKS))) for path in sorted(PACKAGE.rglob("*.py")))


def dotted(path: Path) -> str:
    """The module name of a file, told by its path below the source root."""
    return ".".join(path.parent.parts if path.name == "__init__.py" else path.with_suffix("").parts)


def test_the_source_root_is_no_package() -> None:
    """DESIGN 2: `mocks` holds the package and is never one itself."""
    assert (PACKAGE / "__init__.py").is_file()
    assert [path.name for path in MOCKS.iterdir() if path.suffix == ".py"] == []


def test_every_module_stands_in_a_room_of_the_design() -> None:
    """DESIGN 2: the layout is closed; a new room is first drawn there and in ARROWS."""
    strays = [source.at(1) for source in sources() if kind(source.room) not in set(ARROWS) | COMPOSERS]
    assert strays == []


def test_imports_follow_the_arrows() -> None:
    """DESIGN 2: arrows point one way, and no vendor knows another."""
    against = [
        f"{source.at(line)} {source.room} imports {room}"
        for source in sources()
        if source.room not in COMPOSERS
        for line, room in source.rooms_used()
        if kind(room) not in ARROWS.get(kind(source.room), set())
    ]
    assert against == []


def test_rooms_import_each_other_in_no_circle() -> None:
    """DESIGN 2: the rooms can be read in an order in which each uses only earlier ones."""
    graph: dict[str, set[str]] = {}
    for source in sources():
        graph.setdefault(source.room, set()).update(room for _, room in source.rooms_used())
    TopologicalSorter(graph).prepare()


def test_rooms_below_the_server_import_no_web_framework() -> None:
    """DESIGN 2: what is promised, remembered and decided does not depend on how it is served."""
    found = [
        f"{source.at(line)} imports {name}"
        for source in sources()
        if kind(source.room) in WITHOUT_WEB
        for line, name in source.imports()
        if name.split(".")[0] in FRAMEWORKS
    ]
    assert found == []


def test_only_the_composing_modules_name_the_vendors_modules() -> None:
    """DESIGN 2: the kernel is handed its vendors; it reaches them by neither import nor text."""
    found = [
        f"{source.at(line)} names {word}"
        for source in sources()
        if source.room in KERNEL
        for line, word in (*source.imports(), *source.words())
        if word.startswith("ringback.vendors")
    ]
    assert found == []


def test_kernel_rooms_hold_no_vendors_name() -> None:
    """DESIGN 2: no identifier, text or file name of a kernel room speaks of one vendor."""
    found = [
        f"{source.at(line)} says {word!r}"
        for source in sources()
        if source.room in KERNEL
        for line, word in ((1, source.name), *source.words())
        if any(vendor in word.lower() for vendor in VENDOR_NAMES)
    ]
    assert found == []


def test_contract_tests_never_import_the_vendors() -> None:
    """DESIGN 3: expected texts are quoted from the documents, not read from the code under test."""
    tests = [Source(path, dotted(path.relative_to(ROOT))) for path in (ROOT / "contract_tests").rglob("*.py")]
    found = [
        f"{test.at(line)} imports {name}"
        for test in tests
        for line, name in test.imports()
        if name.startswith("ringback.vendors")
    ]
    assert tests
    assert found == []


def test_modules_and_public_classes_have_docstrings() -> None:
    """DESIGN 9: each says in one to three lines what it is."""
    silent = [
        source.at(getattr(node, "lineno", 1))
        for source in sources()
        for node in (source.tree, *source.tree.body)
        if isinstance(node, ast.Module | ast.ClassDef)
        and not getattr(node, "name", "").startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []


def test_no_module_is_named_for_a_drawer() -> None:
    """DESIGN 9: no `utils`, `helpers`, `common`, `manager`; a module is named for what it holds."""
    assert [source.name for source in sources() if DRAWERS & set(source.name.split("."))] == []


def test_files_stay_under_four_hundred_lines() -> None:
    """DESIGN 9: files aim at 100 to 170 lines and stay under 400."""
    lengths = {source.at(1): len(source.text.splitlines()) for source in sources()}
    assert {place: length for place, length in lengths.items() if length > LONGEST_FILE} == {}


def test_functions_stay_under_sixty_lines() -> None:
    """DESIGN 9: functions stay short; most are under 40 lines."""
    lengths = {
        f"{source.at(node.lineno)} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {place: length for place, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_the_top_level_holds_only_what_the_design_names() -> None:
    """DESIGN 2: a newcomer meets a handful of names, each with one purpose."""
    names = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert names - TOP_LEVEL - LEFT_BY_TOOLS == set()
