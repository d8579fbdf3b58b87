"""The door: a path each, by GET and by POST; parameters of query, form and multipart body come together."""

from collections.abc import Iterable, Mapping
from typing import Any

from ringback.contract import Endpoint, Request
from ringback.contract.door import Entry, Finder
from ringback.wire.forms import Upload

METHODS = ("GET", "POST", "HEAD")


class Repeated(str):
    """A parameter that was sent several times: it reads as the first, and `values` are all of them."""

    values: tuple[str, ...] = ()


def parameters(request: Request) -> dict[str, object]:
    """Every parameter of a request by its name, which is case sensitive; of repeated ones the first counts."""
    found: dict[str, list[str | Upload]] = {}
    for name, value in request.pairs:
        found.setdefault(name, []).append(value)
    return {name: _joined(values) for name, values in found.items()}


def _joined(values: list[str | Upload]) -> str | Upload:
    texts = tuple(value for value in values if isinstance(value, str))
    first = values[0]
    if len(texts) < 2 or not isinstance(first, str):
        return first
    several = Repeated(first)
    several.values = texts
    return several


class ServletDoor:
    """Paths as a servlet container has them; an endpoint with `otherwise` answers what nothing else does.

    Several endpoints may share a path: the parameter `function` then says which is meant, and the first of them answers
    when none is.
    """

    def name(self, endpoint: type[Endpoint[Any]]) -> str:
        """The class's name."""
        return endpoint.__name__

    def describe(self, endpoint: type[Endpoint[Any]]) -> dict[str, str]:
        """POST (GET is taken too) and the path, with the values of `function` where it tells endpoints apart."""
        address = endpoint.address or {}
        described = {"method": address.get("method", "POST"), "path": address["path"]}
        return {**described, "function": address["function"]} if "function" in address else described

    def finder(self, endpoints: Iterable[type[Endpoint[Any]]]) -> Finder:
        """Find by path, then by function."""
        paths: dict[str, dict[str, type[Endpoint[Any]]]] = {}
        otherwise: dict[str, type[Endpoint[Any]]] = {}
        for endpoint in endpoints:
            address = endpoint.address or {}
            if "otherwise" in address:
                otherwise[address["otherwise"]] = endpoint
            else:
                named = paths.setdefault(address["path"], {"": endpoint})
                named[address.get("function", "")] = endpoint
        return Paths(paths, otherwise).find


class Paths:
    """The endpoints by path and function, and those that answer other paths and methods."""

    def __init__(
        self, paths: Mapping[str, Mapping[str, type[Endpoint[Any]]]], otherwise: Mapping[str, type[Endpoint[Any]]]
    ) -> None:
        """Keep the tables."""
        self.paths = paths
        self.otherwise = otherwise

    def find(self, request: Request) -> Entry | None:
        """Who answers a request, with every parameter it has."""
        named = self.paths.get(request.path)
        if named is None or request.method not in METHODS:
            other = self.otherwise.get("path" if named is None else "method")
            return Entry(other, {}) if other is not None else None
        inputs = parameters(request)
        if len(named) == 1:
            return Entry(named[""], inputs)
        return Entry(named.get(str(inputs.get("function", "")), named[""]), inputs)
