"""The OpenAPI documents of the five apps: valid, complete, and with requests that the handbook answers."""

from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import httpx
import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from contract_tests.conftest import Site
from ringback.apps import MODULES, app
from ringback.contract.catalogue import catalogue
from ringback.publish.openapi import openapi

FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
XML, JSON = "application/xml", "application/json"
LOGIN = "/webservices/services/apitoken/login/demo"

# Examples that no request alone can have answered well: what they name comes from a call before, or nothing is there.
CHAINED = {
    "maxcontact-agent.Hangup",
    "maxcontact-agent.Dispose",
    "maxcontact-agent.Hold",
    "maxcontact-agent.Retrieve",
    "maxcontact-agent.StopRecording",
    "maxcontact-agent.StartRecording",
    "maxcontact-agent.ChangeLeadPhone",
    "maxcontact-agent.CreateNewLead",
    "maxcontact-agent.ConnectCalls",
    "cisco.UpdateCallback",
    "cisco.UpdateCallbackAsPrinted",
    "cisco.GetAsyncRequestStatus",
    "dialer360.update_phone_alias",
}
# What is closed unless the world is set up for it, and what answers paths and methods that are none.
REFUSING = {"LoginByPath", "UnknownPath", "UnknownMethod", "UnknownVerb", "OtherMethod"}


@cache
def described(name: str) -> dict[str, Any]:
    """The document of an app."""
    return openapi(app(name), "1.0")


def operations(name: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method and operation."""
    for path, item in described(name)["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def shown(response: dict[str, Any]) -> dict[str, Any]:
    """The replies of a status by their ids: those with a body are examples, the others are listed beside."""
    contents = response.get("content", {}).values()
    return {
        **response.get("x-without-body", {}),
        **{id: one for each in contents for id, one in each["examples"].items()},
    }


@cache
def declared(name: str) -> list[dict[str, Any]]:
    """The endpoints of an app in the catalogue."""
    endpoints: list[dict[str, Any]] = catalogue([app(name)])["apps"][name]
    return endpoints


every_app = pytest.mark.parametrize("name", MODULES)


@every_app
def test_the_document_is_valid(name: str) -> None:
    """As the specification of OpenAPI 3.1 has it."""
    assert [error.message for error in OpenAPIV31SpecValidator(described(name)).iter_errors()] == []


@every_app
def test_the_document_is_the_same_each_time(name: str) -> None:
    """It depends on nothing but the catalogue."""
    assert openapi(app(name), "1.0") == described(name)


@every_app
def test_every_reply_is_an_example_under_its_status(name: str) -> None:
    """Every declared reply and no other, by its id, with its source."""
    found = {
        (example, status)
        for _, _, operation in operations(name)
        for status, response in operation["responses"].items()
        for example in shown(response)
    }
    assert found == {(reply["id"], str(reply["status"])) for one in declared(name) for reply in one["replies"]}


@every_app
def test_every_example_of_a_reply_names_its_source(name: str) -> None:
    """The place in the document and the grade."""
    sources = {
        reply["id"]: f"{reply['source']}; {reply['grade']}" for one in declared(name) for reply in one["replies"]
    }
    for _, _, operation in operations(name):
        for response in operation["responses"].values():
            for example, said in shown(response).items():
                assert said["summary"] == sources[example]


@every_app
def test_examples_of_replies_fit_their_schema(name: str) -> None:
    """What is said of a body holds for all the bodies that are shown; XML is shown as it is written."""
    for path, _, operation in operations(name):
        for response in operation["responses"].values():
            for media, content in response.get("content", {}).items():
                if not media.startswith(XML):
                    schema = Draft202012Validator(content["schema"])
                    for example, said in content["examples"].items():
                        assert schema.is_valid(said["value"]), (path, example, said["value"])


def test_a_reply_without_a_body_has_no_content() -> None:
    """There is no media type for it to stand under."""
    campaign = described("cisco")["paths"]["/unifiedconfig/config/campaign"]["post"]["responses"]
    assert "content" not in campaign["201"]
    assert set(campaign["201"]["x-without-body"]) == {"cisco.CreateCampaign.created"}
    assert set(campaign["401"]["x-without-body"]) == {"cisco.CreateCampaign.unauthorized"}
    for name in MODULES:
        for path, _, operation in operations(name):
            for response in operation["responses"].values():
                assert "*/*" not in response.get("content", {}), path


@every_app
def test_examples_of_requests_fit_their_schema(name: str) -> None:
    """A parameter's, and a body's as far as it is no XML, which is shown as it is written."""
    for path, _, operation in operations(name):
        shown = [
            (one["schema"], example)
            for one in operation.get("parameters", ())
            for example in [*([one["example"]] if "example" in one else ()), *values(one.get("examples", {}))]
        ]
        for media, content in operation.get("requestBody", {}).get("content", {}).items():
            shown += [(content["schema"], example) for example in values(content["examples"]) if media != XML]
        for schema, example in shown:
            validator = Draft202012Validator({**schema, "components": described(name)["components"]})
            assert [error.message for error in validator.iter_errors(example)] == [], path


def values(examples: dict[str, Any]) -> list[Any]:
    """What is shown under names."""
    return [one["value"] for one in examples.values()]


@every_app
def test_every_operation_is_told_apart(name: str) -> None:
    """No two have one id."""
    ids = [operation["operationId"] for _, _, operation in operations(name)]
    assert len(ids) == len(set(ids))


@every_app
def test_credentials_in_headers_are_security_schemes_and_no_parameters(name: str) -> None:
    """OpenAPI ignores parameters of such names; a call names its schemes instead, and they are there."""
    schemes = described(name)["components"]["securitySchemes"]
    for path, _, operation in operations(name):
        for way in operation.get("security", ()):
            assert schemes.keys() >= way.keys(), path
        for parameter in operation.get("parameters", ()):
            assert parameter["name"].lower() not in ("authorization", "cookie", "accept"), path


@pytest.mark.parametrize(
    ("name", "schemes"),
    [
        ("tcn", {"username": "demo", "password": "demo", "client_id": "1001", "clientSid": "1001"}),
        ("cisco", {"basic": "administrator@demo.local:demo"}),
        ("dialer360", {"user": "6666", "pass": "1234"}),
        ("maxcontact-agent", {"password": "ZGVtbw=="}),
        ("maxcontact-management", {"password": "ZGVtbw=="}),
    ],
)
def test_security_schemes_have_examples_that_work(name: str, schemes: dict[str, str]) -> None:
    """Those of the handbook's accounts."""
    found = described(name)["components"]["securitySchemes"]
    assert {one: found[one]["x-example"] for one in schemes} == schemes


def test_calls_of_a_token_take_it_as_a_cookie() -> None:
    """And to get one takes the password, as a header."""
    paths = described("maxcontact-management")["paths"]
    assert paths["/webservices/services/management/campaigns"]["get"]["security"] == [{"token": []}]
    assert paths["/webservices/services/apitoken/login/{login}"]["get"]["security"] == [{"password": []}]
    token = described("maxcontact-management")["components"]["securitySchemes"]["token"]
    assert (token["type"], token["in"], token["name"]) == ("apiKey", "cookie", "TokenKey")


def test_credentials_of_a_form_may_stand_in_it() -> None:
    """So the scheme, which can only be that of a query, is not asked for."""
    operation = described("tcn")["paths"]["/backoffice/RemoteAgentSkillsList"]["post"]
    assert operation["security"] == [{"username": [], "password": []}, {}]
    schema = operation["requestBody"]["content"][FORM]["schema"]
    assert schema["required"] == ["username", "password"]


@pytest.mark.parametrize(
    ("name", "path", "method"),
    [
        ("cisco", "/unifiedconfig/config/campaign", "post"),
        ("maxcontact-management", "/webservices/services/management/campaigns", "post"),
    ],
)
def test_bodies_and_replies_are_shown_in_xml_and_in_json(name: str, path: str, method: str) -> None:
    """Where the client may choose."""
    operation = described(name)["paths"][path][method]
    assert set(operation["requestBody"]["content"]) == {XML, JSON}
    for status, response in operation["responses"].items():
        kinds = {media.partition(";")[0] for media in response.get("content", ())}
        assert kinds == ({XML, JSON} if "x-without-body" not in response else set()), status


def test_a_file_is_sent_beside_the_parameters() -> None:
    """What stands in the header of the file is said with it; where no file need be sent, a form will do."""
    paths = described("tcn")["paths"]
    upload = paths["/backoffice/FtpReceptionServlet"]["post"]["requestBody"]["content"]
    assert set(upload) == {MULTIPART}
    assert set(upload[MULTIPART]["schema"]["properties"]) == {"file"}
    assert (
        "- file.1.import_template_number (required)" in upload[MULTIPART]["schema"]["properties"]["file"]["description"]
    )
    assert set(paths["/backoffice/RemoteDNCLAdd"]["post"]["requestBody"]["content"]) == {FORM, MULTIPART}


def test_one_door_is_described_by_a_discriminator() -> None:
    """The parameter `function` says which of the functions is meant."""
    document = described("dialer360")
    operation = document["paths"]["/adminpanel/api.php"]["get"]
    (query,) = operation["parameters"]
    discriminator = query["schema"]["discriminator"]
    functions = [one["function"] for one in declared("dialer360") if one["function"]]
    assert (operation["operationId"], discriminator["propertyName"]) == ("dialer360", "function")
    assert list(discriminator["mapping"]) == functions
    for function, reference in discriminator["mapping"].items():
        schema = document["components"]["schemas"][reference.rpartition("/")[2]]
        assert schema["properties"]["function"] == {"const": function}


def test_several_endpoints_at_a_path_are_told_apart_in_the_form() -> None:
    """Where the parameter that names them is sent."""
    operation = described("tcn")["paths"]["/backoffice/AgentAcctMgmt"]["post"]
    schema = operation["requestBody"]["content"][MULTIPART]["schema"]
    assert list(schema["discriminator"]["mapping"]) == ["list", "addOrUpdate", "delete"]
    assert "parameters" not in operation


@pytest.mark.parametrize(
    ("name", "path", "status", "target", "link"),
    [
        (
            "cisco",
            "/unifiedconfig/config/campaign",
            "201",
            "GetCampaign",
            {"operationId": "cisco.GetCampaign", "parameters": {"id": "$response.header.Location"}},
        ),
        (
            "maxcontact-management",
            "/webservices/services/management/campaigns",
            "200",
            "UpdateCampaign",
            {
                "operationId": "maxcontact-management.UpdateCampaign",
                "parameters": {"campaignId": "$response.body#/Data/Id"},
            },
        ),
        (
            "tcn",
            "/backoffice/FtpReceptionServlet",
            "200",
            "BroadcastStatusList",
            {"operationId": "tcn.BroadcastStatusList", "requestBody": {"taskSid": "$response.body"}},
        ),
    ],
)
def test_what_is_made_is_linked_to_what_can_be_done_with_it(
    name: str, path: str, status: str, target: str, link: dict[str, Any]
) -> None:
    """Created, then got, changed, looked at."""
    found = described(name)["paths"][path]["post"]["responses"][status]["links"][target]
    assert {**found, **link} == found


def test_a_call_that_is_dialled_is_linked_to_what_can_be_done_with_it() -> None:
    """The other calls of the API take its id."""
    path = "/webservices/services/telephony/dial/user/{UserID}/phone/{PhoneNum}"
    links = described("maxcontact-agent")["paths"][path]["get"]["responses"]["200"]["links"]
    assert links["Hangup"]["parameters"] == {"path.CallID": "$response.body#/Data/CallId"}


def test_links_lead_to_operations_that_are_there() -> None:
    """By their ids, and to parameters that they have."""
    for name in MODULES:
        known = {operation["operationId"]: operation for _, _, operation in operations(name)}
        for _, _, operation in operations(name):
            for response in operation["responses"].values():
                for link in response.get("links", {}).values():
                    parameters = {one["name"] for one in known[link["operationId"]].get("parameters", ())}
                    assert parameters.issuperset(one.rpartition(".")[2] for one in link.get("parameters", {}))


class Call(NamedTuple):
    """An example of a request: of which endpoint, in which media type, and what is sent."""

    endpoint: str
    media: str
    content: Any


def calls(operation: dict[str, Any]) -> Iterator[Call]:
    """The examples of an operation's requests."""
    query = next((one for one in operation.get("parameters", ()) if "examples" in one), None)
    if query is not None:
        for endpoint, example in query["examples"].items():
            yield Call(endpoint, "query", example["value"])
    elif "requestBody" not in operation:
        yield Call(operation["operationId"], "", None)
    else:
        for media, content in operation["requestBody"]["content"].items():
            for endpoint, example in content["examples"].items():
                yield Call(endpoint, media, example["value"])


def sent(site: Site, path: str, method: str, operation: dict[str, Any], call: Call) -> httpx.Response:
    """What the world answers an example, with the credentials that the document gives."""
    parameters = [one for one in operation.get("parameters", ()) if "example" in one]
    for one in parameters:
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", str(one["example"]))
    query = {one["name"]: str(one["example"]) for one in parameters if one["in"] == "query"}
    if call.media == "query":
        query |= call.content
    name = call.endpoint.partition(".")[0]
    headers, signed = credentials(site, name, operation)
    body = bodies(call, headers)
    if not body:
        query |= signed
    url = f"{site.url}{path}"
    return site.client.request(method.upper(), url, params=query, headers=headers, **body)


def credentials(site: Site, name: str, operation: dict[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """The headers and the parameters of the first way to sign in."""
    headers: dict[str, str] = {}
    query: dict[str, str] = {}
    for one in next(iter(operation.get("security", ())), {}):
        scheme = described(name)["components"]["securitySchemes"][one]
        if one == "token":
            granted = site.client.get(f"{site.url}{LOGIN}", headers={"Authorization": "ZGVtbw==", "Accept": JSON})
            headers["Cookie"] = f"{scheme['name']}={granted.json()['TokenKey']}"
        elif scheme["type"] == "http":
            headers["Authorization"] = f"Basic {b64encode(scheme['x-example'].encode()).decode()}"
        elif scheme["in"] == "header":
            headers[scheme["name"]] = scheme["x-example"]
        else:
            query[scheme["name"]] = scheme["x-example"]
    return headers, query


def bodies(call: Call, headers: dict[str, str]) -> dict[str, Any]:
    """The body as httpx sends it."""
    if call.media == MULTIPART:
        return {"files": {name: ("f.txt" if name == "file" else None, text) for name, text in call.content.items()}}
    if call.media == XML:
        headers["Content-Type"] = XML
    return {FORM: {"data": call.content}, JSON: {"json": call.content}, XML: {"content": call.content}}.get(
        call.media, {}
    )


@every_app
def test_examples_of_requests_succeed_on_the_handbook(name: str, dialer360: Site) -> None:
    """Each as the document shows it, in a world that nothing else was asked of."""
    kinds = {reply["id"]: reply["kind"] for other in MODULES for one in declared(other) for reply in one["replies"]}
    refused = set()
    for path, method, operation in operations(name):
        for call in calls(operation):
            dialer360.control.post(f"worlds/{dialer360.world}/reset").raise_for_status()
            reply = sent(dialer360, path, method, operation, call).headers["Ringback-Reply"]
            assert not reply.endswith((".bad_login", ".unauthorized", ".bad_token")), call
            if kinds[reply] != "success":
                refused.add(call.endpoint)
    expected = {one["id"] for one in declared(name) if one["id"].rpartition(".")[2] in REFUSING}
    assert refused == expected | {one for one in CHAINED if one.startswith(f"{name}.")}
