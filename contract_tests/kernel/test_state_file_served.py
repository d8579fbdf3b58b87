"""`ringback serve --state-file` as a process: it ends, it is killed, and another takes its place."""

import itertools
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import httpx

from contract_tests.kernel.test_cli import Served, invoke, serve


def add_lead(client: httpx.Client, url: str, phone: str) -> None:
    """Add a lead to the default world."""
    signed = "source=test&user=6666&pass=1234&function=add_lead&phone_code=1&list_id=999"
    answer = client.get(f"{url}/adminpanel/api.php?{signed}&phone_number={phone}")
    assert answer.text.startswith("SUCCESS: "), answer.text


def phones(url: str) -> set[str]:
    """The telephone numbers of all leads."""
    rows = httpx.get(f"{url}/_ringback/worlds/default/state/dialer360/leads?limit=10000").json()["rows"]
    return {row["phone_number"] for row in rows}


def test_a_server_that_ends_leaves_its_worlds_to_the_next(tmp_path: Path) -> None:
    """By SIGTERM and SIGINT alike; the banner says where they are kept, and which were found."""
    path, link = tmp_path / "state", tmp_path / "link"
    link.symlink_to(path)
    said: list[str] = []
    for ending in (signal.SIGTERM, signal.SIGINT, signal.SIGTERM):
        server = serve(tmp_path, "--scenario", "handbook", "--log", "off", "--state-file", str(link))
        said.append(next(line for line in server.banner.splitlines() if line.startswith("State file: ")))
        with httpx.Client() as client:
            add_lead(client, server.url, f"727555010{len(said)}")
        server.process.send_signal(ending)
        _, errors = server.process.communicate(timeout=10)
        assert (server.process.returncode, errors) == (0, "")
    assert said[0] == f"State file: {path} (begun anew; saved every 30 s and at the end)"
    assert said[1].startswith(f"State file: {path} (as saved 20")
    assert link.is_symlink()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["link", "state"]
    server = serve(tmp_path, "--state-file", str(path))
    assert {"7275550101", "7275550102", "7275550103"} <= phones(server.url)
    server.process.kill()
    server.process.communicate(timeout=10)


def test_a_second_server_on_the_same_file_is_refused(tmp_path: Path) -> None:
    """It does not begin; the first goes on."""
    path = tmp_path / "state"
    server = serve(tmp_path, "--scenario", "empty", "--state-file", str(path))
    try:
        refusal = invoke("serve", "--port", "0", "--state-file", str(path)).exception
        assert str(refusal) == (
            f"ringback: --state-file {path}: another server keeps its worlds there\nEnd it, or give another file."
        )
        assert httpx.get(f"{server.url}/_ringback/health").is_success
    finally:
        server.process.kill()
        server.process.communicate(timeout=10)


def test_a_damaged_file_is_refused_in_two_lines_and_stays(tmp_path: Path) -> None:
    """What and where, and what to do; the file is left for whoever can mend it."""
    path = tmp_path / "state"
    path.write_text('{"ringback_state":1,"version":"0.1.0","saved":"2026-01-05T17:00:00Z"}\n{"line":"par')
    before = path.read_bytes()
    refusal = invoke("serve", "--port", "0", "--state-file", str(path)).exception
    assert str(refusal) == (
        f"ringback: --state-file {path}: it is cut off in line 2\n"
        "It is left as it is: move it away to begin anew, or give another --state-file."
    )
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["state"]


OFTEN = "from ringback.serve import keeper; keeper.EVERY = 0.05; from ringback.cli import main; main()"


def hasty(folder: Path, path: Path) -> Served:
    """A server that saves every 50 ms."""
    ready_file = folder / "ready"
    options = ["--port", "0", "--ready-file", str(ready_file), "--scenario", "handbook", "--clock", "frozen"]
    command = [sys.executable, "-c", OFTEN, "serve", *options, "--log", "off", "--state-file", str(path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    banner = "".join(itertools.takewhile(lambda line: not line.startswith("Control plane"), process.stdout))
    assert banner, process.communicate()[1]
    return Served(process, ready_file, banner)


def test_what_cannot_be_saved_is_told_while_it_serves_and_at_the_end(tmp_path: Path) -> None:
    """The server goes on; its exit code is 1, since something was lost."""
    folder = tmp_path / "folder"
    folder.mkdir()
    server = hasty(tmp_path, folder / "state")
    while not saves(folder / "state"):
        phones(server.url)
    shutil.rmtree(folder)
    assert server.process.stderr is not None
    with httpx.Client() as client:
        add_lead(client, server.url, "7275550101")
        told = server.process.stderr.readline()
        add_lead(client, server.url, "7275550102")
    problem = f"{folder / 'state'} could not be saved: No such file or directory"
    assert told == f"{problem}. It is tried again in 0.05 s\n"
    server.process.terminate()
    _, errors = server.process.communicate(timeout=10)
    assert server.process.returncode == 1
    assert errors.splitlines()[-1] == f"ringback: {problem}"
    assert "Traceback" not in errors


def saves(path: Path) -> int:
    """A number that changes whenever the file is saved."""
    return path.stat().st_ino if path.exists() else 0


def test_a_server_that_is_killed_loses_the_last_interval_at_most(tmp_path: Path) -> None:
    """Killed in the middle of load, twice: what was acknowledged before the last save began is there, without gaps."""
    path = tmp_path / "state"
    numbers = itertools.count(7270000000)
    sent: list[str] = []
    for _ in range(2):
        server = hasty(tmp_path, path)
        with httpx.Client() as client:
            done: list[int] = []
            last = saves(path)
            # The first save may have begun before these; the second one has begun after the first.
            while len(done) < 2:
                sent.append(str(next(numbers)))
                add_lead(client, server.url, sent[-1])
                if saves(path) != last:
                    last = saves(path)
                    done.append(len(sent))
        server.process.kill()
        server.process.communicate(timeout=10)
        server = hasty(tmp_path, path)
        there = phones(server.url)
        server.process.kill()
        server.process.communicate(timeout=10)
        kept = [phone for phone in sent if phone in there]
        assert kept == sent[: len(kept)]
        assert len(kept) >= done[0]
        sent = kept
