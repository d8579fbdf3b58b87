"""The routes of the control plane."""

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
from ringback.serve.asgi import CONTROL, Gone
from ringback.serve.problem import Problem

__all__ = ["CONTROL", "PATHS", "Control", "Gone", "Problem", "routes"]

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


def routes(control: Control) -> list[BaseRoute]:
    """All routes under /_ringback/, behind one guard."""
    return [Route(f"{CONTROL}{{rest:rest}}", Plane(control, PATHS))]
