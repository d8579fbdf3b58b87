"""Where a server listens, and the file that says so."""

import errno
import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ringback.cli.refusal import Refusal

if sys.platform != "win32":
    import resource

BACKLOG = 2048

# Files that stay free for the server itself: modules and worlds that it has still to read, the state file.
SPARE = 64


@contextmanager
def bound(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens there, so that whoever calls early waits; a Refusal when the place cannot be had."""
    place = f"{host or 'all interfaces'}, port {port}"
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except socket.gaierror as error:
        raise Refusal(f"cannot listen on {place}: {error.strerror}", "Check --host.") from None
    with socket.socket(family, kind, protocol) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(address)
            listening.listen(BACKLOG)
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            hint = "Choose another --port, or 0 for a free one." if taken else "Check --host and --port."
            raise Refusal(f"cannot listen on {place}: {os.strerror(error.errno or 0)}", hint) from None
        yield listening


def most_connections() -> int | None:
    """How many connections there may be, now that as many files may be open as the system allows; None: no bound."""
    if sys.platform == "win32":
        return None
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        soft = hard
    return None if soft == resource.RLIM_INFINITY else max(soft - SPARE, soft // 2)


@contextmanager
def ready(path: Path | None) -> Iterator[Callable[[str], None]]:
    """A function that writes the base URL to the file, at once and whole; the file goes when the server ends."""
    if path is None:
        yield lambda url: None
        return
    part = path.with_name(f"{path.name}.part")

    def tell(url: str) -> None:
        part.write_text(url, encoding="utf-8")
        part.replace(path)

    try:
        path.unlink(missing_ok=True)
        part.touch()
        part.unlink()
    except OSError as error:
        raise Refusal(f"cannot write --ready-file {path}: {error.strerror}") from None
    try:
        yield tell
    finally:
        with suppress(OSError):
            path.unlink()
