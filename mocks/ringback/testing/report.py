"""What a failed test is told: the last requests of its world, and the bundle that replays them."""

import hashlib
import re
import textwrap
from pathlib import Path

import msgspec

from ringback.testing.control import ControlError
from ringback.testing.journal import FullEntry
from ringback.testing.world import World

TITLE = "Ringback"

MOST_REQUESTS = 8
MOST_BODY = 1_000
LONGEST_NAME = 100


def told(world: World) -> str:
    """The last requests of a world with their replies and sources, for people."""
    try:
        entries = world.requests.find(limit=MOST_REQUESTS + 1)
        shown = [world.requests[entry.id] for entry in entries[-MOST_REQUESTS:]]
        clock = world.clock.read()
    except ControlError as error:
        return f"{world.url()}: {error}"
    last, many = "the last " if len(entries) > MOST_REQUESTS else "", "" if len(shown) == 1 else "s"
    made = f"{last}{len(shown)} vendor request{many}"
    head = f"{world.url()} at {clock.now:%Y-%m-%d %H:%M:%S} UTC ({clock.mode}): {made}"
    return "\n\n".join([head, *map(_entry, shown)])


def _entry(entry: FullEntry) -> str:
    replies = " + ".join([entry.reply, *entry.also])
    status = entry.status or "no reply sent"
    fault = f", fault {entry.fault}" if entry.fault else ""
    return "\n".join(
        [
            f"#{entry.id} {entry.method} {entry.path}",
            *_body(entry.request.body),
            f"  {status} {replies}{fault}",
            f"  {entry.source}",
            *_body(entry.response.body),
        ]
    )


def _body(body: str) -> list[str]:
    if not body:
        return []
    cut = body[:MOST_BODY] + (" ..." if len(body) > MOST_BODY else "")
    return [textwrap.indent(cut.rstrip("\r\n"), "    ", lambda line: True)]


class _Bundle(msgspec.Struct):
    """A bundle as a server answers it, whatever its format."""

    bundle: int
    digest: str
    content: msgspec.Raw
    about: dict[str, str] = {}


def save(world: World, folder: Path, test: str, **about: str) -> str:
    """Save a world's bundle in a folder under a test's name; one line for people says where, or why not."""
    readable = re.sub(r"[^A-Za-z0-9._\[\]-]+", "-", test)[-LONGEST_NAME:].strip("-.")
    path = folder / f"{readable}-{hashlib.sha256(test.encode()).hexdigest()[:8]}.ringback.json"
    try:
        bundle = msgspec.json.decode(world.bundle(), type=_Bundle)
        bundle.about = {"test": test, **about}
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(msgspec.json.encode(bundle) + b"\n")
    except (ControlError, OSError, msgspec.MsgspecError) as error:
        return f"The bundle could not be saved: {error}"
    return f"Saved {path}; `ringback replay` runs it again."
