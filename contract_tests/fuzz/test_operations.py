"""Every operation of every description: asked with its examples, at its boundaries, and with what is made up."""

from typing import Any

import pytest
import schemathesis
from schemathesis.core.result import Ok
from schemathesis.generation.hypothesis.builder import HypothesisTestConfig, HypothesisTestMode, create_test

from contract_tests.effort import effort
from contract_tests.fuzz.conftest import SEED
from contract_tests.fuzz.stand import Stand

# Requests that are made up for each endpoint, good ones and bad ones.
MADE_UP = 2


@pytest.mark.parametrize("mode", HypothesisTestMode)
def test_every_answer_is_one_that_the_description_declares(
    description: schemathesis.BaseSchema, stand: Stand, mode: HypothesisTestMode
) -> None:
    """To good requests and to bad ones, each from the same moment: no defect, no other status, type, shape or reply."""

    def ask(case: schemathesis.Case[Any]) -> None:
        if stand.takes(case):
            stand.rewind()
            stand.ask(case)

    failures: list[Exception] = []
    for operation in operations(description):
        config = HypothesisTestConfig(
            project=description.config, modes=[mode], settings=effort(MADE_UP * endpoints(operation)), seed=SEED
        )
        try:
            create_test(operation=operation, test_func=ask, config=config)()
        except Exception as failure:
            failures.append(failure)
    if failures:
        raise ExceptionGroup(f"{len(failures)} operations answer as they do not declare", failures)


def operations(description: schemathesis.BaseSchema) -> list[schemathesis.APIOperation[Any, Any, Any, Any]]:
    """All operations, all of them readable."""
    found = list(description.get_all_operations())
    assert all(isinstance(one, Ok) for one in found)
    return [one.ok() for one in found if isinstance(one, Ok)]


def endpoints(operation: schemathesis.APIOperation[Any, Any, Any, Any]) -> int:
    """How many endpoints are behind an operation."""
    said = operation.definition.raw["responses"].values()
    contents = [content for one in said for content in one.get("content", {}).values()]
    return len({reply.rpartition(".")[0] for content in contents for reply in content["examples"]}) or 1
