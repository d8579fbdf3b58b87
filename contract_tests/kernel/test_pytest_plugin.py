"""The pytest plugin, in sample projects that pytest runs in processes of their own."""

import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from contract_tests.kernel.projects import CALL, ONE, PLUGIN, TWO_WORKERS, Project
from ringback.testing import Server, connect

pytest_plugins = "pytester"

ROOT = Path(__file__).resolve().parents[2]


def test_each_test_has_a_world_of_its_own(project: Project) -> None:
    """What one test does to the handbook, the next does not meet; the server is the same."""
    result = project.run(
        """
    urls = []

    @pytest.mark.parametrize("time", [1, 2])
    def test_users(ringback, ringback_server, dialer360, time):
        assert ringback.state.get("dialer360", "users", "6666")["full_name"] != "Ann"
        ringback.state.patch("dialer360", "users", "6666", full_name="Ann")
        assert call(dialer360).text.startswith("VERSION: ")
        assert len(ringback.requests) == 1
        assert dialer360.url == ringback.url("dialer360")
        assert dialer360.url.startswith(f"{ringback_server.url}/w/test_users-")
        urls.append(dialer360.url)

    def test_both_ran_on_one_server():
        assert len(set(urls)) == 2
        assert len({url.partition("/w/")[0] for url in urls}) == 1
    """,
    )
    result.assert_outcomes(passed=3)


def test_the_clock_stands_still_until_it_is_advanced(project: Project) -> None:
    """At the scenario's own start."""
    result = project.run(
        """
    def test_clock(ringback, dialer360):
        assert ringback.clock.now.isoformat() == "2026-01-05T17:00:00+00:00"
        ringback.clock.advance(3600)
        assert call(dialer360).headers["date"] == "Mon, 05 Jan 2026 18:00:00 GMT"
    """,
    )
    result.assert_outcomes(passed=1)


def test_the_marker_says_how_a_world_is_made(project: Project) -> None:
    """The nearest one wins, in each point; paths are meant from the project's root."""
    project.pytester.makefile(".yaml", mine="extends: empty\nstart: 2027-01-01T00:00:00Z\n")
    result = project.run(
        """
    @pytest.mark.ringback(seed=2, clock="60x", scenario="empty")
    class TestMarked:
        @pytest.mark.ringback(seed=3, profile="observed", start="2030-01-01T00:00:00Z")
        def test_world(self, ringback):
            made = ringback.export()
            assert [made[name] for name in ("scenario", "seed", "profile")] == ["empty", 3, "observed"]
            assert ringback.clock.read().rate == 60
            assert ringback.clock.now.year == 2030

    @pytest.mark.ringback(scenario="./mine.yaml")
    def test_file(ringback):
        assert ringback.clock.now.year == 2027
    """,
        "--strict-markers",
    )
    result.assert_outcomes(passed=2)


def test_the_ini_file_says_how_worlds_are_made(project: Project) -> None:
    """All five options; the marker goes before them."""
    project.pytester.makefile(".yaml", mine="extends: empty\n")
    project.pytester.makepyprojecttoml(
        """
        [tool.pytest.ini_options]
        ringback_scenario = "./mine.yaml"
        ringback_seed = "9"
        ringback_clock = "60x"
        ringback_start = "2030-01-01T00:00:00Z"
        ringback_profile = "observed"
        """
    )
    result = project.run(
        """
    def test_ini(ringback):
        made = ringback.export()
        assert [made[name] for name in ("scenario", "seed", "profile")] == ["mine", 9, "observed"]
        assert ringback.clock.read().rate == 60
        assert ringback.clock.now.year == 2030

    @pytest.mark.ringback(seed=4, clock="frozen")
    def test_marker(ringback):
        assert ringback.export()["seed"] == 4
        assert ringback.clock.read().mode == "frozen"
    """,
        "--strict-config",
    )
    result.assert_outcomes(passed=2)


def test_a_marker_that_makes_no_world_is_refused(project: Project) -> None:
    """The test errs with the reason; others go on."""
    result = project.run(
        """
    @pytest.mark.ringback(scenario="nosuch")
    def test_scenario(ringback):
        pass

    @pytest.mark.ringback(clock="slow")
    def test_clock(ringback):
        pass

    @pytest.mark.ringback(speed=1)
    def test_keyword(ringback):
        pass

    @pytest.mark.ringback("demo")
    def test_position(ringback):
        pass

    def test_other(ringback):
        pass
    """,
    )
    result.assert_outcomes(errors=4, passed=1)
    marker = "Ringback: the marker is ringback(scenario, seed, clock, start, profile)*, all by keyword"
    result.stdout.fnmatch_lines(
        ["Ringback: There is no scenario called 'nosuch'*", "*a clock is real, frozen or <n>x*", marker, marker]
    )
    assert "pytest_plugin.py" not in str(result.stdout)
    assert "During handling" not in str(result.stdout)


def test_an_ini_option_that_makes_no_sense_is_refused(project: Project) -> None:
    """It is named."""
    result = project.run("\n    def test_it(ringback):\n        pass\n", "-o", "ringback_seed=many")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*ringback_seed: expected a whole number, got 'many'"])


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Server]:
    """A server that runs elsewhere and has one app, with other settings than the plugin's."""
    options = ["--port", "0", "--scenario", "empty", "--clock", "real", "--seed", "5", "--log", "off"]
    command = [sys.executable, "-m", "ringback", "serve", "dialer360", *options]
    # Not of this process: `pytester` takes back what is imported during a test, and a server would not survive that.
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    lines = iter(process.stdout.readline, "")
    url = next(line.split()[2] for line in lines if line.startswith("Control plane: "))
    with connect(url.removesuffix("/_ringback/")) as server:
        yield server
    process.terminate()
    process.communicate(timeout=10)


@pytest.fixture
def shared(elsewhere: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """That server, named in the environment."""
    monkeypatch.setenv("RINGBACK_URL", f"{elsewhere.url}/")
    return elsewhere


def test_an_app_that_is_not_there_fails_only_the_test_that_asks_for_it(project: Project, shared: Server) -> None:
    """It is looked up when its fixture is used, and the message says which there are."""
    result = project.run(
        """
    def test_there(dialer360):
        assert call(dialer360).status_code == 200

    def test_not_there(cisco):
        pass
    """,
    )
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*LookupError: this Ringback has no app 'cisco'; it has dialer360"])


def test_workers_have_servers_of_their_own(project: Project) -> None:
    """Under xdist every test passes, and worlds do not meet."""
    result = project.run(
        """
    @pytest.mark.parametrize("number", range(30))
    def test_world(ringback, dialer360, number):
        assert call(dialer360).status_code == 200
        assert len(ringback.requests) == 1
    """,
        *TWO_WORKERS,
    )
    result.assert_outcomes(passed=30)


def test_workers_share_the_server_that_the_environment_names(project: Project, shared: Server) -> None:
    """RINGBACK_URL: worlds are made there as the project wants them, do not meet, and are gone at the end."""
    result = project.run(
        f"""
    @pytest.mark.parametrize("number", range(30))
    def test_world(ringback, dialer360, number):
        assert dialer360.url.startswith("{shared.url}/w/test_world-")
        assert call(dialer360).status_code == 200
        assert len(ringback.requests) == 1
        assert ringback.export()["scenario"] == "handbook"
        assert ringback.clock.read().mode == "frozen"
    """,
        *TWO_WORKERS,
    )
    result.assert_outcomes(passed=30)
    assert [world["name"] for world in shared.control.get("worlds")["worlds"]] == ["default"]
    seen = shared.control.get("coverage")["apps"]["dialer360"]["seen"]
    assert seen > 0


def test_a_shared_server_that_does_not_answer_is_named(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """No server of its own is started instead."""
    monkeypatch.setenv("RINGBACK_URL", "http://127.0.0.1:1")
    result = project.run("\n    def test_it(ringback):\n        pass\n")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["Ringback: http://127.0.0.1:1 does not answer: Connection refused"])
    assert "pytest_plugin.py" not in str(result.stdout)


def test_a_project_that_does_not_use_it_loads_nothing_of_it(project: Project) -> None:
    """Neither the kernel nor what it stands on."""
    result = project.run(
        """
    import sys

    def test_it():
        tops = ("ringback", "msgspec", "starlette", "uvicorn")
        loaded = [name for name in sys.modules if name.partition(".")[0] in tops]
        assert loaded == ["ringback", "ringback.pytest_plugin"]
    """,
    )
    result.assert_outcomes(passed=1)


def test_the_plugin_may_be_named_though_it_is_installed(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """By `-p ringback.pytest_plugin` and in `pytest_plugins`, besides its entry point."""
    monkeypatch.delenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    project.pytester.makeconftest('pytest_plugins = ["ringback.pytest_plugin"]')
    project.run(ONE).assert_outcomes(passed=1)


def test_the_example_in_the_readme_passes(project: Project) -> None:
    """As it is printed, with a scenario file where it names one."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("## In pytest")[2]
    example = section.partition("```python\n")[2].partition("```")[0]
    (project.path / "tests").mkdir()
    (project.path / "tests" / "my-centre.yaml").write_text("extends: empty\n")
    project.pytester.makepyfile(example)
    project.pytester.runpytest_subprocess(*PLUGIN).assert_outcomes(passed=2)


def test_a_project_may_call_its_own_fixtures_as_it_likes(project: Project) -> None:
    """A fixture of the project's goes before one of the plugin's."""
    result = project.run(
        """
    @pytest.fixture
    def cisco():
        return "our own"

    def test_it(cisco):
        assert cisco == "our own"
    """,
    )
    result.assert_outcomes(passed=1)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python of an environment that has the wheel installed, and not the checkout."""
    folder = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    venv.create(folder / "env", symlinks=True)
    python = folder / "env" / "bin" / "python"
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder / "env")}))
    (wheel,) = folder.glob("*.whl")
    with ZipFile(wheel) as archive:
        archive.extractall(packages)
    # What the wheel depends on is borrowed. The checkout is not: it is named there in a file that is only read where
    # it lies in an environment's own folder.
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    return python


def test_the_wheel_works_in_a_project_that_has_a_package_called_mocks(
    project: Project, monkeypatch: pytest.MonkeyPatch, installed: Path
) -> None:
    """Nothing of the checkout is there: the plugin is found by its entry point, the scenarios inside the package."""
    monkeypatch.delenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    project.pytester.mkpydir("mocks").joinpath("payments.py").write_text("PAID = True\n")
    project.pytester.makepyfile(
        CALL
        + """
    import ringback
    from mocks.payments import PAID

    def test_it(dialer360):
        assert PAID
        assert call(dialer360).text.startswith("VERSION: ")
        assert "site-packages" in ringback.__file__
    """
    )
    result = project.pytester.run(str(installed), "-m", "pytest", "-W", "error")
    result.assert_outcomes(passed=1)
