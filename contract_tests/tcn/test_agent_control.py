"""Agent Status (47) and Agent Recording Controls (48)."""

from typing import Any

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import post
from contract_tests.tcn.dialing import begin

KEY = {"apiKey": "11111111-2222-3333-4444-555555555555", "clientSid": "1001"}
SUMMARY, RECORDING = "AgentSummary", "AgentRecordingCtrl"
ANN = "3001"
# Two seconds of preparation, six of ringing, thirty of message; then a minute with Ann.
AT_THE_AGENT = 2 + 6 + 30


def summary(site: Site) -> dict[str, int]:
    """The counters."""
    reply = post(site, SUMMARY, **KEY)
    assert (reply.status_code, reply.headers["content-type"]) == (200, "application/json")
    counters: dict[str, int] = reply.json()["resultDetail"]
    return counters


def control(site: Site, function: str) -> dict[str, Any]:
    """What is confirmed of Ann's recording."""
    reply = post(site, RECORDING, **KEY, agentSid=ANN, function=function)
    assert (reply.status_code, reply.headers["content-type"]) == (200, "application/json")
    confirmed: dict[str, Any] = reply.json()["resultDetail"]
    return confirmed


def test_the_summary_counts_those_who_are_logged_in(tcn: Site) -> None:
    """Two are ready, one is paused, two are not there; the names are the guide's, in its order."""
    assert list(summary(tcn).items()) == [
        ("pausedAgents", 1),
        ("wrapUpAgents", 0),
        ("readyAgents", 2),
        ("onCallAgents", 0),
        ("totalLoggedInAgents", 3),
        ("otherStatusAgents", 0),
    ]


def test_the_summary_follows_the_agents(tcn: Site) -> None:
    """Into a call and out of it; one who signs in is neither ready nor paused."""
    begin(tcn, "8015550100", schedule_template_number="2")
    tcn.advance(AT_THE_AGENT)
    assert (summary(tcn)["onCallAgents"], summary(tcn)["readyAgents"]) == (1, 1)
    tcn.advance(60)
    assert (summary(tcn)["onCallAgents"], summary(tcn)["wrapUpAgents"]) == (0, 1)
    tcn.client.post(f"{tcn.url}/agentlogin/RemoteAgentLogin", data={"username": "dora", "password": "demo"})
    assert (summary(tcn)["otherStatusAgents"], summary(tcn)["totalLoggedInAgents"]) == (1, 4)


@pytest.mark.parametrize("path", [SUMMARY, RECORDING])
@pytest.mark.parametrize("wrong", [{"apiKey": "x"}, {"clientSid": "1002"}, {"clientSid": "x"}])
def test_wrong_credentials_are_a_refused_login(tcn: Site, path: str, wrong: dict[str, str]) -> None:
    """The key must be that account's own."""
    reply = post(tcn, path, **{**KEY, "agentSid": ANN, "function": "get", **wrong})
    assert (reply.status_code, reply.text) == (400, "Invalid Login Information!")


@pytest.mark.parametrize("path", [SUMMARY, RECORDING])
@pytest.mark.parametrize("name", ["apiKey", "clientSid"])
def test_absent_credentials_are_a_bad_request(tcn: Site, path: str, name: str) -> None:
    """Either of them."""
    data = {key: value for key, value in KEY.items() if key != name}
    reply = post(tcn, path, **data, agentSid=ANN, function="get")
    assert (reply.status_code, reply.text) == (400, "HTTPS Status 400: Bad Request!")


@pytest.mark.parametrize("function", [None, "", "stop", "Pause"])
def test_an_unknown_function_is_a_bad_request(tcn: Site, function: str | None) -> None:
    """Exactly one of the three is wanted."""
    data = KEY if function is None else {**KEY, "function": function}
    reply = post(tcn, RECORDING, **data, agentSid=ANN)
    assert (reply.status_code, reply.text) == (400, "HTTPS Status 400: Bad Request!")


@pytest.mark.parametrize("agent", ["1001", "3006", "x", "", "9" * 30])
def test_an_unknown_agent_is_not_found(tcn: Site, agent: str) -> None:
    """Nor is another account's; the brackets of the guide are a placeholder."""
    reply = post(tcn, RECORDING, **KEY, agentSid=agent, function="get")
    assert (reply.status_code, reply.text) == (400, f"Agent {agent} Not Found!")


@pytest.mark.parametrize("function", ["get", "pause", "resume"])
def test_without_a_call_nothing_is_recorded(tcn: Site, function: str) -> None:
    """Whatever is asked for."""
    assert control(tcn, function) == {
        "agentSid": 3001,
        "function": function,
        "callSid": None,
        "recordingStatus": "NOT RECORDING",
    }
    assert tcn.row("agents", ANN, app="tcn")["recording_paused"] is False


def test_the_call_at_hand_is_paused_and_resumed(tcn: Site) -> None:
    """What was said in between is missing from its recording."""
    begin(tcn, "8015550100", schedule_template_number="2")
    tcn.advance(AT_THE_AGENT + 10)
    seen = [control(tcn, "get"), control(tcn, "pause")]
    tcn.advance(15)
    seen += [control(tcn, function) for function in ("pause", "get", "resume", "resume", "get")]
    assert [step["recordingStatus"] for step in seen] == [
        "RECORDING",
        "PAUSED",
        "PAUSED",
        "PAUSED",
        "RECORDING",
        "RECORDING",
        "RECORDING",
    ]
    call = tcn.rows("calls", app="tcn")[-1]["call_id"]
    assert {step["callSid"] for step in seen} == {call}
    tcn.advance(35)
    recording = tcn.rows("recordings", app="tcn")[-1]
    assert (recording["call_id"], recording["seconds"]) == (call, 60 - 15)
    assert tcn.rows("calls", app="tcn")[-1]["linkback_seconds"] == 60


def test_a_pause_that_is_never_ended_lasts_to_the_end_of_the_call(tcn: Site) -> None:
    """The next call is recorded again."""
    begin(tcn, "8015550100", schedule_template_number="2")
    tcn.advance(AT_THE_AGENT + 20)
    control(tcn, "pause")
    tcn.advance(600)
    assert tcn.rows("recordings", app="tcn")[-1]["seconds"] == 20
    assert tcn.row("agents", ANN, app="tcn")["recording_paused"] is False


def test_a_call_that_is_not_recorded_has_nothing_to_pause(tcn: Site) -> None:
    """Its template does not ask for it."""
    tcn.control.patch(f"worlds/{tcn.world}/state/tcn/broadcast_templates/1001,2", json={"record_calls": False})
    begin(tcn, "8015550100", schedule_template_number="2")
    tcn.advance(AT_THE_AGENT + 10)
    confirmed = control(tcn, "pause")
    assert (confirmed["recordingStatus"], confirmed["callSid"]) == ("NOT RECORDING", 700010)
