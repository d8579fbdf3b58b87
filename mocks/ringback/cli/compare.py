"""`ringback compare`: a transcript's requests made to the mock, and where its replies differ from the account's."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from ringback import __version__
from ringback.apps import MODULES, build
from ringback.cli.refusal import Refusal
from ringback.cli.serve import say
from ringback.serve.problem import Problem
from ringback.serve.settings import ClockSetting, Settings
from ringback.serve.transcripts.compare import Compared, Comparison, begin_of
from ringback.serve.transcripts.transcript import Transcript, TranscriptError, read

WORLD = "compare"
# Of the places in which one reply differs, so many are printed.
_SHOWN = 12


@dataclass(frozen=True)
class Options:
    """From what the world is made, what stand-ins mean in it, and how exact moments must be, in seconds."""

    scenario: str
    profile: str
    seed: int
    start: datetime | None
    use: Sequence[str]
    tolerance: float


def compare(path: Path, options: Options, form: str) -> bool:
    """Compare and print, as text or JSON; whether there is no difference. A Refusal when it cannot be done."""
    try:
        transcript = read(path.read_bytes())
    except OSError as error:
        raise Refusal(f"{path} cannot be read: {error.strerror}") from None
    except TranscriptError as error:
        raise Refusal(f"{path} cannot be compared: {error}") from None
    if transcript.app not in MODULES:
        raise Refusal(f"{path} is of the app {transcript.app!r}", f"This Ringback has {', '.join(MODULES)}.")
    comparison = _begun(transcript, options)
    same = asyncio.run(_printed(comparison, transcript, form))
    return same == len(transcript.exchanges)


def _begun(transcript: Transcript, options: Options) -> Comparison:
    start = options.start or begin_of(transcript)
    settings = Settings(
        scenario=options.scenario,
        seed=options.seed,
        profile=options.profile,
        clock=ClockSetting.of("frozen"),
        start=start,
        headers=False,
    )
    try:
        pipeline = build(settings, [transcript.app]).pipeline
        cell = pipeline.worlds.open(WORLD)
    except Problem as problem:
        raise Refusal(problem.message, problem.hint) from None
    return Comparison(pipeline, cell, transcript, _given(options.use), timedelta(seconds=options.tolerance))


def _given(pairs: Sequence[str]) -> dict[str, str]:
    given = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            raise Refusal(f"--use: {pair!r} says nothing", "Write it as secret2=demo: a stand-in, and what it means.")
        given[name] = value
    return given


async def _printed(comparison: Comparison, transcript: Transcript, form: str) -> int:
    """Print everything; how many replies are the same."""
    done = []
    if form == "text":
        say(_about(transcript), aside=False)
    async for one in comparison.run():
        done.append(one)
        if form == "text":
            say(_told(one), aside=False)
    same = sum(not one.differences and not one.skipped for one in done)
    say([_json(transcript, done, same)] if form == "json" else [_outcome(len(done), same)], aside=False)
    return same


def _about(transcript: Transcript) -> Iterator[str]:
    other = "" if transcript.ringback == __version__ else f"; this is ringback {__version__}"
    yield f"{transcript.app}, recorded by ringback {transcript.ringback}{other}"


def _told(one: Compared) -> Iterator[str]:
    asked, outcome = one.exchange.request, "skipped" if one.skipped else "differs" if one.differences else "same"
    target = f"{asked.method} {asked.path}{'?' if asked.query else ''}{asked.query}"
    yield f"{outcome:8} #{one.exchange.id} {target} {one.exchange.reply.status} {' + '.join(one.replies)}"
    if one.skipped:
        yield f"{'':8} {one.skipped}"
    for found in one.differences[:_SHOWN]:
        yield f"{'':8} {found.at}: upstream {found.upstream!r}, mock {found.mock!r}"
    if len(one.differences) > _SHOWN:
        yield f"{'':8} and {len(one.differences) - _SHOWN} more places"
    if one.differences and one.source:
        yield f"{'':8} the mock's ground: {one.source}"
    if one.differences and one.unknown:
        yield f"{'':8} sent as it stands here, since no reply had told what it means: {', '.join(one.unknown)} (--use)"


def _outcome(requests: int, same: int) -> str:
    if not requests:
        return "There are no requests in it."
    return f"{same} of {requests} replies are the same."


def _json(transcript: Transcript, done: Sequence[Compared], same: int) -> str:
    content: dict[str, Any] = {
        "app": transcript.app,
        "recorded_by": transcript.ringback,
        "same": same,
        "of": len(done),
        "replies": [
            {
                "id": one.exchange.id,
                "method": one.exchange.request.method,
                "path": one.exchange.request.path,
                "status": one.exchange.reply.status,
                "same": not one.differences and not one.skipped,
                "skipped": one.skipped or None,
                "replies": list(one.replies),
                "source": one.source,
                "not_told": list(one.unknown),
                "differences": list(one.differences),
            }
            for one in done
        ],
    }
    return msgspec.json.format(msgspec.json.encode(content), indent=2).decode()
