"""The command `ringback`, run as its users run it."""

import argparse
import errno
import io
import json
import os
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest
from click.testing import CliRunner, Result

from ringback import __version__
from ringback.apps import fixtures
from ringback.cli.banner import root
from ringback.cli.commands import commands
from ringback.cli.log import json_line, listener, text_line
from ringback.cli.options import start_of
from ringback.cli.refusal import Refusal

RINGBACK = [sys.executable, "-m", "ringback"]
VERSION = "/adminpanel/api.php?source=test&user=6666&pass=1234&function=version"


@dataclass
class Served:
    """A server of its own process, and what it said on standard output when it began."""

    process: "subprocess.Popen[str]"
    ready_file: Path
    banner: str

    @property
    def url(self) -> str:
        """Its base URL, as the ready file tells it."""
        return self.ready_file.read_text()


def serve(folder: Path, *options: str) -> Served:
    """Start a server on a free port, and wait until it has said all that it says."""
    ready_file = folder / "ready"
    command = [*RINGBACK, "serve", "--port", "0", "--ready-file", str(ready_file), "--clock", "frozen", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if line.startswith("Control plane"):
            return Served(process, ready_file, "".join(said))
    raise AssertionError(process.communicate()[1])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that logs nothing."""
    server = serve(tmp_path_factory.mktemp("served"), "--scenario", "handbook", "--log", "off")
    yield server
    server.process.terminate()
    server.process.communicate(timeout=10)


def run(*words: str) -> "subprocess.CompletedProcess[str]":
    """Run the command to its end."""
    return subprocess.run([*RINGBACK, *words], capture_output=True, text=True, timeout=20)


def invoke(*words: str) -> Result:
    """Run the command within this process."""
    return CliRunner().invoke(commands, words)


def test_the_ready_file_holds_the_base_url_of_a_server_that_answers(served: Served) -> None:
    """`--port 0` picks a free port and `--ready-file` tells it."""
    assert served.url.startswith("http://127.0.0.1:")
    assert httpx.get(f"{served.url}/_ringback/health").json()["status"] == "ok"


def test_the_banner_names_base_url_credentials_and_control_plane_of_a_run(served: Served) -> None:
    """What a newcomer needs is said at start, and how the worlds are made."""
    assert served.banner.splitlines()[0] == (
        f"Ringback {__version__}: profile documented, scenario handbook, seed 1, clock frozen at 2026-01-05 17:00 UTC"
    )
    assert "dialer360 (Dialer360 API 2017-06-01)" in served.banner
    assert f"base URL     {served.url} (/adminpanel/…, /vicidial/…), also http://dialer360.localhost:" in served.banner
    assert "6666" in served.banner
    assert f"{served.url}/_ringback/" in served.banner


def test_each_curl_line_of_the_banner_works_when_pasted(served: Served) -> None:
    """The shell is left with `curl`, what it needs to sign in, and one URL, which answers as the app does."""
    lines = [shlex.split(line.partition("try")[2]) for line in served.banner.splitlines() if " try " in line]
    assert lines
    for command, *options, url in lines:
        curl = argparse.ArgumentParser()
        curl.add_argument("-u", type=lambda pair: tuple(pair.split(":", 1)))
        curl.add_argument("-H", action="append", default=[], type=lambda header: tuple(header.split(": ", 1)))
        curl.add_argument("-d", type=lambda form: dict(parse_qsl(form)))
        said = curl.parse_args(options)
        answer = httpx.request("POST" if said.d else "GET", url, auth=said.u, headers=said.H, data=said.d)
        assert command == "curl"
        assert answer.status_code == 200
        assert not answer.text.startswith("ERROR: Login"), answer.text


def test_health_ends_with_zero_when_the_server_is_ready(served: Served) -> None:
    """For HEALTHCHECK: nothing is said."""
    ended = run("health", served.url)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def test_health_ends_with_one_and_a_reason_when_nobody_answers() -> None:
    """One line says which server was asked and why it did not do."""
    ended = run("health", "http://127.0.0.1:1")
    assert ended.returncode == 1
    assert ended.stderr == "ringback: http://127.0.0.1:1 does not answer: Connection refused\n"


def test_health_takes_no_stranger_for_a_server_of_ringback(served: Served) -> None:
    """A server that has no such path is not ready."""
    ended = invoke("health", f"{served.url}/elsewhere")
    assert ended.exit_code == 1
    assert ended.stderr == f"ringback: {served.url}/elsewhere answers 404 Not Found\n"


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_server_at_once_and_cleanly(tmp_path: Path, ending: signal.Signals) -> None:
    """Whoever is still connected, waits for events or has not sent all: exit code 0, no traceback, no ready file."""
    server = serve(tmp_path, "--scenario", "empty")
    host, _, port = server.url.removeprefix("http://").partition(":")
    requests = (
        f"GET {VERSION} HTTP/1.1\r\nHost: {host}\r\n\r\n",
        f"GET /_ringback/events HTTP/1.1\r\nHost: {host}\r\n\r\n",
        f"POST /adminpanel/api.php HTTP/1.1\r\nHost: {host}\r\nContent-Length: 9\r\n\r\n",
    )
    connections = [socket.create_connection((host, int(port))) for _ in requests]
    for connection, request in zip(connections, requests, strict=True):
        connection.sendall(request.encode())
    assert [connection.recv(12) for connection in connections[:2]] == [b"HTTP/1.1 200"] * 2
    server.process.send_signal(ending)
    log, errors = server.process.communicate(timeout=5)
    for connection in connections:
        connection.close()
    assert (server.process.returncode, errors) == (0, "")
    assert not server.ready_file.exists()
    path = VERSION.replace("pass=1234", "pass=***")
    assert log.strip() == f"2026-01-05T17:00:00Z default GET {path} 200 dialer360.version.shown"


def test_a_port_in_use_is_refused_in_two_lines() -> None:
    """Exit code 2, what is wrong, what to do; no traceback."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run("serve", "--port", str(port))
    assert ended.returncode == 2
    assert ended.stderr == (
        f"ringback: cannot listen on 127.0.0.1, port {port}: {os.strerror(errno.EADDRINUSE)}\n"
        "Choose another --port, or 0 for a free one.\n"
    )


def test_a_broken_scenario_is_refused_with_file_place_and_expectation(tmp_path: Path) -> None:
    """Exit code 2 and one line: the file, the field in it, what was expected, what to do."""
    path = tmp_path / "mine.yaml"
    path.write_text('dialer360:\n  users:\n    - {user: "1"}\n    - {user: "2", user_level: high}\n')
    ended = run("serve", "--port", "0", "--scenario", str(path))
    assert ended.returncode == 2
    assert ended.stderr == (
        f"ringback: {path}: dialer360.users[1].user_level: Expected `int`, got `str`. Compare with `ringback schema`\n"
    )


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["dialer36"], "ringback: there is no app 'dialer36'\nDid you mean dialer360?"),
        (["--clock", "5"], "ringback: --clock: a clock is real, frozen or <n>x"),
        (["--start", "soon"], "ringback: --start: 'soon' is not a moment\nWrite it as 2026-01-05T17:00:00Z."),
        (["--start", "9999-01-01"], "ringback: --start: '9999-01-01' is out of range\nStay from 1970 up to 9000."),
        (["--scenario", "nosuch"], "ringback: nosuch: cannot be read (No such file or directory). Scenarios that come"),
        (["--ready-file", "/nosuch/ready"], "ringback: cannot write --ready-file /nosuch/ready: No such file"),
        (["--host", "192.0.2.1"], "ringback: cannot listen on 192.0.2.1, port 0: "),
    ],
)
def test_what_cannot_be_served_is_refused(options: list[str], problem: str) -> None:
    """Each refusal names the option and what it takes."""
    refused = invoke("serve", "--port", "0", *options).exception
    assert isinstance(refused, Refusal)
    assert str(refused).startswith(problem)


def test_a_start_without_a_zone_is_in_utc() -> None:
    """So is a date alone; a zone is taken into account."""
    assert str(start_of("2026-01-05")) == "2026-01-05 00:00:00+00:00"
    assert str(start_of("2026-01-05T09:00:00-08:00")) == "2026-01-05 17:00:00+00:00"


@pytest.mark.parametrize(
    ("host", "url"),
    [("0.0.0.0", "http://127.0.0.1:80"), ("::", "http://[::1]:80"), ("fe80::1", "http://[fe80::1]:80")],
)
def test_the_base_url_is_one_that_this_machine_can_call(host: str, url: str) -> None:
    """An address that stands for every interface is none to call."""
    assert root(host, 80) == url


def entry(**fields: object) -> dict[str, Any]:
    """What the journal tells its listeners of a request."""
    return {
        "at": start_of("2026-01-05T17:00:00.250Z"),
        "world": "mine",
        "method": "GET",
        "path": "/x?pass=***",
        "status": 200,
        "reply": "app.Endpoint.said",
        "also": [],
        "fault": None,
        **fields,
    }


def test_a_line_of_the_log_names_world_request_status_and_reply() -> None:
    """The time is the world's."""
    assert text_line(entry()) == "2026-01-05T17:00:00Z mine GET /x?pass=*** 200 app.Endpoint.said\n"


def test_a_line_of_the_log_names_further_replies_and_the_fault() -> None:
    """What was answered together stands together."""
    line = text_line(entry(also=["app.Endpoint.more"], fault="f1"))
    assert line.endswith(" 200 app.Endpoint.said+app.Endpoint.more (f1)\n")


def test_a_path_cannot_forge_a_line_of_the_log() -> None:
    """Line ends and other controls of a decoded path are written out."""
    assert text_line(entry(path="/x\n2026 \x1b[31m")).startswith(r"2026-01-05T17:00:00Z mine GET /x\n2026 \x1b[31m 200")


def test_a_line_of_the_json_log_is_one_object() -> None:
    """It holds what the journal lists."""
    line = json_line(entry())
    assert line.count("\n") == 1
    assert json.loads(line) == json.loads(json.dumps(entry(at="2026-01-05T17:00:00.250000Z")))


def test_the_log_holds_requests_only(capsys: pytest.CaptureFixture[str]) -> None:
    """Clock moves and timers are for those who listen to events."""
    listen = listener("text")
    listen("clock", {"world": "mine"})
    listen("request", entry())
    assert capsys.readouterr().out.count("\n") == 1


class Unread(io.StringIO):
    """Standard output whose reader has gone."""

    def write(self, text: str, /) -> int:
        """Nobody reads it."""
        raise BrokenPipeError


def test_a_log_that_nobody_reads_does_not_stop_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """A closed pipe is no reason to fail requests."""
    monkeypatch.setattr(sys, "stdout", Unread())
    listen = listener("text")
    listen("request", entry())
    listen("request", entry())


def test_the_version_is_told() -> None:
    """`ringback --version`."""
    assert invoke("--version").output == f"ringback {__version__}\n"


def test_the_reference_of_an_app_holds_all_that_its_catalogue_does(served: Served) -> None:
    """As JSON it has the catalogue's endpoints, besides magic numbers and the meaning of grades."""
    reference = json.loads(invoke("reference", "dialer360", "--format", "json").output)
    catalogue = httpx.get(f"{served.url}/_ringback/catalogue").json()["apps"]["dialer360"]
    assert [app["name"] for app in reference["apps"]] == ["dialer360"]
    assert reference["apps"][0]["endpoints"] == catalogue
    assert reference["magic_numbers"]["01"] == "busy"
    assert set(reference["grades"]) == {"documented", "observed", "inferred"}


def test_the_reference_reads_as_markdown() -> None:
    """Every endpoint has a heading of its own; a table's cells hold no bare pipe."""
    lines = invoke("reference").output.splitlines()
    assert "### dialer360.version" in lines
    row = next(line for line in lines if line.startswith("| `dialer360.version.shown` "))
    assert row.replace(r"\|", "").count("|") == 7


def test_an_unknown_app_has_no_reference() -> None:
    """Near names are offered."""
    assert str(invoke("reference", "dailer").exception).splitlines()[1] == "Did you mean dialer360?"


def test_an_app_is_printed_as_the_server_publishes_it(served: Served) -> None:
    """`ringback openapi APP`: OpenAPI 3.1, in JSON."""
    printed = json.loads(invoke("openapi", "dialer360").output)
    assert printed["openapi"].startswith("3.1.")
    assert printed == httpx.get(f"{served.url}/_ringback/openapi/dialer360.json").json()
    assert str(invoke("openapi", "dailer360").exception).splitlines()[1] == "Did you mean dialer360?"


def test_a_server_of_one_app_answers_for_it_alone(tmp_path: Path) -> None:
    """`ringback serve APP`; there is no console to be left out by `--no-console`."""
    server = serve(tmp_path, "dialer360", "--no-console", "--scenario", "handbook", "--log", "off")
    try:
        assert httpx.get(f"{server.url}/_ringback/health").json()["apps"] == ["dialer360"]
        assert httpx.get(f"{server.url}{VERSION}").text.startswith("VERSION: ")
        assert httpx.get(f"{server.url}/unifiedconfig/config/campaign").status_code == 404
        assert server.banner.count("base URL") == 1
    finally:
        server.process.terminate()
        server.process.communicate(timeout=10)


def test_the_published_schema_is_the_one_that_is_printed() -> None:
    """`ringback schema > fixtures/scenarios/scenario.schema.json` after records have changed."""
    published = (fixtures() / "scenarios" / "scenario.schema.json").read_text(encoding="utf-8")
    assert published == invoke("schema").output


def test_coverage_of_a_server_counts_what_it_has_answered(served: Served) -> None:
    """A reply that was just given is not among those not seen."""
    httpx.get(f"{served.url}{VERSION}")
    ended = invoke("coverage", served.url)
    assert ended.exit_code == 0
    assert "dialer360: " in ended.output
    assert "not seen  dialer360.UnknownFunction.no_function  documented\n" in ended.output
    assert "dialer360.version.shown" not in ended.output


def left(folder: Path, name: str, **seen: list[int]) -> None:
    """Leave in a folder what a test run has seen."""
    replies = {f"dialer360.{reply.replace('__', '.')}": times for reply, times in seen.items()}
    (folder / f"coverage-{name}.json").write_text(json.dumps({"apps": ["dialer360"], "seen": replies}))


def test_coverage_adds_up_what_test_runs_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without sources it is the files in .ringback; one for each worker."""
    folder = tmp_path / ".ringback"
    folder.mkdir()
    left(folder, "gw0", version__shown=[2, 0])
    left(folder, "gw1", version__shown=[0, 1], UnknownFunction__no_function=[0, 1])
    monkeypatch.chdir(tmp_path)
    output = invoke("coverage").output
    assert "endpoints, 2 of " in output
    assert "dialer360.version.shown" not in output
    assert "dialer360.UnknownFunction.no_function" not in output


def test_coverage_fails_when_a_required_reply_was_not_seen(tmp_path: Path) -> None:
    """`--require documented` is for CI."""
    left(tmp_path, "main", version__shown=[1, 0])
    ended = invoke("coverage", str(tmp_path), "--require", "documented")
    assert ended.exit_code == 1
    assert ended.stderr.endswith(" required replies were not seen.\n")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{", "main.json is not JSON: "),
        ("{}", "main.json is no coverage\nExpected are `apps`, and `seen`"),
        ('{"apps": [], "seen": {"x": [1]}}', "main.json is no coverage\n"),
    ],
)
def test_coverage_says_which_file_it_cannot_use(tmp_path: Path, content: str, problem: str) -> None:
    """The file is named, and what was expected in it."""
    (tmp_path / "coverage-main.json").write_text(content)
    assert problem in str(invoke("coverage", str(tmp_path)).exception)


def test_coverage_of_nothing_says_where_it_looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither sources nor a folder that a test run left."""
    monkeypatch.chdir(tmp_path)
    assert str(invoke("coverage").exception).startswith("ringback: nothing to report on\n")
