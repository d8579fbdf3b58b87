"""Recording a world of a running server through the proxy, and comparing what was recorded with the mock."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import httpx
from click.testing import CliRunner, Result

from ringback.apps import app
from ringback.cli.commands import commands
from ringback.cli.upstream import Upstream
from ringback.serve.transcripts.recorder import Recorder
from ringback.serve.transcripts.sanitise import transcript_of
from ringback.serve.transcripts.transcript import Transcript, write

PROXY = "http://proxy.example"
MOST = 1_000_000

Play = Callable[[httpx.AsyncClient], Awaitable[None]]


def through(url: str, name: str, play: Play) -> Recorder:
    """The proxy of an app after a client has played through it."""
    recorder: list[Recorder] = []

    async def run() -> None:
        upstream = Upstream(url)
        recorder.append(Recorder(app(name), url, upstream.ask, MOST))
        async with httpx.AsyncClient(transport=httpx.ASGITransport(recorder[0]), base_url=PROXY) as client:
            await play(client)
        await upstream.close()

    asyncio.run(run())
    return recorder[0]


def recorded(url: str, name: str, play: Play, kept: Sequence[str] = ()) -> Transcript:
    """What a client has played, as a transcript."""
    return transcript_of(app(name), url, through(url, name, play).raw, kept)


def compare(transcript: Transcript | Path, folder: Path, *options: str) -> Result:
    """Run `ringback compare` within this process."""
    path = transcript if isinstance(transcript, Path) else folder / "transcript.json"
    if isinstance(transcript, Transcript):
        path.write_bytes(write(transcript))
    return CliRunner().invoke(commands, ["compare", str(path), *options])


def found(transcript: Transcript, folder: Path, *options: str) -> dict[int, list[str]]:
    """The places in which replies differ, by request; those that do not are left out."""
    result = compare(transcript, folder, "--format", "json", *options)
    said: dict[str, Any] = json.loads(result.output)
    unlike = {one["id"]: [place["at"] for place in one["differences"]] for one in said["replies"] if not one["same"]}
    assert result.exit_code == (1 if unlike else 0)
    assert said["of"] - said["same"] == len(unlike)
    return unlike
