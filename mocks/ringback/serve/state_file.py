"""A file that a server keeps its worlds in: locked, checked when it is read, replaced as a whole when it is written.

Its first line says what it is, its last one what the lines before must add up to.
"""

import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec

from ringback import __version__
from ringback.state.record import Instant

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FORMAT = 1

LEFT = "It is left as it is: move it away to begin anew, or give another --state-file"


class StateFileError(Exception):
    """A state file that cannot be used: what is wrong and where, and what to do."""

    def __init__(self, problem: str, hint: str = LEFT) -> None:
        """Say it."""
        super().__init__(problem)
        self.problem = problem
        self.hint = hint


class Head(msgspec.Struct):
    """The first line: the format, the version of Ringback that wrote it, and the real time at which it did."""

    ringback_state: int
    version: str
    saved: Instant


class End(msgspec.Struct, tag="end", tag_field="line", forbid_unknown_fields=True):
    """The last line: how many there are before it, and their SHA-256."""

    lines: int
    sha256: str


class Content(NamedTuple):
    """What a whole file holds: its head, and the lines between that and its end, each read when it is asked for."""

    head: Head
    lines: Iterator[bytes]


def read(path: Path) -> Content | None:
    """The content of a file, when it is all that was written; None when there is no file."""
    try:
        with path.open("rb") as file:
            head = _head(file.readline().removesuffix(b"\n"))
            file.seek(0)
            lines = _counted(file)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StateFileError(f"it cannot be read: {error.strerror}") from None
    return Content(head, _between(path, lines))


def _counted(file: BinaryIO) -> int:
    """How many lines there are, when they are what was written."""
    digest, count, last = hashlib.sha256(), 0, b""
    for line in file:
        digest.update(last)
        count, last = count + 1, line
    if not last.endswith(b"\n"):
        raise StateFileError(f"it is cut off in line {count}")
    try:
        end = msgspec.json.decode(last, type=End)
    except (ValueError, RecursionError):
        raise StateFileError(f"it is cut off, or damaged, at line {count}: its end is missing") from None
    fault = "its checksum does not fit" if digest.hexdigest() != end.sha256 else ""
    if count - 1 != end.lines:
        fault = f"there are {count - 1} lines where {end.lines} were written"
    if fault:
        raise StateFileError(f"it is damaged, or has been changed since it was written: {fault} (line {count})")
    return count


def _between(path: Path, lines: int) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            yield from islice(file, 1, lines - 1)
    except OSError as error:
        raise StateFileError(f"it cannot be read: {error.strerror}") from None


def _head(line: bytes) -> Head:
    if not line:
        raise StateFileError("it is no state file: its first line is empty")
    try:
        head = msgspec.json.decode(line, type=Head)
    except (ValueError, RecursionError) as error:
        raise StateFileError(f"it is no state file, or damaged, at line 1: {error}") from None
    if head.ringback_state != FORMAT:
        said = f"it is of format {head.ringback_state}, written by Ringback {head.version}"
        hint = f"Use that version, or a later one. {LEFT}"
        raise StateFileError(f"{said}; this is Ringback {__version__}, which reads format {FORMAT}", hint)
    return head


class Draft:
    """What is to take the place of a file, written beside it; OSError when that cannot be done."""

    def __init__(self, path: Path, saved: Instant) -> None:
        """Begin with the head."""
        self._path = path
        self._beside = path.with_name(f"{path.name}.part")
        self._digest = hashlib.sha256()
        self._lines = 0
        self._taken = bytearray()
        number = os.open(self._beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._file = os.fdopen(number, "wb")
        self.take(msgspec.json.encode(Head(FORMAT, __version__, saved)))

    def take(self, line: bytes) -> int:
        """Take a line, to be written with the next ones; returns how many bytes there are to write."""
        start = len(self._taken)
        self._taken += line
        self._taken += b"\n"
        self._digest.update(memoryview(self._taken)[start:])
        self._lines += 1
        return len(self._taken)

    def write(self) -> None:
        """Write what has been taken."""
        self._file.write(self._taken)
        self._taken = bytearray()

    def finish(self) -> None:
        """Put it in the place of the file, once all of it is on the disk."""
        self._taken += msgspec.json.encode(End(self._lines, self._digest.hexdigest())) + b"\n"
        self.write()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        with suppress(FileNotFoundError):
            shutil.copymode(self._path, self._beside)
        self._beside.replace(self._path)
        _sync_folder(self._path.parent)

    def drop(self) -> None:
        """Leave no trace."""
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self._beside.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Let the disk know that a name now stands for another file; where folders cannot be opened, it knows by itself."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold a file for this process alone, by a lock beside it that goes with the process, however that ends."""
    beside = path.with_name(f"{path.name}.lock")
    number = _locked(beside)
    try:
        yield
    finally:
        with suppress(OSError):
            beside.unlink()
        os.close(number)


def _locked(beside: Path) -> int:
    """The number of the open lock."""
    while True:
        try:
            number = os.open(beside, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            hint = "Give a file in a folder that can be written to"
            raise StateFileError(f"{beside} cannot be made: {error.strerror}", hint) from None
        try:
            _lock(number)
            # Whoever held it before may have removed it meanwhile: then another process can lock the next one.
            if os.path.samestat(os.fstat(number), beside.stat()):
                return number
        except FileNotFoundError:
            pass
        except (BlockingIOError, PermissionError):
            os.close(number)
            raise StateFileError("another server keeps its worlds there", "End it, or give another file") from None
        except OSError as error:
            os.close(number)
            hint = "Give a file on a local disk"
            raise StateFileError(f"{beside} cannot be locked: {error.strerror}", hint) from None
        os.close(number)


def _lock(number: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
