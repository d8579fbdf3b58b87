"""Processes under measurement: servers on a core of their own, measurements on another."""

import multiprocessing
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import ParamSpec, Self, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

ROOT = Path(__file__).resolve().parents[1]
LOOK_EVERY = 0.0005  # seconds between looks at a server that starts
PATIENCE = 60.0
MOST_SAID = 4_000  # bytes of a server's complaints that an error shows

# What Ringback serves with, so that its references differ from it in nothing but what they do.
UVICORN = (
    *("--http", "httptools", "--ws", "none", "--lifespan", "off", "--no-proxy-headers", "--backlog", "2048"),
    *("--no-access-log", "--no-server-header", "--no-date-header", "--log-level", "warning"),
)


def cores() -> tuple[int, int] | None:
    """The cores for the server and for the client; None where processes cannot be pinned or there is but one."""
    if not hasattr(os, "sched_getaffinity"):
        return None
    at_hand = sorted(os.sched_getaffinity(0))
    return (at_hand[0], at_hand[-1]) if len(at_hand) > 1 else None


@contextmanager
def pinned(place: int) -> Iterator[None]:
    """Run, and start processes, on the server's core (0) or on the client's (1)."""
    pair = cores()
    if pair is None:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {pair[place]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def alone(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a function in a fresh process on the client's core: no other measurement's heap, no other's garbage."""
    fresh = multiprocessing.get_context("spawn")
    with pinned(1), ProcessPoolExecutor(1, mp_context=fresh) as pool:
        return pool.submit(function, *args, **kwargs).result()


def _environment() -> dict[str, str]:
    """This process's, but byte code is kept: installed packages are compiled, so the checkout has to be too."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Server:
    """A server process: started on entry, stopped on exit."""

    def __init__(self, command: Sequence[str], port: int = 0) -> None:
        """Take the command; without a port, Ringback's `--ready-file` will tell it."""
        self.port = port
        self._command = list(command)
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the server runs
        self._ready: Path | None = None

    @classmethod
    def of_uvicorn(cls, application: str) -> Self:
        """Starlette under uvicorn: `module:name`."""
        port = free_port()
        return cls([sys.executable, "-m", "uvicorn", application, "--port", str(port), *UVICORN], port)

    @classmethod
    def of_module(cls, module: str) -> Self:
        """A module that takes its port as its argument."""
        port = free_port()
        return cls([sys.executable, "-m", module, str(port)], port)

    @classmethod
    def of_ringback(cls, *options: str) -> Self:
        """`ringback serve` on a free port."""
        return cls([sys.executable, "-m", "ringback", "serve", "--port", "0", *options])

    def __enter__(self) -> Self:
        """Start it; it need not answer yet."""
        if not self.port:
            self._ready = Path(tempfile.mkdtemp(prefix="ringback-bench-")) / "ready"
            self._command += ["--ready-file", str(self._ready)]
        with pinned(0):
            self._process = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._said,
            )
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Stop it; an error takes along what the server had to say."""
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if error is not None and (said := self._complaints()):
            error.add_note(f"{' '.join(self._command)} said:\n{said}")
        self._said.close()
        if self._ready is not None:
            self._ready.unlink(missing_ok=True)
            self._ready.parent.rmdir()

    def first_reply(self, request: bytes) -> bytes:
        """Ask until it answers, and return the beginning of what it says."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self._process.poll() is not None:
                raise RuntimeError(f"{' '.join(self._command)} ended with {self._process.returncode}")
            if (self.port or self._announced()) and (answer := self._ask(request)):
                return answer
            time.sleep(LOOK_EVERY)
        raise TimeoutError(f"{' '.join(self._command)} did not answer within {PATIENCE:.0f} s")

    def resident(self) -> int:
        """Its resident memory in bytes; 0 where the system does not tell."""
        return resident(self._process.pid)

    def busy(self) -> float:
        """The seconds of processor time it has used; 0 where the system does not tell."""
        try:
            fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _complaints(self) -> str:
        """The beginning of its standard error."""
        self._said.seek(0)
        return self._said.read(MOST_SAID).decode("utf-8", "replace")

    def _announced(self) -> bool:
        assert self._ready is not None
        try:
            url = self._ready.read_text()
        except FileNotFoundError:
            return False
        if url:
            self.port = int(url.strip().rstrip("/").rpartition(":")[2])
        return bool(url)

    def _ask(self, request: bytes) -> bytes:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 5) as connection:
                connection.sendall(request)
                return connection.recv(65536)
        except OSError:
            return b""


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def resident(pid: int) -> int:
    """The resident memory of a process in bytes; 0 where the system does not tell."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:")), 0)
