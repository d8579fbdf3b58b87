"""The management API: campaigns, lists, teams, users, skills and the global emergency, in XML or JSON."""

from ringback.contract import App, Chain, Interface
from ringback.vendors.maxcontact.call import DEMO, SERVICES
from ringback.vendors.maxcontact.dialer.hands import TIMERS, AttendedWorld, generate
from ringback.vendors.maxcontact.interface import NOTATIONS, SECURITY
from ringback.vendors.maxcontact.management.call import MANAGEMENT, ManagementCall

# In the document's order.
CHAPTERS = ("campaigns", "campaign_changes", "associations", "lists", "teams", "users", "skills", "emergency")

SAMPLES = {name: {"Password": "demo", "SSOActive": "false"} for name in ("CreateUser", "UpdateUser")}

APP = App(
    base=ManagementCall,
    view=AttendedWorld,
    prefixes=(f"{MANAGEMENT}/", f"{SERVICES}/apitoken/"),
    hello=f"{SERVICES}/apitoken/login/demo",
    options="-H 'Authorization: ZGVtbw=='",
    credentials=("login demo, password demo: header Authorization: ZGVtbw==",),
    demo=DEMO,
    chapters=tuple(f"{__name__}.{chapter}" for chapter in CHAPTERS),
    timers=TIMERS,
    generate=generate,
    interface=Interface(SECURITY, NOTATIONS, (Chain("created", "$response.body#/Data/Id"),), SAMPLES),
)
