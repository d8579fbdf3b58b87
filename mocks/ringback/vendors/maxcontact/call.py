"""What all calls of both APIs share: the envelope, the token, paths and verbs."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from ringback.contract import Answer, Endpoint, Header, PathDoor, Rendered, Request, check
from ringback.vendors.maxcontact.notation import wanted, written
from ringback.vendors.maxcontact.records import Settings, User
from ringback.vendors.maxcontact.replies import BAD_TOKEN, DATA, STATUS_ONLY, SUCCESS, Refusal, Said
from ringback.vendors.maxcontact.world import MaxContactWorld


def lowered(request: Request) -> Mapping[str, object]:
    """The query; the vendor's framework compares names in any case."""
    return {name.lower(): value for name, value in request.query.items()}


def _clean(path: str) -> str:
    """A path in small letters, without the slash that some clients end it with."""
    return path.lower().rstrip("/")


class MaxContactCall(Endpoint[MaxContactWorld]):
    """A call of either API, open to anyone. `envelope` is the root of XML replies."""

    door = PathDoor(lowered, _clean)
    envelope: ClassVar[str] = ""
    examples: ClassVar[Mapping[str, object]] = {"parameter": "Id"}
    options: Settings = Settings()

    @check
    def configured(self, world: MaxContactWorld) -> None:
        """Take up the settings that shape the answer."""
        self.options = world.system

    def render(self, answer: Answer[Any]) -> Rendered:
        """Write the envelope."""
        part = answer.parts[0]
        reply = part.reply
        assert isinstance(reply, Said)
        value = {
            "Success": reply.code == SUCCESS,
            "Data": part.values.get(DATA),
            "ResponseCode": self.numbered(reply.code),
            "ResponseDetail": part.text(self.profile),
        }
        failed = reply.status == 200 and reply.code != SUCCESS
        status = self.options.failure_status if failed else reply.status
        notation = wanted(self.request)
        head = ((b"content-type", notation.encode()), *self.headers())
        return Rendered(status, head, written(self.envelope, value, notation, self.options))

    def numbered(self, code: str) -> object:
        """The response code as this API writes it."""
        return code

    def headers(self) -> tuple[tuple[bytes, bytes], ...]:
        """Further headers of the answer."""
        return ()


class Authorised(MaxContactCall):
    """A call that needs a token."""

    bad_token = BAD_TOKEN

    cookie = Header("Cookie", secret=True, required=True, note="TokenKey=<the token's key>")

    me: User

    @check
    def token_valid(self, world: MaxContactWorld) -> Answer[Self] | None:
        """The cookie must carry a token that was given out and has not expired."""
        user = world.token_user(cookie_of(self.request, "TokenKey"))
        if user is None:
            return self.bad_token()
        self.me = user
        return None


def cookie_of(request: Request, name: str) -> str:
    """The value of a cookie, or an empty text."""
    for header, value in request.headers:
        if header == b"cookie":
            for pair in value.decode("latin-1").split(";"):
                found, _, held = pair.strip().partition("=")
                if found == name:
                    return held.strip().strip('"')
    return ""


class UnknownPathCall(MaxContactCall):
    """Answer a path at which there is nothing."""

    not_found = Refusal("Nothing is found at this path", status=404, ground=STATUS_ONLY)

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Say so."""
        return self.not_found()


class UnknownVerbCall(MaxContactCall):
    """Answer a verb that a path does not have."""

    not_allowed = Refusal("This method is not allowed here", status=405, ground=STATUS_ONLY)

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Say so, and which verbs there are."""
        return self.not_allowed()

    def headers(self) -> tuple[tuple[bytes, bytes], ...]:
        """The verbs that the path has."""
        return ((b"allow", str(self.inputs.get("allow", "GET")).encode()),)
