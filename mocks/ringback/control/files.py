"""Files that a world can see."""

from datetime import datetime

import immutables
from starlette.requests import Request
from starlette.responses import Response

from ringback.control.body import content
from ringback.control.errors import bad, unknown
from ringback.control.plane import NOTHING, Control, Paths, answer
from ringback.serve.worlds import Cell
from ringback.state.transaction import Transaction

Files = immutables.Map[str, bytes]

LONGEST_NAME = 1_000


async def listed(control: Control, request: Request) -> Response:
    """The files by name, with their sizes in bytes."""
    cell, _ = await control.enter(request)
    files = sorted(cell.world.files.items())
    return answer({"files": [{"name": name, "size": len(stored)} for name, stored in files]})


def _known(files: Files, name: str) -> bytes:
    if name not in files:
        raise unknown("file", name, files)
    return files[name]


def _keep(control: Control, cell: Cell, now: datetime, files: Files, name: str) -> None:
    """Keep a world's files after one of them has come or gone, and let every room take that up."""
    tx = Transaction(cell.world, now, noting=False)
    tx.files = files
    for room in control.worlds.library.rooms.values():
        room.view(tx).filed(name)
    cell.world = tx.commit()


async def shown(control: Control, request: Request) -> Response:
    """The content of a file, as it was stored."""
    cell, _ = await control.enter(request)
    stored = _known(cell.world.files, request.path_params["name"])
    # A browser that came here must not take the content for a page of this origin.
    return Response(stored, media_type="application/octet-stream", headers={"x-content-type-options": "nosniff"})


async def put(control: Control, request: Request) -> Response:
    """Store a file, in place of one of that name; the body is its content."""
    name = request.path_params["name"]
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise bad("name", f"{name[:80]!r} cannot be the name of a file", f"Use 1 to {LONGEST_NAME} characters")
    sent = await content(request, control.settings.most_body)
    cell, now = await control.enter(request)
    files = cell.world.files
    _keep(control, cell, now, files.set(name, sent), name)
    return answer({"name": name, "size": len(sent)}, 200 if name in files else 201)


async def removed(control: Control, request: Request) -> Response:
    """Remove a file."""
    cell, now = await control.enter(request)
    name = request.path_params["name"]
    _known(cell.world.files, name)
    _keep(control, cell, now, cell.world.files.delete(name), name)
    return Response(status_code=NOTHING)


PATHS: Paths = {
    "/worlds/{world}/files": {"GET": listed},
    "/worlds/{world}/files/{name:rest}": {"GET": shown, "PUT": put, "DELETE": removed},
}
