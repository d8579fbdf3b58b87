"""The routes of the control plane."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from ringback import __version__
from ringback.serve.pipeline import Pipeline


@dataclass(frozen=True)
class Control:
    """What the control plane steers."""

    pipeline: Pipeline


def routes(control: Control) -> list[BaseRoute]:
    """All routes under /_ringback/."""

    async def health(request: Request) -> Response:
        apps = [app.name for app in control.pipeline.apps]
        return JSONResponse({"status": "ok", "version": __version__, "apps": apps})

    return [Route("/_ringback/health", health)]
