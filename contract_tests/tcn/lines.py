"""How the tests let people ring an inbound group, and agents dial by hand: often, until there are so many calls."""

from typing import Any

from contract_tests.conftest import Site
from contract_tests.tcn.calling import ask

# On average as many calls as an hour has seconds, of which no two begin in the same one.
OFTEN = 3600
INBOUND, MANUAL = ("inbound", 4401), ("manual", 5501)
KEY = {"apiKey": "11111111-2222-3333-4444-555555555555", "clientSid": "1001"}


def calls(site: Site, group: tuple[str, int]) -> list[dict[str, Any]]:
    """The calls of a group that the tests have brought about, in the order they were made."""
    made = [row for row in site.rows("calls", app="tcn") if (row["kind"], row["group_sid"]) == group]
    return [row for row in made if row["call_id"] >= 700010]


def until(site: Site, group: tuple[str, int], count: int, **fields: object) -> list[dict[str, Any]]:
    """Let calls come until there are so many, at the moment of the last; no others come after them."""
    table = f"{group[0]}_groups"
    site.patch(table, group[1], app="tcn", calls_per_hour=OFTEN, **fields)
    for _ in range(120 * count):
        made = calls(site, group)
        if len(made) >= count:
            site.patch(table, group[1], app="tcn", calls_per_hour=0)
            return made
        site.advance(1)
    raise AssertionError(f"there are only {len(calls(site, group))} calls")


def recordings(site: Site, group: tuple[str, int], kind: str) -> list[dict[str, Any]]:
    """The recordings of a group beside those of the handbook."""
    rows = [row for row in site.rows("recordings", app="tcn") if row["recording_id"] > 5]
    return [row for row in rows if (row["kind"], row["group_sid"], row["recording_type"]) == (*group, kind)]


def agents(site: Site, *sids: int) -> list[str]:
    """What agents do."""
    return [site.row("agents", sid, app="tcn")["state"] for sid in sids]


def status(site: Site, path: str, sid: int) -> list[str]:
    """The line that a status list has of a group: id, state, cost, billed minutes."""
    code, text = ask(site, path, groupSid=sid, extended="true")
    assert code == 200, text
    return text.splitlines()[1].split(",")
