"""Post Integration Message (40)."""

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import ACME, DEMO, post

PATH = "PostIntegrationMessage"
MESSAGE = {"message": "Nightly file loaded", "event": "load", "event_code": "100", "key": "partner-key"}
REFUSED = (400, "Invalid Login Information!")


def send(site: Site, **data: str) -> tuple[int, str]:
    """Post these parameters; status and body."""
    reply = post(site, PATH, **data)
    return reply.status_code, reply.text


@pytest.mark.parametrize("who", [DEMO, {"client_id": "1001"}, {**DEMO, "client_id": "1001"}])
def test_a_message_is_kept_with_the_partner_s_name(tcn: Site, who: dict[str, str]) -> None:
    """By name and password, by client id, or by both where they agree."""
    assert send(tcn, **who, **MESSAGE) == (200, "Message Saved.")
    row = tcn.rows("integration_messages", app="tcn")[-1]
    assert (row["client_sid"], row["message"], row["event"], row["event_code"]) == (
        1001,
        "Nightly file loaded",
        "load",
        "100",
    )
    assert (row["message_id"], row["posted"]) == (2, "2026-01-05T17:00:00Z")
    assert row["partner"] == tcn.row("partner_keys", "partner-key", app="tcn")["partner"] != ""


@pytest.mark.parametrize(
    "who",
    [
        {},
        {"username": "demo"},
        {**DEMO, "password": "wrong"},
        {"client_id": "7"},
        {"client_id": "demo"},
        {**ACME, "client_id": "1001"},
        {**DEMO, "client_id": "7"},
    ],
)
def test_whoever_is_not_known_is_refused(tcn: Site, who: dict[str, str]) -> None:
    """Also where name and client id are those of two accounts."""
    assert send(tcn, **who, **MESSAGE) == REFUSED
    assert len(tcn.rows("integration_messages", app="tcn")) == 1


@pytest.mark.parametrize("key", ["", "wrong"])
@pytest.mark.parametrize("who", [DEMO, {"client_id": "1001"}])
def test_the_key_is_required_however_one_signs_in(tcn: Site, who: dict[str, str], key: str) -> None:
    """It is part of the login."""
    assert send(tcn, **who, **{**MESSAGE, "key": key}) == REFUSED


@pytest.mark.parametrize("name", ["message", "event", "event_code"])
@pytest.mark.parametrize("value", [None, "", "  "])
def test_message_event_and_code_must_be_given(tcn: Site, name: str, value: str | None) -> None:
    """Left out, empty, and blank."""
    data = {key: text for key, text in {**MESSAGE, name: value}.items() if text is not None}
    assert send(tcn, **DEMO, **data) == (400, "One or more given parameters are not valid!")
    assert len(tcn.rows("integration_messages", app="tcn")) == 1


def test_the_login_is_checked_before_the_parameters(tcn: Site) -> None:
    """And so is the key."""
    assert send(tcn, **DEMO) == REFUSED


def test_the_internal_error_is_met_by_a_fault(tcn: Site) -> None:
    """No input causes it; nothing is kept."""
    fault = {"app": "tcn", "reply": "tcn.PostIntegrationMessage.not_saved"}
    tcn.control.post(f"worlds/{tcn.world}/faults", json=fault).raise_for_status()
    text = "An error occurred while trying to save the integration message!"
    assert send(tcn, **DEMO, **MESSAGE) == (400, text)
    assert len(tcn.rows("integration_messages", app="tcn")) == 1
