"""Dialer360: one door, `function=…`, replies in lines of pipe-separated text."""

from ringback.contract import App
from ringback.vendors.dialer360 import status, users, version  # noqa: F401 - a chapter is found by being imported
from ringback.vendors.dialer360.call import Call
from ringback.vendors.dialer360.hands import TIMERS, AttendedWorld

APP = App(
    base=Call,
    view=AttendedWorld,
    prefixes=("/adminpanel/", "/vicidial/"),
    hello="/adminpanel/api.php?source=test&user=6666&pass=1234&function=agent_status&agent_user=1234&header=YES",
    credentials=("user 6666, pass 1234 (every permission)",),
    timers=TIMERS,
)
