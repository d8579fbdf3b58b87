"""Bundles: what a world was asked can be asked again elsewhere, and gets the same bytes."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from click.testing import CliRunner, Result

from contract_tests.conftest import Site
from contract_tests.kernel import toy
from contract_tests.kernel.conftest import FROZEN, World, refusal, running
from ringback.cli.commands import commands
from ringback.cli.refusal import Refusal
from ringback.serve.bundle import Bundle, BundleError, Content, Recording, read
from ringback.serve.replay import Again, Replay
from ringback.serve.settings import Settings
from ringback.state.export import export
from ringback.testing import serve

LOAN = {"member": "ann", "pin": "4711"}
DAY = 86_400
VERSION = "/adminpanel/api.php?source=test&user=6666&pass=1234&function=version"


def bundle(world: World) -> bytes:
    """The bundle of a world."""
    answer = world.ask("GET", "bundle")
    assert answer.status_code == 200, answer.text
    return answer.content


def replay(recording: Recording, folder: Path) -> tuple[list[Again], dict[str, Any]]:
    """Every request made again on a server of its own, and the world's export at the end."""
    gateway = toy.serve(folder, Settings(scenario="stocked", clock=FROZEN))
    again = Replay(gateway.pipeline, recording)

    async def run() -> list[Again]:
        return [one async for one in again.run()]

    made = asyncio.run(run())
    cell = again.cell
    content = export(cell.world, cell.name, cell.now(), gateway.pipeline.worlds.library.rooms)
    exported: dict[str, Any] = json.loads(msgspec.json.encode(content))
    del exported["world"]
    return made, exported


def unlike(world: World, folder: Path) -> dict[int, list[str]]:
    """What is not the same, by request, when a world's requests are made again; the worlds' ends must be the same."""
    _, recording = read(bundle(world))
    assert len(recording.steps) == len(world.said("requests")["requests"])
    made, end = replay(recording, folder)
    assert end == world.export()
    return {one.step.id: differences for one in made if (differences := one.differences())}


def test_the_same_requests_get_the_same_bytes(library: World, tmp_path: Path) -> None:
    """Replies that change the world, that only read, and that refuse."""
    library.call("POST", "/library/books", data={"title": "Middlemarch"})
    library.call("POST", "/library/books", data={"title": "x" * 30})
    library.call("GET", "/library/books/3?a=%20b")
    library.call("POST", "/library/books/1/loan", data={**LOAN, "pin": "0"})
    library.call("POST", "/library/books/1/loan", data=LOAN)
    library.call("GET", "/library/books/1")
    assert unlike(library, tmp_path) == {}


def test_what_happened_while_time_passed_happens_again(library: World, tmp_path: Path) -> None:
    """Timers fire at their moments, before a request and after the last."""
    library.call("POST", "/library/books/1/loan", data=LOAN)
    library.site.advance(15 * DAY)
    library.call("GET", "/library/books/1")
    library.call("POST", "/library/books/2/loan", data=LOAN)
    library.site.advance(15 * DAY)
    library.call("POST", "/library/clock")
    library.site.advance(10)
    assert unlike(library, tmp_path) == {}


def test_only_what_time_and_requests_did_not_do_is_written_down(library: World) -> None:
    """An advance is no change by hand; an edit is, and the table alone is kept."""
    library.call("POST", "/library/books/1/loan", data=LOAN)
    library.site.advance(15 * DAY)
    library.call("GET", "/library/books/1")
    library.site.patch("books", 2, app="library", title="Villette")
    library.call("GET", "/library/books/2")
    _, recording = read(bundle(library))
    changed = [step.changed for step in recording.steps]
    assert changed[:2] == [None, None]
    assert changed[2] is not None
    assert [*changed[2].tables["library"]] == ["books"]
    assert (changed[2].timers, changed[2].files, recording.end.changed) == (None, None, None)


def test_what_the_control_plane_did_between_requests_is_done_again(library: World, tmp_path: Path) -> None:
    """Rows, fragments, files and faults; before the first request, between, and after the last."""
    library.site.put("books", 9, app="library", title="Emma")
    library.call("GET", "/library/books/9")
    library.site.patch("books", 9, app="library", title="Villette")
    library.ask("POST", "load", content="library: {places: [{hall: a, number: 1}]}")
    library.call("GET", "/library/books/9")
    library.ask("DELETE", "state/library/books/9")
    library.ask("PUT", "files/list.txt", content=b"\xff")
    library.call("GET", "/library/books/9")
    library.ask("POST", "faults", json={"app": "library", "latency_ms": 1})
    library.ask("DELETE", "files/list.txt")
    assert unlike(library, tmp_path) == {}


def test_going_back_in_time_is_done_again(library: World, tmp_path: Path) -> None:
    """A snapshot restored, a rewind, a reset, a clock that is put back."""
    library.ask("PUT", "snapshots/start")
    library.call("POST", "/library/books/1/loan", data=LOAN)
    library.ask("POST", "snapshots/start/restore")
    library.call("GET", "/library/books/1")
    library.ask("POST", "rewind", json={"before_request": 2})
    library.site.advance(15 * DAY)
    library.call("POST", "/library/books/2/loan", data=LOAN)
    library.ask("PATCH", "clock", json={"now": "2020-01-01T00:00:00Z"})
    library.call("GET", "/library/books/2")
    library.ask("POST", "reset")
    library.call("GET", "/library/books/2")
    assert unlike(library, tmp_path) == {}


def test_faults_strike_again(library: World, tmp_path: Path) -> None:
    """Forced replies by chance, lost answers, and late ones, which nobody waits for a second time."""
    library.ask("POST", "faults", json={"app": "library", "reply": "library.AddBook.full", "probability": 0.5})
    for _ in range(8):
        library.call("POST", "/library/books", data={"title": "Emma"})
    library.ask("POST", "faults", json={"app": "library", "endpoint": "library.Hush", "transport": "reset", "times": 1})
    with pytest.raises(httpx.TransportError):
        library.call("GET", "/library/hush")
    library.ask("POST", "faults", json={"app": "library", "endpoint": "library.Hush", "latency_ms": 20})
    library.call("GET", "/library/hush")
    assert unlike(library, tmp_path) == {}


def test_bodies_that_are_no_text_are_sent_again_as_they_were(library: World, tmp_path: Path) -> None:
    """A file of arbitrary bytes, and a form in another encoding."""
    library.call("POST", "/library/books", files={"title": ("x.bin", bytes(range(256)))})
    form = {"content-type": "application/x-www-form-urlencoded"}
    library.call("POST", "/library/books", content=b"title=\xe9t\xe9", headers=form)
    assert unlike(library, tmp_path) == {}


def test_a_world_whose_clock_runs_is_replayed_as_it_ran(library: World, tmp_path: Path) -> None:
    """Each request meets the moment that it met then, whenever it is replayed."""
    fast = library.another("fast")
    fast.ask("PUT", json={"clock": "3600x"})
    fast.call("POST", "/library/clock")
    fast.call("POST", "/library/books/1/loan", data=LOAN)
    fast.call("GET", "/library/books/1")
    fast.ask("PATCH", "clock", json={"mode": "frozen"})
    assert unlike(fast, tmp_path) == {}


def test_a_world_that_was_asked_nothing_is_a_bundle_too(library: World, tmp_path: Path) -> None:
    """It holds the world as it is."""
    library.site.patch("books", 1, app="library", title="Villette")
    assert unlike(library, tmp_path) == {}


def test_what_a_journal_has_forgotten_is_not_asked_again(library: World, tmp_path: Path) -> None:
    """The bundle begins with the world before the first request that is left."""
    library.call("POST", "/library/books", data={"title": "Middlemarch"})
    library.ask("DELETE", "requests")
    library.call("GET", "/library/books/3")
    assert unlike(library, tmp_path) == {}


def test_a_bundle_says_when_the_journal_had_dropped_requests(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The oldest go when there are too many bytes; the others are replayed."""
    server = running(tmp_path_factory, most_journal=35_000)
    world = World(server.site("small"))
    for _ in range(10):
        world.call("POST", "/library/books", data={"title": "Emma"})
    _, recording = read(bundle(world))
    assert recording.truncated
    assert 0 < len(recording.steps) < 10
    made, _ = replay(recording, tmp_path_factory.mktemp("again"))
    assert [one.differences() for one in made] == [[] for _ in recording.steps]
    server.stop()


def test_a_bundle_masks_nothing(library: World) -> None:
    """Who replays it must sign in again; the journal masks."""
    library.call("POST", "/library/books/1/loan", data=LOAN)
    assert b"4711" in bundle(library)
    assert "4711" not in library.ask("GET", "requests/1").text


def test_an_unknown_world_has_no_bundle(library: World) -> None:
    """404, as everywhere."""
    refusal(library.another("nosuch").ask("GET", "bundle"), 404, "unknown_world")


def test_a_reply_that_is_not_the_same_is_told_in_every_point(library: World, tmp_path: Path) -> None:
    """Status, reply, headers, and where the bodies part."""
    library.call("GET", "/library/books/1")
    _, recording = read(bundle(library))
    step = recording.steps[0]
    then = msgspec.structs.replace(
        step.reply,
        status=404,
        replies=["library.ShowBook.no_book"],
        headers=[("content-type", "text/html"), ("x-old", "1")],
        content=Content(text="Emma: gone"),
    )
    steps = [msgspec.structs.replace(step, reply=then)]
    (made,), _ = replay(msgspec.structs.replace(recording, steps=steps), tmp_path)
    assert made.differences() == [
        "status 200, was 404",
        "replies library.ShowBook.shown, was library.ShowBook.no_book",
        "header content-type: text/plain, was text/html",
        "header x-old: missing, was 1",
        "body from byte 6: 'Emma: here', was 'Emma: gone'",
    ]


def test_a_request_that_nothing_answers_any_more_is_told(library: World, tmp_path: Path) -> None:
    """A bundle may be older than what replays it."""
    library.call("GET", "/library/books/1")
    _, recording = read(bundle(library))
    step = recording.steps[0]
    steps = [msgspec.structs.replace(step, request=msgspec.structs.replace(step.request, path="/gone"))]
    (made,), _ = replay(msgspec.structs.replace(recording, steps=steps), tmp_path)
    assert made.differences() == ["no reply: Nothing answers GET /gone"]


def altered(raw: bytes, **fields: object) -> bytes:
    """A bundle with some of its outer fields changed."""
    return json.dumps({**json.loads(raw), **fields}).encode()


def test_a_bundle_of_a_newer_format_is_refused(library: World) -> None:
    """Whatever else it holds."""
    with pytest.raises(BundleError, match="it is of format 2, and this Ringback reads up to 1"):
        read(altered(bundle(library), bundle=2, content=None))


@pytest.mark.parametrize("end", [0, 1, 100, -1, -1000])
def test_a_bundle_that_was_cut_off_is_refused(library: World, end: int) -> None:
    """Wherever it was cut."""
    with pytest.raises(BundleError, match="it is damaged, or no bundle"):
        read(bundle(library)[:end])


def test_a_bundle_of_which_one_letter_is_not_what_it_was_is_refused(library: World) -> None:
    """Even one that still reads well."""
    library.call("GET", "/library/books/1")
    raw = bundle(library)
    with pytest.raises(BundleError, match="it is damaged: its content is not what was saved"):
        read(raw.replace(b"Ulysses", b"Odysses"))


@pytest.mark.parametrize("raw", [b"{}", b"[]", b'{"bundle": "1"}', b'{"format": 1, "world": "x"}', b"1"])
def test_json_that_is_no_bundle_is_refused(raw: bytes) -> None:
    """Such as an export."""
    with pytest.raises(BundleError, match="it is JSON, but no bundle"):
        read(raw)


def test_a_bundle_that_lacks_a_part_is_refused(library: World) -> None:
    """The part is named."""
    with pytest.raises(BundleError, match=r"it is damaged: .*digest"):
        read(altered(bundle(library), digest=1))


@pytest.fixture
def asked(dialer360: Site, tmp_path: Path) -> Path:
    """The file of a bundle of Dialer360 requests."""
    dialer360.get("source=test&user=6666&pass=1234&function=version")
    dialer360.advance(60)
    dialer360.get("source=test&user=6666&pass=1234&function=nosuch")
    path = tmp_path / "asked.json"
    path.write_bytes(bundle(World(dialer360)))
    return path


def invoke(*words: str) -> Result:
    """Run the command within this process."""
    return CliRunner().invoke(commands, words)


def test_the_command_tells_of_each_request_whether_it_got_the_same_bytes(asked: Path, dialer360: Site) -> None:
    """Secrets are masked; exit code 0 when all did."""
    ended = invoke("replay", str(asked))
    assert ended.exit_code == 0, ended.output
    lines = ended.output.splitlines()
    assert lines[0].startswith(f"world {dialer360.world}; recorded by ringback ")
    query = "source=test&user=6666&pass=***&function"
    assert lines[1:] == [
        f"same     #1 GET /adminpanel/api.php?{query}=version 200 dialer360.version.shown",
        f"same     #2 GET /adminpanel/api.php?{query}=nosuch 200 dialer360.UnknownFunction.no_function",
        "2 of 2 requests got the same bytes.",
    ]


def told_otherwise(path: Path) -> None:
    """Let a bundle say that something else was answered; its digest is right."""
    read_bundle, recording = read(path.read_bytes())
    reply = msgspec.structs.replace(recording.steps[1].reply, content=Content(text="else"))
    steps = [recording.steps[0], msgspec.structs.replace(recording.steps[1], reply=reply)]
    content = msgspec.json.encode(msgspec.structs.replace(recording, steps=steps))
    path.write_bytes(msgspec.json.encode(Bundle.of(content, {**read_bundle.about, "test": "test_it"})))


def test_the_command_ends_with_one_when_a_reply_is_not_the_same(asked: Path) -> None:
    """What was the test, and what is not the same, is told."""
    told_otherwise(asked)
    ended = invoke("replay", str(asked))
    assert ended.exit_code == 1
    lines = ended.output.splitlines()
    assert lines[0] == "test test_it"
    assert lines[3].startswith("differs  #2 GET ")
    assert lines[4].startswith("         body from byte 0: 'ERROR: ")
    assert lines[-1] == "1 of 2 requests got the same bytes."


def test_a_file_that_is_not_there_is_refused() -> None:
    """Exit code 2 and one line."""
    assert str(invoke("replay", "/nosuch").exception) == "ringback: /nosuch cannot be read: No such file or directory"


def test_a_damaged_file_is_refused_with_its_name(asked: Path) -> None:
    """Exit code 2 and one line."""
    asked.write_bytes(asked.read_bytes()[:-2])
    refused = invoke("replay", str(asked)).exception
    assert isinstance(refused, Refusal)
    assert str(refused).startswith(f"ringback: {asked} cannot be replayed: it is damaged")


def test_a_world_that_this_ringback_does_not_know_is_refused(library: World, tmp_path: Path) -> None:
    """The app that is not here is named; or the table, where the app has changed since."""
    path = tmp_path / "foreign.json"
    path.write_bytes(bundle(library))
    assert "this Ringback has no app 'library'; it has tcn, " in str(invoke("replay", str(path)).exception)
    _, recording = read(path.read_bytes())
    content = msgspec.json.encode(msgspec.structs.replace(recording, apps=["dialer360"]))
    path.write_bytes(msgspec.json.encode(Bundle.of(content)))
    refused = str(invoke("replay", str(path)).exception)
    assert refused.endswith("its world does not fit this Ringback: tables.library.books: no such table")


def test_a_bundle_is_replayed_by_the_apps_that_were_served(tmp_path: Path) -> None:
    """Apps that share paths answer in each other's place; which of them was there is part of the record."""
    with serve("dialer360") as server, server.world() as world:
        httpx.get(f"{world.url()}{VERSION}")
        _, recording = read(world.bundle())
    assert recording.apps == ["dialer360"]


@pytest.fixture
def opened(asked: Path) -> "Iterator[subprocess.Popen[str]]":
    """The command, as it serves a bundle's world."""
    words = [sys.executable, "-m", "ringback", "replay", str(asked), "--serve", "--port", "0"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    yield process
    process.kill()
    process.communicate()


def test_the_world_can_be_opened_in_a_server(opened: "subprocess.Popen[str]", dialer360: Site) -> None:
    """As it was at the end, with its journal, under its own name; a signal ends it."""
    assert opened.stdout is not None
    url = ""
    for line in opened.stdout:
        if line.startswith("The world is at "):
            url = line.split()[4]
        if line.startswith("Back to the beginning"):
            break
    root, _, name = url.partition("/w/")
    assert name == dialer360.world
    world = f"{root}/_ringback/worlds/{name}"
    assert [one["id"] for one in httpx.get(f"{world}/requests").json()["requests"]] == ["1", "2"]
    assert httpx.get(f"{world}/clock").json()["now"] == "2026-01-05T17:01:00Z"
    assert httpx.get(f"{url}{VERSION}").headers["ringback-request"] == "3"
    assert httpx.post(f"{world}/snapshots/begin/restore").json()["now"] == "2026-01-05T17:00:00Z"
    opened.send_signal(signal.SIGTERM)
    _, errors = opened.communicate(timeout=10)
    assert (opened.returncode, errors) == (0, "")
