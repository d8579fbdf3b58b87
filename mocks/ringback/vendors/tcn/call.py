"""What all calls of the API share: the door, the dialect, and the ways to sign in."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self

from ringback.contract import Answer, Endpoint, Rendered, check
from ringback.vendors.tcn.door import ServletDoor
from ringback.vendors.tcn.fields import Param, QueryDate
from ringback.vendors.tcn.records import Account, Settings
from ringback.vendors.tcn.replies import Body, Plain
from ringback.vendors.tcn.world import TcnWorld

# The password in the header of an upload file, to the end of its line, with blanks in its key wherever they may be; and
# the same where the file is sent as a parameter.
_BLANK = r"(?:[^\S\r\n]|\+|%20|%09)*+"
_KEY = _BLANK.join((*"login", r"(?:\.|%2E)", *"password", "(?:=|%3D)"))
_IN_HEADER = re.compile(rf"({_KEY})(?:(?!%0[AD])[^\r\n])+", re.IGNORECASE)


class TcnCall(Endpoint[TcnWorld]):
    """A call of the API, open to anyone."""

    app = "tcn"
    document = "TCN P3 API 5.4"
    door = ServletDoor()
    examples: ClassVar[Mapping[str, object]] = {"extended": False}

    secret_patterns: ClassVar[tuple[re.Pattern[str], ...]] = (_IN_HEADER,)

    system = Settings()

    def refusal(self, world: TcnWorld) -> Answer[Self] | None:
        """Take the steps, under the switches of the system."""
        self.system = world.system
        return super().refusal(world)

    def render(self, answer: Answer[Any]) -> Rendered:
        """Write the reply in its own kind; an answer of the API is always one reply."""
        part = answer.parts[0]
        reply = part.reply
        if not isinstance(reply, Body):
            raise TypeError(f"{part.id} has no kind")
        return Rendered(reply.status, reply.headers(part.values), reply.content(part.values, self.system, self.profile))


class Owned(TcnCall):
    """A call on behalf of an account: the rows of all others are unknown to it."""

    account: Account

    def who(self, world: TcnWorld) -> Account | None:
        """The account whose credentials were sent, or None."""
        raise NotImplementedError

    def admitted(self, world: TcnWorld) -> Answer[Self] | None:
        """Take up the account, or refuse the login in the endpoint's own words."""
        account = self.who(world)
        if account is None:
            return self.replies["bad_login"].__get__(self, type(self))()
        self.account = account
        return None


class SmallLogin(Owned):
    """A call by a user of an account, refused with a small `information`.

    An `Authorization` header with the access token of a user, if one has any, is as good as name and password.
    """

    bad_login = Plain(400, "Invalid Login information!")

    username = Param(required=True, example="demo", note="the user name of the login")
    password = Param(required=True, secret=True, example="demo", note="the password of the login")

    @check
    def login(self, world: TcnWorld) -> Answer[Self] | None:
        """Name and password must be those of a user."""
        return self.admitted(world)

    def who(self, world: TcnWorld) -> Account | None:
        """The account of the user."""
        if self.username or self.password:
            return world.signed_in(self.username, self.password)
        return world.by_token(self.request.header(b"authorization").removeprefix("Bearer ").strip())


class CapitalLogin(SmallLogin):
    """A call by a user of an account, refused with a capital `Information`."""

    bad_login = Plain(400, "Invalid Login Information!")


class AgentLogin(CapitalLogin):
    """A call about agents: without credentials it is a bad request, with wrong ones a refused login."""

    bad_request = Plain(400, "HTTPS Status 400: Bad Request!")

    username = Param(missing=bad_request, example="demo", note="the user name of the login")
    password = Param(missing=bad_request, secret=True, example="demo", note="the password of the login")


class ApiKeyLogin(Owned):
    """A call by an account's own software: the agent API key with the client's sid."""

    bad_login = Plain(400, "Invalid Login Information!")
    bad_request = Plain(400, "HTTPS Status 400: Bad Request!")

    api_key = Param(
        wire_name="apiKey",
        missing=bad_request,
        secret=True,
        example="11111111-2222-3333-4444-555555555555",
        note="the account's agent API key",
    )
    client_sid = Param(wire_name="clientSid", missing=bad_request, example="1001", note="the account's id")

    @check
    def login(self, world: TcnWorld) -> Answer[Self] | None:
        """Key and id must belong together."""
        return self.admitted(world)

    def who(self, world: TcnWorld) -> Account | None:
        """The account of that key and id."""
        return world.keyed(self.api_key, self.client_sid)


class ClientIdLogin(CapitalLogin):
    """A call by name and password, by client id, or by both if they name the same account."""

    username = Param(example="demo", note="the user name of the login; not needed with client_id")
    password = Param(secret=True, example="demo", note="the password of the login; not needed with client_id")
    client_id = Param(example="1001", note="the account's id; not needed with name and password")

    def who(self, world: TcnWorld) -> Account | None:
        """The account that the credentials agree on."""
        client = world.client(self.client_id)
        if self.client_id and client is None:
            return None
        if self.client_id and not (self.username or self.password):
            return client
        account = super().who(world)
        return account if client is None or account == client else None


class Spanned(SmallLogin):
    """A call that may ask by a range of dates."""

    start_date = QueryDate(
        wire_name="startDate", example="2026/01/01 00:00", note="yyyy/MM/dd HH:mm, Pacific time: where the range begins"
    )
    end_date = QueryDate(
        wire_name="endDate", example="2026/01/05 23:59", note="yyyy/MM/dd HH:mm, Pacific time: where the range ends"
    )

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        """The range from start to end, or None when it is not given in full, or cannot be read, or falls."""
        start, end = self.start_date, self.end_date
        return (start, end) if start is not None and end is not None and start <= end else None
