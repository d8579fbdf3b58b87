"""`ringback replay`: a bundle's requests made again, and whether they get the same bytes."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

from ringback import __version__
from ringback.apps import MODULES, build
from ringback.cli.banner import root
from ringback.cli.ending import on_signal
from ringback.cli.listening import bound
from ringback.cli.refusal import Refusal
from ringback.cli.serve import answer, say
from ringback.serve.asgi import DEFAULT_WORLD, Gateway
from ringback.serve.bundle import Bundle, BundleError, Recording, read
from ringback.serve.replay import BEGIN, Again, Replay
from ringback.serve.settings import Settings

# What is read of a bundle was bounded when it was recorded.
MOST_JOURNAL = 2**40


def replay(path: Path) -> tuple[Gateway, Recording, bool]:
    """Make a bundle's requests again and tell how each went; the server, and whether all got the same bytes."""
    try:
        bundle, recording = read(path.read_bytes())
        gateway = build(Settings(scenario="empty", most_journal=MOST_JOURNAL), _served(recording))
        again = Replay(gateway.pipeline, recording)
        say(_about(bundle, recording), aside=False)
        same = asyncio.run(_run(again))
    except OSError as error:
        raise Refusal(f"{path} cannot be read: {error.strerror}") from None
    except BundleError as error:
        raise Refusal(f"{path} cannot be replayed: {error}") from None
    say([_outcome(len(recording.steps), same)], aside=False)
    return gateway, recording, same == len(recording.steps)


def _served(recording: Recording) -> list[str]:
    missing = [name for name in recording.apps if name not in MODULES]
    if missing:
        raise BundleError(f"this Ringback has no app {missing[0]!r}; it has {', '.join(MODULES)}")
    return recording.apps


async def _run(again: Replay) -> int:
    same = 0
    async for one in again.run():
        differences = one.differences()
        same += not differences
        say(_told(one, differences), aside=False)
    return same


def _about(bundle: Bundle, recording: Recording) -> Iterator[str]:
    about = "; ".join(f"{name} {value}" for name, value in bundle.about.items())
    if about:
        yield about
    made = ", ".join(f"{name} {version}" for name, version in recording.versions.items())
    other = "" if recording.versions.get("ringback") == __version__ else f"; this is ringback {__version__}"
    yield f"world {recording.name}; recorded by {made}{other}"
    if recording.truncated:
        yield "The journal had dropped its oldest requests: the bundle begins after them."


def _told(one: Again, differences: list[str]) -> Iterator[str]:
    reply = one.step.reply
    said = f"{reply.status or 'no reply sent'} {' + '.join(reply.replies)}"
    yield f"{'differs' if differences else 'same':8} #{one.step.id} {one.step.request.method} {one.path} {said}"
    for difference in differences:
        yield f"{'':8} {difference}"


def _outcome(requests: int, same: int) -> str:
    if not requests:
        return "There are no requests in it."
    return f"{same} of {requests} requests got the same bytes."


def open_world(gateway: Gateway, name: str, host: str, port: int) -> None:
    """Serve the world as it was at the end, until a signal ends it."""
    on_signal()
    with bound(host, port) as listening:
        url = root(host, listening.getsockname()[1])
        world = f"{url}/_ringback/worlds/{name}"
        lines = [
            "",
            f"The world is at {url if name == DEFAULT_WORLD else f'{url}/w/{name}'} as it was at the end.",
            f"Its journal: {world}/requests",
            f"Back to the beginning: curl -X POST {world}/snapshots/{BEGIN}/restore",
        ]
        answer(gateway, listening, lambda: say(lines, aside=False))
