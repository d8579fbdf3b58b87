"""Management Remote Login (3), Agent Gateway Remote Login (4)."""

from collections.abc import Mapping
from datetime import timedelta
from itertools import count, islice
from typing import Any, ClassVar, NamedTuple, Self

from msgspec.structs import replace

from ringback.contract import Answer
from ringback.vendors.tcn.call import TcnCall
from ringback.vendors.tcn.fields import Param
from ringback.vendors.tcn.login_pages import AGENT_START, LOGIN, START
from ringback.vendors.tcn.records import Account, Agent, Session
from ringback.vendors.tcn.replies import Page
from ringback.vendors.tcn.world import TcnWorld

COOKIE = "JSESSIONID"
# A session that nobody has used for so long is over.
SESSION_LASTS = timedelta(minutes=30)
MOST_SHOWN = 10


class Screen(Page):
    """A page that shows more than its text names; `shows` are those values, with examples for a forced one."""

    def __init__(self, text: str, *, source: str, shows: Mapping[str, Any], **rest: Any) -> None:
        """Declare the page."""
        super().__init__(200, text, source=source, examples={"session": "0" * 32, **shows}, **rest)
        self.shows = tuple(shows)

    def names(self, profile: str) -> tuple[str, ...]:
        """What the page shows."""
        return (*super().names(profile), *self.shows)


class Visitor(NamedTuple):
    """Who has come in: the account, and the agent where it is one."""

    account: Account
    agent: Agent | None = None


class LoginPage(TcnCall):
    """Let someone in: with a session, and the start page."""

    area: ClassVar[str]

    start: Screen
    login: Screen

    user_name = Param(
        wire_name="userName", also=("username",), required=True, example="demo", note="the user name of the login"
    )
    password = Param(required=True, secret=True, example="demo", note="the password of the login")
    capital_password = Param(wire_name="Password", secret=True, note="the same, as the guide's summary spells it")

    def visitor(self, world: TcnWorld, username: str, password: str | None) -> Visitor | None:
        """Who has that name, and the password unless it is None; None when nobody has."""
        row = world.logins.get(username)
        if row is None or password not in (None, row.password):
            return None
        account = world.accounts.get(row.client_sid)
        return Visitor(account) if account is not None else None

    def run(self, world: TcnWorld) -> Answer[Self]:
        """Open a session for the right name and password; without either, go on with the session there is."""
        password = self.password or self.capital_password
        tried = bool(self.user_name or password)
        found = self.opened(world) if tried else self.resumed(world)
        if found is None:
            return self.login(tried=tried)
        session, visitor = found
        return self.start(session=session.session_id, username=session.username, **self.shown(world, visitor))

    def opened(self, world: TcnWorld) -> tuple[Session, Visitor] | None:
        """A new session, if name and password are right."""
        visitor = self.visitor(world, self.user_name, self.password or self.capital_password)
        if visitor is None:
            return None
        for old in list(world.sessions.between("used", (), (world.now - SESSION_LASTS,))):
            world.sessions.remove(old.session_id)
        session = Session(
            session_id=new_session_id(world, self.area, self.user_name),
            area=self.area,
            username=self.user_name,
            created=world.now,
            last_used=world.now,
        )
        return world.sessions.put(session), self.entered(world, visitor)

    def resumed(self, world: TcnWorld) -> tuple[Session, Visitor] | None:
        """The session of the request's cookie, if it is not over."""
        session = world.sessions.get(self.cookie())
        if session is None or session.area != self.area or session.last_used + SESSION_LASTS <= world.now:
            return None
        visitor = self.visitor(world, session.username, None)
        if visitor is None:
            return None
        return world.sessions.put(replace(session, last_used=world.now)), visitor

    def cookie(self) -> str:
        """The session id that the request carries, blank for none."""
        pairs = [pair.strip().partition("=") for pair in self.request.header(b"cookie").split(";")]
        return next((value for name, _, value in pairs if name == COOKIE), "")

    def entered(self, world: TcnWorld, visitor: Visitor) -> Visitor:
        """What else happens when someone comes in."""
        return visitor

    def shown(self, world: TcnWorld, visitor: Visitor) -> dict[str, object]:
        """What the start page shows, besides the name of the user."""
        raise NotImplementedError


def new_session_id(world: TcnWorld, area: str, username: str) -> str:
    """An id for a session, as the container makes them: 32 hexadecimal digits."""
    draws = (world.draw("session", area, username, world.now.isoformat(), number) for number in count())
    ids = (f"{draw.word():016X}{draw.word():016X}" for draw in draws)
    return next(session_id for session_id in ids if session_id not in world.sessions)


class BackofficeLogin(LoginPage, path="/backoffice/BackofficeLogin", section="3"):
    """Lead a user of an account to the application's start page."""

    area = "backoffice"

    start = Screen(
        "the start page of the TCN application",
        source=START,
        cookie=COOKIE,
        shows={"username": "demo", "account": "Demo", "broadcasts": ()},
    )
    login = Screen(
        "the login page of the TCN application",
        source=LOGIN.format(title="Management", action="BackofficeLogin"),
        shows={"tried": True},
        kind="failure",
    )

    def shown(self, world: TcnWorld, visitor: Visitor) -> dict[str, object]:
        """The account, and the broadcasts that start last."""
        groups = world.task_groups.where("started", visitor.account.client_sid, reverse=True)
        return {"account": visitor.account.name, "broadcasts": list(islice(groups, MOST_SHOWN))}


class AgentLoginPage(LoginPage, path="/agentlogin/RemoteAgentLogin", section="4"):
    """Lead an agent (or a user of the account) to the start page of the agents' application.

    An agent who was not logged in is so from then on, but not ready yet.
    """

    area = "agentlogin"

    start = Screen(
        "the start page of the TCN application",
        source=AGENT_START,
        cookie=COOKIE,
        shows={
            "username": "ann",
            "account": "Demo",
            "name": "Ann Archer",
            "state": "other",
            "skills": ("Collections",),
        },
    )
    login = Screen(
        "the login page of the TCN application",
        source=LOGIN.format(title="Agent Gateway", action="RemoteAgentLogin"),
        shows={"tried": True},
        kind="failure",
    )

    def visitor(self, world: TcnWorld, username: str, password: str | None) -> Visitor | None:
        """The agent of that web login, else the user of that name."""
        agent = world.agents.first("web_login", username) if username else None
        if agent is None or password not in (None, agent.web_password) or password == "":
            return super().visitor(world, username, password)
        account = world.accounts.get(agent.client_sid)
        return Visitor(account, agent) if account is not None else None

    def entered(self, world: TcnWorld, visitor: Visitor) -> Visitor:
        """The agent is logged in."""
        agent = visitor.agent
        if agent is None or agent.state != "logged out":
            return visitor
        return Visitor(visitor.account, world.agents.change(agent.agent_sid, state="other", since=world.now))

    def shown(self, world: TcnWorld, visitor: Visitor) -> dict[str, object]:
        """The account, and the agent with state and skills."""
        agent = visitor.agent
        return {
            "account": visitor.account.name,
            "name": f"{agent.first_name} {agent.last_name}".strip() if agent is not None else "",
            "state": agent.state if agent is not None else "",
            "skills": agent.skills if agent is not None else (),
        }
