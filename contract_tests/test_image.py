"""The image: what its Dockerfile says, and what a container's server and health check learn from the environment."""

import json
import re
from pathlib import Path

import click
import httpx
import pytest

from contract_tests.kernel.test_cli import invoke, run, serve
from ringback.cli.commands import commands

ROOT = Path(__file__).resolve().parents[1]
DOCKERFILE = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
STAGES = DOCKERFILE.split("\nFROM ")[1:]


def said(stage: str, instruction: str) -> list[str]:
    """What an instruction is given, each time it stands in a stage."""
    return re.findall(rf"^{instruction} (.*)$", stage, re.M)


def test_what_the_image_is_built_from_is_there_and_sent_to_the_builder() -> None:
    """Each COPY of the first stage names a file that .dockerignore lets through, and nothing else is."""
    copied = {name for line in said(STAGES[0], "COPY") for name in line.split()[:-1]}
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in ignored
    assert {line[1:] for line in ignored if line.startswith("!")} == copied
    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_what_is_installed_is_checked_by_its_hash() -> None:
    """Nothing but the lock's own files is fetched."""
    fetched = [line for line in said(STAGES[0], "RUN") if "--no-index" not in line]
    assert fetched == ["pip wheel --no-cache-dir --require-hashes --wheel-dir wheels -r requirements.lock"]
    assert "pip install" not in STAGES[1]


def test_signals_and_arguments_reach_the_command() -> None:
    """No shell stands between; what follows the image's name takes the place of `serve`."""
    assert json.loads(said(STAGES[1], "ENTRYPOINT")[0]) == ["ringback"]
    assert json.loads(said(STAGES[1], "CMD")[0]) == ["serve"]


def test_the_server_is_nobody_special() -> None:
    """A number, so that orchestrators can tell that it is not root."""
    assert [re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", user) is not None for user in said(STAGES[1], "USER")] == [True]


def test_the_health_check_begins_at_once_and_knows_no_port() -> None:
    """Every second at first; the server itself says where it listens."""
    (check,) = said(STAGES[1], "HEALTHCHECK")
    options, _, command = check.partition(" CMD ")
    assert "--start-interval=1s" in options.split()
    assert json.loads(command) == ["ringback", "health"]


def test_the_exposed_port_is_where_a_server_listens() -> None:
    """Unless it is told otherwise."""
    options = {option.name: option for option in commands.commands["serve"].params}
    assert said(STAGES[1], "EXPOSE") == [str(options["port"].default)]


def test_the_images_environment_is_options_of_serve() -> None:
    """A name that no option has would be without effect, and without a word."""
    names = re.findall(r"(RINGBACK_\w+)=", said(STAGES[1], "ENV")[0])
    known = {f"RINGBACK_SERVE_{option.name}".upper() for option in commands.commands["serve"].params}
    assert names
    assert set(names) <= known


def test_a_server_takes_its_options_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a service container has nothing else to take them from; an option that is given comes first."""
    for name, value in (("SCENARIO", "handbook"), ("SEED", "5"), ("NO_HEADERS", "1")):
        monkeypatch.setenv(f"RINGBACK_SERVE_{name}", value)
    monkeypatch.setenv("RINGBACK_SERVE_ALLOW_HOSTS", "one.example.com two.example.com")
    server = serve(tmp_path, "--seed", "6", "--log", "off")
    try:
        assert "profile documented, scenario handbook, seed 6, clock frozen at " in server.banner
        health = f"{server.url}/_ringback/health"
        assert httpx.get(health, headers={"host": "two.example.com"}).is_success
        assert "ringback-world" not in httpx.get(f"{server.url}/adminpanel/api.php?function=version").headers
    finally:
        server.process.terminate()
        server.process.communicate(timeout=10)


def test_health_finds_the_server_by_the_file_that_tells_its_url(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On whatever port it listens; before it does, and after its end, it is not ready."""
    monkeypatch.setenv("RINGBACK_SERVE_READY_FILE", str(tmp_path / "ready"))
    silent = run("health")
    assert silent.returncode == 1
    assert silent.stderr == f"ringback: no server has written its URL to {tmp_path / 'ready'}\n"
    server = serve(tmp_path, "--scenario", "empty")
    try:
        assert run("health").returncode == 0
        assert invoke("health").exit_code == 0
        # Who names a server means that one.
        assert run("health", "http://127.0.0.1:1").returncode == 1
    finally:
        server.process.terminate()
        server.process.communicate(timeout=10)
    assert run("health").returncode == 1


def test_every_option_of_the_design_is_taken() -> None:
    """DESIGN 6."""
    command = commands.commands["serve"]
    given = {name for option in command.params if isinstance(option, click.Option) for name in option.opts}
    options = "host port scenario clock start seed profile max-worlds state-file tls control-token allow-host log"
    assert {f"--{name}" for name in [*options.split(), "no-headers", "no-console", "ready-file"]} <= given
