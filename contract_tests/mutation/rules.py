"""The mutants of an endpoint's rules: two checks in the other order, a field that may be missing, a bound moved."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from functools import partial
from typing import Any

from contract_tests.mutation.mutant import Mutant
from contract_tests.mutation.replies import PROFILES
from ringback.contract import Endpoint, Field

Step = tuple[str, Field[Any] | None]


def of_rules(endpoint: type[Endpoint[Any]]) -> Iterator[Mutant]:
    """Every mutant of an endpoint's rules."""
    steps = endpoint.steps
    for place in range(len(steps) - 1):
        swapped = (*steps[:place], steps[place + 1], steps[place], *steps[place + 2 :])
        names = f"{steps[place + 1][0]} before {steps[place][0]}"
        yield _mutant(endpoint, names, steps=swapped)
    for name, field in endpoint.fields.items():
        if field.missing is not None and any(step == name for step, _ in steps):
            yield _with_field(endpoint, f"{name} may be missing", field, missing=None)
        for attribute, value, moved in _bounds(field):
            yield _with_field(endpoint, f"{name}: {attribute} {value} → {moved}", field, **{attribute: moved})


def _bounds(field: Field[Any]) -> Iterator[tuple[str, Any, Any]]:
    """A field's numbers, each moved by one."""
    for attribute, value in vars(field).items():
        if attribute == "default":
            continue
        if isinstance(value, int) and not isinstance(value, bool):
            yield attribute, value, value + 1
        elif isinstance(value, tuple) and value and all(isinstance(one, int) for one in value):
            for place, one in enumerate(value):
                yield attribute, value, (*value[:place], one + 1, *value[place + 1 :])


def _with_field(endpoint: type[Endpoint[Any]], what: str, field: Field[Any], **changes: Any) -> Mutant:
    altered = copy(field)
    vars(altered).update(changes)
    steps = tuple((name, altered if step is field else step) for name, step in endpoint.steps)
    fields = {name: altered if held is field else held for name, held in endpoint.fields.items()}
    return _mutant(endpoint, what, steps=steps, fields=fields, **{field.name: altered})


def _mutant(endpoint: type[Endpoint[Any]], what: str, *, steps: tuple[Step, ...], **changes: Any) -> Mutant:
    # The steps as they are shown, and as a call takes them.
    taken = tuple((name, field, getattr(endpoint, name) if field is None else field.refusal) for name, field in steps)
    altered = {**changes, "steps": steps, "_taken": taken}
    return Mutant(endpoint.id, "rules", what, PROFILES, partial(_applied, endpoint, altered))


@contextmanager
def _applied(endpoint: type[Endpoint[Any]], changes: Mapping[str, Any]) -> Iterator[None]:
    own = {name: vars(endpoint)[name] for name in changes if name in vars(endpoint)}
    for name, value in changes.items():
        setattr(endpoint, name, value)
    try:
        yield
    finally:
        for name in changes:
            if name in own:
                setattr(endpoint, name, own[name])
            else:
                delattr(endpoint, name)
