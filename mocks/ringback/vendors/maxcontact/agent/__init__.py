"""The agent remote control: 17 methods, all of them GET, in XML or JSON."""

from ringback.contract import App, Chain, Interface, Parts
from ringback.vendors.maxcontact.places import DEMO, SERVICES

# In the document's order.
CHAPTERS = ("ready", "dialling", "holding", "listings", "leads", "connect")


def _parts() -> Parts:
    from ringback.vendors.maxcontact.agent.call import AgentCall
    from ringback.vendors.maxcontact.dialer.hands import TIMERS, AttendedWorld, generate
    from ringback.vendors.maxcontact.interface import NOTATIONS, SECURITY

    dialled = Chain("dialled", "$response.body#/Data/CallId", "CallID")
    return Parts(AgentCall, AttendedWorld, TIMERS, generate, Interface(SECURITY, NOTATIONS, (dialled,)))


APP = App(
    name="maxcontact-agent",
    title="MaxContact Agent Remote Control",
    room="maxcontact",
    prefixes=(f"{SERVICES}/telephony/", f"{SERVICES}/apitoken/"),
    hello=f"{SERVICES}/apitoken/login/demo",
    options="-H 'Authorization: ZGVtbw=='",
    credentials=("login demo, password demo: header Authorization: ZGVtbw==",),
    demo=DEMO,
    chapters=tuple(f"{__name__}.{chapter}" for chapter in CHAPTERS),
    made=_parts,
)
