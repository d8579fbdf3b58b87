"""From what is said of a callback, in a request or in a line of a file, to the callback that is scheduled."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import NamedTuple

from ringback.state.clock import LATEST
from ringback.vendors.tcn import dates
from ringback.vendors.tcn.numbers import phone_number
from ringback.vendors.tcn.records import Account, Callback
from ringback.vendors.tcn.world import TcnWorld, is_number

NAMES = (
    "callbackName",
    "phoneNumber",
    "callerId",
    "startTime",
    "timeZone",
    "endTimeInterval",
    "targetAgentId",
    "skills",
    "notes",
)
"""What the functions themselves make use of; all else is client info."""


class Problem(Enum):
    """Why a callback cannot be scheduled, in the order of the checks."""

    NAME = auto()
    PHONE_NUMBER = auto()
    CALLER_ID = auto()
    ROUTING = auto()
    START_TIME = auto()
    END_INTERVAL = auto()


class Given(NamedTuple):
    """What is said of a callback: values by name, the names of its skills, and the client info."""

    values: Mapping[str, str]
    skills: tuple[str, ...]
    details: dict[str, str]

    def text(self, name: str) -> str:
        """A value without blanks around it; blank when it is not given."""
        return self.values.get(name, "").strip()


class Routing(NamedTuple):
    """Whom a callback is for: one agent, or with no agent (0) whoever has all the skills."""

    agent_sid: int = 0
    skills: tuple[str, ...] = ()


def callback_of(world: TcnWorld, account: Account, given: Given) -> Callback | Problem:
    """The callback that is spoken of, not scheduled yet, or the first thing that is wrong with it."""
    phone = phone_number(given.text("phoneNumber"), account.country)
    caller_id = phone_number(given.text("callerId"), account.country)
    to = routing(world, account, given)
    start = start_of(world, account, given)
    end = end_of(start, given) if start is not None else None
    wrong = {
        Problem.NAME: not given.text("callbackName"),
        Problem.PHONE_NUMBER: phone is None,
        Problem.CALLER_ID: caller_id is None,
        Problem.ROUTING: to is None,
        Problem.START_TIME: start is None,
        Problem.END_INTERVAL: end is None and bool(given.text("endTimeInterval")),
    }
    problem = next((problem for problem, found in wrong.items() if found), None)
    if problem is not None or to is None or start is None:
        return problem or Problem.ROUTING
    return Callback(
        client_sid=account.client_sid,
        service_id=account.callbacks_service_id or 0,
        name=given.text("callbackName"),
        phone_number=phone or "",
        caller_id=caller_id or "",
        start_time=start,
        end_time=end,
        agent_sid=to.agent_sid,
        skills=to.skills,
        notes=given.values.get("notes", ""),
        details=given.details,
        created=world.now,
    )


def routing(world: TcnWorld, account: Account, given: Given) -> Routing | None:
    """The agent if one is named, else the skills; None for neither, and for what the account does not have."""
    sid = given.text("targetAgentId")
    if sid:
        agent = world.agents.get(int(sid)) if is_number(sid) else None
        return Routing(agent.agent_sid) if agent is not None and agent.client_sid == account.client_sid else None
    skills = tuple(sorted({skill.strip() for skill in given.skills if skill.strip()}))
    known = all((account.client_sid, skill) in world.agent_skills for skill in skills)
    return Routing(0, skills) if skills and known else None


def start_of(world: TcnWorld, account: Account, given: Given) -> datetime | None:
    """When the callback begins to be available: now unless a moment is given; None for what cannot be read.

    A moment is written as in all requests or as in upload files, in the zone that is named, else in the account's.
    """
    text, place = given.text("startTime"), given.text("timeZone") or account.timezone
    if dates.zone(place) is None:
        return None
    return (dates.zone_date(text, place) or dates.file_date(text, place)) if text else world.now


def end_of(start: datetime, given: Given) -> datetime | None:
    """When it ends, so many minutes later; None when it does not, or when the minutes cannot be read."""
    minutes = given.text("endTimeInterval")
    if not is_number(minutes) or not 0 < int(minutes) <= (LATEST - start) // timedelta(minutes=1):
        return None
    return start + timedelta(minutes=int(minutes))


def schedule(world: TcnWorld, callback: Callback) -> Callback:
    """Schedule a callback: it will be called when its time comes."""
    callback = world.callbacks.add(callback)
    world.wake_callback(callback)
    return callback
