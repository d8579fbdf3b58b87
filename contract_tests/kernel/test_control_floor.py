"""The floor of a world: campaigns, agents, calls in progress, and how calls have ended lately, in every room."""

from typing import Any

import pytest

from contract_tests.conftest import Site
from contract_tests.glance import PARTS, anew
from contract_tests.kernel.conftest import World, refusal

TONES = {"live", "ready", "held", "over"}
ENDINGS = {"answered", "no answer", "machine", "busy", "abandoned", "failed"}
HOUR = 3600
FIELDS = {
    "campaigns": {"row", "name", "state", "tone", "done", "total", "note"},
    "agents": {"row", "name", "state", "tone", "since", "campaign"},
    "calls": {"row", "number", "state", "tone", "since", "agent", "campaign"},
}


@pytest.fixture
def demo(dialer360: Site) -> World:
    """A demo world with all four rooms."""
    return World(anew(dialer360, "demo"))


def test_a_room_without_a_floor_is_there_and_empty(library: World) -> None:
    """The made-up vendor has none; a day is looked back on unless told otherwise."""
    assert library.said("floor") == {
        "now": "2026-01-05T17:00:00Z",
        "since": "2026-01-04T17:00:00Z",
        "part_seconds": 1800.0,
        "rooms": [{"apps": ["library"], "campaigns": [], "agents": [], "calls": [], "endings": {}}],
    }


@pytest.mark.parametrize(
    ("hours", "since", "seconds"),
    [
        ("1", "2026-01-05T16:00:00Z", 75.0),
        ("0.8", "2026-01-05T16:12:00Z", 60.0),
        ("744", "2025-12-05T17:00:00Z", 55800),
    ],
)
def test_as_many_hours_are_looked_back_on_as_are_asked_for(
    library: World, hours: str, since: str, seconds: float
) -> None:
    """Up to thirty-one days, in forty-eight parts."""
    said = library.said("floor", params={"hours": hours})
    assert (said["since"], said["part_seconds"]) == (since, seconds)


@pytest.mark.parametrize("hours", ["0", "-1", "744.1", "1e9", "nan", "inf", "a day", "0x10"])
def test_hours_that_are_none_are_refused(library: World, hours: str) -> None:
    """Text, nothing, less than nothing, and more than a month."""
    assert "hours" in refusal(library.ask("GET", "floor", params={"hours": hours}), 400, "bad_value")


def test_a_misspelt_parameter_is_refused(library: World) -> None:
    """It is not as good as left out."""
    assert "hours" in refusal(library.ask("GET", "floor", params={"hour": "1"}), 400, "unknown_field")


def test_a_world_that_is_not_there_has_no_floor(library: World) -> None:
    """404, and none is made."""
    stranger = library.another("stranger")
    assert library.name in refusal(stranger.ask("GET", "floor"), 404, "unknown_world")
    assert stranger.ask("GET", "clock").status_code == 404


def test_apps_of_one_centre_stand_together(demo: World) -> None:
    """MaxContact's two APIs are two doors to the same rows."""
    assert [room["apps"] for room in demo.said("floor")["rooms"]] == [
        ["tcn"],
        ["maxcontact-agent", "maxcontact-management"],
        ["cisco"],
        ["dialer360"],
    ]


@pytest.mark.parametrize("kind", FIELDS)
def test_everything_is_told_in_the_same_words(demo: World, kind: str) -> None:
    """The fields, the tones, and counts that go together."""
    for one in _all(demo, kind):
        assert set(one) - {"app"} == FIELDS[kind]
        assert one["tone"] in TONES
        assert one["state"]
        if kind == "campaigns":
            assert 0 <= one["done"] <= one["total"]


@pytest.mark.parametrize("kind", FIELDS)
def test_everything_leads_to_its_row(demo: World, kind: str) -> None:
    """Table and key are those of the rows in the state."""
    for one in _all(demo, kind)[:60]:
        answer = demo.ask("GET", f"state/{one['app']}/{one['row']['table']}/{one['row']['key']}")
        assert answer.status_code == 200, answer.text


def _all(world: World, kind: str) -> list[dict[str, Any]]:
    """All of a kind, each with an app of its room."""
    rooms = world.said("floor")["rooms"]
    found = [{"app": room["apps"][0], **one} for room in rooms for one in room[kind]]
    assert len({one["app"] for one in found}) == 4
    return found


def test_endings_are_counted_in_the_part_in_which_they_lie(demo: World) -> None:
    """The last two hours are the last four parts of a day, whatever else is looked back on."""
    day, late = (demo.said("floor", params={"hours": hours}) for hours in ("24", "2"))
    for whole, part in zip(day["rooms"], late["rooms"], strict=True):
        assert set(whole["endings"]) <= ENDINGS
        for ending, counts in whole["endings"].items():
            assert len(counts) == PARTS
            assert sum(counts) > 0
            of_two_hours = part["endings"].get(ending, [0] * PARTS)
            # What ends at the very moment at which a part begins is in that part.
            assert [sum(of_two_hours[at : at + 12]) for at in range(0, PARTS, 12)] == counts[-4:]


def test_the_demo_has_something_to_show_in_every_room(demo: World) -> None:
    """At its start, and over the next hours: calls under way, campaigns half done, endings of every kind."""
    for hour in range(4):
        for room in demo.said("floor")["rooms"]:
            assert any(0 < one["done"] < one["total"] for one in room["campaigns"])
            assert any(one["tone"] in ("live", "ready") for one in room["agents"])
            assert set(room["endings"]) >= {"answered", "no answer", "machine", "busy", "failed"}
            if hour == 0:
                # None of these waits for ever, as the calls of the handbook's examples do.
                assert any(one["since"] >= "2026-01-05T16:55:00Z" for one in room["calls"]), room["apps"]
            assert sum(sum(counts[-2:]) for counts in room["endings"].values()) > 3, room["apps"]
        demo.site.advance(HOUR)


def test_an_empty_world_has_an_empty_floor(dialer360: Site) -> None:
    """No campaigns, no calls, nobody at work."""
    for room in World(anew(dialer360, "empty")).said("floor")["rooms"]:
        assert (room["campaigns"], room["calls"], room["endings"]) == ([], [], {})
        assert all(agent["tone"] == "over" for agent in room["agents"])


def test_to_look_changes_nothing(demo: World) -> None:
    """Neither rows nor timers."""
    before = demo.export()
    demo.said("floor")
    assert demo.export() == before
