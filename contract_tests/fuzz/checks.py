"""What must hold of every answer, whatever was asked: it is one that the description of the operation declares."""

from typing import Any
from xml.etree.ElementTree import fromstring

import schemathesis
from schemathesis import Case, CheckContext, DeserializationContext, Response

from contract_tests.fuzz import in_xml

# The built-in checks that hold of every answer; others expect of refusals a status that not all vendors give them.
BUILT_IN = (
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)


@schemathesis.deserializer("text/*")
def _text(_: DeserializationContext, response: Response) -> str:
    return response.content.decode("utf-8")


@schemathesis.deserializer("application/xml")
def _xml(context: DeserializationContext, response: Response) -> Any:
    """What the document holds, as the description has it; what is no XML is refused here."""
    said = context.operation.definition.raw["responses"].get(str(response.status_code), {})
    content = said.get("content", {}).get(_header(response, "content-type"), {})
    return in_xml.value(response.content, content.get("schema", {"type": "object"}))


def declared_reply(_: CheckContext, response: Response, case: Case[Any]) -> None:
    """The answer says which declared reply it is, and the description has it under its status and its type."""
    name = reply(response)
    assert name, f"no declared reply: {response.status_code} {response.content[:300]!r}"
    assert name in _declared(case, response), (
        f"{name} is not declared for {case.operation.label} with {response.status_code} "
        f"{_header(response, 'content-type')!r}: {response.content[:300]!r}"
    )


def no_defect(_: CheckContext, response: Response, case: Case[Any]) -> None:
    """Neither an error of the server that the description does not declare, nor a defect of Ringback's own."""
    if response.status_code >= 500:
        assert str(response.status_code) in case.operation.definition.raw["responses"], response.content[:300]
    assert b'"code": "defect"' not in response.content
    assert b'"code":"defect"' not in response.content


def named_root(_: CheckContext, response: Response, case: Case[Any]) -> None:
    """A document in XML has the root that its schema names."""
    media = _header(response, "content-type")
    if media.startswith("application/xml"):
        contents = [one.get("content", {}).get(media, {}) for one in _said(case, response.status_code)]
        roots = {name for one in contents if one for name in in_xml.roots(one["schema"])}
        assert "" in roots or fromstring(response.content).tag in roots, response.content[:300]


OWN: list[schemathesis.CheckFunction] = [no_defect, declared_reply, named_root]


def reply(response: Response) -> str:
    """The id of the reply that an answer says it is; blank for none."""
    return _header(response, "ringback-reply")


def _header(response: Response, name: str) -> str:
    return ", ".join(response.headers.get(name, []))


def _said(case: Case[Any], status: int) -> list[dict[str, Any]]:
    """What is said of a status: by the operation, or for a method that it has not got, by any other one."""
    operation = case.operation
    if case.method.lower() == operation.method.lower():
        operations = [operation.definition.raw]
    else:
        operations = [one for item in operation.schema.raw_schema["paths"].values() for one in item.values()]
    return [one["responses"].get(str(status), {}) for one in operations]


def _declared(case: Case[Any], response: Response) -> set[str]:
    """The ids of the replies that the description has under a status and a type, or with no body."""
    said = _said(case, response.status_code)
    media = _header(response, "content-type")
    if not media:
        return {name for one in said for name in one.get("x-without-body", {}) if not response.content}
    return {name for one in said for name in one.get("content", {}).get(media, {}).get("examples", {})}
