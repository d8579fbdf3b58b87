"""What a description says leads on does: a reply's links, each followed with what the reply holds."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import schemathesis
from schemathesis.generation.hypothesis.examples import generate_one

from contract_tests.fuzz.checks import reply
from contract_tests.fuzz.stand import JSON, Stand
from contract_tests.fuzz.test_operations import operations
from ringback.apps import app
from ringback.contract.catalogue import catalogue

# What cannot be done at once with what was made: each needs that something else has been done or has happened.
LATER = {
    "GetContact",  # that contacts were imported into the campaign
    "BroadcastRecordingsList",  # that a call of the broadcast was recorded
    "Hold",  # that the call was answered
    "Retrieve",  # that the call is on hold
    "DisassociateList",  # that the list was associated
    "DisassociateTeam",  # that the team was associated
    "DisassociateUser",  # that the user was put into the team
}

Case = schemathesis.Case[Any]
Operation = schemathesis.APIOperation[Any, Any, Any, Any]


class Link(NamedTuple):
    """A link of a reply: from which operation and status, to which operation, with what."""

    origin: Operation
    status: str
    name: str
    target: Operation
    said: dict[str, Any]


def test_each_link_of_a_reply_leads_to_a_success(description: schemathesis.BaseSchema, stand: Stand) -> None:
    """When all that the reply does not hold is as the example of the linked operation has it."""
    endpoints = catalogue([app(stand.app)])["apps"][stand.app]
    good = {said["id"] for one in endpoints for said in one["replies"] if said["kind"] == "success"}
    refused = {link.name for link in links(description) if good.isdisjoint(followed(stand, link, good))}
    later = {name for name in LATER if f"{stand.app}.{name}" in {one["id"] for one in endpoints}}
    # In a demo more has happened already.
    assert refused == later if stand.scenario == "handbook" else refused <= later


def links(description: schemathesis.BaseSchema) -> Iterator[Link]:
    """All links of a description."""
    known = {one.definition.raw["operationId"]: one for one in operations(description)}
    for origin in known.values():
        for status, response in origin.definition.raw["responses"].items():
            for name, said in response.get("links", {}).items():
                yield Link(origin, status, name, known[said["operationId"]], said)


def cases(operation: Operation) -> list[Case]:
    """The examples of an operation; of one that takes nothing, the plain request."""
    strategies = operation.get_strategies_from_examples() or [operation.as_strategy()]
    return [generate_one(strategy) for strategy in strategies]


def followed(stand: Stand, link: Link, good: set[str]) -> Iterator[str]:
    """The replies that are met when what an example makes is asked for, each in a world of its own."""
    for origin, target in ((origin, target) for target in cases(link.target) for origin in cases(link.origin)):
        stand.rewind()
        if link.status == "202":
            origin.query["async"] = "true"
        response = stand.ask(origin, JSON)
        if str(response.status_code) == link.status and reply(response) in good:
            alike(target, origin)
            yield reply(stand.ask(filled(target, link.said, response), JSON))


def alike(target: Case, origin: Case) -> None:
    """Leave as it was what both requests say: the example of a change is of an item that has its name already."""
    if isinstance(target.body, dict) and isinstance(origin.body, dict):
        target.body.update({name: origin.body[name] for name in target.body if name in origin.body})


def filled(target: Case, said: dict[str, Any], response: schemathesis.Response) -> Case:
    """The case with what a reply holds in the places that the link names."""
    for place, expression in said.get("parameters", {}).items():
        where, _, name = place.rpartition(".")
        held = {"query": target.query, "header": target.headers}.get(where, target.path_parameters)
        held[name] = value(expression, response)
    for name, expression in said.get("requestBody", {}).items():
        assert isinstance(target.body, dict)
        target.body[name] = value(expression, response)
    return target


def value(expression: str, response: schemathesis.Response) -> str:
    """What an expression stands for; of a Location, what follows the last slash, as the links note."""
    if expression.startswith("$response.header."):
        return response.headers[expression.rpartition(".")[2].lower()][0].rpartition("/")[2]
    _, _, pointer = expression.partition("#/")
    if not pointer:
        return response.text.strip()
    held = response.json()
    for name in pointer.split("/"):
        held = held[int(name)] if isinstance(held, list) else held[name]
    return str(held)
