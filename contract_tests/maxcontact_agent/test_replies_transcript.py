"""The transcript of the telephony API's replies and the catalogue are compared in both directions."""

import pytest

from contract_tests.maxcontact_agent import transcript
from contract_tests.maxcontact_agent.centre import AGENT, Centre
from contract_tests.maxcontact_agent.transcript import Declared, Row


@pytest.fixture
def declared(centre: Centre) -> list[Declared]:
    """Every declared reply of the telephony API."""
    return transcript.declared(transcript.catalogue(centre.site.control, AGENT))


def test_every_method_of_the_document_is_an_endpoint_and_nothing_else_is(centre: Centre) -> None:
    """Seventeen methods; beside them the token service, and what answers unknown paths and verbs."""
    endpoints = transcript.catalogue(centre.site.control, AGENT)
    found = {f"{entry['method']} {entry['path']}": entry["id"].partition(".")[2] for entry in endpoints}
    documented = transcript.methods(AGENT)
    assert len(documented) == 17
    assert documented.keys() <= found.keys()
    others = {name for place, name in found.items() if place not in documented}
    assert others == {"Login", "LoginByPath", "UnknownPath", "UnknownVerb"}


def test_every_method_takes_the_documented_parameters(centre: Centre) -> None:
    """Their names in path and query, and which of them are required."""
    for endpoint in transcript.catalogue(centre.site.control, AGENT):
        row = transcript.methods(AGENT).get(f"{endpoint['method']} {endpoint['path']}")
        if row is not None:
            wanted = {tuple(parameter.split(":")) for parameter in row[4].split()}
            query = dict(pair.split("=") for pair in row[3].partition("?")[2].split("&") if pair)
            sent = {name.strip("{}"): wire for wire, name in query.items()}
            expected = {(sent.get(name, name), required == "yes") for name, _, required in wanted}
            fields = {(field["name"], field["required"]) for field in endpoint["fields"] if field["in"] != "header"}
            assert fields == expected, endpoint["id"]


def test_every_transcribed_reply_is_declared(declared: list[Declared]) -> None:
    """At its endpoint, with its status; those of any method at every one."""
    missing = [str(row) for row in transcript.replies(AGENT) if not any(reply.says(row) for reply in declared)]
    assert missing == []
    methods = {reply.owner for reply in declared if reply.endpoint in transcript.methods(AGENT)}
    for row in transcript.replies(AGENT):
        if row.section in ("Usage", "Authentication") and row.endpoint == "*":
            assert {reply.owner for reply in declared if reply.says(row)} >= methods, row


def test_a_declared_reply_is_graded_as_the_transcript_says(declared: list[Declared]) -> None:
    """Documented where the document tells of it, inferred where only the notes do or nobody."""
    for row in transcript.replies(AGENT):
        for reply in declared:
            if reply.says(row) and row.endpoint != "*":
                assert (reply.grade == "documented") == (row.basis == "doc"), (str(row), str(reply))


def test_what_no_transcript_tells_is_inferred(declared: list[Declared]) -> None:
    """One reply was seen from a client: the token by a password in the path."""
    rows = transcript.replies(AGENT)
    untold = [reply for reply in declared if not any(reply.says(row) for row in rows)]
    assert {reply.id for reply in untold if reply.grade != "inferred"} == {"maxcontact-agent.LoginByPath.granted"}


@pytest.mark.parametrize("row", [row for row in transcript.replies(AGENT) if row.code], ids=str)
def test_a_reply_has_the_transcribed_code_in_its_envelope(centre: Centre, declared: list[Declared], row: Row) -> None:
    """The number that a client reads: 0 success, 1 error, 2 invalid parameters."""
    for reply in [reply for reply in declared if reply.says(row) and "LoginByPath" not in reply.owner][:3]:
        verb, _, path = reply.endpoint.partition(" ")
        fault = {"app": AGENT, "endpoint": reply.owner, "reply": reply.id, "times": 1}
        centre.site.control.post(f"worlds/{centre.site.world}/faults", json=fault).raise_for_status()
        answer = centre.send(verb, transcript.filled(path))
        assert answer.headers["ringback-reply"] == reply.id
        assert answer.status_code == row.status
        envelope = answer.json()
        assert (envelope["Success"], envelope["ResponseCode"]) == (row.code == "0", int(row.code))
