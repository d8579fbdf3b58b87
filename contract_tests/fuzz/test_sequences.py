"""Calls one after the other in one world: as the links of a description lead, and in any order."""

from typing import Any

import pytest
import schemathesis
from hypothesis import given
from hypothesis import strategies as st

from contract_tests.effort import effort
from contract_tests.fuzz.stand import Stand, named_last
from contract_tests.fuzz.test_links import links

# Seconds that pass between two calls.
PAUSES = (0, 0, 0, 1, 60, 3600)


def test_what_a_reply_names_can_be_asked_for(description: schemathesis.BaseSchema, stand: Stand) -> None:
    """Each chain of links, in a world of its own, with good requests and bad ones on the way."""
    if not list(links(description)):
        pytest.skip("its replies are texts: what they name stands within them, where no link can point")

    class Chain(description.as_state_machine()):  # type: ignore[misc]
        def setup(self) -> None:
            stand.rewind()

        def before_call(self, case: schemathesis.Case[Any]) -> None:
            named_last(case)

        def call(self, case: schemathesis.Case[Any], **_: Any) -> schemathesis.Response:
            return stand.ask(case)

        def validate_response(self, response: schemathesis.Response, case: schemathesis.Case[Any], **_: Any) -> None:
            """It has been, when it was asked for."""

    Chain.run(settings=effort(8, steps=6))


def test_calls_in_any_order_are_answered_as_declared(description: schemathesis.BaseSchema, stand: Stand) -> None:
    """While time passes too: what one call makes, others find, change and take away."""

    @effort(6)
    @given(st.lists(st.tuples(description.as_strategy(), st.sampled_from(PAUSES)), min_size=2, max_size=10))
    def play(calls: list[tuple[schemathesis.Case[Any], int]]) -> None:
        stand.rewind()
        for case, pause in calls:
            stand.ask(case)
            stand.pass_time(pause)

    play()
