"""Remote Schedule Rule List (37)."""

from typing import Any

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import ACME, DEMO, ask, post

LIST = "RemoteScheduleRuleList"
RULES = "Name,Time Zone\nOffice hours,America/Los_Angeles\nEvenings,America/New_York\n"
EXTENDED = (
    "Name,Time Zone,Schedule Rule ID,Description,Windows\n"
    "Office hours,America/Los_Angeles,71,Nine to five on weekdays,Mon Tue Wed Thu Fri 09:00-17:00\n"
    "Evenings,America/New_York,72,Six to nine,Mon Tue Wed Thu Fri Sat Sun 18:00-21:00\n"
)


def test_rules_are_listed_with_their_time_zones(tcn: Site) -> None:
    """As CSV; only the account's own."""
    assert ask(tcn, LIST) == (200, RULES)
    assert post(tcn, LIST, **DEMO).headers["content-type"] == "text/csv;charset=UTF-8"
    assert ask(tcn, LIST, **ACME) == (200, "Name,Time Zone\nAcme hours,America/Los_Angeles\n")


@pytest.mark.parametrize("extended", ["true", "TRUE"])
def test_an_extended_list_tells_days_and_hours(tcn: Site, extended: str) -> None:
    """In the zone of the rule."""
    assert ask(tcn, LIST, extended=extended) == (200, EXTENDED)


def test_several_windows_of_a_rule_are_in_one_field(tcn: Site) -> None:
    """Up to midnight."""
    windows: list[dict[str, Any]] = [{"days": [5], "start": 600, "end": 840}, {"days": [6, 9], "start": 0, "end": 1440}]
    tcn.patch("schedule_rules", 71, app="tcn", windows=windows)
    assert ask(tcn, LIST, extended="true")[1].splitlines()[1].endswith(",Sat 10:00-14:00; Sun 00:00-24:00")


@pytest.mark.parametrize("extended", ["false", "False", ""])
def test_the_default_is_the_short_list(tcn: Site, extended: str) -> None:
    """False."""
    assert ask(tcn, LIST, extended=extended) == (200, RULES)


@pytest.mark.parametrize("extended", ["yes", "1", "truth"])
def test_extended_must_be_true_or_false(tcn: Site, extended: str) -> None:
    """Whatever else it is."""
    assert ask(tcn, LIST, extended=extended) == (400, "One or more given parameters are not valid!")


@pytest.mark.parametrize(
    "sent",
    [{"client_id": "1001"}, {"client_id": "1001", **DEMO}, {"client_id": "", **DEMO}],
)
def test_the_client_id_signs_in_alone_or_with_name_and_password(tcn: Site, sent: dict[str, str]) -> None:
    """If they agree."""
    assert post(tcn, LIST, **sent).text == RULES


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"client_id": "1003"},
        {"client_id": "x"},
        {"client_id": "1002", **DEMO},
        {"client_id": "1001", "username": "demo"},
        {"client_id": "1001", "username": "demo", "password": "wrong"},
        {"username": "demo", "password": "wrong", "extended": "x"},
    ],
)
def test_wrong_credentials_are_a_refused_login(tcn: Site, sent: dict[str, str]) -> None:
    """A capital I; it is checked first."""
    reply = post(tcn, LIST, **sent)
    assert (reply.status_code, reply.text) == (400, "Invalid Login Information!")


def test_the_internal_error_is_met_by_a_fault(tcn: Site) -> None:
    """No input causes it."""
    fault = {"app": "tcn", "reply": "tcn.ScheduleRuleList.failed"}
    tcn.control.post(f"worlds/{tcn.world}/faults", json=fault).raise_for_status()
    assert ask(tcn, LIST) == (400, "An error occurred!")
