"""The pytest plugin when a test fails: what its report tells, and the bundle it leaves."""

import json
import sys
from pathlib import Path

import pytest

from contract_tests.kernel.projects import TWO_WORKERS, Project

pytest_plugins = "pytester"

FAILING = """
    def test_fails(dialer360, ringback):
        call(dialer360)
        ringback.clock.advance(60)
        call(dialer360, "nosuch")
        assert 1 == 2

    def test_passes(dialer360):
        call(dialer360)
"""


def test_a_failed_test_is_told_what_was_asked_and_answered(project: Project) -> None:
    """The last requests with their replies and sources, secrets masked; a test that passes is told nothing."""
    result = project.run(FAILING)
    result.assert_outcomes(passed=1, failed=1)
    query = "source=test&user=6666&pass=[*][*][*]&function"
    result.stdout.fnmatch_lines(
        [
            "*- Ringback -*",
            "http://127.0.0.1:*/w/test_fails-1 at 2026-01-05 17:01:00 UTC (frozen): 2 vendor requests",
            f"[#]1 GET /adminpanel/api.php[?]{query}=version",
            "  200 dialer360.version.shown",
            "  Dialer360 API 2017-06-01 §version; documented",
            "    VERSION: *",
            f"[#]2 GET /adminpanel/api.php[?]{query}=nosuch",
            "  200 dialer360.UnknownFunction.no_function",
            "    ERROR: NO FUNCTION SPECIFIED*",
        ],
        consecutive=False,
    )
    assert str(result.stdout).count(" vendor request") == 1


def test_a_test_that_fails_while_it_is_set_up_or_torn_down_is_told_too(project: Project) -> None:
    """The world is there until everything else has been torn down."""
    result = project.run(
        """
    @pytest.fixture
    def broken(dialer360):
        call(dialer360)
        assert 1 == 2

    @pytest.fixture
    def leaking(dialer360):
        yield
        call(dialer360)
        call(dialer360)
        assert 1 == 2

    def test_set_up(broken):
        pass

    def test_torn_down(leaking):
        pass
    """,
    )
    result.assert_outcomes(errors=2, passed=1)
    result.stdout.fnmatch_lines(["*/w/test_set_up-1 at *: 1 vendor request", "*/w/test_torn_down-2 at *: 2 vendor*"])


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (
            'ringback.faults.add("dialer36")',
            "*.ControlError: There is no app called 'dialer36'. Did you mean dialer360[?]",
        ),
        ("ringback.requests.wait(timeout_s=0)", "*.ControlError: 0 of 1 matching requests were made within 0 s*"),
        ('ringback.url("dialer36")', "LookupError: this Ringback has no app 'dialer36'; it has *"),
        ("ringback.requests.last()", "LookupError: no request was made"),
    ],
)
def test_what_a_test_did_wrong_is_shown_at_its_own_line(project: Project, line: str, error: str) -> None:
    """Without the lines of Ringback's that the error has come through, unless they are asked for."""
    test = f"\n    def test_it(ringback):\n        {line}\n"
    result = project.run(test)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([f">*{line.replace('[', '[[]')}", f"E*{error}"])
    assert "ringback/testing" not in str(result.stdout)
    assert "ringback/testing" in str(project.run(test, "--full-trace").stdout)


def test_only_the_last_of_many_requests_are_told(project: Project) -> None:
    """Long bodies are cut; a forced loss is named."""
    result = project.run(
        """
    def test_fails(dialer360, ringback):
        for number in range(12):
            call(dialer360, "nosuch", agent_user=number)
        ringback.faults.add("dialer360", transport="reset")
        with pytest.raises(httpx.TransportError):
            call(dialer360)
        assert 1 == 2
    """,
    )
    result.stdout.fnmatch_lines(
        ["*: the last 8 vendor requests", "[#]6 GET*", "[#]13 GET*", "  no reply sent *fault f1"]
    )
    result.stdout.no_fnmatch_line("[#]5 GET*")


def test_an_expected_failure_is_told_nothing(project: Project) -> None:
    """Neither is one that is expected and does not come, unless that is a failure."""
    result = project.run(
        """
    @pytest.mark.xfail
    def test_expected(dialer360):
        assert 1 == 2

    @pytest.mark.xfail(strict=True)
    def test_strict(dialer360):
        call(dialer360)
    """,
    )
    result.assert_outcomes(xfailed=1, failed=1)
    assert str(result.stdout).count(" vendor request") == 1


def bundles(folder: Path) -> list[Path]:
    """The bundles that were saved, by name."""
    return sorted(folder.glob("*.ringback.json"))


def test_a_failed_test_leaves_a_bundle_that_is_replayed_to_the_same_bytes(project: Project) -> None:
    """`--ringback-bundle`: one file for each failed test, and its place is told."""
    result = project.run(FAILING, "--ringback-bundle", "out")
    (path,) = bundles(project.path / "out")
    assert path.name.startswith("test_a_failed_test_leaves_a_bundle_that_is_replayed_to_the_same_bytes.py-test_fails-")
    result.stdout.fnmatch_lines([f"Saved {path}; `ringback replay` runs it again."])
    saved = json.loads(path.read_text())
    assert saved["about"]["test"].endswith("::test_fails")
    assert {*saved["about"]} == {"test", "phase", "pytest"}
    assert {*saved["content"]["versions"]} == {"ringback", "python"}
    replayed = project.pytester.run(sys.executable, "-m", "ringback", "replay", str(path))
    assert (replayed.ret, replayed.outlines[-1]) == (0, "2 of 2 requests got the same bytes.")


def test_workers_save_their_bundles_in_one_folder(project: Project) -> None:
    """Under xdist, each failed test is told and leaves its own."""
    result = project.run(
        """
    @pytest.mark.parametrize("number", range(8))
    def test_world(dialer360, number):
        call(dialer360)
        assert number not in (3, 7)
    """,
        *TWO_WORKERS,
        "--ringback-bundle",
        "out",
    )
    result.assert_outcomes(passed=6, failed=2)
    assert len(bundles(project.path / "out")) == 2
    assert str(result.stdout).count(" vendor request") == 2


def test_a_bundle_that_cannot_be_saved_does_not_hide_the_failure(project: Project) -> None:
    """The reason stands in its place."""
    (project.path / "out").write_text("a file")
    result = project.run(FAILING, "--ringback-bundle", "out")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*assert 1 == 2*", "The bundle could not be saved: *"])
