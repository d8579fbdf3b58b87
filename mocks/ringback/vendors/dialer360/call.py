"""What all calls of the API share: the one door, the dialect of lines, signing in, permissions."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar, Self

from ringback.contract import OBSERVED, Answer, Endpoint, FunctionDoor, Rendered, Reply, check
from ringback.vendors.dialer360.fields import Alphanumeric, Name
from ringback.vendors.dialer360.records import User
from ringback.vendors.dialer360.world import Dialer360World
from ringback.wire.delimited import SEPARATORS, rows

HEADERS = (
    (b"content-type", b"text/html; charset=utf-8"),
    (b"cache-control", b"no-cache, must-revalidate"),
    (b"pragma", b"no-cache"),
)
ALL_FUNCTIONS = "ALL_FUNCTIONS"
LEAST_LEVEL = 7
MOST_FAILURES = 10
LOCKED_FOR = timedelta(minutes=15)
# A good login is stamped once a minute, not at every call, so that reading leaves the world as it is.
STAMP_EVERY = timedelta(minutes=1)

# What the reference says of the two fields that shape an export.
STAGE = "csv, tab or pipe (the default)"
HEADER = "YES adds a header row"

_NOT_A_NAME = re.compile("[^-_0-9a-zA-Z]")


def _clean(function: str) -> str:
    return _NOT_A_NAME.sub("", function)


class Line(Reply):
    """A reply of one line; the status is always 200, and its first word says how the call went.

    `end` is what follows it: a line end, but for a bare value.
    """

    def __init__(self, text: str, *, end: str = "\n", **rest: Any) -> None:
        """Declare the line."""
        kind = {"ERROR": "failure", "NOTICE": "partial"}.get(text.partition(":")[0], "success")
        super().__init__(200, text, **{"kind": kind, **rest})
        self.end = end


class Export(Line):
    """Rows of the named columns, with a header row when the call asks for one with `header=YES`.

    It is filled with `rows`; the call's `stage` chooses the separator. `observed` are the columns of the vendor's own
    header where they differ, `sample` an example row.
    """

    def __init__(self, *columns: str, observed: Sequence[str] = (), sample: Sequence[object] = (), **rest: Any) -> None:
        """Declare the columns."""
        text = "|".join(f"{{{column}}}" for column in columns)
        other = "|".join(f"{{{column}}}" for column in observed) or None
        super().__init__(text, observed=other, end="", examples={"rows": [tuple(sample or columns)]}, **rest)
        self.columns = columns
        self.observed_columns = tuple(observed) or columns

    def names(self, profile: str) -> tuple[str, ...]:
        """The rows, and the fields that shape them."""
        return ("rows", "stage", "header")

    def render(self, values: Mapping[str, Any], profile: str) -> str:
        """Write the rows, unquoted."""
        separator = SEPARATORS.get(values["stage"], "|")
        lines = rows(values["rows"], separator)
        if values["header"] != "YES":
            return lines
        return separator.join(self.observed_columns if profile == "observed" else self.columns) + "\n" + lines


class Call(Endpoint[Dialer360World]):
    """A call of the API, open to anyone."""

    app = "dialer360"
    document = "Dialer360 API 2017-06-01"
    door = FunctionDoor(("/adminpanel/api.php", "/vicidial/non_agent_api.php"), "function", _clean)
    examples: ClassVar[Mapping[str, object]] = {
        "user": "6666",
        "password": "1234",
        "source": "test",
        "agent_user": "1000",
        "lead_id": "193715",
        "list_id": "999",
        "phone_number": "7275550101",
        "campaign_id": "TESTCAMP",
        "date": "2026-01-05",
    }

    def __init_subclass__(cls, *, section: str | None = None, **address: str) -> None:
        """Let a function stand for itself where an example names one."""
        super().__init_subclass__(section=section, **address)
        if cls.address:
            cls.examples = {**cls.examples, "function": cls.address["function"]}

    def render(self, answer: Answer[Any]) -> Rendered:
        """Write the lines, each with its end."""
        text = "".join([part.text(self.profile) + getattr(part.reply, "end", "\n") for part in answer.parts])
        return Rendered(answer.parts[0].reply.status, HEADERS, text.encode("utf-8", "replace"))

    @property
    def function(self) -> str:
        """The function as it was asked for."""
        return _clean(str(self.inputs.get("function", "")))


class SignedIn(Call):
    """A call by a user who signs in with `user` and `pass`: active, level 7 at least."""

    bad_login = Line(
        "ERROR: Login incorrect, please try again: |{user}|{password}|BAD|",
        ground=OBSERVED,
        section="login",
        keeps=True,
    )
    locked = Line(
        "ERROR: Too many login attempts, try again in 15 minutes: |{user}|LOCK|",
        ground=OBSERVED,
        section="login",
        reach="state",
    )
    blocked_address = Line(
        "ERROR: Your IP Address is not allowed: {address_of_client}: ||IPBLOCK|",
        ground=OBSERVED,
        section="login",
        reach="state",
        examples={"address_of_client": "192.0.2.1"},
    )

    user = Name(required=True, example="6666", note="a user of level 7 or higher")
    password = Name(required=True, secret=True, wire_name="pass", example="1234")

    me: User

    @check
    def login(self, world: Dialer360World) -> Answer[Self] | None:
        """Compare user and password, whatever their case, and count failures."""
        user = world.user(self.user)
        if user is None:
            return self.bad_login()
        since = world.now - user.last_login_date
        if user.failed_login_count >= MOST_FAILURES and since < LOCKED_FOR:
            return self.locked()
        if (
            user.pass_.lower() != self.password.lower()
            or not self.password
            or user.active != "Y"
            or user.user_level < LEAST_LEVEL
        ):
            if user.failed_login_count >= MOST_FAILURES:
                world.users.change(user.user, failed_login_count=1, last_login_date=world.now)
            else:
                world.users.change(user.user, failed_login_count=user.failed_login_count + 1)
            return self.bad_login()
        if user.failed_login_count or since >= STAMP_EVERY:
            failed = user.failed_login_count
            user = world.users.change(user.user, failed_login_count=0, last_login_date=world.now)
            if failed:
                # The failures are forgiven even if the function refuses; a stamp alone is no trace to leave then.
                world.tx.keep()
        self.me = user
        return None

    @check
    def address_allowed(self, world: Dialer360World) -> Answer[Self] | None:
        """With IP lists on, the address must be in the group's list and not on the blacklist."""
        settings = world.system
        if not settings.api_ip_lists:
            return None
        group = world.user_groups.get(self.me.user_group)
        allowed = world.ip_lists.get(group.api_ip_list) if group is not None and group.api_ip_list else None
        address = self.request.client
        if address in settings.ip_blacklist or (allowed is not None and not _listed(address, allowed.entries)):
            return self.blocked_address(address_of_client=address)
        return None


def _listed(address: str, entries: tuple[str, ...]) -> bool:
    return address in entries or f"{address.rpartition('.')[0]}.x" in entries


class Held(SignedIn):
    """A call that a user may be held from: some may use a few functions only."""

    function_not_allowed = Line(
        "ERROR: auth USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION - {user}|{function}",
        observed="ERROR: auth USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION: |{user}|{function}|",
        section="API functions",
        reach="state",
    )

    def allows(self) -> bool:
        """Whether the signed-in user may use the function."""
        allowed = self.me.api_allowed_functions
        return ALL_FUNCTIONS in allowed or self.function in allowed.split()


class Function(Held):
    """A function: it needs a source, the API flag, a level, and for some the flags named in `needs`."""

    level: ClassVar[int] = LEAST_LEVEL
    needs: ClassVar[tuple[str, ...]] = ()
    not_permitted: ClassVar[Reply]

    invalid_source = Line(
        "ERROR: Invalid Source - {source}\nERROR: Invalid Source: |{source}|", ground=OBSERVED, section="source"
    )

    source = Alphanumeric(required=True, example="test", note="what originated the call; 2 characters at least")

    @check
    def source_given(self, world: Dialer360World) -> Answer[Self] | None:
        """The source must have two characters."""
        return self.invalid_source() if len(self.source) < 2 else None

    @check
    def function_allowed(self, world: Dialer360World) -> Answer[Self] | None:
        """The function must be among those the user may use."""
        return None if self.allows() else self.function_not_allowed()

    @check
    def permitted(self, world: Dialer360World) -> Answer[Self] | None:
        """The user needs the API flag, the level and the flags."""
        me = self.me
        if me.vdc_agent_api_access and me.user_level >= self.level and all(map(me.__getattribute__, self.needs)):
            return None
        return self.replies["not_permitted"].__get__(self, type(self))()
