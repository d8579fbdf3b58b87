"""The transcript of the management API's replies and the catalogue are compared in both directions."""

import pytest

from contract_tests.maxcontact_agent import transcript
from contract_tests.maxcontact_agent.centre import MANAGER, Centre
from contract_tests.maxcontact_agent.transcript import Declared, Row

TOKEN = "GET /webservices/services/apitoken/login/{login}"


@pytest.fixture
def declared(centre: Centre) -> list[Declared]:
    """Every declared reply of the management API."""
    return transcript.declared(transcript.catalogue(centre.site.control, MANAGER))


def test_every_method_of_the_document_is_an_endpoint_and_nothing_else_is(centre: Centre) -> None:
    """Thirty-two methods and the token service; beside them what answers unknown paths and verbs."""
    endpoints = transcript.catalogue(centre.site.control, MANAGER)
    found = {f"{entry['method']} {entry['path']}": entry["id"].partition(".")[2] for entry in endpoints}
    documented = transcript.methods(MANAGER)
    assert len(documented) == 33
    assert documented.keys() <= found.keys()
    others = {name for place, name in found.items() if place not in documented}
    assert others == {"LoginByPath", "UnknownPath", "UnknownVerb"}


def test_every_method_takes_the_documented_members(centre: Centre) -> None:
    """Those of the entity, or those that the document prints for the method."""
    entities = transcript.entities(MANAGER)
    for endpoint in transcript.catalogue(centre.site.control, MANAGER):
        row = transcript.methods(MANAGER).get(f"{endpoint['method']} {endpoint['path']}")
        if row is not None:
            path = {parameter.split(":")[0] for parameter in row[4].split()}
            members = {member.split(":")[0] for member in row[5].split()}
            expected = set(entities[row[5]]) if row[5] in entities else members
            fields = {field["name"] for field in endpoint["fields"] if field["in"] != "header"}
            assert fields == path | expected, endpoint["id"]


def test_every_transcribed_reply_is_declared(declared: list[Declared]) -> None:
    """At its endpoint, with its status; that of a bad token at every method."""
    missing = [str(row) for row in transcript.replies(MANAGER) if not any(reply.says(row) for reply in declared)]
    assert missing == []
    methods = {reply.owner for reply in declared if reply.endpoint in transcript.methods(MANAGER).keys() - {TOKEN}}
    refused = next(row for row in transcript.replies(MANAGER) if row.status == 401 and row.endpoint == "*")
    assert {reply.owner for reply in declared if reply.says(refused)} == methods


def test_a_declared_reply_is_graded_as_the_transcript_says(declared: list[Declared]) -> None:
    """Documented where the document tells of it, inferred where only the notes do or nobody."""
    for row in transcript.replies(MANAGER):
        for reply in declared:
            if reply.says(row) and row.endpoint != "*":
                assert (reply.grade == "documented") == (row.basis == "doc"), (str(row), str(reply))


def test_what_no_transcript_tells_is_inferred(declared: list[Declared]) -> None:
    """One reply was seen from a client: the token by a password in the path."""
    rows = transcript.replies(MANAGER)
    untold = [reply for reply in declared if not any(reply.says(row) for row in rows)]
    assert {reply.id for reply in untold if reply.grade != "inferred"} == {"maxcontact-management.LoginByPath.granted"}


@pytest.mark.parametrize("row", [row for row in transcript.replies(MANAGER) if row.code], ids=str)
def test_a_reply_has_the_transcribed_code_in_its_envelope(centre: Centre, declared: list[Declared], row: Row) -> None:
    """One of the three texts of the document: Success, Error, Invalid Parameters."""
    for reply in [reply for reply in declared if reply.says(row) and "LoginByPath" not in reply.owner][:3]:
        verb, _, path = reply.endpoint.partition(" ")
        fault = {"app": MANAGER, "endpoint": reply.owner, "reply": reply.id, "times": 1}
        centre.site.control.post(f"worlds/{centre.site.world}/faults", json=fault).raise_for_status()
        answer = centre.send(verb, transcript.filled(path))
        assert answer.headers["ringback-reply"] == reply.id
        assert answer.status_code == row.status
        envelope = answer.json()
        assert (envelope["Success"], envelope["ResponseCode"]) == (row.code == "Success", row.code)
