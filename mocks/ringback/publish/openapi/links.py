"""Links: what a reply holds that other calls ask for."""

from collections.abc import Iterator

from ringback.contract.interface import Chain
from ringback.publish.openapi.doors import FORMS, Door, Kind, Schema, short


def links(door: Door, doors: list[Door]) -> dict[int, dict[str, Schema]]:
    """The links of an operation by the status of the reply that they start from."""
    found: dict[int, dict[str, Schema]] = {}
    for endpoint in door.endpoints:
        for chain in door.app.interface.chains:
            name = chain.reply.removeprefix(f"{short(endpoint)}.")
            if name in endpoint.replies:
                status = endpoint.replies[name].status
                found.setdefault(status, {}).update(_leading(chain, door, endpoint, doors))
    return {status: leading for status, leading in found.items() if leading}


def _leading(chain: Chain, door: Door, origin: Kind, doors: list[Door]) -> Iterator[tuple[str, Schema]]:
    """Each endpoint that a chain leads to, with the link to it."""
    for target in doors:
        for endpoint in target.endpoints:
            if endpoint is origin or chain.to not in ("", short(endpoint)) or _is_otherwise(endpoint):
                continue
            given = _given(chain, door.path, target, endpoint)
            if given is not None:
                yield (
                    short(endpoint),
                    {
                        "operationId": target.id,
                        **given,
                        "description": chain.note or endpoint.summary(),
                    },
                )


def _is_otherwise(endpoint: Kind) -> bool:
    """Whether an endpoint answers what no other one does: nothing leads there."""
    return "otherwise" in (endpoint.address or {})


def _given(chain: Chain, path: str, target: Door, endpoint: Kind) -> Schema | None:
    """What of the link's target is filled; None when the chain does not lead there."""
    if not chain.field:
        below = target.path.removeprefix(f"{path}/") if target.path.startswith(f"{path}/") else ""
        first = below.partition("/")[0]
        return {"parameters": {first[1:-1]: chain.value}} if first.startswith("{") else None
    field = next((one for one in endpoint.fields.values() if one.wire_name == chain.field), None)
    if field is None:
        return None
    if field.place in FORMS:
        return {"requestBody": {chain.field: chain.value}}
    return {"parameters": {f"{field.place}.{chain.field}": chain.value}}
