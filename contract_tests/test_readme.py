"""The README: its links lead somewhere, its options exist, and its examples do what it says."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from contract_tests.kernel.projects import PLUGIN
from contract_tests.kernel.test_cli import Served, invoke, serve
from ringback.apps import MODULES
from ringback.cli.commands import commands

pytest_plugins = "pytester"

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)

# The id of a lead, or of an entry in the hopper, as Dialer360 prints it.
ID = re.compile(r"(?<=\|)\d{6,7}(?=\||$)", re.M)

# Options of other programs.
FOREIGN = {
    *("--read-only", "--rm", "--tmpfs"),  # docker
    *("--no-deps", "--wheel-dir"),  # pip
    *("--ringback-bundle", "--upstream", "--fail", "--help"),  # pytest with the plugin, the contract tests, curl, click
}


def blocks(language: str, under: str = "") -> list[str]:
    """The fenced blocks of a language, of the whole file or under one heading."""
    text = README.split(f"\n## {under}\n")[1].split("\n## ")[0] if under else README
    return [content for found, content in FENCED.findall(text) if found == language]


def prose() -> str:
    """The text without fenced blocks."""
    return FENCED.sub("", README)


def test_each_link_leads_somewhere() -> None:
    """To a heading, or to a file of the checkout."""
    headings = re.findall(r"^#+ (.+)$", prose(), re.M)
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    links = re.findall(r"\]\(([^)]+)\)", prose())
    assert links
    for link in links:
        assert link.removeprefix("#") in anchors if link.startswith("#") else (ROOT / link).exists(), link


def test_each_path_of_the_checkout_that_is_named_is_there() -> None:
    """A name between angle brackets stands for any."""
    paths = re.findall(r"`((?:fixtures|contract_tests|mocks|\.ci)/[^`]*)`", prose())
    assert paths
    assert [path for path in paths if not any(ROOT.glob(re.sub(r"<\w+>", "*", path.rstrip("/"))))] == []


def test_each_option_exists() -> None:
    """Of a command, unless it is another program's."""
    options = {
        name
        for command in commands.commands.values()
        for option in command.params
        if isinstance(option, click.Option)
        for name in option.opts
    }
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", README))
    assert named - options <= FOREIGN
    assert named >= FOREIGN


def test_each_command_is_in_the_table() -> None:
    """And none that does not exist."""
    table = README.split("\n## Command\n")[1].split("\n## ")[0]
    assert re.findall(r"^\| `ringback (\w+)", table, re.M) == list(commands.commands)


def test_each_app_is_in_the_table() -> None:
    """By the name that `ringback serve` takes."""
    table = README.split("\n## Apps\n")[1].split("\nThe two MaxContact")[0]
    assert re.findall(r"^\| `([\w-]+)` ", table, re.M) == list(MODULES)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The server that the tour speaks of."""
    served = serve(tmp_path_factory.mktemp("served"), "--log", "off")
    yield served
    served.process.terminate()
    served.process.communicate(timeout=10)


@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("sh")), reason="needs curl and a shell")
def test_the_tour_shows_what_its_commands_print(server: Served, tmp_path: Path) -> None:
    """Line by line; the ids of leads and of hopper entries may be others, as the demo grows."""
    (tour,) = blocks("console", "Thirty seconds")
    before = f'curl() {{ command curl -sS "$@"; }}\nHOST={server.url}\n'
    ids: dict[str, str] = {}
    steps = [step.partition("\n") for step in tour.removeprefix("$ ").split("\n$ ")]
    for command, _, shown in steps:
        if command.startswith(("#", "HOST=")):
            continue
        if re.match(r"[A-Z]+=", command):
            before += f"{command}\n"
            continue
        said = printed(before + with_ids(command, ids), tmp_path)
        ids |= dict(zip(ID.findall(shown), ID.findall(said), strict=True))
        assert said.splitlines() == with_ids(shown, ids).splitlines()
    assert len(ids) == 2


def with_ids(text: str, ids: dict[str, str]) -> str:
    """A text with the ids of this server in place of those that the README shows."""
    for shown, own in ids.items():
        text = text.replace(shown, own)
    return text


def printed(script: str, folder: Path) -> str:
    """What a terminal shows of a script."""
    command = ["sh", "-c", f"exec 2>&1\n{script}"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False, cwd=folder)
    return done.stdout


def test_the_first_requests_are_answered_as_they_stand(server: Served, tmp_path: Path) -> None:
    """Each of them with what was asked for."""
    if not (shutil.which("curl") and shutil.which("sh")):
        pytest.skip("needs curl and a shell")
    (requests,) = blocks("sh", "Apps")
    said = printed(requests.replace("http://127.0.0.1:8080", server.url).replace("curl ", "curl -sS --fail "), tmp_path)
    for found in ("Agent Skills: ", "<TokenKey>", '"Success":true', "<campaigns>"):
        assert found in said


def test_the_tests_in_it_pass(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under pytest as it comes, with the plugin."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makepyfile(blocks("python", "In pytest")[0])
    pytester.runpytest_subprocess("-W", "error", *PLUGIN).assert_outcomes(passed=2)


def test_the_server_in_it_serves(capsys: pytest.CaptureFixture[str]) -> None:
    """The example for other runners prints a world's base URL and its time."""
    exec(compile(blocks("python", "In pytest")[1], "README.md", "exec"), {})
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/w/\S+ 2026-01-05 17:00:00\+00:00\n", capsys.readouterr().out)


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node")
def test_the_test_for_node_passes(server: Served, tmp_path: Path) -> None:
    """Against a server that the environment names."""
    file = tmp_path / "skills.test.mjs"
    file.write_text(blocks("js")[0], encoding="utf-8")
    env = {**os.environ, "RINGBACK_URL": server.url}
    done = subprocess.run(
        ["node", "--test", str(file)], capture_output=True, text=True, timeout=30, env=env, check=False
    )
    assert done.returncode == 0, done.stdout


def test_what_is_written_in_yaml_can_be_read() -> None:
    """A compose file whose tests wait for the health check, and a workflow with a service."""
    compose, workflow = (yaml.safe_load(block) for block in blocks("yaml"))
    assert compose["services"]["tests"]["depends_on"] == {"ringback": {"condition": "service_healthy"}}
    assert options_named(compose["services"]["ringback"]["environment"]) == ["clock"]
    service = workflow["jobs"]["test"]["services"]["ringback"]
    assert options_named(service["env"]) == ["scenario"]


def options_named(environment: dict[str, Any]) -> list[str]:
    """The options of `serve` that an environment gives; each must be one."""
    names = [name.removeprefix("RINGBACK_SERVE_").lower() for name in environment]
    known = {option.name for option in commands.commands["serve"].params}
    assert set(names) <= known
    return names


def test_the_help_of_a_command_names_what_can_be_asked_for() -> None:
    """The apps, and the scenarios that come with Ringback."""
    said = invoke("serve", "--help").output
    assert ", ".join(MODULES) in said
    assert set(re.findall(r"`(empty|handbook|demo|observed-2017)`", README)) == {
        path.stem for path in (ROOT / "fixtures/scenarios").glob("*.yaml")
    }
    for path in (ROOT / "fixtures/scenarios").glob("*.yaml"):
        assert path.stem in said
