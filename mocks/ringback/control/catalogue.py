"""What is declared, what has been seen of it, and whether the server is there."""

from starlette.requests import Request
from starlette.responses import Response

from ringback import __version__
from ringback.contract.catalogue import catalogue
from ringback.control.body import Body, query
from ringback.control.plane import Control, Paths, answer


async def health(control: Control, request: Request) -> Response:
    """That the server answers, and what it serves; the first time, once everything is warm."""
    await control.pipeline.warm()
    scenario = control.worlds.scenario
    return answer({"status": "ok", "version": __version__, "apps": list(control.apps), "scenario": scenario})


async def declared(control: Control, request: Request) -> Response:
    """Every endpoint, field and reply."""
    return answer(catalogue(control.pipeline.apps))


async def openapi(control: Control, request: Request) -> Response:
    """One app as an OpenAPI document."""
    # Imported here: few servers are asked for it, and start-up is a budget.
    from ringback.publish.openapi import openapi

    return answer(openapi(control.app(request.path_params["app"])))


class Of(Body, frozen=True):
    """Which world is meant; all of them without."""

    world: str | None = None


async def coverage(control: Control, request: Request) -> Response:
    """Which of the declared replies have been seen, in one world or in all since the server started."""
    from ringback.publish.coverage import coverage

    of = query(request, Of)
    seen = control.journal.seen if of.world is None else control.known(of.world).log.seen
    return answer(coverage(control.pipeline.apps, seen))


PATHS: Paths = {
    "/health": {"GET": health},
    "/catalogue": {"GET": declared},
    "/openapi/{app}.json": {"GET": openapi},
    "/coverage": {"GET": coverage},
}
