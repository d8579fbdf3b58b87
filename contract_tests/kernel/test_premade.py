"""The demo scenario: made beforehand, true to what makes it, and moved to the day it is wanted."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from contract_tests.conftest import Running, Site
from ringback.apps import library
from ringback.serve.settings import ClockSetting, Settings
from ringback.state.clock import frozen
from ringback.state.export import export
from ringback.state.passage import pass_time
from ringback.state.premade import Premade, bake, premade_file
from ringback.state.world import World

SIGNED = "source=test&user=6666&pass=1234"


@pytest.fixture(scope="module")
def demo(handbook_server: Running) -> Any:
    """A demo world, which no test changes."""
    site = handbook_server.site("demo")
    site.control.put(f"worlds/{site.world}", json={"scenario": "demo"}).raise_for_status()
    yield site
    site.control.delete(f"worlds/{site.world}")


def test_the_ready_made_demo_is_what_would_be_made_now(tmp_path: Any) -> None:
    """If this fails, run `python -m ringback.cli.bake`: something the demo is made of has changed."""
    own = library()
    ready = premade_file(own, "demo", 1).read_bytes()
    for scenario in own.folder.glob("*.yaml"):
        (tmp_path / scenario.name).write_bytes(scenario.read_bytes())
    own.folder = tmp_path
    assert bake(own, "demo", 1).read_bytes() == ready


def test_the_demo_has_campaigns_agents_leads_and_two_weeks_behind_it(demo: Site) -> None:
    """Three campaigns, a dozen agents, five hundred leads, calls on each of the last fourteen days."""
    assert len([row for row in demo.rows("campaigns") if row["campaign_id"].startswith("DEMO")]) == 3
    assert len(demo.rows("shifts")) == 12
    assert len([row for row in demo.rows("leads") if row["source_id"] == "demo"]) == 500
    days = {row["call_date"][:10] for row in demo.rows("call_log") if row["campaign_id"].startswith("DEMO")}
    start = datetime(2026, 1, 5, tzinfo=UTC)
    assert {f"{start - timedelta(days=back):%Y-%m-%d}" for back in range(1, 14)} <= days


def test_the_demos_reports_agree_with_its_history(demo: Site) -> None:
    """What agent_stats_export counts for two weeks is what the recordings hold."""
    span = "datetime_start=2025-12-22+00:00:00&datetime_end=2026-01-05+23:59:59&time_format=S"
    text = demo.get(f"{SIGNED}&function=agent_stats_export&{span}").text
    stats = {row[0]: row for row in (line.split("|") for line in text.splitlines()) if row[0].startswith("agent")}
    recordings = [row for row in demo.rows("recordings") if row["user"].startswith("agent") and row["end_time"]]
    assert len(stats) == 12
    for agent, row in stats.items():
        own = [recording for recording in recordings if recording["user"] == agent]
        assert int(row[5]) == sum(recording["length_in_sec"] for recording in own), agent


def test_the_demo_goes_on_living(handbook_server: Running) -> None:
    """In the hours after its start agents are called to calls, and shifts change."""
    site = handbook_server.site("demo-alive")
    site.control.put(f"worlds/{site.world}", json={"scenario": "demo"}).raise_for_status()
    kinds = {event["kind"] for event in site.advance(12 * 3600)}
    site.control.delete(f"worlds/{site.world}")
    assert {"recycle", "dial", "ring", "talk", "wrapup", "shift", "inbound"} <= kinds


def test_on_the_real_clock_the_demos_history_ends_today() -> None:
    """Moved by whole days, its calls lie in the past and its newest is less than a day old; names move along."""
    running = Running(Settings(scenario="demo", clock=ClockSetting.of("real")))
    try:
        site = running.site("default")
        now = datetime.fromisoformat(site.control.get("worlds/default/clock").json()["now"])
        calls = [row for row in site.rows("call_log") if row["campaign_id"].startswith("DEMO")]
        newest = max(calls, key=lambda row: str(row["call_date"]))
        made = datetime.fromisoformat(newest["call_date"])
        assert timedelta(0) <= now - made < timedelta(days=1)
        assert newest["uniqueid"].startswith(f"{int(made.timestamp())}.")
        recording = site.rows("recordings")[-1]
        assert recording["filename"].startswith(f"{datetime.fromisoformat(recording['start_time']):%Y}")
    finally:
        running.stop()


@pytest.mark.parametrize("hours", [0.3, 1, 5.5, 23.9])
def test_what_has_been_played_beforehand_is_what_playing_gives(hours: float) -> None:
    """A world of a later moment is the one of the start with the hours in between played, whoever looks first."""
    ready = Premade(library())
    rooms = ready.library.rooms
    start = datetime(2026, 1, 5, 17, tzinfo=UTC)
    later = start + timedelta(hours=hours)

    def written(world: World) -> bytes:
        return msgspec.json.encode(export(world, "demo", later, rooms))

    asked = ready.world("demo", 1, frozen(later), "documented")
    assert asked.timers.next_due() is not None
    played = pass_time(ready.world("demo", 1, frozen(start), "documented"), later, rooms)
    assert written(asked) == written(msgspec.structs.replace(played, clock=frozen(later)))


def test_another_seed_gives_another_demo_and_the_same_one_again(handbook_server: Running) -> None:
    """Names and calls follow from the seed alone."""
    names = []
    for world, seed in (("demo-7", 7), ("demo-7-again", 7), ("demo-1", 1)):
        site = handbook_server.site(world)
        site.control.put(f"worlds/{world}", json={"scenario": "demo", "seed": seed}).raise_for_status()
        names.append([(row["last_name"], row["status"]) for row in site.rows("leads")])
        site.control.delete(f"worlds/{world}")
    assert names[0] == names[1] != names[2]
