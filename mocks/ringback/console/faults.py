"""Faults: the rules by which this world answers wrongly on purpose."""

from typing import Any

from starlette.responses import Response

from ringback.console.visit import Pages, Visit

TRANSPORTS = {
    "reset": "cut the connection before an answer",
    "empty": "close the connection without an answer",
    "truncate": "send half of the answer",
}
# What is wanted most often: a label, and the fields of the fault that it makes.
READY: tuple[tuple[str, tuple[tuple[str, object], ...]], ...] = (
    ("Two seconds late", (("latency_ms:number", 2000),)),
    ("Every third one lost", (("transport", "reset"), ("probability:number", 0.333))),
    ("Answer lost, effect kept", (("transport", "reset"), ("when", "after"))),
    ("Half of the answer", (("transport", "truncate"),)),
)


async def shown(visit: Visit) -> Response:
    """The rules in force, and the making of a new one for an app and, if wanted, one of its endpoints."""
    apps = visit.control.apps
    app = visit.query("app") if visit.query("app") in apps else next(iter(apps))
    endpoints: list[dict[str, Any]] = (await visit.site.catalogue())["apps"][app]
    endpoint = next((one for one in endpoints if one["id"] == visit.query("endpoint")), None)
    return await visit.page(
        "faults.html",
        tab="faults",
        drawn="live",
        rules=[{**rule, "left": _left(rule)} for rule in (await visit.get("faults"))["faults"]],
        titles={name: one.title for name, one in apps.items()},
        app=app,
        endpoints=endpoints,
        endpoint=endpoint,
        transports=TRANSPORTS,
        ready=READY,
    )


def _left(rule: dict[str, Any]) -> int | None:
    """How often a rule may still strike; None for ever."""
    return None if rule["times"] is None else max(0, rule["times"] - rule["struck"])


PAGES: Pages = {"/faults": {"GET": shown}}
