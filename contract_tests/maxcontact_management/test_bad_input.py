"""Whatever is sent to either API, the answer is a declared one, and a refusal changes nothing."""

from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract_tests.conftest import Site
from contract_tests.maxcontact_agent import transcript
from contract_tests.maxcontact_agent.centre import AGENT, MANAGER, SERVICES, Centre, plain

WITH_BODY = [place for place, row in transcript.methods(MANAGER).items() if row[5]]
# What is none of a documented type.
WRONG: dict[str, list[Any]] = {
    "int": ["x", 1.5, 2**31, True],
    "boolean": ["yes", 2],
    "decimal": ["x", "1e3"],
    "datetime": ["now", "2026-13-01", "9999-12-31T00:00:00Z", "1969-12-31T00:00:00Z"],
}
NEVER_500 = (200, 400, 401, 404, 405)


@pytest.mark.parametrize("place", WITH_BODY)
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", "{"),
        ("application/json", "[]"),
        ("application/json", '"text"'),
        ("application/json", "nul"),
        ("application/json", "[" * 5000 + "]" * 5000),
        ("application/json", "<a/>"),
        ("application/xml", "<a"),
        ("application/xml", "text"),
        ("application/xml", "{}"),
        ("application/xml", "<a>text</a>"),
        ("application/xml", '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a><ListName>&e;</ListName></a>'),
        ("application/xml", b"\xff\xfe\x00"),
        ("text/plain", "a=b"),
    ],
    ids=str,
)
def test_a_body_that_cannot_be_read_is_refused(centre: Centre, place: str, kind: str, body: str | bytes) -> None:
    """400 and the envelope; entities and document types are not taken."""
    verb, _, path = place.partition(" ")
    answer = centre.send(verb, transcript.filled(path), body, **{"content-type": kind, "accept": "application/json"})
    assert (answer.status_code, answer.json()["ResponseCode"]) == (400, "Error")
    assert answer.json()["ResponseDetail"] == "The request body cannot be read"


@pytest.mark.parametrize("place", WITH_BODY)
def test_a_member_of_another_type_is_refused_by_name(centre: Centre, place: str) -> None:
    """Whichever member it is; an object is the type of none."""
    verb, _, path = place.partition(" ")
    where = transcript.filled(path).removeprefix("/webservices/services/management/")
    row = transcript.methods(MANAGER)[place]
    members = transcript.entities(MANAGER).get(row[5]) or dict(part.split(":") for part in row[5].split())
    before = centre.site.control.get(f"worlds/{centre.site.world}/export").json()["tables"]
    for member, kind in members.items():
        bad: list[Any] = [{"a": 1}, [[1]], *WRONG.get(kind.lower(), [])]
        for value in bad:
            if kind == "int" and member in ("Type", "Status", "ZipTone", "ZipToneBeep", "ListType"):
                value = {"a": 1}
            answer = centre.manage(verb, where, **{member: value})
            assert answer["Success"] is False, (member, value)
            assert answer["ResponseCode"] == "Invalid Parameters"
            assert (
                answer["ResponseDetail"].startswith(f"{member} must be ") or "is required" in answer["ResponseDetail"]
            )
    assert centre.site.control.get(f"worlds/{centre.site.world}/export").json()["tables"] == before


def test_an_empty_body_lacks_everything(centre: Centre) -> None:
    """It is no error of notation."""
    assert centre.manage("POST", "lists")["ResponseDetail"] == "ListName is required"
    empty = centre.send("POST", "/webservices/services/management/lists", "<List/>", **{"content-type": "text/xml"})
    assert plain(empty)["ResponseDetail"] == "ListName is required"


@pytest.mark.parametrize("app", [AGENT, MANAGER])
def test_every_method_answers_in_xml_and_json(centre: Centre, app: str) -> None:
    """The same envelope in either notation, with the root that the document names."""
    for place in transcript.methods(app):
        verb, _, path = place.partition(" ")
        if "apitoken" in path:
            continue
        in_json = centre.send(verb, transcript.filled(path), **{"accept": "application/json", "content-type": ""})
        in_xml = centre.send(verb, transcript.filled(path), **{"accept": "application/xml", "content-type": ""})
        assert in_json.headers["content-type"] == "application/json; charset=utf-8"
        assert in_xml.headers["content-type"] == "application/xml; charset=utf-8"
        assert list(in_json.json()) == ["Success", "Data", "ResponseCode", "ResponseDetail"]
        assert list(plain(in_xml)) == ["Data", "ResponseCode", "ResponseDetail", "Success"]
        root = "CallActionResponse" if app == AGENT else "ManagementActionResponse"
        assert in_xml.text.startswith("<SkillUserResult" if path.endswith("skills") else f"<{root}")


@pytest.mark.parametrize("path", ["", "nothing", "campaigns/1/2/3", "users/2/skills", "globalemergency"])
def test_an_unknown_path_is_answered_with_an_envelope(centre: Centre, path: str) -> None:
    """With or without a token."""
    answer = centre.send("GET", f"{SERVICES}/management/{path}", cookie="")
    assert (answer.status_code, answer.json()["ResponseDetail"]) == (404, "Nothing is found at this path")


parts = st.one_of(
    st.sampled_from(["campaigns", "lists", "teams", "users", "skills", "status", "type", "activitystatus", "1", "2"]),
    st.integers(-(2**70), 2**70).map(str),
    st.text("abc%/?&=.{}'\"<>é\u0000 ", max_size=8),
)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
NAMES = (
    "Id CampaignName Type Status ListName MaxCallbackDate FetchWeight TeamName Login Password SSOActive Active "
    "CampaignStatus ListId TeamId UserId SkillId Proficiency UserIds"
)
names = st.sampled_from(NAMES.split())


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    verb=st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE"]),
    path=st.lists(parts, max_size=3),
    body=st.dictionaries(names, values, max_size=6),
)
def test_no_request_meets_a_defect(
    maxcontact_management: Site, verb: str, path: list[str], body: dict[str, Any]
) -> None:
    """Any verb, any path, any body: a declared reply, and the journal can show it."""
    centre = Centre(maxcontact_management)

    where = "/".join(quote(part) for part in path)
    answer = centre.send(verb, f"{SERVICES}/management/{where}", body)
    assert answer.status_code in NEVER_500
    assert answer.headers["ringback-reply"].startswith("maxcontact-management.")
    entry = centre.site.control.get(f"worlds/{centre.site.world}/requests/{answer.headers['ringback-request']}")
    assert entry.status_code == 200


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    method=st.sampled_from(["getcalls", "goready", "dial", "hangup", "dispose", "hold", "changelead", "connectcalls"]),
    pieces=st.lists(st.sampled_from(["user", "call", "phone", "lead", "leadphone"]) | parts, max_size=6),
    query=st.dictionaries(
        st.sampled_from(["leadid", "resultcode", "call1", "call2", "resultcode1", "numsales1"]),
        st.text(max_size=10),
        max_size=4,
    ),
)
def test_no_telephony_request_meets_a_defect(
    maxcontact_agent: Site, method: str, pieces: list[str], query: dict[str, str]
) -> None:
    """Any path, any query: a declared reply, and the journal can show it."""
    centre = Centre(maxcontact_agent)

    where = "/".join(quote(piece) for piece in [method, "user", "2", *pieces])
    answer = centre.send("GET", f"{SERVICES}/telephony/{where}?{urlencode(query)}")
    assert answer.status_code in NEVER_500
    assert answer.headers["ringback-reply"].startswith("maxcontact-agent.")
    entry = centre.site.control.get(f"worlds/{centre.site.world}/requests/{answer.headers['ringback-request']}")
    assert entry.status_code == 200
