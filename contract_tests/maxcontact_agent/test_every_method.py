"""What holds for every method of a call, and for every method."""

from typing import Any

import pytest

from contract_tests.maxcontact_agent.centre import Centre
from contract_tests.maxcontact_agent.steps import ERROR, INVALID, refused, talking

# The methods that take a call, as paths with gaps for the user and the call.
OF_A_CALL = {
    "hangup": "hangup/user/{user}/call/{call}",
    "dispose": "dispose/user/{user}/call/{call}?resultcode=SALE",
    "hold": "hold/user/{user}/call/{call}",
    "retrieve": "retrieve/user/{user}/call/{call}",
    "stoprecord": "stoprecord/user/{user}/call/{call}",
    "startrecord": "startrecord/user/{user}/call/{call}",
    "changelead": "changelead/user/{user}/call/{call}/leadphone/1",
    "createnewlead": "createnewlead/user/{user}/call/{call}/phone/2025550155",
}


@pytest.mark.parametrize("method", OF_A_CALL)
def test_a_method_of_a_call_needs_a_call_of_the_user(centre: Centre, method: str) -> None:
    """Neither an unknown one, nor another user's, nor what is no number."""
    call, path = talking(centre), OF_A_CALL[method]
    refused(centre, path.format(user=2, call=999), ERROR, "There is no call 999")
    refused(centre, path.format(user=3, call=call), ERROR, f"Call {call} is another user's")
    refused(centre, path.format(user=2, call="one"), INVALID, "CallID must be an integer")
    refused(centre, path.format(user=2, call=2**31), INVALID, "CallID must be an integer")


@pytest.mark.parametrize("method", [method for method in OF_A_CALL if method != "dispose"])
def test_a_method_of_an_open_call_refuses_one_that_has_ended(centre: Centre, method: str) -> None:
    """Of such a call only the result can be given."""
    call = talking(centre)
    centre.site.advance(60)
    refused(centre, OF_A_CALL[method].format(user=2, call=call), ERROR, f"Call {call} has ended")


OF_A_USER = {
    **{name: path.replace("{call}", "1000") for name, path in OF_A_CALL.items()},
    "getcalls": "getcalls/user/{user}",
    "goready": "goready/user/{user}",
    "dial": "dial/user/{user}/phone/2025550100",
    "campaigns": "campaigns/user/{user}",
    "users": "users/user/{user}",
    "resultcodes": "resultcodes/user/{user}",
    "acdqueues": "acdqueues/user/{user}",
    "leadphones": "leadphones/user/{user}/lead/1",
    "connectcalls": "connectcalls/user/{user}?call1=1&call2=2&resultcode1=A&resultcode2=B",
}


@pytest.mark.parametrize("method", OF_A_USER)
def test_every_method_needs_a_user_who_is_logged_in(centre: Centre, method: str) -> None:
    """User 7 is not; there is no user 99."""
    path = OF_A_USER[method]
    refused(centre, path.format(user=99), ERROR, "There is no user 99")
    refused(centre, path.format(user=7), ERROR, "User 7 is not logged in")
    refused(centre, path.format(user="agent2"), INVALID, "UserID must be an integer")
    answer: Any = centre.send("GET", "/webservices/services/telephony/" + path.format(user=2), cookie="")
    assert (answer.status_code, answer.json()["ResponseDetail"]) == (401, "Invalid or expired token")


@pytest.mark.parametrize("method", OF_A_USER)
def test_the_id_of_a_user_has_32_bits(centre: Centre, method: str) -> None:
    """The largest is unknown; one more is no integer."""
    refused(centre, OF_A_USER[method].format(user=2**31 - 1), ERROR, f"There is no user {2**31 - 1}")
    refused(centre, OF_A_USER[method].format(user=2**31), INVALID, "UserID must be an integer")


@pytest.mark.parametrize(
    ("path", "name", "unknown"),
    [
        ("leadphones/user/2/lead/{}", "LeadID", "There is no lead {}"),
        ("changelead/user/2/call/{call}/leadphone/{}", "LeadPhoneID", "There is no lead phone {}"),
        ("dial/user/3/phone/2025550100?leadid={}", "leadid", "There is no lead {}"),
    ],
)
def test_the_id_of_a_lead_has_64_bits(centre: Centre, path: str, name: str, unknown: str) -> None:
    """The document has a long for it, and so for that of a lead's phone."""
    call = talking(centre)
    refused(centre, path.format(2**63 - 1, call=call), ERROR, unknown.format(2**63 - 1))
    refused(centre, path.format(2**63, call=call), INVALID, f"{name} must be an integer")


@pytest.mark.parametrize("name", ["call1", "call2", "numsales1", "numsales2"])
def test_numbers_of_connect_calls_have_32_bits(centre: Centre, name: str) -> None:
    """Ids of calls and counts alike."""
    sent = {"call1": 1000, "call2": 1001, "resultcode1": "SALE", "resultcode2": "SALE", name: 2**31}
    query = "&".join(f"{key}={value}" for key, value in sent.items())
    refused(centre, f"connectcalls/user/2?{query}", INVALID, f"{name} must be an integer")


@pytest.mark.parametrize("method", OF_A_USER)
def test_every_method_takes_get_alone(centre: Centre, method: str) -> None:
    """Whatever else is sent is not allowed, without a token too."""
    path = "/webservices/services/telephony/" + OF_A_USER[method].format(user=2)
    for verb in ("POST", "PUT", "DELETE", "PATCH"):
        answer = centre.send(verb, path, cookie="")
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET")
        assert answer.json()["ResponseCode"] == 1


@pytest.mark.parametrize("path", ["nothing", "getcalls", "getcalls/user", "getcalls/user/2/3", "campaigns/users/2"])
def test_an_unknown_path_is_answered_with_an_envelope(centre: Centre, path: str) -> None:
    """With the status of the framework's own page."""
    answer = centre.send("GET", f"/webservices/services/telephony/{path}")
    assert (answer.status_code, answer.json()["ResponseDetail"]) == (404, "Nothing is found at this path")
