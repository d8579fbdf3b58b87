"""Doors: how a request names an endpoint."""

from collections.abc import Callable, Iterable, Iterator, Mapping
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
        named: dict[object, type[Endpoint[Any]]]
        named = {(endpoint.address or {})[self.parameter]: endpoint for endpoint in endpoints}
        other, paths, parameter, clean = named[""], frozenset(self.paths), self.parameter, self.clean

        def find(request: Request) -> Entry | None:
            if request.path not in paths:
                return None
            inputs = query_over_form(request)
            value = inputs.get(parameter, "")
            return Entry(named.get(value) or named.get(clean(str(value)), other), inputs)

        return find


OTHERWISE = "otherwise"


class PathDoor:
    """A method and a path each; parts of a path written `{like_this}` become fields of that name.

    A vendor that answers what it does not know declares an endpoint with `otherwise="path"` for unknown paths, and one
    with `otherwise="method"` for other methods of known ones, which finds those allowed in its input `allow`; their
    own method and path are only an example of where they answer.
    """

    def __init__(
        self,
        read: Callable[[Request], Mapping[str, object]] = query_over_form,
        clean: Callable[[str], str] = str,
    ) -> None:
        """`read` gives the raw values of a request's fields; `clean` normalises a path for comparison."""
        self.read = read
        self.clean = clean

    def name(self, endpoint: "type[Endpoint[Any]]") -> str:
        """The class's name."""
        return endpoint.__name__

    def describe(self, endpoint: "type[Endpoint[Any]]") -> dict[str, str]:
        """Method (POST unless declared) and path."""
        address = endpoint.address or {}
        return {"method": address.get("method", "POST"), "path": address["path"]}

    def finder(self, endpoints: "Iterable[type[Endpoint[Any]]]") -> Finder:
        """Find by table: paths without parts at once, the others by their number of parts."""
        paths = _Paths(self.clean)
        otherwise: dict[str, type[Endpoint[Any]]] = {}
        for endpoint in endpoints:
            method, path = self.describe(endpoint).values()
            kind = (endpoint.address or {}).get(OTHERWISE)
            if kind is None:
                paths.add(path, method, endpoint)
            else:
                otherwise[kind] = endpoint
        read, fixed, clean = self.read, paths.fixed, self.clean
        nowhere, not_so = otherwise.get("path"), otherwise.get("method")

        def find(request: Request) -> Entry | None:
            known = fixed.get(clean(request.path))
            if known is not None and request.method in known:
                return Entry(known[request.method], read(request))
            allowed = list(known or ())
            for methods, values in paths.parted_at(request.path):
                if request.method in methods:
                    return Entry(methods[request.method], {**read(request), **values})
                allowed += methods
            other = not_so if allowed and not_so else nowhere
            return Entry(other, {**read(request), "allow": ", ".join(dict.fromkeys(allowed))}) if other else None

        return find


Methods = dict[str, "type[Endpoint[Any]]"]


class _Paths:
    """The paths of a door with the methods of each."""

    def __init__(self, clean: Callable[[str], str]) -> None:
        self.clean = clean
        self.fixed: dict[str, Methods] = {}
        self.parted: dict[int, dict[tuple[str, ...], Methods]] = {}

    def add(self, path: str, method: str, endpoint: "type[Endpoint[Any]]") -> None:
        parts = tuple(path.split("/"))
        if "{" not in path:
            self.fixed.setdefault(self.clean(path), {})[method] = endpoint
            return
        # Parts in braces keep their names, which are those of fields; the others are compared as cleaned.
        pattern = tuple(part if part.startswith("{") else self.clean(part) for part in parts)
        self.parted.setdefault(len(parts), {}).setdefault(pattern, {})[method] = endpoint

    def parted_at(self, path: str) -> Iterator[tuple[Methods, dict[str, str]]]:
        """The methods at a path with parts, and what the parts hold, for each pattern that it fits."""
        parts = self.clean(path).split("/")
        as_sent = path.split("/")
        for pattern, methods in self.parted.get(len(parts), {}).items():
            values = _match(pattern, parts, as_sent)
            if values is not None:
                yield methods, values


def _match(pattern: tuple[str, ...], parts: list[str], as_sent: list[str]) -> dict[str, str] | None:
    values = {}
    for expected, part, sent in zip(pattern, parts, as_sent, strict=False):
        if expected.startswith("{"):
            values[expected[1:-1]] = sent
        elif expected != part:
            return None
    return values
