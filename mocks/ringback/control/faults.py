"""Faults: rules by which a world answers wrongly on purpose."""

from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response

from ringback.contract.app import App
from ringback.control.body import body
from ringback.control.errors import bad, unknown
from ringback.control.plane import NOTHING, Control, Paths, answer
from ringback.serve.worlds import Cell
from ringback.state.faults import FaultRule
from ringback.state.scenario import with_fault

_CATALOGUE = "GET /_ringback/catalogue lists all ids."


def checked(control: Control, rule: FaultRule) -> FaultRule:
    """The rule, with the endpoint of the reply that it forces; a Problem when it could do nothing."""
    app = control.app(rule.app)
    if rule.endpoint is not None and rule.endpoint not in app.by_id:
        raise unknown("endpoint", rule.endpoint, app.by_id, _CATALOGUE)
    if rule.reply is not None:
        return replace(rule, endpoint=_giver(app, rule.reply, rule.endpoint))
    if not rule.latency_ms and rule.transport is None:
        raise bad("", "a fault does something: give reply, latency_ms or transport", 'Such as {"latency_ms": 500}')
    return rule


def _giver(app: App, reply: str, endpoint: str | None) -> str:
    """The id of the endpoint that can give a reply."""
    giver, _, name = reply.rpartition(".")
    if giver not in app.by_id or name not in app.by_id[giver].replies:
        of = app.by_id.get(endpoint or giver)
        near = [of] if of is not None else app.endpoints
        raise unknown("reply", reply, [f"{one.id}.{known}" for one in near for known in one.replies], _CATALOGUE)
    if endpoint is not None and endpoint != giver:
        raise bad("reply", f"{reply} is a reply of {giver}, not of {endpoint}", "Leave out endpoint")
    return giver


async def listed(control: Control, request: Request) -> Response:
    """The faults in force, in the order in which they are considered."""
    cell, _ = await control.enter(request)
    return answer({"faults": cell.world.faults})


async def added(control: Control, request: Request) -> Response:
    """One more fault; the first that strikes a request decides."""
    rule = checked(control, await body(request, control.settings.most_body, FaultRule))
    cell, _ = await control.enter(request)
    cell.world, fault = with_fault(cell.world, rule)
    return answer(fault, 201)


async def cleared(control: Control, request: Request) -> Response:
    """No faults any more."""
    cell, _ = await control.enter(request)
    cell.world = replace(cell.world, faults=())
    return Response(status_code=NOTHING)


def _known(cell: Cell, request: Request) -> int:
    """The place of the fault that the path names."""
    name = request.path_params["fault"]
    ids = [fault.id for fault in cell.world.faults]
    if name not in ids:
        raise unknown("fault", name, ids)
    return ids.index(name)


async def shown(control: Control, request: Request) -> Response:
    """One fault, with how often it was considered and has struck."""
    cell, _ = await control.enter(request)
    return answer(cell.world.faults[_known(cell, request)])


async def removed(control: Control, request: Request) -> Response:
    """One fault less."""
    cell, _ = await control.enter(request)
    place = _known(cell, request)
    faults = cell.world.faults
    cell.world = replace(cell.world, faults=(*faults[:place], *faults[place + 1 :]))
    return Response(status_code=NOTHING)


PATHS: Paths = {
    "/worlds/{world}/faults": {"GET": listed, "POST": added, "DELETE": cleared},
    "/worlds/{world}/faults/{fault}": {"GET": shown, "DELETE": removed},
}
