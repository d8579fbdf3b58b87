"""The API's description in OpenAPI: what it says of replies must be true of them."""

from typing import Any

from jsonschema import Draft202012Validator

from contract_tests.conftest import Running


def expressions(link: dict[str, Any]) -> list[str]:
    """Where a link takes its values from."""
    values = {**link.get("parameters", {}), **link.get("requestBody", {})}
    return [str(value) for value in values.values()]


def test_links_take_ids_from_bodies_as_they_are(handbook_server: Running) -> None:
    """From a member of a JSON body, or from a text that is the id itself, as uploads answer it."""
    paths = handbook_server.control.get("openapi/tcn.json").json()["paths"]
    seen: dict[str, set[bool]] = {}
    for path, operations in paths.items():
        for reply in operations["post"]["responses"].values() if "post" in operations else ():
            for link in reply.get("links", {}).values():
                by_member = {"#" in expression for expression in expressions(link)}
                assert by_member == {"application/json" in reply["content"]}, path
                seen.setdefault(path.rpartition("/")[2], set()).update(by_member)
    assert (seen["SmsSchedule"], seen["SmsScheduleWithFile"], seen["EmailScheduleWithFile"]) == (
        {True},
        {False},
        {False},
    )


def test_an_agent_without_a_call_has_no_id_of_one(handbook_server: Running) -> None:
    """The reply says null then, and so does the description."""
    paths = handbook_server.control.get("openapi/tcn.json").json()["paths"]
    schema = paths["/backoffice/AgentRecordingCtrl"]["post"]["responses"]["200"]["content"]["application/json"][
        "schema"
    ]
    said = {"agentSid": 3001, "function": "get", "recordingStatus": "NOT RECORDING"}
    validator = Draft202012Validator(schema)
    assert [validator.is_valid({"resultDetail": {**said, "callSid": call}}) for call in (None, 700010, "x")] == [
        True,
        True,
        False,
    ]
