"""`ringback record`: a proxy to a real account that writes down, without what is private, what it is asked."""

import asyncio
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import uvicorn

from ringback.apps import MODULES, app
from ringback.cli.banner import root
from ringback.cli.ending import on_signal
from ringback.cli.listening import BACKLOG, bound, ready
from ringback.cli.refusal import Refusal, unknown
from ringback.cli.serve import Server, say
from ringback.cli.upstream import Upstream, base_url
from ringback.serve.settings import Settings
from ringback.serve.transcripts.recorder import Recorder
from ringback.serve.transcripts.sanitise import transcript_of
from ringback.serve.transcripts.transcript import Transcript, write

# How often a transcript is written, in seconds, while there is something new.
EVERY = 5.0
# And how many times as long as writing it took is waited at least.
SHARE = 20


@dataclass(frozen=True)
class Outside:
    """Where the proxy listens, which files it writes, which kinds of private values it leaves as they are."""

    listen: str
    out: Path | None
    keep: tuple[str, ...]
    ready_file: Path | None


def run(name: str, upstream: str, outside: Outside) -> None:
    """Record until a signal ends it; a Refusal when that cannot be begun."""
    on_signal()
    if name not in MODULES:
        raise unknown("app", name, MODULES)
    url = base_url(upstream)
    host, port = place(outside.listen)
    account = Upstream(url)
    recorder = Recorder(app(name), url, account.ask, Settings.most_body)
    book = Book(recorder, outside.out or Path(f"{name}-transcript.json"), outside.keep)
    with bound(host, port) as listening, ready(outside.ready_file) as tell:
        own = root(host, listening.getsockname()[1])

        def begun() -> None:
            book.begin()
            tell(own)
            say(_about(name, url, own, book.path), aside=False)

        async def ended() -> None:
            await account.close()
            await book.end()

        config = uvicorn.Config(
            recorder,
            backlog=BACKLOG,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            date_header=False,
            timeout_graceful_shutdown=1,
        )
        Server(config, begun, lambda: None, ended).run([listening])


def place(text: str) -> tuple[str, int]:
    """The host and the port of `host:port`; a Refusal when it is none."""
    host, colon, port = text.rpartition(":")
    if not colon or not port.isdecimal() or int(port) > 65535:
        raise Refusal(f"--listen: {text!r} is no place", "Write it as 127.0.0.1:8080; port 0 picks a free one.")
    return host.strip("[]"), int(port)


def _about(name: str, url: str, own: str, path: Path) -> Iterator[str]:
    yield f"{name} at {url}, by {own}: point your program's base URL there."
    yield f"What goes through is written to {path} now and then, and at the end (Ctrl+C)."
    yield "It is a real account: what your program changes there is changed."


class Book:
    """The file of a transcript, which is written anew when there is more to write."""

    def __init__(self, recorder: Recorder, path: Path, keep: Collection[str]) -> None:
        """Write to a path at which there is nothing yet; a Refusal when that cannot be."""
        self.path = path
        self._recorder = recorder
        self._keep = keep
        self._beside = path.with_name(f"{path.name}.part")
        if path.exists():
            raise Refusal(f"--out: {path} is there already", "Move it away, or choose another --out.")
        try:
            self._beside.touch(0o600)
            self._beside.unlink()
        except OSError as error:
            raise Refusal(f"--out: {path} cannot be written: {error.strerror}") from None

    def begin(self) -> None:
        """Write now and then from now on."""
        self._task = asyncio.get_running_loop().create_task(self._keep_up())

    async def end(self) -> None:
        """Write for the last time, and tell what was recorded. What cannot be written ends the process with 1."""
        self._task.cancel()
        try:
            transcript = self._save()
        except OSError as error:
            say([f"ringback: {self.path} cannot be written: {error.strerror}"], aside=True)
            raise SystemExit(1) from None
        say(_told(self._recorder, transcript, self.path), aside=False)

    async def _keep_up(self) -> None:
        while True:
            await self._recorder.changed.wait()
            self._recorder.changed.clear()
            began = perf_counter()
            try:
                await asyncio.to_thread(self._save)
            except OSError as error:
                say([f"ringback: {self.path} cannot be written: {error.strerror}"], aside=True)
                self._recorder.changed.set()
            # A long recording takes a while to write, and is not to keep the proxy from its work.
            await asyncio.sleep(max(EVERY, SHARE * (perf_counter() - began)))

    def _save(self) -> Transcript:
        recorder = self._recorder
        transcript = transcript_of(recorder.app, recorder.upstream, recorder.raw, self._keep)
        number = os.open(self._beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(number, "wb") as file:
            file.write(write(transcript))
        self._beside.replace(self.path)
        return transcript


def _told(recorder: Recorder, transcript: Transcript, path: Path) -> Iterator[str]:
    asked, replaced = len(transcript.exchanges), len(transcript.stand_ins)
    yield f"{asked} request{'s'[: asked != 1]} and {replaced} stand-in{'s'[: replaced != 1]} are in {path}."
    if recorder.others:
        prefixes = ", ".join(recorder.app.prefixes)
        yield f"{recorder.others} requests to paths outside {prefixes} were passed on, and not recorded."
    if recorder.failed:
        yield f"{recorder.failed} requests got no reply, and were not recorded."
    if transcript.kept:
        yield f"Kept as they are, as asked for: values of the kinds {', '.join(transcript.kept)}."
    yield "Not sanitised; read the file before you pass it on:"
    yield from (f"- {warning}" for warning in transcript.warnings)
    if transcript.left_as_is:
        yield f"- Left as they are: {', '.join(transcript.left_as_is)}."
