"""What can be altered: by the ids of the catalogue, a reply as one endpoint says it, or the rules of an endpoint."""

from collections.abc import Collection, Iterator, Sequence

from contract_tests.mutation.declared import watch
from contract_tests.mutation.mutant import Group, Mutant
from contract_tests.mutation.replies import of_reply
from contract_tests.mutation.rules import of_rules
from ringback.apps import MODULES, app


class Targets:
    """The targets of all apps, of some groups of mutants."""

    def __init__(self, groups: Collection[Group]) -> None:
        """Import the apps, each declaration being noted."""
        watch()
        self._groups = groups
        self._endpoints = {endpoint.id: endpoint for name in MODULES for endpoint in app(name).endpoints}
        self._replies = {
            f"{endpoint.id}.{name}": (endpoint, reply)
            for endpoint in self._endpoints.values()
            for name, reply in endpoint.replies.items()
        }

    def named(self, names: Sequence[str]) -> Iterator[str]:
        """The targets of these apps, endpoints or replies, of all when none is named: an endpoint after its replies."""
        for endpoint, declared in self._endpoints.items():
            for target in (*(f"{endpoint}.{reply}" for reply in declared.replies), endpoint):
                if not names or any(target == name or target.startswith(f"{name}.") for name in names):
                    yield target

    def mutants(self, target: str) -> list[Mutant]:
        """The mutants of a target."""
        if target in self._replies:
            found = list(of_reply(*self._replies[target]))
        else:
            found = list(of_rules(self._endpoints[target])) if "rules" in self._groups else []
        return [mutant for mutant in found if mutant.group in self._groups]
