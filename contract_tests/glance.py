"""How the tests look at the floor of a world: one vendor's room, and what its calls came to."""

from typing import Any

from contract_tests.conftest import Site

PARTS = 48


def room(site: Site, app: str, hours: float = 24) -> dict[str, Any]:
    """The room of an app."""
    answer = site.control.get(f"worlds/{site.world}/floor", params={"hours": hours})
    answer.raise_for_status()
    (found,) = [one for one in answer.json()["rooms"] if app in one["apps"]]
    rows: dict[str, Any] = found
    return rows


def came_to(seen: dict[str, Any]) -> dict[str, int]:
    """How many calls ended in which way in the whole of the time."""
    return {ending: sum(parts) for ending, parts in seen["endings"].items()}


def campaign(seen: dict[str, Any], name: str) -> dict[str, Any]:
    """The one campaign of that name."""
    (found,) = [one for one in seen["campaigns"] if one["name"] == name]
    one: dict[str, Any] = found
    return one


def anew(site: Site, scenario: str) -> Site:
    """The same world, begun with another scenario."""
    site.control.put(f"worlds/{site.world}", json={"scenario": scenario}).raise_for_status()
    return site
