"""Steps that tests of the telephony methods share."""

from contract_tests.maxcontact_agent.centre import CONNECTED, Centre

ERROR, INVALID = 1, 2


def refused(centre: Centre, path: str, code: int, detail: str) -> None:
    """The method refuses, with that code and that detail, and without data."""
    assert centre.telephony(path) == {
        "Success": False,
        "Data": None,
        "ResponseCode": code,
        "ResponseDetail": detail,
    }


def talking(centre: Centre, user: int = 2, number: str = "2025550100") -> int:
    """Let a user dial a number that answers; the id of the call."""
    call = centre.dial(user, number)
    centre.site.advance(6)
    assert {one["CallId"]: one["CallState"] for one in centre.calls(user)}[call["CallId"]] == CONNECTED
    return int(call["CallId"])
