"""`ringback demo`: a day in all apps, which says the same each time, and fails when a reply is not as expected."""

import re
from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result

from ringback.apps import MODULES
from ringback.cli.commands import commands
from ringback.cli.demo.dialer360 import Dialer360Scene
from ringback.cli.demo.play import demo
from ringback.cli.refusal import Refusal
from ringback.testing import Server, World, connect, serve

# A line of the play: the app, the call, its status, the reply and where that comes from.
EXCHANGE = re.compile(
    r"^  (?P<app>\S+) +(GET|POST|PUT|PATCH|DELETE) (?P<path>\S+) +(?P<status>\d{3}) (?P<reply>\S+)  ", re.M
)


def played(*options: str) -> Result:
    """Play the day with these options."""
    return CliRunner().invoke(commands, ["demo", *options])


@pytest.fixture(scope="module")
def day() -> Result:
    """A day in all apps, on a server of its own."""
    return played()


def rows(output: str) -> dict[str, list[str]]:
    """The rows of the summary, by their first cells."""
    cells = [[cell.strip() for cell in line.split("│")[1:-1]] for line in output.splitlines() if line.startswith("│")]
    return {name: numbers for name, *numbers in cells}


def test_the_day_goes_as_expected_in_all_apps(day: Result) -> None:
    """The exit code is 0, and every app has a row that counts nothing unexpected."""
    assert day.exit_code == 0, day.output
    found = rows(day.output)
    assert set(found) == {*MODULES, "all"}
    assert {numbers[-1] for numbers in found.values()} == {"0"}


def test_campaigns_dial_and_calls_are_answered_in_every_app(day: Result) -> None:
    """By the figures of the summary, whose last row is the sum of the others."""
    found = rows(day.output)
    total = found.pop("all")
    for numbers in found.values():
        campaigns, dialled, answered = map(int, numbers[5:8])
        assert campaigns > 0
        assert dialled > answered > 0 or dialled == answered == 2
    assert [sum(map(int, column)) for column in zip(*found.values(), strict=True)] == [*map(int, total)]


def test_every_exchange_is_shown(day: Result) -> None:
    """As many as are counted, each with what was called, the status and the reply; credentials are not shown."""
    shown = [match["app"] for match in EXCHANGE.finditer(day.output)]
    assert {app: str(shown.count(app)) for app in MODULES} == {app: rows(day.output)[app][0] for app in MODULES}
    assert "200 BroadcastStatusList.listed  documented §18" in day.output
    assert "404 GetCampaign.unknown_id" in day.output
    assert "pass=" not in day.output


def test_replies_are_counted_by_their_grade(day: Result) -> None:
    """Documented, observed and inferred ones are all the requests there were."""
    for requests, *graded in rows(day.output).values():
        assert int(requests) == sum(map(int, graded[:3]))


def test_the_same_seed_says_the_same(day: Result) -> None:
    """There is no time of the real world in it."""
    assert played().output == day.output


def test_other_seeds_go_as_expected_too() -> None:
    """Other people are called, and other calls answered."""
    other = played("--seed", "7", "--quiet")
    assert other.exit_code == 0
    assert rows(other.output) != rows(played("--quiet").output)


def test_one_app_can_be_played_alone() -> None:
    """The others do not even have a row."""
    alone = played("--app", "cisco", "--app", "tcn", "--quiet")
    assert alone.exit_code == 0
    assert set(rows(alone.output)) == {"cisco", "tcn", "all"}
    assert EXCHANGE.search(alone.output) is None


def test_how_long_it_took_is_said_when_asked() -> None:
    """And not otherwise."""
    timed = played("--app", "cisco", "--quiet", "--timing")
    assert re.search(r"^It took \d+\.\d s\.$", timed.output, re.M)


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    """A server that runs already, with two of the apps and its own idea of worlds."""
    with serve("dialer360", "cisco", scenario="empty", seed=9) as server:
        yield server


def test_a_running_server_can_be_played_on(running: Server, day: Result) -> None:
    """What it serves is played, in a world of its own, which stays as it is."""
    result = played("--url", running.url)
    assert result.exit_code == 0, result.output
    assert set(rows(result.output)) == {"dialer360", "cisco", "all"}
    assert f"{running.url}/w/demo-day" in result.output
    with connect(running.url) as server:
        world = World(server, "demo-day")
        assert world.clock.now.hour == 23
        assert len(world.requests) == int(rows(result.output)["all"][0])
    assert rows(result.output)["dialer360"] == rows(day.output)["dialer360"]


def test_what_the_server_does_not_serve_is_refused(running: Server) -> None:
    """In a line that says what it does serve."""
    with pytest.raises(Refusal, match="serves none of these apps\nIt serves"):
        demo(["tcn"], running.url, "", 1, quiet=True, timing=False)


def test_an_app_that_is_none_is_refused() -> None:
    """With those that there are."""
    with pytest.raises(Refusal, match="there is no app 'tcm'\nDid you mean tcn"):
        demo(["tcm"], "", "", 1, quiet=True, timing=False)


def test_a_server_that_does_not_answer_is_named() -> None:
    """There is nothing to play on."""
    with pytest.raises(Refusal, match="does not answer"):
        demo([], "http://127.0.0.1:9", "", 1, quiet=True, timing=False)


def test_a_reply_that_is_not_expected_ends_the_scene_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The exit code is 1; the other apps play on."""

    def opening(scene: Dialer360Scene) -> None:
        scene.call("version", "hidden")

    monkeypatch.setattr(Dialer360Scene, "opening", opening)
    result = played("--app", "dialer360", "--app", "cisco", "--quiet")
    assert result.exit_code == 1
    assert "200 version.shown" in result.output
    assert "dialer360.version.hidden is expected, and the reply is dialer360.version.shown" in result.output
    found = rows(result.output)
    assert (found["dialer360"][0], found["dialer360"][-1], found["cisco"][-1]) == ("1", "1", "0")
