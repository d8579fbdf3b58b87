"""Remote Agent List (43) and Remote Agent Skills List (44)."""

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import ACME, ask, post

PATHS = ("RemoteAgentList", "RemoteAgentSkillsList")


def test_agents_are_listed_as_csv(tcn: Site) -> None:
    """Only the account's own; what an agent does not have is blank, and no password is shown."""
    status, body = ask(tcn, "RemoteAgentList")
    lines = body.splitlines()
    assert status == 200
    assert lines[0] == (
        "Agent SID,First Name,Last Name,Username,Hunt Group SID,Partner Agent ID,Callback Number,Callback Extension"
    )
    assert lines[1] == "3001,Ann,Archer,ann,11,A-1,4355550110,110"
    assert lines[4] == "3004,Dora,Drew,dora,,,,"
    assert len(lines) == 6
    assert ask(tcn, "RemoteAgentList", **ACME)[1].splitlines()[1:] == ["3006,Fay,Ford,fay,13,,,"]


def test_skills_are_a_comma_separated_list(tcn: Site) -> None:
    """In the order of their names."""
    assert ask(tcn, "RemoteAgentSkillsList") == (200, "Agent Skills: Billing, Collections, Spanish")


def test_an_account_without_skills_says_so(tcn: Site) -> None:
    """Acme has none."""
    assert ask(tcn, "RemoteAgentSkillsList", **ACME) == (200, "There are no agent skills.")


@pytest.mark.parametrize("path", PATHS)
def test_wrong_credentials_are_a_refused_login(tcn: Site, path: str) -> None:
    """A capital I."""
    assert ask(tcn, path, password="wrong") == (400, "Invalid Login Information!")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("sent", [{}, {"username": "demo"}, {"password": "demo"}])
def test_absent_credentials_are_a_bad_request(tcn: Site, path: str, sent: dict[str, str]) -> None:
    """Either of them."""
    reply = post(tcn, path, **sent)
    assert (reply.status_code, reply.text) == (400, "HTTPS Status 400: Bad Request!")


def test_the_internal_error_is_met_by_a_fault(tcn: Site) -> None:
    """No input causes it."""
    fault = {"app": "tcn", "reply": "tcn.AgentList.not_displayed"}
    tcn.control.post(f"worlds/{tcn.world}/faults", json=fault).raise_for_status()
    assert ask(tcn, "RemoteAgentList") == (400, "An error occurred while attempting to display Agent list!")
