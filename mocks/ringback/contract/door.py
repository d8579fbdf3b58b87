"""Doors: how a request names an endpoint."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from ringback.contract.request import Request

if TYPE_CHECKING:
    from ringback.contract.endpoint import Endpoint


class Entry(NamedTuple):
    """Who answers a request, and the raw values of its fields."""

    endpoint: "type[Endpoint[Any]]"
    inputs: Mapping[str, object]


Finder = Callable[[Request], Entry | None]


class Door(Protocol):
    """How one vendor's requests name their endpoint."""

    def name(self, endpoint: "type[Endpoint[Any]]") -> str:
        """The endpoint's name within its app."""

    def describe(self, endpoint: "type[Endpoint[Any]]") -> dict[str, str]:
        """Method, path and what else a client needs to call it, for the catalogue."""

    def finder(self, endpoints: "Iterable[type[Endpoint[Any]]]") -> Finder:
        """A function that finds the endpoint of a request, or None."""


def query_over_form(request: Request) -> Mapping[str, object]:
    """Query and form parameters together; one that the query names is not looked for in the form."""
    form = request.form
    if not request.raw_query:
        return form
    return {**form, **request.query} if form else request.query


class FunctionDoor:
    """One path for all: a parameter names the endpoint; the endpoint whose name is empty answers unknown ones."""

    def __init__(self, paths: tuple[str, ...], parameter: str, clean: Callable[[str], str]) -> None:
        """Open at `paths`, the first being the documented one; `clean` normalises the parameter's value."""
        self.paths = paths
        self.parameter = parameter
        self.clean = clean

    def name(self, endpoint: "type[Endpoint[Any]]") -> str:
        """The value of the parameter, or the class's name for the endpoint that answers unknown ones."""
        return (endpoint.address or {})[self.parameter] or endpoint.__name__

    def describe(self, endpoint: "type[Endpoint[Any]]") -> dict[str, str]:
        """GET (POST is taken too) at the one path, with the parameter's value."""
        value = (endpoint.address or {})[self.parameter]
        return {"method": "GET", "path": self.paths[0], self.parameter: value}

    def finder(self, endpoints: "Iterable[type[Endpoint[Any]]]") -> Finder:
        """Find by the parameter at any of the paths."""
        named = {(endpoint.address or {})[self.parameter]: endpoint for endpoint in endpoints}
        other, paths, parameter, clean = named[""], frozenset(self.paths), self.parameter, self.clean

        def find(request: Request) -> Entry | None:
            if request.path not in paths:
                return None
            inputs = query_over_form(request)
            return Entry(named.get(clean(str(inputs.get(parameter, ""))), other), inputs)

        return find


class PathDoor:
    """A method and a path each; parts of a path written `{like_this}` become fields of that name."""

    def __init__(self, read: Callable[[Request], Mapping[str, object]] = query_over_form) -> None:
        """`read` gives the raw values of a request's fields."""
        self.read = read

    def name(self, endpoint: "type[Endpoint[Any]]") -> str:
        """The class's name."""
        return endpoint.__name__

    def describe(self, endpoint: "type[Endpoint[Any]]") -> dict[str, str]:
        """Method (POST unless declared) and path."""
        address = endpoint.address or {}
        return {"method": address.get("method", "POST"), "path": address["path"]}

    def finder(self, endpoints: "Iterable[type[Endpoint[Any]]]") -> Finder:
        """Find by table: paths without parts at once, the others by method and number of parts."""
        fixed: dict[tuple[str, str], type[Endpoint[Any]]] = {}
        parted: dict[tuple[str, int], list[tuple[list[str], type[Endpoint[Any]]]]] = {}
        for endpoint in endpoints:
            method, path = self.describe(endpoint).values()
            parts = path.split("/")
            if "{" in path:
                parted.setdefault((method, len(parts)), []).append((parts, endpoint))
            else:
                fixed[method, path] = endpoint
        read = self.read

        def find(request: Request) -> Entry | None:
            endpoint = fixed.get((request.method, request.path))
            if endpoint is not None:
                return Entry(endpoint, read(request))
            parts = request.path.split("/")
            for pattern, candidate in parted.get((request.method, len(parts)), ()):
                values = _match(pattern, parts)
                if values is not None:
                    return Entry(candidate, {**read(request), **values})
            return None

        return find


def _match(pattern: list[str], parts: list[str]) -> dict[str, str] | None:
    values = {}
    for expected, part in zip(pattern, parts, strict=True):
        if expected.startswith("{"):
            values[expected[1:-1]] = part
        elif expected != part:
            return None
    return values
