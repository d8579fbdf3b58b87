"""Values that the scenario knows, from the examples of a description: what is drawn at random finds no row."""

from collections.abc import Iterator
from typing import Any

import schemathesis
from hypothesis import strategies as st

# Of ten values for which there are familiar ones, as many are one of those.
OFTEN = 7

Values = dict[str, list[Any]]


def familiar(description: dict[str, Any]) -> Values:
    """The values of the examples of requests, and those by which the scheme of a credential says what works."""
    found: Values = {}
    for name, value in _named(description):
        if value not in found.setdefault(name, []):
            found[name].append(value)
    return found


def _named(description: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for scheme in description["components"].get("securitySchemes", {}).values():
        if "x-example" in scheme and "name" in scheme:
            yield scheme["name"], scheme["x-example"]
    for item in description["paths"].values():
        for operation in item.values():
            for parameter in operation.get("parameters", ()):
                if "example" in parameter:
                    yield parameter["name"], parameter["example"]
                for example in parameter.get("examples", {}).values():
                    yield from _members(example["value"])
            for content in operation.get("requestBody", {}).get("content", {}).values():
                for example in content["examples"].values():
                    yield from _members(example["value"])


def _members(value: object) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, member in value.items():
            yield name, member
            yield from _members(member)


def acquaint(schema: schemathesis.BaseSchema, values: Values) -> None:
    """Have what is generated for an API name known things more often than not."""

    def known(_: schemathesis.HookContext, drawn: Any) -> st.SearchStrategy[Any]:
        names = [name for name in drawn if name in values] if isinstance(drawn, dict) else []
        if not names:
            return st.just(drawn)
        return st.tuples(*(_either(drawn[name], values[name]) for name in names)).map(
            lambda chosen: {**drawn, **dict(zip(names, chosen, strict=True))}
        )

    for part in ("path_parameters", "query", "body"):
        schema.hooks.register_hook_with_name(known, f"flatmap_{part}")


def _either(drawn: object, known: list[Any]) -> st.SearchStrategy[Any]:
    return st.integers(1, 10).flatmap(lambda one: st.sampled_from(known) if one <= OFTEN else st.just(drawn))
