"""How the tests run broadcasts: upload a list, let time pass, and look at its records and calls."""

from datetime import datetime
from typing import Any

from contract_tests.conftest import Site
from contract_tests.tcn.calling import file, upload

# A broadcast is prepared for two seconds; then it dials.
PREPARED = 2
HALF_HOUR = 1800
DAY = 24 * 3600


def begin(site: Site, *numbers: str, **header: str | None) -> int:
    """Upload a list of these numbers, scheduled with template 1 at once unless told otherwise; its sid."""
    data = "".join(f"Person,{place},{number}\n" for place, number in enumerate(numbers))
    return begin_with(site, data, **header)


def begin_with(site: Site, data: str, **header: str | None) -> int:
    """Upload these lines; the sid of the broadcast."""
    status, text = upload(site, file(data=data, **{"duplicate_handle": "Allow", **header}))
    assert status == 200, text
    assert text.isdigit(), text
    return int(text)


def group(site: Site, sid: int) -> dict[str, Any]:
    """The row of a broadcast."""
    return site.row("task_groups", sid, app="tcn")


def status(site: Site, sid: int) -> int:
    """The state of a broadcast."""
    code: int = group(site, sid)["status"]
    return code


def records(site: Site, sid: int) -> list[dict[str, Any]]:
    """The records of a broadcast, in the order of dialling."""
    found = [row for row in site.rows("task_records", app="tcn") if row["task_sid"] == sid]
    return sorted(found, key=lambda row: int(row["place"]))


def results(site: Site, sid: int) -> list[int]:
    """The result codes of its records."""
    return [row["result_code"] for row in records(site, sid)]


def calls(site: Site, sid: int) -> list[dict[str, Any]]:
    """The calls of a broadcast, in the order they were made."""
    return [row for row in site.rows("calls", app="tcn") if (row["kind"], row["group_sid"]) == ("outbound", sid)]


def made(site: Site, sid: int, field: str) -> list[Any]:
    """One field of all its calls."""
    return [call[field] for call in calls(site, sid)]


def seconds(call: dict[str, Any]) -> float:
    """How long a call held its line."""
    return (moment(call["ended"]) - moment(call["start_time"])).total_seconds()


def moment(text: str) -> datetime:
    """A moment of a row."""
    return datetime.fromisoformat(text)


def world_at(site: Site, start: str) -> Site:
    """The same world anew, its frozen clock at a moment."""
    body = {"start": start, "clock": "frozen"}
    site.control.delete(f"worlds/{site.world}").raise_for_status()
    site.control.put(f"worlds/{site.world}", json=body).raise_for_status()
    return site
