"""The agent remote control: 17 methods, all of them GET, in XML or JSON."""

from ringback.contract import App, Chain, Interface
from ringback.vendors.maxcontact.agent.call import TELEPHONY, AgentCall
from ringback.vendors.maxcontact.call import DEMO, SERVICES
from ringback.vendors.maxcontact.dialer.hands import TIMERS, AttendedWorld, generate
from ringback.vendors.maxcontact.interface import NOTATIONS, SECURITY

# In the document's order.
CHAPTERS = ("ready", "dialling", "holding", "listings", "leads", "connect")

APP = App(
    base=AgentCall,
    view=AttendedWorld,
    prefixes=(f"{TELEPHONY}/", f"{SERVICES}/apitoken/"),
    hello=f"{SERVICES}/apitoken/login/demo",
    options="-H 'Authorization: ZGVtbw=='",
    credentials=("login demo, password demo: header Authorization: ZGVtbw==",),
    demo=DEMO,
    chapters=tuple(f"{__name__}.{chapter}" for chapter in CHAPTERS),
    timers=TIMERS,
    generate=generate,
    interface=Interface(SECURITY, NOTATIONS, (Chain("dialled", "$response.body#/Data/CallId", "CallID"),)),
)
