"""The routes of the control plane."""

from starlette.convertors import PathConvertor, register_url_convertor
from starlette.routing import BaseRoute, Route

from ringback.control import (
    around,
    bundle,
    catalogue,
    clock,
    events,
    faults,
    files,
    floor,
    load,
    requests,
    rows,
    snapshots,
    state,
    worlds,
)
from ringback.control.plane import Control, Paths, Plane
from ringback.serve.asgi import CONTROL
from ringback.serve.problem import Problem

__all__ = ["CONTROL", "PATHS", "Control", "Problem", "routes"]

PATHS: Paths = {
    **catalogue.PATHS,
    **events.PATHS,
    **worlds.PATHS,
    **snapshots.PATHS,
    **load.PATHS,
    **clock.PATHS,
    **requests.PATHS,
    **faults.PATHS,
    **state.PATHS,
    **rows.PATHS,
    **around.PATHS,
    **files.PATHS,
    **floor.PATHS,
    **bundle.PATHS,
}


class _Rest(PathConvertor):
    """The rest of a path, whatever it holds; Starlette's own `path` ends at a line end."""

    regex = r"(?s:.*)"


def routes(control: Control) -> list[BaseRoute]:
    """All routes under /_ringback/, behind one guard."""
    register_url_convertor("rest", _Rest())
    return [Route(f"{CONTROL}{{rest:rest}}", Plane(control, PATHS))]
