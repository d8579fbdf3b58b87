"""A world's journal with the world it began with, to be replayed elsewhere."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from ringback import __version__
from ringback.control.plane import Control, Paths


async def bundled(control: Control, request: Request) -> Response:
    """What was asked and answered, and what `ringback replay` needs besides; secrets are not masked."""
    # Imported here: few servers are asked for it, and start-up is a budget.
    import platform

    from ringback.serve.bundle import Moment, write

    cell, now = await control.enter(request)
    entries = [*cell.log.entries.values()]
    moment = Moment(cell.name, [*control.apps], cell.world, now, entries, truncated=bool(cell.log.dropped))
    versions = {"ringback": __version__, "python": platform.python_version()}
    content = await asyncio.to_thread(write, moment, control.worlds.library.rooms, versions)
    return Response(content, media_type="application/json")


PATHS: Paths = {"/worlds/{world}/bundle": {"GET": bundled}}
