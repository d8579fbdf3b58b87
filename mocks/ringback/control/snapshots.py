"""Named moments of a world, and the moment before any request that the journal keeps."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from ringback.control.body import Body, body
from ringback.control.errors import unknown
from ringback.control.plane import NOTHING, Control, Paths, answer
from ringback.control.requests import entry_of
from ringback.control.worlds import moved, named
from ringback.serve.worlds import Cell, Snapshot


def _described(name: str, snapshot: Snapshot) -> dict[str, Any]:
    return {"name": name, "at": snapshot.at}


def _known(cell: Cell, request: Request) -> tuple[str, Snapshot]:
    name: str = request.path_params["snapshot"]
    if name not in cell.snapshots:
        raise unknown("snapshot", name, cell.snapshots)
    return name, cell.snapshots[name]


async def listed(control: Control, request: Request) -> Response:
    """The snapshots of a world, in the order they were first taken."""
    cell = control.known(request.path_params["world"])
    return answer({"snapshots": [_described(name, snapshot) for name, snapshot in cell.snapshots.items()]})


async def taken(control: Control, request: Request) -> Response:
    """Remember this moment under a name, in place of one of that name."""
    name = named("snapshot", request.path_params["snapshot"])
    cell, _ = await control.enter(request)
    status = 200 if name in cell.snapshots else 201
    return answer(_described(name, cell.snapshot(name)), status)


async def restored(control: Control, request: Request) -> Response:
    """Go on from a remembered moment; the snapshot stays."""
    cell, _ = await control.enter(request)
    _, snapshot = _known(cell, request)
    cell.resume(snapshot.world, snapshot.at)
    return moved(cell)


async def forgotten(control: Control, request: Request) -> Response:
    """Forget a snapshot."""
    cell = control.known(request.path_params["world"])
    name, _ = _known(cell, request)
    del cell.snapshots[name]
    return Response(status_code=NOTHING)


class Rewind(Body, frozen=True):
    """The request that has not been made yet, once the world is rewound."""

    before_request: int | str


async def rewound(control: Control, request: Request) -> Response:
    """Go on from the moment before a request, as if neither it nor what came after had been; the journal stays."""
    wanted = await body(request, control.settings.most_body, Rewind)
    cell, _ = await control.enter(request)
    entry = entry_of(cell, str(wanted.before_request))
    cell.resume(entry.before, entry.at)
    return moved(cell)


PATHS: Paths = {
    "/worlds/{world}/snapshots": {"GET": listed},
    "/worlds/{world}/snapshots/{snapshot}": {"PUT": taken, "DELETE": forgotten},
    "/worlds/{world}/snapshots/{snapshot}/restore": {"POST": restored},
    "/worlds/{world}/rewind": {"POST": rewound},
}
