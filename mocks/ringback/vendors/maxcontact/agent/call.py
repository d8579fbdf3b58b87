"""What the methods of the telephony API share: the user in the path, who must be logged in, and the user's calls."""

from typing import ClassVar, Self

from ringback.contract import Answer, check, inferred
from ringback.vendors.maxcontact.activity import Agent, Call
from ringback.vendors.maxcontact.call import Authorised, MaxContactCall, UnknownPathCall, UnknownVerbCall
from ringback.vendors.maxcontact.dialer import line
from ringback.vendors.maxcontact.fields import Number
from ringback.vendors.maxcontact.places import SERVICES
from ringback.vendors.maxcontact.replies import ERROR, INVALID, NOT_AN_INTEGER, SUCCESS, Refusal
from ringback.vendors.maxcontact.token import LoginByPathCall, LoginCall
from ringback.vendors.maxcontact.world import MaxContactWorld

TELEPHONY = f"{SERVICES}/telephony"

USAGE = inferred("the API controls agents who are logged in; what it says of others is nowhere told")
OWN_CALL = inferred("the method takes a call of the user; what it says without one is nowhere told")


class AgentCall(MaxContactCall):
    """A call of the telephony API; its response codes are numbers."""

    app = "maxcontact-agent"
    document = "MaxContact Agent Remote Control"
    envelope: ClassVar[str] = "CallActionResponse"

    def numbered(self, code: str) -> object:
        """The number that the settings give to a code."""
        options = self.options
        numbers = {SUCCESS: options.response_success, ERROR: options.response_error, INVALID: options.response_invalid}
        return numbers[code]


class Login(AgentCall, LoginCall, method="GET", path=f"{SERVICES}/apitoken/login/{{login}}", section="Authentication"):
    """Give out a token for a login and the password in the Authorization header."""


class LoginByPath(
    AgentCall,
    LoginByPathCall,
    method="GET",
    path=f"{SERVICES}/apitoken/login/{{login}}/{{password}}",
    section="Authentication",
):
    """Give out a token for a login and a password in the path, as early clients asked for one; off by default."""


class UnknownPath(
    AgentCall, UnknownPathCall, otherwise="path", method="GET", path=f"{TELEPHONY}/{{unknown}}", section="Responses"
):
    """Answer a path at which there is nothing."""


class UnknownVerb(
    AgentCall,
    UnknownVerbCall,
    otherwise="method",
    method="POST",
    path=f"{TELEPHONY}/getcalls/user/{{UserID}}",
    section="Responses",
):
    """Answer a verb that a method does not have: all of them have GET alone."""


class AgentMethod(AgentCall, Authorised):
    """A method for one user, who must be logged in. `agent` is what the user is doing."""

    not_an_integer = NOT_AN_INTEGER
    unknown_user = Refusal("There is no user {user_id}", ground=USAGE, section="Usage")
    not_logged_in = Refusal("User {user_id} is not logged in", ground=USAGE, section="Usage", reach="state")

    user_id = Number("UserID", note="a user who is logged in")

    agent: Agent

    @check
    def at_work(self, world: MaxContactWorld) -> Answer[Self] | None:
        """The user must be there, and be logged in."""
        agent = world.agents.get(self.user_id)
        if self.user_id not in world.users:
            return self.unknown_user()
        if agent is None or agent.state == "Logged Out":
            return self.not_logged_in()
        self.agent = agent
        return None


class CallMethod(AgentMethod):
    """A method for one of the user's calls, which is `call`."""

    unknown_call = Refusal("There is no call {call_id}", ground=OWN_CALL)
    other_user = Refusal("Call {call_id} is another user's", ground=OWN_CALL, reach="state")

    call_id = Number("CallID", example="1000", note="a call of the user")

    call: Call

    @check
    def own_call(self, world: MaxContactWorld) -> Answer[Self] | None:
        """The call must be there, and be the user's."""
        call = world.calls.get(self.call_id)
        if call is None:
            return self.unknown_call()
        if call.user_id != self.user_id:
            return self.other_user()
        self.call = call
        return None


class OpenCallMethod(CallMethod):
    """A method for a call that is in progress."""

    ended = Refusal("Call {call_id} has ended", ground=OWN_CALL)

    @check
    def in_progress(self, world: MaxContactWorld) -> Answer[Self] | None:
        """The call must not be over."""
        return self.ended() if not line.is_open(self.call) else None
