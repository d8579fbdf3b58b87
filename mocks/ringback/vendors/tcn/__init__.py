"""TCN P3 API: form posts that answer text, CSV, JSON and files."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ringback.contract import App, Parts

if TYPE_CHECKING:
    from ringback.vendors.tcn.world import TcnWorld

# The chapters in the guide's order; an endpoint is found by its chapter's being imported.
CHAPTERS = (
    "logins",
    "uploads.schedule_calls",
    "uploads.drip",
    "reports.download",
    "reports.as_of",
    "templates",
    "status",
    "control",
    "dncl.export",
    "dncl.purge",
    "dncl.add",
    "recordings",
    "schedule_rules",
    "number_activity",
    "recording_file",
    "integration_messages",
    "callbacks",
    "agent_lists",
    "agent_accounts",
    "agent_control",
    "sms",
    "email",
    "container",
)


def _generate(world: "TcnWorld", options: Mapping[str, int]) -> None:
    # Imported here: names come from a large library, and most worlds are never generated.
    from ringback.vendors.tcn.dialer.demo import generate

    generate(world, options)


def _parts() -> Parts:
    from ringback.vendors.tcn.call import TcnCall
    from ringback.vendors.tcn.dialer.hands import TIMERS, RunningWorld
    from ringback.vendors.tcn.interface import INTERFACE

    return Parts(TcnCall, RunningWorld, TIMERS, _generate, INTERFACE)


APP = App(
    name="tcn",
    title="TCN P3 API 5.4",
    room="tcn",
    prefixes=("/backoffice/", "/agentlogin/"),
    hello="/backoffice/RemoteBroadcastTemplateList?username=demo&password=demo",
    credentials=(
        "username demo, password demo (clientSid 1001)",
        "username acme, password acme (clientSid 1002)",
        "apiKey 11111111-2222-3333-4444-555555555555, partner key partner-key",
    ),
    demo={
        "username": "demo",
        "password": "demo",
        "client_sid": "1001",
        "client_id": "1001",
        "api_key": "11111111-2222-3333-4444-555555555555",
        "partner_key": "partner-key",
        "other_username": "acme",
        "other_password": "acme",
        "other_client_sid": "1002",
    },
    chapters=tuple(f"{__name__}.{chapter}" for chapter in CHAPTERS),
    made=_parts,
)
