"""`ringback serve --state-file`: a file that is not whole, does not fit, or is in use, is refused and left alone."""

import errno
import itertools
import os
import re
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from contract_tests.kernel.kept import Begin, live, refused, rewritten
from contract_tests.kernel.test_cli import invoke
from ringback import __version__
from ringback.cli.refusal import Refusal
from ringback.serve.keeper import Keeper
from ringback.serve.state_file import StateFileError, held


def test_a_file_that_was_cut_off_is_refused_wherever_that_was(begin: Begin) -> None:
    """The line at which it ends is named."""
    first = begin()
    live(first.world())
    first.save()
    content = first.path.read_bytes()
    lines = content.count(b"\n")
    for size in (*range(1, len(content), 997), *(len(content) - back for back in range(1, 200))):
        first.path.write_bytes(content[:size])
        problem = refused(first).problem
        if size > content.index(b"\n"):
            assert re.match(r"it is cut off(, or damaged, at| in) line \d+", problem), problem
    first.path.write_bytes(b"".join(content.splitlines(keepends=True)[:-1]))
    assert refused(first).problem == f"it is cut off, or damaged, at line {lines - 1}: its end is missing"


def test_a_file_in_which_anything_was_changed_is_refused(begin: Begin) -> None:
    """One byte anywhere will do, a line more or less, or something after the end."""
    first = begin()
    live(first.world())
    first.save()
    content = first.path.read_bytes()
    for place in itertools.chain(range(0, len(content), 1499), range(len(content) - 120, len(content))):
        changed = bytearray(content)
        changed[place] ^= 1
        first.path.write_bytes(changed)
        refused(first)
    lines = content.splitlines(keepends=True)
    first.path.write_bytes(b"".join([*lines[:2], *lines[3:]]))
    problem = refused(first).problem
    counted = f"there are {len(lines) - 2} lines where {len(lines) - 1} were written (line {len(lines) - 1})"
    assert problem == f"it is damaged, or has been changed since it was written: {counted}"
    first.path.write_bytes(content.replace(b"Middlemarch", b"Middlemarsh"))
    assert refused(first).problem == (
        f"it is damaged, or has been changed since it was written: its checksum does not fit (line {len(lines)})"
    )
    first.path.write_bytes(content + b"{}\n")
    refused(first)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "it is no state file: its first line is empty"),
        (b"\n", "it is no state file: its first line is empty"),
        (b"hello\n", "it is no state file, or damaged, at line 1: "),
        (b'{"format": 1}\n', "it is no state file, or damaged, at line 1: Object missing required field"),
        (b"[" * 100_000, "it is no state file, or damaged, at line 1: "),
        (b"\xff\x00\n", "it is no state file, or damaged, at line 1: "),
    ],
)
def test_what_is_no_state_file_is_refused(begin: Begin, content: bytes, problem: str) -> None:
    """Whatever was named by mistake stays as it is."""
    kept = begin()
    kept.path.write_bytes(content)
    assert refused(kept).problem.startswith(problem)


def test_a_file_of_another_format_is_refused_with_the_version_that_wrote_it(begin: Begin) -> None:
    """Whatever its further lines may be."""
    kept = begin()
    head = '{"ringback_state":2,"version":"9.1.0","saved":"2031-01-01T00:00:00Z","more":[]}'
    kept.path.write_text(f"{head}\nsomething new\n")
    error = refused(kept)
    assert error.problem == (
        f"it is of format 2, written by Ringback 9.1.0; this is Ringback {__version__}, which reads format 1"
    )
    assert error.hint.startswith("Use that version, or a later one.")


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (('"table":"books"', '"table":"novels"'), "tables.library.novels: no such table"),
        (('"title":"Emma"', '"titel":"Emma"'), "library.books: Object contains unknown field `titel`"),
        (('"pin":"4711"', '"pin":4711'), "library.members: Expected `str`, got `int`"),
        (('"kind":"overdue"', '"kind":"overdone"'), "timers: no timer overdone in library"),
        (('"kind":"files"', '"kind":"flies"'), "Invalid enum value 'flies'"),
        (('"kind":"files"', '"kind":"timers"'), "timers: Object contains unknown field `name`"),
        (('"tables":[0', '"tables":[90'), "part 90: there is no such part with table in it"),
        (('"mode":"frozen"', '"mode":"melted"'), "Invalid enum value 'melted'"),
        (('"line":"world"', '"line":"word"'), "Invalid value 'word'"),
    ],
)
def test_what_does_not_fit_this_version_is_refused_with_its_line(
    begin: Begin, edit: tuple[str, str], problem: str
) -> None:
    """The file is whole, but not of worlds that this Ringback knows."""
    first = begin()
    live(first.world())
    first.world().call("POST", "/library/books/2/loan", data={"member": "ann", "pin": "4711"})
    first.save()
    rewritten(first.path, edit)
    said = refused(first).problem
    assert re.match(rf"line \d+, written by Ringback {re.escape(__version__)}: ", said), said
    assert problem in said


def test_more_worlds_than_allowed_are_refused(begin: Begin) -> None:
    """The option that allows more is named."""
    first = begin()
    first.world("one").ask("PUT")
    first.world("two").ask("PUT")
    first.save()
    with pytest.raises(StateFileError) as error:
        begin(max_worlds=2)
    assert re.fullmatch(r"line \d+: There are 2 worlds, as many as allowed", error.value.problem)
    assert "--max-worlds" in error.value.hint


def test_two_servers_do_not_share_a_file(tmp_path: Path) -> None:
    """The second is refused as long as the first has it; nothing is left behind."""
    path = tmp_path / "state"
    with held(path):
        with pytest.raises(StateFileError, match="another server keeps its worlds there"), held(path):
            raise AssertionError
        with held(tmp_path / "other"):
            pass
    with held(path):
        assert [one.name for one in tmp_path.iterdir()] == ["state.lock"]
    assert list(tmp_path.iterdir()) == []


def test_a_lock_that_a_killed_server_left_does_not_matter(tmp_path: Path) -> None:
    """The lock goes with the process; the file beside it may stay."""
    beside = tmp_path / "state.lock"
    beside.touch()
    with held(tmp_path / "state"):
        assert beside.exists()


def test_a_folder_that_is_not_there_is_refused_at_the_start() -> None:
    """Not after half a minute."""
    refusal = invoke("serve", "--port", "0", "--state-file", "/nosuch/state").exception
    assert isinstance(refusal, Refusal)
    assert str(refusal) == (
        "ringback: --state-file /nosuch/state: /nosuch/state.lock cannot be made: No such file or directory\n"
        "Give a file in a folder that can be written to."
    )


@pytest.mark.parametrize("good", [0, 3])
def test_a_disk_that_fails_between_two_reads_is_told_like_any_other(
    begin: Begin, monkeypatch: pytest.MonkeyPatch, good: int
) -> None:
    """A file is read twice, first to check it; what fails the second time, at once or half-way, is no traceback."""
    first = begin()
    live(first.world())
    first.save()
    lines = first.path.read_bytes().splitlines(keepends=True)
    reads = itertools.count()
    really = Path.open

    def failing(path: Path, mode: str) -> Any:
        return really(path, mode) if next(reads) == 0 else closing(readable(lines[:good]))

    monkeypatch.setattr(Path, "open", failing)
    with pytest.raises(StateFileError) as error:
        Keeper(first.path).load(first.worlds)
    assert error.value.problem == "it cannot be read: Input/output error"


def readable(lines: list[bytes]) -> Generator[bytes, None, None]:
    """Lines of a file on a disk that then fails."""
    yield from lines
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_a_folder_is_no_state_file(tmp_path: Path) -> None:
    """It cannot be read as one."""
    refusal = invoke("serve", "--port", "0", "--state-file", str(tmp_path)).exception
    assert str(refusal).startswith(f"ringback: --state-file {tmp_path}: it cannot be read: Is a directory\n")
