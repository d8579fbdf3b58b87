"""The management API: campaigns, lists, teams, users, skills and the global emergency, in XML or JSON."""

from ringback.contract import App, Chain, Interface, Parts
from ringback.vendors.maxcontact.places import DEMO, SERVICES

# In the document's order.
CHAPTERS = ("campaigns", "campaign_changes", "associations", "lists", "teams", "users", "skills", "emergency")

SAMPLES = {name: {"Password": "demo", "SSOActive": "false"} for name in ("CreateUser", "UpdateUser")}


def _parts() -> Parts:
    from ringback.vendors.maxcontact.dialer.hands import TIMERS, AttendedWorld, generate
    from ringback.vendors.maxcontact.interface import NOTATIONS, SECURITY
    from ringback.vendors.maxcontact.management.call import ManagementCall

    interface = Interface(SECURITY, NOTATIONS, (Chain("created", "$response.body#/Data/Id"),), SAMPLES)
    return Parts(ManagementCall, AttendedWorld, TIMERS, generate, interface)


APP = App(
    name="maxcontact-management",
    title="MaxContact Management API 1.3",
    room="maxcontact",
    prefixes=(f"{SERVICES}/management/", f"{SERVICES}/apitoken/"),
    hello=f"{SERVICES}/apitoken/login/demo",
    options="-H 'Authorization: ZGVtbw=='",
    credentials=("login demo, password demo: header Authorization: ZGVtbw==",),
    demo=DEMO,
    chapters=tuple(f"{__name__}.{chapter}" for chapter in CHAPTERS),
    made=_parts,
)
